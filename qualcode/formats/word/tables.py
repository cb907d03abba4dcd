"""Tables as WordprocessingML, one pass over the rows: repeated header, rows that stay whole, fixed widths, alt text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from qualcode.formats.word.markup import escape, paragraph

__all__ = ["Align", "WordCell", "WordTable", "table"]

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class WordCell:
    """One cell: the XML of the runs of each of its paragraphs."""

    paragraphs: tuple[str, ...]
    span: int = 1
    """Columns that the cell covers."""
    keep: bool = False
    """Whether the cell stays on the page of the row after it (rows that head a group)."""


@dataclass(frozen=True, slots=True)
class WordTable:
    """The frame of a table; lengths in twips (1/20 point)."""

    widths: tuple[int, ...]
    aligns: tuple[Align, ...]
    style: str
    """Id of the table style."""
    head_style: str
    """Id of the paragraph style of header cells."""
    text_style: str
    """Id of the paragraph style of other cells."""
    title: str
    """Alt text: what the table is."""
    description: str
    """Alt text: what it shows."""
    first_column: bool = False
    """Whether the first column heads its rows."""


def table(frame: WordTable, header: Sequence[WordCell], rows: Iterable[Sequence[WordCell]]) -> str:
    """The whole table; without ``header`` no row is repeated."""
    look = (
        "00A0"
        if header and frame.first_column
        else "0020"
        if header
        else "0080"
        if frame.first_column
        else "0000"
    )
    out = [
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{escape(frame.style)}"/>'
        f'<w:tblW w:w="{sum(frame.widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{look}" w:firstRow="{int(bool(header))}" w:lastRow="0" '
        f'w:firstColumn="{int(frame.first_column)}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{escape(frame.title)}"/><w:tblDescription w:val="{escape(frame.description)}"/>'
        "</w:tblPr><w:tblGrid>",
        "".join(f'<w:gridCol w:w="{width}"/>' for width in frame.widths),
        "</w:tblGrid>",
    ]
    if header:
        out.append("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")
        out.append(cells(frame, header, frame.head_style))
        out.append("</w:tr>")
    for row in rows:
        out.append("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
        out.append(cells(frame, row, frame.text_style))
        out.append("</w:tr>")
    out.append("</w:tbl>")
    return "".join(out)


def cells(frame: WordTable, row: Sequence[WordCell], style: str) -> str:
    """The cells of one row; a cell without text still holds a paragraph."""
    out: list[str] = []
    column = 0
    for cell in row:
        width = sum(frame.widths[column : column + cell.span])
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        align = frame.aligns[column] if cell.span == 1 else "left"
        extra = ("<w:keepNext/>" if cell.keep else "") + (
            f'<w:jc w:val="{align}"/>' if align != "left" else ""
        )
        out.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}</w:tcPr>')
        out.extend(paragraph(content, style=style, extra=extra) for content in cell.paragraphs or ("",))
        out.append("</w:tc>")
        column += cell.span
    return "".join(out)
