"""Signing codes off: who approved what, and what changed since."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import InputError, NotFoundError
from qualcode.model.codes import CodeFields
from qualcode.model.reviews import Signoff
from qualcode.study import Study
from qualcode.study.integrity import check
from qualcode.study.withdrawal import withdraw
from tests.study.material import TEXT, add, new, span


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new(tmp_path, actor="Jana") as made:
        add(made)
        made.codebook.add("Relationship", kind="category")
        made.codebook.add("trust", under="Relationship", fields=CodeFields("Relies on somebody"))
        made.codebook.add("fear", under="Relationship")
        yield made


def of(study: Study, name: str) -> Signoff:
    return study.signoffs.of(study.codebook.get(name))


def test_a_code_is_a_draft_until_somebody_says_otherwise(study: Study) -> None:
    assert {(s.code, s.state, s.at, s.by) for s in study.signoffs.list()} == {
        ("Relationship", "draft", "", ""),
        ("trust", "draft", "", ""),
        ("fear", "draft", "", ""),
    }
    found = study.signoffs.set(["trust", "TRUST", "fear"], by="Dr. Nováková", note="After the meeting")
    assert [(s.code, s.state, s.by, s.note) for s in found] == [
        ("trust", "approved", "Dr. Nováková", "After the meeting"),
        ("fear", "approved", "Dr. Nováková", "After the meeting"),
    ]
    assert all(s.at for s in found)
    assert study.history.list()[-1].label == "Approved “trust” and “fear” for Dr. Nováková"
    study.history.undo()
    assert {s.state for s in study.signoffs.list()} == {"draft"}
    study.history.redo()
    assert of(study, "trust").state == "approved"


@pytest.mark.parametrize("verb", ["rename", "move", "edit", "kind"])
def test_what_changed_since_is_told(study: Study, verb: str) -> None:
    study.signoffs.set("trust")
    match verb:
        case "rename":
            study.codebook.rename("trust", "confidence")
        case "move":
            study.codebook.move("trust", None)
        case "edit":
            study.codebook.edit("trust", when_not="Towards institutions")
        case "kind":
            study.codebook.set_kind("trust", "category")
    changed = next(s for s in study.signoffs.list() if s.state == "approved")
    assert changed.changed
    study.history.undo()
    assert not of(study, "trust").changed
    study.history.redo()
    study.signoffs.set(changed.code)
    assert not of(study, changed.code).changed, "it was approved as it is now"


def test_colour_codings_and_the_name_of_its_category_do_not_touch_an_approval(study: Study) -> None:
    study.signoffs.set("trust", "in review")
    study.codebook.edit("trust", colour="#123456")
    study.codebook.rename("Relationship", "Relations")
    study.codings.apply("interview", span(TEXT, "I trust him"), ["trust"])
    assert (of(study, "trust").state, of(study, "trust").changed) == ("in review", False)


def test_signing_twice_changes_nothing(study: Study) -> None:
    study.signoffs.set("trust")
    steps = len(study.history.list())
    study.signoffs.set("trust")
    study.signoffs.set("fear", "draft")
    assert len(study.history.list()) == steps
    study.signoffs.set("trust", "draft", note="Too wide")
    assert (of(study, "trust").state, of(study, "trust").note) == ("draft", "Too wide")


def test_merging_splitting_and_deleting_leave_sound_sign_offs(study: Study) -> None:
    study.codings.apply("interview", span(TEXT, "I trust him"), ["trust", "fear"])
    study.signoffs.set(["trust", "fear", "Relationship"])
    study.codebook.split("trust", "mutual trust", [study.codings.list(code="trust")[0].quotation])
    assert of(study, "mutual trust").state == "draft", "nobody has approved the new one"
    assert of(study, "trust").state == "approved"
    study.codebook.merge(["fear"], "mutual trust")
    assert of(study, "mutual trust").state == "draft", "an approval is of one code, not of what it went into"
    study.codebook.delete("Relationship", with_codings=True)
    assert study.signoffs.list() == ()
    assert check(study) == ()
    study.history.undo(3)
    assert [s.code for s in study.signoffs.list() if s.state == "approved"] == [
        "Relationship",
        "trust",
        "fear",
    ]
    assert check(study) == ()


def test_a_category_is_signed_off_with_all_below(study: Study) -> None:
    study.codebook.add("hope")
    study.signoffs.set("Relationship", below=True)
    assert [s.code for s in study.signoffs.list() if s.state == "approved"] == [
        "Relationship",
        "trust",
        "fear",
    ]
    assert study.history.list()[-1].label == "Approved “Relationship” with all below"
    study.history.undo()
    assert {s.state for s in study.signoffs.list()} == {"draft"}


def test_what_cannot_be_signed_is_refused(study: Study) -> None:
    with pytest.raises(NotFoundError, match="no code “hope”"):
        study.signoffs.set(["trust", "hope"])
    with pytest.raises(InputError, match="no state"):
        study.signoffs.set("trust", "done")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="at least one"):
        study.signoffs.set([])
    assert of(study, "trust").state == "draft"


def test_a_withdrawal_names_notes_that_tell_of_the_respondent(study: Study) -> None:
    study.signoffs.set("trust", note="Rests on R09 alone")
    study.signoffs.set("fear", note="Rests on all")
    add(study, "other", TEXT + "R: And so on.\n", case="R09")
    found = withdraw(study, "R09")
    assert found.mentions == ("the note of who signed off the code “trust”",)
