"""A small coded study with a codebook, for tests of the round trip with a reviewer."""

from __future__ import annotations

from pathlib import Path

from qualcode.study import Study
from tests.study.material import TEXT, add, new, span

BRIEF = "Believing in each other"
FULL = "Any talk of trust.\nAlso that it is mutual."
WHEN = "When trust is named or told of"
EXAMPLE = "I trust him"


def coded(folder: Path, name: str = "study.qualcode") -> Study:
    """``trust`` (quotations 1 and 3) and ``looking for`` (2) under ``Relationship``, coded by Karin."""
    study = new(folder, name=name)
    add(study)
    study.codebook.add("Relationship", kind="category")
    study.codebook.add("trust", under="Relationship")
    study.codebook.edit("trust", brief=BRIEF, full=FULL, when=WHEN, example=EXAMPLE)
    study.codebook.add("looking for", under="Relationship")
    study.codebook.edit("looking for", brief="Going out to people who stay away")
    for words, code in (
        ("I trust him, and he trusts me", "trust"),
        ("go and look for him", "looking for"),
        ("he trusts me. Důvěra je základ.", "trust"),
    ):
        study.codings.apply("interview", span(TEXT, words), code, coder="Karin")
    return study
