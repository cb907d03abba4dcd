"""Texts that are nearly the same, told by the lines they have in common."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.study import Study
from qualcode.text.counting import whole_percent
from qualcode.text.names import name_key
from qualcode.workflows.import_records import FilePlan, Twin

__all__ = ["NearTexts", "near_sentences"]

NEAR = 0.8
"""Share of equal lines from which two documents are called nearly the same."""
FEWEST = 5
"""Lines that a text needs to be compared."""
SHORTEST = 20
"""Characters of a line that are too few to say something."""
NEARLY = 0.999
"""The most that is said of texts that differ."""


class NearTexts:
    """Compares texts of one import; the lines of each text are looked at once and kept as numbers, not as words."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self._lines: dict[str, frozenset[int]] = {}

    def in_study(self, plan: FilePlan) -> tuple[Twin, ...]:
        """The documents of the study that have most of their lines in common with a file."""
        size = len(plan.transcript.text)
        mine = self._of(plan.sha256, plan.transcript.text)
        found = []
        for document in self.study.documents.list():
            if _sizes(document.characters, size):
                share = _share(mine, self._of_document(document.id, document.sha256))
                if share >= NEAR:
                    found.append(Twin(document.name, share, imported=True))
        return tuple(found)

    def among(self, plan: FilePlan, others: Sequence[FilePlan]) -> tuple[Twin, ...]:
        """Of files that were read, those that have most of their lines in common with one."""
        size = len(plan.transcript.text)
        mine = self._of(plan.sha256, plan.transcript.text)
        found = []
        for other in others:
            text = other.transcript.text
            if not other.error and other.sha256 != plan.sha256 and _sizes(len(text), size):
                share = _share(mine, self._of(other.sha256, text))
                if share >= NEAR:
                    found.append(Twin(other.name, share))
        return tuple(found)

    def _of_document(self, document: int, sha256: str) -> frozenset[int]:
        if sha256 not in self._lines:
            return self._of(sha256, self.study.documents.text(document))
        return self._lines[sha256]

    def _of(self, sha256: str, text: str) -> frozenset[int]:
        """The lines of a text that say something, in comparable form."""
        if sha256 not in self._lines:
            self._lines[sha256] = frozenset(
                hash(name_key(line)) for line in text.split("\n") if len(line) > SHORTEST
            )
        return self._lines[sha256]


def near_sentences(twins: Sequence[Twin]) -> tuple[str, ...]:
    """A warning for each nearly equal text, with the way to read a corrected transcript onto the coded one."""
    found = []
    for twin in twins:
        advice = "look whether it is another version of the same interview"
        if twin.imported:
            advice = "if it is a corrected version of that interview, read it in its place instead: qualcode document replace, or R on F7"
        found.append(f"{whole_percent(twin.share)} of its lines are also in “{twin.name}”; {advice}.")
    return tuple(found)


def _sizes(one: int, other: int) -> bool:
    return 0.5 < (one + 1) / (other + 1) < 2


def _share(mine: frozenset[int], theirs: frozenset[int]) -> float:
    """The share of equal lines among all lines of both."""
    if len(mine) < FEWEST:
        return 0
    return min(NEARLY, len(mine & theirs) / len(mine | theirs))
