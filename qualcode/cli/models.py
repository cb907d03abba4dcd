"""Commands on reference models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.options import AsJson, Coder
from qualcode.cli.output import json_out, say, table
from qualcode.errors import InputError, NotFoundError
from qualcode.model.frameworks import BASES, UNVERIFIED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.frameworks import Criteria, FrameworkFile, ReferenceModel, Revision, Source

__all__ = ["register"]

MARK = "†"
"""Stands beside the basis of a cell that is not verified."""
UNVERIFIED_WORDS = "† recalled and inferred cells are not verified."
DRAFT_WORDS = "draft: nobody else who knows the field has read the model yet."


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(models)


def models(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="MODEL|list|show|new|check|adopt|drop|diff|from|rename",
            help="A model that comes with qualcode; or what to do with the models of a study.",
            show_default=False,
        ),
    ] = None,
    study: Annotated[Path | None, typer.Argument(metavar="STUDY", show_default=False, readable=False)] = None,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE|MODEL", show_default=False, readable=False)
    ] = None,
    like: Annotated[
        str | None,
        typer.Option(
            metavar="MODEL", help="new: the model to start from; default: fact.", show_default=False
        ),
    ] = None,
    empty: Annotated[
        bool, typer.Option("--empty", help="new: begin with all criteria and their steps, none filled in.")
    ] = False,
    since: Annotated[
        int | None,
        typer.Option(
            metavar="N", help="diff: the version to begin with; default: the one before.", show_default=False
        ),
    ] = None,
    case: Annotated[
        list[str] | None,
        typer.Option(metavar="LABEL", help="from: a respondent. May be repeated.", show_default=False),
    ] = None,
    attribute: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=VALUE",
            help="from: the respondents with this value of an attribute.",
            show_default=False,
        ),
    ] = None,
    coder: Coder = None,
    language: Annotated[
        str | None,
        typer.Option(
            help="Language of names and steps: en, cs, sv; default: en, in an empty model the study's.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the reference models that come with qualcode, or show one with its criteria, cells, basis and sources.

    models list STUDY lists the models of a study, models show STUDY MODEL shows one. models new STUDY FILE.yaml [--like MODEL | --empty]
    writes a model file to edit; models check [STUDY] FILE... looks through files without adopting them; models adopt STUDY [FILE...]
    copies them (default: the shipped ones) into the study; models drop STUDY MODEL takes one out of it again; models diff STUDY MODEL [FILE] lists what changed between two versions, or to a
    file. models from STUDY FILE.yaml --case LABEL | --attribute NAME=VALUE writes the practice that respondents describe as a model.
    models rename STUDY OLD NEW gives a criterion another id, also in mappings and models.
    """
    from qualcode.cli import own_models

    shown, given = language or "en", files or []
    if what == "new":
        own_models.new(study, given, like, empty, language)
    elif what == "check":
        own_models.check(study, given, as_json)
    elif what == "adopt":
        own_models.adopt(study, given)
    elif what == "drop":
        own_models.drop(study, given)
    elif what == "diff":
        own_models.diff(study, given, since, as_json)
    elif what == "rename":
        own_models.rename(study, given)
    elif what == "from":
        own_models.practice(study, given, case or [], attribute or [], coder)
    elif what == "list":
        list_adopted(study, shown, as_json)
    elif what == "show":
        show_adopted(study, given, shown, as_json)
    else:
        from qualcode.frameworks import read_all, shipped

        shipped_files = shipped()
        found = read_all(shipped_files)
        assert found.criteria is not None, "the shipped files have criteria"
        if what is None:
            show_list(found.models, found.criteria, shipped_files, shown, as_json)
        else:
            show(pick(found.models, what), found.criteria, found.sources, shown, as_json)


def pick(found: Sequence[ReferenceModel], name: str) -> ReferenceModel:
    """One model by id or short name."""
    key = name.strip().casefold().replace("-", "_")
    for model in found:
        if key in (model.id.casefold(), model.short.casefold().replace("-", "_")):
            return model
    raise NotFoundError(f"There is no model “{name}”; the models are: {', '.join(m.id for m in found)}.")


def label(texts: dict[str, str], language: str) -> str:
    """A text in a language, else in English, else in any."""
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def kind_words(model: ReferenceModel) -> str:
    """What is said of a model that is not ranked."""
    if model.rank:
        return ""
    return "family, never ranked" if model.kind == "family" else "not ranked"


def draft_words(found: Sequence[ReferenceModel]) -> str:
    """A sentence on drafts, where there are some."""
    return f" {DRAFT_WORDS}" if any(model.draft for model in found) else ""


def show_list(
    found: Sequence[ReferenceModel],
    criteria: Criteria,
    files: Sequence[FrameworkFile],
    language: str,
    as_json: bool,
    adopted: Sequence[Revision] | None = None,
) -> None:
    """Print models and criteria; with ``adopted``, the version of each model and the time when it was adopted."""
    hashes = {file.id: file.sha256 for file in files if file.kind == "model"}
    revisions = {each.key: each for each in adopted or () if each.kind == "model"}
    if as_json:
        json_out(
            {
                "models": [
                    {
                        "model": m.id,
                        "short": m.short,
                        "name": m.label,
                        "kind": m.kind,
                        "rank": m.rank,
                        "parent": m.parent,
                        "cells": len(m.cells),
                        "bases": m.bases,
                        "unverified": m.unverified,
                        "status": m.status,
                        "sha256": hashes.get(m.id),
                    }
                    | (
                        {"version": revisions[m.id].version, "adopted": revisions[m.id].adopted_at}
                        if m.id in revisions
                        else {}
                    )
                    for m in found
                ],
                "criteria": [
                    {
                        "criterion": c.id,
                        "domain": c.domain,
                        "core": c.core,
                        "name": c.label,
                        "description": c.description,
                        "anchors": {
                            key: {str(step): text for step, text in steps.items()}
                            for key, steps in c.anchors.items()
                        },
                    }
                    for c in criteria.criteria
                ],
            }
        )
        return
    table(
        {"model": "l", "short": "l", "name": "l", "status": "l"}
        | ({} if adopted is None else {"version": "r", "adopted": "r"}),
        [
            (
                m.id,
                m.short,
                label(m.label, language),
                "; ".join(part for part in (m.status, kind_words(m)) if part),
            )
            + ((revisions[m.id].version, revisions[m.id].adopted_at[:10]) if m.id in revisions else ())
            for m in found
        ],
        nothing="There are no models.",
    )
    say("")
    table(
        {"model": "l", "cells": "r"}
        | dict.fromkeys((basis + MARK * (basis in UNVERIFIED) for basis in BASES), "r"),
        [(m.id, len(m.cells), *m.bases.values()) for m in found],
        nothing="",
    )
    say(f"\nHow many cells rest on what. {UNVERIFIED_WORDS}{draft_words(found)}")
    say("")
    table(
        {"criterion": "l", "name": "l", "1": "l", "5": "l"},
        [
            (c.id, label(c.label, language), c.anchor(1, language), c.anchor(5, language))
            for c in criteria.criteria
        ],
        nothing="There are no criteria.",
    )
    say("\nA criterion is a position from 1 to 5, not a mark. One model: qualcode models fact")


def show(
    model: ReferenceModel, criteria: Criteria, sources: dict[str, Source], language: str, as_json: bool
) -> None:
    """Print one model with its cells."""
    names = {c.id: c for c in criteria.criteria}
    cells = list(model.cells.values())
    if as_json:
        value: dict[str, Any] = {
            "model": model.id,
            "short": model.short,
            "name": model.label,
            "kind": model.kind,
            "rank": model.rank,
            "parent": model.parent,
            "status": model.status,
            "data_version": model.data_version,
            "bases": model.bases,
            "unverified": model.unverified,
            "summary": model.summary,
            "notes": model.notes,
            "criteria": [
                {
                    "criterion": c.criterion,
                    "name": names[c.criterion].label,
                    "expect": [c.lo, c.hi],
                    "importance": c.importance,
                    "basis": c.basis,
                    "unverified": c.unverified,
                    "source": [
                        {"id": s, "status": sources[s].status, "ref": sources[s].ref}
                        if s in sources
                        else {"id": s}
                        for s in c.src
                    ],
                    "note": c.note,
                }
                for c in cells
            ],
        }
        json_out(value)
        return
    state = "; ".join(part for part in (model.status, kind_words(model)) if part)
    said = [f"{label(model.label, language)} ({model.id}{f'; {state}' if state else ''})"]
    say("\n".join([*said, model.summarised(language), *([model.notes] if model.notes else []), ""]))
    table(
        {
            "criterion": "l",
            "id": "l",
            "expected": "l",
            "importance": "l",
            "basis": "l",
            "source": "l",
            "note": "l",
        },
        [
            (
                label(names[c.criterion].label, language),
                c.criterion,
                f"{c.lo}-{c.hi}" if c.lo != c.hi else c.lo,
                c.importance,
                f"{c.basis} {MARK}" if c.unverified else c.basis,
                ", ".join(c.src),
                c.note,
            )
            for c in cells
        ],
        nothing="The model says nothing.",
    )
    say(
        f"\nBasis: seed and public were read; {MARK} recalled and inferred are not verified ({model.unverified} of {len(cells)} cells), "
        f"and may be corrected in a file of your own.{draft_words([model])}"
    )


def list_adopted(study: Path | None, language: str, as_json: bool) -> None:
    """Print the models of a study."""
    from qualcode.study import Study

    if study is None:
        raise InputError("Name the study: qualcode models list STUDY")
    with Study.open(study) as opened:
        found, criteria = opened.frameworks.models(), opened.frameworks.criteria()
        files, adopted = opened.frameworks.files(), opened.frameworks.adopted()
    if criteria is None:
        if as_json:
            json_out({"models": [], "criteria": []})
        else:
            say("This study has adopted no models yet; map and compare adopt the shipped ones by themselves.")
        return
    show_list(found, criteria, files, language, as_json, adopted)


def show_adopted(study: Path | None, names: Sequence[Path], language: str, as_json: bool) -> None:
    """Print one model of a study."""
    from qualcode.study import Study

    if study is None or len(names) != 1:
        raise InputError("Name the study and the model: qualcode models show STUDY MODEL")
    with Study.open(study) as opened:
        model = opened.frameworks.model(str(names[0]))
        criteria, sources = opened.frameworks.criteria(), opened.frameworks.sources()
    if criteria is None:
        raise InputError(
            f"The study has models but no criteria; adopt a criteria file with: qualcode models adopt {study} FILE"
        )
    show(model, criteria, sources, language, as_json)
