"""The digest of a study, the register of results, and rows that speak of codes when codes are merged, deleted or withdrawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.model.tables import ResultTable, Statement
from qualcode.study import Study
from qualcode.study.withdrawal import withdraw
from qualcode.workflows.comparing import adopt_shipped
from qualcode.workflows.correcting import edit, store
from qualcode.workflows.results import analysed, statement_of, write_result_tables
from tests.study.material import TEXT, add, new, span


@pytest.fixture
def study(tmp_path: Path) -> Study:
    made = new(tmp_path)
    add(made, "R01")
    add(made, "R02", TEXT.replace("him", "her"))
    for name, words in (("R01", "I trust him"), ("R02", "I trust her")):
        made.codings.apply(name, span(made.documents.text(name), words), "trust", coder="Jana")
    made.codings.apply("R01", span(TEXT, "he trusts me"), "being trusted", coder="Jana")
    return made


def relate(study: Study, *rows: tuple[str, str, str]) -> None:
    """Relations between codes, written as the noun writes them."""
    with study.change("relations.add", "Related") as change:
        change.insert(
            "relations",
            [
                {
                    "code_id": study.codebook.get(a).id,
                    "other_id": study.codebook.get(b).id,
                    "kind": kind,
                    "note": "",
                    "created": "2026-11-22T08:00:00+00:00",
                    "created_by": "Jana",
                }
                for a, kind, b in rows
            ],
        )


def related(study: Study) -> list[tuple[str, str, str]]:
    return study.store.rows(
        "SELECT a.name, r.kind, b.name FROM relations r JOIN codes a ON a.id = r.code_id "
        "JOIN codes b ON b.id = r.other_id ORDER BY r.id"
    )


def test_the_digest_follows_the_content_and_comes_back_with_undo(study: Study) -> None:
    before = study.digest()
    study.codings.apply("R02", span(study.documents.text("R02"), "trusts me"), "new", coder="Jana")
    after = study.digest()
    assert after.whole != before.whole
    assert after.differing(before.as_dict()) == ("codebook", "codings")
    study.history.undo()
    assert study.digest() == before


def test_a_colour_and_a_title_change_no_figure_and_so_no_digest(study: Study) -> None:
    before = study.digest()
    study.codebook.edit("trust", colour="#0072B2")
    study.settings.set("title", "Another title")
    assert study.digest() == before
    study.cases.set("R01", {"facility_type": "clinic"})
    assert study.digest().differing(before.as_dict()) == ("cases",)


def test_a_definition_makes_a_report_stale_and_a_count_not(study: Study) -> None:
    study.results.record(statement_of(study, "frequencies", "codings"), "counts.csv")
    study.results.record(statement_of(study, "report", "codebook"), "codebook.docx")
    study.codebook.edit("trust", brief="Relying on somebody.")
    counts, report = study.results.list()
    assert counts.stale == ()
    assert report.stale == ("definitions, memos or notes on quotations",)


def test_a_result_is_noted_and_called_stale_with_what_changed(study: Study, tmp_path: Path) -> None:
    statement = statement_of(
        study, "frequencies", "codings", {"level": "code"}, filter={"coder": "Jana"}, seed=3
    )
    table = ResultTable("counts", ("code", "codings"), (("trust", 2),), statement)
    write_result_tables(study, tmp_path / "counts.csv", [table])
    (kept,) = study.results.list()
    assert (kept.name, kept.analysis, kept.stale) == ("counts.csv", "frequencies", ())
    assert kept.statement["seed"] == 3
    study.codebook.rename("trust", "confidence")
    assert study.results.list()[0].stale == ("codebook", "codings")
    study.history.undo()
    assert study.results.list()[0].stale == ()


def test_a_withdrawn_respondent_is_named_in_no_recorded_result(study: Study, tmp_path: Path) -> None:
    for label in ("R01", "R02"):
        statement = statement_of(study, "coverage", "turns", filter={"case": label})
        study.results.record(statement, f"{label}.csv")
    withdraw(study, "R01")
    first, second = study.results.list()
    assert "R01" not in str(first)
    assert first.name == ""
    assert second.name == "R02.csv"
    study.close()
    assert b"R01.csv" not in study.path.read_bytes()


def test_nothing_is_noted_where_the_study_cannot_be_written(study: Study) -> None:
    study.store.read_only = True
    study.results.record(Statement("frequencies", "codings"), "x.csv")
    study.store.read_only = False
    assert study.results.list() == ()


def test_relations_follow_a_merge_and_say_nothing_twice_or_of_themselves(study: Study) -> None:
    for name in ("a", "b", "c"):
        study.codebook.add(name)
    relate(study, ("a", "causes", "c"), ("b", "causes", "c"), ("a", "causes", "b"), ("c", "contradicts", "b"))
    study.codebook.merge(["a"], "b")
    assert related(study) == [("b", "causes", "c"), ("c", "contradicts", "b")]
    study.history.undo()
    assert len(related(study)) == 4


def test_relations_go_with_a_deleted_code_and_come_back_with_undo(study: Study) -> None:
    for name in ("a", "b", "c"):
        study.codebook.add(name)
    relate(study, ("a", "causes", "b"), ("b", "causes", "c"))
    study.codebook.delete("a")
    assert related(study) == [("b", "causes", "c")]
    study.history.undo()
    assert related(study) == [("a", "causes", "b"), ("b", "causes", "c")]


def test_spans_that_are_no_quotations_move_with_a_correction_and_go_with_their_words(study: Study) -> None:
    document, code = study.documents.get("R01"), study.codebook.get("trust")
    rows = [span(TEXT, "And when he stops coming?"), span(TEXT, "I trust him")]
    with study.change("adjudications.settle", "Settled") as change:
        change.insert(
            "adjudications",
            [
                {
                    "document_id": document.id, "start": start, "stop": stop, "code_id": code.id, "outcome": "coded",
                    "coders": "[]", "note": "", "at": "2026-11-22T08:00:00+00:00", "by_whom": "Jana",
                }
                for start, stop in rows
            ],
        )  # fmt: skip
    changed = TEXT.replace(
        "What does trust mean here?", "What does the word trust mean here, please?"
    ).replace("I trust him, and he trusts me. ", "")
    store(study, edit(study, "R01", changed))
    text = study.documents.text("R01")
    left = [text[a:b] for a, b in study.store.rows("SELECT start, stop FROM adjudications")]
    assert left == ["And when he stops coming?"]
    study.history.undo()
    assert study.store.rows("SELECT start, stop FROM adjudications ORDER BY id") == rows


def test_a_result_names_the_state_it_was_read_from_though_somebody_writes_meanwhile(
    study: Study, tmp_path: Path
) -> None:
    study.close()
    with analysed(study.path) as counting:
        before = counting.digest().whole
        counted = counting.codings.incidence()
        with Study.open(study.path, actor="Petr") as other:
            other.codebook.delete("being trusted", with_codings=True)
        statement = statement_of(counting, "frequencies", "codings")
        assert statement.digest == before
        assert len(counted.coding) == 3
        table = ResultTable("counts", ("codings",), ((3,),), statement)
        write_result_tables(counting, tmp_path / "counts.csv", [table])
    with Study.open(study.path) as after:
        (noted,) = after.results.list()
        assert noted.stale == ("codebook", "codings")


def test_a_count_of_codes_does_not_go_stale_with_a_mapping(study: Study) -> None:
    study.results.record(statement_of(study, "frequencies", "codings"), "counts.csv")
    study.results.record(statement_of(study, "compare", "respondents"), "compared.csv")
    adopt_shipped(study)
    study.mappings.set("trust", "relationship", polarity="supports")
    counts, compared = study.results.list()
    assert counts.stale == ()
    assert compared.stale == ("mappings", "models")


def test_a_result_of_an_earlier_state_is_stale_from_the_beginning(study: Study) -> None:
    statement = statement_of(study, "frequencies", "codings")
    study.codebook.rename("trust", "confidence")
    study.results.record(statement, "counts.csv")
    (noted,) = study.results.list()
    assert "codings" in noted.stale
