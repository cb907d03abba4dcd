"""What is said to be left out of subtitles is what was left out, in plain English."""

from __future__ import annotations

from qualcode.transcripts import read_bytes
from qualcode.transcripts.format import Request
from qualcode.transcripts.vtt import FORMAT


def warnings(body: str) -> str:
    """What the reader says of a WebVTT file with this body."""
    return " ".join(FORMAT.read(Request(f"WEBVTT\n\n{body}".encode(), "x.vtt")).warnings)


CUE = "00:00:0{}.000 --> 00:00:0{}.500\n{}\n\n"


def test_voice_tags_are_understood_and_not_called_left_out() -> None:
    cues = "".join(CUE.format(n, n, f"<v {'I' if n % 2 else 'Hana'}>Words.</v>") for n in range(6))
    assert "Left out" not in warnings(cues)
    assert "letters in the cues" not in warnings(cues)


def test_one_tag_and_one_block_are_in_the_singular() -> None:
    said = warnings(
        CUE.format(1, 1, "<v Hana><lang cs>Ano.</v>") + "NOTE\nmine\n\n" + CUE.format(2, 2, "<v Hana>Ne.</v>")
    )
    assert "Left out: 1 formatting tag such as" in said
    assert "Left out: 1 block of notes or styles." in said


def test_cues_without_a_blank_line_between_them_keep_their_words() -> None:
    cues = "".join(f"00:0{n}.000 --> 00:0{n + 1}.000\nslovo {n}\n" for n in range(1, 5))
    assert read_bytes(f"WEBVTT\n\n{cues}".encode(), "x.vtt").text == "slovo 1\nslovo 2\nslovo 3\nslovo 4\n"
    timed = "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\nslovo\n" for n in range(1, 4))
    assert read_bytes(timed.encode(), "x.srt").text == "slovo\nslovo\nslovo\n"


def test_speech_between_a_blank_line_and_the_next_cue_is_no_identifier() -> None:
    cues = "WEBVTT\n\n00:01.000 --> 00:02.000\nano\n\npotom\n00:03.000 --> 00:04.000\nne\n\n5\n00:05.000 --> 00:06.000\nnic\n"
    assert read_bytes(cues.encode(), "x.vtt").text == "ano potom\nne\nnic\n"


def test_identifiers_of_several_words_are_said() -> None:
    cues = "".join(f"část číslo {n}\n{CUE.format(n, n, 'ano')}" for n in range(1, 4))
    transcript = read_bytes(f"WEBVTT\n\n{cues}".encode(), "x.vtt")
    assert transcript.text == "ano\nano\nano\n"
    assert any("2 lines of several words before the times of a cue" in said for said in transcript.warnings)
    guids = "".join(f"5f3c-{n}/12-0\n{CUE.format(n, n, 'ano')}" for n in range(1, 4))
    assert "Left out" not in warnings(guids)


def test_words_above_the_first_cue_are_said() -> None:
    assert "Left out: 11 letters above the first cue." in warnings(
        "Úvodní slova\n\n" + CUE.format(1, 1, "ano")
    )
    header = b"WEBVTT - rozhovor\nKind: captions\nLanguage: cs\n\nNOTE nic\n\nSTYLE\n::cue {}\n\n"
    plain = read_bytes(header + CUE.format(1, 1, "ano").encode(), "x.vtt")
    assert not any("above" in said for said in plain.warnings)
    glued = read_bytes(("WEBVTT\n00:00:01,5 -> 2\npovídejte\n\n" + CUE.format(2, 2, "ano")).encode(), "x.vtt")
    assert any("Left out: 9 letters above" in said for said in glued.warnings)


def test_words_behind_the_times_of_a_cue_are_speech() -> None:
    cues = (
        "00:01.000 --> 00:02.000 align:start position:0%\nano\n\n00:02.000 --> 00:03.000 a potom: ne\ndál\n"
    )
    assert read_bytes(f"WEBVTT\n\n{cues}".encode(), "x.vtt").text == "ano\na potom: ne dál\n"


def test_the_words_of_a_cue_whose_times_cannot_be_read_are_kept() -> None:
    body = (
        "00:00:7x --> 00:00:02\nprvní věta\n\n"
        "00:02.000 --> 00:03.000\ndruhá věta\n\n"
        "2\n0:04 --> ??\ntřetí věta\n\n"
        "00:05.000 --> 00:06.000\nšipka --> doleva\n\nšipka --> doprava\n"
    )
    transcript = read_bytes(f"WEBVTT\n\n{body}".encode(), "x.vtt")
    speech = [(turn.start_time, transcript.text[turn.start : turn.end]) for turn in transcript.turns]
    assert speech == [
        (None, "první věta"), (2000, "druhá věta"), (None, "třetí věta"), (5000, "šipka --> doleva šipka --> doprava"),
    ]  # fmt: skip
    said = " ".join(transcript.warnings)
    assert "The times of 2 cues cannot be read (“00:00:7x --> 00:00:02”)" in said
    assert "above the first cue" not in said
    assert "letters in the cues" not in said
