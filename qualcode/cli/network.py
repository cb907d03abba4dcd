"""The command on networks of codes: written as files, measured, thinned, and held against each other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from qualcode.cli.options import AsCsv, AsJson, Coder, StudyPath
from qualcode.cli.output import json_out, say, table, warn
from qualcode.cli.results import Seed, ToTable, print_table, say_statement, write_tables_to
from qualcode.text.counting import counted

if TYPE_CHECKING:
    from typing import Literal

    from qualcode.model.networks import Kind, NetworkChoice, NetworkMeasures
    from qualcode.model.results import Unit
    from qualcode.model.tables import ResultTable

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(network)


def network(
    study: StudyPath,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE",
            help="Written by suffix: graphml, gexf, json, png, svg, html. Without one the measures are printed.",
            show_default=False,
        ),
    ] = None,
    unit: Annotated[
        str, typer.Option("--unit", help="overlap, sentence, turn, document, exact, inclusion or proximity.")
    ] = "overlap",
    within: Annotated[
        int, typer.Option("--within", help="With --unit proximity: at most so many units apart.")
    ] = 1,
    of: Annotated[
        str, typer.Option("--of", help="With --unit proximity: sentences or turns of that speech.")
    ] = "turns",
    role: Annotated[
        str, typer.Option("--role", help="Whose speech: respondent, interviewer, other, unknown, or all.")
    ] = "respondent",
    coder: Coder = None,
    level: Annotated[
        str,
        typer.Option("--level", help="code, or category: each category with the codings of all below it."),
    ] = "code",
    kind: Annotated[
        str,
        typer.Option(
            "--kind",
            help="codes, categories, or two-mode: codes and the respondents who bear them, by quotations.",
        ),
    ] = "codes",
    minimum: Annotated[int, typer.Option("--minimum", help="Leave out pairs that occur less often.")] = 1,
    least_jaccard: Annotated[
        float | None,
        typer.Option(
            "--least-jaccard",
            metavar="X",
            help="Leave out pairs with a lower Jaccard index, 0 to 1.",
            show_default=False,
        ),
    ] = None,
    backbone: Annotated[
        float | None,
        typer.Option(
            "--backbone",
            metavar="ALPHA",
            help="Keep the pairs that stand out from chance at this level (disparity filter), such as 0.05.",
            show_default=False,
        ),
    ] = None,
    spanning: Annotated[
        bool, typer.Option("--spanning", help="Keep only a maximum spanning forest.")
    ] = False,
    ego: Annotated[
        str | None,
        typer.Option(
            "--ego",
            metavar="CODE",
            help="Keep one code, its neighbours, and the ties between them.",
            show_default=False,
        ),
    ] = None,
    radius: Annotated[int, typer.Option("--radius", help="With --ego: steps away from it.")] = 1,
    strongest: Annotated[
        int | None,
        typer.Option("--strongest", metavar="N", help="Keep only the N strongest pairs.", show_default=False),
    ] = None,
    difference: Annotated[
        str | None,
        typer.Option(
            "--difference",
            metavar="ATTRIBUTE=A,B",
            help="Respondents of group A less those of group B: how much more often a pair is found in one.",
            show_default=False,
        ),
    ] = None,
    relations: Annotated[
        bool, typer.Option("--relations", help="Add the relations between codes that were drawn by hand.")
    ] = False,
    communities: Annotated[
        bool, typer.Option("--communities", help="Divide it into groups that hang together (Louvain).")
    ] = False,
    resolution: Annotated[
        float, typer.Option("--resolution", help="With --communities: above 1 they become smaller.")
    ] = 1.0,
    seed: Seed = 1,
    measures: Annotated[
        bool, typer.Option("--measures", help="Print degree, centralities and communities of the nodes.")
    ] = False,
    to: ToTable = None,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Write the network of codes as a file, and measure it: nodes are codes, categories are their attributes.

    The choices are taken in this order: counting and minimum, Jaccard, backbone or spanning forest, relations, ego, strongest.
    """
    from qualcode.model.networks import NetworkChoice
    from qualcode.workflows.networking import chosen_network, groups_of, measure_tables, write_network
    from qualcode.workflows.results import analysed

    with analysed(study) as opened:
        choice = NetworkChoice(
            kind=cast("Kind", kind),
            unit=cast("Unit", unit),
            role=role,
            coder=coder,
            level=cast("Literal['code', 'category']", level),
            minimum=minimum,
            within=within,
            of=cast("Literal['sentences', 'turns']", of),
            least_jaccard=least_jaccard,
            strongest=strongest,
            backbone=backbone,
            spanning=spanning,
            ego=ego,
            radius=radius,
            difference=groups_of(opened, difference) if difference is not None else None,
            relations=relations,
            communities=communities,
            resolution=resolution,
            seed=seed,
        )
        made = chosen_network(opened, choice)
        tables: tuple[ResultTable, ...] = ()
        if measures or file is None or to is not None or as_json or as_csv:
            tables, found = measure_tables(opened, made, choice)
        if file is not None:
            remark = write_network(opened, file, made)
            if remark:
                warn(remark)
        if to is not None:
            write_tables_to(opened, to, tables)
    if as_json:
        json_out(_answer(found, tables, file))
    elif as_csv:
        print_table(tables[0])
    else:
        if file is not None:
            size = _size(
                made.number_of_nodes(), made.number_of_edges(), len(made.graph.get("by_relation", ())), choice
            )
            say(f"Wrote {file}: {size}.")
        if measures or (file is None and to is None):
            _print(found, tables)


def _size(nodes: int, edges: int, by_relation: int, choice: NetworkChoice) -> str:
    """Nodes and edges in words."""
    pairs = counted(edges, "pair") if edges else "no pair"
    if choice.kind == "two-mode" or by_relation:
        what = counted(nodes, "node")
    elif choice.by_category:
        what = f"{nodes} {'category' if nodes == 1 else 'categories'}"
    else:
        what = counted(nodes, "code")
    if by_relation:
        what += (
            f" ({by_relation} there only because a relation reaches {'it' if by_relation == 1 else 'them'})"
        )
    return f"{what}, {pairs}"


def _answer(found: NetworkMeasures, tables: tuple[ResultTable, ...], file: Path | None) -> dict[str, object]:
    """The measures with stable keys, and what they rest on."""
    nodes, whole, edges = tables
    figures = {str(row[0]).replace(" ", "_"): row[1] for row in whole.rows}
    return {
        "network": {**figures, "notes": list(found.notes)},
        "nodes": nodes.to_records(),
        "edges": edges.to_records(),
        "file": str(file) if file is not None else None,
        **nodes.statement.as_dict(),
    }


def _print(found: NetworkMeasures, tables: tuple[ResultTable, ...]) -> None:
    """The measures as a table, the figures of the whole, how to read them, and what they rest on."""

    def number(value: float | None) -> str:
        return "" if value is None else f"{value:.3f}"

    grouped = found.communities is not None
    table(
        {
            "node": "l",
            "category": "l",
            **({"community": "r"} if grouped else {}),
            "degree": "r",
            "strength": "r",
            "betweenness": "r",
            "closeness": "r",
            "eigenvector": "r",
            "PageRank": "r",
            "clustering": "r",
        },
        [
            (
                row.label,
                row.kind if row.kind == "respondent" else row.category,
                *(("" if row.community is None else row.community,) if grouped else ()),
                row.degree,
                row.strength if isinstance(row.strength, int) else f"{row.strength:.3f}",
                number(row.betweenness),
                number(row.closeness),
                number(row.eigenvector),
                number(row.pagerank),
                number(row.clustering),
            )
            for row in found.nodes
        ],
        nothing="No code has a coding by these choices, so there is no network.",
        things="nodes",
    )
    parts = [f"{name}: {value:.3f}" if isinstance(value, float) else f"{name}: {value}" for name, value in tables[1].rows if value is not None]  # fmt: skip
    say("\n" + "; ".join(str(part) for part in parts) + ".")
    for note in found.notes:
        say(note)
    say_statement(tables[0].statement)
