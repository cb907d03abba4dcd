"""Retrieval: passages by a query, and cases that speak of one thing but never of another."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qualcode.errors import InputError, NotFoundError
from qualcode.model.codings import MEMO_KINDS
from qualcode.model.documents import Case, Document, Turn
from qualcode.model.retrieval import CaseQuotations, Contrast, FoundCoding, FoundPassage
from qualcode.study.codebook import Codebook
from qualcode.study.coders import ALL, Coders
from qualcode.study.codings import turn_at
from qualcode.study.documents import Documents
from qualcode.study.evaluation import Index, Span, evaluate
from qualcode.study.store.file import Store
from qualcode.text.names import name_key
from qualcode.text.query import FIELDS, And, Field, Named, Near, Not, Or, Query, parse_query, quote_name
from qualcode.text.units import sentences

__all__ = ["Retrieval"]

ANY = "any"
"""The value of ``memo`` that stands for every kind, the quotation's own memo included."""


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that retrieval reads, with a number of statements that does not grow with the study."""

    documents: Mapping[int, Document]
    cases: Mapping[int, Case]
    texts: Mapping[int, str]
    turns: Mapping[int, tuple[Turn, ...]]
    starts: Mapping[int, list[int]]
    """Where the turns of each document begin."""
    quotations: Mapping[int, tuple[int, int, int, str]]
    """By number, in the order of the text: document, start, end, memo."""
    codings: Mapping[int, tuple[FoundCoding, ...]]
    """By number of the quotation."""
    memos: Mapping[int, frozenset[str]]
    """Kinds of the memos on each quotation that has some."""


class Retrieval:
    """Finds passages by what was coded in them."""

    def __init__(self, store: Store, documents: Documents, codebook: Codebook, coders: Coders) -> None:
        self.store = store
        self.documents = documents
        self.codebook = codebook
        self.coders = coders
        self._material: tuple[tuple[int, str | None, frozenset[int]], Material] | None = None

    def find(self, query: str, *, coder: str | None = None) -> tuple[FoundPassage, ...]:
        """The passages that a query finds, each once with all its codes and coders, in the order of the text.

        The query language is that of :mod:`qualcode.text.query`; a category stands for all below it, the name of a node alone needs no
        quotation marks. With ``coder`` only that coder's codings are looked at, and only passages that bear one. Raises
        :class:`~qualcode.errors.InputError` naming the column where the query cannot be read or names what the study does not have.
        """
        return self.passages(self.read(query), self.material(coder))

    def numbered(self, numbers: Iterable[int], *, coder: str | None = None) -> tuple[FoundPassage, ...]:
        """Some quotations by their numbers, in the order of the text; a number that is not there is left out."""
        return self.of_numbers(frozenset(numbers), self.material(coder))

    def with_without(self, a: str, b: str, *, coder: str | None = None) -> Contrast:
        """Cases with A but never B, those with both, and those with B but never A, each with its passages of either side.

        ``a`` and ``b`` are names of codes or categories, or queries. Raises as :meth:`find` does.
        """
        first, second = self.read(a), self.read(b)
        material = self.material(coder)
        sides: list[dict[int, list[FoundPassage]]] = []
        for query in (first, second):
            side: dict[int, list[FoundPassage]] = defaultdict(list)
            for passage in self.passages(query, material):
                side[material.documents[passage.document_id].case_id].append(passage)
            sides.append(side)
        in_a, in_b = sides
        without, both, only_b, neither = [], [], [], []
        for case in sorted(material.cases.values(), key=lambda case: (name_key(case.label), case.id)):
            found = CaseQuotations(
                case.label, case.attributes, tuple(in_a.get(case.id, ())), tuple(in_b.get(case.id, ()))
            )
            if found.a and found.b:
                both.append(found)
            elif found.a:
                without.append(found)
            elif found.b:
                only_b.append(found)
            else:
                neither.append(case.label)
        return Contrast(a, b, tuple(without), tuple(both), tuple(only_b), tuple(neither))

    def read(self, query: str) -> Query:
        """Read a query; a text that is just the name of a node is that node, spaces or not."""
        if query.strip() and self.codebook.find(query) is not None:
            return Named(query.strip())
        return parse_query(query)

    def asked_codes(self, query: str) -> frozenset[int]:
        """Ids of the codes that a query asks for, those behind a ``not`` left out; a name that is gone asks for nothing."""
        found: set[int] = set()
        for name in asked_names(self.read(query)):
            code = self.codebook.find(name)
            if code is not None:
                found.update(self.codebook.below(code))
        return frozenset(found)

    def names(self) -> tuple[str, ...]:
        """What may stand in a query, as it has to be typed: codes and categories, attributes with their values, documents, coders, memo kinds."""
        found = [quote_name(code.name) for code in self.codebook.tree()]
        values = {
            (name, value) for case in self.documents.cases.list() for name, value in case.attributes.items()
        }
        found += [f"{self.attribute_name(name)} = {quote_name(value)}" for name, value in sorted(values)]
        found += [f"document = {quote_name(document.name)}" for document in self.documents.list()]
        found += [f"coder = {quote_name(coder)}" for coder in self.coders.list()]
        found += [f"memo = {kind}" for kind in (ANY, *MEMO_KINDS)]
        return tuple(found)

    def attribute_name(self, name: str) -> str:
        """An attribute's name as it stands in a query; in quotation marks where it would be read as a field."""
        return f'"{name}"' if name.casefold() in FIELDS else quote_name(name)

    # --- reading -----------------------------------------------------------------------------------------------

    def material(self, coder: str | None = None) -> Material:
        """What retrieval needs, read once after each change; with ``coder`` only what this coder coded."""
        chosen = None if coder is None or name_key(coder) == ALL else self.coders.known(coder)
        key = (self.store.revision, chosen, self.coders.blinds.hidden())
        if self._material is None or self._material[0] != key or self.store.connection.in_transaction:
            self._material = (key, self.read_material(chosen))
        return self._material[1]

    def read_material(self, chosen: str | None) -> Material:
        """Read everything with a fixed number of statements; with ``chosen`` only this coder's codings and what they mark."""
        codings: dict[int, list[FoundCoding]] = defaultdict(list)
        hidden = self.coders.blinds.hidden()
        unseen: set[int] = set()
        for quotation, i, code, who, code_id, coder_id in self.store.rows(
            "SELECT g.quotation_id, g.id, c.name, k.name, c.id, k.id FROM codings g JOIN codes c ON c.id = g.code_id "
            "JOIN coders k ON k.id = g.coder_id ORDER BY g.quotation_id, g.id"
        ):
            if coder_id in hidden:
                unseen.add(quotation)
            elif chosen is None or who == chosen:
                codings[quotation].append(FoundCoding(i, code, who, code_id))
        rows = self.store.rows(
            "SELECT id, document_id, start, stop, memo FROM quotations ORDER BY document_id, start, stop DESC, id"
        )
        memos: dict[int, set[str]] = defaultdict(set)
        for quotation, kind in self.store.rows(
            "SELECT target_id, kind FROM memos WHERE target = 'quotation'"
        ):
            memos[quotation].add(kind)
        turns = self.documents.all_turns()
        return Material(
            documents={document.id: document for document in self.documents.list()},
            cases={case.id: case for case in self.documents.cases.list()},
            texts=self.documents.texts(),
            turns=turns,
            starts={i: [turn.start for turn in found] for i, found in turns.items()},
            quotations={
                i: (document, start, end, memo)
                for i, document, start, end, memo in rows
                if i in codings or (chosen is None and i not in unseen)
            },
            codings={i: tuple(found) for i, found in codings.items()},
            memos={i: frozenset(kinds) for i, kinds in memos.items()},
        )

    def passages(self, query: Query, material: Material) -> tuple[FoundPassage, ...]:
        """The passages that a query finds in what was read."""
        return self.of_numbers(evaluate(query, self.index(material)), material)

    def of_numbers(self, numbers: frozenset[int], material: Material) -> tuple[FoundPassage, ...]:
        """The passages of some numbers in what was read, in the order of the text."""
        cut: dict[int, list[tuple[int, int]]] = {}
        return tuple(passage_of(number, material, cut) for number in material.quotations if number in numbers)

    def index(self, material: Material) -> Index:
        """What the evaluation of a query needs."""
        quotations = material.quotations
        characters: dict[int, Span] = {i: (d, start, end) for i, (d, start, end, _) in quotations.items()}
        turns: dict[int, Span] = {
            i: (
                d,
                bisect_right(starts := material.starts.get(d, []), start),
                bisect_right(starts, end - 1) + 1,
            )
            for i, (d, start, end, _) in quotations.items()
        }
        bearing: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for number, codings in material.codings.items():
            for coding in codings:
                bearing[coding.code_id].append((number, coding.coder))

        def named(query: Named) -> frozenset[int]:
            code = self.codebook.find(query.name)
            if code is None:
                raise at_column(self.codebook.missing(query.name), query.at)
            coder = None if query.coder is None else self.coder(query.coder, query.coder_at)
            return frozenset(
                number
                for i in self.codebook.below(code)
                for number, who in bearing.get(i, ())
                if coder is None or who == coder
            )

        return Index(characters, turns, named, lambda query: self.field(query, material))

    def field(self, query: Field, material: Material) -> frozenset[int]:
        """Quotations by document, case, coder, memo or attribute of the case."""
        if query.attribute:
            return of_documents(self.with_attribute(query, material), material)
        if query.name == "coder":
            coder = self.coder(query.value, query.value_at)
            return frozenset(
                i for i, found in material.codings.items() if any(c.coder == coder for c in found)
            )
        if query.name == "memo":
            kind = name_key(query.value)
            if kind == ANY:
                own = {i for i, (_, _, _, memo) in material.quotations.items() if memo.strip()}
                return frozenset(own | material.memos.keys())
            if kind not in MEMO_KINDS:
                kinds = ", ".join((ANY, *MEMO_KINDS))
                raise at_column(
                    InputError(f"“{query.value}” is no kind of memo; choose one of: {kinds}."), query.value_at
                )
            return frozenset(i for i, kinds_there in material.memos.items() if kind in kinds_there)
        if query.name == "quotation":
            return frozenset(quotation_numbers(query)) & material.quotations.keys()
        wanted = name_key(query.value)
        documents = material.documents.values()
        try:
            if query.name == "document":
                fitting = {d.id for d in documents if name_key(d.name) == wanted}
                if not fitting:
                    self.documents.get(query.value)
            else:
                fitting = {d.id for d in documents if name_key(d.case) == wanted}
                if not fitting:
                    self.documents.cases.get(query.value)
        except NotFoundError as error:
            raise at_column(error, query.value_at) from error
        return of_documents(fitting, material)

    def with_attribute(self, query: Field, material: Material) -> set[int]:
        """Documents whose case has an attribute with a value; raises where no case has the attribute or the value."""
        name, value = name_key(query.name), name_key(query.value)
        names: dict[str, None] = {}
        values: dict[str, None] = {}
        cases: set[int] = set()
        for case in material.cases.values():
            for key, given in case.attributes.items():
                names[key] = None
                if name_key(key) == name:
                    values[given] = None
                    if name_key(given) == value:
                        cases.add(case.id)
        if not values:
            known = ", ".join(sorted(names)) or "none yet"
            raise at_column(
                NotFoundError(f"No case has an attribute “{query.name}”; the attributes are: {known}."),
                query.at,
            )
        if not cases:
            raise at_column(
                NotFoundError(
                    f"No case has {query.name} = “{query.value}”; its values are: {', '.join(sorted(values))}."
                ),
                query.value_at,
            )
        return {d.id for d in material.documents.values() if d.case_id in cases}

    def coder(self, name: str, at: int) -> str:
        """A coder's name as it is stored."""
        try:
            return self.coders.known(name)
        except NotFoundError as error:
            raise at_column(error, at) from error


def asked_names(query: Query) -> Iterator[str]:
    """Names of codes and categories that the passages of a query bear: not those behind a ``not`` or right of a relation."""
    match query:
        case Named():
            yield query.name
        case And() | Or():
            for part in query.parts:
                yield from asked_names(part)
        case Near():
            yield from asked_names(query.left)
        case Not() | Field():
            return


def quotation_numbers(query: Field) -> list[int]:
    """The numbers in the value of ``quotation``; raises :class:`~qualcode.errors.InputError` for anything else."""
    found = query.value.replace(",", " ").split()
    if not found or not all(number.isascii() and number.isdecimal() for number in found):
        raise at_column(
            InputError(
                f'“{query.value}” is no number of a quotation; give one or several, such as 12 or "12, 15".'
            ),
            query.value_at,
        )
    return [int(number[:18]) for number in found]


def at_column(error: InputError, at: int) -> InputError:
    """The error with its place in the query."""
    return type(error)(f"Column {at + 1} of the query: {error}")


def of_documents(documents: Iterable[int], material: Material) -> frozenset[int]:
    """The quotations of documents."""
    wanted = set(documents)
    return frozenset(i for i, (document, _, _, _) in material.quotations.items() if document in wanted)


def passage_of(number: int, material: Material, cut: dict[int, list[tuple[int, int]]]) -> FoundPassage:
    """One passage with its context; ``cut`` keeps the sentences of turns that were cut already."""
    document_id, start, end, memo = material.quotations[number]
    document, text = material.documents[document_id], material.texts[document_id]
    turn = turn_at(material.turns.get(document_id, ()), material.starts.get(document_id, []), start)
    begin, stop = around(text, start, end, turn, document.language, cut)
    codings = material.codings.get(number, ())
    return FoundPassage(
        quotation=number,
        document=document.name,
        case=document.case,
        start=start,
        end=end,
        text=text[start:end],
        context=text[begin:stop],
        context_start=begin,
        turn=turn.number if turn else None,
        speaker=turn.speaker if turn else None,
        role=turn.role if turn else None,
        codes=tuple(dict.fromkeys(coding.code for coding in codings)),
        coders=tuple(dict.fromkeys(coding.coder for coding in codings)),
        codings=codings,
        memo=memo,
        document_id=document_id,
        language=document.language,
    )


def around(
    text: str, start: int, end: int, turn: Turn | None, language: str, cut: dict[int, list[tuple[int, int]]]
) -> tuple[int, int]:
    """The span of the sentences around a passage; of the lines around it where there are no turns."""
    if turn is None:
        stop = text.find("\n", end)
        return text.rfind("\n", 0, start) + 1, stop if stop >= 0 else len(text)
    if turn.id not in cut:
        cut[turn.id] = sentences(text, turn.speech_start, turn.end, language)
    found = [(a, b) for a, b in cut[turn.id] if a < end and start < b]
    return (min(found[0][0], start), max(found[-1][1], end)) if found else (start, end)
