"""Rich text (RTF) as flat paragraphs: what belongs to the text is kept, what must not leak is cut out and counted.

The groups are walked here, since striprtf lets deleted and hidden text through; what is left is written as flat RTF,
which striprtf decodes.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from qualcode.errors import FileError
from qualcode.formats.boxes import settled
from qualcode.formats.decoding import decode
from qualcode.formats.emphasis import mostly
from qualcode.formats.notes import SourceNote
from qualcode.formats.rtf_flat import BREAK, codec, decoded
from qualcode.formats.rtf_notes import FIELDS, NOTES, SIGN, SIGN_CODE, RtfNotes
from qualcode.formats.rtf_words import CHARACTERS, COUNTED, DOUBLES, INVISIBLE, REVIVE, SINKS
from qualcode.formats.word.paragraph import Paragraph, check_paragraphs
from qualcode.text.units import count_letters

__all__ = ["RichText", "read_rtf"]

_DEPTH = 256
"""Groups nested deeper than this are refused."""
_TOKEN = re.compile(
    r"\\([A-Za-z]+)(-?\d+)?[ ]?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)",
    re.DOTALL,
)
_CODED = re.compile(r"\\(?:u-?\d|f\d)")
"""A character as it is written into flat RTF, unless it is a sign of its own such as ``\\emdash``."""
_HUGE = 10**9
"""Stands for numbers of more than nine digits."""


@dataclass(frozen=True, slots=True)
class RichText:
    """The paragraphs of an RTF document, with a count of what was left out."""

    paragraphs: tuple[Paragraph, ...]
    counts: Counter[str]
    """Places by what they are called in a report; ``insertions``, ``symbols`` and ``behind`` have no such name."""
    box_letters: int
    letters: int
    """Letters that the file has in plain sight (ASCII and Unicode), beside those of code pages."""
    guessed: str | None
    """The code page that was guessed where the file names none."""
    notes: tuple[SourceNote, ...] = ()
    """Comments, footnotes, endnotes and text boxes that hang on words which were read."""
    read_boxes: int = 0
    """Text boxes whose words are in the text, as they hold most of the words."""


@dataclass(frozen=True, slots=True)
class _State:
    """What holds in a group and ends with it."""

    sink: str | None = "text"
    """Where text goes: ``text``, ``number``, ``box``, ``note``, ``field`` of a note, or None for nowhere."""
    destination: str = ""
    font: int | None = None
    skip: int = 1
    """Characters that follow a Unicode character for readers that know none."""
    invisible: frozenset[str] = frozenset()
    table: bool = False
    bold: bool = False
    italic: bool = False
    starred: bool = False
    box: int = 0
    """Number of the text box, counted from 1; 0 outside of boxes."""
    group: int = 0
    """Number of the group that is not read."""


@dataclass(slots=True)
class _Draft:
    text: list[str] = field(default_factory=list)
    number: list[str] = field(default_factory=list)
    cell: tuple[int, int, int] | None = None
    weights: list[list[int]] = field(default_factory=lambda: [[0, 0, 0]])
    """For each line its letters, those in bold and those in italics, counted as they come."""
    boxes: list[int] = field(default_factory=list)
    """Numbers of the text boxes that hang on it."""

    def marks(self) -> tuple[tuple[bool, bool], ...]:
        """For each line whether it is bold and whether it is italic as a whole; empty where none is."""
        found = [(mostly(bold, letters), mostly(italic, letters)) for letters, bold, italic in self.weights]
        return tuple(found) if any(bold or italic for bold, italic in found) else ()


def read_rtf(data: bytes, name: str, language: str | None = None) -> RichText:
    """Read the paragraphs of an RTF document from its bytes; *language* helps where it names no code page.

    Raises :class:`~qualcode.errors.FileError` where it is truncated, damaged or nested too deeply.
    """
    scanner = _Scanner(data.decode("latin-1"), name)
    scanner.run()
    return scanner.result(language)


class _Scanner:
    """One pass over the tokens."""

    def __init__(self, source: str, name: str) -> None:
        from striprtf.striprtf import destinations

        self.source, self.name = source, name
        self.destinations = destinations
        self.counts: Counter[str] = Counter()
        self.drafts = [_Draft()]
        self.boxes: list[list[_Draft]] = [[]]
        """The paragraphs of each text box by its number; there is no box 0."""
        self.state = _State()
        self.stack: list[_State] = []
        self.page: str | None = None
        self.fonts: dict[int, int] = {}
        self.groups = 0
        self.notes = RtfNotes()
        self.headers: set[int] = set()
        self.default: int | None = None
        self.letters = self.box_letters = self.boxed = 0
        self.sample = bytearray()
        self.guessing = False
        self.skipping = 0
        self.table = self.row = self.column = 0

    def run(self) -> None:
        """Walk from the first brace to the one that closes it."""
        position, fresh = 0, False
        while match := _TOKEN.match(self.source, position):
            position = match.end()
            word, argument, code, sign, brace, run = match.groups()
            if brace == "{":
                self.skipping, fresh = 0, True
                if len(self.stack) >= _DEPTH:
                    raise FileError(f"{self.name} is refused: its groups are nested too deeply.")
                self.stack.append(self.state)
                self.state = replace(self.state, starred=False)
            elif brace:
                self.skipping, fresh = 0, False
                self.state = self.stack.pop()
                if not self.stack:
                    self.counts["behind"] = len(self.source[position:].strip("\0\r\n\t \x1a"))
                    return
            elif word:
                number = int(argument) if argument and len(argument) < 10 else _HUGE if argument else None
                if word == "bin":
                    position += max(0, number or 0)
                elif self.skipping:
                    self.skipping -= 1
                else:
                    if fresh or len(self.stack) > 1:
                        self.enters(word, fresh)
                    self.word(word, number)
                fresh = False
            elif sign == "*":
                self.state = replace(self.state, starred=True)
            elif code or sign or run:
                fresh = False
                self.characters(code, sign, run)
        where = "is truncated: its last group does not end" if position >= len(self.source) else "is damaged"
        raise FileError(f"{self.name} {where}; open it in a word processor, save and import it again.")

    def enters(self, word: str, fresh: bool) -> None:
        """Turn text away, or elsewhere, where a word says that its group is no part of the running text."""
        state = self.state
        if state.sink is None:
            if state.destination == REVIVE.get(word):
                sink = SINKS.get(word, "text")
                self.state = replace(state, sink=sink, destination="")
                self.begins_box(sink)
        elif word in ("result", "ud"):
            return
        elif (word in NOTES and self.heard() == "text") or (
            word in FIELDS and self.heard() in ("text", "note")
        ):
            self.hangs(word)
        elif word in SINKS:
            self.state = replace(state, sink=SINKS[word])
            self.begins_box(SINKS[word])
        elif word in COUNTED or word in self.destinations or word in DOUBLES or (fresh and state.starred):
            self.groups += 1
            self.state = replace(state, sink=None, destination=word, group=self.groups)
            if word in COUNTED and not word.startswith(("header", "footer")):
                self.counts[COUNTED[word]] += 1

    def begins_box(self, sink: str) -> None:
        """Begin a text box, which hangs on the present paragraph, where text goes to one now."""
        if sink == "box":
            self.counts["text boxes"] += 1
            self.drafts[-1].boxes.append(len(self.boxes))
            self.state = replace(self.state, box=len(self.boxes))
            self.boxes.append([_Draft()])

    def draft(self) -> _Draft:
        """The paragraph to which text goes now."""
        return self.boxes[self.state.box][-1] if self.state.box else self.drafts[-1]

    def hangs(self, word: str) -> None:
        """Begin a note, or a field that says something of one, and put the sign of its place into the text."""
        inside = self.state.sink == "note"
        if word in NOTES:
            self.counts[COUNTED[word]] += 1
            self.notes.begin(word)
            self.drafts[-1].text.append(SIGN_CODE)
        elif self.notes.enter(word, inside=inside):
            self.drafts[-1].text.append(SIGN_CODE)
        self.groups += 1
        sink = "note" if word in NOTES else "field"
        self.state = replace(self.state, sink=sink, destination=word, group=self.groups)

    def word(self, word: str, number: int | None) -> None:
        """Act on a control word."""
        state = self.state
        if state.destination == "fonttbl":
            self.font_table(word, number)
        elif word == "ftnalt" and state.sink == "note":
            self.notes.is_endnote()
        elif word == "ansicpg" and number:
            self.page = codec(f"cp{number}")
        elif word == "mac":
            self.page = "mac_roman"
        elif word == "deff":
            self.default = number
            self.state = replace(state, font=number)
        elif word == "f":
            self.state = replace(state, font=number)
        elif word == "uc":
            self.state = replace(state, skip=min(max(number or 0, 0), 100))
        elif word == "plain":
            seen = state.invisible - {"v"}
            self.state = replace(state, font=self.default, invisible=seen, bold=False, italic=False)
        elif word == "b":
            self.state = replace(state, bold=number != 0)
        elif word == "i":
            self.state = replace(state, italic=number != 0)
        elif word == "pard":
            self.state = replace(state, table=False)
        elif word in ("intbl", "itap"):
            self.state = replace(state, table=number != 0)
        elif word in INVISIBLE:
            if number == 0:
                self.state = replace(state, invisible=state.invisible - {word})
            elif word not in state.invisible:
                self.state = replace(state, invisible=state.invisible | {word})
                self.counts[INVISIBLE[word]] += state.sink is not None
        elif word == "revised":
            self.counts["insertions"] += number != 0 and state.sink is not None
        elif word == "u" and number is not None:
            self.unicode(number)
        elif word in CHARACTERS:
            self.emit(f"\\{word} ")
        elif word in ("zwj", "zwnj"):
            self.emit(r"\u8205?" if word == "zwj" else r"\u8204?")
        elif word in ("line", "lbr"):
            self.emit(BREAK)
        elif word in ("page", "column"):
            if self.draft().text:
                self.emit(BREAK)
        elif word in ("par", "sect", "cell", "nestcell", "row"):
            self.ends(word)

    def font_table(self, word: str, number: int | None) -> None:
        """Note the character set of a font."""
        if word == "f":
            self.state = replace(self.state, font=number)
        elif self.state.font is not None and word == "fcharset" and number is not None:
            self.fonts[self.state.font] = number

    def characters(self, code: str | None, sign: str | None, run: str | None) -> None:
        """Take characters: a byte in hexadecimal digits, an escaped sign, or plain ones."""
        if self.skipping and not (sign and sign in "\r\n"):
            skipped = min(self.skipping, len(run)) if run else 1
            self.skipping -= skipped
            if not run or skipped == len(run):
                return
            run = run[skipped:]
        if code:
            self.byte(int(code, 16))
        elif sign:
            if sign in "\r\n":
                self.ends("par")
            elif sign in "\\{}":
                self.emit("\\" + sign)
            elif sign in "~_":
                self.emit(f"\\{sign}")
        elif run:
            if self.heard() is None:
                self.note_header(run)
                return
            for piece in re.split(r"([\t\x80-\xff]|[\x01-\x1f])", run):
                if piece and (piece >= "\x80" or piece < " "):
                    self.byte(ord(piece))
                elif piece:
                    self.emit(piece)
                    self.sample += piece.encode("ascii", "replace")
                    self.saw(count_letters(piece))

    def byte(self, value: int) -> None:
        """Take one byte of a code page."""
        if value < 0x20:
            self.emit({9: "\\tab ", 10: BREAK, 11: BREAK, 12: BREAK, 13: BREAK}.get(value, r"\u-3?"))
        elif self.fonts.get(self.state.font if self.state.font is not None else -1) == 2:
            self.counts["symbols"] += self.heard() is not None
            self.emit(r"\u-3?")
        elif self.state.sink is None:
            self.note_header("x")
        else:
            if self.heard() and self.fonts.get(self.state.font or 0, 0) < 2:
                self.sample.append(value)
                self.guessing = True
            font = self.state.font if self.state.font is not None else -1
            self.emit(f"\\f{font if font >= 0 else 99999} \\'{value:02x}")

    def unicode(self, number: int) -> None:
        """Take one UTF-16 unit or code point."""
        self.skipping = self.state.skip
        point = number + 0x10000 if -0x8000 <= number < 0 else number
        if point in (10, 11, 12, 13):
            self.emit(BREAK)
        elif (0x20 <= point < 0x110000 or point == 9) and chr(point) != SIGN:
            self.emit(f"\\u{point}?")
            self.saw(chr(point).isalpha())
        else:
            self.emit(r"\u-3?")

    def saw(self, letters: int) -> None:
        """Count letters in plain sight, in the text and in text boxes."""
        sink = self.heard()
        self.letters += letters if sink == "text" else 0
        self.box_letters += letters if sink == "box" else 0

    def heard(self) -> str | None:
        """Where text goes now; None where it is not read."""
        return None if self.state.invisible else self.state.sink

    def emit(self, piece: str) -> None:
        """Write a piece of flat RTF to where text goes now."""
        sink = self.heard()
        if sink in ("text", "box"):
            self.draft().text.append(piece)
            self.weigh(piece)
        elif sink == "number":
            self.draft().number.append(piece)
        elif sink == "note":
            self.notes.piece(piece)
        elif sink == "field":
            self.notes.field_piece(piece)

    def weigh(self, piece: str) -> None:
        """Count the letters of a piece for the look of its line; a coded character counts as one."""
        weights = self.draft().weights
        if piece == BREAK:
            weights.append([0, 0, 0])
            return
        letters = _CODED.match(piece) is not None if piece[0] == "\\" else count_letters(piece)
        weights[-1][0] += letters
        weights[-1][1] += letters * self.state.bold
        weights[-1][2] += letters * self.state.italic

    def note_header(self, run: str) -> None:
        """Count a header or footer once it holds a word."""
        state = self.state
        if state.destination.startswith(("header", "footer")) and any(map(str.isalnum, run)):
            self.counts["headers or footers"] += state.group not in self.headers
            self.headers.add(state.group)

    def ends(self, word: str) -> None:
        """End a paragraph, cell or row."""
        if self.heard() == "note":
            self.emit(BREAK)
        if self.heard() == "box":
            self.boxes[self.state.box].append(_Draft())
            self.boxed += 1
            check_paragraphs(self.boxed + len(self.drafts), self.name)
        if self.heard() != "text":
            return
        draft = self.drafts[-1]
        if word == "row" and not draft.text:
            self.row, self.column = self.row + 1, 0
            return
        if self.state.table or word in ("cell", "nestcell", "row"):
            draft.cell = (self.table, self.row, self.column)
            self.column += word == "cell"
        elif self.row or self.column:
            self.table, self.row, self.column = self.table + 1, 0, 0
        if word == "row":
            self.row, self.column = self.row + 1, 0
        self.drafts.append(_Draft())
        check_paragraphs(len(self.drafts), self.name)

    def result(self, language: str | None) -> RichText:
        """Decode what was collected."""
        guessed = None
        page = self.page
        if page is None:
            page = "cp1252"
            if self.guessing:
                page = guessed = self.guess(language)
        drafts: list[tuple[_Draft, _Draft, int]] = []
        for draft in self.drafts:
            drafts.append((draft, draft, 0))
            drafts += [(each, draft, box) for box in draft.boxes for each in self.boxes[box]]
        texts, notes = self.notes.placed(
            decoded(["".join(draft.text) for draft, _, _ in drafts], self.fonts, page),
            lambda pieces: decoded(pieces, self.fonts, page),
        )
        numbers = decoded(["".join(draft.number) for draft, _, _ in drafts], self.fonts, page)
        found = [
            Paragraph(text, number, anchor.cell, draft.marks(), box=box or None)
            for text, number, (draft, anchor, box) in zip(texts, numbers, drafts, strict=True)
        ]
        if not texts[-1] and not drafts[-1][2]:
            found.pop()
        boxes = settled(found, notes)
        letters = self.letters + (self.box_letters if boxes.read else 0)
        return RichText(
            boxes.paragraphs, self.counts, boxes.letters, letters, guessed, boxes.notes, boxes.read
        )

    def guess(self, language: str | None) -> str:
        """The code page of a file that names none."""
        guessed = decode(bytes(self.sample), self.name, language)[1]
        return guessed.split(" ")[0]
