"""Attributes of cases from a table."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import FormatError, InputError
from qualcode.formats.tables import write_table
from qualcode.study import Study
from qualcode.workflows.case_table import import_cases
from tests.quick import command
from tests.study.material import add, new


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new(tmp_path) as study:
        add(study, "R01")
        add(study, "R02", "Interviewer: Another talk. Who came?\n")
        yield study


def attributes(study: Study) -> dict[str, dict[str, str]]:
    return {case.label: case.attributes for case in study.cases.list()}


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx"])
def test_a_table_sets_attributes_as_one_change(study: Study, tmp_path: Path, suffix: str) -> None:
    study.cases.set("R02", {"profession": "nurse"})
    steps = len(study.history.list())
    write_table(
        tmp_path / f"cases{suffix}",
        ("case", "Facility type", "profession", "words"),
        [("r01", "clinic", "=doctor", 100), ("R02", "street", "", 90)],
    )
    done = import_cases(study, tmp_path / f"cases{suffix}")
    assert (done.cases, done.attributes, done.passed_over) == (
        ("r01", "R02"), ("Facility type", "profession"), ("words",),
    )  # fmt: skip
    assert attributes(study) == {
        "R01": {"Facility type": "clinic", "profession": "=doctor"},
        "R02": {"Facility type": "street", "profession": "nurse"},
    }
    assert len(study.history.list()) == steps + 1
    study.history.undo()
    assert attributes(study) == {"R01": {}, "R02": {"profession": "nurse"}}


def test_a_document_may_name_its_case(study: Study, tmp_path: Path) -> None:
    study.cases.rename("R02", "K7")
    (tmp_path / "cases.csv").write_text("soubor;typ\nR02;ulice\n", encoding="utf-8")
    import_cases(study, tmp_path / "cases.csv")
    assert attributes(study)["K7"] == {"typ": "ulice"}


def test_unknown_cases_are_refused_or_added(study: Study, tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("case,type\nR01,clinic\nR09,street\n", encoding="utf-8")
    with pytest.raises(InputError, match="no case “R09”.*nothing was set.*--add"):
        import_cases(study, tmp_path / "cases.csv")
    assert attributes(study)["R01"] == {}
    assert import_cases(study, tmp_path / "cases.csv", add=True).added == ("R09",)
    assert attributes(study)["R09"] == {"type": "street"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("who,type\nR01,clinic\n", "no column that names the case"),
        ("case\nR01\n", "no column with an attribute"),
        ("case,type\n,clinic\n", "Row 2 of cases.csv names no case"),
        ("document,type\nR77,clinic\n", "no document “R77”"),
    ],
)
def test_tables_that_cannot_be_used_are_refused(
    study: Study, tmp_path: Path, content: str, words: str
) -> None:
    (tmp_path / "cases.csv").write_text(content, encoding="utf-8")
    with pytest.raises((InputError, FormatError), match=words):
        import_cases(study, tmp_path / "cases.csv")
    assert all(not values for values in attributes(study).values())


def test_the_command_says_what_it_set(study: Study, tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("case,type\nR01,clinic\n", encoding="utf-8")
    run = [*command(), "case", "import", str(study.path), str(tmp_path / "cases.csv")]
    done = subprocess.run([*run, "--json"], capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(done.stdout) == {
        "cases": ["R01"], "attributes": ["type"], "added": [], "passed_over": [],
    }  # fmt: skip
    assert attributes(study)["R01"] == {"type": "clinic"}


def test_a_case_with_two_rows_that_contradict_each_other_is_refused(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    path.write_text("case;site;age\nR01;ward;\n\nR02;street;4\nr01;clinic;30\n", encoding="utf-8")
    with pytest.raises(
        InputError, match=r"the case R01 in row 2 and in row 5 .*site is ward, then clinic; nothing was set"
    ):
        import_cases(study, path)
    assert attributes(study) == {"R01": {}, "R02": {}}
    path.write_text("case;site;age\nR01; ward;\nR02;street;4\nr01;ward;30\n", encoding="utf-8")
    import_cases(study, path)
    assert attributes(study)["R01"] == {"site": "ward", "age": "30"}


def test_a_new_case_with_two_rows_is_added_once(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    path.write_text("case;site;age\nR09;ward;\nr09;;30\n", encoding="utf-8")
    assert import_cases(study, path, add=True).added == ("R09",)
    assert attributes(study)["R09"] == {"site": "ward", "age": "30"}


def test_a_row_without_a_case_is_named_by_its_line(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    path.write_text("case;site\nR01;ward\n\n;street\n", encoding="utf-8")
    with pytest.raises(InputError, match="Row 4 of cases.csv names no case"):
        import_cases(study, path)
