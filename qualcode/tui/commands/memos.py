"""What the keys do on the memo screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.tui.commands.screens import OnScreen, on_screen

if TYPE_CHECKING:
    from qualcode.tui.screens.memos import MemoScreen
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS"]


_there: OnScreen[MemoScreen] = on_screen(
    "memos", "MemoScreen", "That is done on the memo screen; open it first with F8."
)


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "memos.edit": _there(lambda screen: screen.edit()),
    "memos.add": _there(lambda screen: screen.add()),
    "memos.remove": _there(lambda screen: screen.remove_memo()),
    "memos.show": _there(lambda screen: screen.show_place()),
    "memos.filter": _there(lambda screen: screen.filter()),
    "memo_text.keep": _there(lambda screen: screen.keep_text()),
    "memo_text.leave": _there(lambda screen: screen.leave_text()),
}
