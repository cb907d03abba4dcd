"""Proposals of reviewers: accepted, declined, answered, carried along with what they speak of."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import ConflictError, InputError, NameTakenError, NotFoundError, StudyError
from qualcode.model.reviews import NewProposal
from qualcode.study import Study
from qualcode.study.integrity import check
from qualcode.study.reviews import settled, text_hash
from qualcode.study.store import backups
from qualcode.study.store.history import decode
from qualcode.study.withdrawal import NAMELESS, forget_proposals, withdraw
from qualcode.workflows.codebook_diff import codebook_difference
from qualcode.workflows.correcting import edit as edit_text
from qualcode.workflows.correcting import store
from tests.study.material import TEXT, add, span
from tests.workflows.review_study import BRIEF, coded


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with coded(tmp_path_factory.mktemp("made")) as opened:
        return opened.path


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Iterator[Study]:
    with Study.open(shutil.copy(made, tmp_path), actor="Tester") as opened:
        yield opened


def edit(study: Study, code: str, field: str, new: str, **more: object) -> int:
    """Keep an edit of a field as it comes back from a reviewer."""
    found = study.codebook.get(code)
    old = getattr(found, field)
    row = NewProposal(
        "edit", text_hash(f"{code}{field}{new}"), "id", "Jana Nová", "2026-11-20T09:30:00Z", code_id=found.id, field=field,
        old=old, new=new, base=text_hash(old), **more,  # type: ignore[arg-type]
    )  # fmt: skip
    return study.proposals.add([row], file="back.docx", review_id=None, label="Read")[0]


def comment(study: Study, said: str, **target: object) -> int:
    """Keep a comment as it comes back from a reviewer."""
    row = NewProposal(
        "comment", text_hash(said), "id", "Jana Nová", "2026-11-20T09:30:00Z", said=said, **target,  # type: ignore[arg-type]
    )  # fmt: skip
    return study.proposals.add([row], file="back.docx", review_id=None, label="Read")[0]


def test_nothing_is_applied_before_it_is_accepted_and_undo_takes_all_of_it_back(study: Study) -> None:
    number = edit(study, "trust", "brief", "Counting on somebody")
    assert study.codebook.get("trust").brief == BRIEF
    (accepted,) = study.proposals.accept([number], answer="Thank you")
    assert study.codebook.get("trust").brief == "Counting on somebody"
    assert (accepted.state, accepted.answer, accepted.decided_by) == ("accepted", "Thank you", "Tester")
    assert study.history.list()[-1].label == "Accepted Jana Nová’s edit of “trust” (brief definition)"
    study.history.undo()
    assert study.codebook.get("trust").brief == BRIEF
    assert study.proposals.get(number).state == "open"
    study.history.undo()
    assert study.proposals.list() == ()


def test_a_new_name_goes_through_the_lineage(study: Study) -> None:
    study.proposals.accept([edit(study, "trust", "name", "reliance")])
    assert study.codebook.find("trust") is None
    assert [step.name for step in study.codebook.lineage("reliance")] == ["trust"]


def test_an_edit_of_a_text_that_changed_since_says_both_and_waits(study: Study) -> None:
    number = edit(study, "trust", "brief", "Counting on somebody")
    study.codebook.edit("trust", brief="Something else")
    assert study.proposals.get(number).stale
    with pytest.raises(InputError, match="“Something else”.*“Counting on somebody”.*--anyway"):
        study.proposals.accept([number])
    assert study.codebook.get("trust").brief == "Something else"
    study.proposals.accept([number], anyway=True)
    assert study.codebook.get("trust").brief == "Counting on somebody"


def test_two_edits_of_one_field_are_not_accepted_together(study: Study) -> None:
    one, two = edit(study, "trust", "brief", "One"), edit(study, "trust", "brief", "Two")
    with pytest.raises(InputError, match=f"Proposals {one} and {two} both say"):
        study.proposals.accept([one, two])
    assert study.codebook.get("trust").brief == BRIEF


def test_what_was_decided_is_not_decided_again(study: Study) -> None:
    number = edit(study, "trust", "brief", "One")
    study.proposals.accept([number])
    with pytest.raises(InputError, match="accepted already"):
        study.proposals.accept([number])
    with pytest.raises(InputError, match="stands in the study"):
        study.proposals.decline([number])
    other = comment(study, "Why?", code_id=study.codebook.get("trust").id)
    study.proposals.decline([other], "Out of place")
    with pytest.raises(InputError, match="declined already"):
        study.proposals.decline([other])
    assert study.proposals.accept([other])[0].state == "accepted", "who changes their mind may"
    with pytest.raises(NotFoundError, match="no proposal 99"):
        study.proposals.accept([99])
    with pytest.raises(InputError, match="Name at least one"):
        study.proposals.accept([])


def test_a_comment_is_kept_as_a_memo_of_what_it_speaks_of(study: Study) -> None:
    code = study.codebook.get("trust").id
    ids = [
        comment(study, "On the code", code_id=code),
        comment(study, "On the passage", code_id=code, quotation_id=1),
        comment(study, "On the interview", document_id=1),
        comment(study, "On nothing"),
    ]
    study.proposals.accept(ids, as_memo=True)
    memos = [(memo.target, memo.target_name, memo.kind, memo.text) for memo in study.memos.list()]
    assert memos == [
        ("code", "trust", "code", "On the code\n— Jana Nová, 2026-11-20"),
        ("quotation", "[R01:1]", "theoretical", "On the passage\n— Jana Nová, 2026-11-20"),
        ("document", "interview", "theoretical", "On the interview\n— Jana Nová, 2026-11-20"),
        ("study", "A study", "theoretical", "On nothing\n— Jana Nová, 2026-11-20"),
    ]
    study.history.undo()
    assert not study.memos.list()


def test_an_answer_decides_nothing(study: Study) -> None:
    number = comment(study, "Why?")
    assert study.proposals.answer(number, " Because. ").answer == "Because."
    assert study.proposals.get(number).state == "open"
    with pytest.raises(InputError, match="empty"):
        study.proposals.answer(number, " ")


def test_lists_by_state_and_by_code_with_all_below_it(study: Study) -> None:
    one = edit(study, "trust", "brief", "One")
    two = comment(study, "Why?")
    assert [p.id for p in study.proposals.list(code="Relationship")] == [one]
    study.proposals.decline([two])
    assert [p.id for p in study.proposals.list("open")] == [one]
    assert study.proposals.counts() == {"open": 1, "accepted": 0, "declined": 1}
    with pytest.raises(InputError, match="no state"):
        study.proposals.list("done")


def test_the_same_thing_is_kept_once(study: Study) -> None:
    edit(study, "trust", "brief", "One")
    before = len(study.history.list())
    row = NewProposal("edit", text_hash("trustbriefOne"), "id", "", "", code_id=2, field="brief", new="One")
    assert study.proposals.add([row, row], file="x.docx", review_id=None, label="Read") == ()
    assert len(study.history.list()) == before, "nothing was written, so nothing happened"


def test_merging_moves_proposals_and_deleting_leaves_them_without_the_code(study: Study) -> None:
    number = comment(study, "Why?", code_id=study.codebook.get("looking for").id)
    study.codebook.merge(["looking for"], "trust")
    assert study.proposals.get(number).target == "trust"
    on_passage = comment(study, "Not this one", code_id=study.codebook.get("trust").id, quotation_id=1)
    new = edit(study, "trust", "brief", "Counting on somebody")
    assert study.codebook.delete_preview("trust").proposals == 3
    study.codebook.delete("trust", with_codings=True)
    assert study.history.list()[-1].label.endswith("; 3 proposals of reviewers stay")
    found = {each.id: (each.target, each.about, each.stale) for each in study.proposals.list()}
    assert found == {
        number: ("", "trust", False),
        on_passage: ("[R01:1]", "trust", False),
        new: ("", "trust", False),
    }
    assert check(study) == ()
    with pytest.raises(InputError, match="no longer in the study; decline it"):
        study.proposals.accept([new], anyway=True)
    study.history.undo()
    assert study.proposals.get(number).target == "trust"
    assert study.proposals.get(number).about == ""


def test_a_passage_of_which_a_reviewer_spoke_stays_when_its_last_coding_goes(study: Study) -> None:
    number = comment(study, "Not this one", quotation_id=2)
    study.codings.remove([row.id for row in study.codings.list(code="looking for")])
    assert study.proposals.get(number).target == "[R01:2]"
    assert check(study) == ()
    study.history.undo()
    study.history.undo()
    assert study.proposals.list() == ()
    assert study.quotations.exists(2), "its coding is there again"


def test_undo_of_an_import_lets_passages_go_that_nothing_else_holds(study: Study) -> None:
    comment(study, "Not this one", quotation_id=2)
    study.codings.remove([row.id for row in study.codings.list(code="looking for")])
    study.history.undo()
    study.history.undo()
    study.codings.remove([row.id for row in study.codings.list(code="looking for")])
    assert not study.quotations.exists(2)
    assert check(study) == ()


def test_moving_the_edges_of_a_passage_takes_the_comment_along(study: Study) -> None:
    number = comment(study, "Not this one", quotation_id=2)
    (row,) = study.codings.list(code="looking for")
    study.codings.resize(row.id, row.start, row.end + 1)
    assert study.proposals.get(number).span == (row.start, row.end + 1)
    assert check(study) == ()


def test_who_codes_blind_sees_nothing_of_what_was_said_of_the_codings_of_others(study: Study) -> None:
    hidden = comment(study, "Not trust", quotation_id=1, code_id=study.codebook.get("trust").id)
    open_to_all = comment(study, "Clearer?", code_id=study.codebook.get("trust").id)
    study.codings.apply("interview", span(TEXT, "people"), "trust", coder="Eva")
    study.blinds.begin("Eva", study.coders)
    with Study.open(study.path, actor="Eva") as eva:
        assert [p.id for p in eva.proposals.list()] == [open_to_all]
        with pytest.raises(NotFoundError, match=f"no proposal {hidden}"):
            eva.proposals.get(hidden)
    assert len(study.proposals.list()) == 2


def corrected(study: Study, text: str) -> None:
    """Correct the interview."""
    store(study, edit_text(study, "interview", text))


def test_a_correction_carries_the_words_a_comment_hangs_on(study: Study) -> None:
    words = span(TEXT, "give up on people")
    number = comment(study, "Typical", document_id=1, span=words)
    assert study.proposals.get(number).span == words
    corrected(study, "I: Hello.\nR: Hi.\n" + TEXT)
    found = study.proposals.get(number).span
    assert found is not None
    assert study.documents.text("interview")[slice(*found)] == "give up on people"
    corrected(study, "I: Hello.\nR: Hi.\n" + TEXT.split("I: And")[0])
    assert study.proposals.get(number).span is None, "the words are gone, the comment stays"
    assert study.proposals.get(number).target == "interview"
    assert check(study) == ()
    study.history.undo()
    study.history.undo()
    assert study.proposals.get(number).span == words


def test_a_quotation_that_loses_its_place_comes_back_with_its_comment(study: Study) -> None:
    number = comment(study, "Not this one", quotation_id=2)
    corrected(study, TEXT.split("R: Then")[0])
    assert [u.number for u in study.unanchored.list()] == [2]
    assert study.proposals.get(number).target == "interview"
    study.unanchored.anchor(2, span(study.documents.text("interview"), "he stops coming"))
    assert study.proposals.get(number).target == "[R01:2]"
    assert check(study) == ()


def test_withdrawal_takes_what_reviewers_said_of_the_respondent(study: Study, tmp_path: Path) -> None:
    second = add(study, "second", TEXT.replace("trust", "rely on") + "R: Nothing else, truly.\n")
    study.codings.apply("second", (5, 12), "trust", coder="Karin")
    mine = comment(study, "Of the first", quotation_id=1)
    of_words = comment(study, "Of its words", document_id=1, span=span(TEXT, "give up on people"))
    of_file = comment(study, "Of nothing known")
    other = comment(study, "Of the second", document_id=second.id)
    telling = comment(study, "As she says: I don't give up on people, ever", code_id=2)
    contents = {"c2_name": "0", "q1_c2_quote": "secret-hash", "others": ""}
    study.reviews.add("codebook", "0badcafe", "cb.docx", contents)
    study.reviews.add("transcript", "1badcafe", "tr.docx", {"text": "x"}, document_id=1)
    study.proposals.accept([mine])
    found = withdraw(study, "R01")
    assert {p.id for p in study.proposals.list()} == {of_file, other, telling}
    assert of_words not in {p.id for p in study.proposals.list()}
    assert [r.token for r in study.reviews.list()] == ["0badcafe"]
    assert study.reviews.list()[0].contents.keys() == {"c2_name", "others"}
    assert f"proposal {telling} of a reviewer" not in found.mentions, "the other interview says it, too"
    assert check(study) == ()
    study.close()
    assert b"Of its words" not in study.path.read_bytes()


def test_withdrawal_reaches_proposals_that_only_the_history_holds(study: Study) -> None:
    add(study, "second", TEXT.replace("trust", "rely on"))
    comment(study, "Told in confidence", quotation_id=1)
    number = comment(study, "Told in passing", document_id=1)
    study.proposals.answer(number, "An answer in confidence")
    for _ in range(3):
        study.history.undo()
    study.history.redo()
    withdraw(study, "R01")
    kept = [flip for (flip,) in study.store.rows("SELECT flip FROM events WHERE flip IS NOT NULL")]
    said = repr([decode(flip) for flip in kept]) + repr(study.store.rows("SELECT * FROM proposals"))
    assert "confidence" not in said
    assert "in passing" not in said
    assert check(study) == ()


def forgotten(study: Study, words: str) -> bool:
    """Whether neither the file, packed history included, nor a backup holds some words."""
    copies = backups.list_backups(backups.study_id(study.store.connection))
    held = [path.read_bytes() for path in (study.path, *(each.path for each in copies))]
    held += [
        repr(decode(flip)).encode()
        for (flip,) in study.store.rows("SELECT flip FROM events WHERE flip IS NOT NULL")
    ]
    return not any(words.encode() in each for each in held)


def test_what_reviewers_quote_of_somebody_who_withdrew_is_cut_out_also_of_the_history(study: Study) -> None:
    said = "I don't give up on people"
    several = comment(study, "Which of them?", code_id=2, about=f"[R01:1] I trust him [R02:4] Hello. {said}.")
    telling = comment(study, f"As she says: {said}, ever!", code_id=2)
    reworded = edit(study, "trust", "full", f"As in “{said}”.")
    study.proposals.answer(telling, f"Not {said}, but another one")
    study.proposals.answer(telling, "Yes")
    gone = comment(study, f"She said {said}, too")
    study.proposals.remove([gone])
    assert study.proposals.get(several).about
    found = withdraw(study, "R01")
    assert [p.about for p in study.proposals.list()] == [NAMELESS, "", ""]
    assert study.proposals.get(several).said == "Which of them?"
    assert study.proposals.get(telling).said == "As she says: […], ever!"
    assert study.proposals.get(reworded).new == "As in “[…]”."
    assert not any("proposal" in mention for mention in found.mentions)
    assert forgotten(study, "give up on people")
    assert check(study) == ()


def test_words_that_others_said_too_stay_in_what_reviewers_wrote(study: Study) -> None:
    add(study, "second", TEXT.replace("trust", "rely on"))
    said = "As she says: I don't give up on people, ever"
    number = comment(study, said, code_id=2, about="I don't give up on people")
    withdraw(study, "R01")
    assert study.proposals.get(number).said == said
    assert study.proposals.get(number).about == "I don't give up on people"


def test_a_removed_proposal_comes_back_with_undo_and_one_removed_for_good_leaves_no_word(
    study: Study,
) -> None:
    rows = [
        NewProposal("comment", key, "id", "Jana Nová", "2026-11-20T09:30:00Z", said=words, code_id=2)
        for key, words in (("a", "R01 is Anna from Brno"), ("b", "Fine"))
    ]
    naming, fine = study.proposals.add(rows, file="back.docx", review_id=None, label="Read")
    study.proposals.answer(fine, "Thank you")
    study.proposals.remove([naming])
    assert [p.id for p in study.proposals.list()] == [fine]
    assert study.history.list()[-1].label == "Removed Jana Nová’s comment on “trust”"
    study.history.undo()
    study.proposals.accept([naming, fine])
    assert f"proposal {naming} of a reviewer" in withdraw(study, "R01").mentions
    assert not forgotten(study, "Anna from Brno")
    assert forget_proposals(study, [naming]).backups == 1
    assert forgotten(study, "Anna from Brno")
    study.history.undo()
    assert [(p.id, p.state, p.answer) for p in study.proposals.list()] == [(fine, "open", "Thank you")]
    study.history.undo()
    study.history.undo()
    assert study.proposals.list() == ()
    study.history.redo()
    assert [p.said for p in study.proposals.list()] == ["Fine"]
    assert check(study) == ()
    with pytest.raises(NotFoundError):
        forget_proposals(study, [naming])


def test_names_that_were_exchanged_are_accepted_together(study: Study) -> None:
    before = {code.name: code.id for code in study.codebook.tree()}
    numbers = [edit(study, "trust", "name", "looking for"), edit(study, "looking for", "name", "trust")]
    study.proposals.accept(numbers)
    after = {code.name: code.id for code in study.codebook.tree()}
    assert (after["trust"], after["looking for"]) == (before["looking for"], before["trust"])
    assert [step.name for step in study.codebook.lineage("looking for")] == ["trust"]
    assert check(study) == ()
    study.history.undo()
    assert {code.name: code.id for code in study.codebook.tree()} == before
    study.history.redo()
    assert {code.name: code.id for code in study.codebook.tree()} == after
    assert codebook_difference(study, since=study.history.list()[-2].id).count("renamed") == 2


def test_one_name_is_not_given_to_two_codes_nor_one_that_a_third_bears(study: Study) -> None:
    same = [edit(study, "trust", "name", "Hope"), edit(study, "looking for", "name", "hope")]
    with pytest.raises(NameTakenError, match="cannot both be called"):
        study.proposals.accept(same)
    third = [edit(study, "trust", "name", "Relationship"), edit(study, "looking for", "name", "trust")]
    with pytest.raises(NameTakenError, match="There is a category “Relationship”"):
        study.proposals.accept(third)
    assert study.proposals.counts()["open"] == 4


def test_contents_changed_by_another_program_are_refused_in_a_sentence(study: Study) -> None:
    study.reviews.add("codebook", "0badcafe", "cb.docx", {"c2_name": "0"})
    for damage in ("[1]", "{", json.dumps({"c2_name": 7})):
        study.store.connection.execute("UPDATE reviews SET contents = ?", (damage,))
        assert any("cb.docx" in problem for problem in check(study))
        with pytest.raises(StudyError, match="cb.docx.*cannot be read"):
            study.reviews.list()


def test_the_change_of_another_person_is_not_undone_beneath_a_decision(study: Study, tmp_path: Path) -> None:
    number = edit(study, "trust", "brief", "One")
    with Study.open(study.path, actor="Eva") as other:
        other.proposals.accept([number])
    with pytest.raises(ConflictError, match="Eva"):
        study.history.undo()


def test_texts_count_as_equal_as_a_word_processor_gives_them_back() -> None:
    assert settled("a\u00a0b\x0bc \n\n d\u00ade\x01") == "a b\nc\nde\ufffd"


def test_a_study_of_the_version_before_gets_the_tables(made: Path, tmp_path: Path) -> None:
    path = shutil.copy(made, tmp_path)
    with sqlite3.connect(path) as connection:
        for table in ("proposals", "reviews", "signoffs", "printed"):
            connection.execute(f"DROP TABLE {table}")
            connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'm004_review'")
        connection.execute("PRAGMA user_version = 3")
    connection.close()
    with Study.open(path) as opened:
        assert comment(opened, "Why?", quotation_id=1) == 1
