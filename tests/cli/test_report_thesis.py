"""The appendix of a thesis, the checklists and the method appendix as real processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_commands import Run, run
from tests.workflows.reported import reported_study

__all__ = ["run"]


@pytest.fixture
def study(tmp_path: Path) -> str:
    reported_study(tmp_path / "gate.qualcode", language="sv").close()
    return "gate.qualcode"


def test_the_form_of_the_appendix_follows_language_and_choice(run: Run, study: str, tmp_path: Path) -> None:
    def written(*options: str) -> str:
        run("report", study, "a.md", "--kind", "appendix", *options)
        return (tmp_path / "a.md").read_text(encoding="utf-8")

    assert (
        "| Meningsbärande enhet | Kondenserad meningsenhet | Kod | Underkategori | Kategori | Tema |"
        in written()
    )
    assert "| Kategorie | Podkategorie | Kód | Výrok |" in written("--language", "cs")
    assert "| Meaning unit | Condensed meaning unit |" in written(
        "--language", "en", "--form", "meaning_units"
    )
    wrong = run("report", study, "a.md", "--kind", "appendix", "--form", "sheets", code=1)
    assert "sheets" in wrong.stderr
    assert "meaning_units" in wrong.stderr


@pytest.mark.parametrize(("kind", "items"), [("coreq", 32), ("srqr", 21)])
def test_a_checklist_has_all_its_items(run: Run, study: str, tmp_path: Path, kind: str, items: int) -> None:
    run("report", study, "a.md", "--kind", kind, "--language", "en")
    rows = [
        line for line in (tmp_path / "a.md").read_text(encoding="utf-8").splitlines() if line.startswith("| ")
    ]
    numbers = [line.split("|")[1].strip() for line in rows]
    assert [number for number in numbers if number.isdigit()] == [str(n) for n in range(1, items + 1)]


def test_the_method_appendix_and_small_cells(run: Run, study: str, tmp_path: Path) -> None:
    run("report", study, "a.md", "--kind", "method", "--language", "en")
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert "Rounds of coding" in text
    assert "Hashes" in text or "hashes" in text
    run("report", study, "a.md", "--kind", "full", "--language", "en", "--smallest-cell", "3")
    assert "\\< 3 of" in (tmp_path / "a.md").read_text(encoding="utf-8")
