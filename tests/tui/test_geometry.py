"""Geometry of the coding pane on any text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.canonical import canonical
from qualcode.text.spans import lanes, runs
from qualcode.tui.geometry.cells import cell_width, graphemes, is_narrow, paint
from qualcode.tui.geometry.layout import Layout
from qualcode.tui.geometry.marks import Mark, Marks
from qualcode.tui.geometry.rows import SPACER, wrap
from qualcode.tui.geometry.units import UNITS, Unit, Units

PIECES = st.sampled_from(
    ["a", "kůň", " ", "  ", "\n", "\n\n", "日本", "e\u0301", "x\u0302", "👨‍👩‍👧", "🇨🇿", "❤️", "\u200b", "\t", "\x1b[31m",
     "\u202e", "Ano. ", "Dr. Novák said so. ", "word", "\u00ad", "\u2028", "नमस्ते", "\ufeff", "\u200d"]
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=120)).map(canonical)
WIDTHS = st.integers(1, 30)


def borders(layout: Layout) -> list[int]:
    offsets = [0]
    while offsets[-1] < len(layout.text):
        offsets.append(layout.after(offsets[-1]))
    return offsets


@given(TEXTS)
def test_painted_text_keeps_its_length_and_holds_no_control_character(text: str) -> None:
    painted = paint(text)
    assert len(painted) == len(text)
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in painted if c != "\n")


@given(TEXTS)
def test_graphemes_cover_the_text_without_gaps(text: str) -> None:
    spans = graphemes(paint(text))
    assert [g.start for g in spans[1:]] == [g.end for g in spans[:-1]]
    assert sum(g.end - g.start for g in spans) == len(text)


def test_a_flag_is_one_grapheme_and_two_wide_and_zero_width_characters_are_not_narrow() -> None:
    assert [(g.end - g.start, g.cells) for g in graphemes("🇨🇿🇸🇪")] == [(2, 2), (2, 2)]
    assert not is_narrow("日\u0301")
    assert cell_width("日\u0301") == 2


@given(TEXTS, WIDTHS)
def test_rows_joined_are_the_text_without_its_line_feeds(text: str, width: int) -> None:
    painted = paint(text)
    rows = wrap(painted, width)
    assert "".join(painted[r.start : r.end] for r in rows) == painted.replace("\n", "")
    assert all(a.end in (b.start, b.start - 1) for a, b in pairwise(rows))


@given(TEXTS, WIDTHS)
def test_no_row_is_wider_than_the_pane_but_for_hanging_spaces(text: str, width: int) -> None:
    painted = paint(text)
    for row in wrap(painted, width):
        shown = painted[row.start : row.end].rstrip(" ")
        assert cell_width(shown) <= width or len(graphemes(shown)) == 1


@given(TEXTS, WIDTHS, st.sets(st.integers(0, 120), max_size=10))
def test_an_empty_row_before_a_turn_changes_no_place_in_the_text(
    text: str, width: int, gaps: set[int]
) -> None:
    painted = paint(text)
    plain, spaced = wrap(painted, width), wrap(painted, width, gaps)
    assert [row for row in spaced if row.paragraph != SPACER] == plain


@given(TEXTS, WIDTHS, st.sets(st.integers(0, 120), max_size=10))
def test_place_and_offset_are_each_others_way_back(text: str, width: int, gaps: set[int]) -> None:
    layout = Layout(paint(text), width, gaps)
    for offset in borders(layout):
        row, cell = layout.place(offset)
        assert not layout.is_spacer(row)
        found = layout.offset_at(row, cell)
        number = layout.rows[row]
        # several offsets share one cell only where spaces hang over the width or a grapheme has no width
        shared = layout.text[min(found, offset) : max(found, offset)]
        assert found == offset or cell >= layout.width or cell_width(shared) == 0, (row, cell, number)


@given(TEXTS, WIDTHS)
def test_steps_by_character_visit_every_border_once_in_both_directions(text: str, width: int) -> None:
    layout = Layout(paint(text), width)
    forward = borders(layout)
    assert forward == sorted(set(forward))
    back = [len(layout.text)]
    while back[-1] > 0:
        back.append(layout.before(back[-1]))
    assert back[::-1] == forward
    assert all(layout.snap(offset) == offset for offset in forward)


@given(TEXTS, WIDTHS, WIDTHS, st.integers(0, 140), st.integers(0, 140))
def test_a_span_snaps_to_the_same_graphemes_at_every_width(text: str, a: int, b: int, x: int, y: int) -> None:
    start, end = sorted((min(x, len(text)), min(y, len(text))))
    painted = paint(text)
    spans = {Layout(painted, width).snap_span(start, end) for width in (a, b)}
    assert len(spans) == 1
    first, last = spans.pop()
    assert first <= start <= end <= last


SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda s: (s[0], s[0] + s[1])), max_size=15
)


@given(SPANS, st.integers(0, 90))
def test_the_marks_at_a_place_are_those_that_hold_it(spans: list[tuple[int, int]], offset: int) -> None:
    marks = Marks(Mark(i, s, e, "code", "#E69F00") for i, (s, e) in enumerate(spans))
    assert {m.id for m in marks.at(offset)} == {i for i, (s, e) in enumerate(spans) if s <= offset < e}
    assert marks.next_start(offset) == min((s for s, _ in spans if s > offset), default=None)
    assert marks.previous_start(offset) == max((s for s, _ in spans if s < offset), default=None)


@given(SPANS)
def test_the_runs_of_all_clusters_are_the_runs_of_all_spans(spans: list[tuple[int, int]]) -> None:
    marks = Marks(Mark(i, s, e, "code", "#E69F00") for i, (s, e) in enumerate(spans))
    assert list(marks.runs_in(0, 100)) == runs(marks.spans)
    assert [marks.lane(i) for i in range(len(marks))] == lanes(marks.spans)


@given(SPANS)
def test_overlapping_marks_never_share_a_lane(spans: list[tuple[int, int]]) -> None:
    marks = Marks(Mark(i, s, e, "code", "#E69F00") for i, (s, e) in enumerate(spans))
    for i, a in enumerate(marks.items):
        for j, b in enumerate(marks.items[:i]):
            if a.start < b.end and b.start < a.end:
                assert marks.lane(i) != marks.lane(j)


def test_marks_that_touch_share_a_lane() -> None:
    marks = Marks(Mark(i, 5 * i, 5 * i + 5, "code", "#E69F00") for i in range(4))
    assert [marks.lane(i) for i in range(4)] == [0, 0, 0, 0]


TALK = "Preface here.\n\nI: How are you? Well?\n\nR: Fine. Very fine, thanks. Dr. Novák came.\nI: Mm.\nR: "
TURNS = [(15, 18, 36), (38, 41, 81), (82, 85, 88), (89, 92, 92)]


def test_next_turn_next_sentence_grow_marks_that_sentence() -> None:
    units = Units(TALK, TURNS)
    caret = units.next("turn", 0)
    assert TALK[caret:].startswith("I: How")
    caret = units.next("sentence", caret)
    span = units.grow(None, caret, "sentence")
    assert span is not None
    assert TALK[slice(*span)] == "How are you?"
    grown = units.grow(span, caret, "sentence")
    assert grown is not None
    assert TALK[slice(*grown)] == "How are you? Well?"
    assert units.grow(grown, caret, "sentence") == grown
    assert units.shrink(grown, caret) == span


def test_a_loose_selection_grows_to_whole_words_first_after_a_move_by_character() -> None:
    units = Units(TALK, TURNS)
    at = TALK.index("ery fine")
    first = units.grow((at, at + 6), at, "character")
    assert first is not None
    assert TALK[slice(*first)] == "Very fine"
    second = units.grow(first, at, "character")
    assert second is not None
    assert TALK[slice(*second)] == "Very fine, thanks."


def test_a_turn_without_speech_is_grown_to_as_a_whole() -> None:
    units = Units(TALK, TURNS)
    assert units.around("turn", 90) == (89, 92)


def steps_back(units: Units, unit: Unit) -> list[int]:
    """Where steps back from the end of the text stop."""
    at = [len(units.text)]
    while at[-1] > 0:
        at.append(units.previous(unit, at[-1]))
        assert at[-1] < at[-2], "a step never stays where it is"
    return at[1:]


def test_the_turns_of_these_tests_are_where_the_labels_stand() -> None:
    assert [TALK[start:speech] for start, speech, _ in TURNS] == ["I: ", "R: ", "I: ", "R: "]
    assert [TALK[speech:end] for _, speech, end in TURNS][2:] == ["Mm.", ""]


def test_steps_back_stop_where_steps_forward_do() -> None:
    units = Units(TALK, TURNS)
    assert steps_back(units, "turn") == [89, 82, 38, 15, 0]
    sentences = ["Mm.", "Dr. Novák", "Very fine", "Fine.", "Well?", "How are", "Preface"]
    assert steps_back(units, "sentence") == [TALK.index(words) for words in sentences]
    for unit in UNITS:
        forward = [0]
        while forward[-1] < len(TALK):
            forward.append(units.next(unit, forward[-1]))
        assert steps_back(units, unit) == forward[-2::-1], unit


def test_a_step_back_goes_to_the_start_of_the_unit_first() -> None:
    units = Units(TALK, TURNS)
    inside = TALK.index("thanks")
    assert units.previous("word", inside + 2) == inside
    assert units.previous("word", inside) == TALK.index("fine,")
    assert units.previous("sentence", inside) == TALK.index("Very")
    assert units.previous("turn", inside) == 38
    assert units.previous("turn", 38) == 15
    assert units.previous("word", TALK.index("Fine.")) == TALK.index("Well?"), "over the label"


def test_a_selection_shrinks_step_by_step_to_a_word_at_the_caret() -> None:
    units = Units(TALK, TURNS)
    caret = TALK.index("thanks") + 2
    selection: tuple[int, int] | None = (0, len(TALK))
    words = []
    while selection is not None:
        selection = units.shrink(selection, caret)
        words.append(TALK[slice(*selection)] if selection else None)
    assert words == ["Fine. Very fine, thanks. Dr. Novák came.", "Very fine, thanks.", "thanks", None]


def test_a_selection_shrinks_inside_itself_wherever_the_caret_is() -> None:
    units = Units(TALK, TURNS)
    whole = (41, 81)
    assert TALK[slice(*whole)].startswith("Fine. Very")
    first, last = units.shrink(whole, 0), units.shrink(whole, len(TALK))
    assert first is not None
    assert last is not None
    assert TALK[slice(*first)] == "Fine."
    assert TALK[slice(*last)] == "Dr. Novák came."
    loose = (TALK.index("ine."), TALK.index("thanks."))
    inner = units.shrink(loose, TALK.index("fine,"))
    assert inner is not None
    assert TALK[slice(*inner)] == "fine", "no sentence lies wholly within"
    assert units.shrink(loose, loose[0]) is None, "nor does the word that it cuts"


def test_a_label_belongs_to_the_words_behind_it_also_where_turns_touch() -> None:
    text = "A: yesB: no"
    units = Units(text, [(0, 3, 6), (6, 9, 11)])
    for unit in UNITS:
        found = [units.around(unit, offset) for offset in (0, 2, 3, 5, 6, 8, 9, 10)]
        assert found == [(3, 6)] * 4 + [(9, 11)] * 4, unit
    assert units.around("word", 11) == (9, 11), "at the very end the last word"
    units = Units(TALK, TURNS)
    for unit in UNITS[:2]:
        around = [units.around(unit, offset) for offset in (15, 16, 17, 18)]
        assert len(set(around)) == 1
        assert around[0] is not None
        assert TALK[slice(*around[0])].startswith("How")


def test_before_the_first_turn_and_in_empty_text_units_answer() -> None:
    assert Units(TALK, TURNS).around("turn", 3) == (0, 13)
    empty = Units("", [])
    assert empty.next("word", 0) == 0
    assert empty.grow(None, 0, "word") is None


@given(TEXTS, st.lists(st.integers(0, 150), max_size=8), st.integers(0, 150))
def test_units_step_forward_and_back_to_ends_and_grow_without_ever_shrinking(
    text: str, cuts: list[int], offset: int
) -> None:
    points = sorted({min(cut, len(text)) for cut in cuts})
    turns = [(a, min(a + 2, b), b) for a, b in pairwise(points)]
    units = Units(text, turns)
    offset = min(offset, len(text))
    for unit in UNITS:
        ahead, behind = units.next(unit, offset), units.previous(unit, offset)
        assert offset < ahead or ahead == offset == len(text)
        assert behind < offset or behind == offset == 0
    selection = units.grow(None, offset, "word")
    for _ in range(4):
        if selection is None:
            break
        larger = units.grow(selection, offset, "word")
        assert larger is not None
        assert larger[0] <= selection[0]
        assert selection[1] <= larger[1]
        selection = larger
