"""The log of mappings: what each change made of them, told from the history alone.

The history keeps how to turn each change round. Starting from the rows as they are, the changes are turned round in memory one by one, the
last one first, so that the state before and after each of them is known.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.model.mapping_log import MappingState, MappingStep
from qualcode.study.store.file import Store
from qualcode.study.store.history import DamagedError, Operation, decode

__all__ = ["mapping_log"]

TABLES = ("mappings", "second_mappings", "readings")
COLUMNS = {
    "mappings": ("id", "code_id", "criterion", "polarity", "level", "strength", "aspect", "counts"),
    "second_mappings": (
        "id", "mapper", "code_id", "criterion", "polarity", "level", "strength", "aspect", "counts",
    ),
    "readings": ("id", "quotation_id", "code_id", "criterion", "level"),
}  # fmt: skip
"""The columns that the log reads, by table."""

Key = tuple[str, int]
"""Table and id of a row."""
Rows = dict[Key, dict[str, Any]]


def mapping_log(store: Store) -> tuple[MappingStep, ...]:
    """Every change of a mapping or of a quotation's level, by whomever, the oldest first; taken-back ones too.

    A change whose record is gone (undone and replaced by others, or sealed) stands there with its label alone.
    """
    with store.snapshot():
        rows: Rows = {}
        for table, columns in COLUMNS.items():
            for row in store.rows(f"SELECT {', '.join(columns)} FROM {table}"):
                rows[table, row[0]] = dict(zip(columns, row, strict=True))
        names: dict[int, str] = dict(store.rows("SELECT id, name FROM codes"))
        events = store.rows(
            "SELECT seq, at, actor, label, state, touched, flip FROM events "
            f"WHERE {' OR '.join(['touched LIKE ?'] * (len(TABLES) + 1))} ORDER BY seq DESC",
            [f'%"{table}"%' for table in (*TABLES, "codes")],
        )
    records = [(event, _operations(event[-1])) for event in events]
    for _, operations in records:
        for kind, table, items in operations or ():
            if kind == "d" and table == "codes":
                for row in items:
                    names.setdefault(row["id"], row["name"])
    steps: list[MappingStep] = []
    for (*event, touched, _), operations in records:
        concerned = [table for table in TABLES if table in json.loads(touched)]
        if not concerned:
            continue
        if operations is None:
            steps += _unknown(event, json.loads(touched), rows, names)
            continue
        before, after = _sides(rows, operations, done=event[-1] not in ("undone", "dropped"))
        for table, i in sorted(before.keys() | after.keys(), reverse=True):
            old, new = before.get((table, i)), after.get((table, i))
            if old != new:
                kind = "level" if table == "readings" else "mapping"
                steps.append(_step(event, kind, old or {}, new or {}, names))
    return tuple(reversed(steps))


def _unknown(
    event: Sequence[Any], touched: Mapping[str, Any], rows: Rows, names: Mapping[int, str]
) -> list[MappingStep]:
    """What can be said of a change whose record is gone: which of the rows that are still there it was about, else that it was."""
    found = []
    for table in TABLES:
        kind = "level" if table == "readings" else "mapping"
        ids = [
            i for first, last in touched.get(table, ()) for i in range(first, last + 1) if (table, i) in rows
        ]
        about = [{**rows[table, i]} for i in reversed(ids)] or ([{}] if table in touched else [])
        found += [_step(event, kind, each, {}, names, known=False) for each in about]
    return found


def _operations(flip: bytes | None) -> list[Operation] | None:
    """The row operations of a record; None where it is gone or damaged."""
    try:
        return decode(flip) if flip else None
    except DamagedError:
        return None


def _sides(rows: Rows, operations: list[Operation], *, done: bool) -> tuple[Rows, Rows]:
    """The concerned rows before and after a change; where it is done, ``rows`` becomes the state before it.

    The operations of a change that is done lead back to the state before it; those of one that was taken back, on to that after it.
    """
    turned: Rows = {}
    here: Rows = {}
    for kind, table, items in reversed(operations):
        if table not in TABLES:
            continue
        for item in items:
            key = (table, item if kind == "i" else item["id"] if kind == "d" else item[0])
            if key not in here and key in rows:
                here[key] = rows[key]
            present = turned.get(key, rows.get(key, {})) if kind == "u" else {}
            if kind == "d":
                turned[key] = {name: item.get(name) for name in COLUMNS[table]}
            elif kind == "u":
                turned[key] = present | {n: v for n, v in item[1].items() if n in COLUMNS[table]}
            else:
                turned[key] = {}
    there = {key: row for key, row in turned.items() if row}
    if not done:
        return here, there
    for key in turned:
        rows.pop(key, None)
    rows.update(there)
    return there, here


def _step(
    event: Sequence[Any],
    kind: Any,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    names: Mapping[int, str],
    *,
    known: bool = True,
) -> MappingStep:
    seq, at, actor, label, state = event
    row = {**old, **new}
    code, before = row.get("code_id"), old.get("code_id")
    return MappingStep(
        change=seq,
        at=at,
        actor=actor,
        label=label,
        state=state,
        kind=kind,
        mapper=row.get("mapper") or "",
        code=names.get(code, "") if code is not None else "",
        code_id=code,
        criterion=row.get("criterion") or "",
        quotation=row.get("quotation_id"),
        old=_state(old) if known else None,
        new=_state(new),
        old_code=names.get(before, "") if before is not None and before != code else "",
        old_criterion=was if (was := old.get("criterion") or "") != row.get("criterion") else "",
        known=known,
    )


def _state(row: Mapping[str, Any]) -> MappingState | None:
    if not row:
        return None
    counts = row.get("counts")
    return MappingState(
        row.get("level"),
        row.get("polarity"),
        row.get("strength"),
        row.get("aspect"),
        None if counts is None else bool(counts),
    )
