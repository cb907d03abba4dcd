"""The list for applying a code."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.tui.geometry.choosing import choose, fold

NAMES = ["building trust", "Trust", "distrust", "Důvěra ve službu", "time"]


def rows(typed: str, recent: tuple[int, ...] = ()) -> list[str]:
    choice = choose(NAMES, typed, recent)
    return [NAMES[i] for i in choice.matches] + ([f"+{choice.create}"] if choice.create else [])


def test_the_very_name_leads_and_nothing_is_created_where_it_exists() -> None:
    assert rows("trust") == ["Trust", "building trust", "distrust"]
    assert choose(NAMES, "trust").highlighted == 0


def test_case_and_accents_are_folded_but_an_accent_makes_another_name() -> None:
    assert rows("duvera") == ["Důvěra ve službu", "+duvera"]
    assert choose(["důvěra"], "duvera").highlighted == 0
    assert choose(["důvěra"], "duvera").create == "duvera"


def test_a_match_inside_a_word_leaves_the_highlight_on_the_new_code() -> None:
    choice = choose(["distrust"], "trust")
    assert (choice.matches, choice.create, choice.highlighted) == ([0], "trust", 1)


def test_nothing_typed_shows_all_the_latest_first() -> None:
    assert rows("", (4, 2)) == ["time", "distrust", "building trust", "Trust", "Důvěra ve službu"]


def test_recent_codes_lead_only_where_the_match_is_as_good() -> None:
    assert choose(["time out", "time", "time line"], "tim", (2,)).matches == [2, 0, 1]
    assert choose(["time out", "time", "time line"], "time", (2,)).matches[0] == 1


@given(st.lists(st.text(max_size=12), max_size=8, unique=True), st.text(max_size=6))
def test_the_highlight_is_always_a_row_and_every_shown_name_matches(names: list[str], typed: str) -> None:
    choice = choose(names, typed)
    assert choice.highlighted == 0 or choice.highlighted < len(choice)
    assert len(set(choice.matches)) == len(choice.matches)
    if fold(typed):
        assert len(choice) > 0
        assert all(fold(typed) in fold(names[i]) for i in choice.matches)
