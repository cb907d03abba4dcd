"""What the actions do, one module a group; each function gets the workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS"]

MODULES = (
    "moving", "panes", "selecting", "coding", "jumping", "applying", "finding", "suggesting", "noting", "recoding", "screens",
    "boards", "codebook", "retrieving", "contrasting", "together", "comparing", "mapping", "cases", "memos", "history", "reviewing", "reporting",
    "importing", "phrases", "showing", "correcting", "lemmas", "analyses", "disagreeing", "guiding", "referencing", "networking", "relating",
)  # fmt: skip
"""In the order in which they are needed on most days."""


class Commands(Mapping[str, "Callable[[Workspace], None]"]):
    """By the id of the action, what it does; a module is loaded when one of its actions is done, so that the first screen waits for none."""

    def __init__(self) -> None:
        self._known: dict[str, Callable[[Workspace], None]] = {}
        self._waiting = list(MODULES)

    def __getitem__(self, action: str) -> Callable[[Workspace], None]:
        while action not in self._known and self._waiting:
            self._load()
        return self._known[action]

    def __iter__(self) -> Iterator[str]:
        while self._waiting:
            self._load()
        return iter(self._known)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _load(self) -> None:
        self._known |= import_module(f"qualcode.tui.commands.{self._waiting.pop(0)}").COMMANDS


COMMANDS: Mapping[str, Callable[[Workspace], None]] = Commands()
"""A test holds it against the table of actions."""
