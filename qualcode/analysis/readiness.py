"""What a codebook lacks before practice can be compared: which models it cannot tell apart, and why.

Two models are told apart by the criteria on which they expect ranges that do not overlap (Hak & Dul 2009, Pattern Matching:
the expected patterns have to be known, and to differ, before they are laid against an observed one).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import combinations

from qualcode.analysis.distance import apart
from qualcode.analysis.levels import NEVER_SCORED
from qualcode.analysis.speech import ints
from qualcode.model.arrays import Incidence
from qualcode.model.frameworks import Criteria, Mapping, ReferenceModel
from qualcode.model.guides import GuideQuestion
from qualcode.model.readiness import AwaitingLevels, ModelGap, PairReadiness, Readiness

__all__ = ["counting", "readiness", "separating"]


def readiness(
    incidence: Incidence,
    mappings: Sequence[Mapping],
    read: Collection[tuple[int, int, str]],
    criteria: Criteria,
    models: Sequence[ReferenceModel],
    questions: Sequence[GuideQuestion],
) -> Readiness:
    """What is missing, from the codings of respondents' speech, the mappings, and the guide.

    ``read`` holds quotation, code id and criterion of the levels that were read from single quotations. A criterion is
    reached where a mapping to it counts, whether or not its code was applied yet: the codebook is judged, not its result.
    """
    known = [each.id for each in criteria.criteria]
    scored = {each.criterion for each in mappings if counting(each)}
    mapped = {each.criterion for each in mappings}
    ranked = [model for model in models if model.rank and model.kind != "family"]
    pairs = []
    for a, b in combinations(ranked, 2):
        telling = separating(a, b, known)
        pairs.append(
            PairReadiness(a.id, b.id, telling, tuple(name for name in telling if name not in scored))
        )
    gaps = []
    for model in models:
        defining = [
            name for name in known if name in model.cells and model.cells[name].importance == "defining"
        ]
        missing = tuple(name for name in defining if name not in scored)
        if missing:
            gaps.append(ModelGap(model.id, missing, len(defining)))
    passages = quotations_by_code(incidence)
    names = {each.code_id: each.code for each in mappings}
    awaiting = []
    for mapping in sorted(mappings, key=lambda each: (each.code, each.criterion, each.id)):
        if mapping.polarity == "ask" and counting(mapping):
            without = tuple(
                number
                for number in sorted(passages.get(mapping.code_id, ()))
                if (number, mapping.code_id, mapping.criterion) not in read
            )
            if without:
                awaiting.append(AwaitingLevels(mapping.code, mapping.criterion, without))
    linked = {name for question in questions for name in question.criteria}
    return Readiness(
        coder=incidence.coder,
        pairs=tuple(pairs),
        unreached=tuple(name for name in known if name not in mapped),
        shown_only=tuple(name for name in known if name in mapped and name not in scored),
        models=tuple(gaps),
        without_passages=tuple(sorted({names[i] for i in names if i not in passages})),
        awaiting=tuple(awaiting),
        guide=bool(questions),
        unasked=tuple(name for name in known if name not in linked) if questions else (),
    )


def counting(mapping: Mapping) -> bool:
    """Whether a mapping is scored: it counts, and it states practice or what is in fact (not) done."""
    return mapping.counts and mapping.aspect not in NEVER_SCORED


def separating(a: ReferenceModel, b: ReferenceModel, known: Sequence[str]) -> tuple[str, ...]:
    """Criteria on which two models expect ranges that do not overlap, in the order of ``known``."""
    return tuple(name for name in known if apart(a.cells.get(name), b.cells.get(name)))


def quotations_by_code(incidence: Incidence) -> dict[int, set[int]]:
    """Numbers of the quotations that bear each code, by its id; codes without any are left out."""
    found: dict[int, set[int]] = defaultdict(set)
    ids = [node.id for node in incidence.nodes]
    for code, number in zip(ints(incidence.code).tolist(), ints(incidence.quotation).tolist(), strict=True):
        found[ids[code]].add(number)
    return dict(found)
