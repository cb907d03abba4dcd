"""Tables come back as they were written, and nothing in them can act as a formula."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import FileError, FormatError
from qualcode.formats.tables import read_table, write_table
from qualcode.formats.tables.delimited import parse_delimited, render_delimited
from qualcode.formats.tables.formulas import guard, unguard
from qualcode.formats.tables.sheet import parse_sheet, render_sheet

RISKY = [
    "=1+1",
    "+420",
    "-5 years",
    "@home",
    "\tindented",
    "\rreturn",
    "\nline",
    "'=x",
    "''-",
    '=HYPERLINK("http://x")',
]
CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")) | st.sampled_from("\t\n=+-@',;\""),
    max_size=12,
)


@pytest.mark.parametrize("text", RISKY)
def test_no_csv_cell_begins_like_a_formula_and_it_comes_back(text: str, tmp_path: Path) -> None:
    path = tmp_path / "codings.csv"
    write_table(path, ["quotation", "n"], [[text, 1]])
    raw = next(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))
    assert raw["quotation"][0] == "'"
    assert read_table(path).rows[0][0] == text.replace("\r", "\n")


@pytest.mark.parametrize("text", RISKY)
def test_xlsx_text_is_stored_as_text(text: str, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = tmp_path / "codings.xlsx"
    write_table(path, ["quotation"], [[text]], title="=Codings[1]")
    cell = load_workbook(path).worksheets[0]["A2"]
    assert cell.data_type == "s"
    with zipfile.ZipFile(path) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
    assert read_table(path).rows[0][0] == text.replace("\r", "\n")


@given(CELL)
def test_the_guard_takes_away_exactly_what_it_put_there(text: str) -> None:
    assert unguard(guard(text)) == text
    assert guard(text)[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n")


@settings(max_examples=60)
@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=6))
def test_csv_round_trip_of_any_text(rows: list[list[str]]) -> None:
    data = render_delimited(["a", "b", "c"], rows)
    back = [cells for _, cells in parse_delimited(data.decode(), "t.csv", delimiter=",")]
    assert back[1:] == rows


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=4))
def test_xlsx_round_trip_of_any_text(rows: list[list[str]]) -> None:
    back = {
        n: [*cells, "", ""][:2] for n, cells in parse_sheet(render_sheet(["a", "b"], rows), "t.xlsx") if n > 1
    }
    assert back == {n: row for n, row in enumerate(rows, 2) if any(row)}, "rows without content are skipped"


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx"])
def test_numbers_and_empty_cells(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"t{suffix}"
    write_table(path, ["code", "count", "share", "note"], [["důvěra", 7, 0.5, None], ["vztah", -1, 2.0, "x"]])
    table = read_table(path)
    assert table.header == ("code", "count", "share", "note")
    assert table.rows[0] == ("důvěra", "7", "0.5", "")
    assert table.rows[1][:2] == ("vztah", "-1")
    assert table.lines == (2, 3)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_usual_delimiter_is_found(delimiter: str, tmp_path: Path) -> None:
    path = tmp_path / "from_a_spreadsheet.csv"
    lines = [delimiter.join(row) for row in (["document", "code"], ["R01", '"a, b; c"'], ["R02", "d"])]
    path.write_bytes(("\ufeff" + "\r\n".join(lines) + "\r\n").encode())
    table = read_table(path)
    assert table.header == ("document", "code")
    assert table.rows == (("R01", "a, b; c"), ("R02", "d"))


def test_a_first_line_that_names_the_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("sep=;\r\na;b,c\r\n1;2\r\n")
    table = read_table(path)
    assert table.header == ("a", "b,c")
    assert table.lines == (3,)


def test_a_long_quotation_fits_into_csv_but_not_into_a_workbook(tmp_path: Path) -> None:
    text = "slovo " * 40_000
    write_table(tmp_path / "t.csv", ["text"], [[text]])
    assert read_table(tmp_path / "t.csv").rows == ((text,),)
    with pytest.raises(FileError, match=r"Row 2, column text: .* csv"):
        write_table(tmp_path / "t.xlsx", ["text"], [[text]])
    assert not (tmp_path / "t.xlsx").exists()


def test_a_row_with_too_many_cells_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('a,b\n"x\ny",2\n\n1,2,3\n')
    with pytest.raises(FormatError, match="line 5") as caught:
        read_table(path)
    assert caught.value.line == 5


def test_an_open_quotation_mark_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('a,b\n1,2\n"open,3\n4,5\n')
    with pytest.raises(FormatError, match="line 3"):
        read_table(path)


@pytest.mark.parametrize(
    ("content", "words"), [("a,,c\n1,2,3\n", "column 2"), ("a,A\n1,2\n", "twice"), ("\n\n", "no table")]
)
def test_a_header_that_cannot_be_used(content: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(content)
    with pytest.raises(FileError, match=words):
        read_table(path)


def test_a_far_cell_is_refused_at_once(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["XFD3"] = "a", "far"
    book.save(tmp_path / "far.xlsx")
    with pytest.raises(FormatError, match="column 50"):
        read_table(tmp_path / "far.xlsx")


def test_a_low_cell_is_refused_at_once(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A1048576"] = "a", "low"
    book.save(tmp_path / "low.xlsx")
    with pytest.raises(FormatError, match="20000 rows"):
        read_table(tmp_path / "low.xlsx")


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04 nothing", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"plain text"]
)
def test_what_is_no_workbook_is_refused_in_a_sentence(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(data)
    with pytest.raises(FileError, match=r"t\.xlsx"):
        read_table(path)


def test_another_zip_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("a.txt", "x")
    with pytest.raises(FileError, match="not a readable workbook"):
        read_table(path)


def test_an_entity_in_shared_strings_is_refused(tmp_path: Path) -> None:
    good = tmp_path / "good.xlsx"
    write_table(good, ["a"], [["x"]])
    bad = tmp_path / "bad.xlsx"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("sheet1.xml"):
                data = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + data.split(b"?>", 1)[-1]
            target.writestr(name, data)
    with pytest.raises(FileError):
        read_table(bad)


def test_other_suffixes_and_missing_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"\.csv, \.tsv, \.xlsx"):
        write_table(tmp_path / "t.ods", ["a"], [])
    with pytest.raises(FileError, match="does not exist"):
        write_table(tmp_path / "missing" / "t.csv", ["a"], [])
    (tmp_path / "d.csv").mkdir()
    with pytest.raises(FileError, match="folder"):
        write_table(tmp_path / "d.csv", ["a"], [])
    assert list(tmp_path.glob(".qualcode-*")) == []


def test_xml_forbidden_characters_do_not_stop_a_workbook(tmp_path: Path) -> None:
    write_table(tmp_path / "t.xlsx", ["a"], [["x\x0by\ufffe"]], title="a/b:c*" * 10)
    assert read_table(tmp_path / "t.xlsx").rows == (("x\ufffdy\ufffd",),)


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_table(path, ["a"], [["kept"]])
    with pytest.raises(FileError):
        write_table(path, ["a"], [["x" * 40_000]])
    assert read_table(path).rows == (("kept",),)
