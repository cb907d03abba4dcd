"""Interviews without labels: bold questions, and questions and answers in turn, in every format that can show them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import FileError
from qualcode.model.documents import Layout, Transcript
from qualcode.text.canonical import canonical
from qualcode.text.units import count_letters
from qualcode.transcripts.registry import read_bytes
from qualcode.transcripts.several import divide
from tests.formats.wordfile import docx, para, run
from tests.transcripts.pdffile import at, pdf
from tests.transcripts.test_odt import odt

QUESTIONS = ["Jak to u vás začalo?", "A co bylo potom?", "Komu jste to řekla?"]
ANSWERS = ["Začalo to doma, protože jsme byli sami.", "Potom už nic nebylo.", "Nikomu, jen sestře."]
WRITTEN = "\n".join(
    f"Tazatel: {question}\nRespondent: {answer}" for question, answer in zip(QUESTIONS, ANSWERS, strict=True)
)
STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:style w:type="paragraph" w:styleId="Nadpis1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Otazka"><w:name w:val="Otázka"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Dalsi"><w:name w:val="Další"/><w:basedOn w:val="Otazka"/></w:style></w:styles>'
)


def of(data: str | bytes, name: str, layout: Layout = "labels", language: str | None = "cs") -> Transcript:
    transcript = read_bytes(
        data.encode() if isinstance(data, str) else data, name, language=language, layout=layout
    )
    text = transcript.text
    assert canonical(text) == text
    for turn in transcript.turns:
        assert 0 <= turn.start <= turn.speech_start <= turn.end <= len(text)
    for before, after in pairwise(transcript.turns):
        assert before.end <= after.start
    return transcript


def speech(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(t.label, transcript.text[t.speech_start : t.end]) for t in transcript.turns]


def paired(answers: list[str] | None = None) -> list[tuple[str | None, str]]:
    return [
        turn
        for q, a in zip(QUESTIONS, answers or ANSWERS, strict=True)
        for turn in (("Tazatel", q), ("Respondent", a))
    ]


def styled(words: str, style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'


def word(bold: list[str]) -> bytes:
    return docx("".join(b + para(a) for b, a in zip(bold, ANSWERS, strict=True)), {"styles.xml": STYLES})


SAMPLES: dict[str, str | bytes] = {
    "runs.docx": word([para(run(q[:9], "<w:b/>"), run(q[9:], "<w:b/><w:u/>")) for q in QUESTIONS]),
    "styles.docx": word([styled(q, style) for q, style in zip(QUESTIONS, ["Otazka", "Dalsi", "Otazka"], strict=True)]),
    "italics.docx": word([para(run(q, "<w:i/>")) for q in QUESTIONS]),
    "sign.docx": word([para(run(q[:-1], "<w:b/>"), run(q[-1], '<w:b w:val="0"/>')) for q in QUESTIONS]),
    "breaks.docx": docx(
        "".join(
            f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{q}</w:t></w:r><w:r><w:br/><w:t>{a}</w:t></w:r></w:p>"
            for q, a in zip(QUESTIONS, ANSWERS, strict=True)
        )
    ),
    "spans.odt": odt(
        "".join(
            f'<text:p><text:span text:style-name="T1">{q}</text:span></text:p><text:p>{a}</text:p>'
            for q, a in zip(QUESTIONS, ANSWERS, strict=True)
        ),
        styles='<style:style style:name="T1" style:family="text"><style:text-properties '
        'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" fo:font-weight="bold"/></style:style>',
    ),
    "page.html": "".join(f"<p><b>{q}</b></p><p>{a}</p>" for q, a in zip(QUESTIONS, ANSWERS, strict=True)),
    "style.html": "".join(
        f'<p style="font-weight: 700">{q}</p><p>{a}</p>' for q, a in zip(QUESTIONS, ANSWERS, strict=True)
    ),
    "x.rtf": "{\\rtf1\\ansi\\ansicpg1250 "
    + "".join(
        "{\\b " + "".join(c if c < "\x80" else f"\\u{ord(c)}?" for c in q) + "}\\par "
        + "".join(c if c < "\x80" else f"\\u{ord(c)}?" for c in a) + "\\par "
        for q, a in zip(QUESTIONS, ANSWERS, strict=True)
    )
    + "}",
}  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
def test_bold_questions_become_turns_with_labels(name: str) -> None:
    transcript = of(SAMPLES[name], name, "bold")
    assert transcript.text.strip() == WRITTEN
    assert speech(transcript) == paired()
    assert transcript.roles == {"Tazatel": "interviewer", "Respondent": "respondent"}
    assert transcript.warnings[-1].startswith("3 questions (Tazatel) and 3 answers (Respondent)")
    assert transcript.letters is None or transcript.letters[0] == transcript.letters[1]


@pytest.mark.parametrize("name", SAMPLES)
def test_bold_questions_are_never_chosen_but_named(name: str) -> None:
    transcript = of(SAMPLES[name], name)
    assert transcript.turns == ()
    assert sum("give --layout bold" in said for said in transcript.warnings) == 1


def test_bold_questions_in_markdown_stay_as_they_are() -> None:
    content = "---\ntitle: x\n---\n\n# Rozhovor\n\n" + "\n".join(
        f"**{n}. {q}**\n\n{a}\n\nA víc *nic*.\n"
        for n, (q, a) in enumerate(zip(QUESTIONS, ANSWERS, strict=True), 1)
    )
    transcript = of(content, "x.md", "bold")
    assert transcript.text == content
    assert speech(transcript)[:2] == [
        ("Tazatel", f"**1. {QUESTIONS[0]}**"),
        ("Respondent", f"{ANSWERS[0]}\n\nA víc *nic*."),
    ]
    assert any("give --layout bold" in said for said in of(content, "x.md").warnings)


def test_headings_are_no_questions() -> None:
    body = styled("Rozhovor s klientkou", "Nadpis1") + para(run("Poradna", "<w:b/>"))
    body += "".join(para(run(q, "<w:b/>")) + para(a) for q, a in zip(QUESTIONS, ANSWERS, strict=True))
    transcript = of(docx(body, {"styles.xml": STYLES}), "x.docx", "bold")
    assert transcript.text.strip() == f"Rozhovor s klientkou\nPoradna\n{WRITTEN}"
    assert speech(transcript) == paired()


def test_headings_end_an_answer_and_what_follows_them_is_nobodys() -> None:
    pair = f"**{QUESTIONS[0]}**\n\n{ANSWERS[0]}\n\n"
    transcript = of(f"# Rozhovor 1\n\n{pair}# Rozhovor 2\n\nPoradna, březen\n\n{pair}", "x.md", "bold")
    assert [said for _, said in speech(transcript)] == [f"**{QUESTIONS[0]}**", ANSWERS[0]] * 2
    page = f"<h2>Jedna</h2><p>{QUESTIONS[0]}<p>{ANSWERS[0]}<h2>Dvě?</h2><p>{QUESTIONS[1]}<p>{ANSWERS[1]}"
    assert speech(of(page, "x.html", "alternate")) == paired()[:4]
    assert "Jedna\nTazatel" in of(page, "x.html", "alternate").text


def test_the_bold_element_around_a_page_of_google_docs_is_not_bold() -> None:
    page = '<b style="font-weight:normal;">' + "".join(
        f'<p><span style="font-weight:700">{q}</span></p><p><span style="font-weight:400">{a}</span></p>'
        for q, a in zip(QUESTIONS, ANSWERS, strict=True)
    )
    assert speech(of(page + "</b>", "x.html", "bold")) == paired()


def test_a_bold_word_makes_no_question() -> None:
    body = "".join(para(run("Zvlášť", "<w:b/>"), f" {a}") for a in ANSWERS)
    transcript = of(docx(body), "x.docx", "bold")
    assert transcript.turns == ()
    assert "no paragraph is bold" in transcript.warnings[-1]


def test_comments_stay_on_their_words_under_written_labels() -> None:
    mark = (
        '<w:commentRangeStart w:id="1"/>',
        '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>',
    )
    body = para(run(QUESTIONS[0], "<w:b/>")) + (
        f"<w:p><w:r><w:t>Začalo to </w:t></w:r>{mark[0]}<w:r><w:t>doma</w:t></w:r>{mark[1]}</w:p>"
    )
    comments = (
        '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="1" w:author="Eva">'
        "<w:p><w:r><w:t>kde?</w:t></w:r></w:p></w:comment></w:comments>"
    )
    transcript = of(docx(body, {"comments.xml": comments}), "x.docx", "bold")
    assert transcript.text.strip() == f"Tazatel: {QUESTIONS[0]}\nRespondent: Začalo to doma"
    assert [transcript.text[note.start : note.end] for note in transcript.notes] == ["doma"]


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("en", ("Interviewer", "Respondent")),
        ("sv", ("Intervjuare", "Respondent")),
        ("fi", ("Interviewer", "Respondent")),
        (None, ("Tazatel", "Respondent")),
    ],
)
def test_labels_are_in_the_language_of_the_document(language: str | None, labels: tuple[str, str]) -> None:
    found = speech(of(SAMPLES["runs.docx"], "x.docx", "bold", language))
    assert tuple(label for label, _ in found[:2]) == labels


# questions and answers in turn

TALK = "Rozhovor v poradně\n\n" + "\n\n".join(f"{q}\n\n{a}" for q, a in zip(QUESTIONS, ANSWERS, strict=True))


def test_paragraphs_between_blank_lines_alternate() -> None:
    transcript = of(TALK.replace("doma, ", "doma,\n"), "x.txt", "alternate")
    assert transcript.text == TALK.replace("doma, ", "doma,\n")
    assert speech(transcript) == paired([ANSWERS[0].replace("doma, ", "doma,\n"), *ANSWERS[1:]])
    assert transcript.roles == {"Tazatel": "interviewer", "Respondent": "respondent"}


def test_lines_alternate_where_there_are_no_blank_ones() -> None:
    assert speech(of(TALK.replace("\n\n", "\n"), "x.txt", "alternate")) == paired()


def test_paragraphs_of_word_alternate_with_written_labels() -> None:
    transcript = of(docx("".join(map(para, TALK.split("\n\n")))), "x.docx", "alternate")
    assert transcript.text.strip() == f"Rozhovor v poradně\n{WRITTEN}"
    assert speech(transcript) == paired()


def test_empty_paragraphs_of_word_part_longer_answers() -> None:
    body = "".join(
        f"{para(q)}{para('')}{para(a)}{para('A ještě něco.')}{para('')}"
        for q, a in zip(QUESTIONS, ANSWERS, strict=True)
    )
    assert speech(of(docx(body), "x.docx", "alternate")) == paired([f"{a}\nA ještě něco." for a in ANSWERS])


def test_paragraphs_of_a_pdf_alternate() -> None:
    said = [
        "How did it start?",
        "At home, as we were alone.",
        "And then what?",
        "Nothing.",
        "Whom did you tell?",
        "My sister.",
    ]
    data = pdf([at(70, 700 - 40 * n, words) for n, words in enumerate(said)])
    transcript = of(data, "x.pdf", "alternate", "en")
    assert [words for _, words in speech(transcript)] == said
    assert transcript.text.startswith("Interviewer: How did it start?\nRespondent: At home")
    assert transcript.letters is not None
    assert transcript.letters[0] == transcript.letters[1]


def test_turns_go_strictly_by_turns_and_doubtful_answers_are_said() -> None:
    answers = [ANSWERS[0], "Vy to nevíte?", ANSWERS[2]]
    content = "\n\n".join(f"{q}\n\n{a}" for q, a in zip(QUESTIONS, answers, strict=True))
    transcript = of(content, "x.txt", "alternate")
    assert speech(transcript) == paired(answers)
    assert "1 answer ends in a question mark, first “Vy to nevíte?…”" in transcript.warnings[-1]


def test_alternating_paragraphs_are_named_but_not_chosen() -> None:
    transcript = of(TALK, "x.txt")
    assert transcript.turns == ()
    assert "give --layout alternate" in transcript.warnings[-1]
    told = (
        "Bylo to takhle.\n\nNevěděla jsem proč?\n\nA pak nic.\n\nA pak zase.\n\nKonec.\n\nNebo ne?\n\nAsi.\n"
    )
    assert not any("--layout" in said for said in of(told, "x.txt").warnings)


def test_headings_of_interviews_are_no_turns() -> None:
    pairs = "\n\n".join(f"{q}\n\n{a}" for q, a in zip(QUESTIONS, ANSWERS, strict=True))
    content = f"INTERVIEW 1\n\n{pairs}\n\nINTERVIEW 2\n\n{pairs}\n"
    transcript = of(content, "x.txt", "alternate")
    assert speech(transcript) == paired() * 2
    assert [title for title, _ in divide(transcript)] == ["INTERVIEW 1", "INTERVIEW 2"]


def test_a_text_without_a_question_has_no_turns() -> None:
    transcript = of("Jedna.\n\nDvě.\n\nTři.\n", "x.txt", "alternate")
    assert transcript.turns == ()
    assert "no paragraph ends in a question mark" in transcript.warnings[-1]


def test_a_layout_that_a_format_does_not_know_is_said() -> None:
    transcript = of("WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>Tak?</v>\n", "x.vtt", "alternate")
    assert [label for label, _ in speech(transcript)] == ["A"]
    assert "--layout alternate was left aside" in transcript.warnings[-1]
    assert "--layout bold was left aside" in of(TALK, "x.txt", "bold").warnings[-1]


LABELLED = "T: Kdo tu byl?\n\nR: Byla tu sestra.\n\nAsi hodinu.\n\n" * 4


def test_a_layout_without_labels_is_refused_where_labels_show_who_speaks() -> None:
    for content, layout in ((LABELLED, "alternate"), (LABELLED.replace("\n\nAsi", " Asi"), "alternate")):
        with pytest.raises(
            FileError, match=r"x\.txt shows by labels who speaks: T \(4\), R \(4\)\..*read it by its"
        ):
            of(content, "x.txt", layout)
    bold = "".join(para(run(line, "<w:b/>" * line.startswith("T"))) for line in LABELLED.split("\n\n"))
    for layout in ("bold", "alternate"):
        with pytest.raises(FileError, match=f"T \\(4\\), R \\(4\\).*layout {layout} is for"):
            of(docx(bold), "x.docx", layout)
    bare = "".join(para(run(line)) for line in LABELLED.split("\n\n"))
    with pytest.raises(FileError, match="shows by labels who speaks"):
        of(docx(bare), "x.docx", "bold")
    assert {turn.label for turn in of(LABELLED, "x.txt").turns} == {"T", "R"}


def test_what_only_looks_like_labels_here_and_there_does_not_refuse_a_layout_but_is_said() -> None:
    pairs = "\n\n".join(f"{q}\n\n{a}" for q, a in zip(QUESTIONS * 5, ANSWERS * 5, strict=True))
    asides = pairs.replace(ANSWERS[1], "Marie: To nevím.").replace(ANSWERS[2], "Karel: Já také ne.", 3)
    transcript = of(asides.replace("Marie: To", "Potom", 2), "x.txt", "alternate")
    assert {turn.label for turn in transcript.turns} == {"Tazatel", "Respondent"}
    assert any(
        "Marie (3), Karel (3)" in said or "Karel (3), Marie (3)" in said for said in transcript.warnings
    )
    only_asker = "".join(f"T: {q}\n\n{a}\n\n" for q, a in zip(QUESTIONS, ANSWERS, strict=True))
    assert len(of(only_asker, "x.txt", "alternate").turns) == 6, (
        "answers without labels are what the layout is for"
    )


PARAGRAPH = st.text(st.characters(categories=["L", "P", "Zs"], exclude_characters="<>&"), max_size=15)


@given(
    st.lists(st.tuples(PARAGRAPH, st.booleans()), min_size=1, max_size=12),
    st.sampled_from(["bold", "alternate"]),
)
def test_no_letter_is_lost_or_put_into_speech(paragraphs: list[tuple[str, bool]], layout: Layout) -> None:
    if not any(canonical(words).strip() for words, _ in paragraphs):
        return
    body = "".join(para(run(words, "<w:b/>" if bold else "")) for words, bold in paragraphs)
    transcript = of(docx(body), "x.docx", layout)
    written = sum(count_letters(f"{turn.label}") for turn in transcript.turns)
    source = canonical("\n".join(words for words, _ in paragraphs))
    assert count_letters(transcript.text) - written == count_letters(source)


def test_the_old_binary_document_knows_layouts_too() -> None:
    from qualcode.transcripts.doc import FORMAT

    assert FORMAT.layouts == ("labels", "bold", "alternate")
