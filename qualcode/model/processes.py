"""Which steps of a process frame the respondents speak of; frames are coverage, and never ranked."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FrameCoverage", "GroupSize", "StepCoverage"]


@dataclass(frozen=True, slots=True)
class GroupSize:
    """Respondents with one value of an attribute."""

    name: str
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepCoverage:
    """Who speaks of one step."""

    step: str
    """Id of the step."""
    label: dict[str, str]
    """By language."""
    criterion: str | None
    """The criterion whose evidence speaks of the step; None: the frame names none, so nothing can be said of it."""
    cases: tuple[str, ...]
    """Labels of the respondents with at least one passage on it, whatever its aspect."""
    practising: tuple[str, ...]
    """Those of them with a statement of practice, so with a scored level."""
    quotations: tuple[int, ...]
    """Numbers of all passages, ascending."""
    groups: tuple[int, ...] = ()
    """Respondents who speak of it, in the order of the frame's groups."""


@dataclass(frozen=True, slots=True)
class FrameCoverage:
    """One process frame with its steps in order."""

    frame: str
    """Id of the frame."""
    label: dict[str, str]
    respondents: int
    """All respondents of the study."""
    steps: tuple[StepCoverage, ...]
    groups: tuple[GroupSize, ...] = ()
    """Values of the attribute that was asked for, sorted; cases without one come last."""
