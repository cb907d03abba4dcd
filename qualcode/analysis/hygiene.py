"""Weak spots of a codebook: what is unused, undefined, doubled, or seen in one interview only."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from qualcode.model.codes import Code
from qualcode.model.codings import CodingRow
from qualcode.text.counting import counted

__all__ = ["PROBLEMS", "Finding", "Problem", "distance", "hygiene", "likeness"]

Problem = Literal["unused", "one interview", "no definition", "near-duplicate", "parent and child"]
PROBLEMS: dict[Problem, str] = {
    "unused": "Unused",
    "one interview": "In one interview only",
    "no definition": "Without definition",
    "near-duplicate": "Names nearly the same",
    "parent and child": "Passages coded with parent and child",
}
"""The kinds of findings in the order in which they are listed, and their headings."""

PLURALS: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (("", "s"), ("", "es"), ("y", "ies"), ("f", "ves"), ("fe", "ves"), ("is", "es")),
    "cs": (
        ("", "y"), ("", "i"), ("", "e"), ("", "ove"), ("a", "y"), ("a", "e"), ("o", "a"), ("st", "sti"), ("k", "ci"),
        ("ek", "ky"), ("ec", "ci"), ("h", "zi"), ("r", "ri"),
    ),
    "sv": (("", "er"), ("", "ar"), ("", "or"), ("a", "or"), ("e", "ar"), ("", "n"), ("", "r"), ("el", "lar")),
}  # fmt: skip
"""Endings of singular and plural without diacritics, by language."""
STEM = 4
"""Letters that singular and plural must share before their endings."""
OPPOSITES = (("inter", "intra"), ("micro", "macro"), ("hyper", "hypo"), ("pre", "pro"), ("under", "over"))
"""Beginnings that make two words differ in sense, however alike they look."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing in the codebook to look at; nothing is changed by it."""

    problem: Problem
    code: str
    code_id: int
    words: str
    """What is the matter, in a few words."""
    other: str = ""
    """The second code, where two are concerned."""
    other_id: int | None = None
    quotations: tuple[int, ...] = ()
    """Numbers of the passages concerned."""


def hygiene(
    codes: Sequence[Code],
    codings: Iterable[CodingRow],
    *,
    documents: int,
    languages: Collection[str] = ("en",),
) -> tuple[Finding, ...]:
    """All findings, by kind and in tree order.

    ``codes`` is the tree in tree order, ``codings`` those of all coders, ``documents`` the number of documents in the
    study (in a study with a single one, "one interview only" says nothing), ``languages`` the ISO 639-1 codes whose
    plurals are known to occur.
    """
    rows = list(codings)
    return (
        *_unused(codes),
        *_in_one_interview(codes, rows, documents),
        *_undefined(codes),
        *_near_duplicates(codes, languages),
        *_with_parent_and_child(codes, rows),
    )


def _ancestors(codes: Sequence[Code]) -> dict[int, tuple[int, ...]]:
    """For each node the ids above it, the nearest first."""
    above: dict[int, tuple[int, ...]] = {}
    for code in codes:
        above[code.id] = () if code.parent_id is None else (code.parent_id, *above.get(code.parent_id, ()))
    return above


def _unused(codes: Sequence[Code]) -> Iterator[Finding]:
    """Nodes with no coding, themselves or below; of an unused branch only the codes, and categories that hold none."""
    above = _ancestors(codes)
    used = {i for code in codes if code.codings for i in (code.id, *above[code.id])}
    holders = {i for code in codes if code.kind == "code" for i in above[code.id]}
    for code in codes:
        if code.kind == "code" and code.id not in used:
            yield Finding("unused", code.name, code.id, "no coding yet")
        elif code.kind != "code" and code.id not in holders:
            yield Finding("unused", code.name, code.id, f"{code.kind} without codes")


def _in_one_interview(codes: Sequence[Code], rows: Sequence[CodingRow], documents: int) -> Iterator[Finding]:
    if documents < 2:
        return
    places: dict[int, str] = {row.code_id: row.document for row in rows}
    for code in codes:
        if code.kind == "code" and code.documents == 1:
            where = f" in “{places[code.id]}”" if code.id in places else ""
            yield Finding("one interview", code.name, code.id, f"{counted(code.codings, 'coding')}{where}")


def _undefined(codes: Sequence[Code]) -> Iterator[Finding]:
    for code in codes:
        if not code.brief.strip() and not code.full.strip():
            yield Finding("no definition", code.name, code.id, f"{code.kind} without definition")


def _with_parent_and_child(codes: Sequence[Code], rows: Sequence[CodingRow]) -> Iterator[Finding]:
    """Passages that one coder gave a code and one above it, where one of the passages lies within the other."""
    above = {i: set(found) for i, found in _ancestors(codes).items()}
    names = {code.id: code.name for code in codes}
    groups: dict[tuple[int, str], list[CodingRow]] = defaultdict(list)
    for row in rows:
        groups[row.document_id, row.coder].append(row)
    found: dict[tuple[int, int], set[int]] = defaultdict(set)
    for group in groups.values():
        open_rows: list[CodingRow] = []
        for row in sorted(group, key=lambda r: (r.start, -r.end)):
            open_rows = [other for other in open_rows if other.end > row.start]
            for other in open_rows:
                if other.end < row.end:
                    continue
                for child, parent in ((row, other), (other, row)):
                    if parent.code_id in above.get(child.code_id, ()):
                        found[child.code_id, parent.code_id].add(child.quotation)
            open_rows.append(row)
    for code in codes:
        for lower, upper in sorted(pair for pair in found if pair[0] == code.id):
            numbers = tuple(sorted(found[lower, upper]))
            words = f"{counted(len(numbers), 'passage')} also coded “{names[upper]}”, which is above it"
            yield Finding("parent and child", code.name, code.id, words, names[upper], upper, numbers)


# --- names ---------------------------------------------------------------------------------------------------


def _near_duplicates(codes: Sequence[Code], languages: Collection[str]) -> Iterator[Finding]:
    """Pairs of nodes whose names differ in little; only pairs that share a beginning are compared, so 2,000 codes are no burden."""
    buckets: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for n, code in enumerate(codes):
        words = _words(code.name)
        buckets["joined", "".join(words)].append(n)
        buckets["starts", *(word[:3] for word in words)].append(n)
        for place, word in enumerate(words):
            buckets["but one", place, *words[:place], word[:1], *words[place + 1 :]].append(n)
    pairs = {pair for bucket in buckets.values() for pair in combinations(bucket, 2)}
    for a, b in sorted(pairs):
        why = likeness(codes[a].name, codes[b].name, languages)
        if why:
            yield Finding(
                "near-duplicate",
                codes[a].name,
                codes[a].id,
                f"and “{codes[b].name}”: {why}",
                codes[b].name,
                codes[b].id,
            )


def likeness(a: str, b: str, languages: Collection[str] = ("en",)) -> str:
    """Why two names may mean one code: case, diacritics, spelling, plural or typing error; empty where they do not.

    A typing error is one letter in a word of five to nine letters, two in a longer one (letters left out, put in,
    exchanged or swapped), in one word only and never its first letter. Words with digits and opposites such as
    inter-/intra- are told apart.

    >>> likeness("Důvěra", "duvera"), likeness("home visit", "home visits"), likeness("trust", "truts")
    ('diacritics', 'plural', 'typing error')
    >>> likeness("stage 1", "stage 2"), likeness("men", "man")
    ('', '')
    """
    first, second = unicodedata.normalize("NFC", a), unicodedata.normalize("NFC", b)
    if first.casefold() == second.casefold():
        return "case"
    left, right = _words(a), _words(b)
    if left and left == right:
        same = _letters(first) == _letters(second)
        return "spelling" if same else "diacritics"
    if left and "".join(left) == "".join(right):
        return "spelling"
    if not left or len(left) != len(right):
        return ""
    different = [(x, y) for x, y in zip(left, right, strict=True) if x != y]
    if any(character.isdigit() for pair in different for word in pair for character in word):
        return ""
    if all(_plural(x, y, languages) or _plural(y, x, languages) for x, y in different):
        return "plural"
    if len(different) == 1 and _typing_error(*different[0]):
        return "typing error"
    return ""


def _letters(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def _words(name: str) -> tuple[str, ...]:
    """The words of a name without case, diacritics and punctuation."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return tuple("".join(c if c.isalnum() else " " for c in bare).split())


def _plural(one: str, many: str, languages: Collection[str]) -> bool:
    for language in languages:
        for singular, plural in PLURALS.get(language, ()):
            stem = one.removesuffix(singular)
            if one.endswith(singular) and len(stem) >= STEM and many == stem + plural:
                return True
    return False


def _typing_error(a: str, b: str) -> bool:
    shorter = min(len(a), len(b))
    limit = 0 if shorter < 5 else 1 if shorter < 10 else 2
    if a[:1] != b[:1] or abs(len(a) - len(b)) > limit:
        return False
    for x, y in OPPOSITES:
        if (a.startswith(x) and b.startswith(y)) or (a.startswith(y) and b.startswith(x)):
            return False
    return distance(a, b) <= limit


def distance(a: str, b: str) -> int:
    """Letters to leave out, put in, exchange or swap with their neighbour (optimal string alignment, Damerau 1964).

    >>> distance("trust", "truts"), distance("team", "teams"), distance("", "ab")
    (1, 1, 2)
    """
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        before, last = last, row
    return last[-1]
