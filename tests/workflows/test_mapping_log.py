"""The log of mappings: every change with what was there before and after, told from the history alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import InputError, NotFoundError
from qualcode.model.mapping_log import MappingStep
from qualcode.study import Study
from qualcode.workflows.comparing import adopt_shipped
from qualcode.workflows.mapping_log import log_of_mappings, step_words
from tests.study.material import TEXT, add, new, span

SUPPORTS = "supports (5), strength 2, practice, scored"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new(tmp_path) as study:
        adopt_shipped(study)
        study.codebook.add("visits")
        study.codebook.add("trust")
        yield study


def told(steps: tuple[MappingStep, ...]) -> list[str]:
    return [f"{each.code} {each.criterion}: {step_words(each)}{' (undone)' * each.undone}" for each in steps]


def test_each_change_says_what_was_there_before_and_after(study: Study) -> None:
    made = study.mappings.set("visits", "in_vivo")
    study.mappings.change(made.id, level=3)
    study.mappings.remove("visits", "in_vivo")
    assert told(log_of_mappings(study)) == [
        f"visits in_vivo: – → {SUPPORTS}",
        f"visits in_vivo: {SUPPORTS} → level 3, strength 2, practice, scored",
        "visits in_vivo: level 3, strength 2, practice, scored → –",
    ]
    assert {each.actor for each in log_of_mappings(study)} == {"Tester"}


def test_undone_changes_stand_there_as_undone_with_what_they_said(study: Study) -> None:
    made = study.mappings.set("visits", "in_vivo")
    study.mappings.change(made.id, level=3)
    study.mappings.change(made.id, strength=1)
    study.history.undo(3)
    assert study.mappings.list() == ()
    assert told(log_of_mappings(study))[0] == f"visits in_vivo: – → {SUPPORTS} (undone)"
    assert [each.undone for each in log_of_mappings(study)] == [True, True, True]
    study.history.redo(2)
    assert told(log_of_mappings(study))[1:] == [
        f"visits in_vivo: {SUPPORTS} → level 3, strength 2, practice, scored",
        "visits in_vivo: level 3, strength 2, practice, scored → level 3, strength 1, practice, scored (undone)",
    ]


def test_what_took_the_place_of_an_undone_change_leaves_its_label(study: Study) -> None:
    study.mappings.set("visits", "in_vivo", level=2)
    study.history.undo()
    study.mappings.set("trust", "relationship")
    first, second = log_of_mappings(study)
    assert (first.known, first.label, first.undone) == (False, "Mapped “visits” to in_vivo", True)
    assert second.known
    assert [each.change for each in log_of_mappings(study, code="visits")] == [first.change]
    assert [each.change for each in log_of_mappings(study, criterion="in_vivo")] == [first.change]


def test_a_lost_change_of_a_mapping_that_is_still_there_is_told_to_be_about_it(study: Study) -> None:
    made = study.mappings.set("visits", "in_vivo")
    study.mappings.change(made.id, level=2)
    study.history.undo()
    study.mappings.set("trust", "relationship")
    steps = log_of_mappings(study, code="visits", criterion="in_vivo")
    assert [(each.known, each.undone) for each in steps] == [(True, False), (False, True)]
    assert (steps[1].old, steps[1].new, step_words(steps[1])) == (None, None, "no longer known")


def test_levels_of_quotations_and_second_mappers_are_in_the_log(study: Study) -> None:
    add(study, "one")
    study.codings.apply("one", span(TEXT, "I trust him"), "trust")
    study.mappings.set("trust", "relationship", polarity="ask")
    study.mappings.set_reading(1, "trust", "relationship", 4)
    study.mappings.set_reading(1, "trust", "relationship", None)
    study.mappings.by("Petra", new=True).set("trust", "relationship", level=1)
    study.mappings.remove("trust", "relationship")
    steps = log_of_mappings(study)
    assert [(each.kind, each.quotation, step_words(each)) for each in steps if each.kind == "level"] == [
        ("level", 1, "– → level 4"),
        ("level", 1, "level 4 → does not count"),
        ("level", 1, "does not count → –"),
    ]
    assert [each.mapper for each in log_of_mappings(study, mapper="PETRA")] == ["Petra"]
    assert {each.mapper for each in log_of_mappings(study, mapper="primary")} == {""}


def test_the_log_follows_renamed_merged_and_deleted_codes(study: Study) -> None:
    study.mappings.set("trust", "relationship")
    study.codebook.rename("trust", "confidence")
    assert [each.code for each in log_of_mappings(study, code="confidence")] == ["confidence"]
    study.codebook.merge(["confidence"], "visits")
    steps = log_of_mappings(study, code="visits")
    assert "moved from “confidence”" in step_words(steps[-1])
    study.codebook.delete("visits")
    assert step_words(log_of_mappings(study, code="visits")[-1]) == f"{SUPPORTS} → –"
    with pytest.raises(NotFoundError):
        log_of_mappings(study, code="nothing of the kind")
    with pytest.raises(NotFoundError, match="nowhere"):
        log_of_mappings(study, criterion="nowhere")


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["set", "change", "remove", "undo", "redo", "second"]),
        st.sampled_from(["visits", "trust"]),
        st.sampled_from(["in_vivo", "duration"]),
        st.integers(1, 5),
    ),
    max_size=12,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_was_done_the_done_steps_lead_from_nothing_to_what_is_there(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, str, int]]
) -> None:
    with new(tmp_path_factory.mktemp("log")) as study:
        adopt_shipped(study)
        study.codebook.add("visits")
        study.codebook.add("trust")
        for what, code, criterion, level in steps:
            with suppress(IndexError, NotFoundError, InputError):
                if what == "set":
                    study.mappings.set(code, criterion, level=level)
                elif what == "change":
                    study.mappings.change(study.mappings.list()[-1].id, level=level)
                elif what == "remove":
                    study.mappings.remove(code, criterion)
                elif what == "second":
                    study.mappings.by("Petra", new=True).set(code, criterion, level=level)
                elif what == "undo" and study.history.list()[-1].op.startswith("mappings"):
                    study.history.undo()
                elif what == "redo":
                    study.history.redo()
        present: dict[tuple[str, str, str], int | None] = {}
        for step in log_of_mappings(study):
            if step.undone:
                continue
            key = (step.mapper, step.code, step.criterion)
            assert (step.old.level if step.old else "none") == present.get(key, "none")
            if step.new is None:
                del present[key]
            else:
                present[key] = step.new.level
        there = {("", m.code, m.criterion): m.level for m in study.mappings.list()}
        for name in study.mappings.mappers():
            there |= {(name, m.code, m.criterion): m.level for m in study.mappings.of(name)}
        assert present == there
