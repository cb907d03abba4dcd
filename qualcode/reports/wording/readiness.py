"""What a study lacks before a comparison, in sentences of three languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from qualcode.model.frameworks import Criteria, ReferenceModel
from qualcode.model.readiness import PairReadiness, Readiness
from qualcode.reports.wording.verdicts import lower_first, named
from qualcode.reports.wording.words import Words

__all__ = ["SENTENCES", "pair_sentences", "readiness_sentences"]

MOST_PAIRS = 8
"""Sentences on pairs of models before it is said how many more there are."""
MOST_CODES = 8
"""The same for codes."""

SENTENCES: dict[str, dict[str, str]] = {
    "en": {
        "nothing_mapped": "No code is mapped to a criterion in a way that counts, so no two models can be told apart yet.",
        "inseparable": "Your codebook has no code on {criteria}, so {models} cannot be told apart.",
        "overlapping": "{models} expect ranges that overlap on every criterion, so no interview can tell them apart.",
        "pair": "{a} and {b}",
        "more_pairs": "Further pairs of models that cannot be told apart: {n}; the table lists them.",
        "unreached": "No code speaks to: {criteria}.",
        "shown_only": "Codes speak to these criteria, but none of them counts, so what is said there is shown and not scored: {criteria}.",
        "defining": "{model}: defining criteria without a code that counts ({missing} of {all}): {criteria}.",
        "without_passages": "Mapped codes that no passage of a respondent bears: {codes}.",
        "more": "and {n} more",
        "awaiting": "{code} asks each passage for its level on {criterion}, and the level is still missing for: {quotations}.",
        "more_awaiting": "Further mappings with passages that lack a level: {n}; the table lists them.",
        "no_guide": "The study has no interview guide, so it cannot be said which criteria nobody was asked about.",
        "unasked": "No question of the interview guide asks about: {criteria}.",
        "ready": "Nothing is missing: the codes speak to every criterion, and the models that differ can be told apart.",
    },
    "cs": {
        "nothing_mapped": "Žádný kód zatím není přiřazen ke kritériu tak, aby se počítal, proto nelze rozlišit žádné dva modely.",
        "inseparable": "V kódovníku není žádný kód pro: {criteria}. Proto nelze navzájem rozlišit {models}.",
        "overlapping": "{models} očekávají na všech kritériích překrývající se rozpětí, takže je žádný rozhovor nerozliší.",
        "pair": "{a} a {b}",
        "more_pairs": "Další dvojice modelů, které nelze rozlišit: {n}; uvádí je tabulka.",
        "unreached": "Žádný kód se nevztahuje k těmto kritériím: {criteria}.",
        "shown_only": "K těmto kritériím se kódy vztahují, ale žádný se nepočítá, takže se výpovědi jen ukazují a nehodnotí: {criteria}.",
        "defining": "{model}: určující kritéria bez kódu, který se počítá ({missing} z {all}): {criteria}.",
        "without_passages": "Přiřazené kódy, které nenese žádná pasáž respondentů: {codes}.",
        "more": "a další ({n})",
        "awaiting": "U kódu {code} se úroveň kritéria {criterion} čte z každé pasáže a dosud chybí: {quotations}.",
        "more_awaiting": "Další přiřazení s pasážemi bez úrovně: {n}; uvádí je tabulka.",
        "no_guide": "Studie nemá osnovu rozhovoru, proto nelze říci, na která kritéria se nikdo neptal.",
        "unasked": "Žádná otázka osnovy se neptá na: {criteria}.",
        "ready": "Nic nechybí: kódy se vztahují ke všem kritériím a modely, které se liší, lze rozlišit.",
    },
    "sv": {
        "nothing_mapped": "Ingen kod är ännu kopplad till ett kriterium så att den räknas, därför går inga två modeller att skilja åt.",
        "inseparable": "Kodboken har ingen kod för {criteria}, därför går det inte att skilja mellan {models}.",
        "overlapping": "{models} förväntar sig intervall som överlappar på alla kriterier, så ingen intervju kan skilja dem åt.",
        "pair": "{a} och {b}",
        "more_pairs": "Ytterligare par av modeller som inte går att skilja åt: {n}; tabellen visar dem.",
        "unreached": "Ingen kod gäller: {criteria}.",
        "shown_only": "Koder gäller dessa kriterier, men ingen av dem räknas, så det som sägs visas utan att poängsättas: {criteria}.",
        "defining": "{model}: avgörande kriterier utan en kod som räknas ({missing} av {all}): {criteria}.",
        "without_passages": "Kopplade koder som inget stycke från respondenterna bär: {codes}.",
        "more": "och {n} till",
        "awaiting": "För koden {code} läses nivån på {criterion} ur varje stycke, och den saknas fortfarande för: {quotations}.",
        "more_awaiting": "Ytterligare kopplingar med stycken utan nivå: {n}; tabellen visar dem.",
        "no_guide": "Studien har ingen intervjuguide, så det går inte att säga vilka kriterier ingen tillfrågades om.",
        "unasked": "Ingen fråga i intervjuguiden gäller: {criteria}.",
        "ready": "Inget saknas: koderna gäller alla kriterier, och de modeller som skiljer sig åt går att skilja från varandra.",
    },
}
"""Sentences by language and key."""


def readiness_sentences(
    found: Readiness, criteria: Criteria, models: Sequence[ReferenceModel], w: Words
) -> list[str]:
    """One sentence for each thing that is missing, the gravest first; one that says so where nothing is."""
    own = SENTENCES[w.language]
    short = {model.id: model.short or model.id for model in models}
    said = pair_sentences(found, criteria, short, w)
    if found.unreached:
        said.append(own["unreached"].format(criteria=named(found.unreached, criteria, w)))
    if found.shown_only:
        said.append(own["shown_only"].format(criteria=named(found.shown_only, criteria, w)))
    said += [
        own["defining"].format(
            model=short.get(gap.model, gap.model),
            missing=w.number(len(gap.missing), 0),
            all=w.number(gap.defining, 0),
            criteria=named(gap.missing, criteria, w),
        )
        for gap in found.models
    ]
    if found.overlapping:
        said.append(own["overlapping"].format(models=paired(found.overlapping, short, w)))
    if found.without_passages:
        said.append(own["without_passages"].format(codes=codes(found.without_passages, w)))
    said += [
        own["awaiting"].format(
            code=quoted(each.code, w),
            criterion=named((each.criterion,), criteria, w),
            quotations=w.count(len(each.quotations), "quotation"),
        )
        for each in found.awaiting[:MOST_CODES]
    ]
    if len(found.awaiting) > MOST_CODES:
        said.append(own["more_awaiting"].format(n=w.number(len(found.awaiting) - MOST_CODES, 0)))
    if not found.guide:
        said.append(own["no_guide"])
    elif found.unasked:
        said.append(own["unasked"].format(criteria=named(found.unasked, criteria, w)))
    if found.ready:
        said.insert(0, own["ready"])
    return said


def pair_sentences(found: Readiness, criteria: Criteria, short: dict[str, str], w: Words) -> list[str]:
    """Which pairs of models cannot be told apart, and what code is lacking; pairs that lack the same are named together."""
    own = SENTENCES[w.language]
    if found.pairs and len(found.unreached) + len(found.shown_only) == len(criteria.criteria):
        return [own["nothing_mapped"]]
    together: dict[tuple[str, ...], list[PairReadiness]] = defaultdict(list)
    for pair in found.inseparable:
        together[pair.missing].append(pair)
    said = [
        own["inseparable"].format(models=paired(pairs, short, w), criteria=listed(missing, criteria, w))
        for missing, pairs in list(together.items())[:MOST_PAIRS]
    ]
    unsaid = sum(len(pairs) for pairs in list(together.values())[MOST_PAIRS:])
    if unsaid:
        said.append(own["more_pairs"].format(n=w.number(unsaid, 0)))
    return said


def paired(pairs: Sequence[PairReadiness], short: dict[str, str], w: Words) -> str:
    """Pairs of models by their short names."""
    own = SENTENCES[w.language]
    return "; ".join(own["pair"].format(a=short[pair.a], b=short[pair.b]) for pair in pairs)


def listed(names: Sequence[str], criteria: Criteria, w: Words) -> str:
    """All criteria by their labels, as in running text."""
    labels = {criterion.id: w.label(criterion.label) for criterion in criteria.criteria}
    return w.join([lower_first(labels.get(name, name)) for name in names], "or")


def codes(names: Sequence[str], w: Words) -> str:
    """Codes in quotation marks, the first of many."""
    shown = ", ".join(quoted(name, w) for name in names[:MOST_CODES])
    more = len(names) - MOST_CODES
    return f"{shown} {SENTENCES[w.language]['more'].format(n=w.number(more, 0))}" if more > 0 else shown


def quoted(name: str, w: Words) -> str:
    """A name in the quotation marks of the language."""
    opening, closing = w.quotation_marks
    return f"{opening}{name}{closing}"
