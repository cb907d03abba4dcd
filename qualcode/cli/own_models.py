"""What the command on models does with models of one's own: begin, check, adopt, compare versions, draw one from interviews."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from qualcode.cli.options import pairs
from qualcode.cli.output import json_out, say, table
from qualcode.errors import InputError
from qualcode.text.counting import counted

__all__ = ["adopt", "check", "diff", "drop", "new", "practice", "rename"]


def new(
    study: Path | None, files: Sequence[Path], like: str | None, empty: bool, language: str | None
) -> None:
    """Write a model file to edit, begun from a model of the study, a shipped one, or the criteria alone."""
    from qualcode.study import Study
    from qualcode.workflows.own_models import new_model

    if study is None or len(files) != 1:
        raise InputError(
            "Name the study and the file to write: qualcode models new STUDY FILE.yaml [--like MODEL | --empty]"
        )
    with Study.open(study) as opened:
        new_model(opened, files[0], like=like, empty=empty, language=language)
    say(
        f"Wrote {files[0]}. Edit it, then: qualcode models check {files[0]}, and: qualcode models adopt {study} {files[0]}"
    )


def check(study: Path | None, files: Sequence[Path], as_json: bool) -> None:
    """Look through framework files without adopting them; leaves with 1 where one cannot be adopted."""
    from qualcode.study import Study
    from qualcode.study.study import SUFFIX
    from qualcode.workflows.own_models import check_files

    within = study is not None and study.suffix == SUFFIX
    paths = [*files] if within else [*([study] if study is not None else []), *files]
    if not paths:
        raise InputError("Name the files to look through: qualcode models check [STUDY] FILE...")
    if within:
        with Study.open(study or Path()) as opened:
            found = check_files(paths, opened)
    else:
        found = check_files(paths)
    ok = not any(each.faults for each in found)
    if as_json:
        json_out(
            {
                "ok": ok,
                "files": [
                    {
                        "file": each.file,
                        "kind": each.kind or None,
                        "id": each.id or None,
                        "cells": len(each.model.cells) if each.model is not None else None,
                        "bases": each.model.bases if each.model is not None else None,
                        "unverified": each.model.unverified if each.model is not None else None,
                        "status": each.model.status if each.model is not None else None,
                        "faults": list(each.faults),
                        "warnings": list(each.advice),
                    }
                    for each in found
                ],
            }
        )
    else:
        for each in found:
            for sentence in each.faults:
                say(sentence)
            if not each.faults:
                model = each.model
                more = (
                    f" “{model.id}”, {counted(len(model.cells), 'cell')}, {model.unverified} of them not verified"
                    if model is not None
                    else ""
                )
                say(f"{each.file}: {each.kind}{more}; it can be adopted.")
            for sentence in each.advice:
                say(f"  Look at this: {sentence}")
    if not ok:
        raise typer.Exit(1)


def adopt(study: Path | None, files: Sequence[Path]) -> None:
    """Copy models into a study."""
    from qualcode.study import Study
    from qualcode.workflows.own_models import adopt_files

    if study is None:
        raise InputError("Name the study: qualcode models adopt STUDY [FILE...]")
    with Study.open(study) as opened:
        done, advice = adopt_files(opened, files)
        versions = {(each.kind, each.key): each.version for each in opened.frameworks.adopted()}
    if not done:
        say("The study has these files already; nothing changed.")
        return
    names = [
        file.id + (f" (version {number})" if (number := versions[file.kind, file.id]) > 1 else "")
        for file in done
    ]
    say(f"Adopted {', '.join(names)}.")
    for sentence in advice:
        say(f"Look at this: {sentence}")


def diff(study: Path | None, given: Sequence[Path], since: int | None, as_json: bool) -> None:
    """Print what changed between two versions of a model or of the criteria."""
    from qualcode.study import Study
    from qualcode.workflows.own_models import difference

    if study is None or not 1 <= len(given) <= 2:
        raise InputError(
            "Name the study and the model (or “criteria”): qualcode models diff STUDY MODEL [FILE] [--since N]"
        )
    with Study.open(study) as opened:
        found = difference(opened, str(given[0]), since=since, file=given[1] if len(given) == 2 else None)
    if as_json:
        json_out(
            {
                "model": found.id,
                "old": found.old,
                "new": found.new,
                "changes": [
                    {
                        "criterion": each.criterion or None,
                        "field": each.field,
                        "old": each.old or None,
                        "new": each.new or None,
                    }
                    for each in found.changes
                ],
            }
        )
        return
    say(f"{found.id}: {found.old} → {found.new}\n")
    table(
        {"criterion": "l", "what": "l", "old": "l", "new": "l"},
        [
            (each.criterion or "(the file)", each.field, each.old or "–", each.new or "–")
            for each in found.changes
        ],
        nothing="They say the same; only their wording as files differs.",
    )


def practice(
    study: Path | None,
    files: Sequence[Path],
    cases: Sequence[str],
    attributes: Sequence[str],
    coder: str | None,
) -> None:
    """Write the practice that respondents describe as a model file."""
    from qualcode.study import Study
    from qualcode.workflows.own_models import practice_as_model

    if study is None or len(files) != 1:
        raise InputError(
            "Name the study and the file to write: qualcode models from STUDY FILE.yaml --attribute NAME=VALUE"
        )
    with Study.open(study) as opened:
        found = practice_as_model(
            opened, files[0], cases=cases, attributes=pairs(attributes, "--attribute"), coder=coder
        )
    alone = len(found.levels) - len(found.cells)
    more = ""
    if alone == 1:
        more = " One criterion that one respondent alone speaks of stands there as a comment."
    elif alone:
        more = f" {alone} criteria that one respondent alone speaks of stand there as comments."
    say(
        f"Wrote {files[0]}: {counted(len(found.cells), 'cell')} from {counted(len(found.respondents), 'respondent')} ({found.whose}).{more} "
        f"It is described practice, not ranked; adopt it with: qualcode models adopt {study} {files[0]}"
    )


def rename(study: Path | None, names: Sequence[Path]) -> None:
    """Give an adopted criterion another id everywhere in the study."""
    from qualcode.study import Study
    from qualcode.workflows.own_models import rename_criterion

    if study is None or len(names) != 2:
        raise InputError("Name the study, the criterion and its new id: qualcode models rename STUDY OLD NEW")
    old, new = map(str, names)
    with Study.open(study) as opened:
        changed = rename_criterion(opened, old, new)
    say(f"{old} is {new} now, in mappings and in these files, each a new version: {', '.join(changed)}.")


def drop(study: Path | None, names: Sequence[Path]) -> None:
    """Take a model out of a study."""
    from qualcode.study import Study
    from qualcode.workflows.own_models import drop_model

    if study is None or len(names) != 1:
        raise InputError("Name the study and the model: qualcode models drop STUDY MODEL")
    with Study.open(study) as opened:
        model, children = drop_model(opened, str(names[0]))
        left = len(opened.frameworks.models())
    more = f" It is the family of {', '.join(children)}, which stays." if children else ""
    if not left:
        more += " The study has no model now; compare adopts the shipped ones again."
    say(
        f"{model.id} is no longer a model of this study.{more} Undo brings it back, or: qualcode models adopt {study} FILE"
    )
