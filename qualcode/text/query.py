"""The query language of retrieval: codes, and/or/not, overlap, same turn, case attributes, documents, coders, memos.

Grammar, loosest first; words of the language are read in any letter case::

    query    = and {"or" and}
    and      = not {"and" not}
    not      = "not" not | relation
    relation = primary {("overlap" | "same turn") primary}
    primary  = "(" query ")" | FIELD ("=" | "!=") VALUE | CODE ["by" CODER]

A name with spaces, or one that is a word of the language, stands in quotation marks. A bare ``document``, ``case``,
``coder``, ``memo`` or ``quotation`` before an equals sign is that field; any other name there is an attribute of the case.
The value of ``quotation`` is a number, or several: ``quotation = "12, 15, 19"``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from qualcode.errors import InputError

__all__ = [
    "FIELDS",
    "And",
    "Field",
    "Named",
    "Near",
    "Not",
    "Or",
    "Query",
    "Relation",
    "Token",
    "parse_query",
    "quote_name",
    "tokens",
]

FIELDS = ("document", "case", "coder", "memo", "quotation")
"""What can be asked for beside codes and attributes."""
LONGEST = 5000
"""Code points of a query."""
DEEPEST = 50
"""Brackets, nots and relations within each other."""

Relation = Literal["overlap", "same turn"]
_WORDS = frozenset({"and", "or", "not", "overlap", "overlaps", "same", "by"})
"""Words of the language that are no names unless they stand in quotation marks; ``turn`` is one behind ``same`` only."""
_CLOSING = {'"': '"', "'": "'", "“": "”", "„": "“”", "”": "”", "«": "»", "»": "«"}
"""Opening quotation marks, and what may close them."""
_BARE = re.compile(r"(?:[^\s()=!]|!(?!=))+")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, name or sign of a query."""

    kind: Literal["word", "name", "sign"]
    """``word``: a word of the language; ``name``: a name as it stands, or from between quotation marks."""
    text: str
    start: int
    """Code points from the beginning of the query."""
    end: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """Passages that bear a code or anything below a category, perhaps by one coder only."""

    name: str
    at: int = 0
    """Where the name begins in the query."""
    coder: str | None = None
    coder_at: int = 0


@dataclass(frozen=True, slots=True)
class Field:
    """Passages by document, case, coder, kind of memo, or an attribute of the case."""

    name: str
    value: str
    attribute: bool = False
    at: int = 0
    value_at: int = 0


@dataclass(frozen=True, slots=True)
class Not:
    """Every other passage."""

    part: Query


@dataclass(frozen=True, slots=True)
class And:
    """Passages that fit all parts."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Passages that fit at least one part."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Passages of the left side that share a character (``overlap``) or a turn with a passage of the right side."""

    relation: Relation
    left: Query
    right: Query


Query = Named | Field | Not | And | Or | Near


def quote_name(name: str) -> str:
    """A name as it has to stand in a query.

    >>> quote_name("trust"), quote_name("social service"), quote_name("and")
    ('trust', '"social service"', '"and"')
    """
    if _BARE.fullmatch(name) and name[0] not in _CLOSING and name.casefold() not in _WORDS:
        return name
    return '"' + name.replace('"', '""') + '"'


def tokens(query: str) -> Iterator[Token]:
    """The words, names and signs of a query; raises :class:`~qualcode.errors.InputError` for a name that is not closed."""
    at = 0
    while at < len(query):
        char = query[at]
        if char.isspace():
            at += 1
        elif char in "()=":
            yield Token("sign", char, at, at + 1)
            at += 1
        elif query.startswith("!=", at):
            yield Token("sign", "!=", at, at + 2)
            at += 2
        elif char in _CLOSING:
            token = _quoted(query, at)
            yield token
            at = token.end
        else:
            found = _BARE.match(query, at)
            assert found is not None
            kind: Literal["word", "name"] = "word" if found.group().casefold() in _WORDS else "name"
            yield Token(kind, found.group().casefold() if kind == "word" else found.group(), at, found.end())
            at = found.end()


def _quoted(query: str, at: int) -> Token:
    """The name between quotation marks that begins at an offset; a doubled closing mark stands for itself."""
    closing = _CLOSING[query[at]]
    parts: list[str] = []
    place = at + 1
    while place < len(query):
        char = query[place]
        if char in closing:
            if query[place + 1 : place + 2] != char:
                name = "".join(parts)
                if not name.strip():
                    raise _wrong("there is no name between the quotation marks", at)
                return Token("name", name, at, place + 1, quoted=True)
            place += 1
        parts.append(char)
        place += 1
    raise _wrong(f"the quotation mark {query[at]} is not closed", at)


def _wrong(problem: str, at: int) -> InputError:
    return InputError(f"The query cannot be read at column {at + 1}: {problem}.")


def parse_query(query: str) -> Query:
    """Read a query.

    Raises :class:`~qualcode.errors.InputError` naming the column (counted from 1) where it cannot be read.

    >>> parse_query("trust and not waiting")
    And(parts=(Named(name='trust', at=0, coder=None, coder_at=0), Not(part=Named(name='waiting', at=14, coder=None, coder_at=0))))
    """
    if not query.strip():
        raise InputError("The query is empty; give at least the name of a code.")
    if len(query) > LONGEST:
        raise InputError(f"The query has {len(query)} characters; at most {LONGEST} are possible.")
    return _Parser(query).read()


class _Parser:
    """Reads the tokens of one query from left to right."""

    def __init__(self, query: str) -> None:
        self.tokens = list(tokens(query))
        self.end = len(query.rstrip())
        self.place = 0
        self.depth = 0

    def read(self) -> Query:
        found = self.either()
        token = self.peek()
        if token is not None:
            if token.text == ")" and not token.quoted:
                raise _wrong("this bracket closes nothing", token.start)
            if token.kind == "name":
                raise _wrong(
                    f"“{token.text}” follows without and, or, overlap or same turn before it; "
                    "a name with spaces stands in quotation marks",
                    token.start,
                )
            raise _wrong(f"“{token.text}” does not belong here", token.start)
        return found

    # --- tokens ---------------------------------------------------------------------------------------------

    def peek(self) -> Token | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def take(self, kind: str, *texts: str) -> Token | None:
        token = self.peek()
        if token is not None and token.kind == kind and token.text in texts:
            self.place += 1
            return token
        return None

    def name(self, what: str) -> Token:
        token = self.peek()
        if token is None:
            raise _wrong(f"{what} is missing at the end", self.end)
        if token.kind != "name":
            hint = "; put it in quotation marks if it is a name" if token.kind == "word" else ""
            if token.kind == "word" and token.text == "not":
                hint = "; passages that do not touch another are found by: A and not (A overlap B)"
            raise _wrong(f"{what} is expected, not “{token.text}”{hint}", token.start)
        self.place += 1
        return token

    def deeper(self, at: int) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise _wrong(f"more than {DEEPEST} brackets, nots or relations within each other", at)

    # --- grammar --------------------------------------------------------------------------------------------

    def either(self) -> Query:
        parts = [self.both()]
        while self.take("word", "or"):
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def both(self) -> Query:
        parts = [self.negation()]
        while self.take("word", "and"):
            parts.append(self.negation())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def negation(self) -> Query:
        token = self.take("word", "not")
        if token is None:
            return self.relation()
        self.deeper(token.start)
        part = Not(self.negation())
        self.depth -= 1
        return part

    def relation(self) -> Query:
        left = self.primary()
        steps = 0
        while (token := self.take("word", "overlap", "overlaps", "same")) is not None:
            relation: Relation = "overlap"
            if token.text == "same":
                turn = self.peek()
                if turn is None or turn.quoted or turn.text.casefold() != "turn":
                    raise _wrong("“same” is followed by “turn”: A same turn B", token.start)
                self.place += 1
                relation = "same turn"
            self.deeper(token.start)
            steps += 1
            left = Near(relation, left, self.primary())
        self.depth -= steps
        return left

    def primary(self) -> Query:
        bracket = self.take("sign", "(")
        if bracket is not None:
            self.deeper(bracket.start)
            found = self.either()
            if self.take("sign", ")") is None:
                raise _wrong("this bracket is not closed", bracket.start)
            self.depth -= 1
            return found
        token = self.name("the name of a code")
        sign = self.take("sign", "=", "!=")
        if sign is not None:
            value = self.name(f"the value of {token.text}")
            field = not token.quoted and token.text.casefold() in FIELDS
            name = token.text.casefold() if field else token.text
            asked = Field(name, value.text, not field, token.start, value.start)
            return asked if sign.text == "=" else Not(asked)
        if self.take("word", "by"):
            coder = self.name("the name of a coder")
            return Named(token.text, token.start, coder.text, coder.start)
        return Named(token.text, token.start)
