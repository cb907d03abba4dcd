"""How a comparison is printed: as JSON in the keys of the contract, as tables and sentences, or as the matrix alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.cli.output import json_out, say, table
from qualcode.cli.results import print_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.frameworks import Criteria, ReferenceModel, Revision
    from qualcode.model.results import Comparison, CriterionVerdict, GroupComparison
    from qualcode.model.tables import ResultTable

__all__ = [
    "LANGUAGES",
    "details_json",
    "group_json",
    "print_comparison",
    "print_residual",
    "print_result",
    "print_revisions",
]

LANGUAGES = ("en", "cs", "sv")
"""Languages of verdicts."""
RESIDUAL = 30
"""Codes that no criterion catches which are named under a comparison."""


def print_residual(found: Comparison, as_json: bool) -> None:
    """Codes in use that no criterion catches, with their cases and quotations."""
    if as_json:
        json_out(
            [
                {"code": code.code, "cases": list(code.cases), "quotations": list(code.quotations)}
                for code in found.residual
            ]
        )
        return
    rows = [(code.code, code.codings, ", ".join(code.cases)) for code in found.residual]
    columns = {"code": "l", "codings": "r", "cases": "l"}
    table(columns, rows, nothing="Every code in use is mapped to a criterion.")


def group_json(
    group: GroupComparison, criteria: Criteria, models: Sequence[ReferenceModel]
) -> dict[str, Any]:
    """A group's comparison in the keys of the contract."""
    from qualcode.reports.wording import verdict

    return {
        "coverage": group.coverage if group.models else None,
        "models": [
            {
                "model": m.model,
                "fit": m.fit,
                "coverage": m.coverage,
                "bounds": list(m.bounds) if m.bounds else None,
                "stability": list(m.stability) if m.stability else None,
                "loose": m.loose,
                "status": m.status,
            }
            for m in group.models
        ],
        "criteria": [
            {
                "criterion": c.criterion,
                "model": c.model,
                "verdict": c.verdict,
                "respondents": c.respondents,
                "quotations": list(c.quotations),
            }
            for c in group.criteria
        ],
        "closest": list(group.closest),
        "verdict": {language: verdict(group, criteria, models, language) for language in LANGUAGES},
    }


def details_json(group: GroupComparison) -> dict[str, Any]:
    """What stands behind the verdict of a group: how sure it is, what departs, what was left unsaid."""
    return {
        "first": {m.model: m.first for m in group.models},
        "respondents": {m.model: m.respondents for m in group.models},
        "closest_by": dict(group.joined_by),
        "match": group.match,
        "departures": list(group.departures),
        "unknown": list(group.unknown),
        "separating": list(group.separating),
        "head_to_head": [
            {
                "a": head.a,
                "b": head.b,
                "common": head.common,
                "fits": list(head.fits),
                "criteria": [
                    {
                        "criterion": each.criterion,
                        "nearer": {"a": head.a, "b": head.b, "neither": None}[each.nearer],
                        "split": each.split,
                        "distances": list(each.distances),
                        "respondents": each.respondents,
                        "quotations": list(each.quotations),
                    }
                    for each in head.criteria
                ],
                "unspoken": list(head.unspoken),
            }
            for head in group.heads
        ],
        "stress": [
            {"changed": each.kind, "what": each.name, "first": list(each.first), "fits": dict(each.fits)}
            for each in group.stress
        ],
    }


def print_comparison(
    found: Comparison, criteria: Criteria, models: Sequence[ReferenceModel], language: str
) -> None:
    """Print fits and verdicts, by group first and overall second."""
    from qualcode.reports.wording import verdict

    short = {m.id: m.short for m in models}
    families = {m.id for m in models if m.kind == "family"}
    for group in (*found.groups, found.overall):
        say(f"{group.name or 'All respondents'} (n = {len(group.cases)})")
        if not found.numbers:
            print_matrix(group, criteria, short)
            say(verdict(group, criteria, models, language) + "\n")
            continue
        if not any(m.respondents for m in group.models):
            say(verdict(group, criteria, models, language) + "\n")
            continue
        table(
            {
                "model": "l",
                "fit": "r",
                "bounds": "r",
                "stability": "r",
                "coverage": "r",
                "respondents": "r",
                "": "l",
            },
            [
                (
                    short.get(m.model, m.model),
                    "–" if m.shown is None else f"{m.shown:.2f}",
                    "–" if m.bounds is None else f"{m.bounds[0]:.2f} to {m.bounds[1]:.2f}",
                    "–" if m.steady is None else f"{m.steady[0]:.2f} to {m.steady[1]:.2f}",
                    f"{m.coverage:.2f}",
                    m.respondents,
                    {
                        "ranked": "closest" if m.model in group.closest else "",
                        "gated": "too little evidence to rank",
                        "family": "family, not ranked"
                        if m.model in families
                        else "not ranked, as its file says",
                        "loose": "loosely described, not ranked",
                    }[m.status],
                )
                for m in group.models
            ],
            nothing="No models.",
        )
        say(verdict(group, criteria, models, language) + "\n")
    if found.residual:
        names = [code.code for code in found.residual[:RESIDUAL]]
        more = len(found.residual) - len(names)
        rest = f" and {more} more; --residual lists them" if more else ""
        say(f"Codes that no criterion catches: {', '.join(names)}{rest}.\n")


def print_matrix(group: GroupComparison, criteria: Criteria, short: dict[str, str]) -> None:
    """The matrix with the numbers of its quotations, for a comparison without figures."""
    from qualcode.reports.matrix import SIGNS

    cells: dict[str, list[CriterionVerdict]] = {}
    for each in group.criteria:
        cells.setdefault(each.criterion, []).append(each)
    order = [each.model for each in next(iter(cells.values()), [])]
    rows = []
    for criterion in criteria.criteria:
        own = cells.get(criterion.id, [])
        behind = sorted({number for each in own for number in each.quotations})
        if behind:
            rows.append((criterion.id, *(SIGNS[each.verdict] for each in own), " ".join(map(str, behind))))
    columns = {"criterion": "l"} | {short.get(name, name): "l" for name in order} | {"quotations": "l"}
    table(columns, rows, nothing="Nobody speaks to a criterion.")


def print_result(found: ResultTable, as_csv: bool) -> None:
    """Print one table of a result for people, or as CSV."""
    if as_csv:
        print_table(found)
        return
    shown = [
        tuple("–" if cell is None else f"{cell:.2f}" if isinstance(cell, float) else cell for cell in row)
        for row in found.rows
    ]
    columns = {name.replace("_", " "): "l" for name in found.columns}
    table(columns, shown, nothing="There is nothing to set against each other: no model is ranked.")


def print_revisions(revised: Sequence[Revision], language: str) -> None:
    """Say which earlier results are stale because criteria or a model were changed."""
    from qualcode.reports.wording import Words
    from qualcode.reports.wording.revisions import revision_sentences

    for sentence in revision_sentences(revised, {}, Words(language)):
        say(sentence)
