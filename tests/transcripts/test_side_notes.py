"""Comments, footnotes and endnotes of a text document: on which words they hang in the transcript."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import FileError
from qualcode.model.documents import Transcript
from qualcode.text.canonical import canonical
from qualcode.transcripts.registry import read_bytes
from tests.formats.wordfile import docx, para, run, table
from tests.transcripts.test_odt import odt, p

WORD_TIME = "2025-03-01T10:00:00Z"


def comments(*texts: str) -> str:
    inside = "".join(
        f'<w:comment w:id="{n}" w:author="Jana Malá" w:date="{WORD_TIME}">{para(text)}</w:comment>'
        for n, text in enumerate(texts)
    )
    return f"<w:comments NAMESPACES>{inside}</w:comments>"


def notes_part(kind: str, *texts: str) -> str:
    separator = f'<w:{kind} w:type="separator" w:id="-1">{para("<w:r><w:separator/></w:r>")}</w:{kind}>'
    inside = "".join(f'<w:{kind} w:id="{n}">{para(text)}</w:{kind}>' for n, text in enumerate(texts))
    return f"<w:{kind}s NAMESPACES>{separator}{inside}</w:{kind}s>"


def begin(n: int) -> str:
    return f'<w:commentRangeStart w:id="{n}"/>'


def end(n: int) -> str:
    return f'<w:commentRangeEnd w:id="{n}"/><w:r><w:commentReference w:id="{n}"/></w:r>'


def sign(kind: str, n: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{n}"/></w:r>'


def read(data: bytes, name: str = "a.docx") -> Transcript:
    transcript = read_bytes(data, name)
    for note in transcript.notes:
        assert 0 <= note.start < note.end <= len(transcript.text)
        assert canonical(note.text) == note.text
    return transcript


def hung(transcript: Transcript) -> list[tuple[str, str, str]]:
    return [(note.kind, transcript.text[note.start : note.end], note.text) for note in transcript.notes]


def test_each_note_of_a_word_file_hangs_on_its_words_and_stands_in_no_sentence() -> None:
    body = (
        para(run("Jana   0:03"))
        + para("Přišla jsem ", begin(0), run("na ") + run("poradnu", "<w:b/>"), end(0), run(" sama."))
        + para("Petr   1:00:04")
        + para("A potom?", sign("footnote", 0), " Nic,", sign("endnote", 0), " nebo ano?")
    ) * 3
    parts = {
        "comments.xml": comments("Zeptat se."),
        "footnotes.xml": notes_part("footnote", "Po dvou letech."),
        "endnotes.xml": notes_part("endnote", "Viz deník."),
    }
    transcript = read(docx(body, parts))
    assert transcript.text.startswith("Jana: Přišla jsem na poradnu sama.\nPetr: A potom? Nic, nebo ano?\n")
    assert hung(transcript)[:3] == [
        ("comment", "na poradnu", "Zeptat se."),
        ("footnote", "potom", "Po dvou letech."),
        ("endnote", "Nic", "Viz deník."),
    ]
    assert len(transcript.notes) == 3
    comment, footnote, _ = transcript.notes
    assert (comment.author, comment.at, footnote.author) == ("Jana Malá", WORD_TIME, "")
    assert not any("are in the text" in said for said in transcript.warnings)


def test_a_comment_over_several_paragraphs_and_one_without_a_range() -> None:
    body = (
        begin(0)
        + para("T: Jak se ", begin(2), "vede?", end(2))
        + para("R: Docela dobře.")
        + '<w:commentRangeEnd w:id="0"/>'
        + para("T: A doma?", sign("comment", 1), sign("comment", 0))
    )
    transcript = read(docx(body, {"comments.xml": comments("Úvod", "Tady!", "Slovo", "Bez místa")}))
    assert hung(transcript) == [
        ("comment", "T: Jak se vede?\nR: Docela dobře.", "Úvod"),
        ("comment", "vede?", "Slovo"),
        ("comment", "doma", "Tady!"),
    ]


def test_a_label_before_the_words_does_not_belong_to_them() -> None:
    body = para(begin(0), "R: Docela dobře.", end(0)) * 1 + para("R: ano") * 3
    assert hung(read(docx(body, {"comments.xml": comments("x")}))) == [("comment", "Docela dobře.", "x")]


def test_notes_in_a_speaker_table_follow_their_cells() -> None:
    rows = [
        (para("[0:01]"), para("T"), para("Tak ", begin(0), "povídejte", end(0))),
        (para("[0:02]"), para("R"), para("Ano.") + para("Ano", sign("footnote", 0), ", ráno.")),
        (para("[0:03]"), para("T"), para("A dál?")),
        (para("[0:04]"), para("R"), para("Nic.")),
    ] * 1 + [(para("[0:05]"), para("T"), para("Hm.")), (para("[0:06]"), para("R"), para("Ano."))]
    parts = {"comments.xml": comments("c"), "footnotes.xml": notes_part("footnote", "f")}
    transcript = read(docx(para("Úvod") + table(*rows), parts))
    assert [turn.label for turn in transcript.turns] == ["T", "R"] * 3
    assert hung(transcript) == [("comment", "povídejte", "c"), ("footnote", "Ano", "f")]
    assert transcript.text[transcript.notes[1].start :].startswith("Ano, ráno.")


def test_notes_on_what_was_deleted_or_hidden_are_not_offered() -> None:
    body = para(f"<w:del>{begin(0)}<w:r><w:delText>Jana</w:delText></w:r>{end(0)}</w:del>", run("Kdosi"))
    body += para("tu byl.") + para(run("tajně", "<w:vanish/>"))
    transcript = read(docx(body, {"comments.xml": comments("to je Jana")}))
    assert transcript.notes == ()
    assert "1 comments" in " ".join(transcript.warnings)


def test_deleted_words_inside_a_note_do_not_come_back() -> None:
    inside = f"Řekla {'<w:del><w:r><w:delText>Jana</w:delText></w:r></w:del>'}"
    part = f'<w:comments NAMESPACES><w:comment w:id="0">{para(run("Řekla "), inside.split(" ", 1)[1], run("to."))}</w:comment></w:comments>'
    body = para("R: ", begin(0), "ano", end(0))
    assert hung(read(docx(body, {"comments.xml": part}))) == [("comment", "ano", "Řekla to.")]


def test_notes_of_an_opendocument_text() -> None:
    comment = (
        '<office:annotation office:name="k1"><dc:creator>Jana Malá</dc:creator><dc:date>2025-03-01T10:00:00</dc:date>'
        + p("Zeptat")
        + p("se.")
        + "</office:annotation>"
    )
    point = f"<office:annotation>{p('Tady')}</office:annotation>"

    def footnote(kind: str, words: str) -> str:
        return f'<text:note text:note-class="{kind}"><text:note-citation>1</text:note-citation><text:note-body>{p(words)}</text:note-body></text:note>'

    body = (
        p("T: Jak   to šlo [0:01]?")
        + p(f'R: Byla {comment}tam<text:s text:c="2"/>moje <office:annotation-end office:name="k1"/>sestra.')
        + p(f"T: Kdy?{footnote('footnote', 'Loni.')} A{point} kde{footnote('endnote', 'Doma.')}?")
        + p("R: Tam.")
    )
    transcript = read(odt(body * 1 + p("T: x") + p("R: y") + p("T: x") + p("R: y")), "a.odt")
    assert hung(transcript) == [
        ("comment", "tam  moje", "Zeptat\nse."),
        ("footnote", "Kdy", "Loni."),
        ("comment", "A", "Tady"),
        ("endnote", "kde", "Doma."),
    ]
    assert (transcript.notes[0].author, transcript.notes[0].at) == ("Jana Malá", "2025-03-01T10:00:00")
    assert not any("are in the text" in said for said in transcript.warnings)


RTF = (
    rb"{\rtf1\ansi\ansicpg1250\deff0{\fonttbl{\f0\fcharset238 Times;}}"
    rb"T: Jak {\*\atrfstart 1}\u353?lo r\'e1no{\*\atrfend 1}{\*\atnid JM}{\*\atnauthor Jana Mal\'e1}"
    rb"{\chatn}{\*\annotation{\*\atnref 1}{\*\atndate 131271311}\chatn Zeptat\par se.}?\par "
    rb"R: Nic{\super\chftn}{\footnote\pard {\super\chftn} Po dvou letech. {\deleted Eva}} moc.\par "
    rb"T: A doma{\super\chftn{\footnote\ftnalt Viz den\'edk.}}? {\deleted pry\'e8{\footnote nic}}\par "
    rb"R: Taky{\*\atnauthor Petr}{\*\annotation Tady} ne.\par "
    rb"T: ano\par R: ne \u-560?\par }"
)


def test_notes_of_rich_text() -> None:
    transcript = read(RTF, "a.rtf")
    assert transcript.text.startswith(
        "T: Jak šlo ráno?\nR: Nic moc.\nT: A doma? \nR: Taky ne.\nT: ano\nR: ne"
    )
    assert hung(transcript) == [
        ("comment", "šlo ráno", "Zeptat\nse."),
        ("footnote", "Nic", "Po dvou letech."),
        ("endnote", "doma", "Viz deník."),
        ("comment", "Taky", "Tady"),
    ]
    assert [(note.author, note.at) for note in transcript.notes] == [
        ("Jana Malá", "2025-03-01T10:15:00"), ("", ""), ("", ""), ("Petr", ""),
    ]  # fmt: skip
    assert "2 comments, 3 footnotes or endnotes" in " ".join(transcript.warnings)
    assert not any("are in the text" in said for said in transcript.warnings)


def test_notes_follow_their_words_where_labels_are_put_in() -> None:
    def asked(number: int) -> str:
        return para(run("Jak ", "<w:b/>"), begin(number), run(f"šlo {number}?", "<w:b/>"), end(number))

    body = para("Rozhovor") + "".join(asked(n) + para(f"Nic, {n}.", sign("footnote", n)) for n in range(3))
    parts = {"comments.xml": comments(*"abc"), "footnotes.xml": notes_part("footnote", *"def")}
    transcript = read_bytes(docx(body, parts), "a.docx", layout="bold", language="cs")
    assert [turn.label for turn in transcript.turns] == ["Tazatel", "Respondent"] * 3
    assert hung(transcript) == [
        pair for n in range(3) for pair in (("comment", f"šlo {n}?", "abc"[n]), ("footnote", str(n), "def"[n]))
    ]  # fmt: skip


SIGNS = st.sampled_from(["", "", "comment", "footnote"])
LINE = st.tuples(
    st.sampled_from(["T: ", "R:  ", "T\t[00:01:02]: ", "**R:** ", "", "", "12. T: ", "#00:00:05-3# R: "]),
    st.lists(st.tuples(st.sampled_from(["a", "c\u030ce\u030c", "ano.", "[smích]", "\ufeffx", "(3)"]), SIGNS), max_size=4),
    st.sampled_from(["", " #00:01:02-3#", "\nTak", "  "]),
)  # fmt: skip


@given(st.lists(LINE, max_size=8), st.booleans())
def test_the_words_at_a_note_are_those_of_the_source(
    lines: list[tuple[str, list[tuple[str, str]], str]], composed: bool
) -> None:
    body, wanted = "", []
    number = 0
    for opening, pieces, closing in [*lines, ("T: ", [], "a"), ("R: ", [], "b")] * 3:
        content = run(opening)
        for said, kind in pieces:
            number += 1
            word = f"{said}w{number}"
            if kind == "comment":
                content += run(" ") + begin(number) + run(word) + end(number)
                wanted.append((kind, canonical(f"\n{word}")[1:], str(number)))
            else:
                content += run(f" {word}") + (sign(kind, number) if kind else "")
                if kind:
                    wanted.append((kind, f"w{number}", str(number)))
        body += para(content + run(closing))
    numbers = [str(n) for n in range(number + 1)]
    parts = {"comments.xml": comments(*numbers), "footnotes.xml": notes_part("footnote", *numbers)}
    data = docx(unicodedata.normalize("NFC", body) if composed else body, parts)
    found = hung(read(data))
    assert [(kind, text) for kind, _, text in found] == [(kind, text) for kind, _, text in wanted]
    for (kind, there, _), (_, word, _) in zip(found, wanted, strict=True):
        if kind == "comment":
            assert there == word
        else:
            assert there.endswith(word)


def test_hostile_notes_are_words_and_nothing_else() -> None:
    part = comments("a\u202e[31m=1+1 {}%s [b]x").replace(WORD_TIME, "yesterday &lt;b&gt;")
    (note,) = read(docx(para("T: ", begin(0), "ano", end(0)), {"comments.xml": part})).notes
    assert (note.text, note.at) == ("a\u202e[31m=1+1 {}%s [b]x", "")


def test_a_deep_or_broken_part_of_notes_is_refused_by_name() -> None:
    body = para("T: ", begin(0), "ano", end(0))
    deep = "<w:smartTag>" * 300 + run("a") + "</w:smartTag>" * 300
    for part in (
        "<w:comments",
        f'<w:comments NAMESPACES><w:comment w:id="0"><w:p>{deep}</w:p></w:comment></w:comments>',
        '<!DOCTYPE x [<!ENTITY e "eee">]><w:comments NAMESPACES/>',
    ):
        with pytest.raises(FileError, match=r"a\.docx"):
            read(docx(body, {"comments.xml": part}))


@pytest.mark.parametrize("kind", ["<w:commentRangeStart/>", '<w:commentRangeEnd w:id="9"/>', "<w:r><w:footnoteReference/></w:r>"])  # fmt: skip
def test_signs_without_a_note_are_passed_over(kind: str) -> None:
    assert read(docx(para("T: ", kind, "ano"), {"comments.xml": comments("x")})).notes == ()
