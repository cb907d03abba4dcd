"""Codings: code x quotation x coder."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from qualcode.errors import InputError, NotFoundError
from qualcode.model.arrays import ROLE_CODES, Incidence, Node, Units
from qualcode.model.codes import CodeFields
from qualcode.model.codings import CodingRow, NewCoding
from qualcode.model.documents import Document, Turn
from qualcode.study import recoding
from qualcode.study.codebook import Codebook
from qualcode.study.coders import ALL, Coders
from qualcode.study.documents import Documents
from qualcode.study.quotations import Quotations, check_span, drop_unused
from qualcode.study.store.file import Pending, Store
from qualcode.study.store.history import now
from qualcode.text.counting import counted, listed
from qualcode.text.names import MAX_NAME, clean_name, name_key
from qualcode.text.spans import trim
from qualcode.text.units import sentences

__all__ = ["Codings"]


class Codings:
    """The codings of a study."""

    def __init__(
        self, store: Store, documents: Documents, codebook: Codebook, coders: Coders, quotations: Quotations
    ) -> None:
        self.store = store
        self.documents = documents
        self.codebook = codebook
        self.coders = coders
        self.quotations = quotations

    # --- changing ----------------------------------------------------------------------------------------------

    def apply(
        self,
        document: str | int | Document,
        span: tuple[int, int],
        codes: str | Sequence[str],
        *,
        coder: str | None = None,
        memo: str = "",
        closed: bool = False,
    ) -> tuple[int, ...]:
        """Code a span (code points, half-open) as one change and give the ids of the codings, those that were there already included.

        Unknown codes are created unless ``closed``. A code is never applied twice to the same span by one coder. ``memo`` is added to the
        quotation's memo. Raises :class:`~qualcode.errors.InputError` for a bad span or a category.
        """
        found = self.documents.get(document)
        names = list(dict.fromkeys([codes] if isinstance(codes, str) else codes))
        if not names:
            raise InputError("Name at least one code to apply.")
        who = coder or self.coders.primary()
        case = found.case
        with self.store.change("codings.apply", f"Applied {listed(names)} in {case}") as change:
            ids = self.put(found, [(span, name, memo) for name in names], who, closed, change)
            quotation = self.store.value("SELECT quotation_id FROM codings WHERE id = ?", (ids[0],))
            change.label = f"Applied {listed(names)} to [{case}:{quotation}]"
            change.details |= {"quotation": quotation, "codes": names, "coder": who}
            change.documents.add(found.id)
        return tuple(ids)

    def apply_many(self, rows: Iterable[NewCoding], *, closed: bool = False) -> tuple[int, ...]:
        """Apply a table of codings as one change: all rows or none; errors name the row, counted from 1."""
        todo = list(rows)
        if not todo:
            raise InputError("There are no codings to apply.")
        primary = self.coders.primary()
        documents: dict[str, Document] = {}
        batches: dict[tuple[str, str], list[tuple[int, tuple[tuple[int, int], str, str]]]] = {}
        for n, row in enumerate(todo, 1):
            try:
                document = documents.get(row.document) or documents.setdefault(
                    row.document, self.documents.get(row.document)
                )
                text = self.documents.text(document)
                if row.text is not None and text[max(row.start, 0) : max(row.end, 0)] != row.text:
                    raise InputError(
                        f"the span {row.start}–{row.end} of “{document.name}” does not hold the words given; it holds “{text[max(row.start, 0) : max(row.end, 0)][:60]}”."
                    )
            except (InputError, NotFoundError) as error:
                raise InputError(f"Row {n}: {error} Nothing was applied.") from error
            batches.setdefault((row.document, row.coder or primary), []).append(
                (n, ((row.start, row.end), row.code, row.memo))
            )
        ids: dict[int, int] = {}
        with self.store.change(
            "codings.apply",
            f"Applied {counted(len(todo), 'coding')} from a table",
            {"codings": len(todo), "coders": list(dict.fromkeys(coder for _, coder in batches))},
        ) as change:
            for (name, coder), batch in batches.items():
                found = self.put(
                    documents[name],
                    [item for _, item in batch],
                    coder,
                    closed,
                    change,
                    rows=[n for n, _ in batch],
                )
                ids |= dict(zip((n for n, _ in batch), found, strict=True))
                change.documents.add(documents[name].id)
        return tuple(ids[n] for n in range(1, len(todo) + 1))

    def put(
        self,
        document: Document,
        items: Sequence[tuple[tuple[int, int], str, str]],
        coder: str,
        closed: bool,
        change: Pending,
        rows: Sequence[int] = (),
    ) -> list[int]:
        """Write codings of one document and coder within a change; each item is a span, a code's name and a memo."""
        codes: dict[str, int] = {}
        length = len(self.documents.text(document))
        for k, ((start, end), name, _) in enumerate(items):
            try:
                check_span(start, end, length, document.name)
                if name not in codes:
                    codes[name] = self.code_id(name, closed, change)
            except InputError as error:
                if not rows:
                    raise
                raise InputError(f"Row {rows[k]}: {error} Nothing was applied.") from error
        numbers = self.quotations.mark(document, [span for span, _, _ in items], change)
        coder_id = self.coders.id_of(coder, change)
        wanted = [(numbers[span], codes[name]) for span, name, _ in items]
        marks = ",".join(str(q) for q in {q for q, _ in wanted})
        present = {
            (q, c): i
            for i, q, c in self.store.rows(
                f"SELECT id, quotation_id, code_id FROM codings WHERE coder_id = ? AND quotation_id IN ({marks})",
                (coder_id,),
            )
        }
        new = [pair for pair in dict.fromkeys(wanted) if pair not in present]
        stamp = now()
        ids = change.insert(
            "codings",
            [{"quotation_id": q, "code_id": c, "coder_id": coder_id, "created": stamp} for q, c in new],
        )
        present |= dict(zip(new, ids, strict=True))
        self.add_memos({numbers[span]: memo for span, _, memo in items if memo.strip()}, change)
        return [present[pair] for pair in wanted]

    def add_memos(self, memos: dict[int, str], change: Pending) -> None:
        """Add to the memos of quotations; words that are there already are not added again."""
        for number, memo in memos.items():
            before: str = self.store.value("SELECT memo FROM quotations WHERE id = ?", (number,))
            if memo.strip() not in before:
                change.update("quotations", [number], {"memo": f"{before}\n{memo.strip()}".strip()})

    def code_id(self, name: str, closed: bool, change: Pending) -> int:
        """The id of a code to apply, created within the change where nobody bears the name."""
        rows = self.store.rows("SELECT id, kind, name FROM codes WHERE name_key = ?", (name_key(name),))
        if rows:
            code_id, kind, stored = rows[0]
            if kind != "code":
                raise InputError(
                    f"“{stored}” is a {kind}; only codes are applied. Choose or create a code below it."
                )
            return int(code_id)
        if closed:
            raise self.codebook.missing(name)
        return self.codebook.insert(clean_name(name, "code's name"), change)

    def in_vivo(
        self,
        document: str | int | Document,
        span: tuple[int, int],
        *,
        coder: str | None = None,
        closed: bool = False,
    ) -> tuple[int, ...]:
        """Code a span with a code that bears its own words; the spaces around them are left out. ``closed``: only where it exists."""
        found = self.documents.get(document)
        text = self.documents.text(found)
        start, end = trim(text, *span)
        name = clean_name(text[start:end], "code's name") if end - start <= MAX_NAME else ""
        if not name:
            raise InputError(
                f"An in-vivo code may have {MAX_NAME} characters at most and {end - start} are selected; select fewer words."
            )
        with self.store.change("codings.in_vivo", f"Coded in vivo: “{name}”") as change:
            if self.codebook.id_of(name) is None and not closed:
                self.codebook.insert(name, change, values=CodeFields(origin="in vivo"))
            return self.apply(found, (start, end), name, coder=coder, closed=closed)

    def recode(self, coding_id: int, code: str, *, closed: bool = False) -> int:
        """Give a coding another code as one change; the id of the coding that bears it now.

        An unknown code is created unless ``closed``. Where the coder has applied that code to the same quotation already, the two
        are folded into that one. Levels stated for a code that the quotation no longer bears go.
        """
        return recoding.recode(self, coding_id, code, closed)

    def resize(self, coding_id: int, start: int, end: int) -> int:
        """Move the edges of a coding (code points, half-open) as one change; the id of the coding that has them now.

        A new span is a new quotation with a number of its own. What the old quotation bears (memo, condensed text, translation,
        memos on it) moves along where no other coding uses it, else it stays; levels stated for the code go along. Where the coder has
        applied the code to that span already, the two are folded. Raises :class:`~qualcode.errors.InputError` for a span that is empty,
        reversed or out of range.
        """
        return recoding.resize(self, coding_id, start, end)

    def remove(self, ids: Iterable[int]) -> None:
        """Take codings away; quotations that bear nothing any more go with them.

        Raises :class:`~qualcode.errors.NotFoundError` for one that is not there, or that whoever looks may not see.
        """
        wanted = list(dict.fromkeys(ids))
        marks = ",".join(str(int(i)) for i in wanted)
        rows = self.store.rows(
            "SELECT g.id, g.quotation_id, c.name, q.document_id FROM codings g JOIN codes c ON c.id = g.code_id JOIN quotations q ON q.id = g.quotation_id "
            f"WHERE g.id IN ({marks}) AND {self.coders.blinds.unseen('g.coder_id') or '1'} ORDER BY g.id"
        )
        absent = set(wanted) - {row[0] for row in rows}
        if absent:
            raise NotFoundError(
                f"There is no coding {min(absent)}; list them with: qualcode codings {self.store.path.name}"
            )
        if not rows:
            raise InputError("Name at least one coding to remove.")
        names = dict.fromkeys(name for _, _, name, _ in rows)
        label = (
            f"Removed {listed(names)} from quotation {rows[0][1]}"
            if len(rows) == 1
            else f"Removed {len(rows)} codings ({listed(names)})"
        )
        with self.store.change("codings.remove", label, {"codings": wanted}) as change:
            change.delete("codings", wanted)
            self.drop_readings({q for _, q, _, _ in rows}, change)
            drop_unused(self.store, {q for _, q, _, _ in rows}, change)
            change.documents.update(d for _, _, _, d in rows)

    def drop_readings(self, numbers: set[int], change: Pending) -> None:
        """Remove readings of codes that a quotation no longer bears."""
        marks = ",".join(map(str, numbers))
        rows = self.store.rows(
            f"SELECT r.id FROM readings r WHERE r.quotation_id IN ({marks}) "
            "AND NOT EXISTS (SELECT 1 FROM codings g WHERE g.quotation_id = r.quotation_id AND g.code_id = r.code_id)"
        )
        change.delete("readings", [i for (i,) in rows])

    # --- reading -----------------------------------------------------------------------------------------------

    def list(
        self,
        *,
        code: str | None = None,
        document: str | int | Document | None = None,
        coder: str | None = None,
    ) -> tuple[CodingRow, ...]:
        """Codings of all coders in the order of the text, or those of a code (a category stands for all below it), document or coder.

        Those that whoever looks may not see while somebody codes blind are left out.
        """
        where: list[str] = [self.coders.blinds.unseen("g.coder_id") or "1"]
        parameters: list[str | int] = []
        if code is not None:
            where.append(f"g.code_id IN ({','.join(map(str, self.codebook.below(self.codebook.get(code))))})")
        if document is not None:
            where.append("q.document_id = ?")
            parameters.append(self.documents.get(document).id)
        if coder is not None and name_key(coder) != ALL:
            where.append("k.name = ?")
            parameters.append(self.coders.known(coder))
        rows = self.store.rows(
            "SELECT g.id, g.quotation_id, d.name, s.label, q.start, q.stop, c.name, k.name, q.memo, g.created, g.code_id, d.id "
            "FROM codings g JOIN quotations q ON q.id = g.quotation_id JOIN documents d ON d.id = q.document_id JOIN cases s ON s.id = d.case_id "
            f"JOIN codes c ON c.id = g.code_id JOIN coders k ON k.id = g.coder_id WHERE {' AND '.join(where)} ORDER BY d.id, q.start, q.stop DESC, g.id",
            parameters,
        )
        texts = (
            {d: self.documents.text(d) for d in {row[-1] for row in rows}}
            if document is not None
            else self.documents.texts()
        )
        turns = (
            {d: self.documents.turns(d) for d in texts}
            if document is not None
            else self.documents.all_turns()
        )
        starts = {d: [t.start for t in found] for d, found in turns.items()}
        listing = []
        for (
            i,
            quotation,
            name,
            case,
            start,
            stop,
            code_name,
            coder_name,
            memo,
            created,
            code_id,
            document_id,
        ) in rows:
            turn = turn_at(turns.get(document_id, ()), starts.get(document_id, []), start)
            listing.append(
                CodingRow(
                    i,
                    quotation,
                    name,
                    case,
                    start,
                    stop,
                    texts[document_id][start:stop],
                    turn.number if turn else None,
                    turn.speaker if turn else None,
                    turn.role if turn else None,
                    code_name,
                    coder_name,
                    memo,
                    created,
                    code_id,
                    document_id,
                )
            )
        return tuple(listing)

    def spans(self, coder: str | None = None) -> Sequence[tuple[int, int, int, int]]:
        """Document id, start, end and code id of the codings of one coder (the primary one by default, ``all`` pools and folds).

        A coder who has coded nothing yet has no spans.
        """
        pooled = coder is not None and name_key(coder) == ALL
        unseen = self.coders.blinds.unseen("g.coder_id") if pooled else "k.name_key = ?"
        who = f"WHERE {unseen} " if unseen else ""
        return self.store.rows(
            "SELECT DISTINCT q.document_id, q.start, q.stop, g.code_id FROM codings g JOIN quotations q ON q.id = g.quotation_id "
            f"JOIN coders k ON k.id = g.coder_id {who}ORDER BY q.document_id, q.start, q.stop DESC, g.code_id",
            () if pooled else (name_key(coder or self.coders.primary()),),
        )

    def recent_codes(self, coder: str, n: int = 12) -> tuple[int, ...]:
        """Ids of the codes that a coder applied last, the latest first."""
        return tuple(
            i
            for (i,) in self.store.rows(
                "SELECT g.code_id FROM codings g JOIN coders k ON k.id = g.coder_id WHERE k.name_key = ? "
                "GROUP BY g.code_id ORDER BY max(g.id) DESC LIMIT ?",
                (name_key(coder), n),
            )
        )

    def counts(self) -> dict[int, int]:
        """Number of codings in each document that has some, of all coders whom whoever looks may see."""
        return dict(
            self.store.rows(
                "SELECT q.document_id, count(*) FROM codings g JOIN quotations q ON q.id = g.quotation_id "
                f"WHERE {self.coders.blinds.unseen('g.coder_id') or '1'} GROUP BY q.document_id"
            )
        )

    def incidence(self, coder: str | None = None) -> Incidence:
        """The codings of one coder (the primary one by default, ``all`` pools and folds) as arrays, with turns and tree."""
        with self.store.snapshot():
            return self._incidence(coder)

    def _incidence(self, coder: str | None) -> Incidence:
        pooled = coder is not None and name_key(coder) == ALL
        name = ALL if pooled else self.coders.known(coder) if coder is not None else self.coders.primary()
        documents = self.documents.list()
        cases = tuple(sorted(self.documents.cases.list(), key=lambda case: case.id))
        tree = self.codebook.read_tree(counted=False)
        nodes = tuple(Node(c.id, c.name, c.kind, c.parent_id, c.colour, c.path) for c in tree)
        document_at = {d.id: n for n, d in enumerate(documents)}
        case_at = {c.id: n for n, c in enumerate(cases)}
        node_at = {n.id: k for k, n in enumerate(nodes)}
        if pooled:
            columns = self.store.columns(
                "SELECT q.document_id, q.start, q.stop, g.code_id, q.id, min(g.id) FROM codings g JOIN quotations q ON q.id = g.quotation_id "
                f"WHERE {self.coders.blinds.unseen('g.coder_id') or '1'} GROUP BY q.id, g.code_id ORDER BY q.document_id, q.start, q.stop DESC, min(g.id)",
                (),
                6,
            )
        else:
            columns = self.store.columns(
                "SELECT q.document_id, q.start, q.stop, g.code_id, q.id, g.id FROM codings g JOIN quotations q ON q.id = g.quotation_id "
                "JOIN coders k ON k.id = g.coder_id WHERE k.name_key = ? ORDER BY q.document_id, q.start, q.stop DESC, g.id",
                (name_key(name),),
                6,
            )
        document_case = array("q", (case_at[d.case_id] for d in documents))
        documents_of, starts, ends, codes, quotations, ids = columns
        at = array("q", map(document_at.__getitem__, documents_of))
        return Incidence(
            documents=documents,
            cases=cases,
            nodes=nodes,
            document=at,
            case=array("q", map(document_case.__getitem__, at)),
            code=array("q", map(node_at.__getitem__, codes)),
            start=starts,
            end=ends,
            quotation=quotations,
            coding=ids,
            turns=self.speech(documents),
            coder=name,
            document_case=document_case,
        )

    def speech(self, documents: Sequence[Document]) -> Units:
        """The turns of all documents as speech; a document without turns is one stretch of unknown role."""
        turns = self.documents.all_turns()
        units = Units(*(array("q") for _ in range(5)))
        for n, document in enumerate(documents):
            for turn in turns.get(document.id) or (whole(document),):
                if turn.speech_start < turn.end:
                    add_unit(units, n, turn.speech_start, turn.end, turn)
        return units

    def sentences(self, incidence: Incidence) -> Units:
        """The sentences of all documents, each within one turn's speech."""
        texts = self.documents.texts()
        turns = self.documents.all_turns()
        units = Units(*(array("q") for _ in range(5)))
        for n, document in enumerate(incidence.documents):
            for turn in turns.get(document.id) or (whole(document),):
                for start, end in sentences(
                    texts[document.id], turn.speech_start, turn.end, document.language
                ):
                    add_unit(units, n, start, end, turn)
        return units


def whole(document: Document) -> Turn:
    """A document without turns, as one."""
    return Turn(0, document.id, 0, 0, document.characters, 0, None, "unknown", None, None)


def add_unit(units: Units, document: int, start: int, end: int, turn: Turn) -> None:
    """Append one stretch of speech."""
    units.document.append(document)
    units.start.append(start)
    units.end.append(end)
    units.role.append(ROLE_CODES[turn.role])
    units.turn.append(turn.number)


def turn_at(turns: Sequence[Turn], starts: Sequence[int], offset: int) -> Turn | None:
    """The turn that holds an offset, or None before the first and between turns that leave a gap."""
    k = bisect_right(starts, offset) - 1
    return turns[k] if k >= 0 else None
