"""People, documents, codings, quotations, turns and words of each node, against a count that visits every character."""

from __future__ import annotations

import random
from array import array
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.counting import Words, counted, placed
from qualcode.analysis.crosstab import count_nodes, cross
from qualcode.analysis.subsets import subset
from qualcode.model.arrays import Incidence
from qualcode.model.documents import Case
from qualcode.model.frequencies import MEASURES
from tests.analysis.building import Coding, Turn, incidence, reordered

LENGTH = 24
TREE = {"Place": ["home", "Outside"], "Outside": ["street"]}


def words_at(starts: Sequence[tuple[int, int]]) -> Words:
    """Words that begin at these places: document and offset."""
    ordered = sorted(starts)
    return Words(
        np.array([document for document, _ in ordered], dtype=np.int64),
        np.array([start for _, start in ordered], dtype=np.int64),
    )


EVERY_THIRD = words_at([(document, start) for document in range(4) for start in range(0, LENGTH, 3)])


@st.composite
def studies(draw: st.DrawFn) -> Incidence:
    many = draw(st.integers(1, 3))
    turns: list[Turn] = []
    for n in range(many):
        cuts = sorted(draw(st.sets(st.integers(0, LENGTH), min_size=2, max_size=8)))
        turns += [
            (n, start, end, draw(st.sampled_from(("respondent", "interviewer"))))
            for start, end in zip(cuts[::2], cuts[1::2], strict=False)
        ]
    codings = draw(
        st.sets(
            st.tuples(
                st.integers(0, many - 1),
                st.integers(0, LENGTH - 1),
                st.integers(1, 9),
                st.sampled_from(["home", "street", "trust"]),
            ),
            max_size=14,
        )
    )
    rows = sorted({(d, start, min(LENGTH, start + length), code) for d, start, length, code in codings})
    return incidence(rows, turns=turns, documents=many, categories=TREE, codes=["trust"], length=LENGTH)


def naive(data: Incidence, name: str) -> dict[str, object]:
    """The figures of one node, one character after the other."""
    inside = {each.name for each in data.nodes if name in each.path}
    turns = list(zip(data.turns.document, data.turns.start, data.turns.end, data.turns.role, strict=True))
    known = {d for d, _, _, role in turns if role}
    heard = [(d, s, e) for d, s, e, role in turns if role == 2 or d not in known]
    speech = {(d, at) for d, s, e in heard for at in range(s, e)}
    speech |= {
        (d, at) for d in range(len(data.documents)) if d not in {t[0] for t in turns} for at in range(LENGTH)
    }
    rows = [
        (data.document[i], data.start[i], data.end[i], data.quotation[i])
        for i in range(len(data.code))
        if data.nodes[data.code[i]].name in inside
        and any((data.document[i], at) in speech for at in range(data.start[i], data.end[i]))
    ]
    under = {(d, at) for d, s, e, _ in rows for at in range(s, e)} & speech
    starts = set(zip(EVERY_THIRD.document.tolist(), EVERY_THIRD.start.tolist(), strict=True))
    stretches = 0
    for document in {row[0] for row in rows}:
        reached = -1
        for start, end in sorted((s, e) for d, s, e, _ in rows if d == document):
            stretches += start > reached
            reached = max(reached, end)
    return {
        "cases": tuple(sorted({f"R{d + 1:02d}" for d, *_ in rows})),
        "documents": len({d for d, *_ in rows}),
        "codings": len({row[3] for row in rows}),
        "quotations": tuple(sorted({row[3] for row in rows})),
        "turns": sum(any((d, at) in under for at in range(s, e)) for d, s, e in heard),
        "words": len(under & starts),
        "merged": stretches,
    }


@given(studies())
def test_every_figure_equals_a_naive_count(data: Incidence) -> None:
    apart = count_nodes(data, words=EVERY_THIRD)
    merged = count_nodes(data, touching="merged")
    for row, joined in zip(apart.rows, merged.rows, strict=True):
        wanted = naive(data, row.code)
        assert joined.codings == wanted.pop("merged")
        assert {name: getattr(row, name) for name in wanted} == wanted
        assert joined.codings <= row.codings
        assert row.respondents == len(row.cases)


@given(studies(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(data: Incidence, chance: random.Random) -> None:
    order = list(range(len(data.code)))
    chance.shuffle(order)
    other = reordered(data, order)
    assert count_nodes(other, words=EVERY_THIRD) == count_nodes(data, words=EVERY_THIRD)
    assert count_nodes(other, touching="merged") == count_nodes(data, touching="merged")


@given(
    studies(), st.lists(st.sampled_from(["a", "b", ""]), min_size=3, max_size=3), st.sampled_from(MEASURES)
)
def test_columns_of_a_crosstab_add_up(data: Incidence, values: list[str], measure: str) -> None:
    data = replace(
        data,
        cases=tuple(
            replace(case, attributes={"type": value} if value else {})
            for case, value in zip(data.cases, values, strict=False)
        ),
    )
    by_value = cross(data, by="TYPE", measure=measure, level="all", words=EVERY_THIRD)  # type: ignore[arg-type]
    by_document = cross(data, by=None, measure=measure, level="all", words=EVERY_THIRD)  # type: ignore[arg-type]
    plain = count_nodes(data, words=EVERY_THIRD)
    assert sum(column.cases for column in by_value.columns) == len(data.documents)
    assert [column.name for column in by_value.columns] == sorted(
        {value or "—" for value in values[: len(data.cases)]}, key=lambda value: (value == "—", value)
    )
    for row, other, alone in zip(by_value.rows, by_document.rows, plain.rows, strict=True):
        figure = getattr(alone, measure)
        assert row.total == other.total == (len(figure) if isinstance(figure, tuple) else figure)
        assert sum(row.counts) == sum(other.counts) == row.total
        assert sorted(number for cell in row.quotations for number in cell) == list(alone.quotations)
        assert [bool(cell) for cell in other.quotations] == [
            bool(number) for number in cross(data, by=None, measure="codings", level="all").rows[
                [each.path for each in by_document.rows].index(other.path)
            ].counts
        ]  # fmt: skip


def test_two_interviews_of_one_respondent_count_as_one_person() -> None:
    data = incidence([(0, 0, 5, "a"), (1, 0, 5, "a"), (2, 0, 5, "a")], length=LENGTH)
    data = replace(
        data,
        cases=(Case(1, "R01", {"type": "x"}), Case(2, "R02", {})),
        documents=tuple(
            replace(each, case_id=case) for each, case in zip(data.documents, (1, 1, 2), strict=True)
        ),
        case=array("q", [0, 0, 1]),
        document_case=array("q", [0, 0, 1]),
    )
    (row,) = count_nodes(data).rows
    assert (row.respondents, row.documents, row.codings) == (2, 3, 3)
    table = cross(data, by="type")
    assert [(each.name, each.cases, each.documents) for each in table.columns] == [("x", 1, 2), ("—", 1, 1)]
    assert table.rows[0].counts == (1, 1)
    assert cross(data, by="type", measure="documents").rows[0].counts == (2, 1)
    across = cross(data, by=None, measure="respondents").rows[0]
    assert (across.counts, across.total) == ((1, 1, 1), 2)


def test_a_category_folds_codes_on_one_quotation() -> None:
    data = incidence(
        [(0, 0, 5, "home"), (0, 0, 5, "street"), (1, 3, 9, "street")], categories=TREE, length=LENGTH
    )
    rows = {row.code: row for row in count_nodes(data).rows}
    assert [rows[name].codings for name in ("Place", "home", "Outside", "street")] == [2, 1, 2, 2]


def test_touching_codings_are_one_where_they_are_merged() -> None:
    data = incidence([(0, 0, 5, "a"), (0, 5, 9, "a"), (0, 10, 12, "a"), (0, 8, 11, "b")], length=LENGTH)
    assert [row.codings for row in count_nodes(data, touching="merged").rows] == [2, 1]
    reach = np.array([end + (end == 9) for end in data.end], dtype=np.int64)
    assert [row.codings for row in count_nodes(data, touching="merged", reach=reach).rows] == [1, 1]
    assert [row.codings for row in count_nodes(data).rows] == [3, 1]


def test_only_the_role_counts_unless_no_role_is_known() -> None:
    turns: list[Turn] = [(0, 0, 10, "interviewer"), (0, 10, 20, "respondent")]
    codings: list[Coding] = [(0, 0, 5, "question"), (0, 12, 15, "answer")]
    data = incidence(codings, turns=turns, length=LENGTH)
    found = {row.code: row.respondents for row in count_nodes(data).rows}
    assert found == {"answer": 1, "question": 0}
    assert {row.code: row.turns for row in count_nodes(data, role=None).rows} == {"answer": 1, "question": 1}
    unknown = incidence(codings, turns=[(0, 0, 10, "unknown"), (0, 10, 20, "unknown")], length=LENGTH)
    assert {row.code: row.respondents for row in count_nodes(unknown).rows} == {"answer": 1, "question": 1}
    assert count_nodes(unknown).role is None


def test_nothing_at_all_and_levels_without_nodes() -> None:
    assert count_nodes(incidence([])).rows == ()
    assert cross(incidence([]), by=None).columns == ()
    bare = count_nodes(incidence([], codes=["a"], documents=2))
    assert (bare.rows[0].respondents, bare.rows[0].quotations, bare.cases) == (0, (), 2)
    data = incidence([(0, 0, 5, "a")])
    assert count_nodes(data, level="theme").rows == ()
    assert cross(data, by=None, level="category").rows == ()


@given(studies())
def test_a_part_of_the_cases_is_counted_as_if_the_others_were_not_there(data: Incidence) -> None:
    part = subset(data, cases={data.cases[0].id})
    assert [case.label for case in part.cases] == ["R01"]
    assert len(part.documents) == 1
    whole = cross(data, by=None, measure="turns", level="all")
    alone = cross(part, by=None, measure="turns", level="all")
    assert [row.counts[0] for row in whole.rows] == [row.counts[0] for row in alone.rows]
    assert subset(data, cases={case.id for case in data.cases}) is data


def test_words_have_to_be_handed_over() -> None:
    with pytest.raises(ValueError, match="words"):
        counted(placed(incidence([(0, 0, 5, "a")]), [0]), "words")
