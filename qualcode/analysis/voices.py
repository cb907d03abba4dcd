"""Whether one respondent speaks for many: whose the quotations are, over all and code by code."""

from __future__ import annotations

import numpy as np

from qualcode.analysis.counting import placed
from qualcode.analysis.speech import ints
from qualcode.model.arrays import Incidence
from qualcode.model.coverage import Voice, VoiceOfCode, Voices

__all__ = ["FEW", "LEAST", "LIMIT", "voices"]

LIMIT = 0.25
"""Share of the quotations above which one respondent's voice is called loud."""
LEAST = 4
"""Quotations below which a code says nothing about shares."""
FEW = 4
"""Respondents with a quotation below which somebody has to supply more than a quarter, so that it is no finding."""


def voices(
    incidence: Incidence, *, limit: float = LIMIT, least: int = LEAST, role: str | None = "respondent"
) -> Voices:
    """Shares of the quotations by respondent, and the codes and categories of which somebody supplies more than the limit.

    Quotations that share no character with the role's speech are left out. With fewer than ``FEW`` respondents who have
    a quotation nobody is called loud over all. A code has a row for each respondent above the limit.
    """
    nodes = list(range(len(incidence.nodes)))
    found = placed(incidence, nodes, role)
    case = ints(incidence.case)
    quotation = ints(incidence.quotation)
    rows = np.unique(found.row)
    first = np.unique(quotation[rows], return_index=True)[1]
    own = np.bincount(case[rows[first]], minlength=len(incidence.cases)).tolist()
    total = sum(own)
    documents = np.bincount(ints(incidence.document_case), minlength=len(incidence.cases)).tolist()
    present = [i for i, many in enumerate(documents) if many]
    enough = sum(many > 0 for many in own) >= FEW
    shares = [
        Voice(
            case=incidence.cases[i].label,
            documents=documents[i],
            quotations=own[i],
            share=own[i] / total if total else 0.0,
            loud=enough and own[i] > limit * total,
        )
        for i in present
    ]
    codes = []
    borders = np.searchsorted(found.node, np.arange(len(nodes) + 1)).tolist()
    for place, node in enumerate(incidence.nodes):
        mine = found.row[borders[place] : borders[place + 1]]
        if len(mine) < least:
            continue
        by_case = np.bincount(case[mine], minlength=len(incidence.cases))
        above = np.flatnonzero(by_case > limit * len(mine)).tolist()
        codes += [
            VoiceOfCode(
                code=node.name,
                kind=node.kind,
                path=node.path,
                case=incidence.cases[each].label,
                supplied=int(by_case[each]),
                quotations=len(mine),
                share=int(by_case[each]) / len(mine),
                respondents=int((by_case > 0).sum()),
                numbers=tuple(sorted(quotation[mine[case[mine] == each]].tolist())),
            )
            for each in sorted(above, key=lambda i: incidence.cases[i].label)
        ]
    return Voices(
        coder=incidence.coder,
        role=found.speech.role,
        limit=limit,
        least=least,
        quotations=total,
        cases=tuple(sorted(shares, key=lambda voice: (-voice.quotations, voice.case))),
        codes=tuple(sorted(codes, key=lambda voice: -voice.share)),
    )
