"""Text as transcription services and programs write it: who speaks and when, for one sample of each shape."""

from __future__ import annotations

import pytest

from qualcode.model.documents import Transcript
from qualcode.transcripts.registry import read_bytes
from tests.formats.wordfile import docx, para

Turn = tuple[str | None, int | None, int | None, str]


def of(content: str, name: str = "x.txt") -> Transcript:
    return read_bytes(content.encode(), name)


def turns(transcript: Transcript) -> list[Turn]:
    text = transcript.text
    return [(t.label, t.start_time, t.end_time, text[t.speech_start : t.end]) for t in transcript.turns]


OTTER = """Jana M  0:03
Tak to začalo.
A šlo to dál.

Unknown Speaker  53:34
Ano.

Jana M  1:02:11
Dobře.

Unknown Speaker  1:02:20
No.

Jana M  1:02:25
Konec.

Unknown Speaker  1:02:30
Konec.

Transcribed by https://otter.ai
"""
REV = """Jana (00:00:07):
Where were you?

(00:06:19):
And [inaudible 00:06:19] then?

Petr (00:07:00):
There [crosstalk 00:07:02].

Jana (00:08:00):
I see.

Petr (00:09:00):
Well.

Jana (00:10:00):
Right.

Petr (00:11:00):
Bye.
"""
ATRAIN = """Transcription for 20260101 1200-samtal


SPEAKER_00
Hej och hjärtligt välkommen.
Då börjar vi.

SPEAKER_01
Tack.

Speaker undefined
Hm.

SPEAKER_00
Ja.
"""
ATRAIN_MAXQDA = (
    "Transcription for 20260101 1200-samtal\n\nSPEAKER_00\n[00:00:01] - Hej. [00:00:04] - Då börjar vi. \n\nSPEAKER_01\n[00:00:07] - Tack. "
    "\n\nSpeaker undefined\n[00:00:09] - Hm. \n\nSPEAKER_00\n[00:00:12] - Ja. "
)


def test_otter() -> None:
    assert turns(of(OTTER))[:3] == [
        ("Jana M", 3000, None, "Tak to začalo.\nA šlo to dál."),
        ("Unknown Speaker", 3214000, None, "Ano."),
        ("Jana M", 3731000, None, "Dobře."),
    ]
    assert turns(of(OTTER))[-1] == ("Unknown Speaker", 3750000, None, "Konec.")


def test_rev_a_stamp_without_a_name_goes_on_with_the_speaker() -> None:
    found = turns(of(REV))
    assert found[0] == (
        "Jana", 7000, None, "Where were you?\n\n(00:06:19):\nAnd [inaudible 00:06:19] then?",
    )  # fmt: skip
    assert [label for label, *_ in found] == ["Jana", "Petr"] * 3


@pytest.mark.parametrize(
    ("shape", "name"),
    [
        ("Speaker {n} (00:0{t}):\nWords.\n\n", "trint.txt"),
        ("[00:00:0{t}] Speaker {n}: Words.\n\n", "trint.txt"),
        ("Speaker {n}: [00:00:0{t}] Words.\n\n", "sonix.txt"),
        ("**Speaker {n}:** [00:00:0{t}] Words.\n\n", "descript.md"),
        ("[00:00:0{t}] **Speaker {n}:** Words.\n\n", "descript.md"),
        ("00:00:0{t}\tSpeaker {n}\tWords.\n", "zoom.txt"),
        ("Speaker {n}: 00:00:0{t}\n\nWords.\n\n", "speakers.txt"),
        ("00:00:0{t}.0Speaker {n}: Words.\n\n", "maxqda.txt"),
        ("[00:00:0{t}]\nSpeaker {n}:\nWords.\n\n", "stamps.txt"),
        ("Speaker {n}  0:0{t}\nWords.\n\n", "pasted.txt"),
    ],
)
def test_speaker_and_time_in_every_order(shape: str, name: str) -> None:
    expected = []
    content = ""
    for t in range(6):
        content += shape.format(n=t % 2, t=t)
        expected.append((f"Speaker {t % 2}", t * 1000, None, "Words."))
    assert turns(of(content, name)) == expected


def test_zoom_text_with_tabs_keeps_colons_in_the_speech() -> None:
    content = "".join(
        f"00:00:0{t}\t{['Jana Malá', 'Petr N.'][t % 2]}\tŘekl: přijď v {t}:30.\n" for t in range(6)
    )
    assert turns(of(content))[:2] == [
        ("Jana Malá", 0, None, "Řekl: přijď v 0:30."),
        ("Petr N.", 1000, None, "Řekl: přijď v 1:30."),
    ]


@pytest.mark.parametrize("stamp", ["#00:00:0{}-3#", "#00:00:0{}.3#", "#00:00:0{},3#"])
def test_stamps_of_f4_and_atlas_ti_end_a_turn(stamp: str) -> None:
    content = "".join(f"{'IB'[t % 2]}: Words {t}. {stamp.format(t + 1)}\n" for t in range(6))
    assert [(label, a, b) for label, a, b, _ in turns(of(content))][:3] == [
        ("I", None, 1300),
        ("B", 1300, 2300),
        ("I", 2300, 3300),
    ]


def test_atrain() -> None:
    assert turns(of(ATRAIN)) == [
        ("SPEAKER_00", None, None, "Hej och hjärtligt välkommen.\nDå börjar vi."),
        ("SPEAKER_01", None, None, "Tack."),
        ("Speaker undefined", None, None, "Hm."),
        ("SPEAKER_00", None, None, "Ja."),
    ]
    assert turns(of(ATRAIN_MAXQDA)) == [
        ("SPEAKER_00", 1000, None, "Hej. [00:00:04] - Då börjar vi."),
        ("SPEAKER_01", 7000, None, "Tack."),
        ("Speaker undefined", 9000, None, "Hm."),
        ("SPEAKER_00", 12000, None, "Ja."),
    ]


def test_whisper() -> None:
    assert turns(of("Hej och välkommen.\nTack.\n")) == []
    assert turns(of("[SPEAKER_00]: Hej.\n[SPEAKER_01]: Tack.\n" * 3))[:2] == [
        ("SPEAKER_00", None, None, "Hej."),
        ("SPEAKER_01", None, None, "Tack."),
    ]
    assert turns(of("start\tend\ttext\n0\t1500\tHej.\n1500\t2500\tTack.\n", "x.tsv")) == [
        (None, 0, 1500, "Hej."),
        (None, 1500, 2500, "Tack."),
    ]


@pytest.mark.parametrize(
    ("started", "stopped"),
    [
        ("Jana Malá started transcription", "Jana Malá stopped transcription"),
        ("Jana Malá zahájila přepis", "Jana Malá zastavila přepis"),
        ("Jana Malá startade transkription", "Petr Novák stoppade transkription"),
        ("Eva Host zahájila přepis", "Eva Host přepis ukončila"),
    ],
)
def test_the_last_line_of_teams_is_no_speech_in_any_language(started: str, stopped: str) -> None:
    lines = ["Porada-20260615_133555-Meeting Transcript", "15. 6. 2026", "27m 42s", started]
    for t in range(6):
        lines += [f"{['Jana Malá', 'Petr Novák'][t % 2]}   0:0{t}", f"Věta číslo {t}"]
    transcript = read_bytes(docx("".join(map(para, [*lines, stopped]))), "teams.docx")
    assert [speech for *_, speech in turns(transcript)] == [f"Věta číslo {t}" for t in range(6)]
    assert transcript.text.rstrip().endswith(stopped)
    kept = read_bytes(docx("".join(map(para, [*lines, "Jana Malá odešla domů dřív."]))), "teams.docx")
    assert turns(kept)[-1][3] == "Věta číslo 5\nJana Malá odešla domů dřív."


def test_old_teams_with_soft_breaks() -> None:
    cues = "".join(
        f"0:0:{t}.0 --> 0:0:{t}.900\n{['Jana Malá', 'Petr N'][t % 2]}\nVěta {t}.\n" for t in range(6)
    )
    assert turns(read_bytes(docx(para(cues)), "teams.docx"))[:2] == [
        ("Jana Malá", 0, 900, "Věta 0."),
        ("Petr N", 1000, 1900, "Věta 1."),
    ]


def test_times_with_speech_below_them_name_nobody() -> None:
    cues = "".join(
        f"0:0:{t}.0 --> 0:0:{t}.900\n{said}\nVíc.\n" for t, said in enumerate(["Jana Malá", "no jo.", "Petr"])
    )
    assert turns(read_bytes(docx(para(cues)), "x.docx")) == []


# captions

YOUTUBE = """WEBVTT
Kind: captions
Language: cs

00:00:00.000 --> 00:00:02.000 align:start position:0%

dobrý<00:00:00.500><c> den</c>

00:00:02.000 --> 00:00:02.010 align:start position:0%
dobrý den


00:00:02.010 --> 00:00:04.000 align:start position:0%
dobrý den
jak<00:00:03.000><c> se máte</c>

00:00:04.000 --> 00:00:04.010 align:start position:0%
jak se máte


00:00:04.010 --> 00:00:06.000 align:start position:0%
jak se máte
dobře
"""


def test_rolling_captions_are_read_once() -> None:
    transcript = of(YOUTUBE, "x.vtt")
    assert turns(transcript) == [
        (None, 0, 2000, "dobrý den"),
        (None, 2010, 4000, "jak se máte"),
        (None, 4010, 6000, "dobře"),
    ]
    assert "These are rolling captions: 4 repeated lines left out." in transcript.warnings
    assert not any("missing" in said for said in transcript.warnings)


def test_rolling_captions_in_subrip() -> None:
    lines = ["one two", "three", "four five", "six", "seven"]
    cues = [f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{lines[n - 1]}\n{lines[n]}\n" for n in range(1, 5)]
    assert [speech for *_, speech in turns(of("\n".join(cues), "x.srt"))] == [
        "one two three", "four five", "six", "seven",
    ]  # fmt: skip


def test_rolling_captions_whose_times_overlap() -> None:
    lines = ["one two", "three", "four five", "six", "seven"]
    cues = [f"{n}\n00:00:0{n},000 --> 00:00:0{n + 2},500\n{lines[n - 1]}\n{lines[n]}\n" for n in range(1, 5)]
    transcript = of("\n".join(cues), "x.srt")
    assert [speech for *_, speech in turns(transcript)] == ["one two three", "four five", "six", "seven"]
    assert "These are rolling captions: 3 repeated lines left out." in transcript.warnings


def test_a_word_said_in_overlapping_cues_stays() -> None:
    said = ["Yes.", "Yes.", "Yes.", "No.", "No.", "It was so."]
    cues = [f"00:00:0{n}.000 --> 00:00:0{n + 1}.400\n{line}\n" for n, line in enumerate(said)]
    assert [speech for *_, speech in turns(of("WEBVTT\n\n" + "\n".join(cues), "x.vtt"))] == said


def test_a_code_before_the_times_is_an_identifier_even_if_few_cues_have_one() -> None:
    code = "0f3a9c1e-12ab-4cde-8f90-a1b2c3d4e5f6"
    ids = ["", f"{code}/12-0\n", "", f"Porada-{code}/13-1\n", "", code.upper() + "\n", ""]
    cues = [
        f"{name}00:00:0{n}.000 --> 00:00:0{n + 1}.000\n<v Jana>Slovo {n}.</v>\n" for n, name in enumerate(ids)
    ]
    for gap in ("\n", ""):
        transcript = of("WEBVTT\n\n" + gap.join(cues), "x.vtt")
        assert transcript.text == "Jana: " + " ".join(f"Slovo {n}." for n in range(7)) + "\n"


def test_a_word_said_twice_is_no_rolling_caption() -> None:
    said = ["Yes.", "Yes.", "No.", "No.", "Well.", "It was so.", "And so.", "And more.", "Yes."]
    cues = [f"00:00:0{n}.000 --> 00:00:0{n + 1}.000\n{line}\n" for n, line in enumerate(said)]
    transcript = of("WEBVTT\n\n" + "\n".join(cues), "x.vtt")
    assert [speech for *_, speech in turns(transcript)] == said


def test_names_in_the_cue_identifiers_of_webex() -> None:
    names = ["Jana Malá", "Petr N"]
    cues = [
        f'{n} "{names[n % 2]}" (12345{n})\n00:00:0{n}.000 --> 00:00:0{n + 1}.000\nWords {n}.\n'
        for n in range(4)
    ]
    assert turns(of("WEBVTT\n\n" + "\n".join(cues), "x.vtt"))[:2] == [
        ("Jana Malá", 0, 1000, "Words 0."),
        ("Petr N", 1000, 2000, "Words 1."),
    ]


def test_dashes_in_live_captions_divide_speakers() -> None:
    content = "WEBVTT\n\n00:00.000 --> 00:03.000\nso that was it\n-\nyes it was\n\n00:03.000 --> 00:05.000\n- one\n- two\n"
    assert [speech for *_, speech in turns(of(content, "x.vtt"))] == [
        "so that was it", "yes it was", "- one", "- two",
    ]  # fmt: skip


def test_a_word_said_in_cue_after_cue_is_kept_each_time() -> None:
    data = "WEBVTT\n\n" + "\n\n".join(f"00:0{n}.000 --> 00:0{n + 1}.000\n<v Jana>Jo.</v>" for n in range(4))
    assert read_bytes(data.encode(), "talk.vtt").text == "Jana: Jo. Jo. Jo. Jo.\n"
