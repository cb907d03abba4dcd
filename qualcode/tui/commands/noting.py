"""Writing memo, condensed text and translation of a quotation."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.tui.commands.chosen import coding_here, in_lower_half

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS", "keep", "open_note"]


def open_note(workspace: Workspace, number: int) -> None:
    """Open the panel for a quotation, which is shown."""
    assert workspace.passage is not None
    quotation = workspace.study.quotations.get(number)
    pane = workspace.pane
    pane.set_target((quotation.start, quotation.end))
    citation = f"[{workspace.passage.case}:{number}]"
    workspace.note.open(quotation, citation, in_lower_half(pane, quotation.start))
    workspace.show_context()


def _open_here(workspace: Workspace) -> None:
    mark = coding_here(workspace, same="quotation")
    if mark is not None:
        if workspace.context == "codings":
            workspace.go("text")
        open_note(workspace, mark.quotation)


def keep(workspace: Workspace) -> None:
    """Store what was written, as one change, and close the panel; without anything new nothing is stored."""
    panel = workspace.note
    written, number = panel.written, panel.number
    if written and number is not None:
        workspace.study.quotations.set(number, **written)
        assert workspace.passage is not None
        workspace.say(f"note → [{workspace.passage.case}:{number}]; u takes it back")
    panel.close()


def _keep(workspace: Workspace) -> None:
    keep(workspace)
    workspace.close_inputs()


def _cancel(workspace: Workspace) -> None:
    panel = workspace.note
    written = panel.written
    if written and written != panel.warned:
        panel.warned = written
        workspace.say("Esc once more throws away what you wrote; F2 keeps it")
        return
    panel.close()
    workspace.close_inputs()


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "note.open": _open_here,
    "note.keep": _keep,
    "note.next": lambda workspace: workspace.note.step(1),
    "note.previous": lambda workspace: workspace.note.step(-1),
    "note.cancel": _cancel,
}
