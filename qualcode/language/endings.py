"""Word forms that the dictionaries lack or take for another word, by their endings.

Czech: the forms of everyday speech, and regular ones of rare words. A rule replaces an ending; its result counts where the dictionary
knows it, and for a few endings, which are the same in every word, anyway. Swedish: nouns taken for imperatives, past tenses for participles.
"""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["by_ending", "czech", "swedish"]

_LEAST_STEM = 3
"""Letters that have to be left before an ending."""

_NOT = "ne"
"""The prefix that negates; the dictionary gives a negated verb the lemma of the verb."""
_INFINITIVE = "t"

_SPOKEN = """
ejch:ých ejma:ými ejm:ým ýho:ého ýmu:ému ejho:ého ejmu:ému ýma:ými ama:ami ama:y ema:emi ma:mi íma:ími ej:ý ej:é ej:í ý:é
ouc:oucí aj:ají ej:ejí ou:í uju:uji ujou:ují ím:íme
"""
"""Ending of everyday speech and the written one: *závislejch*, *takovýho*, *s holkama*, *dělaj*."""

_REGULAR = """
ovi:  ovi:o em:  em:o ech:  ům:  ů:  ama:a ami:a ách:a ám:a ou:a u:a y:a ě:a kou:ka ce:ka ek:ka zích:h cích:k ci:k
ích:í ích:ý ích:  ých:ý ým:ý ými:ý ého:ý ému:ý ém:ý ou:ý á:ý é:ý ího:í ímu:í ím:í ími:í ií:ie ii:ie
ních:ní ním:ní ního:ní nímu:ní ními:ní ností:nost nosti:nost nostem:nost
il:it ila:it ilo:it ili:it ily:it al:at ala:at alo:at ali:at aly:at ěl:ět ěla:ět ělo:ět ěli:ět ěly:ět el:et ela:et elo:et eli:et ely:et
nul:nout nula:nout nulo:nout nuli:nout nuly:nout án:at ána:at áno:at áni:at ány:at
ím:it íš:it íme:it íte:it í:it ám:at áš:at áme:at áte:at á:at ají:at í:ý
"""
"""Ending of an inflected form and that of its base."""

_SURE = """
aci:ace ací:ace acím:ace acích:ace acemi:ace enci:ence encí:ence encím:ence encemi:ence skou:ský ckou:cký istovi:ista
osti:ost ostí:ost ostem:ost ostech:ost ostmi:ost osťmi:ost ářem:ář ářů:ář ářům:ář ářích:ář ního:ní nímu:ní ními:ní
ejch:ý ýho:ý ýmu:ý ujou:ovat ujeme:ovat ujete:ovat uješ:ovat uje:ovat uju:ovat uji:ovat ují:ovat
ovala:ovat ovalo:ovat ovali:ovat ovaly:ovat oval:ovat kama:ka kami:ka kám:ka kách:ka kou:ka ovi:
"""
"""Endings whose base is the same in every word, so that it need not be known."""


_INFINITIVES = ("", "a", "ma", "na")
"""What may follow the stem of a past tense in *-de* in the infinitive."""


def _pairs(rules: str) -> tuple[tuple[str, str], ...]:
    """Rules as pairs of endings."""
    pairs = (rule.partition(":") for rule in rules.split())
    return tuple((ending, base) for ending, _, base in pairs)


_TRIED = _pairs(_SPOKEN) + _pairs(_REGULAR)
_ALWAYS = _pairs(_SURE)


def by_ending(form: str, known: Callable[[str], bool], lemma: Callable[[str], str]) -> str | None:
    """Return the lemma of a form that the dictionary lacks, in lower case, or None where no ending tells it.

    ``known`` says whether the dictionary has a form, ``lemma`` gives a form's lemma, the form itself where it has none.

    >>> forms = {"závislých": "závislý", "droga": "droga"}
    >>> def lemma(form: str) -> str:
    ...     return forms.get(form, form)
    >>> [by_ending(form, forms.__contains__, lemma) for form in ("závislejch", "drogama", "nerelapsovala", "xyz")]
    ['závislý', 'droga', 'relapsovat', None]
    """
    rest = form.removeprefix(_NOT)
    if rest != form and known(rest) and lemma(rest).endswith(_INFINITIVE):
        return lemma(rest)
    for ending, base in _TRIED:
        stem = form.removesuffix(ending)
        if _LEAST_STEM <= len(stem) < len(form) and known(stem + base):
            return affirmed(lemma(stem + base), known)
    for ending, base in _ALWAYS:
        stem = form.removesuffix(ending)
        if _LEAST_STEM <= len(stem) < len(form):
            return affirmed(lemma(stem + base), known)
    found = by_ending(rest, known, lemma) if rest != form else None
    return found if found is not None and found.endswith(_INFINITIVE) else None


def affirmed(lemma: str, known: Callable[[str], bool]) -> str:
    """Return the lemma of a verb without the prefix that negates it; other words stay."""
    rest = lemma.removeprefix(_NOT)
    return rest if lemma.endswith(_INFINITIVE) and (known(rest) or rest.endswith("ovat")) else lemma


def czech(form: str, found: str, known: Callable[[str], bool], lemma: Callable[[str], str]) -> str:
    """Return the lemma of a Czech form for which the dictionary gave ``found``; arguments as in :func:`by_ending`.

    A woman's word is a word of its own (*terapeutka*), as the dictionary has it for all its forms but the first.
    """

    def of_women(word: str, its: str) -> str:
        return word if word == f"{its}ka" else its

    if found == form and not known(form):
        return by_ending(form, known, lambda base: of_women(base, lemma(base))) or found
    return of_women(form, found)


def swedish(form: str, found: str, known: Callable[[str], bool], lemma: Callable[[str], str]) -> str:
    """Return the lemma of a Swedish form for which the dictionary gave ``found``; arguments as in :func:`by_ending`.

    A noun that is also an imperative is the noun (*remiss*, *intyg*); a past tense that is also a participle is the verb (*vågade*).
    """
    if found == f"{form}a" and form in (lemma(f"{form}en"), lemma(f"{form}et")):
        return form
    if found.endswith("d") and form in (f"{found}e", f"{found}es"):
        stem = form.removesuffix("s").removesuffix("de")
        for infinitive in (f"{stem}{ending}" for ending in _INFINITIVES):
            if known(infinitive) and lemma(infinitive) == infinitive:
                return infinitive
    return found
