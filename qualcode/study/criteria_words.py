"""Which criteria a code may speak to, by the words that both share; a proposal for a person, never a mapping."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.model.codes import Code
from qualcode.model.frameworks import Criteria
from qualcode.model.suggestions import CriterionSuggestion
from qualcode.text.units import words

__all__ = ["CriteriaWords", "alike"]

SHORTEST = 3
"""Letters of a word that is looked at."""
STEM = 4
"""Letters that two inflected forms have in common at least."""
SHARE = 0.7
"""Share of the shorter word that two inflected forms have in common at least."""
IN_NAME, IN_DEFINITION = 3.0, 1.0
"""How heavy a word of the code is."""
KEYWORD, LABEL = 2.0, 1.0
"""How heavy a word of the criterion is."""
FOREIGN = 0.5
"""Share of its weight that a word of another language than the study's keeps."""
COMMON = 4
"""Words of more criteria than this tell nothing."""
LEAST = 1.5
"""Sum below which nothing is proposed."""
FAR = 0.3
"""Share of the best criterion's sum below which nothing is proposed."""


@dataclass(frozen=True, slots=True)
class Term:
    """A key word, a phrase, or a word of a label."""

    criterion: str
    text: str
    words: tuple[str, ...]
    weight: float


class CriteriaWords:
    """The key words and labels of all criteria in all their languages, made ready for many codes.

    Words of ``language`` weigh in full, those of the others half.
    """

    def __init__(self, criteria: Criteria, language: str) -> None:
        self.terms: list[Term] = []
        for each in criteria.criteria:
            for spoken, phrases in each.keywords.items():
                weight = KEYWORD * (1 if spoken == language else FOREIGN)
                self.terms += [Term(each.id, text, tuple(folded_words(text)), weight) for text in phrases]
            for spoken, label in each.label.items():
                weight = LABEL * (1 if spoken == language else FOREIGN)
                for one in (label[start:end] for start, end in words(label)):
                    if len(one) > STEM:
                        self.terms.append(Term(each.id, one, tuple(folded_words(one)), weight))
        self.terms = [term for term in self.terms if term.words]
        bearing: dict[str, set[str]] = defaultdict(set)
        for term in self.terms:
            for word in term.words:
                bearing[word].add(term.criterion)
        self.beginnings: dict[str, list[str]] = defaultdict(list)
        for word in bearing:
            self.beginnings[word[:SHORTEST]].append(word)
        self.spread = {
            word: len(set().union(*(bearing[o] for o in self.beginnings[word[:SHORTEST]] if alike(word, o))))
            for word in bearing
        }
        """In how many criteria a word stands, in whatever form."""

    def suggest(self, code: Code) -> tuple[CriterionSuggestion, ...]:
        """The criteria that share words with the code's name or definition, the best first.

        A word counts three times as much in the name as in the definition, a key word twice as much as a word of a label, and
        less the more criteria have it; a phrase counts only whole.
        """
        own = dict.fromkeys(folded_words(" ".join((code.brief, code.full, code.when))), IN_DEFINITION)
        own |= dict.fromkeys(folded_words(code.name), IN_NAME)
        met: dict[str, list[str]] = defaultdict(list)
        for word in own:
            for other in self.beginnings.get(word[:SHORTEST], ()):
                if self.spread[other] <= COMMON and alike(word, other):
                    met[other].append(word)
        worth: dict[str, dict[str, float]] = defaultdict(dict)
        shared: dict[str, dict[str, float]] = defaultdict(dict)
        for term in self.terms:
            if not all(word in met for word in term.words):
                continue
            for word in term.words:
                for mine in met[word]:
                    value = term.weight * own[mine] / self.spread[word]
                    before = worth[term.criterion]
                    before[mine] = max(before.get(mine, 0.0), value)
                    said = shared[term.criterion]
                    said[term.text] = max(said.get(term.text, 0.0), value)
        found = [
            CriterionSuggestion(
                criterion, sum(values.values()), tuple(distinct(sorted(said, key=lambda t: (-said[t], t))))
            )
            for criterion, values in worth.items()
            if (said := shared[criterion])
        ]
        least = max(LEAST, FAR * max((each.score for each in found), default=0.0))
        order = {term.criterion: place for place, term in enumerate(self.terms)}
        near = [each for each in found if each.score >= least]
        return tuple(sorted(near, key=lambda each: (-each.score, order[each.criterion])))


def distinct(texts: Iterable[str]) -> list[str]:
    """Texts without those that differ only in case or accents from an earlier one."""
    return list({" ".join(folded_words(text)): text for text in reversed(list(texts))}.values())[::-1]


def folded_words(text: str) -> list[str]:
    """The words of a text without case and accents, the shortest left out.

    >>> folded_words("Důvěra v terénu a SIP")
    ['duvera', 'terenu', 'sip']
    """
    plain = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return [plain[a:b] for a, b in words(plain) if b - a >= SHORTEST]


def alike(one: str, other: str) -> bool:
    """Whether two words are equal or begin alike, as inflected forms of a word do.

    >>> alike("teren", "terenni"), alike("koordinace", "koordinuje"), alike("contact", "contract")
    (True, True, False)
    """
    if one == other:
        return True
    common = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        common += 1
    return common >= max(STEM, SHARE * min(len(one), len(other)))
