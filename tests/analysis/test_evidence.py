"""The quotations behind a pair, against the definition taken at its word."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis import cooccurrence, quotations_behind
from qualcode.errors import NotFoundError
from qualcode.model.results import Unit
from tests.analysis.building import incidence, units

TURNS = [
    (0, 2, 20, "respondent"),
    (0, 22, 40, "interviewer"),
    (1, 0, 15, "respondent"),
    (1, 15, 40, "respondent"),
]
SENTENCES = [(0, 2, 9, "respondent"), (0, 10, 20, "respondent"), (0, 22, 40, "interviewer"), (1, 0, 15, "respondent"),
             (1, 15, 30, "respondent"), (1, 31, 40, "respondent")]  # fmt: skip
coding = st.tuples(st.integers(0, 1), st.integers(0, 38), st.integers(1, 12), st.sampled_from("abc")).map(
    lambda each: (each[0], each[1], min(40, each[1] + each[2]), each[3])
)


@given(
    st.lists(coding, max_size=12, unique=True), st.sampled_from(["overlap", "sentence", "turn", "document"])
)
@settings(max_examples=150, deadline=None)
def test_each_quotation_behind_a_pair_has_its_share_in_the_number(
    rows: list[tuple[int, int, int, str]], unit: Unit
) -> None:
    data = incidence(rows, turns=TURNS, documents=2, codes="abc", length=40)  # type: ignore[arg-type]
    found = cooccurrence(data, unit=unit, sentences=units(SENTENCES))  # type: ignore[arg-type]
    speech = {
        d: {i for e, s, t, r in TURNS if e == d and r == "respondent" for i in range(s, t)} for d in (0, 1)
    }
    bounds: dict[str, list[tuple[int, set[int]]]] = {
        "document": [(d, speech[d]) for d in (0, 1)],
        "turn": [(d, set(range(s, t))) for d, s, t, r in TURNS if r == "respondent"],
        "sentence": [(d, set(range(s, t))) for d, s, t, r in SENTENCES if r == "respondent"],
    }
    said = [
        (data.quotation[i], data.document[i], data.nodes[data.code[i]].name, set(range(data.start[i], data.end[i])) & speech[data.document[i]])
        for i in range(len(data.code))
    ]  # fmt: skip
    counts = {(pair.a, pair.b): pair.count for pair in found.pairs}
    for a, b in (("a", "b"), ("a", "c"), ("b", "c")):
        expected: set[int] = set()
        number = 0
        if unit == "overlap":
            for one, two in product(said, said):
                if one[2] == a and two[2] == b and one[1] == two[1] and one[3] & two[3]:
                    expected |= {one[0], two[0]}
                    number += 1
        else:
            for place, letters in bounds[unit]:
                here = [each for each in said if each[1] == place and each[3] & letters]
                if {a, b} <= {each[2] for each in here}:
                    expected |= {each[0] for each in here if each[2] in (a, b)}
                    number += 1
        assert set(quotations_behind(data, a, b, unit=unit, sentences=units(SENTENCES))) == expected  # type: ignore[arg-type]
        assert counts.get((a, b), 0) == number


def test_a_name_that_is_gone_is_said() -> None:
    with pytest.raises(NotFoundError, match="no code “x”"):
        quotations_behind(incidence([(0, 0, 5, "a")]), "a", "x")
