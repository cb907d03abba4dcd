"""Commands on reference models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.options import AsJson
from qualcode.cli.output import json_out, say, table
from qualcode.errors import InputError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.model.frameworks import Criteria, FrameworkFile, ReferenceModel, Revision, Source

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(models)


def models(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="MODEL|new|adopt|list",
            help="A model to show; or what to do with the models of a study.",
            show_default=False,
        ),
    ] = None,
    study: Annotated[Path | None, typer.Argument(metavar="STUDY", show_default=False, readable=False)] = None,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE", show_default=False, readable=False)
    ] = None,
    like: Annotated[
        str | None,
        typer.Option(
            metavar="MODEL", help="new: the model to start from; default: fact.", show_default=False
        ),
    ] = None,
    language: Annotated[str, typer.Option(help="Language of names and anchors: en, cs, sv.")] = "en",
    as_json: AsJson = False,
) -> None:
    """List the reference models that come with qualcode, or show one with its criteria, cells, basis and sources.

    models new STUDY FILE.yaml [--like MODEL] writes a model file to edit; models adopt STUDY [FILE...] copies model files
    (default: the shipped ones) into a study; models list STUDY lists those of a study.
    """
    if what == "new":
        new(study, files or [], like)
    elif what == "adopt":
        adopt(study, files or [])
    elif what == "list":
        list_adopted(study, language, as_json)
    else:
        from qualcode.frameworks import read_all, shipped

        shipped_files = shipped()
        found = read_all(shipped_files)
        assert found.criteria is not None, "the shipped files have criteria"
        if what is None:
            show_list(found.models, found.criteria, shipped_files, language, as_json)
        else:
            show(pick(found.models, what), found.criteria, found.sources, language, as_json)


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
        {"model": "l", "short": "l", "name": "l", "cells": "r", "kind": "l"}
        | ({} if adopted is None else {"version": "r", "adopted": "l"}),
        [
            (
                m.id,
                m.short,
                label(m.label, language),
                len(m.cells),
                "family, never ranked" if not m.rank else "",
            )
            + (
                (revisions[m.id].version, revisions[m.id].adopted_at.replace("T", " ").replace("Z", " UTC"))
                if m.id in revisions
                else ()
            )
            for m in found
        ],
        nothing="There are no models.",
    )
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
            "summary": model.summary,
            "notes": model.notes,
            "criteria": [
                {
                    "criterion": c.criterion,
                    "name": names[c.criterion].label,
                    "expect": [c.lo, c.hi],
                    "importance": c.importance,
                    "basis": c.basis,
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
    say(f"{label(model.label, language)} ({model.id})\n{model.summarised(language)}\n{model.notes}\n")
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
                c.basis,
                ", ".join(c.src),
                c.note,
            )
            for c in cells
        ],
        nothing="The model says nothing.",
    )
    say(
        "\nBasis: seed and public were read; recalled and inferred are not verified, and may be corrected in a file of your own."
    )


def new(study: Path | None, files: Sequence[Path], like: str | None) -> None:
    """Write a model file to edit, begun from a model of the study or a shipped one."""
    from qualcode.frameworks.drafting import draft_model
    from qualcode.study import Study

    if study is None or len(files) != 1:
        raise InputError(
            "Name the study and the file to write: qualcode models new STUDY FILE.yaml [--like MODEL]"
        )
    with Study.open(study) as opened:
        adopted = [file for file in opened.frameworks.files() if file.kind == "model"]
    draft_model(files[0], like=like, adopted=adopted)
    say(f"Wrote {files[0]}. Edit it, then: qualcode models adopt {study} {files[0]}")


def adopt(study: Path | None, files: Sequence[Path]) -> None:
    """Copy models into a study."""
    from qualcode.frameworks import load, shipped
    from qualcode.study import Study
    from qualcode.workflows.comparing import adopt_shipped

    if study is None:
        raise InputError("Name the study: qualcode models adopt STUDY [FILE...]")
    with Study.open(study) as opened, opened.change("frameworks.adopt", "Adopted models"):
        if files:
            loaded = [load(path) for path in files]
            if opened.frameworks.criteria() is None and not any(file.kind == "criteria" for file in loaded):
                adopt_shipped(opened)
            done = opened.frameworks.adopt(loaded)
        else:
            done = opened.frameworks.adopt(shipped())
    say(
        f"Adopted {', '.join(file.id for file in done)}."
        if done
        else "The study has these files already; nothing changed."
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
