"""What a study lacks before its described practice can be compared with models."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["AwaitingLevels", "ModelGap", "PairReadiness", "Readiness"]


@dataclass(frozen=True, slots=True)
class PairReadiness:
    """Whether two models can be told apart by what the codes speak to."""

    a: str
    """Id; in the order of the study's models."""
    b: str
    separating: tuple[str, ...]
    """Criteria on which the two expect ranges that do not overlap."""
    missing: tuple[str, ...]
    """Those of them that no counting mapping reaches."""

    @property
    def reached(self) -> tuple[str, ...]:
        """The separating criteria that a counting mapping reaches."""
        gone = set(self.missing)
        return tuple(name for name in self.separating if name not in gone)

    @property
    def told_apart(self) -> bool:
        """Whether at least one separating criterion is reached."""
        return len(self.missing) < len(self.separating)


@dataclass(frozen=True, slots=True)
class ModelGap:
    """Defining criteria of one model that no counting mapping reaches."""

    model: str
    missing: tuple[str, ...]
    defining: int
    """How many defining criteria the model has."""


@dataclass(frozen=True, slots=True)
class AwaitingLevels:
    """A mapping that asks each quotation for its level, and the quotations that have none."""

    code: str
    criterion: str
    quotations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Readiness:
    """What is ready and what is missing; nothing of it hangs on the result of a comparison."""

    coder: str
    """Whose codings were looked at; empty where nothing is coded."""
    pairs: tuple[PairReadiness, ...]
    """All pairs of models that can be ranked."""
    unreached: tuple[str, ...]
    """Criteria that no code is mapped to."""
    shown_only: tuple[str, ...]
    """Criteria that are reached, but only by mappings that are shown and not scored."""
    models: tuple[ModelGap, ...]
    """Models with defining criteria that are not reached."""
    without_passages: tuple[str, ...]
    """Mapped codes that no passage of a respondent bears."""
    awaiting: tuple[AwaitingLevels, ...]
    guide: bool
    """Whether the study has an interview guide."""
    unasked: tuple[str, ...]
    """Criteria that no question of the guide asks about; empty without a guide."""

    @property
    def inseparable(self) -> tuple[PairReadiness, ...]:
        """Pairs of models that cannot be told apart, because no code that counts speaks to what separates them."""
        return tuple(pair for pair in self.pairs if pair.separating and not pair.told_apart)

    @property
    def overlapping(self) -> tuple[PairReadiness, ...]:
        """Pairs of models that no material could tell apart: their expected ranges overlap everywhere."""
        return tuple(pair for pair in self.pairs if not pair.separating)

    @property
    def ready(self) -> bool:
        """Whether nothing is missing that codes, levels or questions could bring."""
        return not (
            self.inseparable
            or self.unreached
            or self.shown_only
            or self.models
            or self.without_passages
            or self.awaiting
            or self.unasked
        )
