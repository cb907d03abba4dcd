"""Reports as Markdown with tables: readable as it is, and by pandoc and the usual programs."""

from __future__ import annotations

import re
from pathlib import Path

from qualcode.formats.output import write_file
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
    Row,
    Section,
    Symbol,
    Table,
    Target,
    Text,
    Transcript,
)
from qualcode.reports.marked_text import Noted, Piece, Sign, stretches, subscript
from qualcode.reports.numbering import number_report

__all__ = ["render_markdown", "write_markdown"]

MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
LINE_START = re.compile(r"^(\s*)([-+=:]|\d+(?=[.)]))", re.MULTILINE)
CONTROL = re.compile("[\x00-\x08\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
RULES = {"left": ":---", "center": ":---:", "right": "---:"}


def write_markdown(report: Report, path: Path) -> tuple[Path, ...]:
    """Write the report as ``.md``, its figures as PNG beside it (``NAME-figure1.png``)."""
    pictures = {
        block.key: path.with_name(f"{path.stem}-figure{number}.png")
        for number, block in enumerate([each for each in report.blocks if isinstance(each, Figure)], 1)
    }
    for block in report.blocks:
        if isinstance(block, Figure):
            write_file(pictures[block.key], block.picture.png)
    write_file(
        path, render_markdown(report, {key: place.name for key, place in pictures.items()}).encode("utf-8")
    )
    return (path, *pictures.values())


def render_markdown(report: Report, pictures: dict[str, str] | None = None) -> str:
    """The Markdown text; ``pictures`` names the files of the figures by key."""
    return MarkdownWriter(report, pictures or {}).render()


def safe(value: str) -> str:
    """Text in which nothing is taken for markup: every sign that could begin some is escaped."""
    value = CONTROL.sub("\ufffd", value.replace("\x0b", "\n").replace("\r\n", "\n").replace("\r", "\n"))
    return MARKUP.sub(r"\\\1", value)


def whole_line(value: str) -> str:
    """A paragraph whose lines cannot be taken for lists, rules or headings."""
    return LINE_START.sub(escape_start, value)


def escape_start(match: re.Match[str]) -> str:
    """A sign that would begin a list or a rule, escaped; after a number it is the sign behind it that would."""
    return match[1] + (match[2] + "\\" if match[2].isdigit() else "\\" + match[2])


class MarkdownWriter:
    """Turns blocks into Markdown."""

    def __init__(self, report: Report, pictures: dict[str, str]) -> None:
        self.report = report
        self.pictures = pictures
        self.numbering = number_report(report)
        self._heading = 0
        self._transcripts = 0
        self._notes: list[str] = []
        self._names: dict[int, str] = {}
        """Names of the passages of a transcript, as anchors, by their numbers."""

    def render(self) -> str:
        """The whole text."""
        out = [f"# {safe(' '.join(self.report.title.split()))}"]
        if self.report.subtitle:
            out.append(safe(self.report.subtitle))
        out += [text for block in self.report.blocks if (text := self.block(block))]
        out += [f"[^{number}]: {note}" for number, note in enumerate(self._notes, 1)]
        return "\n\n".join(out) + "\n"

    def block(self, block: Block) -> str:
        """One block; page breaks and directions of the page have no place here."""
        match block:
            case Heading():
                number = self.numbering.headings[self._heading]
                self._heading += 1
                shown = f"{number} {block.text}" if number else block.text
                anchor = f'<a id="{block.target}"></a>' if block.target else ""
                return f"{'#' * (block.level + 1)} {anchor}{safe(' '.join(shown.split()))}"
            case Paragraph():
                text = self.paragraph(block.content)
                return "> " + text.replace("\n", "\n> ") if block.kind == "verdict" else text
            case Quote():
                return "> " + self.paragraph(block.content).replace("\n", "\n> ")
            case BulletList():
                return "\n".join("- " + self.paragraph(item).replace("\n", "\n  ") for item in block.items)
            case Facts():
                rows = [
                    f"| **{cell_text(safe(name))}** | {self.cell((value,))} |" for name, value in block.rows
                ]
                return "\n".join(["|   |   |", "| :--- | :--- |", *rows])
            case Table():
                return self.table(block)
            case Figure():
                place = self.pictures.get(block.key, "")
                shown = f"{self.caption_label(block.key)}. {block.caption}"
                image = f"![{safe(block.description)}](<{place}>)\n\n" if place else ""
                return f'{image}<a id="caption_{block.key}"></a>**{safe(shown)}**'
            case Contents():
                return self.contents(block)
            case Transcript():
                return self.transcript(block)
            case PageBreak() | Section():
                return ""

    def paragraph(self, content: Content) -> str:
        """Inline content as a paragraph; line ends become hard breaks."""
        return self.paragraph_of(self.content(content))

    def paragraph_of(self, text: str) -> str:
        """Escaped text as a paragraph; line ends become hard breaks."""
        return re.sub(r"[ \t]*\n", "  \n", whole_line(text.strip()))

    def content(self, content: Content) -> str:
        """Inline content."""
        return "".join([self.inline(item) for item in content])

    def inline(self, item: Inline) -> str:
        """One piece of inline content; what has no target is plain text."""
        targets = self.numbering.targets
        match item:
            case Text():
                shown = emphasised(
                    safe(item.text),
                    ("~~" if item.gone else "")
                    + ("**" if item.strong else "")
                    + ("*" if item.emphasis else ""),
                )
                return f"<ins>{shown}</ins>" if item.new else shown
            case Cite():
                shown = safe(f"[{item.label}]")
                return f"[{shown}](#{item.target})" if item.target in targets else shown
            case Symbol():
                return f"[{safe(item.sign)}](#{item.target})" if item.target in targets else safe(item.sign)
            case Link():
                shown = emphasised(safe(item.text), "**" if item.strong else "")
                return f"[{shown}](#{item.target})" if item.target in targets else shown
            case Ref():
                return f"[{safe(self.caption_label(item.key))}](#caption_{item.key})"
            case Target():
                return f'<a id="{item.name}"></a>'
            case Marked():
                return f'<a id="{item.name}"></a>{self.content(item.content)}'
            case Footnote():
                return self.footnote(item)

    def footnote(self, item: Footnote) -> str:
        """The number of a note; the note itself stands at the end."""
        place = len(self._notes)
        self._notes.append("")
        self._notes[place] = re.sub(r"\s*\n\s*", " ", self.content(item.content).strip())
        return f"[^{place + 1}]"

    def transcript(self, block: Transcript) -> str:
        """Turns with their numbers, passages between numbered brackets, and below each turn what is said of its passages."""
        self._transcripts += 1
        prefix = f"d{self._transcripts}"
        out: list[str] = []
        self._names = {}
        found = stretches(block)
        named: set[str] = set()
        for noted in (each for stretch in found for each in stretch.noted):
            own = dict.fromkeys(r.name for r in noted.remarks if r.name and r.name not in named)
            named.update(own)
            self._names[noted.number] = "".join(f'<a id="{name}"></a>' for name in own)
        for stretch in found:
            turn = stretch.turn
            lines = [
                self.paragraph_of("".join([self.piece(item, prefix) for item in line]))
                for line in stretch.lines
            ]
            if turn is not None:
                time = f" ({safe(turn.time)})" if turn.time else ""
                head = f'<a id="{prefix}t{turn.number}"></a>**{turn.number}**{time}'
                lines[:1] = [f"{head}  {lines[0]}" if lines else head]
            out += lines
            if stretch.noted:
                out.append("\n".join(self.noted(each, prefix) for each in stretch.noted))
        return "\n\n".join(out)

    def piece(self, item: Piece, prefix: str) -> str:
        """A piece of a transcript; the sign that ends a passage leads to what is said of it."""
        if not isinstance(item, Sign):
            return emphasised(safe(item.text), "**" if item.label else "")
        if item.opening:
            return f'{self._names[item.number]}<a id="{prefix}p{item.number}"></a>{safe(item.shown)}'
        return f"[{safe(item.shown)}](#{prefix}r{item.number})"

    def noted(self, noted: Noted, prefix: str) -> str:
        """What is said of one passage as points of a list, the first under the number that leads back to it."""
        back = f"[{safe(f'[{subscript(noted.number)}]')}](#{prefix}p{noted.number})"
        points = []
        for place, remark in enumerate(noted.remarks):
            mark = f'<a id="{prefix}r{noted.number}"></a>' if place == 0 else ""
            first, *rest = safe(remark.text).split("\n")
            author = f" ({safe(remark.author)})" if remark.author else ""
            told = "  \n  ".join(
                [emphasised(first, "**") + author, *map(whole_line, filter(str.strip, rest))]
            )
            points.append(f"- {mark}{back} {told}")
        return "\n".join(points)

    def caption_label(self, key: str) -> str:
        """``Table 2`` in the language of the report."""
        kind, number = self.numbering.captions[key]
        return f"{self.report.table_label if kind == 'Table' else self.report.figure_label} {number}"

    def table(self, block: Table) -> str:
        """A pipe table under its caption."""
        shown = f"{self.caption_label(block.key)}. {block.caption}"
        head = "| " + " | ".join(self.cell((column.title,)) for column in block.columns) + " |"
        rule = "| " + " | ".join(RULES[column.align] for column in block.columns) + " |"
        rows = [self.row(block, row) for row in block.rows]
        return "\n".join([f'<a id="caption_{block.key}"></a>**{safe(shown)}**', "", head, rule, *rows])

    def row(self, block: Table, row: Row) -> str:
        """A row; one that heads a group has its text in the first cell."""
        cells = [self.cell(cell.paragraphs) for cell in row.cells]
        cells += [""] * (len(block.columns) - len(cells))
        return "| " + " | ".join(cells) + " |"

    def cell(self, paragraphs: tuple[Content, ...]) -> str:
        """The content of a cell on one line."""
        return "<br>".join(cell_text(self.content(each)) for each in paragraphs)

    def contents(self, block: Contents) -> str:
        """A list of the headings of the first two levels."""
        lines = [f"**{safe(block.title)}**", ""]
        headings = [each for each in self.report.blocks if isinstance(each, Heading)]
        for place, each in enumerate(headings):
            if each.level > 2:
                continue
            number = self.numbering.headings[place]
            shown = safe(f"{number} {each.text}" if number else each.text)
            entry = f"[{shown}](#{each.target})" if each.target else shown
            lines.append("  " * (each.level - 1) + f"- {entry}")
        return "\n".join(lines)


def emphasised(text: str, marks: str) -> str:
    """Text between marks of emphasis, which must touch it: white space stays outside, and each line has its own."""
    if marks and "\n" in text:
        return "\n".join(emphasised(line, marks) for line in text.split("\n"))
    inner = text.strip()
    if not marks or not inner:
        return text
    before = text[: len(text) - len(text.lstrip())]
    after = text[len(text.rstrip()) :]
    return f"{before}{marks}{inner}{marks[::-1]}{after}"


def cell_text(text: str) -> str:
    """Text on one line, as a cell needs it."""
    return re.sub(r"\s*\n\s*", "<br>", text.strip())
