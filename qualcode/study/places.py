"""Where each user was reading; kept in the study, but no change of it."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.study.store.file import Store
from qualcode.study.store.history import Operation, now

__all__ = ["ReadingPlaces"]


class ReadingPlaces:
    """The reading places of the user at the keyboard."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def last(self) -> tuple[int, int] | None:
        """Id of the document last read and the caret in it, or None."""
        rows = self.store.rows(
            "SELECT p.document_id, min(p.caret, d.characters) FROM reading_places p JOIN documents d ON d.id = p.document_id "
            "WHERE p.actor = ? ORDER BY p.at DESC, p.rowid DESC LIMIT 1",
            (self.store.actor,),
        )
        return (rows[0][0], rows[0][1]) if rows else None

    def caret(self, document_id: int) -> int:
        """Where the caret was in a document; 0 where it was never read."""
        place: int | None = self.store.value(
            "SELECT min(p.caret, d.characters) FROM reading_places p JOIN documents d ON d.id = p.document_id WHERE p.actor = ? AND p.document_id = ?",
            (self.store.actor, document_id),
        )
        return place or 0

    def keep(self, document_id: int, caret: int) -> None:
        """Remember the caret of a document; a read-only study remembers nothing."""
        if self.store.read_only:
            return
        with self.store.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO reading_places (actor, document_id, caret, at) VALUES (?, ?, ?, ?)",
                (self.store.actor, document_id, caret, now()),
            )

    def follow(self, store: Store, operations: Sequence[Operation]) -> None:
        """Forget places in documents that are gone."""
        for kind, table, rows in operations:
            if kind == "d" and table == "documents":
                store.connection.executemany(
                    "DELETE FROM reading_places WHERE document_id = ?", [(row["id"],) for row in rows]
                )
