from __future__ import annotations

from qualcode.analysis.frequency import frequencies
from tests.analysis.building import incidence


def test_a_category_has_what_is_below_it_in_tree_order() -> None:
    data = incidence(
        [(0, 0, 5, "home"), (0, 0, 5, "street"), (1, 3, 9, "street"), (1, 3, 9, "trust")],
        categories={"Place": ["home", "Outside"], "Outside": ["street"]},
        codes=["unused"],
    )
    found = {each.code: each for each in frequencies(data)}
    assert list(found) == ["Place", "home", "Outside", "street", "trust", "unused"]
    assert (found["Place"].codings, found["Place"].quotations, found["Place"].documents) == (3, (1, 2), 2)
    assert found["Outside"].cases == ("R01", "R02")
    assert found["street"].path == ("Place", "Outside", "street")
    assert (found["unused"].codings, found["unused"].cases) == (0, ())
