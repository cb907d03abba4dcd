"""What a report tells, whatever file it became: the words of its blocks, and the words that can be read in each format."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from qualcode.reports.blocks import (
    BulletList,
    Content,
    Facts,
    Figure,
    Heading,
    Marked,
    Paragraph,
    Quote,
    Ref,
    Report,
    Table,
    Transcript,
    plain,
)
from qualcode.reports.marked_text import subscript
from qualcode.reports.numbering import Numbering, number_report
from tests.reports.latex_text import read_latex

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SIGNS = re.compile(r"[\[\]][₀-₉]+")
UNSEEN = re.compile("[\\s\u00ad\u200b\u200e\u200f]+")


def squeezed(text: str) -> str:
    """Text without white space and without what a line may break at."""
    return UNSEEN.sub("", text)


def told(report: Report) -> Iterator[tuple[str, str]]:
    """Every piece of text of a report in its order, with the kind of block it comes from; transcripts apart."""
    numbering = number_report(report)

    def said(content: Content) -> str:
        return "".join(inline_text(item, report, numbering) for item in content)

    for block in report.blocks:
        match block:
            case Heading():
                yield "heading", block.text
            case Paragraph() | Quote():
                yield type(block).__name__.lower(), said(block.content)
            case BulletList():
                yield from (("item", said(item)) for item in block.items)
            case Facts():
                for name, value in block.rows:
                    yield "fact", name
                    yield "fact", said(value)
            case Table():
                yield "caption", block.caption
                yield from (("column", said(column.title)) for column in block.columns)
                for row in block.rows:
                    yield from (("cell", said(each)) for cell in row.cells for each in cell.paragraphs)
            case Figure():
                yield "caption", block.caption
            case _:
                pass


def transcripts_told(report: Report) -> Iterator[tuple[list[str], list[str]]]:
    """Of each transcript its paragraphs, and the lines of the remarks."""
    for block in report.blocks:
        if isinstance(block, Transcript):
            remarks = [line for remark in block.remarks for line in remark.text.split("\n")]
            yield [line for line in block.text.split("\n") if line.strip()], remarks


def inline_text(item: Any, report: Report, numbering: Numbering) -> str:
    """What a piece of inline content shows; a reference shows what it leads to."""
    if isinstance(item, Ref):
        kind, number = numbering.captions[item.key]
        return f"{report.table_label if kind == 'Table' else report.figure_label} {number}"
    if isinstance(item, Marked):
        return "".join(inline_text(each, report, numbering) for each in item.content)
    return plain((item,))


def html_text(page: str) -> str:
    """What a page shows."""
    tree = lxml_html.document_fromstring(page)
    for node in tree.iter("sub"):
        node.text = subscript(int(node.text or "0"))
    for node in list(tree.iter("sup")):  # numbers of notes
        node.text = None
        for inner in list(node):
            node.remove(inner)
    body = tree.find("body")
    assert body is not None
    return str(body.text_content())


def markdown_text(text: str) -> str:
    """What a reader of Markdown shows; nothing of the text may become markup on the way."""
    made = (
        MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
        .render(re.sub(r"(?<!\\)\[\^\d+\](?!:)", "", text))
    )
    tree = lxml_html.document_fromstring(f"<html><body>{made}</body></html>")
    assert {str(node.tag) for node in tree.iter()} <= {
        "html", "body", "h1", "h2", "h3", "h4", "p", "a", "strong", "em", "table", "thead", "tbody", "tr", "th", "td", "ul", "li",
        "blockquote", "br", "img", "s", "ins",
    }  # fmt: skip
    return str(tree.text_content())


def docx_text(data: bytes) -> tuple[str, str]:
    """What the body of a Word file shows, and its comments."""

    def shown(part: bytes) -> str:
        found = etree.fromstring(part).iter(f"{W}t", f"{W}br", f"{W}tab")
        return "".join(node.text or "" if node.tag == f"{W}t" else " " for node in found)

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        comments = shown(package.read("word/comments.xml")) if "word/comments.xml" in names else ""
        return shown(package.read("word/document.xml")), comments


def latex_text(source: str) -> str:
    """What a LaTeX report prints; it must have nothing that a compiler stumbles over."""
    found = read_latex(source)
    assert found.problems == []
    return found.text


def missing(pieces: Iterator[tuple[str, str]], shown: str) -> list[tuple[str, str]]:
    """The pieces that are not in the text, each looked for behind the one before it."""
    text, at = squeezed(shown), 0
    lost = []
    for kind, piece in pieces:
        wanted = squeezed(cleaned(piece))
        place = text.find(wanted, at)
        if place < 0:
            lost.append((kind, piece[:80]))
        else:
            at = place + len(wanted)
    return lost


def cleaned(text: str) -> str:
    """Text as files hold it: vertical tabs are line ends, other control characters are visible."""
    return re.sub(
        "[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]", "\ufffd", text.replace("\x0b", "\n")
    )
