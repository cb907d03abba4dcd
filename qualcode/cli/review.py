"""Commands of the round trip with a reviewer: a Word file out, its comments and edits back, decisions on them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.options import AsCsv, AsJson, Coder, StudyPath, Template, WrittenIn
from qualcode.cli.output import csv_rows, json_out, say, says_what_changed, table

if TYPE_CHECKING:
    from qualcode.model.reviews import Proposal
    from qualcode.study import Study
    from qualcode.workflows.reviewing import ImportedReview

__all__ = ["register"]

Ids = Annotated[list[int], typer.Argument(metavar="ID...", help="Numbers of proposals.", show_default=False)]
AnswerText = Annotated[
    str, typer.Option("--answer", metavar="TEXT", help="What the reviewer is told.", show_default=False)
]
LONGEST_SHOWN = 70
"""Characters of a text in a row of the list."""
LONGEST_AUTHOR = 30
"""Characters of a reviewer's name in a row of the list."""


def register(app: typer.Typer) -> None:
    """Add these commands."""
    group = typer.Typer(
        help="The round trip with a reviewer who works in Word: files out, comments and edits back as proposals.",
        no_args_is_help=True,
    )
    group.command("export")(review_export)
    group.command("import")(review_import)
    group.command("list")(review_list)
    group.command("show")(review_show)
    group.command("accept")(review_accept)
    group.command("decline")(review_decline)
    group.command("answer")(review_answer)
    group.command("remove")(review_remove)
    app.add_typer(group, name="review")


def review_export(
    study: StudyPath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new .docx file.", show_default=False)],
    codebook: Annotated[bool, typer.Option("--codebook", help="The codebook; that is the default.")] = False,
    document: Annotated[
        str | None,
        typer.Option(
            "--document", metavar="NAME", help="The coded transcript of this document.", show_default=False
        ),
    ] = None,
    code: Annotated[
        list[str] | None,
        typer.Option(
            "--code",
            metavar="NAME",
            help="Only this code, category or theme with all below it.",
            show_default=False,
        ),
    ] = None,
    coder: Coder = None,
    examples: Annotated[
        int | None,
        typer.Option(
            "--examples",
            min=0,
            max=50,
            help="Quotations printed with each code of a codebook; default: 3.",
            show_default=False,
        ),
    ] = None,
    language: WrittenIn = None,
    template: Template = None,
    as_json: AsJson = False,
) -> None:
    """Write the codebook or a coded transcript for a reviewer, who comments and edits in Word or LibreOffice and sends the file back."""
    from qualcode.errors import InputError
    from qualcode.study import Study
    from qualcode.workflows.reviewing import export_review

    if codebook and document is not None:
        raise InputError("Give --codebook or --document, not both: each is a file of its own.")
    with Study.open(study) as opened:
        made = export_review(
            opened, file, document=document, codes=code or (), coder=coder, language=language,
            examples=examples, template=template,
        )  # fmt: skip
    if as_json:
        json_out({"file": str(file), "kind": made.kind, "mark": made.token, "at": made.at})
        return
    say(f"Wrote {file}. When it comes back, read it with: qualcode review import {study.name} {file.name}")


def review_import(
    study: StudyPath,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The .docx file that came back.", show_default=False)
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be read, and keep nothing.")
    ] = False,
    anyway: Annotated[
        bool,
        typer.Option("--anyway", help="Read it even where it comes from another study, by its words alone."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Read comments and edits from a file that came back, as proposals; nothing of it is applied."""
    from qualcode.study import Study
    from qualcode.workflows.reviewing import import_review

    with Study.open(study) as opened:
        found = import_review(opened, file, dry_run=dry_run, anyway=anyway)
        rows = new_rows(opened, found)
    if as_json:
        json_out(
            {
                "file": found.file,
                "kept": not dry_run,
                "comments": found.comments,
                "edits": found.edits,
                "known": found.known,
                "unmatched": found.unmatched,
                "stale": found.stale,
                "withdrawn": found.withdrawn,
                "notes": list(found.notes),
                "proposals": rows,
            }
        )
        return
    table(
        {"id": "r", "kind": "l", "of": "l", "what": "l", "by": "l"},
        [
            (
                row["id"],
                row["kind"],
                shown_target(row),
                shorter(row["new"] or row["said"]) or "(emptied)",
                shorter(row["author"], LONGEST_AUTHOR),
            )
            for row in rows
        ],
        nothing="The file holds no comment and no edit that was not read before.",
        things="comments and edits",
        whole="--json gives",
    )
    told = f"\n{said_of(found)}" if rows or found.known else ""
    for line in (told, *found.notes):
        if line:
            say(line)
    if rows and not dry_run:
        say(f"Nothing is applied yet; look at them with: qualcode review list {study.name}")


def said_of(found: ImportedReview) -> str:
    """How many comments and edits a file held, in a sentence."""
    from qualcode.text.counting import counted

    parts = [counted(found.comments, "comment"), counted(found.edits, "edit")]
    line = f"{parts[0]} and {parts[1]}"
    if found.known:
        line += f"; {found.known} more had been read before"
    if found.unmatched:
        line += f"; {found.unmatched} without a place in the study"
    return line + "."


def new_rows(study: Study, found: ImportedReview) -> list[dict[str, Any]]:
    """What was new in a file: proposals as they are listed, in a dry run without ids."""
    if found.proposals:
        wanted = set(found.proposals)
        return [as_row(each) for each in study.proposals.list() if each.id in wanted]
    from qualcode.workflows.reviewing import target_of

    return [
        {
            "id": None,
            "kind": each.kind,
            "target": target_of(study, each),
            "field": each.field,
            "old": each.old,
            "new": each.new,
            "said": each.said,
            "about": each.about,
            "author": each.author,
            "at": each.at,
            "thread": each.thread,
            "matched": each.matched,
        }
        for each in found.found
    ]


def as_row(each: Proposal) -> dict[str, Any]:
    """A proposal in the keys of the contract."""
    return {
        "id": each.id,
        "kind": each.kind,
        "target": each.target,
        "field": each.field,
        "old": each.old,
        "new": each.new,
        "said": each.said,
        "about": each.about,
        "author": each.author,
        "at": each.at,
        "thread": each.thread,
        "matched": each.matched,
        "quotation": each.quotation_id,
        "start": each.span[0] if each.span else None,
        "end": each.span[1] if each.span else None,
        "state": each.state,
        "answer": each.answer,
        "decided": each.decided,
        "decided_by": each.decided_by,
        "stale": each.stale,
        "file": each.file,
        "imported": each.imported,
        "imported_by": each.imported_by,
    }


def shown_target(row: dict[str, Any]) -> str:
    """What a proposal speaks of, with its field, in a cell."""
    from qualcode.study.proposals import FIELD_WORDS

    target = row["target"] or "–"
    if row["kind"] == "edit" and row["field"] != "name" and row["about"] not in ("", row["target"]):
        target += f" (formerly “{row['about']}”)"
    return f"{target}: {FIELD_WORDS[row['field']]}" if row["field"] else target


def shorter(text: str, longest: int = LONGEST_SHOWN) -> str:
    """A text in one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def review_list(
    study: StudyPath,
    state: Annotated[
        str | None, typer.Option(help="Only those that are open, accepted or declined.", show_default=False)
    ] = None,
    code: Annotated[
        str | None,
        typer.Option(
            "--code", metavar="NAME", help="Only about this code and all below it.", show_default=False
        ),
    ] = None,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """List what reviewers said and changed, and what became of it."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        found = opened.proposals.list(state, code=code)
    rows = [as_row(each) for each in found]
    if as_json:
        json_out(rows)
        return
    if as_csv:
        names = list(rows[0]) if rows else ["id", "kind", "target", "field", "old", "new", "said"]
        csv_rows(names, [[as_cell(row[name]) for name in names] for row in rows])
        return
    table(
        {"id": "r", "state": "l", "kind": "l", "of": "l", "what": "l", "by": "l", "when": "l"},
        [
            (
                row["id"],
                row["state"] + (" (stale)" if row["stale"] else ""),
                row["kind"],
                shown_target(row),
                shorter(row["new"] or row["said"]) or "(emptied)",
                shorter(row["author"], LONGEST_AUTHOR),
                row["at"][:10],
            )
            for row in rows
        ],
        nothing="There is no proposal"
        + (" like that." if state or code else "; send a file out with: qualcode review export."),
        things="proposals",
        whole="--json or --csv give",
    )


def as_cell(value: object) -> str | int | None:
    """A value as a cell of a CSV table."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, int) or value is None else str(value)


def review_show(
    study: StudyPath,
    number: Annotated[int, typer.Argument(metavar="ID", help="Number of the proposal.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Show one proposal in full: what it speaks of, the text as it was when the file came back, as proposed and as it is now, and the answer."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        each = opened.proposals.get(number)
        current = opened.proposals.current(each)
    row = as_row(each)
    if as_json:
        json_out(row | {"current": current})
        return
    head = f"Proposal {each.id}, {each.state}: {each.kind} of {each.author or 'somebody'}"
    say(head + (f", {each.at[:10]}" if each.at else "") + (f", from {each.file}" if each.file else ""))
    lines = [("about", shown_target(row))]
    if each.kind == "edit":
        lines += [("was", each.old or "(empty)"), ("proposed", each.new or "(empty)")]
        if each.stale or current != (each.new if each.state == "accepted" else each.old):
            lines.append(("is now", current or "(empty)"))
    else:
        lines += [("words", each.about), ("says", each.said)]
    lines.append(("answer", each.answer))
    for name, text in lines:
        if text:
            say(f"  {name}: {text}")
    if each.decided:
        say(f"  {each.state} {each.decided[:10]} by {each.decided_by}")
    if each.stale:
        seen = (
            "after the file was written for the reviewer, before it came back"
            if current == each.old
            else "since the reviewer saw it"
        )
        say(f"The text changed in the study {seen}; accepting it takes --anyway.")


def review_accept(
    study: StudyPath,
    ids: Ids,
    answer: AnswerText = "",
    as_memo: Annotated[bool, typer.Option("--as-memo", help="Keep comments as memos, too.")] = False,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Also where the text changed since the reviewer saw it.")
    ] = False,
) -> None:
    """Accept proposals: an edit sets the text, a comment is settled."""
    from qualcode.study import Study
    from qualcode.workflows.reviewing import accept

    with Study.open(study) as opened, says_what_changed(opened):
        accept(opened, ids, answer=answer, as_memo=as_memo, anyway=anyway)


def review_decline(study: StudyPath, ids: Ids, answer: AnswerText = "") -> None:
    """Decline proposals; --answer gives the reason."""
    from qualcode.study import Study
    from qualcode.workflows.reviewing import decline

    with Study.open(study) as opened, says_what_changed(opened):
        decline(opened, ids, answer)


def review_answer(
    study: StudyPath,
    number: Annotated[int, typer.Argument(metavar="ID", help="Number of the proposal.", show_default=False)],
    text: Annotated[str, typer.Argument(metavar="TEXT", show_default=False)],
) -> None:
    """Answer a proposal without deciding on it."""
    from qualcode.study import Study
    from qualcode.workflows.reviewing import answer

    with Study.open(study) as opened, says_what_changed(opened):
        answer(opened, number, text)


def review_remove(
    study: StudyPath,
    ids: Ids,
    for_good: Annotated[
        bool,
        typer.Option(
            "--for-good", help="Also from history and backups, such as after a withdrawal; cannot be undone."
        ),
    ] = False,
) -> None:
    """Take proposals out of the list; what was accepted of them stays in the study."""
    from qualcode.study import Study
    from qualcode.study.withdrawal import forget_proposals
    from qualcode.text.counting import counted

    with Study.open(study) as opened:
        if not for_good:
            with says_what_changed(opened):
                opened.proposals.remove(ids)
            return
        done = forget_proposals(opened, ids)
    say(
        f"Removed {counted(len(set(ids)), 'proposal')} for good; {counted(done.backups, 'old backup')} deleted, a fresh one made. "
        "Copies you made yourself, and files that came back, are yours to delete."
    )
    if done.set_aside:
        say(f"{counted(done.set_aside, 'damaged file')} of the study, set aside earlier, deleted.")
    for path in done.damaged:
        say(f"{path} may still hold the words: look at it, and delete it yourself.")
