"""The formats of transcripts that can be read, and the one way to read a file."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from qualcode.errors import FileError
from qualcode.formats.decoding import check_encoding, decode
from qualcode.formats.gate import KINDS, read_file, sniff
from qualcode.formats.sniffing import OLE, ole_sentence
from qualcode.model.documents import Layout, Transcript
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
from qualcode.transcripts.clock_order import check_times
from qualcode.transcripts.format import TEXTS, Format, Request
from qualcode.transcripts.json_file import is_json
from qualcode.transcripts.several import divide

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
_BLANK = re.compile(rb"[\0 \t\r\n\xef\xbb\xbf\xff\xfe]*")


_WITHOUT_LAYOUT: dict[Layout, str] = {
    "bold": "which paragraphs are bold is not known",
    "alternate": "speakers stand in fields of their own",
}
"""Why a format cannot be read by a layout."""


def suffixes() -> tuple[str, ...]:
    """All suffixes that can be read, in lower case with the full stop."""
    return tuple(suffix for known in FORMATS for suffix in known.suffixes)


def read(
    path: Path,
    *,
    language: str | None = None,
    labels: Collection[str] = (),
    layout: Layout = "labels",
    same: Mapping[str, str] | None = None,
    encoding: str | None = None,
) -> tuple[Transcript, bytes]:
    """Read a transcript; gives it together with the bytes of the file.

    *language* is an ISO 639-1 code and helps with old code pages; *labels* are speaker labels that the user
    confirms, however rare they are. *layout* says how the file shows who speaks, and *same* gives the label of the same
    speaker for a label as the source shows it. *encoding* is that of a text file, where it is not to be recognised.
    Raises :class:`~qualcode.errors.InputError` for an encoding that is not known, and
    :class:`~qualcode.errors.FileError` where the file is missing, empty, damaged, of a format that cannot be read,
    or of another one than its suffix says.
    """
    data = read_file(path)
    transcript = read_bytes(
        data, path.name, language=language, labels=labels, layout=layout, same=same, encoding=encoding
    )
    return transcript, data


def read_bytes(
    data: bytes,
    file_name: str,
    *,
    language: str | None = None,
    labels: Collection[str] = (),
    layout: Layout = "labels",
    same: Mapping[str, str] | None = None,
    encoding: str | None = None,
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
    if encoding is not None:
        check_encoding(encoding)
    joined = dict(same or {})
    request = Request(
        data=data,
        name=name,
        language=language,
        labels=(*labels, *joined),
        layout=layout,
        same=joined,
        encoding=encoding if known.name in TEXTS else None,
    )
    kind = sniff(data)
    if not known.sniff(kind):
        raise FileError(_disagreement(request, known, suffix, kind))
    if layout not in known.layouts:
        request = replace(request, layout="labels")
    transcript = known.read(request)
    interviews = [part for _, part in divide(transcript)]
    turns, said = check_times(transcript.turns, [*accumulate(len(part.turns) for part in interviews)])
    if layout not in known.layouts:
        said.append(f"--layout {layout} was left aside: in {known.title}, {_WITHOUT_LAYOUT[layout]}.")
    if encoding is not None and known.name not in TEXTS:
        said.append(
            f"--encoding {encoding} was left aside: {known.title} says itself how its letters are written."
        )
    return replace(transcript, turns=turns, warnings=(*transcript.warnings, *said)) if said else transcript


def _disagreement(request: Request, known: Format, suffix: str, kind: str | None) -> str:
    """What to say where suffix and content disagree; names both."""
    name = request.name
    if request.data.startswith(OLE):
        return (
            f"{name} ends in {suffix}, but: {ole_sentence(request.data, name)}"
            if suffix != ".docx"
            else (ole_sentence(request.data, name))
        )
    if _BLANK.fullmatch(request.data):
        return f"{name} is empty; there is nothing but white space in it."
    if kind is None:
        try:
            decode(request.data, name, request.language, request.encoding)
        except FileError:
            if request.encoding is not None:
                raise
            return f"{name} ends in {suffix}, but it is not {known.title}: it is damaged or holds something else."
        if suffix in (".json", ".otr") and is_json(request):
            return (
                f"{name} is JSON, but no transcript: it is nested too deeply or holds no segments with their text. "
                "Export the transcript as .vtt, .srt, .docx or .txt and import that."
            )
        if suffix == ".vtt":
            return f"{name} ends in {suffix}, but its content is plain text: the first line must begin with WEBVTT."
        return f"{name} ends in {suffix}, but its content is plain text; give it the suffix .txt."
    better = next((entry.suffixes[0] for entry in FORMATS if entry.name == kind), None)
    advice = f"give it the suffix {better}" if better else "export it as one of " + ", ".join(suffixes())
    return f"{name} ends in {suffix}, but its content is {KINDS[kind]}; {advice}."
