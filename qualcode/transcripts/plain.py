"""What the readers of text files share: decoding, canonical text, and turns found in place."""

from __future__ import annotations

import unicodedata

from qualcode.errors import FileError
from qualcode.formats.decoding import decode, is_utf8
from qualcode.model.documents import Transcript
from qualcode.text.canonical import canonical
from qualcode.text.units import count_letters
from qualcode.transcripts.format import Request
from qualcode.transcripts.layouts import marked_lines
from qualcode.transcripts.letters import proved
from qualcode.transcripts.spoken import spoken_turns
from qualcode.transcripts.turns import role_report

__all__ = ["decoded", "encoding_warnings", "read_plain"]

REPLACEMENT = "\ufffd"
MOST_LINES = 200_000
"""A million words in lines of ten words, with a blank line after each."""


def decoded(request: Request) -> tuple[str, list[str]]:
    """The canonical text of a text file, and sentences about its encoding.

    Raises :class:`~qualcode.errors.FileError` where it is binary or holds nothing but white space.
    """
    raw, encoding = decode(request.data, request.name, request.language, request.encoding)
    text = canonical(raw)
    if not text.strip():
        raise FileError(f"{request.name} is empty; there is nothing but white space in it.")
    warnings = encoding_warnings(request, raw, encoding)
    replaced = text.count(REPLACEMENT) - raw.count(REPLACEMENT)
    if replaced > 0:
        warnings.append(f"Control characters are shown as {REPLACEMENT}: {replaced} in the text.")
    return text, warnings


def encoding_warnings(request: Request, text: str, encoding: str) -> list[str]:
    """Sentences about the encoding in which a file was read as *text*."""
    name = request.name
    if request.encoding is not None:
        if is_utf8(request.data) and text != request.data.decode("utf-8").removeprefix("\ufeff"):
            return [
                f"{name} was read in {encoding}, as was asked for, but its bytes are UTF-8. Look whether its accents are "
                "right; where they are not, read it without --encoding."
            ]
        return []
    if encoding == "utf-8 (damaged)":
        return [f"{name} has damaged bytes, which are shown as {REPLACEMENT}; look for them in the text."]
    if encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        return []
    return [
        f"{name} was read in the old code page {encoding}. Look whether its accents are right; where they are not, give --encoding NAME."
    ]


def read_plain(request: Request, name: str) -> Transcript:
    """Read a file whose canonical text is its own text; raises :class:`~qualcode.errors.FileError` where it has too many lines."""
    text, warnings = decoded(request)
    if text.count("\n") > MOST_LINES:
        raise FileError(f"{request.name} is refused: it has more than {MOST_LINES:,} lines; split it.")
    marks = (lambda: marked_lines(text)) if name == "md" else None
    spoken = spoken_turns(text, request, marks, write=False, wrapped=True)
    roles, open_roles = role_report(text, spoken.turns, request.labels, request.same)
    transcript = Transcript(
        text=text,
        turns=spoken.turns,
        format=name,
        roles=roles,
        warnings=(*warnings, *spoken.said, *open_roles),
    )
    came = _letters(request.data, text) if request.encoding is None else None
    return proved(transcript, came, own=spoken.own)


def _letters(data: bytes, text: str) -> int | None:
    """Letters of a file, counted in its bytes where it is UTF-8; None where nothing but the decoding tells its letters."""
    if b"\0" in data or data == text.encode():
        return None
    try:
        plain = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return count_letters(plain if plain.isascii() else unicodedata.normalize("NFC", plain))
