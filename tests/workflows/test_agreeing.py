"""Agreement in a study: who is compared, what is listed, and what becomes of a decision."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import InputError, NotFoundError
from qualcode.model.agreement import Conventions, Settled
from qualcode.study import Study
from qualcode.study.integrity import check
from qualcode.study.withdrawal import withdraw
from qualcode.workflows.agreeing import (
    agreement_notes,
    agreement_of,
    agreement_tables,
    elsewhere_sentence,
    find_disagreement,
    settle_disagreement,
    worklist_of,
    worklist_table,
    write_consensus,
)
from qualcode.workflows.correcting import edit, store
from tests.study import material

TEXT = material.TEXT
TRUST = material.span(TEXT, "I trust him, and he trusts me.")
BASIS = material.span(TEXT, "Důvěra je základ.")
LOOK = material.span(TEXT, "I go and look for him")
LOOK_ALL = material.span(TEXT, "Then I go and look for him")


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Two interviews; Jana has coded both, Petr the first one only."""
    with material.new(tmp_path, actor="Jana") as made:
        material.add(made, "R01")
        material.add(made, "R02", TEXT.replace("him", "her"))
        made.codings.apply("R01", TRUST, "trust", coder="Jana")
        made.codings.apply("R01", TRUST, "trust", coder="Petr")
        made.codings.apply("R01", BASIS, "trust", coder="Jana")
        made.codings.apply("R01", LOOK, "outreach", coder="Jana")
        made.codings.apply("R01", LOOK_ALL, "outreach", coder="Petr")
        made.codings.apply("R02", TRUST, "trust", coder="Jana")
        yield made


def test_only_documents_that_both_have_coded_are_compared(study: Study) -> None:
    found = agreement_of(study, resamples=0)
    assert (found.coders, found.documents, found.left_out) == (("Jana", "Petr"), ("R01",), ("R02",))
    assert found.units == 2, "the two turns of the respondent"
    assert {row.code: row.alpha for row in found.codes} == {"trust": 1.0, "outreach": 1.0}
    every = agreement_of(study, only_shared=False, resamples=0)
    assert (every.documents, every.units) == (("R01", "R02"), 4)
    trust = next(row for row in every.codes if row.code == "trust")
    assert (trust.applied, trust.percent, trust.kappa) == ((2, 1), 0.75, 0.5)
    assert any("“R02”" in note for note in agreement_notes(found))


def test_segments_say_where_boundaries_differ(study: Study) -> None:
    found = agreement_of(study, unit="segments", resamples=0)
    rows = {row.code: row for row in found.codes}
    assert (rows["trust"].units, rows["trust"].percent) == (2, 0.5)
    assert rows["outreach"].percent == 0.0
    near = agreement_of(study, unit="segments", tolerance=5, resamples=0)
    assert next(row for row in near.codes if row.code == "outreach").percent == 1.0
    assert found.settled == Settled(0, 2)
    assert found.together is not None
    assert found.together.cu_alpha == 1.0, "on what both have coded they chose the same code"
    assert found.together.u_alpha is not None
    assert found.together.u_alpha < 1


def test_tables_state_what_they_rest_on(study: Study) -> None:
    found = agreement_of(study, codes=["trust"], documents=["r01"], seed=7, resamples=50)
    codes, pairs, overall = agreement_tables(study, found, codes=["trust"], documents=["r01"])
    record = codes.to_records()[0]
    assert (record["code"], record["units"], record["applied by Petr"], record["alpha"]) == (
        "trust",
        2,
        1,
        1.0,
    )
    assert record["convention"] == "≥ 0.8"
    assert (pairs.to_records()[0]["a"], pairs.to_records()[0]["b"]) == ("Jana", "Petr")
    assert [row["over"] for row in overall.to_records()] == ["mean over codes", "pooled over codes"]
    said = codes.statement.as_dict()
    assert (said["unit"], said["seed"], said["settings"]["resampled"]) == (
        "turn",
        7,
        "turns within documents",
    )
    assert said["filter"]["compared"] == ["R01"]


def test_a_disagreement_is_settled_and_stays_in_its_place(study: Study) -> None:
    found = worklist_of(study)
    assert [(item.code, item.kind, item.coded, item.not_coded) for item in found.items] == [
        ("trust", "presence", ("Jana",), ("Petr",)),
        ("outreach", "boundaries", ("Jana", "Petr"), ()),
    ]
    first, second = found.items
    assert first.text == "Důvěra je základ."
    assert (second.text, second.turn) == ("Then I go and look for him", 4)
    _, decision = settle_disagreement(study, first.id, "coded", note="the word itself")
    assert decision is not None
    assert (decision.outcome, decision.note, decision.by) == ("coded", "the word itself", "Jana")
    after = worklist_of(study)
    assert [item.id for item in after.items] == [first.id, second.id]
    assert after.settled == Settled(1, 1)
    assert [item.id for item in worklist_of(study, which="open").items] == [second.id]
    assert [item.id for item in worklist_of(study, which="settled", order="code").items] == [first.id]
    assert agreement_of(study, unit="characters", resamples=0).settled == Settled(1, 1)
    study.history.undo()
    assert worklist_of(study).settled == Settled(0, 2)
    assert not [row for row in study.codings.list() if row.coder == "consensus"]
    assert worklist_table(study, found, {"unit": "segments"}).to_records()[0]["id"] == first.id


def test_a_decision_can_be_applied_for_the_consensus(study: Study) -> None:
    first = worklist_of(study).items[0]
    settle_disagreement(study, first.id, "coded", apply=True)
    mine = [(row.start, row.end, row.code) for row in study.codings.list(coder="consensus")]
    assert mine == [(*BASIS, "trust")]
    assert agreement_of(study, resamples=0).coders == ("Jana", "Petr"), "the consensus is no coder to compare"
    assert worklist_of(study).items[0].id == first.id
    settle_disagreement(study, first.id, "not coded", apply=True)
    assert study.codings.list(coder="consensus") == ()
    study.history.undo()
    assert len(study.codings.list(coder="consensus")) == 1
    study.history.undo()
    assert (study.codings.list(coder=None, code="trust"), study.adjudications.list()) == (
        study.codings.list(code="trust"), (),
    )  # fmt: skip
    settle_disagreement(study, first.id, "coded", apply=True, coder="Agreed on")
    assert study.adjudications.consensus_coder == "Agreed on"
    assert agreement_of(study, resamples=0).coders == ("Jana", "Petr")
    with pytest.raises(InputError, match="one of the coders who disagree"):
        settle_disagreement(study, first.id, "coded", apply=True, coder="petr")
    assert check(study) == ()


def test_what_is_agreed_on_and_settled_becomes_the_consensus(study: Study) -> None:
    first, second = worklist_of(study).items
    with pytest.raises(InputError, match="2 disagreements still open"):
        write_consensus(study)
    settle_disagreement(study, first.id, "not coded")
    made = write_consensus(study, leave_open=True)
    assert (made.agreed, made.settled, made.single, made.open, made.documents) == (1, 0, 0, 1, ("R01",))
    mine = [(row.document, row.start, row.end, row.code) for row in study.codings.list(coder="consensus")]
    assert mine == [("R01", *TRUST, "trust")]
    settle_disagreement(study, second.id, "coded")
    made = write_consensus(study, single=True)
    assert (made.agreed, made.settled, made.single, made.open) == (1, 1, 1, 0)
    mine = [(row.document, row.start, row.end, row.code) for row in study.codings.list(coder="consensus")]
    assert mine == [("R01", *TRUST, "trust"), ("R01", *LOOK_ALL, "outreach"), ("R02", *TRUST, "trust")]
    changes = len(study.history.list())
    assert write_consensus(study, single=True) == made
    assert len(study.history.list()) == changes, "what is there already is no change"
    settle_disagreement(study, second.id, "not coded")
    write_consensus(study, single=True)
    assert [row.code for row in study.codings.list(coder="consensus", document="R01")] == ["trust"]
    near = write_consensus(study, tolerance=5, single=True)
    assert (near.agreed, near.settled) == (2, 0), "boundaries within the tolerance are agreed on"
    study.history.undo()
    assert [row.code for row in study.codings.list(coder="consensus", document="R01")] == ["trust"]
    with pytest.raises(InputError, match="one of the coders who are compared"):
        write_consensus(study, coder="PETR")
    with pytest.raises(InputError, match="two coders"):
        write_consensus(study, coders=["Petr"])


def test_open_again_keeps_a_note_and_drops_an_empty_one(study: Study) -> None:
    item = worklist_of(study).items[0]
    settle_disagreement(study, item.id, "coded")
    assert settle_disagreement(study, item.id, "open")[1] is None
    assert study.adjudications.list() == ()
    settle_disagreement(study, item.id, "open", note="ask the supervisor")
    assert worklist_of(study).items[0].note == "ask the supervisor"
    assert worklist_of(study).settled == Settled(0, 2)
    settle_disagreement(study, item.id, "not coded")
    assert worklist_of(study).items[0].note == "ask the supervisor"
    assert len(study.adjudications.list()) == 1


def test_units_are_settled_by_the_same_command(study: Study) -> None:
    study.codings.apply("R01", LOOK, "trust", coder="Petr")
    item = next(item for item in worklist_of(study, unit="turn").items)
    assert (item.turn, item.coded) == (4, ("Petr",))
    assert find_disagreement(study, item.id).id == item.id
    settle_disagreement(study, item.id, "not coded")
    assert agreement_of(study, resamples=0).settled == Settled(1, 0, "turn")
    with pytest.raises(NotFoundError, match="no disagreement 9.9.9-9"):
        settle_disagreement(study, "9.9.9-9", "coded")
    with pytest.raises(InputError, match="no decision"):
        settle_disagreement(study, item.id, "perhaps")  # type: ignore[arg-type]


def test_decisions_go_along_with_the_text_and_with_codes(study: Study) -> None:
    item = worklist_of(study).items[0]
    settle_disagreement(study, item.id, "coded", note="yes")
    store(study, edit(study, "R01", "Before all.\n" + TEXT))
    moved = worklist_of(study).items[0]
    assert (moved.start, moved.outcome) == (item.start + len("Before all.\n"), "coded")
    study.codebook.add("confidence")
    study.codebook.merge(["trust"], "confidence")
    assert (worklist_of(study).items[0].code, worklist_of(study).items[0].outcome) == ("confidence", "coded")
    withdraw(study, "R01")
    assert study.adjudications.list() == ()


def test_who_can_be_compared(study: Study) -> None:
    with pytest.raises(InputError, match="named twice"):
        agreement_of(study, coders=["Jana", "jana"])
    with pytest.raises(NotFoundError):
        agreement_of(study, coders=["Jana", "Nobody"])
    one = agreement_of(study, coders=["Jana"])
    assert one.why == "one coder"
    assert "two coders" in agreement_notes(one)[0]
    assert worklist_of(study, coders=["Petr"]).why == "one coder"
    study.blinds.begin("Petr", study.coders)
    with pytest.raises(InputError, match="Petr still codes blind.*coder release"):
        agreement_of(study)
    with pytest.raises(InputError, match="still codes blind"):
        worklist_of(study)
    study.blinds.release("Petr", study.coders)
    assert agreement_of(study, resamples=0).why == ""


def test_an_empty_study_says_that_nothing_can_be_compared(tmp_path: Path) -> None:
    with material.new(tmp_path) as empty:
        with pytest.raises(InputError, match="Nobody has coded"):
            agreement_of(empty)
        assert worklist_of(empty).why == "nobody"


def test_a_person_who_has_coded_is_no_target_of_a_consensus(study: Study) -> None:
    study.codings.apply("R01", LOOK, "trust", coder="Marta")
    first = worklist_of(study, coders=["Jana", "Petr"]).items[0]
    with pytest.raises(InputError, match="Marta has 1 coding of their own"):
        settle_disagreement(study, first.id, "coded", apply=True, coder="marta", coders=["Jana", "Petr"])
    with pytest.raises(InputError, match="Marta has 1 coding of their own.*--replace"):
        write_consensus(study, coders=["Jana", "Petr"], coder="Marta", leave_open=True)
    assert [row.text for row in study.codings.list(coder="Marta")] == ["I go and look for him"]
    made = write_consensus(study, coders=["Jana", "Petr"], coder="Marta", leave_open=True, replace_own=True)
    assert (made.replaced, made.kept) == (1, 0)
    assert [row.code for row in study.codings.list(coder="Marta")] == ["trust"]
    study.history.undo()
    assert [row.text for row in study.codings.list(coder="Marta")] == ["I go and look for him"]
    assert agreement_of(study, resamples=0).coders == ("Jana", "Petr", "Marta")


def test_earlier_consensus_coders_are_not_compared(study: Study) -> None:
    write_consensus(study, coder="first", leave_open=True)
    write_consensus(study, coder="second", leave_open=True)
    assert study.adjudications.consensus_coders() == ("first", "second")
    assert agreement_of(study, resamples=0).coders == ("Jana", "Petr")
    assert worklist_of(study).coders == ("Jana", "Petr")
    assert agreement_of(study, coders=["Jana", "first"], resamples=0).coders == ("Jana", "first")
    study.history.undo()
    assert study.adjudications.consensus_coders() == ("first",)


def test_what_was_coded_by_hand_for_the_consensus_survives_a_rerun(study: Study) -> None:
    write_consensus(study, leave_open=True)
    study.codings.apply("R01", LOOK, "home", coder="consensus")
    (written,) = (row for row in study.codings.list(coder="consensus") if row.code == "trust")
    study.codings.recode(written.id, "respect")
    made = write_consensus(study, leave_open=True)
    assert (made.kept, made.replaced) == (2, 0)
    assert sorted(row.code for row in study.codings.list(coder="consensus")) == ["home", "respect", "trust"]
    made = write_consensus(study, leave_open=True, replace_own=True)
    assert (made.kept, made.replaced) == (0, 2)
    assert [row.code for row in study.codings.list(coder="consensus")] == ["trust"]
    assert check(study) == ()


def test_coders_who_are_released_are_compared_while_another_one_is_blind(study: Study) -> None:
    study.codings.apply("R01", LOOK, "trust", coder="Marta")
    study.blinds.begin("Marta", study.coders)
    found = agreement_of(study, resamples=0)
    assert (found.coders, found.blind) == (("Jana", "Petr"), ("Marta",))
    assert agreement_notes(found)[0] == "Not compared, as still coding blind: Marta."
    assert worklist_of(study).blind == ("Marta",)
    assert agreement_of(study, coders=["Jana", "Petr"], resamples=0).blind == ()
    with pytest.raises(InputError, match="Marta still codes blind, so nothing is compared with them"):
        agreement_of(study, coders=["Jana", "Marta"])


def test_who_codes_blind_is_told_nothing_even_before_their_first_coding(study: Study) -> None:
    study.blinds.begin("Marta", study.coders)
    assert agreement_of(study, resamples=0).coders == ("Jana", "Petr")
    with Study.open(study.path, actor="Marta") as marta:
        for ask in (agreement_of, worklist_of, write_consensus):
            with pytest.raises(InputError, match="Marta still codes blind, so nothing is compared for them"):
                ask(marta)
            with pytest.raises(InputError, match="nothing is compared for them"):
                ask(marta, coders=["Jana", "Petr"])


def test_a_decision_in_another_unit_is_said(study: Study) -> None:
    item = next(each for each in worklist_of(study).items if each.code == "trust")
    study.codings.apply("R01", LOOK, "home", coder="Petr")
    turn = next(each for each in worklist_of(study, unit="turn").items if each.code == "home")
    settle_disagreement(study, turn.id, "coded")
    stretch = next(each for each in worklist_of(study).items if each.code == "home")
    assert elsewhere_sentence(stretch) == f"Settled in another unit: {turn.start}-{turn.end} coded."
    settle_disagreement(study, stretch.id, "not coded")
    for unit in ("segments", "turn"):
        other = next(each for each in worklist_of(study, unit=unit).items if each.code == "home")  # type: ignore[arg-type]
        assert other.contradicted
        assert elsewhere_sentence(other).startswith("But settled otherwise in another unit: ")
    settle_disagreement(study, stretch.id, "coded")
    assert not next(each for each in worklist_of(study).items if each.code == "home").contradicted
    assert not next(each for each in worklist_of(study).items if each.id == item.id).elsewhere


@pytest.mark.parametrize(
    ("rely", "tentative", "said"),
    [(1.2, 0.5, "from 0 to 1"), (0.8, -0.1, "from 0 to 1"), (float("nan"), 0.5, "from 0 to 1"), (0.6, 0.7, "0.7 is above 0.6")],
)  # fmt: skip
def test_conventions_that_mean_nothing_are_refused(
    study: Study, rely: float, tentative: float, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        agreement_of(study, conventions=Conventions(rely, tentative))


def test_more_resamples_than_make_sense_are_refused(study: Study) -> None:
    with pytest.raises(InputError, match="100,000 at most"):
        agreement_of(study, resamples=100_001)
