"""What the coding pane shows of one document: its codings, kept in step change by change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qualcode.model.marks import Mark
from qualcode.study.blinds import Blinds
from qualcode.study.codebook import Codebook
from qualcode.study.store.file import Store
from qualcode.study.store.history import Operation

__all__ = ["DocumentMarks"]

MANY = 400
"""Changed codings from which on a document is read anew."""
QUERY = (
    "SELECT g.id, q.start, q.stop, g.code_id, k.name, q.memo, q.id, g.created FROM quotations q "
    "JOIN codings g ON g.quotation_id = q.id JOIN coders k ON k.id = g.coder_id"
)


class DocumentMarks:
    """The codings of the document asked for last; a change costs one query for the codings that it touched."""

    def __init__(self, store: Store, codebook: Codebook, blinds: Blinds) -> None:
        self.store = store
        self.codebook = codebook
        self.blinds = blinds
        self._document: int | None = None
        self._marks: dict[int, Mark] = {}
        self._codings: set[int] = set()
        """Ids of codings to be read again."""
        self._quotations: set[int] = set()
        """Numbers of quotations whose codings are to be read again."""

    def of(self, document_id: int) -> tuple[Mark, ...]:
        """The codings in a document of all coders whom whoever looks may see, in no particular order; none where there is no such document."""
        if self.store.connection.in_transaction:
            return tuple(self._read(f"{QUERY} WHERE q.document_id = ?", (document_id,)))
        if self._document != document_id or len(self._codings) + len(self._quotations) > MANY:
            found = self._read(f"{QUERY} WHERE q.document_id = ?", (document_id,))
            self._document, self._marks = document_id, {mark.id: mark for mark in found}
        elif self._codings or self._quotations:
            self._refresh()
        self._codings.clear()
        self._quotations.clear()
        return tuple(self._marks.values())

    def _refresh(self) -> None:
        gone = self._codings
        if self._quotations:
            gone = gone | {mark.id for mark in self._marks.values() if mark.quotation in self._quotations}
        for i in gone:
            self._marks.pop(i, None)
        codings, quotations = (",".join(map(str, sorted(ids))) for ids in (self._codings, self._quotations))
        found = self._read(
            f"{QUERY} WHERE (g.id IN ({codings}) OR g.quotation_id IN ({quotations})) AND +q.document_id = ?",
            (self._document,),
        )
        self._marks |= {mark.id: mark for mark in found}

    def _read(self, sql: str, parameters: Sequence[int | None]) -> list[Mark]:
        unseen = self.blinds.unseen("g.coder_id")
        rows = self.store.rows(f"{sql} AND {unseen}" if unseen else sql, parameters)
        used = {row[3] for row in rows}
        codes = self.codebook.shown(used)
        if len(codes) < len(used):
            self.codebook.follow(None)
            codes = self.codebook.shown(used)
        marks = []
        for i, start, stop, code_id, coder, memo, quotation, created in rows:
            name, colour, path = codes[code_id]
            marks.append(Mark(i, start, stop, name, colour, code_id, coder, memo, quotation, path, created))
        return marks

    def follow(self, operations: Sequence[Operation] | None) -> None:
        """Note which codings a change touched; None: anything may have changed."""
        if operations is None or not all(self._note(*operation) for operation in operations):
            self._document = None

    def _note(self, kind: str, table: str, items: Sequence[object]) -> bool:
        """Note one row operation; False where everything has to be read again."""
        if table == "blinds":
            return False
        if table in ("codes", "coders"):
            return kind == "i"
        if table == "codings":
            self._codings.update(ids(kind, items))
            return 0 not in self._codings
        if table == "quotations" and kind == "u":
            self._quotations.update(ids(kind, items))
        return table != "documents" or kind != "d"


def ids(kind: str, items: Iterable[object]) -> Iterable[int]:
    """The ids that a row operation names; 0 stands for rows that nobody names any more."""
    for item in items:
        if kind == "i":
            assert isinstance(item, int)
            yield item
        elif kind == "d":
            assert isinstance(item, dict)
            yield item["id"]
        else:
            assert isinstance(item, list)
            yield item[0]
