"""The names by which places in a file for a reviewer are known again: bookmarks of Word.

Every name bears the token of the file, so that a passage pasted into another file still says where it comes from. No name ends in a
digit, since word processors number the copies of a bookmark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from qualcode.model.reviews import CODE_FIELDS

__all__ = [
    "ORDER",
    "OTHERS",
    "RANKS",
    "REVIEW_PROPERTY",
    "STUDY_PROPERTY",
    "Place",
    "code_place",
    "mark_of",
    "passage_place",
    "place_of",
    "quote_place",
    "read_mark",
    "shown_token",
    "tokens_in",
]

REVIEW_PROPERTY = "qualcode review"
"""Property of the file that holds its token."""
STUDY_PROPERTY = "qualcode study"
"""Property of the file that holds the identity of the study."""
OTHERS = "others"
"""Key, among the places of a file, of all that is printed beside them."""

ORDER = "order"
"""Key, among the places of a codebook, of its nodes in the order of the file: rank and id of each."""
RANKS = {"theme": 0, "category": 1, "code": 2}
"""Ranks of the nodes of the code tree; a node stands under the last one of a lower rank before it."""

_MARK = re.compile(r"qc_([0-9a-f]{8})_([a-z0-9_]+)")
_SHOWN = re.compile(r"qc-([0-9a-f]{8})(?![0-9a-f])")
_CODE = re.compile(rf"c(\d{{1,15}})_({'|'.join(CODE_FIELDS)})")
_QUOTE = re.compile(r"q(\d{1,15})_(?:c(\d{1,15})_quote|passage)")


@dataclass(frozen=True, slots=True)
class Place:
    """What stands at a place of a file for a reviewer."""

    code_id: int | None = None
    field: str = ""
    """One of the fields of the code; empty at a quotation."""
    quotation: int | None = None


def code_place(code_id: int, field: str) -> str:
    """The place of a field of a code, such as ``c12_brief``."""
    return f"c{code_id}_{field}"


def quote_place(quotation: int, code_id: int) -> str:
    """The place of a quotation that is an example of a code."""
    return f"q{quotation}_c{code_id}_quote"


def passage_place(quotation: int) -> str:
    """The place of a quotation in its transcript."""
    return f"q{quotation}_passage"


@lru_cache(maxsize=1 << 16)
def place_of(place: str) -> Place | None:
    """What stands at a place; None for anything else.

    >>> place_of("c12_when_not"), place_of("q7_c12_quote").quotation
    (Place(code_id=12, field='when_not', quotation=None), 7)
    """
    if found := _CODE.fullmatch(place):
        return Place(int(found[1]), found[2])
    if found := _QUOTE.fullmatch(place):
        return Place(int(found[2]) if found[2] else None, "", int(found[1]))
    return None


def mark_of(token: str, place: str) -> str:
    """The name of the bookmark at a place."""
    return f"qc_{token}_{place}"


def read_mark(name: str) -> tuple[str, str] | None:
    """Token and place in the name of a bookmark; None for one that is none of ours."""
    found = _MARK.fullmatch(name)
    return (found[1], found[2]) if found and place_of(found[2]) else None


def shown_token(token: str) -> str:
    """The token as it is printed at the end of the file."""
    return f"qc-{token}"


def tokens_in(text: str) -> list[str]:
    """The tokens printed in a text."""
    return _SHOWN.findall(text)
