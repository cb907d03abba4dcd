"""``contrast --to FILE`` and ``quotation note`` end to end."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from qualcode.formats.tables import read_table
from qualcode.study import Study
from qualcode.workflows.contrasting import write_contrast
from tests.cli.test_retrieving import folder, run

__all__ = ["folder"]


def test_the_cases_are_written_in_the_study_s_language_and_as_a_table(folder: Path) -> None:
    assert (
        "1 with A but never B, 1 with both"
        in run(folder, "contrast", "a.qualcode", "trust", "the base of it", "--to", "cases.docx").stdout
    )
    words = "\n".join(paragraph.text for paragraph in Document(str(folder / "cases.docx")).paragraphs)
    assert "„trust“, ale nikdy „the base of it“" in words
    assert "„trust“ i „the base of it“" in words
    assert words.index("R02") < words.index("Důvěra je")
    run(folder, "contrast", "a.qualcode", "the base of it", "trust", "--to", "turned.docx")
    turned = "\n".join(paragraph.text for paragraph in Document(str(folder / "turned.docx")).paragraphs)
    last = turned.index("„trust“, ale nikdy „the base of it“")
    assert "I trust him" in turned[last:], "those with B alone stand there with what they said"
    run(folder, "contrast", "a.qualcode", "the base of it", "trust", "--to", "cases.xlsx")
    table = read_table(folder / "cases.xlsx")
    header = list(table.header)
    rows = [(row[header.index("group")], row[header.index("case")]) for row in table.rows]
    assert rows == [("A and B", "R01"), ("A and B", "R01"), ("B without A", "R02")]


def test_another_suffix_is_refused_before_anything_is_read(folder: Path) -> None:
    assert (
        "one of these suffixes"
        in run(folder, "contrast", "a.qualcode", "trust", "x", "--to", "cases.pdf", code=1).stderr
    )


@pytest.mark.parametrize(("language", "words"), [("en", "“trust” but never"), ("sv", "”trust” men aldrig")])
def test_the_document_is_written_in_the_language_asked_for(folder: Path, language: str, words: str) -> None:
    with Study.open(folder / "a.qualcode") as study:
        found = study.retrieval.with_without("trust", "the base of it")
        write_contrast(study, found, folder / "cases.md", language=language)
    assert words in (folder / "cases.md").read_text(encoding="utf-8")


def test_a_note_on_an_uncoded_passage_makes_a_quotation_and_undo_takes_it_away(folder: Path) -> None:
    run(folder, "quotation", "note", "a.qualcode", "R02", "0", "14", "--memo", "first question")
    with Study.open(folder / "a.qualcode") as study:
        (quotation,) = [q for q in study.quotations.list("R02") if q.start == 0]
        assert (quotation.memo, quotation.end) == ("first question", 14)
        study.history.undo()
        assert not [q for q in study.quotations.list("R02") if q.start == 0]
    assert (
        "outside"
        in run(folder, "quotation", "note", "a.qualcode", "R02", "0", "9" * 20, "--memo", "x", code=1).stderr
    )
