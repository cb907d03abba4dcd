"""Withdrawal of consent: no words of the respondent stay behind, and nobody else's steps are lost with them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import StudyError
from qualcode.model.guides import NewQuestion
from qualcode.study import Study
from qualcode.study.integrity import check
from qualcode.study.store import backups
from qualcode.study.store.last_seen import NAME
from qualcode.study.withdrawal import withdraw
from qualcode.workflows.agreeing import worklist_of
from qualcode.workflows.backups import make_backup, restore_backup
from qualcode.workflows.indexing import index_study
from qualcode.workflows.results import statement_of
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


def test_the_language_index_goes_and_the_file_is_written_anew_and_smaller(tmp_path: Path) -> None:
    words = " ".join(f"{SECRET}{n}" for n in range(3000))
    with material.new(tmp_path) as study:
        material.add(study)
        material.add(study, "second", f"I: Who?\nR: {words}.", case="R07")
        index_study(study)
        assert study.search.find(f"{SECRET}7", lemma=True)
        size = study.path.stat().st_size
        lower = SECRET.lower()
        assert traces(study, lower), "the lemmas hold the words in lower case"
        old = {b.path for b in backups.list_backups(backups.study_id(study.store.connection))}
        old |= {backups.back_up(study.path, study.store.connection, "manual").path}
        done = withdraw(study, "R07")
        assert done.backups == len(old)
        assert traces(study) == []
        assert traces(study, lower) == []
        assert study.store.value("SELECT count(*) FROM language_index") == 1
        assert study.store.value("PRAGMA freelist_count") == 0, "no free pages are left"
        assert study.path.stat().st_size < size - len(words)
        (fresh,) = backups.list_backups(backups.study_id(study.store.connection))
        assert fresh.reason == "withdrawal"
        assert fresh.path not in old
        with Study.open(fresh.path) as copy:
            assert [d.name for d in copy.documents.list()] == ["interview"]
        assert check(study) == ()


def test_what_restoring_has_set_aside_goes_too(tmp_path: Path) -> None:
    with material.new(tmp_path) as study:
        material.add(study, "second", f"I: Who?\nR: {SECRET}, and nobody else.", case="R07")
        material.add(study)
        path = study.path
        identity = backups.study_id(study.store.connection)
    make_backup(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * 3996 + whole[4096:])
    restore_backup(path)
    (aside,) = tmp_path.glob("study damaged *.qualcode")
    assert SECRET.encode() in aside.read_bytes()
    unsure = tmp_path / "study damaged 2026-01-02T030405Z.qualcode"
    unsure.write_bytes(whole.replace(identity.encode(), b"?" * 32))
    foreign = tmp_path / "study damaged 2026-01-02T030406Z.qualcode"
    foreign.write_bytes(whole.replace(identity.encode(), b"0" * 32))
    own = tmp_path / "study damaged by rain.qualcode"
    own.write_bytes(whole)
    elsewhere = tmp_path / "other damaged 2026-01-02T030405Z.qualcode"
    elsewhere.write_bytes(b"anything")
    before = tmp_path / "earlier name damaged 2026-01-02T030405Z.qualcode"
    before.write_bytes(whole)
    with Study.open(path) as study:
        done = withdraw(study, "R07")
    assert (done.set_aside, done.damaged) == (2, (unsure,))
    assert not aside.exists()
    assert not before.exists(), "its bytes say that it is this study"
    assert all(file.exists() for file in (unsure, foreign, own, elsewhere)), "not this study's, or unsure"


def test_what_lay_beside_an_earlier_place_goes_too(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    with material.new(tmp_path / "old") as study:
        material.add(study, case="R07")
        backups.back_up(study.path, study.store.connection, "manual")
        path = study.path
    aside = path.with_name("study damaged 2026-01-02T030405Z.qualcode")
    aside.write_bytes(path.read_bytes())
    moved = path.rename(tmp_path / "moved.qualcode")
    with Study.open(moved) as study:
        assert withdraw(study, "R07").set_aside == 1
        assert not aside.exists()
        note = backups.folder_of(backups.study_id(study.store.connection)) / NAME
        assert "old" not in "".join(json.loads(note.read_text("utf-8"))["paths"]).replace(str(tmp_path), "")


def test_a_file_set_aside_that_cannot_be_deleted_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with material.new(tmp_path) as study:
        material.add(study, case="R07")
        aside = tmp_path / "study damaged 2026-01-02T030405Z.qualcode"
        aside.write_bytes(study.path.read_bytes())
        real = Path.unlink
        monkeypatch.setattr(
            Path,
            "unlink",
            lambda self, missing_ok=False: (refuse if self == aside else real)(self, missing_ok),
        )
        assert withdraw(study, "R07").damaged == (aside,)


def test_memos_about_others_that_mention_the_label_are_named(tmp_path: Path) -> None:
    with material.new(tmp_path) as study:
        material.add(study, case="R07")
        material.add(study, "second", material.TEXT + "R: More.\n", case="R08")
        for document in ("interview", "second"):
            study.codings.apply(
                document, material.span(material.TEXT, "I trust him"), "trust", memo="like r07!"
            )
        study.codings.apply("second", (3, 9), "trust", memo="like R071")
        study.quotations.set(3, translation="R07 again", condensed="nothing")
        study.memos.add("R07 differs", kind="code", target="code", target_name="trust")
        study.memos.add("R07 himself", kind="narrative", target="document", target_name="interview")
        study.memos.add("R07 once more", kind="theoretical", target="quotation", target_name=1)
        study.memos.add("R07 as well", kind="theoretical", target="quotation", target_name=2)
        done = withdraw(study, "R07")
    assert done.mentions == (
        "the memo of quotation 2",
        "the translation of quotation 3",
        "memo 1 on the code",
        "memo 4 on the quotation",
    )


SAID = "the lamp in the yard never goes out"


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Study]:
    """A respondent who withdraws, and another one who was asked the same."""
    with material.new(tmp_path) as study:
        for case, name, answer in (
            ("R07", f"{SECRET} of the hill", f"I think {SAID}"),
            ("R08", "second", "I do not know, and nobody asks me"),
        ):
            text = f"I: What is the first thing you see?\nR: {answer}.\n"
            material.add(study, name, text, case=case)
        yield study


def recorded(study: Study, name: str, **chosen: object) -> None:
    """A result in the register."""
    study.results.record(statement_of(study, "retrieve", "quotations", filter=chosen), name)


def test_recorded_results_keep_no_document_name_label_or_words_of_the_respondent(two: Study) -> None:
    two.cases.rename("R07", f"{SECRET}s")
    recorded(two, "old name.csv", documents=[f"{SECRET} of the hill"])
    two.documents.rename(f"{SECRET} of the hill", "hill")
    recorded(two, "hill_passages.csv")
    recorded(two, "label.csv", case=f"{SECRET}s")
    recorded(two, "search.csv", text="the LAMP in the yard")
    recorded(two, "longer.csv", text=f"so they said: {SAID}")
    recorded(two, "first label.csv", case="R07")
    recorded(two, "hills.csv", documents=["second"])
    withdraw(two, f"{SECRET}s")
    *blank, kept = two.results.list()
    assert [(each.name, each.statement["filter"]) for each in blank] == [("", {})] * 6
    assert (kept.name, kept.statement["filter"]) == ("hills.csv", {"documents": ["second"]})
    for words in (SECRET, SAID, "LAMP in the yard", "hill_passages"):
        assert traces(two, words) == []
    assert check(two) == ()


def test_a_damaged_statement_keeps_nobody_from_withdrawing(two: Study) -> None:
    recorded(two, "R07.csv")
    with two.store.transaction() as connection:
        connection.execute("UPDATE results SET statement = 'R07 ['")
    withdraw(two, "R07")
    assert two.store.rows("SELECT name, statement FROM results") == [("", "{}")]


def test_notes_and_questions_that_name_or_quote_the_respondent_are_named(two: Study) -> None:
    for code in ("light", "home", "dark"):
        two.codebook.add(code)
    two.codebook.edit("dark", brief="What r07 speaks of.")
    two.relations.add("light", "causes", "home", note="“The lamp, in the yard, never goes out”, says one")
    two.relations.add("home", "causes", "light", note="the first thing you see")
    two.relations.add("home", "as R07 says", "dark")
    for document, words in (("second", "nobody asks me"), (f"{SECRET} of the hill", "I think the lamp")):
        for code in ("light", "dark"):
            for coder in ("Jana", "Eva")[: 1 + (code == "dark")]:
                text = two.documents.text(document)
                two.codings.apply(document, material.span(text, words), code, coder=coder)
    for item in worklist_of(two, coders=("Jana", "Eva"), role="all").items:
        two.adjudications.settle(item, "coded", note="as in R07")
    two.guide.replace(
        [
            NewQuestion("What is the first thing you see?"),
            NewQuestion("Is there a lamp in the yard that never goes out?"),
            NewQuestion(f"And what of {SECRET} of the hill?"),
        ]
    )
    two.memos.add(f"{SECRET} of the hill again", kind="narrative")
    assert withdraw(two, "R07").mentions == (
        "memo 1 on the study",
        "the code “dark”",
        "relation 1",
        "relation 3",
        "the note of a decision on “light” in “second”",
        "question 2 of the guide",
        "question 3 of the guide",
    )


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
