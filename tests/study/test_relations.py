"""Relations drawn by hand: stored as drawn, refused where they say nothing new, carried by merging, undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import InputError, NotFoundError
from qualcode.model.relations import RELATION_KINDS
from qualcode.study import Study
from qualcode.workflows.relating import drawn_beside, relation_remarks, relations_table
from tests.study.material import new


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new(tmp_path) as made:
        made.codebook.add("life", kind="category")
        for name in ("poverty", "mistrust", "hope"):
            made.codebook.add(name, under="life" if name == "hope" else None)
        yield made


def test_a_relation_is_stored_as_it_was_drawn_and_undo_takes_it_back(study: Study) -> None:
    relation = study.relations.add("Poverty", "CAUSES", "mistrust", note=" R07 says so ")
    assert (relation.code, relation.kind, relation.other, relation.note) == (
        "poverty", "causes", "mistrust", "R07 says so",
    )  # fmt: skip
    assert relation.created_by == study.actor
    assert study.relations.list() == (relation,)
    study.relations.set_note(relation.id, "R09 too")
    study.relations.remove(relation.id)
    assert study.relations.list() == ()
    study.history.undo()
    assert study.relations.get(relation.id).note == "R09 too"
    study.history.undo()
    study.history.undo()
    assert study.relations.list() == ()
    (again,) = study.history.redo()
    assert again.label == "Drew: “poverty” causes “mistrust”"


def test_what_says_nothing_new_is_refused(study: Study) -> None:
    study.relations.add("poverty", "causes", "mistrust")
    study.relations.add("poverty", "contradicts", "hope")
    study.relations.add("mistrust", "causes", "poverty")
    for code, kind, other, words in (
        ("hope", "causes", "hope", "related to itself"),
        ("poverty", "Causes", "mistrust", "drawn already"),
        ("hope", "contradicts", "poverty", "the other way round"),
        ("poverty", " ", "hope", "empty"),
        ("poverty", "x" * 61, "hope", "at most 60"),
    ):
        with pytest.raises(InputError, match=words):
            study.relations.add(code, kind, other)
    for code, other in (("nobody", "hope"), ("hope", "nobody")):
        with pytest.raises(NotFoundError, match="no code “nobody”"):
            study.relations.add(code, "causes", other)
    with pytest.raises(NotFoundError, match="no relation 99"):
        study.relations.remove(99)
    assert len(study.relations.list()) == 3


def test_own_words_are_a_kind_and_keep_their_letters(study: Study) -> None:
    study.relations.add("poverty", "Leads to", "mistrust")
    assert study.relations.add("mistrust", "leads  TO", "hope").kind == "Leads to"
    assert study.relations.kinds() == (*RELATION_KINDS, "Leads to")
    assert [each.code for each in study.relations.list("hope")] == ["mistrust"]


def test_being_part_of_what_stands_above_is_allowed_and_said(study: Study) -> None:
    relation = study.relations.add("hope", "is part of", "life")
    assert "below the other in the tree" in relation_remarks(study, relation)[0]
    assert relation_remarks(study, study.relations.add("poverty", "is part of", "life")) == ()


def test_merging_carries_relations_and_drops_what_would_point_to_itself(study: Study) -> None:
    study.relations.add("poverty", "causes", "mistrust")
    study.relations.add("poverty", "causes", "hope")
    study.codebook.merge(["mistrust"], "hope")
    assert [each.sentence for each in study.relations.list()] == ["“poverty” causes “hope”"]
    study.codebook.merge(["poverty"], "hope")
    assert study.relations.list() == ()
    study.history.undo()
    study.history.undo()
    assert len(study.relations.list()) == 2


def test_between_two_codes_both_directions_are_seen_from_the_first(study: Study) -> None:
    study.relations.add("poverty", "causes", "mistrust")
    study.relations.add("mistrust", "is followed by", "poverty")
    assert len(study.relations.between("mistrust", "poverty")) == 2
    drawn = drawn_beside(study.relations.list())
    assert drawn["poverty", "mistrust"] == ("causes →", "← is followed by")
    assert drawn["mistrust", "poverty"] == ("← causes", "is followed by →")
    table = relations_table(study, "poverty")
    assert table.to_columns()["relation"] == ["causes", "is followed by"]
    assert table.statement.filter == {"code": "poverty"}
