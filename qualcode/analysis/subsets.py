"""The arrays of some documents or cases only, as if the study held no others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from qualcode.analysis.speech import as_array, ints, kept_rows
from qualcode.model.arrays import Incidence

__all__ = ["subset"]


def subset(
    incidence: Incidence, *, documents: Collection[int] | None = None, cases: Collection[int] | None = None
) -> Incidence:
    """The documents of some ids, or all documents of the cases of some ids, with their turns and codings.

    By ``cases`` those named stay, with or without a document; by ``documents`` those that have one of them. Where both are
    given, a document must fit both. The tree of codes stays whole.
    """
    chosen = [
        i
        for i, each in enumerate(incidence.documents)
        if (documents is None or each.id in documents) and (cases is None or each.case_id in cases)
    ]
    case_of = ints(incidence.document_case)[chosen]
    if documents is not None:
        kept_cases = np.unique(case_of)
    else:
        named = [i for i, each in enumerate(incidence.cases) if cases is None or each.id in cases]
        kept_cases = np.array(named, dtype=np.int64)
    if len(chosen) == len(incidence.documents) and (
        documents is not None or len(kept_cases) == len(incidence.cases)
    ):
        return incidence
    document_at = np.full(len(incidence.documents), -1, dtype=np.int64)
    document_at[chosen] = np.arange(len(chosen))
    part = kept_rows(incidence, np.flatnonzero(document_at[ints(incidence.document)] >= 0))
    turns = incidence.turns
    said = np.flatnonzero(document_at[ints(turns.document)] >= 0)
    return replace(
        part,
        documents=tuple(incidence.documents[i] for i in chosen),
        cases=tuple(incidence.cases[i] for i in kept_cases.tolist()),
        document=as_array(document_at[ints(part.document)]),
        case=as_array(np.searchsorted(kept_cases, ints(part.case))),
        turns=replace(
            turns,
            document=as_array(document_at[ints(turns.document)[said]]),
            start=as_array(ints(turns.start)[said]),
            end=as_array(ints(turns.end)[said]),
            role=as_array(ints(turns.role)[said]),
            turn=as_array(ints(turns.turn)[said]),
        ),
        document_case=as_array(np.searchsorted(kept_cases, case_of)),
    )
