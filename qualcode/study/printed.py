"""Printed forms of quotations: what reports print instead of all the words, checked against what was said."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping

from qualcode.errors import InputError, NotFoundError
from qualcode.study.store.file import Pending, Store
from qualcode.text.canonical import canonical
from qualcode.text.excerpts import check_excerpt, first_difference, well_marked

__all__ = ["PrintedForms", "drop_printed", "keep_printed", "no_longer_fitting", "take_printed"]


class PrintedForms:
    """How quotations are printed: words may be left out for […] and put in within [ ], none is altered."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def list(self) -> dict[int, str]:
        """The printed forms by number of their quotation."""
        return dict(self.store.rows("SELECT quotation_id, text FROM printed ORDER BY quotation_id"))

    def get(self, number: int) -> str:
        """The printed form of one quotation; empty where it is printed as it was said."""
        return self.store.value("SELECT text FROM printed WHERE quotation_id = ?", (number,)) or ""

    def damaged(self) -> tuple[int, ...]:
        """Numbers of quotations whose printed form their words do not allow."""
        rows = self.store.rows(
            "SELECT p.quotation_id, substr(t.text, q.start + 1, q.stop - q.start), p.text FROM printed p "
            "JOIN quotations q ON q.id = p.quotation_id JOIN documents d ON d.id = q.document_id "
            "JOIN texts t ON t.document_id = d.id AND t.version = d.version ORDER BY p.quotation_id"
        )
        return tuple(number for number, words, form in rows if not fits(words, form))

    def set(self, number: int, text: str) -> None:
        """Print a quotation in this form; an empty text takes it away. Omissions are stored as […], see :func:`~qualcode.text.excerpts.well_marked`.

        Raises :class:`~qualcode.errors.NotFoundError` for an unknown quotation, and :class:`~qualcode.errors.InputError`
        where other words are printed than were said, naming the first of them.
        """
        form = canonical(text).strip()
        rows = self.store.rows(
            "SELECT q.start, q.stop, t.text, s.label, d.language FROM quotations q JOIN documents d ON d.id = q.document_id JOIN cases s ON s.id = d.case_id "
            "JOIN texts t ON t.document_id = d.id AND t.version = d.version WHERE q.id = ?",
            (number,),
        )
        if not rows:
            raise NotFoundError(
                f"There is no quotation {number}; list the codings with: qualcode codings {self.store.path.name}"
            )
        start, stop, whole, case, language = rows[0]
        words = whole[start:stop]
        if form:
            found = check_excerpt(words, form)
            if found.kind == "differs":
                raise InputError(
                    f"The printed form of [{case}:{number}] differs from its words: {first_difference(found)}. "
                    "Put […] where words are left out, and [ ] around words that are put in."
                )
            form = well_marked(words, form, language)
        present = self.store.rows("SELECT id, text FROM printed WHERE quotation_id = ?", (number,))
        if (present[0][1] if present else "") == form or (not present and form == words.strip()):
            return
        label = (
            f"Set the printed form of [{case}:{number}]"
            if form
            else f"Took away the printed form of [{case}:{number}]"
        )
        with self.store.change("quotations.printed", label, {"quotation": number}) as change:
            if not form or form == words.strip():
                change.delete("printed", [i for i, _ in present])
            elif present:
                change.update("printed", [present[0][0]], {"text": form})
            else:
                change.insert("printed", [{"quotation_id": number, "text": form}])


def drop_printed(store: Store, numbers: Iterable[int], change: Pending) -> None:
    """Delete the printed forms of quotations that are going to be deleted."""
    marks = json.dumps(sorted(numbers))
    rows = store.rows(
        "SELECT id FROM printed WHERE quotation_id IN (SELECT value FROM json_each(?)) ORDER BY id", (marks,)
    )
    change.delete("printed", [i for (i,) in rows])


def take_printed(store: Store, giver: int, taker: int, change: Pending, words: str | None = None) -> None:
    """Let a quotation take over the printed form of another one that is going to be deleted, where it has none and its words allow it.

    ``words`` are those that it is going to have, where they are not yet stored. What its words do not allow goes, and the change says so.
    """
    given = store.rows("SELECT id, text FROM printed WHERE quotation_id = ?", (giver,))
    if not given:
        return
    words = words or store.value(
        "SELECT substr(t.text, q.start + 1, q.stop - q.start) FROM quotations q JOIN documents d ON d.id = q.document_id "
        "JOIN texts t ON t.document_id = d.id AND t.version = d.version WHERE q.id = ?",
        (taker,),
    )
    own = store.value("SELECT 1 FROM printed WHERE quotation_id = ?", (taker,))
    if own is None and fits(words or "", given[0][1]):
        change.update("printed", [given[0][0]], {"quotation_id": taker})
        return
    change.delete("printed", [given[0][0]])
    if own is None:
        change.label += f"; the printed form of quotation {giver} no longer fits and was dropped"


def keep_printed(number: int, form: str, words: str, change: Pending) -> bool:
    """Give a quotation that comes back its printed form again; False where the words at its new place no longer allow it."""
    if not form or not fits(words, form):
        return not form
    change.insert("printed", [{"quotation_id": number, "text": form}])
    return True


def no_longer_fitting(
    store: Store, text: str, spans: Mapping[int, tuple[int, int]], among: Collection[int]
) -> tuple[int, ...]:
    """Of some quotations that get other words, the numbers of those whose printed form the new words do not allow."""
    marks = json.dumps(sorted(among))
    rows = store.rows(
        "SELECT quotation_id, text FROM printed WHERE quotation_id IN (SELECT value FROM json_each(?)) ORDER BY quotation_id",
        (marks,),
    )
    return tuple(
        number for number, form in rows if number in spans and not fits(text[slice(*spans[number])], form)
    )


def fits(words: str, form: str) -> bool:
    """Whether words may be printed in a form."""
    return check_excerpt(words, form).kind != "differs"
