"""Measure the language index: words per CPU-second, and the ratio to a bare split-and-count of the same text.

Run with ``python benchmarks/language_index.py [--words N] [--documents N] [--seed N]``. The text is made up by a
seeded generator: real word forms of each language, drawn with Zipf's law, in turns with labels and
punctuation. *new words* is the first pass after the dictionary is loaded, when no word has been looked
up yet; *again* is a second text of the same vocabulary, as later documents of a study are.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable
from itertools import accumulate

from qualcode.language.engine import engine
from qualcode.language.indexing import index_document
from qualcode.language.stopwords import stop_words

Document = tuple[str, list[tuple[int, int]]]
TARGET = 100_000


def vocabulary(language: str, size: int, rng: random.Random) -> list[str]:
    """Return stop words first (the most frequent), then a sample of the dictionary's word forms."""
    from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

    frequent = sorted(stop_words(language))
    rng.shuffle(frequent)
    forms = sorted(form for form in DEFAULT_DICTIONARY_FACTORY.get_dictionary(language) if form.isalpha())
    return frequent + rng.sample(forms, size - len(frequent))


def document(forms: list[str], weights: list[float], words: int, rng: random.Random) -> Document:
    """Return a text of about ``words`` words in turns, with the spans of the speech in it."""
    text: list[str] = []
    spans: list[tuple[int, int]] = []
    position = made = 0
    while made < words:
        label = rng.choice(("I: ", "R07: "))
        spoken: list[str] = []
        for _ in range(rng.randint(1, 5)):
            sentence = rng.choices(forms, cum_weights=weights, k=rng.randint(3, 20))
            if len(sentence) > 8:
                sentence[4] += ","
            made += len(sentence)
            spoken.append(" ".join(sentence).capitalize() + rng.choice((".", ".", ".", "?", "…")))
        speech = " ".join(spoken)
        text.append(f"{label}{speech}\n")
        spans.append((position + len(label), position + len(label) + len(speech)))
        position += len(text[-1])
    return "".join(text), spans


def cpu_seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def count_words(documents: list[Document]) -> int:
    return sum(len(text[start:end].split()) for text, spans in documents for start, end in spans)


def baseline(documents: list[Document]) -> None:
    """Split every turn at white space and count the words, no more."""
    for text, spans in documents:
        counted: Counter[str] = Counter()
        for start, end in spans:
            counted.update(text[start:end].split())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=10_000, help="words of one document")
    parser.add_argument("--documents", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    print(f"{options.documents} documents of {options.words} words, seed {options.seed}")
    print(
        "language  rung        loaded in   new words/CPU-s   again words/CPU-s   × split and count (new, again)   target"
    )
    for language in ("en", "cs", "sv", "zzz"):
        loading = cpu_seconds(lambda code=language: engine(code, "dictionary").lemma("x"))  # type: ignore[misc]
        rng = random.Random(options.seed)
        forms = vocabulary("en" if language == "zzz" else language, 20_000, rng)
        weights = list(accumulate(1 / (rank + 3) for rank in range(len(forms))))
        texts = [
            [document(forms, weights, options.words, rng) for _ in range(options.documents)] for _ in range(2)
        ]
        speeds, ratios = [], []
        for documents in texts:
            used = cpu_seconds(
                lambda docs=documents, code=language: [  # type: ignore[misc]
                    index_document(text, spans, code, highest="dictionary") for text, spans in docs
                ]
            )
            bare = min(cpu_seconds(lambda docs=documents: baseline(docs)) for _ in range(3))  # type: ignore[misc]
            speeds.append(count_words(documents) / used)
            ratios.append(used / bare)
        verdict = "reached" if min(speeds) >= TARGET else f"missed ({TARGET:,})"
        print(
            f"{language:<9} {engine(language, 'dictionary').rung:<11} {loading:>7.2f} s {speeds[0]:>17,.0f} {speeds[1]:>19,.0f}"
            f"   {ratios[0]:>16.1f}, {ratios[1]:.1f}{verdict:>26}"
        )


if __name__ == "__main__":
    main()
