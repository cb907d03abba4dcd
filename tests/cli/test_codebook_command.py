"""Sign-off and the difference of codebooks on the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from qualcode.cli.app import run
from qualcode.model.codes import CodeFields
from qualcode.study import Study
from tests.study.material import add


@pytest.fixture
def study(tmp_path: Path) -> str:
    path = tmp_path / "s.qualcode"
    with Study.create(path, title="S", actor="Jana") as made:
        add(made)
        made.codebook.add("Vztah", kind="category")
        made.codebook.add("důvěra", under="Vztah", fields=CodeFields("Spoléhá na pracovníka"))
    return str(path)


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run([*words]) == 0
    return capsys.readouterr().out


def test_codes_are_approved_and_say_where_they_changed_since(
    study: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = answer(
        capsys, "codebook", "approve", study, "důvěra", "vztah", "--by", "doc. Nováková", "--note", "ok"
    )
    assert out == "Approved “důvěra” and “Vztah” for doc. Nováková.\n"
    assert "nothing changed" in answer(
        capsys, "codebook", "approve", study, "DŮVĚRA", "--by", "doc. Nováková", "--note", "ok"
    )
    answer(capsys, "code", "edit", study, "důvěra", "--brief", "Spoléhá na druhého")
    answer(capsys, "codebook", "approve", study, "Vztah", "--state", "in review")
    found = json.loads(answer(capsys, "codebook", "signoff", study, "--json"))
    assert [set(each) for each in found] == [{"code", "state", "by", "at", "note", "changed"}] * 2
    assert [(e["code"], e["state"], e["by"], e["note"], e["changed"]) for e in found][1] == (
        "důvěra",
        "approved",
        "doc. Nováková",
        "ok",
        True,
    )
    assert found[0]["state"] == "in review"
    shown = answer(capsys, "codebook", "signoff", study)
    assert "approved, changed since" in shown
    assert "0 of 2 approved as they are; 1 changed" in shown
    assert "Approved, changed since" in answer(capsys, "code", "show", study, "důvěra")
    said = json.loads(answer(capsys, "code", "show", study, "důvěra", "--json"))["signoff"]
    assert (said["state"], said["changed"]) == ("approved", True)
    assert set(json.loads(answer(capsys, "codes", study, "--json"))[0]) == {
        "code", "kind", "parent", "path", "colour", "brief", "codings", "documents",
    }  # fmt: skip
    assert run(["codebook", "approve", study, "důvěra", "--state", "done"]) == 1
    assert "choose one of: draft, in review, approved" in capsys.readouterr().err


def test_the_difference_since_a_change(study: str, capsys: pytest.CaptureFixture[str]) -> None:
    with Study.open(study) as opened:
        since = opened.past.last()
    answer(capsys, "code", "edit", study, "důvěra", "--brief", "Spoléhá na druhého")
    answer(capsys, "code", "add", study, "naděje")
    found = json.loads(answer(capsys, "codebook", "diff", study, "--since", str(since), "--json"))
    assert (found["old"]["change"], found["new"]["change"], found["same"]) == (since, since + 2, 1)
    assert found["old"]["at"]
    assert [(c["change"], c["code"], c["before"]) for c in found["changes"]] == [
        (["edited"], "důvěra", "důvěra"),
        (["added"], "naděje", None),
    ]
    assert found["changes"][0]["fields"] == [
        {
            "field": "brief",
            "old": "Spoléhá na pracovníka",
            "new": "Spoléhá na druhého",
            "words": [
                {"change": "same", "text": "Spoléhá na "},
                {"change": "gone", "text": "pracovníka"},
                {"change": "new", "text": "druhého"},
            ],
        }
    ]
    assert (found["analysis"], found["settings"]["since"]) == ("codebook diff", since)
    shown = answer(capsys, "codebook", "diff", study, "--since", str(since))
    assert "brief: Spoléhá na [-pracovníka-]{+druhého+}" in shown
    assert f"after change {since} (" in shown
    rows = answer(capsys, "codebook", "diff", study, "--since", str(since), "--csv").splitlines()
    assert rows[0] == "change,kind,code,before,path,path_before,other,field,old,new"
    assert len(rows) == 3
    assert "do not differ; 3" in answer(capsys, "codebook", "diff", study, "--since", str(since + 2))


def test_a_report_of_the_difference_as_a_process(study: str, tmp_path: Path) -> None:
    def qualcode(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "qualcode", *words], capture_output=True, text=True, encoding="utf-8"
        )

    file = tmp_path / "změny.docx"
    done = qualcode("codebook", "diff", study, "--since", "1", "--to", str(file), "--language", "cs")
    assert (done.returncode, done.stdout) == (0, f"Wrote {file}.\n")
    assert file.stat().st_size > 5000
    failed = qualcode("codebook", "diff", study)
    assert failed.returncode == 1
    assert failed.stderr.startswith("qualcode: Say what to compare with")
    failed = qualcode("codebook", "diff", study, "--since", "yesterday")
    assert "neither a day nor a change" in failed.stderr
    failed = qualcode("codebook", "diff", study, "--since", "1", "--to", str(tmp_path / "x.pdf"))
    assert "choose one of these endings" in failed.stderr
