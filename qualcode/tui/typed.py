"""What is typed into a line: keys taken in the moment in which they come, and the path that they make."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from textual import events
from textual.app import App
from textual.widget import Widget

from qualcode.tui.widgets.key_taker import KeyTaker

__all__ = ["LINE_FEED_KEYS", "path_of", "take_typed"]

LINE_FEED_KEYS = {"ctrl+j": "enter", "newline": "enter"}
"""Enter arrives as a line feed where it was typed before the terminal was ours."""


def path_of(typed: str) -> Path:
    """The path that was typed or dropped on the terminal: without quotes around it, ``~`` resolved."""
    typed = typed.strip()
    if len(typed) > 1 and typed[0] == typed[-1] and typed[0] in "'\"":
        typed = typed[1:-1]
    path = Path(typed)
    if "\\ " in typed and not os.path.exists(path):
        path = Path(typed.replace("\\ ", " "))
    try:
        return path.expanduser()
    except RuntimeError:
        return path


async def take_typed(app: App[Any], line: Widget | None, event: events.Key) -> bool:
    """Give a key to an input line; False where there is none or it does not want it."""
    if line is None or not isinstance(line, KeyTaker):
        return False
    if line.many_lines and LINE_FEED_KEYS.get(event.key, event.key) == "enter":
        line.take("\n")
        return True
    if event.is_printable and event.character is not None:
        line.take(event.character)
        return True
    bound = app.active_bindings.get(event.key)
    if bound is None or bound.node is not line:
        return False
    return await app.run_action(bound.binding.action, line)
