"""Versions of a document's text: a correction adds one, quotations go along by diff, and what loses its place is kept and listed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from qualcode.errors import ConflictError, InputError, NotFoundError
from qualcode.model.documents import Document, Role, Transcript, TranscriptTurn
from qualcode.model.versions import CarriedQuotation, Correction, LostQuotation, TextVersion, Unanchored
from qualcode.study.documents import Documents, speech_words
from qualcode.study.printed import drop_printed, no_longer_fitting
from qualcode.study.quotations import fold, proof
from qualcode.study.spans import SPANNED
from qualcode.study.store.file import Pending, Store
from qualcode.study.store.history import Value
from qualcode.study.unanchored import ASIDE, UnanchoredQuotations
from qualcode.text.canonical import digest
from qualcode.text.names import name_key

if TYPE_CHECKING:
    from qualcode.text.alignment import Alignment

__all__ = ["Versions"]

ENOUGH = 4
"""Words by which a quotation without a place is known again where they stand once in the text."""


class Versions:
    """The versions of the texts of a study."""

    def __init__(self, store: Store, documents: Documents, unanchored: UnanchoredQuotations) -> None:
        self.store = store
        self.documents = documents
        self.unanchored = unanchored

    # --- reading -----------------------------------------------------------------------------------------------

    def list(self, document: str | int | Document) -> tuple[TextVersion, ...]:
        """The versions of a document's text, the first one as it was imported."""
        found = self.documents.get(document)
        first = self.store.value(
            "SELECT source_name FROM past_turns WHERE document_id = ? AND version = 1", (found.id,)
        )
        made = {1: (found.imported_at, "", f"Imported from {first or found.source_name}")}
        for at, actor, label, details in self.store.rows(
            "SELECT at, actor, label, details FROM events WHERE op LIKE 'texts.%' AND state IN ('done', 'sealed') "
            "AND json_extract(details, '$.document_id') = ? ORDER BY seq",
            (found.id,),
        ):
            made[json.loads(details).get("version", 0)] = (at, actor, label)
        current = self.current(found.id)
        return tuple(
            TextVersion(version, sha256, characters, *made.get(version, ("", "", "")), version == current)
            for version, sha256, characters in self.store.rows(
                "SELECT version, sha256, length(text) FROM texts WHERE document_id = ? ORDER BY version",
                (found.id,),
            )
        )

    def text(self, document: str | int | Document, version: int) -> str:
        """The text of one version; raises :class:`~qualcode.errors.NotFoundError`."""
        found = self.documents.get(document)
        text: str | None = self.store.value(
            "SELECT text FROM texts WHERE document_id = ? AND version = ?", (found.id, version)
        )
        if text is None:
            raise NotFoundError(
                f"“{found.name}” has no version {version}; list them with: qualcode document versions {self.store.path.name} {found.name!r}"
            )
        return text

    def current(self, document_id: int) -> int:
        """The number of the version that is read and coded."""
        version: int = self.store.value("SELECT version FROM documents WHERE id = ?", (document_id,))
        return version

    def turns(
        self, document: str | int | Document, version: int
    ) -> tuple[tuple[TranscriptTurn, ...], dict[str, Role]]:
        """The turns of an earlier version and the roles of its speakers; raises :class:`~qualcode.errors.NotFoundError`."""
        found = self.documents.get(document)
        rows = self.store.rows(
            "SELECT turns, roles FROM past_turns WHERE document_id = ? AND version = ?", (found.id, version)
        )
        if not rows:
            raise NotFoundError(
                f"“{found.name}” has no earlier version {version}; list them with: qualcode document versions {self.store.path.name} {found.name!r}"
            )
        return tuple(TranscriptTurn(*turn) for turn in json.loads(rows[0][0])), json.loads(rows[0][1])

    # --- looking ahead -----------------------------------------------------------------------------------------

    def plan(
        self,
        document: str | int | Document,
        text: str,
        turns: Sequence[TranscriptTurn],
        alignment: Alignment,
        roles: Mapping[str, Role] | None = None,
    ) -> Correction:
        """What a new version of a text would do, without writing anything.

        ``turns`` are those of the new text, ``alignment`` says what stayed. Raises :class:`~qualcode.errors.InputError` for a text that is
        empty or the same, or that another document has.
        """
        found = self.documents.get(document)
        sha256 = digest(text)
        if not text.strip():
            raise InputError(f"The corrected text of “{found.name}” is empty; nothing was changed.")
        if sha256 == found.sha256 and self._as_it_is(found, turns):
            raise InputError(f"The text of “{found.name}” is the same as before; nothing was changed.")
        other = self.store.value(
            "SELECT name FROM documents WHERE sha256 = ? AND id <> ?", (sha256, found.id)
        )
        if other is not None:
            raise InputError(f"This text is in the study already, as “{other}”; nothing was changed.")
        before = self.documents.text(found)
        spans: dict[int, tuple[int, int]] = {}
        changed, moved, lost = [], [], []
        rows = self.store.rows(
            "SELECT id, start, stop FROM quotations WHERE document_id = ? ORDER BY start, id", (found.id,)
        )
        for number, start, stop in rows:
            carried = alignment.carry(start, stop)
            if carried is None:
                lost.append((number, before[start:stop]))
                continue
            spans[number] = (carried.start, carried.end)
            words = text[carried.start : carried.end]
            if carried.how == "changed":
                changed.append(CarriedQuotation(number, before[start:stop], words))
            elif carried.how == "moved":
                moved.append(CarriedQuotation(number, before[start:stop], words))
        codes = self._codes([number for number, _ in lost])
        numbers: dict[tuple[int, int], int] = {}
        joined = [
            (number, numbers[span])
            for number, span in sorted(spans.items())
            if numbers.setdefault(span, number) != number
        ]
        same = {
            version
            for (version,) in self.store.rows(
                "SELECT version FROM texts WHERE document_id = ? AND sha256 = ?", (found.id, sha256)
            )
        }
        placed = {
            u.number: span
            for u in self.unanchored.list(found)
            for span in [standing_again(u, text, u.version in same)]
            if span is not None
        }
        known = {name_key(speaker.label) for speaker in self.documents.speakers(found)}
        fresh = dict.fromkeys(
            t.label for t in turns if t.label is not None and name_key(t.label) not in known
        )
        return Correction(
            found.id,
            found.name,
            found.sha256,
            text,
            tuple(turns),
            spans,
            frozenset(rows),
            sum(1 for _ in alignment.changes()),
            len(self.documents.turns(found)),
            len(rows) - len(changed) - len(moved) - len(lost),
            tuple(changed),
            tuple(moved),
            tuple(LostQuotation(number, words, codes.get(number, ())) for number, words in lost),
            tuple(joined),
            placed,
            dict(roles or {}),
            tuple(fresh),
            carried_beside(self.store, found.id, alignment),
            standing_beside(self.store, found.id),
            no_longer_fitting(self.store, text, spans, {q.number for q in changed}),
        )

    def _as_it_is(self, document: Document, turns: Sequence[TranscriptTurn]) -> bool:
        """Whether the turns are those that the document has."""
        return list(turns) == [
            TranscriptTurn(t.start, t.end, t.speech_start, t.speaker, t.start_time, t.end_time)
            for t in self.documents.turns(document)
        ]

    def _codes(self, numbers: Sequence[int]) -> dict[int, tuple[str, ...]]:
        found: dict[int, list[str]] = {}
        for number, code, coder in self.store.rows(
            "SELECT g.quotation_id, c.name, k.name FROM codings g JOIN codes c ON c.id = g.code_id JOIN coders k ON k.id = g.coder_id "
            "WHERE g.quotation_id IN (SELECT value FROM json_each(?)) ORDER BY g.id",
            (json.dumps(numbers),),
        ):
            found.setdefault(number, []).append(f"{code} ({coder})")
        return {number: tuple(names) for number, names in found.items()}

    # --- changing ----------------------------------------------------------------------------------------------

    def store_correction(
        self,
        correction: Correction,
        *,
        op: str = "texts.correct",
        label: str = "",
        source: tuple[str, bytes, Transcript] | None = None,
    ) -> Document:
        """Make a planned correction the current version, as one change.

        ``source`` is name, bytes and transcript of a file that the text was read from. Raises :class:`~qualcode.errors.ConflictError`
        where somebody else has corrected the text since it was planned, or has marked something in it.
        """
        document_id = correction.document_id
        label = label or f"Corrected the text of “{correction.name}”"
        with self.store.change(
            op, label, {"document": correction.name, "document_id": document_id}
        ) as change:
            found = self.documents.get(document_id)
            if found.sha256 != correction.base:
                raise ConflictError(
                    f"Somebody else has corrected “{found.name}” meanwhile; nothing was changed. Look again, then repeat it."
                )
            standing = self.store.rows(
                "SELECT id, start, stop FROM quotations WHERE document_id = ?", (document_id,)
            )
            if frozenset(standing) != correction.standing:
                raise ConflictError(
                    f"“{found.name}” was coded meanwhile, so other quotations are concerned; nothing was changed. Look again, then repeat it."
                )
            if standing_beside(self.store, document_id) != correction.standing_beside:
                raise ConflictError(
                    f"Meanwhile somebody said where questions were asked in “{found.name}”, or decided on a disagreement there; nothing was changed. Look again, then repeat it."
                )
            version = 1 + self.store.value(
                "SELECT max(version) FROM texts WHERE document_id = ?", (document_id,)
            )
            sha256 = digest(correction.text)
            change.details |= {
                "version": version,
                "sha256": sha256,
                "changed": [q.number for q in correction.changed],
                "moved": [q.number for q in correction.moved],
                "lost": [q.number for q in correction.lost],
                "joined": correction.joined,
                "placed": list(correction.placed),
            }
            if correction.unprinted:
                change.details["unprinted"] = list(correction.unprinted)
            if correction.gone_beside:
                change.details["gone"] = correction.gone_beside
            change.documents.add(document_id)
            before = self.current(document_id)
            self._keep_turns(found, before, change)
            self.unanchored.lose(document_id, before, [q.number for q in correction.lost], change)
            change.insert(
                "texts",
                [{"document_id": document_id, "version": version, "text": correction.text, "sha256": sha256}],
            )
            values: dict[str, Any] = {
                "version": version,
                "sha256": sha256,
                "words": speech_words(correction.text, correction.turns),
                "characters": len(correction.text),
            }
            if source is not None:
                name, data, transcript = source
                change.insert(
                    "sources",
                    [{"document_id": document_id, "data": data, "sha256": hashlib.sha256(data).hexdigest()}],
                )
                values |= {
                    "source_name": name,
                    "format": transcript.format,
                    "warnings": json.dumps(transcript.warnings, ensure_ascii=False),
                }
            change.update("documents", [document_id], values)
            self._speak(document_id, correction, change)
            drop_printed(self.store, correction.unprinted, change)
            self._move(correction, change)
            move_beside(correction, change)
            for number, span in correction.placed.items():
                with suppress(InputError):
                    self.unanchored.anchor(number, span)
        return self.documents.get(document_id)

    def _keep_turns(self, document: Document, version: int, change: Pending) -> None:
        """Keep the turns of the version that is left, with the roles of its speakers and the name of its file."""
        turns = [
            [t.start, t.end, t.speech_start, t.speaker, t.start_time, t.end_time]
            for t in self.documents.turns(document)
        ]
        roles = {speaker.label: speaker.role for speaker in self.documents.speakers(document)}
        change.insert(
            "past_turns",
            [
                {
                    "document_id": document.id,
                    "version": version,
                    "source_name": document.source_name,
                    "turns": json.dumps(turns, ensure_ascii=False),
                    "roles": json.dumps(roles, ensure_ascii=False),
                }
            ],
        )

    def _speak(self, document_id: int, correction: Correction, change: Pending) -> None:
        """Put the turns of the new text in the place of the old ones, with their speakers."""
        change.delete(
            "turns",
            [i for (i,) in self.store.rows("SELECT id FROM turns WHERE document_id = ?", (document_id,))],
        )
        speakers = {name_key(s.label): s for s in self.documents.speakers(document_id)}
        labels = {name_key(t.label): t.label for t in reversed(correction.turns) if t.label is not None}
        roles = {name_key(label): role for label, role in correction.roles.items()}
        fresh = [key for key in labels if key not in speakers]
        ids = change.insert(
            "speakers",
            [
                {"document_id": document_id, "label": labels[key], "role": roles.get(key, "unknown")}
                for key in reversed(fresh)
            ],
        )
        of = {key: speaker.id for key, speaker in speakers.items()} | dict(
            zip(reversed(fresh), ids, strict=True)
        )
        change.delete("speakers", [speaker.id for key, speaker in speakers.items() if key not in labels])
        spelled = {
            speaker.id: {"label": labels[key]}
            for key, speaker in speakers.items()
            if key in labels and labels[key] != speaker.label
        }
        change.update_each("speakers", spelled)
        self.documents.insert_turns(
            document_id, correction.turns, {label: of[key] for label, key in keys(correction.turns)}, change
        )

    def _move(self, correction: Correction, change: Pending) -> None:
        """Give quotations their new places; of those that come to lie on the same one, the first takes what the others bear."""
        taken: dict[tuple[int, int], int] = {}
        twins: list[tuple[int, int]] = []
        for number, span in sorted(correction.spans.items()):
            if span in taken:
                twins.append((number, taken[span]))
            else:
                taken[span] = number
        for number, keeper in twins:
            fold(self.store, number, keeper, change, correction.text[slice(*correction.spans[keeper])])
        rows = {
            number: (start, stop, stored)
            for number, start, stop, stored in self.store.rows(
                "SELECT id, start, stop, proof FROM quotations WHERE document_id = ?",
                (correction.document_id,),
            )
        }
        changed = {
            number: (*span, stored)
            for span, number in taken.items()
            for stored in [proof(correction.text[slice(*span)])]
            if rows[number] != (*span, stored)
        }
        aside: dict[int, dict[str, Value]] = {
            number: {"start": a + ASIDE, "stop": b + ASIDE} for number, (a, b, _) in changed.items()
        }
        change.update_each("quotations", aside)
        there: dict[int, dict[str, Value]] = {
            number: {"start": a, "stop": b, "proof": stored} for number, (a, b, stored) in changed.items()
        }
        change.update_each("quotations", there)


def standing_again(lost: Unanchored, text: str, same: bool) -> tuple[int, int] | None:
    """Where the very words of a quotation without a place stand in a text: at the old place in the *same* text, or once in another one."""
    if same:
        return lost.start, lost.start + len(lost.words)
    if len(lost.words.split()) >= ENOUGH and text.count(lost.words) == 1:
        at = text.index(lost.words)
        return at, at + len(lost.words)
    return None


def carried_beside(
    store: Store, document_id: int, alignment: Alignment
) -> dict[str, dict[int, tuple[int, int] | None]]:
    """Where spans that are no quotations come to lie, by table and id of the row; None where nothing can stand for them."""
    found: dict[str, dict[int, tuple[int, int] | None]] = {}
    for table in SPANNED:
        rows = store.rows(
            f"SELECT id, start, stop FROM {table} WHERE document_id = ? AND start IS NOT NULL", (document_id,)
        )
        carried = {i: alignment.carry(start, stop) for i, start, stop in rows}
        found[table] = {i: (to.start, to.end) if to is not None else None for i, to in carried.items()}
    return found


def standing_beside(store: Store, document_id: int) -> frozenset[tuple[str, int, int, int]]:
    """Table, id, start and end of every span of a document that is no quotation."""
    return frozenset(
        (table, *row)
        for table in SPANNED
        for row in store.rows(
            f"SELECT id, start, stop FROM {table} WHERE document_id = ? AND start IS NOT NULL", (document_id,)
        )
    )


def move_beside(correction: Correction, change: Pending) -> None:
    """Give spans that are no quotations their new places; rows whose words are gone go with them, but what a reviewer said stays."""
    for table, rows in correction.beside.items():
        lost = [i for i, span in rows.items() if span is None]
        if table == "proposals":
            change.update(table, lost, {"start": None, "stop": None, "proof": ""})
        else:
            change.delete(table, lost)
        places: dict[int, dict[str, Value]] = {
            i: {"start": span[0], "stop": span[1], "proof": proof(correction.text[slice(*span)])}
            for i, span in rows.items()
            if span is not None
        }
        change.update_each(table, places)


def keys(turns: Iterable[TranscriptTurn]) -> list[tuple[str, str]]:
    """Labels of turns, each once, with the form in which they are compared."""
    return [(label, name_key(label)) for label in dict.fromkeys(t.label for t in turns) if label is not None]
