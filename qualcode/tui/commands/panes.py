"""Going between panes, lists, help, palette, themes, and leaving."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.tui.actions import PANES, Context
from qualcode.tui.commands import coding
from qualcode.tui.themes import THEMES, remember

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS"]


def _go(context: Context) -> Callable[[Workspace], None]:
    return lambda workspace: workspace.go(context)


def _turn_to(direction: int) -> Callable[[Workspace], None]:
    def go(workspace: Workspace) -> None:
        place = PANES.index(workspace.context) if workspace.context in PANES else 0
        workspace.go(PANES[(place + direction) % len(PANES)])

    return go


def _step(rows: int) -> Callable[[Workspace], None]:
    def go(workspace: Workspace) -> None:
        if workspace.focused_list is not None:
            workspace.focused_list.step(rows)

    return go


def open_item(workspace: Workspace) -> None:
    """Open the document, apply the code, or show the coding that is highlighted."""
    rows = workspace.focused_list
    item = None if rows is None else rows.current
    if item is None or not isinstance(item.key, int):
        return
    if rows is workspace.documents:
        workspace.open_document(item.key)
        workspace.go("text")
    elif rows is workspace.codebook:
        code = workspace.study.codebook.by_id(item.key)
        if code.kind == "code":
            coding.apply(workspace, code.name)
            workspace.go("text")
        else:
            workspace.say(f"“{code.name}” is a {code.kind}; only codes are applied")
    else:
        mark = next((m for m in workspace.pane.marks.items if m.id == item.key), None)
        if mark is not None:
            workspace.go("text")
            workspace.cycled = mark.id
            workspace.pane.select_span(mark.start, mark.end)


def _theme(workspace: Workspace) -> None:
    names = [theme.name for theme in THEMES]
    place = names.index(workspace.app.theme) if workspace.app.theme in names else -1
    workspace.app.theme = names[(place + 1) % len(names)]
    remember(workspace.app.theme)
    workspace.say(f"theme: {workspace.app.theme}")


def _help(workspace: Workspace) -> None:
    from qualcode.tui.screens.help import HelpScreen
    from qualcode.tui.screens.keyed import KeyedScreen

    screen = workspace.app.screen
    place = screen.context if isinstance(screen, KeyedScreen) else workspace.context
    workspace.app.push_screen(HelpScreen(workspace.actions, place))


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "pane.next": _turn_to(1),
    "pane.previous": _turn_to(-1),
    "pane.documents": _go("documents"),
    "pane.codebook": _go("codebook"),
    "pane.codings": _go("codings"),
    "pane.leave": _go("text"),
    "item.open": open_item,
    "item.down": _step(1),
    "item.up": _step(-1),
    "theme.next": _theme,
    "help.open": _help,
    "help.typing": _help,
    "palette.open": lambda workspace: workspace.app.action_command_palette(),
    "app.quit": lambda workspace: workspace.leave(),
}
