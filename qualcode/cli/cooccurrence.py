"""Commands on codes that go together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from qualcode.cli.options import AsCsv, AsJson, Coder, StudyPath, pairs
from qualcode.cli.output import MOST_ROWS, csv_rows, json_out, say, table, terminal_width
from qualcode.cli.results import Seed, ToTable, print_table, say_statement, write_tables_to
from qualcode.errors import InputError
from qualcode.text.counting import counted

if TYPE_CHECKING:
    from typing import Literal

    from qualcode.model.cooccurrence import (
        ChanceBaseline,
        CooccurrenceChoices,
        GroupedCooccurrence,
        Measure,
    )
    from qualcode.model.results import Cooccurrence, Unit
    from qualcode.model.retrieval import FoundPassage
    from qualcode.model.tables import Statement
    from qualcode.study import Study

__all__ = ["register"]

FURTHER: Mapping[str, tuple[str, ...]] = {
    "count": (),
    "jaccard": (),
    "documents": (),
    "respondents": (),
    "dice": ("dice",),
    "c": ("c",),
    "conditional": ("b_given_a", "a_given_b"),
    "lift": ("lift",),
    "inside": ("a_in_b", "b_in_a"),
}
"""By measure, the columns that it adds to those that are always there."""
HEADINGS: Mapping[str, str] = {
    "jaccard": "Jaccard",
    "dice": "Dice",
    "c": "c",
    "b_given_a": "P(with | code)",
    "a_given_b": "P(code | with)",
    "lift": "lift",
    "a_in_b": "code within with",
    "b_in_a": "with within code",
}

LONGEST_NAME = 24
"""Cells that the name of a code can do with, as it is broken into lines where it is longer."""
SELDOM = 0.05
"""Share of the arrangements below which a count is called seldom by chance."""

UnitOption = Annotated[
    str, typer.Option("--unit", help="overlap, sentence, turn, document, exact, inclusion or proximity.")
]
RoleOption = Annotated[
    str, typer.Option("--role", help="Whose speech: respondent, interviewer, other, unknown, or all.")
]
Minimum = Annotated[int, typer.Option("--minimum", help="Leave out pairs that occur less often.")]
Level = Annotated[
    str, typer.Option("--level", help="code, or category: each category with the codings of all below it.")
]


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(cooccurrence)


def cooccurrence(
    study: StudyPath,
    unit: UnitOption = "overlap",
    within: Annotated[
        int, typer.Option("--within", help="With --unit proximity: at most so many units apart.")
    ] = 1,
    of: Annotated[
        str, typer.Option("--of", help="With --unit proximity: sentences or turns of that speech.")
    ] = "turns",
    role: RoleOption = "respondent",
    coder: Coder = None,
    attribute: Annotated[
        list[str] | None,
        typer.Option(
            "--attribute",
            metavar="NAME=VALUE",
            help="Only cases with this value; several values of one attribute: any of them.",
            show_default=False,
        ),
    ] = None,
    document: Annotated[
        list[str] | None,
        typer.Option(
            "--document",
            metavar="NAME",
            help="Only this document; may be given several times.",
            show_default=False,
        ),
    ] = None,
    minimum: Minimum = 1,
    level: Level = "code",
    measure: Annotated[
        str,
        typer.Option(
            "--measure",
            help="What pairs are sorted by and the matrix of --csv holds: count, jaccard, dice, c, conditional, lift, "
            "documents, respondents; inside with --unit inclusion.",
        ),
    ] = "count",
    chance: Annotated[
        bool,
        typer.Option(
            "--chance", help="Compare with random arrangements that keep how often each code occurs."
        ),
    ] = False,
    permutations: Annotated[
        int, typer.Option("--permutations", help="Random arrangements of --chance.")
    ] = 1000,
    seed: Seed = 1,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="ATTRIBUTE",
            help="Side by side: the values of an attribute of the cases, coder, or role.",
            show_default=False,
        ),
    ] = None,
    between: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--between",
            metavar="A B",
            help="List the passages behind the number of two codes.",
            show_default=False,
        ),
    ] = None,
    to: ToTable = None,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """List the pairs of codes that go together; --csv gives the square matrix."""
    from qualcode.model.cooccurrence import CooccurrenceChoices
    from qualcode.workflows.cooccurrence_tables import check_measure
    from qualcode.workflows.results import analysed

    choices = CooccurrenceChoices(
        unit=cast("Unit", unit),
        role=role,
        coder=coder,
        minimum=minimum,
        level=cast("Literal['code', 'category']", level),
        within=within,
        of=cast("Literal['sentences', 'turns']", of),
        attributes=tuple(next(iter(pairs([each], "--attribute").items())) for each in attribute or ()),
        documents=tuple(document or ()),
    )
    check_measure(measure, choices)
    if chance and by is not None:
        raise InputError(
            "Give --chance or --by, not both: take one group at a time with --attribute, --coder or --role."
        )
    with analysed(study) as opened:
        if between is not None:
            _between(opened, choices, between, as_csv, as_json)
        elif by is not None:
            _in_groups(opened, choices, cast("Measure", measure), by, to, as_csv, as_json)
        else:
            arrangements = (permutations, seed) if chance else None
            _pairs(opened, choices, cast("Measure", measure), arrangements, to, as_csv, as_json)


def _pairs(
    study: Study,
    choices: CooccurrenceChoices,
    measure: Measure,
    arrangements: tuple[int, int] | None,
    to: Path | None,
    as_csv: bool,
    as_json: bool,
) -> None:
    """Print or write the pairs; ``arrangements``: how many random ones to compare with, and their seed."""
    from qualcode.workflows.cooccurrence_tables import cooccurrence_statement, matrix_table, pairs_table
    from qualcode.workflows.cooccurring import chance_of, counted_together
    from qualcode.workflows.relating import drawn_beside

    found = counted_together(study, choices)
    chance = (
        chance_of(study, choices, permutations=arrangements[0], seed=arrangements[1])
        if arrangements is not None
        else None
    )
    statement = cooccurrence_statement(study, found, choices, measure=measure, chance=chance)
    drawn = drawn_beside(study.relations.list())
    if to is not None:
        tables = (
            pairs_table(found, statement, measure=measure, chance=chance, drawn=drawn),
            matrix_table(found, statement, measure=measure),
        )
        write_tables_to(study, to, tables)
    elif as_json:
        json_out(_as_json(found, statement, measure, chance, drawn))
    elif as_csv:
        print_table(matrix_table(found, statement, measure=measure))
    else:
        _show_pairs(found, measure, chance, drawn)
        say_statement(statement)


def _as_json(
    found: Cooccurrence,
    statement: Statement,
    measure: Measure,
    chance: ChanceBaseline | None,
    drawn: Mapping[tuple[str, str], tuple[str, ...]],
) -> dict[str, Any]:
    """The pairs in the keys of the contract, beside them all measures of each; the statement merged at the top."""
    from qualcode.workflows.cooccurrence_tables import CHANCE, pair_figures, sorted_pairs

    beside = {(each.a, each.b): each for each in chance.pairs} if chance else {}
    listed: list[dict[str, Any]] = []
    measures: list[dict[str, Any]] = []
    for pair in sorted_pairs(found, measure):
        names: dict[str, Any] = {"a": pair.a, "b": pair.b}
        listed.append(names | {"count": pair.count, "jaccard": pair.jaccard, "documents": pair.documents})
        row = names | pair_figures(pair)
        compared = beside.get((pair.a, pair.b))
        if compared is not None:
            row["chance"] = {name: getattr(compared, name) for name in CHANCE}
        row["drawn"] = list(drawn.get((pair.a, pair.b), ()))
        measures.append(row)
    return {
        **statement.as_dict(),
        "codes": list(found.codes),
        "frequencies": list(found.frequencies),
        "total": found.total,
        "pairs": listed,
        "measures": measures,
    }


def _show_pairs(
    found: Cooccurrence,
    measure: Measure,
    chance: ChanceBaseline | None,
    drawn: Mapping[tuple[str, str], tuple[str, ...]],
) -> None:
    """Print the pairs with the chosen measure, what chance gives, and what was drawn by hand."""
    from qualcode.workflows.cooccurrence_tables import c_remarks, sorted_pairs

    listed = sorted_pairs(found, measure)
    further = tuple(name for name in FURTHER[measure])
    relations = any((pair.a, pair.b) in drawn for pair in listed)
    headings = {"code": "l", "with": "l", "count": "r", "respondents": "r", "documents": "r", "Jaccard": "r"}
    headings |= dict.fromkeys((HEADINGS[name] for name in further), "r")
    if chance is not None:
        headings |= {"expected": "r", "ratio": "r", "by chance": "r", "adjusted": "r"}
    if relations:
        headings |= {"drawn": "l"}
    beside = {(each.a, each.b): each for each in chance.pairs} if chance else {}
    rows: list[list[str | int]] = []
    for pair in listed:
        row: list[str | int] = [
            pair.a, pair.b, pair.count, pair.respondents, pair.documents, _rounded(pair.jaccard),
        ]  # fmt: skip
        row += [_rounded(getattr(pair, name)) for name in further]
        compared = beside.get((pair.a, pair.b))
        if chance is not None and compared is not None:
            row += [
                _rounded(compared.expected),
                _rounded(compared.ratio),
                f"{compared.at_least:,} of {chance.permutations:,}",
                f"{compared.adjusted:.3f}",
            ]
        if relations:
            row.append("; ".join(drawn.get((pair.a, pair.b), ())))
        rows.append(row)
    table(headings, rows, nothing="No two codes go together in this unit.", things="pairs")
    if "c" in further:
        for sentence in c_remarks(found):
            say(f"\n{sentence}")
    if chance is not None and listed:
        say(f"\n{_said(chance)}")


def _said(chance: ChanceBaseline) -> str:
    """What the columns of chance mean, and how far they reach."""
    seldom = sum(pair.share < SELDOM for pair in chance.pairs)
    still = sum(pair.adjusted < SELDOM for pair in chance.pairs)
    how = (
        "the codings of a code are shifted within each document's speech"
        if chance.unit == "overlap"
        else "each code keeps its number of documents"
        if chance.unit == "document"
        else f"each code keeps its number of {chance.unit}s in each document"
    )
    said = (
        f"By chance: in how many of {chance.permutations:,} random arrangements, in which {how}, the two are together "
        f"as often or more. Compared: {counted(len(chance.pairs), 'pair')} at or above the minimum, of "
        f"{chance.compared:,} that could go together. Seldom by chance (in less than {SELDOM:.0%} of the arrangements): "
        f"{seldom:,}; among so many compared some are, which the adjusted value (Benjamini–Hochberg) allows for: "
        f"below {SELDOM} for {still:,}."
    )
    if any(pair.at_least == 0 and pair.adjusted >= SELDOM for pair in chance.pairs):
        said += (
            " Pairs that no arrangement reached can have lower adjusted values with more arrangements; "
            "give more with --permutations."
        )
    return said


def _rounded(value: float | None) -> str | int:
    """A figure as it stands in a cell: whole numbers as they are, others with two decimals, undefined ones empty."""
    return "" if value is None else value if isinstance(value, int) else f"{value:.2f}"


def _in_groups(
    study: Study,
    choices: CooccurrenceChoices,
    measure: Measure,
    by: str,
    to: Path | None,
    as_csv: bool,
    as_json: bool,
) -> None:
    """Print or write the pairs of groups side by side."""
    from qualcode.workflows.cooccurrence_tables import (
        cooccurrence_statement,
        group_tables,
        pair_figures,
    )
    from qualcode.workflows.cooccurring import cooccurrence_by

    grouped = cooccurrence_by(study, choices, by)
    if not grouped.groups:
        say("Nothing is coded yet, so there are no groups.")
        return
    statement = cooccurrence_statement(
        study, grouped.groups[0].found, choices, measure=measure, by=grouped.by
    )
    tables = group_tables(grouped, statement, measure=measure)
    if to is not None:
        write_tables_to(study, to, tables)
    elif as_csv:
        print_table(tables[0])
    elif as_json:
        json_out(
            {
                **statement.as_dict(),
                "codes": list(grouped.groups[0].found.codes),
                "groups": [
                    {
                        "group": group.name,
                        "respondents": group.cases,
                        "documents": group.documents,
                        "pairs": [
                            {"a": pair.a, "b": pair.b, **pair_figures(pair)}
                            for pair in group.found.pairs
                            if pair.count >= grouped.minimum
                        ],
                    }
                    for group in grouped.groups
                ],
                "pairs": tables[0].to_records(),
            }
        )
    else:
        _show_groups(grouped, measure)
        say_statement(statement)


def _show_groups(grouped: GroupedCooccurrence, measure: Measure) -> None:
    """Print a column for each group: the count, by how many of its respondents, and the chosen measure."""
    from qualcode.analysis import NO_VALUE

    held = [{(pair.a, pair.b): pair for pair in group.found.pairs} for group in grouped.groups]
    rows: list[list[str]] = []
    for a, b in grouped.pairs:
        row = [a, b]
        for group, those in zip(grouped.groups, held, strict=True):
            pair = those.get((a, b))
            if pair is None:
                row.append("–")
                continue
            names = ("jaccard",) if measure == "jaccard" else FURTHER[measure]
            figures = [str(_rounded(getattr(pair, name))) or "–" for name in names]
            row.append(" · ".join((f"{pair.count} ({pair.respondents} of {group.cases})", *figures)))
        rows.append(row)
    titles = ["no value" if group.name == NO_VALUE else group.name for group in grouped.groups]
    heads = _headings(titles, rows)
    headings = {"code": "l", "with": "l"} | dict.fromkeys(heads, "r")
    table(headings, rows, nothing="No two codes go together in this unit.", things="pairs")
    further = "".join(
        f" · {HEADINGS[name]}" for name in FURTHER[measure] or ("jaccard",) * (measure == "jaccard")
    )
    say(
        f"\nIn the columns: count (respondents of those in the group){further}; – where the two are never together."
    )
    for head, name, group in zip(heads, titles, grouped.groups, strict=True):
        said = name if head == name else f"{head} {name}"
        say(f"{said}: n = {group.cases}, {counted(group.documents, 'document')}")


def _headings(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Headings of the groups: their names where they fit into the terminal beside the names of the codes, else numbers."""
    numbers = [f"[{n}]" for n in range(1, len(names) + 1)]
    if len({*names, "code", "with"}) < len(names) + 2:
        return numbers
    shown = rows[:MOST_ROWS]
    wide = [min(LONGEST_NAME, max((len(row[i]) for row in shown), default=4)) for i in (0, 1)]
    wide += [max(len(name), *(len(row[i]) for row in shown), 1) for i, name in enumerate(names, 2)]
    return list(names) if sum(wide) + 2 * len(wide) <= terminal_width() else numbers


def _between(
    study: Study, choices: CooccurrenceChoices, between: tuple[str, str], as_csv: bool, as_json: bool
) -> None:
    """Print the passages behind the number of two codes."""
    from qualcode.workflows.cooccurring import counted_together, passages_behind

    names = [study.codebook.get(name).name for name in between]
    numbers = passages_behind(
        study,
        counted_together(study, choices),
        names[0],
        names[1],
        coder=choices.coder,
        attributes=choices.attributes,
        documents=choices.documents,
    )
    _passages(study.retrieval.numbered(numbers), as_csv, as_json)


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
