"""The passages behind a pair on the command line are those behind its number."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from qualcode.cli.app import app
from qualcode.study import Study
from tests.tui.conftest import TALK, add


def test_between_lists_the_passages_of_two_codes_by_the_same_settings(tmp_path: Path) -> None:
    path = tmp_path / "pair.qualcode"
    with Study.create(path, title="Pair", actor="Jana") as study:
        add(study, "R01")
        for words, code in (("We trust each other", "trust"), ("mostly", "time"), ("Time for what?", "time")):
            start = TALK.index(words)
            study.codings.apply("R01", (start, start + len(words)), code, coder="Jana")

    def listed(unit: str) -> list[str]:
        result = CliRunner().invoke(
            app, ["cooccurrence", str(path), "--between", "trust", "time", "--unit", unit, "--json"]
        )
        assert result.exit_code == 0, result.output
        return [passage["text"] for passage in json.loads(result.stdout)]

    assert listed("overlap") == []
    assert listed("turn") == ["We trust each other", "mostly"]
