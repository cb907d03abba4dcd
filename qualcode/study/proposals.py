"""What reviewers said and changed, as proposals that somebody accepts, declines or answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, get_args

from qualcode.errors import InputError, NotFoundError
from qualcode.model.codings import MemoKind, MemoTarget
from qualcode.model.reviews import CODE_FIELDS, QUOTATION_FIELDS, NewProposal, Proposal, ProposalState
from qualcode.study.codebook import FIELD_COLUMNS, Codebook
from qualcode.study.documents import Documents
from qualcode.study.memos import Memos
from qualcode.study.quotations import Quotations, proof
from qualcode.study.reviews import text_hash
from qualcode.study.store.file import Pending, Store
from qualcode.study.store.history import Value, now
from qualcode.text.counting import counted

__all__ = ["FIELD_WORDS", "Proposals", "named"]

FIELD_WORDS = {
    "name": "name",
    "brief": "brief definition",
    "full": "full definition",
    "when": "when to use",
    "when_not": "when not to use",
    "example": "example",
    "memo": "memo",
    "condensed": "condensed text",
    "translation": "translation",
}
"""What people call the fields that a proposal can speak of."""

LONGEST_NAME = 60
"""Characters of a reviewer's name in a sentence of the history."""

STATES: tuple[ProposalState, ...] = get_args(ProposalState)

CURRENT = {
    "name": "c.name",
    "brief": "c.brief",
    "full": "c.full",
    "when": "c.when_use",
    "when_not": "c.when_not",
    "example": "c.example",
    "memo": "q.memo",
    "condensed": "q.condensed",
    "translation": "q.translation",
}
"""Where the text of a field stands in the query."""

QUERY = (
    "SELECT p.id, p.review_id, p.kind, p.code_id, p.quotation_id, coalesce(p.document_id, q.document_id), "
    "c.name, s.label, coalesce(d.name, ''), p.field, p.old, p.new, p.said, p.about, p.author, p.at, p.thread, p.matched, p.file, "
    "p.imported, p.imported_by, p.state, p.answer, coalesce(p.decided, ''), p.decided_by, p.base, "
    f"CASE p.field {' '.join(f'WHEN {name!r} THEN {column}' for name, column in CURRENT.items())} END, "
    "coalesce(q.start, p.start), coalesce(q.stop, p.stop) "
    "FROM proposals p LEFT JOIN codes c ON c.id = p.code_id LEFT JOIN quotations q ON q.id = p.quotation_id "
    "LEFT JOIN documents d ON d.id = coalesce(p.document_id, q.document_id) LEFT JOIN cases s ON s.id = d.case_id "
)


class Proposals:
    """The proposals of a study; none of them is applied before it is accepted."""

    def __init__(
        self, store: Store, documents: Documents, codebook: Codebook, quotations: Quotations, memos: Memos
    ) -> None:
        self.store = store
        self.documents = documents
        self.codebook = codebook
        self.quotations = quotations
        self.memos = memos

    # --- reading -----------------------------------------------------------------------------------------------

    def list(self, state: str | None = None, *, code: str | None = None) -> tuple[Proposal, ...]:
        """All proposals in the order they came, or those of a state (open, accepted, declined) or about a code and all below it.

        Raises :class:`~qualcode.errors.InputError` for another state, :class:`~qualcode.errors.NotFoundError` for an unknown code.
        """
        if state is not None and state not in STATES:
            raise InputError(f"“{state}” is no state of a proposal; choose one of: {', '.join(STATES)}.")
        wanted = None if code is None else set(self.codebook.below(self.codebook.get(code)))
        return tuple(
            each
            for each in map(as_proposal, self.store.rows(f"{QUERY}WHERE {self._shown()} ORDER BY p.id"))
            if (state is None or each.state == state) and (wanted is None or each.code_id in wanted)
        )

    def get(self, proposal_id: int) -> Proposal:
        """One proposal by its id; raises :class:`~qualcode.errors.NotFoundError`."""
        return self._chosen([proposal_id])[0]

    def current(self, proposal: Proposal) -> str:
        """The text that the field of a proposal has in the study now; empty where it speaks of no field."""
        if proposal.field not in CURRENT:
            return ""
        found: str | None = self.store.value(
            f"SELECT {CURRENT[proposal.field]} FROM proposals p LEFT JOIN codes c ON c.id = p.code_id "
            "LEFT JOIN quotations q ON q.id = p.quotation_id WHERE p.id = ?",
            (proposal.id,),
        )
        return found or ""

    def known(self) -> frozenset[str]:
        """The keys of all proposals, by which those that come a second time are known."""
        return frozenset(key for (key,) in self.store.rows("SELECT key FROM proposals"))

    def counts(self) -> dict[ProposalState, int]:
        """How many proposals are open, accepted and declined."""
        found = dict(self.store.rows("SELECT state, count(*) FROM proposals GROUP BY state"))
        return {state: found.get(state, 0) for state in STATES}

    # --- changing ----------------------------------------------------------------------------------------------

    def add(
        self, rows: Sequence[NewProposal], *, file: str, review_id: int | None, label: str
    ) -> tuple[int, ...]:
        """Keep what a file held as one change and give the ids; what is there already (by its key) is left out."""
        with self.store.change("proposals.import", label, {"file": file}) as change:
            there = self.known()
            stamp = now()
            fresh = {row.key: row for row in reversed(rows) if row.key not in there}
            texts = {
                i: self.documents.text(i)
                for i in {row.document_id for row in rows if row.span}
                if i is not None
            }
            ids = change.insert(
                "proposals",
                [
                    {
                        "review_id": review_id,
                        "kind": row.kind,
                        "code_id": row.code_id,
                        "quotation_id": row.quotation_id,
                        "document_id": row.document_id,
                        "start": row.span[0] if row.span else None,
                        "stop": row.span[1] if row.span else None,
                        "proof": proof(texts[row.document_id][slice(*row.span)])
                        if row.span and row.document_id is not None
                        else "",
                        "base": row.base,
                        "field": row.field,
                        "old": row.old,
                        "new": row.new,
                        "said": row.said,
                        "about": row.about,
                        "author": row.author,
                        "at": row.at,
                        "thread": row.thread,
                        "key": row.key,
                        "matched": row.matched,
                        "file": file,
                        "imported": stamp,
                        "imported_by": self.store.actor,
                        "state": "open",
                        "answer": "",
                        "decided": None,
                        "decided_by": "",
                    }
                    for row in reversed(fresh.values())
                ],
            )
            answered: dict[int, str] = {}
            for row in fresh.values():
                if row.answers is not None:
                    answered.setdefault(row.answers, row.thread)
            if answered:
                begun = [each.id for each in self._chosen(tuple(answered)) if not each.thread]
                change.update_each("proposals", {i: {"thread": answered[i]} for i in begun})
        return tuple(ids)

    def accept(
        self, ids: Iterable[int], *, answer: str = "", as_memo: bool = False, anyway: bool = False
    ) -> tuple[Proposal, ...]:
        """Accept proposals as one change: an edit sets its field, a comment is settled, with ``as_memo`` also kept as a memo.

        Raises :class:`~qualcode.errors.InputError` for one that was accepted before, for two that say different things of one field,
        and, unless ``anyway``, for an edit of a text that changed since the reviewer saw it.
        """
        wanted = list(dict.fromkeys(ids))
        with self.store.change("proposals.accept", "") as change:
            chosen = self._chosen(wanted)
            refuse_twice(chosen)
            for each in chosen:
                if each.state == "accepted":
                    raise InputError(
                        f"Proposal {each.id} was accepted already, on {each.decided[:10]} by {each.decided_by}."
                    )
                if each.stale and not anyway:
                    raise InputError(
                        f"The {FIELD_WORDS[each.field]} of {shown(each)} changed since the reviewer saw it: it is now “{self.current(each)}”, "
                        f"and proposal {each.id} would make it “{each.new}”. Accept it all the same with --anyway, or decline it."
                    )
            names = {
                each.code_id: each.new
                for each in chosen
                if each.kind == "edit" and each.field == "name" and each.code_id is not None
            }
            if names:
                self.codebook.rename_together(names)
            for each in chosen:
                if each.kind == "edit" and (each.code_id is None or each.field != "name"):
                    self._apply(each, change)
                elif each.kind == "comment" and as_memo:
                    self._keep(each)
            self._decide(chosen, "accepted", answer, change)
            change.label = told("Accepted", chosen)
            change.details |= {"proposals": wanted}
        return self._chosen(wanted)

    def decline(self, ids: Iterable[int], answer: str = "") -> tuple[Proposal, ...]:
        """Decline proposals as one change, with the reason as ``answer``.

        Raises :class:`~qualcode.errors.InputError` for one that was declined before, and for an edit that was accepted.
        """
        wanted = list(dict.fromkeys(ids))
        with self.store.change("proposals.decline", "") as change:
            chosen = self._chosen(wanted)
            for each in chosen:
                if each.state == "declined" and (not answer.strip() or answer.strip() == each.answer):
                    raise InputError(
                        f"Proposal {each.id} was declined already, on {each.decided[:10]} by {each.decided_by}."
                    )
                if each.state == "accepted" and each.kind == "edit":
                    raise InputError(
                        f"Proposal {each.id} was accepted on {each.decided[:10]}, and its text stands in the study; undo that, or edit {shown(each)}."
                    )
            self._decide(chosen, "declined", answer, change)
            change.label = told("Declined", chosen)
            change.details |= {"proposals": wanted}
        return self._chosen(wanted)

    def answer(self, proposal_id: int, text: str) -> Proposal:
        """Answer a proposal without deciding on it; raises :class:`~qualcode.errors.InputError` for an empty answer."""
        if not text.strip():
            raise InputError("The answer is empty; write at least one word.")
        with self.store.change("proposals.answer", "") as change:
            chosen = self._chosen([proposal_id])
            change.label = told("Answered", chosen)
            change.update("proposals", [proposal_id], {"answer": text.strip()})
        return self.get(proposal_id)

    def remove(self, ids: Iterable[int]) -> None:
        """Take proposals out of the list as one change; what was accepted of them stays in the study.

        Undo brings them back, so that their words stay in the history: :func:`~qualcode.study.withdrawal.forget_proposals` leaves none.
        """
        wanted = list(dict.fromkeys(ids))
        with self.store.change("proposals.remove", "") as change:
            change.label = told("Removed", self._chosen(wanted))
            change.details |= {"proposals": wanted}
            change.delete("proposals", wanted)

    # --- helpers -----------------------------------------------------------------------------------------------

    def _chosen(self, ids: Sequence[int]) -> tuple[Proposal, ...]:
        if not ids:
            raise InputError("Name at least one proposal by its number.")
        marks = ",".join("?" * len(ids)) if len(ids) <= 500 else "SELECT id FROM proposals"
        found = {
            each.id: each
            for each in map(
                as_proposal,
                self.store.rows(
                    f"{QUERY}WHERE p.id IN ({marks}) AND {self._shown()}", ids if len(ids) <= 500 else ()
                ),
            )
        }
        for i in ids:
            if i not in found:
                raise NotFoundError(
                    f"There is no proposal {i}; list them with: qualcode review list {self.store.path.name}"
                )
        return tuple(found[i] for i in ids)

    def _shown(self) -> str:
        """A condition on ``proposals p``: nobody who codes blind sees what was said of codings that are hidden from them."""
        seen = self.quotations.blinds.unseen("g.coder_id")
        if not seen:
            return "1"
        return (
            "(p.quotation_id IS NULL OR NOT EXISTS (SELECT 1 FROM codings WHERE quotation_id = p.quotation_id) "
            f"OR (p.code_id IS NULL AND p.quotation_id IN ({self.quotations.written_on()})) "
            f"OR EXISTS (SELECT 1 FROM codings g WHERE g.quotation_id = p.quotation_id AND {seen} "
            "AND (p.code_id IS NULL OR g.code_id = p.code_id)))"
        )

    def _decide(self, chosen: Sequence[Proposal], state: ProposalState, answer: str, change: Pending) -> None:
        """Set the state; without an answer that which was given before stays, unless it went with the other decision."""
        said = answer.strip()
        other = [each.id for each in chosen if each.state not in ("open", state)]
        kept = [each.id for each in chosen if each.state in ("open", state)]
        decided: dict[str, Value] = {"state": state, "decided": now(), "decided_by": self.store.actor}
        if kept:
            change.update("proposals", kept, {**decided, "answer": said} if said else decided)
        if other:
            change.update("proposals", other, {**decided, "answer": said})

    def _apply(self, each: Proposal, change: Pending) -> None:
        """Put the proposed text of an edit in its place."""
        if each.code_id is not None:
            change.update("codes", [each.code_id], {FIELD_COLUMNS[each.field]: each.new.strip()})
        elif each.quotation_id is not None:
            change.update("quotations", [each.quotation_id], {each.field: each.new.strip()})
        else:
            raise InputError(
                f"Proposal {each.id} speaks of a text that is no longer in the study; decline it, or put its words where they belong by hand."
            )

    def _keep(self, each: Proposal) -> None:
        """Write a comment as a memo on what it speaks of."""
        target: MemoTarget = "study"
        name: str | int | None = None
        kind: MemoKind = "theoretical"
        if each.quotation_id is not None:
            target, name = "quotation", each.quotation_id
        elif each.code_id is not None:
            target, name, kind = "code", self.codebook.by_id(each.code_id).name, "code"
        elif each.document_id is not None:
            target, name = "document", each.document_id
        if target == "document":
            name = str(self.documents.get(each.document_id or 0).name)
        signed = ", ".join(part for part in (each.author, each.at[:10]) if part)
        self.memos.add(
            f"{each.said}\n— {signed}" if signed else each.said, kind=kind, target=target, target_name=name
        )


def as_proposal(row: tuple[Any, ...]) -> Proposal:
    """A row of the query as a record."""
    i, review_id, kind, code_id, quotation_id, document_id, code, case, document, *rest = row
    field, old, new, said, about, author, at, thread, matched, file, *rest = rest
    imported, imported_by, state, answer, decided, decided_by, base, current, start, stop = rest
    parts = [code] if code is not None else []
    parts += [f"[{case}:{quotation_id}]"] if quotation_id is not None else []
    target = " ".join(parts) or document
    differs = (base and text_hash(current or "") != base) or (current or "") != old
    if kind == "edit" and field not in fields_of(code_id, quotation_id):
        kind, field, said = "comment", "", said or new  # by another program: shown, never applied
    field = field if field in CURRENT else ""
    placed = code is not None or quotation_id is not None
    stale = kind == "edit" and state == "open" and placed and (current or "") != new and bool(differs)
    return Proposal(
        i, review_id, kind, code_id, quotation_id, document_id, target, field, old, new, said, about, author, at, thread, matched,
        file, imported, imported_by, state, answer, decided, decided_by, stale,
        (start, stop) if start is not None and stop is not None else None,
    )  # fmt: skip


def fields_of(code_id: int | None, quotation_id: int | None) -> tuple[str, ...]:
    """What an edit may change of what it speaks of."""
    if code_id is not None:
        return CODE_FIELDS
    return QUOTATION_FIELDS if quotation_id is not None else (*CODE_FIELDS, *QUOTATION_FIELDS)


def refuse_twice(chosen: Sequence[Proposal]) -> None:
    """Refuse to accept two edits that say different things of one field."""
    first: dict[tuple[int | None, int | None, str], Proposal] = {}
    for each in chosen:
        if each.kind == "edit":
            other = first.setdefault((each.code_id, each.quotation_id, each.field), each)
            if other.new != each.new:
                raise InputError(
                    f"Proposals {other.id} and {each.id} both say what the {FIELD_WORDS[each.field]} of {shown(each)} is to be; accept one of them."
                )


def shown(each: Proposal) -> str:
    """What a proposal speaks of, in a sentence."""
    return f"“{each.target}”" if each.target else "nothing that is in the study"


def named(author: str) -> str:
    """A reviewer in a sentence; a long name is cut."""
    name = " ".join(author.split()) or "a reviewer"
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def told(verb: str, chosen: Sequence[Proposal]) -> str:
    """The label of a change to proposals, naming the reviewer; of a passage it says the number alone, since who codes blind may read it."""
    authors = list(dict.fromkeys(named(each.author) for each in chosen))
    if len(chosen) > 1:
        whose = authors[0] if len(authors) == 1 else f"{len(authors)} reviewers"
        return f"{verb} {counted(len(chosen), 'proposal')} of {whose}"
    each = chosen[0]
    what = f"{authors[0]}’s {each.kind}"
    target = each.target if each.quotation_id is None else each.target.rpartition(" ")[2]
    if target:
        what += f" on “{target}”" if each.kind == "comment" else f" of “{target}”"
    return f"{verb} {what}" + (f" ({FIELD_WORDS[each.field]})" if each.kind == "edit" else "")
