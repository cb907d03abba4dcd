"""Commands on codes that go together, and on how often they were said."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from qualcode.cli.options import AsCsv, AsJson, Coder, StudyPath
from qualcode.cli.output import csv_rows, json_out, say, table

if TYPE_CHECKING:
    from typing import Literal

    from qualcode.model.results import Unit
    from qualcode.model.retrieval import FoundPassage

__all__ = ["register"]

UnitOption = Annotated[str, typer.Option("--unit", help="overlap, sentence, turn or document.")]
RoleOption = Annotated[
    str, typer.Option("--role", help="Whose speech: respondent, interviewer, other, unknown, or all.")
]
Minimum = Annotated[int, typer.Option("--minimum", help="Leave out pairs that occur less often.")]
Level = Annotated[
    str, typer.Option("--level", help="code, or category: each category with the codings of all below it.")
]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    for function in (cooccurrence, network, frequencies):
        app.command()(function)


def cooccurrence(
    study: StudyPath,
    unit: UnitOption = "overlap",
    role: RoleOption = "respondent",
    coder: Coder = None,
    minimum: Minimum = 1,
    level: Level = "code",
    between: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--between",
            metavar="A B",
            help="List the passages behind the number of two codes.",
            show_default=False,
        ),
    ] = None,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """List the pairs of codes that go together; --csv gives the square matrix."""
    from qualcode.study import Study
    from qualcode.workflows.cooccurring import cooccurrence_of, passages_behind

    with Study.open(study) as opened:
        found = cooccurrence_of(
            opened,
            unit=cast("Unit", unit),
            role=role,
            coder=coder,
            minimum=minimum,
            level=cast("Literal['code', 'category']", level),
        )
        if between is not None:
            names = [opened.codebook.get(name).name for name in between]
            numbers = passages_behind(opened, found, names[0], names[1], coder=coder)
            _passages(opened.retrieval.numbered(numbers), as_csv, as_json)
            return
    if as_json:
        json_out(
            {
                "unit": found.unit,
                "codes": list(found.codes),
                "pairs": [
                    {"a": p.a, "b": p.b, "count": p.count, "jaccard": p.jaccard, "documents": p.documents}
                    for p in found.pairs
                ],
                "settings": {
                    "level": found.level,
                    "role": found.role,
                    "coder": found.coder,
                    "minimum": found.minimum,
                },
            }
        )
    elif as_csv:
        from qualcode.analysis import matrix

        csv_rows(
            ["", *found.codes], ([name, *row] for name, row in zip(found.codes, matrix(found), strict=True))
        )
    else:
        table(
            {"code": "l", "with": "l", "count": "r", "Jaccard": "r", "documents": "r"},
            [(p.a, p.b, p.count, f"{p.jaccard:.2f}", p.documents) for p in found.pairs],
            nothing="No two codes go together in this unit.",
        )
        say(
            f"\nUnit: {found.unit}; speech: {found.role or 'all'}; coder: {found.coder}; minimum: {found.minimum}."
        )


def _passages(passages: Sequence[FoundPassage], as_csv: bool, as_json: bool) -> None:
    """Print the passages behind a pair as ``retrieve`` does."""
    from qualcode.cli.retrieval import as_record, print_passages
    from qualcode.workflows.retrieving import COLUMNS, passage_rows

    if as_json:
        json_out([as_record(passage) for passage in passages])
    elif as_csv:
        csv_rows(COLUMNS, passage_rows(passages))
    else:
        print_passages(passages, "The two are never together by these settings.")


def network(
    study: StudyPath,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="Written by suffix: graphml, gexf, json, png, svg, html.", show_default=False
        ),
    ],
    unit: UnitOption = "overlap",
    role: RoleOption = "respondent",
    coder: Coder = None,
    minimum: Minimum = 1,
    level: Level = "code",
) -> None:
    """Write the co-occurrence network: nodes are codes, categories are their attributes."""
    from qualcode.study import Study
    from qualcode.workflows.cooccurring import cooccurrence_of, write_network

    with Study.open(study) as opened:
        found = cooccurrence_of(
            opened,
            unit=cast("Unit", unit),
            role=role,
            coder=coder,
            minimum=minimum,
            level=cast("Literal['code', 'category']", level),
        )
        write_network(opened, file, found, coder=coder)
    say(
        f"Wrote {file}: {len(found.codes)} {'codes' if found.level == 'code' else 'categories'}, {len(found.pairs)} pairs."
    )


def frequencies(
    study: StudyPath, coder: Coder = None, as_csv: AsCsv = False, as_json: AsJson = False
) -> None:
    """How many codings, quotations, documents and cases each node has; a category has those of all below it."""
    from qualcode.analysis import frequencies as count
    from qualcode.study import Study

    with Study.open(study) as opened:
        incidence = opened.codings.incidence(coder)
    rows = count(incidence)
    if as_json:
        json_out(
            {
                "unit": "codings",
                "settings": {
                    "coder": incidence.coder,
                    "documents": len(incidence.documents),
                    "cases": len(incidence.cases),
                },
                "codes": [
                    {
                        "code": r.code,
                        "kind": r.kind,
                        "path": list(r.path),
                        "codings": r.codings,
                        "quotations": list(r.quotations),
                        "documents": r.documents,
                        "cases": list(r.cases),
                    }
                    for r in rows
                ],
            }
        )
        return
    if as_csv:
        header = ("code", "kind", "path", "codings", "quotations", "documents", "cases")
        csv_rows(
            header,
            (
                (r.code, r.kind, " > ".join(r.path), r.codings, len(r.quotations), r.documents, len(r.cases))
                for r in rows
            ),
        )
        return
    table(
        {"code": "l", "kind": "l", "codings": "r", "quotations": "r", "documents": "r", "cases": "l"},
        [
            (
                "  " * (len(r.path) - 1) + r.code,
                r.kind,
                r.codings,
                len(r.quotations),
                r.documents,
                ", ".join(r.cases),
            )
            for r in rows
        ],
        nothing="There are no codes yet.",
    )
