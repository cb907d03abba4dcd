"""The codebook as it was after any step of the history: the steps since then are walked back over rows in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from qualcode.errors import InputError
from qualcode.model.codebook_changes import CodebookAt, CodebookSteps
from qualcode.study.codebook import COLUMNS, arranged
from qualcode.study.store.file import Store
from qualcode.study.store.history import DamagedError, Operation, decode
from qualcode.text.names import name_key

__all__ = ["Past"]

LINEAGE = ("code_id", "kind", "name_key")

NEVER_CODES = (
    "study.", "documents.", "texts.", "turns.", "speakers.", "cases.", "quotations.", "memos.", "readings.", "coders.", "blinds.", "guide.",
    "adjudications.", "lemmas.", "frameworks.", "settings.", "relations.", "signoffs.", "results.", "mappings.", "claims.", "notes.",
    "reviews.", "printed.", "proposals.import", "proposals.decline", "proposals.answer",
    "proposals.remove", "proposals.forget",
)  # fmt: skip
"""How the kinds of change begin that do not touch the code tree."""
ONLY_NEW_CODES = "codings."
"""How the kinds of change begin that add codes at most."""


@dataclass
class Walked:
    """The rows of the code tree on the way back."""

    codes: dict[int, dict[str, Any]]
    lineage: dict[int, dict[str, Any]]
    merged: dict[int, int] = field(default_factory=dict)
    split: dict[int, int] = field(default_factory=dict)
    added: set[int] = field(default_factory=set)
    """Ids of codes that were added by the steps walked back."""
    unknown: bool = False
    """Whether a step may have added codes of which no record is left."""


class Past:
    """What the history tells of the code tree; nothing of the study is changed. A step that was undone counts as one that never was."""

    def __init__(self, store: Store) -> None:
        self.store = store

    # --- moments -------------------------------------------------------------------------------------------------

    def moment(self, words: str, *, end: bool = False) -> int:
        """The number of the last step at a moment that somebody names; 0 for one before all steps.

        A number is that of a step. A day, or day and time, in local time unless it says otherwise, gives the last step *before* it; with ``end``
        the last one of that day or second. Raises :class:`~qualcode.errors.InputError` for anything else.
        """
        said = words.strip()
        if said.isascii() and said.isdecimal():
            number = int(said)
            last: int = self.store.value("SELECT coalesce(max(seq), 0) FROM events")
            if number > last:
                raise InputError(
                    f"There is no change {said}; list them with: qualcode history {self.store.path.name}"
                )
            return number
        try:
            when = datetime.fromisoformat(said)
            step = timedelta(days=1) if len(said) <= len("2026-11-02") else timedelta(seconds=1)
            when = (when + step if end else when).astimezone(UTC)
        except (ValueError, OverflowError, OSError) as error:
            raise InputError(
                f"“{said}” is neither a day nor a change; write 2026-11-02, 2026-11-02T14:30, or the number of a change from: qualcode history {self.store.path.name}"
            ) from error
        before = when.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
        found: int = self.store.value("SELECT coalesce(max(seq), 0) FROM events WHERE at < ?", (before,))
        return found

    def last(self) -> int:
        """The number of the last step."""
        found: int = self.store.value("SELECT coalesce(max(seq), 0) FROM events")
        return found

    def steps(self) -> tuple[int, ...]:
        """Numbers of the steps that changed the code tree and still count, the first one first."""
        rows = self.store.rows(
            "SELECT seq FROM events WHERE (state = 'done' AND touched LIKE '%\"codes\"%') "
            "OR (state = 'sealed' AND (op LIKE 'codes.%' OR op LIKE 'codebook.%')) ORDER BY seq"
        )
        return tuple(seq for (seq,) in rows)

    # --- the codebook --------------------------------------------------------------------------------------------

    def codebook(self, change: int) -> CodebookAt:
        """The code tree after a step; see :meth:`between`."""
        return self.between(change, change)[1]

    def between(self, since: int, until: int) -> tuple[CodebookAt, CodebookAt, CodebookSteps]:
        """The code tree after two steps, and which codes became which on the way from the one to the other.

        Raises :class:`~qualcode.errors.InputError` where ``until`` comes first, or where the records do not reach back to ``since``.
        """
        if until < since:
            raise InputError(
                f"Change {until} comes before change {since}; name the earlier one as the beginning."
            )
        with self.store.snapshot():
            columns = COLUMNS.split(", ")
            walked = Walked(
                {
                    row[0]: dict(zip(columns, row, strict=True))
                    for row in self.store.rows(f"SELECT {COLUMNS} FROM codes")
                },
                {
                    i: dict(zip(LINEAGE, row, strict=True))
                    for i, *row in self.store.rows(f"SELECT id, {', '.join(LINEAGE)} FROM lineage")
                },
            )
            events = self._events(since)
            held = next(events, None)
            while held is not None and held[0] > until:
                self._back(walked, *held)
                held = next(events, None)
            newer = self._at(walked, until)
            walked.merged.clear()
            walked.split.clear()
            while held is not None:
                self._back(walked, *held)
                held = next(events, None)
            return self._at(walked, since), newer, CodebookSteps(followed(walked.merged), walked.split)

    def _events(self, since: int) -> Iterator[tuple[int, str, str, str, bytes | None]]:
        """Number, time, kind, state and record of the steps behind one that may have changed the code tree, the last one first."""
        yield from self.store.rows(
            "SELECT seq, at, op, state, flip FROM events WHERE seq > ? AND (state = 'sealed' "
            "OR (state = 'done' AND (touched LIKE '%\"codes\"%' OR touched LIKE '%\"lineage\"%'))) ORDER BY seq DESC",
            (since,),
        )

    def _back(self, walked: Walked, seq: int, at: str, op: str, state: str, flip: bytes | None) -> None:
        """Take a step back in memory."""
        if state == "sealed":
            if op.startswith(ONLY_NEW_CODES):
                walked.unknown = True
            elif not op.startswith(NEVER_CODES):
                raise out_of_reach(seq, at, "was removed with a withdrawal of consent")
            return
        try:
            operations = decode(flip or b"")
            note_steps(walked, operations)
            for kind, table, items in reversed(operations):
                rows = {"codes": walked.codes, "lineage": walked.lineage}.get(table)
                if rows is not None:
                    turn(rows, kind, items)
                    if table == "codes" and kind == "i":
                        walked.added.update(items)
        except (DamagedError, KeyError) as error:
            raise out_of_reach(seq, at, "is damaged") from error

    def _at(self, walked: Walked, change: int) -> CodebookAt:
        """The code tree as the rows have it now."""
        at = self.store.value("SELECT at FROM events WHERE seq <= ? ORDER BY seq DESC LIMIT 1", (change,))
        rows = dict(walked.codes)
        if walked.unknown:
            for i in self._later(walked, change, at or ""):
                del rows[i]
        columns = COLUMNS.split(", ")
        ordered = sorted(rows.values(), key=lambda row: (row["parent_id"] or 0, row["position"], row["id"]))
        return CodebookAt(
            arranged([[row.get(column, "") for column in columns] for row in ordered]), change, at or ""
        )

    def _later(self, walked: Walked, change: int, at: str) -> list[int]:
        """Ids of codes that must have been added behind a step, by steps whose records are gone: ids ascend, and so do times."""
        known = {
            i
            for (flip,) in self.store.rows(
                "SELECT flip FROM events WHERE seq <= ? AND state = 'done' AND touched LIKE '%\"codes\"%'",
                (change,),
            )
            for kind, table, items in readable_record(flip)
            if table == "codes" and kind == "i"
            for i in items
        }
        before, after = max(known, default=0), min(walked.added, default=None)
        return [
            i
            for i, row in walked.codes.items()
            if i > before and ((after is not None and i > after) or str(row["created"]) > at)
        ]


def readable_record(flip: bytes | None) -> list[Operation]:
    """The row operations of a step; none where its record is damaged."""
    try:
        return decode(flip or b"")
    except DamagedError:
        return []


def note_steps(walked: Walked, operations: Sequence[Operation]) -> None:
    """Note which codes became which in a step, while the rows are still as they were after it."""
    gone = {
        name_key(str(row["name"])): int(row["id"])
        for kind, table, items in operations
        if table == "codes" and kind == "d"
        for row in items
    }
    for kind, table, items in operations:
        if table != "lineage" or kind != "i":
            continue
        for step in (walked.lineage[i] for i in items if i in walked.lineage):
            key, code_id = step["name_key"], step["code_id"]
            if step["kind"] == "merged" and key in gone:
                walked.merged.setdefault(gone[key], code_id)
            elif step["kind"] == "split":
                sources = (i for i, row in walked.codes.items() if name_key(str(row["name"])) == key)
                source = next(sources, None)
                if source is not None and source != code_id:
                    walked.split[code_id] = source


def turn(rows: dict[int, dict[str, Any]], kind: str, items: Sequence[Any]) -> None:
    """Do one row operation to rows in memory."""
    if kind == "i":
        for i in items:
            del rows[i]
    elif kind == "d":
        rows.update({row["id"]: dict(row) for row in items})
    else:
        for i, values in items:
            rows[i] = {**rows[i], **values}
    if kind != "i":
        for i in [row["id"] for row in items] if kind == "d" else [i for i, _ in items]:
            refuse_unsound(rows[i])


def refuse_unsound(row: Mapping[str, Any]) -> None:
    """Raise :class:`~qualcode.study.store.history.DamagedError` for a row whose values cannot have stood in a study."""
    for column, value in row.items():
        if column in ("parent_id", "code_id"):
            fits = value is None or isinstance(value, int)
        elif column in ("id", "position"):
            fits = isinstance(value, int)
        else:
            fits = isinstance(value, str)
        if not fits:
            raise DamagedError(f"the record gives {column} a value that it cannot have")


def followed(merged: dict[int, int]) -> dict[int, int]:
    """Codes that were merged, each with the one that is left after all merges."""
    found = {}
    for source, target in merged.items():
        seen = {source}
        while target in merged and target not in seen:
            seen.add(target)
            target = merged[target]
        found[source] = target
    return found


def out_of_reach(seq: int, at: str, why: str) -> InputError:
    """The error for a moment that the records do not reach back to."""
    return InputError(
        f"The codebook can be shown as it was after change {seq} ({at[:16].replace('T', ' ')} UTC) and later, no further back: "
        f"the record of that change {why}. Name change {seq} or a later moment."
    )
