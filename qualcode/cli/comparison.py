"""The command that compares described practice with models."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.cells import print_walk, quotations_of, walk_json
from qualcode.cli.compared import (
    LANGUAGES,
    details_json,
    group_json,
    print_comparison,
    print_residual,
    print_result,
    print_revisions,
)
from qualcode.cli.options import AsCsv, AsJson, Coder, StudyPath, pairs
from qualcode.cli.output import json_out, say, warn
from qualcode.cli.results import Seed, ToTable, print_table, say_statement, write_tables_to
from qualcode.errors import InputError

if TYPE_CHECKING:
    pass

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(compare)


def compare(
    study: StudyPath,
    model: Annotated[
        list[str] | None,
        typer.Option(
            "--model", metavar="M", help="Compare with this model only. May be repeated.", show_default=False
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="ATTRIBUTE",
            help="Also for each value of an attribute, such as facility_type.",
            show_default=False,
        ),
    ] = None,
    coder: Coder = None,
    cell: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--cell",
            metavar="CRITERION MODEL",
            help="Go down into one cell: its respondents, their codes and quotations.",
            show_default=False,
        ),
    ] = None,
    group: Annotated[
        str,
        typer.Option(
            "--group",
            metavar="VALUE",
            help="With --cell and --by: only the respondents with this value of the attribute.",
            show_default=False,
        ),
    ] = "",
    residual: Annotated[
        bool, typer.Option("--residual", help="List the codes in use that no criterion catches.")
    ] = False,
    heads: Annotated[
        bool,
        typer.Option(
            "--head-to-head", help="Set the leading models against each other, criterion by criterion."
        ),
    ] = False,
    stress: Annotated[
        bool,
        typer.Option(
            "--stress", help="List what comes first without each respondent or criterion, with other weights."
        ),
    ] = False,
    alike: Annotated[
        bool,
        typer.Option(
            "--equal-groups",
            help="With --by: each group counts alike in the overall result, not each respondent.",
        ),
    ] = False,
    changed: Annotated[
        list[str] | None,
        typer.Option(
            "--threshold",
            metavar="NAME=VALUE",
            help="Use another threshold this once; qualcode thresholds lists them. May be repeated.",
            show_default=False,
        ),
    ] = None,
    numbers: Annotated[
        bool | None,
        typer.Option(
            "--numbers/--no-numbers",
            help="Give figures, or the matrix with its quotations alone. Default: as the study is set.",
            show_default=False,
        ),
    ] = None,
    seed: Seed = 1,
    to: ToTable = None,
    language: Annotated[str, typer.Option(help="Language of the printed verdict: en, cs, sv.")] = "en",
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Compare the practice described in the interviews with named case-management models."""
    from qualcode.workflows.comparing import (
        ADOPTED,
        ADOPTING,
        COMPARED,
        adopt_shipped,
        compare_study,
        statement_of_comparison,
        walk_cell,
    )
    from qualcode.workflows.comparison_tables import comparison_tables, head_table, stress_table
    from qualcode.workflows.readiness import inseparable_sentences
    from qualcode.workflows.results import analysed
    from qualcode.workflows.thresholds import thresholds_of, with_values

    if language not in LANGUAGES:
        raise InputError(f"The verdict is written in {', '.join(LANGUAGES)}, not in “{language}”.")
    if group and (cell is None or by is None):
        raise InputError(
            "--group goes with --cell and --by: it names the value of the attribute whose respondents are shown."
        )
    if cell is not None and to is not None:
        raise InputError(
            "--to writes the whole comparison; leave out --cell, or look at the cell without --to."
        )
    with analysed(study) as opened:
        bare = opened.frameworks.criteria() is None or not opened.frameworks.models()
        with opened.change(*ADOPTING) if bare else nullcontext():
            adopted = adopt_shipped(opened)
            found = compare_study(
                opened,
                models=model or (),
                by=by,
                coder=coder,
                seed=seed,
                weigh="groups" if alike else "respondents",
                thresholds=with_values(thresholds_of(opened), pairs(changed or (), "--threshold")),
                numbers=numbers,
            )
        if adopted:
            warn(f"qualcode: {ADOPTED}")
        criteria, models = opened.frameworks.criteria(), opened.frameworks.models()
        revised = [each for each in opened.frameworks.revised() if each.kind in COMPARED]
        walk = walk_cell(opened, found, *cell, group) if cell is not None else None
        quotations = quotations_of(opened, walk) if walk is not None else []
        statement = statement_of_comparison(opened, found)
        lacking = inseparable_sentences(opened, coder, language)
        if to is not None:
            write_tables_to(opened, to, comparison_tables(found, statement))
            return
    assert criteria is not None, "compare_study has seen to it"
    if walk is not None:
        if as_json:
            json_out(walk_json(walk, quotations))
        else:
            print_walk(walk, quotations, language)
        return
    if residual:
        print_residual(found, as_json)
        return
    if as_json:
        told = statement.as_dict()
        json_out(
            group_json(found.overall, criteria, models)
            | {"groups": {g.name: group_json(g, criteria, models) for g in found.groups}, **told}
            | {
                "settings": found.settings,
                "details": {
                    group.name or "all": details_json(group) for group in (found.overall, *found.groups)
                },
            }
        )
        return
    if heads or stress:
        if not found.numbers:
            raise InputError(
                "The figures are switched off, so there is nothing to test; switch them on with --numbers."
            )
        shown = [
            *([head_table(found, statement)] if heads else []),
            *([stress_table(found, statement)] if stress else []),
        ]
        for each in shown:
            print_result(each, as_csv)
        say_statement(statement)
        return
    if as_csv:
        print_table(comparison_tables(found, statement)[0])
        return
    print_comparison(found, criteria, models, language)
    for sentence in lacking:
        say(sentence)
    print_revisions(revised, language)
    say_statement(statement)
