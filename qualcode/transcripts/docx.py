"""Word documents: one paragraph a line, speaker tables, automatic numbers as labels, and a list of what was left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby

from qualcode.errors import FileError
from qualcode.formats.word.walker import Paragraph, WordCounts, read_word
from qualcode.model.documents import Transcript
from qualcode.text.canonical import canonical
from qualcode.text.units import count_letters
from qualcode.transcripts.format import Format, Request
from qualcode.transcripts.heads import OFTEN
from qualcode.transcripts.speakers import label_key, plausible
from qualcode.transcripts.timestamps import CLOCK, STAMP
from qualcode.transcripts.turns import label_warnings, role_report, write_turns

__all__ = ["FORMAT"]

_TIME_CELL = re.compile(rf"\s*(?:{STAMP}|{CLOCK}(?:\s*(?:-->|-|–)\s*{CLOCK})?)\s*", re.VERBOSE)
_LABEL_NUMBER = re.compile(r"([^\W\d_][\w ]{0,30})[:.)]?\s*")


def _read(request: Request) -> Transcript:
    word = read_word(request.data, request.name)
    lines, added, numbers = _lines(word.paragraphs, request.labels)
    source = canonical("\n".join(lines))
    if not source.strip():
        raise FileError(f"{request.name} is empty: no paragraph of it holds a word.")
    text, turns, heads = write_turns(source, request.labels)
    roles, open_roles = role_report(text, turns, request.labels)
    warnings = _warnings(word.counts, numbers)
    came = word.counts.letters - word.counts.left_out
    joined = "".join(paragraph.text for paragraph in word.paragraphs)
    went = count_letters(joined)
    written = count_letters(text) - added
    if came != went or (written < went and written < count_letters(canonical(joined))):
        warnings.append(
            f"Of {came} letters in the file, {min(went, written)} are in the text; compare it with the file."
        )
    return Transcript(
        text=text,
        turns=turns,
        format="docx",
        roles=roles,
        warnings=(*warnings, *label_warnings(heads), *open_roles),
    )


def _lines(paragraphs: Sequence[Paragraph], labels: Collection[str]) -> tuple[list[str], int, int]:
    """One line a paragraph; gives also the letters that labels from numbers added, and the plain numbers left out."""
    labelling = _number_labels(paragraphs)
    lines: list[str] = []
    added = plain_numbers = 0
    for table, group in groupby(
        paragraphs, key=lambda paragraph: paragraph.cell[0] if paragraph.cell else None
    ):
        members = list(group)
        if table is not None and (rows := _speaker_table(members, labels)) is not None:
            lines += rows
            continue
        for paragraph in members:
            label = labelling.get(paragraph.number)
            if label:
                lines.append(f"{label}: {paragraph.text}")
                added += count_letters(label)
            else:
                plain_numbers += bool(paragraph.number.strip() and paragraph.text.strip())
                lines.append(paragraph.text)
    return lines, added, plain_numbers


def _number_labels(paragraphs: Iterable[Paragraph]) -> dict[str, str]:
    """Automatic numbers that are speakers' labels, with the label: they have letters, and a colon or many uses.

    Numbers that count on (``T1:``, ``T2:``, ``T3:``) are one speaker, ``T``.
    """
    counts = Counter(paragraph.number for paragraph in paragraphs if paragraph.number)
    names = {
        number: number.strip().rstrip(":.)").strip() for number in counts if _LABEL_NUMBER.fullmatch(number)
    }
    stems = Counter(name.rstrip("0123456789 ") for name in names.values())
    found: dict[str, str] = {}
    for number, name in names.items():
        stem = name.rstrip("0123456789 ")
        counted_on = stems[stem] >= OFTEN
        if plausible(name) and (number.rstrip().endswith(":") or (counts[number] >= OFTEN and len(name) > 1)):
            found[number] = stem if counted_on and stem else name
    return found


def _speaker_table(cells: Sequence[Paragraph], labels: Collection[str]) -> list[str] | None:
    """The lines of a table whose columns are speaker and speech (and time); None for any other table."""
    grid: dict[int, dict[int, str]] = {}
    for paragraph in cells:
        if paragraph.cell is not None:
            _, number, column = paragraph.cell
            old = grid.setdefault(number, {}).get(column)
            grid[number][column] = paragraph.text if not old else f"{old}\n{paragraph.text}"
    width = max((column for row in grid.values() for column in row), default=0) + 1
    if not 2 <= width <= 4 or len(grid) < 2:
        return None
    columns = [[row.get(column, "").strip() for row in grid.values()] for column in range(width)]
    times = [
        i for i, column in enumerate(columns) if _most(bool(_TIME_CELL.fullmatch(c)) for c in column if c)
    ]
    sure = {label_key(label) for label in labels}
    speaker = next((i for i, c in enumerate(columns) if i not in times and _is_speaker_column(c, sure)), None)
    if speaker is None:
        return None
    spoken = [i for i in range(width) if i != speaker and i not in times]
    if not spoken:
        return None
    lines: list[str] = []
    for row in grid.values():
        label = row.get(speaker, "").strip().rstrip(":").strip()
        speech = "\n".join(row[i] for i in spoken if row.get(i, "").strip())
        stamp = next((row[i].strip() for i in times if row.get(i, "").strip()), "")
        if stamp and not stamp.startswith(("[", "(", "#", "<")):
            stamp = f"[{stamp}]"
        if not label:
            lines.append(f"{stamp} {speech}" if stamp else speech)
        elif stamp and _TIME_CELL.fullmatch(stamp):
            lines.append(f"{stamp} {label}: {speech}")
        else:
            lines.append(f"{label}: {speech}" if not stamp else f"{label}: {stamp} {speech}")
    return lines


def _most(values: Iterable[bool]) -> bool:
    found = list(values)
    return bool(found) and sum(found) * 5 >= len(found) * 4


def _is_speaker_column(column: Sequence[str], sure: Collection[str]) -> bool:
    """Whether cells are labels: short, few different ones, and one of them often or confirmed."""
    filled = [label_key(cell.rstrip(" :")) for cell in column if cell]
    if not filled or not all(
        plausible(cell.rstrip(" :").strip()) or label_key(cell) in sure for cell in column if cell
    ):
        return False
    counts = Counter(filled)
    often = counts.most_common(1)[0][1] >= OFTEN or any(key in sure for key in counts)
    return often and len(counts) <= max(2, len(filled) // 2)


def _warnings(counts: WordCounts, numbers: int) -> list[str]:
    accepted = [
        (counts.insertions, "tracked insertions"),
    ]
    dropped = [
        (counts.deletions, "tracked deletions"),
        (counts.moves, "places that text was moved from"),
        (counts.hidden, "hidden passages"),
        (counts.text_boxes, f"text boxes ({counts.text_box_letters} letters)"),
        (counts.comments, "comments"),
        (counts.notes, "footnotes or endnotes"),
        (counts.headers, "headers or footers"),
        (counts.equations, "equations"),
        (counts.objects, "embedded objects"),
        (numbers, "automatic numbers"),
    ]
    warnings = [f"Accepted: {number} {what}." for number, what in accepted if number]
    listed = ", ".join(f"{number} {what}" for number, what in dropped if number)
    if listed:
        warnings.append(f"Left out: {listed}.")
    if counts.symbols:
        warnings.append(f"Signs of a symbol font are shown as \ufffd: {counts.symbols} in the text.")
    return warnings


FORMAT = Format(
    name="docx",
    title="a Word document",
    suffixes=(".docx",),
    sniff=lambda kind: kind in ("docx", "zip"),
    read=_read,
)
