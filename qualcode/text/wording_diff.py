"""Two wordings of one text, word by word: what stayed, what is gone, what is new."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

__all__ = ["Piece", "PieceKind", "changes", "kept_share", "marked", "most_kept", "tokens"]

PieceKind = Literal["same", "gone", "new"]

_TOKEN = re.compile(r"[^\W_](?:['’\-‐‑]?\w)*|\s+|.", re.DOTALL)
"""A word with its inner apostrophes and hyphens, a run of spaces, or a single sign."""
_PAIRS = 2_000_000
"""Pairs of equal tokens from which on tokens that occur very often no longer begin a stretch that stayed."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one of the two wordings, or of both."""

    kind: PieceKind
    """``same``: in both; ``gone``: only in the old one; ``new``: only in the new one."""
    text: str


def changes(old: str, new: str) -> tuple[Piece, ...]:
    """What becomes of one wording in another, word by word; neighbours differ in kind, and what is gone stands before what is new.

    The same and gone pieces together are the old wording, the same and new ones the new wording, to the character. Spaces and signs
    between two words that both changed count as changed, so that a rewritten phrase is one piece.

    >>> [(p.kind, p.text) for p in changes("relies on the nurse", "relies on a case worker")]
    [('same', 'relies on '), ('gone', 'the nurse'), ('new', 'a case worker')]
    """
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    head = _common(a, b)
    tail = _common(a[head:][::-1], b[head:][::-1])
    middle_a, middle_b = a[head : len(a) - tail], b[head : len(b) - tail]
    found = [Piece("same", "".join(a[:head]))]
    found += _compared(middle_a, middle_b)
    found.append(Piece("same", "".join(a[len(a) - tail :])))
    return _joined(found)


def marked(pieces: Iterable[Piece]) -> str:
    """The pieces as one line of plain text with the signs of wdiff: ``[-gone-]`` and ``{+new+}``.

    >>> marked(changes("often late", "always late"))
    '[-often-]{+always+} late'
    """
    signs = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(signs[piece.kind].format(piece.text) for piece in pieces)


def kept_share(old: str, new: str) -> float:
    """Part of the letters and digits of both wordings that stayed, 0 to 1; 1 for two wordings without any.

    >>> kept_share("trust", "trust")
    1.0
    """
    total = kept = 0
    for piece in changes(old, new):
        size = sum(map(str.isalnum, piece.text)) * (2 if piece.kind == "same" else 1)
        total += size
        kept += size if piece.kind == "same" else 0
    return kept / total if total else 1.0


def most_kept(old: Counter[str], new: Counter[str]) -> float:
    """The most that :func:`kept_share` of two wordings can be, from their :func:`tokens` alone; takes a fraction of its time.

    >>> most_kept(tokens("ab cd"), tokens("cd ab"))
    1.0
    """
    total = sum(map(len, old.elements())) + sum(map(len, new.elements()))
    kept = 2 * sum(map(len, (old & new).elements()))
    return kept / total if total else 1.0


def tokens(text: str) -> Counter[str]:
    """The words of a text as they are compared, each with how often it stands there, without signs."""
    found = ("".join(filter(str.isalnum, token)) for token in _TOKEN.findall(text))
    return Counter(word for word in found if word)


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    """How many tokens at the beginning are equal."""
    for at, (left, right) in enumerate(zip(a, b, strict=False)):
        if left != right:
            return at
    return min(len(a), len(b))


def _compared(a: Sequence[str], b: Sequence[str]) -> list[Piece]:
    """What becomes of one row of tokens in another, with every stretch that stayed."""
    in_b = Counter(b)
    pairs = sum(count * in_b[token] for token, count in Counter(a).items() if not token.isspace())
    matcher = SequenceMatcher(str.isspace, a, b, autojunk=pairs > _PAIRS)
    found = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(a[i:j])))
        else:
            found += [Piece("gone", "".join(a[i:j])), Piece("new", "".join(b[k:m]))]
    return found


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Neighbours of one kind in one piece; what stayed without a word of its own between two changes belongs to the change."""
    found: list[Piece] = []
    gone = new = ""
    held = ""
    """Spaces and signs that stayed behind a change, until it is known what follows."""
    for piece in pieces:
        if not piece.text:
            continue
        if piece.kind == "same":
            changed = bool(gone or new)
            if changed and not any(map(str.isalnum, piece.text)):
                held += piece.text
                continue
            if changed:
                found += [Piece("gone", gone), Piece("new", new)]
                gone = new = ""
            found.append(Piece("same", held + piece.text))
            held = ""
        else:
            gone, new, held = gone + held, new + held, ""
            if piece.kind == "gone":
                gone += piece.text
            else:
                new += piece.text
    found += [Piece("gone", gone), Piece("new", new), Piece("same", held)]
    folded: list[Piece] = []
    for piece in found:
        if piece.text and folded and folded[-1].kind == piece.kind:
            folded[-1] = Piece(piece.kind, folded[-1].text + piece.text)
        elif piece.text:
            folded.append(piece)
    return tuple(folded)
