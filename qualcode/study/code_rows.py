"""Rows of other tables that speak of codes: what becomes of them when codes are merged, split or deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.study.store.file import Pending, Store

__all__ = [
    "CODES_ONLY",
    "CODE_ROWS",
    "OF_ONE_CODE",
    "CodeRows",
    "copy_code_rows",
    "drop_code_rows",
    "join_code_rows",
]


@dataclass(frozen=True, slots=True)
class CodeRows:
    """A table whose rows name codes."""

    table: str
    columns: tuple[str, ...]
    """Those that hold the id of a code; two of them must differ."""
    alike: tuple[str, ...]
    """Rows equal in these say the same: one of them is kept."""


CODE_ROWS = (
    CodeRows("relations", ("code_id", "other_id"), ("code_id", "other_id", "kind")),
    CodeRows("claims", ("code_id",), ("code_id", "model")),
    CodeRows("second_mappings", ("code_id",), ("mapper_key", "code_id", "criterion")),
    CodeRows("adjudications", ("code_id",), ("document_id", "start", "stop", "code_id", "coders", "at")),
    CodeRows("proposals", ("code_id",), ("key",)),
)

OF_ONE_CODE = ("signoffs",)
"""Tables with at most one row for a code, which speaks of this very code: a code that others are merged into keeps its own."""

CODES_ONLY = {
    "codings": "codings",
    "mappings": "mappings",
    "second_mappings": "mappings of a second person",
    "claims": "the meaning that a model is named",
}
"""Tables whose rows only codes have, never categories or themes, and what they are."""

SAID = {
    "mappings": ("criterion", "polarity", "level", "strength", "aspect", "counts"),
    "second_mappings": (
        "mapper",
        "mapper_key",
        "criterion",
        "polarity",
        "level",
        "strength",
        "aspect",
        "counts",
    ),
    "claims": ("model",),
}
"""Tables that say what a code means for the models, with the columns that say it: a code split off begins with the same."""


def copy_code_rows(store: Store, code: int, new: int, change: Pending) -> None:
    """Let a new code begin with what another one says."""
    for table, columns in SAID.items():
        rows = store.rows(f"SELECT {', '.join(columns)} FROM {table} WHERE code_id = ? ORDER BY id", (code,))
        change.insert(table, [{"code_id": new, **dict(zip(columns, row, strict=True))} for row in rows])


def join_code_rows(store: Store, target: int, ids: Sequence[int], change: Pending) -> None:
    """Let rows that speak of some codes speak of ``target``; what it would say of itself, or twice, is dropped.

    Where two rows say the same, the one of the target stays, else the oldest.
    """
    drop_own_rows(store, ids, change)
    gone = set(ids)
    for held in CODE_ROWS:
        many = len(held.columns)
        rows = store.rows(
            f"SELECT id, {', '.join((*held.columns, *held.alike))} FROM {held.table} ORDER BY id"
        )
        rows.sort(key=lambda row: (not gone.isdisjoint(row[1 : many + 1]), row[0]))
        seen: set[tuple[object, ...]] = set()
        dropped: list[int] = []
        moved: dict[int, dict[str, str | int | float | bytes | None]] = {}
        for i, *values in rows:
            codes = [target if code in gone else code for code in values[:many]]
            now = dict(zip(held.columns, codes, strict=True))
            key = tuple(now.get(name, value) for name, value in zip(held.alike, values[many:], strict=True))
            if len(set(codes)) < many or key in seen:
                dropped.append(i)
                continue
            seen.add(key)
            if codes != values[:many]:
                moved[i] = dict(now)
        change.delete(held.table, dropped)
        change.update_each(held.table, moved)


def drop_code_rows(store: Store, ids: Sequence[int], change: Pending) -> int:
    """Delete the rows that speak of codes which are going to be deleted, and give how many proposals of reviewers stay without them.

    A proposal keeps its quotation; one that quotes nothing of the file says the name of the code from now on.
    """
    drop_own_rows(store, ids, change)
    marks = ",".join(map(str, ids)) or "NULL"
    said = store.rows(
        "SELECT p.id, CASE p.about WHEN '' THEN c.name ELSE p.about END FROM proposals p JOIN codes c ON c.id = p.code_id "
        f"WHERE c.id IN ({marks}) ORDER BY p.id"
    )
    change.update_each("proposals", {i: {"code_id": None, "about": about} for i, about in said})
    for held in CODE_ROWS:
        if held.table == "proposals":
            continue
        named = " OR ".join(f"{column} IN ({marks})" for column in held.columns)
        change.delete(held.table, [i for (i,) in store.rows(f"SELECT id FROM {held.table} WHERE {named}")])
    return len(said)


def drop_own_rows(store: Store, ids: Sequence[int], change: Pending) -> None:
    """Delete the rows that speak of codes which are going, and that no other code can take over."""
    marks = ",".join(map(str, ids)) or "NULL"
    for table in OF_ONE_CODE:
        change.delete(table, [i for (i,) in store.rows(f"SELECT id FROM {table} WHERE code_id IN ({marks})")])
