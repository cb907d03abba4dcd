"""Tables and reports that left the study, and which are stale because something they rest on was changed since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from qualcode.model.digests import RecordedResult
from qualcode.text.counting import counted, listed
from qualcode.tui.actions import Context
from qualcode.tui.local_time import local
from qualcode.tui.screens.board import Board
from qualcode.tui.widgets.grid import Column, GridRow
from qualcode.tui.widgets.row_list import plain

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["ResultsScreen"]


class ResultsScreen(Board):
    """The register of results, the last one first."""

    heading = "Results handed out"
    empty = " no table or report was written from this study yet"
    file_name = "results"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.kept: dict[str, RecordedResult] = {}
        """By id, the last one first."""

    @property
    def place(self) -> Context:
        """In the table; Enter has nothing to open here."""
        return "handed_out"

    def table(self) -> tuple[Sequence[Column], Sequence[GridRow]]:
        """A row a result."""
        rows = {str(each.id): each for each in reversed(self.study.results.list())}
        self.kept = rows
        stale = sum(bool(each.stale) for each in rows.values())
        self.show_title(f"{counted(len(rows), 'result')}, {stale} stale")
        columns = (
            Column("When", 16),
            Column("State", 6),
            Column("Analysis", 20),
            Column("File", 16, grows=True),
            Column("Who", 12),
        )
        return columns, [
            GridRow(
                key,
                lambda each=each: (  # type: ignore[misc]
                    f"{when:%Y-%m-%d %H:%M}" if (when := local(each.at)) is not None else each.at,
                    "stale" if each.stale else "holds",
                    each.analysis,
                    plain(each.name),
                    plain(each.actor),
                ),
                f"{each.analysis} {each.name} {each.actor}",
            )
            for key, each in rows.items()
        ]

    def describe(self) -> Text:
        """What the result rests on, and what changed since."""
        each: RecordedResult = self.kept[str(self.here().key)]
        text = Text(f"{plain(each.analysis)}  {plain(each.name)}\n", Style(bold=True))
        if each.stale:
            text.append(f"Stale: {listed(each.stale)} changed since. Write it again before it is used.\n")
        else:
            text.append("The study is as it was: writing it again gives the same.\n")
        for name, value in each.statement.items():
            text.append(plain(f"{name}: {value}\n"))
        return text
