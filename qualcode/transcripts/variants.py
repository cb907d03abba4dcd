"""Labels that may stand for one speaker: typing slips, case, accents, a full name and its first part; suggestions, never more."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

from qualcode.transcripts.joint import joint_parts, said_together

__all__ = ["variants"]

_MOST = 300
"""So many different labels are compared, the most frequent first."""
_LONG, _LONGER = 4, 9
"""Letters from which one slip, and from which two slips are taken for slips."""
_RARE = 5
"""One label is a slip of another one only where it occurs at most a fifth as often."""
_NUMBER = re.compile(r"(.*?)[ ]?(\d+)")
_WORD = re.compile(r"\w+")


def variants(labels: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """Groups of labels that may be one speaker, with their numbers of turns; in each group the most frequent one first.

    Put together are labels that differ in case, accents, white space or punctuation; a label and its slip of the pen, where the slip is
    rare; ``R`` and ``R1`` where there is no other ``R`` with a number; and a full name with its first name or initials where only one name begins
    so. Labels of several people (``Both``, ``IP1 & IP2``) are in no group.

    >>> variants({"Jana Malá": 40, "Jana": 3, "Jana Mala": 2, "Petr": 30, "Pter": 1, "R1": 9, "R2": 9, "R": 1})
    (('Jana Malá', 'Jana', 'Jana Mala'), ('Petr', 'Pter'))
    """
    order = sorted(labels, key=lambda label: -labels[label])[:_MOST]
    known = set(order)
    single = [label for label in order if not said_together(label) and not _names_others(label, known)]
    plain = {label: _plain(label) for label in single}
    stems = Counter(_stem(key) for key in set(plain.values()))
    openings = {label: [*_names_beginning(plain[label], set(plain.values()))] for label in single}
    group = {label: label for label in single}

    def root(label: str) -> str:
        while group[label] != label:
            label = group[label]
        return label

    for one, other in combinations(single, 2):
        a, b = plain[one], plain[other]
        if (
            a == b
            or _is_slip(a, b, labels[one], labels[other])
            or _is_unnumbered(a, b, stems)
            or openings[other] == [a]
            or openings[one] == [b]
        ):
            first, second = root(one), root(other)
            if first != second:
                group[second] = first
    members: dict[str, list[str]] = {}
    for label in single:
        members.setdefault(root(label), []).append(label)
    return tuple(tuple(found) for found in members.values() if len(found) > 1)


def _plain(label: str) -> str:
    """A label in small letters, without accents, signs that are not seen, and punctuation."""
    letters = "".join(
        c
        for c in unicodedata.normalize("NFKD", label.casefold())
        if not unicodedata.combining(c) and unicodedata.category(c) != "Cf"
    )
    return " ".join(_WORD.findall(letters.replace("_", " ")))


def _names_others(label: str, labels: set[str]) -> bool:
    keys = {_plain(other) for other in labels if other != label}
    return any(_plain(part) in keys for part in joint_parts(label))


def _stem(key: str) -> str:
    """What stands before the number at the end; the whole of it where there is none."""
    found = _NUMBER.fullmatch(key)
    return found[1] if found else key


def _is_slip(a: str, b: str, often: int, seldom: int) -> bool:
    """Whether one of two labels is a rare slip of the other one; numbers in them must be the same."""
    if seldom * _RARE > often or re.sub(r"\D", "", a) != re.sub(r"\D", "", b):
        return False
    shorter = min(sum(map(str.isalpha, a)), sum(map(str.isalpha, b)))
    allowed = (shorter >= _LONG) + (shorter >= _LONGER)
    return bool(allowed) and abs(len(a) - len(b)) <= allowed and _distance(a, b) <= allowed


def _distance(a: str, b: str) -> int:
    """How many letters have to be put in, left out, changed or swapped with the next one to make one word of another."""
    rows: list[list[int]] = [list(range(len(b) + 1))]
    for i, x in enumerate(a, start=1):
        row = [i]
        for j, y in enumerate(b, start=1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def _is_unnumbered(a: str, b: str, stems: Mapping[str, int]) -> bool:
    """Whether two labels differ in nothing but a number that only one of them has, and no third label has another one."""
    return a != b and _stem(a) == _stem(b) and _stem(a) in (a, b) and stems[_stem(a)] == 2


def _names_beginning(key: str, keys: set[str]) -> Sequence[str]:
    """The longer names that a label may be the first part of: ``jana`` of ``jana mala``, ``jana m`` too."""
    words = key.split()
    if not words or len(words[0]) < 3 or any(word.isdigit() for word in words):
        return []
    found = []
    for other in sorted(keys):
        full = other.split()
        if len(full) >= len(words) and other != key and not any(word.isdigit() for word in full):
            pairs = list(zip(words, full, strict=False))
            if pairs[0][0] == pairs[0][1] and all(
                short == long or (len(short) == 1 and long[0] == short) for short, long in pairs
            ):
                found.append(other)
    return found
