"""Versions of a document's text: a correction adds one, quotations go along by diff, and what loses its place is kept and listed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qualcode.errors import ConflictError, InputError, NotFoundError
from qualcode.model.documents import Document, Role, Transcript, TranscriptTurn
from qualcode.model.versions import CarriedQuotation, Correction, LostQuotation, TextVersion, Unanchored
from qualcode.study.documents import Documents, speech_words
from qualcode.study.quotations import BEARING, check_span, fold, proof
from qualcode.study.store.file import Pending, Store
from qualcode.study.store.history import Value
from qualcode.text.canonical import digest
from qualcode.text.names import name_key

if TYPE_CHECKING:
    from qualcode.text.alignment import Alignment

__all__ = ["Versions"]

ASIDE = 1_000_000_000
"""Added to spans while they move, so that none of them meets one that has not moved yet."""


class Versions:
    """The versions of the texts of a study, and the quotations that no version holds any more."""

    def __init__(self, store: Store, documents: Documents) -> None:
        self.store = store
        self.documents = documents

    # --- reading -----------------------------------------------------------------------------------------------

    def list(self, document: str | int | Document) -> tuple[TextVersion, ...]:
        """The versions of a document's text, the first one as it was imported."""
        found = self.documents.get(document)
        made = {1: (found.imported_at, "", f"Imported from {found.source_name}")}
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

    def unanchored(self, document: str | int | Document | None = None) -> tuple[Unanchored, ...]:
        """Quotations that lost their place in a correction, by number; those of one document where it is given."""
        only = None if document is None else self.documents.get(document).id
        return tuple(
            Unanchored(
                number,
                document_id,
                name,
                version,
                start,
                words,
                tuple(f"{c['code']} ({c['coder']})" for c in borne["codings"]),
                borne["memo"],
            )
            for number, document_id, name, version, start, words, bearing in self.store.rows(
                "SELECT u.number, u.document_id, d.name, u.version, u.start, substr(t.text, u.start + 1, u.stop - u.start), u.bearing FROM unanchored u "
                "JOIN documents d ON d.id = u.document_id LEFT JOIN texts t ON t.document_id = u.document_id AND t.version = u.version "
                "WHERE ?1 IS NULL OR u.document_id = ?1 ORDER BY u.number",
                (only,),
            )
            for borne in [json.loads(bearing)]
        )

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
        if sha256 == found.sha256:
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
            sum(1 for _ in alignment.changes()),
            len(self.documents.turns(found)),
            len(rows) - len(changed) - len(moved) - len(lost),
            tuple(changed),
            tuple(moved),
            tuple(LostQuotation(number, words, codes.get(number, ())) for number, words in lost),
            dict(roles or {}),
            tuple(fresh),
        )

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
        where somebody else has corrected the text since it was planned.
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
            }
            change.documents.add(document_id)
            before = self.current(document_id)
            self._lose(document_id, before, [q.number for q in correction.lost], change)
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
            self._move(correction, change)
        return self.documents.get(document_id)

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
            fold(self.store, number, keeper, change)
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

    def _lose(self, document_id: int, version: int, numbers: Sequence[int], change: Pending) -> None:
        """Take quotations out of the text and keep all that they bear; their memos stay, on the document."""
        if not numbers:
            return
        marks = json.dumps(numbers)
        within = "IN (SELECT value FROM json_each(?))"
        codings = self.store.rows(
            "SELECT g.quotation_id, g.id, g.code_id, c.name, g.coder_id, k.name, g.created FROM codings g JOIN codes c ON c.id = g.code_id "
            f"JOIN coders k ON k.id = g.coder_id WHERE g.quotation_id {within} ORDER BY g.id",
            (marks,),
        )
        readings = self.store.rows(
            f"SELECT quotation_id, id, code_id, criterion, level FROM readings WHERE quotation_id {within} ORDER BY id",
            (marks,),
        )
        memos = self.store.rows(
            f"SELECT target_id, id FROM memos WHERE target = 'quotation' AND target_id {within} ORDER BY id",
            (marks,),
        )
        rows = self.store.rows(
            f"SELECT id, start, stop, memo, condensed, translation FROM quotations WHERE id {within} ORDER BY id",
            (marks,),
        )
        change.insert(
            "unanchored",
            [
                {
                    "document_id": document_id,
                    "number": number,
                    "version": version,
                    "start": start,
                    "stop": stop,
                    "bearing": json.dumps(
                        {
                            "codings": [
                                {
                                    "id": i,
                                    "code_id": code_id,
                                    "code": code,
                                    "coder_id": coder_id,
                                    "coder": coder,
                                    "created": created,
                                }
                                for q, i, code_id, code, coder_id, coder, created in codings
                                if q == number
                            ],
                            "readings": [
                                {"code_id": code_id, "criterion": criterion, "level": level}
                                for q, _, code_id, criterion, level in readings
                                if q == number
                            ],
                            "memos": [i for q, i in memos if q == number],
                            **dict(zip(BEARING, said, strict=True)),
                        },
                        ensure_ascii=False,
                    ),
                }
                for number, start, stop, *said in rows
            ],
        )
        change.update("memos", [i for _, i in memos], {"target": "document", "target_id": document_id})
        change.delete("readings", [row[1] for row in readings])
        change.delete("codings", [row[1] for row in codings])
        change.delete("quotations", [row[0] for row in rows])

    def anchor(self, number: int, span: tuple[int, int]) -> tuple[str, ...]:
        """Give an unanchored quotation a place in the current text of its document, with its number and all that it bore.

        Where the place is a quotation already, that one takes it all. Gives the names of codes that are no longer there, whose codings
        could not come back. Raises :class:`~qualcode.errors.NotFoundError` where no unanchored quotation has the number, and
        :class:`~qualcode.errors.InputError` for a span that is empty or out of range.
        """
        row, borne = self._one(number)
        document = self.documents.get(row["document_id"])
        text = self.documents.text(document)
        check_span(*span, len(text), document.name)
        gone: list[str] = []
        with self.store.change(
            "quotations.anchor",
            f"Anchored quotation {number} anew in “{document.name}”",
            {"quotation": number},
        ) as change:
            change.delete("unanchored", [row["id"]])
            change.restore(
                "quotations",
                [
                    {
                        "id": number,
                        "document_id": document.id,
                        "start": span[0] + ASIDE,
                        "stop": span[1] + ASIDE,
                        "proof": proof(text[span[0] : span[1]]),
                        **{name: borne[name] for name in BEARING},
                    }
                ],
            )
            codes = self._living(borne["codings"])
            kept = [c for c in borne["codings"] if c["code_id"] in codes]
            gone = [c["code"] for c in borne["codings"] if c["code_id"] not in codes]
            coders = {i for (i,) in self.store.rows("SELECT id FROM coders")}
            rows = {
                (codes[c["code_id"]], c["coder_id"]): c["created"] for c in kept if c["coder_id"] in coders
            }
            change.insert(
                "codings",
                [
                    {"quotation_id": number, "code_id": code, "coder_id": coder, "created": created}
                    for (code, coder), created in rows.items()
                ],
            )
            mapped = {(c, k) for c, k in self.store.rows("SELECT code_id, criterion FROM mappings")}
            here = {code for code, _ in rows}
            change.insert(
                "readings",
                [
                    {"quotation_id": number, **reading}
                    for reading in borne["readings"]
                    if reading["code_id"] in here and (reading["code_id"], reading["criterion"]) in mapped
                ],
            )
            memos = [
                i
                for (i,) in self.store.rows(
                    "SELECT id FROM memos WHERE target = 'document' AND target_id = ? AND id IN (SELECT value FROM json_each(?))",
                    (document.id, json.dumps(borne["memos"])),
                )
            ]
            change.update("memos", memos, {"target": "quotation", "target_id": number})
            keeper = self.store.value(
                "SELECT id FROM quotations WHERE document_id = ? AND start = ? AND stop = ?",
                (document.id, *span),
            )
            if keeper is None:
                change.update("quotations", [number], {"start": span[0], "stop": span[1]})
            else:
                fold(self.store, number, keeper, change)
            change.documents.add(document.id)
        return tuple(dict.fromkeys(gone))

    def dismiss(self, numbers: Iterable[int]) -> None:
        """Let unanchored quotations go with the codings they bore, as one change; their memos stay, on the document."""
        rows = [self._one(number)[0] for number in dict.fromkeys(numbers)]
        listed = ", ".join(str(row["number"]) for row in rows)
        with self.store.change("quotations.dismiss", f"Let the unanchored quotations {listed} go") as change:
            change.delete("unanchored", [row["id"] for row in rows])
            change.documents.update(row["document_id"] for row in rows)

    def _one(self, number: int) -> tuple[dict[str, Any], dict[str, Any]]:
        rows = self.store.rows("SELECT id, document_id, bearing FROM unanchored WHERE number = ?", (number,))
        if not rows:
            raise NotFoundError(
                f"Quotation {number} is not without a place; list those that are with: qualcode document unanchored {self.store.path.name}"
            )
        i, document_id, bearing = rows[0]
        return {"id": i, "document_id": document_id, "number": number}, json.loads(bearing)

    def _living(self, codings: Sequence[Mapping[str, Any]]) -> dict[int, int]:
        """The ids that codes have now, by the ids they had: merged ones are followed."""
        now = {i: i for (i,) in self.store.rows("SELECT id FROM codes WHERE kind = 'code'")}
        names = {name_key(c["code"]): c["code_id"] for c in codings if c["code_id"] not in now}
        for key, code_id in self.store.rows(
            "SELECT l.name_key, l.code_id FROM lineage l JOIN codes c ON c.id = l.code_id WHERE l.kind IN ('merged', 'renamed') "
            "AND c.kind = 'code' ORDER BY l.id"
        ):
            if key in names:
                now[names[key]] = code_id
        return now


def keys(turns: Iterable[TranscriptTurn]) -> list[tuple[str, str]]:
    """Labels of turns, each once, with the form in which they are compared."""
    return [(label, name_key(label)) for label in dict.fromkeys(t.label for t in turns) if label is not None]
