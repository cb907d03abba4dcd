"""JSON of Whisper, WhisperX and aTrain: segments with times and, where somebody told them apart, speakers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.errors import FileError
from qualcode.model.documents import Transcript
from qualcode.text.canonical import canonical
from qualcode.text.counting import counted
from qualcode.text.units import count_letters
from qualcode.transcripts.format import Format, Request
from qualcode.transcripts.json_file import load_json, one_line
from qualcode.transcripts.letters import proved
from qualcode.transcripts.plain import REPLACEMENT
from qualcode.transcripts.segments import Segment, segments_transcript

__all__ = ["FORMAT"]

_LONGEST_LABEL = 200
_LATEST = 1000 * 3600
"""Seconds; a time after it is none."""


@dataclass(slots=True)
class _Counts:
    """What was met beside the words."""

    bad_times: int = 0
    backward: int = 0
    unnamed: int = 0
    from_words: int = 0
    mixed: int = 0


def _read(request: Request) -> Transcript:
    content, warnings = load_json(request)
    if isinstance(content, dict) and isinstance(content.get("text"), str) and "media-time" in content:
        raise FileError(
            f"{request.name} ends in .json, but it is an oTranscribe file; give it the suffix .otr."
        )
    items = _items(content)
    if items is None:
        raise FileError(
            f"{request.name} is JSON, but no transcript of Whisper, WhisperX or aTrain: it has no list of segments "
            "with their text. Export the transcript as .vtt, .srt, .docx or .txt and import that."
        )
    counts = _Counts()
    segments = [_segment(item, number, request.name, counts) for number, item in enumerate(items, start=1)]
    named = any(segment.label for segment in segments)
    transcript = segments_transcript(request, "json", segments, (*warnings, *_warnings(counts, named)))
    came = sum(count_letters(canonical(item["text"])) for item in items if isinstance(item, dict))
    transcript = proved(transcript, came, where="in the segments")
    said = list(transcript.warnings)
    strange = transcript.text.count(REPLACEMENT)
    if strange and not any(REPLACEMENT in warning for warning in warnings):
        said.append(f"Control characters are shown as {REPLACEMENT}: {strange} in the text.")
    whole = content.get("text") if isinstance(content, dict) else None
    if isinstance(whole, str) and count_letters(canonical(whole)) != came:
        said.append(
            f"The file also holds its whole text, with {count_letters(canonical(whole))} letters; the segments, "
            f"which were read, have {came}."
        )
    return replace(transcript, warnings=tuple(said))


def _items(content: object) -> Sequence[object] | None:
    """The segments of a file, or None where it is of another kind."""
    items = content.get("segments") if isinstance(content, dict) else content
    if not isinstance(items, list):
        return None
    if isinstance(content, list) and not all(_is_segment(item) and "start" in item for item in items[:3]):
        return None
    return items if not items or any(_is_segment(item) for item in items[:3]) else None


def _is_segment(item: object) -> bool:
    return isinstance(item, dict) and isinstance(item.get("text"), str)


def _segment(item: object, number: int, name: str, counts: _Counts) -> Segment:
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        raise FileError(f"{name} is damaged: its segment {number} has no text. Export it again.")
    words = item.get("words")
    spoken = [word for word in words if isinstance(word, dict)] if isinstance(words, list) else []
    text = one_line(canonical(item["text"]))
    label = _label(item, number, name)
    voices = Counter(_label(word, number, name) for word in spoken)
    del voices[None]
    if label is None and voices:
        label = voices.most_common(1)[0][0]
        counts.from_words += 1
    counts.unnamed += label is None and bool(text)
    counts.mixed += any(voice != label for voice in voices)
    start, end = _time(item, "start", counts), _time(item, "end", counts)
    if start is None:
        start = min((t for word in spoken if (t := _time(word, "start")) is not None), default=None)
    if end is None:
        end = max((t for word in spoken if (t := _time(word, "end")) is not None), default=None)
    if start is not None and end is not None and end < start:
        counts.backward += 1
        end = start
    return Segment(label, text, start, end)


def _label(item: Mapping[str, object], number: int, name: str) -> str | None:
    value = item.get("speaker")
    if value is None or isinstance(value, bool) or not isinstance(value, str | int):
        return None
    label = one_line(canonical(str(value)))
    if len(label) > _LONGEST_LABEL:
        raise FileError(
            f"{name} is damaged: the speaker of its segment {number} has a name of more than {_LONGEST_LABEL} characters."
        )
    return label or None


def _time(item: Mapping[str, object], key: str, counts: _Counts | None = None) -> int | None:
    """Milliseconds; None for what is missing, no number, negative or far too late."""
    value = item.get(key)
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _LATEST:
        return round(value * 1000)
    if counts is not None:
        counts.bad_times += 1
    return None


def _warnings(counts: _Counts, named: bool) -> list[str]:
    warnings: list[str] = []
    if counts.bad_times:
        warnings.append(f"Left out: {counted(counts.bad_times, 'time')} that cannot be.")
    if counts.backward:
        warnings.append(
            f"{counted(counts.backward, 'segment')} with an end before the start: the start was kept."
        )
    if counts.from_words and named:
        warnings.append(
            f"{counted(counts.from_words, 'segment')} without a speaker got the one most of the words in it bear."
        )
    if counts.unnamed and named:
        warnings.append(
            f"{counted(counts.unnamed, 'segment')} without a speaker: the speaker before was taken to go on."
        )
    if counts.mixed:
        warnings.append(
            f"In {counted(counts.mixed, 'segment')} some words bear another speaker; the segment’s own was taken."
        )
    return warnings


FORMAT = Format(
    name="json",
    title="a transcript of Whisper, WhisperX or aTrain in JSON",
    suffixes=(".json",),
    sniff=lambda kind: kind == "json",
    read=_read,
)
