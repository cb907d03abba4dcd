"""What the keys do on the codebook screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.tui.commands.screens import OnScreen, on_screen

if TYPE_CHECKING:
    from qualcode.tui.screens.codebook import CodebookScreen
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS"]


_there: OnScreen[CodebookScreen] = on_screen(
    "codebook", "CodebookScreen", "That is done on the codebook screen; open it first with F2."
)


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "book.close": _there(lambda screen: screen.leave()),
    "book.cancel": _there(lambda screen: screen.to_tree()),
    "node.add": _there(lambda screen: screen.add()),
    "node.edit": _there(lambda screen: screen.edit()),
    "node.rename": _there(lambda screen: screen.rename()),
    "node.kind": _there(lambda screen: screen.change_kind()),
    "node.mark": _there(lambda screen: screen.mark()),
    "node.put": _there(lambda screen: screen.put()),
    "node.top": _there(lambda screen: screen.put_at_top()),
    "node.merge": _there(lambda screen: screen.merge()),
    "node.split": _there(lambda screen: screen.split()),
    "node.delete": _there(lambda screen: screen.delete()),
    "node.colour": _there(lambda screen: screen.colour()),
    "node.hygiene": _there(lambda screen: screen.look_over()),
    "node.sign": _there(lambda screen: screen.sign_off()),
    "node.changes": _there(lambda screen: screen.changes()),
    "node.review": _there(lambda screen: screen.review()),
    "node.find": _there(lambda screen: screen.find()),
    "node.first": _there(lambda screen: screen.nodes.highlight(0)),
    "node.last": _there(lambda screen: screen.nodes.highlight(len(screen.nodes.items) - 1)),
    "node.down": _there(lambda screen: screen.scroll_detail(1)),
    "node.up": _there(lambda screen: screen.scroll_detail(-1)),
    "line.take": _there(lambda screen: screen.take_line()),
    "line.kind": _there(lambda screen: screen.next_kind()),
    "form.store": _there(lambda screen: screen.store()),
    "split.move": _there(lambda screen: screen.decide(True)),
    "split.leave": _there(lambda screen: screen.decide(False)),
    "split.back": _there(lambda screen: screen.decide_again()),
    "split.finish": _there(lambda screen: screen.name_split()),
    "split.cancel": _there(lambda screen: screen.to_tree()),
    "hygiene.go": _there(lambda screen: screen.go_to_finding()),
    "hygiene.other": _there(lambda screen: screen.go_to_finding(other=True)),
    "hygiene.close": _there(lambda screen: screen.to_tree()),
}
