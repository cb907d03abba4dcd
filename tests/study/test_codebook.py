"""The code tree: add, rename, move, merge, split, delete, lineage."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import InputError, NameTakenError, NotFoundError
from qualcode.model.codes import CodeFields
from qualcode.study import Study
from qualcode.workflows.comparing import adopt_shipped
from tests.study.material import TEXT, add, new, span


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new(tmp_path) as made:
        add(made)
        yield made


def test_a_name_exists_once_whatever_its_case_and_unicode_form(study: Study) -> None:
    study.codebook.add("Důvěra")
    for name in ("důvěra", "DŮVĚRA", unicodedata.normalize("NFD", "Důvěra"), "  Důvěra "):
        with pytest.raises(NameTakenError, match="“Důvěra” already"):
            study.codebook.add(name)
        assert study.codebook.get(name).name == "Důvěra"
    study.codebook.add("duvera")
    assert len(study.codebook.tree()) == 2, "diacritics tell names apart"


def test_all_fields_of_the_codebook_are_kept(study: Study) -> None:
    fields = CodeFields("brief", "full", "when", "when not", "example", "#0072B2", "theory")
    study.codebook.add("Team", kind="category")
    code = study.codebook.add("shared clients", under="Team", fields=fields)
    assert (code.brief, code.full, code.when, code.when_not, code.example, code.colour, code.origin) == (
        "brief",
        "full",
        "when",
        "when not",
        "example",
        "#0072B2",
        "theory",
    )
    assert code.path == ("Team", "shared clients")
    assert study.codebook.edit("shared clients", brief="new").brief == "new"
    with pytest.raises(InputError, match="no colour"):
        study.codebook.edit("shared clients", colour="red")
    with pytest.raises(InputError, match="no field"):
        study.codebook.edit("shared clients", nonsense="x")


def test_a_code_without_a_colour_takes_that_of_its_category(study: Study) -> None:
    study.codebook.add("Team", kind="category", fields=CodeFields(colour="#123456"))
    assert study.codebook.add("inside", under="Team").colour == "#123456"
    study.codebook.move("inside", None)
    assert study.codebook.get("inside").colour != "#123456"


def test_the_tree_keeps_themes_above_categories_above_codes(study: Study) -> None:
    study.codebook.add("theme", kind="theme")
    study.codebook.add("category", kind="category", under="theme")
    study.codebook.add("sub", kind="category", under="category")
    study.codebook.add("code", under="sub")
    assert [c.depth for c in study.codebook.tree()] == [0, 1, 2, 3]
    with pytest.raises(InputError, match="cannot stand under a code"):
        study.codebook.add("below", kind="category", under="code")
    with pytest.raises(InputError, match="lies below it"):
        study.codebook.move("category", "sub")
    with pytest.raises(InputError, match="A theme .* cannot stand under a category"):
        study.codebook.move("theme", "category")


def test_merging_joins_codings_folds_equal_ones_and_keeps_the_old_name_findable(study: Study) -> None:
    one, two = span(TEXT, "I trust him"), span(TEXT, "Důvěra je základ.")
    study.codings.apply("interview", one, ["trust", "vztah"], coder="Jana")
    study.codings.apply("interview", two, "vztah", coder="Jana")
    study.codings.apply("interview", one, "vztah", coder="Petr")
    study.codebook.edit("vztah", brief="what vztah meant")
    study.memos.add("remember", kind="code", target="code", target_name="vztah")
    merged = study.codebook.merge(["vztah"], "trust")
    assert sorted((row.text, row.coder) for row in study.codings.list()) == [
        ("Důvěra je základ.", "Jana"),
        ("I trust him", "Jana"),
        ("I trust him", "Petr"),
    ]
    assert merged.codings == 3
    step = study.codebook.lineage("trust")[-1]
    assert (step.kind, step.name, step.details["brief"], step.by) == (
        "merged",
        "vztah",
        "what vztah meant",
        "Tester",
    )
    with pytest.raises(NotFoundError, match="was merged into “trust”"):
        study.codebook.get("Vztah")
    assert [m.target_name for m in study.memos.list()] == ["trust"]


def test_the_lineage_survives_further_merges(study: Study) -> None:
    for name in "abc":
        study.codebook.add(name)
    study.codebook.merge(["a"], "b")
    study.codebook.merge(["b"], "c")
    assert [step.name for step in study.codebook.lineage("c")] == ["a", "b"]
    with pytest.raises(NotFoundError, match="“a” was merged into “c”"):
        study.codebook.get("a")


def test_merging_moves_mappings_and_readings(study: Study) -> None:
    adopt_shipped(study)
    study.codings.apply("interview", span(TEXT, "I trust him"), ["a", "b"])
    number = study.codings.list()[0].quotation
    study.mappings.set("a", "in_vivo", level=4)
    study.mappings.set("a", "outreach", level=2)
    study.mappings.set("b", "in_vivo", level=1)
    study.mappings.set_reading(number, "a", "outreach", 3)
    study.codebook.merge(["a"], "b")
    assert sorted((m.code, m.criterion, m.level) for m in study.mappings.list()) == [
        ("b", "in_vivo", 1),
        ("b", "outreach", 2),
    ]
    assert [(r.criterion, r.level) for r in study.mappings.readings()] == [("outreach", 3)]


def test_categories_are_merged_with_what_is_below_them(study: Study) -> None:
    study.codebook.add("A", kind="category")
    study.codebook.add("B", kind="category")
    study.codebook.add("code", under="A")
    study.codebook.merge(["A"], "B")
    assert study.codebook.get("code").path == ("B", "code")
    study.codebook.add("inner", kind="category", under="B")
    with pytest.raises(InputError, match="lies below"):
        study.codebook.merge(["B"], "inner")
    with pytest.raises(InputError, match="only like can be merged"):
        study.codebook.merge(["code"], "B")


def test_splitting_moves_the_chosen_quotations_of_all_coders(study: Study) -> None:
    one, two = span(TEXT, "I trust him"), span(TEXT, "Důvěra je základ.")
    for coder in ("Jana", "Petr"):
        study.codings.apply("interview", one, "trust", coder=coder)
    study.codings.apply("interview", two, "trust", coder="Jana")
    number = next(r.quotation for r in study.codings.list() if r.text == "I trust him")
    study.codebook.split("trust", "mutual trust", [number])
    assert {(r.text, r.code) for r in study.codings.list()} == {
        ("I trust him", "mutual trust"),
        ("Důvěra je základ.", "trust"),
    }
    assert study.codebook.lineage("mutual trust")[0].kind == "split"
    with pytest.raises(InputError, match="does not bear the code"):
        study.codebook.split("trust", "third", [number])


def test_deleting_a_code_in_use_is_refused_unless_asked_for(study: Study) -> None:
    study.codebook.add("Team", kind="category")
    study.codings.apply("interview", (3, 9), "x")
    study.codebook.move("x", "Team")
    with pytest.raises(InputError, match="--with-codings"):
        study.codebook.delete("Team")
    study.codebook.delete("Team", with_codings=True)
    assert study.codebook.tree() == ()
    assert study.quotations.list() == ()
    study.history.undo()
    assert study.codings.list()[0].code == "x"


def test_renaming_keeps_the_old_name_findable(study: Study) -> None:
    study.codebook.add("trust")
    study.codebook.rename("trust", "Trust in the worker")
    with pytest.raises(NotFoundError, match="“trust” was renamed to “Trust in the worker”"):
        study.codebook.get("trust")
