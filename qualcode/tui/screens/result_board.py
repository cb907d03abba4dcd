"""A screen that shows a result: its tables one at a time, what they rest on, and the way down to the passages.

A result of its own kind gives a heading, its settings, and :meth:`ResultBoard.compute`, which is called in a thread with a
connection of its own and hands back the tables that the command line and the exports have too::

    class VoicesScreen(ResultBoard):
        heading = "Voices"
        file_name = "voices"

        def settings(self) -> Sequence[Setting]:
            return (coder_setting(self.study),)

        def compute(self, study: Study, chosen: Mapping[str, Any], report: Report) -> Sequence[Shown]:
            found = voices_of(study, coder=chosen["coder"])
            return [Shown(voices_table(found), numbers=[row.quotations for row in found.rows])]
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.style import Style
from rich.text import Text

from qualcode.errors import InputError
from qualcode.formats.tables.record import Cell
from qualcode.model.tables import ResultTable
from qualcode.study import Study
from qualcode.text.counting import counted
from qualcode.tui.actions import Context
from qualcode.tui.commands.screens import open_screen
from qualcode.tui.compared import numbers_query
from qualcode.tui.jobs import Job, JobFinished, JobProgress, start
from qualcode.tui.palette import palette_of
from qualcode.tui.screens.board import Board
from qualcode.tui.widgets.grid import Column, GridRow
from qualcode.tui.widgets.row_list import plain

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["Report", "ResultBoard", "Setting", "Shown", "attribute_setting", "coder_setting"]

Report = Callable[[int, int, str], None]
"""Called with what is done, the total and a word; raises where the work should stop."""
LONGEST = 40
"""Cells of the widest column of a table that is shown."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Something that can be chosen before the figures are counted again."""

    name: str
    """Key in what :meth:`ResultBoard.compute` gets, and what the list says, such as ``coder``."""
    values: tuple[tuple[Any, str, str], ...]
    """What is handed on, its name in the list, and a word on it; the first is the default."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One table of a result as the screen shows it."""

    table: ResultTable
    heading: str = ""
    """What the title says of this table; empty: the table's name."""
    numbers: Sequence[Sequence[int]] = ()
    """For each row the quotations that it rests on; empty where rows lead nowhere."""
    sentences: Sequence[str] = ()
    """What is said beside the table: how to read it, why a figure is missing."""
    columns: Sequence[str] = ()
    """The columns that are shown, in their order; empty: all."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What cells that hold just an id are shown as, such as models and criteria by their names."""
    chart: Callable[[int], Text] | None = None
    """Draws the table as text for so many cells of width; shown beside it."""
    cells: Sequence[Mapping[str, Sequence[int]]] = ()
    """For each row the quotations of single cells by their column; single cells are highlighted then, and lead to their own."""
    percents: Sequence[str] = ()
    """Columns of shares that are shown in per cent with one decimal."""

    def said(self, column: str, cell: Cell) -> str:
        """A cell of a column as the screen shows it."""
        if column in self.percents and isinstance(cell, float):
            return f"{cell * 100:.1f} %"
        text = shown(cell)
        return self.names.get(text, text)


def coder_setting(study: Study) -> Setting:
    """Whose codings are read."""
    coders = study.coders.list()
    primary = study.primary_coder
    names = [primary, *(name for name in coders if name != primary)]
    values = [
        (None if name == primary else name, name, "primary coder" if name == primary else "")
        for name in names
    ]
    return Setting("coder", (*values, ("all", "all coders", "pooled, equal codings once")))


def attribute_setting(study: Study, name: str = "by", without: str = "not grouped") -> Setting:
    """An attribute of the cases by which figures are grouped."""
    return Setting(name, ((None, without, ""), *((each, each, "") for each in study.cases.attribute_names())))


@dataclass(slots=True)
class _Made:
    """What was counted, and of which state by which choices."""

    shown: Sequence[Shown] = ()
    of: tuple[int, tuple[tuple[str, Any], ...]] | None = None
    at: int = 0
    """Which of the tables is shown."""
    chosen: dict[str, Any] = field(default_factory=dict)


class ResultBoard(Board):
    """Shows the tables of a result; counts again when the study or a setting changes."""

    empty = " counting …"
    opens = "results.passages"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.made = _Made()
        self._counting: Job | None = None
        self._cancel = threading.Event()
        self._outdated = False

    @property
    def place(self) -> Context:
        """In the table."""
        return "results"

    # --- what a result of its own kind gives ----------------------------------------------------------------

    def settings(self) -> Sequence[Setting]:
        """What can be chosen, with its values in the study as it is now."""
        return ()

    def compute(self, study: Study, chosen: Mapping[str, Any], report: Report) -> Sequence[Shown]:
        """The tables by the chosen settings; called in a thread, ``study`` is a connection of its own."""
        raise NotImplementedError

    # --- counting ------------------------------------------------------------------------------------------------

    def chosen(self) -> dict[str, Any]:
        """The value of each setting; one that is no longer there goes back to its default."""
        return {
            each.name: self.made.chosen[each.name]
            if self.made.chosen.get(each.name, each) in [value for value, _, _ in each.values]
            else each.values[0][0]
            for each in self.settings()
        }

    def read(self) -> None:
        """Show what was counted; where the study or a setting is another since, have it counted."""
        if self.made.of != (self.study.revision, tuple(self.chosen().items())):
            self._count()
        else:
            self._show()

    def _count(self) -> None:
        if self._counting is not None:
            self._outdated = True
            return
        chosen, opened = self.chosen(), self.elsewhere()
        of = (self.study.revision, tuple(chosen.items()))

        def work(report: Report) -> object:
            with opened() as own:
                return of, self.compute(own, chosen, report)

        self._outdated = False
        self._counting = Job(self.heading, work)
        self.say("counting …")
        start(self, self._counting, self._cancel)

    def on_job_progress(self, message: JobProgress) -> None:
        """Say how far it is."""
        message.stop()
        if message.total and self._counting is not None:
            self.say(f"counting … {message.done} of {message.total}")

    def on_job_finished(self, message: JobFinished) -> None:
        """Show what was counted, or why it cannot be."""
        message.stop()
        if message.job is not self._counting:
            return
        self._counting = None
        if self._outdated:
            self._count()
        elif message.error is not None:
            self.made.shown, self.made.of = (), (self.study.revision, tuple(self.chosen().items()))
            self.say("")
            self._instead(message.error)
        elif message.result is not None:
            self.made.of, self.made.shown = message.result
            self.made.at = min(self.made.at, max(0, len(self.made.shown) - 1))
            self.say("")
            self._show()

    def on_unmount(self) -> None:
        """Stop what is still being counted; the handlers of the classes below are called by themselves."""
        self._cancel.set()

    # --- what is shown ---------------------------------------------------------------------------------------

    @property
    def part(self) -> Shown | None:
        """The table that is shown; None until something was counted."""
        return self.made.shown[self.made.at] if self.made.shown else None

    def _instead(self, sentence: str) -> None:
        self.grid.empty_line = ""
        self.grid.show((), ())
        self.detail_text.update(Text(plain(sentence)))
        self.show_title()

    def _show(self) -> None:
        part = self.part
        if part is None:
            return
        if self.grid.by_cell != bool(part.cells):
            self.grid.by_cell = bool(part.cells)
            self.grid.column = self.grid.frozen
        self.grid.empty_line = " " + (
            plain(part.sentences[0]) if part.sentences else "there is nothing to count"
        )
        super().read()
        if not part.table.rows:
            self.detail_text.update(Text(plain("\n".join(part.sentences))))
        words = [part.heading or part.table.name]
        if len(self.made.shown) > 1:
            words.append(f"{self.made.at + 1} of {len(self.made.shown)}")
        by_name = {each.name: each for each in self.settings()}
        for name, value in self.chosen().items():
            default = by_name[name].values[0][0]
            if value != default:
                said = next(word for known, word, _ in by_name[name].values if known == value)
                words.append(f"{name.replace('_', ' ')}: {said}")
        self.show_title(" · ".join(words))

    def table(self) -> tuple[Sequence[Column], Sequence[GridRow]]:
        """The rows of the table, numbers at the right."""
        part = self.part
        if part is None:
            return (), ()
        table = part.table
        places = [table.columns.index(name) for name in part.columns or table.columns]
        cells = [tuple(part.said(table.columns[i], row[i]) for i in places) for row in table.rows]
        columns = []
        for at, i in enumerate(places):
            number = all(not isinstance(row[i], str) for row in table.rows)
            widest = max([len(table.columns[i]), *(len(row[at]) for row in cells)], default=8)
            columns.append(
                Column(
                    table.columns[i].replace("_", " "),
                    min(LONGEST, widest),
                    grows=at == 0,
                    right=number and at > 0,
                )
            )
        rows = [GridRow(number, lambda row=row: row, " ".join(row)) for number, row in enumerate(cells)]  # type: ignore[misc]
        return columns, rows

    def describe(self) -> Text:
        """The chart where there is one, the highlighted row in full, how to read it, and what it rests on."""
        part = self.part
        assert part is not None, "a row is highlighted"
        quiet = palette_of(self.app).quiet()
        text = Text()
        if part.chart is not None:
            text.append_text(part.chart(max(20, self.detail.size.width - 4)))
            text.append("\n")
        for name, cell in zip(part.table.columns, part.table.rows[self._row()], strict=True):
            if cell is not None and cell != "":
                text.append(f"{name.replace('_', ' ')}: ", quiet)
                text.append(f"{plain(part.said(name, cell))}\n", Style(bold=not text.plain))
        for sentence in part.sentences:
            text.append(f"\n{plain(sentence)}\n")
        statement = part.table.statement
        chosen = {**statement.filter, **statement.settings}
        told = [f"unit {statement.unit}"]
        told += [
            f"{name.replace('_', ' ')} {value}"
            for name, value in chosen.items()
            if value not in (None, "") and not isinstance(value, dict | list | tuple)
        ]
        if statement.seed is not None:
            told.append(f"seed {statement.seed}")
        text.append(plain(f"\n{'; '.join(told)}; study {statement.digest[:12]}"), quiet)
        return text

    def _row(self) -> int:
        return int(self.here().key)

    # --- what can be done ------------------------------------------------------------------------------------

    def turn_to(self, steps: int) -> None:
        """Show the next table of the result."""
        if len(self.made.shown) < 2:
            raise InputError("This result has one table only.")
        self.made.at = (self.made.at + steps) % len(self.made.shown)
        self.grid.highlight(0)
        self._show()

    def ask_setting(self) -> None:
        """Ask which setting should be changed, then for its value; then everything is counted again."""
        settings = self.settings()
        if not settings:
            raise InputError("There is nothing to choose here.")
        chosen = self.chosen()
        now = [
            next(word for value, word, _ in each.values if value == chosen[each.name]) for each in settings
        ]

        def take(index: int | None, name: str) -> None:
            self._ask_value(settings[index or 0])

        if len(settings) == 1:
            self._ask_value(settings[0])
        else:
            self.ask_name("Setting to change", [each.name.replace("_", " ") for each in settings], now, take)

    def _ask_value(self, setting: Setting) -> None:
        names = [word for _, word, _ in setting.values]
        details = [word for _, _, word in setting.values]

        def take(index: int | None, name: str) -> None:
            self.made.chosen[setting.name] = setting.values[index or 0][0]
            self.read()

        self.ask_name(setting.name.replace("_", " "), names, details, take)

    def numbers_here(self, part: Shown) -> Sequence[int]:
        """Quotations behind the highlighted cell, where single cells are highlighted and this one has some of its own; else behind the row."""
        names = part.columns or part.table.columns
        if part.cells and self.grid.column < len(names):
            own = part.cells[self._row()].get(names[self.grid.column])
            if own is not None:
                return own
        return part.numbers[self._row()] if part.numbers else ()

    def show_passages(self) -> None:
        """List the quotations behind the highlighted row on the retrieval screen; leaving it leads back here."""
        part = self.part
        if part is None or self.grid.row is None:
            raise InputError("No row is highlighted.")
        numbers = self.numbers_here(part)
        if not numbers:
            raise InputError(f"No quotation stands behind this {'cell' if part.cells else 'row'}.")
        from qualcode.tui.screens.retrieval import RetrievalScreen

        query, listed = numbers_query(numbers)
        open_screen(self.workspace, RetrievalScreen(self.workspace, query))
        if listed < len(numbers):
            self.workspace.say(
                f"the list shows the first {listed} of {counted(len(numbers), 'quotation')}; single rows lead to the rest"
            )

    def export_table(self) -> tuple[Sequence[str], Sequence[Sequence[Cell]]]:
        """The table that is shown, numbers unrounded."""
        part = self.part
        return ((), ()) if part is None else (part.table.columns, part.table.rows)

    def write_table(self, path: Path) -> str:
        """Write all tables of the result with what they rest on; gives what to say of it."""
        from qualcode.workflows.results import write_result_tables

        files = write_result_tables(self.study, path, [each.table for each in self.made.shown])
        return f"wrote {files[0]}" + (f" and {len(files) - 1} more" if len(files) > 1 else "")


def shown(cell: Cell) -> str:
    """A cell as the screen shows it: numbers with two decimals where they have any, nothing for what cannot be given."""
    if cell is None:
        return "–"
    return f"{cell:.2f}" if isinstance(cell, float) else str(cell)
