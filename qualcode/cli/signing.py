"""Commands that sign codes off, and how a sign-off is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from qualcode.cli.options import AsJson, StudyPath
from qualcode.cli.output import json_out, say, says_what_changed, table

if TYPE_CHECKING:
    from qualcode.model.reviews import Signoff, SignoffState

__all__ = ["codebook_approve", "codebook_signoff", "signoff_record", "signoff_words"]


def codebook_approve(
    study: StudyPath,
    codes: Annotated[
        list[str], typer.Argument(metavar="CODE", help="Codes, categories or themes.", show_default=False)
    ],
    state: Annotated[str, typer.Option(help="draft, “in review” or approved.")] = "approved",
    by: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who decided; default: who sits here.", show_default=False),
    ] = None,
    note: Annotated[str, typer.Option(metavar="TEXT", help="A remark.", show_default=False)] = "",
    below: Annotated[bool, typer.Option("--below", help="Also everything under them.")] = False,
) -> None:
    """Sign codes off as they are now: as approved, in review, or a draft again."""
    from qualcode.study import Study

    with Study.open(study) as opened, says_what_changed(opened):
        opened.signoffs.set(codes, cast("SignoffState", state), by=by, note=note, below=below)


def codebook_signoff(study: StudyPath, as_json: AsJson = False) -> None:
    """List how far each code is signed off, by whom and when, and which changed since."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        signoffs = opened.signoffs.list()
        depths = {code.id: code.depth for code in opened.codebook.tree()}
    if as_json:
        json_out([{"code": each.code, **signoff_record(each)} for each in signoffs])
        return
    table(
        {"code": "l", "state": "l", "by": "l", "when": "l", "note": "l"},
        [
            ("  " * depths[each.code_id] + each.code, signoff_words(each), each.by, each.at[:10], each.note)
            for each in signoffs
        ],
        nothing="There are no codes yet.",
    )
    done = sum(each.state == "approved" and not each.changed for each in signoffs)
    changed = sum(each.changed for each in signoffs)
    if signoffs:
        say(f"{done} of {len(signoffs)} approved as they are; {changed} changed since they were signed off.")


def signoff_record(each: Signoff) -> dict[str, Any]:
    """A sign-off in the keys of JSON."""
    return {
        "state": each.state,
        "by": each.by or None,
        "at": each.at or None,
        "note": each.note,
        "changed": each.changed,
    }


def signoff_words(each: Signoff) -> str:
    """The state of a sign-off, and that it is not of what stands there now."""
    return f"{each.state}, changed since" if each.changed else each.state
