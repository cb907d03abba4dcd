"""Tables as csv or tsv with one row per turn."""

from __future__ import annotations

from qualcode.errors import FormatError
from qualcode.formats.tables.delimited import parse_delimited
from qualcode.model.documents import Transcript
from qualcode.text.units import count_letters
from qualcode.transcripts.format import Format, Request
from qualcode.transcripts.plain import decoded
from qualcode.transcripts.rows import Row, rows_transcript

__all__ = ["FORMAT"]


def _read(request: Request) -> Transcript:
    text, warnings = decoded(request)
    tabs = request.name.lower().endswith(".tsv")
    rows: list[Row] | None = _plain_rows(text) if tabs and not _quoted(text) else None
    if rows is None:
        return rows_transcript(
            request,
            "csv",
            parse_delimited(text, request.name, delimiter="\t" if tabs else None),
            warnings,
            whisper=tabs,
            letters=_letters(text),
        )
    return rows_transcript(request, "csv", rows, warnings, whisper=tabs, letters=_letters(text))


def _letters(text: str) -> int:
    """Letters of a file, without those of a line ``sep=;`` that a spreadsheet wrote above the table."""
    named = text[:4].lower() == "sep=" and text[5:6] == "\n"
    return count_letters(text[5:] if named else text)


def _quoted(text: str) -> bool:
    """Whether the quotation marks of tab-separated text are those of a spreadsheet and not of speech."""
    if '"' not in text:
        return True
    try:
        for _ in parse_delimited(text, "", delimiter="\t"):
            pass
    except FormatError:
        return False
    return True


def _plain_rows(text: str) -> list[Row] | None:
    """The rows of tab-separated text whose quotation marks mean nothing, if each line has the same number of tabs."""
    rows = [(number, line.split("\t")) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    return rows if len({len(cells) for _, cells in rows}) == 1 else None


FORMAT = Format(
    name="csv",
    title="a table with one row per turn",
    suffixes=(".csv", ".tsv"),
    sniff=lambda kind: kind is None,
    read=_read,
    in_folders=False,
)
