"""``qualcode marks`` as a real process."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

TEXT = "T: Jak to (..) bylo?\nR: No (3) prostě [smích] víte.\n" * 3


@pytest.fixture
def study(tmp_path: Path, qualcode: list[str]) -> Path:
    path = tmp_path / "a.qualcode"
    (tmp_path / "R07.txt").write_text(TEXT, encoding="utf-8")
    for words in (["new", str(path)], ["import", str(path), str(tmp_path / "R07.txt")]):
        subprocess.run([*qualcode, *words], check=True, capture_output=True)
    return path


def run(qualcode: list[str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*qualcode, "marks", *words], capture_output=True, text=True, encoding="utf-8")


def test_marks_are_listed_with_their_words_and_counted(qualcode: list[str], study: Path) -> None:
    shown = run(qualcode, str(study))
    assert shown.returncode == 0, shown.stderr
    assert "No (3) prostě [smích] víte." in shown.stdout
    assert "seconds" in shown.stdout
    said = json.loads(run(qualcode, str(study), "--json").stdout)
    assert len(said["marks"]) == 9
    assert said["marks"][1] == {
        "document": "R07", "case": "R01", "turn": 2, "speaker": "R", "role": "unknown", "kind": "pause", "seconds": 3.0,
        "start": 27, "end": 30, "text": "(3)", "before": "No", "after": "prostě [smích] víte.",
    }  # fmt: skip
    assert said["counts"] == [
        {"document": "R07", "speaker": "T", "kind": "pause", "marks": 3, "seconds": 0},
        {"document": "R07", "speaker": "R", "kind": "pause", "marks": 3, "seconds": 9.0},
        {"document": "R07", "speaker": "R", "kind": "laughter", "marks": 3, "seconds": 0},
    ]


def test_one_kind_only_numbers_and_nothing_at_all(qualcode: list[str], study: Path) -> None:
    said = json.loads(run(qualcode, str(study), "--kind", "laughter", "--document", "r07", "--counts", "--json").stdout)  # fmt: skip
    assert [(n["kind"], n["marks"]) for n in said["counts"]] == [("laughter", 3)]
    assert "marks" not in said
    assert "There are no marks of the kind overlap here." in run(qualcode, str(study), "--kind", "overlap").stdout  # fmt: skip
    wrong = run(qualcode, str(study), "--kind", "sighs")
    assert wrong.returncode == 1
    assert "no kind of mark" in wrong.stderr
