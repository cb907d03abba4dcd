"""What is said to be left out of subtitles is what was left out, in plain English."""

from __future__ import annotations

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
