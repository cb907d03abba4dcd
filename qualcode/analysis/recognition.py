"""Which turn of an interviewer asks which question of the guide, by the words that both share.

Words are compared without case, accents and endings, so that no dictionary is needed. A word weighs the more, the fewer
questions of the guide have it: log(1 + Q / q), as in retrieval (Spärck Jones 1972, Journal of Documentation 28). A stretch of
one or two sentences is held against a question by the weight they share over the geometric mean of their weights (the
coefficient of Ochiai 1957), so that neither a long turn nor a long question has an advantage. Nothing outside the guide
and the turn itself is looked at, so one interview never changes what is recognised in another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, sqrt

from qualcode.model.guides import GuideQuestion
from qualcode.study.criteria_words import SHORTEST, alike, folded_words
from qualcode.text.function_words import FUNCTION_WORDS, QUESTION_WORDS

__all__ = ["LEAST", "MAYBE", "GuideWords", "Recognised"]

LEAST = 0.5
"""Score (0-1) from which a question counts as recognised."""
MAYBE = 0.25
"""Score from which a turn is shown as a candidate, and counted nowhere."""
SENTENCES = 2
"""Longest stretch that is held against a question."""
UNKNOWN = 0.5
"""Share of the greatest weight that a word has which no question of the guide has."""
ENDING = 2
"""Letters that two forms of a word may differ by in length, where that word alone tells a question."""
PHRASE = 4
"""Words of any kind in common that make a question of their own where no subject is named."""
WHOLE = 0.8
"""Score from which a stretch that has every word of a wording asks it, whatever words these are."""
CONTRACTED = re.compile(r"(?:n['’]t|['’]\w+)$")
"""What is drawn together with the word before it: “you’d”, “somebody’s”, “doesn’t”."""
ASKING, CARRYING = 0.6, 0.15
"""How heavy words are that say what is asked for, and words that only carry the sentence."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """That a turn sounds like a question of the guide."""

    question: int
    """Number of the question."""
    score: float
    sure: bool
    """False: only a candidate, for a person to look at."""


class GuideWords:
    """The words of a guide made ready for many turns."""

    def __init__(self, questions: Sequence[GuideQuestion]) -> None:
        self.words = {
            (each.number, place): distinct_words(wording)
            for each in questions
            for place, wording in enumerate(each.wordings)
        }
        """By number and place of the wording, since a question may stand in several wordings or languages."""
        bearing: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for wording, mine in self.words.items():
            for word in mine:
                bearing[word].add(wording)
        self.beginnings: dict[str, list[str]] = defaultdict(list)
        for word in sorted(bearing):
            self.beginnings[word[:SHORTEST]].append(word)
        self.bearing = {
            word: frozenset().union(*(bearing[other] for other in self._like(word))) for word in bearing
        }
        """The wordings that have a word, in whatever form."""
        many = len({number for number, _ in self.words})
        self.weight = {
            word: factor(word) * log(1 + many / len({number for number, _ in wordings}))
            for word, wordings in self.bearing.items()
        }
        self.unknown = UNKNOWN * log(1 + many)
        self.total = {
            wording: sum(self.weight[word] for word in mine) for wording, mine in self.words.items()
        }
        self._known: dict[str, tuple[str, ...]] = {}

    def recognise(self, sentences: Iterable[str]) -> tuple[Recognised, ...]:
        """The questions that the sentences of one turn ask or may ask, by number; a stretch asks only what it is most like."""
        said = [distinct_words(sentence) for sentence in sentences]
        sure: dict[int, float] = {}
        maybe: dict[int, float] = {}
        for length in range(1, SENTENCES + 1):
            for first in range(len(said) - length + 1):
                stretch = tuple(
                    dict.fromkeys(word for words in said[first : first + length] for word in words)
                )
                scores = self.scores(stretch)
                best = max((score for score, _ in scores.values()), default=0.0)
                for number, (score, telling) in scores.items():
                    if telling and score >= LEAST and score == best:
                        sure[number] = max(score, sure.get(number, 0.0))
                    elif score >= MAYBE:
                        maybe[number] = max(score, maybe.get(number, 0.0))
        found = [Recognised(number, score, True) for number, score in sure.items()]
        found += [Recognised(number, score, False) for number, score in maybe.items() if number not in sure]
        return tuple(sorted(found, key=lambda each: each.question))

    def scores(self, words: Sequence[str]) -> dict[int, tuple[float, bool]]:
        """Score of each question that shares a word with a stretch, and whether what is shared tells it from chance.

        Two words in common tell it, one of them of its subject and the other of that too or of what is asked for (where, who,
        how many). One word does where no other question has it, nothing else was said or asked for, and only its ending differs;
        so do ``PHRASE`` words of any kind that ask for the same, where nothing else is spoken of (“How often do you see them?”),
        and all words of a wording with little beside them.
        """
        met = {word: self.known(word) for word in words}
        heard = {other for others in met.values() for other in others}
        weight = sum(
            max((self.weight[other] for other in others), default=self.unknown * factor(word))
            for word, others in met.items()
        )
        one = sum(factor(word) == 1.0 for word in words) == 1
        bare = all(others or factor(word) < 1.0 for word, others in met.items())
        wanted = [word for word in words if factor(word) == ASKING]
        found: dict[int, tuple[float, bool]] = {}
        for wording in sorted(set().union(*(self.bearing[word] for word in heard)) if heard else ()):
            number = wording[0]
            shared = [word for word in self.words[wording] if word in heard]
            if not shared:
                continue
            score = min(1.0, sum(self.weight[word] for word in shared) / sqrt(self.total[wording] * weight))
            subject = [word for word in shared if factor(word) == 1.0]
            asking = sum(factor(word) == ASKING for word in shared)
            alone = (
                one
                and asking == len(wanted)
                and len(subject) == 1
                and all(other == number for other, _ in self.bearing[subject[0]])
                and any(subject[0] in others and close(word, subject[0]) for word, others in met.items())
            )
            two = bool(subject) and len(subject) + asking > 1
            phrase = bare and 0 < asking == len(wanted) and len(shared) >= PHRASE
            whole = score >= WHOLE and len(shared) == len(self.words[wording])
            telling = two or alone or phrase or whole
            before = found.get(number, (0.0, False))
            found[number] = max(before, (score, telling), key=lambda each: (each[1], each[0]))
        return found

    def known(self, word: str) -> tuple[str, ...]:
        """The words of the guide that are forms of a word."""
        if word not in self._known:
            self._known[word] = self._like(word)
        return self._known[word]

    def _like(self, word: str) -> tuple[str, ...]:
        if word in FUNCTION_WORDS:
            return (word,) if word in self.beginnings.get(word[:SHORTEST], ()) else ()
        there = self.beginnings.get(word[:SHORTEST], ())
        return tuple(other for other in there if other not in FUNCTION_WORDS and alike(word, other))


def close(one: str, other: str) -> bool:
    """Whether two forms of a word differ by an ending only, not by what derives another word.

    >>> close("families", "family"), close("meeting", "meet")
    (True, False)
    """
    return abs(len(one) - len(other)) <= ENDING


def distinct_words(text: str) -> tuple[str, ...]:
    """The words of a text, folded, each once.

    >>> distinct_words("How many clients do you have?")
    ('how', 'many', 'clients', 'you', 'have')
    >>> distinct_words("Anything you’d add if somebody's there?")
    ('anything', 'you', 'add', 'somebody', 'there')
    """
    bare = (CONTRACTED.sub("", word) for word in folded_words(text))
    return tuple(dict.fromkeys(word for word in bare if len(word) >= SHORTEST))


def factor(word: str) -> float:
    """How heavy a folded word is next to one that says something of the subject (1).

    >>> factor("clients"), factor("many"), factor("have")
    (1.0, 0.6, 0.15)
    """
    return ASKING if word in QUESTION_WORDS else CARRYING if word in FUNCTION_WORDS else 1.0
