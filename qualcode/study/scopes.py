"""What a change touched, read from its record in the history."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from qualcode.errors import NotFoundError
from qualcode.model.changes import ChangePlace, ChangeScope
from qualcode.study.store.file import Store
from qualcode.study.store.history import DamagedError, Row, decode

__all__ = ["scope"]

PLACED = ("codings.", "quotations.", "memos.", "readings.", "documents.", "texts.", "turns.", "speakers.")
"""How the kinds of change begin that took place somewhere in a transcript."""


def scope(store: Store, change_id: int) -> ChangeScope:
    """What a change touched; rows that are no longer there are taken from the record itself."""
    found = store.rows("SELECT op, touched, flip FROM events WHERE seq = ?", (change_id,))
    if not found:
        raise NotFoundError(
            f"There is no change {change_id}; list them with: qualcode history {store.path.name}"
        )
    op, touched, flip = found[0]
    ids: dict[str, list[int]] = {
        table: [i for first, last in ranges for i in range(first, last + 1)]
        for table, ranges in json.loads(touched).items()
    }
    gone = gone_rows(flip)
    numbers = quotation_numbers(store, ids, gone)
    spans = rows_of(store, "quotations", ("document_id", "start", "stop"), numbers, gone)
    passages = [spans[number] for number in numbers if number in spans]
    turns = rows_of(store, "turns", ("document_id", "start", "stop"), ids.get("turns", ()), gone)
    documents = [document for document, _, _ in passages]
    documents += [document for document, _, _ in turns.values()]
    for table in ("speakers", "texts", "sources"):
        documents += [
            d for (d,) in rows_of(store, table, ("document_id",), ids.get(table, ()), gone).values()
        ]
    documents += ids.get("documents", ())
    documents += memo_targets(store, ids, gone, "document")
    documents = list(dict.fromkeys(documents))
    names = {i: name for i, (name,) in rows_of(store, "documents", ("name",), documents, gone).items()}
    there = {
        i
        for (i,) in store.rows(
            "SELECT id FROM documents WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(documents),)
        )
    }
    place: ChangePlace | None = None
    if op.startswith(PLACED):
        first = next((p for p in passages if p[0] in there), None)
        if first is None and "turns" in ids and "documents" not in ids:
            first = min((t for t in turns.values() if t[0] in there), default=None)
        if first is not None:
            place = ChangePlace(first[0], (first[1], first[2]))
        else:
            place = next((ChangePlace(d, None) for d in documents if d in there), None)
    return ChangeScope(
        {table: len(rows) for table, rows in ids.items()},
        tuple(str(names[i]) for i in documents if i in names),
        len(passages),
        place,
    )


def gone_rows(flip: bytes | None) -> dict[str, dict[int, Row]]:
    """The rows that a record holds in full, because they are not in the tables, by table and id."""
    try:
        operations = decode(flip) if flip else []
    except DamagedError:
        return {}
    rows: dict[str, dict[int, Row]] = {}
    for kind, table, items in operations:
        if kind == "d":
            rows.setdefault(table, {}).update((row["id"], row) for row in items)
    return rows


def quotation_numbers(
    store: Store, ids: Mapping[str, Iterable[int]], gone: Mapping[str, Mapping[int, Row]]
) -> list[int]:
    """Numbers of the quotations that a change touched by their codings, memos, levels, what reviewers said of them, or themselves."""
    numbers: list[Any] = []
    for table in ("codings", "readings", "proposals"):
        rows = rows_of(store, table, ("quotation_id",), ids.get(table, ()), gone)
        numbers += [number for (number,) in rows.values() if number is not None]
    numbers += memo_targets(store, ids, gone, "quotation")
    numbers += ids.get("quotations", ())
    return list(dict.fromkeys(numbers))


def memo_targets(
    store: Store, ids: Mapping[str, Iterable[int]], gone: Mapping[str, Mapping[int, Row]], kind: str
) -> list[int]:
    """Ids of what the memos that a change touched are about."""
    rows = rows_of(store, "memos", ("target", "target_id"), ids.get("memos", ()), gone)
    return [i for target, i in rows.values() if target == kind and i is not None]


def rows_of(
    store: Store,
    table: str,
    columns: tuple[str, ...],
    ids: Iterable[int],
    gone: Mapping[str, Mapping[int, Row]],
) -> dict[int, tuple[Any, ...]]:
    """Columns of rows by id, in ascending order, those that are gone from the record."""
    wanted = list(ids)
    if not wanted:
        return {}
    found: dict[int, tuple[Any, ...]] = {
        i: values
        for i, *rest in store.rows(
            f"SELECT id, {', '.join(columns)} FROM {table} WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(wanted),),
        )
        for values in [tuple(rest)]
    }
    for i in wanted:
        if i not in found and i in gone.get(table, {}):
            row = gone[table][i]
            found[i] = tuple(row.get(column) for column in columns)
    return dict(sorted(found.items()))
