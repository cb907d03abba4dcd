"""Commands on the interview guide: its questions, where they were asked, and what silence therefore means."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.options import AsCsv, AsJson, Coder, DocumentName, StudyPath
from qualcode.cli.output import json_out, say, says_what_changed, table, warn
from qualcode.cli.results import ToTable, print_table, say_statement, write_tables_to
from qualcode.errors import InputError
from qualcode.text.counting import counted

if TYPE_CHECKING:
    from qualcode.model.guides import AskedCell, AskedTable, EvidenceStates, GuideQuestion
    from qualcode.model.tables import ResultTable
    from qualcode.study import Study

__all__ = ["register"]

Question = Annotated[
    str, typer.Argument(metavar="QUESTION", help="Its number, or its words.", show_default=False)
]
GuideFile = Annotated[Path, typer.Argument(metavar="FILE", show_default=False, readable=False)]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    group = typer.Typer(
        help="The interview guide: its questions, where they were asked, and what silence means.",
        no_args_is_help=True,
    )
    group.command("import")(guide_import)
    group.command("list")(guide_list)
    group.command("new")(guide_new)
    group.command("export")(guide_export)
    group.command("asked")(guide_asked)
    group.command("assign")(guide_assign)
    group.command("unassign")(guide_unassign)
    group.command("states")(guide_states)
    app.add_typer(group, name="guide")


def guide_import(study: StudyPath, file: GuideFile, as_json: AsJson = False) -> None:
    """Take the questions of a file (yaml, csv, tsv, xlsx, txt, md, docx) for the guide, in place of those that are there.

    A question may name criteria: in YAML and tables under criteria, in text and Word at its end: [in_vivo, linkage].
    """
    from qualcode.study import Study
    from qualcode.workflows.comparing import ADOPTED
    from qualcode.workflows.guiding import import_guide

    with Study.open(study) as opened:
        bare = opened.frameworks.criteria() is None
        found = import_guide(opened, file)
    if bare:
        warn(f"qualcode: {ADOPTED}")
    if as_json:
        json_out(
            {
                "questions": [question_json(each) for each in found.questions],
                "kept": found.kept,
                "removed": list(found.removed),
            }
        )
        return
    linked = sum(bool(each.criteria) for each in found.questions)
    say(
        f"The guide has {counted(len(found.questions), 'question')}, {linked} of them linked to criteria; "
        f"{found.kept} were there before, {len(found.removed)} are there no longer."
    )


def question_json(question: GuideQuestion) -> dict[str, Any]:
    """A question in the keys of the contract."""
    return {"number": question.number, "question": question.text, "criteria": list(question.criteria)}


def guide_list(study: StudyPath, as_json: AsJson = False) -> None:
    """List the questions of the guide with the criteria they are linked to."""
    from qualcode.study import Study

    with Study.open(study) as opened:
        questions = opened.guide.questions()
    if as_json:
        json_out([question_json(each) for each in questions])
        return
    table(
        {"number": "r", "question": "l", "criteria": "l"},
        [(each.number, each.text, ", ".join(each.criteria) or "–") for each in questions],
        nothing=f"There is no interview guide yet. Begin one with: qualcode guide new {study} guide.yaml",
    )


def guide_new(study: StudyPath, file: GuideFile) -> None:
    """Write a guide to start from (.yaml), with all criteria listed in it; never over an existing file."""
    from qualcode.study import Study
    from qualcode.workflows.guiding import draft_guide_for

    with Study.open(study) as opened:
        draft_guide_for(opened, file)
    say(f"Wrote {file}. Put your questions into it, then: qualcode guide import {study} {file}")


def guide_export(study: StudyPath, file: GuideFile) -> None:
    """Write the guide as yaml, csv, tsv or xlsx by suffix; it can be imported again."""
    from qualcode.study import Study
    from qualcode.workflows.guiding import export_guide

    with Study.open(study) as opened:
        number = export_guide(opened, file)
    say(f"Wrote {counted(number, 'question')} to {file}.")


def guide_assign(
    study: StudyPath,
    document: DocumentName,
    question: Question,
    turn: Annotated[
        int | None,
        typer.Argument(metavar="TURN", help="Number of the turn that asks it.", show_default=False),
    ] = None,
    not_asked: Annotated[
        bool, typer.Option("--not-asked", help="It was not asked, whatever is recognised.")
    ] = False,
) -> None:
    """Say in which turn of a document a question was asked, or that it was not; what you say counts, not what is recognised."""
    from qualcode.study import Study

    if (turn is None) != not_asked:
        raise InputError("Give the number of the turn that asks the question, or --not-asked.")
    with Study.open(study) as opened, says_what_changed(opened):
        if turn is None:
            opened.guide.not_asked(document, question)
        else:
            opened.guide.assign(document, question, turn)


def guide_unassign(study: StudyPath, document: DocumentName, question: Question) -> None:
    """Take back what was said of a question in a document; recognition speaks again."""
    from qualcode.study import Study

    with Study.open(study) as opened, says_what_changed(opened):
        opened.guide.unassign(document, question)


def guide_asked(
    study: StudyPath,
    question: Annotated[
        str | None,
        typer.Option(
            "--question",
            metavar="QUESTION",
            help="Only this question, with the words of the turns.",
            show_default=False,
        ),
    ] = None,
    to: ToTable = None,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Show in which turns of each document each question was asked, and how that is known.

    A number alone was assigned, one with ~ was recognised by its words; (12?) is the likeliest turn where nothing was
    recognised, and counts for nothing until it is assigned.
    """
    from qualcode.workflows.guiding import asked_of, asked_tables
    from qualcode.workflows.results import analysed

    with analysed(study) as opened:
        found = asked_of(opened)
        wanted = opened.guide.get(question) if question is not None else None
        tables = asked_tables(opened, found)
        words = words_of(opened, found, wanted.number) if wanted is not None else {}
        if to is not None:
            write_tables_to(opened, to, tables)
    if to is not None:
        return
    cells = [cell for cell in found.cells if wanted is None or cell.question == wanted.number]
    names = {document: (name, case) for document, name, case in found.documents}
    if as_json:
        json_out(asked_json(found, cells, names) | statement_json(tables[0]))
    elif as_csv:
        print_table(tables[1])
    elif wanted is not None:
        say(f"{wanted.number}. {wanted.text}")
        table(
            {"document": "l", "how": "l", "turn": "r", "score": "r", "words": "l"},
            [
                (
                    names[cell.document_id][0],
                    cell.how,
                    turn.turn,
                    score(turn.score),
                    words[cell.document_id, turn.turn],
                )
                if turn is not None
                else (names[cell.document_id][0], cell.how, None, None, None)
                for cell in cells
                for turn in (cell.turns or ((cell.candidate,) if cell.candidate else (None,)))
            ],
            nothing="There are no documents yet.",
        )
        say_statement(tables[0].statement)
    else:
        show_asked(study, found, names)
        if found.questions:
            say_statement(tables[0].statement)


def score(value: float | None) -> str | None:
    """A score as it is printed."""
    return None if value is None else f"{value:.2f}"


def statement_json(found: ResultTable) -> dict[str, Any]:
    """What a result rests on, in the keys that every analysis answers with."""
    return {key: value for key, value in found.statement.as_dict().items() if key != "analysis"}


def words_of(study: Study, found: AskedTable, question: int) -> dict[tuple[int, int], str]:
    """The beginning of each turn that asks a question, or is likeliest to, by document and turn."""
    from qualcode.cli.codings import shortened

    texts = study.documents.texts()
    return {
        (cell.document_id, turn.turn): shortened(texts[cell.document_id][turn.start : turn.end])
        for cell in found.cells
        if cell.question == question
        for turn in (*cell.turns, *((cell.candidate,) if cell.candidate else ()))
    }


def asked_json(
    found: AskedTable, cells: list[AskedCell], names: dict[int, tuple[str, str]]
) -> dict[str, Any]:
    """Questions and cells in the keys of the contract."""
    return {
        "questions": [question_json(each) for each in found.questions],
        "asked": [
            {
                "number": cell.question,
                "document": names[cell.document_id][0],
                "case": names[cell.document_id][1],
                "asked": cell.asked,
                "how": cell.how,
                "turns": [
                    {"turn": turn.turn, "start": turn.start, "end": turn.end, "score": turn.score}
                    for turn in cell.turns
                ],
                "likeliest": None
                if cell.candidate is None
                else {"turn": cell.candidate.turn, "score": cell.candidate.score},
            }
            for cell in cells
        ],
    }


def show_asked(study: Path, found: AskedTable, names: dict[int, tuple[str, str]]) -> None:
    """Print a row a question, with the turns in each document."""
    of: dict[int, list[AskedCell]] = {}
    for cell in found.cells:
        of.setdefault(cell.question, []).append(cell)
    table(
        {"number": "r", "question": "l", "asked in": "r", "turns": "l"},
        [
            (
                each.number,
                each.wordings[0] + (" / …" if len(each.wordings) > 1 else ""),
                f"{sum(cell.asked for cell in of.get(each.number, ()))} of {len(found.documents)}",
                " · ".join(
                    f"{names[cell.document_id][0]} {turns_shown(cell)}" for cell in of.get(each.number, ())
                ),
            )
            for each in found.questions
        ],
        nothing=f"There is no interview guide yet. Begin one with: qualcode guide new {study} guide.yaml",
    )


def turns_shown(cell: AskedCell) -> str:
    """The turns of a cell: ``12`` assigned, ``~12`` recognised, ``(12?)`` only likely, ``no`` refused."""
    if cell.how == "refused":
        return "no"
    if cell.turns:
        sign = "~" if cell.how == "recognised" else ""
        return ", ".join(f"{sign}{turn.turn}" for turn in cell.turns)
    return f"({cell.candidate.turn}?)" if cell.candidate is not None else "–"


def guide_states(
    study: StudyPath,
    coder: Coder = None,
    to: ToTable = None,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
) -> None:
    """Show for each criterion how many respondents give evidence of it, of its absence, or none although they were asked.

    Silence is never absence. Asked: a linked question was, and nothing was said. Not asked: a person said so of every linked question.
    Not found: a linked question was not recognised, and may have been asked in other words. No question: none is linked.
    """
    from qualcode.workflows.guiding import state_tables, states_by
    from qualcode.workflows.results import analysed

    with analysed(study) as opened:
        states = states_by(opened, coder)
        tables = state_tables(opened, states, coder)
        if to is not None:
            write_tables_to(opened, to, tables)
    if to is not None:
        return
    if as_json:
        json_out(states_json(states) | statement_json(tables[0]))
    elif as_csv:
        print_table(tables[1])
    else:
        table(
            {
                "criterion": "l",
                "presence": "r",
                "absence": "r",
                "asked, no evidence": "r",
                "not asked": "r",
                "not found": "r",
                "no question": "r",
                "questions": "l",
            },
            tables[0].rows,
            nothing="The study has no criteria yet.",
        )
        if not states.guide:
            say(
                f"\nWithout an interview guide nothing is known of what was asked; import one with: qualcode guide import {study} FILE"
            )
        elif any(each.not_found for each in states.criteria):
            say(
                "\nNot found is not the same as not asked: a question may have been put in other words. Settle it with: "
                f"qualcode guide assign {study} DOCUMENT QUESTION TURN, or --not-asked"
            )
        say_statement(tables[0].statement)


def states_json(states: EvidenceStates) -> dict[str, Any]:
    """Counts and cells in the keys of the contract."""
    from qualcode.model.guides import STATES

    return {
        "guide": states.guide,
        "criteria": [
            {"criterion": each.criterion}
            | {state: each.number(state) for state in STATES}
            | {"questions": list(each.questions)}
            for each in states.criteria
        ],
        "respondents": [
            {
                "case": each.case,
                "criterion": each.criterion,
                "state": each.state,
                "level": each.level,
                "quotations": list(each.quotations),
                "questions": list(each.questions),
            }
            for each in states.cells
        ],
    }
