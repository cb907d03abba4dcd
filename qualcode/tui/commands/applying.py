"""In the list of codes: pins, several codes at once, a note in the same stroke; open and closed mode."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from qualcode.study.preferences import MAX_PINS
from qualcode.tui.commands import coding
from qualcode.tui.commands.noting import open_note

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS"]


def _pin(workspace: Workspace) -> None:
    chooser = workspace.chooser
    code = chooser.lit
    if code is None:
        workspace.say("F3 pins a code of the list: choose one")
        return
    preferences = workspace.study.preferences
    pinned = preferences.pin(code.id)
    chooser.set_pins(preferences.pins())
    place = preferences.pins().index(code.id) + 1 if pinned else 0
    workspace.say(f"{code.name}: key {place} applies it" if pinned else f"{code.name} is pinned no longer")


def _mark(workspace: Workspace) -> None:
    if workspace.chooser.recoding is not None:
        workspace.say("one code takes its place; Enter chooses it")
    elif not workspace.chooser.toggle_mark():
        workspace.say("type a name, or choose one with the arrows")


def _take_and_note(workspace: Workspace) -> None:
    quotation = coding.take(workspace)
    if quotation is not None:
        open_note(workspace, quotation)


def _pinned(workspace: Workspace, place: int) -> None:
    pins = workspace.study.preferences.pins()
    if place > len(pins):
        workspace.say(f"no code is pinned as {place}; F3 in the list of codes pins one")
    else:
        coding.apply(workspace, workspace.study.codebook.by_id(pins[place - 1]).name)


def _closed(workspace: Workspace) -> None:
    workspace.study.preferences.set_closed(not workspace.closed)
    workspace.closed = workspace.study.preferences.closed
    workspace.say(
        "closed mode: only codes of the codebook are applied"
        if workspace.closed
        else "open mode: new codes are created as you type them"
    )


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "codes.pin": _pin,
    "codes.mark": _mark,
    "codes.note": _take_and_note,
    "mode.closed": _closed,
    **{f"code.pinned_{place}": partial(_pinned, place=place) for place in range(1, MAX_PINS + 1)},
}
