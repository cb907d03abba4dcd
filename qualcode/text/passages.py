"""Finding printed words in a whole corpus: runs of three words as an index, the places with most of them as candidates."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qualcode.text.excerpts import tokens, without_marks

__all__ = ["Candidate", "Passages", "printed_words"]

_RUN = 3
"""Words in a row by which a place is found."""
_COMMON = 400
"""Places beyond which a run of words is too common to be looked at."""
_MARKS = re.compile(r"[\[(/<…]|\.[ \u00a0]?\.")
"""Where none of these stands, nothing was left out or put in."""
_LETTERS = re.compile(r"\[([^\W_]+)\]")
_SLACK = 12
"""Words around a candidate that are looked at together with it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place of the corpus where printed words may have been said."""

    text: int
    """Index of the text."""
    start: int
    """Code points of that text, half open; with a few words around those that fit."""
    end: int
    share: float
    """Part of the printed runs of words that stand there, 0 to 1."""


class Passages:
    """The words of some texts, ready to be searched for printed ones.

    Only the runs of words that the printed texts hold are indexed, so that a search costs time linear in corpus and chapter.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self._words: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._first: list[int] = []
        """Index of the first word of each text."""
        for text in texts:
            self._first.append(len(self._words))
            for token in tokens(text):
                if token.word:
                    self._words.append(token.key.casefold())
                    self._starts.append(token.start)
                    self._ends.append(token.end)
        self._places: dict[tuple[str, ...], list[int]] = {}

    def index(self, printed: Iterable[str]) -> None:
        """Find all places of the runs of words that some printed texts hold; to be called once before :meth:`candidates`."""
        wanted = {run for text in printed for _, run in _runs(printed_words(text))}
        found: dict[tuple[str, ...], list[int]] = defaultdict(list)
        words = self._words
        for at, run in enumerate(zip(words, words[1:], words[2:], strict=False)):
            if run in wanted:
                found[run].append(at)
        ends = set(self._first)
        self._places = {
            run: kept
            for run, places in found.items()
            if (kept := [at for at in places if not ends.intersection(range(at + 1, at + _RUN))])
        }

    def candidates(self, printed: str, among: Collection[int] = (), most: int = 3) -> list[Candidate]:
        """The places where printed words most likely were said, the best first; of equally good ones those in the texts *among*."""
        words = printed_words(printed)
        runs = list(_runs(words))
        if not runs:
            return []
        hits = []
        for number, run in runs:
            places = self._places.get(run, ())
            if len(places) <= _COMMON or len(runs) <= 2:
                hits += [(at, number) for at in places]
        hits.sort()
        reach = 2 * len(words) + _SLACK
        found: list[tuple[int, bool, int, int, int]] = []
        first = 0
        held: dict[int, int] = defaultdict(int)
        best: dict[int, tuple[int, int, int]] = {}
        for last, (at, number) in enumerate(hits):
            held[number] += 1
            while hits[first][0] < at - reach or self.text_of(hits[first][0]) != self.text_of(at):
                gone = hits[first][1]
                held[gone] -= 1
                if not held[gone]:
                    del held[gone]
                first += 1
            group = hits[first][0] // (reach + 1)
            if len(held) > best.get(group, (0, 0, 0))[0]:
                best[group] = (len(held), first, last)
        for count, low, high in best.values():
            text = self.text_of(hits[low][0])
            found.append((count, text in among, -hits[low][0], low, high))
        found.sort(reverse=True)
        out: list[Candidate] = []
        for count, _, _, low, high in found:
            text = self.text_of(hits[low][0])
            numbers = [number for _, number in hits[low : high + 1]]
            begin = hits[low][0] - min(numbers) - _SLACK
            end = hits[high][0] + _RUN + (len(words) - min(len(words), max(numbers) + _RUN)) + _SLACK
            start, stop = self._span(text, begin, end)
            if any(c.text == text and c.start < stop and start < c.end for c in out):
                continue
            out.append(Candidate(text, start, stop, count / len(runs)))
            if len(out) == most:
                break
        return out

    def text_of(self, word: int) -> int:
        """The text in which a word of the corpus stands."""
        return bisect_right(self._first, word) - 1

    def _span(self, text: int, begin: int, end: int) -> tuple[int, int]:
        """The code points from one word of a text to another, without going beyond the text."""
        low = max(begin, self._first[text])
        last = self._first[text + 1] if text + 1 < len(self._first) else len(self._words)
        high = min(end, last)
        start = 0 if low == self._first[text] else self._starts[low]
        return start, len(self.texts[text]) if high == last else self._ends[high - 1]


@lru_cache(maxsize=4096)
def printed_words(printed: str) -> tuple[str, ...]:
    """The words of what is printed that must have been said, in comparable form; omissions and insertions leave no gap.

    >>> printed_words("[H]e came […] too [very] late")
    ('he', 'came', 'too', 'late')
    """
    text = unicodedata.normalize("NFC", printed)
    parts = without_marks(text) if _MARKS.search(text) else (text,)
    return tuple(
        token.key.casefold() for part in parts for token in tokens(_LETTERS.sub(r"\1", part)) if token.word
    )


def _runs(words: Sequence[str]) -> Iterable[tuple[int, tuple[str, ...]]]:
    yield from enumerate(zip(words, words[1:], words[2:], strict=False))
