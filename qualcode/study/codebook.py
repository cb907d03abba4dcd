"""The code tree: themes, categories and codes, and how they came to be what they are."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, fields, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from qualcode.errors import InputError, NameTakenError, NotFoundError
from qualcode.model.codes import KINDS, ORIGINS, Code, CodeFields, Kind, Lineage
from qualcode.study.blinds import Blinds
from qualcode.study.code_rows import CODES_ONLY
from qualcode.study.store.file import Pending, Store
from qualcode.study.store.history import Operation, Value, now
from qualcode.text.counting import counted, listed
from qualcode.text.names import clean_name, name_key

if TYPE_CHECKING:
    from qualcode.study.previews import DeletePreview, MergePreview

__all__ = ["COLUMNS", "HOLDERS", "PALETTE", "Codebook", "arranged"]

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

Shown = tuple[str, str, tuple[str, ...]]
"""Name, colour, and path of a code."""

COLUMNS = "id, parent_id, kind, name, brief, full, when_use, when_not, example, colour, origin, position, created, created_by"
PARENT, NAME, COLOUR = (COLUMNS.split(", ").index(column) for column in ("parent_id", "name", "colour"))
"""Places in :data:`COLUMNS`."""

assert set(FIELD_COLUMNS) == {f.name for f in fields(CodeFields)}, "every codebook field has a column"


class Codebook:
    """The code tree of a study."""

    def __init__(self, store: Store, blinds: Blinds) -> None:
        self.store = store
        self.blinds = blinds
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

    def shown(self, ids: Iterable[int]) -> Mapping[int, Shown]:
        """Name, colour and path of some codes; those that do not exist are left out. The tree is not read for it."""
        if self._tree is not None or self.store.connection.in_transaction:
            codes = self.by_ids()
            return {i: (codes[i].name, codes[i].colour, codes[i].path) for i in ids if i in codes}
        wanted = list(ids)
        rows = {
            i: (parent, name, colour)
            for i, parent, name, colour in self.store.rows(
                f"WITH RECURSIVE up (id) AS (SELECT id FROM codes WHERE id IN ({','.join(map(str, wanted))}) "
                "UNION SELECT c.parent_id FROM codes c JOIN up ON up.id = c.id WHERE c.parent_id IS NOT NULL) "
                "SELECT c.id, c.parent_id, c.name, c.colour FROM up JOIN codes c ON c.id = up.id"
            )
        }
        found: dict[int, Shown] = {}

        def of(i: int) -> Shown:
            if i not in found:
                parent, name, colour = rows[i]
                _, inherited, path = ("", "", ()) if parent is None else of(parent)
                found[i] = (name, colour or inherited or PALETTE[(i - 1) % len(PALETTE)], (*path, name))
            return found[i]

        return {i: of(i) for i in wanted if i in rows}

    def follow(self, operations: Sequence[Operation] | None) -> None:
        """Note what a change leaves of the tree that is held: a coding alters counts only; None: anything may have changed."""
        if operations is None:
            self._tree = None
            return
        for kind, table, items in operations:
            moved = table == "quotations" and kind == "u" and any("document_id" in old for _, old in items)
            if moved or table in ("codes", "documents", "blinds"):
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
        """Codings, and documents with codings, of the codes that have some: of all codes, or of those given.

        Codings that whoever looks does not see are not counted.
        """
        chosen = "" if codes is None else f"g.code_id IN ({','.join(map(str, codes))})"
        conditions = [each for each in (chosen, self.blinds.unseen("g.coder_id")) if each]
        only = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        pairs = Counter(
            self.store.rows(
                f"SELECT g.code_id, q.document_id FROM codings g JOIN quotations q ON q.id = g.quotation_id{only}"
            )
        )  # counted here: SQLite would sort all codings for it
        found: dict[int, tuple[int, int]] = {}
        for (code, _), n in pairs.items():
            codings, documents = found.get(code, (0, 0))
            found[code] = (codings + n, documents + 1)
        return found

    def read_tree(self, *, counted: bool = True) -> tuple[Code, ...]:
        """Read the tree with two queries; with one where the codings need not be ``counted``."""
        counts = self.counts() if counted else {}
        return arranged(
            self.store.rows(f"SELECT {COLUMNS} FROM codes ORDER BY parent_id, position, id"), counts
        )

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

    def former_names(self) -> dict[int, tuple[str, ...]]:
        """Names that nodes bore, or that were merged into them, by id, the latest first; names that are in use again are left out."""
        used = {name_key(code.name) for code in self.tree()}
        found: dict[int, dict[str, str]] = {}
        for code_id, name in self.store.rows(
            "SELECT code_id, name FROM lineage WHERE kind IN ('merged', 'renamed') ORDER BY id DESC"
        ):
            if name_key(name) not in used:
                found.setdefault(code_id, {}).setdefault(name_key(name), name)
        return {code_id: tuple(names.values()) for code_id, names in found.items()}

    def merges(self) -> int:
        """How many codes were merged into others that are still there."""
        count: int = self.store.value(
            "SELECT count(*) FROM lineage WHERE kind = 'merged' AND code_id IN (SELECT id FROM codes)"
        )
        return count

    def lineage(self, name: str) -> tuple[Lineage, ...]:
        """What a node was made from, the oldest step first."""
        rows = self.store.rows(
            "SELECT id, code_id, kind, name, details, at, by_whom FROM lineage WHERE code_id = ? ORDER BY id",
            (self.get(name).id,),
        )
        return tuple(
            Lineage(i, c, kind, n, json.loads(details), at, by) for i, c, kind, n, details, at, by in rows
        )

    def lineages(self) -> dict[int, tuple[Lineage, ...]]:
        """What every node was made from, the oldest step first, by the node's id; nodes that were never changed so are left out."""
        found: dict[int, list[Lineage]] = {}
        for i, c, kind, name, details, at, by in self.store.rows(
            "SELECT id, code_id, kind, name, details, at, by_whom FROM lineage WHERE code_id IS NOT NULL ORDER BY id"
        ):
            found.setdefault(c, []).append(Lineage(i, c, kind, name, json.loads(details), at, by))
        return {c: tuple(steps) for c, steps in found.items()}

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
            self.refuse_taken(new, but=(code.id,))
            change.update("codes", [code.id], {"name": new, "name_key": name_key(new)})
            if new != code.name:
                self.note(code.id, "renamed", code, change, {})
        return self.get(new)

    def rename_together(self, names: Mapping[int, str]) -> None:
        """Give nodes, by their ids, other names as one change, so that two of them can also exchange theirs.

        Raises :class:`~qualcode.errors.NameTakenError` where a name is borne by another node, or given twice.
        """
        tree = self.by_ids()
        codes = {i: tree[i] if i in tree else self.by_id(i) for i in names}
        fresh = {i: clean_name(new, f"{codes[i].kind}'s name") for i, new in names.items()}
        given: dict[str, int] = {}
        for i, new in fresh.items():
            other = given.setdefault(name_key(new), i)
            if other != i:
                raise NameTakenError(
                    f"“{codes[other].name}” and “{codes[i].name}” cannot both be called “{new}”; choose another name for one of them."
                )
        with self.store.change("codes.rename", f"Renamed {counted(len(fresh), 'code')}") as change:
            for new in fresh.values():
                self.refuse_taken(new, but=fresh.keys())
            if len(fresh) > 1:  # keys that no name has, so that names can be exchanged
                change.update_each("codes", {i: {"name_key": f" {i}"} for i in fresh})
            change.update_each(
                "codes", {i: {"name": new, "name_key": name_key(new)} for i, new in fresh.items()}
            )
            for i, new in fresh.items():
                if new != codes[i].name:
                    self.note(i, "renamed", codes[i], change, {})

    def set_kind(self, name: str, kind: Kind) -> Code:
        """Make a theme, category or code of a node; what stands above and below it must fit, and only codes bear codings and mappings."""
        node = self.get(name)
        if kind not in KINDS:
            raise InputError(f"“{kind}” is no kind; choose one of: {', '.join(KINDS)}.")
        if node.kind == kind:
            raise InputError(f"“{node.name}” is a {kind} already.")
        if node.parent_id is not None:
            self.parent(self.by_id(node.parent_id).name, kind, node.name)
        for child in self.tree():
            if child.parent_id == node.id and kind not in HOLDERS[child.kind]:
                raise InputError(
                    f"“{child.name}” below it is a {child.kind}, which cannot stand under a {kind}; change or move that first."
                )
        with self.store.change(
            "codes.kind", f"Made a {kind} of the {node.kind} “{node.name}”", {"code": node.name}
        ) as change:
            if any(
                self.store.value(f"SELECT count(*) FROM {table} WHERE code_id = ?", (node.id,))
                for table in CODES_ONLY
            ):
                raise InputError(
                    f"“{node.name}” has codings or mappings, which only codes have; add a {kind} and put it under that."
                )
            change.update("codes", [node.id], {"kind": kind})
        return self.get(node.name)

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
        from qualcode.study import previews, reshaping

        return previews.merge_preview(self.store, *reshaping.to_merge(self, names, into))

    def delete_preview(self, name: str) -> DeletePreview:
        """What :meth:`delete` would take away; changes nothing."""
        from qualcode.study.previews import delete_preview

        code = self.get(name)
        ids = set(self.below(code)) - {code.id}
        return delete_preview(
            self.store, code, [c for c in self.tree() if c.id in ids], self.blinds.unseen("coder_id")
        )

    def merge(self, names: Sequence[str], into: str) -> Code:
        """Merge nodes into another one: codings joined, equal ones folded, children, memos and mappings moved, old names kept in the lineage.

        Where two of them map to one criterion differently, the target's own mapping stays, else that of the first; the others are
        told in the event and in the lineage.
        """
        from qualcode.study import reshaping

        return reshaping.merge(self, names, into)

    def split(self, name: str, new: str, quotations: Sequence[int]) -> Code:
        """Move the codings of chosen quotations (all coders) to a new code beside the old one, or to one that exists.

        The new code starts with the old one's definition, everybody's mappings of it, and the models it says are named. Raises :class:`~qualcode.errors.InputError` where a quotation does not bear the code.
        """
        from qualcode.study import reshaping

        return reshaping.split(self, name, new, quotations)

    def delete(self, name: str, *, with_codings: bool = False) -> None:
        """Delete a node and all below it; raises :class:`~qualcode.errors.InputError` where it is in use and ``with_codings`` is not given."""
        from qualcode.study import reshaping

        reshaping.delete(self, name, with_codings=with_codings)

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

    def refuse_taken(self, name: str, *, but: Collection[int] = ()) -> None:
        """Refuse a name that another node than some bears in any case or Unicode form."""
        rows = self.store.rows("SELECT id, name, kind FROM codes WHERE name_key = ?", (name_key(name),))
        if rows and rows[0][0] not in but:
            raise NameTakenError(
                f"There is a {rows[0][2]} “{rows[0][1]}” already; choose another name, or use that one."
            )

    def parent(self, under: str, kind: str, name: str) -> int:
        """The id of the node to put another one under, where their kinds allow it."""
        rows = self.store.rows("SELECT id, name, kind FROM codes WHERE name_key = ?", (name_key(under),))
        if not rows:
            raise self.missing(under)
        node_id, node_name, node_kind = rows[0]
        allowed = HOLDERS[kind]
        if node_kind not in allowed:
            raise InputError(
                f"A {kind} (“{name}”) cannot stand under a {node_kind} (“{node_name}”); put it under a {' or '.join(allowed)}."
            )
        return int(node_id)


def arranged(
    rows: Iterable[Sequence[Any]], counts: Mapping[int, tuple[int, int]] = MappingProxyType({})
) -> tuple[Code, ...]:
    """Rows with :data:`COLUMNS`, in the order of siblings, as nodes in tree order, with their codings and documents where these are given."""
    children: dict[int | None, list[Sequence[Any]]] = {}
    for row in rows:
        children.setdefault(row[PARENT], []).append(row)
    ordered: list[Code] = []
    waiting: list[tuple[Sequence[Any], tuple[str, ...], str]] = [
        (row, (), "") for row in reversed(children.get(None, []))
    ]
    while waiting:
        row, path, inherited = waiting.pop()
        i, name, colour = row[0], row[NAME], row[COLOUR]
        own = colour or inherited or PALETTE[(i - 1) % len(PALETTE)]
        path = (*path, name)
        codings, documents = counts.get(i, (0, 0))
        ordered.append(
            Code(*row[:COLOUR], own, *row[COLOUR + 1 :], path=path, codings=codings, documents=documents)  # type: ignore[call-arg, misc]
        )
        waiting += [(child, path, own) for child in reversed(children.get(i, []))]
    return tuple(ordered)


def check_fields(values: dict[str, Any]) -> None:
    """Refuse a colour or an origin that is none."""
    colour, origin = values.get("colour"), values.get("origin")
    if colour and not re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
        raise InputError(f"“{colour}” is no colour; write it as #RRGGBB, for example #0072B2.")
    if origin is not None and origin not in ORIGINS:
        raise InputError(f"“{origin}” is no origin; choose one of: {', '.join(ORIGINS)}.")
