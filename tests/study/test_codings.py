"""Codings and quotations: spans, overlaps, coders, tables, in vivo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import InputError, NotFoundError
from qualcode.model.arrays import ROLE_CODES
from qualcode.model.codings import NewCoding
from qualcode.study import Study
from tests.study.material import TEXT, add, new, span


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new(tmp_path) as made:
        add(made)
        yield made


def test_a_coding_knows_its_words_turn_speaker_and_case(study: Study) -> None:
    study.codings.apply("interview", span(TEXT, "Důvěra je základ."), "důvěra", memo="key sentence")
    (row,) = study.codings.list()
    assert (row.text, row.turn, row.speaker, row.role, row.case, row.coder, row.memo) == (
        "Důvěra je základ.",
        2,
        "R",
        "respondent",
        "R01",
        "Tester",
        "key sentence",
    )


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (5, 5, "is empty"),
        (9, 5, "is reversed"),
        (-1, 5, "is outside"),
        (0, len(TEXT) + 1, "is outside"),
        (10_000, 10_001, "is outside"),
    ],
)
def test_a_span_that_is_none_is_refused_and_creates_nothing(
    study: Study, start: int, end: int, words: str
) -> None:
    with pytest.raises(InputError, match=words):
        study.codings.apply("interview", (start, end), "new code")
    assert study.codebook.tree() == ()
    assert study.quotations.list() == ()


def test_overlapping_and_nested_codings_stand_side_by_side(study: Study) -> None:
    for start, end in ((30, 60), (40, 50), (45, 80), (30, 60)):
        study.codings.apply("interview", (start, end), "inner thing")
    assert [(r.start, r.end) for r in study.codings.list()] == [(30, 60), (40, 50), (45, 80)], (
        "once per span and coder"
    )


def test_a_code_is_never_applied_twice_to_a_span_by_one_coder(study: Study) -> None:
    first = study.codings.apply("interview", (3, 9), "a")
    events = len(study.history.list())
    assert study.codings.apply("interview", (3, 9), "A") == first
    assert len(study.history.list()) == events
    assert study.codings.apply("interview", (3, 9), "a", coder="Petr") != first


def test_closed_coding_refuses_unknown_codes_and_categories_are_never_applied(study: Study) -> None:
    with pytest.raises(NotFoundError, match="no code “a”"):
        study.codings.apply("interview", (3, 9), "a", closed=True)
    study.codebook.add("Team", kind="category")
    with pytest.raises(InputError, match="only codes are applied"):
        study.codings.apply("interview", (3, 9), "team")


def test_in_vivo_makes_a_code_of_the_words_themselves(study: Study) -> None:
    start, end = span(TEXT, "Důvěra je základ")
    study.codings.in_vivo("interview", (start - 1, end))
    (row,) = study.codings.list()
    assert (row.code, row.text) == ("Důvěra je základ", "Důvěra je základ")
    assert study.codebook.get("důvěra je základ").origin == "in vivo"
    assert len(study.history.list()) == 3, "created study, import, one coding"


def test_a_table_is_applied_whole_or_not_at_all(study: Study) -> None:
    rows = [
        NewCoding("interview", 3, 9, "a"),
        NewCoding("INTERVIEW", 3, 12, "b", coder="Petr", memo="m"),
        NewCoding("interview", 5, 5, "c"),
    ]
    with pytest.raises(InputError, match="is empty"):
        study.codings.apply_many(rows)
    assert study.codings.list() == ()
    assert study.codebook.tree() == ()
    with pytest.raises(InputError, match="Row 2"):
        study.codings.apply_many([rows[0], NewCoding("nowhere", 1, 2, "a")])
    ids = study.codings.apply_many(rows[:2])
    assert [r.id for r in sorted(study.codings.list(), key=lambda r: r.id)] == sorted(ids)
    assert len(study.history.list()) == 3


def test_a_row_whose_words_do_not_stand_there_is_refused(study: Study) -> None:
    start, end = span(TEXT, "I trust him")
    study.codings.apply_many([NewCoding("interview", start, end, "a", text="I trust him")])
    with pytest.raises(InputError, match="does not hold the words"):
        study.codings.apply_many([NewCoding("interview", start + 1, end, "a", text="I trust him")])


def test_removing_the_last_coding_removes_a_bare_quotation_but_not_one_with_a_memo(study: Study) -> None:
    bare = study.codings.apply("interview", (3, 9), "a")
    noted = study.codings.apply("interview", (3, 12), "a", memo="keep me")
    study.codings.remove([*bare, *noted])
    assert [(q.memo, q.text) for q in study.quotations.list()] == [("keep me", TEXT[3:12])]
    with pytest.raises(NotFoundError, match="no coding"):
        study.codings.remove(bare)


def test_the_primary_coder_is_the_first_and_can_be_chosen(study: Study) -> None:
    assert study.primary_coder == "Tester"
    study.codings.apply("interview", (3, 9), "a", coder="Jana")
    study.codings.apply("interview", (3, 12), "a")
    assert {r.coder for r in study.codings.list()} == {"Jana"}, "apply writes as the primary coder"
    study.codings.apply("interview", (3, 9), "b", coder="Petr")
    study.coders.set_primary("petr")
    assert study.primary_coder == "Petr"
    with pytest.raises(NotFoundError, match="the coders are: Jana, Petr"):
        study.coders.set_primary("Eva")
    with pytest.raises(InputError, match="all coders together"):
        study.codings.apply("interview", (3, 9), "b", coder="ALL")


def test_arrays_hold_one_coder_or_all_folded(study: Study) -> None:
    study.codings.apply("interview", (3, 9), "a", coder="Jana")
    study.codings.apply("interview", (3, 9), ["a", "b"], coder="Petr")
    assert list(study.codings.incidence().quotation) == [1]
    assert len(study.codings.incidence("Petr").code) == 2
    pooled = study.codings.incidence("all")
    assert [pooled.nodes[k].name for k in pooled.code] == ["a", "b"]
    turns = pooled.turns
    assert [TEXT[a:b] for a, b in zip(turns.start, turns.end, strict=True)][
        1
    ] == "I trust him, and he trusts me. Důvěra je základ."
    assert list(turns.role)[:2] == [ROLE_CODES["interviewer"], ROLE_CODES["respondent"]]
    sentences = study.codings.sentences(pooled)
    assert [TEXT[a:b] for a, b in zip(sentences.start, sentences.end, strict=True)][1:3] == [
        "I trust him, and he trusts me.",
        "Důvěra je základ.",
    ]


def test_a_category_stands_for_all_below_it(study: Study) -> None:
    study.codebook.add("Team", kind="category")
    study.codebook.add("inner", kind="category", under="Team")
    study.codings.apply("interview", (3, 9), ["a", "b"])
    study.codebook.move("a", "inner")
    assert [r.code for r in study.codings.list(code="Team")] == ["a"]


def test_one_coding_costs_few_statements(study: Study) -> None:
    study.codings.apply("interview", (3, 9), "a")
    statements: list[str] = []
    study.store.connection.set_trace_callback(statements.append)
    study.codings.apply("interview", (12, 20), "a")
    study.store.connection.set_trace_callback(None)
    assert len(statements) <= 20, statements


def test_listing_codings_costs_the_same_number_of_queries_for_one_and_many(study: Study) -> None:
    def queries() -> int:
        seen: list[str] = []
        study.store.connection.set_trace_callback(seen.append)
        study.codings.list()
        study.store.connection.set_trace_callback(None)
        return len(seen)

    study.codings.apply("interview", (3, 9), "a")
    few = queries()
    study.codings.apply_many([NewCoding("interview", n, n + 5, f"code {n}") for n in range(60)])
    assert queries() <= few
