"""Which coding is meant where a command concerns one that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from qualcode.tui.geometry.marks import Mark

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace
    from qualcode.tui.widgets.transcript import TranscriptPane

__all__ = ["coding_here", "in_lower_half", "in_view"]


def in_lower_half(pane: TranscriptPane, offset: int) -> bool:
    """Whether a place is shown in the lower half of the pane, so that a panel should stand at the top."""
    row = pane.layout_of_text.row_of(offset) - pane.scroll_offset.y
    return row > pane.scrollable_content_region.height // 2


def in_view(pane: TranscriptPane, offset: int) -> bool:
    """Whether a place is shown at the moment."""
    row = pane.layout_of_text.row_of(offset) - pane.scroll_offset.y
    return 0 <= row < pane.scrollable_content_region.height


def coding_here(workspace: Workspace, same: Literal["id", "quotation"] = "id") -> Mark | None:
    """The highlighted coding of the list, the one cycled to, or the only one at the caret; where several are meant, it is said.

    With ``same="quotation"`` several codings of one quotation are as good as one.
    """
    marks = workspace.marks_here
    if workspace.context == "codings":
        item = workspace.codings.current
        wanted = None if item is None else item.key
    else:
        wanted = workspace.cycled
    found = next((mark for mark in marks if mark.id == wanted), None)
    if found is not None:
        return found
    if not marks:
        workspace.say("no coding at the caret")
    elif len({getattr(mark, same) for mark in marks}) == 1:
        return marks[-1]
    else:
        workspace.say(f"{len(marks)} codings here: o goes through them, a lists them")
    return None
