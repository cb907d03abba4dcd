"""Agreement between coders: published examples, other programs as oracles, and counts character by character."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from qualcode.analysis.agreement import agreement
from qualcode.analysis.alpha import alpha_of_runs, nominal_alpha
from qualcode.analysis.disagreements import disagreements
from qualcode.analysis.kappa import cohen_kappa, contingency
from qualcode.analysis.rated import rated
from qualcode.analysis.unitising import Continuum, sums_of, unit_alphas
from qualcode.errors import InputError
from qualcode.model.agreement import AGREEMENT_UNITS, Agreement, AgreementUnit
from qualcode.model.arrays import Incidence
from tests.analysis.building import Coding, Turn, incidence

LENGTH = 40


def coders(
    codings: Sequence[Sequence[Coding]],
    *,
    turns: Sequence[Turn] | None = None,
    documents: int = 1,
    length: int = LENGTH,
    codes: Sequence[str] = (),
) -> list[Incidence]:
    """The same study as several coders see it, called A, B, C, ..."""
    names = sorted({row[3] for rows in codings for row in rows} | set(codes))
    return [
        replace(
            incidence(rows, turns=turns, documents=documents, length=length, codes=names), coder="ABCDEF"[i]
        )
        for i, rows in enumerate(codings)
    ]


def turns_of(many: int, *, each: int = 10, document: int = 0) -> list[Turn]:
    return [(document, i * each, i * each + each, "respondent") for i in range(many)]


# --- published examples ------------------------------------------------------------------------------------------


def test_alpha_of_the_example_of_krippendorff_2011() -> None:
    """Four coders, twelve units, missing values (Computing Krippendorff's alpha-reliability, C): .743."""
    rows = (
        "1 2 3 3 2 1 4 1 2 * * *",
        "1 2 3 3 2 2 4 1 2 5 * 3",
        "* 3 3 3 2 3 4 2 2 5 1 *",
        "1 2 3 3 2 4 4 1 2 5 1 *",
    )
    labels = [np.array([-1 if x == "*" else int(x) - 1 for x in row.split()]) for row in rows]
    assert nominal_alpha(labels) == pytest.approx(0.743, abs=5e-4)


def test_alpha_of_the_binary_example_of_krippendorff_2011() -> None:
    """Two coders, ten units, there or not there (A): .095."""
    a = np.array([0, 1, 0, 0, 0, 0, 0, 0, 1, 0])
    b = np.array([1, 1, 1, 0, 0, 1, 0, 0, 0, 0])
    assert nominal_alpha([a, b]) == pytest.approx(0.095, abs=5e-4)
    spans = [[(0, i * 10, i * 10 + 10, "x") for i in np.flatnonzero(each).tolist()] for each in (a, b)]
    found = agreement(coders(spans, turns=turns_of(10), length=100), unit="turn")
    assert found.codes[0].alpha == nominal_alpha([a, b])
    assert found.codes[0].percent == 0.6


def test_alphas_of_unitised_text_in_the_example_of_krippendorff_2019() -> None:
    """Three coders mark a text of 60 (figure 12.11): .510 with values, .414 marked or not, .724 values alone."""
    marked = (
        ((1, 7, 1), (8, 13, 2), (31, 32, 5), (33, 37, 6), (38, 44, 6), (45, 60, 7)),
        ((1, 7, 1), (8, 13, 3), (14, 21, 5), (33, 44, 6)),
        ((1, 7, 1), (8, 13, 4), (14, 21, 5), (33, 37, 6), (38, 41, 6), (42, 44, 6)),
    )
    labels, units = np.zeros((3, 60), dtype=np.int64), np.zeros((3, 60), dtype=np.int64)
    for who, mine in enumerate(marked):
        for n, (first, last, value) in enumerate(mine):
            labels[who, first - 1 : last], units[who, first - 1 : last] = value, n
    one = np.ones(60, dtype=np.int64)
    found = unit_alphas(sums_of(Continuum(list(labels), list(units), one, 0 * one, 8, 1)))
    assert found.u_alpha[0] == pytest.approx(0.510, abs=5e-4)
    assert found.binary[0] == pytest.approx(0.414, abs=1e-3)
    assert found.cu_alpha[0] == pytest.approx(0.724, abs=5e-4)
    spans = [[(0, a - 1, b, f"code {v}") for a, b, v in mine] for mine in marked]
    study = agreement(coders(spans, length=60), unit="segments", resamples=0)
    assert study.together is not None
    assert study.together.u_alpha == pytest.approx(found.u_alpha[0])
    assert study.together.cu_alpha == pytest.approx(found.cu_alpha[0])
    assert study.together.binary == pytest.approx(found.binary[0])


def test_kappa_of_a_textbook_table() -> None:
    """45 and 15 of 100 on which two agree, 25 and 15 on which they do not: .1304 (Sim & Wright's kind of table)."""
    assert cohen_kappa(np.array([[45.0, 15.0], [25.0, 15.0]])) == pytest.approx(0.1304, abs=5e-5)
    assert cohen_kappa(np.array([[5.0, 0.0], [0.0, 0.0]])) is None
    assert cohen_kappa(np.zeros((2, 2))) is None


# --- other programs ----------------------------------------------------------------------------------------------


@st.composite
def labelled(draw: st.DrawFn) -> list[list[int]]:
    units = draw(st.integers(2, 12))
    return draw(
        st.lists(st.lists(st.integers(-1, 3), min_size=units, max_size=units), min_size=2, max_size=4)
    )


@given(labelled())
def test_alpha_equals_that_of_another_program(rows: list[list[int]]) -> None:
    ours = nominal_alpha([np.array(row) for row in rows], kinds=4)
    data = np.array([[math.nan if value < 0 else value for value in row] for row in rows])
    paired = (data >= 0).sum(axis=0) > 1
    values = {float(value) for value in data[:, paired].ravel() if value >= 0}
    if len(values) < 2:
        assert ours is None
        return
    theirs = krippendorff.alpha(data, level_of_measurement="nominal", value_domain=[0.0, 1.0, 2.0, 3.0])
    assert ours == pytest.approx(theirs, abs=1e-12)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=30))
def test_kappa_equals_that_of_another_program(pairs: list[tuple[int, int]]) -> None:
    a, b = (np.array(column) for column in zip(*pairs, strict=True))
    ours = cohen_kappa(contingency(a, b, 4))
    if len({*a.tolist(), *b.tolist()}) < 2:
        assert ours is None
        return
    assert ours == pytest.approx(cohen_kappa_score(a, b), abs=1e-12)


@st.composite
def runs(draw: st.DrawFn) -> tuple[list[tuple[list[int], list[int]]], int]:
    length = draw(st.integers(2, 30))
    found = []
    for _ in range(draw(st.integers(2, 4))):
        starts = sorted({0, *draw(st.lists(st.integers(0, length - 1), max_size=6))})
        labels = draw(st.lists(st.integers(0, 2), min_size=len(starts), max_size=len(starts)))
        found.append((starts, labels))
    return found, length


@given(runs())
def test_runs_give_the_alpha_of_single_characters(
    given_: tuple[list[tuple[list[int], list[int]]], int],
) -> None:
    found, length = given_
    single = []
    for starts, labels in found:
        at = np.zeros(length, dtype=np.int64)
        for start, label in zip(starts, labels, strict=True):
            at[start:] = label
        single.append(at)
    ours = alpha_of_runs(
        [np.array(starts) for starts, _ in found], [np.array(labels) for _, labels in found], length, 3
    )
    assert (ours is None) == (nominal_alpha(single) is None)
    if ours is not None:
        assert ours == pytest.approx(nominal_alpha(single), abs=1e-12)


# --- studies, character by character -----------------------------------------------------------------------------


@st.composite
def studies(draw: st.DrawFn) -> tuple[list[list[Coding]], list[Turn], int]:
    documents = draw(st.integers(1, 3))
    turns: list[Turn] = []
    for document in range(documents):
        cuts = sorted(draw(st.sets(st.integers(0, LENGTH), min_size=2, max_size=7)))
        for start, end in pairwise(cuts):
            turns.append((document, start, end, draw(st.sampled_from(("respondent", "interviewer")))))
    if all(role == "interviewer" for *_, role in turns):
        turns[0] = (*turns[0][:3], "respondent")
    row = st.tuples(
        st.integers(0, documents - 1), st.integers(0, LENGTH - 1), st.integers(1, 12), st.sampled_from("xy")
    )
    codings = [
        sorted({(d, s, min(LENGTH, s + n), c) for d, s, n, c in draw(st.lists(row, max_size=7))})
        for _ in range(draw(st.integers(2, 3)))
    ]
    return codings, turns, documents


def judged(
    codings: list[list[Coding]], turns: list[Turn], documents: int, unit: str, code: str
) -> tuple[list[list[int]], int]:
    """For each coder a 0, 1 or -1 (not judged) for every character or turn, and the number of units."""
    pieces: list[tuple[int, int, int]] = []
    for document, start, end, role in sorted(turns):
        if role == "respondent":
            pieces += (
                [(document, start, end)]
                if unit == "turn"
                else [(document, at, at + 1) for at in range(start, end)]
            )
    known = [{row[0] for row in rows} for rows in codings]
    kept = [piece for piece in pieces if sum(piece[0] in those for those in known) > 1]
    return [
        [
            -1
            if document not in known[who]
            else int(any(d == document and s < end and e > start and c == code for d, s, e, c in rows))
            for document, start, end in kept
        ]
        for who, rows in enumerate(codings)
    ], len(kept)


@settings(max_examples=60)
@given(studies(), st.sampled_from(("turn", "characters")))
def test_figures_equal_a_count_of_every_unit(
    given_: tuple[list[list[Coding]], list[Turn], int], unit: AgreementUnit
) -> None:
    codings, turns, documents = given_
    found = agreement(
        coders(codings, turns=turns, documents=documents, codes="xy"),
        unit=unit,
        resamples=0,
        codes=["x", "y"],
    )
    if found.why:
        assert not found.codes
        return
    alphas = []
    for row in found.codes:
        rows, units = judged(codings, turns, documents, unit, row.code)
        assert row.units == units
        wanted = nominal_alpha([np.array(each) for each in rows], kinds=2)
        assert (row.alpha is None) == (wanted is None)
        if wanted is not None:
            alphas.append(wanted)
            assert row.alpha == pytest.approx(wanted, abs=1e-12)
        judgements = [value for each in rows for value in each if value >= 0]
        assert row.prevalence == pytest.approx(sum(judgements) / len(judgements))
        assert row.applied == tuple(sum(value == 1 for value in each) for each in rows)
        pairs = [
            (a, b)
            for one, two in combinations(rows, 2)
            for a, b in zip(one, two, strict=True)
            if min(a, b) >= 0
        ]
        both, either = sum(a + b == 2 for a, b in pairs), sum(a + b > 0 for a, b in pairs)
        assert row.percent == pytest.approx(sum(a == b for a, b in pairs) / len(pairs))
        assert row.jaccard == (pytest.approx(both / either) if either else None)
        assert row.positive == (pytest.approx(2 * both / (both + either)) if either else None)
        for pair, (one, two) in zip(row.pairs, combinations(rows, 2), strict=True):
            shared = [(a, b) for a, b in zip(one, two, strict=True) if min(a, b) >= 0]
            assert pair.units == len(shared)
            if pair.kappa is not None:
                a, b = zip(*shared, strict=True)
                assert pair.kappa == pytest.approx(cohen_kappa_score(a, b), abs=1e-9)
    if alphas:
        assert found.mean_alpha == pytest.approx(sum(alphas) / len(alphas))


def slow_unit_alpha(codings: list[list[Coding]], documents: int, code: str) -> float | None:
    """Alpha of one code in unitised text from the definition, every pair of units for itself; whole documents are speech."""
    known = [{row[0] for row in rows} for rows in codings]
    shared = [d for d in range(documents) if sum(d in those for those in known) > 1]
    total = 0.0
    by_value = [0.0, 0.0]
    self_met = mixed = 0.0
    for document in shared:
        those = [who for who in range(len(codings)) if document in known[who]]
        at = {}
        for who in those:
            mine = sorted((s, e) for d, s, e, c in codings[who] if d == document and c == code)
            units: list[tuple[int, int]] = []
            for start, end in mine:
                if units and start < units[-1][1]:
                    units[-1] = (units[-1][0], max(end, units[-1][1]))
                else:
                    units.append((start, end))
            at[who] = {place for start, end in units for place in range(start, end)}
            self_met += sum((end - start) ** 2 for start, end in units) + LENGTH - len(at[who])
            total += LENGTH
            by_value[1] += len(at[who])
            by_value[0] += LENGTH - len(at[who])
        for one in those:
            mixed += sum(len(at[one] - at[two]) for two in those if two != one) / (len(those) - 1)
    if not by_value[0] * by_value[1]:
        return None
    return 1 - 2 * mixed / (2 * total * by_value[0] * by_value[1] / (total**2 - self_met))


@settings(max_examples=60)
@given(studies())
def test_alpha_of_unitised_text_follows_its_definition(
    given_: tuple[list[list[Coding]], list[Turn], int],
) -> None:
    codings, _, documents = given_
    found = agreement(
        coders(codings, documents=documents, codes="xy"), unit="segments", resamples=0, codes=["x", "y"]
    )
    for row in found.codes:
        wanted = slow_unit_alpha(codings, documents, row.code)
        assert row.alpha == (None if wanted is None else pytest.approx(wanted, abs=1e-9))


@settings(max_examples=40)
@given(studies(), st.randoms(use_true_random=False), st.sampled_from(("turn", "characters", "segments")))
def test_the_order_of_coders_and_documents_changes_nothing(
    given_: tuple[list[list[Coding]], list[Turn], int], random: object, unit: AgreementUnit
) -> None:
    codings, turns, documents = given_
    moved = list(range(documents))
    random.shuffle(moved)  # type: ignore[attr-defined]
    other = [sorted((moved[d], s, e, c) for d, s, e, c in rows) for rows in reversed(codings)]
    one = agreement(coders(codings, turns=turns, documents=documents, codes="xy"), unit=unit, resamples=0)
    two = agreement(
        coders(
            other,
            turns=[(moved[d], start, end, role) for d, start, end, role in turns],
            documents=documents,
            codes="xy",
        ),
        unit=unit,
        resamples=0,
    )
    assert (one.why, one.units) == (two.why, two.units)

    def figures(found: Agreement) -> list[float]:
        values = [
            value
            for row in found.codes
            for value in (row.alpha, row.percent, row.positive, row.kappa, row.prevalence)
        ]
        return [-9.0 if value is None else value for value in (*values, found.mean_alpha, found.pooled_alpha)]

    assert figures(one) == pytest.approx(figures(two), abs=1e-12)


def test_pooled_alpha_is_one_alpha_over_the_judgements_on_all_codes() -> None:
    a = [(0, 0, 10, "x"), (0, 10, 20, "x"), (0, 20, 30, "y")]
    b = [(0, 0, 10, "x"), (0, 20, 30, "y"), (0, 30, 40, "y")]
    found = agreement(coders([a, b], turns=turns_of(4)), unit="turn", resamples=0)
    x, y = [[1, 1, 0, 0], [1, 0, 0, 0]], [[0, 0, 1, 0], [0, 0, 1, 1]]
    rows = [np.array([*x[who], *y[who]]) for who in (0, 1)]
    assert found.pooled_alpha == pytest.approx(nominal_alpha(rows))
    assert found.unused == 0


def test_a_category_has_what_stands_below_it() -> None:
    """Two coders choose two codes of one category for a turn: they differ on the codes, not on the category."""
    below = {"all": ["x", "y"]}
    data = [
        replace(incidence([(0, 0, 10, code), (0, 25, 28, code)], turns=turns_of(4), length=40, categories=below), coder=who)
        for code, who in (("x", "A"), ("y", "B"))
    ]  # fmt: skip
    assert agreement(data, level="category", resamples=0).codes[0].alpha == 1.0
    assert [row.positive for row in agreement(data, resamples=0, codes=["all"]).codes] == [0.0, 0.0]


# --- nothing to say ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codings", "why"),
    [
        ([[(0, 0, 5, "x")]], "one coder"),
        ([[(0, 0, 5, "x")], []], "no shared documents"),
        ([[(0, 0, 5, "x")], [(1, 0, 5, "x")]], "no shared documents"),
        ([[(0, 0, 5, "x")], [(0, 0, 5, "x")]], "one unit"),
    ],
)
def test_what_cannot_be_compared_has_no_figures(codings: list[list[Coding]], why: str) -> None:
    found = agreement(coders(codings, documents=2), unit="turn")
    assert (found.why, found.codes, found.mean_alpha, found.pooled_alpha) == (why, (), None, None)


def test_a_code_that_is_everywhere_or_nowhere_has_no_alpha() -> None:
    every = [(0, 0, 40, "x"), (0, 0, 5, "z")]
    found = agreement(coders([every, every], turns=turns_of(4), codes="xyz"), codes=["x", "y", "z"])
    x, y, z = found.codes
    assert (x.alpha, x.why, x.percent, x.kappa) == (None, "everywhere", 1.0, None)
    assert (y.alpha, y.why, y.positive, y.prevalence) == (None, "unused", None, 0.0)
    assert (z.alpha, z.why) == (1.0, "")
    assert (found.mean_alpha, found.unused) == (1.0, 1)


def test_without_categories_there_is_nothing_to_compare_on_their_level() -> None:
    data = coders([[(0, 0, 5, "x")], [(0, 0, 6, "x")]], turns=turns_of(4))
    for unit in AGREEMENT_UNITS:
        found = agreement(data, unit=unit, level="category", resamples=10, sentences=data[0].turns)
        assert (found.codes, found.mean_alpha, found.pooled_alpha) == ((), None, None)


def test_values_that_mean_nothing_are_refused() -> None:
    data = coders([[(0, 0, 5, "x")], [(0, 0, 5, "x")]])
    for options in (
        {"unit": "word"},
        {"level": "theme"},
        {"tolerance": -1},
        {"resamples": -1},
        {"resamples": 10**7},
        {"seed": -1},
        {"codes": ["q"]},
    ):
        with pytest.raises(InputError):
            agreement(data, **options)


# --- ranges ------------------------------------------------------------------------------------------------------


def test_ranges_hold_the_figure_and_hang_on_the_seed_alone() -> None:
    random = np.random.default_rng(5)
    rows: list[list[Coding]] = [[], []]
    for document in range(4):
        for turn in range(30):
            there = random.random() < 0.3
            for who in (0, 1):
                if there != (random.random() < 0.1):
                    rows[who].append((document, turn * 10, turn * 10 + 10, "x"))
    turns = [turn for document in range(4) for turn in turns_of(30, document=document)]
    data = coders(rows, turns=turns, documents=4, length=300)
    for unit in ("turn", "characters", "segments"):
        found = agreement(data, unit=unit, resamples=300)
        row = found.codes[0]
        assert row.alpha_range is not None
        assert row.alpha is not None
        assert -1 <= row.alpha_range[0] < row.alpha < row.alpha_range[1] <= 1
        assert found == agreement(data, unit=unit, resamples=300)
        assert found != agreement(data, unit=unit, resamples=300, seed=2)
        assert agreement(data, unit=unit, resamples=0).codes[0].alpha_range is None
    one = agreement(
        coders([[r for r in each if not r[0]] for each in rows], turns=turns_of(30), length=300),
        unit="characters",
    )
    assert one.codes[0].alpha_range is None


# --- where they differ -------------------------------------------------------------------------------------------


def test_stretches_on_which_coders_differ() -> None:
    a = [(0, 0, 10, "x"), (0, 20, 30, "x"), (0, 30, 33, "y")]
    b = [(0, 0, 10, "x"), (0, 18, 30, "x"), (0, 28, 35, "x")]
    data = coders([a, b])
    found = disagreements(rated(data, (0, 1), unit="segments", role="respondent"))
    assert [(s.code, s.start, s.end, s.coded, s.not_coded) for s in found] == [
        (0, 18, 35, ("A", "B"), ()), (1, 30, 33, ("A",), ("B",)),
    ]  # fmt: skip
    assert found[0].spans == (("B", 18, 30), ("A", 20, 30), ("B", 28, 35))
    wide = disagreements(rated(data, (0, 1), unit="segments", role="respondent"), tolerance=5)
    assert [s.code for s in wide] == [1]


def test_units_on_which_coders_differ() -> None:
    turns: list[Turn] = [(0, 3, 10, "respondent"), (0, 13, 20, "interviewer"), (0, 23, 30, "respondent")]
    a, b, c = [(0, 0, 30, "x")], [(0, 5, 8, "x")], [(1, 0, 5, "x")]
    found = disagreements(
        rated(coders([a, b, c], turns=turns, documents=2), (0,), unit="turn", role="respondent")
    )
    assert [(s.document, s.start, s.end, s.coded, s.not_coded, s.spans) for s in found] == [
        (0, 23, 30, ("A",), ("B",), (("A", 0, 30),)),
    ]  # fmt: skip


@settings(max_examples=60)
@given(studies())
def test_no_disagreement_means_alpha_is_one(given_: tuple[list[list[Coding]], list[Turn], int]) -> None:
    codings, turns, documents = given_
    data = coders(codings, turns=turns, documents=documents, codes="xy")
    listed = disagreements(rated(data, (0, 1), unit="characters", role="respondent"))
    found = agreement(data, unit="characters", resamples=0, codes=["x", "y"])
    for k, row in enumerate(found.codes):
        if row.alpha is not None:
            assert (row.alpha == 1.0) == (not any(stretch.code == k for stretch in listed))
