"""Tables with one row per turn, whatever file they come from: rows to turns, and a word on what is not used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from qualcode.errors import FileError, FormatError
from qualcode.model.documents import Part, Role, Transcript
from qualcode.text.counting import counted
from qualcode.text.units import count_letters
from qualcode.transcripts.columns import Columns, find_by_content, find_by_heads, plain_head
from qualcode.transcripts.fields import clean, named_transcript, shown
from qualcode.transcripts.format import Request
from qualcode.transcripts.letters import proved
from qualcode.transcripts.row_times import row_times
from qualcode.transcripts.segments import Segment
from qualcode.transcripts.speakers import role_of_word

__all__ = ["rows_transcript"]

MOST_CELLS = 250_000
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

Row = tuple[int, list[str]]


def rows_transcript(
    request: Request,
    name: str,
    numbered: Iterable[Row],
    warnings: Sequence[str] = (),
    *,
    whisper: bool = False,
    letters: int | None = None,
) -> Transcript:
    """The transcript of a table's numbered rows; *letters* are those of the file, where they were counted apart from its rows.

    With *whisper* a table of exactly start, end and text has times in milliseconds, as Whisper writes them.
    Raises :class:`~qualcode.errors.FileError` for a table without a column of speech, with more than 250,000 cells or
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
    starts, ends = row_times(heads, columns, cells, lines, said, whisper=whisper)
    pieces: list[Segment] = []
    roles: dict[str, set[Role]] = {}
    open_text: list[str] = []
    interview = _interviews(heads, columns, cells)
    titles: list[tuple[str, int]] = []
    for row, start, end in zip(cells, starts, ends, strict=True):
        text = clean(row[columns.text])
        label = clean(row[columns.speaker]).rstrip(":").rstrip() if columns.speaker is not None else ""
        if not text:
            continue
        role = role_of_word(clean(row[columns.role])) if columns.role is not None else None
        if label and role:
            roles.setdefault(label, set()).add(role)
        title = clean(row[interview]) if interview is not None else ""
        other = bool(title) and (not titles or titles[-1][0] != title)
        if other:
            _close(pieces, open_text)
            titles.append((title, len(pieces)))
        if not label and pieces and pieces[-1].label and not other:
            open_text.append(text)
            last = pieces[-1]
            pieces[-1] = Segment(last.label, last.text, last.start, end if end is not None else last.end)
            continue
        _close(pieces, open_text)
        pieces.append(Segment(label or None, text, start, end))
    _close(pieces, open_text)
    settled = {label: found.pop() for label, found in roles.items() if len(found) == 1}
    spoken = sum(count_letters(clean(row[columns.text])) for row in cells)
    if letters is not None:
        spoken += letters - sum(count_letters(clean(cell)) for _, row in rows for cell in row)
    transcript = named_transcript(request, name, pieces, said, settled, join=False)
    if interview is not None:
        transcript = replace(transcript, parts=_parts(clean(heads[interview]), titles, transcript))
    return proved(transcript, spoken, where="in the column of speech")


def _interviews(heads: Sequence[str], columns: Columns, cells: Sequence[Sequence[str]]) -> int | None:
    """The column that tells several interviews apart; None where no column does."""
    for name in _INTERVIEWS:
        for n, head in enumerate(heads):
            if n not in columns.used() and plain_head(head) == name:
                values = {clean(row[n]) for row in cells if clean(row[columns.text])} - {""}
                if len(values) > 1:
                    return n
    return None


def _parts(heading: str, titles: Sequence[tuple[str, int]], transcript: Transcript) -> tuple[Part, ...]:
    """The interviews by the titles in a column, each with the number of its first turn; bare numbers get the column's heading before them."""
    starts = [transcript.turns[first].start for _, first in titles]
    ends = [*starts[1:], len(transcript.text)]
    return tuple(
        Part(f"{heading} {title}" if title.isdigit() else title, start, end)
        for (title, _), start, end in zip(titles, starts, ends, strict=True)
    )


def _close(pieces: list[Segment], more: list[str]) -> None:
    """Add the rows without a speaker to the turn before them."""
    if more:
        last = pieces[-1]
        pieces[-1] = Segment(last.label, " ".join([last.text, *more]), last.start, last.end)
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
    empty = [n for n in range(len(heads)) if n not in columns.used() and n not in others and clean(heads[n])]
    if empty:
        said.append(
            f"Left out: {counted(len(empty), 'column')} with nothing below the heading ({shown(clean(heads[n]) for n in empty)})."
        )
    silent = sum(not clean(row[columns.text]) for row in cells)
    if silent:
        said.append(f"Left out: {counted(silent, 'row')} without words.")
    return said
