"""Word fields with their results stored: page numbers, captions, cross-references, contents.

A complex field is a row of runs: begin, instruction, separate, result, end. The stored result is what a reader sees
before any update, so it is always the right one as far as it can be known without laying out pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.formats.word.markup import bookmark, escape, link, paragraph, run

__all__ = ["ContentsEntry", "caption", "contents", "field", "page_count", "page_number", "reference"]

BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
NO_BREAK = "\u00a0"


def instruction(code: str) -> str:
    """The run that holds what a field does."""
    return f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'


def field(code: str, result: str) -> str:
    """A complex field; ``result`` is the XML of the runs that are shown."""
    return f"{BEGIN}{instruction(code)}{SEPARATE}{result}{END}"


def page_number() -> str:
    """The number of the page."""
    return field("PAGE", run("1"))


def page_count() -> str:
    """How many pages the document has."""
    return field("NUMPAGES", run("1"))


def caption(label: str, identifier: str, number: int, key: str, words: str, *, mark: int, style: str) -> str:
    """A caption: shown label and number under a bookmark, then ``words`` (XML of runs).

    ``identifier`` is the fixed name of the sequence (``Table``, ``Figure``) whatever the language of the label.
    """
    sequence = field(f"SEQ {identifier} \\* ARABIC", run(str(number)))
    head = bookmark(f"_Ref_{key}", mark, run(label + NO_BREAK) + sequence)
    extra = "<w:keepNext/>" if identifier == "Table" else ""
    return paragraph(head + run(". ") + words, style=style, extra=extra)


def reference(key: str, shown: str) -> str:
    """A cross-reference to a caption, such as ``Table 2``."""
    return field(f"REF _Ref_{key} \\h", run(shown.replace(" ", NO_BREAK)))


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One line of the contents or of a list of tables or figures."""

    text: str
    anchor: str
    """Bookmark of the heading or caption."""
    style: str
    """Id of the paragraph style, such as that of ``toc 1``."""
    language: str = ""
    """Tag of its language where it is not that of the document."""


def contents(code: str, entries: Sequence[ContentsEntry], *, hint: str = "", hint_style: str = "") -> str:
    """A field over several paragraphs: begin in the first, one paragraph an entry, end in the last.

    On which page an entry stands is unknown until a program lays the pages out: the stored entries lead there, without a
    number that might be wrong, and updating the field adds the numbers.
    ``hint`` is a line that stands inside the result and so goes away when the field is updated.
    """
    opening = BEGIN + instruction(code) + SEPARATE
    pieces: list[str] = []
    for entry in entries:
        pieces.append(
            paragraph(
                opening + link(entry.anchor, run(entry.text, language=entry.language)), style=entry.style
            )
        )
        opening = ""
    closing = opening + (run(hint) if hint else "") + END
    pieces.append(paragraph(closing, style=hint_style))
    return "".join(pieces)
