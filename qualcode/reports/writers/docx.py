"""Reports as Word documents: real styles, captions and references as fields, links that all lead somewhere."""

from __future__ import annotations

from datetime import datetime
from itertools import zip_longest
from pathlib import Path

from qualcode.formats.output import write_file
from qualcode.formats.word.comments import WordComment
from qualcode.formats.word.document import Properties, WordDocument
from qualcode.formats.word.fields import ContentsEntry, caption, contents, reference
from qualcode.formats.word.markup import (
    bookmark,
    link,
    paragraph,
    properties,
    run,
    run_of,
)
from qualcode.formats.word.tables import WordCell, WordTable, table
from qualcode.reports.blocks import (
    Block,
    BulletList,
    Cite,
    Content,
    Contents,
    Facts,
    Figure,
    Footnote,
    Heading,
    Inline,
    Link,
    Marked,
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
    Transcript,
    plain,
)
from qualcode.reports.languages import language_tag
from qualcode.reports.numbering import number_report
from qualcode.reports.pausing import uncollected
from qualcode.reports.writers.widths import fitted_widths, least_width

__all__ = ["render_docx", "write_docx"]

PARAGRAPH_STYLES = {"body": "Normal", "verdict": "QC Verdict", "note": "QC Note", "speaker": "QC Speaker"}
WITHOUT_NUMBER = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
"""Takes a heading out of the list that its style belongs to."""
HANGING = '<w:tabs><w:tab w:val="left" w:pos="357"/></w:tabs><w:ind w:left="357" w:hanging="357"/>'
"""A point whose bullet is text, where a template's style of lists has none."""
OUTSIDE = '<w:outlineLvl w:val="9"/>'
"""Keeps the heading of the contents out of them, where a template bases its style on a heading."""
CONTINUED = '<w:ind w:hanging="0"/>'
"""A further paragraph of a turn has no number in its margin."""
BELOW_TABLE = '<w:spacing w:before="0" w:after="160"/>'
"""Keeps text off the table above it, in the paragraph that Word wants behind each table."""
TABLE_POINTS = 8.5
"""Size of the font of ``QC Table Text``."""
WIDER = 1.05
"""How much wider words may be in the typeface of a template, which is not measured."""
MONOSPACED = 1.3
"""The same for a typeface whose letters are all as wide as its widest."""
CELL_MARGINS = 160
"""Left and right margin of a cell of ``QC Table`` in twips."""
MEASURED = 500
"""Rows of a table whose words are measured."""
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
    with uncollected():
        return DocxWriter(report, template).render()


class DocxWriter:
    """Turns blocks into WordprocessingML, one after the other."""

    def __init__(self, report: Report, template: Path | None) -> None:
        self.report = report
        self.numbering = number_report(report)
        self._targets = self.numbering.targets
        self.word = WordDocument(template, language_tag(report.language) or "en-GB", report.created)
        self._points = TABLE_POINTS * (
            1 if template is None else MONOSPACED if self.word.monospaced else WIDER
        )
        self._heading = 0
        self._in_note = False
        self._above_text = False
        self._looks: dict[tuple[bool, bool, bool, bool, bool, str], str] = {}
        self._plain: dict[str, str] = {}
        self._language = report.language
        style = self.word.style
        self._citation = style("QC Citation")
        self._cited = properties(style=self._citation)
        self._quiet = style("QC Quiet")
        self._symbol = style("QC Symbol")
        self._quote = paragraph("", style=style("Quote")).removesuffix("</w:p>")
        self._bullet = style("List Bullet")
        self._numbered = self.word.own
        self._bullets = self.word.bulleted

    def render(self) -> bytes:
        """Write title, blocks and properties; a document that ends on its side ends there, and not on a page of its own."""
        report, word = self.report, self.word
        word.add(paragraph(run(report.title), style=word.style("Title")))
        if report.subtitle:
            word.add(paragraph(run(report.subtitle), style=word.style("Subtitle")))
        blocks = list(report.blocks)
        while blocks and isinstance(blocks[-1], Section):
            blocks.pop()
        for block, following in zip_longest(blocks, blocks[1:]):
            self._above_text = isinstance(following, BulletList | Quote) or (
                isinstance(following, Paragraph) and following.kind != "note"
            )
            self.block(block)
        created = datetime.fromisoformat(report.created) if report.created else None
        return word.save(
            Properties(
                title=report.title,
                subject=report.subject,
                author=report.author,
                keywords="qualcode",
                created=created,
                marks=report.marks,
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
                style = "" if block.kind == "body" else style
                keep = "<w:keepNext/>" if block.keep else ""
                word.add(paragraph(self.content(block.content), style=style, extra=keep))
            case Quote():
                word.add(f"{self._quote}{self.content(block.content)}</w:p>")
            case BulletList():
                dot, extra = ("", "") if self._bullets else (run("•\t"), HANGING)
                for item in block.items:
                    word.add(paragraph(dot + self.content(item), style=self._bullet, extra=extra))
            case Facts():
                self.facts(block)
            case Table():
                self.table(block)
            case Figure():
                self.figure(block)
            case Contents():
                self.contents(block)
            case PageBreak():
                word.break_page()
            case Section():
                word.turn(block.landscape)
            case Transcript():
                self.transcript(block)

    def content(self, content: Content) -> str:
        """Inline content as runs; neighbours of one look are one run, and nothing leads to where it stands."""
        out: list[str] = []
        words = last = here = ""
        for item in content:
            if type(item) is Text:
                if item.strong or item.emphasis or item.quiet or item.gone or item.new:
                    look = self.look(item)
                else:
                    if item.language not in self._plain:
                        self._plain[item.language] = self.look(item)
                    look = self._plain[item.language]
                if look == last:
                    words += item.text
                    continue
                if words:
                    out.append(run_of(last, words))
                words, last = item.text, look
            else:
                if words:
                    out.append(run_of(last, words))
                    words = ""
                if type(item) is Target:
                    here = item.name
                if type(item) is Cite:
                    out.append(self.cite(item, here))
                else:
                    out.append(self.inline(item))
        if words:
            out.append(run_of(last, words))
        return "".join(out)

    def inline(self, item: Inline) -> str:
        """One piece of inline content; links and citations without a target are plain text."""
        match item:
            case Text():
                return run_of(self.look(item), item.text)
            case Cite():
                return self.cite(item, "")
            case Symbol():
                shown = run(item.sign, style=self._symbol)
                return link(item.target, shown) if item.target in self._targets else shown
            case Link():
                tag = self.tag(item.language)
                if item.target not in self._targets:
                    return run(item.text, strong=item.strong, language=tag)
                shown = run(item.text, style=self._citation, strong=item.strong, language=tag)
                return link(item.target, shown)
            case Ref():
                return reference(item.key, self.caption_label(item.key))
            case Target():
                return bookmark(item.name, self.word.next_bookmark())
            case Marked():
                return bookmark(item.name, self.word.next_bookmark(), self.content(item.content))
            case Footnote():
                return self.footnote(item)

    def cite(self, item: Cite, here: str) -> str:
        """A quotation's number; a link where the report holds the quotation in another place than ``here``."""
        target = item.target
        shown = run_of(self._cited, f"[{item.case}:{item.quotation}]")
        if target == here or target not in self._targets:
            return shown
        return f'<w:hyperlink w:anchor="{target}" w:history="1">{shown}</w:hyperlink>'

    def look(self, item: Text) -> str:
        """The character properties of a stretch of text, made once for each look."""
        key = (item.strong, item.emphasis, item.quiet, item.gone, item.new, item.language)
        look = self._looks.get(key)
        if look is None:
            look = self._looks[key] = properties(
                style=self._quiet if item.quiet else "",
                strong=item.strong,
                emphasis=item.emphasis,
                strike=item.gone,
                underline=item.new,
                language=self.tag(item.language),
            )
        return look

    def tag(self, language: str) -> str:
        """The tag of a language where it is not that of the report."""
        return language_tag(language) if language and language != self._language else ""

    def footnote(self, note: Footnote) -> str:
        """The sign of a footnote; a note on a note, which Word does not have, stands in brackets."""
        if self._in_note:
            return run(" (") + self.content(note.content) + run(")")
        self._in_note = True
        content = self.content(note.content)
        self._in_note = False
        return self.word.footnote(content)

    def caption_label(self, key: str) -> str:
        """``Table 2`` in the language of the report."""
        kind, number = self.numbering.captions[key]
        label = self.report.table_label if kind == "Table" else self.report.figure_label
        return f"{label} {number}"

    def heading(self, block: Heading) -> None:
        """A heading under a bookmark for the contents, and under its own target where it has one."""
        mark = f"_Toc{self._heading + 1}"
        self._heading += 1
        inner = bookmark(mark, self.word.next_bookmark(), run(block.text, language=self.tag(block.language)))
        if block.target:
            inner = bookmark(block.target, self.word.next_bookmark()) + inner
        extra = ""
        if block.numbered and self._numbered:
            extra = f'<w:numPr><w:ilvl w:val="{block.level - 1}"/><w:numId w:val="2"/></w:numPr>'
        elif not block.numbered and self.word.numbers_headings(block.level):
            extra = WITHOUT_NUMBER
        if block.level == 1 and not block.numbered:
            extra = extra if self.word.fresh_page else "<w:pageBreakBefore/>" + extra
        self.word.add(paragraph(inner, style=self.word.style(f"heading {block.level}"), extra=extra))

    def contents(self, block: Contents) -> None:
        """Contents and lists of tables and figures, their entries stored."""
        word = self.word
        head = word.style("TOC Heading")
        outside = WITHOUT_NUMBER if word.counted("TOC Heading") else ""
        outside += "" if word.own else OUTSIDE
        word.add(paragraph(run(block.title), style=head, extra=outside))
        entries = []
        headings = [each for each in self.report.blocks if isinstance(each, Heading)]
        for place, each in enumerate(headings):
            number = self.numbering.headings[place]
            if not self._numbered:
                number = word.heading_number(each.level) if each.numbered else ""
            if each.level <= CONTENTS_DEPTH:
                shown = f"{number}  {each.text}" if number else each.text
                style, tag = word.style(f"toc {each.level}"), self.tag(each.language)
                entries.append(ContentsEntry(shown, f"_Toc{place + 1}", style, tag))
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
                word.add(paragraph(run(title), style=head, extra=outside))
                lines = [
                    ContentsEntry(
                        f"{self.caption_label(each.key)}. {each.caption}", f"_Ref_{each.key}", style
                    )
                    for each in captioned
                ]
                word.add(contents(f'TOC \\h \\z \\c "{kind}"', lines, hint_style=note))

    def facts(self, block: Facts) -> None:
        """Names and values as a table without header and caption."""
        names = [(name, True) for name, _ in block.rows]
        least = least_width(names, self._points, margins=CELL_MARGINS, most=self.word.text_width // 3)
        widths = fitted_widths(self.word.text_width, [2.2, 7.8], [least, 0])
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
            column_widths(word.text_width, block, self._points),
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
        gap = BELOW_TABLE if self._above_text else ""
        word.add(paragraph("", style=word.style("QC Section End"), extra=gap))

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

    def transcript(self, block: Transcript) -> None:
        """Paragraphs with the number of their turn in the margin, the speaker in bold, and comments on their passages."""
        word = self.word
        style, number_style, time_style = (
            word.style(name) for name in ("QC Transcript", "QC Turn", "QC Turn Time")
        )
        language = self.tag(block.language)
        plain, strong = properties(language=language), properties(strong=True, language=language)
        looks, place = [], 0
        for turn in block.turns:
            looks += [(place, turn.start, plain), (turn.start, turn.speech, strong)]
            place = turn.speech
        looks.append((place, len(block.text), plain))
        begun = sorted(block.turns, key=lambda turn: turn.start)
        at = 0
        comments = [
            WordComment(each.start, each.stop, each.text, each.author, each.initials, each.at, each.name)
            for each in block.remarks
        ]
        for line in word.commented(block.text, comments, looks):
            first = at
            while at < len(begun) and begun[at].start <= line.stop:
                at += 1
            if line.start == line.stop:
                word.add(paragraph(line.xml, style=word.style("QC Blank")))
            elif first == at:
                word.add(paragraph(line.xml, style=style, extra=CONTINUED))
            else:
                numbers = "–".join(
                    str(number) for number in sorted({begun[first].number, begun[at - 1].number})
                )
                head = run(f"{numbers}\t", style=number_style)
                times = [turn.time for turn in begun[first:at] if turn.time]
                if times:
                    head += run(f"{times[0]}  ", style=time_style)
                word.add(paragraph(head + line.xml, style=style))


def column_widths(width: int, table: Table, points: float = TABLE_POINTS) -> tuple[int, ...]:
    """The widths of the columns of a table in twips, so that no word of a heading or of a cell breaks where there is room for it."""
    words: list[list[tuple[str, bool]]] = [[(plain(column.title), True)] for column in table.columns]
    for row in table.rows[:MEASURED]:
        if not row.group:
            for held, cell in zip(words, row.cells, strict=False):
                held += [(plain(content), any_strong(content)) for content in cell.paragraphs]
    most = width // 4
    least = [least_width(held, points, margins=CELL_MARGINS, most=most) for held in words]
    return fitted_widths(width, [column.share for column in table.columns], least)


def any_strong(content: Content) -> bool:
    """Whether any of the content is bold."""
    return any(isinstance(item, Text | Link) and item.strong for item in content)
