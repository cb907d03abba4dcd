"""Reports as one HTML page that needs nothing else: styles and figures inside, no script, no network."""

from __future__ import annotations

import base64
import html
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
from qualcode.reports.languages import language_tag
from qualcode.reports.marked_text import Noted, Piece, Sign, sign_of, stretches
from qualcode.reports.numbering import number_report

__all__ = ["render_html", "write_html"]

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
STYLE = """
:root{color-scheme:light}
body{margin:0 auto;max-width:46rem;padding:2.5rem 1.25rem 5rem;font:1.05rem/1.55 Georgia,"Times New Roman",serif;color:#1f2a37;background:#fff}
h1,h2,h3,h4,.subtitle,table,figcaption,caption,nav,.note,.speaker{font-family:Arial,Helvetica,sans-serif}
h1{font-size:2.1rem;line-height:1.2;margin:2rem 0 .4rem}
h2{font-size:1.5rem;margin:3rem 0 .8rem;border-bottom:1px solid #c5ccd5;padding-bottom:.25rem}
h3{font-size:1.15rem;margin:2rem 0 .5rem}
h4{font-size:1rem;margin:1.6rem 0 .4rem}
.subtitle{font-size:1.15rem;color:#55606e;margin:0 0 2rem}
a{color:#1f4e79}
table{border-collapse:collapse;width:100%;font-size:.83rem;line-height:1.4;border-top:2px solid #1f2a37;border-bottom:2px solid #1f2a37;margin:0 0 .6rem}
caption{caption-side:top;text-align:left;font-weight:bold;padding:1.6rem 0 .5rem}
th,td{text-align:left;vertical-align:top;padding:.3rem .5rem}
thead th{border-bottom:1px solid #1f2a37;vertical-align:bottom}
td p,th p{margin:0}
tr.group th{padding-top:.7rem}
.center{text-align:center}.right{text-align:right}
.wide{overflow-x:auto}
.quiet{color:#55606e;font-weight:normal}
.note{font-size:.8rem;color:#55606e}
.verdict{border-left:4px solid #1f4e79;padding-left:1rem}
.speaker{font-size:.9rem;margin:1.2rem 0 .2rem}
.symbol{font-size:1.05rem;text-decoration:none;color:#1f2a37}
blockquote{margin:.3rem 1rem .7rem 1.5rem}
figure{margin:1.5rem 0;text-align:center}
figure img{max-width:100%;height:auto}
figcaption{font-weight:bold;font-size:.85rem;text-align:left;padding-top:.5rem}
nav ul{list-style:none;padding:0}nav ul ul{padding-left:1.4rem}
.transcript{margin:1rem 0;--side:15rem}
.turn{display:grid;grid-template-columns:3.4rem minmax(0,1fr) var(--side);gap:0 1rem;margin:0 0 .6rem}
.turn .number{margin:0;text-align:right;color:#55606e;font:.8rem/2 Arial,Helvetica,sans-serif}
.turn .time{display:block;font-size:.7rem;line-height:1.2}
.said p{margin:0 0 .3rem;overflow-wrap:anywhere}
.coded{border-bottom:1px solid #1f2a37}.coded.more{border-bottom-width:3px;border-bottom-style:double}
.sign{text-decoration:none;font-weight:bold;white-space:nowrap}.sign sub,.remarks sub{font-size:.7em;line-height:1}
.remarks{list-style:none;margin:0;padding:0 0 0 .7rem;border-left:1px solid #c5ccd5;font:.78rem/1.4 Arial,Helvetica,sans-serif;overflow-wrap:anywhere}
.remarks li{margin:.3rem 0}.remarks p{margin:0}
.notes{margin-top:3rem;border-top:1px solid #c5ccd5;font-size:.85rem}
@media(min-width:80rem){.transcript{width:68rem;margin-left:-4.4rem;--side:19rem}}
@media(max-width:40rem){.turn{grid-template-columns:2.4rem minmax(0,1fr)}.remarks{grid-column:2}}
@media print{body{max-width:none;font-size:10.5pt}thead{display:table-header-group}tr,figure,.remarks li{break-inside:avoid}.transcript{width:auto;margin-left:0;--side:32%}h2,h3,h4,.speaker{break-after:avoid}.break{break-before:page}.wide{overflow:visible}}
"""
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def write_html(report: Report, path: Path) -> tuple[Path, ...]:
    """Write the report as a standalone page."""
    write_file(path, render_html(report).encode("utf-8"))
    return (path,)


def render_html(report: Report) -> str:
    """The page as text."""
    return HtmlWriter(report).render()


def safe(value: str) -> str:
    """Text that cannot be taken for markup; control characters become visible as U+FFFD."""
    return html.escape(FORBIDDEN.sub("\ufffd", value.replace("\x0b", "\n")))


class HtmlWriter:
    """Turns blocks into HTML."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.numbering = number_report(report)
        self._heading = 0
        self._break = False
        self._transcripts = 0
        self._notes: list[str] = []

    def render(self) -> str:
        """The whole page."""
        report = self.report
        out = [
            f'<!DOCTYPE html>\n<html lang="{language_tag(report.language)}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{safe(report.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{safe(report.title)}</h1>\n"
        ]
        if report.subtitle:
            out.append(f'<p class="subtitle">{safe(report.subtitle)}</p>\n')
        out += [self.block(block) for block in report.blocks]
        out.append(self.notes())
        out.append("</main>\n</body>\n</html>\n")
        return "".join(out)

    def block(self, block: Block) -> str:
        """One block."""
        match block:
            case Heading():
                number = self.numbering.headings[self._heading]
                self._heading += 1
                level = block.level + 1
                identity = block.target or f"heading{self._heading}"
                classes = ' class="break"' if self._break else ""
                self._break = False
                shown = f"{number} {block.text}" if number else block.text
                tag = self.tag(block.language)
                spoken = f' lang="{tag}"' if tag else ""
                return f'<h{level} id="{identity}"{classes}{spoken}>{safe(shown)}</h{level}>\n'
            case Paragraph():
                classes = "" if block.kind == "body" else f' class="{block.kind}"'
                return f"<p{classes}>{self.content(block.content)}</p>\n"
            case Quote():
                return f"<blockquote><p>{self.content(block.content)}</p></blockquote>\n"
            case BulletList():
                items = "".join(f"<li>{self.content(item)}</li>\n" for item in block.items)
                return f"<ul>\n{items}</ul>\n"
            case Facts():
                rows = "".join(
                    f'<tr><th scope="row">{safe(name)}</th><td>{self.content(value)}</td></tr>\n'
                    for name, value in block.rows
                )
                return f'<table aria-label="{safe(block.title)}">\n<tbody>\n{rows}</tbody>\n</table>\n'
            case Table():
                return self.table(block)
            case Figure():
                return self.figure(block)
            case Contents():
                return self.contents(block)
            case Transcript():
                return self.transcript(block)
            case PageBreak() | Section():
                self._break = True
                return ""

    def content(self, content: Content) -> str:
        """Inline content."""
        return "".join([self.inline(item) for item in content])

    def inline(self, item: Inline) -> str:
        """One piece of inline content; what has no target is plain text."""
        targets = self.numbering.targets
        match item:
            case Text():
                shown = safe(item.text).replace("\n", "<br>")
                shown = self.spoken(shown, item.language)
                if item.quiet:
                    shown = f'<span class="quiet">{shown}</span>'
                if item.emphasis:
                    shown = f"<em>{shown}</em>"
                if item.strong:
                    shown = f"<strong>{shown}</strong>"
                if item.gone:
                    shown = f"<del>{shown}</del>"
                return f"<ins>{shown}</ins>" if item.new else shown
            case Cite():
                shown = f"[{safe(item.label)}]"
                return f'<a href="#{item.target}">{shown}</a>' if item.target in targets else shown
            case Symbol():
                look = f'class="symbol" title="{safe(item.meaning)}" aria-label="{safe(item.meaning)}"'
                if item.target in targets:
                    return f'<a {look} href="#{item.target}">{safe(item.sign)}</a>'
                return f'<span role="img" {look}>{safe(item.sign)}</span>'
            case Link():
                sign = sign_of(item.text)
                if sign is not None and item.target in targets:
                    return f'<a class="sign" href="#{item.target}">{item.text[0]}<sub>{sign.number}</sub></a>'
                shown = self.spoken(safe(item.text), item.language)
                shown = f"<strong>{shown}</strong>" if item.strong else shown
                return f'<a href="#{item.target}">{shown}</a>' if item.target in targets else shown
            case Ref():
                return f'<a href="#caption_{item.key}">{safe(self.caption_label(item.key))}</a>'
            case Target():
                return f'<a id="{item.name}"></a>'
            case Marked():
                return f'<span id="{item.name}">{self.content(item.content)}</span>'
            case Footnote():
                return self.footnote(item)

    def tag(self, language: str) -> str:
        """The tag of a language where it is not that of the report."""
        return language_tag(language) if language and language != self.report.language else ""

    def spoken(self, shown: str, language: str) -> str:
        """Escaped text in a language that may not be the report's."""
        tag = self.tag(language)
        return f'<span lang="{tag}">{shown}</span>' if tag else shown

    def footnote(self, item: Footnote) -> str:
        """The number of a note, which leads to the note at the end and back."""
        place = len(self._notes)
        self._notes.append("")
        self._notes[place] = self.content(item.content)
        number = place + 1
        return f'<sup><a id="note_from{number}" href="#note{number}" role="doc-noteref">{number}</a></sup>'

    def notes(self) -> str:
        """All notes at the end of the page; nothing where there are none."""
        if not self._notes:
            return ""
        items = "".join(
            f'<li id="note{number}">{note} <a href="#note_from{number}" role="doc-backlink">↑</a></li>\n'
            for number, note in enumerate(self._notes, 1)
        )
        return f'<section class="notes" role="doc-endnotes">\n<ol>\n{items}</ol>\n</section>\n'

    def transcript(self, block: Transcript) -> str:
        """Turns with their numbers, passages between numbered brackets, and beside each turn what is said of its passages."""
        self._transcripts += 1
        prefix = f"d{self._transcripts}"
        tag = self.tag(block.language)
        spoken = f' lang="{tag}"' if tag else ""
        titles: dict[int, str] = {}
        names: dict[int, str] = {}
        named: set[str] = set()
        found = stretches(block)
        for stretch in found:
            for noted in stretch.noted:
                titles[noted.number] = "; ".join(
                    remark.text.partition("\n")[0] + (f" ({remark.author})" if remark.author else "")
                    for remark in noted.remarks
                )
                own = dict.fromkeys(
                    remark.name for remark in noted.remarks if remark.name and remark.name not in named
                )
                named.update(own)
                names[noted.number] = "".join(f'<span id="{each}"></span>' for each in own)

        def piece(item: Piece) -> str:
            if isinstance(item, Sign):
                name = f' id="{prefix}p{item.number}"' if item.opening else ""
                bracket = "[" if item.opening else "]"
                before = names[item.number] if item.opening else ""
                return (
                    f'{before}<a class="sign"{name} href="#{prefix}r{item.number}" title="{safe(titles[item.number])}">'
                    f"{bracket}<sub>{item.number}</sub></a>"
                )
            shown = safe(item.text).replace("\n", "<br>")
            if item.depth:
                shown = f'<span class="coded{" more" if item.depth > 1 else ""}">{shown}</span>'
            return f"<strong>{shown}</strong>" if item.label else shown

        out = ['<div class="transcript">\n']
        for stretch in found:
            turn = stretch.turn
            name = f' id="{prefix}t{turn.number}"' if turn is not None else ""
            number = str(turn.number) if turn is not None else ""
            time = f' <span class="time">{safe(turn.time)}</span>' if turn is not None and turn.time else ""
            said = "".join([f"<p>{''.join([piece(item) for item in line])}</p>" for line in stretch.lines])
            out.append(
                f'<div class="turn"{name}><p class="number">{number}{time}</p><div class="said"{spoken}>{said}</div>'
            )
            if stretch.noted:
                out.append(
                    f'<ul class="remarks">{"".join([self.noted(each, prefix) for each in stretch.noted])}</ul>'
                )
            out.append("</div>\n")
        out.append("</div>\n")
        return "".join(out)

    def noted(self, noted: Noted, prefix: str) -> str:
        """What is said of one passage, under the number that leads back to it."""
        remarks = []
        for place, remark in enumerate(noted.remarks):
            back = ""
            if place == 0:
                back = f'<a class="sign" href="#{prefix}p{noted.number}">[<sub>{noted.number}</sub>]</a> '
            first, _, rest = remark.text.partition("\n")
            author = f" ({safe(remark.author)})" if remark.author else ""
            more = f"<br>{safe(rest).replace(chr(10), '<br>')}" if rest else ""
            remarks.append(f"<p>{back}<strong>{safe(first)}</strong>{author}{more}</p>")
        return f'<li id="{prefix}r{noted.number}">{"".join(remarks)}</li>'

    def caption_label(self, key: str) -> str:
        """``Table 2`` in the language of the report."""
        kind, number = self.numbering.captions[key]
        return f"{self.report.table_label if kind == 'Table' else self.report.figure_label} {number}"

    def table(self, block: Table) -> str:
        """A table with caption and header cells that say what they head."""
        head = "".join(
            f'<th scope="col"{align(column.align)}>{self.content(column.title)}</th>'
            for column in block.columns
        )
        rows = "".join([self.row(block, row) for row in block.rows])
        shown = f"{self.caption_label(block.key)}. {block.caption}"
        return (
            f'<div class="wide"><table id="caption_{block.key}">\n<caption>{safe(shown)}</caption>\n'
            f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n"
        )

    def row(self, block: Table, row: Row) -> str:
        """A row; one that heads a group spans the table."""
        if row.group:
            inner = "<br>".join(self.content(each) for each in row.cells[0].paragraphs)
            return (
                f'<tr class="group"><th scope="colgroup" colspan="{len(block.columns)}">{inner}</th></tr>\n'
            )
        cells = []
        for column, cell in zip(block.columns, row.cells, strict=True):
            paragraphs = [self.content(each) for each in cell.paragraphs]
            inner = (
                paragraphs[0] if len(paragraphs) == 1 else "".join(f"<p>{each}</p>" for each in paragraphs)
            )
            cells.append(f"<td{align(column.align)}>{inner}</td>")
        return f"<tr>{''.join(cells)}</tr>\n"

    def figure(self, block: Figure) -> str:
        """The figure as data inside the page, sharp where there is an SVG."""
        picture = block.picture
        kind, data = ("svg+xml", picture.svg) if picture.svg is not None else ("png", picture.png)
        source = f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}"
        shown = f"{self.caption_label(block.key)}. {block.caption}"
        return (
            f'<figure id="caption_{block.key}"><img src="{source}" alt="{safe(block.description)}">'
            f"<figcaption>{safe(shown)}</figcaption></figure>\n"
        )

    def contents(self, block: Contents) -> str:
        """Links to the headings of the first two levels."""
        out = [f'<nav aria-label="{safe(block.title)}"><h2>{safe(block.title)}</h2>\n<ul>\n']
        headings = [each for each in self.report.blocks if isinstance(each, Heading)]
        open_item = open_list = False
        for place, each in enumerate(headings):
            if each.level > 2:
                continue
            number = self.numbering.headings[place]
            shown = f"{number} {each.text}" if number else each.text
            shown = self.spoken(safe(shown), each.language)
            entry = f'<a href="#{each.target or f"heading{place + 1}"}">{shown}</a>'
            if each.level == 1:
                out.append(("</ul>" if open_list else "") + ("</li>\n" if open_item else "") + f"<li>{entry}")
                open_item, open_list = True, False
            else:
                out.append(("" if open_list else "\n<ul>\n") + f"<li>{entry}</li>\n")
                open_list = True
        out.append(("</ul>" if open_list else "") + ("</li>\n" if open_item else "") + "</ul></nav>\n")
        return "".join(out)


def align(side: str) -> str:
    """The class of a cell that is not aligned to the left."""
    return "" if side == "left" else f' class="{side}"'
