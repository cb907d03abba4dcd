"""The language index of one document: where its tokens are, and their lemmas.

``index_document`` is a pure function of one document, and its arguments and result can be pickled, so that
any ``concurrent.futures.Executor`` can run it: threads, processes, or an archive's cluster.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.language.engine import RULES, Engine, Rung, engine
from qualcode.language.forms import (
    NO_OVERRIDES,
    NOT_A_WORD,
    NUMBER,
    STOP_WORD,
    clean_form,
    clean_overrides,
    form_flags,
    overrides_digest,
)
from qualcode.language.pieces import clip
from qualcode.language.reading import WORD

__all__ = ["NOT_A_WORD", "NUMBER", "STOP_WORD", "LanguageIndex", "index_document", "made_by_present_rules"]

_FOUR_BYTES = "I" if array("I").itemsize == 4 else "L"
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class LanguageIndex:
    """The tokens of one document's speech as columns of equal length, in the order of the text."""

    starts: array[int]
    """First code point of each token in the canonical text; unsigned, four bytes."""
    lengths: array[int]
    """Code points of each token; unsigned, four bytes."""
    lemmas: array[int]
    """Each token's lemma as an index into ``vocabulary``; unsigned, four bytes."""
    flags: array[int]
    """Bits ``STOP_WORD``, ``NOT_A_WORD`` and ``NUMBER``; one byte."""
    vocabulary: tuple[str, ...]
    """The lemmas, lower-cased, each once, in the order in which they first occur."""
    rung: Rung
    """The rung of the ladder that made the lemmas."""
    made_with: str
    """Names and versions of what made the index, and a digest of the user's own lemmas."""
    language: str
    """The language as it was asked for."""


def index_document(
    text: str,
    speech: Sequence[tuple[int, int]],
    language: str,
    overrides: Mapping[str, str] = NO_OVERRIDES,
    *,
    highest: Rung = "trained",
) -> LanguageIndex:
    """Find the tokens inside the speech of a document and give each a lemma.

    ``speech`` are half-open spans in code points of ``text`` (turns without their labels); parts outside the
    text are ignored, overlapping parts count once. White space is no token; punctuation is, and says so in
    its flags. ``overrides`` gives lemmas of the user's own by form, whatever its letter case; ``highest`` is the
    highest rung of the ladder to be used.

    >>> index = index_document("A: Two teams. B: Yes!", [(3, 13), (17, 21)], "en")
    >>> [index.vocabulary[i] for i in index.lemmas]
    ['two', 'team', '.', 'yes', '!']
    """
    made = engine(language, highest)
    text = _SURROGATE.sub("\ufffd", text)  # one to one, so that offsets stay; spaCy cannot encode them
    spans = clip(speech, len(text))
    columns = _Columns(made, overrides)
    if made.rung == "trained":
        columns.add_pipeline(text, spans)
    else:
        columns.add_words(text, spans)
    return columns.index(language)


def made_by_present_rules(made_with: str, overrides: Mapping[str, str] = NO_OVERRIDES) -> bool:
    """Whether an index with that ``made_with`` comes from the present rules and from these lemmas of the user's own."""
    return made_with.endswith(f"rules {RULES}{_own(overrides)}")


def _own(overrides: Mapping[str, str]) -> str:
    digest = overrides_digest(overrides)
    return f", own lemmas {digest}" if digest else ""


class _Columns:
    """The growing columns of one document's index."""

    def __init__(self, made: Engine, overrides: Mapping[str, str]) -> None:
        self.made = made
        self.overrides = clean_overrides(overrides)
        self.starts, self.lengths, self.lemmas = (array(_FOUR_BYTES) for _ in range(3))
        self.flags = array("B")
        self.ids: dict[str, int] = {}

    def number(self, lower: str, lemma: str) -> int:
        """Return the number of a form's lemma: the user's own, else the one given."""
        chosen = self.overrides.get(lower, lemma)
        return self.ids.setdefault(chosen, len(self.ids))

    def add_words(self, text: str, spans: Sequence[tuple[int, int]]) -> None:
        """Append the tokens of all words inside ``spans``; each different word is looked up once."""
        found = [match for start, end in spans for match in WORD.finditer(text, start, end)]
        tokens = self.made.tokens(dict.fromkeys([match.group() for match in found]))
        rows = {
            word: [(offset, n, self.number(lower, lemma), flags) for offset, n, lower, lemma, flags in parts]
            for word, parts in tokens.items()
        }
        starts, lengths, lemmas, flags = self.starts, self.lengths, self.lemmas, self.flags
        for match in found:
            begin = match.start()
            for offset, length, number, flag in rows[match.group()]:
                starts.append(begin + offset)
                lengths.append(length)
                lemmas.append(number)
                flags.append(flag)

    def add_pipeline(self, text: str, spans: Sequence[tuple[int, int]]) -> None:
        """Append the tokens inside ``spans`` with the lemmas of the trained pipeline."""
        for start, length, lemma in self.made.read(text, spans):
            form = text[start : start + length]
            lower = clean_form(form).lower()
            self.starts.append(start)
            self.lengths.append(length)
            self.lemmas.append(self.number(lower, clean_form(lemma).strip().lower() or lower))
            self.flags.append(form_flags(form, self.made.stops))

    def index(self, language: str) -> LanguageIndex:
        """Return what has been gathered."""
        made = self.made
        columns = self.starts, self.lengths, self.lemmas, self.flags
        made_with = made.made_with + _own(self.overrides)
        return LanguageIndex(*columns, tuple(self.ids), made.rung, made_with, language)
