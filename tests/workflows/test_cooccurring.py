"""Co-occurrence of a study: filters, groups, chance, and the tables that leave it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from qualcode.cli.app import app
from qualcode.errors import InputError, NotFoundError
from qualcode.model.cooccurrence import CooccurrenceChoices
from qualcode.study import Study
from qualcode.workflows.cooccurrence_tables import (
    check_measure,
    cooccurrence_statement,
    group_tables,
    matrix_table,
    pairs_table,
    sorted_pairs,
)
from qualcode.workflows.cooccurring import chance_of, cooccurrence_by, cooccurrence_of, passages_behind
from tests.study.material import TEXT, add, new, span

THIRD = TEXT + "I: Anything else?\nR: No, that is all.\n"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Trust and time together with two respondents, time twice with one; Eva codes one passage, and a question is coded."""
    with new(tmp_path) as made:
        for name, text, place in (
            ("one", TEXT, "clinic"),
            ("two", TEXT + " ", "shelter"),
            ("three", THIRD, ""),
        ):
            document = add(made, name, text + name)
            if place:
                made.cases.set(document.case, {"place": place})
        for name in ("one", "two"):
            made.codings.apply(name, span(TEXT, "I trust him, and he trusts me."), "trust", coder="Jana")
            made.codings.apply(name, span(TEXT, "he trusts me. Důvěra je základ."), "time", coder="Jana")
        made.codings.apply("one", span(TEXT, "I trust him"), "time", coder="Jana")
        made.codings.apply("three", span(TEXT, "Then I go and look"), ["trust", "time"], coder="Eva")
        made.codings.apply("one", span(TEXT, "What does trust mean"), ["trust", "time"], coder="Jana")
        yield made


def test_filters_count_as_if_there_were_no_other_documents(study: Study) -> None:
    (every,) = cooccurrence_of(study).pairs
    assert (every.count, every.respondents) == (3, 2)
    (clinic,) = cooccurrence_of(study, attributes=(("Place", "CLINIC"),)).pairs
    assert (clinic.count, clinic.respondents) == (2, 1)
    assert cooccurrence_of(study, documents=("three",)).pairs == ()
    both = cooccurrence_of(study, attributes=(("place", "clinic"), ("place", "shelter")))
    assert both.pairs[0].count == 3
    with pytest.raises(NotFoundError, match="No document fits “one” and “place = shelter”"):
        cooccurrence_of(study, attributes=(("place", "shelter"),), documents=("one",))
    with pytest.raises(NotFoundError, match="an attribute “height”"):
        cooccurrence_of(study, attributes=(("height", "tall"),))


def test_passages_behind_a_filtered_number_are_those_of_the_filter(study: Study) -> None:
    found = cooccurrence_of(study, documents=("two",))
    numbers = passages_behind(study, found, "trust", "time", documents=("two",))
    assert {passage.document for passage in study.retrieval.numbered(numbers)} == {"two"}


def test_groups_stand_side_by_side_with_their_sizes(study: Study) -> None:
    choices = CooccurrenceChoices(minimum=2)
    grouped = cooccurrence_by(study, choices, "PLACE")
    assert grouped.by == "place"
    assert [(group.name, group.cases, group.documents) for group in grouped.groups] == [
        ("clinic", 1, 1), ("shelter", 1, 1), ("—", 1, 1),
    ]  # fmt: skip
    statement = cooccurrence_statement(study, grouped.groups[0].found, choices, by=grouped.by)
    sides, sizes, *single = group_tables(grouped, statement)
    assert sides.to_records() == [
        {
            "a": "time", "b": "trust", "clinic: count": 2, "clinic: respondents": 1, "shelter: count": 1,
            "shelter: respondents": 1, "—: count": 0, "—: respondents": 0,
        }
    ]  # fmt: skip
    assert sizes.to_columns()["pairs"] == [1, 0, 0]
    assert [len(table.rows) for table in single] == [1, 0, 0]


def test_groups_by_coder_and_by_role(study: Study) -> None:
    by_coder = cooccurrence_by(study, CooccurrenceChoices(), "coder")
    assert [(group.name, group.documents) for group in by_coder.groups] == [("Jana", 2), ("Eva", 1)]
    assert [group.found.pairs[0].count for group in by_coder.groups] == [3, 1]
    by_role = cooccurrence_by(study, CooccurrenceChoices(), "role")
    assert {group.name: group.found.pairs[0].count for group in by_role.groups} == {
        "respondent": 3,
        "interviewer": 1,
    }
    with pytest.raises(InputError, match="leave out --coder"):
        cooccurrence_by(study, CooccurrenceChoices(coder="Eva"), "coder")
    with pytest.raises(NotFoundError, match="an attribute “age”"):
        cooccurrence_by(study, CooccurrenceChoices(), "age")


def test_tables_bear_all_measures_chance_and_what_was_drawn(study: Study) -> None:
    choices = CooccurrenceChoices(unit="turn")
    found = cooccurrence_of(study, unit="turn")
    chance = chance_of(study, choices, permutations=20)
    statement = cooccurrence_statement(study, found, choices, measure="lift", chance=chance)
    assert (statement.seed, statement.settings["permutations"], statement.settings["compared"]) == (1, 20, 1)
    table = pairs_table(
        found, statement, measure="lift", chance=chance, drawn={("time", "trust"): ("causes →",)}
    )
    (row,) = table.to_records()
    assert (row["count"], row["lift"], row["drawn"]) == (
        2,
        2 * 7 / (2 * 2) if found.total == 7 else row["lift"],
        "causes →",
    )
    assert row["expected"] == chance.pairs[0].expected
    assert matrix_table(found, statement).rows == (("time", 2, 2), ("trust", 2, 2))


def test_pairs_without_a_value_come_last(study: Study) -> None:
    found = cooccurrence_of(study, unit="proximity", within=3)
    assert sorted_pairs(found, "c") == found.pairs
    for measure, words in (
        ("lift", "no lift for proximity"),
        ("inside", "belongs to"),
        ("size", "no measure"),
    ):
        with pytest.raises(InputError, match=words):
            check_measure(measure, CooccurrenceChoices(unit="proximity"))


def run(study: Study, *words: str) -> str:
    result = CliRunner().invoke(
        app,
        [words[0], *words[1:2], str(study.path), *words[2:]]
        if words[0] == "relation"
        else [words[0], str(study.path), *words[1:]],
    )
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_command_keeps_the_keys_of_the_contract_and_adds_its_own(study: Study) -> None:
    run(study, "relation", "add", "trust", "causes", "time", "--note", "why")
    answer = json.loads(
        run(study, "cooccurrence", "--unit", "overlap", "--chance", "--permutations", "9", "--json")
    )
    assert answer["unit"] == "overlap"
    assert answer["codes"] == ["time", "trust"]
    (pair,) = answer["pairs"]
    assert pair.keys() == {"a", "b", "count", "jaccard", "documents"}
    (pair,) = answer["measures"]
    assert {"a", "b", "count", "jaccard", "documents", "respondents", "dice", "c", "lift"} <= pair.keys()
    assert pair["drawn"] == ["← causes"]
    assert pair["chance"].keys() == {"expected", "ratio", "at_least", "share", "adjusted"}
    assert (answer["seed"], answer["settings"]["minimum"], answer["filter"]["role"]) == (1, 1, "respondent")
    assert answer["study"]["sha256"]


def test_the_printed_table_says_what_chance_means_without_ever_saying_significant(study: Study) -> None:
    said = run(
        study,
        "cooccurrence",
        "--unit",
        "turn",
        "--chance",
        "--permutations",
        "30",
        "--measure",
        "conditional",
    )
    assert "of 30" in said
    assert "could go together" in said
    assert "seed: 1" in said
    assert "significan" not in said.lower()
    assert (
        run(
            study,
            "cooccurrence",
            "--unit",
            "turn",
            "--chance",
            "--permutations",
            "30",
            "--measure",
            "conditional",
        )
        == said
    )


def test_the_matrix_of_a_measure_groups_and_files_leave_by_the_command(study: Study, tmp_path: Path) -> None:
    assert run(study, "cooccurrence", "--csv").splitlines() == [",time,trust", "time,3,3", "trust,3,2"]
    matrix = run(study, "cooccurrence", "--csv", "--measure", "conditional").splitlines()
    assert matrix[1].split(",")[1] == ""
    assert run(study, "cooccurrence", "--by", "place", "--csv").startswith("a,b,clinic: count,")
    assert "clinic: n = 1, 1 document" in run(study, "cooccurrence", "--by", "place")
    groups = json.loads(run(study, "cooccurrence", "--by", "role", "--json"))["groups"]
    assert [group["group"] for group in groups] == ["interviewer", "respondent"] or len(groups) == 2
    run(study, "cooccurrence", "--to", str(tmp_path / "pairs.csv"))
    assert (tmp_path / "pairs.csv-metadata.json").exists()
    assert (tmp_path / "pairs-count.csv").exists()
    assert "pairs.csv" in run(study, "results")


def test_relations_are_listed_noted_and_removed_by_the_command(study: Study) -> None:
    run(study, "relation", "add", "trust", "nurtures", "time")
    assert "nurtures" in run(study, "relation", "list")
    run(study, "relation", "note", "1", "slowly")
    (row,) = json.loads(run(study, "relation", "list", "--json"))["relations"]
    assert (row["code"], row["relation"], row["other"], row["note"]) == (
        "trust",
        "nurtures",
        "time",
        "slowly",
    )
    assert (
        run(study, "relation", "list", "--csv").splitlines()[0]
        == "id,code,relation,other,note,created,created_by"
    )
    run(study, "relation", "remove", "1")
    assert "No relation is drawn yet" in run(study, "relation", "list")


def test_what_cannot_be_is_refused_in_a_sentence(study: Study) -> None:
    for words, said in (
        (("--unit", "exact", "--chance"), "Chance is arranged for"),
        (("--chance", "--by", "place"), "not both"),
        (("--unit", "page"), "no unit"),
        (("--measure", "beauty"), "no measure"),
        (("--unit", "proximity", "--within", "-1"), "distance"),
    ):
        result = CliRunner().invoke(app, ["cooccurrence", str(study.path), *words])
        assert isinstance(result.exception, InputError), words
        assert said in str(result.exception)
