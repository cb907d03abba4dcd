"""What is mapped, what could be, and which quotations lack a level."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import InputError, NotFoundError
from qualcode.study import Study
from qualcode.workflows.comparing import adopt_shipped
from qualcode.workflows.mapping import codes_for, coverage, criteria_for, levels
from tests.study.material import TEXT, add, new, span


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new(tmp_path) as study:
        adopt_shipped(study)
        add(study, "one")
        study.codebook.add("Meetings", kind="category")
        study.codebook.add("Team meetings", under="Meetings")
        study.codebook.add("Trust")
        for words in ("I go and look for him", "I trust him"):
            study.codings.apply("one", span(TEXT, words), "Team meetings")
        yield study


def test_what_is_not_mapped_is_named(study: Study) -> None:
    study.mappings.set("Trust", "relationship")
    known = coverage(study)
    assert [code.name for code in known.codes] == ["Team meetings", "Trust"]
    assert [code.name for code in known.unmapped_codes] == ["Team meetings"]
    bare = [each.id for each in known.unmapped_criteria]
    assert "relationship" not in bare
    assert len(bare) == len(known.criteria) - 1


def test_criteria_and_codes_find_each_other_until_they_are_mapped(study: Study) -> None:
    assert next(each.criterion for each in criteria_for(study, "trust")["Trust"]) == "relationship"
    assert [code.name for code, _ in codes_for(study, "relationship")] == ["Trust"]
    study.mappings.set("Trust", "relationship")
    assert "relationship" not in [each.criterion for each in criteria_for(study, "Trust")["Trust"]]
    assert codes_for(study, "relationship") == ()
    with pytest.raises(InputError, match="category"):
        criteria_for(study, "Meetings")
    with pytest.raises(NotFoundError):
        criteria_for(study, "nowhere")


def test_without_criteria_it_is_said_how_to_get_them(tmp_path: Path) -> None:
    with new(tmp_path) as bare:
        bare.codebook.add("Trust")
        assert coverage(bare).criteria == ()
        with pytest.raises(InputError, match="models adopt"):
            criteria_for(bare, "Trust")


def test_a_quotation_states_its_own_level_or_that_of_the_code(study: Study) -> None:
    study.mappings.set("Team meetings", "team_meeting", polarity="ask")

    def shown() -> list[tuple[str, bool, int | None]]:
        found = levels(study, "Team meetings", "team_meeting")
        return [(each.text, each.stated, each.level) for each in found]

    assert shown() == [("I trust him", False, None), ("I go and look for him", False, None)]
    first, second = levels(study, "Team meetings", "team_meeting")
    study.mappings.set_reading(first.quotation, "Team meetings", "team_meeting", 2)
    study.mappings.set_reading(second.quotation, "Team meetings", "team_meeting", None)
    assert shown() == [("I trust him", True, 2), ("I go and look for him", True, None)]
    study.mappings.clear_reading(second.quotation, "Team meetings", "team_meeting")
    study.mappings.set("Team meetings", "team_meeting", level=4)
    assert shown() == [("I trust him", True, 2), ("I go and look for him", False, 4)]
    with pytest.raises(InputError, match="not mapped"):
        levels(study, "Trust", "relationship")
