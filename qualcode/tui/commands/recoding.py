"""Changing a coding that is there: its code, its edges."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.tui.commands.chosen import coding_here
from qualcode.tui.geometry.edges import Edge, moved

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS", "recode"]


def _open(workspace: Workspace) -> None:
    """Open the list of codes for another code in the place of one."""
    from qualcode.tui.commands.coding import show_chooser

    mark = coding_here(workspace)
    if mark is None:
        return
    if workspace.context == "codings":
        workspace.go("text")
    show_chooser(workspace, (mark.start, mark.end), changing=mark)


def recode(workspace: Workspace, coding_id: int, name: str) -> int:
    """Give a coding another code; the number of its quotation."""
    study = workspace.study
    found = study.codings.recode(coding_id, name, closed=workspace.closed)
    workspace.close_inputs()
    code = study.codebook.get(name)
    workspace.last_code = code.id
    workspace.chooser.used(code.id)
    mark = next(m for m in workspace.every_mark if m.id == found)
    if any(here.id == found for here in workspace.marks_here):
        workspace.cycled = found
        workspace.show_place()
    workspace.say(f"now {code.name}; u takes it back")
    return mark.quotation


def _move(edge: Edge, direction: int) -> Callable[[Workspace], None]:
    def move(workspace: Workspace) -> None:
        mark = coding_here(workspace)
        if mark is None:
            return
        span = moved(workspace.pane.units, (mark.start, mark.end), edge, direction)
        if span is None:
            workspace.say(f"the {edge} cannot go further")
            return
        found = workspace.study.codings.resize(mark.id, *span)
        workspace.pane.select_span(*span)
        workspace.cycled = found
        workspace.show_place()
        workspace.say(f"{mark.name}: {edge} moved; u takes it back")

    return move


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "coding.recode": _open,
    "edge.end_back": _move("end", -1),
    "edge.end_forward": _move("end", 1),
    "edge.start_back": _move("start", -1),
    "edge.start_forward": _move("start", 1),
}
