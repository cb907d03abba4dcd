from __future__ import annotations

import re

import pytest

from qualcode.transcripts.timestamps import CLOCK, STAMP, has_days, milliseconds


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("0:03", (3_000, None)),
        ("90:00", (5_400_000, None)),
        ("[00:01:02]", (62_000, None)),
        ("(00:06:19)", (379_000, None)),
        ("#00:01:02-3#", (62_300, None)),
        ("#01:00:02.45#", (3_602_450, None)),
        ("00:00:01,250", (1_250, None)),
        ("00:00:01,1000", (2_000, None)),
        ("0:0:2.90", (2_900, None)),
        ("[03:03:51:09]", (273_069_000, None)),
        ("[-00:00:00:10]", (-10_000, None)),
        ("0:0:0.0 --> 0:0:1.510", (0, 1_510)),
        ("[0:01 - 0:05]", (1_000, 5_000)),
        ("[0:01–0:05]", (1_000, 5_000)),
        ("no time", (None, None)),
    ],
)
def test_what_stamps_mean(stamp: str, expected: tuple[int | None, int | None]) -> None:
    assert milliseconds(stamp) == expected


def test_four_fields_end_with_frames_where_none_is_above_29() -> None:
    frames = [f"[00:00:{i:02}:{i % 25:02}]" for i in range(40)]
    assert not has_days(frames)
    assert milliseconds("[00:00:10:05]", days=False) == (10_200, None)
    assert has_days([*frames, "[00:00:10:30]"])
    assert has_days(["[00:00:00:05.5]", "#00:00:00:05-3#"])


@pytest.mark.parametrize(
    "text", ["[00:01:02]", "(0:07)", "<00:00:01.5>", "#00:01:02-3#", "[0:01 - 0:05]", "[0:01 --> 0:05]"]
)
def test_what_a_stamp_looks_like(text: str) -> None:
    assert re.fullmatch(STAMP, text)
    assert not re.fullmatch(CLOCK, text)


@pytest.mark.parametrize("text", ["[laughs]", "(3)", "(12)", "12:30", "[inaudible 00:06:19]", "#5#"])
def test_what_is_no_stamp(text: str) -> None:
    assert not re.fullmatch(STAMP, text)
