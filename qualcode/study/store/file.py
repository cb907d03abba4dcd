"""One open study file: its connection, its transactions, and who listens to them."""

from __future__ import annotations

import json
import os
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from qualcode.errors import ConflictError, InputError, StudyError
from qualcode.model.changes import Announcement, Change, ChangeState
from qualcode.study.store import history, schema
from qualcode.study.store.sqlite import APPLICATION_ID, connect, database, header, unreadable

__all__ = ["Derived", "Resters", "Settler", "Store"]

PORTION = 4096
"""Rows that are read at a time where a whole column is wanted."""

Derived = Callable[["Store", Sequence[history.Operation]], None]
"""Brings derived tables (search index, language index) in step with row operations, within the same transaction."""

Settler = Callable[["Store", set[str], history.Recorder], bool]
"""Puts right what an undo or redo on some tables leaves over; False where something else rests on what would go."""

Resters = Callable[["Store"], Iterable[tuple[str, int]]]
"""Table and id of each row that leads nowhere, where SQLite does not know of it; called within a transaction that is going to be taken back."""


class Store:
    """An open study file; belongs to the thread that opened it."""

    def __init__(self, path: Path, connection: sqlite3.Connection, actor: str, *, read_only: bool) -> None:
        self.path = path
        self.connection = connection
        self.actor = actor
        self.read_only = read_only
        self.derived: list[Derived] = []
        self.settlers: list[Settler] = []
        self.resters: list[Resters] = []
        self.worded: Callable[[str, str, str, str], str] = lambda op, label, actor, details: label
        """What a message says of a change, from its kind, label, actor and details (JSON)."""
        self.listeners: list[Callable[[Announcement], None]] = []
        self.followers: list[Callable[[Sequence[history.Operation] | None], None]] = []
        """Caches: called after every commit with its row operations, or with None where anything may have changed."""
        self._recorder: history.Recorder | None = None
        self._data_version = self._followed = self.value("PRAGMA data_version")
        self.revision = 0
        """Counts the changes made or noticed through this connection; caches are keyed by it."""

    # --- opening -----------------------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, actor: str) -> Store:
        """Make an empty study file, never over an existing one."""
        try:
            if path.exists():
                raise StudyError(
                    f"{path} exists already; choose another name, or open it with: qualcode open {path.name}"
                )
            if not path.parent.is_dir():
                raise StudyError(f"The folder {path.parent} does not exist; create it first.")
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except OSError as error:
            raise StudyError(
                f"{path} cannot be created ({error.strerror}); choose another name, or a folder where you may write."
            ) from error
        try:
            connection = connect(path)
            try:
                connection.execute("BEGIN EXCLUSIVE")
                schema.migrations().apply(database(connection))
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {schema.VERSION}")
                connection.execute(
                    "INSERT INTO meta (key, value) VALUES ('study_id', ?), ('created', ?)",
                    (uuid4().hex, history.now()),
                )
                connection.execute("COMMIT")
            except BaseException:
                connection.close()
                raise
        except BaseException as error:
            path.unlink(missing_ok=True)
            if isinstance(error, sqlite3.Error):
                raise unreadable(path, error) from error
            raise
        return cls(path, connection, actor, read_only=False)

    @classmethod
    def open(
        cls,
        path: Path,
        actor: str,
        *,
        migrate: Callable[[Path, int], None] | None = None,
        check: bool = True,
    ) -> Store:
        """Open an existing study file after looking at what it is; without ``check`` the caller calls :meth:`check` later.

        ``migrate`` brings a file of an older version up to date before it is opened. Raises
        :class:`~qualcode.errors.StudyError` for a folder, a missing, empty or foreign file, a newer version, or damage.
        """
        head = header(path)
        if path.stat().st_size == 0:
            raise StudyError(
                f"{path} is empty, so it is no study; delete it and create one with: qualcode new {path.name}"
            )
        if not head.is_sqlite:
            raise StudyError(
                f"{path} is not a qualcode study; to add a transcript to a study use: qualcode import STUDY {path.name}"
            )
        if head.application_id != APPLICATION_ID:
            raise StudyError(
                f"{path} is a database of another program, not a qualcode study; it was left untouched."
            )
        if head.user_version > schema.VERSION:
            raise StudyError(
                f"{path} was made by a newer qualcode (study version {head.user_version}, this one knows {schema.VERSION}); update qualcode and open it again."
            )
        if head.user_version < schema.VERSION:
            if migrate is None:
                raise StudyError(
                    f"{path} has the older study version {head.user_version} and has to be migrated first."
                )
            migrate(path, head.user_version)
        read_only = not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
        try:
            connection = connect(path, read_only=read_only)
            try:
                if check:
                    check_pages(path, connection)
                schema.refuse_foreign_schema(connection, str(path))
                return cls(path, connection, actor, read_only=read_only)
            except BaseException:
                connection.close()
                raise
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise unreadable(path, error) from error

    def check(self) -> None:
        """Look whether the file is whole; raises :class:`~qualcode.errors.StudyError`."""
        try:
            check_pages(self.path, self.connection)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise unreadable(self.path, error) from error

    def close(self) -> None:
        """Close the connection; nothing is pending, since every change is committed as it is made."""
        self.connection.close()

    # --- reading -----------------------------------------------------------------------------------------------

    def rows(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        """Run a query and fetch all rows."""
        try:
            return self.connection.execute(sql, parameters).fetchall()
        except OverflowError:
            return []  # a number larger than any that SQLite can hold is the id of nothing
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise unreadable(self.path, error) from error

    def columns(self, sql: str, parameters: Sequence[Any], count: int) -> tuple[array[int], ...]:
        """Run a query of whole numbers and give its ``count`` columns as arrays, without holding all rows at a time."""
        found = tuple(array("q") for _ in range(count))
        try:
            cursor = self.connection.execute(sql, parameters)
            while part := cursor.fetchmany(PORTION):
                for column, values in zip(found, zip(*part, strict=True), strict=True):
                    column.extend(values)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise unreadable(self.path, error) from error
        return found

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """Run a query and give the first column of its first row, or None."""
        rows = self.rows(sql, parameters)
        return rows[0][0] if rows else None

    def changed_elsewhere(self) -> bool:
        """Whether another connection has written since this was last asked."""
        version = self.value("PRAGMA data_version")
        if version == self._data_version:
            return False
        self._data_version = version
        self.revision += 1
        self.follow(None)
        return True

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Several queries that see one state of the study, whatever others commit meanwhile."""
        if self.connection.in_transaction:
            yield
            return
        self.begin("DEFERRED")
        try:
            yield
        finally:
            self.roll_back()

    # --- changing ----------------------------------------------------------------------------------------------

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A durable transaction without an event, for derived tables and reading places only."""
        self.writable()
        self.begin()
        try:
            yield self.connection
            self.connection.execute("COMMIT")
        except BaseException as error:
            self.roll_back()
            if isinstance(error, sqlite3.Error):
                raise unreadable(self.path, error) from error
            raise

    @contextmanager
    def change(self, op: str, label: str, details: Mapping[str, Any] | None = None) -> Iterator[Pending]:
        """One undoable step: everything written inside is committed together with one event, or not at all.

        Called within another change it becomes part of that one. Without a row written, no event is stored.
        """
        if self._recorder is not None:
            yield Pending(self._recorder, op, label, dict(details or {}))
            return
        self.writable()
        self.begin()
        recorder = history.Recorder(self.connection)
        self._recorder = recorder
        pending = Pending(recorder, op, label, dict(details or {}))
        try:
            try:
                yield pending
            finally:
                self._recorder = None
            if recorder.operations:
                for derive in self.derived:
                    derive(self, recorder.operations)
                self.connection.execute(
                    "UPDATE events SET state = 'dropped', flip = NULL WHERE actor = ? AND state = 'undone'",
                    (self.actor,),
                )
                self.connection.execute(
                    "INSERT INTO events (at, actor, op, label, details, touched, flip, state) VALUES (?, ?, ?, ?, ?, ?, ?, 'done')",
                    (
                        history.now(),
                        self.actor,
                        op,
                        pending.label,
                        json.dumps(pending.details, ensure_ascii=False),
                        json.dumps(history.touches(recorder.operations)),
                        history.encode(recorder.operations),
                    ),
                )
            self.connection.execute("COMMIT")
        except BaseException as error:
            self.roll_back()
            if isinstance(error, (sqlite3.IntegrityError, history.GoneError)):
                raise ConflictError(
                    f"Somebody else has changed {self.path.name} meanwhile, so this no longer fits ({pending.label}); nothing was changed. Look again, then repeat it."
                ) from error
            if isinstance(error, sqlite3.Error):
                raise unreadable(self.path, error) from error
            raise
        if recorder.operations:
            self.announce(op, pending.label, recorder.operations, recorder.documents)

    def undo(self) -> Change:
        """Take back this actor's last change.

        Raises :class:`~qualcode.errors.InputError` where there is none, :class:`~qualcode.errors.ConflictError` where a later change rests on it.
        """
        return self.turn(
            "SELECT * FROM events WHERE actor = ? AND state = 'done' ORDER BY seq DESC LIMIT 1",
            "There is nothing to undo.",
            "undone",
        )[0]

    def redo(self) -> Change:
        """Make this actor's last undone change again; raises as :meth:`undo` does."""
        return self.turn(
            "SELECT * FROM events WHERE actor = ? AND state = 'undone' ORDER BY undone DESC LIMIT 1",
            "There is nothing to redo.",
            "redone",
        )[0]

    def undo_to(self, event: int) -> tuple[Change, ...]:
        """Take back this actor's changes from the last one to the one with an id, all of them or none; raises as :meth:`undo` does."""
        return self.turn(
            "SELECT * FROM events WHERE actor = ? AND state = 'done' AND seq >= ? ORDER BY seq DESC",
            "There is nothing to undo.",
            "undone",
            event,
        )

    def redo_to(self, event: int) -> tuple[Change, ...]:
        """Make this actor's undone changes again up to the one with an id, all of them or none; raises as :meth:`undo` does."""
        return self.turn(
            "SELECT * FROM events WHERE actor = ? AND state = 'undone' "
            "AND undone >= (SELECT undone FROM events WHERE seq = ?) ORDER BY undone DESC",
            "There is nothing to redo.",
            "redone",
            event,
        )

    def turn(self, query: str, nothing: str, word: str, *parameters: int) -> tuple[Change, ...]:
        """Flip the events that ``query`` finds, in its order, in one transaction."""
        self.writable()
        self.begin()
        flipped: list[history.Operation] = []
        event: dict[str, Any] = {}
        try:
            cursor = self.connection.execute(query, (self.actor, *parameters))
            columns = [c[0] for c in cursor.description]
            events = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
            if not events:
                raise InputError(nothing)
            self.connection.execute("PRAGMA defer_foreign_keys = ON")
            subject = ""
            try:
                for event in events:
                    subject = (
                        f"“{self.worded(event['op'], event['label'], event['actor'], event['details'])}”"
                    )
                    flipped += self.turn_one(event, word)
                if len(events) > 1:
                    subject = f"One of these {len(events)} changes"
                self.connection.execute("COMMIT")
            except sqlite3.IntegrityError as error:
                raise ConflictError(self.resting(subject, min(e["seq"] for e in events), word)) from error
        except BaseException as error:
            self.roll_back()
            if isinstance(error, history.DamagedError):
                raise StudyError(
                    f"“{event['label']}” cannot be {word}: its record in {self.path} is damaged or was changed by another program. The study is as it was."
                ) from error
            if isinstance(error, sqlite3.Error):
                raise unreadable(self.path, error) from error
            raise
        self.announce(event["op"], event["label"], flipped, set())
        return tuple(as_change(event, "undone" if word == "undone" else "done") for event in events)

    def turn_one(self, event: Mapping[str, Any], word: str) -> list[history.Operation]:
        """Flip one event within an open transaction; gives the row operations that turn it back."""
        self.refuse_if_rested_on(event, word)
        inverse = history.flip(self.connection, history.decode(event["flip"]))
        recorder = history.Recorder(self.connection)
        if not all(settle(self, {table for _, table, _ in inverse}, recorder) for settle in self.settlers):
            raise sqlite3.IntegrityError("something rests on it")
        inverse += recorder.operations
        for derive in self.derived:
            derive(self, inverse)
        state = (
            "'undone', undone = (SELECT coalesce(max(undone), 0) + 1 FROM events)"
            if word == "undone"
            else "'done', undone = NULL"
        )
        self.connection.execute(
            f"UPDATE events SET state = {state}, flip = ? WHERE seq = ?",
            (history.encode(inverse), event["seq"]),
        )
        return inverse

    def resting(self, subject: str, since: int, word: str) -> str:
        """Why something cannot be flipped, said within the transaction that tried: the last change of somebody else whose rows would lead nowhere."""
        hanging: dict[str, list[list[int]]] = {}
        if self.connection.in_transaction:
            for table, row, *_ in self.connection.execute("PRAGMA foreign_key_check"):
                hanging.setdefault(table, []).append([row, row])
            for resters in self.resters:
                for table, row in resters(self):
                    hanging.setdefault(table, []).append([row, row])
        for op, label, actor, details, touched in self.connection.execute(
            "SELECT op, label, actor, details, touched FROM events WHERE seq > ? AND actor <> ? AND state IN ('done', 'sealed') ORDER BY seq DESC",
            (since, self.actor),
        ):
            if history.meet(hanging, json.loads(touched)):
                said = self.worded(op, label, actor, details)
                return f"{subject} cannot be {word}: the later change “{said}” by {actor} rests on it. Have that one undone first."
        return f"{subject} cannot be {word}: a later change rests on it. Look at the history and take that one back first."

    def refuse_if_rested_on(self, event: Mapping[str, Any], word: str) -> None:
        """Refuse to flip an event whose rows a later change of somebody else has touched."""
        mine = json.loads(event["touched"])
        for op, label, actor, details, touched in self.connection.execute(
            "SELECT op, label, actor, details, touched FROM events WHERE seq > ? AND state IN ('done', 'sealed') ORDER BY seq DESC",
            (event["seq"],),
        ):
            if history.meet(mine, json.loads(touched)):
                own = self.worded(event["op"], event["label"], event["actor"], event["details"])
                said = self.worded(op, label, actor, details)
                raise ConflictError(
                    f"“{own}” cannot be {word}: the later change “{said}” by {actor} rests on it. Have that one undone first."
                )

    def next_undo(self) -> Change | None:
        """The change of this actor that would be undone next, or None."""
        rows = self.rows(
            "SELECT seq, at, actor, op, label, details FROM events WHERE actor = ? AND state = 'done' ORDER BY seq DESC LIMIT 1",
            (self.actor,),
        )
        if not rows:
            return None
        seq, at, actor, op, label, details = rows[0]
        return Change(seq, at, actor, op, label, False, json.loads(details))

    def redo_order(self) -> list[int]:
        """Ids of this actor's undone changes, that which would be redone next first."""
        rows = self.rows(
            "SELECT seq FROM events WHERE actor = ? AND state = 'undone' ORDER BY undone DESC", (self.actor,)
        )
        return [seq for (seq,) in rows]

    def events(self) -> tuple[Change, ...]:
        """All steps, the oldest first; those that were dropped for good by a later change count as undone."""
        return tuple(
            Change(seq, at, actor, op, label, state in ("undone", "dropped"), json.loads(details), state)
            for seq, at, actor, op, label, state, details in self.rows(
                "SELECT seq, at, actor, op, label, state, details FROM events ORDER BY seq"
            )
        )

    # --- helpers -----------------------------------------------------------------------------------------------

    def begin(self, mode: str = "IMMEDIATE") -> None:
        """Begin a transaction, waiting for other writers at most the busy time."""
        try:
            self.connection.execute(f"BEGIN {mode}")
        except sqlite3.Error as error:
            raise unreadable(self.path, error) from error

    def roll_back(self) -> None:
        """Take back what an open transaction has written."""
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def writable(self) -> None:
        """Refuse to change a study that was opened read-only."""
        if self.read_only:
            raise StudyError(
                f"{self.path} is read-only; copy the study to a folder where you may write, or change its permissions."
            )

    def follow(self, operations: Sequence[history.Operation] | None) -> None:
        """Tell caches what has changed: everything, where another connection has written meanwhile."""
        version = self.value("PRAGMA data_version")
        if version != self._followed:
            self._followed, operations = version, None
        for follower in self.followers:
            follower(operations)

    def announce(
        self, op: str, label: str, operations: Sequence[history.Operation], documents: set[int]
    ) -> None:
        """Tell listeners what has been committed."""
        self.revision += 1
        self.follow(operations)
        news = Announcement(op, label, frozenset(table for _, table, _ in operations), frozenset(documents))
        for listener in tuple(self.listeners):
            listener(news)


def check_pages(path: Path, connection: sqlite3.Connection) -> None:
    """Raise :class:`~qualcode.errors.StudyError` where SQLite finds a page of the file damaged."""
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise StudyError(
            f"{path} is damaged ({' '.join(found.split())}); list its backups with: qualcode backup list {path.name}"
        )


class Pending:
    """A change in the making; label and details may still be set before it is committed."""

    def __init__(self, recorder: history.Recorder, op: str, label: str, details: dict[str, Any]) -> None:
        self.op = op
        self.label = label
        self.details = details
        self.insert = recorder.insert
        self.restore = recorder.restore
        self.update = recorder.update
        self.update_each = recorder.update_each
        self.delete = recorder.delete
        self.documents = recorder.documents


def as_change(event: Mapping[str, Any], state: ChangeState) -> Change:
    """An event row as a record."""
    return Change(
        event["seq"],
        event["at"],
        event["actor"],
        event["op"],
        event["label"],
        state == "undone",
        json.loads(event["details"]),
        state,
    )
