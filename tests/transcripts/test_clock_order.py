"""Times that cannot be are taken off or mended, the text stays, and one sentence says so."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.documents import Transcript, TranscriptTurn
from qualcode.transcripts.clock_order import check_times
from qualcode.transcripts.registry import read_bytes

Times = list[tuple[int | None, int | None]]


def turned(times: Times) -> list[TranscriptTurn]:
    return [
        TranscriptTurn(10 * n, 10 * n + 9, 10 * n + 3, "R", start, end)
        for n, (start, end) in enumerate(times)
    ]


def seconds(*starts: float | None) -> tuple[Times, str]:
    """Starts in seconds checked, in seconds again, with what was said."""
    given: Times = [(None if s is None else round(s * 1000), None) for s in starts]
    found, said = check_times(turned(given))
    assert len(said) <= 1
    return [(None if t.start_time is None else t.start_time // 1000, t.end_time) for t in found], " ".join(
        said
    )


def starts(*given: float | None) -> tuple[list[int | None], str]:
    found, said = seconds(*given)
    return [start for start, _ in found], said


def of(content: str, name: str = "x.txt") -> Transcript:
    return read_bytes(content.encode(), name)


def test_times_in_order_are_left_alone() -> None:
    assert starts(0, 5, 5, None, 60) == ([0, 5, 5, None, 60], "")


def test_a_start_that_alone_is_out_of_order_is_taken_off() -> None:
    found, said = starts(10, 20, 5000, 30, 40, 3, 50)
    assert found == [10, 20, None, 30, 40, None, 50]
    assert said == "Times: 2 starts out of order were taken off (turn 3, 6)."


def test_people_who_speak_at_once_keep_their_times() -> None:
    found, said = starts(10, 22, 20, 30)
    assert found == [10, 22, 20, 30]
    assert "backwards at 1 place (turn 3)" in said


def test_a_second_recording_is_kept_and_said() -> None:
    found, said = starts(100, 200, 1000, 0, 50, 90)
    assert found == [100, 200, 1000, 0, 50, 90]
    assert said == "Times: they go backwards at 1 place (turn 4), where the order of the file was kept."


def test_times_of_another_interview_in_the_file_begin_anew() -> None:
    talk = "[57:00] I: Jak?\n[57:30] R: Tak.\n[58:00] I: Co?\n[59:00] R: Nic.\n"
    transcript = of(f"Rozhovor 1\n\n{talk.replace('57', '00')}\nRozhovor 2\n\n{talk.replace('57', '01')}")
    assert [(t.start_time or 0) // 1000 for t in transcript.turns] == [0, 30, 3480, 3540, 60, 90, 3480, 3540]
    assert not any("Times" in said for said in transcript.warnings)


def test_minutes_that_begin_anew_go_on_with_the_next_hour() -> None:
    found, said = starts(3500, 3590, 4, 60, 3570, 2)
    assert found == [3500, 3590, 3604, 3660, 7170, 7202]
    assert "begin anew 2 times" in said


def test_minutes_beyond_the_hour_are_what_they_say() -> None:
    transcript = of("".join(f"[{m}:30] {'IR'[m % 2]}: a\n" for m in range(57, 65)))
    assert [t.start_time for t in transcript.turns] == [(60 * m + 30) * 1000 for m in range(57, 65)]
    assert not any("Times" in said for said in transcript.warnings)


def test_ends_before_the_start_and_times_before_the_beginning() -> None:
    found, said = check_times(turned([(-500, 900), (1000, 500), (2000, 3000)]))
    assert [(t.start_time, t.end_time) for t in found] == [(None, 900), (1000, None), (2000, 3000)]
    assert said == ["Times: 1 time before the beginning was taken off; 1 end before the start was taken off."]


def test_bad_stamps_in_a_text_stay_there() -> None:
    content = "[00:00:10] I: a\n[00:00:20] R: b\n[00:90:30] I: c\n[00:00:40] R: d\n[-00:00:05] I: e\n[00:00:60] R: f\n"
    transcript = of(content)
    assert transcript.text == content
    assert [t.start_time for t in transcript.turns] == [10_000, 20_000, None, 40_000, None, 60_000]
    assert sum("Times" in said for said in transcript.warnings) == 1


def test_bad_times_of_cues() -> None:
    cues = [
        "00:00:01,1000 --> 00:00:03,000\na",
        "-00:00:01,000 --> 00:00:04,000\nb",
        "00:00:09,000 --> 00:00:05,000\nc",
    ]
    transcript = of("".join(f"{n}\n{cue}\n\n" for n, cue in enumerate(cues, 1)), "x.srt")
    assert [(t.start_time, t.end_time) for t in transcript.turns] == [
        (2000, 3000),
        (None, 4000),
        (9000, None),
    ]
    assert (
        "1 time before the beginning was taken off; 1 end before the start was taken off"
        in transcript.warnings[-1]
    )


TIME = st.one_of(st.none(), st.integers(-10_000, 10_000_000))


@given(st.lists(st.tuples(TIME, TIME), max_size=20))
def test_any_times_come_out_possible_and_the_turns_as_they_were(times: Times) -> None:
    turns = turned(times)
    found, said = check_times(turns)
    assert [(t.start, t.end, t.speech_start, t.label) for t in found] == [
        (t.start, t.end, t.speech_start, t.label) for t in turns
    ]
    for turn in found:
        assert turn.start_time is None or turn.start_time >= 0
        assert turn.end_time is None or turn.end_time >= 0
        assert None in (turn.start_time, turn.end_time) or turn.start_time <= turn.end_time  # type: ignore[operator]
    known = [t.start_time for t in found if t.start_time is not None]
    assert said or known == sorted(known)
    assert bool(said) or list(found) == turns
