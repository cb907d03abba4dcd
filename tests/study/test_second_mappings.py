"""A second person maps the same codes: apart from the primary mapping, by name, undone like everything else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import FormatError, InputError, NotFoundError
from qualcode.frameworks import framework_file, shipped
from qualcode.study import Study
from qualcode.study.mappings import NewMapping
from qualcode.workflows.comparing import adopt_shipped, compare_study
from tests.study.material import TEXT, add, new, span


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new(tmp_path) as study:
        adopt_shipped(study)
        study.codebook.add("visits")
        study.codebook.add("trust")
        study.mappings.set("visits", "in_vivo")
        yield study


def pairs(study: Study, mapper: str | None) -> list[tuple[str, str, int | None]]:
    return [(m.code, m.criterion, m.level) for m in study.mappings.of(mapper)]


def test_a_second_mapping_stands_apart_from_the_primary_one(study: Study) -> None:
    study.mappings.by("Petra", new=True).set("visits", "in_vivo", level=3)
    study.mappings.by("petra").set_many(
        [NewMapping("trust", "relationship"), NewMapping("visits", "duration")]
    )
    assert pairs(study, None) == pairs(study, "primary") == [("visits", "in_vivo", 5)]
    assert pairs(study, "PETRA") == [
        ("visits", "in_vivo", 3), ("trust", "relationship", 5), ("visits", "duration", 5),
    ]  # fmt: skip
    assert study.mappings.mappers() == ("Petra",)
    assert study.history.list()[-1].label == "Mapped codes to criteria (2 mappings) (mapping of Petra)"


def test_letter_case_makes_no_second_person(study: Study) -> None:
    study.mappings.by("Petra", new=True).set("visits", "in_vivo")
    study.mappings.by("PETRA", new=True).set("trust", "in_vivo")
    study.mappings.by("Olga", new=True).set("trust", "in_vivo")
    assert study.mappings.mappers() == ("Petra", "Olga")
    assert len(study.mappings.of("petra")) == 2


def test_an_unknown_mapper_is_named_with_those_there_are_and_reserved_words_are_refused(study: Study) -> None:
    with pytest.raises(NotFoundError, match="there is no second mapper yet.*--mapper NAME"):
        study.mappings.of("Petra")
    study.mappings.by("Petra", new=True).set("visits", "in_vivo")
    with pytest.raises(NotFoundError, match="second mappers are: Petra"):
        study.mappings.of("Peter")
    with pytest.raises(InputError, match="word of its own"):
        study.mappings.by("All", new=True)
    with pytest.raises(InputError):
        study.mappings.by("  ", new=True)
    with pytest.raises(NotFoundError, match="not mapped to duration by Petra.*--mapper"):
        study.mappings.by("Petra").remove("visits", "duration")


def test_changing_and_removing_touch_one_mapping_only_and_are_undone(study: Study) -> None:
    petra = study.mappings.by("Petra", new=True)
    made = petra.set("visits", "in_vivo", level=4, strength=3)
    assert petra.change(made.id, aspect="barrier").counts is False
    petra.remove("visits", "in_vivo")
    assert study.mappings.mappers() == ()
    assert pairs(study, None) == [("visits", "in_vivo", 5)]
    study.history.undo(2)
    assert pairs(study, "Petra") == [("visits", "in_vivo", 4)]
    study.history.undo()
    assert study.mappings.mappers() == ()
    study.history.redo()
    assert pairs(study, "Petra") == [("visits", "in_vivo", 4)]


def test_removing_a_second_mapping_leaves_the_levels_of_quotations(study: Study) -> None:
    add(study, "one")
    study.codings.apply("one", span(TEXT, "I trust him"), "visits")
    study.mappings.set_reading(1, "visits", "in_vivo", 2)
    petra = study.mappings.by("Petra", new=True)
    petra.set("visits", "in_vivo")
    petra.remove("visits", "in_vivo")
    assert len(study.mappings.readings()) == 1
    study.mappings.remove("visits", "in_vivo")
    assert study.mappings.readings() == ()


def test_merged_and_deleted_codes_take_the_second_mapping_along(study: Study) -> None:
    study.mappings.by("Petra", new=True).set("trust", "relationship", level=4)
    study.codebook.merge(["trust"], "visits")
    assert pairs(study, "Petra") == [("visits", "relationship", 4)]
    study.codebook.delete("visits")
    assert study.mappings.mappers() == ()
    study.history.undo(2)
    assert pairs(study, "Petra") == [("trust", "relationship", 4)]


def test_a_criterion_that_only_a_second_mapper_uses_cannot_be_taken_out_of_the_list(study: Study) -> None:
    study.mappings.remove("visits", "in_vivo")
    criteria = next(file for file in shipped() if file.kind == "criteria").text
    model = next(file for file in shipped() if file.id == "fact").text
    own = criteria.replace("- id: in_vivo\n", "- id: own_place\n")
    models = [
        framework_file(file.text.replace("  in_vivo:", "  own_place:"), file.name)
        for file in shipped()
        if file.kind == "model"
    ]
    assert "  in_vivo:" in model
    study.mappings.by("Petra", new=True).set("visits", "in_vivo")
    with pytest.raises(FormatError, match=r"lacks criteria .*in_vivo \(code “visits”\)"):
        study.frameworks.adopt([framework_file(own, "own.yaml"), *models])
    study.mappings.by("Petra").remove("visits", "in_vivo")
    study.frameworks.adopt([framework_file(own, "own.yaml"), *models])
    assert any(each.id == "own_place" for each in study.frameworks.criteria().criteria)  # type: ignore[union-attr]


def test_adopting_criteria_is_not_undone_under_a_second_mapping(tmp_path: Path) -> None:
    with new(tmp_path, name="bare.qualcode") as bare:
        adopt_shipped(bare)
        bare.codebook.add("visits")
        with Study.open(bare.path, actor="Petra") as other:
            other.mappings.by("Petra", new=True).set("visits", "in_vivo")
        with pytest.raises(Exception, match="Petra"):
            bare.history.undo(2)
            bare.history.undo(1)


def test_a_second_mapping_changes_the_digest_and_no_figure_of_the_comparison(study: Study) -> None:
    add(study, "one")
    study.codings.apply("one", span(TEXT, "I trust him"), "visits")
    before, found = study.digest(), compare_study(study)
    study.mappings.by("Petra", new=True).set("visits", "in_vivo", level=1)
    assert study.digest().mappings != before.mappings
    again = compare_study(study).overall
    assert (again.models, again.criteria) == (found.overall.models, found.overall.criteria)
