"""Commands on the code tree."""

from __future__ import annotations

from typing import Annotated, Any, cast

import typer

from qualcode.cli.options import AsJson, Name, NewName, StudyPath
from qualcode.cli.output import json_out, say, says_what_changed, table
from qualcode.cli.signing import signoff_record, signoff_words
from qualcode.errors import InputError
from qualcode.model.codes import CodeFields, Kind, Origin
from qualcode.text.counting import counted

__all__ = ["register"]

Brief = Annotated[str | None, typer.Option(help="Brief definition.", show_default=False)]
Full = Annotated[str | None, typer.Option(help="Full definition.", show_default=False)]
When = Annotated[str | None, typer.Option(help="When to use it.", show_default=False)]
WhenNot = Annotated[str | None, typer.Option(help="When not to use it.", show_default=False)]
Example = Annotated[str | None, typer.Option(help="An example.", show_default=False)]
Colour = Annotated[
    str | None,
    typer.Option(help="#RRGGBB; default: that of the category, or one from the palette.", show_default=False),
]
OriginOption = Annotated[
    str | None, typer.Option("--origin", help="data, theory or “in vivo”.", show_default=False)
]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    group = typer.Typer(help="Add, change, merge and split codes.", no_args_is_help=True)
    for name, function in (
        ("add", add),
        ("edit", edit),
        ("rename", rename),
        ("kind", set_kind),
        ("move", move),
        ("merge", merge),
        ("split", split),
        ("delete", delete),
        ("show", show),
    ):
        group.command(name)(function)
    app.add_typer(group, name="code")
    app.command()(codes)


def codes(study: StudyPath, as_json: AsJson = False) -> None:
    """List the code tree with the codings of all coders."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        tree = opened.codebook.tree()
        names = {code.id: code.name for code in tree}
    if as_json:
        json_out(
            [
                {
                    "code": c.name,
                    "kind": c.kind,
                    "parent": names.get(c.parent_id) if c.parent_id is not None else None,
                    "path": list(c.path),
                    "colour": c.colour,
                    "brief": c.brief,
                    "codings": c.codings,
                    "documents": c.documents,
                }
                for c in tree
            ]
        )
    else:
        rows = [
            (
                "  " * c.depth + c.name,
                c.kind,
                c.codings if c.kind == "code" else "",
                c.documents if c.kind == "code" else "",
                c.brief,
            )
            for c in tree
        ]
        table(
            {"code": "l", "kind": "l", "codings": "r", "documents": "r", "brief definition": "l"},
            rows,
            nothing="There are no codes yet.",
        )


def add(
    study: StudyPath,
    name: Name,
    kind: Annotated[str, typer.Option(help="theme, category or code.")] = "code",
    under: Annotated[
        str | None,
        typer.Option(metavar="PARENT", help="The theme or category to put it under.", show_default=False),
    ] = None,
    brief: Brief = None,
    full: Full = None,
    when: When = None,
    when_not: WhenNot = None,
    example: Example = None,
    colour: Colour = None,
    origin: OriginOption = None,
) -> None:
    """Add a theme, category or code."""
    from qualcode.study import Study

    fields = CodeFields(
        brief or "",
        full or "",
        when or "",
        when_not or "",
        example or "",
        colour or "",
        cast("Origin", origin or "data"),
    )
    with Study.open(study) as opened:
        made = opened.codebook.add(name, kind=cast("Kind", kind), under=under, fields=fields)
    say(f"Added the {made.kind} {' › '.join(made.path)}.")


def edit(
    study: StudyPath,
    name: Name,
    brief: Brief = None,
    full: Full = None,
    when: When = None,
    when_not: WhenNot = None,
    example: Example = None,
    colour: Colour = None,
    origin: OriginOption = None,
) -> None:
    """Change codebook fields; an empty text takes one away."""
    from qualcode.study import Study

    given = {
        "brief": brief,
        "full": full,
        "when": when,
        "when_not": when_not,
        "example": example,
        "colour": colour,
        "origin": origin,
    }
    values = {k: v for k, v in given.items() if v is not None}
    if not values:
        raise InputError(
            "Nothing to change; give at least one of --brief, --full, --when, --when-not, --example, --colour, --origin."
        )
    with Study.open(study) as opened:
        say(f"Changed “{opened.codebook.edit(name, **values).name}”.")


def rename(study: StudyPath, name: Name, new: NewName) -> None:
    """Give a code another name; the old one stays findable in the lineage."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        say(f"It is now called “{opened.codebook.rename(name, new).name}”.")


def set_kind(
    study: StudyPath,
    name: Name,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="theme, category or code.", show_default=False)],
) -> None:
    """Make a theme, category or code of a node; one with codings or mappings stays a code."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        made = opened.codebook.set_kind(name, cast("Kind", kind))
        say(f"“{made.name}” is a {made.kind} now.")


def move(
    study: StudyPath,
    names: Annotated[list[str], typer.Argument(metavar="NAME", show_default=False)],
    under: Annotated[
        str | None, typer.Option(metavar="PARENT", help="Where to put them.", show_default=False)
    ] = None,
    top: Annotated[bool, typer.Option("--top", help="Put them at the top level.")] = False,
) -> None:
    """Put codes or categories under another node."""
    from qualcode.study import Study

    if (under is None) != top:
        raise InputError("Say where to put them: --under PARENT, or --top for the top level.")
    with Study.open(study) as opened:
        opened.codebook.move(names, under)
        say("\n".join(" › ".join(opened.codebook.get(name).path) for name in names))


def merge(
    study: StudyPath,
    names: Annotated[list[str], typer.Argument(metavar="NAME", show_default=False)],
    into: Annotated[str, typer.Option(metavar="TARGET", help="The code that lives on.", show_default=False)],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would move.")] = False,
) -> None:
    """Merge codes into another: codings joined, equal ones folded, old names kept in the lineage."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        if dry_run:
            preview = opened.codebook.merge_preview(names, into)
            say(
                f"Into “{preview.into}” would move: {counted(preview.codings, 'coding')}, {counted(preview.mappings, 'mapping')}, {counted(preview.memos, 'memo')}; "
                f"{counted(preview.folded, 'equal coding')} would be folded."
            )
            for name in preview.children:
                say(f"“{name}” would come to stand under it.")
            for name, lost in preview.mappings_given_up.items():
                say("\n".join(f"A mapping of “{name}” would be given up: {words}" for words in lost))
            return
        target = opened.codebook.merge(names, into)
        step = next(
            c for c in reversed(opened.history.list()) if c.op == "codes.merge" and c.actor == opened.actor
        )
    say(
        f"{step.label}: {counted(int(step.details.get('codings', 0)), 'coding')} moved, {counted(int(step.details.get('folded', 0)), 'equal one')} folded. It now has {target.codings}."
    )
    for name, lost in step.details.get("mappings given up", {}).items():
        say("\n".join(f"A mapping of “{name}” was given up: {words}" for words in lost))


def split(
    study: StudyPath,
    name: Name,
    quotations: Annotated[
        list[int],
        typer.Argument(
            metavar="QUOTATION",
            help="Numbers of the quotations that go to the new code.",
            show_default=False,
        ),
    ],
    into: Annotated[str, typer.Option(metavar="NEW", help="Name of the new code.", show_default=False)],
) -> None:
    """Move chosen quotations of a code to a new one."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        new = opened.codebook.split(name, into, quotations)
        old = opened.codebook.get(name)
    say(f"“{new.name}” has {new.codings} codings, “{old.name}” keeps {old.codings}.")


def delete(
    study: StudyPath,
    name: Name,
    with_codings: Annotated[bool, typer.Option("--with-codings", help="Also where it is in use.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
) -> None:
    """Delete a code or category with all below it."""
    from qualcode.study import Study

    if dry_run:
        with Study.open(study) as opened:
            preview = opened.codebook.delete_preview(name)
        say(
            f"With “{preview.code}” would go: {counted(len(preview.below), 'node')} below it, {counted(preview.codings, 'coding')}, "
            f"{counted(preview.mappings, 'mapping')}, {counted(preview.memos, 'memo')}."
            + (
                f" {counted(preview.proposals, 'proposal')} of reviewers would stay."
                if preview.proposals
                else ""
            )
        )
        return
    with Study.open(study) as opened, says_what_changed(opened, " Undo brings it back."):
        opened.codebook.delete(name, with_codings=with_codings)


def show(study: StudyPath, name: Name, as_json: AsJson = False) -> None:
    """Show all fields of a code, its mappings, its memos and its lineage."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        code = opened.codebook.get(name)
        lineage = opened.codebook.lineage(name)
        mappings = [m for m in opened.mappings.list() if m.code_id == code.id]
        memos = [m for m in opened.memos.list() if m.target == "code" and m.target_id == code.id]
        parent = code.path[-2] if len(code.path) > 1 else None
        signoff = opened.signoffs.of(code)
    if as_json:
        value: dict[str, Any] = {
            "code": code.name,
            "kind": code.kind,
            "parent": parent,
            "path": list(code.path),
            "colour": code.colour,
            "origin": code.origin,
            "brief": code.brief,
            "full": code.full,
            "when": code.when,
            "when_not": code.when_not,
            "example": code.example,
            "codings": code.codings,
            "documents": code.documents,
            "created": code.created,
            "created_by": code.created_by,
            "signoff": signoff_record(signoff),
            "lineage": [
                {"kind": s.kind, "name": s.name, "at": s.at, "by": s.by, "details": s.details}
                for s in lineage
            ],
            "mappings": [
                {
                    "criterion": m.criterion,
                    "polarity": m.polarity,
                    "level": m.level,
                    "strength": m.strength,
                    "aspect": m.aspect,
                    "counts": m.counts,
                }
                for m in mappings
            ],
            "memos": [
                {"id": m.id, "kind": m.kind, "text": m.text, "created": m.created, "author": m.author}
                for m in memos
            ],
        }
        json_out(value)
        return
    say(" › ".join(code.path) + f"  ({code.kind}, {code.codings} codings in {code.documents} documents)")
    fields = (
        ("Brief definition", code.brief),
        ("Full definition", code.full),
        ("When to use", code.when),
        ("When not to use", code.when_not),
        ("Example", code.example),
    )
    for heading, value_text in fields:
        if value_text:
            say(f"{heading}: {value_text}")
    say(f"Colour {code.colour}, origin {code.origin}, created {code.created[:10]} by {code.created_by}")
    if signoff.at:
        words, note = signoff_words(signoff), f": {signoff.note}" if signoff.note else ""
        say(f"{words[:1].upper()}{words[1:]} ({signoff.by}, {signoff.at[:10]}){note}")
    for m in mappings:
        say(
            f"Mapped to {m.criterion}: {m.polarity if m.level is None else f'level {m.level}'}, strength {m.strength}, {m.aspect}{'' if m.counts else ', shown but not scored'}"
        )
    for step in lineage:
        verb = {
            "merged": "Came also from",
            "split": "Split from",
            "renamed": "Was called",
            "deleted": "Deleted",
        }[step.kind]
        say(f"{verb} “{step.name}” on {step.at[:10]} by {step.by}")
    for memo in memos:
        say(f"Memo ({memo.kind}, {memo.created[:10]}, {memo.author}): {memo.text}")
