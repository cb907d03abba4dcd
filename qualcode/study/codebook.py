"""The code tree: themes, categories and codes, and how they came to be what they are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields, replace
from typing import Any

from qualcode.errors import InputError, NameTakenError, NotFoundError
from qualcode.model.codes import KINDS, ORIGINS, Code, CodeFields, Kind, Lineage
from qualcode.study.previews import (
    DeletePreview,
    MergePreview,
    delete_preview,
    mapping_words,
    merge_preview,
)
from qualcode.study.quotations import drop_unused
from qualcode.study.store.file import Pending, Store
from qualcode.study.store.history import Operation, Value, now
from qualcode.text.names import clean_name, name_key

__all__ = ["HOLDERS", "PALETTE", "Codebook"]

PALETTE = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#CC79A7",
    "#E69F00",
    "#56B4E9",
    "#8C6D1F",
    "#6A51A3",
    "#7F7F7F",
    "#B8A500",
)
"""Colours that stay apart for colour-blind readers (Okabe & Ito 2008, extended); given in turn where none is chosen."""

FIELD_COLUMNS = {
    "brief": "brief",
    "full": "full",
    "when": "when_use",
    "when_not": "when_not",
    "example": "example",
    "colour": "colour",
    "origin": "origin",
}
"""Codebook fields and their columns."""

HOLDERS: dict[str, tuple[Kind, ...]] = {
    "theme": ("theme",),
    "category": ("theme", "category"),
    "code": ("theme", "category", "code"),
}
"""The kinds of node under which a node of each kind can stand."""

MANY = 400
"""Changed codings from which on all counts are read anew."""

COLUMNS = "id, parent_id, kind, name, brief, full, when_use, when_not, example, colour, origin, position, created, created_by"

assert set(FIELD_COLUMNS) == {f.name for f in fields(CodeFields)}, "every codebook field has a column"


class Codebook:
    """The code tree of a study."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._tree: tuple[Code, ...] | None = None
        self._by_id: dict[int, Code] = {}
        self._keys: dict[str, int] = {}
        """Ids by the key of the name; empty until a name is looked up."""
        self._recount: set[int] = set()
        """Ids of codes whose codings changed since the tree was read."""

    # --- reading -----------------------------------------------------------------------------------------------

    def tree(self) -> tuple[Code, ...]:
        """All nodes in tree order, with paths, counts of their own codings, and the colours they are shown in."""
        if self.store.connection.in_transaction:
            return self.read_tree()
        if self._tree is None:
            self._tree = self.read_tree()
            self._by_id = {code.id: code for code in self._tree}
            self._keys = {}
        elif self._recount:
            counts = self.counts(self._recount)
            for i in self._recount & self._by_id.keys():
                codings, documents = counts.get(i, (0, 0))
                self._by_id[i] = replace(self._by_id[i], codings=codings, documents=documents)
            self._tree = tuple(self._by_id.values())
        self._recount.clear()
        return self._tree

    def by_ids(self) -> dict[int, Code]:
        """All nodes by id, in tree order."""
        tree = self.tree()
        return {code.id: code for code in tree} if self.store.connection.in_transaction else self._by_id

    def follow(self, operations: Sequence[Operation] | None) -> None:
        """Note what a change leaves of the tree that is held: a coding alters counts only; None: anything may have changed."""
        if operations is None:
            self._tree = None
            return
        for kind, table, items in operations:
            moved = table == "quotations" and kind == "u" and any("document_id" in old for _, old in items)
            if moved or table in ("codes", "documents"):
                self._tree = None
            elif table == "codings" and self._tree is not None:
                self._note_codings(kind, items)

    def _note_codings(self, kind: str, items: Sequence[Any]) -> None:
        if len(items) > MANY or (kind == "d" and any("code_id" not in row for row in items)):
            self._tree = None
        elif kind == "d":
            self._recount.update(row["code_id"] for row in items)
        else:
            ids = items if kind == "i" else [i for i, _ in items]
            if kind == "u":
                self._recount.update(old["code_id"] for _, old in items if "code_id" in old)
            marks = ",".join(map(str, ids))
            self._recount.update(
                i for (i,) in self.store.rows(f"SELECT DISTINCT code_id FROM codings WHERE id IN ({marks})")
            )

    def counts(self, codes: Iterable[int] | None = None) -> dict[int, tuple[int, int]]:
        """Codings, and documents with codings, of the codes that have some: of all codes, or of those given."""
        only = "" if codes is None else f"WHERE g.code_id IN ({','.join(map(str, codes))}) "
        return {
            code_id: (codings, documents)
            for code_id, codings, documents in self.store.rows(
                "SELECT g.code_id, count(*), count(DISTINCT q.document_id) FROM codings g JOIN quotations q ON q.id = g.quotation_id "
                f"{only}GROUP BY g.code_id"
            )
        }

    def read_tree(self) -> tuple[Code, ...]:
        """Read the tree with two queries."""
        counts = self.counts()
        children: dict[int | None, list[Code]] = {}
        for row in self.store.rows(f"SELECT {COLUMNS} FROM codes ORDER BY parent_id, position, id"):
            code = Code(*row)
            children.setdefault(code.parent_id, []).append(code)
        ordered: list[Code] = []
        waiting: list[tuple[Code, tuple[str, ...], str]] = [
            (code, (), "") for code in reversed(children.get(None, []))
        ]
        while waiting:
            code, path, inherited = waiting.pop()
            own = code.colour or inherited or PALETTE[(code.id - 1) % len(PALETTE)]
            codings, documents = counts.get(code.id, (0, 0))
            path = (*path, code.name)
            ordered.append(replace(code, path=path, colour=own, codings=codings, documents=documents))
            waiting += [(child, path, own) for child in reversed(children.get(code.id, []))]
        return tuple(ordered)

    def find(self, name: str) -> Code | None:
        """One node by name (case and Unicode form ignored, diacritics not), or None."""
        key = name_key(name)
        tree = self.tree()
        if self.store.connection.in_transaction:
            return next((code for code in tree if name_key(code.name) == key), None)
        if not self._keys:
            self._keys = {name_key(code.name): code.id for code in tree}
        found = self._keys.get(key)
        return None if found is None else self._by_id[found]

    def get(self, name: str) -> Code:
        """One node by name; raises :class:`~qualcode.errors.NotFoundError`, which says what a merged or renamed one is now."""
        code = self.find(name)
        if code is None:
            raise self.missing(name)
        return code

    def by_id(self, code_id: int) -> Code:
        """One node by id."""
        code = self.by_ids().get(code_id)
        if code is None:
            raise NotFoundError(f"There is no code with the id {code_id} any more.")
        return code

    def missing(self, name: str) -> NotFoundError:
        """The error for a name that no node bears, looking into the lineage."""
        rows = self.store.rows(
            "SELECT l.kind, c.name FROM lineage l JOIN codes c ON c.id = l.code_id WHERE l.name_key = ? AND l.kind IN ('merged', 'renamed') ORDER BY l.id DESC LIMIT 1",
            (name_key(name),),
        )
        if rows:
            kind, now_called = rows[0]
            return NotFoundError(
                f"“{name}” was {kind} {'into' if kind == 'merged' else 'to'} “{now_called}”; use that name."
            )
        return NotFoundError(
            f"There is no code “{name}”; list the codes with: qualcode codes {self.store.path.name}"
        )

    def id_of(self, name: str) -> int | None:
        """The id of a node by name with one query, or None."""
        found: int | None = self.store.value("SELECT id FROM codes WHERE name_key = ?", (name_key(name),))
        return found

    def below(self, code: Code) -> tuple[int, ...]:
        """Ids of a node and all nodes under it."""
        ids = {code.id}
        for other in self.tree():
            if other.parent_id in ids:
                ids.add(other.id)
        return tuple(sorted(ids))

    def lineage(self, name: str) -> tuple[Lineage, ...]:
        """What a node was made from, the oldest step first."""
        rows = self.store.rows(
            "SELECT id, code_id, kind, name, details, at, by_whom FROM lineage WHERE code_id = ? ORDER BY id",
            (self.get(name).id,),
        )
        return tuple(
            Lineage(i, c, kind, n, json.loads(details), at, by) for i, c, kind, n, details, at, by in rows
        )

    # --- changing ----------------------------------------------------------------------------------------------

    def add(
        self, name: str, *, kind: Kind = "code", under: str | None = None, fields: CodeFields | None = None
    ) -> Code:
        """Add a node; raises :class:`~qualcode.errors.NameTakenError` where the name exists in any case or Unicode form."""
        name = clean_name(name, f"{kind}'s name")
        with self.store.change(
            "codes.add", f"Added the {kind} “{name}”" + (f" under “{under}”" if under else ""), {"code": name}
        ) as change:
            self.insert(name, change, kind=kind, under=under, values=fields or CodeFields())
        return self.get(name)

    def insert(
        self,
        name: str,
        change: Pending,
        *,
        kind: Kind = "code",
        under: str | None = None,
        values: CodeFields | None = None,
    ) -> int:
        """Add a node within a change and give its id."""
        values = values or CodeFields()
        if kind not in KINDS:
            raise InputError(f"“{kind}” is no kind; choose one of: {', '.join(KINDS)}.")
        check_fields(asdict(values))
        self.refuse_taken(name)
        parent = None
        if under is not None:
            parent = self.parent(under, kind, name)
        position: int = self.store.value(
            "SELECT coalesce(max(position), -1) + 1 FROM codes WHERE parent_id IS ?", (parent,)
        )
        row: dict[str, Value] = {
            "parent_id": parent,
            "kind": kind,
            "name": name,
            "name_key": name_key(name),
            "position": position,
            "created": now(),
            "created_by": self.store.actor,
        }
        row |= {FIELD_COLUMNS[k]: v.strip() for k, v in asdict(values).items()}
        return change.insert("codes", [row])[0]

    def edit(self, name: str, **values: str) -> Code:
        """Set codebook fields: brief, full, when, when_not, example, colour, origin."""
        code = self.get(name)
        unknown = set(values) - set(FIELD_COLUMNS)
        if unknown:
            raise InputError(
                f"A code has no field “{min(unknown)}”; the fields are: {', '.join(FIELD_COLUMNS)}."
            )
        check_fields(values)
        shown = ", ".join(k.replace("_", " ") for k in values)
        with self.store.change(
            "codes.edit", f"Edited “{code.name}” ({shown})", {"code": code.name}
        ) as change:
            change.update("codes", [code.id], {FIELD_COLUMNS[k]: v.strip() for k, v in values.items()})
        return self.get(code.name)

    def rename(self, name: str, new: str) -> Code:
        """Give a node another name; the old one stays findable in the lineage."""
        code, new = self.get(name), clean_name(new, f"{self.get(name).kind}'s name")
        with self.store.change(
            "codes.rename", f"Renamed “{code.name}” to “{new}”", {"code": new, "before": code.name}
        ) as change:
            self.refuse_taken(new, but=code.id)
            change.update("codes", [code.id], {"name": new, "name_key": name_key(new)})
            if new != code.name:
                self.note(code.id, "renamed", code, change, {})
        return self.get(new)

    def move(self, names: str | Sequence[str], under: str | None) -> None:
        """Put nodes under another one (or at the top), behind those that are there."""
        nodes = [self.get(name) for name in ([names] if isinstance(names, str) else names)]
        place = f"under “{self.get(under).name}”" if under is not None else "to the top level"
        with self.store.change(
            "codes.move", f"Moved {listed(n.name for n in nodes)} {place}", {"codes": [n.name for n in nodes]}
        ) as change:
            for node in nodes:
                parent = None
                if under is not None:
                    parent = self.parent(under, node.kind, node.name)
                    if parent in self.below(node):
                        raise InputError(f"“{node.name}” cannot be put under “{under}”, which lies below it.")
                if parent != node.parent_id:
                    position = self.store.value(
                        "SELECT coalesce(max(position), -1) + 1 FROM codes WHERE parent_id IS ?", (parent,)
                    )
                    change.update("codes", [node.id], {"parent_id": parent, "position": position})

    def merge_preview(self, names: Sequence[str], into: str) -> MergePreview:
        """What :meth:`merge` would do, refused where that would be refused; changes nothing."""
        return merge_preview(self.store, *self.to_merge(names, into))

    def delete_preview(self, name: str) -> DeletePreview:
        """What :meth:`delete` would take away; changes nothing."""
        code = self.get(name)
        ids = set(self.below(code)) - {code.id}
        return delete_preview(self.store, code, [c for c in self.tree() if c.id in ids])

    def to_merge(self, names: Sequence[str], into: str) -> tuple[list[Code], Code]:
        """The nodes to merge and their target; raises :class:`~qualcode.errors.InputError` where they cannot be merged."""
        target = self.get(into)
        found = {node.id: node for node in (self.get(name) for name in names) if node.id != target.id}
        sources = list(found.values())
        if not sources:
            raise InputError(f"Name at least one code other than “{target.name}” to merge into it.")
        for node in sources:
            if (node.kind == "code") != (target.kind == "code"):
                raise InputError(
                    f"“{node.name}” is a {node.kind} and “{target.name}” a {target.kind}; only like can be merged, or move the one under the other."
                )
            if target.id in self.below(node):
                raise InputError(
                    f"“{target.name}” lies below “{node.name}”, so the one cannot be merged into the other; move it out first."
                )
        return sources, target

    def merge(self, names: Sequence[str], into: str) -> Code:
        """Merge nodes into another one: codings joined, equal ones folded, children, memos and mappings moved, old names kept in the lineage.

        Where two of them map to one criterion differently, the target's own mapping stays, else that of the first; the others are
        told in the event and in the lineage.
        """
        sources, target = self.to_merge(names, into)
        label = f"Merged {listed(n.name for n in sources)} into “{target.name}”"
        with self.store.change(
            "codes.merge", label, {"into": target.name, "codes": [n.name for n in sources]}
        ) as change:
            ids = [node.id for node in sources]
            marks = ",".join(map(str, ids))
            moved, folded = self.join_codings(target.id, marks, change)
            change.details |= {"codings": moved, "folded": folded}
            lost = self.join_mappings(target.id, ids, change)
            if lost:
                change.details["mappings given up"] = {n.name: lost[n.id] for n in sources if n.id in lost}
            self.join_readings(target.id, marks, change)
            change.update(
                "memos",
                [
                    i
                    for (i,) in self.store.rows(
                        f"SELECT id FROM memos WHERE target = 'code' AND target_id IN ({marks})"
                    )
                ],
                {"target_id": target.id},
            )
            position: int = self.store.value(
                "SELECT coalesce(max(position), -1) + 1 FROM codes WHERE parent_id = ?", (target.id,)
            )
            kids = self.store.rows(
                f"SELECT id FROM codes WHERE parent_id IN ({marks}) ORDER BY parent_id, position, id"
            )
            change.update_each(
                "codes",
                {i: {"parent_id": target.id, "position": position + n} for n, (i,) in enumerate(kids)},
            )
            change.update(
                "lineage",
                [i for (i,) in self.store.rows(f"SELECT id FROM lineage WHERE code_id IN ({marks})")],
                {"code_id": target.id},
            )
            for node in sources:
                more = {"codings": str(node.codings)}
                if node.id in lost:
                    more["mappings given up"] = "; ".join(lost[node.id])
                self.note(target.id, "merged", node, change, more)
            change.delete("codes", ids)
        return self.get(target.name)

    def join_codings(self, target: int, marks: str, change: Pending) -> tuple[int, int]:
        """Move the codings of the codes in ``marks`` to ``target``; those that it has already, or gets twice, are folded."""
        seen = set(self.store.rows("SELECT quotation_id, coder_id FROM codings WHERE code_id = ?", (target,)))
        moved: list[int] = []
        folded: list[int] = []
        for i, quotation, coder in self.store.rows(
            f"SELECT id, quotation_id, coder_id FROM codings WHERE code_id IN ({marks}) ORDER BY id"
        ):
            (folded if (quotation, coder) in seen else moved).append(i)
            seen.add((quotation, coder))
        change.delete("codings", folded)
        change.update("codings", moved, {"code_id": target})
        return len(moved), len(folded)

    def join_mappings(self, target: int, ids: Sequence[int], change: Pending) -> dict[int, list[str]]:
        """Move mappings to the target; where it speaks to a criterion already, its own mapping stays.

        Gives those that were given up though they say something else, in words, by code.
        """
        columns = "criterion, polarity, level, strength, aspect, counts"
        taken = {
            row[0]: row[1:]
            for row in self.store.rows(f"SELECT {columns} FROM mappings WHERE code_id = ?", (target,))
        }
        lost: dict[int, list[str]] = {}
        for i, code, criterion, *values in self.store.rows(
            f"SELECT id, code_id, {columns} FROM mappings WHERE code_id IN ({','.join(map(str, ids))}) ORDER BY id"
        ):
            if criterion not in taken:
                change.update("mappings", [i], {"code_id": target})
                taken[criterion] = tuple(values)
                continue
            change.delete("mappings", [i])
            if taken[criterion] != tuple(values):
                lost.setdefault(code, []).append(
                    f"{mapping_words(criterion, *values)}; kept: {mapping_words(criterion, *taken[criterion])}"
                )
        return lost

    def join_readings(self, target: int, marks: str, change: Pending) -> None:
        """Move readings to the target; where it has one for the quotation and criterion already, its own stays."""
        taken = set(
            self.store.rows("SELECT quotation_id, criterion FROM readings WHERE code_id = ?", (target,))
        )
        for i, quotation, criterion in self.store.rows(
            f"SELECT id, quotation_id, criterion FROM readings WHERE code_id IN ({marks}) ORDER BY id"
        ):
            if (quotation, criterion) in taken:
                change.delete("readings", [i])
            else:
                change.update("readings", [i], {"code_id": target})
                taken.add((quotation, criterion))

    def split(self, name: str, new: str, quotations: Sequence[int]) -> Code:
        """Move the codings of chosen quotations (all coders) to a new code beside the old one, or to one that exists.

        The new code starts with the old one's definition and mappings. Raises :class:`~qualcode.errors.InputError` where a quotation does not bear the code.
        """
        code, new = self.get(name), clean_name(new, "code's name")
        if code.kind != "code":
            raise InputError(f"“{code.name}” is a {code.kind}; only codes are split.")
        wanted = list(dict.fromkeys(quotations))
        if not wanted:
            raise InputError("Name at least one quotation that goes to the new code.")
        rows = self.store.rows(
            "SELECT id, quotation_id, coder_id FROM codings WHERE code_id = ? ORDER BY id", (code.id,)
        )
        absent = set(wanted) - {q for _, q, _ in rows}
        if absent:
            raise InputError(
                f"Quotation {min(absent)} does not bear the code “{code.name}”; list its quotations with: qualcode codings --code."
            )
        label = f"Split {len(wanted)} {'quotation' if len(wanted) == 1 else 'quotations'} off “{code.name}” into “{new}”"
        with self.store.change(
            "codes.split", label, {"code": code.name, "into": new, "quotations": wanted}
        ) as change:
            code = self.by_id(code.id)
            target = self.id_of(new)
            if target == code.id:
                raise InputError(f"“{new}” is the code that is to be split; choose another name.")
            if target is None:
                parent = self.by_id(code.parent_id).name if code.parent_id is not None else None
                own = self.store.rows(
                    "SELECT brief, full, when_use, when_not, example, colour, origin FROM codes WHERE id = ?",
                    (code.id,),
                )[0]
                target = self.insert(new, change, under=parent, values=CodeFields(*own))
                change.insert(
                    "mappings",
                    [
                        dict(
                            zip(
                                ("code_id", "criterion", "polarity", "level", "strength", "aspect", "counts"),
                                (target, *row),
                                strict=True,
                            )
                        )
                        for row in self.store.rows(
                            "SELECT criterion, polarity, level, strength, aspect, counts FROM mappings WHERE code_id = ? ORDER BY id",
                            (code.id,),
                        )
                    ],
                )
            elif self.by_id(target).kind != "code":
                raise InputError(f"“{new}” is no code, so quotations cannot go there; choose another name.")
            there = set(
                self.store.rows("SELECT quotation_id, coder_id FROM codings WHERE code_id = ?", (target,))
            )
            going = [(i, q, coder) for i, q, coder in rows if q in set(wanted)]
            change.delete("codings", [i for i, q, coder in going if (q, coder) in there])
            change.update(
                "codings", [i for i, q, coder in going if (q, coder) not in there], {"code_id": target}
            )
            marks = ",".join(map(str, wanted))
            held = set(
                self.store.rows("SELECT quotation_id, criterion FROM readings WHERE code_id = ?", (target,))
            )
            mapped = {
                c for (c,) in self.store.rows("SELECT criterion FROM mappings WHERE code_id = ?", (target,))
            }
            for i, q, criterion in self.store.rows(
                f"SELECT id, quotation_id, criterion FROM readings WHERE code_id = ? AND quotation_id IN ({marks})",
                (code.id,),
            ):
                if (q, criterion) in held or criterion not in mapped:
                    change.delete("readings", [i])
                else:
                    change.update("readings", [i], {"code_id": target})
            self.note(target, "split", code, change, {"quotations": " ".join(map(str, wanted))})
        return self.get(new)

    def delete(self, name: str, *, with_codings: bool = False) -> None:
        """Delete a node and all below it; raises :class:`~qualcode.errors.InputError` where it is in use and ``with_codings`` is not given."""
        code = self.get(name)
        ids = self.below(code)
        marks = ",".join(map(str, ids))
        rows = self.store.rows(f"SELECT id, quotation_id FROM codings WHERE code_id IN ({marks}) ORDER BY id")
        if rows and not with_codings:
            raise InputError(
                f"“{code.name}” {'and what is below it have' if len(ids) > 1 else 'has'} {len(rows)} {'coding' if len(rows) == 1 else 'codings'}; "
                "merge it, or delete it together with them (--with-codings)."
            )
        label = f"Deleted the {code.kind} “{code.name}”" + (f" with {len(rows)} codings" if rows else "")
        with self.store.change("codes.delete", label, {"code": code.name, "codings": len(rows)}) as change:
            change.delete("codings", [i for i, _ in rows])
            for table in ("mappings", "readings", "lineage"):
                change.delete(
                    table,
                    [i for (i,) in self.store.rows(f"SELECT id FROM {table} WHERE code_id IN ({marks})")],
                )
            change.delete(
                "memos",
                [
                    i
                    for (i,) in self.store.rows(
                        f"SELECT id FROM memos WHERE target = 'code' AND target_id IN ({marks})"
                    )
                ],
            )
            drop_unused(self.store, {q for _, q in rows}, change)
            self.note(None, "deleted", code, change, {})
            for depth in sorted({c.depth for c in self.tree() if c.id in ids}, reverse=True):
                change.delete("codes", [c.id for c in self.tree() if c.id in ids and c.depth == depth])

    # --- helpers -----------------------------------------------------------------------------------------------

    def note(
        self, code_id: int | None, kind: str, source: Code, change: Pending, more: dict[str, str]
    ) -> None:
        """Write one step of lineage, with the fields of the node that was given up."""
        kept = {k: str(getattr(source, k)) for k in FIELD_COLUMNS if getattr(source, k)} | more
        change.insert(
            "lineage",
            [
                {
                    "code_id": code_id,
                    "kind": kind,
                    "name": source.name,
                    "name_key": name_key(source.name),
                    "details": json.dumps(kept, ensure_ascii=False),
                    "at": now(),
                    "by_whom": self.store.actor,
                }
            ],
        )

    def refuse_taken(self, name: str, *, but: int | None = None) -> None:
        """Refuse a name that another node bears in any case or Unicode form."""
        rows = self.store.rows("SELECT id, name, kind FROM codes WHERE name_key = ?", (name_key(name),))
        if rows and rows[0][0] != but:
            raise NameTakenError(
                f"There is a {rows[0][2]} “{rows[0][1]}” already; choose another name, or use that one."
            )

    def parent(self, under: str, kind: str, name: str) -> int:
        """The id of the node to put another one under, where their kinds allow it."""
        node = self.get(under)
        allowed = HOLDERS[kind]
        if node.kind not in allowed:
            raise InputError(
                f"A {kind} (“{name}”) cannot stand under a {node.kind} (“{node.name}”); put it under a {' or '.join(allowed)}."
            )
        return node.id


def check_fields(values: dict[str, Any]) -> None:
    """Refuse a colour or an origin that is none."""
    colour, origin = values.get("colour"), values.get("origin")
    if colour and not re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
        raise InputError(f"“{colour}” is no colour; write it as #RRGGBB, for example #0072B2.")
    if origin is not None and origin not in ORIGINS:
        raise InputError(f"“{origin}” is no origin; choose one of: {', '.join(ORIGINS)}.")


def listed(names: Any) -> str:
    """Names in quotation marks, joined as a person would say them."""
    quoted = [f"“{name}”" for name in names]
    if len(quoted) > 4:
        return f"{', '.join(quoted[:3])} and {len(quoted) - 3} more"
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
