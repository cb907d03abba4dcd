"""Marks of transcription by document, turn and speaker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import InputError, NotFoundError
from qualcode.model.documents import Transcript
from qualcode.study import Study
from qualcode.study.text_marks import count_marks, text_marks
from qualcode.transcripts import read_bytes

ONE = "(smích)\n\nT: Jak to (..) bylo?\n\nR: No (3) prostě [smích], (pauza 2 s) víte.\n\nT: Ano.\n\nR: [město]\n\nT: A?\n\nR: x\n"
TWO = "T: Jo (smích)?\nR: Ne //T: mhm// nic.\n" * 3


def add(study: Study, name: str, text: str) -> Transcript:
    transcript = read_bytes(text.encode(), f"{name}.txt")
    study.documents.add(transcript, name=name, source=text.encode(), source_name=f"{name}.txt", language="cs")
    return transcript


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with Study.create(tmp_path / "a.qualcode") as made:
        add(made, "R01", ONE)
        add(made, "R02", TWO)
        yield made


def test_each_mark_has_its_turn_speaker_and_words_around(study: Study) -> None:
    found = text_marks(study.documents, document="r01")
    assert [(m.turn, m.speaker, m.kind, m.seconds, m.text) for m in found] == [
        (None, None, "laughter", None, "(smích)"),
        (1, "T", "pause", None, "(..)"),
        (2, "R", "pause", 3.0, "(3)"),
        (2, "R", "laughter", None, "[smích]"),
        (2, "R", "pause", 2.0, "(pauza 2 s)"),
        (4, "R", "anonymised", None, "[město]"),
    ]
    assert all(ONE[m.start : m.end] == m.text for m in found)
    assert [(m.before, m.after) for m in found[1:3]] == [("Jak to", "bylo?"), ("No", "prostě [smích], (pauza 2 s) víte.")]  # fmt: skip


def test_all_documents_one_kind_and_counts_by_speaker(study: Study) -> None:
    laughter = text_marks(study.documents, kind="laughter")
    assert [(m.document, m.text) for m in laughter] == [("R01", "(smích)"), ("R01", "[smích]")] + [
        ("R02", "(smích)")
    ] * 3
    counts = count_marks(text_marks(study.documents))
    assert [(n.document, n.speaker, n.kind, n.marks, n.seconds) for n in counts] == [
        ("R01", None, "laughter", 1, 0),
        ("R01", "T", "pause", 1, 0),
        ("R01", "R", "pause", 2, 5.0),
        ("R01", "R", "laughter", 1, 0),
        ("R01", "R", "anonymised", 1, 0),
        ("R02", "T", "laughter", 3, 0),
        ("R02", "R", "back-channel", 3, 0),
    ]


def test_words_around_are_not_cut(study: Study) -> None:
    add(study, "R03", "I: " + "abcdefgh " * 20 + "(..)" + " klmnopqr" * 20 + "\nI: x\nI: y\n")
    (mark,) = text_marks(study.documents, document="R03")
    assert (mark.before, mark.after) == (" ".join(["abcdefgh"] * 4), " ".join(["klmnopqr"] * 4))


def test_what_is_not_there_is_said(study: Study) -> None:
    with pytest.raises(InputError, match="no kind of mark; choose one of: pause, laughter"):
        text_marks(study.documents, kind="sighs")
    with pytest.raises(NotFoundError, match="no document “R99”"):
        text_marks(study.documents, document="R99")


def test_the_number_of_queries_does_not_grow_with_the_study(study: Study) -> None:
    asked: list[str] = []
    study.store.connection.set_trace_callback(asked.append)
    text_marks(study.documents)
    few = len(asked)
    for n in range(3, 13):
        add(study, f"R{n:02}", f"{TWO}R: {n}\n")
    asked.clear()
    text_marks(study.documents)
    assert len(asked) <= max(few, 4)
