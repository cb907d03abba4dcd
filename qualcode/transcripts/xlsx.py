"""Excel workbooks with one row per turn on the first sheet."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.errors import FileError
from qualcode.formats.gate import open_zip
from qualcode.formats.tables.sheet import parse_sheet
from qualcode.model.documents import Transcript
from qualcode.text.counting import counted
from qualcode.transcripts.format import Format, Request
from qualcode.transcripts.rows import MOST_CELLS, Row, rows_transcript

__all__ = ["FORMAT"]


def _read(request: Request) -> Transcript:
    parts = open_zip(request.data, "workbook", request.name)
    sheets = [name for name in parts if name.startswith("xl/worksheets/") and name.endswith(".xml")]
    cells = [parts[name].count(b"<c ") + parts[name].count(b"<c>") for name in sheets]
    if cells and min(cells) > MOST_CELLS:
        raise FileError(
            f"{request.name} has more than {MOST_CELLS:,} cells, empty ones with a format included; split it or save it as csv."
        )
    warnings: list[str] = []
    if len(sheets) > 1:
        warnings.append(f"Left out: {counted(len(sheets) - 1, 'sheet')} behind the first one.")
    if any(b"<f>" in parts[name] or b"<f " in parts[name] for name in sheets):
        rows: Iterator[Row] | list[Row] = _with_formulas(request, warnings)
    else:
        rows = parse_sheet(request.data, request.name)
    return rows_transcript(request, "xlsx", rows, warnings)


def _with_formulas(request: Request, warnings: list[str]) -> list[Row]:
    """The rows with the values that formulas gave last; a formula without a value is text as it stands."""
    values = dict(parse_sheet(request.data, request.name))
    rows: list[Row] = []
    formulas = 0
    for number, written in parse_sheet(request.data, request.name, computed=False):
        row = values.get(number, [])
        row = row + [""] * (len(written) - len(row))
        for place, cell in enumerate(written):
            if cell.startswith("=") and cell != row[place]:
                formulas += 1
                row[place] = row[place] or cell
        rows.append((number, row))
    if formulas:
        warnings.append(f"Formulas: {counted(formulas, 'cell')} with the last value, or the formula as text.")
    return rows


FORMAT = Format(
    name="xlsx",
    title="an Excel workbook with one row per turn",
    suffixes=(".xlsx",),
    sniff=lambda kind: kind in ("xlsx", "zip"),
    read=_read,
    in_folders=False,
)
