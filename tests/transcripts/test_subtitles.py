from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import FileError
from qualcode.model.documents import Transcript
from qualcode.text.canonical import canonical
from qualcode.text.units import count_letters
from qualcode.transcripts.format import Request
from qualcode.transcripts.registry import FORMATS, read_bytes

READERS = {known.name: known.read for known in FORMATS}


def vtt(*cues: str, header: str = "WEBVTT", labels: tuple[str, ...] = ()) -> Transcript:
    """Read cues, each of one second; text without a time line gets one."""
    blocks = [
        cue if "-->" in cue else f"00:00:{number:02}.000 --> 00:00:{number + 1:02}.000\n{cue}"
        for number, cue in enumerate(cues)
    ]
    return READERS["vtt"](Request("\n\n".join([header, *blocks]).encode(), "x.vtt", labels=labels))


def lines(transcript: Transcript) -> list[str]:
    text = transcript.text
    assert text == "".join(text[t.start : t.end] + "\n" for t in transcript.turns)
    for turn in transcript.turns:
        assert text[turn.start : turn.speech_start] == (f"{turn.label}: " if turn.label else "")
    for before, after in pairwise(transcript.turns):
        assert after.start == before.end + 1
    return [text[t.start : t.end] for t in transcript.turns]


def test_neighbouring_cues_of_one_speaker_are_one_turn() -> None:
    transcript = vtt(
        "<v Jana>Dobrý den,</v>",
        "<v Jana>jak se máte?</v>",
        "<v Petr>Dobře.</v>",
        "No jo.",
        "<v.loud Jana>Tak.</v>",
    )
    assert lines(transcript) == ["Jana: Dobrý den, jak se máte?", "Petr: Dobře. No jo.", "Jana: Tak."]
    assert [(t.start_time, t.end_time) for t in transcript.turns] == [(0, 2000), (2000, 4000), (4000, 5000)]


def test_unpadded_times_and_voices_of_teams() -> None:
    transcript = vtt(
        "0:0:0.0 --> 0:0:5.320\n<v User Name>This is\na test.</v>", "0:0:6.90 --> 0:0:6.500\n<v A>x</v>"
    )
    assert lines(transcript) == ["User Name: This is a test.", "A: x"]
    assert [(t.start_time, t.end_time) for t in transcript.turns] == [(0, 5320), (6090, 6500)]
    assert any("1 cue with an end before the start" in said for said in transcript.warnings)


def test_two_voices_in_one_cue() -> None:
    assert lines(vtt("<v A>Ahoj.</v>\n<v B>Nazdar.</v>", "<v B>Jo.</v>")) == ["A: Ahoj.", "B: Nazdar. Jo."]


def test_names_before_a_colon_as_in_zoom() -> None:
    transcript = vtt(
        "First L. (SL): a",
        "b",
        "Other: c",
        "First L. (SL): d",
        "Other: e",
        "First L. (SL): f",
        "Other: g",
        "Note: h",
    )
    assert lines(transcript) == [
        "First L. (SL): a b",
        "Other: c",
        "First L. (SL): d",
        "Other: e",
        "First L. (SL): f",
        "Other: g Note: h",
    ]


def test_a_rare_name_needs_confirmation() -> None:
    assert lines(vtt("Jana: a", "Petr: b")) == ["Jana: a", "Petr: b"]
    assert {t.label for t in vtt("Jana: a", "Petr: b").turns} == {None}
    assert [t.label for t in vtt("Jana: a", "Petr: b", labels=("jana", "Petr")).turns] == ["Jana", "Petr"]


def test_a_whole_word_for_a_role_is_a_name_however_rare() -> None:
    transcript = vtt("Tazatelka: Jak?", "Respondent 1: Tak.", "Note: ne")
    assert lines(transcript) == ["Tazatelka: Jak?", "Respondent 1: Tak. Note: ne"]
    assert transcript.roles == {"Tazatelka": "interviewer", "Respondent 1": "respondent"}


def test_recognised_speakers_captions_and_identifiers() -> None:
    assert lines(vtt("[SPEAKER_00]: a", "[SPEAKER_00]: b", "[SPEAKER_00]: c")) == ["SPEAKER_00: a b c"]
    assert lines(vtt(*["(Jana Malá)\nano", "(Petr L)\nne"] * 3)) == ["Jana Malá: ano", "Petr L: ne"] * 3
    cue = '1 "First Last" (1234567)\n00:00:00.000 --> 00:00:01.000\nHello'
    assert lines(vtt(cue, cue)) == ["First Last: Hello Hello"]


def test_without_names_each_cue_is_a_turn_and_dashes_split_one() -> None:
    transcript = vtt("[musik]", "–Tack.\n–Ja, ja.", "–och så\ngick han", "—en—\n–två")
    assert lines(transcript) == ["[musik]", "–Tack.", "–Ja, ja.", "–och så gick han", "—en— –två"]
    assert [t.start_time for t in transcript.turns] == [0, 1000, 1000, 2000, 3000]
    assert "No cue names a speaker" in transcript.warnings[0]


def test_tags_go_and_stage_directions_stay() -> None:
    transcript = vtt("<i>Jo</i> <c.red>ano</c> <00:00:00.500>tak <směje se> a &lt;3 &amp; &nbsp;dál AT&T")
    assert lines(transcript) == ["Jo ano tak <směje se> a <3 & dál AT&T"]
    assert "formatting tags" in transcript.warnings[1]
    assert len(transcript.warnings) == 2


def test_notes_styles_and_header_are_left_out_and_said() -> None:
    transcript = vtt(
        "a",
        "NOTE this is\nnot speech\n\n2\n00:00:09.000 --> 00:00:10.000\nb\n\nNOTE\nend",
        header="WEBVTT - title\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE x",
    )
    assert lines(transcript) == ["a", "b"]
    assert "Left out: 4 blocks of notes or styles." in transcript.warnings
    assert not any("letters" in warning for warning in transcript.warnings)


def test_a_blank_line_inside_a_cue_loses_nothing() -> None:
    assert lines(vtt("a\n\nstill here\n\nand here", "7\n00:00:09.000 --> 00:00:10.000\nb")) == [
        "a still here and here",
        "b",
    ]


def test_settings_commas_and_carriage_returns() -> None:
    data = "\ufeffWEBVTT\r\n\r\n00:01,500 --> 00:02,000 align:start position:0%\r\nHej\r\n".encode()
    transcript = READERS["vtt"](Request(data, "x.vtt"))
    assert lines(transcript) == ["Hej"]
    assert (transcript.turns[0].start_time, transcript.turns[0].end_time) == (1500, 2000)


def test_cues_out_of_order_are_said() -> None:
    data = b"WEBVTT\n\n00:05.000 --> 00:06.000\na\n\n00:01.000 --> 00:02.000\nb\n"
    assert "backwards at 1 place (turn 2)" in read_bytes(data, "x.vtt").warnings[-1]
    same = vtt("00:05.000 --> 00:06.000\n<v A>a</v>", "00:01.000 --> 00:02.000\n<v A>b</v>")
    assert "Inside turns, times go backwards at 1 place" in same.warnings[0]


def test_roles_of_voices() -> None:
    transcript = vtt(*["<v Tazatelka>Jak?</v>", "<v Respondent 1>Tak.</v>"])
    assert transcript.roles == {"Tazatelka": "interviewer", "Respondent 1": "respondent"}


@pytest.mark.parametrize(
    "content", ["WEBVTT", "WEBVTT\n\nNOTE nothing", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n"]
)
def test_a_file_without_words_is_refused(content: str) -> None:
    with pytest.raises(FileError, match=r"no cue|no words"):
        READERS["vtt"](Request(content.encode(), "x.vtt"))


def test_subrip() -> None:
    data = (
        "1\n00:00:01,000 --> 00:00:02,500\n[SPEAKER_00]: Hej\n\n2\n00:00:03,000 --> 00:00:04,1000\n{\\an8}[SPEAKER_00]: <font color='red'>du</font>\n\n"
        "3\n00:00:05.000 --> 00:00:06.000\n[SPEAKER_00]: 7\n4\n00:00:07,000 --> 00:00:08,000\nja\n"
    )
    transcript = READERS["srt"](Request(data.encode(), "x.srt"))
    assert lines(transcript) == ["SPEAKER_00: Hej du 7 ja"]
    assert (transcript.turns[0].start_time, transcript.turns[0].end_time) == (1000, 8000)
    assert transcript.format == "srt"


WORDS = st.text(
    st.characters(categories=["L", "N", "P", "Zs"], exclude_characters="<>&:"), min_size=1, max_size=15
)


@given(st.lists(st.tuples(st.sampled_from(["Jana", "Petr", None]), WORDS), min_size=1, max_size=12))
def test_every_letter_of_every_voice_is_kept(cues: list[tuple[str | None, str]]) -> None:
    if not any(canonical(words).strip() for _, words in cues):
        return
    transcript = vtt(*[f"<v {name}>{words}</v>" if name else words for name, words in cues])
    assert sum(
        count_letters(line.partition(": ")[2] if t.label else line)
        for t, line in zip(transcript.turns, lines(transcript), strict=True)
    ) == sum(count_letters(canonical(words)) for _, words in cues)
    assert not any("letters" in warning for warning in transcript.warnings)


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["", "NOTE x", "00:01.000 --> 00:02.000", "<v A>x", "3", "A: b", "-->", "STYLE", "–a"]
            ),
            st.text(max_size=12),
        ),
        max_size=20,
    )
)
def test_any_file_is_read_without_loss_or_refused(content: list[str]) -> None:
    data = "\n".join(["WEBVTT", *content]).encode("utf-8", "replace")
    try:
        transcript = READERS["vtt"](Request(data, "x.vtt"))
    except FileError:
        return
    lines(transcript)
    assert canonical(transcript.text) == transcript.text
    unsaid = [w for w in transcript.warnings if "letters" in w and "above the first cue" not in w]
    assert unsaid == [], "letters were lost otherwise than above the first cue, where there is no speech"


def test_the_path_of_a_subtitle_file(tmp_path: Path) -> None:
    from qualcode.transcripts import read

    path = tmp_path / "Rozhovor č. 1.VTT"
    path.write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nano\n", "utf-8")
    transcript, data = read(path)
    assert transcript.text == "ano\n"
    assert data == path.read_bytes()


@pytest.mark.parametrize(
    "line", ["<c " * 20_000, "<v " * 20_000, "{\\" * 20_000, "A" * 60_000, "&a" * 30_000, "(A" * 20_000]
)
def test_hostile_cues_take_linear_time(line: str) -> None:
    before = time.process_time()
    vtt(line, "x")
    assert time.process_time() - before < 5
