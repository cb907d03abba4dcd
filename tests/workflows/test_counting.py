"""Frequencies, crosstabs, coverage and voices of a study, with what they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import InputError, NotFoundError
from qualcode.study import Study
from qualcode.workflows.counting import (
    Choices,
    crosstab_of,
    crosstab_table,
    frequencies_of,
    frequencies_table,
    ordered,
    ordered_columns,
    small_groups,
)
from qualcode.workflows.covering import (
    coverage_of,
    coverage_statement,
    coverage_tables,
    uncoded_in_all,
    uncoded_of,
    uncoded_table,
    voice_sentences,
    voices_of,
    voices_statement,
    voices_tables,
)
from tests.study.material import TEXT, add, new, span


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Three respondents; trust is coded with all of them by Jana, giving up with one, and once by Petr."""
    with new(tmp_path, actor="Jana") as study:
        for number in (1, 2, 3):
            add(study, f"interview {number}", f"{TEXT}R: Number {number}.\n", case=f"R{number}")
        study.codebook.add("Relation", kind="category")
        study.codebook.add("trust", under="Relation")
        for number in (1, 2, 3):
            study.codings.apply(f"interview {number}", span(TEXT, "I trust him,"), "trust")
        study.codings.apply("interview 1", span(TEXT, "and he trusts me"), ["trust", "mutual"])
        study.codebook.move("mutual", "Relation")
        study.codings.apply("interview 2", span(TEXT, "I don't give up"), "giving up")
        study.codings.apply("interview 2", span(TEXT, "What does trust mean"), "asked")
        study.codings.apply("interview 3", span(TEXT, "základ"), "basis", coder="Petr")
        study.cases.set("R1", {"type": "clinic"})
        study.cases.set("R2", {"type": "Ward"})
        yield study


def test_people_come_before_mentions_and_words_are_those_of_respondents(study: Study) -> None:
    found, statement = frequencies_of(study)
    rows = {row.code: row for row in found.rows}
    trust, relation = rows["trust"], rows["Relation"]
    assert (trust.cases, trust.documents, trust.codings, trust.turns) == (("R1", "R2", "R3"), 3, 4, 3)
    assert trust.words == 3 * 3 + 4
    assert (relation.codings, len(relation.quotations), relation.words) == (4, 4, 13)
    assert (rows["asked"].respondents, rows["basis"].respondents) == (0, 0)
    assert [row.code for row in ordered(found).rows][:3] == ["Relation", "trust", "mutual"]
    assert next(row.code for row in ordered(found, "name").rows) == "asked"
    assert ordered(found, "tree") is found
    assert statement.settings["touching"] == "apart"
    assert statement.filter == {"coder": "Jana", "role": "respondent"}
    assert statement.digest == study.digest().whole
    table = frequencies_table(ordered(found), statement)
    assert table.columns[:5] == ("code", "kind", "path", "respondents", "documents")
    assert table.to_records()[0]["who"] == "R1, R2, R3"
    with pytest.raises(InputError, match="sorted by “size”"):
        ordered(found, "size")


def test_codings_with_a_space_between_them_touch(study: Study) -> None:
    """“I trust him,” and “and he trusts me” follow each other with a space between."""
    merged, statement = frequencies_of(study, Choices(touching="merged"))
    assert {row.code: row.codings for row in merged.rows}["trust"] == 3
    assert statement.settings["touching"] == "merged"
    table, _ = crosstab_of(study, Choices(level="code", touching="merged"), by=None)
    trust = next(row for row in table.rows if row.code == "trust")
    assert (trust.counts, trust.total) == ((1, 1, 1), 3)


def test_coders_roles_and_parts(study: Study) -> None:
    every, _ = frequencies_of(study, Choices(coder="all", role="all"))
    assert {row.code: row.respondents for row in every.rows if not row.path[1:]} == {
        "Relation": 3, "giving up": 1, "asked": 1, "basis": 1,
    }  # fmt: skip
    part, statement = frequencies_of(study, Choices(cases=("r1", "R2"), attributes=(("TYPE", "ward"),)))
    assert (part.cases, {row.code: row.cases for row in part.rows}["trust"]) == (1, ("R2",))
    assert statement.filter["only_cases"] == ["r1", "R2"]
    either, _ = frequencies_of(study, Choices(attributes=(("type", "ward"), ("type", "clinic"))))
    assert either.cases == 2
    with pytest.raises(NotFoundError, match="No case fits “R3” and “type = ward”"):
        frequencies_of(study, Choices(cases=("R3",), attributes=(("type", "ward"),)))
    for choices in (Choices(level="word"), Choices(role="boss"), Choices(touching="once")):  # type: ignore[arg-type]
        with pytest.raises(InputError, match="choose one of|neither"):
            frequencies_of(study, choices)


def test_a_crosstab_names_groups_and_those_without_a_value(study: Study) -> None:
    found, statement = crosstab_of(study, Choices(level="code"), by="TYPE")
    assert [(each.name, each.cases) for each in found.columns] == [("clinic", 1), ("Ward", 1), ("—", 1)]
    assert (statement.unit, statement.settings["by"]) == ("respondents", "type")
    assert next(row.code for row in ordered_columns(found).rows) == "trust"
    assert small_groups(found) == ("clinic", "Ward", "—")
    assert small_groups(found, 1) == ()
    figures, sizes = crosstab_table(found, statement)
    assert figures.columns == ("code", "kind", "path", "clinic", "Ward", "without a value", "total")
    assert figures.rows[0][3:] == (1, 1, 1, 3)
    assert sizes.to_records()[2] == {"column": "without a value", "respondents": 1, "documents": 1}
    words, _ = crosstab_of(study, Choices(level="all"), by="type", count="words")
    assert next(row for row in words.rows if row.code == "trust").counts == (7, 3, 3)
    with pytest.raises(NotFoundError, match="No case has an attribute"):
        crosstab_of(study, by="size")
    with pytest.raises(InputError, match="“people” cannot be counted"):
        crosstab_of(study, by="type", count="people")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="cannot be sorted by"):
        ordered_columns(found, "words")


def test_values_that_look_like_other_columns_stay_apart(study: Study) -> None:
    study.cases.set("R1", {"type": "total"})
    study.cases.set("R2", {"type": "without a value"})
    found, statement = crosstab_of(study, Choices(level="code"), by="type")
    assert crosstab_table(found, statement)[0].columns[3:] == (
        "total_", "without a value", "without a value_", "total",
    )  # fmt: skip


def test_an_empty_study_has_empty_tables(tmp_path: Path) -> None:
    with new(tmp_path, name="empty.qualcode") as study:
        found, statement = frequencies_of(study)
        assert frequencies_table(found, statement).rows == ()
        crossed, statement = crosstab_of(study)
        assert crosstab_table(crossed, statement)[1].rows == ()
        assert uncoded_in_all(study) == ()
        assert voice_sentences(voices_of(study)) == ("There are no quotations of respondents yet.",)


def test_uncoded_turns_of_all_documents_are_those_of_each(study: Study) -> None:
    for coder in (None, "Petr", "all"):
        rows = uncoded_in_all(study, coder)
        each = [
            (document.name, turn.number)
            for document in study.documents.list()
            for turn in uncoded_of(study, document, coder)
        ]
        assert [(row.document, row.turn) for row in rows] == each
    first = uncoded_in_all(study)[0]
    assert (first.document, first.case, first.turn) == ("interview 1", "R1", 4)
    assert first.words == "Then I go and look for him; I don't give up on people."
    with pytest.raises(NotFoundError):
        uncoded_in_all(study, "Nobody")
    table = uncoded_table(uncoded_in_all(study), coverage_statement(study, coverage_of(study)))
    assert table.columns == ("document", "case", "turn", "start", "words")


def test_coverage_in_words_and_as_tables(study: Study) -> None:
    found = coverage_of(study, words=True)
    first = found.documents[0].covered
    assert (first.spoken_words, first.coded_words) == (10 + 13 + 2, 7)
    documents, cases = coverage_tables(found, coverage_statement(study, found))
    assert documents.to_records()[0]["word_share"] == 7 / 25
    assert len(cases.rows) == 3
    assert coverage_of(study).total.spoken_words is None


def test_voices_are_said_in_a_sentence(study: Study) -> None:
    add(study, "interview 4", TEXT, case="R4")
    add(study, "interview 5", f"{TEXT}R: Five.\n", case="R5")
    assert voices_of(study).loud == (), "three people are coded so far: too few to call one of them loud"
    start = study.documents.text("interview 4").index("R: ") + 3
    study.codings.apply("interview 4", (start, start + 5), "time")
    found = voices_of(study)
    assert (found.quotations, [each.case for each in found.loud]) == (6, ["R1", "R2"])
    assert voice_sentences(found)[0].startswith(
        "One voice is strong: R1 supplies 2 of 6 quotations (33 %), more than 25 %."
    )
    assert [(each.code, each.case, each.supplied) for each in found.codes] == [
        ("Relation", "R1", 2), ("trust", "R1", 2),
    ]  # fmt: skip
    assert voice_sentences(voices_of(study, limit=0.5)) == (
        "Nobody supplies more than 50 % of the quotations.",
    )
    cases, codes = voices_tables(found, voices_statement(study, found))
    assert cases.to_records()[0]["loud"] == "yes"
    assert codes.to_records()[0]["supplied"] == 2
    with pytest.raises(InputError, match="share between"):
        voices_of(study, limit=1.0)
    with pytest.raises(InputError, match="from 1 up"):
        voices_of(study, least=0)
