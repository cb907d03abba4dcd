"""Finding by expression and listing what is uncoded, as the screen does, from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.test_commands import INTERVIEW, Run, listed, run, study

__all__ = ["run", "study"]


def test_search_reads_a_regular_expression_and_names_a_broken_one(run: Run, study: str) -> None:
    hits = listed(run, "search", study, r"\bt\w+m\b", "--regex")
    assert [(h["text"], h["turn"]) for h in hits] == [("them", 2), ("team", 2), ("them", 4)]
    run("apply", study, "rozhovor č. 1", hits[2]["start"] - 5, hits[2]["end"], "seeking")
    assert len(listed(run, "search", study, "t..m", "--regex", "--code", "seeking")) == 1
    assert "not a regular expression" in run("search", study, "(", "--regex", code=1).stderr
    assert "one of the two" in run("search", study, "a", "--regex", "--lemma", code=1).stderr
    assert "nothing to search for" in run("search", study, "  ", "--regex", code=1).stderr


def test_text_lists_the_turns_in_which_nothing_is_coded(run: Run, study: str, tmp_path: Path) -> None:
    assert [t["turn"] for t in listed(run, "text", study, "rozhovor č. 1", "--uncoded")] == [2, 4, 6]
    start = INTERVIEW.index("We look")
    run("apply", study, "rozhovor č. 1", start, start + 16, "seeking")
    assert [t["turn"] for t in listed(run, "text", study, "rozhovor č. 1", "--uncoded")] == [2, 6]
    assert "We visit them" in run("text", study, "rozhovor č. 1", "--uncoded").stdout
