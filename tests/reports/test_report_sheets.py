"""The tables of a report as a workbook: every table a sheet, every cell what the report shows, numbers as numbers, nothing a formula."""

from __future__ import annotations

import io
from itertools import cycle
from pathlib import Path

import openpyxl
import pytest

from qualcode.errors import InputError
from qualcode.formats.tables import read_table
from qualcode.reports.blocks import (
    Cell,
    Cite,
    Column,
    Facts,
    Footnote,
    Heading,
    Paragraph,
    Ref,
    Remark,
    Report,
    Row,
    Symbol,
    Table,
    Text,
    TranscriptTurn,
)
from qualcode.reports.full import KINDS, build_report
from qualcode.reports.numbering import number_report
from qualcode.reports.wording import LANGUAGES, Words
from qualcode.reports.writers import SUFFIXES, check_suffix, suffixes_listed, write
from qualcode.reports.writers.sheets import render_sheets_of
from tests.reports.invented import invented
from tests.reports.told import cleaned, inline_text, squeezed
from tests.reports.transcribed import shown

MATERIAL = invented(4, 4)


def cell(text: str) -> Cell:
    return Cell(((Text(text),),))


def report(*blocks: object, language: str = "en") -> Report:
    label = {"en": "Table", "cs": "Tabulka", "sv": "Tabell"}[language]
    return Report("Study", "Codes", language, label, "Figure", blocks)  # type: ignore[arg-type]


def table(key: str, columns: tuple[str, ...], *rows: tuple[str, ...]) -> Table:
    heads = tuple(Column((Text(name),), 1, "left" if n == 0 else "right") for n, name in enumerate(columns))
    return Table(
        key, f"Caption of {key}", heads, tuple(Row(tuple(map(cell, row))) for row in rows), "what it shows"
    )


def opened(made: Report) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render_sheets_of(made)))


@pytest.mark.parametrize(("kind", "language"), list(zip(KINDS, cycle(LANGUAGES), strict=False)))
def test_every_table_is_a_sheet_with_every_cell(kind: str, language: str) -> None:
    made = build_report(MATERIAL, Words(language), kind)
    numbering = number_report(made)
    book = opened(made)
    tables = [block for block in made.blocks if isinstance(block, Table)]
    names = [f"{made.table_label} {numbering.captions[block.key][1]}" for block in tables]
    assert book.sheetnames == [*names, Words(language)("sheets.about")]
    about = list(book[book.sheetnames[-1]].iter_rows(values_only=True))
    for name, block in zip(names, tables, strict=True):
        assert any(row[0] == name and row[2] == block.caption for row in about)
        rows = list(book[name].iter_rows(values_only=True))
        assert len(rows) == len(block.rows) + 1
        for row, found in zip(block.rows, rows[1:], strict=True):
            for place, each in enumerate(row.cells):
                said = "\n".join(
                    "".join(inline_text(item, made, numbering) for item in content)
                    for content in each.paragraphs
                )
                value = found[place]
                if isinstance(value, int | float):
                    assert float(said.replace("−", "-").replace("\u00a0", "").replace(",", "." if language != "en" else "")) == value  # fmt: skip
                else:
                    assert squeezed(value or "") == squeezed(cleaned(said))


def test_numbers_are_numbers_by_the_language_of_the_report() -> None:
    rows = [("2023", text) for text in ("7", "1,234", "0.75", "−1.5", "7 of 10", "12%", "007", "", "1,5")]
    book = opened(report(table("t", ("Code", "n"), *rows)))
    values = [row[1] for row in book["Table 1"].iter_rows(min_row=2, values_only=True)]
    assert values == [7, 1234, 0.75, -1.5, "7 of 10", "12%", "007", None, "1,5"]
    assert [row[0] for row in book["Table 1"].iter_rows(min_row=2, values_only=True)] == ["2023"] * 9
    rows = [("x", text) for text in ("7", "1\u00a0234", "0,75", "−1,5", "7 z 10", "1.5")]
    book = opened(report(table("t", ("Kód", "n"), *rows), language="cs"))
    values = [row[1] for row in book["Tabulka 1"].iter_rows(min_row=2, values_only=True)]
    assert values == [7, 1234, 0.75, -1.5, "7 z 10", "1.5"]


def test_text_is_never_a_formula_and_never_too_long(tmp_path: Path) -> None:
    path = tmp_path / "tables.xlsx"
    write(report(table("t", ("=A1", "n"), ("=SUM(A1)", "+1"), ("@x\x01", "-"), ("ř" * 70_000, "5"))), path)
    book = openpyxl.load_workbook(path)
    cells = list(book["Table 1"].iter_rows())
    assert all(each.data_type != "f" for row in cells for each in row)
    assert [cells[0][0].value, cells[1][0].value, cells[2][0].value] == ["=A1", "=SUM(A1)", "@x\ufffd"]
    assert "".join(row[0].value for row in cells[3:]) == "ř" * 70_000
    assert [row[1].value for row in cells[3:]] == [5, None, None]
    assert read_table(path).rows[0][0] == "=SUM(A1)"


def test_what_is_said_of_tables_stands_on_a_sheet_of_its_own() -> None:
    signs = Table(
        "matrix", "Matrix", (Column((Text("a"),), 1),),
        (Row((Cell(((Symbol("●", "met", "q1"), Text(" "), Cite(3, "R01"), Footnote((Text("see "), Ref("t")))),)),)),), "shows",
    )  # fmt: skip
    made = report(
        Facts("facts", (("Date", (Text("1 May"),)),)), table("t", ("a",), ("x",)),
        Paragraph((Text("N = 7; see "), Ref("matrix")), kind="note"), Paragraph((Text("not a note"),)),
        Paragraph((Text("alone"),), kind="note"), Heading(1, "H"), signs,
    )  # fmt: skip
    book = opened(made)
    assert book["Table 2"]["A2"].value == "● [R01:3] [see Table 1]"
    rows = [tuple(cell or "" for cell in row) for row in book["about"].iter_rows(values_only=True)]
    assert rows == [
        ("Sheet", "What", "Value"),
        ("", "Report", "Study"),
        ("", "Report", "Codes"),
        ("", "Date", "1 May"),
        ("Table 1", "Caption", "Caption of t"),
        ("Table 1", "Description", "what it shows"),
        ("Table 1", "Note", "N = 7; see Table 2"),
        ("Table 2", "Caption", "Matrix"),
        ("Table 2", "Description", "shows"),
        ("", "Sign ●", "met"),
    ]


def test_a_report_without_tables_says_so() -> None:
    book = opened(report(Paragraph((Text("x"),)), language="sv"))
    assert book.sheetnames == ["om filen"]
    assert any("ingen tabell" in str(row[2]) for row in book["om filen"].iter_rows(values_only=True))


def test_a_transcript_is_a_sheet_of_its_turns() -> None:
    text = "Intro\nA: one two\nthree"
    made = shown(
        text, (Remark(9, 12, "Trust [R01:1]\nCare", "Jana"),), (TranscriptTurn(4, 6, 22, 9, "00:01:02"),)
    )
    book = opened(made)
    rows = list(book["Text 1"].iter_rows(values_only=True))
    assert rows == [
        ("Turn", "Time", "Text", "Codes"),
        (None, None, "Intro", None),
        (4, "00:01:02", "A: [₁one]₁ two", "1 Trust [R01:1]\nCare (Jana)"),
        (None, None, "three", None),
    ]


def test_the_suffix_chooses_the_writer(tmp_path: Path) -> None:
    made = report(table("t", ("a", "n"), ("x", "1")))
    for suffix in SUFFIXES:
        assert check_suffix(tmp_path / f"r{suffix.upper()}") == suffix
        files = write(made, tmp_path / f"report{suffix}")
        assert files[0].stat().st_size > 100
    assert suffixes_listed() == "docx, md, html, tex, xlsx"
    with pytest.raises(InputError, match=r"reports are written as .docx, .md, .html, .tex, .xlsx"):
        check_suffix(tmp_path / "r.pdf")
    with pytest.raises(InputError, match="A template serves Word reports only"):
        check_suffix(tmp_path / "r.tex", template=tmp_path / "t.docx")
