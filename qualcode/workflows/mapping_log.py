"""The log of mappings of a study, for one code or criterion, and what it says in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.errors import NotFoundError
from qualcode.model.mapping_log import MappingState, MappingStep
from qualcode.model.tables import ResultTable
from qualcode.study import Study
from qualcode.study.mappings import PRIMARY
from qualcode.text.names import name_key
from qualcode.workflows.results import statement_of

__all__ = ["log_of_mappings", "log_table", "state_words", "step_words"]


def log_of_mappings(
    study: Study, *, code: str | None = None, criterion: str | None = None, mapper: str | None = None
) -> tuple[MappingStep, ...]:
    """Every change of a mapping or of a quotation's level, the oldest first; the undone ones too.

    ``code`` and ``criterion`` keep to one of them, also where it is gone from the study; steps whose record is gone are kept where their label
    names it. ``mapper`` keeps to one person's mapping (``primary``: the
    primary one). Raises :class:`~qualcode.errors.NotFoundError` for a name that neither the study nor its history knows.
    """
    from qualcode.study.mapping_log import mapping_log

    steps = mapping_log(study.store)
    if mapper is not None:
        whose = "" if name_key(mapper) == PRIMARY else name_key(mapper)
        steps = tuple(each for each in steps if name_key(each.mapper) == whose)
    if code is not None:
        wanted = name_key(code)
        if not any(wanted in (name_key(each.code), name_key(each.old_code)) for each in steps):
            wanted = name_key(study.codebook.get(code).name)
        steps = tuple(
            each
            for each in steps
            if wanted in (name_key(each.code), name_key(each.old_code))
            or (not each.known and f"“{wanted}”" in name_key(each.label))
        )
    if criterion is not None:
        try:
            key = study.mappings.criterion(criterion)
        except NotFoundError:
            key = criterion.strip().casefold()
            if not any(key in (each.criterion, each.old_criterion) for each in steps):
                raise
        steps = tuple(
            each
            for each in steps
            if key in (each.criterion, each.old_criterion)
            or (not each.known and re.search(rf"\b{re.escape(key)}\b", each.label))
        )
    return steps


def state_words(state: MappingState | None, kind: str = "mapping") -> str:
    """What a mapping or a quotation said, in a few words.

    >>> state_words(MappingState(5, "supports", 2, "practice", True))
    'supports (5), strength 2, practice, scored'
    >>> state_words(None)
    '–'
    """
    if state is None:
        return "–"
    if kind == "level" or state.polarity is None:
        return "does not count" if state.level is None else f"level {state.level}"
    if state.polarity == "ask":
        level = "asks each quotation"
    elif state.polarity == "level":
        level = f"level {state.level}"
    else:
        level = f"{state.polarity} ({state.level})"
    scored = "scored" if state.counts else "not scored"
    return f"{level}, strength {state.strength}, {state.aspect}, {scored}"


def step_words(step: MappingStep) -> str:
    """Old and new of a step, as ``old → new``."""
    if not step.known:
        return "no longer known"
    before = step.old_code or step.old_criterion
    moved = f" (moved from “{before}”)" if before else ""
    return f"{state_words(step.old, step.kind)} → {state_words(step.new, step.kind)}{moved}"


def log_table(study: Study, steps: Sequence[MappingStep], filter: Mapping[str, Any]) -> ResultTable:
    """The log as a table; ``filter`` says what it was kept to."""
    rows = tuple(
        (
            each.change,
            each.at,
            each.actor,
            each.mapper or PRIMARY,
            each.code or None,
            each.criterion or None,
            each.quotation,
            state_words(each.old, each.kind) if each.known else each.label,
            state_words(each.new, each.kind) if each.known else "no longer known",
            each.old_code or None,
            each.state,
        )
        for each in steps
    )
    columns = (
        "change", "at_utc", "actor", "mapping_of", "code", "criterion", "quotation", "old", "new", "moved_from_code", "state",
    )  # fmt: skip
    kept = {name: value for name, value in filter.items() if value is not None}
    return ResultTable(
        "log", columns, rows, statement_of(study, "mappings log", "change of a mapping or level", filter=kept)
    )
