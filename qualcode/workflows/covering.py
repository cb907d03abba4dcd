"""How far the coding of a study has come: how much is coded, what waits, and whether one respondent speaks for many."""

from __future__ import annotations

from qualcode.errors import InputError
from qualcode.model.coverage import Coverage, Covered, UncodedTurn, Voices
from qualcode.model.documents import Document, Turn
from qualcode.model.tables import ResultTable, Statement
from qualcode.study import Study
from qualcode.study.uncoded import uncoded_turns
from qualcode.text.counting import counted, whole_percent
from qualcode.workflows.results import statement_of

__all__ = [
    "coverage_by",
    "coverage_of",
    "coverage_statement",
    "coverage_tables",
    "uncoded_in_all",
    "uncoded_of",
    "uncoded_table",
    "voice_sentences",
    "voices_of",
    "voices_statement",
    "voices_tables",
]

FIRST_WORDS = 60
"""Characters of a turn by which it is told apart in a list."""


def coverage_of(study: Study, coder: str | None = None, *, words: bool = False) -> Coverage:
    """How much of the respondents' speech is coded by the primary coder, a named one, or ``all``; per document and per case.

    ``words`` counts words beside characters. Raises :class:`~qualcode.errors.NotFoundError` for a coder without codings.
    """
    from qualcode.analysis.coverage import coverage

    incidence = study.codings.incidence(coder)
    if not words:
        return coverage(incidence)
    from qualcode.workflows.counting import words_of

    return coverage(incidence, words_of(study, incidence))


def coverage_by(study: Study, found: Coverage, attribute: str) -> dict[str, Covered]:
    """The same by the values of an attribute; raises :class:`~qualcode.errors.NotFoundError` where no case has it."""
    from qualcode.analysis.coverage import coverage_by_value

    return coverage_by_value(found, study.cases.attribute(attribute))


def coverage_statement(study: Study, found: Coverage, by: str | None = None) -> Statement:
    """What coverage rests on."""
    return statement_of(
        study,
        "coverage",
        "characters of respondents' speech",
        {"coder": found.coder, "by": by},
        filter={"coder": found.coder, "role": "respondent"},
    )


def coverage_tables(
    found: Coverage, statement: Statement, groups: dict[str, Covered] | None = None
) -> tuple[ResultTable, ...]:
    """Coverage by document, by case and (where there are any) by group, as result tables."""
    figures = (
        "share",
        "characters",
        "coded_characters",
        "word_share",
        "respondent_words",
        "coded_words",
        "turns",
        "uncoded_turns",
        "words",
        "codings",
    )

    def row(covered: Covered) -> tuple[float | int | None, ...]:
        return (
            covered.share,
            covered.spoken,
            covered.coded,
            covered.word_share,
            covered.spoken_words,
            covered.coded_words,
            covered.turns,
            covered.uncoded_turns,
            covered.words,
            covered.codings,
        )

    tables = [
        ResultTable(
            "documents",
            ("document", "case", *figures),
            tuple((each.document.name, each.document.case, *row(each.covered)) for each in found.documents),
            statement,
        ),
        ResultTable(
            "cases",
            ("case", "documents", *figures),
            tuple((each.case.label, each.covered.documents, *row(each.covered)) for each in found.cases),
            statement,
        ),
    ]
    if groups:
        rows = tuple((value, covered.documents, *row(covered)) for value, covered in groups.items())
        tables.append(ResultTable("groups", ("value", "documents", *figures), rows, statement))
    return tuple(tables)


def uncoded_of(study: Study, document: str | int | Document, coder: str | None = None) -> tuple[Turn, ...]:
    """The turns of respondents in a document of which the primary coder, a named one, or ``all`` have coded nothing."""
    found = study.documents.get(document)
    name = study.primary_coder if coder is None else coder
    present = name in study.coders.list() or coder is not None
    rows = study.codings.list(document=found, coder=name) if present else ()
    return tuple(uncoded_turns(study.documents.turns(found), [(row.start, row.end) for row in rows]))


def uncoded_in_all(study: Study, coder: str | None = None) -> tuple[UncodedTurn, ...]:
    """The same for all documents, in the order of import and of the text.

    Raises :class:`~qualcode.errors.NotFoundError` for a coder who does not exist.
    """
    if coder is not None and coder.casefold() != "all":
        study.coders.known(coder)
    spans: dict[int, list[tuple[int, int]]] = {}
    for document_id, start, end, _ in study.codings.spans(coder):
        spans.setdefault(document_id, []).append((start, end))
    turns, texts = study.documents.all_turns(), study.documents.texts()
    return tuple(
        UncodedTurn(
            document=document.name,
            case=document.case,
            turn=turn.number,
            start=turn.speech_start,
            words=_beginning(texts[document.id], turn.speech_start, turn.end),
        )
        for document in study.documents.list()
        for turn in uncoded_turns(turns.get(document.id, ()), spans.get(document.id, ()))
    )


def _beginning(text: str, start: int, end: int) -> str:
    """How a turn begins, cut between words."""
    words = " ".join(text[start:end].split())
    if len(words) <= FIRST_WORDS:
        return words
    return words[:FIRST_WORDS].rsplit(" ", 1)[0] + " …"


def uncoded_table(turns: tuple[UncodedTurn, ...], statement: Statement) -> ResultTable:
    """Uncoded turns as a result table."""
    return ResultTable(
        "uncoded turns",
        ("document", "case", "turn", "start", "words"),
        tuple((each.document, each.case, each.turn, each.start, each.words) for each in turns),
        statement,
    )


def voices_of(
    study: Study, coder: str | None = None, *, limit: float | None = None, least: int | None = None
) -> Voices:
    """Whose the quotations are, over all and code by code.

    ``limit`` is the share above which a voice is called loud (default a quarter), ``least`` the quotations that a code
    needs (default 4). Raises :class:`~qualcode.errors.InputError` for a limit outside of 0 to 1 or a least below 1.
    """
    from qualcode.analysis.voices import LEAST, LIMIT, voices

    limit, least = LIMIT if limit is None else limit, LEAST if least is None else least
    if not 0 < limit < 1:
        raise InputError(
            f"The limit for one voice is a share between 0 and 100 %; {limit * 100:g} % is none."
        )
    if least < 1:
        raise InputError(f"The smallest number of quotations is {least}; give a whole number from 1 up.")
    return voices(study.codings.incidence(coder), limit=limit, least=least)


def voices_statement(study: Study, found: Voices) -> Statement:
    """What the shares of the voices rest on."""
    return statement_of(
        study,
        "coverage --voices",
        "quotations",
        {"coder": found.coder, "limit": found.limit, "least": found.least},
        filter={"coder": found.coder, "role": found.role or "all"},
    )


def voices_tables(found: Voices, statement: Statement) -> tuple[ResultTable, ResultTable]:
    """The voices over all and by code, as result tables."""
    cases = ResultTable(
        "voices",
        ("case", "documents", "quotations", "share", "loud"),
        tuple(
            (each.case, each.documents, each.quotations, each.share, "yes" if each.loud else "no")
            for each in found.cases
        ),
        statement,
    )
    codes = ResultTable(
        "codes",
        ("code", "kind", "path", "case", "supplied", "quotations", "share", "respondents"),
        tuple(
            (
                each.code,
                each.kind,
                " > ".join(each.path),
                each.case,
                each.supplied,
                each.quotations,
                each.share,
                each.respondents,
            )
            for each in found.codes
        ),
        statement,
    )
    return cases, codes


def voice_sentences(found: Voices) -> tuple[str, ...]:
    """What the shares mean, in sentences of English: who is loud, and why nobody can be called so."""
    from qualcode.analysis.voices import FEW

    limit = whole_percent(found.limit)
    if not found.quotations:
        return ("There are no quotations of respondents yet.",)
    said = [
        f"One voice is strong: {each.case} supplies {each.quotations} of {counted(found.quotations, 'quotation')} "
        f"({whole_percent(each.share)}), more than {limit}. Read what rests on it with that in mind."
        for each in found.loud
    ]
    if not said and found.heard < FEW:
        said.append(
            f"With {counted(found.heard, 'respondent')} of whom something is coded somebody always supplies a large share; "
            f"over all nobody is called loud below {FEW} respondents."
        )
    elif not said:
        said.append(f"Nobody supplies more than {limit} of the quotations.")
    return tuple(said)
