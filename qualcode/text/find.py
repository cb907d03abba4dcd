"""Find words in a text with exact offsets."""

from __future__ import annotations

import re
import unicodedata
import warnings

from qualcode.errors import InputError

__all__ = ["find"]

_MARKS = "\u0300-\u036f"
_MARK = re.compile(f"[{_MARKS}]")


class _Folding(dict[int, int]):
    """A table for ``str.translate`` that maps a letter with accents to the letter alone, one for one."""

    def __missing__(self, code: int) -> int:
        base = unicodedata.normalize("NFD", chr(code))
        folded = ord(base[0]) if len(base) > 1 and not _MARK.sub("", base[1:]) else code
        self[code] = folded
        return folded


_FOLDING = _Folding()


def _has_accents(text: str) -> bool:
    return not text.isascii() and _MARK.search(unicodedata.normalize("NFD", text)) is not None


def find(
    text: str,
    query: str,
    *,
    whole_word: bool = False,
    regex: bool = False,
    match_case: bool = False,
    match_accents: bool | None = None,
) -> list[tuple[int, int]]:
    """The spans in canonical *text* where *query* occurs, in order and without overlap.

    White space in the query stands for any white space, also a line end. Case is ignored unless *match_case*.
    Accents are ignored unless the query has some; *match_accents* settles it either way. With *regex* the query is
    a regular expression of Python's ``re``. An empty query finds nothing.
    Raises :class:`~qualcode.errors.InputError` for a broken regular expression.

    >>> find("Důvěra, nebo duvera?", "duvera"), find("Důvěra, nebo duvera?", "důvěra")
    ([(0, 6), (13, 19)], [(0, 6)])
    """
    query = unicodedata.normalize("NFC", query)
    if not query if regex else not query.strip():
        return []
    exact = _has_accents(query) if match_accents is None else match_accents
    if not exact:
        text = text.translate(_FOLDING) if not text.isascii() else text
        query = query.translate(_FOLDING)
    if regex:
        pattern = query
    else:
        loose = "" if exact else f"[{_MARKS}]*"
        characters = query.strip() if exact else _MARK.sub("", query.strip())
        pattern = r"\s+".join(
            "".join(re.escape(character) + loose for character in word) for word in characters.split()
        )
        if exact:
            pattern += f"(?![{_MARKS}])"
    if whole_word:
        pattern = rf"(?<!\w)(?:{pattern})(?![\w{_MARKS}])"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compiled = re.compile(pattern, 0 if match_case else re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        raise InputError(
            f"“{query}” is not a regular expression: {error}. Check its brackets and signs."
        ) from None
    return [match.span() for match in compiled.finditer(text) if match.end() > match.start()]
