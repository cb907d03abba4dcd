"""Turns that still wait for a code, and quotations that bear a memo."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.documents import ROLES, Role, Transcript, TranscriptTurn, Turn
from qualcode.study import Study
from qualcode.study.uncoded import answering, uncoded_turns

TURNS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 3), st.sampled_from(ROLES)), max_size=8)
SPANS = st.lists(st.tuples(st.integers(0, 70), st.integers(0, 25)), max_size=8)


def turns_of(parts: list[tuple[int, int, Role]]) -> list[Turn]:
    turns: list[Turn] = []
    place = 0
    for number, (length, label, role) in enumerate(parts, 1):
        end = place + label + length
        turns.append(Turn(number, 1, number, place, end, place + label, "R", role, None, None))
        place = end + 1
    return turns


@given(TURNS, SPANS)
def test_a_turn_is_uncoded_where_no_character_of_its_speech_is_coded(
    parts: list[tuple[int, int, Role]], spans: list[tuple[int, int]]
) -> None:
    turns = turns_of(parts)
    spans = [(start, start + length) for start, length in spans]
    coded = {offset for span in spans for offset in range(*span)}
    known = any(turn.role != "unknown" for turn in turns)
    expected = [
        turn
        for turn in turns
        if turn.speech_start < turn.end
        and (turn.role == "respondent" or not known)
        and not coded & set(range(turn.speech_start, turn.end))
    ]
    assert uncoded_turns(turns, spans) == expected
    assert uncoded_turns(turns, []) == answering(turns)


def test_memos_of_quotations_are_found_wherever_they_were_written(tmp_path: Path) -> None:
    text = "Respondent: One two three four."
    with Study.create(tmp_path / "m.qualcode", actor="Jana") as study:
        for name in ("R01", "R02"):
            source = Transcript(text + name, (TranscriptTurn(0, len(text), 12, "Respondent"),), "txt")
            study.documents.add(
                source, name=name, source=source.text.encode(), source_name="a.txt", language="en"
            )
        study.codings.apply("R01", (20, 25), "late", memo="own memo")
        study.codings.apply("R01", (12, 15), "early")
        study.codings.apply("R01", (16, 19), "none")
        number = next(row.quotation for row in study.codings.list(code="early"))
        study.memos.add("first", target="quotation", target_name=number)
        study.memos.add("second", target="quotation", target_name=number)
        found = study.quotations.with_memo("R01")
        assert [(q.text, q.memo) for q in found] == [("One", "second"), ("three", "own memo")]
        assert study.quotations.with_memo("R02") == ()
