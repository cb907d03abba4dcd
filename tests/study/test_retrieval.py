"""Passages by query, and cases with one thing but never another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import InputError, NotFoundError
from qualcode.study import Study
from qualcode.study.evaluation import Index, Span, evaluate
from qualcode.text.query import And, Field, Named, Near, Not, Or, Query
from tests.study.material import TEXT, add, new, span


def code(study: Study, document: str, words: str, *codes: str, coder: str | None = None) -> None:
    text = study.documents.text(document)
    study.codings.apply(document, span(text, words), list(codes), coder=coder)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Three interviews with overlapping codings of two coders."""
    with new(tmp_path) as study:
        for name, kind in (("R01", "clinic"), ("R02", "social service"), ("R03", "social service")):
            add(study, name, TEXT.replace("him", {"R01": "him", "R02": "her", "R03": "them"}[name]))
            study.cases.set(name, {"facility_type": kind})
        study.codebook.add("relationship", kind="category")
        study.codebook.add("trust", under="relationship")
        study.codebook.add("staying with it")
        code(study, "R01", "I trust him, and he trusts me.", "trust", coder="Jana")
        code(study, "R01", "he trusts me. Důvěra", "mutual", coder="Petr")
        code(study, "R01", "I don't give up on people", "staying with it", coder="Jana")
        code(study, "R02", "I trust her", "trust", "staying with it", coder="Jana")
        code(study, "R02", "I trust her", "trust", coder="Petr")
        code(study, "R03", "Důvěra", "mutual", coder="Petr")
        yield study


def found(study: Study, query: str, coder: str | None = None) -> list[str]:
    return [f"{p.case}: {p.text}" for p in study.retrieval.find(query, coder=coder)]


def test_a_passage_is_listed_once_with_all_codes_coders_and_its_sentence(study: Study) -> None:
    study.quotations.set(study.retrieval.find("trust")[1].quotation, memo="a note")
    (passage,) = study.retrieval.find("trust and case = r02")
    assert (passage.codes, passage.coders) == (("trust", "staying with it"), ("Jana", "Petr"))
    assert len(passage.codings) == 3
    assert (passage.document, passage.turn, passage.speaker, passage.role) == ("R02", 2, "R", "respondent")
    assert passage.context == "I trust her, and he trusts me."
    assert passage.context_start == passage.start
    assert passage.memo == "a note"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("relationship", ["R01: I trust him, and he trusts me.", "R02: I trust her"]),
        ("staying with it", ["R01: I don't give up on people", "R02: I trust her"]),
        ('trust and "staying with it"', ["R02: I trust her"]),
        ("not trust", ["R01: he trusts me. Důvěra", "R01: I don't give up on people", "R03: Důvěra"]),
        ("trust overlap mutual", ["R01: I trust him, and he trusts me."]),
        ("mutual overlap trust", ["R01: he trusts me. Důvěra"]),
        ('mutual same turn "staying with it"', []),
        ("mutual same turn trust", ["R01: he trusts me. Důvěra"]),
        ('facility_type = "Social Service"', ["R02: I trust her", "R03: Důvěra"]),
        ("document = R03 or trust by Petr", ["R02: I trust her", "R03: Důvěra"]),
        ("coder = petr", ["R01: he trusts me. Důvěra", "R02: I trust her", "R03: Důvěra"]),
    ],
)
def test_queries(study: Study, query: str, expected: list[str]) -> None:
    assert found(study, query) == expected


def test_one_coders_codings_only(study: Study) -> None:
    assert found(study, "not trust", coder="Jana") == ["R01: I don't give up on people"]
    assert study.retrieval.find("case = R02", coder="Petr")[0].codes == ("trust",)
    assert found(study, "trust", coder="all") == found(study, "trust")


def test_memos_by_kind(study: Study) -> None:
    number = study.retrieval.find("mutual")[0].quotation
    study.memos.add("why?", kind="reflexive", target="quotation", target_name=number)
    study.quotations.set(study.retrieval.find("trust")[0].quotation, memo="own words")
    assert found(study, "memo = reflexive") == ["R01: he trusts me. Důvěra"]
    assert len(found(study, "memo = any")) == 2
    assert found(study, "memo = narrative") == []


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("trust or nothing", "Column 10 of the query: There is no code “nothing”"),
        ("region = north", "Column 1 of the query: No case has an attribute “region”; the attributes are: facility_type"),
        ("facility_type = x", "Column 17 of the query: No case has facility_type = “x”; its values are: clinic"),
        ("document = R09", "Column 12 of the query: There is no document “R09”"),
        ("case = R09", "Column 8 of the query: There is no case “R09”"),
        ("trust by Eva", "Column 10 of the query: There is no coder “Eva”"),
        ("coder = Eva", "Column 9 of the query"),
        ("memo = diary", "Column 8 of the query: “diary” is no kind of memo"),
    ],
)  # fmt: skip
def test_what_the_study_does_not_have_is_named_with_its_place(study: Study, query: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        study.retrieval.find(query)
    assert words in str(caught.value)


def test_cases_with_one_thing_but_never_another(study: Study) -> None:
    contrast = study.retrieval.with_without("mutual", "trust")
    assert [(c.case, [p.text for p in c.a], c.b) for c in contrast.without] == [("R03", ["Důvěra"], ())]
    (both,) = contrast.both
    assert (both.case, both.attributes) == ("R01", {"facility_type": "clinic"})
    assert [p.text for p in both.a] == ["he trusts me. Důvěra"]
    assert [p.text for p in both.b] == ["I trust him, and he trusts me."]
    assert ([c.case for c in contrast.only_b], contrast.neither) == (["R02"], ())
    assert contrast.only_b[0].b
    assert not contrast.only_b[0].a
    study.cases.add("R04")
    wide = study.retrieval.with_without("staying with it", 'mutual or facility_type = "social service"')
    assert (wide.without, [c.case for c in wide.both]) == ((), ["R01", "R02"])
    assert wide.neither == ("R04",)
    with pytest.raises(NotFoundError):
        study.retrieval.with_without("trust", "nobody")


def statements(study: Study, query: str) -> int:
    """How many statements the first query after a change takes."""
    seen: list[str] = []
    study.codebook.edit("trust", brief=f"{study.revision}")
    study.store.connection.set_trace_callback(seen.append)
    try:
        study.retrieval.find(query)
    finally:
        study.store.connection.set_trace_callback(None)
    return len(seen)


def test_the_number_of_statements_does_not_grow_with_the_study(study: Study) -> None:
    query = 'trust or not mutual overlap trust or facility_type = "social service"'
    statements(study, query)
    few = statements(study, query)
    for n in range(10, 30):
        add(study, f"R{n}", TEXT + f"R: {n}\n")
        code(study, f"R{n}", "I trust", "trust")
    statements(study, query)
    assert statements(study, query) == few
    assert few <= 12


def test_a_change_is_seen_also_one_from_elsewhere(study: Study) -> None:
    assert len(found(study, "trust")) == 2
    study.codings.remove([study.retrieval.find("trust")[0].codings[0].id])
    assert len(found(study, "trust")) == 1
    with Study.open(study.path, actor="Eva") as other:
        code(other, "R03", "I trust them", "trust")
    assert study.changed_elsewhere()
    assert len(found(study, "trust")) == 2


def test_what_can_be_asked_for_can_be_asked(study: Study) -> None:
    names = study.retrieval.names()
    assert {"trust", '"staying with it"', 'facility_type = "social service"', "coder = Jana"} <= set(names)
    for name in names:
        study.retrieval.find(name)
    asked = study.retrieval.asked_codes('trust and not mutual or "staying with it" overlap mutual')
    assert {study.codebook.by_id(i).name for i in asked} == {"trust", "staying with it"}


# --- any query over any codings, against sets made by trying every pair -------------------------------------------

NAMES = "abc"
SPANS = st.tuples(st.integers(0, 1), st.integers(0, 12), st.integers(1, 6))
LEAVES: st.SearchStrategy[Query] = st.one_of(
    st.sampled_from([Named(name) for name in NAMES]), st.sampled_from([Field("document", "0"), Field("document", "1")])
)  # fmt: skip
QUERIES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: Or(tuple(parts))),
        st.builds(Near, st.sampled_from(["overlap", "same turn"]), inner, inner),
    ),
    max_leaves=8,
)
TURN = 4
"""Characters of a turn."""


def fits(query: Query, number: int, passages: list[tuple[Span, set[str]]]) -> bool:
    """Whether a passage fits, by the meaning of the words alone."""
    (document, start, end), names = passages[number]
    match query:
        case Named():
            return query.name in names
        case Field():
            return query.value == str(document)
        case Not():
            return not fits(query.part, number, passages)
        case And():
            return all(fits(part, number, passages) for part in query.parts)
        case Or():
            return any(fits(part, number, passages) for part in query.parts)
        case Near():
            unit = 1 if query.relation == "overlap" else TURN
            mine = {at // unit for at in range(start, end)}
            return fits(query.left, number, passages) and any(
                fits(query.right, other, passages)
                for other, ((there, a, b), _) in enumerate(passages)
                if there == document and mine & {at // unit for at in range(a, b)}
            )


@given(QUERIES, st.lists(st.tuples(SPANS, st.sets(st.sampled_from(NAMES))), max_size=10))
def test_any_query_finds_what_trying_every_pair_finds(
    query: Query, drawn: list[tuple[tuple[int, int, int], set[str]]]
) -> None:
    passages: list[tuple[Span, set[str]]] = [((d, s, s + n), names) for (d, s, n), names in drawn]
    index = Index(
        {i: where for i, (where, _) in enumerate(passages)},
        {i: (d, s // TURN, (e - 1) // TURN + 1) for i, ((d, s, e), _) in enumerate(passages)},
        lambda asked: frozenset(i for i, (_, names) in enumerate(passages) if asked.name in names),
        lambda asked: frozenset(i for i, ((d, _, _), _) in enumerate(passages) if str(d) == asked.value),
    )
    assert evaluate(query, index) == {i for i in range(len(passages)) if fits(query, i, passages)}
