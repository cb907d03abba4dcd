"""The co-occurrence screen: heat map, ranked pairs, and the network as a picture or as a list of partners."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Container, Vertical

from qualcode.errors import InputError
from qualcode.formats.tables.record import Cell
from qualcode.model.cooccurrence import ChanceBaseline, ChancePair, ChanceUnit
from qualcode.model.results import Cooccurrence, Pair
from qualcode.text.counting import counted, listed
from qualcode.tui.actions import Context
from qualcode.tui.jobs import Job, JobFinished, JobProgress, start
from qualcode.tui.palette import palette_of
from qualcode.tui.screens.board import Board
from qualcode.tui.together import (
    ORDERS,
    STEPS,
    VIEWS,
    WHOLE,
    Choice,
    Kept,
    Together,
    View,
    apart,
    counted_units,
    gone_together,
    measures_of,
    step_of,
    value_of,
)
from qualcode.tui.together_tables import SEPARATOR, heat_table, pair_rows, partner_table, shade
from qualcode.tui.widgets.grid import Column, GridRow
from qualcode.tui.widgets.picture import Picture
from qualcode.tui.widgets.progress_line import BAR, ProgressLine
from qualcode.tui.widgets.row_list import plain

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["CooccurrenceScreen"]

HEADINGS: dict[View, str] = {"heat": "Heat map", "pairs": "Pairs", "picture": "Network"}
NETWORK_SUFFIXES = (".graphml", ".gexf", ".json", ".png", ".svg", ".html")
"""What is written as a network, not as a table."""
ENOUGH = 20
"""Respondents with each of two codes from which on shares are said in per cent; below only in numbers."""


class CooccurrenceScreen(Board):
    """Counts and drawings are made beside the screen; what is shown always says by which choices it was made."""

    heading = "Co-occurrence"
    by_cell = True
    opens = "together.passages"
    empty = " counting …"
    file_name = "cooccurrence"
    DEFAULT_CSS = """
    CooccurrenceScreen Picture { padding: 0; }
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.kept: Kept = workspace.together or Kept()
        self.made: Together | None = None
        """What is shown; None until it was counted for the first time."""
        self.names: tuple[str, ...] = ()
        """The codes of the heat map in the order of its rows."""
        self.picture: Picture = Picture(id="picture")
        self.progress: ProgressLine = ProgressLine(id="together-progress")
        self._counting: tuple[Job, Choice, int] | None = None
        self._drawing: tuple[Job, Together] | None = None
        self._writing: Job | None = None
        self._asking: Job | None = None
        self.chance: tuple[Together, ChanceBaseline, Mapping[tuple[str, str], ChancePair]] | None = None
        """What random arrangements gave, and for which result."""
        self._arranging: tuple[Job, Together] | None = None
        self._stop_arranging = threading.Event()
        self._drawn: Together | None = None
        self._drawn_pairs: tuple[int, int] = (0, 0)

    # --- content ---------------------------------------------------------------------------------------------

    def content(self) -> ComposeResult:
        """Table or picture, and what is said about it."""
        with Container(id="board"):
            with Vertical(id="board-table"):
                yield self.grid.heads
                yield self.grid
                yield self.picture
            with self.detail:
                yield self.detail_text
        yield self.progress

    @property
    def place(self) -> Context:
        """The view."""
        return self.kept.view

    @property
    def order(self) -> str:
        """What the rows of this view are ordered by."""
        return dict(self.kept.orders)[self.kept.view]

    @property
    def shows_picture(self) -> bool:
        """Whether the network is shown as a picture."""
        return self.kept.view == "picture" and not self.kept.text and self.picture.protocol is not None

    def keep(self) -> None:
        """Keep view and choices for when the screen opens again."""
        self.workspace.together = self.kept

    def change(self, kept: Kept) -> None:
        """Show another view, or the same by other choices; a measure that the unit does not have gives way to the count."""
        there = measures_of(kept.choice.unit)
        self.kept = kept if kept.measure in there else replace(kept, measure=there[0])
        self.read()
        self.show_keys()

    def read(self) -> None:
        """Show what was counted; where the study or the choices are others since, have it counted."""
        if self.made is None or (self.made.choice, self.made.revision) != (
            self.kept.choice,
            self.study.revision,
        ):
            self._count()
        self._show()

    def _show(self) -> None:
        self.show_choices()
        if self.made is None:
            return
        pictured = self.shows_picture
        self.grid.by_cell = self.kept.view == "heat"
        frozen = 1 if self.kept.view == "heat" else 0
        if frozen != self.grid.frozen:
            self.grid.frozen = self.grid.first = self.grid.left = self.grid.column = frozen
        self.grid.empty_line = " " + self.lack()
        self.grid.display = self.grid.heads.display = not pictured
        self.picture.display = pictured
        if pictured:
            self._draw()
            self.show_detail()
        else:
            super().read()
        if self.focused is not self.answer.input and not self.pick.display:
            self.set_focus(None if pictured else self.grid, scroll_visible=False)

    def focus_content(self) -> None:
        """Give the keyboard to the table; a picture takes no keys."""
        self.set_focus(None if self.shows_picture else self.grid, scroll_visible=False)

    def lack(self) -> str:
        """Why there is nothing to show, and what to do."""
        if not self.study.codings.list():
            return "no passage is coded yet; Escape leads back to the transcript, where codes are applied"
        return "no two codes go together; choose a wider unit (e), a lower minimum (-), or another coder (c) or speech (r)"

    def table(self) -> tuple[Sequence[Column], Sequence[GridRow]]:
        """The rows of the view."""
        made = self.made
        if made is None:
            return (), ()
        label = 21 if self.size.width < 110 else 30
        tree = self.study.codebook.tree()
        if self.kept.view == "pairs":
            columns = [
                Column("code", 20, grows=True), Column("with", 20, grows=True), Column("count", 6, right=True),
                Column("Jaccard", 7, right=True), Column("documents", 9, right=True),
            ]  # fmt: skip
            beside = self.beside_chance
            if beside is not None:
                columns += [Column("expected", 8, right=True), Column("by chance", 9, right=True)]
            return columns, pair_rows(made.found.pairs, self.order, beside)
        self.names = made.ordered(tree, self.order)
        if not made.found.pairs:
            return (), ()
        if self.kept.view == "heat":
            return heat_table(made, self.names, self.kept.measure, palette_of(self.app), label)
        room = self.size.width - (46 if self.size.width >= 110 else 2)
        label = max(12, min(30, (room - 36) // 2))
        grouped = self.order == "tree"
        return partner_table(
            made, self.names, tree, self.kept.measure, palette_of(self.app), label, grouped=grouped
        )

    def show_choices(self) -> None:
        """Show view and choices in the title."""
        kept, choice = self.kept, self.kept.choice
        quiet = self.title_line.palette.quiet()
        left = Text(HEADINGS[kept.view], Style(bold=True))
        wide = self.size.width >= 110
        parts = [
            apart(choice.within, choice.of)
            if choice.unit == "proximity"
            else f"within one {choice.unit}"
            if wide and choice.unit in ("sentence", "turn", "document")
            else choice.unit,
            kept.measure if kept.view != "pairs" else f"by {self.order}",
            f"at least {choice.minimum}" if wide else f"≥ {choice.minimum}",
            "categories" if choice.level == "category" else "codes",
            "all coders" if choice.coder == "all" else choice.coder or self.study.primary_coder,
            "all speech" if choice.role == "all" else choice.role,
            *(f"{name} = {value}" for name, value in choice.attributes),
        ]
        if wide:
            left.append(f"  {plain(self.study.title)}", quiet)
        self.title_line.show(left, Text(plain(" · ".join(parts)), quiet))

    # --- what is said about the highlight ---------------------------------------------------------------------

    @property
    def chosen(self) -> tuple[str, str] | None:
        """The two codes of the highlighted cell or row; twice the same on the diagonal."""
        row = self.grid.row
        if row is None or self.made is None or self.shows_picture:
            return None
        if self.kept.view == "heat":
            at = self.grid.column - 1
            return (str(row.key), self.names[at]) if 0 <= at < len(self.names) else None
        a, _, b = str(row.key).partition(SEPARATOR)
        return a, b

    def show_detail(self) -> None:
        """Show what is said about the highlighted cell, row or the picture."""
        self.detail_text.update(self.describe())
        self.detail.scroll_home(animate=False)

    def describe(self) -> Text:
        """The numbers of the two codes; of the whole where nothing is highlighted."""
        made = self.made
        quiet = self.title_line.palette.quiet()
        if made is None:
            return Text("")
        text = Text()
        chosen = self.chosen
        if chosen is None:
            text.append(f"{counted(len(made.own), 'code')} with {counted(len(made.found.pairs), 'pair')}")
            if self.shows_picture and self._drawn is made:
                text.append(
                    f"\ndrawn: {self._drawn_pairs[0]} codes and {counted(self._drawn_pairs[1], 'pair')}"
                )
                text.append("\n\nt shows the list of partners, p writes the picture to a file", quiet)
            return text
        a, b = chosen
        if a == b:
            number, documents = made.own[a]
            text.append(plain(a), Style(bold=True))
            what = counted_units(number, made.found.unit)
            text.append(f"\n{what} in {counted(documents, 'document')}")
            text.append(f"\n{counted(len(made.partners[a]), 'partner')}")
            return text
        text.append(f"{plain(a)} × {plain(b)}", Style(bold=True))
        pair = made.pairs.get((a, b))
        if pair is None:
            text.append(
                "\nnever together"
                if made.found.minimum == 1
                else f"\nless than {made.found.minimum} times together"
            )
        else:
            what = gone_together(pair.count, made.found)
            text.append(f"\n{what} in {counted(pair.documents, 'document')} · Jaccard {pair.jaccard:.2f}")
            self._describe_chance(pair, text)
            self._describe_measures(made, pair, (a, b), text)
        drawn = self._drawn_beside(a, b)
        if drawn:
            text.append(f"\ndrawn: {plain('; '.join(drawn))}")
        for name in (a, b):
            units = counted_units(made.own[name][0], made.found.unit)
            text.append(f"\n{plain(name)}: {units} in {counted(made.own[name][1], 'document')}", quiet)
        if self.kept.view == "heat":
            text.append("\n\n")
            text.append_text(self._legend(made))
        return text

    def _describe_measures(self, made: Together, pair: Pair, names: tuple[str, str], text: Text) -> None:
        """Say the further measures of a pair, seen from the first of the two names; undefined ones are left out."""
        told = [f"Dice {pair.dice:.2f}"] if pair.dice is not None else []
        told += [f"c {pair.c:.2f}"] if pair.c is not None else []
        told += [f"lift {pair.lift:.2f}"] if pair.lift is not None else []
        text.append(f"\n{counted(pair.respondents, 'respondent')} · {' · '.join(told)}")
        if pair.c is None or pair.c > 1:
            here = "has no value here" if pair.c is None else "is above 1"
            text.append(f"\nc {here}: one coding meets several others, more than its formula allows for")
        self._describe_shares(made, pair, names, text)
        forth, back = (value_of(pair, "inside", name) for name in names)
        if forth is not None and back is not None:
            text.append(f"\n{forth:g} of the first within the second, {back:g} the other way")

    def _describe_shares(self, made: Together, pair: Pair, names: tuple[str, str], text: Text) -> None:
        """Say how much of each code goes with the other, in numbers; as percentages only where enough people stand behind them."""
        unit, (own, others) = made.found.unit, (made.own[name][0] for name in names)
        shares = [value_of(pair, "conditional", name) for name in names]
        if shares[0] is None or shares[1] is None:
            return
        if unit == "overlap":
            text.append(
                f"\namong {counted(own, 'coding')} of the first and {counted(others, 'coding')} of the second"
            )
        else:
            text.append(
                f"\n{round(shares[0] * own)} of {counted_units(own, unit)} of the first with the second, "
                f"{round(shares[1] * others)} of {others} the other way"
            )
        if min(made.people.get(name, 0) for name in names) >= ENOUGH:
            text.append(
                f"\n{shares[0]:.0%} of what is under the first is under the second too, {shares[1]:.0%} the other way"
            )

    def _describe_chance(self, pair: Pair, text: Text) -> None:
        """Say what random arrangements give for a pair, where they were made."""
        beside = (self.beside_chance or {}).get((pair.a, pair.b))
        if beside is None or self.chance is None:
            return
        baseline = self.chance[1]
        seldom = "seldom by chance" if beside.share < 0.05 else "by chance"
        ratio = "" if beside.ratio is None else f", {beside.ratio:.1f} times as often"
        text.append(
            f"\nexpected {beside.expected:.1f}{ratio}; {seldom}: as often or more in {beside.at_least:,} of "
            f"{baseline.permutations:,} arrangements (adjusted for {baseline.compared:,} pairs: {beside.adjusted:.3f})"
        )

    def _drawn_beside(self, a: str, b: str) -> tuple[str, ...]:
        """The relations between two codes that were drawn by hand, seen from the first."""
        from qualcode.workflows.relating import drawn_beside

        return drawn_beside(self.study.relations.list()).get((a, b), ())

    @property
    def beside_chance(self) -> Mapping[tuple[str, str], ChancePair] | None:
        """What chance gives for the pairs that are shown; None where it was not arranged for them."""
        if self.chance is None or self.chance[0] is not self.made:
            return None
        return self.chance[2]

    def _legend(self, made: Together) -> Text:
        """What the shades stand for."""
        palette = palette_of(self.app)
        ranges: dict[int, list[float]] = {}
        found = (value_of(pair, self.kept.measure) for pair in made.found.pairs)
        values = sorted(value for value in found if value is not None)
        for value in values:
            ranges.setdefault(step_of(value, values[-1]), []).append(value)
        form = "{:g}" if self.kept.measure in WHOLE else "{:.2f}"
        text = Text()
        for step in range(1, STEPS + 1):
            if step in ranges:
                low, high = form.format(ranges[step][0]), form.format(ranges[step][-1])
                text.append(f" {low if low == high else f'{low}–{high}'} ", shade(palette, step))
                text.append(" ")
        return text

    # --- the work beside the screen ----------------------------------------------------------------------------

    def _count(self) -> None:
        """Count in a thread with a connection of its own; what changes meanwhile is counted afterwards."""
        if self._counting is not None:
            return
        choice, revision = self.kept.choice, self.study.revision
        opened = self.elsewhere()

        def work(report: Callable[[int, int, str], None]) -> Cooccurrence:
            from qualcode.workflows.cooccurring import counted_together

            with opened() as own:
                return counted_together(own, choice.counted())

        job = Job("Counting", work)
        self._counting = (job, choice, revision)
        start(self, job, threading.Event())

    def compare_with_chance(self) -> None:
        """Compare the pairs with random arrangements in a thread; while that is done, stop it."""
        if self._arranging is not None:
            self._stop_arranging.set()
            return
        made = self.counted_now()
        if made.choice.unit not in get_args(ChanceUnit):
            raise InputError(
                f"Chance is arranged for {listed(get_args(ChanceUnit))}, not for {made.choice.unit}; e goes on to another unit."
            )
        if not made.found.pairs:
            raise InputError("No two codes go together by these choices, so there is nothing to compare.")
        opened = self.elsewhere()

        def work(report: Callable[[int, int, str], None]) -> ChanceBaseline:
            from qualcode.workflows.cooccurring import chance_of

            with opened() as own:
                return chance_of(
                    own, made.choice.counted(), report=lambda done, total: report(done, total, "")
                )

        job = Job("Arranging at random", work)
        self._arranging = (job, made)
        self._stop_arranging.clear()
        start(self, job, self._stop_arranging)

    def on_unmount(self) -> None:
        """Stop what is still being arranged; the handlers of the classes below are called by themselves."""
        self._stop_arranging.set()

    def _draw(self) -> None:
        """Draw the picture in a thread, unless it is there already."""
        made = self.made
        if self._drawing is not None or made is None or self._drawn is made:
            return
        opened = self.elsewhere()

        def work(report: Callable[[int, int, str], None]) -> tuple[bytes, Cooccurrence]:
            from qualcode.workflows.networking import network_picture

            with opened() as own:
                return network_picture(
                    own, made.found, coder=made.choice.coder, attributes=made.choice.attributes
                )

        job = Job("Drawing the network", work)
        self._drawing = (job, made)
        start(self, job, threading.Event())

    def ask_passages(self, a: str, b: str) -> None:
        """Find the passages behind a pair in a thread and list them on the retrieval screen."""
        if self._asking is not None:
            return
        made, opened = self.counted_now(), self.elsewhere()

        def work(report: Callable[[int, int, str], None]) -> tuple[str, int, int]:
            from qualcode.workflows.cooccurring import query_behind

            with opened() as own:
                return query_behind(
                    own, made.found, a, b, coder=made.choice.coder, attributes=made.choice.attributes
                )

        self._asking = Job("Finding the passages", work)
        start(self, self._asking, threading.Event())

    def _list_passages(self, query: str, listed: int, there: int) -> None:
        """Show the passages, where the screen is still the one in front."""
        from qualcode.tui.commands.screens import open_screen
        from qualcode.tui.screens.retrieval import RetrievalScreen

        if self.app.screen is not self:
            return
        if not query:
            self.workspace.complain("The study has changed meanwhile; no passage is left behind this number.")
            return
        open_screen(self.workspace, RetrievalScreen(self.workspace, query))
        if listed < there:
            note = f"The list has the first {listed} of {there} passages; a query has no room for more."
            self.workspace.notify(note, markup=False)

    def write_network(self, path: Path) -> None:
        """Write the network by suffix in a thread."""
        made = self.made
        if made is None:
            raise InputError("The pairs are still being counted; try again in a moment.")
        if self._writing is not None:
            raise InputError("A file is being written still; try again in a moment.")
        opened = self.elsewhere()

        def work(report: Callable[[int, int, str], None]) -> str:
            from qualcode.workflows.networking import network_of, write_network

            choice = made.choice
            with opened() as own:
                network = network_of(own, made.found, coder=choice.coder, attributes=choice.attributes)
                remark = write_network(own, path, network)
            return f"{path}. {remark}" if remark else str(path)

        self._writing = Job(f"Writing {path.name}", work)
        start(self, self._writing, threading.Event())

    def on_job_progress(self, message: JobProgress) -> None:
        """Show what is drawn or written; counting is either done or not."""
        message.stop()
        if self._arranging is not None and message.label == self._arranging[0].label:
            self.say(f"arranging at random … {message.done:,} of {message.total:,}; x stops it")
            return
        if self._drawing is not None or self._writing is not None:
            self.progress.display = True
            left = Text(plain(message.label) + "  ")
            left.append("─" * BAR, self.progress.palette.quiet())
            self.progress.show(left, Text(""))

    def on_job_finished(self, message: JobFinished) -> None:
        """Show what was counted or drawn, or say what was written."""
        message.stop()
        if self._counting is not None and message.job is self._counting[0]:
            _, choice, revision = self._counting
            self._counting = None
            if message.error is None:
                self.made = Together.of(choice, revision, message.result)
                self.read()
            else:
                self.workspace.complain(message.error)
            return
        if self._arranging is not None and message.job is self._arranging[0]:
            made, self._arranging = self._arranging[1], None
            if message.error is not None:
                self.say("")
                self.workspace.complain(message.error)
            elif message.result is None:
                self.say("stopped; nothing was compared")
            else:
                baseline = message.result
                self.chance = (made, baseline, {(each.a, each.b): each for each in baseline.pairs})
                self.say(
                    f"compared {counted(len(baseline.pairs), 'pair')} with {baseline.permutations:,} arrangements, seed {baseline.seed}"
                )
                self._show()
            return
        if self._drawing is not None and message.job is self._drawing[0]:
            made, self._drawing = self._drawing[1], None
            if message.error is None:
                png, part = message.result
                self._drawn = made
                drawn = {name for pair in part.pairs for name in (pair.a, pair.b)}
                self._drawn_pairs = (len(drawn), len(part.pairs))
                self.picture.show(png)
                self._show()
        elif message.job is self._asking:
            self._asking = None
            if message.error is None:
                self._list_passages(*message.result)
        elif message.job is self._writing:
            self._writing = None
            if message.error is None:
                self.say(f"wrote {message.result}")
        self.progress.display = self._drawing is not None or self._writing is not None
        if message.error is not None:
            self.workspace.complain(message.error)

    # --- files -------------------------------------------------------------------------------------------------

    def counted_now(self) -> Together:
        """What is shown; raises :class:`~qualcode.errors.InputError` while it is not by the present choices."""
        if self.made is None or self._counting is not None:
            raise InputError("The pairs are still being counted; try again in a moment.")
        return self.made

    def export(self) -> None:
        """Ask for a path: a network by its suffix, else the square matrix or the ranked pairs as a table."""
        self.counted_now()
        name = {"heat": "cooccurrence.xlsx", "pairs": "pairs.xlsx", "picture": "network.graphml"}[
            self.kept.view
        ]

        def write(path: Path) -> str:
            if path.suffix.lower() not in NETWORK_SUFFIXES:
                return self.write_table(path)
            self.write_network(path)
            return ""

        self.ask_path(name, write)

    def write_picture(self) -> None:
        """Write the picture beside the study, never over another file."""
        self.counted_now()
        stem = self.study.path.stem
        for number in range(1, 1000):
            path = self.study.path.with_name(f"{stem}-network{'' if number == 1 else f'-{number}'}.png")
            if not path.exists():
                self.write_network(path)
                return

    def export_table(self) -> tuple[Sequence[str], Sequence[Sequence[Cell]]]:
        """The square matrix of the present measure, or the pairs; numbers as numbers."""
        made = self.counted_now()
        if self.kept.view != "heat":
            order = self.order if self.kept.view == "pairs" else "count"
            found = {f"{pair.a}{SEPARATOR}{pair.b}": pair for pair in made.found.pairs}
            pairs = [found[str(row.key)] for row in pair_rows(made.found.pairs, order)]
            from qualcode.workflows.cooccurrence_tables import CHANCE, pair_figures

            names = tuple(pair_figures(pairs[0])) if pairs else ()
            beside = self.beside_chance
            rows: list[tuple[Cell, ...]] = []
            for pair in pairs:
                row: tuple[Cell, ...] = (pair.a, pair.b, *pair_figures(pair).values())
                if beside is not None:
                    row += tuple(getattr(beside[pair.a, pair.b], name) for name in CHANCE)
                rows.append(row)
            return ("a", "b", *names, *(CHANCE if beside is not None else ())), rows
        return ("", *self.names), [(a, *(self._number(made, a, b) for b in self.names)) for a in self.names]

    def _number(self, made: Together, a: str, b: str) -> Cell:
        if a == b:
            own: dict[str, Cell] = {
                "count": made.own[a][0],
                "documents": made.own[a][1],
                "respondents": made.people.get(a),
                "jaccard": 1.0,
            }
            return own.get(self.kept.measure)
        pair: Pair | None = made.pairs.get((a, b))
        if pair is None:
            return 0
        return value_of(pair, self.kept.measure, a)

    # --- what the keys change ------------------------------------------------------------------------------------

    def turn_view(self, by: int) -> None:
        """The next view or the one before; the highlighted pair stays."""
        chosen = self.chosen
        self.change(replace(self.kept, view=VIEWS[(VIEWS.index(self.kept.view) + by) % len(VIEWS)]))
        if chosen is None or self.made is None or self.shows_picture:
            return
        a, b = chosen
        if self.kept.view == "heat" and a in self.names and b in self.names:
            self.grid.go_to(a)
            self.grid.step_column(self.names.index(b) + 1 - self.grid.column)
        else:
            keys = {row.key for row in self.grid.rows}
            for key in (f"{b}{SEPARATOR}{a}", f"{a}{SEPARATOR}{b}"):
                if key in keys:
                    self.grid.go_to(key)
        self.show_detail()

    def next_order(self) -> None:
        """Order the rows of this view by the next thing."""
        orders = ORDERS[self.kept.view]
        following = orders[(orders.index(self.order) + 1) % len(orders)]
        self.change(
            replace(self.kept, orders=tuple((dict(self.kept.orders) | {self.kept.view: following}).items()))
        )
        self.say(
            f"by {'the tree' if following == 'tree' else 'number of partners' if following == 'partners' else following}"
        )

    def next_measure(self) -> None:
        """Show the next number of the pairs."""
        there = measures_of(self.kept.choice.unit)
        self.change(replace(self.kept, measure=there[(there.index(self.kept.measure) + 1) % len(there)]))
