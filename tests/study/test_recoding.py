"""Changing a coding's code and its edges, and what a user likes in a study."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import InputError, NotFoundError
from qualcode.model.codings import NewCoding
from qualcode.study import Study
from qualcode.workflows.comparing import adopt_shipped
from tests.study.material import TEXT, add, new, span

TRUST = span(TEXT, "I trust him")
LONGER = span(TEXT, "I trust him, and he trusts me")


def spans(study: Study) -> list[tuple[str, str, str]]:
    return [(row.code, row.coder, row.text) for row in study.codings.list()]


def test_another_code_takes_the_place_and_one_undo_brings_the_old_one_back(tmp_path: Path) -> None:
    with new(tmp_path) as study:
        add(study)
        (i,) = study.codings.apply("interview", TRUST, "trust", memo="mine")
        before = study.codings.list()
        assert study.codings.recode(i, "confidence") == i
        assert spans(study) == [("confidence", "Tester", "I trust him")]
        assert study.quotations.get(1).memo == "mine"
        assert study.history.next_undo().label == "Changed “trust” to “confidence” in [R01:1]"  # type: ignore[union-attr]
        study.history.undo()
        assert study.codings.list() == before
        assert [code.name for code in study.codebook.tree()] == ["trust"], "the new code went with it"


def test_a_code_that_the_coder_has_applied_there_already_is_not_applied_twice(tmp_path: Path) -> None:
    with new(tmp_path) as study:
        add(study)
        a, b = study.codings.apply("interview", TRUST, ["a", "b"])
        study.codings.apply("interview", TRUST, "b", coder="Petr")
        assert study.codings.recode(a, "b") == b
        assert spans(study) == [("b", "Tester", "I trust him"), ("b", "Petr", "I trust him")]
        study.history.undo()
        assert len(study.codings.list()) == 3


def test_recoding_to_the_same_code_is_no_change(tmp_path: Path) -> None:
    with new(tmp_path) as study:
        add(study)
        (i,) = study.codings.apply("interview", TRUST, "trust")
        steps = len(study.history.list())
        assert study.codings.recode(i, "Trust") == i
        assert study.codings.resize(i, *TRUST) == i
        assert len(study.history.list()) == steps


def test_recoding_refuses_categories_unknown_codings_and_in_closed_mode_unknown_codes(tmp_path: Path) -> None:
    with new(tmp_path) as study:
        add(study)
        (i,) = study.codings.apply("interview", TRUST, "trust")
        study.codebook.add("Relations", kind="category")
        with pytest.raises(InputError, match="is a category"):
            study.codings.recode(i, "Relations")
        with pytest.raises(NotFoundError, match="no coding 99"):
            study.codings.recode(99, "trust")
        with pytest.raises(NotFoundError, match="no coding 99"):
            study.codings.resize(99, 1, 2)
        with pytest.raises(NotFoundError, match="no code “tru”"):
            study.codings.recode(i, "tru", closed=True)
        assert [code.name for code in study.codebook.tree()] == ["trust", "Relations"]


def test_levels_of_a_code_that_the_quotation_no_longer_bears_go(tmp_path: Path) -> None:
    with new(tmp_path) as study:
        add(study)
        adopt_shipped(study)
        (i,) = study.codings.apply("interview", TRUST, "trust")
        study.mappings.set("trust", "in_vivo", level=4)
        study.mappings.set_reading(1, "trust", "in_vivo", 2)
        study.codings.recode(i, "other")
        assert study.mappings.readings() == ()
        study.history.undo()
        assert [reading.level for reading in study.mappings.readings()] == [2]
        study.codings.apply("interview", TRUST, "trust", coder="Petr")
        study.codings.recode(i, "other")
        assert [reading.level for reading in study.mappings.readings()] == [2], "Petr's coding still bears it"


def test_moved_edges_are_a_new_quotation_that_bears_all_the_old_one_bore(tmp_path: Path) -> None:
    with new(tmp_path) as study:
        add(study)
        adopt_shipped(study)
        (i,) = study.codings.apply("interview", TRUST, "trust", memo="mine")
        study.quotations.set(1, condensed="trusts", translation="důvěřuje")
        study.memos.add("think", kind="theoretical", target="quotation", target_name="1")
        study.mappings.set("trust", "in_vivo", level=4)
        study.mappings.set_reading(1, "trust", "in_vivo", 2)
        assert study.codings.resize(i, *LONGER) == i
        (quotation,) = study.quotations.list()
        assert (quotation.id, quotation.text) == (2, "I trust him, and he trusts me")
        assert (quotation.memo, quotation.condensed, quotation.translation) == ("mine", "trusts", "důvěřuje")
        assert [memo.target_name for memo in study.memos.list()] == ["[R01:2]"]
        assert [(r.quotation_id, r.level) for r in study.mappings.readings()] == [(2, 2)]
        assert study.quotations.damaged() == ()
        study.history.undo()
        (quotation,) = study.quotations.list()
        assert (quotation.id, quotation.memo, quotation.text) == (1, "mine", "I trust him")
        assert [(r.quotation_id, r.level) for r in study.mappings.readings()] == [(1, 2)]


def test_a_quotation_that_others_use_keeps_what_it_bears(tmp_path: Path) -> None:
    with new(tmp_path) as study:
        add(study)
        (i,) = study.codings.apply("interview", TRUST, "trust", memo="mine")
        study.codings.apply("interview", TRUST, "trust", coder="Petr")
        study.codings.resize(i, *LONGER)
        assert [(q.id, q.memo) for q in study.quotations.list()] == [(1, "mine"), (2, "")]


def test_edges_moved_to_a_span_that_is_a_quotation_already_join_what_both_bear(tmp_path: Path) -> None:
    with new(tmp_path) as study:
        add(study)
        (i,) = study.codings.apply("interview", TRUST, "trust", memo="short")
        (j,) = study.codings.apply("interview", LONGER, "trust", memo="long")
        study.quotations.set(1, condensed="c")
        assert study.codings.resize(i, *LONGER) == j
        (quotation,) = study.quotations.list()
        assert (quotation.id, quotation.memo, quotation.condensed) == (2, "long\nshort", "c")
        assert spans(study) == [("trust", "Tester", "I trust him, and he trusts me")]
        study.history.undo()
        assert [(q.id, q.memo) for q in study.quotations.list()] == [(1, "short"), (2, "long")]


@pytest.mark.parametrize(
    ("bad", "words"),
    [((5, 5), "empty"), ((9, 5), "reversed"), ((-1, 5), "outside"), ((5, len(TEXT) + 1), "outside")],
)
def test_a_coding_never_gets_an_empty_or_impossible_span(
    tmp_path: Path, bad: tuple[int, int], words: str
) -> None:
    with new(tmp_path) as study:
        add(study)
        (i,) = study.codings.apply("interview", TRUST, "trust")
        before = study.codings.list()
        with pytest.raises(InputError, match=words):
            study.codings.resize(i, *bad)
        assert study.codings.list() == before
        assert len(study.quotations.list()) == 1


places = st.tuples(st.integers(0, 12), st.integers(1, 6)).map(lambda s: (s[0], s[0] + s[1]))
moves = st.tuples(st.integers(0, 20), st.one_of(st.sampled_from("abc"), places))


@settings(max_examples=40, deadline=None)
@given(
    start=st.lists(
        st.tuples(places, st.sampled_from("abc"), st.sampled_from(["Jana", "Petr"])), min_size=1, max_size=6
    ),
    changes=st.lists(moves, min_size=1, max_size=6),
)
def test_no_code_is_ever_twice_on_a_span_and_no_memo_is_lost(
    tmp_path_factory: pytest.TempPathFactory,
    start: list[tuple[tuple[int, int], str, str]],
    changes: list[tuple[int, str | tuple[int, int]]],
) -> None:
    with new(tmp_path_factory.mktemp("recoding")) as study:
        add(study)
        study.codings.apply_many(
            NewCoding("interview", a, b, code, coder, memo=f"memo {a}-{b}") for (a, b), code, coder in start
        )
        memos = {line for q in study.quotations.list() for line in q.memo.splitlines()}
        for n, change in changes:
            before = study.codings.list()
            row = before[n % len(before)]
            if isinstance(change, str):
                found = study.codings.recode(row.id, change)
                expected = (change, row.coder, (row.start, row.end))
            else:
                found = study.codings.resize(row.id, *change)
                expected = (row.code, row.coder, change)
            now = {r.id: (r.code, r.coder, (r.start, r.end)) for r in study.codings.list()}
            assert now[found] == expected
            assert len(set(now.values())) == len(now)
            others = {
                r.id: (r.code, r.coder, (r.start, r.end)) for r in before if r.id not in (row.id, found)
            }
            assert others.items() <= now.items()
        assert {line for q in study.quotations.list() for line in q.memo.splitlines()} == memos
        assert {q.id for q in study.quotations.list()} >= {r.quotation for r in study.codings.list()}
        assert study.quotations.damaged() == ()


def test_in_vivo_in_closed_mode_only_uses_codes_that_exist(tmp_path: Path) -> None:
    with new(tmp_path) as study:
        add(study)
        with pytest.raises(NotFoundError, match="no code “I trust him”"):
            study.codings.in_vivo("interview", TRUST, closed=True)
        assert study.codebook.tree() == ()
        study.codebook.add("I trust him")
        assert len(study.codings.in_vivo("interview", TRUST, closed=True)) == 1


def test_pins_are_each_users_own_and_outside_the_history(tmp_path: Path) -> None:
    with new(tmp_path, "Jana") as jana:
        a, b = jana.codebook.add("a"), jana.codebook.add("b")
        steps = len(jana.history.list())
        assert jana.preferences.pin(b.id)
        assert jana.preferences.pin(a.id)
        jana.preferences.set_closed(True)
        assert len(jana.history.list()) == steps
        path = jana.path
    with Study.open(path, actor="Petr") as petr:
        assert petr.preferences.pins() == ()
        assert not petr.preferences.closed
    with Study.open(path, actor="Jana") as jana:
        assert jana.preferences.pins() == (b.id, a.id)
        assert jana.preferences.closed
        jana.codebook.delete("b", with_codings=True)
        assert jana.preferences.pins() == (a.id,)
        jana.history.undo()
        assert jana.preferences.pins() == (b.id, a.id)
        assert not jana.preferences.pin(b.id)
        assert jana.preferences.pins() == (a.id,)


def test_nine_codes_can_be_pinned_and_only_codes(tmp_path: Path) -> None:
    with new(tmp_path) as study:
        category = study.codebook.add("C", kind="category")
        with pytest.raises(InputError, match="Only codes"):
            study.preferences.pin(category.id)
        for n in range(9):
            study.preferences.pin(study.codebook.add(f"code {n}").id)
        with pytest.raises(InputError, match="9 codes are pinned already"):
            study.preferences.pin(study.codebook.add("one more").id)


@pytest.mark.parametrize(
    "stored", ["[", "[]", "3", '{"pins": 4}', '{"pins": ["x", null, -1, 1e400, true, 99999999999999999999]}']
)
def test_preferences_that_somebody_has_tampered_with_count_as_none(tmp_path: Path, stored: str) -> None:
    with new(tmp_path) as study:
        with study.store.transaction() as connection:
            connection.execute("INSERT INTO meta VALUES ('preferences of tester', ?)", (stored,))
        assert study.preferences.pins() == ()
        assert not study.preferences.closed
        code = study.codebook.add("a")
        study.preferences.pin(code.id)
        assert study.preferences.pins() == (code.id,)


def test_a_read_only_study_has_preferences_for_as_long_as_it_is_open(tmp_path: Path) -> None:
    with new(tmp_path) as study:
        code, path = study.codebook.add("a"), study.path
        study.store.read_only = True
        study.preferences.pin(code.id)
        study.preferences.set_closed(True)
        assert study.preferences.pins() == (code.id,)
        assert study.preferences.closed
    with Study.open(path) as study:
        assert study.preferences.pins() == ()
