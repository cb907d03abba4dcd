"""Commands on documents: list, read, correct, index; the import is registered with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import typer

from qualcode.cli.corrections import add_to_documents
from qualcode.cli.importing import import_
from qualcode.cli.options import AsJson, CaseLabel, DocumentName, LanguageCode, NewName, StudyPath, pairs
from qualcode.cli.output import json_out, say, table, write
from qualcode.text.counting import counted

if TYPE_CHECKING:
    from qualcode.model.documents import Role
    from qualcode.study import Study

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("import")(import_)
    for function in (documents, text, index):
        app.command()(function)
    group = typer.Typer(help="Correct a document after its import.", no_args_is_help=True)
    group.command("rename")(document_rename)
    group.command("role")(document_role)
    group.command("case")(document_case)
    group.command("language")(document_language)
    add_to_documents(group)
    app.add_typer(group, name="document")


def documents(study: StudyPath, as_json: AsJson = False) -> None:
    """List the documents."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        found = opened.documents.list()
        turns, codings = counts(opened)
        attributes = {case.id: case.attributes for case in opened.cases.list()}
    if as_json:
        json_out(
            [
                {
                    "document": d.name,
                    "case": d.case,
                    "language": d.language,
                    "words": d.words,
                    "turns": turns.get(d.id, 0),
                    "codings": codings.get(d.id, 0),
                    "attributes": attributes[d.case_id],
                }
                for d in found
            ]
        )
    else:
        rows = [
            (
                d.name,
                d.case,
                d.language,
                d.words,
                turns.get(d.id, 0),
                codings.get(d.id, 0),
                ", ".join(f"{k} = {v}" for k, v in attributes[d.case_id].items()),
            )
            for d in found
        ]
        table(
            {
                "document": "l",
                "case": "l",
                "language": "l",
                "words": "r",
                "turns": "r",
                "codings": "r",
                "attributes": "l",
            },
            rows,
            nothing=f"There are no documents yet. Import transcripts with: qualcode import {study} FILE...",
        )


def counts(study: Study) -> tuple[dict[int, int], dict[int, int]]:
    """Turns and codings of each document."""
    return study.documents.turn_counts(), study.codings.counts()


def text(
    study: StudyPath,
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", show_default=False)],
    turns: Annotated[
        bool, typer.Option("--turns", help="List turns with speakers and times instead of the bare text.")
    ] = False,
    uncoded: Annotated[
        bool, typer.Option("--uncoded", help="List only the turns of respondents in which nothing is coded.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Print the canonical text of a document, byte for byte."""
    import sys

    from qualcode.study import Study

    with Study.open(study) as opened:
        found = opened.documents.get(document)
        content = opened.documents.text(found)
        listed = opened.documents.turns(found) if turns or uncoded else ()
        if uncoded:
            from qualcode.study.uncoded import uncoded_turns

            coded = [(row.start, row.end) for row in opened.codings.list(document=found)]
            listed = tuple(uncoded_turns(listed, coded))
    if not turns and not uncoded:
        if as_json:
            json_out({"document": found.name, "text": content, "sha256": found.sha256})
        else:
            sys.stdout.buffer.write(content.encode("utf-8"))
        return
    if as_json:
        json_out(
            [
                {
                    "turn": t.number,
                    "start": t.start,
                    "end": t.end,
                    "speaker": t.speaker,
                    "role": t.role,
                    "start_time": t.start_time,
                    "end_time": t.end_time,
                    "text": content[t.start : t.end],
                }
                for t in listed
            ]
        )
        return
    for t in listed:
        write(f"{t.number}\t{t.start}-{t.end}\t{clock(t.start_time)}\t{t.speaker or ''}\t{t.role}")
        say(content[t.speech_start : t.end] + "\n")


def clock(milliseconds: int | None) -> str:
    """A time as h:mm:ss, or nothing."""
    if milliseconds is None:
        return ""
    seconds = milliseconds // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def index(study: StudyPath) -> None:
    """Build the language index of documents that have none: tokens, lemmas, stop words."""
    from qualcode.study import Study
    from qualcode.workflows.indexing import index_study

    with Study.open(study) as opened:
        done = index_study(opened)
    say(f"Indexed {counted(len(done), 'document')}." if done else "All documents are indexed.")


def document_rename(study: StudyPath, document: DocumentName, new: NewName) -> None:
    """Give a document another name."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        say(f"The document is now called “{opened.documents.rename(document, new).name}”.")


def document_role(
    study: StudyPath,
    document: DocumentName,
    roles: Annotated[
        list[str],
        typer.Argument(
            metavar="LABEL=ROLE", help="Role: interviewer, respondent, other, unknown.", show_default=False
        ),
    ],
) -> None:
    """Settle who the speakers of a document are; “all” stands for every document that has the label."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        settled = opened.documents.settle_roles(document, cast("dict[str, Role]", pairs(roles, "The role")))
    say(f"Settled the roles in {counted(settled, 'document')}.")


def document_case(study: StudyPath, document: DocumentName, case: CaseLabel) -> None:
    """Put a document under another case, which is added where its label is new."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        opened.documents.set_case(document, case)
        say(
            f"“{opened.documents.get(document).name}” belongs to the case {opened.documents.get(document).case}."
        )


def document_language(study: StudyPath, document: DocumentName, language: LanguageCode) -> None:
    """Correct the language of a document and index it again."""
    from qualcode.language.codes import check_language
    from qualcode.study import Study
    from qualcode.workflows.indexing import index_study

    check_language(language)
    with Study.open(study) as opened:
        opened.documents.set_language(document, language)
        index_study(opened)
        say(f"The language of “{opened.documents.get(document).name}” is {language}.")
