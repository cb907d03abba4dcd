"""What the actions do, one module a group; each function gets the workspace."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.tui.commands import coding, finding, importing, moving, panes, selecting

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS"]

COMMANDS: dict[str, Callable[[Workspace], None]] = {
    **moving.COMMANDS,
    **selecting.COMMANDS,
    **coding.COMMANDS,
    **finding.COMMANDS,
    **importing.COMMANDS,
    **panes.COMMANDS,
}
"""By the id of the action; a test holds it against the table."""
