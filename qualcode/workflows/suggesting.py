"""Proposals for the coder: codes for a passage, more passages like one or like a code, telling phrases of a document.

Nothing here codes anything. What is costly (the corpus of lemmas, the passages, the index of what is coded) is kept for
as long as the study object lives and made anew where the study has changed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from qualcode.errors import InputError
from qualcode.model.documents import Document, Role, Turn
from qualcode.model.suggestions import CodeSuggestion, KeyPhrase, Place, SimilarPassage
from qualcode.study import Study
from qualcode.study.coders import ALL
from qualcode.text.names import name_key
from qualcode.text.spans import overlaps, union_length
from qualcode.text.units import count_words, sentences

if TYPE_CHECKING:
    from qualcode.analysis.corpus import Corpus, Ints
    from qualcode.analysis.similarity import PassageIndex

__all__ = ["key_phrases", "like_code", "more_like", "prepare", "suggest_codes"]

LIMIT = 10
"""Codes that are suggested unless told otherwise."""
PASSAGES = 50
"""Passages that are listed unless told otherwise."""
LONGEST = 60
"""Words of a passage that is looked for: longer turns are cut between sentences."""
SHOWN = 5
"""Shared lemmas that are named."""
CODED = 0.5
"""Share of a passage that must lie under a code for the passage to bear it already."""

NO_WORDS = "There is no telling word between {start} and {end} of “{name}”; choose a longer passage."
NOTHING_CODED = (
    "{coder} has coded nothing yet outside this passage; suggestions rest on what has been coded before."
)
NO_PASSAGE = "No passage bears “{code}” yet; code some first, then others like them can be found."

Progress = Callable[[int, int, str], None]
Span = tuple[int, int, int]
"""Document id, start, end."""


@dataclass(slots=True)
class Coded:
    """What one coder has coded: distinct passages with their codes, and the index of them."""

    rows: Sequence[tuple[int, int, int, int]]
    spans: list[Span]
    codes: list[tuple[int, ...]]
    by_document: dict[int, list[int]]
    index: PassageIndex
    revision: int


@dataclass(slots=True)
class Material:
    """What is kept of a study between two questions."""

    documents: tuple[Document, ...]
    indexes: tuple[tuple[int, int, str], ...]
    """Which language indexes the corpus was made of."""
    corpus: Corpus
    coded: dict[str, Coded] = field(default_factory=dict)
    pieces: tuple[list[Span], PassageIndex, list[Turn]] | None = None
    """The passages that may be listed, the index of them, and the turn that each belongs to."""
    spoken: Corpus | None = None
    """The corpus with the words of respondents only."""
    roles: dict[int, Role] = field(default_factory=dict)
    """By turn, as they were when ``pieces`` and ``spoken`` were made."""
    revision: int = -1


_kept: WeakKeyDictionary[Study, Material] = WeakKeyDictionary()


def prepare(study: Study, *, progress: Progress | None = None) -> None:
    """Index the documents whose language index is missing; loads spaCy only where there are some."""
    if study.language_indexes.missing():
        from qualcode.workflows.indexing import index_study

        index_study(study, progress=progress)


def suggest_codes(
    study: Study,
    document: str | int | Document,
    span: tuple[int, int],
    *,
    coder: str | None = None,
    limit: int = LIMIT,
) -> tuple[CodeSuggestion, ...]:
    """Codes whose passages share lemmas with a passage, the likeliest first; codes that it bears already are left out.

    Evidence are the codings of ``coder`` (default: the primary one; ``all`` pools) anywhere but in this passage. A
    code's score adds its most similar passages, each half as heavy as the one before. Empty where nothing is shared.
    Raises :class:`~qualcode.errors.InputError` where the passage holds no telling word, or nothing is coded elsewhere.
    """
    from qualcode.analysis.similarity import PassageIndex

    found, here = _passage(study, document, span)
    material = _material(study)
    seed = _seed(material, found, here)
    coded = _coded(study, material, coder)
    near = {k for k in coded.by_document.get(found.id, ()) if overlaps(coded.spans[k][1:], here)}
    if len(near) == len(coded.spans):
        raise InputError(NOTHING_CODED.format(coder=_who(study, coder)))
    under: dict[int, list[tuple[int, int]]] = {}
    for k in near:
        for code in coded.codes[k]:
            under.setdefault(code, []).append(
                (max(coded.spans[k][1], here[0]), min(coded.spans[k][2], here[1]))
            )
    borne = {code for code, parts in under.items() if union_length(parts) >= CODED * (here[1] - here[0])}
    query = coded.index.query([seed])
    scores = coded.index.scores(query)
    if near:
        scores[sorted(near)] = 0.0
    passages: dict[int, list[int]] = {}
    for k in PassageIndex.best(scores, len(coded.spans)):
        for code in coded.codes[k]:
            if code not in borne:
                passages.setdefault(code, []).append(k)
    total = {
        code: sum(float(scores[k]) / 2**n for n, k in enumerate(ks[:SHOWN])) for code, ks in passages.items()
    }
    names = {code.id: code.name for code in study.codebook.tree()}
    by_id = {d.id: d.name for d in material.documents}
    result = []
    for code in sorted(total, key=lambda code: (-total[code], code))[:limit]:
        weights: dict[int, float] = {}
        for k in passages[code][:SHOWN]:
            for term, weight in coded.index.shared(query, k).items():
                weights[term] = weights.get(term, 0.0) + weight
        document_id, start, end = coded.spans[passages[code][0]]
        text = study.documents.text(document_id)[start:end]
        result.append(
            CodeSuggestion(
                names[code], total[code], _named(material, weights), len(passages[code]),
                Place(by_id[document_id], start, end, text, document_id), code,
            )
        )  # fmt: skip
    return tuple(result)


def more_like(
    study: Study,
    document: str | int | Document,
    span: tuple[int, int],
    *,
    coder: str | None = None,
    limit: int = PASSAGES,
) -> tuple[SimilarPassage, ...]:
    """Passages that share lemmas with one, the most similar first, without those that bear a code of its already.

    Passages are the respondents' turns (all turns where no role is known), long ones cut between sentences.
    Raises :class:`~qualcode.errors.InputError` where the passage holds no telling word.
    """
    found, here = _passage(study, document, span)
    material = _material(study)
    seed = _seed(material, found, here)
    coded = _coded(study, material, coder)
    codes = {
        code
        for k in coded.by_document.get(found.id, ())
        if overlaps(coded.spans[k][1:], here)
        for code in coded.codes[k]
    }
    return _similar(study, material, coded, [seed], codes, [(found.id, *here)], limit)


def like_code(
    study: Study, code: str, *, coder: str | None = None, limit: int = PASSAGES
) -> tuple[SimilarPassage, ...]:
    """Passages like those of a code (a category stands for all below it) that do not bear it yet, the most similar first.

    Raises :class:`~qualcode.errors.InputError` where no passage bears the code.
    """
    node = study.codebook.get(code)
    wanted = set(study.codebook.below(node))
    material = _material(study)
    coded = _coded(study, material, coder)
    seeds = [
        span for span, codes in zip(coded.spans, coded.codes, strict=True) if not wanted.isdisjoint(codes)
    ]
    if not seeds:
        raise InputError(NO_PASSAGE.format(code=node.name))
    terms = [material.corpus.terms(*seed) for seed in seeds]
    return _similar(study, material, coded, [t for t in terms if len(t)], wanted, seeds, limit)


def key_phrases(study: Study, document: str | int | Document, *, limit: int = 50) -> tuple[KeyPhrase, ...]:
    """Words and phrases of two and three words that a document has markedly more often than the others, the most telling first.

    They are candidates for codes in vivo, so only the speech of respondents counts; at least three times in the document, G2 at least 6.63.
    Raises :class:`~qualcode.errors.InputError` where the study has no other document to compare with.
    """
    from qualcode.analysis.keyness import key_terms

    found = study.documents.get(document)
    material = _material(study)
    if len(material.documents) < 2:
        raise InputError(
            f"“{found.name}” is the only document of the study; key phrases are found by comparing it with others, so import more."
        )
    text = study.documents.text(found)
    result = []
    for term in key_terms(_spoken(study, material), found.id)[:limit]:
        forms: dict[str, int] = {}
        for start, end in term.places:
            form = " ".join(text[start:end].lower().split())
            forms[form] = forms.get(form, 0) + 1
        lemmas = tuple(material.corpus.lemmas[t] for t in term.terms)
        phrase = max(forms, key=lambda form: forms[form])
        result.append(
            KeyPhrase(
                phrase, lemmas, term.count, term.rest, term.documents, term.g2, term.log_ratio, term.places
            )
        )
    return tuple(result)


# --- what is kept ------------------------------------------------------------------------------------------------


def _material(study: Study) -> Material:
    """The corpus of the study as it is now; documents without a language index are indexed first."""
    from qualcode.analysis.corpus import Corpus

    kept = _kept.get(study)
    if kept is not None and kept.revision == study.revision:
        return kept
    prepare(study)
    documents = study.documents.list()
    state = study.language_indexes.state()
    if kept is None or kept.documents != documents or kept.indexes != state:
        indexes = ((d.id, study.language_indexes.get(d.id)) for d in documents)
        kept = _kept[study] = Material(
            documents, state, Corpus((i, index) for i, index in indexes if index is not None)
        )
    kept.revision = study.revision
    return kept


def _coded(study: Study, material: Material, coder: str | None) -> Coded:
    """The index of what a coder has coded; made anew only where codings differ from those it was made of."""
    from qualcode.analysis.similarity import PassageIndex

    who = name_key(_who(study, coder))
    kept = material.coded.get(who)
    if kept is not None and kept.revision == study.revision:
        return kept
    rows = study.codings.spans(coder)
    if kept is not None and kept.rows == rows:
        kept.revision = study.revision
        return kept
    codes: dict[Span, list[int]] = {}
    for document, start, end, code in rows:
        codes.setdefault((document, start, end), []).append(code)
    spans = list(codes)
    by_document: dict[int, list[int]] = {}
    for k, span in enumerate(spans):
        by_document.setdefault(span[0], []).append(k)
    index = PassageIndex(*material.corpus.columns(spans), len(spans), len(material.corpus.lemmas))
    made = Coded(rows, spans, [tuple(c) for c in codes.values()], by_document, index, study.revision)
    material.coded[who] = made
    return made


def _pieces(study: Study, material: Material) -> tuple[list[Span], PassageIndex, list[Turn]]:
    """The passages that may be listed: respondents' turns, long ones cut between sentences."""
    from qualcode.analysis.similarity import PassageIndex

    turns = _turns(study, material)
    if material.pieces is None:
        texts = study.documents.texts()
        spans: list[Span] = []
        of: list[Turn] = []
        for document in material.documents:
            for turn in turns[document.id]:
                for start, end in _cut(texts[document.id], turn, document.language):
                    spans.append((document.id, start, end))
                    of.append(turn)
        index = PassageIndex(*material.corpus.columns(spans), len(spans), len(material.corpus.lemmas))
        material.pieces = spans, index, of
    return material.pieces


def _spoken(study: Study, material: Material) -> Corpus:
    """The corpus with the words of respondents only."""
    turns = _turns(study, material)
    if material.spoken is None:
        spans = {document: [(t.speech_start, t.end) for t in found] for document, found in turns.items()}
        material.spoken = material.corpus.only(spans)
    return material.spoken


def _turns(study: Study, material: Material) -> dict[int, list[Turn]]:
    """The turns of respondents in each document; where no role is known in a document, all its turns.

    What was made of other roles than the present ones is dropped.
    """
    every = study.documents.all_turns()
    roles = {turn.id: turn.role for turns in every.values() for turn in turns}
    if roles != material.roles:
        material.pieces = material.spoken = None
        material.roles = roles
    found: dict[int, list[Turn]] = {}
    for document in material.documents:
        turns = every.get(document.id) or (
            Turn(0, document.id, 0, 0, document.characters, 0, None, "unknown", None, None),
        )
        unsettled = all(turn.role == "unknown" for turn in turns)
        found[document.id] = [turn for turn in turns if unsettled or turn.role == "respondent"]
    return found


def _cut(text: str, turn: Turn, language: str) -> Iterable[tuple[int, int]]:
    """Stretches of whole sentences of at most :data:`LONGEST` words, where no sentence is longer."""
    begin: int | None = None
    stop = size = 0
    for start, end in sentences(text, turn.speech_start, turn.end, language):
        more = count_words(text, start, end)
        if begin is not None and size + more > LONGEST:
            yield begin, stop
            begin, size = None, 0
        begin = start if begin is None else begin
        stop, size = end, size + more
    if begin is not None:
        yield begin, stop


# --- parts of an answer ------------------------------------------------------------------------------------------


def _similar(
    study: Study,
    material: Material,
    coded: Coded,
    seeds: Sequence[Ints],
    codes: set[int],
    own: Sequence[Span],
    limit: int,
) -> tuple[SimilarPassage, ...]:
    """Pieces by their similarity to the seeds, without the seeds themselves and without what bears one of the codes."""
    from qualcode.analysis.similarity import PassageIndex

    spans, index, turns = _pieces(study, material)
    query = index.query(seeds)
    scores = index.scores(query)
    borne: dict[int, list[tuple[int, int]]] = {}
    for document, start, end in own:
        borne.setdefault(document, []).append((start, end))
    for span, marks in zip(coded.spans, coded.codes, strict=True):
        if not codes.isdisjoint(marks):
            borne.setdefault(span[0], []).append(span[1:])
    for document, parts in borne.items():
        for k in _touched(spans, document, parts):
            scores[k] = 0.0
    by_id = {d.id: d for d in material.documents}
    names = {code.id: code.name for code in study.codebook.tree()}
    result = []
    for k in PassageIndex.best(scores, limit):
        document, start, end = spans[k]
        turn = turns[k]
        here = [
            names[code]
            for at in coded.by_document.get(document, ())
            if overlaps(coded.spans[at][1:], (start, end))
            for code in coded.codes[at]
        ]
        result.append(
            SimilarPassage(
                by_id[document].name, by_id[document].case, start, end, study.documents.text(document)[start:end],
                turn.number or None, turn.speaker, turn.role if turn.number else None, float(scores[k]),
                _named(material, index.shared(query, k)), tuple(dict.fromkeys(here)), document,
            )
        )  # fmt: skip
    return tuple(result)


def _touched(spans: Sequence[Span], document: int, parts: Sequence[tuple[int, int]]) -> Iterable[int]:
    """The indices of spans, which are in order and do not overlap, that share a character with a part of a document."""
    for start, end in parts:
        k = bisect_right(spans, (document, start, start)) - 1
        k = max(k, 0)
        while k < len(spans) and spans[k][:2] < (document, end):
            if spans[k][0] == document and spans[k][2] > start:
                yield k
            k += 1


def _named(material: Material, weights: dict[int, float]) -> tuple[str, ...]:
    """The heaviest shared lemmas."""
    best = sorted(weights, key=lambda term: (-weights[term], term))[:SHOWN]
    return tuple(dict.fromkeys(material.corpus.lemmas[term] for term in best))


def _passage(
    study: Study, document: str | int | Document, span: tuple[int, int]
) -> tuple[Document, tuple[int, int]]:
    """The document and the span; raises InputError where the document has no such span."""
    found = study.documents.get(document)
    start, end = span
    if not 0 <= start < end <= found.characters:
        raise InputError(
            f"“{found.name}” has no passage from {start} to {end}; it has {found.characters} characters, and the end must lie behind the start."
        )
    return found, (start, end)


def _seed(material: Material, document: Document, here: tuple[int, int]) -> Ints:
    """The content terms of a passage; raises InputError where it has none."""
    terms = material.corpus.terms(document.id, *here)
    if not len(terms):
        raise InputError(NO_WORDS.format(start=here[0], end=here[1], name=document.name))
    return terms


def _who(study: Study, coder: str | None) -> str:
    """Whose codings are the evidence."""
    return ALL if coder is not None and name_key(coder) == ALL else coder or study.primary_coder
