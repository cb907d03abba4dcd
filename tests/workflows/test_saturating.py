"""Saturation of a study: by what its interviews are ordered, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import InputError, NotFoundError
from qualcode.study import Study
from qualcode.workflows.saturating import (
    left_out_sentence,
    order_sentence,
    quotations_of_new,
    random_sentence,
    reached_sentence,
    saturation_of,
    saturation_tables,
    short_sentence,
)
from tests.study.material import TEXT, add, new, span

CODES = ("abcde", "fgh", "ij", "kl", "m", "a", "ab", "c")
"""What each interview bears: 12 codes in the base, then 1/12, 0/12."""


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Eight interviews."""
    with new(tmp_path, actor="Jana") as study:
        for number, codes in enumerate(CODES, 1):
            add(study, f"interview {number}", f"{TEXT}R: Number {number}.\n", case=f"R{number}")
            study.codings.apply(
                f"interview {number}", span(TEXT, "I trust him"), [f"code {c}" for c in codes]
            )
        yield study


def dated(study: Study, *days: int, name: str = "interview_date") -> None:
    """Give the cases a date each."""
    for number, day in enumerate(days, 1):
        study.cases.set(f"R{number}", {name: f"{day}. 3. 2024"})


def test_in_the_order_of_import_unless_every_case_has_a_date(study: Study) -> None:
    plain = saturation_of(study, permutations=10)
    assert plain.order.attribute is None
    assert "order of import" in order_sentence(plain)
    five = plain.found.reached[0]
    assert (five.after, five.confirmed, five.notation) == (5, (6, 7), "5⁺²")
    assert reached_sentence(plain.found, five) == (
        "≤5 % new information at interview 5 with run 2 (5⁺²): reached after 5 interviews, confirmed by interviews 6 and 7."
    )
    dated(study, 8, 7, 6, 5, 4, 3, 2)
    assert saturation_of(study, permutations=10).order.attribute is None
    dated(study, 8, 7, 6, 5, 4, 3, 2, 1)
    found = saturation_of(study, permutations=10)
    assert (found.order.attribute, found.order.values, found.order.tied) == ("interview_date", "dates", 0)
    assert [each.name for each in found.found.interviews] == [f"R{n}" for n in range(8, 0, -1)]
    assert found.found.interviews[0].placed_by == "1. 3. 2024"
    assert found.statement.settings["order"] == "interview_date"
    back = saturation_of(study, order="import", permutations=10)
    assert back.found == plain.found


def test_words_do_not_order_interviews_by_themselves(study: Study) -> None:
    for number in range(1, 9):
        study.cases.set(f"R{number}", {"date": "spring", "wave": f"wave {12 - number}"})
    assert saturation_of(study, permutations=0).order.attribute is None
    found = saturation_of(study, order="WAVE", permutations=0)
    assert (found.order.attribute, found.order.values) == ("wave", "words")
    assert found.found.interviews[0].name == "R8"
    assert saturation_of(study, order="date", permutations=0).order.tied == 8


def test_what_has_no_order_is_refused(study: Study) -> None:
    study.cases.set("R1", {"date": "2024-01-01"})
    with pytest.raises(InputError, match="R2, R3, R4, R5, R6 and 2 more have no value of “date”"):
        saturation_of(study, order="date")
    with pytest.raises(NotFoundError, match="No case has an attribute “when”"):
        saturation_of(study, order="when")
    for options in ({"unit": "turns"}, {"level": "theme"}, {"role": "boss"}):
        with pytest.raises(InputError, match="choose"):
            saturation_of(study, **options)  # type: ignore[arg-type]


def test_documents_of_one_case_keep_the_order_of_import(study: Study) -> None:
    study.documents.set_case("interview 8", "R1")
    study.cases.remove("R8")
    dated(study, 7, 6, 5, 4, 3, 2, 1)
    cases = saturation_of(study, permutations=0).found
    assert len(cases.interviews) == 7
    found = saturation_of(study, unit="documents", permutations=0)
    assert [each.name for each in found.found.interviews][-2:] == ["interview 1", "interview 8"]
    assert found.order.tied == 0


def test_each_interview_leads_to_the_quotations_of_what_it_brought(study: Study) -> None:
    found = saturation_of(study, permutations=0).found
    numbers = quotations_of_new(study, found)
    assert [len(each) for each in numbers] == [1, 1, 1, 1, 1, 0, 0, 0]
    (row, *_) = study.codings.list(document="interview 3")
    assert numbers[2] == (row.quotation,)
    study.codebook.add("All", kind="category")
    study.codebook.move([code.name for code in study.codebook.tree() if code.kind == "code"], "All")
    groups = saturation_of(study, level="category", unit="documents", permutations=0).found
    assert [len(each) for each in quotations_of_new(study, groups)] == [1, *[0] * 7]


def test_merged_codes_are_said(study: Study) -> None:
    assert "no codes were merged" in order_sentence(saturation_of(study, permutations=0))
    study.codebook.merge(["code m", "code l"], "code a")
    found = saturation_of(study, permutations=0)
    assert found.order.merges == 2
    assert "2 codes were merged" in order_sentence(found)
    assert found.found.reached[0].after == 4
    study.history.undo()
    assert saturation_of(study, permutations=0).order.merges == 0


def test_too_few_interviews_are_said_and_the_curve_is_there(tmp_path: Path) -> None:
    with new(tmp_path, name="small.qualcode") as study:
        assert saturation_of(study).found.interviews == ()
        add(study, "interview 1", TEXT)
        study.codings.apply("interview 1", span(TEXT, "I trust him"), "trust")
        found = saturation_of(study)
        assert short_sentence(found.found) == (
            "Saturation cannot be assessed: a base of 4 and a run of 2 need 6 interviews, and there are 1."
        )
        interviews, runs, thresholds = saturation_tables(found)
        assert interviews.to_records()[0]["cumulative"] == 1
        assert (runs.rows, thresholds.rows) == ((), ())


def test_nothing_coded_is_said(tmp_path: Path) -> None:
    with new(tmp_path, name="bare.qualcode") as study:
        for number in range(6):
            add(study, f"interview {number}", f"{TEXT}R: {number}\n")
        found = saturation_of(study, permutations=5).found
        assert "0 bear codings" in short_sentence(found)
        assert (found.interviews, found.reached, len(found.left_out)) == ((), (), 6)


def test_what_is_not_coded_says_nothing_of_saturation(study: Study) -> None:
    for number in range(9, 15):
        add(study, f"interview {number}", f"{TEXT}R: Number {number}.\n", case=f"R{number}")
    study.codings.apply("interview 9", span(TEXT, "What does trust mean"), "code z")
    study.codings.apply("interview 10", span(TEXT, "I trust him"), "code z", coder="Petr")
    found = saturation_of(study, permutations=10)
    assert found.found.left_out == ("R9", "R10", "R11", "R12", "R13", "R14")
    assert [each.name for each in found.found.interviews] == [f"R{n}" for n in range(1, 9)]
    assert found.found.runs[-1].last == 8
    assert left_out_sentence(found.found).startswith(
        "Left out, since nothing in them is coded: R9, R10, R11, R12, R13, R14."
    )
    assert found.statement.filter["left_out"] == list(found.found.left_out)
    everybody = saturation_of(study, role="all", permutations=10).found
    assert everybody.left_out == ("R10", "R11", "R12", "R13", "R14")
    petr = saturation_of(study, coder="Petr", permutations=10).found
    assert [each.name for each in petr.interviews] == ["R10"]
    study.cases.set("R1", {"when": "2024-01-01"})
    with pytest.raises(InputError, match="R2, R3, R4, R5, R6 and 2 more have no value"):
        saturation_of(study, order="when")


def test_a_value_that_is_no_date_is_named(study: Study) -> None:
    dated(study, 8, 7, 6, 5, 4, 3, 2, 1)
    study.cases.set("R3", {"interview_date": "2025-02-30"})
    found = saturation_of(study, permutations=0)
    assert found.order.attribute is None
    assert "“interview_date” was not used, as R3 has “2025-02-30”, which is no date." in order_sentence(found)
    with pytest.raises(
        InputError, match="R3 has “2025-02-30”, which is no date, so “interview_date” gives no order"
    ):
        saturation_of(study, order="interview_date")
    study.cases.set("R3", {"interview_date": ""})
    assert "R3 has no value of it" in order_sentence(saturation_of(study, permutations=0))


def test_more_random_orders_than_make_sense_are_refused(study: Study) -> None:
    with pytest.raises(InputError, match="100,000 at most"):
        saturation_of(study, permutations=100_001)


def test_tables_and_sentences(study: Study) -> None:
    found = saturation_of(study, permutations=50, thresholds=(0.05, 0.0, 1.0))
    interviews, runs, thresholds = saturation_tables(found)
    assert [row["new"] for row in interviews.to_records()] == [5, 3, 2, 2, 1, 0, 0, 0]
    assert [row["ratio"] for row in runs.to_records()] == [1 / 12, 0.0, 0.0]
    assert [row["notation"] for row in thresholds.to_records()] == ["5⁺²", "5⁺²", "4⁺²"]
    assert interviews.statement.seed == 1
    assert "50 of 50 orders reach it" in random_sentence(found.found, found.found.reached[2])
    assert saturation_tables(saturation_of(study, permutations=50)) == saturation_tables(
        saturation_of(study, permutations=50)
    )
    never = saturation_of(study, base=7, run=2, permutations=0)
    assert never.found.runs == ()
    none = saturation_of(study, base=1, run=2, thresholds=(0.0,), level="category", permutations=0).found
    assert none.reached[0].after is None
    assert none.reached[0].notation is None
