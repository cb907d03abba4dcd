from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.documents import Transcript
from qualcode.text.canonical import canonical
from qualcode.text.units import count_letters
from qualcode.transcripts.docx import FORMAT
from qualcode.transcripts.format import Request
from tests.formats.wordfile import docx, para, run, table


def word(body: str, parts: dict[str, str] | None = None, labels: tuple[str, ...] = ()) -> Transcript:
    transcript = FORMAT.read(Request(docx(body, parts), "x.docx", labels=labels))
    assert canonical(transcript.text) == transcript.text
    for turn in transcript.turns:
        assert 0 <= turn.start <= turn.speech_start <= turn.end <= len(transcript.text)
    for before, after in pairwise(transcript.turns):
        assert before.end <= after.start
    return transcript


def turns(transcript: Transcript) -> list[str]:
    return [transcript.text[t.start : t.end] for t in transcript.turns]


def test_one_paragraph_a_line_and_labels_over_runs() -> None:
    body = (
        para("(S = Student; I = Interviewer)")
        + (
            para(run("I:", "<w:b/>"), "  Wie?")
            + para(run("S"), run("2:", "<w:b/>"), " Gut.")
            + para("Und mehr.")
        )
        * 3
    )
    transcript = word(body)
    assert transcript.text == "(S = Student; I = Interviewer)\n" + "\n".join(
        ["I:  Wie?", "S2: Gut.", "Und mehr."] * 3
    )
    assert turns(transcript)[:2] == ["I:  Wie?", "S2: Gut.\nUnd mehr."]
    assert transcript.roles == {"I": "interviewer", "S2": "respondent"}
    assert transcript.warnings == ()


def test_turns_joined_by_soft_breaks() -> None:
    assert turns(word(para("T: a\nR: b\nT: c\nR: d\nT: e\nR: f"))) == [
        "T: a",
        "R: b",
        "T: c",
        "R: d",
        "T: e",
        "R: f",
    ]


def test_times_are_fields_and_not_text() -> None:
    transcript = word((para("Jana Malá   0:03") + para("one") + para("Petr L   1:00:04") + para("two")) * 3)
    assert transcript.text == "\n".join(["Jana Malá: one", "Petr L: two"] * 3)
    assert [(t.label, t.start_time) for t in transcript.turns][:2] == [
        ("Jana Malá", 3000),
        ("Petr L", 3604000),
    ]


def test_a_table_of_speakers() -> None:
    rows = [("00:01", "Tazatelka", "Jak?"), ("00:02", "R07", para("Tak.") + para("A tak."))] * 3
    transcript = word(para("Rozhovor") + table(("Čas", "Mluvčí", "Text"), *rows))
    assert transcript.text.startswith("Rozhovor\nMluvčí: [Čas] Text\nTazatelka: Jak?\nR07: Tak.\nA tak.\n")
    assert [(t.label, t.start_time) for t in transcript.turns] == [("Tazatelka", 1000), ("R07", 2000)] * 3
    assert not any("letters" in warning for warning in transcript.warnings)


def test_another_table_is_read_cell_by_cell() -> None:
    transcript = word(table(("saved by", "Dennis"), ("on", "Monday")))
    assert transcript.text == "saved by\nDennis\non\nMonday"


def test_automatic_numbers_as_labels() -> None:
    numbering = "<w:numbering NAMESPACES>" + "".join(
        f'<w:abstractNum w:abstractNumId="{i}"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        f'<w:num w:numId="{i}"><w:abstractNumId w:val="{i}"/></w:num>'
        for i, text in ((1, "T%1:"), (2, "R:"), (3, "%1."))
    )

    def item(text: str, number: int) -> str:
        return para(text, properties=f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')

    # Word keeps one counter for each list, whatever stands between its items.
    body = (item("Jak?", 1) + item("Tak.", 2)) * 3 + item("list", 3)
    transcript = word(body, {"numbering.xml": numbering + "</w:numbering>"})
    assert transcript.text == "\n".join(["T: Jak?", "R: Tak."] * 3 + ["list"])
    assert [t.label for t in transcript.turns] == ["T", "R"] * 3
    assert any("1 automatic numbers" in warning for warning in transcript.warnings)
    assert not any("letters" in warning for warning in transcript.warnings)


def test_what_was_dropped_is_said() -> None:
    body = (
        para(f"<w:ins>{run('new')}</w:ins>", "<w:del><w:r><w:delText>Jana</w:delText></w:r></w:del>")
        + para(
            "a", run("secret", "<w:vanish/>"), f"<w:r><w:txbxContent>{para('boxed')}</w:txbxContent></w:r>"
        )
        + para("b", "<w:r><w:footnoteReference/></w:r>", '<w:r><w:sym w:char="F0"/></w:r>')
    )
    parts = {
        "comments.xml": f"<w:comments NAMESPACES><w:comment>{para('x')}</w:comment></w:comments>",
        "header1.xml": f"<w:hdr NAMESPACES>{para('Name')}</w:hdr>",
    }
    transcript = word(body, parts)
    assert transcript.text == "new\na\nb\ufffd"
    said = " ".join(transcript.warnings)
    for words in (
        "Accepted: 1 tracked insertions",
        "1 tracked deletions",
        "1 hidden passages",
        "1 text boxes (5 letters)",
        "1 comments",
        "1 footnotes",
        "1 headers",
        "symbol font",
    ):
        assert words in said
    assert "Jana" not in said


def test_letters_that_no_rule_knows_are_counted() -> None:
    transcript = word(para("kept") + f"<w:unknown>{para('overlooked')}</w:unknown>")
    assert "Of 14 letters in the file, 4 are in the text" in " ".join(transcript.warnings)


PARAGRAPH = st.one_of(
    st.sampled_from(
        ["I: ano?", "R: ne", "[00:00:05] I: a", "R (0:07): b", "Jana   0:03", "T\tx", "", "(I = tazatel)"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff<"), max_size=20),
)


@given(st.lists(PARAGRAPH, max_size=20))
def test_no_letter_of_any_paragraph_is_lost(paragraphs: list[str]) -> None:
    source = canonical("\n".join(paragraphs))
    if not source.strip():
        return
    transcript = word("".join(para(text) for text in paragraphs))
    assert count_letters(transcript.text) >= count_letters(source)
    assert not any("letters" in warning for warning in transcript.warnings)
    if not transcript.turns:
        assert transcript.text == source
