"""Commands on agreement between coders: figures, what they differ on, what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from qualcode.cli.options import AsCsv, AsJson, StudyPath
from qualcode.cli.output import json_out, say, says_what_changed, table
from qualcode.cli.results import Seed, ToTable, print_table, say_statement, write_tables_to
from qualcode.text.counting import counted, whole_percent

if TYPE_CHECKING:
    from typing import Literal

    from qualcode.model.agreement import Agreement, AgreementUnit, CodeAgreement, Disagreement, Outcome, Range

__all__ = ["register"]

Coders = Annotated[
    list[str] | None,
    typer.Option(
        "--coders",
        metavar="NAME",
        help="A coder to compare; give it once for each. Default: all who have codings, but for a consensus and who codes blind.",
        show_default=False,
    ),
]
Codes = Annotated[
    list[str] | None,
    typer.Option("--code", metavar="C", help="A code, or a category with all below it.", show_default=False),
]
Documents = Annotated[
    list[str] | None,
    typer.Option("--documents", metavar="D", help="A document; give it once for each.", show_default=False),
]
Role = Annotated[
    str, typer.Option("--role", help="Whose speech: respondent, interviewer, other, unknown, or all.")
]
Tolerance = Annotated[
    int, typer.Option("--tolerance", help="Characters by which boundaries of segments may differ.")
]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(agreement)
    app.command()(disagreements)
    group = typer.Typer(
        help="Decide on what coders differ on, and code what is agreed on.", no_args_is_help=True
    )
    group.command("settle")(settle)
    group.command("consensus")(consensus)
    app.add_typer(group, name="disagreement")


def agreement(
    study: StudyPath,
    coders: Coders = None,
    unit: Annotated[
        str,
        typer.Option(
            "--unit",
            help="turn or sentence (there or not), characters, or segments (boundaries as well: alpha of unitised text).",
        ),
    ] = "turn",
    code: Codes = None,
    level: Annotated[
        str, typer.Option("--level", help="code, or category with the codings of all below it.")
    ] = "code",
    role: Role = "respondent",
    documents: Documents = None,
    only_shared: Annotated[
        bool,
        typer.Option(
            "--only-shared/--every-document",
            help="A document that a coder has not coded at all is missing for that coder, or was read and has nothing.",
        ),
    ] = True,
    tolerance: Tolerance = 0,
    resamples: Annotated[
        int, typer.Option("--resamples", help="Resamples behind the ranges; 0 for none.")
    ] = 1000,
    seed: Seed = 1,
    rely: Annotated[
        float, typer.Option("--rely", help="Convention: alpha from which conclusions may rest on the coding.")
    ] = 0.8,
    tentative: Annotated[
        float, typer.Option("--tentative", help="Convention: alpha from which tentative ones may.")
    ] = 0.667,
    to: ToTable = None,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Show how far coders agree, code by code: percent, kappa, Krippendorff's alpha, and how common each code is."""
    from qualcode.model.agreement import Conventions
    from qualcode.workflows.agreeing import agreement_notes, agreement_of, agreement_tables
    from qualcode.workflows.results import analysed

    with analysed(study) as opened:
        found = agreement_of(
            opened, coders=coders, unit=cast("AgreementUnit", unit), level=cast("Literal['code', 'category']", level),
            codes=code, role=role, documents=documents, only_shared=only_shared, tolerance=tolerance,
            resamples=resamples, seed=seed, conventions=Conventions(rely, tentative),
        )  # fmt: skip
        tables = agreement_tables(opened, found, codes=code, documents=documents)
        if to is not None:
            write_tables_to(opened, to, tables)
            return
    notes = agreement_notes(found)
    if as_json:
        json_out(as_record(found) | {"notes": list(notes)} | tables[0].statement.as_dict())
    elif as_csv:
        print_table(tables[0])
    else:
        _print(found)
        for note in notes:
            say(note)
        say_statement(tables[0].statement)


def as_record(found: Agreement) -> dict[str, Any]:
    """An agreement with stable keys, numbers unrounded; a figure that is not defined is null."""
    from qualcode.workflows.agreeing import WHY

    record: dict[str, Any] = {
        "measure": found.measure,
        "coders": list(found.coders),
        "documents": list(found.documents),
        "left_out": list(found.left_out),
        "units": found.units,
        "codes": [_code(found, row) for row in found.codes],
        "unused": found.unused,
        "mean_alpha": _alpha(found.mean_alpha, found.mean_alpha_range),
        "pooled_alpha": _alpha(found.pooled_alpha, found.pooled_alpha_range),
        "together": None,
        "disagreements": None,
        "blind": list(found.blind),
        "why": WHY[found.why],
    }
    if found.together is not None:
        record["together"] = {
            "u_alpha": _alpha(found.together.u_alpha, found.together.u_alpha_range),
            "binary": _alpha(found.together.binary, None),
            "cu_alpha": _alpha(found.together.cu_alpha, found.together.cu_alpha_range),
            "overlapping": list(found.together.overlapping),
        }
    if found.settled is not None:
        record["disagreements"] = {
            "unit": found.settled.unit,
            "settled": found.settled.settled,
            "open": found.settled.open,
        }
    return record


def _alpha(value: float | None, found: Range | None) -> dict[str, Any]:
    return {"alpha": value, "range": list(found) if found is not None else None}


def _code(found: Agreement, row: CodeAgreement) -> dict[str, Any]:
    from qualcode.workflows.agreeing import WHY

    return {
        "code": row.code,
        "path": list(row.path),
        "units": row.units,
        "applied": dict(zip(found.coders, row.applied, strict=True)),
        "prevalence": row.prevalence,
        "percent": row.percent,
        "positive": row.positive,
        "jaccard": row.jaccard,
        "kappa": row.kappa,
        "ac1": row.ac1,
        **_alpha(row.alpha, row.alpha_range),
        "pairs": [
            {"a": pair.a, "b": pair.b, "units": pair.units, "percent": pair.percent, "kappa": pair.kappa}
            for pair in row.pairs
        ],
        "why": WHY[row.why],
    }


def _print(found: Agreement) -> None:
    """The figures as a person reads them."""
    from qualcode.workflows.agreeing import reading

    if found.why:
        return
    segments = found.unit == "segments"
    heads = {"code": "l", "there": "r", "percent": "r", "positive": "r"}
    heads |= {} if segments else {"kappa": "r", "AC1": "r"}
    table(
        {**heads, "alpha": "r", "95 %": "r", "": "r"},
        [
            (
                row.code,
                whole_percent(row.prevalence),
                whole_percent(row.percent),
                _shown(row.positive),
                *(() if segments else (_shown(row.kappa), _shown(row.ac1))),
                _shown(row.alpha),
                _between(row.alpha_range),
                reading(row.alpha, found.conventions),
            )
            for row in found.codes
        ],
        nothing="None of the codes was applied in what was compared.",
    )
    say("")
    whole = [
        ("mean over codes", found.mean_alpha, found.mean_alpha_range),
        ("pooled over codes", found.pooled_alpha, found.pooled_alpha_range),
    ]
    if found.together is not None and not found.together.overlapping:
        whole += [
            ("boundaries and codes", found.together.u_alpha, found.together.u_alpha_range),
            ("coded at all", found.together.binary, None),
            ("codes alone", found.together.cu_alpha, found.together.cu_alpha_range),
        ]
    table(
        {found.measure: "l", "alpha": "r", "95 %": "r", "": "r"},
        [
            (name, _shown(value), _between(held), reading(value, found.conventions))
            for name, value, held in whole
        ],
        nothing="",
    )
    noun = {"characters": "character", "segments": "character"}.get(found.unit, found.unit)
    say(
        f"\n{', '.join(found.coders)} on {counted(found.units, noun)} of {counted(len(found.documents), 'document')}. “There”: share of all "
        "judgements that say the code is there; “positive”: agreement where at least one says so (Dice). "
        "The thresholds are a convention, not a test."
    )


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{round(value, 2) + 0:.2f}"


def _between(found: Range | None) -> str:
    return "" if found is None else f"{_shown(found[0])} to {_shown(found[1])}"


def disagreements(
    study: StudyPath,
    coders: Coders = None,
    unit: Annotated[
        str, typer.Option("--unit", help="segments (stretches that anybody coded), or turn or sentence.")
    ] = "segments",
    code: Codes = None,
    role: Role = "respondent",
    documents: Documents = None,
    tolerance: Tolerance = 0,
    order: Annotated[
        str, typer.Option("--order", help="document (in the order of the text) or code.")
    ] = "document",
    show: Annotated[str, typer.Option("--show", help="all, open or settled.")] = "all",
    to: ToTable = None,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """List what coders differ on, with who coded it and what was decided; settle each with: qualcode disagreement settle."""
    from qualcode.study import Study
    from qualcode.workflows.agreeing import WHY, worklist_of, worklist_table

    settings = {"unit": unit, "role": role, "tolerance": tolerance, "order": order, "show": show}
    settings |= {"code": ", ".join(code or ()), "documents": ", ".join(documents or ())}
    with Study.open(study) as opened:
        found = worklist_of(
            opened, coders=coders, unit=cast("AgreementUnit", unit), codes=code, role=role, documents=documents,
            tolerance=tolerance, order=cast("Literal['document', 'code']", order),
            which=cast("Literal['all', 'open', 'settled']", show),
        )  # fmt: skip
        made = worklist_table(opened, found, settings)
        if to is not None:
            write_tables_to(opened, to, [made])
            return
    if as_json:
        json_out(
            {
                "coders": list(found.coders),
                "documents": list(found.documents),
                "settled": found.settled.settled,
                "open": found.settled.open,
                "disagreements": [_item(item) for item in found.items],
                "why": WHY[found.why],
                "blind": list(found.blind),
                **made.statement.as_dict(),
            }
        )
        return
    if as_csv:
        print_table(made)
        return
    if found.blind:
        say(f"Not compared, as still coding blind: {', '.join(found.blind)}.")
    if found.why:
        say(WHY[found.why])
        return
    from qualcode.cli.codings import shortened

    table(
        {
            "id": "l",
            "case": "l",
            "turn": "r",
            "code": "l",
            "coded": "l",
            "not coded": "l",
            "decided": "l",
            "text": "l",
        },
        [
            (
                item.id,
                item.case,
                item.turn,
                item.code,
                ", ".join(item.coded),
                ", ".join(item.not_coded) or "other boundaries",
                decided(item),
                shortened(item.text),
            )
            for item in found.items
        ],
        nothing="There is nothing of that kind that coders differ on."
        if found.settled.found
        else "The coders differ on nothing in what was compared.",
    )
    say(
        f"\nDisagreements: {found.settled.found}; settled: {found.settled.settled}, open: {found.settled.open}."
    )
    say_statement(made.statement)


def _item(item: Disagreement) -> dict[str, Any]:
    return {
        "id": item.id,
        "document": item.document,
        "case": item.case,
        "turn": item.turn,
        "role": item.role,
        "start": item.start,
        "end": item.end,
        "text": item.text,
        "code": item.code,
        "coded": list(item.coded),
        "not_coded": list(item.not_coded),
        "kind": item.kind,
        "spans": [{"coder": who, "start": start, "end": end} for who, start, end in item.spans],
        "quotations": list(item.quotations),
        "outcome": item.outcome,
        "note": item.note,
        "by": item.by,
        "at": item.at,
        "elsewhere": [
            {"start": each.start, "end": each.end, "outcome": each.outcome, "by": each.by}
            for each in item.elsewhere
        ],
    }


def decided(item: Disagreement) -> str:
    """The decision with its note, and decisions on the same text in another unit."""
    from qualcode.workflows.agreeing import elsewhere_sentence

    said = item.outcome + (f": {item.note}" if item.note else "")
    return f"{said}. {elsewhere_sentence(item)}" if item.elsewhere else said


def settle(
    study: StudyPath,
    id: Annotated[
        str, typer.Argument(metavar="ID", help="As qualcode disagreements lists it.", show_default=False)
    ],
    outcome: Annotated[
        str, typer.Argument(metavar="OUTCOME", help="coded, “not coded” or open.", show_default=False)
    ],
    note: Annotated[
        str | None, typer.Option("--note", help="Why; an empty one takes the note away.", show_default=False)
    ] = None,
    apply: Annotated[
        bool, typer.Option("--apply", help="Also code it (or not) for the coder of what was agreed on.")
    ] = False,
    coder: Annotated[
        str | None,
        typer.Option(
            "--coder",
            metavar="NAME",
            help="Whose codings --apply writes. Default: consensus, or who it was last.",
            show_default=False,
        ),
    ] = None,
    coders: Coders = None,
) -> None:
    """Decide on a disagreement: it should be coded, not coded, or is open again."""
    from qualcode.study import Study
    from qualcode.workflows.agreeing import settle_disagreement

    with Study.open(study) as opened, says_what_changed(opened):
        settle_disagreement(
            opened, id, cast("Outcome", outcome), note=note, apply=apply, coder=coder, coders=coders
        )


def consensus(
    study: StudyPath,
    coders: Coders = None,
    coder: Annotated[
        str | None,
        typer.Option(
            "--coder",
            metavar="NAME",
            help="For whom it is coded. Default: consensus, or who it was last.",
            show_default=False,
        ),
    ] = None,
    role: Role = "respondent",
    tolerance: Tolerance = 0,
    single: Annotated[
        bool,
        typer.Option("--single", help="Take over the codings of documents that one coder alone has coded."),
    ] = False,
    leave_open: Annotated[
        bool, typer.Option("--leave-open", help="Leave out disagreements that are still open.")
    ] = False,
    replace_own: Annotated[
        bool,
        typer.Option(
            "--replace",
            help="Let codings go that this coder has made by hand and the consensus does not have.",
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Code what all coders agree on and what was settled as coded for one coder, to be analysed with --coder."""
    from qualcode.study import Study
    from qualcode.workflows.agreeing import write_consensus

    with Study.open(study) as opened:
        made = write_consensus(
            opened, coders=coders, coder=coder, role=role, tolerance=tolerance, single=single, leave_open=leave_open,
            replace_own=replace_own,
        )  # fmt: skip
    if as_json:
        json_out(
            {
                "coder": made.coder,
                "documents": list(made.documents),
                "agreed": made.agreed,
                "settled": made.settled,
                "single": made.single,
                "open": made.open,
                "kept": made.kept,
                "replaced": made.replaced,
            }
        )
        return
    parts = [f"{made.agreed} agreed on", f"{made.settled} settled as coded"]
    parts += [f"{made.single} of documents that one alone has coded"] if single else []
    parts += [f"{made.open} open ones left out"] if made.open else []
    say(f"Coded for {made.coder} in {counted(len(made.documents), 'document')}: {', '.join(parts)}.")
    if made.kept:
        say(
            f"{counted(made.kept, 'coding')} that {made.coder} has made by hand, beyond the consensus, "
            f"{'was' if made.kept == 1 else 'were'} kept; --replace lets {'it' if made.kept == 1 else 'them'} go."
        )
    if made.replaced:
        say(
            f"{counted(made.replaced, 'coding')} that {made.coder} had made by hand {'has' if made.replaced == 1 else 'have'} gone; undo brings {'it' if made.replaced == 1 else 'them'} back."
        )
    say(
        f"Analyse it with --coder {made.coder!r}, or make it the primary coder: qualcode coder primary {study.name} {made.coder!r}"
    )
