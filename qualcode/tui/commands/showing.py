"""Choosing whose codings of which codes the transcript shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.tui.commands.chosen import in_lower_half
from qualcode.tui.geometry.showing import Showing

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS"]


def _open(workspace: Workspace) -> None:
    study, pane = workspace.study, workspace.pane
    counts: Counter[int | str] = Counter()
    for mark in workspace.every_mark:
        counts[mark.code_id] += 1
        counts[mark.coder] += 1
    workspace.go("text")
    workspace.filter.open(
        workspace.showing, study.codebook.tree(), study.coders.list(), workspace.coder, counts,
        in_lower_half(pane, pane.caret),
    )  # fmt: skip
    workspace.show_context()


def _clear(workspace: Workspace) -> None:
    was = workspace.showing
    workspace.show_only(Showing())
    workspace.say("all codings were shown already" if was.everything else "all codings are shown")


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "filter.open": _open,
    "filter.clear": _clear,
    "filter.close": lambda workspace: workspace.close_inputs(),
    "filter.toggle": lambda workspace: workspace.filter.toggle(),
    "filter.only": lambda workspace: workspace.filter.show_only(),
    "filter.all": lambda workspace: workspace.filter.show(Showing()),
    "filter.own": lambda workspace: workspace.filter.show_own(),
    "filter.down": lambda workspace: workspace.filter.rows.step(1),
    "filter.up": lambda workspace: workspace.filter.rows.step(-1),
}
