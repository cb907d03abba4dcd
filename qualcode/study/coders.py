"""Whose codings these are."""

from __future__ import annotations

from qualcode.errors import InputError, NotFoundError
from qualcode.study.blinds import Blinds
from qualcode.study.store.file import Pending, Store
from qualcode.text.names import clean_name, name_key

__all__ = ["ALL", "Coders"]

ALL = "all"
"""Reserved word: the codings of all coders, equal ones folded."""


class Coders:
    """The coders of a study; one of them is the primary coder."""

    def __init__(self, store: Store, blinds: Blinds) -> None:
        self.store = store
        self.blinds = blinds

    def list(self) -> tuple[str, ...]:
        """Names of all coders that have codings, in the order in which they came."""
        return tuple(
            name
            for (name,) in self.store.rows(
                "SELECT name FROM coders c WHERE EXISTS (SELECT 1 FROM codings g WHERE g.coder_id = c.id) ORDER BY id"
            )
        )

    def primary(self) -> str:
        """The primary coder: as set, else the first with codings, else the user; to one who codes blind, themself."""
        blind = self.blinds.coding_blind()
        if blind is not None:
            return blind
        name: str | None = self.store.value("SELECT value FROM settings WHERE key = 'primary_coder'")
        return name or next(iter(self.list()), self.store.actor)

    def set_primary(self, name: str) -> None:
        """Choose whose codings are written and analysed by default."""
        name = self.known(name)
        with self.store.change("coders.primary", f"Made {name} the primary coder") as change:
            row = self.store.value("SELECT id FROM settings WHERE key = 'primary_coder'")
            if row is None:
                change.insert("settings", [{"key": "primary_coder", "value": name}])
            else:
                change.update("settings", [row], {"value": name})

    def known(self, name: str) -> str:
        """The stored spelling of a coder's name; raises :class:`~qualcode.errors.NotFoundError`."""
        stored: str | None = self.store.value("SELECT name FROM coders WHERE name_key = ?", (name_key(name),))
        if stored is None:
            known = ", ".join(self.list()) or "none yet"
            raise NotFoundError(f"There is no coder “{name}” in this study; the coders are: {known}.")
        return stored

    def id_of(self, name: str, change: Pending) -> int:
        """The id of a coder, who is added within the change where the name is new."""
        key = name_key(name)
        if key == ALL:
            raise InputError("“all” stands for all coders together; give a coder another name.")
        found: int | None = self.store.value("SELECT id FROM coders WHERE name_key = ?", (key,))
        if found is not None:
            return found
        return change.insert("coders", [{"name": clean_name(name, "coder's name"), "name_key": key}])[0]
