"""The comparison screen: criteria x models for all respondents or one group; every cell leads down to quotations."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from qualcode.errors import InputError, NotFoundError
from qualcode.formats.tables.record import Cell
from qualcode.model.frameworks import Criteria, ReferenceModel
from qualcode.model.results import Comparison, CriterionVerdict, GroupComparison, ModelFit
from qualcode.model.walks import UNVERIFIED, CellWalk
from qualcode.reports.parts.matrix_table import by_domain
from qualcode.reports.wording import LANGUAGES, Words
from qualcode.reports.wording.revisions import revision_sentences
from qualcode.reports.writers import DOCUMENT_SUFFIXES, suffixes_listed
from qualcode.tui.actions import Context
from qualcode.tui.compared import Choices
from qualcode.tui.comparison_texts import CLOSEST, STANDINGS, UNVERIFIED_MARK, CellTexts, sign_cell
from qualcode.tui.geometry.cells import cell_width
from qualcode.tui.jobs import Job, JobFinished, JobProgress, start
from qualcode.tui.palette import palette_of
from qualcode.tui.screens.board import Board
from qualcode.tui.widgets.grid import Column, GridRow
from qualcode.workflows.comparing import ADOPTING, Lack, adopt_shipped, compare_study, lack_of, walk_cell

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["ComparisonScreen"]

LACKS: dict[Lack, str] = {
    "models": "The study has no reference models yet, so there is nothing to compare with. A adopts the criteria and models that come with qualcode.",
    "codings": "No passage has been coded yet, so nothing can be compared. Escape leads back to the transcript; codes are applied there.",
    "mappings": "No code is mapped to a criterion yet, so nothing can be compared. F6 opens the mappings: there you say what each code means for which criterion.",
}
"""What is said where a comparison is not possible, and what to do."""
ADOPT = "No reference models yet. Adopt those that come with qualcode?"
FIGURES = ("fit", "lower", "upper", "coverage", "standing")
"""Rows above the criteria."""
BOLD = Style(bold=True)


class ComparisonScreen(Board):
    """The matrix; it is computed beside the screen, since a big study takes a while."""

    heading = "Comparison"
    by_cell = True
    opens = "models.walk"
    file_name = "comparison"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.kept = workspace.compared
        self.order: tuple[ReferenceModel, ...] = ()
        """The models in the order of the columns."""
        self.texts: CellTexts = CellTexts(
            Words(self.study.language if self.study.language in LANGUAGES else "en"),
            palette_of(workspace.app),
            self.study.frameworks.criteria() or Criteria(()),
            (),
            {},
        )
        self._computing: Job | None = None
        self._outdated = False
        self._writing: Path | None = None
        self._cells: dict[tuple[str, str], CriterionVerdict] = {}
        self.told = ""
        """What was written last; stands in the place of the legend until something else is compared."""

    @property
    def place(self) -> Context:
        """In the matrix."""
        return "models"

    def begin(self) -> None:
        """Show the matrix; where no models are adopted, ask whether they should be."""
        super().begin()
        if lack_of(self.study) == "models":
            self.ask_adopt()

    # --- what is compared ------------------------------------------------------------------------------------

    def read(self) -> None:
        """Show the comparison of the study as it is now; where it is not known, have it computed."""
        lack = lack_of(self.study)
        if lack is not None:
            self.kept.result = self.kept.made_from = None
            self._outdated = self._computing is not None
            self._say_instead(LACKS[lack])
        elif self.kept.made_from == (self.kept.choices, self.study.revision) and self.kept.result is not None:
            self.show_result(self.kept.result)
        else:
            if self.kept.result is None:
                self.grid.empty_line = " comparing …"
                self.show_title()
            self._compute()

    def _say_instead(self, sentence: str) -> None:
        """Show a sentence where the matrix would be."""
        self.grid.empty_line = ""
        self.grid.show((), ())
        self.detail_text.update(Text(sentence))
        self.show_title()

    def choose(self, choices: Choices) -> None:
        """Compare by other choices."""
        self.kept.choices = choices
        self.told = ""
        self.read()

    def _compute(self) -> None:
        """Compare in a thread with a connection of its own; a request that comes meanwhile is answered afterwards."""
        if self._computing is not None:
            self._outdated = True
            return
        choices, opened = self.kept.choices, self.elsewhere()
        made_from = (choices, self.study.revision)

        def work(report: Callable[[int, int, str], None]) -> object:
            with opened() as own:
                if lack_of(own) is not None:
                    return None
                return made_from, compare_study(
                    own, models=choices.models, by=choices.by, coder=choices.coder
                )

        self._outdated = False
        self._computing = Job("Comparing", work)
        start(self, self._computing, threading.Event())

    def on_job_progress(self, message: JobProgress) -> None:
        """Nothing to show: it is either done or not."""
        message.stop()

    def on_job_finished(self, message: JobFinished) -> None:
        """Show what was computed or say what was written."""
        message.stop()
        if message.job is not self._computing:
            self._written(message)
            return
        self._computing = None
        if self._outdated:
            self._compute()
        elif message.error is not None:
            self._failed(message.error)
        elif message.result is not None:
            self.kept.made_from, self.kept.result = message.result
            if self.kept.result is not None:
                self.show_result(self.kept.result)

    def _failed(self, error: str) -> None:
        """Say what is wrong; where a choice is to blame (an attribute that is gone), go back to all of them."""
        self.workspace.complain(error)
        if self.kept.choices != Choices():
            self.kept.group = ""
            self.choose(Choices())
        else:
            self._say_instead(error)

    # --- what is shown ---------------------------------------------------------------------------------------

    def part(self) -> GroupComparison:
        """The comparison of the group that is shown; raises :class:`~qualcode.errors.InputError` where there is none yet."""
        from qualcode.analysis.walking import group_of

        if self.kept.result is None:
            raise InputError("There is no comparison yet.")
        try:
            return group_of(self.kept.result, self.kept.group)
        except NotFoundError:
            self.kept.group = ""
            return self.kept.result.overall

    def group_name(self) -> str:
        """The group that is shown, with its attribute."""
        part = self.part()
        w = self.texts.w
        return w.group(part.name, w.attribute(self.kept.choices.by or "")) if part.name else ""

    def group_of_case(self, case: str) -> str:
        """The group that a respondent belongs to; empty where respondents are not grouped."""
        groups = self.kept.result.groups if self.kept.result is not None else ()
        return next((self.texts.w.group(each.name) for each in groups if case in each.cases), "")

    def show_result(self, result: Comparison) -> None:
        """Show a comparison; the highlight stays on its criterion and model."""
        criteria = self.study.frameworks.criteria()
        assert criteria is not None, "there is a result"
        known = {model.id: model for model in self.study.frameworks.models()}
        names = [fit.model for fit in result.overall.models] or result.settings["models"]
        self.order = tuple(known[name] for name in names if name in known)
        self.texts = replace(
            self.texts,
            palette=palette_of(self.app),
            criteria=criteria,
            models=tuple(known.values()),
            sources=self.study.frameworks.sources(),
        )
        part = self.part()
        self._cells = {(cell.criterion, cell.model): cell for cell in part.criteria}
        ids = [model.id for model in self.order]
        self.grid.column = 1 + (ids.index(self.kept.model) if self.kept.model in ids else 0)
        first = next((criterion.id for criterion in by_domain(criteria)), "fit")
        self.grid.show(*self.table(), self.kept.row or first)
        self.show_detail()
        name = self.group_name()
        shown = f"{len(self.order)} of {len(known)} models" if len(self.order) < len(known) else ""
        coder = f"coder {result.settings['coder']}" if len(self.study.coders.list()) > 1 else ""
        parts = [name or "all respondents", coder, shown]
        self.show_title(" · ".join(each for each in parts if each))
        self.say(self.told or self.texts.legend())
        for screen in self.app.screen_stack:
            if isinstance(screen, Board) and getattr(screen, "matrix", None) is self:
                screen.read()

    def table(self) -> tuple[Sequence[Column], Sequence[GridRow]]:
        """Figures of each model, then a row a criterion under the heading of its domain."""
        part, w = self.part(), self.texts.w
        heads = [(CLOSEST if model.id in part.closest else "") + model.short for model in self.order]
        columns = [
            Column(w("matrix.criterion"), 24, grows=True),
            *(Column(head, max(8, min(12, cell_width(head)))) for head in heads),
        ]
        name = self.texts.group(part, self.kept.choices.by)
        rows = [_heading("~", name)]
        titles = {
            "fit": w("fit.fit"), "lower": f"{w('fit.bounds')} (min)", "upper": f"{w('fit.bounds')} (max)",
            "coverage": w("fit.coverage"), "standing": w("fit.standing"),
        }  # fmt: skip
        rows += [
            GridRow(key, lambda key=key: (titles[key], *self._figures(key)), titles[key])  # type: ignore[misc]
            for key in (FIGURES if part.models else ())
        ]
        domain = ""
        for criterion in by_domain(self.texts.criteria):
            if criterion.domain != domain:
                domain = criterion.domain
                rows.append(_heading(f"~{domain}", w.domain(domain)))
            label = w.label(criterion.label)
            rows.append(
                GridRow(
                    criterion.id,
                    lambda label=label, name=criterion.id: (label, *self._signs(name)),  # type: ignore[misc]
                    f"{label} {criterion.id}",
                )
            )
        return columns, rows

    def _signs(self, criterion: str) -> list[Text]:
        quiet = self.texts.palette.quiet()
        return [
            sign_cell(self._cells[criterion, model.id], model.cells.get(criterion), quiet)
            for model in self.order
        ]

    def _figures(self, key: str) -> list[str]:
        part = self.part()
        fits = {fit.model: fit for fit in part.models}
        return [self._figure(key, fits[model.id], part) for model in self.order]

    def _figure(self, key: str, fit: ModelFit, part: GroupComparison) -> str:
        w = self.texts.w
        if key == "standing":
            return f"{CLOSEST}closest" if fit.model in part.closest else STANDINGS[fit.status]
        if key == "coverage":
            return w.percent(fit.coverage)
        value = fit.shown if key == "fit" else None if fit.bounds is None else fit.bounds[key == "upper"]
        return "–" if value is None else w.number(value, 2)

    def show_detail(self) -> None:
        """Show what is said of the cell, and remember where the highlight is."""
        if self.grid.row is None:
            return
        super().show_detail()
        self.kept.row, self.kept.model = str(self.grid.row.key), self.model_here().id

    def model_here(self) -> ReferenceModel:
        """The model of the highlighted column."""
        return self.order[max(0, min(self.grid.column - 1, len(self.order) - 1))]

    def describe(self) -> Text:
        """The highlighted cell; on the rows above the criteria the model and the verdict."""
        key, model, part = str(self.here().key), self.model_here(), self.part()
        if key in FIGURES:
            names = {each.id: self.texts.w.label(each.label) for each in self.texts.models}
            revised = revision_sentences(self.study.frameworks.revised(), names, self.texts.w)
            return self.texts.fit(part, self.kept.choices.by, model, revised)
        return self.texts.cell(self.walk(key, model.id), part)

    def walk(self, criterion: str, model: str) -> CellWalk:
        """What stands behind a cell of the matrix that is shown."""
        if self.kept.result is None:
            raise NotFoundError("There is no comparison any more.")
        return walk_cell(self.study, self.kept.result, criterion, model, self.part().name)

    # --- what can be done ------------------------------------------------------------------------------------

    def ask_adopt(self) -> None:
        """Ask whether the shipped models should be adopted."""
        if lack_of(self.study) != "models":
            raise InputError("The study has its models; qualcode models adopt adds others.")
        self.ask(ADOPT, self._adopt)

    def _adopt(self) -> None:
        with self.study.change(*ADOPTING):
            adopt_shipped(self.study)
        self.say("adopted the criteria and models that come with qualcode; u takes it back")

    def export_table(self) -> tuple[Sequence[str], Sequence[Sequence[Cell]]]:
        """Figures and verdicts of the group that is shown, with respondents and levels of each criterion."""
        part, w = self.part(), self.texts.w
        fits = {fit.model: fit for fit in part.models}
        ids = [model.id for model in self.order]
        header = ["domain", "criterion", "respondents", "lowest level", "highest level"]
        header += [model.short for model in self.order]
        bare: list[Cell] = [None, None, None]

        def bound(name: str, end: int) -> Cell:
            bounds = fits[name].bounds
            return None if bounds is None else bounds[end]

        rows: list[Sequence[Cell]] = (
            [
                ["", w("fit.fit"), *bare, *(fits[name].shown for name in ids)],
                ["", f"{w('fit.bounds')} (min)", *bare, *(bound(name, 0) for name in ids)],
                ["", f"{w('fit.bounds')} (max)", *bare, *(bound(name, 1) for name in ids)],
                ["", w("fit.coverage"), *bare, *(fits[name].coverage for name in ids)],
                ["", w("fit.standing"), *bare, *(self._figure("standing", fits[name], part) for name in ids)],
            ]
            if fits
            else []
        )
        for criterion in by_domain(self.texts.criteria):
            cells = [self._cells[criterion.id, name] for name in ids]
            levels = next((cell.levels for cell in cells if cell.levels), ())
            signs: list[Cell] = []
            for model, cell in zip(self.order, cells, strict=True):
                expected = model.cells.get(criterion.id)
                weak = expected is not None and expected.basis in UNVERIFIED
                signs.append(w(f"symbol.{cell.verdict}") + (f" {UNVERIFIED_MARK}" if weak else ""))
            rows.append(
                [
                    w.domain(criterion.domain), w.label(criterion.label), len(levels),
                    levels[0] if levels else None, levels[-1] if levels else None, *signs,
                ]
            )  # fmt: skip
        return header, rows

    def write_table(self, path: Path) -> str:
        """Write the matrix that is shown and all tables of the comparison, with what they rest on."""
        from qualcode.model.tables import ResultTable
        from qualcode.workflows.comparing import statement_of_comparison
        from qualcode.workflows.comparison_tables import comparison_tables
        from qualcode.workflows.results import write_result_tables

        assert self.kept.result is not None, "a table is shown"
        statement = statement_of_comparison(self.study, self.kept.result)
        header, rows = self.export_table()
        matrix = ResultTable("matrix", tuple(header), tuple(tuple(row) for row in rows), statement)
        files = write_result_tables(
            self.study, path, [matrix, *comparison_tables(self.kept.result, statement)]
        )
        return f"wrote {files[0]}" + (f" and {len(files) - 1} more" if len(files) > 1 else "")

    def export(self) -> None:
        """Ask for a path; a table holds the matrix that is shown, a document (docx, md, html, tex) is the report of the comparison."""
        if not self.grid.rows:
            raise InputError("There is no comparison yet; there is nothing to write.")

        def write(path: Path) -> str:
            return (
                self._write_report(path)
                if path.suffix.lower() in DOCUMENT_SUFFIXES
                else self.write_table(path)
            )

        self.ask_path(
            f"{self.file_name}.xlsx",
            write,
            prompt=f"write to (xlsx, csv; {suffixes_listed(DOCUMENT_SUFFIXES)}: report)",
        )

    def _write_report(self, path: Path) -> str:
        if self._writing is not None:
            raise InputError(
                f"{self._writing.name} is still being written; wait until it is said to be done."
            )
        choices, opened = self.kept.choices, self.elsewhere()

        def work(report: Callable[[int, int, str], None]) -> object:
            from qualcode.workflows.report import write_report

            with opened() as own:
                write_report(own, path, kind="comparison", by=choices.by, coder=choices.coder, overwrite=True)
            return None

        self._writing = path
        start(self, Job(f"Writing {path.name}", work), threading.Event())
        return f"writing {path.name} …"

    def _written(self, message: JobFinished) -> None:
        path, self._writing = self._writing, None
        if message.error is not None:
            self.say("")
            self.workspace.complain(message.error)
        elif path is not None:
            self.told = f"wrote {path}"
            self.say(self.told)


def _heading(key: str, words: str) -> GridRow:
    return GridRow(key, lambda: (Text(words, BOLD),), words, heading=True)
