"""Changing a coding's code and edges from the command line."""

from __future__ import annotations

from tests.cli.test_commands import Run, listed, run, study

__all__ = ["run", "study"]

DOCUMENT = "rozhovor č. 1"


def test_a_coding_gets_another_code_and_other_edges_and_each_is_one_undo(run: Run, study: str) -> None:
    (row,) = listed(run, "apply", study, DOCUMENT, 60, 80, "visits", "--memo", "mine")
    i = row["id"]
    assert "Changed “visits” to “outreach”" in run("coding", "recode", study, i, "outreach").stdout
    assert "nothing changed" in run("coding", "recode", study, i, "outreach").stdout
    assert "Moved the edges of “outreach”" in run("coding", "resize", study, i, 60, 95).stdout
    (row,) = listed(run, "codings", study)
    assert (row["code"], row["start"], row["end"], row["memo"]) == ("outreach", 60, 95, "mine")
    run("undo", study)
    (row,) = listed(run, "codings", study)
    assert (row["code"], row["end"], row["quotation"]) == ("outreach", 80, 1)
    run("undo", study)
    assert listed(run, "codings", study)[0]["code"] == "visits"


def test_what_cannot_be_done_is_said(run: Run, study: str) -> None:
    run("apply", study, DOCUMENT, 60, 80, "visits")
    assert "empty" in run("coding", "resize", study, 1, 60, 60, code=1).stderr
    assert "no coding 7" in run("coding", "recode", study, 7, "visits", code=1).stderr
    assert "no code “new”" in run("coding", "recode", study, 1, "new", "--closed", code=1).stderr
    assert "no code “" in run("apply", study, DOCUMENT, 0, 9, "--in-vivo", "--closed", code=1).stderr
    assert [code["code"] for code in listed(run, "codes", study)] == ["visits"]


def test_a_node_gets_another_kind_where_it_bears_no_codings(run: Run, study: str) -> None:
    run("apply", study, DOCUMENT, 60, 80, "visits")
    run("code", "add", study, "Work")
    assert "“Work” is a category now" in run("code", "kind", study, "work", "category").stdout
    assert "codings or mappings" in run("code", "kind", study, "visits", "theme", code=1).stderr
    assert "no kind" in run("code", "kind", study, "Work", "shape", code=1).stderr
    assert {node["code"]: node["kind"] for node in listed(run, "codes", study)} == {
        "visits": "code", "Work": "category",
    }  # fmt: skip
