"""Commands that map codes to criteria and compare described practice with models."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from qualcode.cli.cells import print_walk, quotations_of, walk_json
from qualcode.cli.options import AsCsv, AsJson, Coder, Mapper, StudyPath, pairs
from qualcode.cli.output import json_out, say, says_what_changed, table, warn
from qualcode.cli.results import Seed, ToTable, print_table, say_statement, write_tables_to
from qualcode.errors import InputError
from qualcode.text.counting import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.frameworks import Aspect, Criteria, Polarity, ReferenceModel, Revision
    from qualcode.model.results import Comparison, CriterionVerdict, GroupComparison
    from qualcode.model.tables import ResultTable
    from qualcode.study.mappings import NewMapping

__all__ = ["register"]

LANGUAGES = ("en", "cs", "sv")


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("map")(map_)
    app.command("unmap")(unmap)
    app.command()(compare)
    app.command()(thresholds)


def map_(
    study: StudyPath,
    code: Annotated[str | None, typer.Argument(metavar="CODE", show_default=False)] = None,
    criterion: Annotated[str | None, typer.Argument(metavar="CRITERION", show_default=False)] = None,
    polarity: Annotated[
        str | None, typer.Option(help="supports (5), partial (3) or contradicts (1).", show_default=False)
    ] = None,
    level: Annotated[
        str | None,
        typer.Option(
            help="1 to 5; “ask” where only each quotation knows; with --quotation also “none”.",
            show_default=False,
        ),
    ] = None,
    strength: Annotated[int, typer.Option(help="1 weak, 2 clear, 3 explicit and central.")] = 2,
    aspect: Annotated[
        str, typer.Option(help="practice, barrier, evaluation, outcome or context.")
    ] = "practice",
    counts: Annotated[
        bool | None,
        typer.Option(
            "--counts/--no-counts",
            help="Whether it is scored; default: practice yes, everything else no (barriers are asked).",
            show_default=False,
        ),
    ] = None,
    quotation: Annotated[
        int | None,
        typer.Option(
            metavar="ID",
            help="Set the level of this quotation alone, overruling the code's mapping.",
            show_default=False,
        ),
    ] = None,
    table_file: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            readable=False,
            help="A table (csv, tsv, xlsx) with code, criterion[, polarity, level, strength, aspect, counts].",
            show_default=False,
        ),
    ] = None,
    mapper: Mapper = None,
) -> None:
    """Map a code to a criterion, or one quotation to a level; polarity is about the criterion, never about a model."""
    import sys

    from qualcode.study import Study
    from qualcode.workflows.comparing import ADOPTED, adopt_shipped

    if table_file is None and (code is None or criterion is None):
        raise InputError(
            "Name a code and a criterion: qualcode map STUDY CODE CRITERION, or give a table with --from."
        )
    refuse_levels(mapper, quotation)
    rows: tuple[NewMapping, ...] = ()
    if table_file is not None:
        if code is not None:
            raise InputError("Give either a code with a criterion, or a table with --from.")
        from qualcode.exchange.codings_table import read_mappings

        rows = read_mappings(table_file)
    if (
        aspect == "barrier"
        and counts is None
        and table_file is None
        and quotation is None
        and sys.stdin.isatty()
    ):
        counts = typer.confirm(
            "Does this barrier state what is in fact (not) done, so that it counts?", default=False
        )
    with Study.open(study) as opened:
        with opened.change(
            "mappings.set",
            f"Set the level of quotation {quotation} on {criterion}"
            if quotation is not None
            else f"Mapped “{code}” to {criterion}"
            if code
            else f"Mapped codes from {table_file.name if table_file else ''}",
        ):
            adopted = adopt_shipped(opened)
            if table_file is not None:
                number = opened.mappings.by(mapper, new=True).set_many(rows)
            elif quotation is not None and code is not None and criterion is not None:
                opened.mappings.set_reading(quotation, code, criterion, reading_level(level))
            elif code is not None and criterion is not None:
                ask = level == "ask"
                done = opened.mappings.by(mapper, new=True).set(
                    code,
                    criterion,
                    polarity=cast("Polarity | None", "ask" if ask else polarity),
                    level=None if ask else whole(level),
                    strength=strength,
                    aspect=cast("Aspect", aspect),
                    counts=counts,
                )
        if adopted:
            warn(f"qualcode: {ADOPTED}")
        if table_file is not None:
            say(f"Set {counted(number, 'mapping')}.")
        elif quotation is not None:
            say(
                f"Quotation {quotation} states {'no level' if reading_level(level) is None else f'level {level}'} on {criterion}."
            )
        else:
            said = "a level to be read from each quotation" if done.level is None else f"level {done.level}"
            say(
                f"“{done.code}” → {done.criterion}: {said}, strength {done.strength}, {done.aspect}, {'counts' if done.counts else 'shown but not scored'}."
            )


def refuse_levels(mapper: str | None, quotation: int | None) -> None:
    """Refuse the level of a quotation in a second mapping, which has none."""
    if mapper is not None and quotation is not None:
        raise InputError(
            "Levels of single quotations belong to the primary mapping; leave out --mapper or --quotation."
        )


def reading_level(level: str | None) -> int | None:
    """The level of a quotation: a number, or none."""
    if level is None:
        raise InputError("Say which level the quotation states: --level 1 to 5, or --level none.")
    return None if level == "none" else whole(level)


def whole(level: str | None) -> int | None:
    """A level as a number."""
    if level is None:
        return None
    if not level.isdecimal():
        raise InputError(f"“{level}” is no level; give a whole number from 1 to 5, or “ask”.")
    return int(level)


def unmap(
    study: StudyPath,
    code: Annotated[str, typer.Argument(metavar="CODE", show_default=False)],
    criterion: Annotated[str, typer.Argument(metavar="CRITERION", show_default=False)],
    quotation: Annotated[
        int | None, typer.Option(metavar="ID", help="Only the level of this quotation.", show_default=False)
    ] = None,
    mapper: Mapper = None,
) -> None:
    """Take a mapping away, or the level of one quotation."""
    from qualcode.study import Study

    refuse_levels(mapper, quotation)
    with Study.open(study) as opened, says_what_changed(opened):
        if quotation is None:
            opened.mappings.by(mapper).remove(code, criterion)
        else:
            opened.mappings.clear_reading(quotation, code, criterion)


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
    from qualcode.study import Study
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
    from qualcode.workflows.thresholds import thresholds_of, with_values

    if language not in LANGUAGES:
        raise InputError(f"The verdict is written in {', '.join(LANGUAGES)}, not in “{language}”.")
    if group and (cell is None or by is None):
        raise InputError(
            "--group goes with --cell and --by: it names the value of the attribute whose respondents are shown."
        )
    with Study.open(study) as opened:
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
            | {"settings": found.settings}
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
                "first": m.first,
                "respondents": m.respondents,
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
        "verdict": {language: verdict(group, criteria, models, language) for language in LANGUAGES},
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
                    "–" if m.fit is None else f"{m.fit:.2f}",
                    "–" if m.bounds is None else f"{m.bounds[0]:.2f} to {m.bounds[1]:.2f}",
                    "–" if m.stability is None else f"{m.stability[0]:.2f} to {m.stability[1]:.2f}",
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
        say(f"Codes that no criterion catches: {', '.join(code.code for code in found.residual)}.\n")


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


def thresholds(
    study: StudyPath,
    changed: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="NAME=VALUE", help="Change a threshold. May be repeated.", show_default=False
        ),
    ] = None,
    reset: Annotated[bool, typer.Option("--reset", help="Go back to the default thresholds.")] = False,
    numbers: Annotated[
        str | None,
        typer.Option(
            "--numbers",
            metavar="on|off",
            help="Whether the comparison of this study gives figures, or the matrix with its quotations alone.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List or change the conventions by which the comparison decides; every result prints those it was made with."""
    from dataclasses import asdict

    from qualcode.analysis.thresholds import MEANINGS, Thresholds
    from qualcode.study import Study
    from qualcode.workflows.thresholds import (
        numbers_shown,
        reset_thresholds,
        set_thresholds,
        show_numbers,
        thresholds_of,
    )

    if numbers not in (None, "on", "off"):
        raise InputError(f"Figures are on or off, not “{numbers}”.")
    with Study.open(study) as opened:
        with opened.change("settings.thresholds", "Changed how the comparison decides"):
            if reset:
                reset_thresholds(opened)
            if changed:
                set_thresholds(opened, pairs(changed, "--set"))
            if numbers is not None:
                show_numbers(opened, numbers == "on")
        now, shown = asdict(thresholds_of(opened)), numbers_shown(opened)
    default = asdict(Thresholds())
    if as_json:
        json_out(
            {
                "numbers": shown,
                "thresholds": [
                    {"threshold": name, "value": value, "default": default[name], "meaning": MEANINGS[name]}
                    for name, value in now.items()
                ],
            }
        )
        return
    table(
        {"threshold": "l", "value": "r", "default": "r", "meaning": "l"},
        [(name, f"{value:g}", f"{default[name]:g}", MEANINGS[name]) for name, value in now.items()],
        nothing="",
    )
    say(f"\nFigures: {'on' if shown else 'off; the matrix with its quotations stands alone'}.")


def print_revisions(revised: Sequence[Revision], language: str) -> None:
    """Say which earlier results are stale because criteria or a model were changed."""
    from qualcode.reports.wording import Words
    from qualcode.reports.wording.revisions import revision_sentences

    for sentence in revision_sentences(revised, {}, Words(language)):
        say(sentence)
