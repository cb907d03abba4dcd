"""What the readers of text files share: decoding, canonical text, and turns found in place."""

from __future__ import annotations

from qualcode.errors import FileError
from qualcode.formats.gate import decode
from qualcode.model.documents import Transcript
from qualcode.text.canonical import canonical
from qualcode.transcripts.format import Request
from qualcode.transcripts.turns import label_warnings, read_turns, role_report

__all__ = ["decoded", "read_plain"]

REPLACEMENT = "\ufffd"


def decoded(request: Request) -> tuple[str, list[str]]:
    """The canonical text of a text file, and sentences about its encoding.

    Raises :class:`~qualcode.errors.FileError` where it is binary or holds nothing but white space.
    """
    raw, encoding = decode(request.data, request.name, request.language)
    text = canonical(raw)
    if not text.strip():
        raise FileError(f"{request.name} is empty; there is nothing but white space in it.")
    warnings: list[str] = []
    if encoding == "utf-8 (damaged)":
        warnings.append(
            f"{request.name} has damaged bytes, which are shown as {REPLACEMENT}; look for them in the text."
        )
    elif encoding not in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        warnings.append(
            f"{request.name} was read in the old code page {encoding}; look whether its accents are right."
        )
    replaced = text.count(REPLACEMENT) - raw.count(REPLACEMENT)
    if replaced > 0:
        warnings.append(f"Control characters are shown as {REPLACEMENT}: {replaced} in the text.")
    return text, warnings


def read_plain(request: Request, name: str) -> Transcript:
    """Read a file whose canonical text is its own text."""
    text, warnings = decoded(request)
    turns, heads = read_turns(text, request.labels)
    roles, open_roles = role_report(text, turns, request.labels)
    return Transcript(
        text=text,
        turns=turns,
        format=name,
        roles=roles,
        warnings=(*warnings, *label_warnings(heads), *open_roles),
    )
