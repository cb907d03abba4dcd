"""Tables of codings and of mappings, as people make them in a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

from qualcode.errors import FormatError
from qualcode.formats.tables import Table, read_table
from qualcode.model.codings import NewCoding
from qualcode.model.frameworks import Aspect, Polarity
from qualcode.study.mappings import NewMapping
from qualcode.text.names import name_key

__all__ = ["read_codings", "read_mappings"]


def read_codings(path: Path, *, coder: str | None = None) -> tuple[NewCoding, ...]:
    """Read codings from a table with the columns document, start, end, code and, where they are there, coder, memo, text.

    ``coder`` stands in where a row names none. Raises :class:`~qualcode.errors.FormatError` naming the line.
    """
    table = read_table(path)
    get = columns(table, path, ("document", "start", "end", "code"))
    rows = []
    for n, row in enumerate(table.rows):
        line = table.lines[n]
        text = get(row, "text")
        rows.append(
            NewCoding(
                document=needed(get, row, "document", path, line),
                start=number(get(row, "start"), "start", path, line),
                end=number(get(row, "end"), "end", path, line),
                code=needed(get, row, "code", path, line),
                coder=get(row, "coder") or coder,
                memo=get(row, "memo"),
                text=text or None,
            )
        )
    return tuple(rows)


def read_mappings(path: Path) -> tuple[NewMapping, ...]:
    """Read mappings from a table with the columns code, criterion and, where they are there, polarity, level, strength, aspect, counts."""
    table = read_table(path)
    get = columns(table, path, ("code", "criterion"))
    rows = []
    for n, row in enumerate(table.rows):
        line = table.lines[n]
        level, polarity = get(row, "level").strip(), get(row, "polarity").strip()
        counts = get(row, "counts").strip().casefold()
        if counts not in ("", "yes", "no", "true", "false", "1", "0"):
            raise FormatError(f"{path.name}, line {line}: counts is “{counts}”; write yes or no.", line=line)
        if level == "ask":
            polarity, level = "ask", ""
        rows.append(
            NewMapping(
                code=needed(get, row, "code", path, line),
                criterion=needed(get, row, "criterion", path, line).strip(),
                polarity=cast("Polarity | None", polarity or None),
                level=number(level, "level", path, line) if level else None,
                strength=number(get(row, "strength") or "2", "strength", path, line),
                aspect=cast("Aspect", get(row, "aspect").strip() or "practice"),
                counts=None if not counts else counts in ("yes", "true", "1"),
            )
        )
    return tuple(rows)


def columns(table: Table, path: Path, wanted: Sequence[str]) -> Callable[[Sequence[str], str], str]:
    """A function that gives a row's cell by column name, empty where the column or cell is missing.

    Raises :class:`~qualcode.errors.FormatError` where a wanted column is missing.
    """
    at = {name_key(name): k for k, name in enumerate(table.header)}
    absent = [name for name in wanted if name not in at]
    if absent:
        raise FormatError(
            f"{path.name} has no column “{absent[0]}”; its first line must name the columns {', '.join(wanted)}.",
            line=1,
        )

    def get(row: Sequence[str], name: str) -> str:
        k = at.get(name)
        return row[k] if k is not None and k < len(row) else ""

    return get


def needed(
    get: Callable[[Sequence[str], str], str], row: Sequence[str], name: str, path: Path, line: int
) -> str:
    """A cell that must not be empty."""
    value = get(row, name)
    if not value.strip():
        raise FormatError(
            f"{path.name}, line {line}: the {name} is empty; fill it in or delete the line.", line=line
        )
    return value


def number(value: Any, name: str, path: Path, line: int) -> int:
    """A cell that must be a whole number."""
    try:
        return int(str(value).strip())
    except ValueError as error:
        raise FormatError(
            f"{path.name}, line {line}: the {name} is “{value}”; write a whole number.", line=line
        ) from error
