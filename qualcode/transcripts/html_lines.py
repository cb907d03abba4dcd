"""The lines of a web page as a reader sees them: blocks and line breaks end a line, what is hidden is left out and counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from qualcode.formats.emphasis import mostly
from qualcode.text.units import count_letters
from qualcode.transcripts.layouts import PLAIN, Mark
from qualcode.transcripts.speaker_table import speaker_lines
from qualcode.transcripts.timestamps import CLOCK, milliseconds

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["UNKNOWN", "Anchor", "PageLines"]

_BLOCK = re.compile(
    r"address|article|aside|blockquote|body|caption|center|d[dlt]|details|dialog|dir|div|fieldset|figcaption|figure"
    r"|footer|form|h[1-6r]|header|html|legend|li|main|menu|nav|ol|option|p|pre|section|select|summary|table|tbody"
    r"|t[dhr]|tfoot|thead|ul"
)
_LEFT_OUT = {
    "script": "script",
    "style": "style sheet",
    **dict.fromkeys(("noscript", "template"), "inactive part"),
    **dict.fromkeys(("iframe", "object", "svg", "audio", "video", "canvas"), "embedded object"),
    "title": "title",
    "del": "deleted passage",
}
UNKNOWN = "unknown tag"
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_NORMAL = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.I)
"""What stands in the bold element that Google Docs puts around a whole page."""
_HEADING = re.compile(r"h[1-6]")
_ITALIC = re.compile(r"font-style\s*:\s*italic", re.I)
_SPACE = re.compile(r"[ \t\n\r\f]+")
_ANCHOR = re.compile(r"ts_(\d{1,10})_(\d{1,10})_(.{0,200})", re.DOTALL)
_CLOCK = re.compile(CLOCK)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A segment that noScribe marks: its times, its speaker and the line it lies in."""

    line: int
    start: int
    """Milliseconds."""
    end: int
    """Milliseconds."""
    speaker: str
    """Empty where nobody is named; begins with ``//`` where somebody speaks into a turn of another."""


@dataclass(slots=True)
class PageLines:
    """Gathers the lines of a page, with what was left out."""

    labels: Collection[str] = ()
    """Speakers that the user confirms."""
    lines: list[str] = field(default_factory=list)
    emphasis: dict[int, Mark] = field(default_factory=dict)
    """By the number of a line, whether it is bold, italic or a heading as a whole; other lines are nothing of it."""
    anchors: list[Anchor] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    """Number of pieces by what they are."""
    letters: int = 0
    """Letters in what was left out, but for scripts and styles."""
    _parts: list[str] = field(default_factory=list)
    _pre: int = 0
    _looks: list[int] = field(default_factory=lambda: [0, 0, 0])
    """How many elements around the text are bold, how many italic and how many headings."""
    _marked: list[int] = field(default_factory=lambda: [0, 0, 0])
    """Letters of the line so far that are bold, italic and in headings."""
    _stamped: bool = False
    """Whether a time stamp was the last thing written; the hard space that oTranscribe puts behind it is none of the text."""

    def take(self, element: etree._Element) -> None:
        """Write an element with all in it; what follows it is not its own."""
        tag = element.tag
        if not isinstance(tag, str):
            self.left_out["source comment"] += 1
            return
        tag = tag.lower()
        if tag == "br":
            self.end_line(blank=True)
        elif tag == "img":
            self.left_out["picture"] += 1
        elif tag in _LEFT_OUT or "hidden" in element.attrib or _HIDING.search(element.get("style", "")):
            self._leave_out(element, _LEFT_OUT.get(tag, "hidden passage"))
            return
        elif tag == "table" and element.find(".//table") is None and self._speaker_table(element):
            return
        elif tag.isalnum() and tag not in _known_tags():
            self.left_out[UNKNOWN] += 1
        if _BLOCK.fullmatch(tag):
            self.end_line()
        self._content(element, tag)
        if _BLOCK.fullmatch(tag):
            self.end_line()

    def end_line(self, *, blank: bool = False) -> None:
        """End the line, if there is one; a second break in a row makes a blank line."""
        line = "".join(self._parts).rstrip(" \t")
        self._parts.clear()
        bold, italic, heading = (
            mostly(number, count_letters(line)) if number else False for number in self._marked
        )
        self._marked = [0, 0, 0]
        if line.strip() or (blank and self.lines and self.lines[-1]):
            if bold or italic or heading:
                self.emphasis[len(self.lines)] = (bold, italic, heading)
            self.lines.append(line if line.strip() else "")

    def marks(self) -> list[Mark]:
        """For each line, whether it is bold, italic or a heading as a whole."""
        return [self.emphasis.get(number, PLAIN) for number in range(len(self.lines))]

    def _content(self, element: etree._Element, tag: str) -> None:
        stamp = _stamp(element) if element.get("data-timestamp") is not None else None
        if stamp:
            self._text(f" {stamp} ")
            self._stamped = True
            return
        if tag == "a":
            self._anchor(element)
        if tag == "li" and (parent := element.getparent()) is not None and parent.tag == "ol":
            self.left_out["automatic number"] += 1
        self._pre += tag in ("pre", "textarea")
        look = _look(element, tag)
        self._looks = [number + own for number, own in zip(self._looks, look, strict=True)]
        self._text(element.text)
        for child in element:
            self.take(child)
            self._text(child.tail)
        self._looks = [number - own for number, own in zip(self._looks, look, strict=True)]
        self._pre -= tag in ("pre", "textarea")

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if self._stamped:
            text, self._stamped = text.lstrip(" \u00a0"), False
        if self._pre:
            first, *more = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            self._write(first)
            for line in more:
                self.end_line(blank=True)
                self._write(line)
            return
        text = _SPACE.sub(" ", text)
        if not self._parts or self._parts[-1].endswith(" "):
            text = text.removeprefix(" ")
        if text:
            self._write(text)

    def _write(self, text: str) -> None:
        self._parts.append(text)
        for side, number in enumerate(self._looks):
            if number:
                self._marked[side] += count_letters(text)

    def _leave_out(self, element: etree._Element, what: str) -> None:
        self.left_out[what] += 1
        if element.tag not in ("script", "style"):
            self.letters += sum(
                count_letters(text)
                for part in element.iter("*")
                if part.tag not in ("script", "style")
                for text in (part.text, *(child.tail for child in part))
                if text
            )

    def _anchor(self, element: etree._Element) -> None:
        found = _ANCHOR.fullmatch(element.get("name", ""))
        if found and "".join(map(str, element.itertext())).strip():
            start, end = int(found.group(1)), int(found.group(2))
            self.anchors.append(Anchor(len(self.lines), start, max(start, end), found.group(3).strip()))

    def _speaker_table(self, table: etree._Element) -> bool:
        """Write a table whose rows are turns; False, and nothing is written, for any other one."""
        widths = [sum(1 for _ in row.iterchildren("td", "th")) for row in table.iter("tr")]
        if not 2 <= max(widths, default=0) <= 4:
            return False
        whole = PageLines()
        whole._content(table, "table")
        whole.end_line()
        rows: list[dict[int, str]] = []
        for row in table.iter("tr"):
            cells: dict[int, str] = {}
            for cell in row.iterchildren("td", "th"):
                inside = PageLines()
                inside.take(cell)
                cells[len(cells)] = "\n".join(inside.lines)
            rows.append(cells)
        lines = speaker_lines(rows, self.labels)
        if (
            lines is None
            or whole.anchors
            or count_letters("".join(lines)) != count_letters("".join(whole.lines))
        ):
            return False
        self.end_line()
        self.lines += [line for text in lines for line in text.split("\n")]
        self.left_out += whole.left_out
        self.letters += whole.letters
        return True


def _look(element: etree._Element, tag: str) -> Mark:
    """Whether an element makes its text bold, italic or a heading."""
    style = element.get("style", "")
    return (
        bool(_BOLD.search(style)) or (tag in ("b", "strong") and not _NORMAL.search(style)),
        bool(_ITALIC.search(style)) or tag in ("i", "em"),
        _HEADING.fullmatch(tag) is not None,
    )


@cache
def _known_tags() -> frozenset[str]:
    """The tags of web pages, and of the older ones."""
    from lxml.html import defs

    return frozenset(defs.tags) | {
        "main",
        "o",
        "dialog",
        "picture",
        "slot",
        "search",
        "hgroup",
        "data",
        "rb",
        "rtc",
    }


def _stamp(element: etree._Element) -> str | None:
    """The time stamp of oTranscribe in brackets, with the fraction that it holds but does not show; None where the words in it are none."""
    shown = " ".join("".join(map(str, element.itertext())).split())
    if not _CLOCK.fullmatch(shown):
        return None
    said = milliseconds(shown)[0]
    try:
        exact = float(element.get("data-timestamp", ""))
    except ValueError:
        exact = -1.0
    if said is None or not said <= exact * 1000 < said + 1000 or "." in shown:
        return f"[{shown}]"
    fraction = round(exact * 1000 - said)
    return f"[{shown}.{fraction:03}]" if 0 < fraction < 1000 else f"[{shown}]"
