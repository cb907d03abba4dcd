"""The codebook as it was: rebuilt from the history, equal to what was seen then."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import InputError, QualcodeError
from qualcode.model.codes import KINDS, Code
from qualcode.study import Study
from qualcode.study.store.history import encode
from qualcode.study.withdrawal import withdraw
from tests.study.material import TEXT, add, new, span

NAMES = ("trust", "Důvěra", "team", "fear", "hope")
PLACES = ("I trust him", "he trusts me", "look for him", "give up")


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new(tmp_path) as made:
        add(made)
        yield made


def seen(study: Study) -> tuple[Code, ...]:
    """The tree without the counts of codings, which are not the codebook's."""
    return tuple(replace(code, codings=0, documents=0) for code in study.codebook.tree())


EDITS = st.lists(
    st.tuples(
        st.sampled_from(
            ("add", "rename", "move", "edit", "merge", "delete", "kind", "apply", "split", "undo", "redo")
        ),
        st.sampled_from(NAMES),
        st.sampled_from(NAMES),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=14,
)


def do(study: Study, verb: str, one: str, two: str, n: int) -> None:
    """One edit as a person might make it; those that are refused change nothing."""
    book = study.codebook
    match verb:
        case "add":
            book.add(one, kind=KINDS[n % 3], under=two if n == 3 else None)
        case "rename":
            book.rename(one, two)
        case "move":
            book.move(one, two if n else None)
        case "edit":
            book.edit(one, brief=f"{two} {n}", colour="" if n else "#123456")
        case "merge":
            book.merge([one], two)
        case "delete":
            book.delete(one, with_codings=n > 0)
        case "kind":
            book.set_kind(one, KINDS[n % 3])
        case "apply":
            study.codings.apply("interview", span(TEXT, PLACES[n]), [one])
        case "split":
            found = [c.quotation for c in study.codings.list(code=one)]
            book.split(one, two, found[: n + 1])
        case "undo":
            study.history.undo(n + 1)
        case "redo":
            study.history.redo(n + 1)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(EDITS)
def test_every_earlier_moment_comes_back_as_it_was_seen(edits: list[tuple[str, str, str, int]]) -> None:
    with TemporaryDirectory() as folder, new(Path(folder)) as study:
        add(study)
        then: dict[int, tuple[Code, ...]] = {}
        for edit in edits:
            try:
                do(study, *edit)
            except QualcodeError:
                continue
            done = [c.id for c in study.history.list() if c.state in ("done", "sealed")]
            then = {i: tree for i, tree in then.items() if i in done}
            then[done[-1]] = seen(study)
        now = study.history.list()
        for i, tree in then.items():
            assert study.past.codebook(i).codes == tree
        assert study.history.list() == now, "looking back changes nothing"
        assert study.past.codebook(study.past.last()).codes == seen(study)


def test_what_became_of_codes_is_followed_to_the_end(study: Study) -> None:
    study.codings.apply("interview", span(TEXT, "I trust him"), ["trust", "faith", "hope"])
    since = study.past.last()
    study.codebook.rename("faith", "belief")
    study.codebook.merge(["belief"], "trust")
    study.codebook.merge(["trust"], "hope")
    study.codebook.split("hope", "hope for others", [study.codings.list(code="hope")[0].quotation])
    old, new_tree, steps = study.past.between(since, study.past.last())
    ids = {code.name: code.id for code in old.codes}
    now = {code.name: code.id for code in new_tree.codes}
    assert steps.merged == {ids["faith"]: ids["hope"], ids["trust"]: ids["hope"]}
    assert steps.split == {now["hope for others"]: now["hope"]}


def test_moments_are_named_by_day_time_or_number(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Prague")
    time.tzset()
    try:
        study.codebook.add("first")
        study.codebook.add("second")
        times = {1: "2026-10-30T08:00:00Z", 2: "2026-10-31T23:30:00Z", 3: "2026-11-02T10:00:00Z"}
        with study.store.transaction() as connection:
            for seq in range(1, study.past.last() + 1):
                connection.execute(
                    "UPDATE events SET at = ? WHERE seq = ?", (times[min(3, max(1, seq - 1))], seq)
                )
        last = study.past.last()
        assert study.past.moment("2026-11-01") == last - 2, "half past midnight in Prague is a day later"
        assert study.past.moment("2026-11-01", end=True) == last - 1
        assert study.past.moment("2026-11-02T10:59") == last - 1
        assert study.past.moment("2026-11-02T10:00:00Z", end=True) == last
        assert study.past.moment("1999-01-01") == 0
        assert study.past.moment(f" {last} ") == last
        assert study.past.codebook(0).codes == ()
        for words in ("soon", "", "2026-13-01", "-3", "1.5"):
            with pytest.raises(InputError, match="neither a day nor a change"):
                study.past.moment(words)
        with pytest.raises(InputError, match="no change 4000"):
            study.past.moment("4000")
        with pytest.raises(InputError, match="comes before"):
            study.past.between(last, last - 1)
    finally:
        os.environ.pop("TZ", None)
        monkeypatch.undo()
        time.tzset()


def test_codings_that_were_withdrawn_do_not_hide_the_past(study: Study) -> None:
    study.codebook.add("trust")
    add(study, "other", TEXT + "R: And so it goes on.\n", case="R09")
    before = study.past.last()
    study.codings.apply("other", span(TEXT, "I trust him"), ["trust", "faith"])
    with_faith = study.past.last()
    study.codebook.edit("trust", brief="Relies on somebody")
    withdraw(study, "R09")
    assert [code.name for code in study.past.codebook(with_faith).codes] == ["trust", "faith"]
    first = study.past.codebook(before).codes[0]
    assert (first.name, first.brief) == ("trust", "")


def test_a_withdrawn_definition_says_how_far_back_one_can_look(study: Study) -> None:
    words = "She brought me soup every single day"
    add(study, "other", f"I: Well?\nR: {words}.\n", case="R09")
    study.codebook.add("care")
    before = study.past.last()
    study.codebook.edit("care", example=words)
    hidden = study.past.last()
    study.codebook.edit("care", example="")
    withdraw(study, "R09")
    assert [c.name for c in study.past.codebook(study.past.last()).codes] == ["care"]
    with pytest.raises(InputError, match="withdrawal of consent") as refused:
        study.past.codebook(before)
    assert words not in str(refused.value)
    assert study.past.codebook(hidden + 1).codes[0].example == ""


@pytest.mark.parametrize(
    "operations",
    [
        [["d", "codes", [{"id": 7, "name": 5, "parent_id": None, "position": 0}]]],
        [["d", "codes", [{"id": 7}]]],
        [["u", "codes", [[1, {"parent_id": "x"}]]]],
        [["u", "codes", [[1, {"position": None}]]]],
        [["u", "codes", [[99, {"name": "x"}]]]],
        [["i", "codes", [99]]],
        [["i", "lineage", [99]], ["d", "lineage", [{"id": 99, "code_id": 1.5}]]],
    ],
)
def test_a_record_that_was_tampered_with_is_a_sentence(study: Study, operations: list[object]) -> None:
    study.codebook.add("trust")
    since = study.past.last()
    study.codebook.edit("trust", brief="Relies on somebody")
    with study.store.transaction() as connection:
        connection.execute(
            "UPDATE events SET flip = ? WHERE seq = ?",
            (encode(operations), study.past.last()),  # type: ignore[arg-type]
        )
    with pytest.raises(InputError, match="is damaged"):
        study.past.codebook(since)


def test_a_tree_that_was_tampered_with_into_a_circle_ends(study: Study) -> None:
    study.codebook.add("trust")
    study.codebook.edit("trust", brief="Relies on somebody")
    with study.store.transaction() as connection:
        connection.execute(
            "UPDATE events SET flip = ? WHERE seq = ?",
            (encode([["u", "codes", [[1, {"parent_id": 1}]]]]), study.past.last()),
        )
    assert study.past.codebook(study.past.last() - 1).codes == ()
