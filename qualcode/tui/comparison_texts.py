"""What is said beside the matrix and beside a respondent: verdicts, expectations with their basis, mappings."""

from __future__ import annotations

from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text

from qualcode.model.frameworks import Cell, Criteria, Criterion, Mapping, ReferenceModel, Source
from qualcode.model.results import CellEvidence, CriterionVerdict, GroupComparison, ModelFit, RespondentLevel
from qualcode.model.walks import UNVERIFIED, CellWalk, Standing
from qualcode.reports.matrix import SIGNS
from qualcode.reports.wording import Words
from qualcode.reports.wording.verdicts import limits, verdict_sentences
from qualcode.text.counting import counted
from qualcode.tui.palette import Palette
from qualcode.tui.widgets.row_list import plain

__all__ = ["CLOSEST", "STANDINGS", "UNVERIFIED_MARK", "CellTexts", "aspect_of", "sign_cell"]

CLOSEST = "★"
"""Stands before the name of a model of the closest set."""
UNVERIFIED_MARK = "†"
"""Stands behind a cell whose expectation is recalled or inferred, as in the reports."""
STANDINGS = {"ranked": "ranked", "gated": "too few", "loose": "loose", "family": "family"}
"""A model's standing in one word, for narrow columns."""
BOLD = Style(bold=True)


def sign_cell(cell: CriterionVerdict, expected: Cell | None, quiet: Style) -> Text:
    """One cell of the matrix: sign, number of respondents, and a mark where the expectation is unverified."""
    text = Text(SIGNS[cell.verdict])
    if cell.verdict == "silent":
        return Text(SIGNS["silent"], quiet)
    if cell.respondents:
        text.append(f" {cell.respondents}")
    if expected is not None and expected.basis in UNVERIFIED:
        text.append(f" {UNVERIFIED_MARK}" if not cell.respondents else UNVERIFIED_MARK, quiet)
    if cell.verdict in ("off", "split"):
        text.stylize(BOLD)
    elif cell.verdict == "no_evidence":
        text.stylize(quiet)
    return text


def aspect_of(item: CellEvidence, walk: CellWalk, w: Words) -> str:
    """Why evidence is not scored: what it is about, or that its level waits to be read."""
    mapping = next((each for each in walk.mappings if each.code == item.code), None)
    if mapping is not None and mapping.counts and walk.awaiting & set(item.quotations):
        return "level to be read"
    if mapping is not None and mapping.counts:
        return "set aside"
    return w(f"aspect.{item.aspect}")


@dataclass(frozen=True)
class CellTexts:
    """Writes the texts in the language of the study's reports, in the colours of the theme."""

    w: Words
    palette: Palette
    criteria: Criteria
    models: Sequence[ReferenceModel]
    sources: Table[str, Source]

    def legend(self) -> str:
        """All signs with their meanings in one line."""
        parts = [f"{sign} {self.w(f'symbol.{verdict}')}" for verdict, sign in SIGNS.items()]
        return "  ".join([*parts, f"{UNVERIFIED_MARK} unverified"])

    def group(self, group: GroupComparison, by: str | None) -> str:
        """The name of a group with its attribute and size."""
        name = (
            self.w.group(group.name, self.w.attribute(by or ""))
            if group.name
            else self.w("comparison.overall")
        )
        return f"{name} ({self.w.count(len(group.cases), 'respondent')})"

    def fit(
        self, group: GroupComparison, by: str | None, model: ReferenceModel | None, revised: Sequence[str]
    ) -> Text:
        """The figures of one model, the verdict on the group, and what it cannot say."""
        text = Text()
        fit = next((each for each in group.models if model is not None and each.model == model.id), None)
        if model is not None and fit is not None:
            self._title(text, self.w.label(model.label))
            text.append(self._figures(fit, group) + "\n\n")
        text.append(plain(self.group(group, by)) + ". ", BOLD)
        text.append(plain(verdict_sentences(group, self.criteria, self.models, self.w)))
        text.append("\n\n" + plain(limits(self.w)), self.palette.quiet())
        for sentence in revised:
            text.append("\n\n" + plain(sentence))
        if model is not None:
            text.append("\n\n" + plain(model.summarised(self.w.language)), self.palette.quiet())
        text.append("\n\n" + plain(self.legend()), self.palette.quiet())
        return text

    def _figures(self, fit: ModelFit, group: GroupComparison) -> str:
        w = self.w
        number = "–" if fit.shown is None else w.number(fit.shown, 2)
        bounds = "–" if fit.bounds is None else w.span(*fit.bounds, 2, words=True)
        standing = w("standing.closest") if fit.model in group.closest else w(f"standing.{fit.status}")
        if fit.model in group.closest:
            standing = f"{CLOSEST} {standing}"
        return (
            f"{w('fit.fit')} {number}, {w('fit.bounds')} {bounds}\n"
            f"{w('fit.coverage')} {w.percent(fit.coverage)}, {w('fit.respondents')} {w.of(fit.respondents, len(group.cases))}\n"
            f"{standing}"
        )

    def cell(self, walk: CellWalk, group: GroupComparison) -> Text:
        """One cell of the matrix: verdict, levels, what the model expects and on what basis."""
        text = Text()
        self._title(text, self.w.label(walk.criterion.label))
        self._verdict(text, walk)
        if walk.criterion.id in group.departures and walk.model.id in group.closest:
            own = dict(group.departures_by_model).get(walk.model.id, ())
            if walk.criterion.id in own:
                text.append("Practice departs here from a closest model.\n", BOLD)
        self._expectation(text, walk)
        self._scale(text, walk.criterion)
        text.append("\n\n" + plain(self.legend()), self.palette.quiet())
        return text

    def respondent(self, walk: CellWalk, standing: Standing, group: str) -> Text:
        """One respondent: level, what it rests on, and what it is laid against."""
        text = Text()
        level = standing.level
        self._title(text, f"{level.case} ({group})" if group else level.case)
        text.append(self.w("evidence.level", level=self.w.number(level.level, 1)))
        text.append(self._outside(standing, walk) + "\n")
        if level.mixed:
            text.append(self.w("evidence.mixed") + "\n", BOLD)
        self._codes(text, level)
        numbers = frozenset(level.quotations)
        for reading in walk.readings:
            if reading.quotation_id in numbers and reading.level is not None:
                text.append(f"Quotation {reading.quotation_id} was read as level {reading.level}.\n")
        text.append("\n")
        text.append_text(self.behind(walk))
        return text

    def beside(self, walk: CellWalk, item: CellEvidence) -> Text:
        """Evidence that is shown, not scored."""
        text = Text()
        self._title(text, f"{item.case}  {item.code}")
        text.append(f"{self.w('evidence.beside')}: {plain(aspect_of(item, walk, self.w))}\n")
        text.append(f"[{', '.join(map(str, item.quotations))}]\n", self.palette.quiet())
        waiting = walk.awaiting & set(item.quotations)
        if waiting and aspect_of(item, walk, self.w) == "level to be read":
            text.append(
                f"{counted(len(waiting), 'quotation')} wait for a level: F6 opens the mappings, where it is set.\n"
            )
        text.append("\n")
        text.append_text(self.behind(walk))
        return text

    def behind(self, walk: CellWalk) -> Text:
        """What the model expects on the criterion, on what basis, and which codes speak to it."""
        text = Text()
        self._title(text, f"{self.w.label(walk.criterion.label)} · {walk.model.short}")
        self._verdict(text, walk)
        self._expectation(text, walk)
        text.append("\n" + self.w("mapping.title") + "\n", BOLD)
        if not walk.mappings:
            text.append("No code is mapped to this criterion; F6 opens the mappings.\n")
        for mapping in walk.mappings:
            text.append(plain(self.mapping(mapping)) + "\n")
        self._scale(text, walk.criterion)
        return text

    def mapping(self, mapping: Mapping) -> str:
        """One mapping in one line."""
        w = self.w
        level = "" if mapping.level is None else f" {mapping.level}"
        said = w(f"polarity.{mapping.polarity}")
        counts = "" if mapping.counts else f", {w('evidence.beside')}"
        strength = f"{w('mapping.strength')} {mapping.strength}".lower()
        return f"{mapping.code} → {said}{level}, {strength}, {w(f'aspect.{mapping.aspect}')}{counts}"

    def _verdict(self, text: Text, walk: CellWalk) -> None:
        w, cell = self.w, walk.verdict
        text.append(
            f"{plain(walk.model.short)}: {SIGNS[cell.verdict]} {w(f'symbol.{cell.verdict}')}",
            BOLD,
        )
        if cell.levels:
            low, high = cell.levels[0], cell.levels[-1]
            span = w.number(low, 1) if low == high else w.span(low, high, 1)
            text.append(
                f"   {w('matrix.respondents')} {w.of(cell.respondents, len(walk.cases))}, {w('matrix.levels')} {span}"
            )
        text.append("\n")

    def _expectation(self, text: Text, walk: CellWalk) -> None:
        w, cell = self.w, walk.expected
        if cell is None:
            text.append(f"{plain(walk.model.short)} says nothing about this criterion.\n")
            return
        weak = UNVERIFIED_MARK if walk.unverified else ""
        text.append(
            f"{w('models.expected')} {w.levels(cell.lo, cell.hi)}, {w(f'importance.{cell.importance}')}; "
            f"{w('models.basis').lower()}: {w(f'basis.{cell.basis}')}{weak}\n"
        )
        if cell.note:
            text.append(plain(cell.note) + "\n")
        for name in cell.src:
            source = self.sources.get(name)
            told = f"{source.about} {source.ref}".strip() if source else ""
            mark = UNVERIFIED_MARK if source is not None and source.status in UNVERIFIED else ""
            text.append(f"{plain(name)}{mark}: {plain(told)}\n", self.palette.quiet())

    def _scale(self, text: Text, criterion: Criterion) -> None:
        text.append("\n" + plain(criterion.described(self.w.language)), self.palette.quiet())
        for step in range(1, 6):
            anchor = criterion.anchor(step, self.w.language)
            if anchor:
                text.append(f"\n{step} {plain(anchor)}", self.palette.quiet())

    def _outside(self, standing: Standing, walk: CellWalk) -> str:
        if standing.steps is None:
            return ""
        if standing.steps == 0:
            return f", within what {plain(walk.model.short)} expects"
        steps = self.w.number(standing.steps, 1)
        return (
            f", {steps} {'step' if steps == '1' else 'steps'} outside what {plain(walk.model.short)} expects"
        )

    def _codes(self, text: Text, level: RespondentLevel) -> None:
        for code in level.codes:
            text.append(f"{plain(code.code)}: ")
            strength = f"{self.w('mapping.strength')} {code.strength}".lower()
            text.append(f"{self.w('evidence.level', level=self.w.number(code.level, 1))}, {strength}")
            text.append(f"  [{', '.join(map(str, code.quotations))}]\n", self.palette.quiet())

    def _title(self, text: Text, words: str) -> None:
        text.append(plain(words) + "\n", BOLD)
