"""What opens over the transcript: the list of codes, the note, the filter, lists to pick from, and lines to type in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from qualcode.tui.actions import Context
from qualcode.tui.commands import finding, jumping
from qualcode.tui.widgets.code_chooser import CodeChooser
from qualcode.tui.widgets.filter_panel import FilterPanel
from qualcode.tui.widgets.input_bar import InputBar
from qualcode.tui.widgets.note_panel import NotePanel
from qualcode.tui.widgets.path_line import PathLine
from qualcode.tui.widgets.pick_list import PickList
from qualcode.tui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["Panels"]


class Panels:
    """Built when the transcript has been painted: a person reads before anything is opened, and keys typed earlier wait."""

    def __init__(self, workspace: Workspace) -> None:
        self.chooser = CodeChooser(id="chooser")
        self.note = NotePanel(id="note")
        self.filter = FilterPanel(workspace.show_only, id="filter")
        self.picks = PickList(id="picks")
        self.find_bar = InputBar("find", lambda query: finding.typed(workspace, query), id="find")
        self.turn_bar = InputBar("turn", lambda typed: jumping.turn_typed(workspace, typed), id="turn")
        self.lemma_bar = InputBar("lemma", id="lemma")
        self.path_bar = PathLine(id="path")
        self.progress = ProgressLine(id="progress")
        self.bars = (self.find_bar, self.turn_bar, self.lemma_bar, self.path_bar)
        """The lines to type in."""

    @property
    def widgets(self) -> tuple[Widget, ...]:
        """All of them, from top to foot."""
        return (
            self.chooser, self.note, self.filter, self.picks, self.find_bar, self.turn_bar, self.lemma_bar, self.path_bar, self.progress,
        )  # fmt: skip

    @property
    def context(self) -> Context | None:
        """Where the keyboard is, if one of them has it."""
        places: tuple[tuple[Widget, Context], ...] = (
            (self.chooser, "codes"),
            (self.note, "note"),
            (self.filter, "filter"),
            (self.picks, self.picks.kind),
            (self.find_bar, "find"),
            (self.turn_bar, "turn"),
            (self.lemma_bar, "lemma"),
            (self.path_bar, "path"),
        )
        return next((context for widget, context in places if widget.display), None)

    @property
    def at_foot(self) -> bool:
        """Whether one of them takes the foot of the screen."""
        panels = (self.chooser, self.note, self.picks, self.filter)
        panel = next((panel for panel in panels if panel.display), None)
        if panel is not None:
            return not panel.has_class("-upper")
        return any(bar.display for bar in self.bars)

    def close(self) -> None:
        """Close all that are open; a note that is being written has been kept before."""
        for panel in (self.chooser, self.picks, self.filter, *self.bars):
            panel.close()
