"""What each user likes in a study: pinned codes, whether only existing codes are applied, whose mapping is shown; kept in the study, but no change of it."""

from __future__ import annotations

import json
from typing import Any

from qualcode.errors import InputError
from qualcode.study.store.file import Store
from qualcode.text.names import name_key

__all__ = ["MAX_PINS", "Preferences"]

MAX_PINS = 9
"""Pinned codes a user may have: one for each of the keys 1 to 9."""


class Preferences:
    """The preferences of the user at the keyboard; like reading places they are not in the history."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._unstored: dict[str, Any] | None = None
        """What holds while a read-only study is open."""

    def pins(self) -> tuple[int, ...]:
        """Ids of the pinned codes, in the order of their keys; codes that are gone, or that are no codes any more, are left out."""
        stored = self._read().get("pins")
        wanted = [i for i in stored if type(i) is int] if isinstance(stored, list) else []
        marks = ",".join(str(i) for i in wanted if 0 < i < 1 << 62)
        there = {
            i for (i,) in self.store.rows(f"SELECT id FROM codes WHERE kind = 'code' AND id IN ({marks})")
        }
        return tuple(i for i in dict.fromkeys(wanted) if i in there)[:MAX_PINS]

    def pin(self, code_id: int) -> bool:
        """Pin a code, or take its pin away; whether it is pinned now.

        Raises :class:`~qualcode.errors.InputError` where as many codes are pinned as there are keys, and for what is no code.
        """
        pins = self.pins()
        if code_id in pins:
            self._write("pins", [i for i in pins if i != code_id])
            return False
        if len(pins) == MAX_PINS:
            raise InputError(f"{MAX_PINS} codes are pinned already; take a pin away first.")
        if self.store.value("SELECT 1 FROM codes WHERE id = ? AND kind = 'code'", (code_id,)) is None:
            raise InputError("Only codes can be pinned, and this is none.")
        self._write("pins", [*pins, code_id])
        return True

    @property
    def closed(self) -> bool:
        """Whether only existing codes are to be applied."""
        return self._read().get("closed") is True

    def set_closed(self, closed: bool) -> None:
        """Say whether only existing codes are to be applied."""
        self._write("closed", closed)

    @property
    def mapper(self) -> str:
        """Whose mapping the user reads and changes on the screen; empty: the primary one."""
        found = self._read().get("mapper")
        return found if isinstance(found, str) else ""

    def set_mapper(self, name: str) -> None:
        """Say whose mapping is read and changed on the screen."""
        self._write("mapper", name)

    @property
    def _key(self) -> str:
        return f"preferences of {name_key(self.store.actor)}"

    def _read(self) -> dict[str, Any]:
        """What is stored; a study may come from somebody else, so anything unreadable counts as nothing."""
        if self._unstored is not None:
            return self._unstored
        try:
            found = json.loads(self.store.value("SELECT value FROM meta WHERE key = ?", (self._key,)) or "{}")
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def _write(self, name: str, value: Any) -> None:
        values = self._read() | {name: value}
        if self.store.read_only:
            self._unstored = values
            return
        with self.store.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (self._key, json.dumps(values))
            )
