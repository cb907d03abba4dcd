"""Undo and redo: any sequence of changes taken back gives the same rows of every table, ids included."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.errors import ConflictError, InputError
from qualcode.frameworks import framework_file, shipped
from qualcode.model.codings import NewCoding
from qualcode.model.frameworks import FrameworkFile
from qualcode.study import Study
from qualcode.study.mappings import NewMapping
from qualcode.study.store.schema import TABLES
from qualcode.workflows.comparing import adopt_shipped
from qualcode.workflows.correcting import edit, join, relabel, return_to, split, store
from tests.study.material import TEXT, add, new, span

Rows = dict[str, list[tuple[object, ...]]]


def rows(study: Study) -> Rows:
    """Every row of every table that the history covers, and of the search index."""
    found: Rows = {table: study.store.rows(f"SELECT * FROM {table} ORDER BY id") for table in TABLES}
    found["turn_index"] = study.store.rows("SELECT rowid, text, document FROM turn_index ORDER BY rowid")
    return found


CODES = ("trust", "Vztah", "looking for people", "põhjus", "a", "b")
names = st.sampled_from(CODES)
spans = st.tuples(st.integers(0, len(TEXT) - 2), st.integers(1, 40)).map(
    lambda s: (s[0], min(s[0] + s[1], len(TEXT)))
)


def edited_model(n: int) -> FrameworkFile:
    """The shipped description of FACT with another note in it."""
    fact = next(file for file in shipped() if file.id == "fact")
    return framework_file(f"{fact.text}# edited {n}\n", "fact.yaml")


def step(
    action: Callable[..., Callable[[Study], object]], *arguments: st.SearchStrategy[object]
) -> st.SearchStrategy[Callable[[Study], object]]:
    """A strategy for one change."""
    return st.tuples(*arguments).map(lambda values: action(*values))


def edited(study: Study, document: str, start: int, stop: int, words: str) -> object:
    """Other words in the place of some of a text."""
    text = study.documents.text(document)
    return store(study, edit(study, document, text[: start % len(text)] + words + text[stop % len(text) :]))


def unanchored(study: Study, n: int) -> int:
    """The number of a quotation that lost its place, or of none."""
    left = study.unanchored.list()
    return left[n % len(left)].number if left else 10_000


KINDS = {
    "correct a text": step(
        lambda s, w: lambda study: edited(study, "interview", *s, w),
        spans,
        st.sampled_from(["", "and ", "I: What?\nR: ", "\n"]),
    ),
    "split a turn": step(
        lambda s, w: lambda study: store(study, split(study, "interview", s[0], w)),
        spans,
        st.sampled_from([None, "I", "Jo"]),
    ),
    "join turns": step(
        lambda n: lambda study: store(study, join(study, "interview", n, n + 1)), st.integers(1, 4)
    ),
    "change a label": step(
        lambda old, new: lambda study: store(study, relabel(study, "interview", {old: new})),
        st.sampled_from(["I", "R"]),
        st.sampled_from(["I", "Jo"]),
    ),
    "return to a version": step(
        lambda n: lambda study: store(study, return_to(study, "second", n)), st.integers(1, 3)
    ),
    "anchor a quotation": step(
        lambda n, s: lambda study: study.unanchored.anchor(unanchored(study, n), (s[0] % 20, s[0] % 20 + 5)),
        st.integers(0, 3),
        spans,
    ),
    "let a quotation go": step(
        lambda n: lambda study: study.unanchored.dismiss([unanchored(study, n)]), st.integers(0, 3)
    ),
    "apply": step(
        lambda s, c, k: lambda study: study.codings.apply("interview", s, c, coder=k, memo="hm"),
        spans,
        names,
        st.sampled_from(["Jana", "Petr"]),
    ),
    "apply two codes": step(
        lambda s, c: lambda study: study.codings.apply("second", (s[0] % 20, s[0] % 20 + 5), [c, "both"]),
        spans,
        names,
    ),
    "remove a coding": step(
        lambda n: (
            lambda study: study.codings.remove(
                [study.codings.list()[n % max(len(study.codings.list()), 1)].id]
            )
        ),
        st.integers(0, 50),
    ),
    "change a coding's code": step(
        lambda n, c: (
            lambda study: study.codings.recode(
                study.codings.list()[n % max(len(study.codings.list()), 1)].id, c
            )
        ),
        st.integers(0, 50),
        names,
    ),
    "move a coding's edges": step(
        lambda n, s: (
            lambda study: study.codings.resize(
                study.codings.list(document="interview")[
                    n % max(len(study.codings.list(document="interview")), 1)
                ].id,
                *s,
            )
        ),
        st.integers(0, 50),
        spans,
    ),
    "in vivo": step(lambda s: lambda study: study.codings.in_vivo("interview", s), spans),
    "add a code": step(lambda c: lambda study: study.codebook.add(c), names),
    "add a category": step(lambda c: lambda study: study.codebook.add(f"C {c}", kind="category"), names),
    "move a code": step(lambda c, d: lambda study: study.codebook.move([c], f"C {d}"), names, names),
    "move a category": step(
        lambda c, d: lambda study: study.codebook.move([f"C {c}"], f"C {d}"), names, names
    ),
    "rename": step(
        lambda c, d: lambda study: study.codebook.rename(c, f"{d} {c}"), names, st.sampled_from("xy")
    ),
    "merge codes": step(lambda c, d, e: lambda study: study.codebook.merge([c, d], e), names, names, names),
    "merge categories": step(
        lambda c, d: lambda study: study.codebook.merge([f"C {c}"], f"C {d}"), names, names
    ),
    "split": step(
        lambda c, n: (
            lambda study: study.codebook.split(
                c, f"{c} 2", [q.quotation for q in study.codings.list(code=c)][: n + 1]
            )
        ),
        names,
        st.integers(0, 2),
    ),
    "delete a code": step(lambda c: lambda study: study.codebook.delete(c, with_codings=True), names),
    "delete a category": step(
        lambda c: lambda study: study.codebook.delete(f"C {c}", with_codings=True), names
    ),
    "edit": step(
        lambda c, t: lambda study: study.codebook.edit(c, brief=t, when=t), names, st.text(max_size=5)
    ),
    "memo on a document": step(
        lambda t: (
            lambda study: study.memos.add(t, kind="reflexive", target="document", target_name="interview")
        ),
        st.text(min_size=1, max_size=9),
    ),
    "memo on a code": step(
        lambda c: lambda study: study.memos.add("note", kind="code", target="code", target_name=c), names
    ),
    "set a quotation": step(
        lambda n, t: (
            lambda study: study.quotations.set(
                study.quotations.list()[n % max(len(study.quotations.list()), 1)].id, memo=t, condensed="c"
            )
        ),
        st.integers(0, 9),
        st.text(max_size=5),
    ),
    "map": step(
        lambda c, n: (
            lambda study: study.mappings.set_many(
                [NewMapping(c, "in_vivo", level=n), NewMapping(c, "outreach")]
            )
        ),
        names,
        st.integers(1, 5),
    ),
    "set a reading": step(
        lambda c, n: (
            lambda study: study.mappings.set_reading(study.codings.list(code=c)[0].quotation, c, "in_vivo", n)
        ),
        names,
        st.integers(1, 5),
    ),
    "set attributes": step(
        lambda v: lambda study: study.cases.set("R01", {"facility": v, "years": "3"}),
        st.sampled_from(["", "clinic", "street"]),
    ),
    "rename a case": step(
        lambda v: lambda study: study.cases.rename("R01", v), st.sampled_from(["R01", "R07", "R1"])
    ),
    "rename a document": step(
        lambda v: lambda study: study.documents.rename("interview", v),
        st.sampled_from(["interview", "Interview"]),
    ),
    "set a role": step(
        lambda r: lambda study: study.documents.set_role("interview", "R", r),
        st.sampled_from(["respondent", "other"]),
    ),
    "import": step(
        lambda n: lambda study: add(study, f"third {n}", f"I: Number {n}?\nR: Yes, {n}."), st.integers(0, 3)
    ),
    "remove a mapping": step(lambda c: lambda study: study.mappings.remove(c, "in_vivo"), names),
    "clear a reading": step(
        lambda c: (
            lambda study: study.mappings.clear_reading(study.codings.list(code=c)[0].quotation, c, "in_vivo")
        ),
        names,
    ),
    "remove a memo": step(
        lambda n: lambda study: study.memos.remove(study.memos.list()[n % 2].id), st.integers(0, 1)
    ),
    "edit a memo": step(
        lambda t: lambda study: study.memos.edit(study.memos.list()[0].id, t), st.text(min_size=1, max_size=5)
    ),
    "set a case": step(
        lambda c: lambda study: study.documents.set_case("second", c), st.sampled_from(["R01", "R02", "new"])
    ),
    "set a language": step(
        lambda v: lambda study: study.documents.set_language("interview", v), st.sampled_from(["cs", "sv"])
    ),
    "adopt": step(lambda n: lambda study: study.frameworks.adopt([edited_model(n)]), st.integers(1, 3)),
    "apply many": step(
        lambda rows: (
            lambda study: study.codings.apply_many([NewCoding("interview", a, b, c) for (a, b), c in rows])
        ),
        st.lists(st.tuples(spans, names), min_size=1, max_size=4),
    ),
    "set the primary coder": step(
        lambda k: lambda study: study.coders.set_primary(k), st.sampled_from(["Jana", "Petr"])
    ),
}
STEPS = st.one_of(*KINDS.values())

REFUSALS = re.compile(
    r"There is no (code|case|coder) “|is outside|same as before|turn is split between|bears nothing any more|no earlier version|cannot be joined|has no (version|turn) |without a place|text of .* is empty|Nobody in |"
    r"in the study already|There is a (code|category|case) “.*” already|There is already"
    r"|” was (merged into|renamed to) “|Name at least one (quotation|code other than)|name is empty|is not mapped to in_vivo"
    r"|lies below|this text is in the study already|is the code that is to be split"
)
"""Why a change in this test may be refused: what it names is not there, is there already, or does not fit."""


def template(folder: Path, *, rich: bool) -> Path:
    """A study to begin with: two documents and the models; a rich one has something of everything."""
    with new(folder) as study:
        add(study)
        add(study, "second", "I: Why?\nR: Because of the weather, mostly.")
        adopt_shipped(study)
        if rich:
            one, two = span(TEXT, "I trust him"), span(TEXT, "look for him")
            for n, code in enumerate(CODES):
                study.codings.apply("interview", one, code, coder="Jana")
                study.codings.apply("interview", (two[0], two[1] + n % 2), code, coder="Petr")
                study.codebook.add(f"C {code}", kind="category")
                study.codebook.move([code], f"C {code}")
                study.mappings.set(code, "in_vivo", level=n % 5 + 1)
                study.mappings.set_reading(1, code, "in_vivo", n % 5 + 1)
            study.memos.add("note", kind="code", target="code", target_name="a")
            study.memos.add("note", kind="code", target="code", target_name="b")
            second = study.documents.text("second")
            for code in "ab":
                study.codings.apply("second", span(second, "Because of the weather"), code, memo="why")
                study.codings.apply("second", span(second, "the weather, mostly"), code)
            number = study.codings.list(document="second")[0].quotation
            study.memos.add("note", kind="reflexive", target="quotation", target_name=number)
            study.mappings.set_reading(number, "a", "in_vivo", 2)
            store(study, edit(study, "second", second.replace("Because of the weather, mostly", "No idea")))
        return study.path


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    """A bare study and a rich one, which the tests copy."""
    return {rich: template(tmp_path_factory.mktemp("template"), rich=rich) for rich in (False, True)}


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(STEPS, min_size=1, max_size=14), rich=st.booleans())
def test_any_sequence_of_changes_comes_back_and_goes_forth_again(
    templates: dict[bool, Path], steps: list[Callable[[Study], object]], rich: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(templates[rich], folder))
        with Study.open(path, actor="Tester") as study:
            states = [rows(study)]
            for action in steps:
                before = rows(study)
                count = len(study.history.list())
                refusal = ""
                try:
                    action(study)
                except IndexError:
                    pass  # the list to choose from is empty
                except InputError as error:  # a ConflictError is none
                    refusal = str(error)
                assert not refusal or REFUSALS.search(refusal)
                if len(study.history.list()) > count:
                    states.append(rows(study))
                else:
                    assert rows(study) == before, "without an event nothing has changed"
        for n, state in enumerate(reversed(states[:-1])):
            with Study.open(path, actor="Tester") as study:
                study.history.undo()
                assert rows(study) == state, f"after {n + 1} undone"
        for n, state in enumerate(states[1:]):
            with Study.open(path, actor="Tester") as study:
                study.history.redo()
                assert rows(study) == state, f"after {n + 1} redone"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_change_that_the_test_above_tries_succeeds_sometimes(
    templates: dict[bool, Path], tmp_path: Path, kind: str
) -> None:
    done: list[str] = []

    @settings(
        max_examples=40,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(action=KINDS[kind])
    def attempt(action: Callable[[Study], object]) -> None:
        if not done:
            before = rows(study)
            count = len(study.history.list())
            with suppress(InputError, IndexError):
                action(study)
            if len(study.history.list()) > count:
                assert rows(study) != before
                done.append(kind)

    for path in templates.values():
        with Study.open(Path(shutil.copy(path, tmp_path)), actor="Tester") as study:
            attempt()
    assert done


def test_undo_works_after_the_study_was_closed_and_opened(tmp_path: Path) -> None:
    with new(tmp_path) as study:
        add(study)
        study.codings.apply("interview", span(TEXT, "I trust him"), "trust")
        path = study.path
    with Study.open(path, actor="Tester") as study:
        assert study.history.undo()[0].label.startswith("Applied “trust”")
        assert study.codings.list() == ()
        assert study.codebook.tree() == (), "the code was created with the coding"
    with Study.open(path, actor="Tester") as study:
        study.history.redo()
        assert [row.text for row in study.codings.list()] == ["I trust him"]


def test_everybody_undoes_their_own_last_change(tmp_path: Path) -> None:
    with new(tmp_path, "Jana") as jana, Study.open(jana.path, actor="Petr") as petr:
        add(jana)
        jana.codings.apply("interview", (3, 9), "hers")
        petr.codings.apply("interview", (3, 12), "his", coder="Petr")
        jana.history.undo()
        assert [row.code for row in petr.codings.list()] == ["his"]
        petr.history.undo()
        assert petr.codings.list() == ()
        jana.history.redo()
        assert [row.code for row in jana.codings.list()] == ["hers"]


def test_undo_says_which_later_change_rests_on_it(tmp_path: Path) -> None:
    with new(tmp_path, "Jana") as jana, Study.open(jana.path, actor="Petr") as petr:
        add(jana)
        jana.codebook.add("trust")
        petr.codebook.rename("trust", "confidence")
        before = rows(jana)
        with pytest.raises(ConflictError, match="Renamed “trust” to “confidence”.*Petr"):
            jana.history.undo()
        assert rows(jana) == before
        petr.history.undo()
        jana.history.undo()
        assert jana.codebook.tree() == ()


def test_undo_of_a_code_that_somebody_has_applied_is_refused(tmp_path: Path) -> None:
    with new(tmp_path, "Jana") as jana, Study.open(jana.path, actor="Petr") as petr:
        add(jana)
        jana.codebook.add("trust")
        petr.codings.apply("interview", (3, 12), "trust")
        with pytest.raises(ConflictError, match="rests on it"):
            jana.history.undo()
        assert len(jana.codings.list()) == 1


def test_a_new_change_ends_what_could_be_redone(tmp_path: Path) -> None:
    with new(tmp_path) as study:
        study.codebook.add("one")
        study.history.undo()
        study.codebook.add("two")
        with pytest.raises(InputError, match="nothing to redo"):
            study.history.redo()
        assert [c.undone for c in study.history.list()] == [False, True, False]


def test_quotation_numbers_are_never_used_twice(tmp_path: Path) -> None:
    with new(tmp_path) as study:
        add(study)
        study.codings.apply("interview", (3, 9), "a")
        study.history.undo()
        study.codings.apply("interview", (3, 9), "a")
        assert [row.quotation for row in study.codings.list()] == [2]


def test_the_creation_of_a_study_cannot_be_undone(tmp_path: Path) -> None:
    with new(tmp_path) as study:
        with pytest.raises(InputError, match="nothing to undo"):
            study.history.undo()
        assert study.title == "A study"


def test_a_joined_change_is_one_step_and_all_or_nothing(tmp_path: Path) -> None:
    with new(tmp_path) as study:
        with study.change("test", "Two at once"):
            study.codebook.add("one")
            study.codebook.add("two")
        assert len(study.history.list()) == 2
        before = rows(study)
        with pytest.raises(ZeroDivisionError), study.change("test", "Fails"):
            study.codebook.add("three")
            raise ZeroDivisionError
        assert rows(study) == before
        study.history.undo()
        assert study.codebook.tree() == ()


def test_listeners_hear_of_changes_undo_and_redo(tmp_path: Path) -> None:
    with new(tmp_path) as study:
        document = add(study)
        heard = []
        end = study.subscribe(heard.append)
        study.codings.apply("interview", (3, 9), "a")
        study.history.undo()
        study.history.redo()
        end()
        study.history.undo()
        assert [news.op for news in heard] == ["codings.apply"] * 3
        assert heard[0].documents == {document.id}
        assert {"codings", "quotations"} <= heard[1].tables
