from __future__ import annotations

import json
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import FileError
from qualcode.model.documents import Transcript
from qualcode.text.canonical import canonical
from qualcode.text.units import count_letters
from qualcode.transcripts.html_lines import PageLines
from qualcode.transcripts.html_source import letters_of_source, parse_page
from qualcode.transcripts.registry import read_bytes

NOSCRIBE = """<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0//EN" "http://www.w3.org/TR/REC-html40/strict.dtd">
<html ><head ><meta charset="UTF-8" /><meta name="audio_source" content="C:/rozhovor.mp3" /><style >p { margin: 0 }</style></head>
<body style="font-family: 'Arial'" ><p style="font-weight:600" >rozhovor</p>
<p style="color: #909090" >Transcribed with noScribe vers. 0.7<br />Audio file: C:/rozhovor.mp3<br />(Start: 00:00:00)</p><p >
</p><p ><a name="ts_12140_22800_S01" >S01: <span style="color: #78909C" >[00:00:12]</span> Dobrý den, jak se vám daří?</a><a name="ts_22800_24360_S01" > (..)</a><a name="ts_24000_25000_//S02" > //S02: No jo. //</a><a name="ts_24360_30000_S01" > Můžete začít.</a></p>
<p ><a name="ts_30000_31000_S02" >S02: <span style="color: #78909C" >[00:00:30]</span> Ano, děkuji. (12 seconds pause) Takže: nevím.</a></p>
<p ><a name="ts_31000_33500_S01" >S01: <span style="color: #78909C" >[00:00:31]</span> Dobře.</a></p></body></html>"""
PAGE = """<html><head><title>Rozhovor</title><style>b {color: red}</style><script>if (a < b) { x("<p>ne</p>"); }</script></head>
<body><h1>Rozhovor se Žanetou</h1><!-- poznámka -->
<P><B>Tazatel:</B> [00:01:02] Jak to&nbsp;bylo?<br>A   kdy?
<P><B>Jana:</B>&#9; Dlouho (..) &lt;smích&gt; [smích]<br>Tazatel: A pak?<P><B>Jana:</B> Nic. <img src=x.png><P>Jana: Fakt.</body></html>"""


def of(content: str | bytes, name: str = "x.html", labels: tuple[str, ...] = ()) -> Transcript:
    return read_bytes(content.encode() if isinstance(content, str) else content, name, labels=labels)


def turns(transcript: Transcript) -> list[tuple[str | None, str, int | None]]:
    text = transcript.text
    assert canonical(text) == text
    for before, after in zip(transcript.turns, transcript.turns[1:], strict=False):
        assert before.end < after.start
    for turn in transcript.turns:
        assert turn.start <= turn.speech_start <= turn.end <= len(text)
    return [(t.label, text[t.speech_start : t.end], t.start_time) for t in transcript.turns]


def otr(source: str, **more: object) -> bytes:
    return json.dumps({"text": source, "media": "a.mp3", "media-time": 12.5, **more}).encode()


def test_turns_and_times_of_noscribe() -> None:
    transcript = of(NOSCRIBE)
    assert turns(transcript) == [
        ("S01", "Dobrý den, jak se vám daří? (..) //S02: No jo. // Můžete začít.", 12140),
        ("S02", "Ano, děkuji. (12 seconds pause) Takže: nevím.", 30000),
        ("S01", "Dobře.", 31000),
    ]
    assert [t.end_time for t in transcript.turns] == [30000, 31000, 33500]
    above = transcript.text[: transcript.turns[0].start]
    assert (
        above
        == "rozhovor\nTranscribed with noScribe vers. 0.7\nAudio file: C:/rozhovor.mp3\n(Start: 00:00:00)\n\n"
    )
    assert transcript.text[len(above) :].startswith("S01: Dobrý den")
    assert not any("letters in" in warning for warning in transcript.warnings)


def test_labels_typed_over_in_noscribe_count() -> None:
    transcript = of(NOSCRIBE.replace(">S01:", ">Žaneta:").replace(">S02:", ">Petr:"))
    assert [label for label, _, _ in turns(transcript)] == ["Žaneta", "Petr", "Žaneta"]
    assert "Žaneta: Dobrý" in transcript.text


def test_noscribe_without_time_stamps_or_speakers() -> None:
    bare = NOSCRIBE.replace('<span style="color: #78909C" >[00:00:12]</span> ', "")
    assert turns(of(bare))[0] == turns(of(NOSCRIBE))[0]
    nobody = '<html><body><p><a name="ts_0_10_">Ano.</a></p><p><a name="ts_10_99999999999_" >Ne: ne.</a></p><p><a name="ts_20_30_">[00:00:02] Jo.</a></p></body></html>'
    transcript = of(nobody)
    assert turns(transcript) == [(None, "Ano.", 0), (None, "Ne: ne.", None), (None, "Jo.", 20)]
    assert "Nobody is named" in transcript.warnings[0]


def test_paragraphs_added_in_noscribe_belong_to_the_turn_before() -> None:
    transcript = of(NOSCRIBE.replace('<p ><a name="ts_30000', '<p>Doplněno.</p><p ><a name="ts_30000'))
    assert turns(transcript)[0][1].endswith("Můžete začít. Doplněno.")


def test_pages_are_read_line_by_line_and_what_is_left_out_is_said() -> None:
    transcript = of(PAGE)
    assert turns(transcript) == [
        ("Tazatel", "Jak to\u00a0bylo?\nA kdy?", 62000),
        ("Jana", "Dlouho (..) <smích> [smích]", None),
        ("Tazatel", "A pak?", None),
        ("Jana", "Nic.", None),
        ("Jana", "Fakt.", None),
    ]
    assert transcript.text.startswith("Rozhovor se Žanetou\nTazatel: Jak")
    assert transcript.roles == {"Tazatel": "interviewer", "Jana": "respondent"}
    said = " ".join(transcript.warnings)
    for words in ("1 script,", "1 style sheet", "1 title", "1 source comment", "1 picture"):
        assert words in said
    assert "compare" not in said


def test_hidden_and_deleted_passages_never_appear() -> None:
    transcript = of(
        "<html><body><p>R: Bydlím v <del>Táboře<ins>x</ins></del><ins>[město]</ins>.<p style='DISPLAY : none'>tajné"
        "<p hidden>skryté<p>I: a<p>R: b<template>c</template></body></html>"
    )
    assert transcript.text == "R: Bydlím v [město].\nI: a\nR: b\n"
    assert (
        transcript.warnings[0]
        == "Left out: 2 hidden passages, 1 deleted passage, 1 inactive part (19 letters)."
    )
    assert not any("compare" in warning for warning in transcript.warnings)


@pytest.mark.parametrize("head", ["", "<tr><th>Kdo</th><th>Co</th></tr>"])
def test_tables_of_speakers(head: str) -> None:
    rows = "".join(
        f"<tr><td>{who}</td><td><p>{what}<p>dál</td></tr>"
        for who, what in [("I", "Co?"), ("R", "Nic."), ("I", "Jo?")] * 3
    )
    transcript = of(f"<html><body><p>Nadpis<table>{head}{rows}</table><p>Konec</body></html>")
    found = turns(transcript)
    assert [label for label, _, _ in found] == ["I", "R", "I"] * 3
    assert found[0][1] == "Co?\ndál"
    timed = of(f"<table>{rows.replace('<tr>', '<tr><td>0:07</td>')}</table>")
    assert turns(timed)[1] == ("R", "Nic.\ndál", 7000)


def test_other_tables_are_lines_and_nested_ones_are_walked() -> None:
    inner = "".join(f"<tr><td>{who}:</td><td>ano {n}</td></tr>" for n, who in enumerate("IRIRIR"))
    transcript = of(
        f"<html><table><tr><td>menu<td>odkaz</tr><tr><td><table>{inner}</table></td></tr></table></html>"
    )
    assert transcript.text.startswith("menu\nodkaz\nI: ano 0\nR: ano 1\n")
    assert len(transcript.turns) == 6


def test_tag_soup_of_old_archives() -> None:
    soup = "<HTML><BODY>" + "<B><P>XYZ</B>:&#9;ano<FONT size=2> i ne" * 3 + "<P><I>QRS:</B></I> tak</HTML>"
    transcript = of(soup)
    assert turns(transcript) == [("XYZ", "ano i ne", None)] * 2 + [("XYZ", "ano i ne\nQRS: tak", None)]
    assert "QRS (1)" in " ".join(transcript.warnings)
    assert turns(of(soup, labels=("QRS",)))[-1] == ("QRS", "tak", None)


def test_preformatted_text_keeps_its_lines() -> None:
    transcript = of(
        "<html><pre>Jana  0:03\nahoj\n\nPetr  0:05\nno\n\nJana  0:07\njo\nPetr  0:08\ntak\nJana  1:00\nx</pre></html>"
    )
    assert [(label, at) for label, _, at in turns(transcript)] == [
        ("Jana", 3000),
        ("Petr", 5000),
        ("Jana", 7000),
        ("Petr", 8000),
        ("Jana", 60000),
    ]


@pytest.mark.parametrize(
    ("meta", "encoding"),
    [
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1250">', "cp1250"),
        ("<meta charset=iso-8859-2>", "iso-8859-2"),
        ('<meta charset="utf-8">', "utf-8"),
        ('<meta charset="windows-1252">', "utf-8"),
        ("", "utf-16"),
        ("", "utf-8-sig"),
    ],
)
def test_encodings_by_mark_by_content_and_by_what_the_page_says(meta: str, encoding: str) -> None:
    page = f"<html><head>{meta}</head><body><p>Šťastný člověk, žena a dítě.</body></html>"
    transcript = of(page.encode(encoding))
    assert transcript.text == "Šťastný člověk, žena a dítě.\n"
    assert not any("code page" in warning for warning in transcript.warnings)


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "us-ascii"])
def test_western_pages(charset: str) -> None:
    page = f"<html><meta charset={charset}><p>Jag vet inte \u2013 kanske år.</html>"
    assert of(page.encode("cp1252")).text == "Jag vet inte \u2013 kanske år.\n"


@pytest.mark.parametrize("charset", ["zlib", "rot13", "unicode_escape", "idna", "nothing-at-all"])
def test_odd_names_of_encodings_are_not_followed(charset: str) -> None:
    transcript = of(f"<html><meta charset={charset}><p>\\u0041 žena".encode("cp1250"))
    assert transcript.text == "\\u0041 žena\n"
    assert "old code page" in transcript.warnings[0]


def test_signs_that_are_none_of_the_declared_code_page_are_said() -> None:
    transcript = of(b"<html><meta charset=windows-1252><p>a\x81b \xe5r")
    assert transcript.text == "a\ufffdb år\n"
    assert "calls itself cp1252" in transcript.warnings[0]


def test_pages_that_begin_in_the_middle_and_xhtml() -> None:
    assert of("<p>ano<p>ne").text == "ano\nne\n"
    xhtml = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml"><body><p>člověk<o:p>&nbsp;a</o:p></p></body></html>'
    assert of(xhtml, "x.htm").text == "člověk\u00a0a\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (" \n\t", "is empty"),
        ("Jana: ano\n", r"content is plain text without a tag; give it the suffix \.txt"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>x</v>", "WebVTT"),
        ('<?xml version="1.0"?><osoby><osoba>x</osoba></osoby>', "its content is an XML file"),
        ("<html><body><script>x</script></body></html>", "holds no words"),
        ("<html></html>", "holds no words"),
        ("<html><body><img src=a></body></html>", "holds no words"),
        ('<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><p>&x;</html>', "declares entities"),
        ("<html><p>" + "<div>" * 3000 + "slovo", "nested too deeply"),
        ("<html><p>" + "x" * 11_000_000, "piece of text that is too long"),
        ("<html><table>" + "<tr><td>x" * 500_000, "more than 200,000 tags"),
        ("<html>" + " " * 33 * 2**20, "more than 32 MiB"),
        (b"<html>" + bytes(range(32)) * 50, "binary"),
        (b"PK\x03\x04<html>", "zip archive"),
    ],
)
def test_what_is_no_page_is_refused_in_a_sentence(content: str | bytes, words: str) -> None:
    begin = time.process_time()
    with pytest.raises(FileError, match=words) as caught:
        of(content)
    assert str(caught.value).startswith("x.html ")
    assert len(str(caught.value)) < 250
    assert time.process_time() - begin < 3


@pytest.mark.parametrize(
    "soup", ["<", "<!--", "<a b='", "&amp;", "<b>x</b> ", "<p>", "</p>", "<table><tr><td>", "a", "<!-- -->a"]
)
def test_a_megabyte_of_soup_is_read_or_refused_soon(soup: str) -> None:
    begin = time.process_time()
    with suppress(FileError):
        of("<html><p>ano " + soup * (2**20 // len(soup)))
    assert time.process_time() - begin < 20


def test_control_characters_entities_and_nul_lose_no_letters() -> None:
    transcript = of("<html><p>a\x00b\x1b[31m &#27; &#xD800; &nic; &notanentity; c&lt;d &#0;e" + "f" * 900)
    assert "a\ufffdb\ufffd[31m" in transcript.text
    assert "&nic;" in transcript.text
    assert "\x1b" not in transcript.text
    assert "Control characters are shown as \ufffd: 5" in " ".join(transcript.warnings)
    assert not any("compare" in warning for warning in transcript.warnings)


def test_stamps_of_otranscribe() -> None:
    stamp = '<span class="timestamp" contenteditable="false" data-timestamp="{}">{}</span>'
    source = (
        f"<p>{stamp.format(12.3, '0:12')}&nbsp;<b>T:</b> Dobrý den.</p><p>{stamp.format(3723.5, '1:02:03')} K: Dobrý. "
        f"{stamp.format(3724, '1:02:04')} dál [smích]<br />{stamp.format('x', '1:02:05')}T: No?</p><p>K: Jo.</p><p>T: A?</p><p>K: b</p>"
    )
    transcript = of(otr(source), "x.otr")
    assert turns(transcript) == [
        ("T", "Dobrý den.", 12300),
        ("K", "Dobrý. [1:02:04] dál [smích]", 3723500),
        ("T", "No?", 3725000),
        ("K", "Jo.", None),
        ("T", "A?", None),
        ("K", "b", None),
    ]
    assert transcript.format == "otr"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (otr("<p>ano</p>")[:20], "damaged: its JSON"),
        (otr(""), "holds no words"),
        (otr("<p> <br></p>"), "holds no words"),
        (b'{"text": 3}', "no oTranscribe file"),
        (b'{"segments": [{"text": "a"}]}', r"it may be a transcript of Whisper: give it the suffix \.json"),
        (otr("x", segments=[]), r"segments as Whisper writes them; give it the suffix \.json"),
        (b'[{"a": 1}]', "no oTranscribe file"),
        (b"<html>x", r"ends in \.otr, but its content is a web page; give it the suffix \.html"),
        (otr("<div>" * 9999), "nested too deeply"),
        (otr("<!DOCTYPE x [<!ENTITY a 'b'>]>&a;"), "declares entities"),
    ],
)
def test_what_is_no_otranscribe_file_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(FileError, match=words) as caught:
        of(content, "x.otr")
    assert len(str(caught.value)) < 250


def test_otranscribe_keeps_plain_text_and_odd_characters() -> None:
    transcript = of(otr("ano \ud800 \x00 \x1b\ufeff ne"), "x.otr")
    assert transcript.text == "ano \ufffd \ufffd \ufffd\ufeff ne\n"


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<>&\ufeff"), max_size=9)


@given(
    st.lists(
        st.tuples(st.sampled_from(["p", "div", "td", "li", "b", "pre", "h1", "a", "o:p"]), WORDS), max_size=15
    )
)
def test_no_letter_of_a_page_is_lost(parts: list[tuple[str, str]]) -> None:
    source = "<html><body>" + "".join(f"<{tag}>{words}" for tag, words in parts)
    page = PageLines()
    try:
        page.take(parse_page(source, "x")[0])
    except FileError:
        return
    page.end_line()
    text = canonical("\n".join(page.lines))
    assert (
        count_letters(text) == letters_of_source(source) == sum(count_letters(canonical(w)) for _, w in parts)
    )


def test_a_page_on_disk_is_read_without_reading_others(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("tajemství")
    source = f'<html><iframe src="{tmp_path}/secret.txt"></iframe><link href="{tmp_path}/secret.txt"><object data="{tmp_path}/secret.txt"></object><p>ano</html>'
    transcript = of(source)
    assert transcript.text == "ano\n"
    assert "2 embedded objects" in transcript.warnings[0]


def test_remarks_in_pointed_brackets_are_no_tags_and_said() -> None:
    transcript = of("<html><p>Jana: <smích> ano <laughs>dobře</laughs></p><o:p>x</o:p><main>y</main></html>")
    assert "Left out: 2 unknown tags." in transcript.warnings
    assert any("may be remarks such as <laughs>" in said for said in transcript.warnings)
    assert "dobře" in transcript.text
