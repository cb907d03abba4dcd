"""A finished chapter as paragraphs with their places: Word, OpenDocument, Markdown or plain text; tracked changes are read as accepted."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from qualcode.errors import FileError
from qualcode.formats.files import read_file
from qualcode.model.verification import Place
from qualcode.text.canonical import canonical

if TYPE_CHECKING:
    from qualcode.formats.notes import SourceNote
    from qualcode.formats.word.paragraph import Paragraph

__all__ = ["SUFFIXES", "Chapter", "ChapterParagraph", "read_chapter"]

SUFFIXES = (".docx", ".odt", ".md", ".txt")
"""Files that can be read as a chapter."""
_HASHES = re.compile(r"(#{1,6})\s+(.+?)\s*#*\s*$")
_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_LINK = re.compile(r"!?\[([^\[\]]*(?:\[[^\[\]]*\][^\[\]]*){0,20})\]\((?:<[^<>]*>|[^()\s]*)\)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_KEPT = {"\\": "\ue000"}


@dataclass(frozen=True, slots=True)
class ChapterParagraph:
    """One paragraph of a chapter."""

    text: str
    """NFC; soft line breaks are line feeds."""
    place: Place
    heading: bool = False
    quote: Literal["", "look", "style"] = ""
    """Whether it is set apart as a quotation: by a style for quotations, or only by its look (italic, or indented as in Markdown)."""
    cell: tuple[int, int, int] | None = None
    """Number of the table, row and column, counted from 0."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """The paragraphs of a chapter, notes behind the paragraph that they hang on."""

    name: str
    paragraphs: tuple[ChapterParagraph, ...]
    accepted: int = 0
    """Tracked changes that were read as accepted."""


def read_chapter(path: str | Path) -> Chapter:
    """Read a chapter by its suffix.

    Raises :class:`~qualcode.errors.FileError` for a file that cannot be read, is damaged or is of another kind.
    """
    file = Path(path)
    suffix = file.suffix.casefold()
    if suffix not in SUFFIXES:
        raise FileError(
            f"{file.name} cannot be read as a chapter; give a file that ends with {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}."
        )
    data = read_file(file)
    if suffix == ".docx":
        from qualcode.formats.word.walker import read_word

        word = read_word(data, file.name)
        counts = word.counts
        accepted = counts.insertions + counts.deletions + counts.moves
        return Chapter(file.name, tuple(_placed(_formatted(word.paragraphs, word.notes))), accepted)
    if suffix == ".odt":
        from qualcode.formats.opendocument import read_odt

        found = read_odt(data, file.name)
        changed = found.counts["tracked insertions"] + found.counts["tracked deletions"]
        return Chapter(file.name, tuple(_placed(_formatted(found.paragraphs, found.notes))), changed)
    from qualcode.formats.decoding import decode

    text, _ = decode(data, file.name)
    lines = canonical(text).split("\n")
    return Chapter(file.name, tuple(_placed(_markdown(lines) if suffix == ".md" else _plain(lines))))


def _formatted(paragraphs: Sequence[Paragraph], notes: Sequence[SourceNote]) -> Iterator[ChapterParagraph]:
    """Paragraphs of a formatted text, each followed by its footnotes, endnotes and text boxes; comments are no part of the text."""
    hanging: dict[int, list[SourceNote]] = {}
    for note in notes:
        if note.kind != "comment":
            hanging.setdefault(note.end[0], []).append(note)
    for number, paragraph in enumerate(paragraphs):
        lines = [line for line in paragraph.text.split("\n") if line.strip()]
        italic = (
            bool(paragraph.marks)
            and len(paragraph.marks) >= len(lines)
            and all(mark[1] for mark in paragraph.marks)
        )
        part = "table" if paragraph.cell is not None else "box" if paragraph.box is not None else "text"
        yield ChapterParagraph(
            canonical(paragraph.text),
            Place("", 0, "table" if part == "table" else "box" if part == "box" else "text"),
            paragraph.heading,
            "style" if paragraph.quote else "look" if italic else "",
            paragraph.cell,
        )
        for note in hanging.get(number, ()):
            for line in canonical(note.text).split("\n"):
                yield ChapterParagraph(line, Place("", 0, "note"))


def _plain(lines: Sequence[str]) -> Iterator[ChapterParagraph]:
    """Paragraphs of plain text: apart by blank lines where there are any, else one a line."""
    if any(not line.strip() for line in lines[:-1]):
        held: list[str] = []
        for line in [*lines, ""]:
            if line.strip():
                held.append(line.strip())
            elif held:
                yield ChapterParagraph("\n".join(held), Place("", 0))
                held = []
        return
    for line in lines:
        if line.strip():
            yield ChapterParagraph(line.strip(), Place("", 0))


def _markdown(lines: Sequence[str]) -> Iterator[ChapterParagraph]:
    """Paragraphs, headings, quotations and tables of Markdown, without their signs."""
    held: list[str] = []
    quote = False
    table = row = -1
    fenced = False
    for line in [*lines, ""]:
        stripped = line.strip()
        if stripped.startswith(("```", "~~~")):
            fenced, stripped = not fenced, ""
        heading = None if fenced else _HASHES.match(stripped)
        cells = stripped.startswith("|") and not fenced
        set_apart = stripped.startswith(">")
        if held and (not stripped or heading or cells or set_apart != quote):
            yield _marked_down(held, quote)
            held = []
        if cells:
            if row < 0:
                table += 1
            if not _RULE.match(stripped):
                row += 1
                yield from (
                    ChapterParagraph(
                        _bare(text),
                        Place("", 0, "table"),
                        quote="look" if _italic(text) else "",
                        cell=(table, row, column),
                    )
                    for column, text in enumerate(_cells(stripped))
                )
            continue
        row = -1
        if heading:
            yield ChapterParagraph(_bare(heading[2]), Place("", 0), heading=True)
        elif stripped:
            quote = set_apart
            shown = re.sub(r"^(?:>\s?)+", "", stripped)
            if re.match(r"(?:[-*+]|\d{1,3}[.)])\s+", shown) and held:
                yield _marked_down(held, quote)
                held = []
            if shown:
                held.append(re.sub(r"^(?:[-*+]|\d{1,3}[.)])\s+", "", shown))
            elif held:
                yield _marked_down(held, quote)
                held = []


def _marked_down(lines: Sequence[str], quote: bool) -> ChapterParagraph:
    text = "\n".join(line.removesuffix("\\").rstrip() for line in lines)
    return ChapterParagraph(_bare(text), Place("", 0), quote="look" if quote or _italic(text) else "")


def _italic(text: str) -> bool:
    return re.fullmatch(r"\s*([*_])(?![*_\s])[^*_]+\1\s*", text) is not None


def _cells(line: str) -> list[str]:
    """The cells of a row of a table; a bar behind a backslash is part of its cell."""
    inner = line[1:].removesuffix("|") if not line.endswith("\\|") else line[1:]
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", inner)]


def _bare(text: str) -> str:
    """Text without the signs of Markdown; what was escaped stands as it is."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[1])
        return f"\ue000{len(kept) - 1}\ue001"

    text = _ESCAPE.sub(keep, text.replace("\ue000", "").replace("\ue001", ""))
    text = re.sub(r"<br\s*/?>", "\n", text)
    text = _TAG.sub("", text)
    text = _LINK.sub(r"\1", text)
    text = re.sub(
        r"(?<![^\W_])(\*\*\*|\*\*|\*|___|__|_)(?=\S)(.{1,600}?)(?<=\S)\1(?![^\W_])",
        r"\2",
        text,
        flags=re.DOTALL,
    )
    text = html.unescape(text)
    return canonical(re.sub(r"\ue000(\d+)\ue001", lambda match: kept[int(match[1])], text)).strip()


def _placed(paragraphs: Iterator[ChapterParagraph]) -> Iterator[ChapterParagraph]:
    """The paragraphs with their places: the last heading, and their number below it."""
    heading, number = "", 0
    for paragraph in paragraphs:
        if paragraph.heading and paragraph.cell is None:
            heading, number = " ".join(paragraph.text.split()), 0
        elif paragraph.text.strip() and paragraph.place.part in ("text", "box"):
            number += 1
        cell = paragraph.cell
        yield replace(
            paragraph,
            place=Place(
                heading,
                number,
                paragraph.place.part,
                cell[0] + 1 if cell is not None else None,
                cell[1] + 1 if cell is not None else None,
            ),
        )
