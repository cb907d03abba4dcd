"""Result tables as files: numbers unrounded, nothing a formula, and beside or within each the statement of what it rests on."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from qualcode.errors import FileError, InputError
from qualcode.formats.tables import read_table
from qualcode.formats.tables.results import write_results
from qualcode.model.tables import ResultTable, Statement

SAID = Statement(
    "frequencies",
    "respondents",
    {"level": "code", "by": None},
    {"coder": "Jana"},
    7,
    "Důvěra",
    "ab" * 32,
    "0.1.0",
)
COUNTS = ResultTable(
    "counts", ("code", "respondents", "share"), (("=trust", 3, 1 / 3), ("čas", 0, None)), SAID
)
NOTES = ResultTable("notes", ("note",), (("why",),), SAID)


def test_csv_has_a_file_for_each_table_and_the_statement_beside_it(tmp_path: Path) -> None:
    files = write_results(tmp_path / "out.csv", [COUNTS, NOTES])
    assert [file.name for file in files] == [
        "out.csv", "out.csv-metadata.json", "out-notes.csv", "out-notes.csv-metadata.json",
    ]  # fmt: skip
    table = read_table(tmp_path / "out.csv")
    assert "'=trust" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    assert table.rows == (("=trust", "3", repr(1 / 3)), ("čas", "0", ""))
    told = json.loads((tmp_path / "out.csv-metadata.json").read_text(encoding="utf-8"))
    assert told["url"] == "out.csv"
    assert [column["name"] for column in told["tableSchema"]["columns"]] == ["code", "respondents", "share"]
    assert told["qualcode"] == SAID.as_dict()
    assert told["qualcode"]["study"] == {"title": "Důvěra", "sha256": "ab" * 32}


def test_a_workbook_has_a_sheet_for_each_table_and_one_about_them(tmp_path: Path) -> None:
    assert write_results(tmp_path / "out.xlsx", [COUNTS, NOTES]) == (tmp_path / "out.xlsx",)
    book = load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["counts", "notes", "about"]
    assert book["counts"]["A2"].data_type == "s"
    assert book["counts"]["C2"].value == pytest.approx(1 / 3, abs=1e-15)
    about = {(row[0], row[1]): row[2] for row in book["about"].iter_rows(min_row=2, values_only=True)}
    assert about["counts", "seed"] == "7"
    assert about["counts", "study sha256"] == "ab" * 32
    assert about["counts", "filter coder"] == "Jana"


def test_parquet_keeps_types_and_bears_the_statement(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    write_results(tmp_path / "out.parquet", [COUNTS])
    table = parquet.read_table(tmp_path / "out.parquet")
    assert table.to_pydict() == {"code": ["=trust", "čas"], "respondents": [3, 0], "share": [1 / 3, None]}
    assert json.loads(table.schema.metadata[b"qualcode"]) == SAID.as_dict()


def test_without_the_extra_parquet_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError, match=r"qualcode\[parquet\]"):
        write_results(tmp_path / "out.parquet", [COUNTS])
    assert not (tmp_path / "out.parquet").exists()


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
def test_the_same_table_gives_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    if suffix == ".parquet":
        pytest.importorskip("pyarrow")
    one, two = (write_results(tmp_path / f"{name}{suffix}", [COUNTS])[0] for name in "ab")
    assert one.read_bytes() == two.read_bytes()


def test_a_workbook_does_not_say_when_it_was_made(tmp_path: Path) -> None:
    (file,) = write_results(tmp_path / "out.xlsx", [COUNTS])
    with zipfile.ZipFile(file) as book:
        moments = re.findall(rb"<dcterms:[a-z]+[^>]*>([^<]*)<", book.read("docProps/core.xml"))
        assert moments == [b"2000-01-01T00:00:00Z"] * 2
        assert {entry.date_time for entry in book.infolist()} == {(2000, 1, 1, 0, 0, 0)}


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="choose one of these"):
        write_results(tmp_path / "out.sav", [COUNTS])


def test_a_table_is_columns_records_and_a_frame_where_a_library_is_there() -> None:
    assert COUNTS.to_columns() == {"code": ["=trust", "čas"], "respondents": [3, 0], "share": [1 / 3, None]}
    assert COUNTS.to_records()[1] == {"code": "čas", "respondents": 0, "share": None}


def test_a_frame_needs_a_library_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ImportError, match=r"to_columns\(\)"):
        COUNTS.to_frame()


def test_a_ragged_table_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="as long as its header"):
        ResultTable("x", ("a", "b"), ((1,),), SAID)
    with pytest.raises(ValueError, match="twice"):
        ResultTable("x", ("a", "a"), (), SAID)
