from __future__ import annotations

import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import FileError
from qualcode.model.documents import Transcript
from qualcode.text.canonical import canonical
from qualcode.text.units import count_letters
from qualcode.transcripts import read, read_bytes
from tests.conftest import program
from tests.formats.test_gate import ENTITY, OLE, packed
from tests.formats.wordfile import docx, para

URN = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = " ".join(
    f'xmlns:{short}="{URN}{long}:1.0"'
    for short, long in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"),
        ("svg", "svg-compatible"),
    )
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip
MIME = "application/vnd.oasis.opendocument.text"
SPEECH = "".join(f"<text:p>{words}</text:p>" for words in ["T: Jak šlo ráno?", "R: Šťastně."] * 3)


def odt(body: str, parts: dict[str, str | bytes] | None = None, styles: str = "") -> bytes:
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return packed({"mimetype": MIME, "content.xml": content, **(parts or {})})


def p(words: str) -> str:
    return f"<text:p>{words}</text:p>"


def opened(data: bytes, labels: tuple[str, ...] = ()) -> Transcript:
    transcript = read_bytes(data, "x.odt", labels=labels)
    assert canonical(transcript.text) == transcript.text
    assert not any("letters in the file" in warning for warning in transcript.warnings)
    return transcript


def test_turns_of_a_typed_interview() -> None:
    transcript = opened(odt("<text:h>Rozhovor</text:h>" + SPEECH))
    assert transcript.text == "Rozhovor\n" + "\n".join(["T: Jak šlo ráno?", "R: Šťastně."] * 3)
    assert [turn.label for turn in transcript.turns] == ["T", "R"] * 3
    assert transcript.format == "odt"


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (p("a<text:span>b<text:span>c</text:span></text:span> d"), "abc d"),
        (p("\n  a \n b<text:span> </text:span> c"), "a b c"),
        (p("a<text:s/>b<text:s text:c='3'/>c<text:tab/>d<text:line-break/>e"), "a b   c\td\ne"),
        (p("a <text:s text:c='2'/>b"), "a   b"),
        (p("a<text:soft-page-break/>b<text:bookmark text:name='x'/>c<!-- d --><?e f?>g"), "abcg"),
        ("<text:list><text:list-item>" + p("a") + "<text:list><text:list-item>" + p("b") + "</text:list-item></text:list></text:list-item></text:list>", "a\nb"),
        ("<text:section>" + p("a") + "</text:section><text:section text:display='none'>" + p("no") + "</text:section>", "a"),
        (p("a<text:a>link</text:a><text:page-number>1</text:page-number>"), "alink1"),
        (p("a<text:note><text:note-citation>i</text:note-citation><text:note-body>" + p("no") + "</text:note-body></text:note>b"), "ab"),
        (p("a<office:annotation><dc:creator>Jana</dc:creator>" + p("no") + "</office:annotation>b<office:annotation-end/>"), "ab"),
        (p("a<draw:frame><draw:text-box>" + p("box") + "</draw:text-box><svg:desc>no</svg:desc></draw:frame>b") + p("c"), "ab\nc"),
        (p("a<text:ruby><text:ruby-base>b</text:ruby-base><text:ruby-text>no</text:ruby-text></text:ruby>"), "ab"),
        ("<text:table-of-content><text:table-of-content-source>no</text:table-of-content-source><text:index-body>" + p("a") + "</text:index-body></text:table-of-content>", "a"),
        (p("a<text:s text:c='999999999999'/>b<text:s text:c='x'/>c"), "a" + " " * 1000 + "b c"),
        ("<text:h>a</text:h>" + p("") + p("b"), "a\n\nb"),
    ],
)  # fmt: skip
def test_what_is_read(body: str, wanted: str) -> None:
    assert opened(odt(body)).text == wanted


def test_deletions_never_appear_and_all_is_said() -> None:
    changes = (
        "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>Eva</dc:creator>"
        f"</office:change-info>{p('Jana')}</text:deletion></text:changed-region><text:changed-region><text:insertion/>"
        "</text:changed-region></text:tracked-changes>"
    )
    body = (
        changes
        + p("a<text:change/>b<text:change-start/>new<text:change-end/>")
        + p(
            "<text:span text:style-name='T1'>secret</text:span><text:span text:style-name='T2'>seen</text:span>"
        )
        + p(
            "<text:note>n</text:note><office:annotation>c</office:annotation><draw:frame><draw:image/></draw:frame>"
        )
    )
    styles = (
        '<style:style style:name="T0"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="T1" style:parent-style-name="T0"/>'
        '<style:style style:name="T2" style:parent-style-name="T0"><style:text-properties text:display="true"/></style:style>'
    )
    page = f"<office:document-styles {NAMES}><style:header>{p('Jana')}</style:header><style:footer/></office:document-styles>"
    transcript = opened(odt(body, {"styles.xml": page}, styles))
    assert transcript.text == "abnew\nseen\n"
    said = " ".join(transcript.warnings)
    for words in (
        "Accepted: 1 tracked insertions", "1 tracked deletions", "1 hidden passages", "1 comments", "1 footnotes",
        "1 headers", "1 pictures",
    ):  # fmt: skip
        assert words in said
    assert "Jana" not in said


def test_tables_of_speakers_and_others() -> None:
    def row(*cells: str) -> str:
        inside = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
        return f"<table:table-row>{inside}</table:table-row>"

    rows = (
        row(p("00:01"), p("Tazatelka"), p("Jak?")) + row(p("00:02"), p("R07"), p("Tak.") + p("A tak."))
    ) * 3
    header = f"<table:table-column/><table:table-header-rows>{row(p('Čas'), p('Kdo'), p('Text'))}</table:table-header-rows>"
    transcript = opened(odt(f"<table:table>{header}{rows}</table:table>"))
    assert [(t.label, t.start_time) for t in transcript.turns] == [("Tazatelka", 1000), ("R07", 2000)] * 3
    assert "R07: Tak.\nA tak." in transcript.text
    other = opened(odt(f"<table:table>{row(p('saved by'), p('Dennis'))}</table:table>"))
    assert other.text == "saved by\nDennis"


GOOD = odt(SPEECH)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (GOOD[:200], "truncated or damaged"),
        (GOOD[:-40], "truncated or damaged"),
        (packed({"mimetype": MIME}), "not an OpenDocument text"),
        (packed({"a": "b"}), "not an OpenDocument text"),
        (packed({"mimetype": MIME, "content.xml": "<a>"}), "XML is broken"),
        (packed({"mimetype": MIME, "content.xml": "<a/>"}), "holds no text"),
        (packed({"mimetype": MIME, "content.xml": b"\x00\x01\x02"}), "XML is broken"),
        (packed({"mimetype": MIME, "content.xml": ""}), "XML is broken"),
        (packed({"mimetype": MIME, "content.xml": ENTITY}), "document type"),
        (odt(p("a") * 2, {"styles.xml": ENTITY}), "document type"),
        (odt(p("a"), {"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "password-protected"),
        (odt(""), "is empty"),
        (odt(p(" ")), "is empty"),
        (odt("<text:p>" * 300 + "a" + "</text:p>" * 300), "nested too deeply"),
        (odt(p("a" * 3_000_000)), "packed more than 200 to 1"),
        (odt(p("a"), {"../evil": "x"}), "unsafe name"),
        (OLE, "old Word document"),
        (docx(para("x")), r"its content is a Word document; give it the suffix \.docx"),
        (b"I: plain", "plain text"),
        (b"", "is empty"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, words: str) -> None:
    with pytest.raises(FileError, match=words) as caught:
        opened(data)
    assert len(str(caught.value)) < 280


def test_letters_in_a_place_where_none_should_be_are_said() -> None:
    transcript = read_bytes(odt(p("kept") + "overlooked"), "x.odt")
    assert "Of 14 letters in the file, 4 are in the text" in " ".join(transcript.warnings)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=20), max_size=12))  # fmt: skip
def test_letters_in_are_letters_out(words: list[str]) -> None:
    source = canonical("\n".join(words))
    if source.strip():
        assert count_letters(opened(odt("".join(p(escape(piece)) for piece in words))).text) >= count_letters(
            source
        )


@pytest.mark.slow
def test_what_libreoffice_itself_writes(tmp_path: Path) -> None:
    source = tmp_path / "r07.docx"
    source.write_bytes(docx((para("T: Jak  šlo\tráno?") + para("R: Šťastně.\nA dál.")) * 3))
    for kind in ("odt", "rtf"):
        subprocess.run(
            [
                program("soffice"), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
                "--convert-to", kind, "--outdir", str(tmp_path), str(source),
            ],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        transcript, _ = read(tmp_path / f"r07.{kind}")
        assert transcript.text == read(source)[0].text
        assert transcript.turns == read(source)[0].turns
