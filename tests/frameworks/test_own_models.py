"""Files to begin a model with, everything that is wrong in one, and what is allowed but should be looked at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import FileError, FormatError
from qualcode.frameworks import load, read_all, read_criteria, read_model, shipped
from qualcode.frameworks.advice import file_faults, model_advice
from qualcode.frameworks.differences import criteria_changes, model_changes
from qualcode.frameworks.drafting import PracticeCell, draft_model, empty_model, own_id, practice_model
from qualcode.model.frameworks import Cell, Criteria, ReferenceModel

SHIPPED = shipped()
FOUND = read_all(SHIPPED)
CRITERIA = FOUND.criteria or Criteria(())
FACT = next(model for model in FOUND.models if model.id == "fact")


def faults(text: str) -> list[str]:
    return [str(each) for each in file_faults(text, "own.yaml", CRITERIA)]


# --- files to begin with ----------------------------------------------------------------------------------------------


def test_an_empty_model_lists_every_criterion_with_its_steps_and_says_that_it_is_empty(
    tmp_path: Path,
) -> None:
    path = tmp_path / "naše praxe.yaml"
    empty_model(path, CRITERIA, language="cs", taken=())
    text = path.read_text(encoding="utf-8")
    for each in CRITERIA.criteria:
        assert f"# {each.id}: {{expect: [1, 5]" in text
        assert each.label["cs"] in text
        assert each.anchor(5, "cs") in text
    with pytest.raises(FormatError, match="says nothing of any criterion yet"):
        load(path)


def test_an_empty_model_is_one_as_soon_as_a_cell_is_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    empty_model(path, CRITERIA, language="en", taken=("ours",))
    text = path.read_text(encoding="utf-8").replace(
        "  # in_vivo: {expect: [1, 5]", "  in_vivo: {expect: [3, 4]"
    )
    model = read_model(text, "ours.yaml", CRITERIA)
    assert (model.id, model.draft, model.rank, list(model.cells)) == ("ours_own", True, True, ["in_vivo"])
    assert model.cells["in_vivo"].unverified
    every = text.replace("  # ", "  ").split("criteria:")[1]
    cells = "\n".join(line for line in every.split("\n") if "{expect" in line)
    assert len(read_model(text.split("criteria:")[0] + "criteria:\n" + cells, "x", CRITERIA).cells) == 34


def test_a_copy_is_a_draft_of_ones_own_and_never_takes_the_id_of_another(tmp_path: Path) -> None:
    text = next(file for file in SHIPPED if file.id == "act")
    read = replace(text, text=text.text.replace("status: draft", "status: reviewed"))
    draft_model(tmp_path / "act.yaml", like="ACT", adopted=[read])
    model = read_model(load(tmp_path / "act.yaml").text, "act.yaml", CRITERIA)
    assert (model.id, model.status, model.short) == ("act_own", "draft", "act")
    with pytest.raises(FileError, match="exists already"):
        draft_model(tmp_path / "act.yaml")
    with pytest.raises(FileError, match="does not exist"):
        draft_model(tmp_path / "nowhere" / "act.yaml")


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_the_names_are_the_file_can_be_read(
    tmp_path_factory: pytest.TempPathFactory, name: str, note: str
) -> None:
    path = tmp_path_factory.mktemp("m") / "2nd “model” \\ x.yaml"
    cells = [
        PracticeCell("in_vivo", note, 1, 3, note, enough=True),
        PracticeCell("linkage", name, 1, 3, note, enough=False),
    ]
    practice_model(path, name.strip() or "x", f"s{name}", note, "v", cells)
    model = read_model(load(path).text, "x", CRITERIA)
    assert (list(model.cells), model.rank, model.status) == (["in_vivo"], False, "draft")
    assert own_id(path, ()) == model.id


# --- faults and advice --------------------------------------------------------------------------------------------------

MODEL = """\
format: qualcode-model/1
id: ours
kind: service_model
short: Ours
label: {en: Ours, cs: Náš, sv: Vår}
summary: "One sentence."
criteria:
  in_vivo: {expect: [4, 5], importance: defining, basis: inferred}
  linkage: {expect: [1, 2], importance: typical, basis: public, src: [DACTS]}
"""


def test_every_fault_is_told_at_once_with_its_line_and_the_nearest_name() -> None:
    text = MODEL.replace("linkage:", "linkages:").replace("[4, 5]", "[5, 4]").replace("public", "guessed")
    first, second, third = faults(text)
    assert first.startswith("own.yaml, line 8, column 21: the range [5, 4] runs backwards")
    assert second.startswith("own.yaml, line 9, column 3: the criterion “linkages” is not in the list")
    assert "did you mean linkage?" in second
    assert third.startswith("own.yaml, line 9, column 58: “guessed” is not possible")
    assert faults(MODEL) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            MODEL.replace("model/1", "model/2"),
            "newer qualcode has brought; this one reads qualcode-model/1. Update",
        ),
        (MODEL.replace("model/1", "modell/1"), "the format “qualcode-modell/1” is not known"),
        (MODEL.split("  in_vivo")[0], "says nothing of any criterion yet"),
        (
            MODEL.split("  in_vivo")[0].replace("criteria:", "criteria: {}"),
            "says nothing of any criterion yet",
        ),
        ("", "empty"),
        ("{", "not valid YAML"),
    ],
)
def test_what_cannot_be_a_model_is_said_in_one_sentence(text: str, words: str) -> None:
    (said,) = faults(text) if text else ["empty"]
    assert words in said
    assert file_faults(text, "own.yaml", CRITERIA), "an empty file is no model"


def own(*cells: Cell, **values: object) -> ReferenceModel:
    return replace(FACT, id="ours", cells={cell.criterion: cell for cell in cells}, **values)  # type: ignore[arg-type]


def test_advice_names_the_cells_that_may_not_say_what_is_meant() -> None:
    one = own(Cell("in_vivo", 1, 5, "typical", "public"), parent="nobody")
    alone, bare, wide, family = model_advice(one, {"DACTS"}, {"fact", "integrated_team"})
    assert "one criterion only (in_vivo)" in alone
    assert "none is named: in_vivo. Add src" in bare
    assert "range 1 to 5 asks for nothing" in wide
    assert "family “nobody”" in family
    sound = own(
        Cell("in_vivo", 4, 5, "typical", "public", ("DACTS",)), Cell("linkage", 1, 2, "typical", "recalled")
    )
    assert model_advice(sound, {"DACTS"}, {"integrated_team"}) == ()
    assert (
        "NOWHERE"
        in model_advice(own(*(replace(c, src=("NOWHERE",)) for c in sound.cells.values())), {"DACTS"})[0]
    )


def test_the_shipped_models_are_drafts_without_faults_and_need_no_advice() -> None:
    ids = [model.id for model in FOUND.models]
    for model in FOUND.models:
        assert model.draft
        assert model_advice(model, FOUND.sources, ids) == ()
        assert sum(model.bases.values()) == len(model.cells)
        assert model.unverified == model.bases["recalled"] + model.bases["inferred"]
    assert sum(model.unverified for model in FOUND.models) == 65, "23 recalled and 42 inferred"
    for file in SHIPPED:
        assert file_faults(file.text, file.name, CRITERIA) == ()


# --- differences --------------------------------------------------------------------------------------------------------


def test_versions_of_a_model_differ_cell_by_cell_and_field_by_field() -> None:
    old = own(
        Cell("in_vivo", 4, 5, "typical", "inferred"), Cell("linkage", 1, 2, "typical", "public", ("A",))
    )
    new = own(
        Cell("in_vivo", 3, 5, "defining", "inferred"),
        Cell("outreach", 2, 2, "peripheral", "seed"),
        status="reviewed",
    )
    said = [(each.criterion, each.field, each.old, each.new) for each in model_changes(old, new)]
    assert said == [
        ("", "status", "draft", "reviewed"),
        ("in_vivo", "expect", "4-5", "3-5"),
        ("in_vivo", "importance", "typical", "defining"),
        ("outreach", "cell", "", "2, peripheral, seed"),
        ("linkage", "cell", "1-2, typical, public, A", ""),
    ]
    assert model_changes(old, old) == ()


def test_versions_of_the_criteria_differ_by_anchor() -> None:
    text = next(file for file in SHIPPED if file.kind == "criteria").text
    new = read_criteria(text.replace("waits for people to come or be referred", "waits"), "new")
    (change,) = criteria_changes(CRITERIA, new)
    assert (change.criterion, change.field, change.new) == ("outreach", "anchor 1 (en)", "waits")
