"""What a correction of a document does, printed before it is stored, and stored."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from qualcode.cli.output import json_out, say, warn
from qualcode.text.counting import counted

if TYPE_CHECKING:
    from qualcode.model.versions import Correction
    from qualcode.study import Study
    from qualcode.workflows.correcting import Planned

__all__ = ["carry_out"]

SHOWN = 20
"""Quotations of each kind that are listed on the screen; JSON has all of them."""


def carry_out(
    path: Path,
    document: str,
    plan: Callable[[Study, int], Planned],
    *,
    dry_run: bool,
    as_json: bool,
    yes: bool = True,
) -> None:
    """Plan a correction of a document of a study and finish it; ``plan`` gets the study and the document's id."""
    from qualcode.study import Study

    with Study.open(path) as study:
        finish(study, plan(study, study.documents.get(document).id), dry_run, yes, as_json)


def finish(study: Study, planned: Planned, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Say what becomes of the quotations, and store the correction where that is wanted."""
    from qualcode.workflows.correcting import store
    from qualcode.workflows.indexing import index_study

    correction = planned.correction
    warnings = planned.source[2].warnings if planned.source is not None else ()
    if as_json:
        json_out(as_data(correction) | {"warnings": list(warnings), "stored": not dry_run})
    else:
        show(correction)
        for warning in warnings:
            say(f"  {warning}")
    if dry_run:
        if not as_json:
            say("Nothing was written (--dry-run).")
        return
    if (
        (correction.lost or correction.gone_beside)
        and not (yes or as_json)
        and sys.stdin.isatty()
        and not typer.confirm("Store the correction all the same?")
    ):
        say("Nothing was changed.")
        return
    document = store(study, planned)
    index_study(study)
    if not as_json:
        say(f"{planned.label}: version {study.versions.current(document.id)}.")
        if correction.lost:
            say(
                f"Quotations without a place are kept: qualcode document unanchored {study.path.name}; give one a place with: qualcode quotation anchor"
            )
        if correction.new_labels:
            open_roles = [
                s.label
                for s in study.documents.speakers(document)
                if s.label in correction.new_labels and s.role == "unknown"
            ]
            if open_roles:
                warn(
                    f"Whose role is what is not settled for {', '.join(open_roles)}: qualcode document role {study.path.name} … LABEL=ROLE"
                )


def show(correction: Correction) -> None:
    """Print what a correction does."""
    from qualcode.workflows.correcting import gone_with

    say(
        f"“{correction.name}”: {counted(correction.places, 'place')} of the text, {correction.turns_before} turns before and {len(correction.turns)} after."
    )
    total = correction.same + len(correction.changed) + len(correction.moved) + len(correction.lost)
    say(
        f"Of {counted(total, 'quotation')} {correction.same} keep their words, {len(correction.changed)} get other words, "
        f"{len(correction.moved)} move, {len(correction.lost)} lose their place."
    )
    for word, quotations in (("other words", correction.changed), ("moved", correction.moved)):
        for q in quotations[:SHOWN]:
            say(
                f"  {q.number} ({word}): “{q.before}” → “{q.after}”"
                if q.before != q.after
                else f"  {q.number} ({word}): “{q.before}”"
            )
        more(len(quotations))
    for one, other in correction.joined:
        say(f"  {one} comes to lie on the words of {other} and is joined with it")
    if correction.placed:
        say(f"  Their place again get: {', '.join(map(str, correction.placed))}")
    for lost in correction.lost[:SHOWN]:
        say(
            f"  {lost.number} (no place): “{lost.words}”"
            + (f" – {', '.join(lost.codes)}" if lost.codes else "")
        )
    more(len(correction.lost))
    if gone := gone_with(correction):
        say(f"  {gone}")
    if correction.unprinted:
        say(
            f"  Their printed form no longer fits and is dropped: {', '.join(map(str, correction.unprinted))}"
        )


def more(number: int) -> None:
    """Say how many are not listed."""
    if number > SHOWN:
        say(f"  … and {number - SHOWN} more (--json has all)")


def as_data(correction: Correction) -> dict[str, object]:
    """A correction in the keys of the contract."""
    return {
        "document": correction.name,
        "places": correction.places,
        "turns_before": correction.turns_before,
        "turns": len(correction.turns),
        "same": correction.same,
        "changed": [
            {"quotation": q.number, "before": q.before, "after": q.after} for q in correction.changed
        ],
        "moved": [{"quotation": q.number, "text": q.before} for q in correction.moved],
        "lost": [{"quotation": q.number, "text": q.words, "codes": list(q.codes)} for q in correction.lost],
        "joined": [{"quotation": one, "into": other} for one, other in correction.joined],
        "placed": list(correction.placed),
        "unprinted": list(correction.unprinted),
        "new_labels": list(correction.new_labels),
        "gone": {table: correction.gone_beside.get(table, 0) for table in ("asked", "adjudications")},
    }
