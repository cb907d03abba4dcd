"""Relations that were drawn by hand: as a table, and beside the pairs that were counted."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.model.relations import SYMMETRIC_KINDS, Relation
from qualcode.model.tables import ResultTable
from qualcode.study import Study
from qualcode.workflows.results import statement_of

__all__ = ["drawn_beside", "relation_remarks", "relations_table"]


def relations_table(study: Study, code: str | None = None) -> ResultTable:
    """All relations, or those from and to one code, as a result table, in the order in which they were drawn.

    Raises :class:`~qualcode.errors.NotFoundError` for an unknown code.
    """
    kept = {} if code is None else {"code": study.codebook.get(code).name}
    return ResultTable(
        "relations",
        ("id", "code", "relation", "other", "note", "created", "created_by"),
        tuple(
            (each.id, each.code, each.kind, each.other, each.note, each.created, each.created_by)
            for each in study.relations.list(code)
        ),
        statement_of(study, "relations", "relation", filter=kept),
    )


def drawn_beside(relations: Iterable[Relation]) -> dict[tuple[str, str], tuple[str, ...]]:
    """What was drawn between two codes, by both orders of their names, seen from the first; no arrow where both say the same.

    >>> relation = Relation(1, "poverty", "mistrust", "causes", "", "2026-11-01T10:00:00+00:00", "Jana")
    >>> drawn_beside([relation])
    {('poverty', 'mistrust'): ('causes →',), ('mistrust', 'poverty'): ('← causes',)}
    """
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for each in relations:
        forth, back = (each.code, each.other), (each.other, each.code)
        both = each.kind in SYMMETRIC_KINDS
        found[forth] = (*found.get(forth, ()), each.kind if both else f"{each.kind} →")
        found[back] = (*found.get(back, ()), each.kind if both else f"← {each.kind}")
    return found


def relation_remarks(study: Study, relation: Relation) -> tuple[str, ...]:
    """What is worth saying of a relation that was just drawn: that the tree holds one of the two within the other."""
    if study.relations.within_tree(relation):
        return ("One of the two stands below the other in the tree of codes already.",)
    return ()
