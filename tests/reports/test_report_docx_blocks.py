"""Footnotes, marked passages, transcripts with comments and custom properties in the Word report."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from lxml import etree

from qualcode.formats.word.walker import read_word
from qualcode.reports.blocks import (
    Block,
    Cell,
    Cite,
    Column,
    Contents,
    Facts,
    Figure,
    Footnote,
    Heading,
    Link,
    Marked,
    PageBreak,
    Paragraph,
    Picture,
    Quote,
    Ref,
    Remark,
    Report,
    Row,
    Section,
    Table,
    Target,
    Text,
    Transcript,
    TranscriptTurn,
)
from qualcode.reports.writers.docx import render_docx
from tests.formats.templates import faculty, parts_of
from tests.formats.validators import sound
from tests.formats.word_checks import W, body_of, paragraphs
from tests.reports.invented import SVG, png

TEXT = "I: Jak to bylo?\nR: Dobře, žlutý\nkůň\x0ba víc.\n\nI: Konec\x01."
TURNS = (
    TranscriptTurn(1, 0, 15, 2, "00:00:01"),
    TranscriptTurn(2, 16, 46, 18),
    TranscriptTurn(3, TEXT.index("I: K"), len(TEXT), TEXT.index("I: K") + 2, "00:01:00"),
)
REMARKS = (
    Remark(19, 31, "důvěra\nmemo: <b>", "Jana", at="2026-05-04T10:00:00+02:00", name="q1"),
    Remark(19, 31, "blízkost", "Petr Malý", name="q1"),
    Remark(26, 51, "přes tři odstavce", "Petr Malý", name="q2"),
    Remark(10, 20, "přes promluvy", "Jana"),
)


def made(*blocks: Block, **changes: object) -> Report:
    report = Report("Zpráva", "", "en", "Table", "Figure", blocks, created="2026-06-01T08:00:00+00:00")
    return replace(report, **changes)


def transcript(**changes: object) -> Transcript:
    return replace(Transcript(TEXT, "cs", TURNS, REMARKS), **changes)


def part(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(parts_of(data)[name])


def test_a_footnote_hangs_on_its_words_and_a_note_in_a_note_stands_in_brackets() -> None:
    note = Footnote((Text("See <R01> & "), Text("dál", language="cs"), Footnote((Text("inner"),))))
    data = render_docx(
        made(
            Paragraph((Text("Words"), note, Text(" more."))), Quote((Text("x"), Footnote((Cite(1, "R01"),))))
        )
    )
    assert sound(data) == []
    notes = [node for node in part(data, "word/footnotes.xml") if node.get(f"{W}type") is None]
    assert ["".join(node.itertext()) for node in notes] == [" See <R01> & dál (inner)", " [R01:1]"]
    signs = [node.get(f"{W}id") for node in body_of(data).iter(f"{W}footnoteReference")]
    assert signs == ["1", "2"]
    assert [node.get(f"{W}id") for node in part(data, "word/settings.xml").find(f"{W}footnotePr")] == [
        "-1",
        "0",
    ]  # type: ignore[union-attr]
    kept = read_word(data, "x.docx")
    assert [note.text for note in kept.notes] == ["See <R01> & dál (inner)", "[R01:1]"]


def test_a_report_without_notes_and_comments_has_no_such_parts() -> None:
    names = parts_of(render_docx(made(Paragraph((Text("plain"),)))))
    assert not {"word/footnotes.xml", "word/comments.xml", "docProps/custom.xml"} & set(names)


def test_marked_content_is_found_again_by_its_name_wherever_it_stands() -> None:
    name = "definition_7"
    cell = Cell(((Marked("cell_1", (Text("in a cell"),)),),))
    table = Table("t", "Caption", (Column((Text("A"),), 1),), (Row((cell,)),), "One column")
    content = Marked(
        name,
        (Text("Old "), Text("words", strong=True), Footnote((Text("note"),)), Marked("inner", (Text("!"),))),
    )
    data = render_docx(made(Paragraph((Text("Definition: "), content)), table))
    assert sound(data) == []
    found = {}
    for start in body_of(data).iter(f"{W}bookmarkStart"):
        pieces, node = [], start.getnext()
        while node is not None and not (
            node.tag == f"{W}bookmarkEnd" and node.get(f"{W}id") == start.get(f"{W}id")
        ):
            pieces += [each.text or "" for each in node.iter(f"{W}t")]
            node = node.getnext()
        found[start.get(f"{W}name")] = "".join(pieces)
    assert found[name] == "Old words!"
    assert (found["inner"], found["cell_1"]) == ("!", "in a cell")


@pytest.mark.parametrize("name", ["two words", "x" * 41, "1st", ""])
def test_names_that_word_would_not_take_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="bookmark"):
        render_docx(made(Paragraph((Marked(name, (Text("x"),)),))))


def test_one_name_for_two_places_is_refused_wherever_they_are() -> None:
    marked, target = Paragraph((Marked("q1", (Text("x"),)),)), Paragraph((Target("q1"),))
    deep = Paragraph((Text("x"), Footnote((Marked("q1", (Text("y"),)),))))
    for pair in ((marked, marked), (marked, target), (target, deep), (marked, transcript())):
        with pytest.raises(ValueError, match="called q1"):
            render_docx(made(*pair))


def test_a_transcript_has_numbers_speakers_times_and_its_comments_on_their_words() -> None:
    data = render_docx(made(transcript()))
    assert sound(data) == []
    assert [text for style, text in paragraphs(data) if style == "QC Transcript"] == [
        "1\t00:00:01  I: Jak to bylo?",
        "2\tR: Dobře, žlutý",
        "kůň\na víc.",
        "3\t00:01:00  I: Konec\ufffd.",
    ]
    root = body_of(data)
    bold = ["".join(run.itertext()) for run in root.iter(f"{W}r") if run.find(f"{W}rPr/{W}b") is not None]
    assert [text for text in bold if text.endswith(":")] == ["I:", "R:", "I:"]
    assert {node.get(f"{W}val") for node in root.iter(f"{W}lang")} == {"cs-CZ"}
    comments = {node.get(f"{W}id"): node for node in part(data, "word/comments.xml")}
    said = {
        (node.get(f"{W}author"), "\n".join("".join(line.itertext()) for line in node)): ranged(root, str(key))
        for key, node in comments.items()
    }
    assert said == {
        ("Jana", "důvěra\nmemo: <b>"): "Dobře, žlutý",
        ("Petr Malý", "blízkost"): "Dobře, žlutý",
        ("Petr Malý", "přes tři odstavce"): TEXT[26:51].strip().replace("\x0b", "\n"),
        ("Jana", "přes promluvy"): "bylo?\nR: D",
    }
    names = {node.get(f"{W}name"): str(node.get(f"{W}id")) for node in root.iter(f"{W}bookmarkStart")}
    assert ranged(root, names["q1"], "bookmark") == "Dobře, žlutý"
    assert ranged(root, names["q2"], "bookmark") == TEXT[26:51].strip().replace("\x0b", "\n")
    assert {node.get(f"{W}date") for node in comments.values()} == {
        "2026-05-04T08:00:00Z",
        "2026-06-01T08:00:00Z",
    }


def ranged(root: etree._Element, key: str, kind: str = "commentRange") -> str:
    """The text between two borders without what the report puts into the margin, found by its style."""
    inside, pieces = False, []
    for node in root.iter():
        if node.get(f"{W}id") == key and node.tag in (f"{W}{kind}Start", f"{W}{kind}End"):
            inside = node.tag == f"{W}{kind}Start"
        elif inside and node.tag == f"{W}p":
            pieces.append("\n")
        elif inside and node.tag in (f"{W}t", f"{W}br"):
            style = node.getparent().find(f"{W}rPr/{W}rStyle")  # type: ignore[union-attr]
            if style is None or not str(style.get(f"{W}val")).startswith("QCTurn"):
                pieces.append("\n" if node.tag == f"{W}br" else node.text or "")
    return "".join(pieces)


def test_our_own_reader_reads_the_comments_of_a_transcript_back() -> None:
    notes = read_word(render_docx(made(transcript())), "x.docx").notes
    assert sorted(note.author for note in notes) == ["Jana", "Jana", "Petr Malý", "Petr Malý"]


def test_turns_that_share_a_line_and_text_outside_of_turns_are_printed() -> None:
    text = "Přepis 3\n[hudba]\nI: ano R: ne"
    turns = (TranscriptTurn(1, 17, 23, 19), TranscriptTurn(2, 24, 29, 26))
    data = render_docx(made(transcript(text=text, turns=turns, remarks=())))
    assert [shown for style, shown in paragraphs(data) if style == "QC Transcript"] == [
        "Přepis 3",
        "[hudba]",
        "1–2\tI: ano R: ne",
    ]
    assert sound(render_docx(made(transcript(text="", turns=(), remarks=(Remark(0, 0, "x", "J"),))))) == []


def test_marks_are_custom_properties_beside_those_of_a_template(tmp_path: Path) -> None:
    marks = (("qualcode-review", "a1 <&> ž"), ("qualcode-study", "x\x00y"))
    data = render_docx(made(Paragraph((Text("x"),)), marks=marks))
    assert sound(data) == []
    assert properties_of(data) == dict(marks) | {"qualcode-study": "x\ufffdy"}
    path = tmp_path / "template.docx"
    path.write_bytes(render_docx(made(marks=(("Fakulta", "FHS"), ("QUALCODE-study", "old")))))
    data = render_docx(made(Paragraph((Text("x"),)), marks=marks), template=path)
    assert sound(data) == []
    assert properties_of(data) == {
        "Fakulta": "FHS",
        "qualcode-review": "a1 <&> ž",
        "qualcode-study": "x\ufffdy",
    }
    assert properties_of(render_docx(made(), template=path))["Fakulta"] == "FHS"


def properties_of(data: bytes) -> dict[str, str]:
    return {str(node.get("name")): "".join(node.itertext()) for node in part(data, "docProps/custom.xml")}


HOSTILE = "<w:p>&amp;\x00\x0b\x1f\u202eabc\u202c\ud800\ufffe“”" + "ž" * 300
"""Markup, control characters, a vertical tab, right-to-left marks, a lone surrogate, and 300 characters without a space."""


def everywhere(text: str) -> Report:
    """A report that has a text in every place a text can be."""
    cell = Cell(((Text(text), Text(text, quiet=True, emphasis=True)),))
    columns = (Column((Text(text),), 1), Column((Text(text, strong=True),), 0.1, "right"))
    table = Table("t", text, columns, (Row((cell,), group=True), Row((cell, cell))), text)
    blocks: tuple[Block, ...] = (
        Contents(text, text, text, text),
        Heading(1, text, target="one"),
        Heading(2, text, numbered=False),
        Paragraph(
            (
                Text(text),
                Ref("t"),
                Link(text, "one"),
                Cite(1, text),
                Footnote((Text(text),)),
                Marked("m", (Text(text),)),
            )
        ),
        Quote((Text(text, language=text),)),
        table,
        Section(landscape=True),
        Figure("f", text, Picture(png(4, 2), SVG), text),
        Transcript(
            text,
            text,
            (TranscriptTurn(1, 0, len(text), 3, text),),
            (Remark(0, len(text), text, text, text, text),),
        ),
    )
    return made(
        *blocks, title=text, subtitle=text, subject=text, author=text, table_label=text, marks=((text, text),)
    )


@pytest.mark.parametrize("text", [HOSTILE, "", " ", "\n", "\x0b\t\r\n", "=1+1", "x" * 5000])
def test_any_text_in_any_place_gives_a_file_that_opens(text: str, tmp_path: Path) -> None:
    for template in (None, faculty(tmp_path / "sablona.dotx")):
        data = render_docx(everywhere(text), template=template)
        assert sound(data) == []


def test_a_page_break_belongs_to_what_stands_after_it() -> None:
    column = Column((Text("A"),), 1)
    blocks: tuple[Block, ...] = (
        Paragraph((Text("before"),)),
        PageBreak(),
        PageBreak(),
        Heading(1, "Chapter"),
        PageBreak(),
        Heading(1, "Appendix", numbered=False),
        PageBreak(),
        Facts("Facts", (("a", (Text("b"),)),)),
        PageBreak(),
        Table("t", "Table", (column,), (), "x"),
        Section(True),
        PageBreak(),
        Paragraph((Text("wide"),)),
        PageBreak(),
        Section(False),
        Paragraph((Text("upright"),)),
        PageBreak(),
    )
    data = render_docx(made(*blocks))
    assert sound(data) == []
    root = body_of(data)
    assert not [node for node in root.iter(f"{W}br") if node.get(f"{W}type") == "page"]
    begun = [
        "".join(str(text) for text in node.itertext())
        for node in root.iter(f"{W}p")
        if node.find(f"{W}pPr/{W}pageBreakBefore") is not None
    ]
    assert begun == ["Chapter", "Appendix", "", "Table\u00a0 SEQ Table \\* ARABIC 1. Table"]


def test_tables_of_any_shape_are_whole() -> None:
    column = Column((Text("Only"),), 1)
    empty = Table("empty", "Nothing", (column, column), (), "No rows")
    narrow = Table("narrow", "One column", (column,), (Row((Cell(()),)), Row((Cell(((), ())),))), "x")
    many = tuple(Row((Cell(((Text(str(number)),),)), Cell(((Text("ž" * 300),),)))) for number in range(2000))
    wide = Table("wide", "Many rows", (column, Column((Text("n"),), 0.001, "center")), many, "x")
    data = render_docx(made(empty, narrow, wide))
    assert sound(data) == []
    tables = docx.Document(io.BytesIO(data)).tables
    assert [len(table.rows) for table in tables] == [1, 3, 2001]
    assert [len(list(table._tbl.iter(f"{W}tblHeader"))) for table in tables] == [1, 1, 1]


def test_the_same_report_gives_the_same_bytes_with_comments_and_notes() -> None:
    report = made(transcript(), Paragraph((Text("a"), Footnote((Text("b"),)))), marks=(("a", "b"),))
    assert render_docx(report) == render_docx(report)
    with zipfile.ZipFile(io.BytesIO(render_docx(report))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
