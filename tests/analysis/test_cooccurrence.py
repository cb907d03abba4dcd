from __future__ import annotations

from collections import defaultdict
from itertools import combinations, pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.cooccurrence import Level, cooccurrence, matrix, quotations_together
from qualcode.errors import InputError
from qualcode.model.arrays import ROLE_CODES, Incidence, Units
from qualcode.model.documents import Role
from qualcode.model.results import Cooccurrence, Unit
from tests.analysis.building import Coding, Turn, incidence, reordered, units

LENGTH = 40
SPEAKERS: tuple[Role, ...] = ("respondent", "interviewer", "unknown")


def naive(
    data: Incidence, unit: Unit, role: str | None, level: str = "code", sentences: Units | None = None
) -> dict[tuple[str, str], tuple[int, float, int]]:
    """Every definition taken at its word: sets of characters, all pairs, no cleverness."""
    settled = {d for d, r in zip(data.turns.document, data.turns.role, strict=True) if r}

    def spoken(source: Units) -> list[tuple[int, set[int]]]:
        kept = [
            (d, set(range(s, e)))
            for d, s, e, r in zip(source.document, source.start, source.end, source.role, strict=True)
            if role is None or d not in settled or r == ROLE_CODES[role]  # type: ignore[index]
        ]
        bare = [i for i in range(len(data.documents)) if i not in set(data.turns.document)]
        return kept + (
            [(d, set(range(data.documents[d].characters))) for d in bare] if source is data.turns else []
        )

    speech: dict[int, set[int]] = defaultdict(set)
    for document, letters in spoken(data.turns):
        speech[document] |= letters
    above: dict[int, list[int]] = {}
    by_id = {node.id: i for i, node in enumerate(data.nodes)}
    for i in range(len(data.nodes)):
        chain = [i]
        while data.nodes[chain[-1]].parent_id is not None:
            chain.append(by_id[data.nodes[chain[-1]].parent_id])  # type: ignore[index]
        above[i] = chain
    covered: dict[tuple[int, int, str], set[int]] = {}
    for row in range(len(data.code)):
        document = data.document[row]
        letters = set(range(data.start[row], data.end[row])) & speech[document]
        for i in above[data.code[row]]:
            if data.nodes[i].kind == level and letters:
                covered[document, data.quotation[row], data.nodes[i].name] = letters
    places = {
        "turn": spoken(data.turns),
        "sentence": spoken(sentences) if sentences is not None else [],
        "document": list(speech.items()),
    }
    found: dict[tuple[str, str], tuple[int, float, int]] = {}
    names = sorted(node.name for node in data.nodes if node.kind == level)
    related = {(data.nodes[i].name, data.nodes[j].name) for i, chain in above.items() for j in chain}
    for a, b in combinations(names, 2):
        if (a, b) in related or (b, a) in related:
            continue
        if unit == "overlap":
            mine = [(key[0], letters) for key, letters in covered.items() if key[2] == a]
            theirs = [(key[0], letters) for key, letters in covered.items() if key[2] == b]
            pairs = [(d, x & y) for d, x in mine for e, y in theirs if d == e and x & y]
            under_a = {(d, letter) for d, letters in mine for letter in letters}
            under_b = {(d, letter) for d, letters in theirs for letter in letters}
        else:
            under_a, under_b = (
                {
                    (d, min(letters))
                    for d, letters in places[unit]
                    if any(key[0] == d and key[2] == name and letters & each for key, each in covered.items())
                }
                for name in (a, b)
            )
            pairs = [(d, set()) for d, _ in under_a & under_b]
        if pairs:
            found[a, b] = (
                len(pairs),
                len(under_a & under_b) / len(under_a | under_b),
                len({d for d, _ in pairs}),
            )
    return found


def as_table(result: Cooccurrence) -> dict[tuple[str, str], tuple[int, float, int]]:
    return {(pair.a, pair.b): (pair.count, pair.jaccard, pair.documents) for pair in result.pairs}


@st.composite
def coded(draw: st.DrawFn) -> tuple[Incidence, Units]:
    documents = draw(st.integers(1, 3))
    spans = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, LENGTH)).map(
        lambda span: (span[0], min(span[0] + span[1], LENGTH))
    )
    codings: list[Coding] = [
        (document, *span, code)
        for document, span, code in draw(
            st.lists(
                st.tuples(st.integers(0, documents - 1), spans, st.sampled_from("abcdef")),
                max_size=14,
                unique=True,
            )
        )
    ]
    turns: list[Turn] = []
    sentences: list[Turn] = []
    for document in range(documents):
        borders = sorted(draw(st.sets(st.integers(0, LENGTH), max_size=6)))
        for start, end in pairwise(borders):
            role: Role = draw(st.sampled_from(SPEAKERS))
            label = min(start + draw(st.integers(0, 3)), end)
            turns.append((document, label, end, role))
            middle = draw(st.integers(label, end))
            sentences += [(document, label, max(label, middle - 1), role), (document, middle, end, role)]
    sentences = [row for row in sentences if row[2] > row[1]]
    tree = draw(st.sampled_from([{}, {"K": ["a", "b"]}, {"K": ["a", "L"], "L": ["b", "c"], "M": ["d"]}]))
    data = incidence(
        codings, turns=turns, documents=documents, categories=tree, codes="abcdef", length=LENGTH
    )
    return data, units(sentences)


@settings(deadline=None)
@given(
    coded(),
    st.sampled_from(["overlap", "turn", "document", "sentence"]),
    st.sampled_from(["respondent", None, "other"]),
)
def test_every_unit_equals_the_definition_taken_literally(
    case: tuple[Incidence, Units], unit: Unit, role: str | None
) -> None:
    data, sentences = case
    levels: tuple[Level, ...] = ("code", "category")
    for level in levels:
        result = cooccurrence(data, unit=unit, role=role, level=level, sentences=sentences)
        expected = naive(data, unit, role, level, sentences)
        assert as_table(result) == expected
        assert all(pair.a < pair.b for pair in result.pairs)


@settings(deadline=None)
@given(coded(), st.integers(1, 4))
def test_a_minimum_only_leaves_pairs_out(case: tuple[Incidence, Units], minimum: int) -> None:
    data, _ = case
    every = cooccurrence(data, role=None)
    some = cooccurrence(data, role=None, minimum=minimum)
    assert some.pairs == tuple(pair for pair in every.pairs if pair.count >= minimum)
    assert some.codes == every.codes


@settings(deadline=None)
@given(coded(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(case: tuple[Incidence, Units], random: Random) -> None:
    data, _ = case
    order = random.sample(range(len(data.code)), len(data.code))
    assert cooccurrence(reordered(data, order)) == cooccurrence(data)


def test_a_coding_over_three_turns_makes_one_pair_however_often_the_interviewer_breaks_in() -> None:
    turns: list[Turn] = [(0, 0, 10, "respondent"), (0, 12, 20, "interviewer"), (0, 22, 30, "respondent")]
    result = cooccurrence(incidence([(0, 0, 30, "trust"), (0, 5, 28, "home")], turns=turns))
    assert as_table(result) == {("home", "trust"): (1, (5 + 6) / (10 + 8), 1)}


def test_codes_that_only_the_interviewer_says_do_not_meet() -> None:
    turns: list[Turn] = [(0, 0, 10, "interviewer"), (0, 10, 20, "respondent")]
    data = incidence([(0, 0, 12, "trust"), (0, 2, 10, "home")], turns=turns)
    assert cooccurrence(data).pairs == ()
    assert cooccurrence(data, role=None).pairs[0].count == 1
    assert cooccurrence(data, role="interviewer").pairs[0].jaccard == pytest.approx(8 / 10)


def test_without_known_roles_everybody_is_heard_and_the_result_says_so() -> None:
    data = incidence([(0, 0, 5, "a"), (0, 3, 9, "b")], turns=[(0, 0, 10, "unknown")])
    assert cooccurrence(data).role is None
    assert cooccurrence(data).pairs[0].count == 1


def test_touching_spans_and_the_same_code_twice_are_no_pair() -> None:
    data = incidence([(0, 0, 5, "a"), (0, 5, 9, "b"), (0, 2, 4, "a")])
    result = cooccurrence(data)
    assert result.pairs == ()
    assert dict(zip(result.codes, result.frequencies, strict=True)) == {"a": 2, "b": 1}


def test_a_category_counts_a_quotation_once_and_never_meets_its_own_subcategory() -> None:
    data = incidence(
        [(0, 0, 9, "home"), (0, 0, 9, "street"), (0, 3, 6, "trust")],
        categories={"Place": ["home", "Outside"], "Outside": ["street"], "Tie": ["trust"]},
    )
    result = cooccurrence(data, level="category")
    assert as_table(result) == {
        ("Outside", "Tie"): (1, 3 / 9, 1),
        ("Place", "Tie"): (1, 3 / 9, 1),
    }
    assert dict(zip(result.codes, result.frequencies, strict=True)) == {"Outside": 1, "Place": 1, "Tie": 1}


def test_the_matrix_is_square_with_frequencies_on_its_diagonal() -> None:
    data = incidence([(0, 0, 5, "a"), (0, 3, 9, "b"), (1, 0, 5, "a"), (1, 1, 2, "b")], codes=["c"])
    result = cooccurrence(data)
    assert result.codes == ("a", "b", "c")
    assert matrix(result) == [[2, 2, 0], [2, 2, 0], [0, 0, 0]]
    assert result.pairs[0].documents == 2


def test_an_empty_study_gives_an_empty_result() -> None:
    result = cooccurrence(incidence([]))
    assert (result.codes, result.pairs) == ((), ())


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"unit": "page"}, "no unit “page”"),
        ({"role": "doctor"}, "no role “doctor”"),
        ({"level": "theme"}, "no level “theme”"),
        ({"minimum": 0}, "at least 1"),
        ({"unit": "sentence"}, "Sentences were not handed over"),
    ],
)
def test_a_wrong_option_is_said_in_a_sentence(options: dict[str, object], words: str) -> None:
    with pytest.raises(InputError, match=words):
        cooccurrence(incidence([(0, 0, 5, "a")]), **options)  # type: ignore[arg-type]


def test_quotations_that_show_two_codes_together_come_from_many_documents_first() -> None:
    data = incidence(
        [
            (0, 0, 30, "alone"), (0, 2, 6, "prison"), (0, 10, 14, "prison"), (0, 50, 60, "prison"),
            (1, 5, 9, "alone"), (1, 5, 9, "prison"), (2, 0, 4, "alone"), (2, 4, 8, "prison"),
        ],
    )  # fmt: skip
    of = {data.quotation[i]: (data.document[i], data.start[i]) for i in range(len(data.code))}
    found = quotations_together(data, "alone", "prison")
    assert [of[number] for number in found] == [(0, 2), (1, 5), (0, 10)]
    assert found == quotations_together(data, "prison", "alone")
    (pair,) = cooccurrence(data).pairs
    assert (pair.count, pair.documents) == (3, 2)


def test_codings_that_meet_only_in_a_question_do_not_show_that_codes_go_together() -> None:
    turns: list[Turn] = [(0, 0, 20, "respondent"), (0, 20, 40, "interviewer"), (0, 40, 60, "respondent")]
    data = incidence([(0, 10, 30, "a"), (0, 25, 50, "b")], turns=turns)
    assert cooccurrence(data).pairs == ()
    assert quotations_together(data, "a", "b") == ()
    assert quotations_together(data, "a", "b", role=None) == (1,)
    assert quotations_together(data, "a", "nowhere") == ()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 30), st.integers(1, 9), st.sampled_from("abc")),
        unique=True,
        max_size=14,
    )
)
def test_a_pair_has_quotations_in_as_many_documents_as_it_counts(
    rows: list[tuple[int, int, int, str]],
) -> None:
    data = incidence(
        sorted({(file, start, start + size, code) for file, start, size, code in rows}), documents=3
    )
    document = dict(zip(data.quotation, data.document, strict=True))
    pairs = {(pair.a, pair.b): pair for pair in cooccurrence(data).pairs}
    for a, b in combinations("abc", 2):
        found = quotations_together(data, a, b)
        assert len(set(found)) == len(found)
        pair = pairs.get((a, b))
        assert bool(found) == (pair is not None)
        if pair is not None:
            assert len({document[number] for number in found}) == pair.documents
            assert len({document[number] for number in found[: pair.documents]}) == pair.documents
            assert len(found) <= pair.count
