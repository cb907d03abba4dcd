"""Own models in a study: beside the shipped ones, in versions, and drawn from what respondents describe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import ConflictError, FormatError, InputError, NotFoundError
from qualcode.frameworks import load, read_model, shipped
from qualcode.model.guides import NewQuestion
from qualcode.study import Study
from qualcode.workflows.comparing import adopt_shipped, compare_study
from qualcode.workflows.mapping_log import log_of_mappings, step_words
from qualcode.workflows.own_models import (
    adopt_files,
    check_files,
    difference,
    drop_model,
    new_model,
    practice_as_model,
    practice_of,
    rename_criterion,
)
from tests.study.material import add, new, transcript

HOME, TEAM = "We visit them at home.", "The whole team knows everybody."
TEXT = f"I: How do you work?\nR: {HOME} {TEAM}\n"
LEVELS = {"R0": 2, "R1": 4, "R2": 5}
"""The level that each respondent's quotation states."""


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Three respondents who visit at home to different degrees, of whom one speaks of the team."""
    with new(tmp_path) as study:
        adopt_shipped(study)
        study.codebook.add("visits")
        study.codebook.add("team")
        study.mappings.set("visits", "in_vivo", polarity="ask")
        study.mappings.set("team", "shared_caseload", level=5)
        for n, (name, level) in enumerate(LEVELS.items()):
            add(
                study, name, f"{TEXT}I: {n}?\n", attributes={"facility": "clinic" if n else "ward"}, case=name
            )  # fmt: skip
            apply(study, name, HOME, "visits")
            study.mappings.set_reading(study.codings.list()[-1].quotation, "visits", "in_vivo", level)
        apply(study, "R2", TEAM, "team")
        yield study


def apply(study: Study, document: str, words: str, code: str) -> None:
    start = transcript(TEXT).text.index(words)
    study.codings.apply(document, (start, start + len(words)), code)


def own(study: Study, folder: Path, **cells: str) -> Path:
    """A model file with these ranges."""
    path = folder / "ours.yaml"
    path.unlink(missing_ok=True)
    new_model(study, path, empty=True)
    text = path.read_text(encoding="utf-8").replace("id: ours_own", "id: ours")
    for criterion, levels in cells.items():
        text = text.replace(f"  # {criterion}: {{expect: [1, 5]", f"  {criterion}: {{expect: {levels}")
    path.write_text(text, encoding="utf-8")
    return path


def test_an_own_model_stands_beside_the_shipped_ones_in_a_comparison(study: Study, tmp_path: Path) -> None:
    path = own(study, tmp_path, in_vivo="[5, 5]", shared_caseload="[4, 5]")
    (checked,) = check_files([path], study)
    assert (checked.kind, checked.id, checked.faults, checked.advice) == ("model", "ours", (), ())
    done, advice = adopt_files(study, [path])
    assert ([file.id for file in done], advice) == (["ours"], ())
    found = compare_study(study)
    assert [m.model for m in found.overall.models if m.model in ("ours", "act")] == ["act", "ours"]
    by_model = {(c.criterion, c.model): c.verdict for c in found.overall.criteria}
    assert by_model["in_vivo", "ours"] != "silent"
    assert by_model["outreach", "ours"] == "silent"


def test_a_model_with_one_cell_is_adopted_with_a_warning(study: Study, tmp_path: Path) -> None:
    _, advice = adopt_files(study, [own(study, tmp_path, in_vivo="[4, 5]")])
    assert "one criterion only (in_vivo)" in advice[0]
    assert study.frameworks.model("ours").unverified == 1


def test_versions_are_laid_beside_each_other_and_beside_a_file(study: Study, tmp_path: Path) -> None:
    first = own(study, tmp_path, in_vivo="[4, 5]", linkage="[1, 2]")
    adopt_files(study, [first])
    with pytest.raises(InputError, match="not changed since"):
        difference(study, "ours")
    second = own(study, tmp_path, in_vivo="[3, 5]", linkage="[1, 2]")
    before = difference(study, "OURS", file=second)
    assert (before.old, before.new) == ("version 1", "ours.yaml")
    adopt_files(study, [second])
    found = difference(study, "ours")
    assert found.changes == before.changes
    assert [(c.criterion, c.field, c.old, c.new) for c in found.changes] == [
        ("in_vivo", "expect", "4-5", "3-5")
    ]
    adopt_files(study, [own(study, tmp_path, in_vivo="[2, 5]", linkage="[1, 2]")])
    assert difference(study, "ours", since=1).changes[0].new == "2-5"
    study.history.undo()
    assert difference(study, "ours").new == "version 2"
    for name, since in (("nobody", None), ("ours", 7)):
        with pytest.raises(NotFoundError):
            difference(study, name, since=since)
    with pytest.raises(InputError, match="compared with a model"):
        difference(study, "ours", file=criteria_with(tmp_path, "own_scale"))


def criteria_with(folder: Path, name: str) -> Path:
    """The shipped criteria with one more."""
    text = next(file for file in shipped() if file.kind == "criteria").text
    steps = "{1: a, 2: b, 3: c, 4: d, 5: e}"
    label = f"{{en: {name}, cs: {name}, sv: {name}}}"
    path = folder / "criteria.yaml"
    path.write_text(
        f"{text}\n  - {{id: {name}, domain: own, label: {label}, description: Mine., anchors: {steps}}}\n",
        encoding="utf-8",
    )
    return path


def test_a_criterion_of_ones_own_can_be_mapped_and_expected_and_is_then_kept(
    study: Study, tmp_path: Path
) -> None:
    adopt_files(study, [criteria_with(tmp_path, "waiting_time")])
    assert [(c.criterion, c.field) for c in difference(study, "criteria").changes] == [
        ("waiting_time", "criterion")
    ]
    study.mappings.set("visits", "Waiting_Time", level=2)
    adopt_files(study, [own(study, tmp_path, waiting_time="[1, 2]", in_vivo="[3, 5]")])
    assert study.frameworks.model("ours").cells["waiting_time"].hi == 2
    renamed = criteria_with(tmp_path, "time_to_wait")
    with pytest.raises(FormatError, match=r"waiting_time \(model ours, code “visits”\)"):
        adopt_files(study, [renamed])
    assert study.mappings.criterion("waiting_time") == "waiting_time"


def test_a_criterion_gets_another_id_everywhere_as_one_change(study: Study) -> None:
    study.mappings.by("Petra", new=True).set("visits", "in_vivo")
    study.guide.replace([NewQuestion("Where do you meet?", ("outreach", "in_vivo"))])
    before, mappings, levels = compare_study(study).overall, study.mappings.list(), study.mappings.readings()
    changed = rename_criterion(study, "In_Vivo", "place_of_work")
    speaking = {m.id for m in study.frameworks.models() if "place_of_work" in m.cells}
    assert set(changed) == {"criteria", *speaking}
    assert {"act", "fact"} <= speaking
    assert not any("in_vivo" in m.cells for m in study.frameworks.models())
    assert {m.criterion for m in study.mappings.of("Petra")} == {"place_of_work"}
    assert {r.criterion for r in study.mappings.readings()} == {"place_of_work"}
    assert [question.criteria for question in study.guide.questions()] == [("outreach", "place_of_work")]
    after = compare_study(study).overall
    assert [m.fit for m in after.models] == [m.fit for m in before.models]
    assert step_words(log_of_mappings(study, criterion="place_of_work")[-1]).endswith(
        "(moved from “in_vivo”)"
    )
    with pytest.raises(InputError, match="already"):
        rename_criterion(study, "outreach", "linkage")
    with pytest.raises(FormatError, match="does not have the form"):
        rename_criterion(study, "outreach", "Going Out")
    with pytest.raises(NotFoundError):
        rename_criterion(study, "nothing", "something")
    study.history.undo()
    assert (study.mappings.list(), study.mappings.readings()) == (mappings, levels)
    assert all(each.version == 1 for each in study.frameworks.adopted())


def test_a_model_is_checked_against_the_criteria_it_comes_with(study: Study, tmp_path: Path) -> None:
    model = own(study, tmp_path, in_vivo="[3, 5]")
    model.write_text(
        model.read_text(encoding="utf-8").replace("  in_vivo:", "  waiting_time:"), encoding="utf-8"
    )
    (alone,) = check_files([model])
    assert "“waiting_time” is not in the list" in alone.faults[0]
    both = check_files([model, criteria_with(tmp_path, "waiting_time")], study)
    assert [each.faults for each in both] == [(), ()]


# --- described practice -------------------------------------------------------------------------------------------------


def test_described_practice_runs_from_the_lowest_to_the_highest_respondent(
    study: Study, tmp_path: Path
) -> None:
    path = tmp_path / "clinic.yaml"
    found = practice_as_model(study, path, attributes={"Facility": "CLINIC"})
    assert (found.whose, found.respondents, found.cells) == ("facility: clinic", ("R1", "R2"), ("in_vivo",))
    model = read_model(load(path).text, path.name, study.frameworks.criteria())
    cell = model.cells["in_vivo"]
    assert (cell.lo, cell.hi, cell.basis, cell.importance) == (4, 5, "inferred", "typical")
    numbers = {row.case: row.quotation for row in study.codings.list() if row.code == "visits"}
    assert cell.note == f"described by 2 respondents: R1 4 [R1:{numbers['R1']}]; R2 5 [R2:{numbers['R2']}]"
    assert (model.rank, model.kind, model.status) == (False, "service_model", "draft")
    assert "# shared_caseload: {expect: [5, 5]" in path.read_text(encoding="utf-8"), "one respondent alone"
    adopt_files(study, [path])
    status = {m.model: m.status for m in compare_study(study).overall.models}
    assert status["clinic"] != "ranked", "it would fit the interviews that it was drawn from"


def test_a_level_between_two_steps_widens_the_range_to_both(study: Study, tmp_path: Path) -> None:
    study.codebook.add("office")
    study.mappings.set("office", "in_vivo", level=1, strength=1)
    for name in LEVELS:
        apply(study, name, TEAM, "office")
    practice_as_model(study, tmp_path / "all.yaml", cases=["r0", "R2"])
    cell = read_model(load(tmp_path / "all.yaml").text, "x", None).cells["in_vivo"]
    # (2·2 + 1·1)/3 = 1.67 and (2·5 + 1·1)/3 = 3.67
    assert (cell.lo, cell.hi) == (1, 4)
    assert "R0 1.67" in cell.note


def test_the_same_study_gives_the_same_bytes(study: Study, tmp_path: Path) -> None:
    for n in (1, 2):
        (tmp_path / str(n)).mkdir()
        practice_as_model(study, tmp_path / str(n) / "p.yaml", cases=["R0", "R1", "R2"])
    assert (tmp_path / "1" / "p.yaml").read_bytes() == (tmp_path / "2" / "p.yaml").read_bytes()


def test_who_cannot_stand_for_a_practice_is_said(study: Study, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Say whose practice"):
        practice_of(study)
    with pytest.raises(InputError, match="1 respondent cannot stand"):
        practice_of(study, cases=["R0"])
    with pytest.raises(InputError, match="0 respondents cannot stand"):
        practice_of(study, cases=["R0"], attributes={"facility": "clinic"})
    with pytest.raises(NotFoundError, match="values are: clinic, ward"):
        practice_of(study, attributes={"facility": "prison"})
    with pytest.raises(NotFoundError):
        practice_of(study, cases=["R9"])
    study.mappings.remove("visits", "in_vivo")
    with pytest.raises(InputError, match="No criterion is spoken of by 2 of these 3"):
        practice_as_model(study, tmp_path / "x.yaml", cases=list(LEVELS))
    assert not (tmp_path / "x.yaml").exists()


def test_a_study_without_criteria_gets_a_sentence(tmp_path: Path) -> None:
    with new(tmp_path, name="bare.qualcode") as bare:
        add(bare, "one", case="R1")
        add(bare, "two", TEXT, case="R2")
        bare.codebook.add("visits")
        apply(bare, "two", HOME, "visits")
        with pytest.raises(InputError, match="no criteria yet"):
            practice_of(bare, cases=["R1", "R2"])
        new_model(bare, tmp_path / "own.yaml", empty=True)
        with pytest.raises(InputError, match="either --empty or --like"):
            new_model(bare, tmp_path / "two.yaml", empty=True, like="act")


def test_a_list_that_lacks_what_is_used_is_refused_by_the_check_in_the_same_words(
    study: Study, tmp_path: Path
) -> None:
    path = tmp_path / "criteria.yaml"
    own_list = next(file for file in study.frameworks.files() if file.kind == "criteria")
    path.write_text(own_list.text.replace("id: in_vivo", "id: outside"), encoding="utf-8")
    (found,) = check_files([path], study)
    with pytest.raises(FormatError) as refused:
        adopt_files(study, [path])
    assert found.faults == (str(refused.value),)
    assert "code “visits”" in found.faults[0]
    (alone,) = check_files([path])
    assert alone.faults == (), "without a study nothing rests on it"


def test_a_copy_has_a_label_of_its_own_and_an_equal_one_is_warned_of(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    new_model(study, path, like="fact")
    _, advice = adopt_files(study, [path])
    assert advice == ()
    model = study.frameworks.model("ours")
    fact = study.frameworks.model("fact")
    assert model.label == {
        "en": "ours (copy of FACT)", "cs": "ours (kopie FACT)", "sv": "ours (kopia av FACT)",
    }  # fmt: skip
    assert [*model.cells.values()] == [*fact.cells.values()]
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("ours (copy of FACT)", fact.label["en"].upper()), encoding="utf-8")
    assert "label is that of fact" in check_files([path], study)[0].advice[0]
    assert "label is that of fact" in adopt_files(study, [path])[1][0]
    path.write_text(text.replace('short: "ours"', 'short: "FACT"'), encoding="utf-8")
    assert "short name “FACT” is that of fact" in adopt_files(study, [path])[1][0]


def test_a_dropped_model_is_ranked_no_more_and_comes_back_by_undo_or_its_file(
    study: Study, tmp_path: Path
) -> None:
    path = own(study, tmp_path, in_vivo="[4, 5]", linkage="[1, 2]")
    adopt_files(study, [path])
    dropped, _ = drop_model(study, "Ours")
    assert dropped.id == "ours"
    assert "ours" not in {found.model for found in compare_study(study).overall.models}
    with pytest.raises(NotFoundError):
        study.frameworks.model("ours")
    study.history.undo()
    assert study.frameworks.model("ours").cells["linkage"].lo == 1
    drop_model(study, "ours")
    adopt_files(study, [path])
    assert [each.version for each, _ in study.frameworks.versions("model", "ours")] == [1]
    drop_model(study, "ours")
    adopt_files(study, [own(study, tmp_path, in_vivo="[1, 2]")])
    assert study.frameworks.model("ours").cells["in_vivo"].hi == 2
    assert [each.version for each, _ in study.frameworks.versions("model", "ours")] == [1, 2]
    assert sum(file.id == "ours" for file in study.frameworks.files()) == 1
    for _ in range(2):
        study.history.undo()
    assert study.frameworks.model("ours").cells["in_vivo"].hi == 5


def test_a_drop_is_not_undone_behind_a_later_adoption(study: Study, tmp_path: Path) -> None:
    adopt_files(study, [own(study, tmp_path, in_vivo="[4, 5]")])
    drop_model(study, "ours")
    with Study.open(study.path, actor="Bo") as other:
        adopt_files(other, [own(other, tmp_path, in_vivo="[1, 2]")])
    with pytest.raises(ConflictError):
        study.history.undo()
    assert sum(file.id == "ours" for file in study.frameworks.files()) == 1


def test_a_model_that_a_code_names_is_not_dropped(study: Study) -> None:
    study.claims.set("team", "act")
    with pytest.raises(InputError, match="“team” says that it is named; first: qualcode unclaim"):
        drop_model(study, "act")
    study.claims.remove("team")
    _, children = drop_model(study, "integrated_team")
    assert set(children) == {
        each.id for each in study.frameworks.models() if each.parent == "integrated_team"
    }
