"""Tables as xlsx: text is always text, never a formula; a far cell or a huge sheet is refused."""

from __future__ import annotations

import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import TYPE_CHECKING

from qualcode.errors import FileError, FormatError
from qualcode.formats.gate import open_zip
from qualcode.formats.tables.record import Cell

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["parse_sheet", "render_sheet", "render_sheets"]

LONGEST_CELL = 32_767
"""Characters that a cell of a workbook can hold."""
MOST_ROWS = 20_000
MOST_COLUMNS = 50
MOST_ROWS_WRITTEN = 1_048_576
MOST_COLUMNS_WRITTEN = 16_384
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_FAR = re.compile(rb'<c r="[A-Z]{1,3}(\d{5,7})"[^<>]*><(?:v|is|f)\b')
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")
FIXED_DATE = datetime.datetime(2000, 1, 1)
WIDEST = 60
"""Characters; columns grow with their content up to here."""


def render_sheet(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, title: str = "") -> bytes:
    """The table as a workbook with one sheet, the header row bold and frozen.

    Raises :class:`~qualcode.errors.FileError` where a text is longer than a cell of a workbook can hold.
    """
    return render_sheets([(title, header, rows)], title=title)


def render_sheets(
    sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Cell]]]], *, title: str = ""
) -> bytes:
    """Several tables as a workbook, a sheet each: its name, header and rows; names that are taken get a number."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    taken: set[str] = set()
    for wanted, header, rows in sheets:
        name = sheet_name(wanted)
        while name.casefold() in taken:
            number = len(taken) + 1
            name = f"{sheet_name(wanted)[:27]} {number}"
        taken.add(name.casefold())
        _add_sheet(book, name, header, rows)
    book.properties.creator = ""
    book.properties.title = CONTROL.sub("\ufffd", title) or None
    book.properties.created = book.properties.modified = FIXED_DATE
    out = io.BytesIO()
    book.save(out)
    return undated(out.getvalue())


def undated(data: bytes) -> bytes:
    """The same workbook without the moment of its making, so that the same tables give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "docProps/core.xml":
                part = _MOMENT.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", part)
            new.writestr(
                zipfile.ZipInfo(entry.filename, FIXED_DATE.timetuple()[:6]), part, zipfile.ZIP_DEFLATED
            )
    return made.getvalue()


def _add_sheet(book: Workbook, name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write one table on a sheet of its own."""
    from openpyxl.cell.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    bold = Font(bold=True)
    wrap = Alignment(wrap_text=True, vertical="top")

    def cell(value: Cell, row: int, column: int) -> object:
        if not isinstance(value, str):
            return value
        if len(value) > LONGEST_CELL:
            raise FileError(
                f"Row {row}, column {header[column]}: the text has {len(value)} characters, a cell of a workbook "
                f"holds {LONGEST_CELL}. Write the table as csv."
            )
        made = WriteOnlyCell(sheet, value=CONTROL.sub("\ufffd", value))
        made.data_type = "s"
        made.alignment = wrap
        return made

    body = [[cell(value, number, i) for i, value in enumerate(row)] for number, row in enumerate(rows, 2)]
    if len(body) >= MOST_ROWS_WRITTEN:
        raise FileError(f"The table has {len(body)} rows, more than a workbook can hold. Write it as csv.")
    if len(header) > MOST_COLUMNS_WRITTEN:
        raise FileError(
            f"The table has {len(header)} columns, more than a workbook can hold. Write it as csv."
        )
    for column in range(len(header)):
        longest = max((shown_length(row[column]) for row in body[:500] if column < len(row)), default=0)
        width = min(WIDEST, max(len(header[column]), longest) + 2)
        sheet.column_dimensions[get_column_letter(column + 1)].width = width
    sheet.freeze_panes = "A2"
    heads = []
    for title in header:
        head = WriteOnlyCell(sheet, value=CONTROL.sub("\ufffd", title))
        head.data_type = "s"
        head.font = bold
        heads.append(head)
    sheet.append(heads)
    for row in body:
        sheet.append(row)


def shown_length(value: object) -> int:
    """Characters of the longest line that a cell shows."""
    inner = getattr(value, "value", value)
    return max((len(line) for line in str(inner).split("\n")), default=0) if inner is not None else 0


def sheet_name(title: str) -> str:
    """A name that workbooks accept for a sheet: 31 characters, none of ``[]:*?/\\``, no apostrophe at the ends."""
    name = CONTROL.sub("", re.sub(r"[\[\]:*?/\\]", " ", title)).strip().strip("'")
    return name[:31].strip().strip("'") or "Table"


def parse_sheet(data: bytes, name: str, *, computed: bool = True) -> Iterator[tuple[int, list[str]]]:
    """Yield row number and cells of the first sheet; formulas give the value last computed, else their own text.

    Raises :class:`~qualcode.errors.FileError` for what is no sound workbook and
    :class:`~qualcode.errors.FormatError` for more than 20,000 rows or 50 columns.
    """
    from openpyxl import load_workbook

    # it warns of parts that have nothing to do with cells, on the terminal, where nobody can do anything about it
    warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\b")
    parts = open_zip(data, "workbook", name)
    far = [_far_row(parts[part]) for part in parts if _SHEET.fullmatch(part)]
    if far and all(far):  # whichever of the sheets is the first one; its empty rows need not be walked then
        raise FormatError(f"{name} has more than {MOST_ROWS} rows; save it as csv.", line=min(far))
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=computed, keep_links=False)
    except (KeyError, ValueError, TypeError, OSError, zipfile.BadZipFile, RecursionError, SyntaxError):
        raise FileError(f"{name} is not a readable workbook; save it again as .xlsx or as csv.") from None
    try:
        if not book.worksheets:
            raise FileError(f"{name} holds no sheet with cells; save the table as .xlsx or as csv.")
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True)
        for number in count(1):
            try:
                row = next(rows, None)
            except (KeyError, ValueError, TypeError, IndexError, RecursionError, SyntaxError):
                raise FileError(
                    f"{name} is damaged near row {number}; save it again as .xlsx or as csv."
                ) from None
            if row is None:
                return
            cells = [value_text(value) for value in row]
            while cells and not cells[-1]:
                cells.pop()
            if cells and number > MOST_ROWS:
                raise FormatError(f"{name} has more than {MOST_ROWS} rows; save it as csv.", line=number)
            if len(cells) > MOST_COLUMNS:
                raise FormatError(
                    f"{name}, row {number}: there is content beyond column {MOST_COLUMNS}; remove it or save as csv.",
                    line=number,
                )
            if cells:
                yield number, cells
    finally:
        book.close()


def _far_row(part: bytes) -> int:
    """The number of a row with content that is beyond the limit; 0 where there is none."""
    rows = (int(match.group(1)) for match in _FAR.finditer(part))
    return next((row for row in rows if row > MOST_ROWS), 0)


def value_text(value: object) -> str:
    """What a cell holds, as text: whole numbers without a decimal point, dates in ISO form."""
    value = getattr(value, "text", value)  # an array formula
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return str(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
