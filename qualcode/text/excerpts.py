"""Words as they were said against words as they are printed: omissions in […], insertions in [ ], and what differs.

Words and signs are compared one by one in a folded form: Unicode form, spaces, line ends, soft hyphens, kinds of dashes, apostrophes and
dots of omission are the same; quotation marks do not count. The first letter of what is printed may be a capital or not, and any letter
changed in brackets (``[T]he``) is marked.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from qualcode.text.sentences import sentences

__all__ = ["Difference", "Excerpt", "ExcerptKind", "Piece", "Token", "check_excerpt", "first_difference", "tokens", "well_marked", "without_marks"]  # fmt: skip

ExcerptKind = Literal["verbatim", "shortened", "differs"]

_IGNORED = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Characters that nobody sees: soft hyphens, joiners, spaces without width."""
_DASHES = "\\-‐‑‒–—―−"
_APOSTROPHES = "'’ʼ‘`´"
_WORD = rf"[^\W_](?:[{_IGNORED}{_APOSTROPHES}]*[^\W_])*"
_TOKEN = re.compile(
    rf"(?P<word>{_WORD})|(?P<dots>…[.…]*|\.(?:[ \u00a0]?[.…])+)|(?P<dash>[{_DASHES}]+)|(?P<sign>[^\s{_IGNORED}])"
)
_QUOTES = frozenset("\"„“”‟«»‹›‚‘’'`´")
_OMISSION = re.compile(
    rf"[\[(/<][ \u00a0]*(?:…+|\.(?:[ \u00a0]?\.)+|[{_DASHES}](?:[ \u00a0]?[{_DASHES}])+)[ \u00a0]*[\])/>]"
)
"""Signs that stand for words left out: […], [...], (…), (. . .), [---], /.../."""
_OMITTED = "[…]"
_STOP_FIRST = re.compile(r"\.[ \u00a0]+(?:…|\.\.)")
"""Dots behind the full stop of a sentence."""
_ALTERED = re.compile(r"(?:[^\W_]+\[[^\W_]+\]|\[[^\W_]+\](?=[^\W_]))[^\W_]*(?:\[[^\W_]+\][^\W_]*)*")
"""A word with letters in brackets, such as [T]he or pracuj[e]."""
_INSERTION = re.compile(r"\[[^\[\]]{1,400}\]")
_REPLACED = 3
"""Words at most in whose place an insertion may stand, such as [the nurse] for “she”."""
_BLOCK = 64
"""Places that are tried together."""
_STEPS = 5_000_000
"""Steps after which two texts are called different: only words said over and over need so many."""
_LARGE = 4_000_000
"""Pairs of tokens from which on only the surroundings of the first difference are compared."""
_NEAR = 400
"""Tokens before and behind it that are."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a sign of a text."""

    key: str
    """In the form in which it is compared; case is kept."""
    start: int
    """Code points of the text, half open."""
    end: int
    word: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of what was said or of what is printed."""

    kind: Literal["kept", "omitted", "inserted"]
    """``kept``: said and printed; ``omitted``: said, not printed; ``inserted``: printed in brackets, not said."""
    text: str
    """As printed; of what was left out as it was said."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that are other ones, without a mark that says so."""

    original: str
    """What was said; empty where words were put in."""
    printed: str
    """What is printed; empty where words were left out."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """How printed words stand to the original ones."""

    kind: ExcerptKind
    """``shortened``: all that is printed was said, but for marked omissions and insertions or what was left out before and behind."""
    pieces: tuple[Piece, ...] = ()
    """In the order of the text, from the first printed word to the last; empty where it differs."""
    differences: tuple[Difference, ...] = ()
    start: int = 0
    """Where the first printed word stands in the original (code points); of words that differ, where the most similar ones do."""
    end: int = 0
    marked: bool = False
    """Whether signs of omission or insertions stand in it."""


@dataclass(frozen=True, slots=True)
class _Item:
    """A part of what is printed."""

    kind: Literal["token", "altered", "omission", "insertion"]
    text: str
    start: int
    """Where it stands in what is printed (code points)."""
    end: int
    keys: tuple[str, ...]
    """Of a token: the keys that are the same; of the others: the keys of their signs, should the original hold them as they are."""
    loose: bool = False
    """A sign that may have come in beside an omission, an insertion or at the ends."""
    pattern: re.Pattern[str] | None = None


def tokens(text: str) -> list[Token]:
    """The words and signs of a text with their places; quotation marks and what cannot be seen are left out.

    >>> [token.key for token in tokens("„Ano – to\u00a0je…“")]
    ['Ano', '-', 'to', 'je', '…']
    """
    return list(_tokens(text))


def check_excerpt(original: str, printed: str) -> Excerpt:
    """Whether printed words are the original ones, apart from marked omissions and insertions and what was left out before and behind.

    >>> check_excerpt("He came, I think, too late.", "[H]e came […] too late").kind
    'shortened'
    >>> check_excerpt("He came late.", "He came early.").differences
    (Difference(original='late', printed='early'),)
    """
    said = tokens(original)
    printed = unicodedata.normalize("NFC", printed)
    items = _items(printed)
    if not any(item.kind != "insertion" and any(map(str.isalnum, item.text)) for item in items):
        return Excerpt("differs", differences=(Difference(_line(original), _line(printed)),))
    if [token.key for token in said] == [token.key for token in _tokens(printed)]:
        return Excerpt("verbatim", (Piece("kept", _line(printed)),), (), said[0].start, said[-1].end)
    path = _path(said, items)
    if path is None:
        return _differing(original, printed, said, items)
    return _found(original, printed, said, items, path)


def well_marked(original: str, printed: str, language: str = "") -> str:
    """What is printed, with each omission as […] and with signs where it is cut within a sentence; the words stay as they are.

    Behind a sentence that is cut off stands […], and a capital that the original does not have is put in brackets. Dots and brackets that
    the original has at that place stay, and so does everything where the words differ. ``language`` tells where sentences end.

    >>> well_marked("Then I wait at home, mostly.", "I wait ... mostly.")
    'I wait […] mostly.'
    >>> well_marked("Then I wait at home.", "Then I"), well_marked("Then we wait at home.", "We wait at home.")
    ('Then I […]', '[W]e wait at home.')
    """
    said = tokens(original)
    printed = unicodedata.normalize("NFC", printed)
    if [token.key for token in said] == [token.key for token in _tokens(printed)]:
        return printed
    items = _items(printed)
    path = _path(said, items)
    kept = [
        n
        for n, item in enumerate(items)
        if path and item.kind in ("token", "altered") and path[n][1] > path[n][0]
    ]
    if path is None or not any(items[n].text[0].isalnum() or items[n].kind == "altered" for n in kept):
        return printed
    changes: list[tuple[int, int, str]] = []
    marked_end = False
    for n, (item, (start, end)) in enumerate(zip(items, path, strict=True)):
        marked_end = (marked_end or item.kind == "insertion") and n not in kept
        if item.kind != "omission":
            continue
        while n > kept[-1] and end < len(said) and not said[end].word:
            end += 1
        if n < kept[0]:
            start = next((p + 1 for p in range(end - 1, -1, -1) if said[p].word), 0)
        own = not any(token.word for token in said[start:end])
        own = own and any(_stands(said, p, item.keys) for p in range(start, end))
        marked_end = marked_end or not own
        if not own and item.text != _OMITTED:
            begin = item.start + bool(_STOP_FIRST.match(item.text))
            changes.append((begin, item.end, _spaced(printed, begin, item.end)))
    tail, behind = kept[-1], path[kept[-1]][1]
    while tail + 1 < len(items) and _stands(said, behind, items[tail + 1].keys):
        tail, behind = tail + 1, behind + len(items[tail + 1].keys)
    first, last = said[path[kept[0]][0]], said[behind - 1]
    whole = sentences(original, 0, len(original), language)
    begun = next((start for start, end in whole if start <= first.start < end), first.start)
    ended = next((end for start, end in whole if start < last.end <= end), last.end)
    if not marked_end and any(token.word for token in _tokens(original, last.end, ended)):
        changes.append((items[tail].end, items[tail].end, f" {_OMITTED}"))
    head = items[kept[0]]
    later = any(token.word for token in _tokens(original, begun, first.start))
    capital = head.kind == "token" and head.text[:1].isupper() and head.text[1:2].isalpha()
    if later and capital and first.key[:1].islower():
        changes.append((head.start, head.start + 1, f"[{head.text[0]}]"))
    for start, end, text in sorted(changes, reverse=True):
        printed = printed[:start] + text + printed[end:]
    return printed


def _spaced(printed: str, start: int, end: int) -> str:
    """The sign of an omission with a space on each side where there is none and a word would touch it."""
    before = "" if not start or printed[start - 1].isspace() or printed[start - 1] in '([„‚«“‘"' else " "
    return f"{before}{_OMITTED}{' ' if printed[end : end + 1].isalnum() else ''}"


def first_difference(found: Excerpt) -> str:
    """The first words that differ, as a clause: ``“early” stands where “late” was said``; empty where nothing differs."""
    if not found.differences:
        return ""
    first = found.differences[0]
    if not first.original:
        return f"“{_short(first.printed)}” was not said there"
    if not first.printed:
        return f"“{_short(first.original)}” is left out without a mark"
    return f"“{_short(first.printed)}” stands where “{_short(first.original)}” was said"


def without_marks(printed: str) -> tuple[str, ...]:
    """The stretches of what is printed between omissions and insertions, which must all have been said.

    >>> without_marks("He came […] too [very] late")
    ('He came', 'too', 'late')
    """
    text = unicodedata.normalize("NFC", printed)
    found, at = [], 0
    for item in _items(text):
        if item.kind in ("omission", "insertion"):
            found.append(text[at : item.start])
            at = item.end
    found.append(text[at:])
    return tuple(part.strip() for part in found if any(map(str.isalnum, part)))


def _tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        kind, shown = match.lastgroup, match.group()
        if kind == "word":
            yield Token(_folded(shown), match.start(), match.end(), True)
        elif kind == "dots":
            yield Token("…", match.start(), match.end(), False)
        elif kind == "dash":
            yield Token("-", match.start(), match.end(), False)
        elif shown not in _QUOTES and not unicodedata.combining(shown):
            yield Token(shown, match.start(), match.end(), False)


def _folded(word: str) -> str:
    """A word without what cannot be seen, with one kind of apostrophe."""
    if word.isalnum():
        return word
    return "".join("'" if c in _APOSTROPHES else c for c in word if c not in _IGNORED)


def _items(printed: str) -> list[_Item]:
    found: list[_Item] = []
    at = 0
    while at < len(printed):
        for pattern, kind in ((_OMISSION, "omission"), (_ALTERED, "altered"), (_INSERTION, "insertion")):
            match = (
                pattern.match(printed, at)
                if printed[at] in "[(/<" or (kind == "altered" and printed[at].isalnum())
                else None
            )
            if match:
                found.append(_marked(kind, match))
                break
        else:
            match = _TOKEN.match(printed, at)
            if match:
                for token in _tokens(printed, at, match.end()):
                    bare = token.key == "…"
                    found.append(
                        _Item("omission" if bare else "token", match.group(), *match.span(), (token.key,))
                    )
        at = match.end() if match else at + 1
    return _at_the_ends(found)


def _marked(kind: str, match: re.Match[str]) -> _Item:
    shown, place = match.group(), match.span()
    keys = tuple(token.key for token in _tokens(shown))
    if kind == "omission":
        return _Item("omission", shown, *place, keys)
    if kind == "insertion":
        return _Item("insertion", shown, *place, keys)
    first = re.match(r"\[([^\W_])\]([^\W_]*)$", shown)
    if first is not None:
        letter = re.escape(first[1].lower()) + re.escape(first[1].upper())
        return _Item("altered", shown, *place, keys, pattern=re.compile(f"[{letter}]{re.escape(first[2])}"))
    parts = re.split(r"\[[^\W_]+\]", shown)
    return _Item("altered", shown, *place, keys, pattern=re.compile(r"[^\W_]*".join(map(re.escape, parts))))


def _at_the_ends(items: list[_Item]) -> list[_Item]:
    """The items with signs beside omissions, insertions and the ends marked loose, and the first word in either case of its first letter."""
    out = list(items)
    for order in (range(len(out)), range(len(out) - 1, -1, -1)):
        beside = True
        for at in order:
            item = out[at]
            sign = item.kind == "token" and not item.keys[0][0].isalnum()
            if sign and beside:
                out[at] = replace(item, loose=True)
            beside = item.kind in ("omission", "insertion") or (sign and beside)
    first = next((at for at, item in enumerate(out) if item.kind == "token" and not item.loose), None)
    if first is not None and all(item.loose or item.kind == "omission" for item in out[:first]):
        key = out[first].keys[0]
        either = (key, key[:1].upper() + key[1:], key[:1].lower() + key[1:])
        out[first] = replace(out[first], keys=tuple(dict.fromkeys(either)))
    return out


def _path(said: Sequence[Token], items: Sequence[_Item]) -> list[tuple[int, int]] | None:
    """For each item from which to which token of the original it goes; None where the original cannot be read so.

    What lies between two omissions is looked for one after another, each at the first place that fits behind the last one: where any
    reading exists, this one does.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for at, token in enumerate(said):
        places[token.key].append(at)
    path: list[tuple[int, int]] = []
    behind, number = 0, 0
    budget = _STEPS
    while number < len(items):
        stop = next((n for n in range(number, len(items)) if items[n].kind == "omission"), len(items))
        found, steps = _run(said, items[number:stop], places, behind, budget)
        budget -= steps
        if found is None or budget < 0:
            return None
        if found:
            if number and items[number - 1].kind == "omission":
                path[-1] = (path[-1][0], found[0][0])
            path += found
            behind = found[-1][1]
        if stop < len(items):
            path.append((behind, behind))
        number = stop + 1
    return path


def _run(
    said: Sequence[Token], items: Sequence[_Item], places: dict[str, list[int]], behind: int, budget: int
) -> tuple[list[tuple[int, int]] | None, int]:
    """Where items without an omission between them stand at or behind a token, and how many steps it took to find out."""
    anchor = next(
        (
            n
            for n, item in enumerate(items)
            if item.kind == "altered" or (item.kind == "token" and not item.loose)
        ),
        None,
    )
    if anchor is None:
        return [(behind, behind)] * len(items), 0
    starts = _starts(said, items[anchor], places, behind)
    steps = 0
    for block in range(0, len(starts), _BLOCK):
        states = [frozenset(starts[block : block + _BLOCK])]
        for item in items[anchor:]:
            states.append(_after(states[-1], item, said))
            steps += len(states[-2])
            if not states[-1] or steps > budget:
                break
        if steps > budget:
            break
        if states[-1]:
            end = min(states[-1])
            path = []
            for number in range(len(items) - 1, anchor - 1, -1):
                start = _before(states[number - anchor], items[number], end, said)
                path.append((start, end))
                end = start
            return [(end, end)] * anchor + path[::-1], steps
    return None, steps


def _starts(said: Sequence[Token], item: _Item, places: dict[str, list[int]], behind: int) -> list[int]:
    """The tokens at or behind a place at which an item may begin."""
    if item.pattern is None:
        found = [
            p for key in item.keys for p in places.get(key, ())[bisect_left(places.get(key, ()), behind) :]
        ]
        return sorted(found) if len(item.keys) > 1 else found
    fitting = item.pattern.fullmatch
    return [
        p
        for p in range(behind, len(said))
        if (said[p].word and fitting(said[p].key)) or _stands(said, p, item.keys)
    ]


def _after(state: frozenset[int], item: _Item, said: Sequence[Token]) -> frozenset[int]:
    """Where the reading may stand behind an item."""
    if item.kind == "insertion":
        return frozenset(p + n for p in state for n in range(_reach(said, p, item) + 1))
    if item.pattern is not None:
        fitting = item.pattern.fullmatch
        found = {p + 1 for p in state if p < len(said) and said[p].word and fitting(said[p].key)}
        return frozenset(found | {p + len(item.keys) for p in state if _stands(said, p, item.keys)})
    found = {p + 1 for p in state if p < len(said) and said[p].key in item.keys}
    return frozenset(found | state) if item.loose else frozenset(found)


def _stands(said: Sequence[Token], place: int, keys: Sequence[str]) -> bool:
    return (
        place >= 0
        and place + len(keys) <= len(said)
        and all(said[place + n].key == key for n, key in enumerate(keys))
    )


def _reach(said: Sequence[Token], place: int, item: _Item) -> int:
    """How many tokens an insertion may stand for: its own signs, or a few words."""
    if _stands(said, place, item.keys):
        return len(item.keys)
    words = count = 0
    for token in said[place : place + 4 * _REPLACED]:
        words += token.word
        if words > _REPLACED:
            break
        count += 1
    return count


def _before(state: frozenset[int], item: _Item, end: int, said: Sequence[Token]) -> int:
    """Where an item begins that ends before token *end*."""
    literal = end - len(item.keys)
    if literal in state and _stands(said, literal, item.keys):
        return literal
    if item.kind == "insertion":
        return next(p for p in range(end, -1, -1) if p in state)
    if item.pattern is not None:
        return end - 1
    return end - 1 if end - 1 in state and said[end - 1].key in item.keys else end


def _found(
    original: str,
    printed: str,
    said: Sequence[Token],
    items: Sequence[_Item],
    path: Sequence[tuple[int, int]],
) -> Excerpt:
    """An excerpt that can be read in the original."""
    steps = list(zip(items, path, strict=True))
    kept = [(item, span) for item, span in steps if span[1] > span[0] and item.kind in ("token", "altered")]
    first, last = kept[0][1][0], kept[-1][1][1]
    pieces: list[Piece] = []
    marked, at = False, steps[0][0].start
    for item, (start, end) in steps:
        literal = end - start == len(item.keys) and _stands(said, start, item.keys)
        if item.kind == "altered":
            marked = marked or not literal
        if literal or item.kind in ("token", "altered"):
            continue
        marked = marked or item.kind == "insertion" or item.text[0] in "[(/<" or end > start
        pieces.append(Piece("kept", _line(printed[at : item.start])))
        at = item.end
        if item.kind == "insertion":
            pieces.append(Piece("inserted", item.text))
        if first < start < end < last:
            pieces.append(Piece("omitted", _line(original[said[start].start : said[end - 1].end])))
    pieces.append(Piece("kept", _line(printed[at : steps[-1][0].end])))
    words = [n for n, token in enumerate(said) if token.word]
    whole = first <= words[0] and words[-1] < last
    return Excerpt(
        "verbatim" if whole and not marked else "shortened",
        tuple(piece for piece in pieces if piece.text),
        (),
        said[first].start,
        said[last - 1].end,
        marked,
    )


def _differing(original: str, printed: str, said: Sequence[Token], items: Sequence[_Item]) -> Excerpt:
    """Where the words differ: the first ones first; what was left out before and behind is no difference."""
    a = [token.key for token in said]
    b = [item.keys[0] if item.kind == "token" else f"\0{item.kind}" for item in items]
    for n, item in enumerate(items):
        if item.kind == "token" and len(item.keys) > 1:
            b[n] = next((key for key in item.keys if key in a), b[n])
    if len(a) * len(b) > _LARGE:
        same = next((n for n, (one, other) in enumerate(zip(a, b, strict=False)) if one != other), 0)
        reach = slice(max(0, same - _NEAR), same + _NEAR)
        a, b, said, items = a[reach], b[reach], said[reach], items[reach]
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return Excerpt("differs", (), (Difference(_line(original), _line(printed)),), 0, len(original))
    begin = max(0, blocks[0].a - blocks[0].b)
    end = min(len(a), blocks[-1].a + len(b) - blocks[-1].b)
    found = []
    for tag, i, j, k, m in matcher.get_opcodes():
        i, j = max(i, begin), min(j, end)
        group = items[k:m]
        if tag == "equal" or (i >= j and not group) or _accounted(group, said[i:j]):
            continue
        found.append(_difference(original, printed, said[i:j], group))
    start, stop = said[begin].start, said[end - 1].end
    return Excerpt(
        "differs", (), tuple(found) or (Difference(_line(original[start:stop]), _line(printed)),), start, stop
    )


def _difference(original: str, printed: str, said: Sequence[Token], group: Sequence[_Item]) -> Difference:
    """Printed items and the words in whose place they stand; beside an omission only as many words as are printed."""
    marks = [n for n, item in enumerate(group) if item.kind in ("omission", "insertion")]
    if marks and marks[0]:
        said, group = said[: marks[0]], group[: marks[0]]
    elif marks:
        group = group[marks[-1] + 1 :] or group
        said = said[len(said) - len(group) :] if len(group) < len(said) else said
    theirs = original[said[0].start : said[-1].end] if said else ""
    return Difference(_line(theirs), _line(printed[group[0].start : group[-1].end]) if group else "")


def _accounted(group: Sequence[_Item], said: Sequence[Token]) -> bool:
    """Whether marks say all that differs between some printed items and the words in whose place they stand."""
    if any(item.kind == "token" and not item.loose for item in group):
        return False
    if any(item.kind == "omission" for item in group):
        return True
    altered = [item.pattern for item in group if item.pattern is not None]
    if altered:
        return any(pattern.fullmatch(token.key) for pattern in altered for token in said)
    return bool(group) and sum(token.word for token in said) <= _REPLACED


def _line(text: str) -> str:
    return " ".join(text.split())


def _short(text: str, length: int = 80) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
