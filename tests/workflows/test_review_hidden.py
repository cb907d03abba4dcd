"""What comes back in a reviewer's file and is not to be seen: by nobody, where a respondent withdrew, or not by who codes blind."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import FileError, NotFoundError
from qualcode.model.reviews import NewProposal
from qualcode.reports.choices import ReportChoices
from qualcode.study import Study
from qualcode.study.integrity import check
from qualcode.study.store import backups
from qualcode.study.withdrawal import withdraw
from qualcode.workflows.coded_texts import coded_texts
from qualcode.workflows.reviewing import accept, export_review, import_review
from qualcode.workflows.verifying import verify_chapter
from tests.study.material import add, new, span
from tests.workflows.word_reviewer import Reviewer

QUESTIONS = ("I: How did you come here?", "I: Whom did you trust then?", "I: What would you change?")
HIDDEN = "the nurse knew my name"


def interview(*answers: str) -> str:
    """The same questions with somebody's answers."""
    return "".join(f"{asked}\nR: {said}\n" for asked, said in zip(QUESTIONS, answers, strict=True))


FIRST = interview("A yellow ambulance brought me at night.", "Yes.", "Quizzical opening hours, above all.")
SECOND = interview("My brother came along with me.", f"Yes, {HIDDEN} from the first day.", "Nothing at all.")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two interviews with the same questions; of the second one Ann coded two passages, and Ben one."""
    with new(tmp_path_factory.mktemp("made"), actor="Ann") as study:
        add(study, "first", FIRST, case="R77")
        add(study, "second", SECOND, case="R02")
        for code in ("trust", "way in"):
            study.codebook.add(code)
        study.codings.apply("second", span(SECOND, HIDDEN), "trust")
        study.codings.apply("second", span(SECOND, "My brother came along"), "way in", coder="Ben")
        study.quotations.set(1, memo="Ann's memo", condensed="A name known", printed="the nurse knew […]")
        study.memos.add("Ann's other memo", target="quotation", target_name=1)
        return study.path


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Iterator[Study]:
    with Study.open(shutil.copy(made, tmp_path), actor="Ann") as opened:
        yield opened


@pytest.fixture
def ben(study: Study) -> Iterator[Study]:
    """Ben, who codes blind."""
    study.blinds.begin("Ben", study.coders)
    with Study.open(study.path, actor="Ben") as opened:
        yield opened


@pytest.mark.parametrize(
    ("changed", "anyway"),
    [("nothing", False), ("nothing", True), ("title", False), ("title", True), ("properties", False)],
)
def test_a_transcript_whose_respondent_withdrew_is_not_taken_for_that_of_another(
    study: Study, tmp_path: Path, changed: str, anyway: bool
) -> None:
    export_review(study, tmp_path / "x.docx", document="first")
    withdraw(study, "R77")
    reviewer = Reviewer(tmp_path / "x.docx")
    if changed == "title":
        reviewer.type(reviewer.saying("Coded transcript"), "Our interview")
    if changed == "properties":
        reviewer.drop_properties()
    said = "holds nothing that speaks" if changed == "properties" else "whose respondent withdrew"
    with pytest.raises(FileError, match=said):
        import_review(study, reviewer.save(tmp_path / "back.docx"), anyway=anyway)
    assert study.proposals.list() == ()


def test_a_file_named_after_who_withdrew_is_named_no_more(study: Study, tmp_path: Path) -> None:
    for name in ("R77_codebook.docx", "second.docx"):
        export_review(study, tmp_path / name)
        reviewer = Reviewer(tmp_path / name)
        reviewer.comment(reviewer.saying("trust"), "trust", f"In {len(name)} characters")
        import_review(study, reviewer.save(tmp_path / name))
    study.proposals.decline([1])
    study.history.undo()
    withdraw(study, "R77")
    assert [each.name for each in study.reviews.list()] == ["", "second.docx"]
    assert [each.file for each in study.proposals.list()] == ["", "second.docx"]
    kept = [each.path for each in backups.list_backups(backups.study_id(study.store.connection))]
    assert all(b"R77" not in path.read_bytes() for path in (study.path, *kept))
    assert check(study) == ()


def test_a_blind_coder_gets_the_comments_of_their_own_reviewer(ben: Study, tmp_path: Path) -> None:
    export_review(ben, tmp_path / "x.docx", document="second")
    reviewer = Reviewer(tmp_path / "x.docx")
    reviewer.comment(reviewer.saying("the nurse"), HIDDEN, "Just so far")
    reviewer.comment(reviewer.saying("the nurse"), "the nurse", "Who is this?")
    result = import_review(ben, reviewer.save(tmp_path / "back.docx"))
    found = ben.proposals.list()
    assert result.comments == len(found) == 2
    assert {each.said: each.span for each in found} == {
        "Just so far": span(SECOND, HIDDEN),
        "Who is this?": span(SECOND, "the nurse"),
    }
    assert {each.quotation_id for each in found} == {None}


def test_a_hidden_number_is_to_a_blind_coder_as_one_that_does_not_exist(
    study: Study, ben: Study, tmp_path: Path
) -> None:
    chapter = tmp_path / "chapter.md"
    chapter.write_text(
        "She said “the nurse knew all of my names” [R02:1].\n\nShe said “the nurse knew all of my names” [R02:99].\n",
        encoding="utf-8",
    )
    found = [(each.kind, each.reason, each.passage) for each in verify_chapter(ben, chapter).findings]
    assert found[0] == found[1] == ("gone", "verify.no_quotation", None)
    assert verify_chapter(study, chapter).findings[0].kind == "differs"


def test_notes_on_hidden_passages_are_hidden_with_them(study: Study, ben: Study) -> None:
    (coded,) = coded_texts(ben, choices=ReportChoices(documents=("second",)))
    assert (coded.notes, [row.coder for row in coded.codings]) == ((), ["Ben"])
    with pytest.raises(NotFoundError):
        ben.quotations.get(1)
    assert ben.memos.everywhere() == ()
    assert len(study.memos.everywhere()) == 2
    withdrawn = withdraw(study, "R77")
    assert withdrawn.documents == 1


def test_comments_are_kept_as_memos_in_time_that_grows_with_their_number(study: Study) -> None:
    rows = [NewProposal("comment", f"k{i}", "none", "Eva", "", said=f"said {i}") for i in range(1000)]
    ids = study.proposals.add(rows, file="x.docx", review_id=None, label="Read")
    began = time.process_time()
    accept(study, ids, as_memo=True)
    assert time.process_time() - began < 1
    assert len(study.memos.list()) == 1001
