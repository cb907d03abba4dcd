"""The one mechanism of change: a transaction that writes rows, remembers how to take them back, and records one event.

An event's ``flip`` holds the row operations that turn its state round: for a change that is done, how to undo it; for one that was
undone, how to redo it. Rows that are in the tables are named by id only; rows that are not are held in full. So every kind of change
has an exact inverse, ids included, without code of its own.
"""

from __future__ import annotations

import base64
import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from qualcode.study.store.schema import TABLES

__all__ = [
    "DamagedError",
    "GoneError",
    "Recorder",
    "Row",
    "Value",
    "decode",
    "encode",
    "flip",
    "now",
    "touches",
]

Value = str | int | float | bytes | None
Row = dict[str, Value]
Operation = list[Any]
"""``["i", table, ids]`` rows that are there, ``["d", table, rows]`` rows that are not, ``["u", table, [[id, {column: other value}], ...]]``."""

NEVER_CHANGED = ("texts", "sources")
"""Tables whose rows come and go but are never altered: a correction of a text is a new version."""

LARGEST = 1 << 30
"""Bytes that a record may have unpacked: the largest original file in base64, and its text, with room."""

BATCH = 500
"""Ids in one SQL list; SQLite allows 999 parameters in old builds."""


def now() -> str:
    """The time as it is stored: UTC, ISO 8601, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def encode(operations: Sequence[Operation]) -> bytes:
    """Pack operations as compressed JSON; bytes become base64."""
    text = json.dumps(
        operations,
        ensure_ascii=False,
        separators=(",", ":"),
        default=lambda b: {"base64": base64.b64encode(b).decode("ascii")},
    )
    return zlib.compress(text.encode("utf-8"), 1 if len(text) < 100_000 else 6)


def decode(data: bytes) -> list[Operation]:
    """Unpack what :func:`encode` made; raises :class:`DamagedError` for anything else, since a study may come from somebody else."""
    try:
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(data, LARGEST)
        if not unpacker.eof:
            raise DamagedError("the record is cut short or too large")
        operations: list[Operation] = json.loads(
            text, object_hook=lambda d: base64.b64decode(d["base64"]) if d.keys() == {"base64"} else d
        )
    except (zlib.error, ValueError, TypeError, RecursionError) as error:
        raise DamagedError("the record cannot be unpacked") from error
    if not isinstance(operations, list) or not all(well_formed(operation) for operation in operations):
        raise DamagedError("the record does not hold row operations")
    return operations


def well_formed(operation: Any) -> bool:
    """Whether something has the form of an :data:`Operation` on a table that the history covers."""
    if not (isinstance(operation, list) and len(operation) == 3 and isinstance(operation[2], list)):
        return False
    kind, table, items = operation
    if not isinstance(table, str) or table not in TABLES:
        return False
    if kind == "i":
        return all(isinstance(i, int) for i in items)
    if kind == "d":
        return bool(items) and all(
            isinstance(row, dict) and row.keys() == items[0].keys() and "id" in row and plain(row)
            for row in items
        )
    return (
        kind == "u"
        and table not in NEVER_CHANGED
        and all(
            isinstance(item, list)
            and len(item) == 2
            and isinstance(item[0], int)
            and isinstance(item[1], dict)
            and "id" not in item[1]
            and plain(item[1])
            for item in items
        )
    )


def plain(row: Mapping[str, Any]) -> bool:
    """Whether the values of a row are such as SQLite stores."""
    return all(value is None or isinstance(value, str | int | float | bytes) for value in row.values())


class DamagedError(ValueError):
    """The record of a step is none that qualcode has written."""


class GoneError(LookupError):
    """Rows that a change is about are no longer there: another program has removed them since they were read."""


class Recorder:
    """Writes rows within an open transaction and remembers how to take them back."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.operations: list[Operation] = []
        self.documents: set[int] = set()
        """Documents named by the caller as concerned."""

    def insert(self, table: str, rows: Sequence[Mapping[str, Value]]) -> list[int]:
        """Add rows in one statement and return their new ids, which were never used before."""
        if not rows:
            return []
        last = self.connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
        first = (last[0] if last else 0) + 1
        ids = list(range(first, first + len(rows)))
        columns = list(rows[0])
        self.connection.executemany(
            insertion(table, ["id", *columns]),
            ((i, *(row[c] for c in columns)) for i, row in zip(ids, rows, strict=True)),
        )
        self.operations.append(["i", table, ids])
        return ids

    def restore(self, table: str, rows: Sequence[Mapping[str, Value]]) -> None:
        """Put rows back under the ids that they had, and hold."""
        if rows:
            columns = list(rows[0])
            self.connection.executemany(
                insertion(table, columns), (tuple(row[c] for c in columns) for row in rows)
            )
            self.operations.append(["i", table, [row["id"] for row in rows]])

    def update(self, table: str, ids: Iterable[int], values: Mapping[str, Value]) -> None:
        """Set the same values in all rows named by id."""
        self.update_each(table, dict.fromkeys(ids, values))

    def update_each(self, table: str, values: Mapping[int, Mapping[str, Value]]) -> None:
        """Set values row by row, remembering the old ones; rows that would not change are left alone."""
        if not values:
            return
        old = {row["id"]: row for row in select(self.connection, table, list(values))}
        if len(old) < len(values):
            raise GoneError(f"rows of {table} are gone")
        changed = []
        for i, new in values.items():
            before = {c: old[i][c] for c, v in new.items() if old[i][c] != v}
            if before:
                changed.append([i, before])
                self.connection.execute(assignment(table, list(before)), (*(new[c] for c in before), i))
        if changed:
            self.operations.append(["u", table, changed])

    def delete(self, table: str, ids: Iterable[int]) -> None:
        """Remove rows, keeping them whole in the history."""
        wanted = list(dict.fromkeys(ids))
        rows = select(self.connection, table, wanted)
        if len(rows) < len(wanted):
            raise GoneError(f"rows of {table} are gone")
        if rows:
            remove(self.connection, table, [int(row["id"]) for row in rows])  # type: ignore[arg-type]
            self.operations.append(["d", table, rows])


def flip(connection: sqlite3.Connection, operations: Sequence[Operation]) -> list[Operation]:
    """Turn a change round and return the operations that turn it back.

    Raises ``sqlite3.IntegrityError`` (at the latest when the transaction is committed) where other rows rest on it.
    """
    inverse: list[Operation] = []
    for kind, table, items in reversed(operations):
        check_table(table)
        if kind == "i":
            rows = select(connection, table, items)
            if len(rows) != len(items):
                raise sqlite3.IntegrityError(f"rows of {table} are missing")
            remove(connection, table, items)
            inverse.append(["d", table, rows])
        elif kind == "d":
            columns = list(items[0])
            connection.executemany(insertion(table, columns), ([row[c] for c in columns] for row in items))
            inverse.append(["i", table, [row["id"] for row in items]])
        else:
            current = {row["id"]: row for row in select(connection, table, [i for i, _ in items])}
            if any(values.keys() - row.keys() for _, values in items for row in [*current.values()][:1]):
                raise DamagedError("the record names an unknown column")
            back = []
            for i, values in items:
                if i not in current:
                    raise sqlite3.IntegrityError(f"a row of {table} is missing")
                back.append([i, {c: current[i][c] for c in values}])
                connection.execute(assignment(table, list(values)), (*values.values(), i))
            inverse.append(["u", table, back])
    return inverse


def touches(operations: Sequence[Operation]) -> dict[str, list[list[int]]]:
    """Which rows operations concern, as ascending ranges of ids by table."""
    ids: dict[str, set[int]] = {}
    for kind, table, items in operations:
        seen = ids.setdefault(table, set())
        seen.update(
            items if kind == "i" else (row["id"] for row in items) if kind == "d" else (i for i, _ in items)
        )
    return {table: ranges(seen) for table, seen in sorted(ids.items())}


def ranges(ids: Iterable[int]) -> list[list[int]]:
    """Fold ids into ranges: ``{1, 2, 3, 7}`` becomes ``[[1, 3], [7, 7]]``.

    >>> ranges({7, 1, 2, 3})
    [[1, 3], [7, 7]]
    """
    folded: list[list[int]] = []
    for i in sorted(ids):
        if folded and folded[-1][1] == i - 1:
            folded[-1][1] = i
        else:
            folded.append([i, i])
    return folded


def meet(a: Mapping[str, Sequence[Sequence[int]]], b: Mapping[str, Sequence[Sequence[int]]]) -> bool:
    """Whether two sets of ranges share a row."""
    return any(
        x[0] <= y[1] and y[0] <= x[1] for table in a.keys() & b.keys() for x in a[table] for y in b[table]
    )


def select(connection: sqlite3.Connection, table: str, ids: Sequence[int]) -> list[Row]:
    """Read rows by id, in ascending order."""
    check_table(table)
    rows: list[Row] = []
    for at in range(0, len(ids), BATCH):
        batch = ids[at : at + BATCH]
        cursor = connection.execute(
            f"SELECT * FROM {table} WHERE id IN ({','.join('?' * len(batch))}) ORDER BY id", batch
        )
        columns = [c[0] for c in cursor.description]
        rows.extend(dict(zip(columns, row, strict=True)) for row in cursor)
    return rows


def remove(connection: sqlite3.Connection, table: str, ids: Sequence[int]) -> None:
    """Delete rows by id."""
    check_table(table)
    for at in range(0, len(ids), BATCH):
        batch = ids[at : at + BATCH]
        connection.execute(f"DELETE FROM {table} WHERE id IN ({','.join('?' * len(batch))})", batch)


def insertion(table: str, columns: Sequence[str]) -> str:
    """An INSERT statement; names come from our own code or were checked against the schema."""
    check_table(table)
    check_columns(columns)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def assignment(table: str, columns: Sequence[str]) -> str:
    """An UPDATE statement of one row."""
    check_table(table)
    check_columns(columns)
    return f"UPDATE {table} SET {', '.join(f'{c} = ?' for c in columns)} WHERE id = ?"


def check_table(table: str) -> None:
    """Refuse a table that the history does not cover: a payload may come from a study that somebody else sent."""
    if table not in TABLES:
        raise sqlite3.IntegrityError(f"the history names the unknown table {table!r}")


def check_columns(columns: Sequence[str]) -> None:
    """Refuse a column name that is no plain word."""
    if not all(c.isidentifier() for c in columns):
        raise sqlite3.IntegrityError("the history names an unknown column")
