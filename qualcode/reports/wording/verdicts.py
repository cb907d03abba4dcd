"""The verdict of a comparison in sentences: what is closest, how sure that is, and what it cannot say.

The sentences never use the words of a test or a mark: practice as described in interviews resembles a model or departs
from it, and resemblance is no evidence of effect.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.model.frameworks import Criteria, ReferenceModel
from qualcode.model.results import GroupComparison, ModelFit
from qualcode.reports.wording.words import Words

__all__ = ["limits", "verdict", "verdict_sentences"]

MOST_LISTED = 8
"""Criteria that a sentence names before it says how many more there are."""
MOST_OF_A_MODEL = 4
"""The same for each model, where a sentence tells departures from several models apart."""


def verdict(
    group: GroupComparison, criteria: Criteria, models: Sequence[ReferenceModel], language: str
) -> str:
    """The whole verdict on one group, or on all respondents where ``group`` has no name.

    Raises :class:`~qualcode.errors.InputError` for a language without wording.
    """
    w = Words(language)
    said = verdict_sentences(group, criteria, models, w)
    if group.name:
        said = f"{w.group(group.name)} ({w.count(len(group.cases), 'respondent')}): {said}"
    return f"{said} {limits(w)}"


def limits(w: Words) -> str:
    """The fixed sentence under every verdict."""
    return w("verdict.limits")


def verdict_sentences(
    group: GroupComparison, criteria: Criteria, models: Sequence[ReferenceModel], w: Words
) -> str:
    """The verdict without name and limits: what is closest, what would separate, whether a model is met completely."""
    names = {model.id: w.label(model.label) for model in models}
    fits = {fit.model: fit for fit in group.models}
    if not group.models:
        return w("verdict.no_numbers")
    closest = [fits[name] for name in group.closest if name in fits and fits[name].fit is not None]
    if not closest:
        return nothing_closest(group, names, w)
    coverage = w.percent(group.coverage)
    alone = len(closest) == 1 and sum(fit.status in ("ranked", "gated") for fit in group.models) == 1
    if alone:
        said = [w("verdict.alone", coverage=coverage, model=fitted(closest[0], names, w))]
    elif len(closest) == 1:
        said = [w("verdict.closest_one", coverage=coverage, model=fitted(closest[0], names, w))]
    else:
        listed = w.join([fitted(fit, names, w) for fit in closest], "or")
        said = [w("verdict.closest_several", coverage=coverage, models=listed)]
        separating = named(group.separating, criteria, w)
        said += joined(group, names, w)
        said.append(w("verdict.separating", criteria=separating) if separating else w("verdict.inseparable"))
    short = {model.id: brief_name(model, names[model.id], w) for model in models}
    said += match_sentences(
        group,
        criteria,
        [names.get(fit.model, fit.model) for fit in closest],
        departures(group, criteria, short, w),
        w,
    )
    return " ".join(said)


def brief_name(model: ReferenceModel, label: str, w: Words) -> str:
    """The short name of a model where it is no English word in the midst of another language; else its label."""
    untranslated = w.language != "en" and not model.short.isupper() and model.short not in label
    return label if untranslated or not model.short else model.short


def joined(group: GroupComparison, names: Mapping[str, str], w: Words) -> list[str]:
    """Why a model with a lower fit is among the closest: it comes first when something is changed."""
    fits = {fit.model: fit for fit in group.models}
    said = []
    for model, reason in group.joined_by:
        if reason == "resamples":
            share = w.percent(fits[model].first or 0.0)
            said.append(w("verdict.joined_resamples", models=names.get(model, model), share=share))
        else:
            often = sum(model in test.first for test in group.stress)
            said.append(
                w(
                    "verdict.joined_stress",
                    models=names.get(model, model),
                    n=w.number(often, 0),
                    all=w.number(len(group.stress), 0),
                )
            )
    return said


def fitted(fit: ModelFit, names: dict[str, str], w: Words) -> str:
    """A model with its fit and bounds."""
    name = names.get(fit.model, fit.model)
    value = w.number(fit.fit or 0.0, 2)
    if fit.bounds is None:
        return w("verdict.model", model=name, fit=value)
    return w("verdict.model_bounds", model=name, fit=value, bounds=w.span(*fit.bounds, 2, words=True))


def departures(group: GroupComparison, criteria: Criteria, short: Mapping[str, str], w: Words) -> str:
    """Where practice departs, told apart by model where several are closest; empty where it departs nowhere."""
    if len(group.closest) < 2 or not group.departures_by_model:
        off = named(group.departures, criteria, w)
        return w("verdict.departures", criteria=off) if off else ""
    return "; ".join(
        w(
            "verdict.departures_from",
            model=short.get(name, name),
            criteria=named(own, criteria, w, MOST_OF_A_MODEL, 0),
        )
        for name, own in group.departures_by_model
    )


def match_sentences(
    group: GroupComparison, criteria: Criteria, names: Sequence[str], off: str, w: Words
) -> list[str]:
    """Whether a closest model is met completely, and if not, whether that is known or could not be tested.

    ``off`` says where practice departs.
    """
    unknown = named(group.unknown, criteria, w)
    if group.match == "complete":
        said = [w("verdict.complete", models=w.join(names, "or"))]
        if unknown:
            said.append(w("verdict.not_covered", criteria=unknown))
        return said
    if group.match == "none":
        said = [w("verdict.no_match", departures=off) if off else w("verdict.no_match_bare")]
        if unknown:
            said.append(w("verdict.not_covered", criteria=unknown))
        return said
    if group.match == "untestable":
        said = [w("verdict.untestable", criteria=unknown) if unknown else w("verdict.untestable_bare")]
        if off:
            said.append(w("verdict.departs", departures=off))
        return said
    return []


def nothing_closest(group: GroupComparison, names: dict[str, str], w: Words) -> str:
    """Why no model is called closest: nobody speaks to the criteria, too few do, too little is covered, or none stands out."""
    ranked = sorted(
        (fit for fit in group.models if fit.status == "ranked" and fit.fit is not None),
        key=lambda fit: -(fit.fit or 0.0),
    )
    coverage = w.percent(group.coverage)
    fits = {fit.model: fit for fit in group.models}
    match group.why_none:
        case "many":
            near = [fitted(fits[name], names, w) for name in group.near if name in fits]
            return w("verdict.many", coverage=coverage, models=w.join(near))
        case "far" if ranked:
            return w("verdict.far", coverage=coverage, model=fitted(ranked[0], names, w))
        case "few":
            spoken = max((fit.respondents for fit in group.models if fit.status == "gated"), default=0)
            least = w.number(group.least, 0)
            return w("verdict.few", respondents=w.count(spoken, "respondent_speaks"), least=least)
        case "coverage":
            return w("verdict.thin_coverage")
        case "unrankable":
            return w("verdict.unrankable")
        case _:
            return w("verdict.nothing")


def named(ids: Sequence[str], criteria: Criteria, w: Words, most: int = MOST_LISTED, spare: int = 1) -> str:
    """Criteria by their labels, at most ``most`` and then how many more; ``spare`` ones beyond it are named all the same."""
    labels = {criterion.id: w.label(criterion.label) for criterion in criteria.criteria}
    shown = [lower_first(labels.get(name, name)) for name in ids]
    if len(shown) > most + spare:
        more = len(shown) - most
        return "; ".join(shown[:most]) + "; " + w("verdict.more", n=w.number(more, 0))
    return "; ".join(shown)


def lower_first(text: str) -> str:
    """A label inside a sentence: its first letter small, unless the word is an abbreviation."""
    first, _, _ = text.partition(" ")
    return text if len(first) > 1 and first[1:] != first[1:].lower() else text[:1].lower() + text[1:]
