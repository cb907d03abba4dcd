"""A comparison as tables: fits, the matrix, levels of respondents, head-to-head, stress tests, codes that no criterion catches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode.model.results import Comparison, GroupComparison
from qualcode.model.tables import Cell, ResultTable, Statement

__all__ = ["comparison_tables", "fit_table", "head_table", "stress_table"]

EVERYBODY = "all"
"""Name of the group of all respondents in a table."""


def comparison_tables(found: Comparison, statement: Statement) -> tuple[ResultTable, ...]:
    """All tables of a comparison; without figures only the matrix, the levels and what no criterion catches."""
    figures = (fit_table(found, statement),) if found.numbers else ()
    checks = (head_table(found, statement), stress_table(found, statement)) if found.numbers else ()
    return (
        *figures,
        cell_table(found, statement),
        level_table(found, statement),
        *checks,
        residual_table(found, statement),
    )


def groups(found: Comparison) -> Iterator[tuple[str, GroupComparison]]:
    """All groups with the name they have in a table, all respondents last."""
    for each in (*found.groups, found.overall):
        yield each.name or EVERYBODY, each


def numbers(quotations: Sequence[int]) -> str:
    """Numbers of quotations in one cell."""
    return " ".join(map(str, quotations))


def fit_table(found: Comparison, statement: Statement) -> ResultTable:
    """Fit, bounds, coverage, stability and standing of each model in each group."""
    rows: list[tuple[Cell, ...]] = []
    for name, group in groups(found):
        rows += [
            (
                name,
                len(group.cases),
                fit.model,
                fit.fit,
                *(fit.bounds or (None, None)),
                *(fit.stability or (None, None)),
                fit.first,
                fit.coverage,
                fit.respondents,
                fit.status,
                "yes" if fit.model in group.closest else "",
            )
            for fit in group.models
        ]
    columns = (
        "group", "n", "model", "fit", "lower_bound", "upper_bound", "stability_low", "stability_high", "first",
        "coverage", "respondents", "status", "closest",
    )  # fmt: skip
    return ResultTable("fits", columns, tuple(rows), statement)


def cell_table(found: Comparison, statement: Statement) -> ResultTable:
    """The matrix criteria x models of each group, with the quotations behind each cell."""
    rows = [
        (
            name,
            each.criterion,
            each.model,
            each.verdict,
            each.distance,
            each.respondents,
            len(group.cases),
            each.levels[0] if each.levels else None,
            each.levels[-1] if each.levels else None,
            numbers(each.quotations),
        )
        for name, group in groups(found)
        for each in group.criteria
    ]
    columns = (
        "group", "criterion", "model", "verdict", "distance", "respondents", "n", "lowest_level", "highest_level", "quotations",
    )  # fmt: skip
    return ResultTable("cells", columns, tuple(rows), statement)


def level_table(found: Comparison, statement: Statement) -> ResultTable:
    """What each respondent's statements come to on each criterion, and the codes it rests on."""
    rows = [
        (
            each.case,
            each.criterion,
            each.level,
            "yes" if each.mixed else "",
            "; ".join(code.code for code in each.codes),
            numbers(each.quotations),
        )
        for each in found.levels
    ]
    return ResultTable(
        "levels", ("case", "criterion", "level", "mixed", "codes", "quotations"), tuple(rows), statement
    )


def head_table(found: Comparison, statement: Statement) -> ResultTable:
    """Leading models two by two: a row for each criterion that would tell them apart, spoken of or not."""
    rows: list[tuple[Cell, ...]] = []
    for name, group in groups(found):
        for head in group.heads:
            told = {each.criterion: each for each in head.criteria}
            for criterion in (*told, *head.unspoken):
                each = told.get(criterion)
                nearer = (
                    None if each is None else {"a": head.a, "b": head.b, "neither": "neither"}[each.nearer]
                )
                rows.append(
                    (
                        name,
                        head.a,
                        head.b,
                        head.common,
                        *head.fits,
                        criterion,
                        "nothing said" if each is None else "split" if each.split else nearer,
                        *((None, None) if each is None else each.distances),
                        0 if each is None else each.respondents,
                        "" if each is None else numbers(each.quotations),
                    )
                )
    columns = (
        "group", "a", "b", "common_criteria", "fit_a", "fit_b", "criterion", "nearer", "distance_a", "distance_b", "respondents", "quotations",
    )  # fmt: skip
    return ResultTable("head_to_head", columns, tuple(rows), statement)


def stress_table(found: Comparison, statement: Statement) -> ResultTable:
    """Each stress test with the models that come first then, and their fit."""
    rows: list[tuple[Cell, ...]] = []
    for name, group in groups(found):
        closest = set(group.closest)
        for test in group.stress:
            fits = dict(test.fits)
            rows.append(
                (
                    name,
                    test.kind,
                    test.name,
                    " ".join(test.first),
                    max((fits[model] or 0.0 for model in test.first), default=None),
                    "" if not test.first or not closest else "yes" if closest & set(test.first) else "no",
                )
            )
    columns = ("group", "changed", "what", "first", "fit", "within_closest")
    return ResultTable("stress", columns, tuple(rows), statement)


def residual_table(found: Comparison, statement: Statement) -> ResultTable:
    """Codes in use that no criterion catches."""
    rows = [
        (
            each.code,
            " > ".join(each.path[:-1]),
            len(each.cases),
            " ".join(each.cases),
            len(each.quotations),
            numbers(each.quotations),
        )
        for each in found.residual
    ]
    columns = ("code", "under", "respondents", "cases", "quotations", "quotation_numbers")
    return ResultTable("residual", columns, tuple(rows), statement)
