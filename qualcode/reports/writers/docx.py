"""Reports as Word documents: real styles, captions and references as fields, links that all lead somewhere."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from qualcode.formats.output import write_file
from qualcode.formats.word.document import Properties, WordDocument
from qualcode.formats.word.fields import ContentsEntry, caption, contents, reference
from qualcode.formats.word.markup import bookmark, break_page, link, paragraph, run
from qualcode.formats.word.tables import WordCell, WordTable, table
from qualcode.reports.blocks import (
    Block,
    BulletList,
    Cite,
    Content,
    Contents,
    Facts,
    Figure,
    Heading,
    Inline,
    Link,
    PageBreak,
    Paragraph,
    Quote,
    Ref,
    Report,
    Section,
    Symbol,
    Table,
    Target,
    Text,
)
from qualcode.reports.languages import language_tag
from qualcode.reports.numbering import number_report

__all__ = ["render_docx", "write_docx"]

PARAGRAPH_STYLES = {"body": "Normal", "verdict": "QC Verdict", "note": "QC Note", "speaker": "QC Speaker"}
CONTENTS_DEPTH = 2
"""Levels of headings that the contents list."""


def write_docx(report: Report, path: Path, *, template: Path | None = None) -> tuple[Path, ...]:
    """Write the report as ``.docx``, in the user's ``template`` or in our own."""
    write_file(path, render_docx(report, template=template))
    return (path,)


def render_docx(report: Report, *, template: Path | None = None) -> bytes:
    """The bytes of the Word document; linear in the length of the report.

    Raises :class:`~qualcode.errors.FileError` for a template that cannot be used.
    """
    return DocxWriter(report, template).render()


class DocxWriter:
    """Turns blocks into WordprocessingML, one after the other."""

    def __init__(self, report: Report, template: Path | None) -> None:
        self.report = report
        self.numbering = number_report(report)
        self.word = WordDocument(template, language_tag(report.language) or "en-GB")
        self._heading = 0
        self._language = report.language
        style = self.word.style
        self._citation = style("QC Citation")
        self._quiet = style("QC Quiet")
        self._symbol = style("QC Symbol")
        self._quote = style("Quote")
        self._bullet = style("List Bullet")
        self._numbered = self.word.own
        self._bullets = not self.word.added("List Bullet")

    def render(self) -> bytes:
        """Write title, blocks and properties."""
        report, word = self.report, self.word
        word.add(paragraph(run(report.title), style=word.style("Title")))
        if report.subtitle:
            word.add(paragraph(run(report.subtitle), style=word.style("Subtitle")))
        for block in report.blocks:
            self.block(block)
        created = datetime.fromisoformat(report.created) if report.created else None
        return word.save(
            Properties(
                title=report.title,
                subject=report.subject,
                author=report.author,
                keywords="qualcode",
                created=created,
            )
        )

    def block(self, block: Block) -> None:
        """Write one block."""
        word = self.word
        match block:
            case Heading():
                self.heading(block)
            case Paragraph():
                style = word.style(PARAGRAPH_STYLES[block.kind])
                word.add(paragraph(self.content(block.content), style="" if block.kind == "body" else style))
            case Quote():
                word.add(paragraph(self.content(block.content), style=self._quote))
            case BulletList():
                dot = "" if self._bullets else run("• ")
                for item in block.items:
                    word.add(paragraph(dot + self.content(item), style=self._bullet))
            case Facts():
                self.facts(block)
            case Table():
                self.table(block)
            case Figure():
                self.figure(block)
            case Contents():
                self.contents(block)
            case PageBreak():
                word.add(break_page())
            case Section():
                word.turn(block.landscape)

    def content(self, content: Content) -> str:
        """Inline content as runs."""
        return "".join([self.inline(item) for item in content])

    def inline(self, item: Inline) -> str:
        """One piece of inline content; links and citations without a target are plain text."""
        match item:
            case Text():
                language = (
                    language_tag(item.language) if item.language and item.language != self._language else ""
                )
                style = self._quiet if item.quiet else ""
                return run(
                    item.text, style=style, strong=item.strong, emphasis=item.emphasis, language=language
                )
            case Cite():
                shown = run(f"[{item.label}]", style=self._citation)
                return link(item.target, shown) if item.target in self.numbering.targets else shown
            case Symbol():
                shown = run(item.sign, style=self._symbol)
                return link(item.target, shown) if item.target in self.numbering.targets else shown
            case Link():
                if item.target not in self.numbering.targets:
                    return run(item.text, strong=item.strong)
                return link(item.target, run(item.text, style=self._citation, strong=item.strong))
            case Ref():
                return reference(item.key, self.caption_label(item.key))
            case Target():
                return bookmark(item.name, self.word.next_bookmark())

    def caption_label(self, key: str) -> str:
        """``Table 2`` in the language of the report."""
        kind, number = self.numbering.captions[key]
        label = self.report.table_label if kind == "Table" else self.report.figure_label
        return f"{label} {number}"

    def heading(self, block: Heading) -> None:
        """A heading under a bookmark for the contents, and under its own target where it has one."""
        mark = f"_Toc{self._heading + 1}"
        self._heading += 1
        inner = bookmark(mark, self.word.next_bookmark(), run(block.text))
        if block.target:
            inner = bookmark(block.target, self.word.next_bookmark()) + inner
        extra = ""
        if block.numbered and self._numbered:
            extra = f'<w:numPr><w:ilvl w:val="{block.level - 1}"/><w:numId w:val="2"/></w:numPr>'
        if block.level == 1 and not block.numbered:
            extra = extra if self.word.fresh_page else "<w:pageBreakBefore/>" + extra
        self.word.add(paragraph(inner, style=self.word.style(f"heading {block.level}"), extra=extra))

    def contents(self, block: Contents) -> None:
        """Contents and lists of tables and figures, their entries stored."""
        word = self.word
        head = word.style("TOC Heading")
        word.add(paragraph(run(block.title), style=head))
        entries = []
        headings = [each for each in self.report.blocks if isinstance(each, Heading)]
        for place, each in enumerate(headings):
            if each.level <= CONTENTS_DEPTH:
                number = self.numbering.headings[place] if self._numbered else ""
                shown = f"{number}  {each.text}" if number else each.text
                entries.append(ContentsEntry(shown, f"_Toc{place + 1}", word.style(f"toc {each.level}")))
        note = word.style("QC Note")
        word.add(
            contents(f'TOC \\o "1-{CONTENTS_DEPTH}" \\h \\z \\u', entries, hint=block.hint, hint_style=note)
        )
        style = word.style("table of figures")
        for kind, title in (("Table", block.tables), ("Figure", block.figures)):
            captioned = [
                each for each in self.report.blocks if isinstance(each, Table if kind == "Table" else Figure)
            ]
            if captioned:
                word.add(paragraph(run(title), style=head))
                lines = [
                    ContentsEntry(
                        f"{self.caption_label(each.key)}. {each.caption}", f"_Ref_{each.key}", style
                    )
                    for each in captioned
                ]
                word.add(contents(f'TOC \\h \\z \\c "{kind}"', lines, hint_style=note))

    def facts(self, block: Facts) -> None:
        """Names and values as a table without header and caption."""
        widths = split_width(self.word.text_width, [2.2, 7.8])
        frame = WordTable(
            widths, ("left", "left"), self.word.style("QC Table"), self.word.style("QC Table Head"),
            self.word.style("QC Table Text"), block.title, "; ".join(name for name, _ in block.rows), first_column=True,
        )  # fmt: skip
        rows = [
            (WordCell((run(name, strong=True),)), WordCell((self.content(value),)))
            for name, value in block.rows
        ]
        self.word.add(table(frame, (), rows))
        self.word.add(paragraph("", style=self.word.style("QC Note")))

    def table(self, block: Table) -> None:
        """Caption above, header repeated, rows that stay whole."""
        word = self.word
        _, number = self.numbering.captions[block.key]
        word.add(
            caption(self.report.table_label, "Table", number, block.key, run(block.caption),
                    mark=word.next_bookmark(), style=word.style("caption"))
        )  # fmt: skip
        frame = WordTable(
            split_width(word.text_width, [column.share for column in block.columns]),
            tuple(column.align for column in block.columns),
            word.style("QC Table"), word.style("QC Table Head"), word.style("QC Table Text"),
            f"{self.report.table_label} {number}", f"{block.caption}. {block.description}",
        )  # fmt: skip
        header = [WordCell((self.content(column.title),)) for column in block.columns]
        width = len(block.columns)

        def rows() -> list[list[WordCell]]:
            made = []
            for row in block.rows:
                span = width if row.group else 1
                made.append(
                    [
                        WordCell(tuple([self.content(each) for each in cell.paragraphs]), span, row.group)
                        for cell in row.cells
                    ]
                )
            return made

        word.add(table(frame, header, rows()))
        word.add(paragraph("", style=word.style("QC Section End")))

    def figure(self, block: Figure) -> None:
        """The picture with alt text, its caption below on the same page."""
        word = self.word
        _, number = self.numbering.captions[block.key]
        title = f"{self.report.figure_label} {number}"
        shown = word.picture(block.picture.png, block.picture.svg, alt=block.description, title=title)
        word.add(paragraph(shown, style=word.style("QC Figure")))
        word.add(
            caption(self.report.figure_label, "Figure", number, block.key, run(block.caption),
                    mark=word.next_bookmark(), style=word.style("caption"))
        )  # fmt: skip


def split_width(width: int, shares: list[float]) -> tuple[int, ...]:
    """A width in whole parts by their shares; the last takes what rounding leaves."""
    total = sum(shares)
    widths = [int(width * share / total) for share in shares]
    widths[-1] += width - sum(widths)
    return tuple(widths)
