"""Finding as you type."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.text.find import find

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS", "typed"]


def _open(workspace: Workspace) -> None:
    if workspace.passage is None:
        workspace.say("there is no transcript to search")
        return
    workspace.close_inputs()
    workspace.find_origin = workspace.pane.caret
    workspace.find_bar.open()
    workspace.show_context()


def typed(workspace: Workspace, query: str) -> None:
    """Mark all places of what was typed and go to the first one from where the search began."""
    if not workspace.find_bar.display:
        return
    pane = workspace.pane
    workspace.searched = bool(query.strip())
    hits = find(pane.passage.text, query)
    if not hits:
        pane.set_hits([])
        pane.move_to(workspace.find_origin)
        workspace.find_bar.say("nothing found" if query.strip() else "")
        return
    place = bisect_left(hits, (workspace.find_origin, 0))
    pane.set_hits(hits)
    _show(workspace, place if place < len(hits) else 0)


def _show(workspace: Workspace, place: int) -> None:
    pane = workspace.pane
    pane.set_hits(pane.hits, place)
    pane.move_to(pane.hits[place][0], unit="character", middle=False)
    count = f"{place + 1} of {len(pane.hits)}"
    if workspace.find_bar.display:
        workspace.find_bar.say(count)
    else:
        workspace.say(count)


def _step(direction: int) -> Callable[[Workspace], None]:
    def go(workspace: Workspace) -> None:
        pane = workspace.pane
        if not pane.hits:
            if not workspace.find_bar.display:
                workspace.say(
                    "nothing was found; / searches anew"
                    if workspace.searched
                    else "nothing was searched for; / finds"
                )
            return
        starts = [start for start, _ in pane.hits]
        if direction > 0:
            place = bisect_left(starts, pane.caret + 1) % len(starts)
        else:
            place = (bisect_left(starts, pane.caret) - 1) % len(starts)
        _show(workspace, place)

    return go


def _accept(workspace: Workspace) -> None:
    workspace.close_inputs()
    if workspace.pane.hits:
        found = len(workspace.pane.hits)
        workspace.say("1 place; Esc clears" if found == 1 else f"{found} places; f and F go on, Esc clears")


def cancel(workspace: Workspace) -> None:
    """Close whatever asks for something and leave all as it was."""
    if workspace.find_bar.display:
        workspace.pane.set_hits([])
        workspace.pane.move_to(workspace.find_origin)
    workspace.close_inputs()


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "find.open": _open,
    "find.next": _step(1),
    "find.previous": _step(-1),
    "find.down": _step(1),
    "find.up": _step(-1),
    "find.accept": _accept,
    "input.cancel": cancel,
}
