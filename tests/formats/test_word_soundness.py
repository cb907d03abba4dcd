"""The helper that everybody's tests of Word files use notices what is broken on purpose."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode.reports.blocks import (
    Cell,
    Column,
    Footnote,
    Heading,
    Marked,
    Paragraph,
    Ref,
    Remark,
    Report,
    Row,
    Table,
    Text,
    Transcript,
    TranscriptTurn,
)
from qualcode.reports.writers.docx import render_docx
from tests.formats.templates import edited
from tests.formats.validators import sound

TEXT = "R: ano, přesně"
REPORT = Report(
    "Title", "", "en", "Table", "Figure",
    (
        Heading(1, "First"),
        Paragraph((Text("See "), Ref("t"), Footnote((Text("note"),)), Marked("marked", (Text("x"),)))),
        Table("t", "Caption", (Column((Text("A"),), 1),), (Row((Cell(((Text("b"),),)),)),), "x"),
        Transcript(TEXT, "cs", (TranscriptTurn(1, 0, len(TEXT), 2),), (Remark(3, 6, "yes", "Jana"), Remark(8, 14, "so", "Jana"))),
    ),
)  # fmt: skip
Change = tuple[str, bytes, bytes]
DOCUMENT, COMMENTS, NOTES = "word/document.xml", "word/comments.xml", "word/footnotes.xml"
BROKEN: dict[str, Change] = {
    "wrong order of properties": (DOCUMENT, b'<w:pStyle w:val="Heading1"/><w:numPr>', b'<w:jc w:val="left"/><w:pStyle w:val="Heading1"/><w:numPr>'),
    "value outside of the list": (DOCUMENT, b'w:fldCharType="begin"', b'w:fldCharType="start"'),
    "cell without paragraph": (DOCUMENT, b'<w:p><w:pPr><w:pStyle w:val="QCTableText"/></w:pPr><w:r><w:t xml:space="preserve">b</w:t></w:r></w:p>', b""),
    "undefined style": (DOCUMENT, b'<w:pStyle w:val="Caption"/>', b'<w:pStyle w:val="Captain"/>'),
    "reference to a missing bookmark": (DOCUMENT, b" REF _Ref_t ", b" REF _Ref_u "),
    "field that never ends": (DOCUMENT, b'<w:r><w:fldChar w:fldCharType="end"/></w:r>', b""),
    "name of a bookmark with a space": (DOCUMENT, b'w:name="marked"', b'w:name="mar ked"'),
    "name of a bookmark too long": (DOCUMENT, b'w:name="marked"', b'w:name="' + b"m" * 41 + b'"'),
    "bookmark twice": (DOCUMENT, b'w:name="marked"', b'w:name="_Ref_t"'),
    "range without start": (DOCUMENT, b'<w:commentRangeStart w:id="0"/>', b""),
    "range without end": (DOCUMENT, b'<w:commentRangeEnd w:id="1"/>', b""),
    "end before start": (DOCUMENT, b'<w:commentRangeStart w:id="0"/>', b'<w:commentRangeEnd w:id="0"/>'),
    "reference to a comment that is not there": (COMMENTS, b'<w:comment w:id="1"', b'<w:comment w:id="7"'),
    "comment twice": (COMMENTS, b'<w:comment w:id="1"', b'<w:comment w:id="0"'),
    "author too long": (COMMENTS, b'w:author="Jana"', b'w:author="' + b"J" * 256 + b'"'),
    "initials too long": (COMMENTS, b'w:initials="J"', b'w:initials="JJJJJJJJJJ"'),
    "footnote lost": (NOTES, b'<w:footnote w:id="1">', b'<w:footnote w:id="2">'),
    "table without columns": (DOCUMENT, b"<w:tblGrid>", b"<w:tblGrid/><w:tblGrid>"),
    "part without content type": ("[Content_Types].xml", b"/word/comments.xml", b"/word/commentary.xml"),
    "unknown element": (DOCUMENT, b"<w:keepNext/>", b"<w:keepNext/><w:keepPrevious/>"),
}  # fmt: skip


def breaking(name: str, old: bytes, new: bytes) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new, 1)

    return change


def test_the_report_itself_is_sound() -> None:
    assert sound(render_docx(REPORT)) == []


@pytest.mark.parametrize("fault", list(BROKEN))
def test_a_broken_file_is_noticed(fault: str) -> None:
    assert sound(edited(render_docx(REPORT), breaking(*BROKEN[fault]))) != []
