"""The language index of each document: tokens and lemmas, derived from the text and built after an import."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualcode.errors import StudyError
from qualcode.study.documents import Documents
from qualcode.study.lemmas import Lemmas
from qualcode.study.store.file import Store
from qualcode.study.store.history import Operation

if TYPE_CHECKING:
    from qualcode.language.indexing import LanguageIndex

__all__ = ["LanguageIndexes"]

SEPARATOR = "\n"
"""Between vocabulary entries in the file; lemmas hold no line feed."""

COLUMNS = (
    "SELECT l.starts, l.lengths, l.lemmas, l.flags, l.vocabulary, l.rung, l.made_with, l.language, d.characters "
    "FROM language_index l JOIN documents d ON d.id = l.document_id AND d.version = l.version"
)


class LanguageIndexes:
    """The language indexes of a study; they are no changes of it and can always be built again."""

    def __init__(self, store: Store, documents: Documents, corrections: Lemmas) -> None:
        self.store = store
        self.documents = documents
        self.corrections = corrections

    def missing(self) -> tuple[int, ...]:
        """Ids of documents without an index of their present text and language, made by the present rules with the present lemma corrections.

        In a study that may not be written an index of other rules does, since it cannot be built anew.
        """
        changing = not self.store.read_only
        return tuple(i for i, made_with in self.wanting() if changing or made_with is None)

    def outdated(self) -> tuple[int, ...]:
        """Of the missing ones, the ids of documents whose index is there but was made by other rules or with other lemma corrections."""
        return tuple(i for i, made_with in self.wanting() if made_with is not None)

    def wanting(self) -> list[tuple[int, str | None]]:
        """Id of each document whose index is missing, and with what the present one was made."""
        from qualcode.language.indexing import made_by_present_rules

        rows = self.store.rows(
            "SELECT d.id, d.language, l.made_with FROM documents d LEFT JOIN language_index l "
            "ON l.document_id = d.id AND l.version = d.version AND l.language = d.language ORDER BY d.id"
        )
        own = {language: self.corrections.overrides(language) for language in {row[1] for row in rows}}
        return [
            (i, made_with)
            for i, language, made_with in rows
            if made_with is None or not made_by_present_rules(made_with, own[language])
        ]

    def state(self) -> tuple[tuple[int, int, str], ...]:
        """Document, version of the text and what it was made with, of each index; equal as long as no index was built anew."""
        rows = self.store.rows(
            "SELECT document_id, version, made_with FROM language_index ORDER BY document_id"
        )
        return tuple((i, version, made_with) for i, version, made_with in rows)

    def damaged(self) -> tuple[int, ...]:
        """Ids of documents whose index is there but cannot be used; reads all of them."""
        found = []
        for (i,) in self.store.rows("SELECT document_id FROM language_index ORDER BY document_id"):
            try:
                self.get(i)
            except StudyError:
                found.append(i)
        return tuple(found)

    def speech(self, document_id: int) -> list[tuple[int, int]]:
        """The spans to index: speech of every turn, or the whole text where there are no turns."""
        spans = [
            (s, e)
            for s, e in self.store.rows(
                "SELECT speech_start, stop FROM turns WHERE document_id = ? ORDER BY number", (document_id,)
            )
            if s < e
        ]
        has_turns = self.store.value("SELECT 1 FROM turns WHERE document_id = ? LIMIT 1", (document_id,))
        return spans if has_turns else [(0, len(self.documents.text(document_id)))]

    def put(self, document_id: int, index: LanguageIndex) -> None:
        """Store the index of one document and fill the lemma column of the search index, in one transaction."""
        columns = (index.starts, index.lengths, index.lemmas, index.flags)
        with self.store.transaction() as connection:
            row = connection.execute("SELECT version FROM documents WHERE id = ?", (document_id,)).fetchone()
            if row is None:
                return
            connection.execute(
                "INSERT OR REPLACE INTO language_index (document_id, version, language, rung, made_with, starts, lengths, lemmas, flags, vocabulary) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    document_id,
                    row[0],
                    index.language,
                    index.rung,
                    index.made_with,
                    *(little_endian(c) for c in columns),
                    SEPARATOR.join(lemma.replace(SEPARATOR, " ") for lemma in index.vocabulary),
                ),
            )
            turns = connection.execute(
                "SELECT id, start, stop FROM turns WHERE document_id = ? ORDER BY start", (document_id,)
            ).fetchall()
            rows = []
            at, count = 0, len(index.starts)
            for turn_id, start, stop in turns:
                while at < count and index.starts[at] < start:
                    at += 1
                first = at
                while at < count and index.starts[at] < stop:
                    at += 1
                rows.append((" ".join(index.vocabulary[index.lemmas[k]] for k in range(first, at)), turn_id))
            connection.executemany("UPDATE turn_index SET lemmas = ? WHERE rowid = ?", rows)

    def get(self, document_id: int) -> LanguageIndex | None:
        """The stored index of a document, or None where none was built yet.

        Raises :class:`~qualcode.errors.StudyError` where its parts do not fit together.
        """
        from typing import get_args

        from qualcode.language.engine import Rung
        from qualcode.language.indexing import LanguageIndex

        try:
            rows = self.store.rows(f"{COLUMNS} WHERE l.document_id = ?", (document_id,))
        except StudyError:
            raise self.unusable(document_id) from None
        if not rows:
            return None
        starts, lengths, lemmas, flags, vocabulary, rung, made_with, language, characters = rows[0]
        try:
            index = LanguageIndex(
                starts=native(starts, "I"),
                lengths=native(lengths, "I"),
                lemmas=native(lemmas, "I"),
                flags=native(flags, "B"),
                vocabulary=tuple(vocabulary.split(SEPARATOR)) if vocabulary else (),
                rung=rung,
                made_with=made_with,
                language=language,
            )
        except ValueError:
            raise self.unusable(document_id) from None
        sizes = {len(index.starts), len(index.lengths), len(index.lemmas), len(index.flags)}
        last = max(map(int.__add__, index.starts, index.lengths), default=0)
        if (
            len(sizes) > 1
            or max(index.lemmas, default=-1) >= len(index.vocabulary)
            or last > characters
            or rung not in get_args(Rung)
        ):
            raise self.unusable(document_id)
        return index

    def unusable(self, document_id: int) -> StudyError:
        """The error for an index whose parts do not fit together."""
        return StudyError(
            f"The language index of “{self.documents.get(document_id).name}” is damaged; build it again with: qualcode index {self.store.path.name}"
        )

    def follow(self, store: Store, operations: Sequence[Operation]) -> None:
        """Drop the index of documents that are gone."""
        for kind, table, rows in operations:
            if kind == "d" and table == "documents":
                store.connection.executemany(
                    "DELETE FROM language_index WHERE document_id = ?", [(row["id"],) for row in rows]
                )


def little_endian(values: array[int]) -> bytes:
    """An array's bytes as they are stored, the same on every machine."""
    import sys

    if sys.byteorder == "big":
        values = values[:]
        values.byteswap()
    return values.tobytes()


def native(data: bytes, typecode: str) -> array[int]:
    """An array from stored bytes."""
    import sys

    values: array[int] = array(typecode)
    values.frombytes(data)
    if sys.byteorder == "big":
        values.byteswap()
    return values
