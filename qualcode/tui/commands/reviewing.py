"""What the keys do on the review screen, and where two codebooks are compared."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.tui.commands.screens import OnScreen, on_screen

if TYPE_CHECKING:
    from qualcode.tui.screens.codebook_diff import CodebookDiffScreen
    from qualcode.tui.screens.review import ReviewScreen
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS"]


_there: OnScreen[ReviewScreen] = on_screen(
    "review", "ReviewScreen", "That is done on the review screen; open it first with I."
)

_compared: OnScreen[CodebookDiffScreen] = on_screen(
    "codebook_diff", "CodebookDiffScreen", "That is done where two codebooks are compared; press F2, then D."
)


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "review.accept": _there(lambda screen: screen.accept()),
    "review.decline": _there(lambda screen: screen.decline()),
    "review.answer": _there(lambda screen: screen.answer_it()),
    "review.keep": _there(lambda screen: screen.keep_as_memo()),
    "review.show": _there(lambda screen: screen.show_place()),
    "review.filter": _there(lambda screen: screen.filter()),
    "review.read": _there(lambda screen: screen.read_file()),
    "review.write": _there(lambda screen: screen.write_file()),
    "diff.since": _compared(lambda screen: screen.ask_moment()),
    "diff.show": _compared(lambda screen: screen.show_code()),
    "diff.write": _compared(lambda screen: screen.write()),
}
