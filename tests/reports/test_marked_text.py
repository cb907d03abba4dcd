"""Transcripts cut at their passages: every character and every remark is there once, and the brackets enclose exactly the passage."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.reports.blocks import Remark, Transcript, TranscriptTurn
from qualcode.reports.marked_text import Sign, Spoken, Stretch, chunks, stretches
from qualcode.text.spans import trim


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    lines = draw(st.lists(st.text("ab .", max_size=9), min_size=1, max_size=7))
    text = "\n".join(lines)
    turns: list[TranscriptTurn] = []
    at = 0
    for line in lines:
        if draw(st.booleans()) and line:
            speech = at + draw(st.integers(0, len(line)))
            turns.append(TranscriptTurn(len(turns) + 1, at, at + len(line), speech))
        elif turns and draw(st.booleans()):
            last = turns[-1]  # a turn of several paragraphs
            turns[-1] = TranscriptTurn(last.number, last.start, at + len(line), last.speech)
        at += len(line) + 1
    remarks = []
    for number in range(
        draw(st.integers(0, 12 if text else 0))
    ):  # without a text there are no words to speak of
        start = draw(st.integers(0, len(text)))
        stop = draw(st.integers(start, len(text)))
        remarks.append(Remark(start, stop, f"remark {number}", "Jana"))
    return Transcript(text, "en", tuple(turns), tuple(remarks))


def words(stretch: Stretch) -> list[str]:
    return ["".join(piece.text for piece in line if isinstance(piece, Spoken)) for line in stretch.lines]


@given(transcripts())
def test_no_word_and_no_remark_is_lost_or_doubled(transcript: Transcript) -> None:
    found = stretches(transcript)
    held = [line for stretch in found for line in words(stretch) if line.strip()]
    assert "".join("".join(held).split()) == "".join(transcript.text.split())
    assert [stretch.turn for stretch in found if stretch.turn is not None] == list(transcript.turns)
    for stretch in found:
        if stretch.turn is not None:
            said = transcript.text[stretch.turn.start : stretch.turn.stop]
            assert [line for line in words(stretch) if line.strip()] == [
                line for line in said.split("\n") if line.strip()
            ]
    noted = [remark for stretch in found for each in stretch.noted for remark in each.remarks]
    assert sorted(noted, key=lambda r: r.text) == sorted(transcript.remarks, key=lambda r: r.text)


@given(transcripts())
def test_brackets_enclose_the_passage_and_depth_counts_the_passages(transcript: Transcript) -> None:
    found = stretches(transcript)
    pieces = [piece for stretch in found for line in stretch.lines for piece in line]
    open_now: dict[int, list[str]] = {}
    enclosed: dict[int, str] = {}
    for piece in pieces:
        if isinstance(piece, Spoken):
            assert piece.depth == len(open_now)
            for said in open_now.values():
                said.append(piece.text)
        elif piece.opening:
            assert piece.number not in enclosed | open_now
            open_now[piece.number] = []
        else:
            enclosed[piece.number] = "".join(open_now.pop(piece.number))
    assert not open_now
    wanted: dict[int, str] = {}
    for stretch in found:
        begun = [p.number for line in stretch.lines for p in line if isinstance(p, Sign) and p.opening]
        assert [each.number for each in stretch.noted] == begun
        for each in stretch.noted:
            spans = {trim(transcript.text, remark.start, remark.stop) for remark in each.remarks}
            assert len(spans) == 1
            start, stop = spans.pop()
            wanted[each.number] = transcript.text[start:stop]
    assert list(wanted) == list(range(1, len(wanted) + 1))
    assert {k: "".join(v.split()) for k, v in enclosed.items()} == {
        k: "".join(v.split()) for k, v in wanted.items()
    }


def test_signs_at_one_place_close_before_they_open_and_the_inner_one_first() -> None:
    text = "A: one two three"
    remarks = (
        Remark(3, 10, "outer", "J"),
        Remark(7, 10, "inner", "J"),
        Remark(11, 16, "next", "J"),
        Remark(3, 11, "the same with a space", "P"),
    )
    found = stretches(Transcript(text, "en", (TranscriptTurn(4, 0, 16, 3),), remarks))
    line = "".join(piece.shown if isinstance(piece, Sign) else piece.text for piece in found[0].lines[0])
    assert line == "A: [₁one [₂two]₂]₁ [₃three]₃"
    assert [[remark.text for remark in each.remarks] for each in found[0].noted] == [
        ["outer", "the same with a space"],
        ["inner"],
        ["next"],
    ]


@given(transcripts(), st.integers(4, 30))
def test_portions_hold_everything_in_order_and_are_short(transcript: Transcript, longest: int) -> None:
    for stretch in stretches(transcript):
        found = chunks(stretch.lines, longest)
        before = [piece for line in stretch.lines for piece in line]
        after = [piece for portion in found for line in portion for piece in line]
        assert "".join(p.text for p in before if isinstance(p, Spoken)) == "".join(
            p.text for p in after if isinstance(p, Spoken)
        )
        assert [p for p in before if isinstance(p, Sign)] == [p for p in after if isinstance(p, Sign)]
        for portion in found:
            pieces = [piece for line in portion for piece in line]
            assert sum(len(p.text) for p in pieces if isinstance(p, Spoken)) <= longest
            assert pieces
            if portion is not found[-1]:
                assert not (isinstance(pieces[-1], Sign) and pieces[-1].opening)


def test_a_long_turn_is_cut_behind_a_sentence() -> None:
    said = "He came on Tuesday. She waited by the stop. Nobody else would go there. "
    line = (Spoken(said, False, 0),)
    texts = ["".join(p.text for each in portion for p in each if isinstance(p, Spoken)) for portion in chunks([line], 50)]  # fmt: skip
    assert texts == ["He came on Tuesday. She waited by the stop. ", "Nobody else would go there. "]
