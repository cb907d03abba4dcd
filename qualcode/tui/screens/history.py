"""The history screen: who changed what and when; back to any of one's own changes, and forth again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from qualcode.errors import InputError
from qualcode.formats.tables.record import Cell
from qualcode.model.changes import Change
from qualcode.text.counting import counted
from qualcode.tui.actions import Context
from qualcode.tui.local_time import day, moment
from qualcode.tui.palette import palette_of
from qualcode.tui.screens.board import Board
from qualcode.tui.widgets.change_text import KINDS, STATES, change_text, short
from qualcode.tui.widgets.grid import Column, GridRow
from qualcode.tui.widgets.row_list import plain

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["HistoryScreen"]

COLUMNS = (Column("time", 5), Column("who", 10), Column("change", 20, grows=True), Column("state", 7))


def _it(changes: Sequence[Change]) -> str:
    """The word for some changes that were just named."""
    return "them" if len(changes) > 1 else "it"


class HistoryScreen(Board):
    """Lists all changes; the rules of taking them back are the study's."""

    heading = "History"
    empty = "nothing has changed yet"
    opens = "history.to_here"
    file_name = "history"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.only = ""
        """What the listed changes have in common, as the title says it; empty: all are listed."""
        self._listed: Callable[[Change], bool] = lambda change: True
        self.changes: dict[int, Change] = {}
        """Those listed, by id, the newest first."""
        self._undoable: list[int] = []
        """Ids of one's own changes that are done, the newest first."""
        self._redoable: tuple[int, ...] = ()
        """Ids of one's own undone changes, that which is made again first at the beginning."""

    @property
    def place(self) -> Context:
        """In the table."""
        return "history"

    # --- showing -----------------------------------------------------------------------------------------

    def table(self) -> tuple[Sequence[Column], Sequence[GridRow]]:
        """A row for each change, the newest first, under the day on which it was made."""
        every = self.study.history.list()[::-1]
        self._undoable = [c.id for c in every if c.actor == self.study.actor and c.state == "done"]
        self._redoable = self.study.history.redo_order()
        self.changes = {change.id: change for change in every if self._listed(change)}
        only = f" · only {self.only}, of {len(every)}" if self.only else ""
        self.show_title(f"{counted(len(self.changes), 'change')}{only}")
        rows: list[GridRow] = []
        days = Counter(day(change.at) for change in self.changes.values())
        last = ""
        for change in self.changes.values():
            today = day(change.at)
            if today != last:
                last = today
                rows.append(self._heading(today, days[today]))
            rows.append(self._row(change))
        return COLUMNS, rows

    def _heading(self, today: str, number: int) -> GridRow:
        def cells() -> Sequence[Text | str]:
            line = Text(today, Style(bold=True))
            line.append(f"  {counted(number, 'change')}", palette_of(self.app).quiet())
            return (line,)

        return GridRow(today, cells, heading=True)

    def _row(self, change: Change) -> GridRow:
        def cells() -> Sequence[Text | str]:
            words = (moment(change.at), change.actor, change.label, STATES[change.state])
            if change.state not in ("undone", "dropped"):
                return words
            return [Text(plain(word), palette_of(self.app).quiet()) for word in words]

        return GridRow(change.id, cells, plain(f"{change.actor} {change.label} {STATES[change.state]}"))

    @property
    def change(self) -> Change:
        """The highlighted change; raises :class:`~qualcode.errors.InputError` where there is none."""
        return self.changes[int(self.here().key)]

    def describe(self) -> Text:
        """The highlighted change in full."""
        change = self.change
        scope = self.study.history.scope(change.id)
        passage = ""
        if scope.place is not None and scope.place.span is not None:
            start, end = scope.place.span
            passage = self.study.documents.text(scope.place.document_id)[start:end]
        order = self._undoable if change.state == "done" else self._redoable
        steps = order.index(change.id) + 1 if change.id in order else 0
        own = change.actor == self.study.actor
        return change_text(change, scope, passage, own, steps, palette_of(self.app))

    def export_table(self) -> tuple[Sequence[str], Sequence[Sequence[Cell]]]:
        """All changes that are listed."""
        header = ("id", "at (UTC)", "actor", "kind", "change", "state")
        return header, [(c.id, c.at, c.actor, c.kind, c.label, c.state) for c in self.changes.values()]

    def filter(self) -> None:
        """Ask whose changes, or which kind of change, are listed."""
        every = self.study.history.list()
        people = Counter(change.actor for change in every)
        kinds = Counter(change.kind for change in every)
        choices: list[tuple[str, str, int, Callable[[Change], bool]]] = [
            ("all changes", "", len(every), lambda change: True),
            *((f"by {who}", f"by {who}", n, lambda c, who=who: c.actor == who) for who, n in people.items()),
            *(
                (KINDS.get(kind, kind), KINDS.get(kind, kind), n, lambda c, kind=kind: c.kind == kind)
                for kind, n in sorted(kinds.items())
            ),
        ]

        def take(index: int | None, name: str) -> None:
            _, self.only, _, self._listed = choices[index or 0]
            self.read_again()

        names, details = [c[0] for c in choices], [counted(c[2], "change") for c in choices]
        self.ask_name("List which changes?", names, details, take)

    # --- back and forth ------------------------------------------------------------------------------------

    def to_here(self) -> None:
        """Take back one's changes back to the highlighted one, or make them again up to it, after a question."""
        change = self.change
        if change.state in ("undone", "dropped"):
            self._ask_redo(self.study.history.to_redo(change.id))
        else:
            self._ask_undo(self.study.history.to_undo(change.id))

    def _ask_undo(self, changes: Sequence[Change]) -> None:
        last = changes[-1]

        def yes() -> None:
            done = self.study.history.undo_to(last.id)
            self.say(f"undone: {self._named(done, 'back to')}; U makes {_it(done)} again")

        self.ask(f"Take back {self._named(changes, 'back to')}?", yes)

    def _ask_redo(self, changes: Sequence[Change]) -> None:
        last = changes[-1]

        def yes() -> None:
            done = self.study.history.redo_to(last.id)
            self.say(f"done again: {self._named(done, 'up to')}; u takes {_it(done)} back")

        self.ask(f"Make again {self._named(changes, 'up to')}?", yes)

    def _named(self, changes: Sequence[Change], way: str) -> str:
        """How many changes, and the last one of them, cut to the width of the screen."""
        number = f"{len(changes)} changes, {way} " if len(changes) > 1 else ""
        return f"{number}“{short(changes[-1].label, max(24, self.size.width - 34 - len(number)))}”"

    # --- going there ---------------------------------------------------------------------------------------

    def show_place(self) -> None:
        """Go to where the change took place."""
        place = self.study.history.scope(self.change.id).place
        if place is None:
            raise InputError("This change concerns no place in a transcript that is still there.")
        workspace = self.to_transcript()
        workspace.open_document(place.document_id, None if place.span is None else place.span[0])
        workspace.go("text")
        if place.span is not None:
            workspace.pane.select_span(*place.span)
        workspace.say("F10 leads back to the history")

    def begin(self) -> None:
        """Highlight the change that was highlighted when the screen was left."""
        super().begin()
        self.grid.go_to(self.workspace.left_rows.get("history", ""))

    def keep(self) -> None:
        """Remember which change is highlighted; who left at the newest one finds the newest one again."""
        if self.grid.row is not None:
            newest = self.grid.row.key == next(iter(self.changes), None)
            self.workspace.left_rows["history"] = "" if newest else self.grid.row.key
