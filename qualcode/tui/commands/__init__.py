"""What the actions do, one module a group; each function gets the workspace."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.tui.commands import (
    applying,
    boards,
    codebook,
    coding,
    finding,
    importing,
    jumping,
    moving,
    noting,
    panes,
    recoding,
    retrieving,
    screens,
    selecting,
    suggesting,
)

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS"]

COMMANDS: dict[str, Callable[[Workspace], None]] = {
    **moving.COMMANDS,
    **jumping.COMMANDS,
    **selecting.COMMANDS,
    **coding.COMMANDS,
    **applying.COMMANDS,
    **recoding.COMMANDS,
    **noting.COMMANDS,
    **finding.COMMANDS,
    **retrieving.COMMANDS,
    **importing.COMMANDS,
    **suggesting.COMMANDS,
    **panes.COMMANDS,
    **codebook.COMMANDS,
    **screens.COMMANDS,
    **boards.COMMANDS,
}
"""By the id of the action; a test holds it against the table."""
