"""What holds of everything that a reader gives or says, whatever the file was."""

from __future__ import annotations

import re
from itertools import pairwise

from qualcode.errors import FileError
from qualcode.model.documents import Transcript
from qualcode.text.canonical import canonical
from qualcode.transcripts import read_bytes

__all__ = ["check_refusal", "check_transcript", "read_or_refused"]

_CONTROL = re.compile(r"[\x00-\x1f\ud800-\udfff]")
_QUOTED = re.compile(r"“[^”]*”|'[^']*'")
_SENTENCE = re.compile(r"[.!?](?=\s|$)")


def check_transcript(transcript: Transcript) -> None:
    """Canonical text with something in it, turns in order and inside it, times that can be, words for people."""
    text = transcript.text
    assert canonical(text) == text
    assert text.strip()
    for turn in transcript.turns:
        assert 0 <= turn.start <= turn.speech_start <= turn.end <= len(text)
        assert turn.label is None or turn.label.split()
        assert turn.label is None or turn.label == " ".join(turn.label.split())
        times = [time for time in (turn.start_time, turn.end_time) if time is not None]
        assert all(type(time) is int and time >= 0 for time in times)
        assert times == sorted(times)
    for before, after in pairwise(transcript.turns):
        assert before.end <= after.start
    assert set(transcript.roles) <= {turn.label for turn in transcript.turns}
    for warning in transcript.warnings:
        assert not _CONTROL.search(warning), warning


def check_refusal(message: str, name: str) -> None:
    """At most two sentences on one line that name the file."""
    assert name in message
    assert not _CONTROL.search(message), message
    assert len(_SENTENCE.findall(_QUOTED.sub("x", message.replace(name, "x")))) <= 2, message
    assert len(message) < 420, message


def read_or_refused(data: bytes, name: str) -> Transcript | str:
    """A sound transcript, or the sound message of its refusal; anything else fails the test."""
    try:
        transcript = read_bytes(data, name)
    except FileError as error:
        check_refusal(str(error), name)
        return str(error)
    check_transcript(transcript)
    return transcript
