"""Small transcripts for tests of the study."""

from __future__ import annotations

from pathlib import Path

from qualcode.model.documents import Document, Transcript, TranscriptTurn
from qualcode.study import Study

TEXT = (
    "I: What does trust mean here?\n"
    "R: I trust him, and he trusts me. Důvěra je základ.\n"
    "I: And when he stops coming?\n"
    "R: Then I go and look for him; I don't give up on people.\n"
)


def transcript(text: str = TEXT) -> Transcript:
    """Turns at every line with a one-letter label."""
    turns, at = [], 0
    for line in text.split("\n"):
        if ": " in line[:4]:
            turns.append(
                TranscriptTurn(at, at + len(line), at + line.index(": ") + 2, line[: line.index(":")])
            )
        at += len(line) + 1
    return Transcript(text, tuple(turns), "txt", roles={"I": "interviewer", "R": "respondent"})


def add(study: Study, name: str = "interview", text: str = TEXT, **options: object) -> Document:
    """Add a transcript to a study."""
    return study.documents.add(
        transcript(text),
        name=name,
        source=text.encode(),
        source_name=f"{name}.txt",
        language="en",
        **options,  # type: ignore[arg-type]
    )


def span(text: str, words: str) -> tuple[int, int]:
    """Where words stand in a text."""
    start = text.index(words)
    return start, start + len(words)


def new(folder: Path, actor: str = "Tester", name: str = "study.qualcode") -> Study:
    """An empty study."""
    return Study.create(folder / name, title="A study", actor=actor)
