from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import FileError
from qualcode.model.documents import Transcript
from qualcode.text.canonical import canonical
from qualcode.text.units import count_letters
from qualcode.transcripts.registry import read_bytes
from tests.transcripts.test_subtitles import lines

WHISPERX = {
    "segments": [
        {
            "start": 0.031,
            "end": 2.5,
            "text": " Dobrý den, jak se máte?",
            "words": [
                {"word": "Dobrý", "start": 0.031, "end": 0.4, "score": 0.9, "speaker": "SPEAKER_00"},
                {"word": "den,", "start": 0.5, "end": 0.7, "score": 0.8, "speaker": "SPEAKER_00"},
            ],
            "speaker": "SPEAKER_00",
        },
        {
            "start": 2.5,
            "end": 3.25,
            "text": " Povídejte.",
            "words": [{"word": "2024"}],
            "speaker": "SPEAKER_00",
        },
        {"start": 4, "end": 6.0, "text": " No (..) dobře --> tak.", "words": [], "speaker": "SPEAKER_01"},
    ],
    "word_segments": [],
    "language": "cs",
}
WHISPER = {
    "text": " Hej och välkommen. Tack!",
    "segments": [
        {"id": 0, "seek": 0, "start": 0.0, "end": 1.5, "text": " Hej och välkommen.", "tokens": [1, 2]},
        {"id": 1, "seek": 0, "start": 1.5, "end": 2.0, "text": " Tack!", "tokens": [3]},
    ],
    "language": "sv",
}


def of(content: Any, name: str = "x.json") -> Transcript:
    return read_bytes(content if isinstance(content, bytes) else json.dumps(content).encode(), name)


def test_segments_of_whisperx_are_turns_by_speaker() -> None:
    transcript = of(WHISPERX)
    assert lines(transcript) == [
        "SPEAKER_00: Dobrý den, jak se máte? Povídejte.",
        "SPEAKER_01: No (..) dobře --> tak.",
    ]
    assert [(t.start_time, t.end_time) for t in transcript.turns] == [(31, 3250), (4000, 6000)]
    assert transcript.format == "json"
    assert not any("letters" in warning for warning in transcript.warnings)


def test_segments_of_whisper_are_turns_without_speaker() -> None:
    transcript = of(WHISPER)
    assert lines(transcript) == ["Hej och välkommen.", "Tack!"]
    assert [(t.start_time, t.end_time) for t in transcript.turns] == [(0, 1500), (1500, 2000)]
    assert list(transcript.warnings) == [
        "Nobody is named as speaker: each piece is a turn of its own, without a speaker."
    ]


def test_segments_of_atrain_and_a_bare_list() -> None:
    items = [
        {"id": 1, "start": 0.0, "end": 1.0, "text": " Ja?", "words": None, "speaker": "SPEAKER_01"},
        {"id": 2, "start": 1.0, "end": 2.0, "text": " Nej.", "words": None, "speaker": "SPEAKER_00"},
    ]
    for content in ({"segments": items}, items):
        assert lines(of(content)) == ["SPEAKER_01: Ja?", "SPEAKER_00: Nej."]


def test_byte_order_marks_and_old_encodings() -> None:
    source = json.dumps(WHISPERX, ensure_ascii=False)
    for data in (source.encode("utf-8-sig"), source.encode("utf-16"), source.encode("cp1250")):
        assert lines(of(data))[0].startswith("SPEAKER_00: Dobrý den, jak se máte?")
    assert "old code page" in " ".join(of(source.encode("cp1250")).warnings)


def test_speakers_that_lack_or_disagree_are_said() -> None:
    transcript = of(
        {
            "segments": [
                {"start": 0, "end": 1, "text": "a b", "words": [{"word": "a", "speaker": "A"}]},
                {"start": 1, "end": 2, "text": "c"},
                {"start": 2, "end": 3, "text": "d", "speaker": "B", "words": [{"word": "d", "speaker": "A"}]},
                {"start": 3, "end": 4, "text": "e", "speaker": 7},
            ]
        }
    )
    assert lines(transcript) == ["A: a b c", "B: d", "7: e"]
    said = " ".join(transcript.warnings)
    assert "1 segment without a speaker got the one most of the words in it bear" in said
    assert "1 segment without a speaker: the speaker before was taken to go on" in said
    assert "In 1 segment some words bear another speaker" in said


def test_times_that_cannot_be() -> None:
    data = (
        b'{"segments": [{"text": "a", "start": NaN, "end": 1e999}, {"text": "b", "start": -1, "end": "3"},'
        b'{"text": "c", "start": 9, "end": 8}, {"text": "d", "start": 5, "end": true}, '
        b'{"text": "e", "words": [{"word": "e", "start": 6.0, "end": 7.5}, {"word": "f"}]}]}'
    )
    transcript = of(data)
    assert [(t.start_time, t.end_time) for t in transcript.turns] == [
        (None, None),
        (None, None),
        (9000, 9000),
        (5000, None),
        (6000, 7500),
    ]
    said = " ".join(transcript.warnings)
    assert "5 times that cannot be" in said
    assert "1 segment with an end before the start" in said
    assert "backwards at 1 place" in said


def test_control_characters_and_surrogates_are_shown() -> None:
    transcript = of(
        b'{"segments": [{"text": "a\\u0000b\\ud800c\\u001b[31m\\r\\nd", "start": 0, "speaker": "\\ufeffJ\\udfff"},'
        b'{"text": "\\ufeff", "start": 1, "speaker": "\\ufeff"}]}'
    )
    assert lines(transcript) == ["J\ufffd: a\ufffdb\ufffdc\ufffd[31m d"]


def test_a_whole_text_that_has_more_than_the_segments_is_said() -> None:
    transcript = of({**WHISPER, "text": "Hej och välkommen. Tack! Och mer."})
    assert "whole text, with 25 letters; the segments, which were read, have 19" in " ".join(
        transcript.warnings
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"Jana: ano", "is plain text"),
        (json.dumps(WHISPERX).encode()[:300], "damaged: its JSON breaks off or is wrong in line 1"),
        (b'{"segments": [{"text": "a",}]}', "damaged: its JSON"),
        (b'{"a": ' + b"[" * 100_000, "nested too deeply"),
        (b'{"a": 1' + b"0" * 5000 + b"}", "number that is too large"),
        (b'{"a": [' + b"[]," * 1_000_001 + b"[]]}", "more than 1,000,000 objects"),
        (b'{"segments": []}', "holds no words"),
        ({"segments": [{"text": " ", "start": 0}]}, "holds no words"),
        ({"segments": [{"text": "a"}, {"text": None}]}, "its segment 2 has no text"),
        ({"segments": [{"text": "a"}, 3]}, "its segment 2 has no text"),
        ({"segments": [{"text": "a", "speaker": "x" * 5000}]}, "name of more than 200 characters"),
        ({"segments": "a"}, "no transcript of Whisper, WhisperX or aTrain"),
        ({"segments": [1, 2]}, "no transcript of Whisper"),
        ({"codes": [], "documents": []}, "no transcript of Whisper"),
        ({"text": "ano"}, "no transcript of Whisper"),
        ({"results": {"transcripts": [{"transcript": "x"}], "items": []}}, "no transcript of Whisper"),
        ([{"name": "a"}], "no transcript of Whisper"),
        (b"[]", "holds no words"),
        (
            {"text": "<p>a</p>", "media": "a.mp3", "media-time": 1.5},
            r"oTranscribe file; give it the suffix \.otr",
        ),
        (b'{"a": "' + b"\x00\x01" * 400 + b'"}', "binary|damaged"),
        (b'{"a": "' + b"x" * (33 * 2**20) + b'"}', "more than 32 MiB"),
    ],
)
def test_other_json_is_refused_in_a_sentence(content: Any, words: str) -> None:
    begin = time.process_time()
    with pytest.raises(FileError, match=words) as caught:
        of(content)
    assert str(caught.value).startswith("x.json ")
    assert len(str(caught.value)) < 250
    assert time.process_time() - begin < 2


def test_a_megabyte_without_a_break() -> None:
    transcript = of({"segments": [{"text": "a" * 2**20, "start": 0, "speaker": "A"}]})
    assert count_letters(transcript.text) == 2**20 + 1


ANY = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(st.characters(codec=None), max_size=6)
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(["segments", "text", "start", "end", "speaker", "words", "word"]),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=12,
)
SEGMENT = st.fixed_dictionaries(
    {"text": st.text(st.characters(codec=None), max_size=8)},
    optional={"start": ANY, "end": ANY, "speaker": ANY, "words": st.lists(ANY, max_size=3)},
)


@given(st.one_of(ANY, st.fixed_dictionaries({"segments": st.lists(SEGMENT, max_size=5)})))
def test_any_json_is_read_without_loss_or_refused(content: Any) -> None:
    try:
        transcript = of(content)
    except FileError:
        return
    lines(transcript)
    assert canonical(transcript.text) == transcript.text
    assert not any("letters in the segments" in warning for warning in transcript.warnings)
