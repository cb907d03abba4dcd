"""The proof that nothing was lost: letters of the source against letters of the text, and what to say where they differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qualcode.model.documents import Transcript
from qualcode.text.units import count_letters
from qualcode.transcripts.heads import Head

__all__ = ["ENOUGH", "head_letters", "proved"]

ENOUGH = 0.995
"""Share of the source's letters below which a text is called incomplete."""


def head_letters(source: str, heads: Iterable[Head]) -> int:
    """Letters of the labels (and signs beside them) as the source has them, wherever a turn begins."""
    return sum(count_letters(source[head.start : head.end]) for head in heads)


def proved(
    transcript: Transcript,
    came: int | None,
    *,
    own: int = 0,
    where: str = "in the file",
    surplus: bool = True,
) -> Transcript:
    """The transcript with its letters counted, and a sentence where some are missing or too many.

    *came* are the letters of the source, counted apart from the reader's work (None: the text is the source itself); *own* those among them that now stand in labels, less
    those that the reader put into the text. *where* says where they were counted. Without *surplus* nothing is said of too many,
    where the count of the source is none to rely on.
    """
    text = transcript.text
    labels = sum(count_letters(text[turn.start : turn.speech_start]) for turn in transcript.turns)
    went = count_letters(text) - labels + own
    came = went if came is None else came
    said = f"Of {came} letters {where}, {went} are in the text"
    missing = came - went
    warnings: tuple[str, ...] = ()
    if went < came * ENOUGH:
        warnings = (f"{said}: {missing} are missing, so the text is not whole. Compare it with the file.",)
    elif missing > 0:
        warnings = (f"{said}: {missing} missing; compare it with the file.",)
    elif missing < 0 and surplus:
        warnings = (f"{said}: {-missing} too many; look for words that stand there twice.",)
    return replace(transcript, letters=(came, went), warnings=(*transcript.warnings, *warnings))
