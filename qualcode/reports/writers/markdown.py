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
    Heading,
    Inline,
    Link,
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
)
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

    def render(self) -> str:
        """The whole text."""
        out = [f"# {safe(' '.join(self.report.title.split()))}"]
        if self.report.subtitle:
            out.append(safe(self.report.subtitle))
        out += [text for block in self.report.blocks if (text := self.block(block))]
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
            case PageBreak() | Section():
                return ""

    def paragraph(self, content: Content) -> str:
        """Inline content as a paragraph; line ends become hard breaks."""
        text = whole_line(self.content(content).strip())
        return re.sub(r"[ \t]*\n", "  \n", text)

    def content(self, content: Content) -> str:
        """Inline content."""
        return "".join([self.inline(item) for item in content])

    def inline(self, item: Inline) -> str:
        """One piece of inline content; what has no target is plain text."""
        targets = self.numbering.targets
        match item:
            case Text():
                return emphasised(
                    safe(item.text), ("**" if item.strong else "") + ("*" if item.emphasis else "")
                )
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
    """Text between marks of emphasis, which must touch it: white space stays outside."""
    inner = text.strip()
    if not marks or not inner:
        return text
    before = text[: len(text) - len(text.lstrip())]
    after = text[len(text.rstrip()) :]
    return f"{before}{marks}{inner}{marks[::-1]}{after}"


def cell_text(text: str) -> str:
    """Text on one line, as a cell needs it."""
    return re.sub(r"\s*\n\s*", "<br>", text.strip())
