"""Moving an edge of a span by a word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.units import words
from qualcode.tui.geometry.edges import moved
from qualcode.tui.geometry.units import Units
from tests.tui.conftest import TALK, transcript

UNITS = Units(TALK, [(turn.start, turn.speech_start, turn.end) for turn in transcript(TALK).turns])


def span(passage: str) -> tuple[int, int]:
    start = TALK.index(passage)
    return start, start + len(passage)


def words_of(found: tuple[int, int] | None) -> str | None:
    return None if found is None else TALK[slice(*found)]


def test_edges_go_to_the_borders_of_words() -> None:
    here = span("the GP sends them.")
    assert words_of(moved(UNITS, here, "end", -1)) == "the GP sends them"
    assert words_of(moved(UNITS, here, "end", 1)) == "the GP sends them. We"
    assert words_of(moved(UNITS, here, "start", -1)) == "or the GP sends them."
    assert words_of(moved(UNITS, here, "start", 1)) == "GP sends them."


def test_an_edge_within_a_word_goes_to_its_border() -> None:
    here = span("P sen")
    assert words_of(moved(UNITS, here, "end", 1)) == "P sends"
    assert words_of(moved(UNITS, here, "start", -1)) == "GP sen"


def test_the_last_word_of_a_span_stays_and_labels_are_skipped() -> None:
    assert moved(UNITS, span("GP"), "end", -1) is None
    assert moved(UNITS, span("GP"), "start", 1) is None
    assert words_of(moved(UNITS, span("takes time."), "end", 1)) == "takes time.\n\nInterviewer: Time"
    assert words_of(moved(UNITS, span("Time for"), "start", -1)) == "time.\n\nInterviewer: Time for"


def test_at_the_ends_of_the_text_nothing_moves() -> None:
    assert moved(UNITS, span("How does"), "start", -1) is None
    assert moved(UNITS, span("colleague uses."), "end", 1) is None
    assert moved(Units("", []), (0, 0), "end", 1) is None


@given(
    st.text(alphabet="ab cé.\n", max_size=40),
    st.integers(0, 40),
    st.integers(1, 40),
    st.sampled_from(["start", "end"]),
    st.sampled_from([1, -1]),
)
def test_a_moved_edge_gives_a_span_within_the_text_that_is_never_empty(
    text: str,
    start: int,
    length: int,
    edge: str,
    direction: int,
) -> None:
    end = min(len(text), start + length)
    if start >= end:
        return
    found = moved(Units(text, []), (start, end), edge, direction)  # type: ignore[arg-type]
    if found is None:
        return
    assert 0 <= found[0] < found[1] <= len(text)
    borders = words(text)
    if edge == "start":
        assert found[1] == end
        assert (found[0] > start) == (direction > 0)
        assert found[0] in [word[0] for word in borders]
    else:
        assert found[0] == start
        assert (found[1] > end) == (direction > 0)
        assert found[1] in [word[1] for word in borders]
