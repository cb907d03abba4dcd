"""Two versions of one text: which characters stayed, and where a span of the old one lies in the new one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal, NamedTuple

__all__ = ["Alignment", "Block", "Carried", "align", "replaced"]

_TOKEN = re.compile(r"\w+\W*|\W+")
_SAID_AGAIN = 4
"""Words that a moved passage must have to be known again by its words alone."""
_FEW = 2
"""Words of a span at most for which other words at exactly its place can stand."""
_HALF = 0.5
"""Share of a span's characters that must have stayed for the span to be carried along."""
_LARGE = 4_000_000
"""Pairs of tokens from which on a stretch is first cut at words that occur once in both texts."""
_PAIRS = 20_000_000
"""Pairs of equal tokens up to which a stretch is compared token by token."""
_MOST = 8_000
"""Tokens up to which a stretch is compared token by token."""
_WORD = 400
"""Longest stretch, in characters, that is compared letter by letter."""


class Block(NamedTuple):
    """A run of characters that stayed: ``old[i:i + length] == new[j:j + length]``."""

    i: int
    j: int
    length: int


@dataclass(frozen=True, slots=True)
class Carried:
    """Where a span of the old text lies in the new one."""

    start: int
    end: int
    how: Literal["same", "changed", "moved"]
    """``same`` words; ``changed`` words at the same place; the same words ``moved`` to another place of the text."""


@dataclass(frozen=True)
class Alignment:
    """What stayed between an old and a new text, in ascending order in both."""

    old: str
    new: str
    blocks: tuple[Block, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [block.i for block in self.blocks]

    def _around(self, offset: int) -> tuple[Block | None, int]:
        """The block that holds the old character at *offset* (or None), and the index of the last block that begins before or there."""
        k = bisect_right(self._starts, offset) - 1
        if k >= 0 and offset < self.blocks[k].i + self.blocks[k].length:
            return self.blocks[k], k
        return None, k

    def _gap(self, k: int) -> tuple[int, int, int, int]:
        """What lies between block *k* and the next one: start and end in the old text, start and end in the new one."""
        before = self.blocks[k] if k >= 0 else Block(0, 0, 0)
        after = self.blocks[k + 1] if k + 1 < len(self.blocks) else Block(len(self.old), len(self.new), 0)
        return before.i + before.length, after.i, before.j + before.length, after.j

    def start_of(self, offset: int) -> int:
        """Where something begins now that began at *offset*; text put in right before it does not belong to it."""
        if offset >= len(self.old):
            return len(self.new)
        block, k = self._around(offset)
        if block is not None:
            return block.j + offset - block.i
        first, _, now, after = self._gap(k)
        return now if offset == first else after

    def end_of(self, offset: int) -> int:
        """Where something ends now that ended at *offset*; text put in right behind it does not belong to it."""
        if offset <= 0:
            return 0
        block, k = self._around(offset - 1)
        if block is not None:
            return block.j + offset - block.i
        _, last, now, after = self._gap(k)
        return after if offset == last else now

    def kept(self, start: int, end: int) -> int:
        """How many characters of a span of the old text stayed."""
        total = 0
        for k in range(max(0, bisect_right(self._starts, start) - 1), len(self.blocks)):
            block = self.blocks[k]
            if block.i >= end:
                break
            total += max(0, min(end, block.i + block.length) - max(start, block.i))
        return total

    def carry(self, start: int, end: int) -> Carried | None:
        """Where a span of the old text lies in the new one; None where nothing there can stand for it.

        A span goes along where at least half of its characters stayed, or where its one or two words were replaced by others; edges that lay
        between words do so again. A passage that was taken out but stands once elsewhere, word for word, has moved.
        """
        a, b = self.start_of(start), self.end_of(end)
        whole = self.kept(start, end)
        replaced = b > a and self.start_of(start) < b and self._replaced(start, end)
        if b > a and (whole >= (end - start) * _HALF or replaced):
            a, b = self._at_words(start, end, a, b)
            if self.new[a:b].strip():
                return self._exact(start, end, a, b) or Carried(a, b, "changed")
        words = self.old[start:end]
        if len(words.split()) >= _SAID_AGAIN and self.new.count(words) == 1 and self.old.count(words) == 1:
            at = self.new.index(words)
            return Carried(at, at + len(words), "moved")
        return None

    def _exact(self, start: int, end: int, a: int, b: int) -> Carried | None:
        """The very words of a span where they stand once at its new place or right beside it: a diff cannot tell which of two equal words stayed."""
        words = self.old[start:end]
        if self.new[a:b] == words:
            return Carried(a, b, "same")
        first, last = max(0, a - len(words)), min(len(self.new), b + len(words))
        at = self.new.find(words, first, last)
        if (
            at < 0
            or self.new.find(words, at + 1, last) >= 0
            or self._at_words(start, end, at, at + len(words)) != (at, at + len(words))
        ):
            return None
        return Carried(at, at + len(words), "same")

    def _replaced(self, start: int, end: int) -> bool:
        """Whether the text around a span stayed, so that what stands between now stands for it."""
        before = start == 0 or self._around(start - 1)[0] is not None
        after = end == len(self.old) or self._around(end)[0] is not None
        return before and after and len(self.old[start:end].split()) <= _FEW

    def _at_words(self, start: int, end: int, a: int, b: int) -> tuple[int, int]:
        """Edges of the new span moved outwards to the edges of words, where the old ones lay there."""
        if not _inside_word(self.old, start):
            while _inside_word(self.new, a):
                a -= 1
        if not _inside_word(self.old, end):
            while _inside_word(self.new, b):
                b += 1
        return a, b

    def changes(self) -> Iterator[tuple[int, int, int, int]]:
        """What did not stay: start and end in the old text, start and end in the new one."""
        for k in range(-1, len(self.blocks)):
            gap = self._gap(k)
            if gap[0] < gap[1] or gap[2] < gap[3]:
                yield gap


def replaced(old: str, edits: Sequence[tuple[int, int, str]]) -> Alignment:
    """The alignment of a text with the one that some replacements make of it; what lies between them stayed.

    Each edit is start and end in the old text and the words that stand there instead; they are in order and apart.

    >>> replaced("He came late.", [(3, 7, "went")]).new
    'He went late.'
    """
    pieces: list[str] = []
    blocks: list[Block] = []
    at = length = 0
    for start, end, words in [*edits, (len(old), len(old), "")]:
        if at < start:
            blocks.append(Block(at, length, start - at))
        pieces += [old[at:start], words]
        length += start - at
        blocks += _words(old[start:end], words, start, length)
        length += len(words)
        at = end
    return Alignment(old, "".join(pieces), _joined(blocks))


def align(old: str, new: str) -> Alignment:
    """Find what stayed between two versions of a text: lines first, within changed lines words, within changed words letters.

    >>> alignment = align("Trust takes tme.", "Yes. Trust takes time.")
    >>> carried = alignment.carry(6, 15)
    >>> alignment.new[carried.start:carried.end]
    'takes time'
    """
    return Alignment(old, new, _joined(_lines(old, new)))


def _joined(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Blocks that follow one another without a gap as one."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        if last is not None and last.i + last.length == block.i and last.j + last.length == block.j:
            found[-1] = Block(last.i, last.j, last.length + block.length)
        else:
            found.append(block)
    return tuple(found)


def _inside_word(text: str, offset: int) -> bool:
    return 0 < offset < len(text) and text[offset - 1].isalnum() and text[offset].isalnum()


def _lines(old: str, new: str) -> Iterator[Block]:
    yield from _tokens(re.findall(r"[^\n]*\n|[^\n]+", old), re.findall(r"[^\n]*\n|[^\n]+", new), 0, 0, _words)


def _words(old: str, new: str, i: int, j: int) -> Iterator[Block]:
    yield from _tokens(_TOKEN.findall(old), _TOKEN.findall(new), i, j, _letters)


def _letters(old: str, new: str, i: int, j: int) -> Iterator[Block]:
    """Letters that stayed at both ends; between them, where it is short, those in the middle too."""
    limit = min(len(old), len(new))
    before = next((n for n in range(limit) if old[n] != new[n]), limit)
    limit -= before
    after = next((n for n in range(limit) if old[-1 - n] != new[-1 - n]), limit)
    if before:
        yield Block(i, j, before)
    a, b = old[before : len(old) - after], new[before : len(new) - after]
    if a and b and len(a) < _WORD and len(b) < _WORD:
        for x, y, n in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
            if n > 2:  # shorter runs are chance
                yield Block(i + before + x, j + before + y, n)
    if after:
        yield Block(i + len(old) - after, j + len(new) - after, after)


def _tokens(
    old: Sequence[str],
    new: Sequence[str],
    i: int,
    j: int,
    deeper: Callable[[str, str, int, int], Iterator[Block]],
) -> Iterator[Block]:
    """Tokens that stayed, as blocks of characters; what did not is looked at by *deeper*."""
    at, to = _offsets(old, i), _offsets(new, j)
    a = b = 0
    for x, y, n in [*_matches(old, new), (len(old), len(new), 0)]:
        if a < x and b < y:
            yield from deeper("".join(old[a:x]), "".join(new[b:y]), at[a], to[b])
        if n:
            yield Block(at[x], to[y], at[x + n] - at[x])
        a, b = x + n, y + n


def _offsets(tokens: Sequence[str], start: int) -> list[int]:
    offsets = [start]
    for token in tokens:
        offsets.append(offsets[-1] + len(token))
    return offsets


def _matches(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """Runs of equal tokens in ascending order; long texts are cut first at tokens that occur once in both."""
    limit = min(len(old), len(new))
    before = next((n for n in range(limit) if old[n] != new[n]), limit)
    limit -= before
    after = next((n for n in range(limit) if old[-1 - n] != new[-1 - n]), limit)
    found = [(0, 0, before)] if before else []
    a, b = list(old[before : len(old) - after]), list(new[before : len(new) - after])
    cuts: list[tuple[int, int]] = []
    if len(a) * len(b) > _LARGE:
        cuts = next(filter(None, (_anchors(_runs(a, n), _runs(b, n)) for n in (1, 3, 8))), [])
    x = y = 0
    for p, q in [*cuts, (len(a), len(b))]:
        matcher = _matcher(a[x:p], b[y:q])
        found += [
            (before + x + m.a, before + y + m.b, m.size) for m in matcher.get_matching_blocks() if m.size
        ]
        if p < len(a):
            found.append((before + p, before + q, 1))
        x, y = p + 1, q + 1
    if after:
        found.append((len(old) - after, len(new) - after, after))
    return found


def _matcher(old: Sequence[str], new: Sequence[str]) -> SequenceMatcher[str]:
    """Compares two stretches; where the same few tokens fill both of them, which would take minutes, nothing is called equal."""
    once, twice = Counter(old), Counter(new)
    pairs = sum(number * twice[token] for token, number in once.items())
    small = pairs < _PAIRS and len(old) < _MOST and len(new) < _MOST
    return SequenceMatcher(None, old, new if small else [], autojunk=False)


def _runs(tokens: Sequence[str], length: int) -> Sequence[str]:
    """Each token together with those that follow it, so that a token that is not rare by itself may be known by its neighbours."""
    if length == 1:
        return tokens
    return ["".join(tokens[n : n + length]) for n in range(len(tokens))]


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The longest ascending chain of tokens that occur once in each of two sequences."""
    once, twice = Counter(old), Counter(new)
    places = {token: q for q, token in enumerate(new) if twice[token] == 1}
    pairs = [(p, places[token]) for p, token in enumerate(old) if once[token] == 1 and token in places]
    tails: list[int] = []
    ends: list[int] = []
    back = [-1] * len(pairs)
    for n, (_, q) in enumerate(pairs):
        k = bisect_right(tails, q)
        back[n] = ends[k - 1] if k else -1
        tails[k : k + 1] = [q]
        ends[k : k + 1] = [n]
    chain: list[tuple[int, int]] = []
    n = ends[-1] if ends else -1
    while n >= 0:
        chain.append(pairs[n])
        n = back[n]
    return chain[::-1]
