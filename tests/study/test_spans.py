"""Spans that are no quotations (assigned guide questions, decisions) stand for the words they were said of, whoever corrects or undoes."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import ConflictError, InputError
from qualcode.model.guides import NewQuestion
from qualcode.study import Study
from qualcode.study.integrity import check
from qualcode.workflows.agreeing import worklist_of
from qualcode.workflows.correcting import edit, edit_turn, gone_with, store
from tests.study.material import TEXT, add, new, span

People = tuple[Study, Study]
LONGER = "What does trust mean here, and what else do you think of when you hear the word?"


@contextmanager
def together(folder: Path) -> Iterator[People]:
    """Two people at one new study with an interview and a guide, for as long as it is open."""
    questions = ("And when he stops coming?", "What is your day like?")
    with new(folder, actor="Who began it") as made:
        add(made, case="R01")
        made.guide.replace([NewQuestion(words) for words in questions])
    with Study.open(made.path, actor="A") as a, Study.open(made.path, actor="B") as b:
        yield a, b


@pytest.fixture
def people(tmp_path: Path) -> Iterator[People]:
    """Two people at one study."""
    with together(tmp_path) as (a, b):
        yield a, b


def assigned(study: Study) -> list[str]:
    """The words at which questions were assigned, in the order of assigning."""
    study.changed_elsewhere()
    text = study.documents.text("interview")
    return [
        text[start:stop]
        for start, stop in study.store.rows(
            "SELECT start, stop FROM asked WHERE start IS NOT NULL ORDER BY id"
        )
    ]


def test_a_correction_is_not_undone_under_what_somebody_has_assigned_since(people: People) -> None:
    a, b = people
    store(a, edit_turn(a, "interview", 1, LONGER))
    b.changed_elsewhere()
    b.guide.assign("interview", 2, 3)
    a.changed_elsewhere()
    with pytest.raises(
        ConflictError, match="“Question 2 was asked in turn 3 of “interview”” by B rests on it"
    ):
        a.history.undo()
    assert assigned(a) == ["I: And when he stops coming?"]
    b.history.undo()
    a.changed_elsewhere()
    a.history.undo()
    assert a.documents.text("interview") == TEXT


def test_a_correction_is_not_redone_under_what_somebody_has_assigned_meanwhile(people: People) -> None:
    a, b = people
    store(a, edit_turn(a, "interview", 1, LONGER))
    a.history.undo()
    b.changed_elsewhere()
    b.guide.assign("interview", 2, 3)
    a.changed_elsewhere()
    with pytest.raises(ConflictError, match="by B rests on it"):
        a.history.redo()
    assert assigned(a) == ["I: And when he stops coming?"]


def test_what_stands_before_the_corrected_words_does_not_hinder_undo(people: People) -> None:
    a, b = people
    store(a, edit_turn(a, "interview", 4, "I go and look for him, always."))
    b.changed_elsewhere()
    b.guide.assign("interview", 2, 3)
    a.changed_elsewhere()
    a.history.undo()
    assert assigned(a) == ["I: And when he stops coming?"]


def test_an_assignment_does_not_come_back_at_other_words(people: People) -> None:
    a, b = people
    a.guide.assign("interview", 2, 3)
    a.guide.unassign("interview", 2)
    b.changed_elsewhere()
    store(b, edit_turn(b, "interview", 1, LONGER))
    a.changed_elsewhere()
    with pytest.raises(ConflictError, match="rests on it"):
        a.history.undo()
    b.history.undo()
    a.changed_elsewhere()
    a.history.undo()
    assert assigned(a) == ["I: And when he stops coming?"]


def test_a_decision_on_a_disagreement_keeps_its_words_too(people: People) -> None:
    a, b = people
    a.codebook.add("x")
    for words, coder in (("look for him", "A"), ("trust mean", "B")):
        a.codings.apply("interview", span(TEXT, words), "x", coder=coder)
    store(a, edit_turn(a, "interview", 1, LONGER))
    b.changed_elsewhere()
    found = next(item for item in worklist_of(b, role="all").items if item.text == "look for him")
    b.adjudications.settle(found, "not coded", note="why")
    a.changed_elsewhere()
    with pytest.raises(ConflictError, match="Settled a disagreement on “x”.* by B rests on it"):
        a.history.undo()
    (kept,) = a.adjudications.list()
    assert a.documents.text("interview")[kept.start : kept.end] == "look for him"


@pytest.mark.parametrize("before", [True, False])
def test_a_planned_correction_is_refused_where_questions_were_assigned_meanwhile(
    people: People, before: bool
) -> None:
    a, b = people
    if before:
        b.guide.assign("interview", 2, 3)
        a.changed_elsewhere()
    planned = edit_turn(a, "interview", 1, LONGER)
    if before:
        b.guide.unassign("interview", 2)
    else:
        b.changed_elsewhere()
        b.guide.assign("interview", 2, 3)
    with pytest.raises(
        ConflictError, match="Meanwhile somebody said where questions were asked in “interview”"
    ):
        store(a, planned)
    assert a.documents.text("interview") == TEXT
    store(a, edit_turn(a, "interview", 1, LONGER))
    assert assigned(a) == ([] if before else ["I: And when he stops coming?"])


def test_what_goes_with_its_words_is_said_before_and_kept_in_the_history(people: People) -> None:
    a, _ = people
    a.guide.assign("interview", 1, 3)
    a.guide.assign("interview", 2, 3)
    a.guide.assign("interview", 2, 1)
    planned = edit(a, "interview", TEXT.replace("I: And when he stops coming?\n", ""))
    assert gone_with(planned.correction) == "2 assignments of guide questions go, since the words are gone."
    store(a, planned)
    assert a.history.list()[-1].details["gone"] == {"asked": 2}
    assert assigned(a) == ["I: What does trust mean here?"]
    a.history.undo()
    assert len(assigned(a)) == 3
    assert gone_with(edit_turn(a, "interview", 4, "Yes.").correction) == ""


def test_check_names_what_stands_at_other_words(people: People) -> None:
    a, b = people
    b.guide.assign("interview", 2, 3)
    a.changed_elsewhere()
    store(a, edit_turn(a, "interview", 1, LONGER))
    a.guide.not_asked("interview", 1)
    assert check(a) == ()
    with closing(sqlite3.connect(a.path)) as connection:
        connection.execute("UPDATE asked SET start = start - 3")
        connection.commit()
    (said,) = check(a)
    assert said.startswith("What was assigned to a guide question in “interview” stands at other words")


ACTIONS = st.lists(
    st.tuples(
        st.booleans(),
        st.one_of(
            st.tuples(st.just("assign"), st.integers(1, 2), st.integers(3, 4)),
            st.tuples(st.just("unassign"), st.integers(1, 2), st.just(0)),
            st.tuples(st.just("correct"), st.integers(1, 2), st.integers(0, 3)),
            st.tuples(st.just("undo"), st.just(0), st.just(0)),
            st.tuples(st.just("redo"), st.just(0), st.just(0)),
        ),
    ),
    min_size=3,
    max_size=16,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(actions=ACTIONS)
def test_whatever_two_people_do_an_assignment_stands_at_its_turn(
    actions: list[tuple[bool, tuple[str, int, int]]],
) -> None:
    """Turns 3 and 4 are assigned, turns 1 and 2 corrected: so each assignment is at all times one of the former, whole."""
    turns = {line for line in TEXT.split("\n")[2:] if line}
    with tempfile.TemporaryDirectory() as folder, together(Path(folder)) as people:
        for first, (what, one, two) in actions:
            study = people[not first]
            study.changed_elsewhere()
            with suppress(ConflictError, InputError):
                if what == "assign":
                    study.guide.assign("interview", one, two)
                elif what == "unassign":
                    study.guide.unassign("interview", one)
                elif what == "correct":
                    store(study, edit_turn(study, "interview", one, "other words" * (two + 1)))
                elif what == "undo":
                    study.history.undo()
                else:
                    study.history.redo()
            assert set(assigned(study)) <= turns
        assert check(people[0]) == ()
