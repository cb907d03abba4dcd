"""Quotations: spans that somebody marked, each with a number that is never used twice."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence

from qualcode.errors import ConflictError, InputError, NotFoundError
from qualcode.model.codings import Quotation
from qualcode.model.documents import Document
from qualcode.study.blinds import Blinds
from qualcode.study.documents import Documents
from qualcode.study.printed import PrintedForms, drop_printed, take_printed
from qualcode.study.store.file import Pending, Store
from qualcode.text.names import name_key

__all__ = ["BEARING", "Quotations", "drop_unused", "fold", "proof", "read_citation"]

BEARING = ("memo", "condensed", "translation")
"""What a quotation bears in its own row."""


def proof(text: str) -> str:
    """Enough of the SHA-256 of a quotation's words to notice a changed byte: 16 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


WORDS = {"memo": "memo", "condensed": "condensed text", "translation": "translation"}


def _in_words(fields: Iterable[str]) -> str:
    return " and ".join(WORDS[field] for field in fields)


class Quotations:
    """The quotations of a study."""

    def __init__(self, store: Store, documents: Documents, blinds: Blinds) -> None:
        self.store = store
        self.documents = documents
        self.blinds = blinds
        self.printed = PrintedForms(store)

    def get(self, number: int) -> Quotation:
        """One quotation by its number; raises :class:`~qualcode.errors.NotFoundError`.

        One all of whose codings are hidden from whoever looks is not there for them, unless they wrote on it themselves.
        """
        rows = self.store.rows(
            "SELECT id, document_id, start, stop, memo, condensed, translation FROM quotations q "
            f"WHERE id = ? AND {self.shown('q.id')}",
            (number,),
        )
        if not rows:
            raise NotFoundError(
                f"There is no quotation {number}; list the codings with: qualcode codings {self.store.path.name}"
            )
        i, document_id, start, stop, memo, condensed, translation = rows[0]
        return Quotation(
            i,
            document_id,
            start,
            stop,
            self.documents.text(document_id)[start:stop],
            memo,
            condensed,
            translation,
            self.printed.get(i),
        )

    def shown(self, column: str) -> str:
        """A condition for a query: the quotation whose number ``column`` holds is there for whoever looks.

        It bears a coding they may see, or none at all, or they wrote on it.
        """
        unseen = self.blinds.unseen("v.coder_id")
        if not unseen:
            return "1"
        return (
            f"(NOT EXISTS (SELECT 1 FROM codings v WHERE v.quotation_id = {column}) "
            f"OR EXISTS (SELECT 1 FROM codings v WHERE v.quotation_id = {column} AND {unseen}) "
            f"OR {column} IN ({self.written_on()}))"
        )

    def written_on(self) -> str:
        """Numbers of quotations on which whoever looks wrote, for a condition; as a blind coder chosen for the screen, only since then."""
        looker, actor = self.blinds.looker, self.store.actor
        blind = self.blinds.looks_blind() if looker is not None else None
        since = ""
        if blind is not None and name_key(blind) != name_key(actor):
            since = next(each.since for each in self.blinds.list() if each.coder == blind)
        whose = (looker or actor, actor, since)
        rows = self.store.rows(
            "SELECT q.id FROM events v CROSS JOIN json_each(v.touched, '$.quotations') r CROSS JOIN quotations q "
            "ON q.id BETWEEN json_extract(r.value, '$[0]') AND json_extract(r.value, '$[1]') "
            "WHERE v.op IN ('quotations.set', 'quotations.note', 'quotations.printed') AND v.state IN ('done', 'sealed') "
            "AND v.actor IN (?, ?) AND v.at >= ? "
            "UNION SELECT target_id FROM memos WHERE target = 'quotation' AND author IN (?, ?) AND created >= ?",
            (*whose, *whose),
        )
        return ",".join(str(int(number)) for (number,) in rows)

    def bearing(self, code_id: int, first: int | None = None) -> tuple[Quotation, ...]:
        """The quotations that bear a code by a coder whom whoever looks may see, in the order of the text; with ``first`` at most so many."""
        unseen = self.blinds.unseen("coder_id")
        seen = f" AND {unseen}" if unseen else ""
        rows = self.store.rows(
            "SELECT id, document_id, start, stop, memo, condensed, translation FROM quotations q "
            f"WHERE id IN (SELECT quotation_id FROM codings WHERE code_id = ?{seen}) ORDER BY document_id, start, stop DESC, id LIMIT ?",
            (code_id, -1 if first is None else first),
        )
        return tuple(
            Quotation(i, document, start, stop, self.documents.text(document)[start:stop], *said)
            for i, document, start, stop, *said in rows
        )

    def list(
        self, document: str | int | Document | None = None, *, hidden: bool = False
    ) -> tuple[Quotation, ...]:
        """The quotations that are there for whoever looks, by number, or those of one document; with ``hidden`` all of them."""
        where = f" WHERE {'1' if hidden else self.shown('quotations.id')}"
        parameters = () if document is None else (self.documents.get(document).id,)
        where += " AND document_id = ?" if parameters else ""
        texts, forms = self.documents.texts(), self.printed.list()
        return tuple(
            Quotation(i, d, start, stop, texts[d][start:stop], memo, condensed, translation, forms.get(i, ""))
            for i, d, start, stop, memo, condensed, translation in self.store.rows(
                f"SELECT id, document_id, start, stop, memo, condensed, translation FROM quotations{where} ORDER BY id",
                parameters,
            )
        )

    def with_memo(self, document: str | int | Document) -> tuple[Quotation, ...]:
        """The quotations of a document that bear a memo, in the order of the text.

        ``memo`` is the quotation's own, else the last one of the study's memos that was written on it.
        """
        found = self.documents.get(document)
        text = self.documents.text(found)
        return tuple(
            Quotation(i, found.id, start, stop, text[start:stop], memo, condensed, translation)
            for i, start, stop, memo, condensed, translation in self.store.rows(
                "SELECT id, start, stop, words, condensed, translation FROM (SELECT id, start, stop, condensed, translation, "
                "CASE WHEN memo <> '' THEN memo ELSE coalesce((SELECT text FROM memos WHERE target = 'quotation' "
                "AND target_id = quotations.id ORDER BY memos.id DESC LIMIT 1), '') END AS words "
                f"FROM quotations WHERE document_id = ? AND {self.shown('quotations.id')}) WHERE words <> '' ORDER BY start, stop, id",
                (found.id,),
            )
        )

    def set(
        self,
        number: int,
        *,
        memo: str | None = None,
        condensed: str | None = None,
        translation: str | None = None,
        printed: str | None = None,
    ) -> Quotation:
        """Set what a quotation bears; an empty string takes it away, None leaves it.

        Raises :class:`~qualcode.errors.InputError` where nothing is given, and for a printed form with other words than were said.
        """
        if printed is not None:
            return self._set_with_printed(number, printed, memo, condensed, translation)
        self.get(number)
        values = {
            k: v
            for k, v in (("memo", memo), ("condensed", condensed), ("translation", translation))
            if v is not None
        }
        if not values:
            raise InputError(
                "Nothing to set; give a memo, a condensed text, a translation or a printed form."
            )
        with self.store.change(
            "quotations.set", f"Set the {_in_words(values)} of quotation {number}"
        ) as change:
            change.update("quotations", [number], values)
            drop_unused(self.store, [number], change)
        return self.get(number) if self.exists(number) else Quotation(number, 0, 0, 1, "")

    def _set_with_printed(
        self, number: int, printed: str, memo: str | None, condensed: str | None, translation: str | None
    ) -> Quotation:
        """Set the printed form together with what else is given, as one change."""
        self.get(number)
        if memo is condensed is translation is None:
            self.printed.set(number, printed)
        else:
            with self.store.change("quotations.set", f"Set what quotation {number} bears"):
                self.printed.set(number, printed)
                self.set(number, memo=memo, condensed=condensed, translation=translation)
        if not self.exists(number):
            return Quotation(number, 0, 0, 1, "")
        return self.get(number)

    def note(
        self,
        document: str | int | Document,
        span: tuple[int, int],
        *,
        memo: str = "",
        condensed: str = "",
        translation: str = "",
    ) -> Quotation:
        """Write about a span, coded or not, as one change; what is not given stays where the span is a quotation already.

        A quotation without a coding lives as long as it bears something. Raises :class:`~qualcode.errors.InputError` where nothing is
        given, and for a span that is empty, reversed or out of range.
        """
        found = self.documents.get(document)
        values = {
            name: text
            for name, text in (("memo", memo), ("condensed", condensed), ("translation", translation))
            if text.strip()
        }
        if not values:
            raise InputError("Nothing to write; give a memo, a condensed text or a translation.")
        with self.store.change(
            "quotations.note", f"Wrote the {_in_words(values)} of a passage of “{found.name}”"
        ) as change:
            number = self.mark(found, [span], change)[span]
            change.update("quotations", [number], values)
        return self.get(number)

    def at(self, document: str | int | Document, offset: int) -> Quotation | None:
        """The shortest quotation around an offset that bears a memo, a condensed text or a translation; None where there is none."""
        found = self.documents.get(document)
        number = self.store.value(
            "SELECT id FROM quotations WHERE document_id = ? AND start <= ? AND stop > ? "
            f"AND (memo <> '' OR condensed <> '' OR translation <> '') AND {self.shown('quotations.id')} ORDER BY stop - start, id LIMIT 1",
            (found.id, offset, offset),
        )
        return None if number is None else self.get(number)

    def number(self, citation: str) -> int:
        """The number in a citation such as ``123``, ``R07:123`` or ``[R07:123]``.

        Raises :class:`~qualcode.errors.InputError` where it is none, or where the quotation belongs to another case.
        """
        label, number = read_citation(citation)
        if label is not None:
            case = self.documents.get(self.get(number).document_id).case
            if name_key(label) != name_key(case):
                raise InputError(
                    f"Quotation {number} belongs to {case}, not to {label}; it is cited as [{case}:{number}]."
                )
        return number

    def number_of(self, document: str | int | Document, span: tuple[int, int]) -> int | None:
        """The number of a span of a document, None where it is no quotation."""
        return self.present(self.documents.get(document).id, [span]).get(span)

    def exists(self, number: int) -> bool:
        """Whether there is a quotation with this number."""
        return self.store.value("SELECT 1 FROM quotations WHERE id = ?", (number,)) is not None

    def mark(
        self, document: Document, spans: Sequence[tuple[int, int]], change: Pending
    ) -> dict[tuple[int, int], int]:
        """The numbers of spans of one document within a change; new ones are added.

        Raises :class:`~qualcode.errors.InputError` for a span that is empty, reversed or out of range, and
        :class:`~qualcode.errors.ConflictError` where the text is no longer the one that *document* names.
        """
        text = self.documents.text(document)
        if document.sha256 != self.store.value("SELECT sha256 FROM documents WHERE id = ?", (document.id,)):
            raise ConflictError(
                f"The text of “{document.name}” was corrected meanwhile, so this place is another one now; nothing was changed. Look again, then repeat it."
            )
        for start, end in spans:
            check_span(start, end, len(text), document.name)
        present = self.present(document.id, spans)
        new = [span for span in dict.fromkeys(spans) if span not in present]
        ids = change.insert(
            "quotations",
            [
                {
                    "document_id": document.id,
                    "start": start,
                    "stop": end,
                    "proof": proof(text[start:end]),
                    "memo": "",
                    "condensed": "",
                    "translation": "",
                }
                for start, end in new
            ],
        )
        return present | dict(zip(new, ids, strict=True))

    def present(self, document_id: int, spans: Sequence[tuple[int, int]]) -> dict[tuple[int, int], int]:
        """Numbers of those spans of a document that are quotations already."""
        if len(spans) == 1:
            rows = self.store.rows(
                "SELECT start, stop, id FROM quotations WHERE document_id = ? AND start = ? AND stop = ?",
                (document_id, *spans[0]),
            )
        else:
            rows = self.store.rows(
                "SELECT start, stop, id FROM quotations WHERE document_id = ?", (document_id,)
            )
        wanted = set(spans)
        return {(start, stop): i for start, stop, i in rows if (start, stop) in wanted}

    def damaged(self) -> tuple[int, ...]:
        """Numbers of quotations whose words are no longer those that were marked."""
        texts = self.documents.texts()
        return tuple(
            i
            for i, d, start, stop, stored in self.store.rows(
                "SELECT id, document_id, start, stop, proof FROM quotations ORDER BY id"
            )
            if stop > len(texts[d]) or proof(texts[d][start:stop]) != stored
        )


def read_citation(citation: str) -> tuple[str | None, int]:
    """Case and number of a citation such as ``[R07:123]``; a bare number names no case.

    Raises :class:`~qualcode.errors.InputError` where it is none.
    """
    found = re.fullmatch(r"\[?(?:(.+):)?(\d{1,15})\]?", citation.strip())
    if found is None:
        raise InputError(f"“{citation}” is no quotation; give its number, or cite it as R07:123.")
    return found[1], int(found[2])


def check_span(start: int, end: int, length: int, name: str) -> None:
    """Refuse a span that is empty, reversed or out of range."""
    if start < 0 or end > length:
        raise InputError(
            f"The span {start}–{end} is outside “{name}”, which has {length} characters; give numbers from 0 to {length}."
        )
    if start == end:
        raise InputError(f"The span {start}–{end} in “{name}” is empty; the end must lie behind the start.")
    if start > end:
        raise InputError(f"The span {start}–{end} in “{name}” is reversed; give the smaller number first.")


def drop_unused(store: Store, numbers: Iterable[int], change: Pending) -> None:
    """Remove quotations that bear nothing any more: no coding, memo, condensed text, translation, nor anything a reviewer said."""
    wanted = set(numbers)
    if not wanted:
        return
    marks = ",".join(str(int(n)) for n in wanted)
    rows = store.rows(
        f"SELECT id FROM quotations q WHERE id IN ({marks}) AND memo = '' AND condensed = '' AND translation = '' "
        "AND NOT EXISTS (SELECT 1 FROM codings WHERE quotation_id = q.id) "
        "AND NOT EXISTS (SELECT 1 FROM memos WHERE target = 'quotation' AND target_id = q.id) "
        "AND NOT EXISTS (SELECT 1 FROM proposals WHERE quotation_id = q.id)"
    )
    unused = [i for (i,) in rows]
    if unused:
        marks = ",".join(map(str, unused))
        change.delete(
            "readings", [i for (i,) in store.rows(f"SELECT id FROM readings WHERE quotation_id IN ({marks})")]
        )
        drop_printed(store, unused, change)
        change.delete("quotations", unused)


def fold(store: Store, giver: int, taker: int, change: Pending, words: str | None = None) -> None:
    """Let one quotation take all that another one bears, and remove that one; what both bear is borne once.

    ``words`` are those that the taker is going to have, where they are not yet stored.
    """
    columns = ", ".join(BEARING)
    given, kept = (
        store.rows(f"SELECT {columns} FROM quotations WHERE id = ?", (number,))[0]
        for number in (giver, taker)
    )
    joined = {
        name: f"{here}\n{more}" if here else more
        for name, here, more in zip(BEARING, kept, given, strict=True)
        if not set(filter(None, map(str.strip, more.split("\n")))) <= set(map(str.strip, here.split("\n")))
    }
    change.update("quotations", [taker], joined)
    for table, alike in (("codings", ("code_id", "coder_id")), ("readings", ("code_id", "criterion"))):
        same = " AND ".join(f"t.{column} = g.{column}" for column in alike)
        rows = store.rows(
            f"SELECT g.id, EXISTS (SELECT 1 FROM {table} t WHERE t.quotation_id = ? AND {same}) FROM {table} g WHERE g.quotation_id = ?",
            (taker, giver),
        )
        change.delete(table, [i for i, twin in rows if twin])
        change.update(table, [i for i, twin in rows if not twin], {"quotation_id": taker})
    notes = store.rows(
        "SELECT id FROM memos WHERE target = 'quotation' AND target_id = ? ORDER BY id", (giver,)
    )
    change.update("memos", [i for (i,) in notes], {"target_id": taker})
    take_printed(store, giver, taker, change, words)
    said = store.rows("SELECT id FROM proposals WHERE quotation_id = ? ORDER BY id", (giver,))
    change.update("proposals", [i for (i,) in said], {"quotation_id": taker})
    change.delete("quotations", [giver])
