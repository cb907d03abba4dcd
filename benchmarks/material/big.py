"""A big study that resembles a long project: seeded, so that every run measures the same."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from qualcode.model.codings import NewCoding
from qualcode.model.documents import Transcript, TranscriptTurn
from qualcode.study import Study

__all__ = ["LONG", "SHORT", "Size", "make"]

SEED = 20261101
LONG = "long"
"""The name of the longest document."""
SHORT = "short"
"""The name of the shortest one."""
SYLLABLES = [
    "ta",
    "ver",
    "mi",
    "lo",
    "dův",
    "ra",
    "ske",
    "no",
    "in",
    "te",
    "kol",
    "pra",
    "zi",
    "hod",
    "ma",
    "nek",
    "se",
    "åt",
    "gö",
    "ver",
    "be",
    "al",
    "po",
    "tr",
    "ch",
]


@dataclass(frozen=True)
class Size:
    """How big a study is."""

    documents: int = 60
    words: int = 600_000
    codings: int = 20_000
    codes: int = 2_300
    long_words: int = 100_000
    """Of the longest document."""
    long_codings: int = 5_000
    short_words: int = 1_000
    short_codings: int = 10


def transcript(words: int, dice: random.Random, vocabulary: list[str]) -> Transcript:
    """An interview of about so many words: questions of 5-30, answers of 6-700 words, sentences of 4-25."""
    parts: list[str] = []
    turns: list[TranscriptTurn] = []
    at = said = 0
    while said < words:
        asks = len(turns) % 2 == 0
        label = "Interviewer" if asks else "Respondent"
        length = dice.randint(5, 30) if asks else min(700, max(6, int(dice.lognormvariate(4.6, 1.0))))
        length = min(length, words - said)
        spoken: list[str] = []
        while length > 0:
            taken = min(length, dice.randint(4, 25))
            sentence = dice.choices(vocabulary, k=taken)
            spoken.append(" ".join(sentence).capitalize() + ("?" if asks else "."))
            length -= taken
            said += taken
        line = f"{label}: {' '.join(spoken)}"
        turns.append(TranscriptTurn(at, at + len(line), at + len(label) + 2, label))
        parts.append(line)
        at += len(line) + 1
    roles = {"Interviewer": "interviewer", "Respondent": "respondent"}
    return Transcript("\n".join(parts), tuple(turns), "txt", roles)  # type: ignore[arg-type]


def make(path: Path, size: Size = Size()) -> None:
    """Write the study: frequent and rare codes (Zipf), lengths with a long tail, many starts at the border of a turn."""
    dice = random.Random(SEED)
    vocabulary = ["".join(dice.choices(SYLLABLES, k=dice.randint(1, 4))) for _ in range(8_000)]
    middle = size.documents - 2
    names = [LONG, SHORT, *(f"R{n:02}" for n in range(1, middle + 1))]
    words = [
        size.long_words,
        size.short_words,
        *shares(size.words - size.long_words - size.short_words, middle),
    ]
    counts = [
        size.long_codings, size.short_codings, *shares(size.codings - size.long_codings - size.short_codings, middle),
    ]  # fmt: skip
    with Study.create(path, title="A big study", actor="Jana") as study:
        for name, share in zip(names, words, strict=True):
            source = transcript(share, dice, vocabulary)
            study.documents.add(
                source, name=name, source=source.text.encode(), source_name=f"{name}.txt", language="en"
            )
        codes = codebook(study, size.codes, dice, vocabulary)
        weights = [1 / (rank + 1) for rank in range(len(codes))]
        with study.change("codings.apply", "Coded the study"):
            for name, count in zip(names, counts, strict=True):
                code_document(study, name, count, dice.choices(codes, weights, k=4 * count), dice)


def shares(total: int, parts: int) -> list[int]:
    """A total in nearly equal parts."""
    return [total * (n + 1) // parts - total * n // parts for n in range(parts)]


def codebook(study: Study, count: int, dice: random.Random, vocabulary: list[str]) -> list[str]:
    """Categories with codes of two words below them; gives the names of the codes."""
    names: list[str] = []
    category = ""
    with study.change("codes.add", "Made the codebook") as change:
        while len(names) < count:
            if len(names) % 30 == 0:
                category = f"category {len(names) // 30}"
                study.codebook.insert(category, change, kind="category")
                parent = study.codebook.id_of(category)
            name = f"{dice.choice(vocabulary)} {dice.choice(vocabulary)} {len(names)}"
            new = study.codebook.insert(name, change)
            change.update("codes", [new], {"parent_id": parent, "position": len(names) % 30})
            names.append(name)
    return names


def code_document(study: Study, name: str, count: int, codes: list[str], dice: random.Random) -> None:
    """Apply so many different codings to one document."""
    text, turns = study.documents.text(name), study.documents.turns(name)
    wanted: dict[tuple[int, int, str], None] = {}
    for code in codes:
        turn = dice.choice(turns)
        start = turn.speech_start if dice.random() < 0.6 else dice.randint(turn.speech_start, turn.end - 2)
        end = min(len(text), start + max(5, int(dice.lognormvariate(4.9, 0.8))))
        if text[start:end].strip():
            wanted[(start, end, code)] = None
        if len(wanted) == count:
            break
    study.codings.apply_many([NewCoding(name, start, end, code) for start, end, code in wanted])
