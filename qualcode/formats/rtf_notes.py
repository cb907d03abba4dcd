"""Comments, footnotes and endnotes of a rich text document: what they say, and on which places they hang."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from qualcode.formats.notes import Anchors, SourceNote
from qualcode.model.documents import NoteKind

__all__ = ["FIELDS", "NOTES", "SIGN", "SIGN_CODE", "RtfNotes"]

NOTES: dict[str, NoteKind] = {"footnote": "footnote", "annotation": "comment"}
"""Destinations that hold a note; an endnote is a footnote with a word in it."""
FIELDS = ("atrfstart", "atrfend", "atnref", "atnauthor", "atndate")
"""Destinations that say who wrote a comment and which words it marks."""
SIGN = "\ufdd0"
"""Stands in the flat text where a note or its words begin or end; no character of any language, and taken out again."""
SIGN_CODE = r"\u-560?"


@dataclass(slots=True)
class _Field:
    word: str
    pieces: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Note:
    kind: NoteKind
    author: _Field | None
    pieces: list[str] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)


class RtfNotes:
    """Gathers the notes of one document while its tokens are walked; pieces are flat RTF, decoded at the end."""

    def __init__(self) -> None:
        self.notes: list[_Note] = []
        self.signs: list[_Note | _Field] = []
        """What each sign in the text is about, in their order."""
        self._field = _Field("")
        self._author: _Field | None = None

    def begin(self, word: str) -> None:
        """A note begins; its sign is put into the text by the caller."""
        self.notes.append(_Note(NOTES[word], self._author if word == "annotation" else None))
        self.signs.append(self.notes[-1])
        if word == "annotation":
            self._author = None

    def enter(self, word: str, *, inside: bool) -> bool:
        """A field begins, *inside* of a note or in the text; whether its sign belongs into the text."""
        self._field = _Field(word)
        if word == "atnauthor":
            self._author = self._field
        elif inside and self.notes:
            self.notes[-1].fields.append(self._field)
        elif word in ("atrfstart", "atrfend"):
            self.signs.append(self._field)
            return True
        return False

    def field_piece(self, piece: str) -> None:
        """A piece of the present field."""
        self._field.pieces.append(piece)

    def piece(self, piece: str) -> None:
        """A piece of the present note."""
        self.notes[-1].pieces.append(piece)

    def is_endnote(self) -> None:
        """The present note is an endnote."""
        if self.notes[-1].kind == "footnote":
            self.notes[-1].kind = "endnote"

    def placed(
        self, texts: Sequence[str], decode: Callable[[Sequence[str]], list[str]]
    ) -> tuple[list[str], tuple[SourceNote, ...]]:
        """The decoded texts without the signs in them, and the notes with their places in them."""
        if not self.signs:
            return list(texts), ()
        signs = iter(self.signs)
        anchors = Anchors()
        clean = []
        for number, text in enumerate(texts):
            pieces = text.split(SIGN)
            for count, about in zip(range(1, len(pieces)), signs, strict=False):
                if isinstance(about, _Note):
                    anchors.end(f"note {id(about)}", count)
                else:
                    key = f"range {''.join(about.pieces).strip()}"
                    (anchors.start if about.word == "atrfstart" else anchors.end)(key, count)
            anchors.settle(number, 0, pieces)
            clean.append("".join(pieces))
        said = decode(["".join(note.pieces) for note in self.notes])
        authors = decode(["".join(note.author.pieces if note.author else ()) for note in self.notes])
        found: list[tuple[str, NoteKind, str, str, str]] = []
        for note, text, author in zip(self.notes, said, authors, strict=True):
            named = {each.word: "".join(each.pieces).strip() for each in note.fields}
            key, marked = f"note {id(note)}", f"range {named.get('atnref', '')}"
            if marked in anchors.starts and marked in anchors.ends and key in anchors.ends:
                anchors.starts[key], anchors.ends[key] = anchors.starts[marked], anchors.ends[marked]
            words = "\n".join(line.strip() for line in text.split("\n") if line.strip())
            found.append((key, note.kind, author, words, _time(named.get("atndate", ""))))
        return clean, anchors.noted(found)


def _time(packed: str) -> str:
    """The time that Word packs into one number: from the low end minutes, hours, day, month, and years since 1900; empty for anything else.

    >>> _time("-1"), _time("131271311")
    ('', '2025-03-01T10:15:00')
    """
    number = int(packed) if packed.isascii() and packed.isdigit() and len(packed) < 11 else 0
    minute, hour, day = number & 63, number >> 6 & 31, number >> 11 & 31
    month, year = number >> 16 & 15, (number >> 20 & 511) + 1900
    if not (day >= 1 and 1 <= month <= 12 and hour < 24 and minute < 60):
        return ""
    return f"{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00"
