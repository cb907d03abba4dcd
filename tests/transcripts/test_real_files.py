"""The real files: every turn in its place, counted by other means than the reader's."""

from __future__ import annotations

import re
import time
import zipfile
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from qualcode.model.documents import Transcript
from qualcode.text.canonical import canonical
from qualcode.transcripts import read
from tests.conftest import ABSENT

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "transcripts"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=ABSENT)


def sound(transcript: Transcript) -> None:
    """Turns lie in the text, in order, without overlap, each beginning with its label."""
    text = transcript.text
    assert canonical(text) == text
    for turn in transcript.turns:
        assert 0 <= turn.start <= turn.speech_start <= turn.end <= len(text)
        assert turn.start < turn.end
        assert text[turn.start : turn.end] == text[turn.start : turn.end].strip()
        assert turn.label is None or turn.label in text[turn.start : turn.speech_start]
    for before, after in pairwise(transcript.turns):
        assert before.end <= after.start


def test_labelled_turns_de() -> None:
    transcript, data = read(DATA / "labelled_turns_de.docx")
    sound(transcript)
    assert data == (DATA / "labelled_turns_de.docx").read_bytes()
    with zipfile.ZipFile(DATA / "labelled_turns_de.docx") as archive:
        xml = archive.read("word/document.xml").decode()
    paragraphs = ["".join(re.findall(r"<w:t[ >][^<]*", p)) for p in xml.split("</w:p>")]
    paragraphs = [re.sub(r"<w:t[^>]*>", "", p) for p in paragraphs]
    labelled = [p for p in paragraphs if re.match(r"[A-Z]\d?:", p)]
    assert [turn.label for turn in transcript.turns] == [p.split(":")[0] for p in labelled]
    assert [transcript.text[t.start : t.end] for t in transcript.turns] == [p.rstrip() for p in labelled]
    assert transcript.text[transcript.turns[0].speech_start :].startswith("Wie gut fühlt ihr euch")
    assert transcript.roles == {"I": "interviewer", "S1": "respondent", "S2": "respondent"}
    assert transcript.warnings == ()


def test_speaker_and_time_md() -> None:
    path = DATA / "speaker_and_time.md"
    transcript, _ = read(path)
    sound(transcript)
    assert transcript.text == path.read_text("utf-8")
    expected = []
    offset = 0
    for line in transcript.text.split("\n"):
        match = re.fullmatch(r"(Speaker \d): (\d\d):(\d\d):(\d\d)", line)
        if match:
            hours, minutes, seconds = map(int, match.groups()[1:])
            expected.append((offset, match[1], 1000 * (3600 * hours + 60 * minutes + seconds)))
        offset += len(line) + 1
    assert len(expected) == 224
    assert [(turn.start, turn.label, turn.start_time) for turn in transcript.turns] == expected
    assert all(
        re.match(r"\w|\.\.\.", transcript.text[t.speech_start :])
        for t in transcript.turns
        if t.speech_start < t.end
    )
    assert transcript.text[transcript.turns[-1].end :].strip() == ""


def test_subtitles_sv() -> None:
    path = DATA / "subtitles_sv.vtt"
    transcript, _ = read(path)
    sound(transcript)
    expected = []
    for block in path.read_text("utf-8").strip().split("\n\n")[1:]:
        times, *lines = re.sub(r"</?i>", "", block.strip()).split("\n")
        parts = [" ".join(lines)]
        if re.fullmatch("–.*[^–]\n–.*", "\n".join(lines)):
            parts = list(lines)
        expected += [(times, part) for part in parts]
    assert len({times for times, _ in expected}) == 1221
    assert len(expected) == 1221 + 93, "93 cues are dialogues of two, told by the dashes"
    assert [transcript.text[t.start : t.end] for t in transcript.turns] == [part for _, part in expected]

    def clock(time: int | None) -> str:
        assert time is not None
        return f"{time // 3600000:02}:{time // 60000 % 60:02}:{time // 1000 % 60:02}.{time % 1000:03}"

    assert [f"{clock(t.start_time)} --> {clock(t.end_time)}" for t in transcript.turns] == [
        times for times, _ in expected
    ]
    assert {turn.label for turn in transcript.turns} == {None}


def test_large_two_hundred_thousand_words() -> None:
    path = DATA / "large_two_hundred_thousand_words.txt"
    before = time.process_time()
    transcript, _ = read(path)
    assert time.process_time() - before < 6, "ten times the measured time"
    sound(transcript)
    assert transcript.text == path.read_text("utf-8")
    expected: list[tuple[int, str, int | None]] = []
    stamp = ""
    offset = 0
    for line in transcript.text.split("\n"):
        if line.startswith("["):
            stamp = line.strip("[]")
        elif line[:1].isalpha():
            milliseconds = None
            if stamp:
                days, hours, minutes, seconds = map(int, stamp.strip("-").split(":"))
                milliseconds = 1000 * (((days * 24 + hours) * 60 + minutes) * 60 + seconds)
                if stamp.startswith("-"):
                    milliseconds = None
            expected.append((offset, line.split(":")[0], milliseconds))
            stamp = ""
        offset += len(line) + 1
    assert len(expected) == 11264
    assert "Times: 3 times before the beginning were taken off." in transcript.warnings
    assert [(turn.start, turn.label, turn.start_time) for turn in transcript.turns] == expected
    assert Counter(t.label for t in transcript.turns)["CC"] == 4990
    assert not any(
        re.search(r"^(\[-?\d|_page|_tape|_extra)", transcript.text[t.start : t.end], re.M)
        for t in transcript.turns
    )


@pytest.mark.parametrize(("name", "turns"), [("bold_questions_pt.md", 0), ("cue_tags.vtt", 3)])
def test_files_without_certain_speakers(name: str, turns: int) -> None:
    transcript, _ = read(DATA / name)
    sound(transcript)
    assert len(transcript.turns) == turns
    assert transcript.warnings


def test_bold_questions_pt() -> None:
    path = DATA / "bold_questions_pt.md"
    transcript, _ = read(path, layout="bold", language="en")
    assert transcript.text == path.read_text("utf-8")
    asked = [t for t in transcript.turns if t.label == "Interviewer"]
    assert [transcript.text[t.start : t.end] for t in asked] == re.findall(
        r"^\*\*.*\*\*$", transcript.text, re.M
    )
    answers = [transcript.text[t.start : t.end] for t in transcript.turns if t.label == "Respondent"]
    assert len(answers) == len(asked) == 47
    assert not any(line.startswith(("#", "* **")) for answer in answers for line in answer.split("\n"))
    assert "47 paragraphs are bold or italic as a whole; if these are the questions, give --layout bold." in read(path)[0].warnings  # fmt: skip


def test_names_below_the_times_of_teams() -> None:
    transcript, _ = read(DATA / "teams_old_layout.docx")
    sound(transcript)
    first = transcript.turns[0]
    assert (first.label, first.start_time, first.end_time) == ("Some Body", 0, 1510)
    assert transcript.text[first.start : first.end] == "Some Body: OK. Yeah."
    assert [t.label for t in transcript.turns] == ["Some Body", "James Bond"]
