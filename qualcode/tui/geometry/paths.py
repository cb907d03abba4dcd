"""A line of paths: quotes and escapes taken off, the part that is being typed, and a name put in its place."""

from __future__ import annotations

import os
import re

__all__ = ["Token", "completed", "common", "split_name", "tokens"]

Token = tuple[int, str]
"""Where a path begins in the line, and the path without quotes and escapes."""

_PLAIN = re.compile(r"[^\s\"'\\]*\Z")


def tokens(line: str, *, escapes: bool = os.sep == "/") -> list[Token]:
    r"""The paths in a line, as a terminal types them when files are dragged onto it; a quotation mark may stay open.

    >>> tokens('"my notes/R01.txt" a\\ b.txt', escapes=True)
    [(0, 'my notes/R01.txt'), (19, 'a b.txt')]
    """
    found: list[Token] = []
    start: int | None = None
    words: list[str] = []
    quote = ""
    i = 0
    while i < len(line):
        c = line[i]
        if start is None:
            if c.isspace():
                i += 1
                continue
            start, words = i, []
        if quote:
            if c == quote:
                quote = ""
            else:
                words.append(c)
        elif c in "\"'" and (i == start or not words or not words[-1].isalnum()):
            quote = c
        elif c == "\\" and escapes and i + 1 < len(line):
            i += 1
            words.append(line[i])
        elif c.isspace():
            found.append((start, "".join(words)))
            start = None
        else:
            words.append(c)
        i += 1
    if start is not None:
        found.append((start, "".join(words)))
    return found


def split_name(path: str) -> tuple[str, str]:
    """The folder of a path with its slash, and the name that is being typed.

    >>> split_name("notes/R0"), split_name("~"), split_name("R")
    (('notes/', 'R0'), ('~/', ''), ('', 'R'))
    """
    if path in ("~", "..", "."):
        return f"{path}/", ""
    at = max(path.rfind("/"), path.rfind(os.sep))
    return path[: at + 1], path[at + 1 :]


def common(names: list[str], typed: str) -> str:
    """What all names begin with, whatever the case of what was typed.

    >>> common(["R01.txt", "R02.txt"], "r")
    'R0'
    """
    first, last = min(names), max(names)
    shared = next((first[:i] for i, c in enumerate(first) if last[i : i + 1] != c), first)
    return shared if len(shared) > len(typed) else ""


def completed(line: str, start: int, cursor: int, path: str, whole: bool) -> tuple[str, int]:
    """The line with the part being typed replaced by a path, quoted where it needs to be, and where the cursor is then.

    ``whole`` says that the path is finished: a quotation mark is closed and a space put behind it.

    >>> completed("~/my", 0, 4, "~/my notes/", False)
    ('"~/my notes/', 12)
    >>> completed("a.txt b", 6, 7, "b.txt", True)
    ('a.txt b.txt ', 12)
    """
    quote = "" if _PLAIN.match(path) else "'" if '"' in path else '"'
    words = f"{quote}{path}{quote if whole else ''}{' ' if whole else ''}"
    head = line[:start] + words
    return head + line[cursor:].lstrip("\"' "), len(head)
