"""Which passages share words that tell: an inverted BM25 index on numpy.

Robertson & Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), with k1 = 1.2 and b = 0.75.
A query of several passages weighs each term by the number of passages that have it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from qualcode.analysis.corpus import Ints

__all__ = ["KEPT_TERMS", "PassageIndex"]

Floats: TypeAlias = npt.NDArray[np.float64]

K1 = 1.2
B = 0.75
KEPT_TERMS = 40
"""Terms of a query that are looked up, the heaviest ones."""


class PassageIndex:
    """Passages by the terms they hold; built once, asked often."""

    def __init__(self, passage: Ints, term: Ints, passages: int, terms: int) -> None:
        """``passage`` and ``term`` are the tokens; ``passages`` and ``terms`` how many of each there are in all."""
        self.size = passages
        keys, counts = np.unique(term * max(1, passages) + passage, return_counts=True)
        self._passage: Ints = keys % max(1, passages)
        postings: Ints = keys // max(1, passages)
        self._begins: Ints = np.searchsorted(postings, np.arange(terms + 1))
        frequency: Floats = np.diff(self._begins).astype(np.float64)
        self.idf: Floats = np.log1p((passages - frequency + 0.5) / (frequency + 0.5))
        """By term: ``ln(1 + (N - df + 0.5) / (df + 0.5))``."""
        length = np.bincount(passage, minlength=passages).astype(np.float64)
        average = float(length.mean()) if passages else 0.0
        share = length / average if average else length
        norm = K1 * (1.0 - B + B * share[self._passage])
        self._weight: Floats = self.idf[postings] * counts * (K1 + 1.0) / (counts + norm)

    def query(self, seeds: Sequence[Ints]) -> dict[int, int]:
        """The terms to look for, with the number of seeds that hold each; at most :data:`KEPT_TERMS`.

        One seed ranks its terms by idf, several by c² · idf: what they have in common counts more than what is rare.
        """
        if not seeds:
            return {}
        terms, counts = np.unique(np.concatenate([np.unique(seed) for seed in seeds]), return_counts=True)
        here = self._begins[terms + 1] > self._begins[terms]
        terms, counts = terms[here], counts[here]
        rank = self.idf[terms] * counts.astype(np.float64) ** (1 if len(seeds) == 1 else 2)
        best = np.argsort(-rank, kind="stable")[:KEPT_TERMS]
        return dict(zip(terms[best].tolist(), counts[best].tolist(), strict=True))

    def scores(self, query: Mapping[int, int]) -> Floats:
        """The score of every passage, 0 where it shares nothing."""
        total = np.zeros(self.size, dtype=np.float64)
        for term, count in query.items():
            here = slice(self._begins[term], self._begins[term + 1])
            total[self._passage[here]] += count * self._weight[here]
        return total

    def shared(self, query: Mapping[int, int], passage: int) -> dict[int, float]:
        """What each term of the query adds to the score of a passage; terms that it lacks are left out."""
        found: dict[int, float] = {}
        for term, count in query.items():
            begin, stop = int(self._begins[term]), int(self._begins[term + 1])
            at = begin + int(np.searchsorted(self._passage[begin:stop], passage))
            if at < stop and self._passage[at] == passage:
                found[term] = float(count * self._weight[at])
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

    @staticmethod
    def best(scores: Floats, limit: int) -> list[int]:
        """The passages with the highest scores above 0, the highest first; ties in the order of the passages."""
        found = np.flatnonzero(scores > 0)
        if len(found) > limit:
            least = np.partition(scores[found], len(found) - limit)[len(found) - limit]
            found = found[scores[found] >= least]
        order = np.argsort(-scores[found], kind="stable")
        return [int(i) for i in found[order][:limit]]
