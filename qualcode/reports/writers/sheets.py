"""The tables of a report as a workbook: a sheet each, and one that says what each of them is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from qualcode.formats.output import write_file
from qualcode.formats.tables.record import Cell as Value
from qualcode.formats.tables.sheet import LONGEST_CELL, render_sheets
from qualcode.reports.blocks import (
    Content,
    Facts,
    Footnote,
    Marked,
    Paragraph,
    Ref,
    Report,
    Symbol,
    Table,
    Transcript,
    plain,
)
from qualcode.reports.marked_text import Sign, stretches
from qualcode.reports.numbering import inlines, number_report
from qualcode.reports.wording import LANGUAGES, Words

__all__ = ["render_sheets_of", "write_sheets"]

NUMBERS = {
    ",": re.compile(r"[-−]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?"),
    "\u00a0": re.compile(r"[-−]?(\d{1,3}([\u00a0\u202f ]\d{3})+|\d+)(,\d+)?"),
}
"""What a number looks like, by the sign that groups its thousands."""
CUT = 32_000
"""Characters after which a longer text goes on in the next row: a cell holds 32,767."""

Sheet = tuple[str, list[str], list[list[Value]]]


def write_sheets(report: Report, path: Path) -> tuple[Path, ...]:
    """Write the tables of the report as ``.xlsx``."""
    write_file(path, render_sheets_of(report))
    return (path,)


def render_sheets_of(report: Report) -> bytes:
    """The workbook: a sheet for each table and coded transcript, named as its caption is, and ``about`` with captions, notes and signs.

    Numbers are numbers where a cell of a column that is not set to the left holds nothing else; all other text is text, never a formula.
    """
    return render_sheets([*SheetWriter(report).sheets()], title=report.title)


class SheetWriter:
    """Turns the tables among blocks into sheets."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.numbering = number_report(report)
        self.w = Words(report.language if report.language in LANGUAGES else "en")
        self.number = NUMBERS["," if self.w.language == "en" else "\u00a0"]

    def sheets(self) -> Iterator[Sheet]:
        """All sheets, the one about them last."""
        w, report = self.w, self.report
        about: list[list[Value]] = [["", w("sheets.report"), report.title]]
        if report.subtitle:
            about.append(["", w("sheets.report"), report.subtitle])
        signs: dict[str, str] = {}
        name = ""
        tables = 0
        for block in report.blocks:
            match block:
                case Facts():
                    about += [["", fact, self.text(value)] for fact, value in block.rows]
                case Table():
                    name = self.caption_label(block.key)
                    tables += 1
                    about.append([name, w("sheets.caption"), block.caption])
                    about.append([name, w("sheets.description"), block.description])
                    for item in inlines(block):
                        if isinstance(item, Symbol):
                            signs.setdefault(item.sign, item.meaning)
                    yield self.table(block, name)
                case Transcript():
                    tables += 1
                    name = f"{w('transcript.text')} {tables}"
                    about.append([name, w("transcript.language"), w.language_name(block.language)])
                    yield self.transcript(block, name)
                case Paragraph(kind="note") if name:
                    about.append([name, w("sheets.note"), self.text(block.content)])
                case _:
                    name = ""
        if not tables:
            about.append(["", w("sheets.note"), w("sheets.none")])
        about += [["", f"{w('sheets.sign')} {sign}", meaning] for sign, meaning in signs.items()]
        header = [w("sheets.table"), w("sheets.what"), w("sheets.value")]
        yield (w("sheets.about"), header, [part for row in about for part in portions(row)])

    def table(self, block: Table, name: str) -> Sheet:
        """A table of the report; a row that heads a group has its text in the first cell."""
        rows: list[list[Value]] = []
        for row in block.rows:
            values: list[Value] = [
                "\n".join(self.text(each) for each in cell.paragraphs) for cell in row.cells
            ]
            if row.group:
                values += [None] * (len(block.columns) - len(values))
            else:
                values = [
                    value if column.align == "left" else self.value(str(value))
                    for column, value in zip(block.columns, values, strict=True)
                ]
            rows += portions(values)
        return name, [self.text(column.title).replace("\n", " ") for column in block.columns], rows

    def transcript(self, block: Transcript, name: str) -> Sheet:
        """A transcript, a row for each of its paragraphs, with what is said of the passages that begin in it."""
        w = self.w
        rows: list[list[Value]] = []
        for stretch in stretches(block):
            noted = {each.number: each for each in stretch.noted}
            turn = stretch.turn
            for place, line in enumerate(stretch.lines or ((),)):
                said = "".join(piece.shown if isinstance(piece, Sign) else piece.text for piece in line)
                begun = [noted[piece.number] for piece in line if isinstance(piece, Sign) and piece.opening]
                beside = "\n".join(
                    f"{each.number} {remark.text}" + (f" ({remark.author})" if remark.author else "")
                    for each in begun
                    for remark in each.remarks
                )
                number = turn.number if turn is not None and place == 0 else None
                time = turn.time if turn is not None and place == 0 else ""
                rows += portions([number, time or None, soft(said), soft(beside) or None])
        header = [w(f"transcript.{key}") for key in ("turn", "time", "text", "codes")]
        return name, header, rows

    def caption_label(self, key: str) -> str:
        """``Table 2`` in the language of the report."""
        kind, number = self.numbering.captions[key]
        return f"{self.report.table_label if kind == 'Table' else self.report.figure_label} {number}"

    def text(self, content: Content) -> str:
        """Inline content as text: references by what they lead to, footnotes in brackets behind their words."""
        parts = []
        for item in content:
            match item:
                case Ref():
                    parts.append(self.caption_label(item.key))
                case Footnote():
                    parts.append(f" [{self.text(item.content)}]")
                case Marked():
                    parts.append(self.text(item.content))
                case _:
                    parts.append(plain((item,)))
        return soft("".join(parts))

    def value(self, text: str) -> Value:
        """The number that a text is, or the text."""
        shown = text.strip()
        if not shown:
            return None
        if not self.number.fullmatch(shown) or re.match(r"[-−]?0\d", shown):
            return text
        bare = shown.replace("−", "-")
        bare = bare.replace(",", "") if self.w.language == "en" else re.sub(r"\s", "", bare).replace(",", ".")
        return float(bare) if "." in bare else int(bare)


def soft(text: str) -> str:
    """Text whose vertical tabs, the line ends within a paragraph, are line feeds."""
    return text.replace("\x0b", "\n")


def portions(row: list[Value]) -> list[list[Value]]:
    """The row, and further ones for text that is longer than a cell can hold."""
    if all(not isinstance(value, str) or len(value) <= LONGEST_CELL for value in row):
        return [row]
    pieces = [
        [value[at : at + CUT] for at in range(0, len(value), CUT)] if isinstance(value, str) else [value]
        for value in row
    ]
    return [
        [own[place] if place < len(own) else None for own in pieces] for place in range(max(map(len, pieces)))
    ]
