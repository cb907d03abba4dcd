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


def test_merging_two_codes_into_a_third_folds_what_both_have(study: Study) -> None:
    one = span(TEXT, "I trust him")
    for coder in ("Jana", "Petr"):
        study.codings.apply("interview", one, ["a", "b"], coder=coder)
    study.codings.apply("interview", one, "c", coder="Eva")
    study.codebook.merge(["a", "b"], "c")
    assert sorted((r.code, r.coder) for r in study.codings.list()) == [
        ("c", "Eva"),
        ("c", "Jana"),
        ("c", "Petr"),
    ]
    details = study.history.list()[-1].details
    assert (details["codings"], details["folded"]) == (2, 2)
    assert [step.name for step in study.codebook.lineage("c")] == ["a", "b"]
    study.history.undo()
    assert len(study.codings.list()) == 5


def test_the_targets_own_reading_wins_and_of_two_others_the_first(study: Study) -> None:
    adopt_shipped(study)
    study.codings.apply("interview", span(TEXT, "I trust him"), ["a", "b", "c"])
    for level, code in enumerate("abc", 1):
        study.mappings.set(code, "in_vivo", level=level)
        study.mappings.set_reading(1, code, "in_vivo", level)
    study.mappings.set("a", "outreach", level=2)
    study.mappings.set("b", "outreach", level=2)
    study.mappings.set_reading(1, "a", "outreach", 4)
    study.mappings.set_reading(1, "b", "outreach", 5)
    study.codebook.merge(["a", "b"], "c")
    c = study.codebook.get("c").id
    assert [(r.code_id, r.criterion, r.level) for r in study.mappings.readings()] == [
        (c, "in_vivo", 3),
        (c, "outreach", 4),
    ]


def test_mappings_that_a_merge_gives_up_are_told(study: Study) -> None:
    adopt_shipped(study)
    for code in "abc":
        study.codebook.add(code)
    study.mappings.set("a", "in_vivo", level=4, strength=3)
    study.mappings.set("a", "outreach", polarity="contradicts")
    study.mappings.set("b", "in_vivo", level=1)
    study.mappings.set("b", "outreach", polarity="supports", aspect="barrier")
    study.mappings.set("c", "in_vivo", level=1)
    study.codebook.merge(["a", "b"], "c")
    (kept, moved) = study.mappings.list()
    assert {(m.criterion, m.polarity, m.level) for m in (kept, moved)} == {
        ("in_vivo", "level", 1),
        ("outreach", "contradicts", 1),
    }
    lost_a = (
        "in_vivo: level 4, strength 3, practice, counts; kept: in_vivo: level 1, strength 2, practice, counts"
    )
    lost_b = (
        "outreach: supports (level 5), strength 2, barrier, does not count; "
        "kept: outreach: contradicts (level 1), strength 2, practice, counts"
    )
    assert study.history.list()[-1].details["mappings given up"] == {"a": [lost_a], "b": [lost_b]}
    told = {step.name: step.details.get("mappings given up") for step in study.codebook.lineage("c")}
    assert told == {"a": lost_a, "b": lost_b}, "an equal one that is folded is no loss"


def test_a_merge_without_a_loss_tells_of_none(study: Study) -> None:
    adopt_shipped(study)
    for code in "ab":
        study.codebook.add(code)
        study.mappings.set(code, "in_vivo", level=4)
    study.codebook.merge(["a"], "b")
    assert "mappings given up" not in study.history.list()[-1].details
    assert "mappings given up" not in study.codebook.lineage("b")[-1].details


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


def test_splitting_off_a_new_code_takes_fields_mappings_and_readings_along(study: Study) -> None:
    adopt_shipped(study)
    one, two = span(TEXT, "I trust him"), span(TEXT, "Důvěra je základ.")
    for place in (one, two):
        study.codings.apply("interview", place, "trust")
    study.codebook.add("Team", kind="category")
    study.codebook.move("trust", "Team")
    study.codebook.edit("trust", brief="brief", colour="#0072B2")
    study.mappings.set("trust", "in_vivo", level=2, strength=3, aspect="barrier", counts=True)
    study.mappings.set("trust", "outreach")
    study.mappings.set_reading(1, "trust", "in_vivo", 4)
    study.mappings.set_reading(2, "trust", "outreach", 1)
    new_code = study.codebook.split("trust", "mutual", [1, 1])
    assert (new_code.path, new_code.brief, new_code.colour) == (("Team", "mutual"), "brief", "#0072B2")
    by_code = {
        name: [
            (m.criterion, m.polarity, m.level, m.strength, m.aspect, m.counts)
            for m in study.mappings.list()
            if m.code == name
        ]
        for name in ("trust", "mutual")
    }
    assert by_code["mutual"] == by_code["trust"]
    assert by_code["mutual"][0] == ("in_vivo", "level", 2, 3, "barrier", True)
    trust, mutual = study.codebook.get("trust").id, study.codebook.get("mutual").id
    assert sorted((r.quotation_id, r.code_id, r.criterion, r.level) for r in study.mappings.readings()) == [
        (1, mutual, "in_vivo", 4),
        (2, trust, "outreach", 1),
    ]


def test_splitting_into_a_code_that_exists_folds_what_it_has_already(study: Study) -> None:
    adopt_shipped(study)
    study.codings.apply("interview", span(TEXT, "I trust him"), ["trust", "old"], coder="Jana")
    study.codings.apply("interview", span(TEXT, "I trust him"), "trust", coder="Petr")
    study.mappings.set("old", "in_vivo", level=1)
    study.mappings.set("trust", "in_vivo", level=2)
    study.mappings.set("trust", "outreach", level=3)
    study.mappings.set_reading(1, "old", "in_vivo", 5)
    study.mappings.set_reading(1, "trust", "in_vivo", 4)
    study.mappings.set_reading(1, "trust", "outreach", 3)
    study.codebook.split("trust", "OLD", [1])
    assert sorted((r.code, r.coder) for r in study.codings.list()) == [("old", "Jana"), ("old", "Petr")]
    old = study.codebook.get("old").id
    assert [(r.code_id, r.criterion, r.level) for r in study.mappings.readings()] == [(old, "in_vivo", 5)], (
        "its own reading stays, and none comes on a criterion to which it is not mapped"
    )
    assert [(m.code, m.criterion) for m in study.mappings.list() if m.code == "old"] == [("old", "in_vivo")]
    study.history.undo()
    assert len(study.codings.list()) == 3
    assert len(study.mappings.readings()) == 3


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


def test_the_kind_of_a_node_changes_only_where_its_place_and_its_use_allow_it(study: Study) -> None:
    book = study.codebook
    book.add("top", kind="category")
    book.add("middle", kind="category", under="top")
    book.add("leaf", under="middle")
    assert book.set_kind("top", "theme").kind == "theme"
    for name, kind, words in (
        ("top", "code", "cannot stand under a code"),
        ("leaf", "theme", "cannot stand under a category"),
        ("leaf", "code", "already"),
        ("leaf", "shape", "no kind"),
    ):
        with pytest.raises(InputError, match=words):
            book.set_kind(name, kind)  # type: ignore[arg-type]
    assert book.set_kind("leaf", "category").path == ("top", "middle", "leaf")
    study.history.undo(2)
    assert [node.kind for node in book.tree()] == ["category", "category", "code"]


def test_a_large_codebook_is_added_without_reading_the_tree_for_each_node(tmp_path: Path) -> None:
    from qualcode.workflows.codebooks import import_codebook

    rows = ["name,parent,kind", "Above,,category", *(f"code {n},Above,code" for n in range(40))]
    (tmp_path / "book.csv").write_text("\n".join(rows), encoding="utf-8")
    asked: list[str] = []
    with new(tmp_path) as study:
        study.store.connection.set_trace_callback(asked.append)
        assert import_codebook(study, tmp_path / "book.csv") == (41, 0)
        study.store.connection.set_trace_callback(None)
        assert [code.path for code in study.codebook.tree()][-1] == ("Above", "code 39")
    assert sum("FROM codes ORDER BY parent_id" in each for each in asked) <= 3
