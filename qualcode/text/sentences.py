"""Sentences of a turn by rules on strings; the rules are those of the project's language notes, and more for marks and breaks."""

from __future__ import annotations

import re
from functools import cache

from qualcode.text.abbreviations import BEFORE_NUMBER, ENDS_BEFORE_OPENER, MAY_END, NEVER_END, SQUARES
from qualcode.text.sentence_words import BEFORE_LETTER, NEVER_BEGIN, OPENERS, REPORTING
from qualcode.text.spans import trim
from qualcode.text.speech_marks import MARK, mark_at, stands_for_words

__all__ = ["sentences"]

_CLOSING = "\"'”“’‘»«)\\]}"
_STOP = r"\.(?:[^\S\n]\.)+|[.!?…]+"
_SCAN = (
    rf"(?=[\[(/<*.!?…\n–—-])(?:(?P<mark>{MARK})|(?P<aside>\([^()\n]{{1,200}}\))"
    rf"|(?<![.!?…])(?P<stop>{_STOP})(?P<closing>[{_CLOSING}]*)(?P<space>\s+)"
    rf"|(?P<dash>(?:[–—]+|--))[^\S\n]+(?=[^\W\d_])"
    rf"|(?P<blank>\n[^\S\n]*\n\s*))"
)
_NEXT = re.compile(r"[^\w\[(/<*]*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_BEFORE = re.compile(r"(?:[^\W_]['’.]?)+\Z")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_DOTS = re.compile(r"…|\.[.\s]")
_ENUMERATED = re.compile(r"(?:[:;(–—][^\S\n]*|,[^\S\n]+)\Z")
_ENUMERATED_ON = re.compile(r"(?:[:;(–—][^\S\n]*|,[^\S\n]+|\b(?:and|or|och|eller|a|i|nebo)[^\S\n]+)\Z")
"""What stands before the first number of a list, and before a later one."""
_ORDINALS = frozenset({"cs", "sk", "de"})
"""Languages that write ordinal numbers with a full stop."""
_AHEAD = 1000
"""Code points that are looked at for the beginning of the next sentence."""
_STEPS = 20
"""Marks and brackets that are passed over before it."""
_HIGHEST_DAY = 31
_LONGEST_LIST = 20


def sentences(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    """The spans of the sentences of one turn's speech, without the white space around them.

    They are in order, do not overlap, and cover everything but white space. A mark (pause, laughter, what could not be heard,
    an overlap) never ends a sentence: behind a full stop it opens the next one, except at the end of the turn. A blank line
    always ends a sentence. *language* is an ISO 639-1 code; languages without a list of abbreviations get the other rules.

    >>> text = "Přišel např. s MUDr. Novákem. (smích) Bylo to v 5. patře."
    >>> [text[a:b] for a, b in sentences(text, 0, len(text), "cs")]
    ['Přišel např. s MUDr. Novákem.', '(smích) Bylo to v 5. patře.']
    """
    start, end = trim(text, start, end)
    return _Turn(text, start, end, language).spans() if start < end else []


@cache
def _scanner() -> re.Pattern[str]:
    """The expression for all places that may end a sentence; compiled when the first sentence is wanted."""
    return re.compile(_SCAN)


class _Turn:
    """One turn that is being taken apart."""

    def __init__(self, text: str, start: int, end: int, language: str) -> None:
        self.text = text
        self.end = end
        self.language = language
        self.begin = start
        self.number = 0
        """The last number of a list that was met."""
        self.small = text[start:end].islower()
        """Typed without any capital, so that a small letter says nothing."""
        self.found: list[tuple[int, int]] = []

    def spans(self) -> list[tuple[int, int]]:
        """The sentences of the turn."""
        at = self.begin
        scan = _scanner()
        while match := scan.search(self.text, at, self.end):
            at = match.end()
            kind = match.lastgroup
            if kind == "aside":
                at = self.past_aside(match)
            elif kind == "dash" and self.breaks_off(match):
                self.cut(match.start() + len(match.group("dash")), at)
            elif kind == "blank" or (kind == "space" and at < self.end and self.breaks(match)):
                self.cut(match.start() + len(match.group().rstrip()), at)
        self.cut(self.end, self.end)
        return self.found

    def cut(self, stop: int, begin: int) -> None:
        """End a sentence and begin the next."""
        if self.begin < stop:
            self.found.append((self.begin, stop))
        self.begin = begin

    def past_aside(self, match: re.Match[str]) -> int:
        """Where to look on after a bracket: at its beginning where it is a sentence of its own, else at its last full stop."""
        if match.start() == self.begin:
            return match.start() + 1
        inside = match.group()[:-1]
        return match.start() + len(inside.rstrip(".!?…"))

    def breaks_off(self, match: re.Match[str]) -> bool:
        """Whether a sentence is broken off at a dash: only where a word follows that opens sentences."""
        word = _WORD.match(self.text, match.end(), self.end)
        return (
            word is not None
            and word.group()[0].isupper()
            and word.group().lower() in OPENERS.get(self.language, ())
            and _WORD.search(self.text, self.begin, match.start()) is not None
        )

    def breaks(self, match: re.Match[str]) -> bool:
        """Whether a sentence ends at a run of terminators."""
        stop, closing = match.group("stop"), match.group("closing")
        if "\n" in match.group("space") and _BLANK_LINE.search(match.group("space")):
            return True
        at, marked = self.following(match.end())
        if at is None:
            return False
        character = self.text[at]
        word = _WORD.match(self.text, at, self.end)
        opener = (
            word is not None
            and character.isupper()
            and word.group().lower() in OPENERS.get(self.language, ())
        )
        if stop == "." and not closing:
            held = self.holds(match.start(), character, word.group().lower() if word else "", opener)
            if held is not None:
                return not held
        if closing and stop != "." and not opener and self.reported(at):
            return False
        if character.islower():
            return (marked or self.small) and not _DOTS.match(stop)
        return True

    def reported(self, at: int) -> bool:
        """Whether at an offset follows who said what was just quoted."""
        expression = REPORTING.get(self.language)
        return expression is not None and re.match(expression, self.text[at : at + 40]) is not None

    def following(self, offset: int) -> tuple[int | None, bool]:
        """Where the character is that decides whether a sentence begins at an offset, and whether a mark stands before it."""
        limit = min(self.end, offset + _AHEAD)
        marked = False
        for _ in range(_STEPS):
            skipped = _NEXT.match(self.text, offset, limit)
            offset = skipped.end() if skipped else offset
            past = mark_at(self.text, offset, limit)
            if past == offset:
                if offset < limit and not (self.text[offset].isalnum() or self.text[offset] == "_"):
                    offset += 1
                    continue
                return (offset if offset < limit else None), marked
            if stands_for_words(self.text, offset, limit):
                return offset + 1, marked
            offset, marked = past, True
        return None, marked

    def holds(self, dot: int, character: str, word: str, opener: bool) -> bool | None:
        """Whether a single full stop belongs to the word before it; None where that word does not settle it."""
        language = self.language
        found = _BEFORE.search(self.text[max(self.begin, dot - 24) : dot])
        before = found.group() if found else ""
        lower = before.lower()
        digit = character.isdigit()
        if word in NEVER_BEGIN.get(language, ()):
            return True
        if character.isupper() and lower in SQUARES.get(language, {}):
            return self.word_before(dot - len(before)) in SQUARES[language][lower]
        if digit and lower in BEFORE_NUMBER.get(language, BEFORE_NUMBER[""]):
            return True
        if lower in NEVER_END.get(language, NEVER_END[""]):
            if lower in ENDS_BEFORE_OPENER.get(language, ()):
                return not opener
            return not (lower in MAY_END.get(language, MAY_END[""]) and character.isupper())
        if len(before) == 1 and before.isalpha():
            if self.word_before(dot - 1) in BEFORE_LETTER:
                return not character.isupper()
            return not opener
        if before.isdecimal():
            return self.numbers(dot - len(before), int(before), character)
        if language == "sv" and digit and before[:1].isupper() and len(before) > 3 and before[-1] in "gv":
            return True  # a street: Storg. 14
        return None

    def numbers(self, at: int, value: int, character: str) -> bool | None:
        """Whether the full stop behind a number makes it an ordinal, part of a date, or the number of a list."""
        in_order = value in (1, self.number + 1) and value <= _LONGEST_LIST
        before = _ENUMERATED if value == 1 else _ENUMERATED_ON
        if in_order and (at == self.begin or before.search(self.text[max(self.begin, at - 12) : at])):
            self.number = value
            return True
        if self.language in _ORDINALS:
            if character.islower():
                return True
            if character.isdigit():
                return value <= _HIGHEST_DAY
        return None

    def word_before(self, offset: int) -> str:
        """The word that ends before an offset, in lower case."""
        found = _BEFORE.search(self.text[max(self.begin, offset - 24) : offset].rstrip())
        return found.group().lower() if found else ""
