"""What is said about a mapping: the criterion's scale, what models expect on it, the code, and some of its quotations."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from rich.style import Style
from rich.text import Text

from qualcode.model.codes import Code
from qualcode.model.frameworks import Cell, Criterion, Mapping, ReferenceModel, language_of
from qualcode.model.suggestions import CriterionSuggestion
from qualcode.text.counting import counted
from qualcode.tui.palette import Palette
from qualcode.tui.widgets.row_list import plain

__all__ = ["MappingText", "position", "strength", "title"]

DOT, RING = "●", "○"
UNVERIFIED_MARK = "†"
"""Stands beside what a model expects on a basis that was not verified."""
QUOTED = 200
"""Characters of a quotation that are shown."""


def title(criterion: Criterion, language: str) -> str:
    """The name of a criterion in a language, else in English."""
    return criterion.label.get(language_of(criterion.label, language), criterion.id)


def position(mapping: Mapping) -> str:
    """How a code speaks to its criterion, in a word or two.

    >>> position(Mapping(1, 1, "visits", "in_vivo", "level", 4, 2, "practice", True))
    'level 4'
    """
    return f"level {mapping.level}" if mapping.polarity == "level" else mapping.polarity


def strength(mapping: Mapping) -> str:
    """The strength of a mapping as one to three filled dots."""
    return DOT * mapping.strength + RING * (3 - mapping.strength)


class MappingText:
    """Writes the detail of a row, piece by piece."""

    def __init__(self, palette: Palette, language: str) -> None:
        self.palette = palette
        self.language = language
        self.text = Text()

    def head(self, words: str, quiet: str = "") -> None:
        """A line in bold, with words of second rank behind it."""
        if self.text.plain:
            self.text.append("\n")
        self.text.append(plain(words), Style(bold=True))
        if quiet:
            self.text.append(f"  {plain(quiet)}", self.palette.quiet())
        self.text.append("\n")

    def line(self, words: str, quiet: bool = False) -> None:
        """A plain line."""
        self.text.append(f"{plain(words)}\n", self.palette.quiet() if quiet else Style())

    def scale(self, criterion: Criterion, level: int | None) -> None:
        """The criterion with its question and its five steps; one step may be marked."""
        self.head(title(criterion, self.language), criterion.id)
        self.line(criterion.described(self.language))
        for step in range(1, 6):
            here = level == step
            self.text.append(f"{'▸' if here else ' '}{step} ", Style(bold=here))
            self.text.append(f"{plain(criterion.anchor(step, self.language))}\n", Style(bold=here))

    def mapping(self, mapping: Mapping) -> None:
        """One mapping in words."""
        said = {
            "ask": "the level is read from each quotation",
            "level": f"level {mapping.level}",
        }.get(mapping.polarity, f"{mapping.polarity} (level {mapping.level})")
        scored = "scored" if mapping.counts else "shown but not scored"
        self.line(f"{said}, strength {mapping.strength} of 3, {mapping.aspect}, {scored}")

    def expected(self, criterion: str, models: Sequence[ReferenceModel]) -> None:
        """What each model expects; models that are silent are named last."""
        speaking = [(model, model.cells[criterion]) for model in models if criterion in model.cells]
        self.head("Expected")
        for model, cell in speaking:
            mark = f", {cell.basis} {UNVERIFIED_MARK}" if cell.unverified else ""
            self.line(f"{span_of(cell):>3}  {model.short}, {cell.importance}{mark}")
        silent = [model.short for model in models if criterion not in model.cells]
        if silent:
            self.line(f"silent: {', '.join(silent)}", quiet=True)
        if any(cell.unverified for _, cell in speaking):
            self.line(f"{UNVERIFIED_MARK} not verified: an assumption to be checked first", quiet=True)
        drafts = [model.short for model, _ in speaking if model.draft]
        if drafts:
            which = "all these models are" if len(drafts) == len(speaking) else f"{', '.join(drafts)}:"
            self.line(f"{which} draft, read by nobody else who knows the field", quiet=True)

    def code(self, code: Code) -> None:
        """The code with its definition."""
        self.head(code.name, " › ".join(code.path[:-1]))
        self.line(code.full or code.brief or "no definition yet", quiet=not (code.full or code.brief))
        if code.when:
            self.line(f"when: {code.when}")
        if code.when_not:
            self.line(f"not when: {code.when_not}")

    def quotations(self, quotations: Sequence[tuple[str, str]], codings: int) -> None:
        """Some quotations, each with its citation, and how many codings there are in all."""
        self.head("Quotations", counted(codings, "coding"))
        for citation, words in quotations:
            self.line(f"“{shorten(words, QUOTED, placeholder=' …')}” {citation}")

    def proposed(self, found: Sequence[CriterionSuggestion], names: dict[str, str]) -> None:
        """Criteria that share words with a code."""
        if found:
            self.head("Words in common with")
        for each in found:
            self.line(f"{names.get(each.criterion, each.criterion)}: {', '.join(each.shared[:3])}")


def span_of(cell: Cell) -> str:
    """The range that a model expects.

    >>> span_of(Cell("in_vivo", 4, 5, "defining", "seed")), span_of(Cell("in_vivo", 5, 5, "defining", "seed"))
    ('4–5', '5')
    """
    return str(cell.lo) if cell.lo == cell.hi else f"{cell.lo}–{cell.hi}"
