"""The interview guide in use: read from a file, found again in the interviews, and what silence therefore means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.model.documents import Turn
from qualcode.model.frameworks import Criteria
from qualcode.model.guides import (
    ABSENCE_AT_MOST,
    STATES,
    AskedCell,
    AskedSpan,
    AskedTable,
    AskedTurn,
    EvidenceStates,
    GuideChange,
)
from qualcode.model.results import Comparison, RespondentLevel
from qualcode.model.tables import ResultTable
from qualcode.study import Study
from qualcode.study.guide import turn_at
from qualcode.text.names import name_key, readable
from qualcode.workflows.results import statement_of

if TYPE_CHECKING:
    from qualcode.analysis.recognition import GuideWords

__all__ = [
    "asked_of",
    "asked_tables",
    "draft_guide_for",
    "export_guide",
    "import_guide",
    "questions_never_put",
    "questions_to_respondents",
    "state_tables",
    "states_by",
    "states_of",
]

NO_GUIDE = "The study has no interview guide yet; import one with: qualcode guide import STUDY FILE"


def import_guide(study: Study, path: Path) -> GuideChange:
    """Take the questions of a file for the study's guide, as one change; adopts the shipped criteria where the study has none.

    Raises what reading the file and :meth:`qualcode.study.guide.Guide.replace` raise; then nothing has changed.
    """
    from qualcode.exchange.guide_files import read_guide
    from qualcode.workflows.comparing import adopt_shipped

    rows, name = read_guide(path), readable(path.name)
    with study.change("guide.import", f"Imported an interview guide from “{name}”", {"file": name}):
        adopt_shipped(study)
        return study.guide.replace(rows, name)


def export_guide(study: Study, path: Path) -> int:
    """Write the guide by the suffix of the path; gives the number of questions.

    Raises :class:`~qualcode.errors.InputError` where there is none.
    """
    from qualcode.exchange.guide_files import write_guide

    questions = study.guide.questions()
    if not questions:
        raise InputError(NO_GUIDE)
    write_guide(path, questions, study.title)
    return len(questions)


def draft_guide_for(study: Study, path: Path) -> None:
    """Write a guide to start from, with the criteria of the study, or the shipped ones where it has none."""
    from qualcode.exchange.guide_files import draft_guide

    criteria = study.frameworks.criteria()
    if criteria is None:
        from qualcode.frameworks import read_all, shipped

        criteria = read_all(shipped()).criteria
    assert criteria is not None, "the shipped files have criteria"
    draft_guide(path, criteria, study.language)


# --- where questions were asked ------------------------------------------------------------------------------------


def asked_of(study: Study) -> AskedTable:
    """Where each question was asked in each document: what a person said, else what is recognised by its words.

    Questions are looked for in the turns of the interviewer; where a document has none, in turns of unknown role that end
    in a question mark.
    """
    from qualcode.analysis.recognition import GuideWords

    with study.store.snapshot():
        questions = study.guide.questions()
        documents = sorted(study.documents.list(), key=lambda each: (name_key(each.name), each.id))
        turns = study.documents.all_turns() if questions else {}
        texts = study.documents.texts() if questions else {}
        said: dict[tuple[int, int], list[AskedSpan]] = defaultdict(list)
        for span in study.guide.asked():
            said[span.question_id, span.document_id].append(span)
    words = GuideWords(questions)
    cells: dict[tuple[int, int], AskedCell] = {}
    for document in documents:
        mine = turns.get(document.id, ())
        found = recognised_in(words, texts.get(document.id, ""), mine, document.language)
        for question in questions:
            spans = said.get((question.id, document.id), [])
            cells[question.number, document.id] = (
                by_hand(question.number, document.id, spans, mine)
                if spans
                else by_words(question.number, document.id, found.get(question.number, ()))
            )
    return AskedTable(
        questions,
        tuple((each.id, each.name, each.case) for each in documents),
        tuple(cells[question.number, document.id] for question in questions for document in documents),
    )


def asking_turns(text: str, turns: Sequence[Turn]) -> list[Turn]:
    """The turns in which somebody may ask: the interviewer's; where nobody is known to be one, questions of unknown speakers."""
    theirs = [turn for turn in turns if turn.role == "interviewer"]
    if theirs:
        return theirs
    return [
        turn
        for turn in turns
        if turn.role == "unknown"
        and text[turn.speech_start : turn.end].rstrip(" \n\t\"'”“’)]…").endswith("?")
    ]


def recognised_in(
    words: GuideWords, text: str, turns: Sequence[Turn], language: str
) -> dict[int, list[tuple[AskedTurn, bool]]]:
    """The turns that ask each question, by its number, each with whether that is sure."""
    from qualcode.text.sentences import sentences

    found: dict[int, list[tuple[AskedTurn, bool]]] = defaultdict(list)
    for turn in asking_turns(text, turns):
        spoken = [text[start:end] for start, end in sentences(text, turn.speech_start, turn.end, language)]
        for each in words.recognise(spoken):
            asked = AskedTurn(turn.number, turn.speech_start, turn.end, each.score)
            found[each.question].append((asked, each.sure))
    return found


def by_hand(number: int, document: int, spans: Sequence[AskedSpan], turns: Sequence[Turn]) -> AskedCell:
    """A cell as a person settled it; a span that lies in no turn any more is shown by its place alone."""
    placed: dict[int, AskedTurn] = {}
    for span in spans:
        if span.start is not None and span.end is not None:
            turn = turn_at(turns, span.start, span.end)
            key = turn.number if turn is not None else 0
            start, end = (turn.speech_start, turn.end) if turn is not None else (span.start, span.end)
            placed[key] = AskedTurn(key, start, end, None)
    ordered = tuple(placed[key] for key in sorted(placed))
    return AskedCell(number, document, "assigned" if ordered else "refused", ordered)


def by_words(number: int, document: int, found: Sequence[tuple[AskedTurn, bool]]) -> AskedCell:
    """A cell as it was recognised."""
    sure = tuple(turn for turn, certain in found if certain)
    if sure:
        return AskedCell(number, document, "recognised", sure)
    likely = max((turn for turn, _ in found), key=lambda turn: (turn.score or 0.0, -turn.turn), default=None)
    return AskedCell(number, document, "not found", (), likely)


def questions_to_respondents(table: AskedTable) -> dict[str, frozenset[int]]:
    """Numbers of the questions that each respondent was asked in any of the documents, by label of the case."""
    case = {document: label for document, _, label in table.documents}
    found: dict[str, set[int]] = {label: set() for label in case.values()}
    for cell in table.cells:
        if cell.asked:
            found[case[cell.document_id]].add(cell.question)
    return {label: frozenset(numbers) for label, numbers in found.items()}


def questions_never_put(table: AskedTable) -> dict[str, frozenset[int]]:
    """Numbers of the questions of which a person said, of all documents of a respondent, that they were not asked; by label of the case."""
    case = {document: label for document, _, label in table.documents}
    said: dict[str, dict[int, bool]] = {label: {} for label in case.values()}
    for cell in table.cells:
        mine = said[case[cell.document_id]]
        mine[cell.question] = mine.get(cell.question, True) and cell.how == "refused"
    return {
        label: frozenset(number for number, refused in mine.items() if refused)
        for label, mine in said.items()
    }


def asked_tables(study: Study, found: AskedTable) -> tuple[ResultTable, ...]:
    """Question × document: one row each, with turns and how it is known."""
    from qualcode.analysis.recognition import LEAST

    statement = statement_of(
        study,
        "guide asked",
        "question in a document",
        {"recognised_from": LEAST, "questions": len(found.questions), "documents": len(found.documents)},
    )
    text = {question.number: question.text for question in found.questions}
    names = {document: (name, case) for document, name, case in found.documents}
    rows = tuple(
        (
            cell.question,
            text[cell.question],
            *names[cell.document_id],
            "yes" if cell.asked else "no",
            cell.how,
            ", ".join(str(turn.turn) for turn in cell.turns),
            max((turn.score for turn in cell.turns if turn.score is not None), default=None),
            cell.candidate.turn if cell.candidate is not None else None,
        )
        for cell in found.cells
    )
    columns = ("number", "question", "document", "case", "asked", "how", "turns", "score", "likeliest_turn")
    summary = tuple(
        (
            question.number,
            question.text,
            ", ".join(question.criteria),
            sum(cell.asked for cell in mine),
            sum(cell.how == "assigned" for cell in mine),
            sum(cell.how == "recognised" for cell in mine),
            sum(cell.how == "refused" for cell in mine),
            sum(cell.how == "not found" for cell in mine),
            len(mine),
        )
        for question in found.questions
        for mine in [[cell for cell in found.cells if cell.question == question.number]]
    )
    of_questions = (
        "number",
        "question",
        "criteria",
        "asked",
        "assigned",
        "recognised",
        "refused",
        "not_found",
        "documents",
    )
    return (
        ResultTable("questions", of_questions, summary, statement),
        ResultTable("asked", columns, rows, statement),
    )


# --- what silence means --------------------------------------------------------------------------------------------


def states_of(study: Study, found: Comparison) -> EvidenceStates:
    """The state of evidence of each respondent on each criterion, from the levels of a comparison and the guide.

    Raises :class:`~qualcode.errors.InputError` where the study has no criteria.
    """
    from qualcode.workflows.mapping import adopted

    return _states(study, found.levels, found.overall.cases, adopted(study))


def states_by(study: Study, coder: str | None = None, *, asked: AskedTable | None = None) -> EvidenceStates:
    """The same without a comparison, by the codings of the primary coder, a named one, or ``all``.

    ``asked`` saves looking for the questions again where that was done.
    Raises :class:`~qualcode.errors.NotFoundError` for a coder without codings.
    """
    from qualcode.workflows.evidence import described

    found = described(study, coder)
    return _states(study, found.evidence.levels, found.cases, found.criteria, asked)


def _states(
    study: Study,
    levels: Sequence[RespondentLevel],
    cases: Sequence[str],
    criteria: Criteria,
    asked: AskedTable | None = None,
) -> EvidenceStates:
    from qualcode.analysis.states import evidence_states

    asked = asked if asked is not None else asked_of(study)
    return evidence_states(
        levels,
        cases,
        criteria,
        asked.questions,
        questions_to_respondents(asked),
        questions_never_put(asked),
    )


def state_tables(study: Study, states: EvidenceStates, coder: str | None = None) -> tuple[ResultTable, ...]:
    """Counts per criterion, then one row for each respondent and criterion with the quotations behind it."""
    statement = statement_of(
        study,
        "guide states",
        "respondent and criterion",
        {"absence_at_most": ABSENCE_AT_MOST, "guide": states.guide, "respondents": len(states.cases)},
        filter={"coder": coder or study.primary_coder},
    )
    counts = ResultTable(
        "criteria",
        ("criterion", *STATES, "questions"),
        tuple(
            (
                each.criterion,
                *(each.number(state) for state in STATES),
                ", ".join(str(number) for number in each.questions),
            )
            for each in states.criteria
        ),
        statement,
    )
    cells = ResultTable(
        "respondents",
        ("case", "criterion", "state", "level", "quotations", "questions_asked"),
        tuple(
            (
                each.case,
                each.criterion,
                each.state,
                each.level,
                ", ".join(str(number) for number in each.quotations),
                ", ".join(str(number) for number in each.questions),
            )
            for each in states.cells
        ),
        statement,
    )
    return counts, cells
