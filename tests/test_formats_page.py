"""docs/formats.md against the program: every format has a row, and what the page shows as a mark is one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qualcode.text.marks import MARK_KINDS, marks
from qualcode.transcripts.registry import FORMATS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "formats.md"


def rows(heading: str) -> list[list[str]]:
    """The rows of the table whose first column has a heading."""
    table = PAGE.read_text(encoding="utf-8").split(f"\n| {heading} |")[1].split("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table.split("\n")[2:]]


def test_every_format_has_its_row_with_its_suffixes_and_layouts() -> None:
    shown = [(row[0], tuple(re.findall(r"`([^`]+)`", row[1])), tuple(row[4].split(", "))) for row in rows("format")]  # fmt: skip
    assert shown == [(known.name, known.suffixes, known.layouts) for known in FORMATS]


@pytest.mark.parametrize("row", rows("format"), ids=lambda row: row[0])
def test_no_cell_is_empty_and_the_last_one_says_how_it_was_checked(row: list[str]) -> None:
    assert len(row) == 7
    assert all(row)
    assert re.match(r"(?:real files?: |made samples)", row[6])
    tests = "\n".join(path.read_text(encoding="utf-8") for path in PAGE.parent.parent.glob("tests/**/*.py"))
    for name in re.findall(r"[\w]+\.(?:docx|txt|md|vtt|eaf|pdf)", row[6]):
        assert name in tests, f"no test reads {name}"


def test_every_mark_of_the_page_is_of_the_kind_it_stands_for() -> None:
    shown = {kind: re.findall(r"`([^`]+)`", examples) for kind, examples in rows("kind")}
    assert tuple(shown) == MARK_KINDS
    for kind, examples in shown.items():
        assert [m.kind for example in examples for m in marks(example)] == [kind] * len(examples)
