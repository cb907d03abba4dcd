"""Co-occurrence as result tables: the pairs with all measures, the square matrix, groups side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from qualcode.errors import InputError
from qualcode.model.cooccurrence import (
    MEASURES,
    ChanceBaseline,
    CooccurrenceChoices,
    GroupedCooccurrence,
    Measure,
)
from qualcode.model.results import Cooccurrence, Pair
from qualcode.model.tables import Cell, ResultTable, Statement
from qualcode.study import Study
from qualcode.text.counting import counted
from qualcode.workflows.results import statement_of

__all__ = [
    "FIGURES",
    "c_remarks",
    "check_measure",
    "cooccurrence_statement",
    "group_tables",
    "matrix_table",
    "pair_figures",
    "pairs_table",
    "sorted_pairs",
]

FIGURES = ("count", "jaccard", "documents", "respondents", "dice", "c", "b_given_a", "a_given_b", "lift")
"""Measures of a pair, in the order of JSON's keys and the tables' columns."""
DIRECTED = ("a_in_b", "b_in_a")
"""Further ones of the unit inclusion."""
CHANCE = ("expected", "ratio", "at_least", "share", "adjusted")
"""Figures of a pair beside chance."""


def check_measure(measure: str, choices: CooccurrenceChoices) -> None:
    """Raise :class:`~qualcode.errors.InputError` for a measure that does not exist, or not for the unit."""
    if measure not in MEASURES:
        raise InputError(f"“{measure}” is no measure; choose one of: {', '.join(MEASURES)}.")
    if measure == "inside" and choices.unit != "inclusion":
        raise InputError(f"“inside” belongs to --unit inclusion; with {choices.unit} choose another measure.")
    if measure == "lift" and choices.unit in ("inclusion", "proximity"):
        raise InputError(
            f"There is no lift for {choices.unit}: nothing says how many pairs there could be. Choose another measure."
        )


def cooccurrence_statement(
    study: Study,
    found: Cooccurrence,
    choices: CooccurrenceChoices,
    *,
    measure: Measure = "count",
    chance: ChanceBaseline | None = None,
    by: str | None = None,
) -> Statement:
    """What the figures rest on."""
    coder = "each" if by == "coder" else found.coder
    role = "each" if by == "role" else found.role
    settings: dict[str, Any] = {
        "level": found.level,
        "role": role,
        "coder": coder,
        "minimum": choices.minimum,
        "measure": measure,
    }
    if found.unit == "proximity":
        settings |= {"within": found.within, "of": found.of}
    if by is not None:
        settings["by"] = by
    if chance is not None:
        settings |= {"permutations": chance.permutations, "compared": chance.compared}
    kept: dict[str, Any] = {"coder": coder, "role": role or "all"}
    if choices.attributes:
        kept["attributes"] = [f"{name}={value}" for name, value in choices.attributes]
    if choices.documents:
        kept["documents"] = list(choices.documents)
    return statement_of(
        study, "cooccurrence", found.unit, settings, filter=kept, seed=chance.seed if chance else None
    )


def sorted_pairs(found: Cooccurrence, measure: Measure) -> tuple[Pair, ...]:
    """The pairs by a measure, the largest first; ties by count, then names.

    Undefined ones come last, but for the c-coefficient first: it is undefined where a pair is too strong for its formula.
    """
    from qualcode.analysis.measures import value_of

    undefined = -math.inf if measure == "c" else math.inf

    def key(pair: Pair) -> tuple[float, int, str, str]:
        value = value_of(pair, measure)
        return (-value if value is not None else undefined, -pair.count, pair.a, pair.b)

    return tuple(sorted(found.pairs, key=key))


def c_remarks(found: Cooccurrence) -> tuple[str, ...]:
    """How c-coefficients above 1, and those that are empty, are to be read; nothing where there are none."""
    above = sum(pair.c is not None and pair.c > 1 for pair in found.pairs)
    empty = sum(pair.c is None for pair in found.pairs)
    told = []
    if above:
        told.append(
            f"c is above 1 for {counted(above, 'pair')}: c counts pairs of codings, and one coding can meet several others, so "
            "that more pairs go together than its formula allows for. Jaccard cannot pass 1."
        )
    if empty:
        told.append(
            f"c is empty for {counted(empty, 'pair')}, listed first by c: as many pairs go together as there are codings of "
            "the two, or more, and the formula has no value there."
        )
    return tuple(told)


def pair_figures(pair: Pair) -> dict[str, int | float | None]:
    """All measures of a pair by name; the two directions only where they were counted."""
    names = FIGURES if pair.a_in_b is None else (*FIGURES, *DIRECTED)
    return {name: getattr(pair, name) for name in names}


def pairs_table(
    found: Cooccurrence,
    statement: Statement,
    *,
    measure: Measure = "count",
    chance: ChanceBaseline | None = None,
    drawn: Mapping[tuple[str, str], tuple[str, ...]] | None = None,
) -> ResultTable:
    """The pairs sorted by a measure, with all measures, what chance gives, and what was drawn between the two."""
    beside = {(each.a, each.b): each for each in chance.pairs} if chance else {}
    names = FIGURES if found.unit != "inclusion" else (*FIGURES, *DIRECTED)
    rows: list[tuple[Cell, ...]] = []
    for pair in sorted_pairs(found, measure):
        compared = beside.get((pair.a, pair.b))
        rows.append(
            (
                pair.a,
                pair.b,
                *(getattr(pair, name) for name in names),
                *((getattr(compared, name) for name in CHANCE) if chance else ()),
                "; ".join((drawn or {}).get((pair.a, pair.b), ())),
            )
        )
    columns = ("a", "b", *names, *(CHANCE if chance else ()), "drawn")
    return ResultTable("pairs", columns, tuple(rows), statement)


def matrix_table(found: Cooccurrence, statement: Statement, *, measure: Measure = "count") -> ResultTable:
    """A measure as the square matrix: the first column names the row's code."""
    from qualcode.analysis.measures import measure_matrix

    rows = zip(found.codes, measure_matrix(found, measure), strict=True)
    return ResultTable(
        measure, ("", *found.codes), tuple((name, *values) for name, values in rows), statement
    )


def group_tables(
    grouped: GroupedCooccurrence, statement: Statement, *, measure: Measure = "count"
) -> tuple[ResultTable, ...]:
    """The pairs side by side, the size of each group, and one table a group with the pairs that reach the minimum there."""
    figures: tuple[str, ...] = ("count", "respondents")
    if measure == "conditional":
        figures += ("b_given_a", "a_given_b")
    elif measure == "inside":
        figures += DIRECTED
    elif measure not in figures:
        figures += (measure,)
    whole = {"count", "respondents", "documents", *DIRECTED}
    held = [{(pair.a, pair.b): pair for pair in group.found.pairs} for group in grouped.groups]
    columns = ("a", "b", *(f"{group.name}: {name}" for group in grouped.groups for name in figures))
    rows: list[tuple[Cell, ...]] = []
    for a, b in grouped.pairs:
        cells: list[Cell] = [a, b]
        for pairs in held:
            pair = pairs.get((a, b))
            cells += [
                getattr(pair, name) if pair is not None else 0 if name in whole else None for name in figures
            ]
        rows.append(tuple(cells))
    sizes = ResultTable(
        "groups",
        ("group", "respondents", "documents", "pairs"),
        tuple(
            (
                group.name,
                group.cases,
                group.documents,
                sum(pair.count >= grouped.minimum for pair in group.found.pairs),
            )
            for group in grouped.groups
        ),
        statement,
    )
    single: list[ResultTable] = []
    for number, (group, pairs) in enumerate(zip(grouped.groups, held, strict=True), 1):
        reached = tuple(pair for pair in pairs.values() if pair.count >= grouped.minimum)
        table = pairs_table(replace(group.found, pairs=reached), statement, measure=measure)
        single.append(
            ResultTable(
                f"group-{number}",
                ("group", *table.columns),
                tuple((group.name, *row) for row in table.rows),
                statement,
            )
        )
    return (ResultTable("sides", columns, tuple(rows), statement), sizes, *single)
