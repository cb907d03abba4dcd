"""What several coders say about the same text, as arrays: stretches of constant judgement, and the units that coders marked.

A stretch is a unit (turn, sentence) or a piece of the line of speech on which no coder begins or ends a coding of a code. Each
bears a code and a set of coders as bits; stretches that nobody coded are not stored, since what is missing from the blocks'
totals is theirs. A block is what is drawn anew for a range: a turn, or a document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from qualcode.analysis.frequency import descendants
from qualcode.analysis.overlap import Ints, merged
from qualcode.analysis.speech import Speech, heard, ints, speech_of
from qualcode.errors import InputError
from qualcode.model.agreement import AgreementUnit
from qualcode.model.arrays import Incidence, Units

__all__ = ["MOST_CODERS", "Marked", "Places", "Rated", "Rows", "marked", "placed", "rated", "units_of"]

MOST_CODERS = 60
"""Coders that fit into the bits of one number."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Codings of all coders on the line of speech, sorted by start; columns of equal length."""

    start: Ints
    end: Ints
    code: Ints
    """Index into the codes that are compared."""
    coder: Ints
    document: Ints
    text_start: Ints
    """Code points of the document."""
    text_end: Ints
    quotation: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Units on the line of speech, sorted; columns of equal length."""

    start: Ints
    end: Ints
    document: Ints
    text_start: Ints
    text_end: Ints
    turn: Ints
    """Which stretch of speech a unit belongs to."""


@dataclass(frozen=True, slots=True, eq=False)
class Marked:
    """Units of single coders and codes, sorted by start; columns of equal length."""

    start: Ints
    end: Ints
    code: Ints
    coder: Ints
    document: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Rated:
    """The judgements on the documents that are compared."""

    codes: tuple[int, ...]
    """Nodes that are compared, by index, in tree order."""
    coders: tuple[str, ...]
    speech: Speech
    rows: Rows
    """Codings in the documents that are compared."""
    places: Places | None
    """The units; None where characters are compared."""
    present: Ints
    """For each document, the coders whose judgements count there, as bits; 0 where it is not compared."""
    code: Ints
    """Of each stretch: index into ``codes``."""
    start: Ints
    """Of each stretch: where it begins on the line of speech, or the number of the unit."""
    weight: Ints
    """Of each stretch: units or characters."""
    mask: Ints
    """Of each stretch: who coded it, as bits."""
    document: Ints
    block: Ints
    block_document: Ints
    block_weight: Ints
    """Units or characters of each block."""

    @property
    def many(self) -> Ints:
        """For each document, how many coders are compared."""
        return bits(self.present)

    @property
    def units(self) -> Marked:
        """What each coder has marked with each code on the line of speech; codings of one that share a character are one unit."""
        return marked(self.rows, len(self.coders))


def marked(rows: Rows, coders: int) -> Marked:
    """The codings of each coder and code joined where they share a character; those that only touch stay apart."""
    start, end, both, document = merged(rows.start, rows.end, rows.code * coders + rows.coder, rows.document)
    return Marked(start, end, both // coders, both % coders, document)


def bits(masks: Ints) -> Ints:
    """How many bits are set in each number."""
    return np.bitwise_count(masks).astype(np.int64)


def placed(
    incidences: Sequence[Incidence], codes: Sequence[int], speech: Speech, compared: npt.NDArray[np.bool_]
) -> Rows:
    """The codings of some coders as ranges of the line of speech; a category has those of all below it.

    Only codings in the documents of ``compared`` that share a character with the speech are there; a quotation of a category comes
    once for each coder.
    """
    below = descendants(incidences[0])
    columns: list[tuple[Ints, ...]] = []
    for who, incidence in enumerate(incidences):
        document, node = ints(incidence.document), ints(incidence.code)
        start = speech.project(document, ints(incidence.start))
        end = speech.project(document, ints(incidence.end))
        usable = np.flatnonzero((end > start) & compared[document])
        order = usable[np.argsort(node[usable], kind="stable")]
        borders = np.searchsorted(node[order], np.arange(len(incidence.nodes) + 1))
        for k, code in enumerate(codes):
            mine = np.concatenate([order[borders[each] : borders[each + 1]] for each in below[code]])
            if len(below[code]) > 1:
                mine = mine[np.unique(ints(incidence.quotation)[mine], return_index=True)[1]]
            if mine.size:
                columns.append(
                    (
                        start[mine], end[mine], np.full(mine.size, k), np.full(mine.size, who), document[mine],
                        ints(incidence.start)[mine], ints(incidence.end)[mine], ints(incidence.quotation)[mine],
                    )
                )  # fmt: skip
    if not columns:
        return Rows(*(np.empty(0, dtype=np.int64) for _ in range(8)))
    joined = [np.concatenate(column).astype(np.int64) for column in zip(*columns, strict=True)]
    order = np.lexsort((joined[3], joined[2], -joined[1], joined[0]))
    return Rows(*(column[order] for column in joined))


def units_of(
    incidence: Incidence,
    unit: Literal["turn", "sentence"],
    role: str | None,
    sentences: Units | None,
    speech: Speech,
) -> Places:
    """The turns or sentences of a role; a document without turns is one turn.

    Raises :class:`~qualcode.errors.InputError` where sentences are wanted and were not handed over.
    """
    if unit == "turn":
        start, end, document = speech.start, speech.end, speech.document
        shift = document * speech.base
        places = Places(
            speech.before, speech.before + end - start, document, start - shift, end - shift, np.arange(len(start))
        )  # fmt: skip
    elif sentences is None:
        raise InputError("Sentences were not handed over; they are needed for the unit “sentence”.")
    else:
        mask = heard(incidence, sentences, role)
        document = ints(sentences.document)[mask]
        text_start, text_end = ints(sentences.start)[mask], ints(sentences.end)[mask]
        begin = speech.project(document, text_start)
        turn = np.searchsorted(speech.before, begin, side="right") - 1
        places = Places(
            begin, speech.project(document, text_end), document, text_start, text_end, turn
        )  # fmt: skip
    keep = np.flatnonzero(places.end > places.start)
    return Places(
        *(
            getattr(places, name)[keep]
            for name in ("start", "end", "document", "text_start", "text_end", "turn")
        )
    )


def rated(
    incidences: Sequence[Incidence],
    codes: Sequence[int],
    *,
    unit: AgreementUnit,
    role: str | None,
    sentences: Units | None = None,
    documents: Sequence[int] | None = None,
    only_shared: bool = True,
) -> Rated:
    """The judgements of several coders, each an incidence of the same study at the same moment.

    A coder who has coded nothing at all in a document has not judged it: it is missing for that coder, and documents that fewer than
    two have coded are left out. Without ``only_shared`` every coder counts in every document that one of them has coded.
    Raises :class:`~qualcode.errors.InputError` for an unknown role or too many coders.
    """
    if len(incidences) > MOST_CODERS:
        raise InputError(f"{len(incidences)} coders cannot be compared at once; name at most {MOST_CODERS}.")
    first = incidences[0]
    files = len(first.documents)
    present = np.zeros(files, dtype=np.int64)
    for who, incidence in enumerate(incidences):
        present[np.unique(ints(incidence.document))] |= 1 << who
    if not only_shared:
        present[present > 0] = (1 << len(incidences)) - 1
    chosen = np.zeros(files, dtype=bool)
    chosen[list(documents) if documents is not None else slice(None)] = True
    present[(bits(present) < 2) | ~chosen] = 0
    speech = speech_of(first, role)
    rows = placed(incidences, codes, speech, present > 0)
    spoken = np.bincount(speech.document, weights=speech.end - speech.start, minlength=files)
    if unit in ("characters", "segments"):
        places = None
        code, start, weight, mask, document = _pieces(rows, speech, len(incidences))
        block = document
        block_document, block_weight = np.arange(files), spoken.astype(np.int64)
    else:
        places = units_of(first, "turn" if unit == "turn" else "sentence", role, sentences, speech)
        code, start, mask = _in_units(rows, places)
        weight, document, block = np.ones_like(start), places.document[start], places.turn[start]
        block_document = speech.document
        block_weight = np.bincount(places.turn, minlength=len(speech.start))
    block_weight = np.where(present[block_document] > 0, block_weight, 0)
    return Rated(
        codes=tuple(codes),
        coders=tuple(incidence.coder for incidence in incidences),
        speech=speech,
        rows=rows,
        places=places,
        present=present,
        code=code,
        start=start,
        weight=weight,
        mask=mask,
        document=document,
        block=block,
        block_document=block_document,
        block_weight=block_weight,
    )


def _pieces(rows: Rows, speech: Speech, coders: int) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """The line of speech of each code cut where a coder begins or ends: code, start, length, who, document."""
    own = marked(rows, coders)
    if not own.start.size:
        empty = np.empty(0, dtype=np.int64)
        return empty, empty, empty, empty, empty
    bit = np.left_shift(np.int64(1), own.coder)
    span = int(own.end.max()) + 1
    place = np.concatenate([own.code * span + own.start, own.code * span + own.end])
    change = np.concatenate([bit, -bit])
    order = np.argsort(place, kind="stable")
    place, who = place[order], np.cumsum(change[order])
    last = np.append(place[1:] != place[:-1], True)
    place, who = place[last], who[last]
    begins = np.flatnonzero(who)
    at = place[begins]
    position = at % span
    home = speech.document[np.searchsorted(speech.before, position, side="right") - 1]
    return at // span, position, place[begins + 1] - at, who[begins], home


def _in_units(rows: Rows, places: Places) -> tuple[Ints, Ints, Ints]:
    """Each unit that a coding shares a character with: code, number of the unit, who."""
    first = np.searchsorted(places.end, rows.start, side="right")
    after = np.searchsorted(places.start, rows.end, side="left")
    many = np.maximum(after - first, 0)
    row = np.repeat(np.arange(len(many)), many)
    unit = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many) + first[row]
    key = rows.code[row] * (len(places.start) + 1) + unit
    found, back = np.unique(key, return_inverse=True)
    mask = np.zeros(len(found), dtype=np.int64)
    np.bitwise_or.at(mask, back, np.left_shift(np.int64(1), rows.coder[row]))
    return found // (len(places.start) + 1), found % (len(places.start) + 1), mask
