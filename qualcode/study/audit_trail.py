"""The course of the work, reckoned from the history alone: what there was at the end of each day, and which steps made it so.

The history keeps how to turn each change round. Starting from the rows as they are, the changes are turned round in memory, the last one
first, so that the number of codes, quotations and codings is known for every day.

A withdrawal of consent empties whole changes, also those that made much more than what was withdrawn. Rows that still stand and that no
change claims are therefore counted for the first emptied change that is not older than they are.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from qualcode.model.audit_trails import (
    BREAK,
    CodebookStep,
    CoderWork,
    Round,
    Stage,
    StepKind,
    WorkDay,
)
from qualcode.study.blinds import Blinds
from qualcode.study.store.file import Store
from qualcode.study.store.history import DamagedError, decode

__all__ = ["coders_at_work", "corrections", "lengths", "rounds_of", "shared_documents", "work_days"]

KINDS: dict[str, StepKind] = {
    "codes.merge": "merged",
    "codes.split": "split",
    "codes.rename": "renamed",
    "codes.delete": "deleted",
    "codes.move": "moved",
    "codes.kind": "kind",
    "codebook.import": "imported",
    "guide.import": "guide",
    "cases.withdraw": "withdrawn",
}
"""Operations that are told one by one."""
HELD = ("codes", "quotations", "codings", "documents")
"""Tables whose rows are counted."""
MADE = {"codes": "created", "codings": "created", "documents": "imported_at"}
"""The column that says when a row was made, of those that say it."""

Rows = dict[str, dict[int, Any]]
"""By table and id: kind and name of a code, document of a quotation, quotation and coder of a coding."""


class Emptied:
    """The changes that a withdrawal emptied, and the rows that they may have made; false where there are none."""

    def __init__(self, store: Store) -> None:
        found = store.rows(
            "SELECT at, seq FROM events WHERE state = 'sealed' AND op <> 'cases.withdraw' ORDER BY at, seq"
        )
        self.moments: list[str] = [at for at, _ in found]
        self.numbers: list[int] = [number for _, number in found]
        self._claimed: set[tuple[str, int]] = set()
        self._rows: dict[int, set[tuple[str, int]]] = defaultdict(set)
        if not found:
            return
        for touched, flip in store.rows("SELECT touched, flip FROM events WHERE state = 'done'"):
            for kind, table, items in operations_of(touched, flip):
                if kind == "i" and table in HELD:
                    self._claimed.update((table, i) for i in items)

    def __bool__(self) -> bool:
        return bool(self.numbers)

    def claimed(self, table: str, i: int) -> bool:
        """Whether a change that is still known made a row."""
        return (table, i) in self._claimed

    def add(self, table: str, i: int, made: str, before: int | None = None) -> None:
        """Count a row, made at a moment and ``before`` a change, for the first of them that is not older; for the last where all are."""
        if self.claimed(table, i):
            return
        self._claimed.add((table, i))
        place = min(bisect_left(self.moments, made), len(self.numbers) - 1)
        while place > 0 and before is not None and self.numbers[place] > before:
            place -= 1
        self._rows[self.numbers[place]].add((table, i))

    def made_by(self, number: int) -> set[tuple[str, int]]:
        """Tables and ids of the rows that are counted for a change."""
        return self._rows[number]


class Course:
    """The rows as they were, going backwards."""

    def __init__(self, store: Store, hidden: frozenset[int]) -> None:
        self.hidden = hidden
        self.rows: Rows = {
            "codes": {i: (kind, name) for i, kind, name in store.rows("SELECT id, kind, name FROM codes")},
            "quotations": dict(store.rows("SELECT id, document_id FROM quotations")),
            "codings": {
                i: (quotation, coder)
                for i, quotation, coder in store.rows("SELECT id, quotation_id, coder_id FROM codings")
                if coder not in hidden
            },
            "documents": dict(store.rows("SELECT id, 0 FROM documents")),
        }
        self.kinds = Counter(kind for kind, _ in self.rows["codes"].values())
        self.places: dict[int, int] = dict(self.rows["quotations"])
        """Documents of all quotations that are or were there."""
        self.emptied = Emptied(store)
        if self.emptied:
            for table, column in MADE.items():
                for i, made in store.rows(f"SELECT id, {column} FROM {table}"):
                    if i in self.rows[table]:
                        self.emptied.add(table, i, made)

    def stage(self) -> Stage:
        """How much there is."""
        return Stage(
            self.kinds["theme"], self.kinds["category"], self.kinds["code"],
            len(self.rows["quotations"]), len(self.rows["codings"]), len(self.rows["documents"]),
        )  # fmt: skip

    def back(self, number: int, operations: Sequence[Any]) -> dict[str, list[Any]]:
        """Turn a change round; gives the codes that it made and the codings that it made and removed."""
        did: dict[str, list[Any]] = {"codes": [], "coded": [], "uncoded": [], "documents": []}
        for kind, table, items in reversed(operations):
            if table not in self.rows:
                continue
            if kind == "i":
                for i in items:
                    self.take(table, i, did)
            elif kind == "d":
                for item in items:
                    self.bring(table, item, did)
                    if self.emptied and table in MADE:
                        self.emptied.add(table, item["id"], item[MADE[table]], before=number)
            elif table == "codes":
                for i, old in items:
                    self.rename(i, old)
        did["codes"].reverse()
        return did

    def back_emptied(self, number: int) -> dict[str, list[Any]]:
        """The same of a change that a withdrawal emptied: what no other change claims of the rows that it may have made."""
        did: dict[str, list[Any]] = {"codes": [], "coded": [], "uncoded": [], "documents": []}
        for table, i in sorted(self.emptied.made_by(number)):
            self.take(table, i, did)
        if did["coded"]:
            still = {quotation for quotation, _ in self.rows["codings"].values()}
            for quotation in dict.fromkeys(quotation for quotation, _ in did["coded"]):
                if quotation not in still and not self.emptied.claimed("quotations", quotation):
                    self.rows["quotations"].pop(quotation, None)
        return did

    def take(self, table: str, i: int, did: dict[str, list[Any]]) -> None:
        """Take a row away that a change made."""
        row = self.rows[table].pop(i, None)
        if row is None:
            return
        if table == "codes":
            self.kinds[row[0]] -= 1
            did["codes"].append(row)
        elif table == "codings":
            did["coded"].append(row)
        elif table == "documents":
            did["documents"].append(row)

    def bring(self, table: str, item: Mapping[str, Any], did: dict[str, list[Any]]) -> None:
        """Put a row back that the change removed."""
        i = item["id"]
        if table == "codes":
            self.rows[table][i] = (item["kind"], item["name"])
            self.kinds[item["kind"]] += 1
        elif table == "quotations":
            self.rows[table][i] = self.places[i] = item["document_id"]
        elif table == "codings":
            if item["coder_id"] not in self.hidden:
                self.rows[table][i] = (item["quotation_id"], item["coder_id"])
                did["uncoded"].append(self.rows[table][i])
        else:
            self.rows[table][i] = 0

    def rename(self, i: int, old: Mapping[str, Any]) -> None:
        """Give a code the kind and name back that it had."""
        if i not in self.rows["codes"]:
            return
        kind, name = self.rows["codes"][i]
        before = old.get("kind", kind)
        self.kinds[kind] -= 1
        self.kinds[before] += 1
        self.rows["codes"][i] = (before, old.get("name", name))


def work_days(store: Store, blinds: Blinds) -> tuple[tuple[WorkDay, ...], tuple[Round, ...]]:
    """All days on which something was changed, the first one first, and the rounds of coding.

    Changes that were taken back count as such and for nothing else. Codings of coders who are hidden from whoever looks are left out.
    What a respondent took along on withdrawal is not counted for any day; what else stands of the changes emptied by it is.
    """
    with store.snapshot():
        course = Course(store, blinds.hidden())
        hidden = blinds.hidden_keys()
        events = store.rows(
            "SELECT seq, at, actor, op, label, details, touched, flip, state FROM events ORDER BY seq DESC"
        )
        names: dict[int, str] = dict(store.rows("SELECT id, name FROM coders"))
    days: list[WorkDay] = []
    worked: list[tuple[str, Counter[tuple[int, int]], int, int, Stage]] = []
    for day, group in groupby(events, key=lambda event: event[1][:10]):
        stage = course.stage()
        people: dict[str, None] = {}
        changes = undone = coded = uncoded = emptied = standing = 0
        steps: list[CodebookStep] = []
        created: dict[str, list[CodebookStep]] = defaultdict(list)
        touched_by: Counter[tuple[int, int]] = Counter()
        for seq, at, actor, op, _, details, touched, flip, state in group:
            if state in ("undone", "dropped"):
                undone += 1
                continue
            changes += 1
            people[actor] = None
            if state == "sealed" and course.emptied:
                did = course.back_emptied(seq)
                emptied += 1
                standing += len(did["coded"])
            else:
                did = course.back(seq, operations_of(touched, flip))
            coded += len(did["coded"])
            uncoded += len(did["uncoded"])
            for quotation, coder in (*did["coded"], *did["uncoded"]):
                touched_by[coder, course.places.get(quotation, 0)] += 1
            if did["documents"]:
                steps.append(CodebookStep(seq, at, actor, "documents", (), number=len(did["documents"])))
            made = tuple(name for _, name in did["codes"])
            if op in KINDS:
                steps.append(step_of(seq, at, actor, KINDS[op], json.loads(details), made))
            elif made and not (hidden and op.startswith("codings")):
                created[actor].append(CodebookStep(seq, at, actor, "created", made))
        steps += [folded(each) for each in created.values()]
        steps.sort(key=lambda step: step.change)
        days.append(
            WorkDay(
                day,
                tuple(sorted(people)),
                changes,
                undone,
                coded,
                uncoded,
                stage,
                tuple(steps),
                emptied,
                standing,
            )
        )
        if touched_by:
            worked.append((day, touched_by, coded, uncoded, stage))
    return tuple(reversed(days)), rounds_of(tuple(reversed(worked)), names)


def operations_of(touched: str, flip: bytes | None) -> Sequence[Any]:
    """How to turn a change round, where it concerns rows that are counted and its record is there."""
    if flip is None or not any(f'"{table}"' in touched for table in HELD):
        return ()
    try:
        return decode(flip)
    except DamagedError:
        return ()


def step_of(
    seq: int, at: str, actor: str, kind: StepKind, details: Mapping[str, Any], made: tuple[str, ...]
) -> CodebookStep:
    """A step that is told by itself, from what the history notes with it and from the codes that it made."""
    if kind == "imported":
        return CodebookStep(seq, at, actor, kind, made, number=len(made))
    if kind == "renamed":
        return CodebookStep(
            seq, at, actor, kind, (str(details.get("before", "")),), str(details.get("code", ""))
        )
    names = details.get("codes") or [str(details[key]) for key in ("code", "file") if key in details][:1]
    number = details.get("quotations", details.get("codings", 0))
    count = len(number) if isinstance(number, list) else int(number) if isinstance(number, int) else 0
    return CodebookStep(seq, at, actor, kind, tuple(map(str, names)), str(details.get("into") or ""), count)


def folded(steps: Sequence[CodebookStep]) -> CodebookStep:
    """The codes that one person made on one day as one step, in the order of making."""
    ordered = sorted(steps, key=lambda step: step.change)
    names = tuple(dict.fromkeys(name for step in ordered for name in step.names))
    first = ordered[0]
    return CodebookStep(first.change, first.at, first.by, "created", names)


def rounds_of(
    worked: Sequence[tuple[str, Counter[tuple[int, int]], int, int, Stage]], names: Mapping[int, str]
) -> tuple[Round, ...]:
    """Rounds of coding: a new one begins after a break of :data:`~qualcode.model.audit_trails.BREAK` days."""
    groups: list[list[tuple[str, Counter[tuple[int, int]], int, int, Stage]]] = []
    for entry in worked:
        if groups and (date.fromisoformat(entry[0]) - date.fromisoformat(groups[-1][-1][0])).days < BREAK:
            groups[-1].append(entry)
        else:
            groups.append([entry])
    rounds: list[Round] = []
    known: set[tuple[int, int]] = set()
    for number, group in enumerate(groups, 1):
        pairs = {pair for _, touched, *_ in group for pair in touched}
        coders = dict.fromkeys(coder for coder, _ in sorted(pairs))
        rounds.append(
            Round(
                number, group[0][0], group[-1][0], len(group), tuple(names.get(coder, "–") for coder in coders),
                sum(entry[2] for entry in group), sum(entry[3] for entry in group), len(pairs - known), len(pairs & known), group[-1][4],
            )
        )  # fmt: skip
        known |= pairs
    return tuple(rounds)


def coders_at_work(store: Store, blinds: Blinds) -> tuple[CoderWork, ...]:
    """What stands of each coder's work, in the order in which they began."""
    unseen = blinds.unseen("g.coder_id")
    rows = store.rows(
        "SELECT k.name, count(*), count(DISTINCT q.document_id), count(DISTINCT g.code_id), min(g.created), max(g.created), min(g.id) "
        "FROM codings g JOIN coders k ON k.id = g.coder_id JOIN quotations q ON q.id = g.quotation_id "
        f"WHERE {unseen or '1'} GROUP BY k.id ORDER BY 7"
    )
    return tuple(CoderWork(name, n, documents, codes, first[:10], last[:10]) for name, n, documents, codes, first, last, _ in rows)  # fmt: skip


def shared_documents(store: Store, blinds: Blinds) -> int:
    """How many documents bear codings of more than one coder."""
    unseen = blinds.unseen("g.coder_id")
    found: int = store.value(
        "SELECT count(*) FROM (SELECT q.document_id FROM codings g JOIN quotations q ON q.id = g.quotation_id "
        f"WHERE {unseen or '1'} GROUP BY q.document_id HAVING count(DISTINCT g.coder_id) > 1)"
    )
    return found


def corrections(store: Store) -> int:
    """How many versions of texts stand for corrections after import."""
    found: int = store.value("SELECT coalesce(sum(version - 1), 0) FROM documents")
    return found


def lengths(store: Store) -> dict[int, int]:
    """Milliseconds from the first to the last time stamp of each document that has at least two different ones."""
    rows = store.rows(
        "SELECT document_id, min(start_time), max(max(coalesce(end_time, start_time), start_time)) FROM turns "
        "WHERE start_time IS NOT NULL GROUP BY document_id ORDER BY document_id"
    )
    return {document: last - first for document, first, last in rows if last > first}
