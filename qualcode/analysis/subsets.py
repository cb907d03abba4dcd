"""The arrays of some documents only, as if the study held no others."""

from __future__ import annotations

from array import array
from collections.abc import Collection
from dataclasses import replace

import numpy as np

from qualcode.analysis.overlap import Ints
from qualcode.analysis.speech import ints
from qualcode.model.arrays import Incidence

__all__ = ["of_documents"]


def of_documents(incidence: Incidence, kept: Collection[int]) -> Incidence:
    """The documents of some ids with their cases, turns and codings; the tree of codes stays whole."""
    documents = [i for i, document in enumerate(incidence.documents) if document.id in kept]
    if len(documents) == len(incidence.documents):
        return incidence
    case_of = ints(incidence.document_case)[documents]
    cases = np.unique(case_of)
    document_at = np.full(len(incidence.documents), -1, dtype=np.int64)
    document_at[documents] = np.arange(len(documents))
    rows = np.flatnonzero(document_at[ints(incidence.document)] >= 0)
    turns = incidence.turns
    said = np.flatnonzero(document_at[ints(turns.document)] >= 0)
    return replace(
        incidence,
        documents=tuple(incidence.documents[i] for i in documents),
        cases=tuple(incidence.cases[i] for i in cases.tolist()),
        document=_column(document_at[ints(incidence.document)[rows]]),
        case=_column(np.searchsorted(cases, ints(incidence.case)[rows])),
        code=_column(ints(incidence.code)[rows]),
        start=_column(ints(incidence.start)[rows]),
        end=_column(ints(incidence.end)[rows]),
        quotation=_column(ints(incidence.quotation)[rows]),
        coding=_column(ints(incidence.coding)[rows]),
        turns=replace(
            turns,
            document=_column(document_at[ints(turns.document)[said]]),
            start=_column(ints(turns.start)[said]),
            end=_column(ints(turns.end)[said]),
            role=_column(ints(turns.role)[said]),
            turn=_column(ints(turns.turn)[said]),
        ),
        document_case=_column(np.searchsorted(cases, case_of)),
    )


def _column(values: Ints) -> array[int]:
    return array("q", np.ascontiguousarray(values, dtype=np.int64).tobytes())
