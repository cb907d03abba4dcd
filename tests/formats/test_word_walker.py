from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import FileError
from qualcode.formats.word.walker import read_word
from qualcode.text.units import count_letters
from tests.formats.wordfile import W, docx, para, run, table

XML_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=20
)


def texts(body: str, parts: dict[str, str] | None = None) -> list[str]:
    return [paragraph.text for paragraph in read_word(docx(body, parts), "x.docx").paragraphs]


@given(st.lists(st.lists(XML_TEXT.filter(lambda t: not t.startswith("<")), max_size=4), max_size=6))
def test_flattening_loses_no_letter(paragraphs: list[list[str]]) -> None:
    word = read_word(docx("".join(para(*runs) for runs in paragraphs)), "x.docx")
    assert [paragraph.text for paragraph in word.paragraphs] == ["".join(runs) for runs in paragraphs]
    assert word.counts.letters == sum(count_letters(t) for runs in paragraphs for t in runs)
    assert word.counts.left_out == 0


WRAPPERS = ["ins", "moveTo", "smartTag", "hyperlink", "fldSimple", "sdt", "customXml", "dir", "bdo", "ruby"]
HIDERS = ["del", "moveFrom", "rt", "txbxContent"]
NODES = st.recursive(
    XML_TEXT.map(run),
    lambda inner: st.tuples(st.sampled_from(WRAPPERS + HIDERS), st.lists(inner, max_size=3)).map(
        lambda pair: f"<w:{pair[0]}>{''.join(pair[1])}</w:{pair[0]}>"
    ),
    max_leaves=8,
)


@given(st.lists(NODES, max_size=5))
def test_every_letter_is_read_or_counted_as_left_out(nodes: list[str]) -> None:
    word = read_word(docx(f"<w:p>{''.join(nodes)}</w:p>"), "x.docx")
    read = sum(count_letters(paragraph.text) for paragraph in word.paragraphs)
    assert read + word.counts.left_out == word.counts.letters


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:cr/><w:noBreakHyphen/><w:softHyphen/></w:r>",
            "a\tb\n\n\u2011",
        ),
        ('<w:r><w:br w:type="page"/><w:t>a</w:t><w:br w:type="column"/></w:r>', "a"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>', "\ufffd"),
        (f"<w:ins>{run('new')}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>", "new"),
        (f"<w:moveFrom>{run('from')}</w:moveFrom><w:moveTo>{run('to')}</w:moveTo>", "to"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('inside')}</w:sdtContent></w:sdt>", "inside"),
        (
            f"<w:smartTag>{run('Brno')}</w:smartTag><w:hyperlink r:id='r9'>{run(' link')}</w:hyperlink>",
            "Brno link",
        ),
        (
            "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText></w:r>"
            f"{run('7')}<w:fldSimple w:instr='X'>{run('8')}</w:fldSimple>",
            "78",
        ),
        (
            run("hidden", "<w:vanish/>") + run("shown", '<w:vanish w:val="0"/>') + run("also", "<w:b/>"),
            "shownalso",
        ),
        (f"<w:ruby><w:rt>{run('gloss')}</w:rt><w:rubyBase>{run('base')}</w:rubyBase></w:ruby>", "base"),
        (f"{run('S')}<!-- note --><?pi x?>{run('2:')}", "S2:"),
        (
            "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx><w:txbxContent>"
            f"{para('box')}</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback>{para('box')}</mc:Fallback>"
            f"</mc:AlternateContent></w:r>{run('after')}",
            "after",
        ),
        ("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", ""),
        (f"{run('word')}<w:r><w:footnoteReference w:id='1'/></w:r>", "word"),
    ],
)
def test_each_kind_of_content(content: str, expected: str) -> None:
    assert texts(f"<w:p>{content}</w:p>") == [expected]


def test_what_was_met_is_counted() -> None:
    body = (
        para(f"<w:ins>{run('a')}</w:ins>", "<w:del><w:r><w:delText>b</w:delText></w:r></w:del>")
        + para(f"<w:moveFrom>{run('c')}</w:moveFrom>", run("d", "<w:vanish/>"))
        + para(
            f"<w:r><w:txbxContent>{para('eeee')}</w:txbxContent></w:r>", "<w:r><w:endnoteReference/></w:r>"
        )
        + para('<w:r><w:sym w:char="F0"/></w:r>', "<m:oMath/>", "<w:r><w:object/></w:r>")
        + "<w:altChunk/>"
    )
    parts = {
        "comments.xml": f"<w:comments NAMESPACES><w:comment>{para('x')}</w:comment><w:comment/></w:comments>",
        "header1.xml": f"<w:hdr NAMESPACES>{para('Jana')}</w:hdr>",
        "footer1.xml": f"<w:ftr NAMESPACES>{para('')}</w:ftr>",
    }
    counts = read_word(docx(body, parts), "x.docx").counts
    assert (counts.insertions, counts.deletions, counts.moves, counts.hidden) == (1, 1, 1, 1)
    assert (counts.text_boxes, counts.text_box_letters, counts.notes, counts.symbols) == (1, 4, 1, 1)
    assert (counts.equations, counts.objects, counts.comments, counts.headers) == (1, 2, 2, 1)


def test_a_deleted_paragraph_mark_joins_paragraphs() -> None:
    deleted = "<w:rPr><w:del/></w:rPr>"
    assert texts(para("one ", properties=deleted) + para("two") + para("end", properties=deleted)) == [
        "one two",
        "end",
    ]


def test_tables_are_read_cell_by_cell_with_their_places() -> None:
    inner = table(("x", "y"))
    body = para("before") + table(("a", para("b1") + para("b2")), ("c", inner)) + para("after")
    word = read_word(docx(body), "x.docx")
    assert [(p.text, p.cell) for p in word.paragraphs] == [
        ("before", None),
        ("a", (0, 0, 0)),
        ("b1", (0, 0, 1)),
        ("b2", (0, 0, 1)),
        ("c", (0, 1, 0)),
        ("x", (1, 0, 0)),
        ("y", (1, 0, 1)),
        ("after", None),
    ]


def test_merged_cells_deleted_rows_and_controls_around_rows() -> None:
    merged = '<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + para("top") + "</w:tc>"
    below = "<w:tc><w:tcPr><w:vMerge/></w:tcPr>" + para() + "</w:tc>"
    rows = (
        f"<w:tr>{merged}</w:tr><w:tr>{below}<w:tc>{para('side')}</w:tc></w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{para('gone')}</w:tc></w:tr>"
        f"<w:sdt><w:sdtContent><w:tr><w:tc>{para('kept')}</w:tc></w:tr></w:sdtContent></w:sdt>"
    )
    assert texts(f"<w:tbl>{rows}</w:tbl>") == ["top", "side", "kept"]


def test_blocks_in_controls_and_insertions_are_read() -> None:
    body = f"<w:sdt><w:sdtContent>{para('a')}</w:sdtContent></w:sdt><w:customXml>{para('b')}</w:customXml><w:ins>{para('c')}</w:ins>"
    assert texts(body) == ["a", "b", "c"]


def test_text_hidden_by_a_style_is_left_out() -> None:
    styles = (
        '<w:styles NAMESPACES><w:style w:styleId="Ghost"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="Child"><w:basedOn w:val="Ghost"/></w:style>'
        '<w:style w:styleId="Shown"><w:basedOn w:val="Ghost"/><w:rPr><w:vanish w:val="false"/></w:rPr></w:style></w:styles>'
    )
    body = para(
        run("a", '<w:rStyle w:val="Ghost"/>'),
        run("b", '<w:rStyle w:val="Child"/>'),
        run("c", '<w:rStyle w:val="Shown"/>'),
    ) + para("d", properties='<w:pStyle w:val="Child"/>')
    assert texts(body, {"styles.xml": styles}) == ["c", ""]


def test_automatic_numbers_are_counted_as_word_does() -> None:
    numbering = (
        '<w:numbering NAMESPACES><w:abstractNum w:abstractNumId="1">'
        '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="T%1:"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%2)"/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )

    def item(level: int) -> str:
        return para("x", properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="5"/></w:numPr>')

    body = item(0) + item(1) + item(1) + item(2) + item(0) + item(1) + para("plain")
    word = read_word(docx(body, {"numbering.xml": numbering}), "x.docx")
    assert [p.number for p in word.paragraphs] == ["T3:", "3.i)", "3.ii)", "", "T4:", "4.i)", ""]


def test_strict_files_are_read() -> None:
    strict = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    assert read_word(docx(para("strict"), namespaces=strict), "x.docx").paragraphs[0].text == "strict"


@pytest.mark.parametrize(
    ("content_type", "words"),
    [
        ("application/vnd.ms-word.document.macroEnabled.main+xml", "macros"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", "template"),
        ("application/xml", "not a Word document"),
    ],
)
def test_templates_macros_and_other_packages_are_refused(content_type: str, words: str) -> None:
    with pytest.raises(FileError, match=words):
        read_word(docx(para("x"), content_type=content_type), "x.docx")


def test_nesting_is_read_or_refused() -> None:
    def nested(depth: int) -> bytes:
        return docx("<w:p>" + "<w:ins>" * depth + run("deep") + "</w:ins>" * depth + "</w:p>")

    assert read_word(nested(240), "x.docx").paragraphs[0].text == "deep"
    with pytest.raises(FileError, match="damaged"):
        read_word(nested(3000), "x.docx")


def test_a_file_without_a_body_is_refused() -> None:
    with pytest.raises(FileError, match="not a Word document"):
        read_word(_without_body(), "x.docx")


def _without_body() -> bytes:
    source = zipfile.ZipFile(io.BytesIO(docx("")))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            archive.writestr(
                name, f'<w:document xmlns:w="{W}"/>' if name.endswith("document.xml") else content
            )
    return stream.getvalue()
