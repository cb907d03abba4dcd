"""The command line end to end, through real processes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.quick import command

INTERVIEW = (
    "Interviewer: How do you work with clients?\n\n"
    "Respondent: We visit them at home, every week. The whole team knows everybody.\n\n"
    "Interviewer: And when they stop coming?\n\n"
    "Respondent: We look for them. Důvěra is the base of it all, I think.\n\n"
    "Interviewer: Anything else?\n\n"
    "Respondent: =SUM(A1) is what the office wants to see. No.\n"
)

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command in a folder of the test's own."""

    def call(
        *words: object, code: int = 0, stdin: str | None = None, start: list[str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [*(command() if start is None else start), *map(str, words)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            input=stdin if stdin is not None else "",
            env=os.environ | {"PYTHONIOENCODING": "latin-1"},
            timeout=120,
            check=False,
        )
        assert done.returncode == code, (words, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr + done.stdout
        return done

    return call


@pytest.fixture
def study(run: Run, tmp_path: Path) -> str:
    """A study with one interview."""
    (tmp_path / "rozhovor č. 1.txt").write_text(INTERVIEW, encoding="utf-8")
    run("new", "my thesis.qualcode", "--title", "Má práce", "--language", "cs")
    run(
        "import",
        "my thesis.qualcode",
        "rozhovor č. 1.txt",
        "--language",
        "en",
        "--attribute",
        "facility_type=outpatient clinic",
    )
    return "my thesis.qualcode"


def listed(run: Run, *words: object) -> Any:
    """What a command gives as JSON."""
    return json.loads(run(*words, "--json").stdout)


def test_version_and_help_and_wrong_usage(run: Run) -> None:
    assert run("--version").stdout.startswith("qualcode 0.")
    assert "compare" in run("--help").stdout
    assert "No such command" in run("nonsense", code=2).stderr
    assert "Missing argument" in run("codes", code=2).stderr
    assert "no study in this folder" in run().stdout


def test_an_import_says_what_it_found_and_the_text_comes_back_byte_for_byte(
    run: Run, study: str, tmp_path: Path
) -> None:
    (document,) = listed(run, "documents", study)
    assert document == {
        "document": "rozhovor č. 1",
        "case": "R01",
        "language": "en",
        "words": 48,
        "turns": 6,
        "codings": 0,
        "attributes": {"facility_type": "outpatient clinic"},
    }
    raw = subprocess.run(
        [*command(), "text", study, "ROZHOVOR Č. 1"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert raw.stdout == INTERVIEW.encode()
    turns = listed(run, "text", study, "rozhovor č. 1", "--turns")
    assert turns[1]["speaker"] == "Respondent"
    assert turns[1]["role"] == "respondent"
    assert turns[1]["text"] == INTERVIEW[turns[1]["start"] : turns[1]["end"]]
    assert "in the study already" in run("import", study, "rozhovor č. 1.txt", code=1).stderr


def test_a_bad_file_is_refused_by_name_and_the_others_are_imported(
    run: Run, study: str, tmp_path: Path
) -> None:
    (tmp_path / "good.md").write_text(
        "I: One?\n\nR: Two.\n\nI: Three?\n\nR: Four.\n\nI: Five?\n\nR: Six.\n", encoding="utf-8"
    )
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "lying.docx").write_text("not a zip", encoding="utf-8")
    done = run(
        "import",
        study,
        "good.md",
        "empty.txt",
        "lying.docx",
        "missing.txt",
        "--role",
        "I=interviewer",
        "--role",
        "R=respondent",
        "--json",
        code=1,
    )
    (good,) = json.loads(done.stdout)
    assert good["document"] == "good"
    assert good["speakers"] == [
        {"label": "I", "role": "interviewer", "turns": 3},
        {"label": "R", "role": "respondent", "turns": 3},
    ]
    for name in ("empty.txt", "lying.docx", "missing.txt"):
        assert name in done.stderr
    assert len(listed(run, "history", study)) == 3, "created, two imports: one change each"
    assert len(done.stderr.strip().split("\n")) == 3


def test_coding_from_the_first_span_to_the_matrix(run: Run, study: str) -> None:
    name = "rozhovor č. 1"
    at = INTERVIEW.index("We visit them at home")
    run("apply", study, name, at, at + 21, "home visits", "Důvěra a vztah", "--memo", "first")
    run("apply", study, name, at, at + 33, "every week", "--coder", "Petr")
    run("code", "add", study, "Práce s klientem", "--kind", "category", "--brief", "what is done")
    run("code", "move", study, "home visits", "důvěra A vztah", "--under", "práce s klientem")
    rows = listed(run, "codings", study, "--code", "Práce s klientem")
    assert [(r["code"], r["text"], r["turn"], r["case"], r["coder"], r["memo"]) for r in rows] == [
        ("home visits", "We visit them at home", 2, "R01", "Tester", "first"),
        ("Důvěra a vztah", "We visit them at home", 2, "R01", "Tester", "first"),
    ]
    assert list(rows[0]) == [
        "id",
        "quotation",
        "document",
        "case",
        "start",
        "end",
        "text",
        "turn",
        "speaker",
        "role",
        "code",
        "coder",
        "memo",
        "created",
    ]
    tree = listed(run, "codes", study)
    assert [(c["code"], c["kind"], c["parent"], c["codings"]) for c in tree] == [
        ("every week", "code", None, 1),
        ("Práce s klientem", "category", None, 0),
        ("home visits", "code", "Práce s klientem", 1),
        ("Důvěra a vztah", "code", "Práce s klientem", 1),
    ]
    together = listed(run, "cooccurrence", study)
    assert together["pairs"] == [
        {"a": "Důvěra a vztah", "b": "home visits", "count": 1, "jaccard": 1.0, "documents": 1}
    ]
    assert len(listed(run, "cooccurrence", study, "--coder", "all", "--unit", "turn")["pairs"]) == 3
    matrix = list(csv.reader(io.StringIO(run("cooccurrence", study, "--csv").stdout)))
    assert len(matrix) == len(matrix[0])
    run("unapply", study, rows[0]["id"])
    assert [r["code"] for r in listed(run, "codings", study)] == ["every week", "Důvěra a vztah"]
    run("undo", study)
    run("undo", study, "-n", 2)
    assert [r["code"] for r in listed(run, "codings", study)] == [
        "every week",
        "home visits",
        "Důvěra a vztah",
    ]
    run("redo", study, "-n", 3)
    assert [h["undone"] for h in listed(run, "history", study)] == [False] * 7


def test_merge_split_delete_and_lineage(run: Run, study: str) -> None:
    name = "rozhovor č. 1"
    for start, code in ((60, "a"), (70, "a"), (80, "b")):
        run("apply", study, name, start, start + 5, code)
    assert "1 coding moved" in run("code", "merge", study, "b", "--into", "a").stdout
    assert "was merged into “a”" in run("code", "show", study, "b", code=1).stderr
    number = listed(run, "codings", study)[0]["quotation"]
    run("code", "split", study, "a", "--into", "a first", number)
    shown = listed(run, "code", "show", study, "a first")
    assert shown["lineage"][0]["kind"] == "split"
    assert "--with-codings" in run("code", "delete", study, "a", code=1).stderr
    run("code", "delete", study, "a", "--with-codings")
    assert len(listed(run, "codings", study)) == 1
    assert "already; choose another name" in run("code", "add", study, "A FIRST", code=1).stderr


def test_a_table_of_codings_goes_out_and_comes_back(run: Run, study: str, tmp_path: Path) -> None:
    name = "rozhovor č. 1"
    at = INTERVIEW.index("=SUM(A1)")
    run("apply", study, name, at, at + 8, "formula", "=1+1", "--memo", "@home")
    exported = run("codings", study, "--csv").stdout
    assert "'=SUM(A1)" in exported, "nothing in a table can act as a formula"
    (tmp_path / "codings.csv").write_text(exported, encoding="utf-8")
    run("code", "delete", study, "formula", "--with-codings")
    run("code", "delete", study, "=1+1", "--with-codings")
    run("apply", study, "--from", "codings.csv")
    assert {(r["code"], r["text"], r["memo"]) for r in listed(run, "codings", study)} == {
        ("formula", "=SUM(A1)", "@home"),
        ("=1+1", "=SUM(A1)", "@home"),
    }
    (tmp_path / "bad.csv").write_text(
        f"document,start,end,code\n{name},3,9,x\n{name},9,3,y\n", encoding="utf-8"
    )
    assert "reversed" in run("apply", study, "--from", "bad.csv", code=1).stderr
    assert {c["code"] for c in listed(run, "codes", study)} == {"formula", "=1+1"}
    (tmp_path / "headless.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert "no column “document”" in run("apply", study, "--from", "headless.csv", code=1).stderr


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 5), (0, 100_000), (99_999, 100_000)])
def test_bad_spans_are_refused_and_the_study_is_as_it_was(
    run: Run, study: str, tmp_path: Path, start: int, end: int
) -> None:
    before = (tmp_path / study).read_bytes()
    error = run("apply", study, "rozhovor č. 1", start, end, "x", code=1).stderr
    assert len(error.strip().split("\n")) == 1
    assert (tmp_path / study).read_bytes() == before


def test_search_finds_words_and_their_forms(run: Run, study: str) -> None:
    assert [h["text"] for h in listed(run, "search", study, "duvera")] == ["Důvěra"]
    hits = listed(run, "search", study, "visiting", "--lemma")
    assert [(h["text"], h["turn"], h["speaker"]) for h in hits] == [("visit", 2, "Respondent")]
    assert INTERVIEW[hits[0]["start"] : hits[0]["end"]] == "visit"
    assert listed(run, "search", study, "absent") == []


def test_cases_memos_quotations_and_withdrawal(run: Run, study: str, tmp_path: Path) -> None:
    run("case", "set", study, "R01", "profession=nurse", "facility_type=")
    run("case", "rename", study, "R01", "R07")
    assert listed(run, "case", "list", study) == [
        {"case": "R07", "documents": ["rozhovor č. 1"], "attributes": {"profession": "nurse"}}
    ]
    run("apply", study, "rozhovor č. 1", 60, 70, "x")
    run("quotation", "set", study, 1, "--condensed", "short", "--translation", "česky")
    assert listed(run, "quotation", "show", study, "[R07:1]")["translation"] == "česky"
    assert "belongs to R07" in run("quotation", "show", study, "R08:1", code=1).stderr
    assert "is no quotation" in run("quotation", "show", study, "first", code=1).stderr
    run("memo", "add", study, "Think again.", "--kind", "reflexive", "--quotation", 1)
    assert [(m["kind"], m["about"]) for m in listed(run, "memo", "list", study)] == [("reflexive", "[R07:1]")]
    assert "--confirm R07" in run("withdraw", study, "r07", code=1).stderr
    assert "nothing was removed" in run("withdraw", study, "r07", "--confirm", "R7", code=1).stderr
    run("withdraw", study, "r07", "--confirm", "R07")
    assert listed(run, "documents", study) == []
    assert b"visit them" not in (tmp_path / study).read_bytes()
    assert listed(run, "check", study) == {"ok": True, "problems": []}


def test_models_mappings_and_a_comparison(run: Run, study: str, tmp_path: Path) -> None:
    every = listed(run, "models")
    assert {
        "act",
        "fact",
        "broker_generalist",
        "strengths",
        "icm",
        "r_act",
        "clinical_rehabilitation",
        "integrated_team",
    } == {m["model"] for m in every["models"]}
    scale = next(c for c in every["criteria"] if c["criterion"] == "caseload_size")
    assert list(scale["description"]) == ["en", "cs", "sv"]
    assert [scale["anchors"][key]["5"] for key in ("en", "cs", "sv")] == [
        "10 or fewer",
        "10 nebo méně",
        "10 eller färre",
    ]
    assert "10 eller färre" in run("models", "--language", "sv").stdout
    shown = listed(run, "models", "FACT")
    assert set(shown["summary"]) == {"en", "cs", "sv"}
    assert shown["summary"]["cs"] in run("models", "FACT", "--language", "cs").stdout
    cells = shown["criteria"]
    assert set(cells[0]) == {
        "criterion", "expect", "importance", "basis", "unverified", "source", "note", "name",
    }  # fmt: skip
    at = INTERVIEW.index("We visit")
    run("apply", study, "rozhovor č. 1", at, at + 21, "home visits")
    adopted = run("map", study, "home visits", "in_vivo", "--level", 5)
    assert "were adopted" in adopted.stderr
    assert "Did you mean in_vivo" in run("map", study, "home visits", "in_vitro", code=1).stderr
    assert "no level" in run("map", study, "home visits", "in_vivo", "--level", 9, code=1).stderr
    run("map", study, "home visits", "Clients per worker", "--level", 4)
    run("unmap", study, "home visits", "počet klientů na pracovníka")
    run("map", study, "home visits", "contact_intensity", "--level", "ask", "--strength", 3)
    run("map", study, "home visits", "contact_intensity", "--quotation", 1, "--level", 3)
    assert [
        (m["criterion"], m["level"], m["counts"], m["quotations"]) for m in listed(run, "mappings", study)
    ] == [
        ("in_vivo", 5, True, []),
        ("contact_intensity", None, True, [{"quotation": 1, "level": 3}]),
    ]
    found = listed(run, "compare", study, "--by", "facility_type")
    assert {"coverage", "models", "criteria", "closest", "verdict", "groups", "settings"} < set(found)
    assert set(found["models"][0]) == {"model", "fit", "coverage", "bounds", "stability", "loose", "status"}
    assert set(found["groups"]["outpatient clinic"]) == {
        "coverage",
        "models",
        "criteria",
        "closest",
        "verdict",
    }
    assert set(found["verdict"]) == {"en", "cs", "sv"}
    assert found["closest"] == []
    cell = next(c for c in found["criteria"] if c["criterion"] == "in_vivo" and c["model"] == "act")
    assert cell["quotations"] == [1]
    assert cell["respondents"] == 1
    (tmp_path / "broken.yaml").write_text("format: qualcode-model/1\nid: mine\n  kind: [", encoding="utf-8")
    error = run("models", "adopt", study, "broken.yaml", code=1).stderr
    assert "broken.yaml" in error
    assert "line 3" in error
    run("models", "new", study, "own model.yaml", "--like", "act")
    assert "exists already" in run("models", "new", study, "own model.yaml", code=1).stderr
    run("models", "adopt", study, "own model.yaml")
    assert "own_model" in {m["model"] for m in listed(run, "models", "list", study)["models"]}


def test_graph_files_are_written_by_suffix(run: Run, study: str, tmp_path: Path) -> None:
    run("apply", study, "rozhovor č. 1", 60, 70, "ä & <b>", "Důvěra", "třetí")
    for suffix in ("graphml", "gexf", "json", "png", "svg", "html"):
        run("network", study, f"net.{suffix}")
        assert (tmp_path / f"net.{suffix}").stat().st_size > 300
    assert len(json.loads((tmp_path / "net.json").read_text(encoding="utf-8"))["nodes"]) == 3
    assert "xyz" in run("network", study, "net.xyz", code=1).stderr


def test_codebooks_go_out_and_come_back(run: Run, study: str) -> None:
    run("codebook", "import", study, "starter")
    run(
        "code",
        "add",
        study,
        "own code",
        "--under",
        listed(run, "codes", study)[0]["code"],
        "--brief",
        "brief",
        "--when-not",
        "never",
    )
    run("map", study, "own code", "in_vivo", "--polarity", "partial")
    before = [(c["code"], c["parent"], c["kind"], c["brief"]) for c in listed(run, "codes", study)]
    for suffix in ("yaml", "csv", "xlsx"):
        run("codebook", "export", study, f"book.{suffix}")
        run("new", f"copy-{suffix}.qualcode", "--language", "cs")
        run("codebook", "import", f"copy-{suffix}.qualcode", f"book.{suffix}")
        copy = f"copy-{suffix}.qualcode"
        assert [(c["code"], c["parent"], c["kind"], c["brief"]) for c in listed(run, "codes", copy)] == before
    assert [(m["code"], m["level"]) for m in listed(run, "mappings", "copy-yaml.qualcode")] == [
        ("own code", 3)
    ]


@pytest.mark.parametrize("suffix", ["docx", "md", "html"])
def test_a_report_is_always_written(run: Run, tmp_path: Path, suffix: str) -> None:
    run("new", "empty.qualcode")
    run("report", "empty.qualcode", f"report.{suffix}")
    assert (tmp_path / f"report.{suffix}").stat().st_size > 500


def test_backups_are_listed_and_restored(run: Run, study: str) -> None:
    run("backup", "make", study)
    run("code", "add", study, "later")
    run("backup", "restore", study, listed(run, "backup", "list", study)[0]["backup"])
    assert listed(run, "codes", study) == []


def test_an_error_inside_never_shows_a_traceback_or_words_of_an_interview(
    run: Run, study: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import qualcode.study.codings as c\ndef boom(*a, **k):\n    secret = 'We visit them at home'\n    raise RuntimeError(secret)\nc.Codings.list = boom\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    error = run("codings", study, code=1, start=[sys.executable, "-m", "qualcode"]).stderr
    assert "RuntimeError" in error
    assert "visit" not in error
