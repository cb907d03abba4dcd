"""Commands on memos."""

from __future__ import annotations

from typing import Annotated, cast

import typer

from qualcode.cli.options import AsCsv, AsJson, MemoId, MemoText, StudyPath
from qualcode.cli.output import csv_rows, json_out, say, table
from qualcode.errors import InputError
from qualcode.model.codings import MEMO_KINDS, MemoKind, MemoTarget

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    group = typer.Typer(
        help="Dated notes on the study, documents, quotations and codes.", no_args_is_help=True
    )
    for name, function in (("add", add), ("list", list_), ("edit", edit), ("remove", remove)):
        group.command(name)(function)
    app.add_typer(group, name="memo")


def add(
    study: StudyPath,
    text: MemoText,
    kind: Annotated[
        str, typer.Option(help="code, theoretical, methodological, reflexive or narrative.")
    ] = "theoretical",
    document: Annotated[
        str | None, typer.Option(help="The document it is about.", show_default=False)
    ] = None,
    quotation: Annotated[
        int | None, typer.Option(help="The quotation it is about.", show_default=False)
    ] = None,
    code: Annotated[str | None, typer.Option(help="The code it is about.", show_default=False)] = None,
) -> None:
    """Write a memo on the study, or on a document, quotation or code."""
    from qualcode.study import Study

    targets = [
        (t, v) for t, v in (("document", document), ("quotation", quotation), ("code", code)) if v is not None
    ]
    if len(targets) > 1:
        raise InputError("A memo is about one thing; give only one of --document, --quotation, --code.")
    target, name = targets[0] if targets else ("study", None)
    with Study.open(study) as opened:
        memo = opened.memos.add(
            text, kind=cast("MemoKind", kind), target=cast("MemoTarget", target), target_name=name
        )
    say(f"Memo {memo.id} on the {memo.target} {memo.target_name}.")


def list_(
    study: StudyPath,
    everywhere: Annotated[
        bool,
        typer.Option(
            "--everywhere",
            help="Also the memos of quotations, as the memo screen lists them; their id is null.",
        ),
    ] = False,
    kind: Annotated[
        str | None,
        typer.Option(
            help="Only memos of this kind; “quotation” for the memos of quotations.", show_default=False
        ),
    ] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List all memos, the oldest first."""
    from qualcode.study import Study

    if kind is not None and kind not in (*MEMO_KINDS, "quotation"):
        raise InputError(f"“{kind}” is no kind of memo; choose one of: {', '.join(MEMO_KINDS)}, quotation.")
    with Study.open(study) as opened:
        memos = opened.memos.everywhere()[::-1]
    if not everywhere and kind != "quotation":
        memos = tuple(sorted((m for m in memos if m.id is not None), key=lambda m: m.id or 0))
    if kind is not None:
        memos = tuple(m for m in memos if m.kind == kind)
    if as_csv:
        csv_rows(
            ("id", "date", "kind", "about", "name", "author", "memo"),
            [(m.id, m.created, m.kind, m.target, m.target_name, m.author, m.text) for m in memos],
        )
    elif as_json:
        json_out(
            [
                {
                    "id": m.id,
                    "kind": m.kind,
                    "target": m.target,
                    "about": m.target_name,
                    "text": m.text,
                    "created": m.created,
                    "author": m.author,
                }
                for m in memos
            ]
        )
    else:
        rows = [
            (m.id, m.created[:10], m.author, m.kind, f"{m.target} {m.target_name}", m.text) for m in memos
        ]
        table(
            {"id": "r", "date": "l", "author": "l", "kind": "l", "about": "l", "memo": "l"},
            rows,
            nothing="There are no memos yet.",
        )


def edit(study: StudyPath, memo: MemoId, text: MemoText) -> None:
    """Rewrite a memo."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        say(f"Rewrote memo {opened.memos.edit(memo, text).id}.")


def remove(study: StudyPath, memo: MemoId) -> None:
    """Take a memo away."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        opened.memos.remove(memo)
        say(f"Removed memo {memo}. Undo brings it back.")
