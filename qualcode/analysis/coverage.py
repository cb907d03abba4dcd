"""How much of the respondents' speech is coded, per document, per case, and by the values of an attribute."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from qualcode.analysis.comparison import NO_VALUE
from qualcode.analysis.counting import Words
from qualcode.analysis.overlap import Ints, merged
from qualcode.analysis.speech import Speech, heard, ints, speech_of
from qualcode.model.arrays import Incidence
from qualcode.model.coverage import CaseCoverage, Coverage, Covered, DocumentCoverage, added
from qualcode.text.names import name_key

__all__ = ["coverage", "coverage_by_value"]


def coverage(incidence: Incidence, words: Words | None = None) -> Coverage:
    """Count what respondents say and how much of it is coded, in characters and, where ``words`` are handed over, in words.

    Where a document knows no role, all its turns count; a document without turns is speech from end to end and has none.
    A turn is uncoded when no character of its speech is under a coding. A word is coded when its first character is.
    """
    many = len(incidence.documents)
    speech = speech_of(incidence, "respondent")
    start, end, document = _under_codings(incidence, speech)
    spoken = _sums(speech.document, speech.end - speech.start, many)
    coded = _sums(document, end - start, many)
    turns = incidence.turns
    mask = (
        heard(incidence, turns, "respondent") & (ints(turns.turn) > 0) & (ints(turns.end) > ints(turns.start))
    )
    where = ints(turns.document)[mask]
    first, last = (speech.project(where, ints(edge)[mask]) for edge in (turns.start, turns.end))
    before = np.searchsorted(start, last, side="left")
    reach = np.concatenate([np.zeros(1, dtype=np.int64), end])
    uncoded = reach[before] <= first
    answered = np.bincount(where, minlength=many)
    waiting = np.bincount(where[uncoded], minlength=many)
    codings = np.bincount(ints(incidence.document), minlength=many)
    said, under = _words(speech, words, start, end, many) if words is not None else ([None] * many,) * 2
    rows = tuple(
        DocumentCoverage(
            each,
            Covered(
                documents=1,
                spoken=int(spoken[i]),
                coded=int(coded[i]),
                turns=int(answered[i]),
                uncoded_turns=int(waiting[i]),
                words=each.words,
                codings=int(codings[i]),
                spoken_words=said[i],
                coded_words=under[i],
            ),
        )
        for i, each in enumerate(incidence.documents)
    )
    of_case: dict[int, list[Covered]] = defaultdict(list)
    for row in rows:
        of_case[row.document.case_id].append(row.covered)
    cases = sorted(incidence.cases, key=lambda case: (name_key(case.label), case.id))
    return Coverage(
        coder=incidence.coder,
        documents=rows,
        cases=tuple(CaseCoverage(case, added(of_case[case.id])) for case in cases),
        total=added(row.covered for row in rows),
    )


def coverage_by_value(found: Coverage, attribute: str) -> dict[str, Covered]:
    """The same by the values of an attribute of the cases, sorted; cases without a value come last."""
    wanted = name_key(attribute)
    parts: dict[str, list[Covered]] = defaultdict(list)
    for row in found.cases:
        values = (value for name, value in row.case.attributes.items() if name_key(name) == wanted)
        parts[next(values, "") or NO_VALUE].append(row.covered)
    return {
        value: added(parts[value]) for value in sorted(parts, key=lambda value: (value == NO_VALUE, value))
    }


def _under_codings(incidence: Incidence, speech: Speech) -> tuple[Ints, Ints, Ints]:
    """Ranges of the line of speech under at least one coding, joined and sorted: start, end, document."""
    document = ints(incidence.document)
    start = speech.project(document, ints(incidence.start))
    end = speech.project(document, ints(incidence.end))
    some = end > start
    start, end, _, document = merged(
        start[some], end[some], np.zeros(int(some.sum()), dtype=np.int64), document[some]
    )
    return start, end, document


def _words(
    speech: Speech, words: Words, start: Ints, end: Ints, many: int
) -> tuple[list[int | None], list[int | None]]:
    """For each document the words that respondents say, and those of them that begin under a coding."""
    at = speech.project(words.document, words.start)
    said = speech.project(words.document, words.start + 1) > at
    at, document = at[said], words.document[said]
    before = np.searchsorted(start, at, side="right")
    reach = np.concatenate([np.zeros(1, dtype=np.int64), end])
    under = reach[before] > at
    return np.bincount(document, minlength=many).tolist(), np.bincount(
        document[under], minlength=many
    ).tolist()


def _sums(document: Ints, lengths: Ints, many: int) -> Ints:
    sums = np.zeros(many, dtype=np.int64)
    np.add.at(sums, document, lengths)
    return sums
