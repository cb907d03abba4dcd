"""Tables of codings and mappings as people make them in a spreadsheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import FormatError
from qualcode.exchange.codings_table import read_codings, read_mappings
from qualcode.formats.tables import write_table
from qualcode.model.codings import NewCoding
from qualcode.study.mappings import NewMapping


def table(folder: Path, text: str, name: str = "t.csv") -> Path:
    """A file with some text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_codings_are_read_whatever_the_order_and_case_of_the_columns(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "Code,START,end,document,note,coder,memo,text\n"
        "Důvěra,3,9,interview,ignored,Jana,key,words\n"
        '"a, b", 10 ,12,second,,,,\n',
    )
    assert read_codings(path, coder="Petr") == (
        NewCoding("interview", 3, 9, "Důvěra", "Jana", "key", "words"),
        NewCoding("second", 10, 12, "a, b", "Petr", "", None),
    )
    assert read_codings(path)[1].coder is None


@pytest.mark.parametrize("name", ["t.csv", "t.tsv", "t.xlsx"])
def test_codings_are_read_from_every_kind_of_table(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    write_table(
        path,
        ("document", "start", "end", "code", "memo"),
        [("interview", 3, 9, "=trust", "two\nlines"), ("interview", 4, 9, "'tis", None)],
    )
    assert read_codings(path) == (
        NewCoding("interview", 3, 9, "=trust", None, "two\nlines", None),
        NewCoding("interview", 4, 9, "'tis", None, "", None),
    )


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("interview,x,9,a", "line 4: the start is “x”; write a whole number"),
        ("interview,3,,a", "line 4: the end is “”; write a whole number"),
        ("interview,3,9.5,a", "line 4: the end is “9.5”"),
        (" ,3,9,a", "line 4: the document is empty"),
        ("interview,3,9,", "line 4: the code is empty"),
        ("interview,3", "line 4"),
    ],
)
def test_an_error_in_a_coding_names_its_line(tmp_path: Path, row: str, words: str) -> None:
    path = table(tmp_path, f'document,start,end,code\n"inter\nview",1,2,a\n{row}\n')
    with pytest.raises(FormatError, match=words) as error:
        read_codings(path)
    assert error.value.line == 4
    assert "t.csv" in str(error.value)


@pytest.mark.parametrize("column", ["document", "start", "end", "code"])
def test_a_missing_column_is_named(tmp_path: Path, column: str) -> None:
    header = [name for name in ("document", "start", "end", "code") if name != column]
    path = table(tmp_path, ",".join(header) + "\n" + ",".join("1" for _ in header) + "\n")
    with pytest.raises(FormatError, match=f"no column “{column}”.*document, start, end, code") as error:
        read_codings(path)
    assert error.value.line == 1


def test_mappings_have_defaults_and_every_way_to_say_a_level(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "code,criterion,polarity,level,strength,aspect,counts\n"
        "a, in_vivo ,,,,,\n"
        "b,in_vivo,partial,,3,barrier,YES\n"
        "c,in_vivo,,4,1,practice,no\n"
        "d,in_vivo,,ask,,context,0\n"
        "e,in_vivo,ask,,2,,true\n",
    )
    assert read_mappings(path) == (
        NewMapping("a", "in_vivo", None, None, 2, "practice", None),
        NewMapping("b", "in_vivo", "partial", None, 3, "barrier", True),
        NewMapping("c", "in_vivo", None, 4, 1, "practice", False),
        NewMapping("d", "in_vivo", "ask", None, 2, "context", False),
        NewMapping("e", "in_vivo", "ask", None, 2, "practice", True),
    )


def test_mappings_need_two_columns_alone(tmp_path: Path) -> None:
    assert read_mappings(table(tmp_path, "criterion;code\noutreach;a\n")) == (NewMapping("a", "outreach"),)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (",in_vivo,,2,", "line 3: the code is empty"),
        ("a,,,2,", "line 3: the criterion is empty"),
        ("a,in_vivo,high,2,", "line 3: the level is “high”"),
        ("a,in_vivo,4,strong,", "line 3: the strength is “strong”"),
        ("a,in_vivo,4,2,maybe", "line 3: counts is “maybe”; write yes or no"),
    ],
)
def test_an_error_in_a_mapping_names_its_line(tmp_path: Path, row: str, words: str) -> None:
    path = table(tmp_path, f"code,criterion,level,strength,counts\na,in_vivo,4,2,yes\n{row}\n")
    with pytest.raises(FormatError, match=words) as error:
        read_mappings(path)
    assert error.value.line == 3
