"""Back to a change of the history and forth again, all or nothing; and where a change took place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import ConflictError, InputError, NotFoundError
from qualcode.model.changes import Change, ChangePlace
from qualcode.study import Study
from qualcode.study.integrity import check
from qualcode.workflows.comparing import adopt_shipped
from tests.study import material
from tests.study.test_history import STEPS, rows, template

TRUST = material.span(material.TEXT, "I trust him")
LOOK = material.span(material.TEXT, "look for him")


@pytest.fixture
def people(tmp_path: Path) -> Iterator[tuple[Study, Study]]:
    """Ann and Bob with the same study open, which has one interview that neither of them imported."""
    with ExitStack() as stack:
        made = stack.enter_context(material.new(tmp_path, actor="Eva"))
        material.add(made)
        yield (
            stack.enter_context(Study.open(made.path, actor="Ann")),
            stack.enter_context(Study.open(made.path, actor="Bob")),
        )


def ids(study: Study, actor: str = "Ann") -> list[int]:
    return [change.id for change in study.history.list() if change.actor == actor]


def states(study: Study, actor: str = "Ann") -> list[str]:
    return [change.state for change in study.history.list() if change.actor == actor]


def codings(study: Study) -> list[str]:
    return sorted(row.code for row in study.codings.list(coder="all"))


def three(study: Study) -> None:
    for code in ("a", "b", "c"):
        study.codings.apply("interview", TRUST, code, coder="Ann")


def test_back_to_a_change_and_forth_to_another(people: tuple[Study, Study]) -> None:
    ann, _ = people
    three(ann)
    first, second, third = ids(ann)
    before = rows(ann)
    assert [c.id for c in ann.history.to_undo(second)] == [third, second]
    assert [c.id for c in ann.history.undo_to(second)] == [third, second]
    assert codings(ann) == ["a"]
    assert states(ann) == ["done", "undone", "undone"]
    assert [c.id for c in ann.history.to_redo(second)] == [second]
    assert [(c.id, c.undone) for c in ann.history.redo_to(second)] == [(second, False)]
    assert codings(ann) == ["a", "b"]
    ann.history.undo_to(first)
    assert codings(ann) == []
    assert [c.id for c in ann.history.redo_to(third)] == [first, second, third]
    assert rows(ann) == before
    assert check(ann) == ()


def test_changes_of_others_in_between_stay(people: tuple[Study, Study]) -> None:
    ann, bob = people
    ann.codings.apply("interview", TRUST, "a", coder="Ann")
    bob.codings.apply("interview", LOOK, "his", coder="Bob")
    ann.codings.apply("interview", TRUST, "b", coder="Ann")
    ann.history.undo_to(ids(ann)[0])
    assert codings(ann) == ["his"]


def test_listeners_hear_once_of_many_changes(people: tuple[Study, Study]) -> None:
    ann, _ = people
    three(ann)
    heard: list[str] = []
    ann.subscribe(lambda news: heard.append(news.op))
    ann.history.undo_to(ids(ann)[0])
    assert heard == ["codings.apply"]
    assert [code.name for code in ann.codebook.tree()] == [], (
        "what is kept of the codebook is brought in step"
    )
    ann.history.redo_to(ids(ann)[2])
    assert [(code.name, code.codings) for code in ann.codebook.tree()] == [("a", 1), ("b", 1), ("c", 1)]


@pytest.mark.parametrize("n", [1, 2])
def test_where_somebody_has_applied_a_code_it_is_named_and_nothing_is_undone(
    people: tuple[Study, Study], n: int
) -> None:
    ann, bob = people
    ann.codebook.add("a")
    bob.codings.apply("interview", TRUST, "a", coder="Bob")
    for _ in range(n - 1):
        ann.codebook.add("later")
    before = rows(ann)
    with pytest.raises(ConflictError, match="the later change “Applied “a” .* by Bob rests on it") as refused:
        ann.history.undo_to(ids(ann)[0])
    assert ("One of these 2 changes" in str(refused.value)) == (n == 2)
    assert rows(ann) == before
    assert states(ann) == ["done"] * n
    bob.history.undo()
    ann.history.undo_to(ids(ann)[0])
    assert ann.codebook.tree() == ()


def test_a_memo_a_level_and_a_renaming_of_somebody_are_named(people: tuple[Study, Study]) -> None:
    ann, bob = people
    adopt_shipped(bob)
    ann.codebook.add("trust")
    ann.codebook.add("other")
    bob.memos.add("Is this one code?", target="code", target_name="trust")
    with pytest.raises(ConflictError, match="“trust”” cannot be undone: the later change “Wrote a .* by Bob"):
        ann.history.undo_to(ids(ann)[0])
    assert states(ann) == ["done", "done"]
    bob.history.undo()
    bob.codebook.rename("trust", "faith")
    with pytest.raises(ConflictError, match="Renamed .* by Bob rests on it"):
        ann.history.undo_to(ids(ann)[0])
    bob.history.undo()
    ann.mappings.set("trust", "outreach")
    ann.codings.apply("interview", TRUST, "trust")
    bob.mappings.set_reading(1, "trust", "outreach", 2)
    with pytest.raises(ConflictError, match="by Bob rests on it"):
        ann.history.undo()
    assert states(ann) == ["done"] * 4


def test_what_is_not_ones_own_not_done_or_not_there_is_refused(people: tuple[Study, Study]) -> None:
    ann, bob = people
    three(ann)
    bob.codebook.add("his")
    his = ids(bob, "Bob")[0]
    with pytest.raises(InputError, match="cannot be undone by Ann: Bob made it"):
        ann.history.undo_to(his)
    with pytest.raises(NotFoundError, match="no change 99"):
        ann.history.undo_to(99)
    created = bob.history.list()[0]
    with Study.open(ann.path, actor="Eva") as eva, pytest.raises(InputError, match="sealed for good"):
        eva.history.undo_to(created.id)
    first, second, third = ids(ann)
    with pytest.raises(InputError, match="is not undone"):
        ann.history.redo_to(third)
    ann.history.undo_to(second)
    with pytest.raises(InputError, match="undone already"):
        ann.history.undo_to(third)
    with pytest.raises(InputError, match="cannot be redone by Bob: Ann made it"):
        bob.history.redo_to(second)
    ann.codebook.add("new")
    with pytest.raises(InputError, match="took its place"):
        ann.history.redo_to(second)
    assert states(ann) == ["done", "dropped", "dropped", "done"]
    assert codings(ann) == ["a"]
    assert first < second


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    """A bare study and a rich one, which the tests copy."""
    return {rich: template(tmp_path_factory.mktemp("template"), rich=rich) for rich in (False, True)}


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(data=st.data(), steps=st.lists(STEPS, min_size=2, max_size=10), rich=st.booleans())
def test_undo_to_any_change_gives_what_was_before_it_and_redo_to_any_what_came_after(
    templates: dict[bool, Path], data: st.DataObject, steps: list[Callable[[Study], object]], rich: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(templates[rich], folder))
        with Study.open(path, actor="Jana") as study:
            after: dict[int, object] = {}
            before: dict[int, object] = {}
            for action in steps:
                state, count = rows(study), len(study.history.list())
                with suppress(InputError, IndexError):
                    action(study)
                if len(study.history.list()) > count:
                    i = study.history.list()[-1].id
                    before[i], after[i] = state, rows(study)
            if not after:
                return
            back = data.draw(st.sampled_from(sorted(after)))
            study.history.undo_to(back)
            assert rows(study) == before[back]
            forth = data.draw(st.sampled_from([i for i in after if i >= back]))
            study.history.redo_to(forth)
            assert rows(study) == after[forth]
            study.history.undo_to(min(after))
            study.history.redo_to(max(after))
            assert rows(study) == after[max(after)]
            assert check(study) == ()


# --- where a change took place -----------------------------------------------------------------------------


def last(study: Study) -> Change:
    return study.history.list()[-1]


def test_the_place_of_a_coding_is_known_whether_it_is_there_or_not(people: tuple[Study, Study]) -> None:
    ann, _ = people
    document = ann.documents.list()[0]
    ann.codings.apply("interview", TRUST, ["a", "b"], coder="Ann")
    applied = last(ann)
    scope = ann.history.scope(applied.id)
    assert scope.place == ChangePlace(document.id, TRUST)
    assert (scope.rows["codings"], scope.rows["quotations"], scope.passages) == (2, 1, 1)
    assert scope.documents == ("interview",)
    ann.history.undo()
    assert ann.history.scope(applied.id) == scope
    ann.history.redo()
    ann.codings.remove([row.id for row in ann.codings.list()])
    assert ann.history.place(last(ann)) == ChangePlace(document.id, TRUST)


def test_the_place_of_notes_memos_and_documents(people: tuple[Study, Study]) -> None:
    ann, _ = people
    one = ann.documents.list()[0].id
    ann.codings.apply("interview", LOOK, "a", coder="Ann")
    number = ann.quotations.list()[0].id
    ann.quotations.set(number, memo="Strong.")
    assert ann.history.place(last(ann)) == ChangePlace(one, LOOK)
    ann.memos.add("Strong.", target="quotation", target_name=number)
    assert ann.history.place(last(ann)) == ChangePlace(one, LOOK)
    ann.memos.add("Long.", target="document", target_name="interview")
    assert ann.history.place(last(ann)) == ChangePlace(one, None)
    ann.memos.add("In all.")
    assert ann.history.place(last(ann)) is None
    material.add(ann, "second", material.TEXT + "R: More.\n")
    imported = last(ann)
    assert ann.history.place(imported) == ChangePlace(ann.documents.get("second").id, None)
    ann.history.undo()
    assert ann.history.place(imported) is None
    assert ann.history.scope(imported.id).documents == ("second",)
    ann.documents.rename("interview", "other")
    assert ann.history.place(last(ann)) == ChangePlace(one, None)


def test_a_change_of_the_codebook_has_no_place_but_touches_documents(people: tuple[Study, Study]) -> None:
    ann, _ = people
    three(ann)
    ann.codebook.merge(["a", "b"], into="c")
    assert ann.history.place(last(ann)) is None
    assert ann.history.scope(last(ann).id).documents == ("interview",)


def test_the_place_takes_the_same_number_of_queries_however_much_was_changed(
    people: tuple[Study, Study],
) -> None:
    ann, _ = people
    counts: list[int] = []
    for n in (1, 40):
        with ann.change("codings.apply", f"Applied {n}"):
            for i in range(n):
                ann.codings.apply("interview", (i, i + 5), "a", coder=f"Ann {n}")
        asked: list[str] = []
        ann.store.connection.set_trace_callback(asked.append)
        assert ann.history.place(last(ann)) is not None
        ann.store.connection.set_trace_callback(None)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 10
