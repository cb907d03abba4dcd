"""The formats of transcripts that can be read, and the one way to read a file."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from qualcode.errors import FileError
from qualcode.formats.gate import KINDS, decode, read_file, sniff
from qualcode.formats.sniffing import OLE, ole_sentence
from qualcode.model.documents import Transcript
from qualcode.text.names import readable
from qualcode.transcripts import (
    csv_table,
    doc,
    docx,
    eaf,
    exb,
    html,
    md,
    odt,
    otr,
    pdf,
    rtf,
    srt,
    tei,
    trs,
    txt,
    vtt,
    whisper_json,
    xlsx,
)
from qualcode.transcripts.format import Format, Request

__all__ = ["FORMATS", "read", "read_bytes", "suffixes"]

FORMATS: tuple[Format, ...] = (
    docx.FORMAT,
    odt.FORMAT,
    doc.FORMAT,
    rtf.FORMAT,
    txt.FORMAT,
    md.FORMAT,
    vtt.FORMAT,
    srt.FORMAT,
    whisper_json.FORMAT,
    otr.FORMAT,
    html.FORMAT,
    csv_table.FORMAT,
    xlsx.FORMAT,
    eaf.FORMAT,
    exb.FORMAT,
    trs.FORMAT,
    tei.FORMAT,
    pdf.FORMAT,
)
"""All formats; a new one is a module with a ``FORMAT`` and a line here."""


def suffixes() -> tuple[str, ...]:
    """All suffixes that can be read, in lower case with the full stop."""
    return tuple(suffix for known in FORMATS for suffix in known.suffixes)


def read(
    path: Path, *, language: str | None = None, labels: Collection[str] = ()
) -> tuple[Transcript, bytes]:
    """Read a transcript; gives it together with the bytes of the file.

    *language* is an ISO 639-1 code and helps with old code pages; *labels* are speaker labels that the user
    confirms, however rare they are.
    Raises :class:`~qualcode.errors.FileError` where the file is missing, empty, damaged, of a format that cannot be read,
    or of another one than its suffix says.
    """
    data = read_file(path)
    return read_bytes(data, path.name, language=language, labels=labels), data


def read_bytes(
    data: bytes, file_name: str, *, language: str | None = None, labels: Collection[str] = ()
) -> Transcript:
    """Read a transcript from the bytes of a file, as :func:`read` does; the format is told by the file's name."""
    name = readable(file_name)
    suffix = Path(file_name).suffix.lower()
    known = next((entry for entry in FORMATS if suffix in entry.suffixes), None)
    if known is None:
        raise FileError(
            f"{name} cannot be read: {f'files ending in {suffix}' if suffix else 'files without a suffix'} are not "
            f"among the formats of transcripts, which are {', '.join(suffixes())}."
        )
    request = Request(data=data, name=name, language=language, labels=tuple(labels))
    kind = sniff(data)
    if not known.sniff(kind):
        raise FileError(_disagreement(request, known, suffix, kind))
    return known.read(request)


def _disagreement(request: Request, known: Format, suffix: str, kind: str | None) -> str:
    """What to say where suffix and content disagree; names both."""
    name = request.name
    if request.data.startswith(OLE):
        return (
            f"{name} ends in {suffix}, but: {ole_sentence(request.data, name)}"
            if suffix != ".docx"
            else (ole_sentence(request.data, name))
        )
    if not request.data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return f"{name} is empty; there is nothing but white space in it."
    if kind is None:
        try:
            decode(request.data, name, request.language)
        except FileError:
            return f"{name} ends in {suffix}, but it is not {known.title}: it is damaged or holds something else."
        if suffix == ".vtt":
            return f"{name} ends in {suffix}, but its content is plain text: the first line must begin with WEBVTT."
        return f"{name} ends in {suffix}, but its content is plain text; give it the suffix .txt."
    better = next((entry.suffixes[0] for entry in FORMATS if entry.name == kind), None)
    advice = f"give it the suffix {better}" if better else "export it as one of " + ", ".join(suffixes())
    return f"{name} ends in {suffix}, but its content is {KINDS[kind]}; {advice}."
