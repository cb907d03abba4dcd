"""Withdrawal of consent: no words of the respondent stay behind, and nobody else's steps are lost with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import StudyError
from qualcode.study import Study
from qualcode.study.integrity import check
from qualcode.study.store import backups
from qualcode.study.withdrawal import withdraw
from tests.study import material

SECRET = "Kvetoslava"


def traces(study: Study, words: str = SECRET) -> list[str]:
    """Files of the study and its backups that hold some words, packed history included."""
    import zlib

    kept = backups.list_backups(backups.study_id(study.store.connection))
    files = [path for path in (study.path, *(b.path for b in kept)) if words.encode() in path.read_bytes()]
    flips = study.store.rows("SELECT flip FROM events WHERE flip IS NOT NULL")
    found = [path.name for path in files]
    found += ["history" for (flip,) in flips if words.encode() in zlib.decompress(flip)]
    return found


def test_memos_that_were_removed_before_leave_no_trace(tmp_path: Path) -> None:
    with material.new(tmp_path) as study:
        material.add(study, case="R07")
        study.codings.apply("interview", material.span(material.TEXT, "I trust him"), "trust")
        number = study.quotations.list()[0].id
        for options in (
            {"target": "document", "target_name": "interview"},
            {"target": "quotation", "target_name": number},
        ):
            memo = study.memos.add(f"This is {SECRET}.", **options)
            study.memos.edit(memo.id, f"She is {SECRET}.")
            study.memos.remove(memo.id)
        withdraw(study, "R07")
        assert traces(study) == []
        assert not any(SECRET in change.label for change in study.history.list())


def test_values_and_labels_that_a_case_had_before_leave_no_trace(tmp_path: Path) -> None:
    with material.new(tmp_path) as study:
        material.add(study, case=SECRET)
        study.cases.set(SECRET, {"town": f"{SECRET}town"})
        study.cases.set(SECRET, {"town": ""})
        study.cases.rename(SECRET, "R07")
        study.documents.rename("interview", f"talk with {SECRET}")
        study.documents.rename(f"talk with {SECRET}", "interview 7")
        withdraw(study, "R07")
        assert traces(study) == []
        assert not any(SECRET in change.label for change in study.history.list())


def test_old_wordings_of_a_code_that_quote_the_respondent_leave_no_trace(tmp_path: Path) -> None:
    said = f"I trust {SECRET} and nobody else"
    with material.new(tmp_path) as study:
        material.add(study, text=f"I: Whom?\nR: {said}.\nI: Why?\nR: Because.\n", case="R07")
        study.codebook.add("faith")
        study.codebook.edit("faith", example=said)
        study.codebook.edit("faith", example="")
        study.codebook.add(said)
        study.codebook.rename(said, "alone")
        study.codebook.add(f"{said}.")
        study.codebook.delete(f"{said}.")
        study.codebook.add("hope")
        withdraw(study, "R07")
        assert traces(study) == []
        assert not any(SECRET in change.label for change in study.history.list())
        assert [change.label for change in study.history.undo()] == ["Added the code “hope”"]
        assert check(study) == ()


def test_steps_on_respondents_with_similar_labels_can_still_be_undone(tmp_path: Path) -> None:
    with material.new(tmp_path) as study:
        material.add(study, case="R1")
        material.add(study, "tenth", material.TEXT + "R: More.\n", case="R10")
        study.cases.set("R10", {"age": "40"})
        withdraw(study, "R1")
        assert [change.label for change in study.history.undo()] == ["Set age = 40 for case R10"]


def test_backups_that_cannot_be_deleted_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with material.new(tmp_path) as study:
        material.add(study, case="R07")
        old = backups.back_up(study.path, study.store.connection, "manual")
        monkeypatch.setattr(Path, "unlink", refuse)
        with pytest.raises(StudyError, match="delete") as caught:
            withdraw(study, "R07")
        assert str(old.path.parent) in str(caught.value)
        assert study.documents.list() == ()


def refuse(self: Path, missing_ok: bool = False) -> None:
    """What a folder without the right to write does."""
    raise PermissionError(13, "Permission denied")
