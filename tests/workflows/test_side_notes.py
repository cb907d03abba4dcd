"""Comments and footnotes of a source, kept as memos on the words that they hang on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import InputError
from qualcode.model.documents import Document, Transcript, TranscriptNote
from qualcode.study import Study
from qualcode.workflows.side_notes import keep

TEXT = "T: Jak?\nR: Byla tam moje sestra.\n"
NOTES = (
    TranscriptNote(11, 24, "comment", "Jana", "Zeptat se.", "2025-03-01T10:00:00Z"),
    TranscriptNote(11, 24, "footnote", "", "Po dvou letech."),
    TranscriptNote(25, 31, "endnote", "", "  "),
)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with Study.create(tmp_path / "a.qualcode") as made:
        yield made


def add(study: Study) -> Document:
    return study.documents.add(
        Transcript(TEXT, (), "docx"), name="R01", source=b"x", source_name="R01.docx", language="cs"
    )


def test_notes_are_methodological_memos_on_one_quotation_and_name_their_author(study: Study) -> None:
    assert keep(study, add(study), NOTES) == 2
    (quotation,) = study.quotations.list()
    assert quotation.text == "Byla tam moje"
    memos = study.memos.list()
    assert [(m.kind, m.target, m.target_id, m.text, m.author) for m in memos] == [
        ("methodological", "quotation", quotation.id, "Comment by Jana, 2025-03-01: Zeptat se.", "Tester"),
        ("methodological", "quotation", quotation.id, "Footnote: Po dvou letech.", "Tester"),
    ]


def test_within_an_import_one_undo_takes_all_back(study: Study) -> None:
    with study.change("documents.import", "Imported documents"):
        keep(study, add(study), NOTES)
    assert [change.label for change in study.history.undo()] == ["Imported documents"]
    assert (study.documents.list(), study.quotations.list(), study.memos.list()) == ((), (), ())
    study.history.redo()
    assert len(study.memos.list()) == 2
    assert study.quotations.list()[0].text == "Byla tam moje"


def test_a_quotation_goes_with_the_last_memo_on_it(study: Study) -> None:
    keep(study, add(study), NOTES)
    for memo in study.memos.list():
        study.memos.remove(memo.id)
    assert study.quotations.list() == ()


def test_a_note_outside_of_the_text_is_refused_and_nothing_is_written(study: Study) -> None:
    with pytest.raises(InputError, match="outside"):
        keep(study, add(study), [TranscriptNote(30, 99, "comment", "", "x")])
    assert study.memos.list() == ()
    assert study.quotations.list() == ()


def test_without_notes_nothing_is_stored(study: Study) -> None:
    document = add(study)
    before = len(study.history.list())
    assert keep(study, document, NOTES[2:]) == 0
    assert len(study.history.list()) == before
