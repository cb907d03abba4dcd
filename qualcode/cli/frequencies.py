"""The command that counts codes: by people, documents and mentions, by groups of respondents, and by document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import typer

from qualcode.cli.options import AsCsv, AsJson, Coder, StudyPath, pairs
from qualcode.cli.output import json_out, say, table, terminal_width
from qualcode.cli.results import ToTable, print_table, say_statement, write_tables_to
from qualcode.errors import InputError

if TYPE_CHECKING:
    from qualcode.model.frequencies import Crosstab, Frequencies, Measure
    from qualcode.model.tables import ResultTable, Statement
    from qualcode.workflows.counting import Choices, Level

__all__ = ["register"]

WIDE = 100
"""Columns of a terminal that has room for every column."""
NAMES = 40
"""Columns of a terminal that a crosstab keeps for the names of codes and the total."""
OnlyCases = Annotated[
    list[str] | None,
    typer.Option(
        "--case", metavar="LABEL", help="Only this case; may be given several times.", show_default=False
    ),
]
OnlyAttributes = Annotated[
    list[str] | None,
    typer.Option(
        "--attribute",
        metavar="NAME=VALUE",
        help="Only cases with this value; several values of one attribute: any of them.",
        show_default=False,
    ),
]
Whose = Annotated[
    str, typer.Option("--role", help="Whose speech: respondent, interviewer, other, unknown, or all.")
]


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(frequencies)


def frequencies(
    study: StudyPath,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="ATTRIBUTE",
            help="Codes against the values of an attribute of the cases.",
            show_default=False,
        ),
    ] = None,
    documents: Annotated[bool, typer.Option("--documents", help="Codes against documents.")] = False,
    count: Annotated[
        str | None,
        typer.Option(
            "--count",
            help="What the cells of a crosstab hold: respondents, documents, codings, quotations, turns or words. Default: respondents; codings with --documents.",
            show_default=False,
        ),
    ] = None,
    level: Annotated[
        str | None,
        typer.Option(
            "--level",
            help="code, category, theme or all; a category has the codings of all below it. Default: all; code in a crosstab.",
            show_default=False,
        ),
    ] = None,
    touching: Annotated[
        str,
        typer.Option(
            "--touching",
            help="Codings of one code in a document that overlap or follow each other at once count apart, or merged as one.",
        ),
    ] = "apart",
    role: Whose = "respondent",
    coder: Coder = None,
    case: OnlyCases = None,
    attribute: OnlyAttributes = None,
    sort: Annotated[
        str | None,
        typer.Option(
            "--sort",
            help="respondents, documents, codings, quotations, turns, words, name or tree; in a crosstab total, name or tree. Default: respondents, total.",
            show_default=False,
        ),
    ] = None,
    to: ToTable = None,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Count codes and categories: by how many people they are spoken of, and how often; --by and --documents give crosstabs."""
    from qualcode.workflows.counting import (
        Choices,
        crosstab_of,
        crosstab_table,
        frequencies_of,
        frequencies_table,
        ordered,
        ordered_columns,
    )
    from qualcode.workflows.results import analysed

    if by is not None and documents:
        raise InputError("Give --by ATTRIBUTE or --documents, not both: each makes a table of its own.")
    across = by is not None or documents
    if count is not None and not across:
        raise InputError(
            "--count says what the cells of a crosstab hold; add --by ATTRIBUTE or --documents. Without them everything is counted."
        )
    chosen = Choices(
        level=cast("Level", level or ("code" if across else "all")),
        role=role,
        coder=coder,
        touching=cast("Literal['apart', 'merged']", touching),
        cases=tuple(case or ()),
        attributes=values_of(attribute),
    )
    tables: tuple[ResultTable, ...]
    with analysed(study) as opened:
        if across:
            crossed, statement = crosstab_of(opened, chosen, by=by, count=cast("Measure | None", count))
            crossed = ordered_columns(crossed, sort or "total")
            tables = crosstab_table(crossed, statement)
        else:
            found, statement = frequencies_of(opened, chosen)
            found = ordered(found, sort or "respondents")
            tables = (frequencies_table(found, statement),)
        if to is not None:
            write_tables_to(opened, to, tables)
            return
    if as_csv:
        print_table(tables[0])
    elif across:
        if as_json:
            json_out(crosstab_json(crossed, statement))
        else:
            show_crosstab(crossed, statement, chosen, sort)
    elif as_json:
        json_out(frequencies_json(found, statement))
    else:
        show_frequencies(found, statement, chosen, sort)


def values_of(attribute: list[str] | None) -> tuple[tuple[str, str], ...]:
    """``--attribute`` options as names and values, in their order, one name as often as it was given."""
    return tuple(next(iter(pairs([each], "--attribute").items())) for each in attribute or ())


def frequencies_json(found: Frequencies, statement: Statement) -> dict[str, Any]:
    """Frequencies in the keys of the contract."""
    return {
        **statement.as_dict(),
        "codes": [
            {
                "code": row.code,
                "kind": row.kind,
                "path": list(row.path),
                "respondents": row.respondents,
                "documents": row.documents,
                "codings": row.codings,
                "turns": row.turns,
                "words": row.words,
                "quotations": list(row.quotations),
                "cases": list(row.cases),
            }
            for row in found.rows
        ],
    }


def crosstab_json(found: Crosstab, statement: Statement) -> dict[str, Any]:
    """A crosstab in the keys of the contract: a figure and its quotations for each column."""
    names = [column.name for column in found.columns]
    return {
        **statement.as_dict(),
        "columns": [
            {"column": column.name, "respondents": column.cases, "documents": column.documents}
            for column in found.columns
        ],
        "codes": [
            {
                "code": row.code,
                "kind": row.kind,
                "path": list(row.path),
                "total": row.total,
                "counts": dict(zip(names, row.counts, strict=True)),
                "quotations": dict(zip(names, map(list, row.quotations), strict=True)),
            }
            for row in found.rows
        ],
    }


def show_frequencies(found: Frequencies, statement: Statement, chosen: Choices, sort: str | None) -> None:
    """Print frequencies as a table, people before mentions; a narrow terminal leaves room for names instead of kinds and quotations."""
    wide = terminal_width() >= WIDE
    mixed = chosen.level == "all"
    columns = {
        "code": "l",
        **({"kind": "l"} if mixed and wide else {}),
        "respondents": "r",
        "documents": "r",
        "codings": "r",
        **({"quotations": "r"} if wide else {}),
        "turns": "r",
        "words": "r",
    }
    table(
        columns,
        [
            (
                named(row.code, row.path, sort, mixed),
                *((row.kind,) if "kind" in columns else ()),
                f"{row.respondents} of {found.cases}",
                row.documents,
                row.codings,
                *((len(row.quotations),) if wide else ()),
                row.turns,
                row.words,
            )
            for row in found.rows
        ],
        nothing=nothing(chosen),
    )
    if found.rows:
        say_statement(statement)


def show_crosstab(found: Crosstab, statement: Statement, chosen: Choices, sort: str | None) -> None:
    """Print a crosstab with the size of each group in its heading; columns go by number where their names are too long."""
    from qualcode.workflows.counting import FEW, small_groups

    if not found.columns:
        say("There are no documents yet, so there is nothing to count.")
        return
    names = [without(column.name) for column in found.columns]
    sizes = ["" if found.by is None else f" (n = {column.cases})" for column in found.columns]
    room = terminal_width() - NAMES
    wanted = sum(len(name) + len(size) + 3 for name, size in zip(names, sizes, strict=True))
    numbered = wanted > room or len(set(names)) < len(names)
    shown = [
        f"{number if numbered else name}{size}"
        for number, (name, size) in enumerate(zip(names, sizes, strict=True), 1)
    ]
    mixed = chosen.level == "all"
    kinds = {"kind": "l"} if mixed and terminal_width() >= WIDE else {}
    table(
        {"code": "l", **kinds, **dict.fromkeys(shown, "r"), "total": "r"},
        [
            (
                named(row.code, row.path, sort, mixed),
                *((row.kind,) if kinds else ()),
                *(cell(found, i, number) for i, number in enumerate(row.counts)),
                row.total,
            )
            for row in found.rows
        ],
        nothing=nothing(chosen),
    )
    if numbered and found.rows:
        say("")
        for number, (name, size) in enumerate(zip(names, sizes, strict=True), 1):
            say(f"{number:>3}  {name}{size}")
    if found.rows:
        say_statement(statement)
    few = small_groups(found)
    if few and found.rows:
        say(
            f"Fewer than {FEW} respondents: {', '.join(without(name) for name in few)}. "
            "Such a column may point at somebody; join values or leave it out of what you publish."
        )


def without(name: str) -> str:
    """What the group of cases without a value is called."""
    return "no value" if name == "—" else name


def cell(found: Crosstab, place: int, number: int) -> str:
    """A figure; of respondents with the size of the group, and in per cent only where the group is not small."""
    from qualcode.text.counting import whole_percent
    from qualcode.workflows.counting import PERCENT_FROM

    if found.measure != "respondents" or found.by is None:
        return str(number)
    of = found.columns[place].cases
    share = f" ({whole_percent(number / of)})" if of >= PERCENT_FROM else ""
    return f"{number} of {of}{share}"


def named(code: str, path: tuple[str, ...], sort: str | None, mixed: bool) -> str:
    """The name of a node; where rows of all kinds stand as in the tree, further in than its parent."""
    return "  " * (len(path) - 1) + code if sort == "tree" and mixed else code


def nothing(chosen: Choices) -> str:
    """What is said where there is no row."""
    if chosen.level == "all":
        return "There are no codes yet."
    noun = {"code": "codes", "category": "categories", "theme": "themes"}[chosen.level]
    return f"There are no {noun} yet."
