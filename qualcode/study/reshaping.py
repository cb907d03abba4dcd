"""Merging, splitting and deleting nodes of the code tree: what moves with them, and what the lineage keeps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.model.codes import Code, CodeFields
from qualcode.study.code_rows import copy_code_rows, drop_code_rows, join_code_rows
from qualcode.study.previews import mapping_words
from qualcode.study.quotations import drop_unused
from qualcode.study.store.file import Pending
from qualcode.text.counting import counted, listed
from qualcode.text.names import clean_name

if TYPE_CHECKING:
    from qualcode.study.codebook import Codebook

__all__ = ["delete", "merge", "split", "to_merge"]


def to_merge(book: Codebook, names: Sequence[str], into: str) -> tuple[list[Code], Code]:
    """The nodes to merge and their target; raises :class:`~qualcode.errors.InputError` where they cannot be merged."""
    target = book.get(into)
    found = {node.id: node for node in (book.get(name) for name in names) if node.id != target.id}
    sources = list(found.values())
    if not sources:
        raise InputError(f"Name at least one code other than “{target.name}” to merge into it.")
    for node in sources:
        if (node.kind == "code") != (target.kind == "code"):
            raise InputError(
                f"“{node.name}” is a {node.kind} and “{target.name}” a {target.kind}; only like can be merged, or move the one under the other."
            )
        if target.id in book.below(node):
            raise InputError(
                f"“{target.name}” lies below “{node.name}”, so the one cannot be merged into the other; move it out first."
            )
    return sources, target


def merge(book: Codebook, names: Sequence[str], into: str) -> Code:
    """Merge nodes into another one: codings joined, equal ones folded, children, memos and mappings moved, old names kept in the lineage.

    Where two of them map to one criterion differently, the target's own mapping stays, else that of the first; the others are
    told in the event and in the lineage.
    """
    sources, target = to_merge(book, names, into)
    label = f"Merged {listed(n.name for n in sources)} into “{target.name}”"
    with book.store.change(
        "codes.merge", label, {"into": target.name, "codes": [n.name for n in sources]}
    ) as change:
        ids = [node.id for node in sources]
        marks = ",".join(map(str, ids))
        moved, folded = join_codings(book, target.id, marks, change)
        change.details |= {"codings": moved, "folded": folded}
        lost = join_mappings(book, target.id, ids, change)
        if lost:
            change.details["mappings given up"] = {n.name: lost[n.id] for n in sources if n.id in lost}
        join_readings(book, target.id, marks, change)
        join_code_rows(book.store, target.id, ids, change)
        change.update(
            "memos",
            [
                i
                for (i,) in book.store.rows(
                    f"SELECT id FROM memos WHERE target = 'code' AND target_id IN ({marks})"
                )
            ],
            {"target_id": target.id},
        )
        position: int = book.store.value(
            "SELECT coalesce(max(position), -1) + 1 FROM codes WHERE parent_id = ?", (target.id,)
        )
        kids = book.store.rows(
            f"SELECT id FROM codes WHERE parent_id IN ({marks}) ORDER BY parent_id, position, id"
        )
        change.update_each(
            "codes",
            {i: {"parent_id": target.id, "position": position + n} for n, (i,) in enumerate(kids)},
        )
        change.update(
            "lineage",
            [i for (i,) in book.store.rows(f"SELECT id FROM lineage WHERE code_id IN ({marks})")],
            {"code_id": target.id},
        )
        for node in sources:
            more = {"codings": str(node.codings)}
            if node.id in lost:
                more["mappings given up"] = "; ".join(lost[node.id])
            book.note(target.id, "merged", node, change, more)
        change.delete("codes", ids)
    return book.get(target.name)


def join_codings(book: Codebook, target: int, marks: str, change: Pending) -> tuple[int, int]:
    """Move the codings of the codes in ``marks`` to ``target``; those that it has already, or gets twice, are folded."""
    seen = set(book.store.rows("SELECT quotation_id, coder_id FROM codings WHERE code_id = ?", (target,)))
    moved: list[int] = []
    folded: list[int] = []
    for i, quotation, coder in book.store.rows(
        f"SELECT id, quotation_id, coder_id FROM codings WHERE code_id IN ({marks}) ORDER BY id"
    ):
        (folded if (quotation, coder) in seen else moved).append(i)
        seen.add((quotation, coder))
    change.delete("codings", folded)
    change.update("codings", moved, {"code_id": target})
    return len(moved), len(folded)


def join_mappings(book: Codebook, target: int, ids: Sequence[int], change: Pending) -> dict[int, list[str]]:
    """Move mappings to the target; where it speaks to a criterion already, its own mapping stays.

    Gives those that were given up though they say something else, in words, by code.
    """
    columns = "criterion, polarity, level, strength, aspect, counts"
    taken = {
        row[0]: row[1:]
        for row in book.store.rows(f"SELECT {columns} FROM mappings WHERE code_id = ?", (target,))
    }
    lost: dict[int, list[str]] = {}
    for i, code, criterion, *values in book.store.rows(
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


def join_readings(book: Codebook, target: int, marks: str, change: Pending) -> None:
    """Move readings to the target; where it has one for the quotation and criterion already, its own stays."""
    taken = set(book.store.rows("SELECT quotation_id, criterion FROM readings WHERE code_id = ?", (target,)))
    for i, quotation, criterion in book.store.rows(
        f"SELECT id, quotation_id, criterion FROM readings WHERE code_id IN ({marks}) ORDER BY id"
    ):
        if (quotation, criterion) in taken:
            change.delete("readings", [i])
        else:
            change.update("readings", [i], {"code_id": target})
            taken.add((quotation, criterion))


def split(book: Codebook, name: str, new: str, quotations: Sequence[int]) -> Code:
    """Move the codings of chosen quotations (all coders) to a new code beside the old one, or to one that exists.

    The new code starts with the old one's definition, everybody's mappings of it, and the models it says are named. Raises :class:`~qualcode.errors.InputError` where a quotation does not bear the code.
    """
    code, new = book.get(name), clean_name(new, "code's name")
    if code.kind != "code":
        raise InputError(f"“{code.name}” is a {code.kind}; only codes are split.")
    wanted = list(dict.fromkeys(quotations))
    if not wanted:
        raise InputError("Name at least one quotation that goes to the new code.")
    rows = book.store.rows(
        "SELECT id, quotation_id, coder_id FROM codings WHERE code_id = ? ORDER BY id", (code.id,)
    )
    absent = set(wanted) - {q for _, q, _ in rows}
    if absent:
        raise InputError(
            f"Quotation {min(absent)} does not bear the code “{code.name}”; list its quotations with: qualcode codings --code."
        )
    label = f"Split {len(wanted)} {'quotation' if len(wanted) == 1 else 'quotations'} off “{code.name}” into “{new}”"
    with book.store.change(
        "codes.split", label, {"code": code.name, "into": new, "quotations": wanted}
    ) as change:
        code = book.by_id(code.id)
        target = book.id_of(new)
        if target == code.id:
            raise InputError(f"“{new}” is the code that is to be split; choose another name.")
        if target is None:
            parent = book.by_id(code.parent_id).name if code.parent_id is not None else None
            own = book.store.rows(
                "SELECT brief, full, when_use, when_not, example, colour, origin FROM codes WHERE id = ?",
                (code.id,),
            )[0]
            target = book.insert(new, change, under=parent, values=CodeFields(*own))
            copy_code_rows(book.store, code.id, target, change)
        elif book.by_id(target).kind != "code":
            raise InputError(f"“{new}” is no code, so quotations cannot go there; choose another name.")
        there = set(
            book.store.rows("SELECT quotation_id, coder_id FROM codings WHERE code_id = ?", (target,))
        )
        going = [(i, q, coder) for i, q, coder in rows if q in set(wanted)]
        change.delete("codings", [i for i, q, coder in going if (q, coder) in there])
        change.update("codings", [i for i, q, coder in going if (q, coder) not in there], {"code_id": target})
        marks = ",".join(map(str, wanted))
        held = set(
            book.store.rows("SELECT quotation_id, criterion FROM readings WHERE code_id = ?", (target,))
        )
        mapped = {
            c for (c,) in book.store.rows("SELECT criterion FROM mappings WHERE code_id = ?", (target,))
        }
        for i, q, criterion in book.store.rows(
            f"SELECT id, quotation_id, criterion FROM readings WHERE code_id = ? AND quotation_id IN ({marks})",
            (code.id,),
        ):
            if (q, criterion) in held or criterion not in mapped:
                change.delete("readings", [i])
            else:
                change.update("readings", [i], {"code_id": target})
        book.note(target, "split", code, change, {"quotations": " ".join(map(str, wanted))})
    return book.get(new)


def delete(book: Codebook, name: str, *, with_codings: bool = False) -> None:
    """Delete a node and all below it; raises :class:`~qualcode.errors.InputError` where it is in use and ``with_codings`` is not given."""
    code = book.get(name)
    ids = book.below(code)
    marks = ",".join(map(str, ids))
    unseen = book.blinds.unseen("coder_id")
    rows = book.store.rows(
        f"SELECT id, quotation_id FROM codings WHERE code_id IN ({marks}) AND {unseen or '1'} ORDER BY id"
    )
    if unseen and book.store.value(
        f"SELECT 1 FROM codings WHERE code_id IN ({marks}) AND NOT ({unseen}) LIMIT 1"
    ):
        raise InputError(
            f"“{code.name}” {'and what is below it bear' if len(ids) > 1 else 'bears'} codings that are hidden while somebody codes blind; "
            "delete it when they are released, or merge it into another code."
        )
    if rows and not with_codings:
        raise InputError(
            f"“{code.name}” {'and what is below it have' if len(ids) > 1 else 'has'} {len(rows)} {'coding' if len(rows) == 1 else 'codings'}; "
            "merge it, or delete it together with them (--with-codings)."
        )
    label = f"Deleted the {code.kind} “{code.name}”" + (
        f" with {counted(len(rows), 'coding')}" if rows else ""
    )
    with book.store.change("codes.delete", label, {"code": code.name, "codings": len(rows)}) as change:
        change.delete("codings", [i for i, _ in rows])
        for table in ("mappings", "readings", "lineage"):
            change.delete(
                table,
                [i for (i,) in book.store.rows(f"SELECT id FROM {table} WHERE code_id IN ({marks})")],
            )
        said = drop_code_rows(book.store, ids, change)
        if said:
            change.label += f"; {counted(said, 'proposal')} of reviewers {'stays' if said == 1 else 'stay'}"
        change.delete(
            "memos",
            [
                i
                for (i,) in book.store.rows(
                    f"SELECT id FROM memos WHERE target = 'code' AND target_id IN ({marks})"
                )
            ],
        )
        drop_unused(book.store, {q for _, q in rows}, change)
        book.note(None, "deleted", code, change, {})
        for depth in sorted({c.depth for c in book.tree() if c.id in ids}, reverse=True):
            change.delete("codes", [c.id for c in book.tree() if c.id in ids and c.depth == depth])
