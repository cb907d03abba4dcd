"""Tables with one row per turn, whatever file they come from: rows to turns, and a word on what is not used."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from qualcode.errors import FileError, FormatError
from qualcode.model.documents import Role, Transcript
from qualcode.text.counting import counted
from qualcode.text.units import count_letters
from qualcode.transcripts.columns import Columns, find_by_content, find_by_heads, is_time, plain_head
from qualcode.transcripts.fields import clean, named_transcript, seconds, shown, span
from qualcode.transcripts.format import Request
from qualcode.transcripts.segments import Segment
from qualcode.transcripts.speakers import role_of_word
from qualcode.transcripts.timestamps import has_days, milliseconds

__all__ = ["rows_transcript"]

MOST_CELLS = 1_000_000
MOST_COLUMNS = 50
_HEAD_WITHIN = 10
"""The heading stands within so many rows with content."""
_INTERVIEWS = (
    "interview",
    "interview id",
    "rozhovor",
    "intervju",
    "document",
    "dokument",
    "file",
    "soubor",
    "fil",
)
_NUMBER = re.compile(r"\d{1,10}(?:[.,]\d{1,20})?", re.ASCII)
_FINE = re.compile(r"(\d[.,]\d{3})\d+")

Row = tuple[int, list[str]]


def rows_transcript(
    request: Request,
    name: str,
    numbered: Iterable[Row],
    warnings: Sequence[str] = (),
    *,
    whisper: bool = False,
) -> Transcript:
    """The transcript of a table's numbered rows.

    With *whisper* a table of exactly start, end and text has times in milliseconds, as Whisper writes them.
    Raises :class:`~qualcode.errors.FileError` for a table without a column of speech, with more than a million cells or
    50 columns, and :class:`~qualcode.errors.FormatError` for a row with more cells than there are headings.
    """
    rows = list(_limited(request.name, numbered))
    if not rows:
        raise FileError(f"{request.name} holds no table: there is no row with content.")
    said = list(warnings)
    heads, columns, body = _layout(request.name, rows, said)
    cells = [_filled(request.name, row, len(heads)) for row in body]
    lines = [line for line, _ in body]
    said += _unused(heads, columns, cells)
    starts, ends = _times(heads, columns, cells, lines, said, whisper=whisper)
    pieces: list[Segment] = []
    roles: dict[str, set[Role]] = {}
    open_text: list[str] = []
    for row, start, end in zip(cells, starts, ends, strict=True):
        text = clean(row[columns.text])
        label = clean(row[columns.speaker]).rstrip(":").rstrip() if columns.speaker is not None else ""
        if not text:
            continue
        role = role_of_word(clean(row[columns.role])) if columns.role is not None else None
        if label and role:
            roles.setdefault(label, set()).add(role)
        if not label and pieces and pieces[-1].label:
            open_text.append(text)
            last = pieces[-1]
            pieces[-1] = Segment(last.label, last.text, last.start, end if end is not None else last.end)
            continue
        _close(pieces, open_text)
        pieces.append(Segment(label or None, text, *span(start, end)))
    _close(pieces, open_text)
    settled = {label: found.pop() for label, found in roles.items() if len(found) == 1}
    return named_transcript(request, name, pieces, said, settled, join=False)


def _close(pieces: list[Segment], more: list[str]) -> None:
    """Add the rows without a speaker to the turn before them."""
    if more:
        last = pieces[-1]
        pieces[-1] = Segment(last.label, " ".join([last.text, *more]), *span(last.start, last.end))
        more.clear()


def _limited(name: str, numbered: Iterable[Row]) -> Iterator[Row]:
    """Rows with content, as long as the table stays within the limits."""
    cells = 0
    for line, row in numbered:
        cells += len(row)
        if cells > MOST_CELLS:
            raise FileError(
                f"{name} has more than {MOST_CELLS:,} cells, which is the most that is read; split it."
            )
        while row and not row[-1].strip():
            row.pop()
        if len(row) > MOST_COLUMNS:
            raise FormatError(
                f"{name}, line {line}: there is content beyond column {MOST_COLUMNS}; remove it.", line=line
            )
        if row:
            yield line, row


def _layout(name: str, rows: list[Row], said: list[str]) -> tuple[list[str], Columns, list[Row]]:
    """Headings, columns and the rows below; headings are made up where the table has none."""
    for place, (_, row) in enumerate(rows[:_HEAD_WITHIN]):
        columns = find_by_heads(row)
        if columns is None or (place and len(columns.used()) < 2):
            continue
        if place:
            letters = sum(count_letters(cell) for _, above in rows[:place] for cell in above)
            said.append(
                f"Left out: {counted(place, 'row')} above the headings ({counted(letters, 'letter')})."
            )
        return [cell.strip() for cell in row], columns, rows[place + 1 :]
    width = Counter(len(row) for _, row in rows).most_common(1)[0][0]
    plain = [(row + [""] * (width - len(row)))[:width] for _, row in rows]
    columns = find_by_content(plain)
    if columns is None:
        raise FileError(
            f"{name} has no column that can be told as the speech (columns: {shown(clean(c) for c in plain[0])}). "
            "Name it text, and the others speaker, start and end."
        )
    which = [f"{columns.text + 1} is the speech"]
    if columns.speaker is not None:
        which.append(f"{columns.speaker + 1} the speaker")
    which += [f"{n + 1} a time" for n in (columns.start, columns.end) if n is not None]
    said.append(f"The table has no headings; by their content, column {', '.join(which)}.")
    return [str(number) for number in range(1, width + 1)], columns, rows


def _filled(name: str, row: Row, width: int) -> list[str]:
    line, cells = row
    if len(cells) > width:
        raise FormatError(
            f"{name}, line {line}: the row has more cells than the table has columns ({width}). Put text that holds "
            "the delimiter between quotation marks.",
            line=line,
        )
    return cells + [""] * (width - len(cells))


def _unused(heads: Sequence[str], columns: Columns, cells: Sequence[Sequence[str]]) -> list[str]:
    """What to say of columns that are not read, and of rows without speech."""
    said: list[str] = []
    others = [
        n for n in range(len(heads)) if n not in columns.used() and any(row[n].strip() for row in cells)
    ]
    if others:
        letters = sum(count_letters(row[n]) for row in cells for n in others)
        names = shown(clean(heads[n]) or f"column {n + 1}" for n in others)
        said.append(f"Left out: {counted(len(others), 'column')} ({names}; {counted(letters, 'letter')}).")
    for n in others:
        values = {clean(row[n]) for row in cells} - {""}
        if plain_head(heads[n]) in _INTERVIEWS and len(values) > 1:
            said.append(
                f"The column {shown([clean(heads[n])])} names {len(values)} different interviews, which are one text here."
            )
    silent = sum(not clean(row[columns.text]) for row in cells)
    if silent:
        said.append(f"Left out: {counted(silent, 'row')} without words.")
    return said


def _times(
    heads: Sequence[str],
    columns: Columns,
    cells: Sequence[Sequence[str]],
    lines: Sequence[int],
    said: list[str],
    *,
    whisper: bool,
) -> tuple[list[int | None], list[int | None]]:
    """Starts and ends of the rows in milliseconds; a range in the column of starts gives both."""
    found: dict[int, list[tuple[int | None, int | None]]] = {}
    letters = sum(len(row[columns.text]) for row in cells)
    bad: list[int] = []
    for n in (columns.start, columns.end):
        if n is None:
            continue
        column = [row[n].strip() for row in cells]
        numbers = [cell for cell in column if _NUMBER.fullmatch(cell)]
        exact = whisper and [plain_head(head) for head in heads] == ["start", "end", "text"]
        unit = re.search(r"ms\b|millisec", heads[n].casefold())
        whole = all(cell.isdigit() for cell in numbers)
        most = max((float(cell.replace(",", ".")) for cell in numbers), default=0.0)
        thousandths = bool(numbers) and (
            exact or bool(unit) or (whole and most > 1000 and letters < most / 2)
        )
        if numbers:
            said.append(f"Numbers in {shown([heads[n]])} are read as {'milli' * thousandths}seconds.")
        days = has_days(column)
        found[n] = [_time(cell, days, thousandths) for cell in column]
        bad += [
            line for cell, pair, line in zip(column, found[n], lines, strict=True) if cell and pair[0] is None
        ]
    if bad:
        first = ", ".join(map(str, sorted(set(bad))[:3]))
        said.append(
            f"Left out: {counted(len(bad), 'cell')} that should be a time and is none (first in line {first})."
        )
    nothing: list[tuple[int | None, int | None]] = [(None, None)] * len(cells)
    begun = found.get(columns.start, nothing) if columns.start is not None else nothing
    ended = found.get(columns.end, nothing) if columns.end is not None else nothing
    pairs = [
        span(start, until if until is not None else own)
        for (start, own), (until, _) in zip(begun, ended, strict=True)
    ]
    return [start for start, _ in pairs], [end for _, end in pairs]


def _time(cell: str, days: bool, thousandths: bool) -> tuple[int | None, int | None]:
    if _NUMBER.fullmatch(cell):
        plain = cell.replace(",", ".")
        return (round(float(plain)) if thousandths else seconds(plain)), None
    fine = _FINE.sub(r"\1", cell)
    if not is_time(fine):
        return None, None
    start, end = milliseconds(fine, days=days)
    if start is None or start < 0 or (end is not None and end < 0):
        return None, None
    return start, end
