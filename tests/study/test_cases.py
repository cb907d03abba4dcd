"""Cases set together, added and removed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import InputError, NameTakenError, NotFoundError
from qualcode.study import Study
from tests.study.material import TEXT, add, new


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Three cases with an interview each."""
    with new(tmp_path) as study:
        for n in (1, 2, 3):
            add(study, f"interview {n}", TEXT + f"R: {n}\n")
        yield study


def values(study: Study) -> list[dict[str, str]]:
    return [case.attributes for case in study.cases.list()]


def test_one_value_is_given_to_several_cases_as_one_change(study: Study) -> None:
    study.cases.set("R02", {"type": "ward", "place": "Brno"})
    study.cases.set_many(["R01", "r02", "R01"], {"Type": "clinic", "place": ""})
    assert values(study) == [{"type": "clinic"}, {"type": "clinic"}, {}]
    assert study.history.list()[-1].label == "Set Type = clinic, place = (none) for 2 cases"
    study.history.undo()
    assert values(study) == [{}, {"place": "Brno", "type": "ward"}, {}]
    study.history.redo()
    assert values(study)[0] == {"type": "clinic"}


def test_one_attribute_spelled_in_two_ways_is_one_and_its_last_value_counts(study: Study) -> None:
    study.cases.set("R01", {"type": "ward", "Type": "clinic"})
    study.cases.set_many(["R02"], {"Place": "Brno", "PLACE": ""})
    assert values(study) == [{"Type": "clinic"}, {}, {}]


def test_where_one_case_is_unknown_none_is_changed(study: Study) -> None:
    with pytest.raises(NotFoundError, match="R09"):
        study.cases.set_many(["R01", "R09"], {"type": "clinic"})
    with pytest.raises(InputError, match="at least one case"):
        study.cases.set_many([], {"type": "clinic"})
    assert values(study) == [{}, {}, {}]


def test_a_case_without_documents_is_removed_with_its_attributes(study: Study) -> None:
    study.cases.add("Facility A", {"type": "ward"})
    with pytest.raises(NameTakenError, match="Facility A"):
        study.cases.add("facility a")
    study.cases.remove("facility a")
    assert [case.label for case in study.cases.list()] == ["R01", "R02", "R03"]
    assert study.cases.attribute_names() == ()
    study.history.undo()
    assert study.cases.get("Facility A").attributes == {"type": "ward"}


def test_a_case_with_documents_stays(study: Study) -> None:
    with pytest.raises(InputError, match=r"“interview 1”.*qualcode withdraw study.qualcode R01"):
        study.cases.remove("R01")
    study.documents.set_case("interview 1", "R02")
    study.cases.remove("R01")
    assert [case.label for case in study.cases.list()] == ["R02", "R03"]
