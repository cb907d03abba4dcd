"""Memos: dated notes on the study, a document, a quotation or a code."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.errors import InputError, NotFoundError
from qualcode.model.codings import MEMO_KINDS, Memo, MemoKind, MemoTarget, WrittenMemo
from qualcode.study.codebook import Codebook
from qualcode.study.documents import Documents
from qualcode.study.quotations import Quotations, drop_unused
from qualcode.study.store.file import Store
from qualcode.study.store.history import now
from qualcode.text.counting import counted

__all__ = ["Memos"]

OF_QUOTATIONS = (
    "SELECT NULL, 'quotation', 'quotation', q.id, '[' || s.label || ':' || q.id || ']', q.memo, coalesce(e.at, ''), coalesce(e.actor, '') "
    "FROM quotations q JOIN documents d ON d.id = q.document_id JOIN cases s ON s.id = d.case_id "
    "LEFT JOIN (SELECT t.id, max(v.seq), v.at, v.actor FROM events v CROSS JOIN json_each(v.touched, '$.quotations') r "
    "CROSS JOIN quotations t ON t.id BETWEEN json_extract(r.value, '$[0]') AND json_extract(r.value, '$[1]') "
    "WHERE v.state IN ('done', 'sealed') AND t.memo <> '' AND (v.op <> 'quotations.set' OR v.label LIKE '%memo%') GROUP BY t.id"
    ") e ON e.id = q.id WHERE q.memo <> ''"
)
"""The memos that quotations themselves bear, with the last change that wrote on the quotation."""


class Memos:
    """The memos of a study."""

    def __init__(
        self, store: Store, documents: Documents, codebook: Codebook, quotations: Quotations
    ) -> None:
        self.store = store
        self.documents = documents
        self.codebook = codebook
        self.quotations = quotations

    def add(
        self,
        text: str,
        *,
        kind: MemoKind = "theoretical",
        target: MemoTarget = "study",
        target_name: str | int | None = None,
    ) -> Memo:
        """Write a memo; ``target_name`` is the document's or code's name or the quotation's number.

        Raises :class:`~qualcode.errors.NotFoundError` where the target does not exist.
        """
        if not text.strip():
            raise InputError("The memo is empty; write at least one word.")
        if kind not in MEMO_KINDS:
            raise InputError(f"“{kind}” is no kind of memo; choose one of: {', '.join(MEMO_KINDS)}.")
        target_id, name = self.find(target, target_name)
        with self.store.change(
            "memos.add", f"Wrote a {kind} memo on the {target}{f' {name}' if target != 'study' else ''}"
        ) as change:
            i = change.insert(
                "memos",
                [
                    {
                        "kind": kind,
                        "target": target,
                        "target_id": target_id,
                        "text": text.strip(),
                        "created": now(),
                        "author": self.store.actor,
                    }
                ],
            )[0]
        return self._rows("m.id = ?", i)[0]

    def add_to_quotations(self, memos: Sequence[tuple[int, str]], kind: MemoKind) -> None:
        """Write memos on quotations, given by their numbers, as one change; empty ones are left out."""
        rows = [(number, text.strip()) for number, text in memos if text.strip()]
        if rows:
            with self.store.change("memos.add", f"Wrote {counted(len(rows), f'{kind} memo')}") as change:
                change.insert(
                    "memos",
                    [
                        {
                            "kind": kind,
                            "target": "quotation",
                            "target_id": number,
                            "text": text,
                            "created": now(),
                            "author": self.store.actor,
                        }
                        for number, text in rows
                    ],
                )

    def find(self, target: MemoTarget, name: str | int | None) -> tuple[int | None, str]:
        """Id and shown name of what a memo is about."""
        if target == "study":
            return None, self.store.value(
                "SELECT value FROM settings WHERE key = 'title'"
            ) or self.store.path.stem
        if name is None:
            raise InputError(f"Say which {target} the memo is about.")
        if target == "document":
            document = self.documents.get(str(name))
            return document.id, f"“{document.name}”"
        if target == "code":
            code = self.codebook.get(str(name))
            return code.id, f"“{code.name}”"
        if target == "quotation":
            try:
                number = int(name)
            except ValueError as error:
                raise InputError(f"“{name}” is no quotation number; give a whole number.") from error
            quotation = self.quotations.get(number)
            return quotation.id, str(number)
        raise InputError(f"A memo cannot be about a {target}; choose study, document, quotation or code.")

    def edit(self, memo_id: int, text: str) -> Memo:
        """Rewrite a memo."""
        memo = self.get(memo_id)
        if not text.strip():
            raise InputError("The memo is empty; write at least one word, or remove the memo.")
        with self.store.change("memos.edit", f"Rewrote memo {memo.id} on the {memo.target}") as change:
            change.update("memos", [memo.id], {"text": text.strip()})
        return self.get(memo_id)

    def remove(self, memo_id: int) -> None:
        """Take a memo away."""
        memo = self.get(memo_id)
        with self.store.change("memos.remove", f"Removed memo {memo.id} from the {memo.target}") as change:
            change.delete("memos", [memo.id])
            if memo.target == "quotation" and memo.target_id is not None:
                drop_unused(self.store, [memo.target_id], change)

    def get(self, memo_id: int) -> Memo:
        """One memo by id."""
        found = self._rows(f"m.id = ? AND {self._shown()}", memo_id)
        if not found:
            raise NotFoundError(
                f"There is no memo {memo_id}; list them with: qualcode memo list {self.store.path.name}"
            )
        return found[0]

    def list(self, *, hidden: bool = False) -> tuple[Memo, ...]:
        """The memos, the oldest first, but for those on quotations that are not there for whoever looks; with ``hidden`` these too."""
        return self._rows("1" if hidden else self._shown())

    def _shown(self) -> str:
        """A condition on ``memos m``: what it is about is there for whoever looks."""
        return f"(m.target <> 'quotation' OR {self.quotations.shown('m.target_id')})"

    def _rows(self, where: str, *parameters: int) -> tuple[Memo, ...]:
        title = self.store.value("SELECT value FROM settings WHERE key = 'title'") or self.store.path.stem
        rows = self.store.rows(
            "SELECT m.id, m.kind, m.target, m.target_id, coalesce(d.name, c.name, '[' || s.label || ':' || q.id || ']', ?), m.text, m.created, m.author "
            "FROM memos m LEFT JOIN documents d ON m.target = 'document' AND d.id = m.target_id "
            "LEFT JOIN codes c ON m.target = 'code' AND c.id = m.target_id "
            "LEFT JOIN quotations q ON m.target = 'quotation' AND q.id = m.target_id "
            "LEFT JOIN documents qd ON qd.id = q.document_id LEFT JOIN cases s ON s.id = qd.case_id "
            f"WHERE {where} ORDER BY m.id",
            (title, *parameters),
        )
        return tuple(Memo(*row) for row in rows)

    def everywhere(self) -> tuple[WrittenMemo, ...]:
        """All memos and those that quotations themselves bear, the newest first."""
        query = f"{OF_QUOTATIONS} AND {self.quotations.shown('q.id')} ORDER BY q.id"
        own = [WrittenMemo(*row) for row in self.store.rows(query)]
        dated = [
            WrittenMemo(m.id, m.kind, m.target, m.target_id, m.target_name, m.text, m.created, m.author)
            for m in self.list()
        ]
        return tuple(
            sorted([*own, *dated], key=lambda m: (m.created, m.id or 0, m.target_id or 0), reverse=True)
        )
