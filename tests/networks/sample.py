"""A network like that of the sample study: the sample codebook's codes, applied where they might be."""

from __future__ import annotations

from random import Random

import networkx as nx

from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.frameworks import shipped_codebook
from qualcode.model.arrays import Incidence
from qualcode.networks import graph
from tests.analysis.building import Coding, incidence


def coded_sample(language: str = "en", codings: int = 420, seed: int = 7) -> Incidence:
    """Some hundred codings in ten documents; neighbours in the codebook are likelier to meet."""
    random = Random(seed)
    book = shipped_codebook("sample")
    names = [each.name(language) for each in book.entries if each.kind == "code"]
    categories = {
        top.name(language): [each.name(language) for each in book.entries if each.parent == top.id]
        for top in book.entries
        if top.kind == "category"
    }
    rows: list[Coding] = []
    while len(rows) < codings:
        document, start = random.randrange(10), random.randrange(0, 9000, 90)
        first = min(int(random.expovariate(1 / 22)), len(names) - 1)
        for _ in range(random.choice([1, 2, 2, 3])):
            begin = start + random.randrange(0, 40)
            rows.append((document, begin, begin + random.randrange(60, 200), names[first]))
            first = min(max(first + random.randrange(-18, 19), 0), len(names) - 1)
    return incidence(set(rows), categories=categories, documents=10, length=10_000, codes=names)


def sample_graph(language: str = "en", codings: int = 420) -> nx.Graph[str]:
    """The network of :func:`coded_sample` by overlap."""
    data = coded_sample(language, codings)
    return graph(data, cooccurrence(data))


def modest_graph() -> nx.Graph[str]:
    """A dozen codes, quick to draw."""
    return sample_graph(codings=40)
