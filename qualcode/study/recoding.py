"""Changing a coding that is there: to another code, or to other edges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.errors import NotFoundError
from qualcode.study.quotations import fold
from qualcode.study.store.file import Pending

if TYPE_CHECKING:
    from qualcode.study.codings import Codings

__all__ = ["recode", "resize"]


@dataclass(frozen=True, slots=True)
class Coded:
    """One coding with what is needed to change it."""

    id: int
    quotation: int
    code_id: int
    coder_id: int
    code: str
    document_id: int
    start: int
    end: int
    case: str


def coded(codings: Codings, coding_id: int) -> Coded:
    """One coding by its id; raises :class:`~qualcode.errors.NotFoundError`, also where whoever looks may not see it."""
    rows = codings.store.rows(
        "SELECT g.id, g.quotation_id, g.code_id, g.coder_id, c.name, q.document_id, q.start, q.stop, s.label FROM codings g "
        "JOIN codes c ON c.id = g.code_id JOIN quotations q ON q.id = g.quotation_id "
        "JOIN documents d ON d.id = q.document_id JOIN cases s ON s.id = d.case_id "
        f"WHERE g.id = ? AND {codings.coders.blinds.unseen('g.coder_id') or '1'}",
        (coding_id,),
    )
    if not rows:
        raise NotFoundError(
            f"There is no coding {coding_id}; list them with: qualcode codings {codings.store.path.name}"
        )
    return Coded(*rows[0])


def put_at(codings: Codings, old: Coded, quotation: int, code_id: int, change: Pending) -> int:
    """Give a coding another place or code within a change; where its coder has that one already, the two are folded."""
    twin: int | None = codings.store.value(
        "SELECT id FROM codings WHERE quotation_id = ? AND code_id = ? AND coder_id = ? AND id <> ?",
        (quotation, code_id, old.coder_id, old.id),
    )
    if twin is None:
        change.update("codings", [old.id], {"quotation_id": quotation, "code_id": code_id})
        return old.id
    change.delete("codings", [old.id])
    change.details["folded"] = old.id
    return twin


def recode(codings: Codings, coding_id: int, code: str, closed: bool) -> int:
    """See :meth:`~qualcode.study.codings.Codings.recode`."""
    with codings.store.change("codings.recode", f"Changed coding {coding_id}") as change:
        old = coded(codings, coding_id)
        code_id = codings.code_id(code, closed, change)
        if code_id == old.code_id:
            return old.id
        name: str = codings.store.value("SELECT name FROM codes WHERE id = ?", (code_id,))
        change.label = f"Changed “{old.code}” to “{name}” in [{old.case}:{old.quotation}]"
        change.details |= {"coding": old.id, "quotation": old.quotation, "from": old.code, "to": name}
        found = put_at(codings, old, old.quotation, code_id, change)
        codings.drop_readings({old.quotation}, change)
        change.documents.add(old.document_id)
    return found


def resize(codings: Codings, coding_id: int, start: int, end: int) -> int:
    """See :meth:`~qualcode.study.codings.Codings.resize`."""
    with codings.store.change("codings.resize", f"Moved the edges of coding {coding_id}") as change:
        old = coded(codings, coding_id)
        if (start, end) == (old.start, old.end):
            return old.id
        document = codings.documents.get(old.document_id)
        quotation = codings.quotations.mark(document, [(start, end)], change)[start, end]
        change.label = (
            f"Moved the edges of “{old.code}” from [{old.case}:{old.quotation}] to [{old.case}:{quotation}]"
        )
        change.details |= {
            "coding": old.id,
            "quotation": quotation,
            "from": [old.start, old.end],
            "to": [start, end],
        }
        found = put_at(codings, old, quotation, old.code_id, change)
        copy_levels(codings, old, quotation, change)
        codings.drop_readings({old.quotation}, change)
        if codings.store.value("SELECT 1 FROM codings WHERE quotation_id = ?", (old.quotation,)) is None:
            fold(codings.store, old.quotation, quotation, change)
        change.documents.add(old.document_id)
    return found


def copy_levels(codings: Codings, old: Coded, quotation: int, change: Pending) -> None:
    """Say of the new quotation what was said of the old one's levels for this code; what the new one states already stays."""
    rows = codings.store.rows(
        "SELECT criterion, level FROM readings r WHERE quotation_id = ? AND code_id = ? AND NOT EXISTS "
        "(SELECT 1 FROM readings WHERE quotation_id = ? AND code_id = r.code_id AND criterion = r.criterion) ORDER BY id",
        (old.quotation, old.code_id, quotation),
    )
    change.insert(
        "readings",
        [
            {"quotation_id": quotation, "code_id": old.code_id, "criterion": criterion, "level": level}
            for criterion, level in rows
        ],
    )
