"""Criteria that the models and mappings of a study use: none may be lacking in the list that the study has adopted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from qualcode.errors import FormatError
from qualcode.study.store.file import Store

if TYPE_CHECKING:
    from qualcode.model.frameworks import Criteria, FrameworkFile, ReferenceModel

__all__ = ["adopted_lacking", "criteria_of", "lacking", "mapped", "models_of", "unreadable"]


def criteria_of(files: Iterable[FrameworkFile]) -> Criteria | None:
    """The list of criteria among some files; raises :class:`~qualcode.errors.FormatError` where it breaks its format."""
    from qualcode.frameworks import read_criteria

    return next((read_criteria(file.text, file.name) for file in files if file.kind == "criteria"), None)


def models_of(files: Iterable[FrameworkFile]) -> tuple[ReferenceModel, ...]:
    """The models among some files, whatever the criteria; raises :class:`~qualcode.errors.FormatError`."""
    from qualcode.frameworks import read_model

    return tuple(read_model(file.text, file.name, None) for file in files if file.kind == "model")


def mapped(store: Store) -> tuple[tuple[str, str], ...]:
    """Each criterion to which anybody has mapped a code, with the name of the code."""
    return tuple(
        store.rows(
            "SELECT m.criterion, c.name FROM mappings m JOIN codes c ON c.id = m.code_id "
            "UNION SELECT m.criterion, c.name FROM second_mappings m JOIN codes c ON c.id = m.code_id ORDER BY 1, 2"
        )
    )


def lacking(
    criteria: Criteria, models: Iterable[ReferenceModel], codes: Iterable[tuple[str, str]]
) -> tuple[str, ...]:
    """Each criterion that is used and not in the list, with who uses it, such as ``in_vivo (model act; code “Home”)``."""
    known = {each.id for each in criteria.criteria}
    users: dict[str, list[str]] = defaultdict(list)
    for model in models:
        for criterion in model.cells:
            users[criterion].append(f"model {model.id}")
    for criterion, code in codes:
        users[criterion].append(f"code “{code}”")
    return tuple(
        f"{criterion} ({', '.join(using)})"
        for criterion, using in sorted(users.items())
        if criterion not in known
    )


def adopted_lacking(store: Store, *, models: bool = True) -> tuple[str, ...]:
    """One sentence for each criterion in use that the adopted list lacks; files that cannot be read are passed over.

    Without ``models`` only the mappings are looked at.
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
        for each in lacking(criteria, found, mapped(store))
    )


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
