"""The list of all analyses: what each answers, and the way to it."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from itertools import groupby

from rich.style import Style
from rich.text import Text

from qualcode.tui.actions import Context
from qualcode.tui.analyses import ANALYSES, Analysis
from qualcode.tui.commands.screens import open_screen
from qualcode.tui.screens.board import Board
from qualcode.tui.screens.keyed import KeyedScreen
from qualcode.tui.widgets.grid import Column, GridRow

__all__ = ["AnalysesScreen"]


class AnalysesScreen(Board):
    """Every analysis with the question it answers; Enter opens it, Escape there leads back here."""

    heading = "Analyses"
    opens = "analyses.choose"
    file_name = "analyses"

    @property
    def place(self) -> Context:
        """In the list."""
        return "analyses"

    def table(self) -> tuple[Sequence[Column], Sequence[GridRow]]:
        """A row an analysis under the heading of its group."""
        rows: list[GridRow] = []
        for group, members in groupby(ANALYSES, lambda each: each.group):
            rows.append(
                GridRow(f"~{group}", lambda group=group: (Text(group, Style(bold=True)),), heading=True)  # type: ignore[misc]
            )
            rows += [
                GridRow(
                    each.name,
                    lambda each=each: (f"  {each.name}", each.answers),  # type: ignore[misc]
                    f"{each.name} {each.answers}",
                )
                for each in members
            ]
        self.show_title(f"{len(ANALYSES)} analyses")
        return (Column("Analysis", 28), Column("Answers", 24, grows=True)), rows

    def describe(self) -> Text:
        """What the highlighted analysis answers."""
        chosen = self._chosen()
        text = Text(f"{chosen.name}\n", Style(bold=True))
        text.append(f"{chosen.answers}\n")
        return text

    def _chosen(self) -> Analysis:
        key = self.here().key
        return next(each for each in ANALYSES if each.name == key)

    def open_chosen(self) -> None:
        """Open the highlighted analysis."""
        chosen = self._chosen()
        kind: type[KeyedScreen] = getattr(
            import_module(f"qualcode.tui.screens.{chosen.module}"), chosen.screen
        )
        open_screen(self.workspace, kind(self.workspace))
