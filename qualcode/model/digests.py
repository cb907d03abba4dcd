"""What a study holds, as hashes: equal hashes mean equal content, whatever the bytes of its file."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass

__all__ = ["PART_NAMES", "RESTS_ON", "RecordedResult", "StudyDigest"]

PART_NAMES = {
    "frameworks": "models",
    "questions": "guide",
    "cases": "cases or attributes",
    "notes": "definitions, memos or notes on quotations",
}
"""What people call a part, where that is not its own name."""
GROUND = frozenset({"texts", "cases", "codebook", "codings", "settings"})
"""What nearly every count rests on."""
MAPPED = GROUND | {"mappings", "frameworks"}
RESTS_ON: dict[str, frozenset[str]] = {
    "frequencies": GROUND,
    "cooccurrence": GROUND,
    "network": GROUND,
    "saturation": GROUND,
    "coverage": GROUND,
    "coverage --voices": GROUND,
    "agreement": GROUND,
    "disagreements": GROUND,
    "compare": MAPPED,
    "processes": MAPPED,
    "claims": MAPPED,
    "mappings agreement": frozenset({"codebook", "mappings", "frameworks"}),
}
"""The parts that an analysis rests on, by its name; of one that is not here, all parts."""


@dataclass(frozen=True, slots=True)
class StudyDigest:
    """SHA-256 of each part of a study's content, in hexadecimal digits."""

    texts: str
    """Documents with their texts, turns and roles."""
    cases: str
    """Cases and their attributes."""
    codebook: str
    """The tree of codes: names, kinds, places; not their colours or definitions."""
    codings: str
    """Codes on quotations, and whose they are."""
    mappings: str
    """Mappings, levels of single quotations, second mappings, claims."""
    frameworks: str
    """The adopted criteria, models and process frames."""
    questions: str
    """The interview guide, and where its questions were asked."""
    settings: str
    """Settings that figures depend on: language, primary coder, thresholds."""
    notes: str
    """What reports print beside figures: definitions, sign-off, memos, and what quotations bear."""

    @property
    def whole(self) -> str:
        """One hash over all parts."""
        return hashlib.sha256("\n".join(self.as_dict().values()).encode("ascii")).hexdigest()

    def as_dict(self) -> dict[str, str]:
        """The parts by name."""
        return asdict(self)

    def differing(self, earlier: dict[str, str]) -> tuple[str, ...]:
        """Names of the parts that are no longer what they were.

        Where nothing was noted, all of them; of a part that earlier versions did not note, nothing is said.
        """
        return tuple(
            name for name, value in self.as_dict().items() if not earlier or earlier.get(name, value) != value
        )


@dataclass(frozen=True, slots=True)
class RecordedResult:
    """A result that left the study, such as a report or a table, and whether the study is still the one it came from."""

    id: int
    at: str
    """UTC, ISO 8601."""
    actor: str
    name: str
    """Name of the file it went into; empty where it was only shown."""
    analysis: str
    statement: dict[str, object]
    """See :meth:`qualcode.model.tables.Statement.as_dict`."""
    stale: tuple[str, ...]
    """Parts of the study that changed since, such as ``codings``; empty: it can be made again as it was."""
