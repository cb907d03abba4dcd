"""How the command line prints: JSON with stable keys, or a table a person can read; control characters become visible."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from qualcode.text.visible import visible

if TYPE_CHECKING:
    from qualcode.study import Study

__all__ = [
    "MOST_ROWS",
    "csv_rows",
    "fail_note",
    "json_out",
    "say",
    "says_what_changed",
    "table",
    "terminal_width",
    "warn",
]

PIPED_WIDTH = 240
"""Columns of a table that goes into a file or another program."""
MOST_ROWS = 200
"""Rows that are printed for a person where a result can have many thousands."""


def json_out(value: Any) -> None:
    """Print a value as JSON in UTF-8, numbers unrounded."""
    write(json.dumps(value, ensure_ascii=False, indent=2))


def write(text: str) -> None:
    """Write a line in UTF-8 whatever the locale says; lone surrogates cannot occur in canonical text, but may in file names."""
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(text + "\n")
    else:
        buffer.write((text + "\n").encode("utf-8", "replace"))
        buffer.flush()


def say(text: str) -> None:
    """Print sentences; on a terminal lines end between words."""
    text = visible(text)
    if sys.stdout.isatty():
        import textwrap

        width = terminal_width()
        text = "\n".join(
            textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)
            for line in text.split("\n")
        )
    write(text)


def terminal_width() -> int:
    """Columns of the terminal that a person looks at, also behind a pipe; wide where there is none."""
    import os

    for stream in (sys.stdout, sys.stderr):
        try:
            return max(40, os.get_terminal_size(stream.fileno()).columns)
        except (OSError, ValueError, AttributeError):
            continue
    return PIPED_WIDTH


def warn(text: str) -> None:
    """Print a sentence on stderr, in UTF-8 as on stdout."""
    sys.stderr.flush()
    buffer = getattr(sys.stderr, "buffer", None)
    if buffer is None:
        sys.stderr.write(visible(text) + "\n")
    else:
        buffer.write((visible(text) + "\n").encode("utf-8", "replace"))
        buffer.flush()


@contextmanager
def says_what_changed(study: Study, more: str = "") -> Iterator[None]:
    """Print the label of the change that is made within, followed by ``more``; where nothing differs afterwards, say that."""
    labels: list[str] = []
    leave = study.subscribe(lambda news: labels.append(news.label))
    try:
        yield
    finally:
        leave()
    say(f"{labels[-1]}.{more}" if labels else "That is how it was already; nothing changed.")


def fail_note(error: BaseException) -> None:
    """Print what an error says on stderr."""
    warn(f"qualcode: {error}")


def csv_rows(header: Sequence[str], rows: Iterable[Sequence[str | int | float | None]]) -> None:
    """Print a table as CSV in UTF-8, with cells that a spreadsheet would take for a formula marked by an apostrophe."""
    from qualcode.formats.tables.delimited import render_delimited

    write(render_delimited(header, rows).decode("utf-8").rstrip("\n"))


def table(
    columns: Mapping[str, str],
    rows: Iterable[Sequence[Any]],
    *,
    nothing: str,
    things: str = "",
    whole: str = "--json, --csv or --to FILE give",
) -> None:
    """Print a table; ``columns`` maps each heading to ``l`` or ``r`` for its alignment, ``nothing`` is said where there are no rows.

    With ``things`` (what the rows are, in the plural) only the first :data:`MOST_ROWS` are printed, and it is said how
    many more there are and which options give them all, in the words of ``whole``.
    """
    given = list(rows)
    kept = given[:MOST_ROWS] if things else given
    listed = [[visible("" if cell is None else str(cell)) for cell in row] for row in kept]
    if not listed:
        say(nothing)
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for heading, alignment in columns.items():
        shown.add_column(
            heading,
            justify="right" if alignment == "r" else "left",
            no_wrap=alignment == "r",
            overflow="fold",
        )
    for row in listed:
        shown.add_row(*(Text(cell) for cell in row))
    out = io.StringIO()
    console = Console(
        file=out,
        width=terminal_width(),
        force_terminal=sys.stdout.isatty(),
        highlight=False,
        legacy_windows=False,
    )
    console.print(shown)
    write("\n".join(line.rstrip() for line in out.getvalue().rstrip("\n").split("\n")))
    if len(given) > len(kept):
        say(f"and {len(given) - len(kept):,} more {things}; {whole} all.")
