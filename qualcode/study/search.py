"""Full-text and lemma search with exact offsets, over an index that is kept in step by hand in each transaction."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from qualcode.errors import InputError
from qualcode.model.codings import Hit
from qualcode.model.documents import Document, Turn
from qualcode.study.blinds import Blinds
from qualcode.study.codebook import Codebook
from qualcode.study.documents import Documents
from qualcode.study.language import LanguageIndexes
from qualcode.study.store.file import Store
from qualcode.study.store.history import Operation
from qualcode.text.find import find
from qualcode.text.units import sentences

__all__ = ["Search"]


class Search:
    """Finds words, phrases and word forms in the transcripts."""

    def __init__(
        self,
        store: Store,
        documents: Documents,
        codebook: Codebook,
        indexes: LanguageIndexes,
        blinds: Blinds,
    ) -> None:
        self.store = store
        self.documents = documents
        self.codebook = codebook
        self.indexes = indexes
        self.blinds = blinds

    def find(
        self, query: str, *, lemma: bool = False, code: str | None = None, regex: bool = False
    ) -> tuple[Hit, ...]:
        """Places where the words of the query stand together, in the order of the documents.

        Letter case is ignored; accents are ignored unless the query has some. A ``*`` at the end of the query finds words that begin so.
        With ``lemma`` all forms of the words are found, by the study's own lemmas first (the language index has to be built, anew after a correction). ``code`` limits the places to passages coded with it.
        With ``regex`` the query is a regular expression over the text as it stands. Raises
        :class:`~qualcode.errors.InputError` for a broken one, for an empty query, and for ``regex`` together with ``lemma``.
        """
        if regex and lemma:
            raise InputError("A regular expression has no word forms; search with one of the two.")
        if regex and query.strip():
            return self.regex_hits(query, self.passages(code) if code is not None else None)
        if not any(c.isalnum() for c in query):
            raise InputError("There is nothing to search for; give at least one word.")
        passages = self.passages(code)
        documents = self.documents.list()
        hits: list[Hit] = []
        for document in documents:
            if code is not None and document.id not in passages:
                continue
            spans = self.lemma_spans(document, query) if lemma else self.surface_spans(document, query)
            hits.extend(self.hits(document, spans, passages.get(document.id) if code is not None else None))
        return tuple(hits)

    def regex_hits(
        self, expression: str, passages: dict[int, list[tuple[int, int]]] | None
    ) -> tuple[Hit, ...]:
        """Places of a regular expression, in the order of the documents."""
        hits: list[Hit] = []
        for document in self.documents.list():
            if passages is None or document.id in passages:
                spans = find(self.documents.text(document), expression, regex=True)
                within = None if passages is None else passages[document.id]
                hits.extend(self.hits(document, spans, within))
        return tuple(hits)

    # --- the words as they stand -------------------------------------------------------------------------------

    def surface_spans(self, document: Document, query: str) -> list[tuple[int, int]]:
        """Spans of the query's words in one document: the index names the turns, the text the places."""
        prefix = query.rstrip().endswith("*")
        wanted = query.rstrip().rstrip("*").strip()
        turns = self.documents.turns(document)
        text = self.documents.text(document)
        if not turns:
            return list(found_in(text, 0, len(text), wanted, prefix))
        phrase = match_phrase("text", wanted, prefix)
        rows = self.store.rows(
            "SELECT rowid FROM turn_index WHERE turn_index MATCH ? AND document = ? ORDER BY rowid",
            (phrase, document.id),
        )
        ids = {i for (i,) in rows}
        spans: list[tuple[int, int]] = list(found_in(text, 0, turns[0].start, wanted, prefix))
        for turn in turns:
            if turn.id in ids:
                spans.extend(found_in(text, turn.start, turn.end, wanted, prefix))
        return spans

    # --- all forms of the words --------------------------------------------------------------------------------

    def lemma_spans(self, document: Document, query: str) -> list[tuple[int, int]]:
        """Spans where the lemmas of the query's words follow each other in one document, punctuation left out."""
        from qualcode.language.indexing import NOT_A_WORD
        from qualcode.language.lemmas import query_lemmas

        index = self.indexes.get(document.id)
        if index is None:
            raise InputError(
                f"“{document.name}” has no language index yet; build it with: qualcode index {self.store.path.name}"
            )
        accents = has_accents(query)
        wanted = []
        own = self.indexes.corrections.overrides(document.language)
        for lemma in query_lemmas(query, document.language, own, highest=index.rung):
            fitting = (
                n
                for n, known in enumerate(index.vocabulary)
                if known == lemma or (not accents and bare(known) == bare(lemma))
            )
            wanted.append(frozenset(fitting))
        if not wanted or not all(wanted):
            return []
        tokens = [k for k, flags in enumerate(index.flags) if not flags & NOT_A_WORD]
        ids = [index.lemmas[k] for k in tokens]
        last = len(wanted) - 1
        return [
            (index.starts[tokens[k]], index.starts[tokens[k + last]] + index.lengths[tokens[k + last]])
            for k in range(len(ids) - last)
            if ids[k] in wanted[0] and all(ids[k + n] in wanted[n] for n in range(1, last + 1))
        ]

    # --- hits --------------------------------------------------------------------------------------------------

    def passages(self, code: str | None) -> dict[int, list[tuple[int, int]]]:
        """Spans coded with a code or anything below it, by document."""
        if code is None:
            return {}
        marks = ",".join(map(str, self.codebook.below(self.codebook.get(code))))
        unseen = self.blinds.unseen("g.coder_id")
        seen = f" AND {unseen}" if unseen else ""
        found: dict[int, list[tuple[int, int]]] = {}
        for document_id, start, stop in self.store.rows(
            f"SELECT DISTINCT q.document_id, q.start, q.stop FROM codings g JOIN quotations q ON q.id = g.quotation_id WHERE g.code_id IN ({marks}){seen}"
        ):
            found.setdefault(document_id, []).append((start, stop))
        return found

    def hits(
        self, document: Document, spans: Sequence[tuple[int, int]], within: Sequence[tuple[int, int]] | None
    ) -> Iterator[Hit]:
        """Spans as hits with turn, speaker and the sentence around."""
        if not spans:
            return
        text = self.documents.text(document)
        turns = self.documents.turns(document)
        ends = [turn.end for turn in turns]
        for start, end in spans:
            if within is not None and not any(a <= start and end <= b for a, b in within):
                continue
            k = bisect_left(ends, end)
            turn = turns[k] if k < len(turns) and turns[k].start <= start else None
            yield Hit(
                document.name,
                start,
                end,
                text[start:end],
                turn.number if turn else None,
                turn.speaker if turn else None,
                context(text, start, end, turn, document.language),
            )

    # --- keeping the index -------------------------------------------------------------------------------------

    def follow(self, store: Store, operations: Sequence[Operation]) -> None:
        """Add and remove turns in the full-text index together with the rows."""
        for kind, table, items in operations:
            if table != "turns" or not items:
                continue
            if kind == "d":
                store.connection.executemany(
                    "DELETE FROM turn_index WHERE rowid = ?", [(row["id"],) for row in items]
                )
            elif kind == "i":
                self.enter(store, items)

    def enter(self, store: Store, ids: Sequence[int]) -> None:
        """Index turns by id; their lemmas follow with the language index."""
        texts: dict[int, str] = {}
        rows = []
        for at in range(0, len(ids), 500):
            batch = ids[at : at + 500]
            for i, document_id, start, stop in store.connection.execute(
                f"SELECT id, document_id, start, stop FROM turns WHERE id IN ({','.join('?' * len(batch))})",
                batch,
            ):
                if document_id not in texts:
                    texts[document_id] = store.value(
                        "SELECT t.text FROM texts t JOIN documents d ON d.id = t.document_id AND d.version = t.version WHERE d.id = ?",
                        (document_id,),
                    )
                rows.append((i, texts[document_id][start:stop], "", document_id))
        store.connection.executemany(
            "INSERT INTO turn_index (rowid, text, lemmas, document) VALUES (?, ?, ?, ?)", rows
        )


def match_phrase(column: str, query: str, prefix: bool) -> str:
    """The query as one quoted phrase of the index's query language; nothing in it is interpreted."""
    quoted = query.replace('"', '""')
    return f'{column} : "{quoted}"{" *" if prefix else ""}'


def found_in(text: str, start: int, end: int, query: str, prefix: bool) -> Iterator[tuple[int, int]]:
    """Places of a phrase as whole words between two offsets, with any white space or punctuation between its words."""
    parts = [re.escape(part) for part in re.findall(r"[^\W_]+", query)]
    if parts:
        pattern = r"(?<!\w)" + r"[\W_]+".join(parts) + (r"\w*" if prefix else "") + r"(?!\w)"
        for a, b in find(text[start:end], pattern, regex=True, match_accents=has_accents(query)):
            yield start + a, start + b


def bare(word: str) -> str:
    """A word without case and accents.

    >>> bare("Žluťoučký")
    'zlutoucky'
    """
    return "".join(c for c in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(c))


def has_accents(text: str) -> bool:
    """Whether a text has letters with accents."""
    return bool(re.search(r"[\u0300-\u036f]", unicodedata.normalize("NFD", text)))


def context(text: str, start: int, end: int, turn: Turn | None, language: str) -> str:
    """The sentence around a span."""
    if turn is None:
        begin, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        return text[begin : stop if stop >= 0 else len(text)]
    around = [
        (a, b) for a, b in sentences(text, turn.speech_start, turn.end, language) if a < end and start < b
    ]
    return text[min(around[0][0], start) : max(around[-1][1], end)] if around else text[start:end]
