"""COREQ: what the study answers of the 32 items, item by item."""

from __future__ import annotations

from collections import Counter

from qualcode.reports.material import Material
from qualcode.reports.parts.answers import (
    Answer,
    attributes_said,
    coders_said,
    duration_said,
    enumerated,
    from_study,
    half,
    origins_said,
    said_most,
    saturation_said,
    tree_said,
)
from qualcode.reports.people import people, respondents_counted
from qualcode.reports.wording import Words

__all__ = ["coreq_answers"]

PLACES = (
    "setting",
    "place",
    "location",
    "region",
    "facility_type",
    "facility",
    "prostředí",
    "místo",
    "zařízení",
    "plats",
)
"""Attributes whose name says where a respondent works or was interviewed."""


def coreq_answers(material: Material, w: Words) -> dict[int, Answer]:
    """The answers by the number of their item; items that are not there are the author's alone."""
    if not material.documents:
        return {27: software(material, w)}
    return {
        9: half(w("checklist.add_orientation"), *orientation(material, w)),
        10: half(w("checklist.add_sampling"), *attributes_said(material, w)),
        12: from_study(sample(material, w)),
        13: half(w("checklist.add_refused"), withdrawals(material, w)),
        14: half(w("checklist.add_setting"), *places(material, w)),
        16: from_study(*attributes_said(material, w)),
        17: half(w("checklist.add_guide"), guide(material, w)),
        18: from_study(repeats(material, w)),
        19: half(w("checklist.add_recording"), recordings(material, w)),
        20: half(w("checklist.add_notes"), notes(material, w)),
        21: duration_said(material, w),
        22: from_study(*(saturation_said(material, w) if material.codings else ())),
        24: from_study(*coders_said(material, w)),
        25: from_study(tree_said(material, w)),
        26: half(w("checklist.add_derivation"), origins_said(material, w)),
        27: software(material, w),
        29: from_study(quotations(material, w)),
        30: half(w("checklist.add_consistency"), *support(material, w)),
        31: half(w("checklist.add_major"), said_most(material, w)),
        32: from_study(*minor(material, w)),
    }


def sample(material: Material, w: Words) -> str:
    """Respondents, interviews and words."""
    return w(
        "checklist.sample",
        respondents=w.count(len(material.respondents), "respondent"),
        documents=w.count(len(material.documents), "document"),
        words=w.count(sum(document.words for document in material.documents), "word"),
    )


def orientation(material: Material, w: Words) -> tuple[str, ...]:
    """Where codes come from, and that models were laid against them."""
    said = origins_said(material, w)
    if not said or material.comparison is None:
        return (said,)
    from qualcode.reports.parts.comparison import models_laid

    return (said, w("checklist.orientation_models", models=models_laid(material, w)))


def withdrawals(material: Material, w: Words) -> str:
    """How many withdrew after import; empty where the history was not gathered."""
    if material.trail is None:
        return ""
    number = material.trail.withdrawn
    if not number:
        return w("checklist.withdrawn_none")
    return w("checklist.withdrawn", n=respondents_counted(number, material, w))


def places(material: Material, w: Words) -> tuple[str, ...]:
    """The attributes that say where respondents work."""
    said = []
    for name in dict.fromkeys(name for case in material.respondents for name in case.attributes):
        if name.casefold().replace(" ", "_") in PLACES:
            counts = Counter(value for case in material.respondents if (value := case.attributes.get(name)))
            values = enumerated(sorted(counts, key=w.sort_key), w)
            if values:
                said.append(w("checklist.values", attribute=w.attribute(name), values=values))
    return tuple(said)


def guide(material: Material, w: Words) -> str:
    """The imported guide."""
    return w("checklist.guide", n=w.number(len(material.guide), 0)) if material.guide else ""


def repeats(material: Material, w: Words) -> str:
    """Who was interviewed more than once."""
    counts = Counter(document.case for document in material.documents)
    several = sorted(((case, n) for case, n in counts.items() if n > 1), key=lambda item: w.sort_key(item[0]))
    if not several:
        return w("checklist.once")
    listed = enumerated([f"{case}: {w.number(n, 0)}" for case, n in several], w)
    return w("checklist.repeated", respondents=w.count(len(several), "respondent"), cases=listed)


def recordings(material: Material, w: Words) -> str:
    """Transcripts with time stamps."""
    stamped = len(material.trail.lengths) if material.trail is not None else 0
    return w("checklist.times", documents=w.count(stamped, "document")) if stamped else ""


def notes(material: Material, w: Words) -> str:
    """Memos on interviews, and those on method and the researcher's own part."""
    kinds = Counter(
        memo.kind
        for memo in material.memos
        if memo.target == "document" or memo.kind in ("methodological", "reflexive")
    )
    if not kinds:
        return ""
    listed = [w.count(number, f"memo.{kind}") for kind, number in sorted(kinds.items())]
    return w("checklist.notes", memos=w.join(listed))


def software(material: Material, w: Words) -> Answer:
    """Name and version."""
    return from_study(w("checklist.software", version=material.version))


def quotations(material: Material, w: Words) -> str:
    """How many quotations there are, how they are cited, and how many respondents they come from."""
    if not material.quotations:
        return ""
    first = min(material.quotations.values(), key=lambda said: said.id)
    return w(
        "checklist.quotations",
        quotations=w.count(len(material.quotations), "quotation"),
        example=f"{first.case}:{first.id}",
        quoted=people(
            len({said.case for said in material.quotations.values()}), len(material.respondents), material, w
        ),
    )


def support(material: Material, w: Words) -> tuple[str, ...]:
    """How many codes have quotations, and which have none."""
    codes = [code.name for code in material.codes if code.kind == "code"]
    if not codes or not material.codings:
        return ()
    bare = [name for name in codes if not material.by_code.get(name)]
    said = w("checklist.supported", supported=w.of(len(codes) - len(bare), len(codes)))
    return (said, w("checklist.unsupported", names=enumerated(bare, w))) if bare else (said,)


def minor(material: Material, w: Words) -> tuple[str, ...]:
    """Codes of a single respondent, and criteria on which respondents differ."""
    if not material.codings:
        return ()
    spoken = [each for each in material.frequencies if each.kind == "code" and each.cases]
    smallest = material.choices.smallest_cell
    if smallest is not None and smallest > 2:
        few = [each.code for each in spoken if len(each.cases) < smallest]
        least = w.count(smallest, "respondent")
        said = [
            w("checklist.few", codes=w.count(len(few), "code"), people=least, names=enumerated(few, w))
            if few
            else w("checklist.few_none", people=least)
        ]
    else:
        lone = [each.code for each in spoken if len(each.cases) == 1]
        said = [
            w("checklist.minor", codes=w.count(len(lone), "code"), names=enumerated(lone, w))
            if lone
            else w("checklist.minor_none")
        ]
    if material.comparison is not None and material.criteria is not None:
        split = {cell.criterion for cell in material.comparison.overall.criteria if cell.verdict == "split"}
        labels = [w.label(each.label) for each in material.criteria.criteria if each.id in split]
        if labels:
            said.append(w("checklist.deviant", criteria=enumerated(labels, w)))
    return tuple(said)
