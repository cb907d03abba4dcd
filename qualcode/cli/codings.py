"""Commands on codings and quotations."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.corrections import add_to_quotations
from qualcode.cli.options import AsCsv, AsJson, Citation, Name, SpanEnd, SpanStart, StudyPath
from qualcode.cli.output import csv_rows, json_out, say, says_what_changed, table
from qualcode.errors import InputError
from qualcode.text.counting import counted

__all__ = ["register"]

KEYS = (
    "id",
    "quotation",
    "document",
    "case",
    "start",
    "end",
    "text",
    "turn",
    "speaker",
    "role",
    "code",
    "coder",
    "memo",
    "created",
)
"""Columns of a listing, in the order of the contract."""
CodingId = Annotated[
    int,
    typer.Argument(metavar="CODING_ID", help="Its id, as qualcode codings lists it.", show_default=False),
]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    for function in (apply, unapply, codings):
        app.command()(function)
    group = typer.Typer(
        help="What a quotation bears: memo, condensed text, translation, printed form.", no_args_is_help=True
    )
    group.command("set")(quotation_set)
    group.command("note")(quotation_note)
    group.command("show")(quotation_show)
    add_to_quotations(group)
    app.add_typer(group, name="quotation")
    one = typer.Typer(help="Change a coding: its code, or its edges.", no_args_is_help=True)
    one.command("recode")(coding_recode)
    one.command("resize")(coding_resize)
    app.add_typer(one, name="coding")
    coder = typer.Typer(
        help="Who codes: whose codings are written and analysed by default, and who codes blind.",
        no_args_is_help=True,
    )
    coder.command("list")(coder_list)
    coder.command("primary")(coder_primary)
    coder.command("blind")(coder_blind)
    coder.command("release")(coder_release)
    app.add_typer(coder, name="coder")


def apply(
    study: StudyPath,
    document: Annotated[str | None, typer.Argument(metavar="DOCUMENT", show_default=False)] = None,
    start: Annotated[
        int | None,
        typer.Argument(metavar="START", help="First character, counted from 0.", show_default=False),
    ] = None,
    end: Annotated[
        int | None,
        typer.Argument(metavar="END", help="The character behind the last one.", show_default=False),
    ] = None,
    codes: Annotated[list[str] | None, typer.Argument(metavar="CODE", show_default=False)] = None,
    coder: Annotated[
        str | None,
        typer.Option(
            "--coder",
            metavar="NAME",
            help="Whose coding it is; default: the primary coder.",
            show_default=False,
        ),
    ] = None,
    memo: Annotated[str, typer.Option(help="A note on the quotation.", show_default=False)] = "",
    closed: Annotated[
        bool, typer.Option("--closed", help="Refuse codes that do not exist instead of creating them.")
    ] = False,
    in_vivo: Annotated[bool, typer.Option("--in-vivo", help="Code with the passage's own words.")] = False,
    table_file: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            readable=False,
            help="A table (csv, tsv, xlsx) with document, start, end, code[, coder, memo, text]; all rows or none.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Code a span of a document, or a whole table of spans as one change."""
    from qualcode.study import Study

    if table_file is not None:
        if document is not None:
            raise InputError("Give either a document with a span, or a table with --from.")
        from qualcode.exchange.codings_table import read_codings

        rows = read_codings(table_file, coder=coder)
        with Study.open(study) as opened:
            ids = opened.codings.apply_many(rows, closed=closed)
        if as_json:
            json_out([{"id": i} for i in ids])
        else:
            say(f"Applied {counted(len(set(ids)), 'coding')} from {table_file.name}.")
        return
    if document is None or start is None or end is None or not (codes or in_vivo):
        raise InputError(
            "Give a document, start, end and at least one code: qualcode apply STUDY DOCUMENT START END CODE..."
        )
    with Study.open(study) as opened:
        label = f"Coded a passage of {opened.documents.get(document).case} in vivo and with {', '.join(codes or ())}"
        with opened.change("codings.apply", label) if in_vivo and codes else nullcontext():
            ids = (
                opened.codings.in_vivo(document, (start, end), coder=coder, closed=closed) if in_vivo else ()
            )
            if codes:
                ids += opened.codings.apply(
                    document, (start, end), codes, coder=coder, memo=memo, closed=closed
                )
        done = [row for row in opened.codings.list(document=document) if row.id in ids]
    if as_json:
        json_out(
            [{"id": row.id, "quotation": row.quotation, "code": row.code, "coder": row.coder} for row in done]
        )
    else:
        for row in done:
            say(f"[{row.case}:{row.quotation}] {row.code} (coding {row.id}, {row.coder})")


def unapply(
    study: StudyPath,
    codings: Annotated[list[int], typer.Argument(metavar="CODING_ID", show_default=False)],
) -> None:
    """Take codings away."""
    from qualcode.study import Study

    with Study.open(study) as opened, says_what_changed(opened):
        opened.codings.remove(codings)


def coding_recode(
    study: StudyPath,
    coding: CodingId,
    code: Annotated[str, typer.Argument(metavar="CODE", show_default=False)],
    closed: Annotated[
        bool, typer.Option("--closed", help="Refuse a code that does not exist instead of creating it.")
    ] = False,
) -> None:
    """Give a coding another code."""
    from qualcode.study import Study

    with Study.open(study) as opened, says_what_changed(opened):
        opened.codings.recode(coding, code, closed=closed)


def coding_resize(
    study: StudyPath,
    coding: CodingId,
    start: SpanStart,
    end: SpanEnd,
) -> None:
    """Move the edges of a coding; what its quotation bears moves along unless other codings use it."""
    from qualcode.study import Study

    with Study.open(study) as opened, says_what_changed(opened):
        opened.codings.resize(coding, start, end)


def codings(
    study: StudyPath,
    code: Annotated[
        str | None,
        typer.Option(metavar="C", help="A code, or a category with all below it.", show_default=False),
    ] = None,
    document: Annotated[str | None, typer.Option(metavar="D", show_default=False)] = None,
    coder: Annotated[
        str | None, typer.Option(metavar="NAME", help="Default: all coders.", show_default=False)
    ] = None,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """List codings of all coders in the order of the text."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        rows = opened.codings.list(code=code, document=document, coder=coder)
    if as_json:
        json_out([{key: getattr(row, key) for key in KEYS} for row in rows])
    elif as_csv:
        csv_rows(KEYS, ([getattr(row, key) for key in KEYS] for row in rows))
    else:
        table(
            {"id": "r", "quotation": "l", "span": "l", "turn": "r", "code": "l", "coder": "l", "text": "l"},
            [
                (
                    r.id,
                    f"[{r.case}:{r.quotation}]",
                    f"{r.start}-{r.end}",
                    r.turn,
                    r.code,
                    r.coder,
                    shortened(r.text),
                )
                for r in rows
            ],
            nothing="There are no codings that fit.",
        )


def shortened(text: str, length: int = 90) -> str:
    """A passage on one line, its end left out where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def quotation_set(
    study: StudyPath,
    quotation: Citation,
    memo: Annotated[str | None, typer.Option(show_default=False)] = None,
    condensed: Annotated[str | None, typer.Option(help="Condensed meaning unit.", show_default=False)] = None,
    translation: Annotated[str | None, typer.Option(show_default=False)] = None,
    printed: Annotated[
        str | None,
        typer.Option(
            help="The form in which reports print it: […] where words are left out, [ ] around words put in.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Set what a quotation bears; an empty text takes it away. A printed form with other words than were said is refused."""
    from qualcode.study import Study

    with Study.open(study) as opened, says_what_changed(opened):
        opened.quotations.set(
            opened.quotations.number(quotation),
            memo=memo,
            condensed=condensed,
            translation=translation,
            printed=printed,
        )


def quotation_note(
    study: StudyPath,
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", show_default=False)],
    start: SpanStart,
    end: SpanEnd,
    memo: Annotated[str, typer.Option(show_default=False)] = "",
    condensed: Annotated[str, typer.Option(help="Condensed meaning unit.", show_default=False)] = "",
    translation: Annotated[str, typer.Option(show_default=False)] = "",
) -> None:
    """Write about a passage, coded or not; it becomes a quotation where it is none."""
    from qualcode.study import Study

    with Study.open(study) as opened, says_what_changed(opened):
        opened.quotations.note(
            document, (start, end), memo=memo, condensed=condensed, translation=translation
        )


def quotation_show(
    study: StudyPath,
    quotation: Citation,
    as_json: AsJson = False,
) -> None:
    """Show a quotation with everything it bears."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        q = opened.quotations.get(opened.quotations.number(quotation))
        document = opened.documents.get(q.document_id)
        rows = [r for r in opened.codings.list(document=document) if r.quotation == q.id]
    value = {
        "quotation": q.id,
        "document": document.name,
        "case": document.case,
        "start": q.start,
        "end": q.end,
        "text": q.text,
        "memo": q.memo,
        "condensed": q.condensed,
        "translation": q.translation,
        "printed": q.printed,
        "codings": [{"id": r.id, "code": r.code, "coder": r.coder} for r in rows],
    }
    if as_json:
        json_out(value)
        return
    say(f"[{document.case}:{q.id}] “{document.name}” {q.start}-{q.end}\n{q.text}")
    for heading in ("memo", "condensed", "translation", "printed"):
        if value[heading]:
            say(f"{heading}: {value[heading]}")
    for r in rows:
        say(f"{r.code} (coding {r.id}, {r.coder})")


def coder_list(study: StudyPath, as_json: AsJson = False) -> None:
    """List the coders; the primary one is marked, and who codes blind."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        names, primary, blind = opened.coders.list(), opened.primary_coder, opened.blinds.blind()
    names += tuple(name for name in blind if name not in names)
    if as_json:
        json_out([{"coder": name, "primary": name == primary, "blind": name in blind} for name in names])
    else:
        table(
            {"coder": "l", "": "l"},
            [
                (name, ", ".join(("primary",) * (name == primary) + ("codes blind",) * (name in blind)))
                for name in names
            ],
            nothing="Nobody has coded yet.",
        )


def coder_primary(study: StudyPath, name: Name) -> None:
    """Choose the primary coder."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        opened.coders.set_primary(name)
        say(f"The primary coder is {opened.coders.known(name)}.")


def coder_blind(study: StudyPath, name: Name) -> None:
    """Let somebody code blind: they see nobody else's codings, and nobody sees theirs, until they are released.

    Hidden on the screen, in listings, retrieval, search, suggestions, counts and the history; not encrypted, and memos are shown to all. Who looks is the person
    at the keyboard (QUALCODE_USER, else the name of the system's user) where a coder has that name, or the coder the screen was
    opened for with --coder; else the primary coder. Until the release the blind coder writes and analyses their own codings by default,
    and agreement is not computed. Somebody who codes alone can code again after two weeks as a second coder, such as "Jana (2)".
    """
    from qualcode.study import Study

    with Study.open(study) as opened:
        with says_what_changed(opened):
            opened.blinds.begin(name, opened.coders)
        coder = opened.coders.known(name)
    say(f"Code as {coder} with: QUALCODE_USER={coder!r} qualcode open {study.name}")
    say("Codings are hidden on the screen and in listings, not encrypted.")


def coder_release(study: StudyPath, name: Name) -> None:
    """End somebody's blind coding: all see it from now on, and agreement can be computed."""
    from qualcode.study import Study

    with Study.open(study) as opened, says_what_changed(opened):
        opened.blinds.release(name, opened.coders)
