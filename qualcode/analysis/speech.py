"""The speech of one role as a single number line, so that a coding over several turns stays one range.

Only characters that the role says lie on the line; labels, other speakers and text outside of turns take no room.
A coding is a range of the text, so what it covers of the speech is a range of the line again, and documents follow one
another without a seam: ranges of two documents can touch but never overlap.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from qualcode.analysis.overlap import Ints
from qualcode.errors import InputError
from qualcode.model.arrays import ROLE_CODES, Incidence, Units

__all__ = ["Speech", "as_array", "heard", "ints", "kept_rows", "speech_of", "spoken"]


@dataclass(frozen=True, slots=True)
class Speech:
    """Stretches of speech in text coordinates (document * base + code point), sorted and disjoint."""

    role: str | None
    """Whose speech it is; None: everybody's."""
    base: int
    """Larger than any position in a document."""
    start: Ints
    end: Ints
    document: Ints
    before: Ints
    """Characters of speech before each stretch."""

    def project(self, document: Ints, position: Ints) -> Ints:
        """Characters of speech before each position of the text."""
        if not self.start.size:
            return np.zeros(len(position), dtype=np.int64)
        place = document * self.base + position
        last = np.searchsorted(self.start, place, side="right") - 1
        inside = np.minimum(place, self.end[last]) - self.start[last] + self.before[last]
        return np.where(last < 0, 0, inside)


def ints(values: array[int]) -> Ints:
    """An array of the model layer as numpy sees it, without a copy."""
    return np.frombuffer(values, dtype=np.int64) if len(values) else np.empty(0, dtype=np.int64)


def as_array(values: Ints) -> array[int]:
    """An array of numpy as the model layer has it."""
    return array("q", np.ascontiguousarray(values, dtype=np.int64).tobytes())


def heard(incidence: Incidence, units: Units, role: str | None) -> npt.NDArray[np.bool_]:
    """Which units are speech of a role: all units of documents in which no turn has a known role count as well.

    Raises :class:`~qualcode.errors.InputError` for a role that does not exist.
    """
    if role is None:
        return np.ones(len(units.start), dtype=bool)
    if role not in ROLE_CODES:
        raise InputError(f"There is no role “{role}”; possible are {', '.join(sorted(ROLE_CODES))}.")
    settled = np.zeros(len(incidence.documents), dtype=bool)
    turns = incidence.turns
    settled[ints(turns.document)[ints(turns.role) != ROLE_CODES["unknown"]]] = True
    mask: npt.NDArray[np.bool_] = (ints(units.role) == ROLE_CODES[role]) | ~settled[ints(units.document)]
    return mask


def spoken(incidence: Incidence, role: str | None = "respondent") -> Incidence:
    """The same arrays with only those codings that share at least one character with the speech of a role.

    Falls back as :func:`speech_of` does: where no turn has a known role, all codings stay.
    """
    speech = speech_of(incidence, role)
    document = ints(incidence.document)
    covered = speech.project(document, ints(incidence.end)) - speech.project(document, ints(incidence.start))
    return kept_rows(incidence, np.flatnonzero(covered > 0))


def kept_rows(incidence: Incidence, rows: Ints) -> Incidence:
    """The same arrays with some of the codings only, by their indices; documents, turns and cases all stay."""
    if len(rows) == len(incidence.document):
        return incidence

    def kept(column: array[int]) -> array[int]:
        return as_array(ints(column)[rows])

    return replace(
        incidence,
        document=kept(incidence.document),
        case=kept(incidence.case),
        code=kept(incidence.code),
        start=kept(incidence.start),
        end=kept(incidence.end),
        quotation=kept(incidence.quotation),
        coding=kept(incidence.coding),
    )


def speech_of(incidence: Incidence, role: str | None) -> Speech:
    """The speech of a role; a document without any turn is speech from end to end.

    Where no turn of the study has a known role, everybody's speech is taken and ``role`` of the result is None.
    """
    turns = incidence.turns
    mask = heard(incidence, turns, role)
    lengths = np.array([each.characters for each in incidence.documents], dtype=np.int64)
    furthest = max(
        (int(each.max()) for each in (lengths, ints(incidence.end), ints(turns.end)) if each.size), default=0
    )
    bare = np.ones(len(lengths), dtype=bool)
    bare[ints(turns.document)] = False
    whole = np.flatnonzero(bare)
    document = np.concatenate([ints(turns.document)[mask], whole])
    start = np.concatenate([ints(turns.start)[mask], np.zeros(len(whole), dtype=np.int64)])
    end = np.concatenate([ints(turns.end)[mask], lengths[whole]])
    base = furthest + 1
    spoken = end > start
    order = np.argsort((document * base + start)[spoken], kind="stable")
    document, start, end = document[spoken][order], start[spoken][order], end[spoken][order]
    known = bool((ints(turns.role) != ROLE_CODES["unknown"]).any())
    return Speech(
        role=role if known else None,
        base=base,
        start=document * base + start,
        end=document * base + end,
        document=document,
        before=np.cumsum(end - start) - (end - start),
    )
