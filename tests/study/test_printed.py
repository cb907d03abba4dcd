"""The printed form of a quotation: checked against what was said, and kept or dropped with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.errors import InputError
from qualcode.study import Study
from qualcode.study.integrity import check
from qualcode.study.withdrawal import withdraw
from qualcode.workflows import correcting
from tests.study import material

FORM = "I trust him […] Důvěra je základ"


@pytest.fixture
def study(tmp_path: Path) -> Study:
    made = material.new(tmp_path)
    material.add(made)
    made.codings.apply("interview", span(), "trust")
    return made


def span() -> tuple[int, int]:
    return material.span(material.TEXT, "I trust him, and he trusts me. Důvěra je základ.")


def test_a_printed_form_is_shown_listed_and_undone(study: Study) -> None:
    number = study.quotations.list()[0].id
    assert study.quotations.set(number, printed=f"  {FORM}  ").printed == FORM
    assert study.quotations.list()[0].printed == FORM
    assert study.history.list()[-1].label == "Set the printed form of [R01:1]"
    study.history.undo()
    assert study.quotations.get(number).printed == ""
    study.history.redo()
    assert study.quotations.set(number, printed="", memo="note").printed == ""
    study.history.undo()
    assert study.quotations.get(number).printed == FORM
    assert check(study) == ()


def test_other_words_are_refused_and_named(study: Study) -> None:
    with pytest.raises(
        InputError, match=r"\[R01:1\] differs from its words: “her” stands where “him” was said"
    ):
        study.quotations.set(1, printed="I trust her […] základ")
    assert study.quotations.get(1).printed == ""


def test_omissions_are_stored_in_one_way(study: Study) -> None:
    assert (
        study.quotations.set(1, printed="I trust him ... he trusts").printed
        == "I trust him […] he trusts […]"
    )
    before = len(study.history.list())
    study.quotations.set(1, printed="I trust him (…) he trusts")
    assert len(study.history.list()) == before


def test_it_goes_with_its_quotation_and_comes_back(study: Study) -> None:
    study.quotations.set(1, printed=FORM)
    study.codings.remove([row.id for row in study.codings.list()])
    assert study.quotations.list() == ()
    study.history.undo()
    assert study.quotations.get(1).printed == FORM
    assert check(study) == ()


def test_a_correction_keeps_it_where_it_still_fits_and_else_drops_it(study: Study) -> None:
    study.quotations.set(1, printed=FORM)
    kept = correcting.edit(study, "interview", material.TEXT.replace("he trusts me", "he trusted me"))
    assert kept.correction.unprinted == ()
    correcting.store(study, kept)
    assert study.quotations.get(1).printed == FORM
    dropped = correcting.edit(study, "interview", material.TEXT.replace("I trust him", "I trusted him"))
    assert dropped.correction.unprinted == (1,)
    correcting.store(study, dropped)
    assert study.quotations.get(1).printed == ""
    study.history.undo()
    assert study.quotations.get(1).printed == FORM
    assert check(study) == ()


def test_it_stays_with_a_quotation_that_lost_its_place(study: Study) -> None:
    study.quotations.set(1, printed=FORM)
    gone = material.TEXT.replace("I trust him, and he trusts me. Důvěra je základ.", "No.")
    correcting.store(study, correcting.edit(study, "interview", gone))
    assert study.quotations.list() == ()
    correcting.store(
        study, correcting.edit(study, "interview", f"{gone}R: Again, {material.TEXT[slice(*span())]}\n")
    )
    assert study.quotations.get(1).printed == FORM


def test_new_edges_keep_it_or_say_that_it_goes(study: Study) -> None:
    study.quotations.set(1, printed=FORM)
    start, end = span()
    wider = study.codings.resize(study.codings.list()[0].id, start - 3, end)
    row = study.codings.list()[0]
    assert study.quotations.get(row.quotation).printed == FORM
    study.codings.resize(wider, start, start + 12)
    assert "printed form" in study.history.list()[-1].label
    assert study.quotations.list()[0].printed == ""


def test_withdrawal_removes_it(study: Study) -> None:
    study.quotations.set(1, printed=FORM)
    withdraw(study, "R01")
    assert study.store.rows("SELECT * FROM printed") == []
    assert check(study) == ()
    study.close()
    assert "základ".encode() not in study.path.read_bytes()
