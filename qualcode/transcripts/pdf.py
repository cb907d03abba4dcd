"""PDFs: paragraphs from lines, without what runs along every page; scanned ones are refused."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from qualcode.errors import FileError
from qualcode.formats.pdf.lines import Line, read_lines
from qualcode.formats.pdf.numbers import without_numbers
from qualcode.formats.pdf.pages import HYPHEN, REPLACEMENT, Page, read_pages
from qualcode.formats.pdf.paragraphs import paragraphs
from qualcode.formats.pdf.running import Running, without_running
from qualcode.model.documents import Transcript
from qualcode.text.canonical import canonical
from qualcode.text.counting import counted
from qualcode.text.units import count_letters
from qualcode.transcripts.format import Format, Request
from qualcode.transcripts.heads import find_heads
from qualcode.transcripts.letters import proved
from qualcode.transcripts.pdf_table import table_rows
from qualcode.transcripts.spoken import spoken_turns
from qualcode.transcripts.turns import role_report

__all__ = ["FORMAT"]

_SHOWN = 4


def _read(request: Request) -> Transcript:
    pages = read_pages(request.data, request.name)
    warnings = _scanned(pages, request.name)
    read, columns, doubtful = read_lines(pages)
    bare, line_numbers, paragraph_numbers = without_numbers(read)
    by_page: list[list[Line]] = [[] for _ in pages]
    for line in bare:
        if line.text:
            by_page[line.page].append(line)
    kept, running = without_running(by_page)
    lines = [_with_number(line) for page in kept for line in page]
    came = sum(count_letters(canonical(piece.text)) for page in pages for piece in page.pieces)
    came -= _letters(bare) - _letters(lines)
    heads = _heads(lines, request.labels)
    if not heads and (rows := table_rows(lines, request.labels)) is not None:
        lines, doubtful, heads = rows, 0, _heads(rows, request.labels)
        warnings.append("A table of speakers and their speech was read row by row; look at the order.")
    found, undone = paragraphs(lines, heads, max(page.width for page in pages))
    source = canonical("\n".join(found))
    if not source.strip():
        raise FileError(
            f"{request.name} holds no words but headers, footers and numbers; nothing is to be read."
        )
    spoken = spoken_turns(source, request, write=True)
    text, turns = spoken.text, spoken.turns
    roles, open_roles = role_report(text, turns, request.labels, request.same)
    warnings += _left_out(running, line_numbers, paragraph_numbers, undone)
    warnings += _layout(pages, columns, doubtful)
    if unknown := text.count(REPLACEMENT):
        warnings.append(
            f"{counted(unknown, 'sign')} of the text are shown as {REPLACEMENT}, because the file does not say which "
            "letters they are; look at the text beside the PDF."
        )
    transcript = Transcript(
        text=text,
        turns=turns,
        format="pdf",
        roles=roles,
        warnings=(*warnings, *spoken.said, *open_roles),
    )
    return proved(transcript, came, own=spoken.own)


def _letters(lines: Sequence[Line]) -> int:
    return sum(count_letters(canonical(line.text)) for line in lines)


def _with_number(line: Line) -> Line:
    """A line whose number was not taken off, with the number in its text again."""
    if not line.number:
        return line
    return replace(line, text=f"{line.number} {line.text}", number="")


def _heads(lines: Sequence[Line], labels: Collection[str]) -> set[int]:
    """The places of lines at which a turn begins."""
    starts: dict[int, int] = {}
    offset = 0
    texts = [canonical(line.text.replace(HYPHEN, "-")).replace("\n", " ") for line in lines]
    for place, text in enumerate(texts):
        starts[offset] = place
        offset += len(text) + 1
    heads = find_heads("\n".join(texts), labels).heads
    return {starts[place] for head in heads for place in {head.gap, head.start} if place in starts}


def _scanned(pages: Sequence[Page], name: str) -> list[str]:
    """What to say of pages without text; refuses a file that has hardly any other."""
    empty = [index + 1 for index, page in enumerate(pages) if not page.pieces]
    if len(empty) * 10 >= len(pages) * 9:
        raise FileError(
            f"{name} is scanned: its {counted(len(pages), 'page')} hold pictures and no text. "
            "Let a program for text recognition (OCR) read it, save that as a PDF with text or a Word document, and import it."
        )
    if not empty:
        return []
    which = ", ".join(map(str, empty[:8])) + (" …" if len(empty) > 8 else "")
    return [f"No text on {counted(len(empty), 'page')} ({which}): empty, or scanned and in need of OCR."]


def _left_out(running: Running, line_numbers: int, paragraph_numbers: int, undone: int) -> list[str]:
    listed = [f"“{text[:60]}” ({number})" for text, number in running.most_common() if text]
    parts = []
    if listed:
        more = f" and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else ""
        parts.append(f"headers or footers {', '.join(listed[:_SHOWN])}{more}")
    for number, what in (
        (running[""], "page number"),
        (line_numbers, "line number"),
        (paragraph_numbers, "paragraph number"),
    ):
        if number:
            parts.append(counted(number, what))
    said = [f"Left out: {'; '.join(parts)}."] if parts else []
    if undone:
        said.append(f"Hyphens at line ends undone: {undone}.")
    return said


def _layout(pages: Sequence[Page], two: int, doubtful: int) -> list[str]:
    """Sentences about columns, and about text that is not shown or runs upright."""
    said = []
    if two:
        said.append(f"Two columns on {counted(two, 'page')} were read one after the other.")
    if doubtful:
        said.append(
            f"This looks like columns or a table on {counted(doubtful, 'page')}, which was read line by line; look at the order."
        )
    for name, groups in (
        ("upright or slanting text", [page.turned for page in pages]),
        ("text beyond the edge of the page", [page.outside for page in pages]),
    ):
        letters = sum(count_letters(text) for group in groups for text in group)
        if letters:
            said.append(f"Left out: {name} ({counted(letters, 'letter')}).")
    return said


FORMAT = Format(
    name="pdf",
    title="a PDF",
    suffixes=(".pdf",),
    sniff=lambda kind: kind == "pdf",
    read=_read,
    layouts=("labels", "alternate"),
)
