"""Named values of a study, such as its title; changed through the history like everything else."""

from __future__ import annotations

from qualcode.study.store.file import Store

__all__ = ["Settings"]


class Settings:
    """The study's settings."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def get(self, key: str) -> str | None:
        """The value of a setting, or None."""
        value: str | None = self.store.value("SELECT value FROM settings WHERE key = ?", (key,))
        return value

    def set(self, key: str, value: str) -> None:
        """Set a value as one change."""
        with self.store.change("settings.set", f"Set {key} to “{value}”") as change:
            row = self.store.rows("SELECT id FROM settings WHERE key = ?", (key,))
            if row:
                change.update("settings", [row[0][0]], {"value": value})
            else:
                change.insert("settings", [{"key": key, "value": value}])
