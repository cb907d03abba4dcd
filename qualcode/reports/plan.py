"""What a report is made of before it is made: parts by name, and the plan in which a researcher chooses and orders them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from qualcode.reports.blocks import Block
from qualcode.reports.choices import ReportChoices
from qualcode.reports.material import Material
from qualcode.reports.wording import Words

__all__ = ["NEEDS", "Need", "Part", "PlannedPart", "ReportPlan"]

Need = Literal[
    "agreement",
    "comparison",
    "cooccurrence",
    "counts",
    "coverage",
    "curve",
    "guide",
    "history",
    "lineage",
    "network",
    "overlaps",
    "saturation",
    "sample",
    "surroundings",
    "trail",
    "transcripts",
    "tree",
]
"""What is gathered for a report only where one of its parts speaks of it; everything else of the material is always there."""
NEEDS: frozenset[Need] = frozenset(Need.__args__)  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a report, known by its name."""

    name: str
    build: Callable[[Material, Words], list[Block]]
    needs: frozenset[Need] = frozenset()
    heeds: frozenset[str] = frozenset()
    """Choices (fields of :class:`~qualcode.reports.choices.ReportChoices`) that change what it says."""
    appendix: bool = False
    """Stands behind the chapters: its headings are not numbered, and the first one gets the letter of an appendix."""


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """One entry of a plan: a part with what differs for it, or a heading or paragraphs of the researcher's own."""

    name: str = ""
    """Of a :class:`Part`; empty for own words."""
    heading: str = ""
    """In place of the part's first heading; or, without a name, a heading of its own."""
    level: int | None = None
    """Of the first heading, 1 to 3, those of a part move along; None: as the part has it, 1 for an own one."""
    text: str = ""
    """Own paragraphs behind the heading; an empty line parts them."""
    appendix: bool | None = None
    """Whether it is printed as an appendix; None: as the part is meant."""
    choices: Mapping[str, Any] = field(default_factory=dict)
    """Choices that differ from those of the report for this part alone."""


@dataclass(frozen=True, slots=True)
class ReportPlan:
    """A report as a researcher wants it; what is empty or None is left to the study and to the command."""

    kind: str = "full"
    """Whose parts are printed where ``parts`` is None."""
    title: str = ""
    subtitle: str = ""
    author: str = ""
    language: str | None = None
    template: str | None = None
    by: str | None = None
    coder: str | None = None
    choices: ReportChoices = field(default_factory=ReportChoices)
    parts: tuple[PlannedPart, ...] | None = None
