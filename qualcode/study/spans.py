"""Spans of a text that are no quotations: where questions were asked, what was decided on disagreements, what reviewers spoke of.

Each bears a proof of its words, as a quotation does, so that none of them ever comes to stand for other words unnoticed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualcode.study.store.file import Store

if TYPE_CHECKING:
    from qualcode.study.store.history import Operation

__all__ = ["SPANNED", "prove_spans"]

SPANNED = ("asked", "adjudications", "proposals")
"""Tables, beside the quotations, whose rows may name a span of a document's text."""


def prove_spans(store: Store, operations: Sequence[Operation]) -> None:
    """Give spans that a change has added the proof of their words, within its transaction."""
    from qualcode.study.quotations import proof

    for kind, table, ids in operations:
        if kind != "i" or table not in SPANNED:
            continue
        marks = ",".join(map(str, ids))
        fresh = store.connection.execute(
            f"SELECT s.id, substr(t.text, s.start + 1, s.stop - s.start) FROM {table} s JOIN documents d ON d.id = s.document_id "
            "JOIN texts t ON t.document_id = d.id AND t.version = d.version "
            f"WHERE s.id IN ({marks}) AND s.start IS NOT NULL AND s.proof = ''"
        ).fetchall()
        store.connection.executemany(
            f"UPDATE {table} SET proof = ? WHERE id = ?", [(proof(words), i) for i, words in fresh]
        )
