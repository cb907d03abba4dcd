"""Queries of retrieval: what they mean, how names are quoted, and where a mistake is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import InputError
from qualcode.text.query import And, Field, Named, Near, Not, Or, parse_query, quote_name


def bare(query: str) -> object:
    """A query without the places of its names."""

    def strip(part: object) -> object:
        match part:
            case Named(name, _, coder, _):
                return (name, coder) if coder else name
            case Field(name, value, attribute):
                return ("attribute" if attribute else "field", name, value)
            case Not(inner):
                return ("not", strip(inner))
            case And(parts):
                return ("and", *map(strip, parts))
            case Or(parts):
                return ("or", *map(strip, parts))
            case Near(relation, left, right):
                return (relation, strip(left), strip(right))
        raise AssertionError(part)

    return strip(parse_query(query))


@pytest.mark.parametrize(
    ("query", "meaning"),
    [
        ("trust", "trust"),
        ("a or b and not c", ("or", "a", ("and", "b", ("not", "c")))),
        ("(a or b) and c", ("and", ("or", "a", "b"), "c")),
        ("not a overlap b", ("not", ("overlap", "a", "b"))),
        ("a OVERLAPS b same  turn c", ("same turn", ("overlap", "a", "b"), "c")),
        ('"social service" and „vztah s klientem“', ("and", "social service", "vztah s klientem")),
        ("'don''t give up'", "don't give up"),
        ('facility_type = "social service"', ("attribute", "facility_type", "social service")),
        ("facility_type != clinic", ("not", ("attribute", "facility_type", "clinic"))),
        ("Document=R07 and memo = any", ("and", ("field", "document", "R07"), ("field", "memo", "any"))),
        ('"document" = yes', ("attribute", "document", "yes")),
        ("document", "document"),
        ("trust by Jana or coder = Petr", ("or", ("trust", "Jana"), ("field", "coder", "Petr"))),
        ('"and" and turn', ("and", "and", "turn")),
        ("don't", "don't"),
        ("50%!", "50%!"),
    ],
)
def test_a_query_means(query: str, meaning: object) -> None:
    assert bare(query) == meaning


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("  ", "empty"),
        ("a and", "column 6: the name of a code is missing at the end"),
        ("and a", "column 1: the name of a code is expected, not “and”"),
        ("a overlap not b", "a and not (a overlap b)"),
        ("a b", "column 3: “b” follows without"),
        ("(a or b", "column 1: this bracket is not closed"),
        ("a) or b", "column 2: this bracket closes nothing"),
        ('a or "b', 'column 6: the quotation mark " is not closed'),
        ('a or ""', "column 6: there is no name"),
        ("a same b", "column 3: “same” is followed by “turn”"),
        ("a =", "the value of a is missing"),
        ("= b", "column 1"),
        ("a = and", "column 5: the value of a is expected"),
        ("a by or", "column 6: the name of a coder"),
        ("(" * 200 + "a" + ")" * 200, "column 51: more than 50"),
        ("not " * 200 + "a", "more than 50"),
        ("a" + " overlap a" * 200, "more than 50"),
        ("a" * 6000, "at most 5000"),
    ],
)
def test_a_mistake_is_named_with_its_place(query: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_query(query)
    assert words.lower() in str(caught.value).lower()


@given(st.text(min_size=1).filter(lambda name: bool(name.strip())))
def test_every_name_can_stand_in_a_query(name: str) -> None:
    assert parse_query(f"{quote_name(name)} or x") == Or(
        (Named(name, 0), Named("x", len(quote_name(name)) + 4))
    )


@given(st.text(alphabet="ab ()=!\"'“”andor notsame turnby", max_size=60))
def test_anything_typed_is_a_query_or_a_sentence(typed: str) -> None:
    said = ""
    try:
        parse_query(typed)
    except InputError as error:
        said = str(error)
    assert not said or "column" in said or "empty" in said
