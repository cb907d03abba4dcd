"""Commands on models that respondents name: which codes say so, and how the practice described lies beside them."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.guide import statement_json
from qualcode.cli.options import AsCsv, AsJson, Coder, StudyPath
from qualcode.cli.output import json_out, say, says_what_changed, table, warn
from qualcode.cli.results import ToTable, print_table, say_statement, write_tables_to

if TYPE_CHECKING:
    from qualcode.model.claims import Claim, ClaimedModel

__all__ = ["register"]

CodeName = Annotated[str, typer.Argument(metavar="CODE", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(claim)
    app.command()(unclaim)
    app.command()(claims)


def claim(
    study: StudyPath,
    code: CodeName,
    model: Annotated[str, typer.Argument(metavar="MODEL", show_default=False)],
) -> None:
    """Say that a code means: the respondent names this model. What is named is never evidence of practice."""
    from qualcode.study import Study
    from qualcode.workflows.claims import add_claim
    from qualcode.workflows.comparing import ADOPTED

    with Study.open(study) as opened:
        bare = not opened.frameworks.models()
        with nullcontext() if bare else says_what_changed(opened):
            made = add_claim(opened, code, model)
    if bare:
        warn(f"qualcode: {ADOPTED}")
        say(f"“{made.code}” says that {made.model} is named.")


def unclaim(
    study: StudyPath,
    code: CodeName,
    model: Annotated[
        str | None, typer.Argument(metavar="MODEL", help="Default: every model.", show_default=False)
    ] = None,
) -> None:
    """Let a code no longer mean that a model is named."""
    from qualcode.study import Study

    with Study.open(study) as opened, says_what_changed(opened):
        opened.claims.remove(code, model)


def claims(
    study: StudyPath, coder: Coder = None, to: ToTable = None, as_csv: AsCsv = False, as_json: AsJson = False
) -> None:
    """Set the models that respondents name beside the practice that they describe, respondent by respondent."""
    from qualcode.workflows.claims import MEANING, claim_tables, claims_of
    from qualcode.workflows.results import analysed
    from qualcode.workflows.thresholds import numbers_shown

    with analysed(study) as opened:
        found = claims_of(opened, coder)
        codes = opened.claims.list()
        tables = claim_tables(opened, found, coder)
        figures = numbers_shown(opened)
        if to is not None:
            write_tables_to(opened, to, tables)
    if to is not None:
        return
    if as_json:
        json_out(claims_json(found, codes, figures) | statement_json(tables[0]))
        return
    if as_csv:
        print_table(tables[0])
        return
    rows = tables[0].to_records()
    table(
        {"case": "l", "names": "l", "quotations": "l"}
        | ({"fit": "r", "coverage": "r"} if figures else {})
        | {"described": "l"},
        [
            (
                row["case"],
                row["model"],
                row["numbers"],
                *((decimals(row["fit"]), decimals(row["coverage"])) if figures else ()),
                row["described"],
            )
            for row in rows
        ],
        nothing="No respondent names a model: no passage bears "
        + " or ".join(f"“{name}”" for name in dict.fromkeys(each.code for each in codes))
        + ".",
    )
    say(f"\n{MEANING}")
    say_statement(tables[0].statement)


def decimals(value: object) -> str:
    """A figure as it is printed, a dash where there is none."""
    return f"{value:.2f}" if isinstance(value, float) else "–"


def claims_json(
    found: tuple[ClaimedModel, ...], codes: tuple[Claim, ...], figures: bool = True
) -> dict[str, Any]:
    """Codes and models named in the keys of the contract; fit and coverage are null where figures are switched off."""
    return {
        "codes": [{"code": each.code, "model": each.model} for each in codes],
        "claims": [
            {
                "case": each.case,
                "model": each.model,
                "codes": list(each.codes),
                "quotations": list(each.quotations),
                "status": each.status,
                "fit": each.fit if figures else None,
                "coverage": each.coverage if figures and each.status != "unknown" else None,
                "criteria": [
                    {
                        "criterion": cell.criterion,
                        "level": cell.level,
                        "distance": cell.distance,
                        "standing": cell.standing,
                        "quotations": list(cell.quotations),
                    }
                    for cell in each.cells
                ],
            }
            for each in found
        ],
    }
