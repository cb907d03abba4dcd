"""Every measure in every unit on a study small enough to count by hand, and the further units taken at their word."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import combinations
from random import Random
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis import cooccurrence, quotations_behind
from qualcode.analysis.measures import measure_matrix
from qualcode.analysis.subsets import subset
from qualcode.errors import InputError
from qualcode.model.arrays import ROLE_CODES, Incidence, Units
from qualcode.model.results import Pair, Unit
from tests.analysis.building import Coding, Turn, incidence, units
from tests.analysis.test_cooccurrence import coded

TURNS: list[Turn] = [
    (0, 0, 20, "respondent"),
    (0, 20, 30, "interviewer"),
    (0, 30, 60, "respondent"),
    (1, 0, 50, "respondent"),
]
SENTENCES: list[Turn] = [
    (0, 0, 8, "respondent"), (0, 8, 20, "respondent"), (0, 20, 30, "interviewer"), (0, 30, 45, "respondent"),
    (0, 45, 60, "respondent"), (1, 0, 15, "respondent"), (1, 15, 50, "respondent"),
]  # fmt: skip
CODINGS: list[Coding] = [
    (0, 0, 10, "a"), (0, 35, 45, "a"), (1, 0, 10, "a"),
    (0, 5, 15, "b"), (0, 35, 45, "b"), (0, 36, 40, "b"), (1, 20, 30, "b"),
]  # fmt: skip


def by_hand() -> Incidence:
    return incidence(CODINGS, turns=TURNS, documents=2, length=60)


def only(unit: Unit, within: int = 1, of: str = "turns") -> Pair:
    found = cooccurrence(by_hand(), unit=unit, sentences=units(SENTENCES), within=within, of=of)  # type: ignore[arg-type]
    (pair,) = found.pairs
    return pair


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        # three pairs of codings; 30 characters under each, 15 under both, 100 characters of respondents' speech
        ("overlap", (3, 1, 1, 1 / 3, 1 / 2, 3 / (3 + 4 - 3), 1 / 2, 1 / 2, 15 * 100 / (30 * 30))),
        # a in four of six sentences, b in four, both in three
        ("sentence", (3, 1, 1, 3 / 5, 6 / 8, 3 / 5, 3 / 4, 3 / 4, 3 * 6 / (4 * 4))),
        ("turn", (3, 2, 2, 1, 1, 1, 1, 1, 1)),
        ("document", (2, 2, 2, 1, 1, 1, 1, 1, 1)),
        # six different spans: a on three, b on four, both on one
        ("exact", (1, 1, 1, 1 / 6, 2 / 7, 1 / 6, 1 / 3, 1 / 4, 1 * 6 / (3 * 4))),
        # one coding of a is just one of b and holds another: one of a's three in b, two of b's four in a
        ("inclusion", (2, 1, 1, 3 / 11, 3 / 7, 2 / (3 + 4 - 2), 1 / 3, 2 / 4, None)),
    ],
)
def test_every_measure_is_what_is_counted_by_hand(unit: Unit, expected: tuple[float | None, ...]) -> None:
    pair = only(unit)
    found = (
        pair.count, pair.documents, pair.respondents, pair.jaccard, pair.dice, pair.c, pair.b_given_a, pair.a_given_b, pair.lift,
    )  # fmt: skip
    assert found == pytest.approx(expected)
    assert (pair.a_in_b, pair.b_in_a) == ((1, 2) if unit == "inclusion" else (None, None))


def test_the_distance_is_counted_in_the_role_s_units_from_edge_to_edge() -> None:
    same_turn, next_turn = only("proximity", 0), only("proximity", 1)
    assert (same_turn.count, same_turn.documents) == (4, 2)
    assert next_turn.count == 7, "the interviewer's turn between does not count as a step"
    assert same_turn.c == pytest.approx(4 / (3 + 4 - 4))
    assert next_turn.c is None, "as many pairs as codings: undefined, not infinite"
    assert (next_turn.dice, next_turn.jaccard, next_turn.lift) == (1.0, 1.0, None)
    # by sentences: the pairs of the same sentence, a2 and b1 in sentences that follow one another, and document 2's
    assert only("proximity", 0, "sentences").count == 3
    assert only("proximity", 1, "sentences").count == 3 + 1 + 2 + 1


def test_the_matrix_of_a_directed_measure_reads_from_row_to_column() -> None:
    found = cooccurrence(by_hand(), unit="inclusion")
    assert measure_matrix(found, "conditional") == [[None, 1 / 3], [2 / 4, None]]
    assert measure_matrix(found, "inside") == [[None, 1], [2, None]]
    assert measure_matrix(found, "count") == [[3, 2], [2, 4]]
    assert measure_matrix(found, "respondents") == [[2, 1], [1, 2]]
    assert measure_matrix(cooccurrence(by_hand(), minimum=9), "lift") == [[None, None], [None, None]]


def test_respondents_are_counted_once_however_many_interviews_they_gave() -> None:
    data = incidence([(d, 0, 9, code) for d in range(3) for code in "ab"], documents=3)
    one_case = replace(data, cases=data.cases[:2], document_case=data.document_case[:0])
    one_case.document_case.extend([0, 0, 1])
    (pair,) = cooccurrence(one_case).pairs
    assert (pair.documents, pair.respondents) == (3, 2)


def literally(
    data: Incidence, unit: str, role: str | None, sentences: Units, within: int, of: str
) -> dict[tuple[str, str], tuple[int, float, float, int]]:
    """Exact, inclusion and proximity by sets of characters and all pairs of codings."""
    settled = {d for d, r in zip(data.turns.document, data.turns.role, strict=True) if r}

    def said(source: Units) -> list[tuple[int, set[int]]]:
        rows = [
            (d, set(range(s, e)))
            for d, s, e, r in zip(source.document, source.start, source.end, source.role, strict=True)
            if role is None or d not in settled or r == ROLE_CODES[role]  # type: ignore[index]
        ]
        if source is data.turns:
            bare = set(range(len(data.documents))) - set(data.turns.document)
            rows += [(d, set(range(data.documents[d].characters))) for d in bare]
        return [row for row in rows if row[1]]

    speech: dict[int, set[int]] = defaultdict(set)
    for document, letters in said(data.turns):
        speech[document] |= letters
    steps: dict[int, list[set[int]]] = defaultdict(list)
    for document, letters in sorted(
        said(sentences if of == "sentences" else data.turns), key=lambda row: (row[0], min(row[1]))
    ):
        steps[document].append(letters & speech[document])
    held: dict[str, list[tuple[int, frozenset[int], list[int]]]] = defaultdict(list)
    for row in range(len(data.code)):
        document = data.document[row]
        mine = frozenset(set(range(data.start[row], data.end[row])) & speech[document])
        touched = [i for i, letters in enumerate(steps[document]) if letters & mine]
        if mine and (unit != "proximity" or touched):
            held[data.nodes[data.code[row]].name].append((document, mine, touched))

    def meet(x: tuple[int, frozenset[int], list[int]], y: tuple[int, frozenset[int], list[int]]) -> bool:
        if x[0] != y[0]:
            return False
        if unit == "inclusion":
            return x[1] <= y[1] or y[1] <= x[1]
        return max(min(x[2]) - max(y[2]), min(y[2]) - max(x[2]), 0) <= within

    found = {}
    for a, b in combinations(sorted(held), 2):
        if unit == "exact":
            first, second = ({(d, letters) for d, letters, _ in held[name]} for name in (a, b))
            count, documents = len(first & second), len({d for d, _ in first & second})
            dice = 2 * count / (len(first) + len(second))
            jaccard = count / len(first | second)
        else:
            pairs = [(x, y) for x in held[a] for y in held[b] if meet(x, y)]
            count, documents = len(pairs), len({x[0] for x, _ in pairs})
            matched = sum(any(meet(x, y) for y in held[b]) for x in held[a]) + sum(
                any(meet(x, y) for x in held[a]) for y in held[b]
            )
            dice = matched / (len(held[a]) + len(held[b]))
            jaccard = dice / (2 - dice)
        if count:
            found[a, b] = (count, jaccard, dice, documents)
    return found


@settings(deadline=None, max_examples=120)
@given(
    coded(),
    st.sampled_from(["exact", "inclusion", "proximity"]),
    st.sampled_from(["respondent", None]),
    st.integers(0, 3),
    st.sampled_from(["sentences", "turns"]),
)
def test_the_further_units_equal_their_definitions_taken_literally(
    case: tuple[Incidence, Units], unit: Unit, role: str | None, within: int, of: str
) -> None:
    data, sentences = case
    result = cooccurrence(data, unit=unit, role=role, sentences=sentences, within=within, of=of)  # type: ignore[arg-type]
    expected = literally(data, unit, role, sentences, within, of)
    found = {(pair.a, pair.b): (pair.count, pair.jaccard, pair.dice, pair.documents) for pair in result.pairs}
    assert found.keys() == expected.keys()
    for names, figures in expected.items():
        assert found[names] == pytest.approx(figures)
    for a, b in combinations(result.codes, 2):
        numbers = quotations_behind(
            data,
            a,
            b,
            unit=unit,
            role=role,
            sentences=sentences,
            within=within,
            of=of,  # type: ignore[arg-type]
        )
        assert bool(numbers) == ((a, b) in expected)
        assert numbers == quotations_behind(
            data,
            b,
            a,
            unit=unit,
            role=role,
            sentences=sentences,
            within=within,
            of=of,  # type: ignore[arg-type]
        )


@settings(deadline=None, max_examples=60)
@given(coded(), st.sampled_from(get_args(Unit)), st.randoms(use_true_random=False))
def test_the_order_of_documents_changes_no_figure(
    case: tuple[Incidence, Units], unit: Unit, random: Random
) -> None:
    data, sentences = case
    new = random.sample(range(len(data.documents)), len(data.documents))
    rows = [
        (new[d], s, e, data.nodes[c].name)
        for d, s, e, c in zip(data.document, data.start, data.end, data.code, strict=True)
    ]
    role_of = {number: role for role, number in ROLE_CODES.items()}

    def moved(source: Units) -> list[Turn]:
        return [
            (new[d], s, e, role_of[r])
            for d, s, e, r in zip(source.document, source.start, source.end, source.role, strict=True)
        ]

    other = incidence(
        rows, turns=moved(data.turns), documents=len(new), codes="abcdef", length=data.documents[0].characters
    )
    here = cooccurrence(data, unit=unit, sentences=sentences)
    there = cooccurrence(other, unit=unit, sentences=units(moved(sentences)))
    assert {(p.a, p.b): replace(p) for p in here.pairs} == {(p.a, p.b): p for p in there.pairs}
    assert (here.frequencies, here.total) == (there.frequencies, there.total)


@settings(deadline=None, max_examples=60)
@given(coded(), st.sampled_from(get_args(Unit)))
def test_shares_stay_between_0_and_1_and_dice_is_never_below_jaccard(
    case: tuple[Incidence, Units], unit: Unit
) -> None:
    data, sentences = case
    for pair in cooccurrence(data, unit=unit, role=None, sentences=sentences).pairs:
        assert pair.dice is not None
        assert pair.b_given_a is not None
        assert pair.a_given_b is not None
        assert 0 <= pair.jaccard <= pair.dice <= 1
        assert 0 <= pair.b_given_a <= 1
        assert 0 <= pair.a_given_b <= 1
        assert (pair.lift is None) == (unit in ("inclusion", "proximity"))
        assert pair.c is None or pair.c > 0


def test_a_part_of_the_documents_is_counted_as_if_there_were_no_others() -> None:
    data = by_hand()
    part = subset(data, documents={1})
    assert (len(part.documents), [case.label for case in part.cases]) == (1, ["R01"])
    (pair,) = cooccurrence(part).pairs
    assert (pair.count, pair.documents) == (3, 1)
    assert pair.lift == pytest.approx(15 * 50 / (20 * 20))
    assert cooccurrence(subset(data, documents={2})).pairs == ()
    assert subset(data, documents={1, 2}) is data


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"within": -1}, "at least 0"),
        ({"of": "pages"}, "sentences or turns"),
        ({"of": "sentences"}, "Sentences"),
    ],
)
def test_a_wrong_distance_is_said_in_a_sentence(options: dict[str, object], words: str) -> None:
    with pytest.raises(InputError, match=words):
        cooccurrence(by_hand(), unit="proximity", **options)  # type: ignore[arg-type]


def test_large_inputs_are_counted_alike_on_every_path(monkeypatch: pytest.MonkeyPatch) -> None:
    from qualcode.analysis import overlap, placing

    random = Random(5)
    rows = sorted(
        {(random.randrange(3), at, at + random.randrange(1, 30), random.choice("abcd")) for at in range(400)}
    )
    data = incidence(rows, turns=[(d, s, s + 11, "respondent") for d in range(3) for s in range(0, 430, 11)])
    units_: tuple[Unit, ...] = ("overlap", "turn", "document")
    before = [cooccurrence(data, unit=unit) for unit in units_]
    monkeypatch.setattr(overlap, "_FLAGS", 0)
    monkeypatch.setattr(placing, "_FLAGS", 0)
    monkeypatch.setattr(overlap, "_PRODUCT", 0)
    monkeypatch.setattr(overlap, "_BLOCK", 7)
    assert [cooccurrence(data, unit=unit) for unit in units_] == before
