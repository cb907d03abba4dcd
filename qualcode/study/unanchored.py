"""Quotations that lost their place when a text was corrected: kept with all that they bear until they get a new one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qualcode.errors import InputError, NotFoundError
from qualcode.model.documents import Document
from qualcode.model.versions import Unanchored
from qualcode.study.documents import Documents
from qualcode.study.printed import drop_printed, keep_printed
from qualcode.study.quotations import BEARING, check_span, fold, proof
from qualcode.study.store.file import Pending, Store
from qualcode.text.names import name_key

__all__ = ["ASIDE", "UnanchoredQuotations"]

ASIDE = 1_000_000_000
"""Added to spans while they move, so that none of them meets one that has not moved yet."""


class UnanchoredQuotations:
    """The quotations that no text holds any more."""

    def __init__(self, store: Store, documents: Documents) -> None:
        self.store = store
        self.documents = documents

    def list(self, document: str | int | Document | None = None) -> tuple[Unanchored, ...]:
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
                *(borne[name] for name in BEARING),
            )
            for number, document_id, name, version, start, words, bearing in self.store.rows(
                "SELECT u.number, u.document_id, d.name, u.version, u.start, substr(t.text, u.start + 1, u.stop - u.start), u.bearing FROM unanchored u "
                "JOIN documents d ON d.id = u.document_id LEFT JOIN texts t ON t.document_id = u.document_id AND t.version = u.version "
                "WHERE ?1 IS NULL OR u.document_id = ?1 ORDER BY u.number",
                (only,),
            )
            for borne in [json.loads(bearing)]
        )

    def lose(self, document_id: int, version: int, numbers: Sequence[int], change: Pending) -> None:
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
        borne: dict[int, dict[str, Any]] = {
            number: {"codings": [], "readings": [], "memos": [], **dict(zip(BEARING, said, strict=True))}
            for number, _, _, *said in rows
        }
        forms = self.store.rows(
            f"SELECT quotation_id, text FROM printed WHERE quotation_id {within} ORDER BY id", (marks,)
        )
        for number, form in forms:
            borne[number]["printed"] = form
        for number, *coding in codings:
            keys = ("id", "code_id", "code", "coder_id", "coder", "created")
            borne[number]["codings"].append(dict(zip(keys, coding, strict=True)))
        for number, _, *reading in readings:
            borne[number]["readings"].append(
                dict(zip(("code_id", "criterion", "level"), reading, strict=True))
            )
        for number, memo in memos:
            borne[number]["memos"].append(memo)
        said = self.store.rows(
            f"SELECT quotation_id, id FROM proposals WHERE quotation_id {within} ORDER BY id", (marks,)
        )
        for number, proposal in said:
            borne[number].setdefault("proposals", []).append(proposal)
        change.insert(
            "unanchored",
            [
                {
                    "document_id": document_id,
                    "number": number,
                    "version": version,
                    "start": start,
                    "stop": stop,
                    "bearing": json.dumps(borne[number], ensure_ascii=False),
                }
                for number, start, stop, *_ in rows
            ],
        )
        change.update("memos", [i for _, i in memos], {"target": "document", "target_id": document_id})
        change.update("proposals", [i for _, i in said], {"quotation_id": None, "document_id": document_id})
        change.delete("readings", [row[1] for row in readings])
        change.delete("codings", [row[1] for row in codings])
        drop_printed(self.store, numbers, change)
        change.delete("quotations", [row[0] for row in rows])

    def anchor(self, number: int, span: tuple[int, int]) -> tuple[str, ...]:
        """Give an unanchored quotation a place in the current text of its document, with its number and all that it bore.

        Where the place is a quotation already, that one takes it all. Gives the names of codes that are no longer there, whose codings
        could not come back. Raises :class:`~qualcode.errors.NotFoundError` where no unanchored quotation has the number, and
        :class:`~qualcode.errors.InputError` for a span that is empty or out of range, and where nothing is left that it could bear.
        """
        with self.store.change(
            "quotations.anchor", f"Anchored quotation {number} anew", {"quotation": number}
        ) as change:
            row, borne = self._one(number)
            document = self.documents.get(row["document_id"])
            change.label = f"Anchored quotation {number} anew in “{document.name}”"
            text = self.documents.text(document)
            check_span(*span, len(text), document.name)
            codes = self._living(borne["codings"])
            kept = [c for c in borne["codings"] if c["code_id"] in codes]
            gone = [c["code"] for c in borne["codings"] if c["code_id"] not in codes]
            coders = {i for (i,) in self.store.rows("SELECT id FROM coders")}
            rows = {
                (codes[c["code_id"]], c["coder_id"]): c["created"] for c in kept if c["coder_id"] in coders
            }
            memos = [
                i
                for (i,) in self.store.rows(
                    "SELECT id FROM memos WHERE target = 'document' AND target_id = ? AND id IN (SELECT value FROM json_each(?))",
                    (document.id, json.dumps(borne["memos"])),
                )
            ]
            if not (rows or memos or any(borne[name].strip() for name in BEARING)):
                raise InputError(
                    f"Quotation {number} bears nothing any more: {', '.join(gone)} is no longer in the codebook. Let it go, or add the code again by hand."
                )
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
            change.insert(
                "codings",
                [
                    {"quotation_id": number, "code_id": code, "coder_id": coder, "created": created}
                    for (code, coder), created in rows.items()
                ],
            )
            mapped = {(c, k) for c, k in self.store.rows("SELECT code_id, criterion FROM mappings")}
            here = {code for code, _ in rows}
            levels = {
                (codes.get(r["code_id"]), r["criterion"]): r["level"] for r in reversed(borne["readings"])
            }
            change.insert(
                "readings",
                [
                    {"quotation_id": number, "code_id": code, "criterion": criterion, "level": level}
                    for (code, criterion), level in levels.items()
                    if code in here and (code, criterion) in mapped
                ],
            )
            change.update("memos", memos, {"target": "quotation", "target_id": number})
            said = self.store.rows(
                "SELECT id FROM proposals WHERE quotation_id IS NULL AND document_id = ? AND id IN (SELECT value FROM json_each(?))",
                (document.id, json.dumps(borne.get("proposals", []))),
            )
            change.update("proposals", [i for (i,) in said], {"quotation_id": number})
            if not keep_printed(number, borne.get("printed", ""), text[slice(*span)], change):
                change.label += "; its printed form no longer fits and was dropped"
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
        """The ids that codes have now, by the ids they had: merged ones are followed, deleted ones are not."""
        now = {i: i for (i,) in self.store.rows("SELECT id FROM codes WHERE kind = 'code'")}
        names = {name_key(c["code"]): c["code_id"] for c in codings if c["code_id"] not in now}
        last = {
            key: (kind, code_id)
            for key, kind, code_id in self.store.rows(
                "SELECT name_key, kind, code_id FROM lineage ORDER BY id"
            )
            if key in names
        }
        merged = {
            names[key]: code_id
            for key, (kind, code_id) in last.items()
            if kind == "merged" and code_id in now
        }
        return now | merged
