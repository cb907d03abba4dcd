"""SRQR: what the study answers of the 21 items, item by item."""

from __future__ import annotations

from qualcode.reports.material import Material
from qualcode.reports.parts.answers import (
    Answer,
    attributes_said,
    coders_said,
    from_study,
    growth_said,
    half,
    said_most,
    saturation_said,
)
from qualcode.reports.parts.coreq import guide, quotations, recordings, repeats, sample
from qualcode.reports.parts.title import coder_name
from qualcode.reports.wording import Words

__all__ = ["srqr_answers"]

LIMITS = ("accounts", "counts", "sample", "silence")
"""Limits of every study of interviews."""
LIMITS_OF_COMPARISON = ("grid", "circle", "setting", "effect")
"""Further ones where models were compared."""


def srqr_answers(material: Material, w: Words) -> dict[int, Answer]:
    """The answers by the number of their item; items that are not there are the author's alone."""
    if not material.documents:
        return {}
    return {
        8: half(w("checklist.add_sampling"), *attributes_said(material, w), *saturated(material, w)),
        10: half(w("checklist.add_collection"), *collected(material, w)),
        11: half(w("checklist.add_instruments"), guide(material, w), recordings(material, w)),
        12: from_study(sample(material, w), *attributes_said(material, w)),
        13: from_study(*processing(material, w)),
        14: from_study(*analysis(material, w)),
        15: half(w("checklist.add_trust"), *trust(material, w)),
        16: half(w("checklist.add_findings"), said_most(material, w)),
        17: from_study(quotations(material, w)),
        19: half(w("checklist.add_limits"), *limits(material, w)),
    }


def saturated(material: Material, w: Words) -> tuple[str, ...]:
    """What is known of saturation, where anything was coded."""
    return saturation_said(material, w) if material.codings else ()


def collected(material: Material, w: Words) -> tuple[str, ...]:
    """Interviews and their languages, and whether some were repeated."""
    languages = sorted({document.language for document in material.documents})
    said = w(
        "checklist.collected",
        documents=w.count(len(material.documents), "document"),
        respondents=w.count(len(material.respondents), "respondent"),
        languages=w.join([w.language_name(language) for language in languages]),
    )
    several = len(material.documents) > len(material.respondents)
    return (said, repeats(material, w)) if several else (said,)


def processing(material: Material, w: Words) -> tuple[str, ...]:
    """Import, hashes, labels in place of names, corrections."""
    said = [
        w(
            "checklist.processing",
            formats=w.join(sorted({document.format for document in material.documents})),
            version=material.version,
            example=min((case.label for case in material.respondents), key=w.sort_key),
        )
    ]
    if material.trail is not None and material.trail.corrected:
        said.append(w("checklist.corrections", n=w.number(material.trail.corrected, 0)))
    return tuple(said)


def analysis(material: Material, w: Words) -> tuple[str, ...]:
    """Codings, coders, codebook, and how it changed."""
    if not material.codings:
        return ()
    codes = sum(code.kind == "code" for code in material.codes)
    coders = [each.coder for each in material.trail.coders] if material.trail is not None else []
    said = w(
        "checklist.analysis",
        codings=w.count(len(material.codings), "coding"),
        quotations=w.count(len(material.quotations), "quotation"),
        coder=coder_name(material, w),
        codes=w.count(codes, "code"),
        categories=w.count(len(material.codes) - codes, "category"),
    )
    named = w("procedure.coders", names=w.join(coders)) if len(coders) > 1 else ""
    return (said, named, growth_said(material, w))


def trust(material: Material, w: Words) -> tuple[str, ...]:
    """Audit trail, several coders and their agreement, reflexive memos."""
    said: list[str] = []
    if material.history:
        held = sum(not change.undone for change in material.history)
        said.append(w("checklist.trail", n=w.number(held, 0)))
    coders = coders_said(material, w)
    said += coders[1:]
    found = material.agreement
    if found is not None and found.pooled_alpha is not None:
        said.append(
            w(
                "checklist.agreement",
                documents=w.count(len(found.documents), "document"),
                alpha=w.number(found.pooled_alpha, 2),
            )
        )
    reflexive = sum(memo.kind == "reflexive" for memo in material.memos)
    if reflexive:
        said.append(w("checklist.reflexive", n=w.number(reflexive, 0)))
    return tuple(said)


def limits(material: Material, w: Words) -> tuple[str, ...]:
    """The limits of interviews, and where models were compared those of the comparison."""
    names = LIMITS + (LIMITS_OF_COMPARISON if material.comparison is not None else ())
    size = w.count(len(material.respondents), "respondent")
    return tuple(w(f"limit.{name}", respondents=size) for name in names)
