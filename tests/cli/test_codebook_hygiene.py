"""Looking a codebook over, and asking before a merge or a deletion, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qualcode.cli.app import run
from qualcode.study import Study
from tests.study.material import TEXT, add, span


@pytest.fixture
def study(tmp_path: Path) -> str:
    path = tmp_path / "s.qualcode"
    with Study.create(path, title="S", actor="Jana") as made:
        add(made)
        made.codings.apply("interview", span(TEXT, "I trust him"), ["trust", "trusts"])
    return str(path)


def test_the_weak_spots_as_json_and_as_a_table(study: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["codebook", "hygiene", study, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(f["problem"], f["code"], f["other"]) for f in found] == [
        ("no definition", "trust", None),
        ("no definition", "trusts", None),
        ("near-duplicate", "trust", "trusts"),
    ]
    assert set(found[0]) == {"problem", "code", "other", "words", "quotations"}
    assert run(["codebook", "hygiene", study]) == 0
    assert "Names nearly the same" in capsys.readouterr().out


def test_a_dry_run_says_what_would_happen_and_changes_nothing(
    study: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["code", "merge", study, "trusts", "--into", "trust", "--dry-run"]) == 0
    assert "1 equal coding would be folded" in capsys.readouterr().out
    assert run(["code", "delete", study, "trust", "--dry-run"]) == 0
    assert "1 coding" in capsys.readouterr().out
    with Study.open(study) as opened:
        assert [code.name for code in opened.codebook.tree()] == ["trust", "trusts"]
