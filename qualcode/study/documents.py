"""Documents: imported transcripts with their text, turns, speakers and original file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from qualcode.errors import InputError, NameTakenError, NotFoundError, StudyError
from qualcode.model.documents import ROLES, Document, Role, Speaker, Transcript, TranscriptTurn, Turn
from qualcode.study.cases import Cases
from qualcode.study.store.file import Pending, Store
from qualcode.study.store.history import now
from qualcode.text.canonical import digest
from qualcode.text.names import clean_name, name_key
from qualcode.text.units import count_words

__all__ = ["Documents"]

COLUMNS = "d.id, d.name, d.case_id, c.label, d.format, d.language, d.sha256, d.words, d.characters, d.imported_at, d.source_name, d.warnings"


class Documents:
    """The documents of a study."""

    def __init__(self, store: Store, cases: Cases) -> None:
        self.store = store
        self.cases = cases
        self._texts: dict[tuple[int, str], str] = {}

    # --- reading -----------------------------------------------------------------------------------------------

    def list(self) -> tuple[Document, ...]:
        """All documents in the order of import."""
        rows = self.store.rows(
            f"SELECT {COLUMNS} FROM documents d JOIN cases c ON c.id = d.case_id ORDER BY d.id"
        )
        return tuple(as_document(row) for row in rows)

    def get(self, name: str | int | Document) -> Document:
        """One document by name (case and Unicode form ignored) or id; raises :class:`~qualcode.errors.NotFoundError`."""
        if isinstance(name, Document):
            return name
        column, value = ("d.id", name) if isinstance(name, int) else ("d.name_key", name_key(name))
        rows = self.store.rows(
            f"SELECT {COLUMNS} FROM documents d JOIN cases c ON c.id = d.case_id WHERE {column} = ?", (value,)
        )
        if not rows:
            raise NotFoundError(
                f"There is no document “{name}” in this study; list them with: qualcode documents {self.store.path.name}"
            )
        return as_document(rows[0])

    def text(self, document: str | int | Document) -> str:
        """The canonical text."""
        found = self.get(document)
        key = (found.id, found.sha256)
        if key not in self._texts:
            text: str = self.store.value("SELECT text FROM texts WHERE document_id = ? AND sha256 = ?", key)
            if len(self._texts) > 400:
                self._texts.clear()
            self._texts[key] = text
        return self._texts[key]

    def texts(self) -> dict[int, str]:
        """The canonical texts of all documents by id, read with one query."""
        wanted = {(i, sha) for i, sha in self.store.rows("SELECT id, sha256 FROM documents")}
        if not wanted <= self._texts.keys():
            rows = self.store.rows(
                "SELECT d.id, d.sha256, t.text FROM documents d JOIN texts t ON t.document_id = d.id AND t.version = d.version"
            )
            self._texts = {(i, sha): text for i, sha, text in rows}
        return {i: self._texts[i, sha] for i, sha in sorted(wanted)}

    def turns(self, document: str | int | Document) -> tuple[Turn, ...]:
        """The turns of a document in order."""
        return tuple(
            as_turn(row)
            for row in self.store.rows(
                f"{TURNS} WHERE t.document_id = ? ORDER BY t.number", (self.get(document).id,)
            )
        )

    def all_turns(self) -> dict[int, tuple[Turn, ...]]:
        """The turns of all documents by document id, read with one query."""
        turns: dict[int, list[Turn]] = {}
        for row in self.store.rows(f"{TURNS} ORDER BY t.document_id, t.number"):
            turns.setdefault(row[1], []).append(as_turn(row))
        return {i: tuple(found) for i, found in turns.items()}

    def turn_counts(self) -> dict[int, int]:
        """Number of turns of each document that has some."""
        return dict(self.store.rows("SELECT document_id, count(*) FROM turns GROUP BY document_id"))

    def speakers(self, document: str | int | Document) -> tuple[Speaker, ...]:
        """The speakers of a document in the order in which they first talk."""
        rows = self.store.rows(
            "SELECT s.id, s.document_id, s.label, s.role, count(t.id) FROM speakers s LEFT JOIN turns t ON t.speaker_id = s.id "
            "WHERE s.document_id = ? GROUP BY s.id ORDER BY s.id",
            (self.get(document).id,),
        )
        return tuple(Speaker(*row) for row in rows)

    def source(self, document: str | int | Document) -> tuple[str, bytes]:
        """Name and bytes of the original file."""
        found = self.get(document)
        return found.source_name, self.store.value(
            "SELECT data FROM sources WHERE document_id = ? ORDER BY id DESC LIMIT 1", (found.id,)
        )

    def holding(self, sha256: str) -> str | None:
        """The name of the document that has this text already, or None."""
        name: str | None = self.store.value(
            "SELECT d.name FROM texts t JOIN documents d ON d.id = t.document_id WHERE t.sha256 = ?",
            (sha256,),
        )
        return name

    # --- changing ----------------------------------------------------------------------------------------------

    def add(
        self,
        transcript: Transcript,
        *,
        name: str,
        source: bytes,
        source_name: str,
        language: str,
        case: str | None = None,
        attributes: Mapping[str, str] | None = None,
        roles: Mapping[str, Role] | None = None,
    ) -> Document:
        """Add a transcript as one change: text, turns, speakers, original file, and its case.

        ``roles`` (by label, letter case ignored) overrule those of the source. Without ``case`` the document gets a case of its own.
        Raises :class:`~qualcode.errors.NameTakenError` for a name in use, :class:`~qualcode.errors.InputError` where the text is there already.
        """
        text = transcript.text
        sha256 = digest(text)
        given = {name_key(label): role for label, role in (roles or {}).items()}
        name = clean_name(name, "document's name")
        with self.store.change(
            "documents.add", f"Imported “{name}”", {"document": name, "source": source_name, "sha256": sha256}
        ) as change:
            present = self.holding(sha256)
            if present is not None:
                raise InputError(
                    f"{source_name}: this text is in the study already, as “{present}”; it was not imported again."
                )
            taken = self.store.value("SELECT name FROM documents WHERE name_key = ?", (name_key(name),))
            if taken is not None:
                raise NameTakenError(
                    f"There is a document “{taken}” already; rename one of the two files or documents."
                )
            case_id = self.cases.insert(case, change)
            turns = transcript.turns
            document_id = change.insert(
                "documents",
                [
                    {
                        "name": name,
                        "name_key": name_key(name),
                        "case_id": case_id,
                        "format": transcript.format,
                        "language": language,
                        "version": 1,
                        "sha256": sha256,
                        "words": speech_words(text, turns),
                        "characters": len(text),
                        "source_name": source_name,
                        "imported_at": now(),
                        "warnings": json.dumps(transcript.warnings, ensure_ascii=False),
                    }
                ],
            )[0]
            change.insert(
                "texts", [{"document_id": document_id, "version": 1, "text": text, "sha256": sha256}]
            )
            change.insert(
                "sources",
                [{"document_id": document_id, "data": source, "sha256": hashlib.sha256(source).hexdigest()}],
            )
            labels = list(dict.fromkeys(t.label for t in turns if t.label is not None))
            ids = change.insert(
                "speakers",
                [
                    {
                        "document_id": document_id,
                        "label": label,
                        "role": given.get(name_key(label), transcript.roles.get(label, "unknown")),
                    }
                    for label in labels
                ],
            )
            speaker = dict(zip(labels, ids, strict=True))
            self.insert_turns(document_id, turns, speaker, change)
            if attributes:
                label: str = self.store.value("SELECT label FROM cases WHERE id = ?", (case_id,))
                self.cases.set(label, attributes)
        return self.get(document_id)

    def insert_turns(
        self,
        document_id: int,
        turns: Sequence[TranscriptTurn],
        speakers: Mapping[str, int],
        change: Pending,
    ) -> None:
        """Add the turns of a document within a change; ``speakers`` gives the id of each label."""
        change.insert(
            "turns",
            [
                {
                    "document_id": document_id,
                    "number": n,
                    "start": t.start,
                    "stop": t.end,
                    "speech_start": t.speech_start,
                    "speaker_id": None if t.label is None else speakers[t.label],
                    "start_time": t.start_time,
                    "end_time": t.end_time,
                }
                for n, t in enumerate(turns, 1)
            ],
        )

    def rename(self, document: str | int | Document, new: str) -> Document:
        """Give a document another name."""
        found, new = self.get(document), clean_name(new, "document's name")
        with self.store.change(
            "documents.rename", f"Renamed the document “{found.name}” to “{new}”"
        ) as change:
            if self.store.value(
                "SELECT 1 FROM documents WHERE name_key = ? AND id <> ?", (name_key(new), found.id)
            ):
                raise NameTakenError(f"There is a document “{new}” already; choose another name.")
            change.update("documents", [found.id], {"name": new, "name_key": name_key(new)})
        return self.get(found.id)

    def set_role(self, document: str | int | Document, label: str, role: Role) -> None:
        """Settle the role of a speaker; raises :class:`~qualcode.errors.NotFoundError` for a label nobody has."""
        found = self.get(document)
        if role not in ROLES:
            raise InputError(f"“{role}” is no role; choose one of: {', '.join(ROLES)}.")
        speakers = self.speakers(found)
        ids = [s.id for s in speakers if name_key(s.label) == name_key(label)]
        if not ids:
            known = ", ".join(s.label for s in speakers) or "none"
            raise NotFoundError(f"Nobody in “{found.name}” has the label “{label}”; the labels are: {known}.")
        with self.store.change("documents.role", f"“{label}” in “{found.name}” is {role}") as change:
            change.update("speakers", ids, {"role": role})
            change.documents.add(found.id)

    def settle_roles(self, document: str, roles: Mapping[str, Role]) -> int:
        """Settle several roles as one change; ``all`` stands for every document that has one of the labels. Gives the number of documents."""
        everywhere = (
            name_key(document) == "all"
            and self.store.value("SELECT 1 FROM documents WHERE name_key = 'all'") is None
        )
        documents = self.list() if everywhere else (self.get(document),)
        settled = 0
        with self.store.change(
            "documents.role",
            f"Settled roles: {', '.join(f'{label} = {role}' for label, role in roles.items())}",
        ):
            for found in documents:
                labels = {name_key(speaker.label) for speaker in self.speakers(found)}
                mine = [label for label in roles if not everywhere or name_key(label) in labels]
                for label in mine:
                    self.set_role(found, label, roles[label])
                settled += bool(mine)
        if everywhere and not settled:
            raise NotFoundError(f"No document has a speaker with the label “{next(iter(roles))}”.")
        return settled

    def set_language(self, document: str | int | Document, language: str) -> None:
        """Correct the language of a document; its language index has to be built again."""
        found = self.get(document)
        with self.store.change(
            "documents.language", f"Set the language of “{found.name}” to {language}"
        ) as change:
            change.update("documents", [found.id], {"language": language})

    def set_case(self, document: str | int | Document, case: str) -> None:
        """Move a document to another case, which is added where its label is new; an empty case is left as it is."""
        found = self.get(document)
        with self.store.change("documents.case", f"Put “{found.name}” under the case {case}") as change:
            change.update("documents", [found.id], {"case_id": self.cases.insert(case, change)})

    def forget(self) -> None:
        """Drop the texts held in memory."""
        self._texts.clear()

    # --- checking ----------------------------------------------------------------------------------------------

    def verify(self) -> None:
        """Compare every text with its hash; raises :class:`~qualcode.errors.StudyError` naming the first that differs."""
        damaged = self.damaged_texts()
        if damaged:
            raise StudyError(
                f"The text of “{damaged[0]}” in {self.store.path} is not the one that was imported: the file is damaged. "
                f"Restore a backup: qualcode backup list {self.store.path.name}"
            )

    def damaged_texts(self) -> tuple[str, ...]:
        """Names of documents whose text no longer has the hash that was stored at import."""
        rows = self.store.connection.execute(
            "SELECT d.name, CAST(t.text AS BLOB), t.sha256 FROM texts t JOIN documents d ON d.id = t.document_id"
        )
        return tuple(name for name, text, sha256 in rows if hashlib.sha256(text).hexdigest() != sha256)


def speech_words(text: str, turns: Sequence[TranscriptTurn]) -> int:
    """Words of speech, labels left out; all words of a text without turns."""
    return sum(count_words(text, t.speech_start, t.end) for t in turns) if turns else count_words(text)


def stem(source_name: str) -> str:
    """The name a document gets from its file: the stem."""
    return PurePath(source_name).stem


TURNS = (
    "SELECT t.id, t.document_id, t.number, t.start, t.stop, t.speech_start, s.label, coalesce(s.role, 'unknown'), t.start_time, t.end_time "
    "FROM turns t LEFT JOIN speakers s ON s.id = t.speaker_id"
)


def as_turn(row: tuple[Any, ...]) -> Turn:
    """A turn from its row."""
    return Turn(*row)


def as_document(row: tuple[Any, ...]) -> Document:
    """A document from its row."""
    *fields, warnings = row
    return Document(*fields, tuple(json.loads(warnings)))  # type: ignore[call-arg]
