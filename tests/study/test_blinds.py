"""Blind coding: nothing of others is seen, others see nothing of it, and after the release all is seen by all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from qualcode.errors import ConflictError, InputError, NotFoundError
from qualcode.model.codings import NewCoding
from qualcode.study import Study
from qualcode.study.integrity import check
from qualcode.workflows.comparing import adopt_shipped
from tests.study import material

TRUST = material.span(material.TEXT, "I trust him")
PEOPLE = material.span(material.TEXT, "I don't give up on people")


@pytest.fixture
def people(tmp_path: Path) -> Iterator[dict[str, Study]]:
    """Jana has coded; Petr codes blind and has coded too; Eva only looks. All have the study open."""
    with ExitStack() as stack:
        jana = stack.enter_context(material.new(tmp_path, actor="Jana"))
        material.add(jana)
        jana.codings.apply("interview", TRUST, "trust")
        jana.blinds.begin("Petr", jana.coders)
        found = {name: stack.enter_context(Study.open(jana.path, actor=name)) for name in ("Petr", "Eva")}
        found["Petr"].codings.apply("interview", PEOPLE, ["trust", "perseverance"])
        jana.changed_elsewhere()
        yield {"Jana": jana, **found}


def seen(study: Study) -> dict[str, object]:
    """What the study shows of its codings, in every place where it shows some."""
    study.changed_elsewhere()
    document = study.documents.list()[0]
    return {
        "codings": sorted({row.coder for row in study.codings.list()}),
        "of a code": sorted({row.coder for row in study.codings.list(code="trust")}),
        "marks": sorted({mark.coder for mark in study.marks.of(document.id)}),
        "retrieval": sorted({c.coder for p in study.retrieval.find("trust") for c in p.codings}),
        "quotations of a document": len(study.retrieval.find("document = interview")),
        "search": len(study.search.find("people", code="trust")) + 10 * len(study.search.find("him", code="trust")),
        "pooled": len(study.codings.incidence("all").coding),
        "spans": len(study.codings.spans("all")),
        "bearing": [q.text for q in study.quotations.bearing(study.codebook.get("trust").id)],
        "counts": study.codings.counts().get(document.id, 0),
        "tree": {code.name: code.codings for code in study.codebook.tree()},
        "said": [change.label for change in study.history.list() if change.op == "codings.apply"],
    }  # fmt: skip


def test_neither_side_sees_the_other_until_the_release(people: dict[str, Study]) -> None:
    mine = {
        "codings": ["Jana"], "of a code": ["Jana"], "marks": ["Jana"], "retrieval": ["Jana"],
        "quotations of a document": 1, "search": 10, "pooled": 1, "spans": 1, "counts": 1, "bearing": ["I trust him"],
        "tree": {"trust": 1, "perseverance": 0},
    }  # fmt: skip
    theirs = {
        "codings": ["Petr"], "of a code": ["Petr"], "marks": ["Petr"], "retrieval": ["Petr"],
        "quotations of a document": 1, "search": 1, "pooled": 2, "spans": 2, "counts": 2,
        "bearing": ["I don't give up on people"],
        "tree": {"trust": 1, "perseverance": 1},
    }  # fmt: skip
    hidden = "Coded, hidden until the blind coding is released"
    jana, petr, eva = (seen(people[name]) for name in ("Jana", "Petr", "Eva"))
    assert jana == {**mine, "said": ["Applied “trust” to [R01:1]", hidden]}
    assert petr == {**theirs, "said": [hidden, "Applied “trust” and “perseverance” to [R01:2]"]}
    assert eva == jana
    people["Jana"].blinds.release("petr", people["Jana"].coders)
    for study in people.values():
        found = seen(study)
        assert found["codings"] == found["marks"] == found["retrieval"] == ["Jana", "Petr"]
        assert (found["search"], found["pooled"], found["counts"]) == (11, 3, 3)
        assert found["tree"] == {"trust": 2, "perseverance": 1}
        assert hidden not in found["said"]  # type: ignore[operator]
        assert check(study) == ()


def test_what_is_coded_blind_is_ones_own(people: dict[str, Study]) -> None:
    petr, jana = people["Petr"], people["Jana"]
    assert (petr.primary_coder, jana.primary_coder) == ("Petr", "Jana")
    assert petr.codings.incidence().coder == "Petr"
    assert jana.codings.incidence("Petr").coder == "Petr", "an analysis that names a coder reads that coder"
    jana.blinds.release("Petr", jana.coders)
    petr.changed_elsewhere()
    assert petr.primary_coder == "Jana"


def test_the_coder_chosen_for_the_screen_looks(people: dict[str, Study]) -> None:
    eva = people["Eva"]
    assert seen(eva)["codings"] == ["Jana"]
    eva.blinds.looker = "Petr"
    assert seen(eva)["codings"] == ["Petr"]
    assert eva.primary_coder == "Petr"
    eva.blinds.looker = "Jana"
    assert seen(eva)["codings"] == ["Jana"]


def test_several_blind_coders_see_themselves_only(people: dict[str, Study]) -> None:
    jana = people["Jana"]
    jana.blinds.begin("Jana", jana.coders)
    assert jana.blinds.hidden_for("Jana") == {"Petr"}
    assert jana.blinds.hidden_for("petr") == {"Jana"}
    assert jana.blinds.hidden_for("Eva") == {"Petr"}, "who is no coder looks as the primary one"
    assert seen(people["Eva"])["codings"] == ["Jana"]


def test_blind_coding_is_a_step_of_the_history(people: dict[str, Study]) -> None:
    jana = people["Jana"]
    with pytest.raises(InputError, match="codes blind already"):
        jana.blinds.begin("PETR", jana.coders)
    with pytest.raises(InputError, match="does not code blind"):
        jana.blinds.release("Jana", jana.coders)
    with pytest.raises(NotFoundError):
        jana.blinds.release("Nobody", jana.coders)
    jana.blinds.release("Petr", jana.coders)
    assert [(each.coder, bool(each.released)) for each in jana.blinds.list()] == [("Petr", True)]
    jana.history.undo()
    assert jana.blinds.blind() == ("Petr",)
    assert seen(jana)["codings"] == ["Jana"]
    jana.history.redo()
    assert jana.blinds.blind() == ()
    jana.blinds.begin("Petr", jana.coders)
    assert jana.blinds.blind() == ("Petr",)
    assert len(jana.blinds.list()) == 1


def test_a_code_that_only_a_blind_coder_uses_stays_a_code(people: dict[str, Study]) -> None:
    jana = people["Jana"]
    with pytest.raises(InputError, match="codings or mappings"):
        jana.codebook.set_kind("perseverance", "category")
    with pytest.raises(InputError):
        jana.codebook.delete("perseverance")


def test_hidden_codings_cannot_be_taken_for_ones_own(people: dict[str, Study]) -> None:
    jana, petr = people["Jana"], people["Petr"]
    petr.changed_elsewhere()
    hidden = next(row for row in petr.codings.list() if row.code == "perseverance")
    for change in (
        lambda: jana.codings.remove([hidden.id]),
        lambda: jana.codings.recode(hidden.id, "trust"),
        lambda: jana.codings.resize(hidden.id, hidden.start, hidden.end - 1),
    ):
        with pytest.raises(NotFoundError, match=f"There is no coding {hidden.id};"):
            change()
    with pytest.raises(NotFoundError, match=f"There is no quotation {hidden.quotation};"):
        jana.quotations.get(hidden.quotation)
    petr.quotations.set(hidden.quotation, memo="look again")
    petr.memos.add("and again", target="quotation", target_name=hidden.quotation)
    jana.changed_elsewhere()
    with pytest.raises(NotFoundError, match=f"There is no quotation {hidden.quotation};"):
        jana.quotations.get(hidden.quotation)
    assert jana.memos.list() == jana.memos.everywhere() == jana.quotations.with_memo("interview") == ()
    assert [each.id for each in jana.quotations.list()] == [1]
    assert jana.quotations.at("interview", hidden.start) is None
    assert len(petr.memos.everywhere()) == 2
    assert jana.quotations.note("interview", (hidden.start, hidden.end), condensed="mine").condensed == "mine"
    assert jana.quotations.get(hidden.quotation).id == hidden.quotation, "what one wrote on is there"
    assert len(petr.codings.list()) == 2


def test_the_history_shows_no_passage_that_is_hidden(people: dict[str, Study]) -> None:
    jana, petr = people["Jana"], people["Petr"]
    theirs = next(change for change in petr.history.list() if change.actor == "Petr")
    assert petr.history.scope(theirs.id).place is not None
    found = jana.history.scope(theirs.id)
    assert (found.place, found.documents, found.passages, found.rows) == (None, (), 0, {})
    table = [NewCoding("interview", *TRUST, "perseverance", "Petr")]
    jana.codings.apply_many(table)
    last = jana.history.list()[-1]
    assert jana.history.scope(last.id).place is None, "a table for the blind coder is hidden as well"
    assert last.label == jana.history.next_undo().label == "Coded, hidden until the blind coding is released"  # type: ignore[union-attr]
    (undone,) = jana.history.undo()
    assert undone.label == "Coded, hidden until the blind coding is released"


def test_what_rests_on_a_change_is_not_told_where_it_is_hidden(people: dict[str, Study]) -> None:
    jana, petr = people["Jana"], people["Petr"]
    jana.codebook.add("secretive")
    petr.changed_elsewhere()
    petr.codings.apply("interview", PEOPLE, "secretive")
    jana.changed_elsewhere()
    with pytest.raises(ConflictError) as caught:
        jana.history.undo()
    assert "hidden until the blind coding is released" in str(caught.value)
    assert "Applied" not in str(caught.value)


def test_deleting_a_code_counts_and_takes_what_is_seen(people: dict[str, Study]) -> None:
    jana = people["Jana"]
    assert jana.codebook.delete_preview("trust").codings == 1
    with pytest.raises(InputError, match="bears codings that are hidden while somebody codes blind"):
        jana.codebook.delete("trust", with_codings=True)
    jana.blinds.release("Petr", jana.coders)
    assert jana.codebook.delete_preview("trust").codings == 2
    jana.codebook.delete("trust", with_codings=True)


def test_levels_of_hidden_quotations_are_not_listed(people: dict[str, Study]) -> None:
    jana, petr = people["Jana"], people["Petr"]
    adopt_shipped(jana)
    jana.mappings.set("trust", "relationship")
    petr.changed_elsewhere()
    theirs = next(row.quotation for row in petr.codings.list(code="trust"))
    petr.mappings.set_reading(theirs, "trust", "relationship", 4)
    jana.changed_elsewhere()
    assert [each.quotation_id for each in petr.mappings.readings_seen()] == [theirs]
    assert jana.mappings.readings_seen() == ()
    assert len(jana.mappings.readings()) == 1, "an analysis that names a coder reads them"


def test_coding_blind_makes_no_result_stale(people: dict[str, Study]) -> None:
    jana = people["Jana"]
    before = jana.digest()
    jana.blinds.begin("Jana", jana.coders)
    assert jana.digest() == before
    jana.blinds.release("Petr", jana.coders)
    assert jana.digest() == before
