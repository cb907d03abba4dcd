"""Criteria that the models, mappings and questions of a study use: none may be lacking in the list that the study has adopted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from qualcode.errors import FormatError
from qualcode.study.store.file import Store

if TYPE_CHECKING:
    from qualcode.model.frameworks import Criteria, FrameworkFile, ReferenceModel

__all__ = [
    "adopted_lacking",
    "adopted_lacking_rows",
    "criteria_of",
    "lacking",
    "models_of",
    "unreadable",
    "used",
]


def criteria_of(files: Iterable[FrameworkFile]) -> Criteria | None:
    """The list of criteria among some files; raises :class:`~qualcode.errors.FormatError` where it breaks its format."""
    from qualcode.frameworks import read_criteria

    return next((read_criteria(file.text, file.name) for file in files if file.kind == "criteria"), None)


def models_of(files: Iterable[FrameworkFile]) -> tuple[ReferenceModel, ...]:
    """The models among some files, whatever the criteria; raises :class:`~qualcode.errors.FormatError`."""
    from qualcode.frameworks import read_model

    return tuple(read_model(file.text, file.name, None) for file in files if file.kind == "model")


USES = (
    (
        "mappings",
        "SELECT m.id, m.criterion, 'code “' || c.name || '”' FROM mappings m JOIN codes c ON c.id = m.code_id",
    ),
    (
        "second_mappings",
        "SELECT m.id, m.criterion, 'code “' || c.name || '”' FROM second_mappings m JOIN codes c ON c.id = m.code_id",
    ),
    (
        "questions",
        "SELECT q.id, e.value, 'question ' || q.number || ' of the guide' FROM questions q, "
        "json_each(iif(json_valid(q.criteria), q.criteria, '[]')) e WHERE e.type = 'text'",
    ),
)
"""Tables whose rows name criteria, and the query that gives their ids, the criterion and who names it."""


def used(store: Store) -> tuple[tuple[str, str], ...]:
    """Each criterion that a mapping of anybody or a question of the guide names, with who names it, such as ``code “Home”``."""
    return tuple(sorted({(criterion, who) for _, query in USES for _, criterion, who in store.rows(query)}))


def lacking(
    criteria: Criteria, models: Iterable[ReferenceModel], users: Iterable[tuple[str, str]]
) -> tuple[str, ...]:
    """Each criterion that is used and not in the list, with who uses it, such as ``in_vivo (model act; code “Home”)``."""
    known = {each.id for each in criteria.criteria}
    using: dict[str, list[str]] = defaultdict(list)
    for model in models:
        for criterion in model.cells:
            using[criterion].append(f"model {model.id}")
    for criterion, who in users:
        using[criterion].append(who)
    return tuple(
        f"{criterion} ({', '.join(names)})"
        for criterion, names in sorted(using.items())
        if criterion not in known
    )


def adopted_lacking(store: Store, *, models: bool = True) -> tuple[str, ...]:
    """One sentence for each criterion in use that the adopted list lacks; files that cannot be read are passed over.

    Without ``models`` only mappings and questions of the guide are looked at.
    """
    try:
        criteria = criteria_of(in_use(store, "criteria"))
        found = models_of(in_use(store, "model")) if models else ()
    except FormatError:
        return ()
    if criteria is None:
        return ()
    return tuple(
        f"The adopted criteria lack {each}; adopt a list that has it with: qualcode models adopt STUDY FILE"
        for each in lacking(criteria, found, used(store))
    )


def adopted_lacking_rows(store: Store) -> list[tuple[str, int]]:
    """Table and id of each row that names a criterion which the adopted list lacks; none where there is no list that can be read."""
    try:
        criteria = criteria_of(in_use(store, "criteria"))
    except FormatError:
        return []
    known = {each.id for each in criteria.criteria} if criteria is not None else None
    return [
        (table, i)
        for table, query in USES
        for i, criterion, _ in store.rows(query)
        if known is not None and criterion not in known
    ]


def unreadable(store: Store) -> tuple[str, ...]:
    """One sentence for each adopted list of criteria or model that breaks its format."""
    problems = []
    for kind in ("criteria", "model"):
        for file in in_use(store, kind):
            try:
                criteria_of([file])
                models_of([file])
            except FormatError as error:
                problems.append(f"The adopted {kind} “{file.id}” cannot be read: {error}")
    return tuple(problems)


def in_use(store: Store, kind: str) -> tuple[FrameworkFile, ...]:
    """The adopted files of one kind in their current version."""
    from qualcode.model.frameworks import FrameworkFile

    rows = store.rows(
        "SELECT kind, key, text, sha256, name FROM frameworks WHERE current = 1 AND kind = ? ORDER BY key",
        (kind,),
    )
    return tuple(FrameworkFile(*row) for row in rows)
