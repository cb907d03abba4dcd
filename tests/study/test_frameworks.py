"""Adopting criteria and models: versions, what they make stale, and criteria that must not go missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import ConflictError, FormatError
from qualcode.frameworks import digest, framework_file, shipped
from qualcode.model.frameworks import FrameworkFile
from qualcode.study import Study
from qualcode.study.integrity import check
from qualcode.workflows.comparing import adopt_shipped, compare_study
from tests.study.material import TEXT, add, new, span


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new(tmp_path) as study:
        add(study)
        adopt_shipped(study)
        study.codebook.add("trust")
        study.codings.apply("interview", span(TEXT, "I trust him"), "trust")
        study.mappings.set("trust", "relationship")
        yield study


def file(key: str) -> FrameworkFile:
    return next(each for each in shipped() if each.id == key)


def edited(key: str) -> FrameworkFile:
    return framework_file(f"{file(key).text}# corrected\n", f"{key}.yaml")


def extended(criterion: str) -> FrameworkFile:
    """The shipped criteria with another one."""
    text = file("criteria").text
    start = text.index("  - id: stewardship")
    return framework_file(text + text[start:].replace("id: stewardship", f"id: {criterion}"), "criteria.yaml")


def shortened(criterion: str) -> FrameworkFile:
    """The shipped criteria without one."""
    text = file("criteria").text
    start = text.index(f"  - id: {criterion}\n")
    end = text.find("\n  - id: ", start) + 1 or len(text)
    return framework_file(text[:start] + text[end:], "criteria.yaml")


def without(key: str, criterion: str) -> FrameworkFile:
    """A shipped model without its cell on a criterion."""
    lines = file(key).text.split("\n")
    start = next(n for n, line in enumerate(lines) if line.startswith(f"  {criterion}:"))
    end = next(n for n in range(start + 1, len(lines)) if not lines[n].startswith("   "))
    return framework_file("\n".join(lines[:start] + lines[end:]), f"{key}.yaml")


def stale(study: Study) -> list[tuple[str, str, int]]:
    found = compare_study(study).settings["revised"]
    return [(each["kind"], each["key"], each["version"]) for each in found]


def test_a_changed_model_makes_earlier_comparisons_stale_and_undoing_it_takes_that_back(study: Study) -> None:
    assert stale(study) == []
    assert {each.version for each in study.frameworks.adopted()} == {1}
    study.frameworks.adopt([edited("fact")])
    assert stale(study) == [("model", "fact", 2)]
    (revision,) = study.frameworks.revised()
    assert revision.adopted_at == study.history.list()[-1].at
    study.frameworks.adopt([edited("criteria"), file("fact")])
    assert stale(study) == [("criteria", "criteria", 2), ("model", "fact", 3)]
    study.history.undo(2)
    assert stale(study) == []
    study.history.redo()
    assert stale(study) == [("model", "fact", 2)]


def test_adopting_the_same_file_again_makes_nothing_stale(study: Study) -> None:
    assert study.frameworks.adopt(shipped()) == ()
    assert study.frameworks.revised() == ()


def test_a_change_of_process_frames_leaves_comparisons_as_they_are(study: Study) -> None:
    frame = next(each for each in shipped() if each.kind == "process")
    study.frameworks.adopt([framework_file(f"{frame.text}# corrected\n", frame.name)])
    assert [each.kind for each in study.frameworks.revised()] == ["process"]
    assert stale(study) == []


def test_criteria_that_models_use_cannot_go_missing(study: Study) -> None:
    with pytest.raises(FormatError, match=r"criteria\.yaml .* in_vivo \(model act, .*model fact"):
        study.frameworks.adopt([shortened("in_vivo")])
    assert study.frameworks.revised() == ()
    assert compare_study(study).overall.models
    assert check(study) == ()


def test_criteria_that_mappings_use_cannot_go_missing(study: Study) -> None:
    study.frameworks.adopt([extended("night_cover")])
    study.mappings.set("trust", "night_cover")
    with pytest.raises(FormatError, match="night_cover \\(code “trust”\\)"):
        study.frameworks.adopt([edited("criteria")])
    study.mappings.remove("trust", "night_cover")
    assert study.frameworks.adopt([edited("criteria")])
    assert check(study) == ()


def test_criteria_may_go_together_with_what_used_them(study: Study) -> None:
    users = [model.id for model in study.frameworks.models() if "advocacy_system" in model.cells]
    assert users
    with pytest.raises(FormatError, match="advocacy_system"):
        study.frameworks.adopt(
            [shortened("advocacy_system"), *[without(key, "advocacy_system") for key in users[1:]]]
        )
    study.frameworks.adopt(
        [shortened("advocacy_system"), *[without(key, "advocacy_system") for key in users]]
    )
    assert "advocacy_system" not in {each.criterion for each in compare_study(study).overall.criteria}
    assert check(study) == ()


def broken(study: Study, text: str) -> None:
    """Put a list of criteria into a study as no version of qualcode does any more."""
    made = framework_file(text, "criteria.yaml")
    with study.store.change("frameworks.adopt", "Adopted criteria") as change:
        number = study.store.value("SELECT id FROM frameworks WHERE kind = 'criteria' AND current = 1")
        change.update("frameworks", [number], {"text": made.text, "sha256": made.sha256})


def test_a_study_whose_criteria_lack_one_is_not_called_sound_and_can_be_repaired(study: Study) -> None:
    broken(study, shortened("relationship").text)
    problems = check(study)
    assert len(problems) == 1
    assert "lack relationship (" in problems[0]
    assert "model act" in problems[0]
    assert "code “trust”" in problems[0]
    with pytest.raises(FormatError):
        compare_study(study)
    study.frameworks.adopt([edited("criteria")])
    assert check(study) == ()
    assert compare_study(study).overall.models


def test_an_adopted_file_that_breaks_its_format_is_named(study: Study) -> None:
    with study.store.change("frameworks.adopt", "Adopted fact") as change:
        made = "format: qualcode-model/1\nid: fact\n"
        number = study.store.value("SELECT id FROM frameworks WHERE key = 'fact' AND current = 1")
        change.update("frameworks", [number], {"text": made, "sha256": digest(made)})
    (problem,) = check(study)
    assert problem.startswith("The adopted model “fact” cannot be read: ")


def test_nobody_can_undo_the_criteria_on_which_a_mapping_of_others_rests(
    study: Study, tmp_path: Path
) -> None:
    study.frameworks.adopt([extended("night_cover")])
    with Study.open(tmp_path / "study.qualcode", actor="Bob") as bob:
        bob.mappings.set("trust", "night_cover")
    with pytest.raises(ConflictError):
        study.history.undo()
    assert check(study) == ()
    assert compare_study(study).levels
