"""The demo as a stranger runs it: from an installed copy, in an empty folder."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from qualcode.study import Study
from qualcode.study.integrity import check
from qualcode.workflows.comparing import compare_study


def test_every_file_that_is_listed_is_there_and_none_else(demo: tuple[Path, dict[str, Any]]) -> None:
    folder, printed = demo
    assert printed["study"] == "demo/sample.qualcode"
    listed = {folder / name for name in printed["files"]}
    assert listed == set((folder / "demo").iterdir())
    assert {p.suffix for p in listed} >= {
        ".qualcode",
        ".docx",
        ".md",
        ".html",
        ".graphml",
        ".gexf",
        ".json",
        ".png",
        ".svg",
        ".csv",
        ".xlsx",
        ".yaml",
    }
    assert all(path.stat().st_size > 100 for path in listed)


def test_the_sample_is_what_it_says_it_is(demo: tuple[Path, dict[str, Any]]) -> None:
    folder, _ = demo
    with Study.open(folder / "demo" / "sample.qualcode") as study:
        assert check(study) == ()
        documents = study.documents.list()
        assert len(documents) == 10
        assert all(1200 <= d.words <= 2500 for d in documents)
        assert {d.format for d in documents} == {"docx", "vtt", "txt", "md"}
        assert {d.language for d in documents} == {"en"}
        assert all(
            any(
                word in study.documents.text(d)[:600]
                for word in ("made up", "invented", "fiction", "imagination")
            )
            for d in documents
        )
        roles = Counter(s.role for d in documents for s in study.documents.speakers(d))
        assert roles == {"interviewer": 10, "respondent": 10}
        codings = study.codings.list()
        coders = Counter(row.coder for row in codings)
        assert coders["Marta"] >= 350
        assert len({row.document for row in codings if row.coder == "Lukas"}) == 3
        assert all(row.role == "respondent" for row in codings)
        assert study.primary_coder == "Marta"
        assert study.language_indexes.missing() == ()
    with Study.open(folder / "demo" / "sample-cs-sv.qualcode") as study:
        assert Counter(d.language for d in study.documents.list()) == {"cs": 3, "sv": 2}
        assert check(study) == ()


def test_the_comparison_finds_what_the_interviews_describe(demo: tuple[Path, dict[str, Any]]) -> None:
    folder, _ = demo
    with Study.open(folder / "demo" / "sample.qualcode") as study:
        found = compare_study(study, by="facility_type")
        numbers = {row.quotation for row in study.codings.list(coder="Marta")}
    groups = {group.name: group for group in found.groups}
    assert len(groups) == 3
    assert "fact" in groups["dually registered service"].closest
    assert len({group.closest for group in found.groups}) > 1, "practice differs by facility"
    assert found.overall.match == "none"
    for group in (*found.groups, found.overall):
        for cell in group.criteria:
            assert set(cell.quotations) <= numbers
            if cell.verdict in ("met", "near", "off", "split", "thin"):
                assert cell.quotations, "a cell without a quotation cannot have a verdict"


def test_a_second_demo_does_not_touch_the_first(demo: tuple[Path, dict[str, Any]]) -> None:
    folder, _ = demo
    before = (folder / "demo" / "sample.qualcode").read_bytes()
    done = subprocess.run(
        [sys.executable, "-m", "qualcode", "demo"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "exists already" in done.stderr
    assert (folder / "demo" / "sample.qualcode").read_bytes() == before


def test_the_matrix_of_the_csv_is_that_of_the_list(demo: tuple[Path, dict[str, Any]]) -> None:
    folder, _ = demo
    with (folder / "demo" / "sample-cooccurrence-turn.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    names = rows[0][1:]
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "qualcode",
            "cooccurrence",
            "demo/sample.qualcode",
            "--unit",
            "turn",
            "--json",
        ],
        cwd=folder,
        capture_output=True,
        check=True,
    )
    for pair in json.loads(done.stdout)["pairs"]:
        a, b = names.index(pair["a"]), names.index(pair["b"])
        assert rows[a + 1][b + 1] == rows[b + 1][a + 1] == str(pair["count"])
        assert pair["a"] < pair["b"]
