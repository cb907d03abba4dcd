"""What a report is made of, whatever file it becomes: neutral blocks with inline content.

Nothing here knows of Word, Markdown or HTML. Text is data: writers escape it, and never take it for markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = [
    "Align", "Block", "BulletList", "Cell", "Cite", "Column", "Contents", "Facts", "Figure", "Footnote", "Heading", "Inline", "Link",
    "Marked", "PageBreak", "Paragraph", "Picture", "Quote", "Ref", "Remark", "Report", "Row", "Section", "Symbol", "Table", "Target",
    "Text", "Transcript", "TranscriptTurn", "plain",
]  # fmt: skip

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of text in one look and one language."""

    text: str
    strong: bool = False
    emphasis: bool = False
    quiet: bool = False
    """In a fainter colour; never the only bearer of a meaning."""
    gone: bool = False
    """Struck through, as words that a text no longer has; never the only bearer of a meaning."""
    new: bool = False
    """Underlined, as words that a text did not have; never the only bearer of a meaning."""
    language: str = ""
    """ISO 639-1 code where it differs from that of the report, such as a quotation's."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A sign that stands for a verdict, with the words for those who cannot see it."""

    sign: str
    meaning: str
    target: str = ""
    """Where it leads, if the report holds that target."""


@dataclass(frozen=True, slots=True)
class Cite:
    """A quotation's number as reports print it, such as ``[R07:23]``; leads to the quotation where the report holds it."""

    quotation: int
    case: str

    @property
    def label(self) -> str:
        """``R07:23``, without brackets."""
        return f"{self.case}:{self.quotation}"

    @property
    def target(self) -> str:
        """Name of the target at the quotation."""
        return f"q{self.quotation}"


@dataclass(frozen=True, slots=True)
class Ref:
    """A cross-reference to a captioned table or figure by its key."""

    key: str


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads to a target of the same report."""

    text: str
    target: str
    strong: bool = False
    language: str = ""
    """As that of a :class:`Text`."""


@dataclass(frozen=True, slots=True)
class Target:
    """A place that links and citations lead to; letters, digits and underscores, at most 40 characters."""

    name: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of the page, hanging on the words before it."""

    content: Content


@dataclass(frozen=True, slots=True)
class Marked:
    """Content that can be found again by a name after somebody edited the file: a bookmark around it in Word."""

    name: str
    """Letters, digits and underscores, at most 40 characters, begins with a letter; unique in the report."""
    content: Content


Inline = Text | Symbol | Cite | Ref | Link | Target | Footnote | Marked
Content = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; ``numbered`` ones are counted (1, 1.1), appendices are not."""

    level: int
    text: str
    numbered: bool = True
    target: str = ""
    language: str = ""
    """As that of a :class:`Text`: where the words are the study's own and not those of the report."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``kind`` says what it is for."""

    content: Content
    kind: Literal["body", "verdict", "note", "speaker"] = "body"
    """``verdict``: the sentences that state a result; ``note``: under a table; ``speaker``: heads a respondent's quotations."""
    keep: bool = False
    """Stays on the page of what follows it."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words, set apart."""

    content: Content


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list of points."""

    items: tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values side by side, such as date and versions under the title; not counted as a table."""

    title: str
    """For those who cannot see it."""
    rows: tuple[tuple[str, Content], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    title: Content
    share: float
    """Part of the width, relative to the other columns."""
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: one or more paragraphs."""

    paragraphs: tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; one that heads a group has a single cell over the whole width."""

    cells: tuple[Cell, ...]
    group: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption above it; its header is repeated on every page."""

    key: str
    """Letters, digits and underscores; cross-references use it."""
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    description: str
    """Alt text: what the table shows."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure as image: PNG for every program, SVG for those that can."""

    png: bytes
    svg: bytes | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its caption below it."""

    key: str
    caption: str
    picture: Picture
    description: str
    """Alt text: what the figure shows, in words and numbers."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Contents and, where there are any, lists of tables and figures."""

    title: str
    tables: str
    """Heading of the list of tables."""
    figures: str
    """Heading of the list of figures."""
    hint: str
    """How to bring the page numbers up to date in Word."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said of a passage of a transcript: a comment of Word, anchored on exactly these characters."""

    start: int
    stop: int
    """Code points of the transcript's text, half open; remarks may overlap, nest and span turns."""
    text: str
    """Line feeds part its paragraphs."""
    author: str
    initials: str = ""
    at: str = ""
    """UTC, ISO 8601; empty: the report's own moment."""
    name: str = ""
    """A name as in :class:`Marked` for the passage, put around it beside the comment; empty: none."""


@dataclass(frozen=True, slots=True)
class TranscriptTurn:
    """Where a turn lies in a transcript's text, and what stands before it."""

    number: int
    start: int
    stop: int
    """Code points of the text, half open; the label of the speaker is part of it."""
    speech: int
    """Where what is said begins, behind label and colon."""
    time: str = ""
    """As shown, such as ``00:12:31``; empty where the transcript has none."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """The text of one document with the numbers of its turns and what is said of its passages."""

    text: str
    """Canonical text; a line feed ends a paragraph."""
    language: str
    """ISO 639-1 code."""
    turns: tuple[TranscriptTurn, ...]
    """In the order of the text; text outside all turns is printed without a number."""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class Section:
    """From here on pages lie on their side (``landscape``) or stand upright."""

    landscape: bool


Block = (
    Heading
    | Paragraph
    | Quote
    | BulletList
    | Facts
    | Table
    | Figure
    | Contents
    | PageBreak
    | Section
    | Transcript
)


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report."""

    title: str
    subtitle: str
    language: str
    """ISO 639-1 code of everything but quotations."""
    table_label: str
    """The word for Table in captions."""
    figure_label: str
    blocks: tuple[Block, ...]
    subject: str = ""
    author: str = ""
    created: str = ""
    """UTC, ISO 8601."""
    marks: tuple[tuple[str, str], ...] = ()
    """Names and values that the file carries out of sight, such as the token of a review: custom properties of Word."""


def plain(content: Content) -> str:
    """The text of inline content without any markup and footnotes; cross-references show their key."""
    parts: list[str] = []
    for item in content:
        match item:
            case Text() | Link():
                parts.append(item.text)
            case Symbol():
                parts.append(item.sign)
            case Cite():
                parts.append(f"[{item.label}]")
            case Ref():
                parts.append(item.key)
            case Marked():
                parts.append(plain(item.content))
            case Target() | Footnote():
                pass
    return "".join(parts)
