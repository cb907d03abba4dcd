"""Coded transcripts as blocks: a remark for each coding on its exact words, or the codes beside the text."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from qualcode.model.codes import Code
from qualcode.reports.blocks import Facts, Heading, Paragraph, Table, Transcript, plain
from qualcode.reports.choices import ReportChoices
from qualcode.reports.coded_texts import CodedText
from qualcode.reports.full import build_report
from qualcode.reports.marked_text import stretches
from qualcode.reports.material import Material
from qualcode.reports.numbering import inlines, number_report
from qualcode.reports.parts.transcript import clock, initials, transcript_blocks, transcript_facts_blocks
from qualcode.reports.wording import LANGUAGES, Words
from tests.reports.transcribed import CODES, HOSTILE, coded, turns_of

W = Words("en")


def codes() -> tuple[Code, ...]:
    found = [Code(90, None, "category", "Care", *[""] * 6, "data", 0, "", "", ("Care",))]  # type: ignore[arg-type]
    found += [
        Code(n, 90, "code", name, *[""] * 6, "data", n, "", "", ("Care", "Daily", name))  # type: ignore[arg-type]
        for n, name in enumerate(CODES, 1)
    ]
    return tuple(found)


def material(*texts: CodedText, **choices: object) -> Material:
    return Material(
        "A study", "2026-06-01T08:00:00+00:00", "0.1.0", "Jana Nová", ReportChoices(**choices), codes=codes(), transcripts=texts
    )  # type: ignore[arg-type]  # fmt: skip


def test_each_coding_is_a_remark_on_exactly_its_words() -> None:
    text = coded()
    block = next(b for b in transcript_blocks(material(text), W) if isinstance(b, Transcript))
    assert block.text == HOSTILE
    assert block.language == "cs"
    remarks = [(r.start, r.stop, r.author, r.initials, r.at) for r in block.remarks]
    wanted = [(row.start, row.end, row.coder, "JN" if row.coder == "Jana Nová" else "P", row.created) for row in text.codings]  # fmt: skip
    note = text.notes[0]
    assert remarks == [*wanted, (note.start, note.end, "Eva", "E", note.at)]
    for row, remark in zip(text.codings, block.remarks, strict=False):
        lines = remark.text.split("\n")
        assert lines[0] == f"{row.code} [R01:{row.quotation}]"
        assert lines[1] == "Care › Daily"
    assert block.remarks[-1].text == "Memo [R01:200]\nWhat does it <cost>?"


def test_the_memo_of_a_quotation_is_told_once() -> None:
    block = next(b for b in transcript_blocks(material(coded()), W) if isinstance(b, Transcript))
    with_memo = [remark for remark in block.remarks if "deviant" in remark.text]
    assert len(with_memo) == 1
    assert with_memo[0].text.endswith("Memo: Looks *deviant*; compare.\nSecond line")


def test_turns_bear_numbers_and_times() -> None:
    block = next(b for b in transcript_blocks(material(coded()), W) if isinstance(b, Transcript))
    assert [(turn.number, turn.time) for turn in block.turns] == [
        (1, "00:01:01"),
        (2, "00:02:02"),
        (3, "00:03:03"),
        (4, "00:04:04"),
    ]
    assert block.text[block.turns[1].speech :].startswith("„Well“")
    assert clock(3_661_999) == "01:01:01"


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_are_cases_and_never_names_of_files(language: str) -> None:
    w = Words(language)
    texts = (coded(several=True), coded(several=True, ordinal=2), coded("R07"))
    for margin in (False, True):
        made = build_report(material(*texts, margin=margin), w, "transcript")
        headings = [block.text for block in made.blocks if isinstance(block, Heading)]
        assert headings == [w("transcript.heading", case="R01", number=n) for n in (1, 2)] + ["R07"]
        assert "file-name-with-a-real-name" not in repr(made)
        number_report(made)


def test_facts_name_the_coders_with_their_initials() -> None:
    facts = transcript_facts_blocks(material(coded(), coded("R02")), W)[0]
    assert isinstance(facts, Facts)
    told = {name: plain(value) for name, value in facts.rows}
    assert told["Coders"] == "Petr (P); Jana Nová (JN); Eva (E)"
    assert told["Coding"] == "12\u00a0codings"
    assert told["Material"] == "2\u00a0interviews and 80\u00a0words"


def test_initials_differ_and_are_short() -> None:
    names = [
        "Jana",
        "Jan",
        "jana nová",
        "Jan Novák",
        "",
        "–",
        "A B C D E F G H I J K L",
        *(f"X{n}" for n in range(300)),
    ]
    found = initials(names)
    assert list(found) == names
    assert len(set(found.values())) == len(names)
    assert all(1 <= len(sign) <= 9 for sign in found.values())


def test_an_interview_without_codes_and_hidden_codings_are_said() -> None:
    bare = replace(coded(), codings=(), notes=(), withheld=True)
    said = [plain(b.content) for b in transcript_blocks(material(bare), W) if isinstance(b, Paragraph)]
    assert W("transcript.uncoded") in said
    assert W("transcript.withheld") in said
    assert [plain(b.content) for b in transcript_blocks(material(), W) if isinstance(b, Paragraph)] == [W("transcript.none")]  # fmt: skip


def test_the_margin_shows_codes_in_the_row_in_which_their_passage_begins() -> None:
    blocks = transcript_blocks(material(coded(), margin=True), W)
    assert not any(isinstance(block, Transcript) for block in blocks)
    table = next(block for block in blocks if isinstance(block, Table))
    rows = [["\n".join(plain(each) for each in cell.paragraphs) for cell in row.cells] for row in table.rows]
    assert rows[0][1] == "Title of the talk"
    assert [row[0] for row in rows] == ["", "1\n00:01:01", "2\n00:02:02", "3\n00:03:03", "4\n00:04:04"]
    assert "[₁does} it" in rows[1][1]
    assert rows[4][1].replace(" ", "") == "R:1.]₁[₆yes.]₆"
    assert rows[2][2].startswith("2 ")
    assert "(JN)" in rows[2][2]
    assert "(P)" in rows[2][2]
    assert rows[3][2] == ""
    targets = number_report(build_report(material(coded(), margin=True), W, "transcript")).targets
    links = [item for item in inlines(table) if hasattr(item, "target") and not hasattr(item, "case")]
    assert len(links) > 12
    assert all(link.target in targets for link in links)


def test_a_single_coder_is_not_named_in_the_margin() -> None:
    text = coded()
    alone = replace(text, codings=tuple(row for row in text.codings if row.coder == "Petr"), notes=())
    table = next(b for b in transcript_blocks(material(alone, margin=True), W) if isinstance(b, Table))
    assert "(P)" not in repr(table)


def test_a_long_turn_is_several_rows_and_stays_whole() -> None:
    said = "R: " + "She waited by the stop and nobody came to meet her. " * 200
    text = CodedText("R01", 1, False, "en", 2000, said, turns_of(said))
    table = next(b for b in transcript_blocks(material(text, margin=True), W) if isinstance(b, Table))
    texts = ["".join(plain(each) for each in row.cells[1].paragraphs) for row in table.rows]
    assert len(texts) == 12
    assert max(map(len, texts)) <= 900
    assert "".join(texts).strip() == said.strip()
    assert [plain(row.cells[0].paragraphs[0]) for row in table.rows] == ["1"] + [""] * 11


def test_the_work_grows_with_the_number_of_codings_and_no_faster() -> None:
    said = f"R: {'slovo ' * 6000}"
    base = coded().codings[0]

    def calls(number: int) -> int:
        rows = tuple(replace(base, id=n, quotation=n, start=3 + n * 5, end=9 + n * 5) for n in range(number))
        chosen = material(CodedText("R01", 1, False, "en", 4000, said, turns_of(said), rows))
        counted = 0

        def count(frame: object, event: str, argument: object) -> None:
            nonlocal counted
            counted += event in ("call", "c_call")

        before = sys.getprofile()
        sys.setprofile(count)
        try:
            made = transcript_blocks(chosen, W)
            noted = [each for b in made if isinstance(b, Transcript) for each in stretches(b)]
        finally:
            sys.setprofile(before)
        assert sum(len(each.noted) for each in noted) == number
        return counted

    few, many = calls(500), calls(2500)
    assert many < 5.5 * few
