"""How much of the respondents' speech is coded, against a naive count of characters."""

from __future__ import annotations

from array import array
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.counting import Words
from qualcode.analysis.coverage import coverage, coverage_by_value
from qualcode.model.coverage import Covered
from qualcode.model.documents import Case, Document, Role
from tests.analysis.building import Coding, Turn, incidence

LENGTH = 30
ROLES: tuple[Role, ...] = ("respondent", "interviewer", "other", "unknown")


@st.composite
def turns_of(draw: st.DrawFn, document: int) -> list[Turn]:
    """Disjoint turns, some of them empty; between them labels that are no speech."""
    cuts = sorted(draw(st.lists(st.integers(0, LENGTH), max_size=10)))
    return [
        (document, start, end, draw(st.sampled_from(ROLES)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]


@st.composite
def studies(draw: st.DrawFn) -> tuple[list[list[Turn]], list[Coding]]:
    many = draw(st.integers(1, 4))
    turns = [draw(turns_of(n)) for n in range(many)]
    codings = draw(
        st.lists(
            st.tuples(
                st.integers(0, many - 1),
                st.integers(0, LENGTH - 1),
                st.integers(1, 12),
                st.sampled_from("abc"),
            ),
            max_size=12,
        )
    )
    rows = {(d, start, min(LENGTH, start + length), code) for d, start, length, code in codings}
    return turns, sorted(rows)


def naive(turns: list[Turn], codings: list[Coding]) -> tuple[int, int, int, int]:
    """Spoken and coded characters, turns, uncoded turns: one character after the other."""
    known = any(role != "unknown" for *_, role in turns if _[1] < _[2])
    heard = [(s, e) for _, s, e, role in turns if s < e and (role == "respondent" or not known)]
    speech = {at for s, e in heard for at in range(s, e)}
    if not turns:
        speech = set(range(LENGTH))
    under = {at for _, s, e, _code in codings for at in range(s, e)}
    uncoded = [span for span in heard if not under & set(range(*span))]
    return len(speech), len(speech & under), len(heard), len(uncoded)


@given(studies())
def test_every_character_is_counted_once(given_: tuple[list[list[Turn]], list[Coding]]) -> None:
    """Equal to a count that visits each character of each document."""
    turns, codings = given_
    speaking = [[turn for turn in each if turn[1] < turn[2]] for each in turns]
    data = incidence(
        codings, turns=[turn for each in speaking for turn in each], documents=len(turns), length=LENGTH
    )
    found = coverage(data)
    for n, row in enumerate(found.documents):
        wanted = naive(speaking[n], [coding for coding in codings if coding[0] == n])
        covered = row.covered
        assert (covered.spoken, covered.coded, covered.turns, covered.uncoded_turns) == wanted
        assert covered.codings == sum(coding[0] == n for coding in codings)
        assert covered.share == (wanted[1] / wanted[0] if wanted[0] else None)
    assert found.total.coded == sum(row.covered.coded for row in found.documents)
    assert found.total.uncoded_turns == sum(row.covered.uncoded_turns for row in found.documents)


def test_a_case_has_all_its_documents_and_groups_have_their_cases() -> None:
    """Two interviews of one case, one case without any; sorted by label, groups by value with the rest last."""
    data = incidence([(0, 0, 50, "a"), (1, 0, 100, "a"), (1, 50, 60, "b")], documents=3, length=100)
    cases = (Case(1, "b", {"Type": "clinic"}), Case(2, "A", {"type": "ward"}), Case(3, "c", {}))
    files = tuple(
        replace(each, case_id=case, words=7) for each, case in zip(data.documents, (1, 1, 2), strict=True)
    )
    found = coverage(replace(data, cases=cases, documents=files, document_case=array("q", [0, 0, 1])))
    assert [(row.case.label, row.covered.documents, row.covered.share) for row in found.cases] == [
        ("A", 1, 0.0), ("b", 2, 0.75), ("c", 0, None),
    ]  # fmt: skip
    assert found.cases[1].covered.words == 14
    assert found.cases[1].covered.codings == 3
    groups = coverage_by_value(found, "TYPE")
    assert list(groups) == ["clinic", "ward", "—"]
    assert groups["clinic"].coded == 150
    assert groups["—"] == Covered(0, 0, 0, 0, 0, 0, 0)


def test_without_turns_and_without_documents() -> None:
    """A bare document is speech and has no turn; an empty study is nothing at all."""
    bare = coverage(incidence([(0, 10, 20, "a")], turns=[], documents=1, length=40)).documents[0].covered
    assert (bare.share, bare.turns, bare.uncoded_turns) == (0.25, 0, 0)
    assert coverage(incidence([])).total.share is None


@given(studies())
def test_words_are_counted_where_they_begin(given_: tuple[list[list[Turn]], list[Coding]]) -> None:
    """A word of a respondent is coded when its first character is; without words nothing is said of them."""
    turns, codings = given_
    speaking = [turn for each in turns for turn in each if turn[1] < turn[2]]
    data = incidence(codings, turns=speaking, documents=len(turns), length=LENGTH)
    places = [(document, start) for document in range(len(turns)) for start in range(0, LENGTH, 4)]
    words = Words(np.array([d for d, _ in places]), np.array([s for _, s in places]))
    found = coverage(data, words)
    for n, row in enumerate(found.documents):
        own = [turn for turn in speaking if turn[0] == n]
        known = any(role != "unknown" for *_, role in own)
        heard = {at for _, s, e, role in own if role == "respondent" or not known for at in range(s, e)} or (
            set(range(LENGTH)) if not own else set()
        )
        begin = heard & set(range(0, LENGTH, 4))
        under = {at for d, s, e, _ in codings if d == n for at in range(s, e)}
        assert (row.covered.spoken_words, row.covered.coded_words) == (len(begin), len(begin & under))
        assert row.covered.word_share == (len(begin & under) / len(begin) if begin else None)
    assert found.total.spoken_words == sum(row.covered.spoken_words or 0 for row in found.documents)
    assert coverage(data).total.coded_words is None
    assert coverage(data).total.word_share is None


def test_what_an_interviewer_says_does_not_count() -> None:
    """A coding over question and answer covers the answer only."""
    turns: list[Turn] = [(0, 3, 10, "interviewer"), (0, 13, 20, "respondent"), (0, 23, 30, "respondent")]
    covered = coverage(incidence([(0, 0, 15, "a")], turns=turns, length=30)).documents[0].covered
    assert (covered.spoken, covered.coded, covered.turns, covered.uncoded_turns) == (14, 2, 2, 1)


def test_documents_keep_their_name() -> None:
    """Rows are in the order of import."""
    found = coverage(incidence([], documents=2))
    assert [row.document.name for row in found.documents] == ["interview 01", "interview 02"]
    assert isinstance(found.documents[0].document, Document)
