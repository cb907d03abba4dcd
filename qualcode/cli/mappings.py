"""The command that lists mappings: what is mapped, what is not, what could be, and what quotations state."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.options import AsCsv, AsJson
from qualcode.cli.output import json_out, say, table
from qualcode.cli.results import ToTable
from qualcode.errors import InputError

if TYPE_CHECKING:
    from qualcode.study import Study

__all__ = ["register"]

WORDS = ("suggest", "criteria", "levels", "agreement", "log")
USAGE = {
    "suggest": "qualcode mappings suggest STUDY [CODE]",
    "criteria": "qualcode mappings criteria STUDY",
    "levels": "qualcode mappings levels STUDY CODE CRITERION",
    "agreement": "qualcode mappings agreement STUDY [MAPPER [OTHER]]",
    "log": "qualcode mappings log STUDY [--code C] [--criterion K]",
}
MOST = {
    "": (1, 1),
    "suggest": (1, 2),
    "criteria": (1, 1),
    "levels": (3, 3),
    "agreement": (1, 3),
    "log": (1, 1),
}
"""Least and most words behind what is listed."""


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(mappings)


def mappings(
    first: Annotated[
        str,
        typer.Argument(
            metavar="STUDY|suggest|criteria|levels|agreement|log",
            help="The study file; before it what to list, where that is not the mappings.",
            show_default=False,
        ),
    ],
    study: Annotated[str | None, typer.Argument(metavar="STUDY", show_default=False)] = None,
    code: Annotated[str | None, typer.Argument(metavar="CODE|MAPPER", show_default=False)] = None,
    criterion: Annotated[str | None, typer.Argument(metavar="CRITERION|MAPPER", show_default=False)] = None,
    mapper: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Of a second mapper; the primary mapping is then not shown. Default: the primary mapping, in a log all.",
            show_default=False,
        ),
    ] = None,
    codes: Annotated[
        list[str] | None,
        typer.Option(
            "--code",
            metavar="C",
            help="agreement, log: only this code; a category stands for all below it. agreement: may be repeated.",
            show_default=False,
        ),
    ] = None,
    only: Annotated[
        str | None,
        typer.Option("--criterion", metavar="K", help="log: only this criterion.", show_default=False),
    ] = None,
    worklist: Annotated[
        bool, typer.Option("--worklist", help="agreement: the list of disagreements, not the figures.")
    ] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    to: ToTable = None,
) -> None:
    """List the mappings of codes to criteria.

    mappings suggest STUDY [CODE] lists criteria that share words with a code (default: with each code that is not mapped);
    nothing is mapped. mappings criteria STUDY lists the criteria with the codes that speak to them. mappings levels STUDY CODE
    CRITERION lists which level each quotation of the code states; give one with: map STUDY CODE CRITERION --quotation ID --level N.
    mappings agreement STUDY [MAPPER [OTHER]] says how far a second mapper agrees with the primary mapping (or two with each other), and
    where they do not. mappings log STUDY lists every change of mappings and of quotations' levels, the undone ones too.
    """
    from qualcode.study import Study

    given = [word for word in (first, study, code, criterion) if word is not None]
    what = first if first in WORDS else ""
    rest = given[1:] if what else given
    least, most = MOST[what]
    if not least <= len(rest) <= most:
        raise InputError(f"Write: {USAGE.get(what, 'qualcode mappings STUDY')}")
    refuse_strangers(
        what,
        {
            "--mapper": mapper is not None,
            "--code": bool(codes),
            "--criterion": only is not None,
            "--worklist": worklist,
            "--csv": as_csv,
            "--to": to is not None,
        },
    )
    with Study.open(Path(rest[0])) as opened:
        if what == "suggest":
            suggest(opened, rest[1:], mapper, as_json)
        elif what == "criteria":
            show_criteria(opened, mapper, as_json)
        elif what == "levels":
            show_levels(opened, rest[1], rest[2], as_json)
        elif what == "agreement":
            from qualcode.cli.mapping_agreement import show_agreement

            show_agreement(opened, rest[1:], codes or [], worklist, as_json, as_csv, to)
        elif what == "log":
            from qualcode.cli.mapping_agreement import show_log

            if codes is not None and len(codes) > 1:
                raise InputError("The log is shown for one code at a time; give --code once.")
            show_log(opened, codes[0] if codes else None, only, mapper, as_json, as_csv, to)
        else:
            show_mappings(opened, mapper, as_json)


def refuse_strangers(what: str, given: dict[str, bool]) -> None:
    """Refuse an option that what is listed does not have; raises :class:`~qualcode.errors.InputError`."""
    fits = {
        "": {"--mapper"},
        "suggest": {"--mapper"},
        "criteria": {"--mapper"},
        "agreement": {"--code", "--worklist", "--csv", "--to"},
        "log": {"--mapper", "--code", "--criterion", "--csv", "--to"},
    }.get(what, set())
    strange = [option for option, there in given.items() if there and option not in fits]
    if strange:
        raise InputError(
            f"{strange[0]} does not go with “mappings{f' {what}' if what else ''}”. Write: {USAGE.get(what, 'qualcode mappings STUDY [--mapper NAME]')}"
        )


def name_of(study: Study, criterion: str) -> str:
    """The name of a criterion in the study's language."""
    from qualcode.model.frameworks import language_of

    known = study.frameworks.criteria()
    labels = {each.id: each.label for each in known.criteria} if known is not None else {}
    label = labels.get(criterion, {})
    return label.get(language_of(label, study.language), criterion)


def suggest(study: Study, codes: list[str], mapper: str | None, as_json: bool) -> None:
    """Print the criteria that share words with codes."""
    from qualcode.workflows.mapping import coverage, criteria_for

    names = codes or [code.name for code in coverage(study, mapper).unmapped_codes]
    found = criteria_for(study, *names, mapper=mapper)
    if as_json:
        json_out(
            [
                {
                    "code": code,
                    "criteria": [
                        {
                            "criterion": each.criterion,
                            "name": name_of(study, each.criterion),
                            "score": each.score,
                            "shared": list(each.shared),
                        }
                        for each in proposed
                    ],
                }
                for code, proposed in found.items()
            ]
        )
        return
    table(
        {"code": "l", "criterion": "l", "name": "l", "words in common": "l"},
        [
            (code, each.criterion, name_of(study, each.criterion), ", ".join(each.shared[:3]))
            for code, proposed in found.items()
            for each in proposed
        ],
        nothing="No criterion shares a telling word with "
        + (f"“{codes[0]}”." if codes else "a code that is not mapped."),
    )
    bare = [code for code, proposed in found.items() if not proposed]
    if bare and not codes:
        say(f"\nWithout words in common with a criterion: {', '.join(bare)}.")


def show_criteria(study: Study, mapper: str | None, as_json: bool) -> None:
    """Print the criteria with the codes that speak to them."""
    from qualcode.workflows.mapping import coverage

    known = coverage(study, mapper)
    rows = [
        (each, [mapping.code for mapping in known.by_criterion.get(each.id, ())]) for each in known.criteria
    ]
    if as_json:
        json_out(
            [
                {
                    "criterion": each.id,
                    "name": name_of(study, each.id),
                    "domain": each.domain,
                    "core": each.core,
                    "codes": codes,
                }
                for each, codes in rows
            ]
        )
        return
    table(
        {"criterion": "l", "name": "l", "codes": "l"},
        [(each.id, name_of(study, each.id), ", ".join(codes) or "– no code –") for each, codes in rows],
        nothing="The study has no criteria yet; adopt those that come with qualcode: qualcode models adopt STUDY",
    )
    if known.unmapped_criteria:
        names = ", ".join(each.id for each in known.unmapped_criteria)
        say(f"\nYour codebook has no code on: {names}. Models that differ only there cannot be told apart.")


def show_levels(study: Study, code: str, criterion: str, as_json: bool) -> None:
    """Print which level each quotation of a code states on a criterion."""
    from qualcode.cli.codings import shortened
    from qualcode.workflows.mapping import levels

    found = levels(study, code, criterion)
    if as_json:
        json_out(
            [
                {
                    "quotation": each.quotation,
                    "document": each.document,
                    "case": each.case,
                    "start": each.start,
                    "end": each.end,
                    "text": each.text,
                    "stated": each.stated,
                    "level": each.level,
                }
                for each in found
            ]
        )
        return
    table(
        {"quotation": "r", "case": "l", "level": "r", "from": "l", "text": "l"},
        [
            (
                each.quotation,
                each.case,
                ("none" if each.stated else "–") if each.level is None else each.level,
                "the quotation" if each.stated else "nothing yet" if each.level is None else "the code",
                shortened(each.text),
            )
            for each in found
        ],
        nothing="No quotation bears this code yet.",
    )


def show_mappings(study: Study, mapper: str | None, as_json: bool) -> None:
    """Print the mappings of one person; levels of quotations belong to the primary mapping."""
    rows = study.mappings.by(mapper)
    found, readings = rows.list(), study.mappings.readings_seen() if rows.mapper is None else ()
    if as_json:
        json_out(
            [
                {
                    "code": m.code,
                    "criterion": m.criterion,
                    "polarity": m.polarity,
                    "level": m.level,
                    "strength": m.strength,
                    "aspect": m.aspect,
                    "counts": m.counts,
                    "quotations": [
                        {"quotation": r.quotation_id, "level": r.level}
                        for r in readings
                        if r.code_id == m.code_id and r.criterion == m.criterion
                    ],
                }
                for m in found
            ]
        )
        return
    stated = {
        (m.code_id, m.criterion): sum(r.code_id == m.code_id and r.criterion == m.criterion for r in readings)
        for m in found
    }
    table(
        {
            "code": "l",
            "criterion": "l",
            "level": "r",
            "strength": "r",
            "aspect": "l",
            "scored": "l",
            "quotations with a level of their own": "r",
        },
        [
            (
                m.code,
                m.criterion,
                "ask" if m.level is None else m.level,
                m.strength,
                m.aspect,
                "yes" if m.counts else "no",
                stated[m.code_id, m.criterion] or "",
            )
            for m in found
        ],
        nothing=f"No code is mapped yet: qualcode map {study.path} CODE CRITERION",
    )
    others = study.mappings.mappers()
    if rows.mapper is not None:
        say(f"\nMapping of {rows.mapper}, made beside the primary one.")
    elif others:
        say(
            f"\nMapped a second time by: {', '.join(others)}. How far they agree: qualcode mappings agreement {study.path}"
        )
