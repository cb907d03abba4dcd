"""``retrieve`` and ``contrast`` end to end, with the files they write."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
from pathlib import Path

import pytest
from docx import Document

from qualcode.formats.tables import read_table
from qualcode.study import Study
from tests.quick import command
from tests.study.material import add, span


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A Czech study of two coded interviews."""
    with Study.create(tmp_path / "a.qualcode", title="Důvěra", language="cs", actor="Jana") as study:
        for name in ("R01", "R02"):
            text = study.documents.text(add(study, name, case=name, text=TEXT[name]))
            study.codings.apply(name, span(text, "I trust him"), "trust")
        study.codings.apply("R01", span(TEXT["R01"], "Důvěra"), "the base of it")
        study.quotations.set(1, memo="=a note")
    return tmp_path


TEXT = {
    "R01": "I: What is it?\nR: I trust him, and he trusts me. Důvěra je základ.\n",
    "R02": "I: What is it?\nR: I trust him because he comes back.\n",
}


def run(folder: Path, *words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*command(), *words],
        cwd=folder, capture_output=True, encoding="utf-8", env=os.environ | {"PYTHONIOENCODING": "latin-1"}, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == code, (words, done.stdout, done.stderr)
    assert "Traceback" not in done.stderr + done.stdout
    return done


def test_passages_come_as_json_csv_and_table(folder: Path) -> None:
    found = json.loads(run(folder, "retrieve", "a.qualcode", "trust and not case = R02", "--json").stdout)
    assert [list(found[0])] == [[
        "quotation", "document", "case", "start", "end", "text", "context", "turn", "speaker", "role", "codes", "coders", "codings", "memo",
    ]]  # fmt: skip
    assert found[0]["context"] == "I trust him, and he trusts me."
    assert found[0]["codings"] == [{"id": 1, "code": "trust", "coder": "Jana"}]
    rows = list(csv.DictReader(io.StringIO(run(folder, "retrieve", "a.qualcode", "trust", "--csv").stdout)))
    assert [(row["case"], row["text"]) for row in rows] == [("R01", "I trust him"), ("R02", "I trust him")]
    assert rows[0]["memo"] == "'=a note"
    shown = run(folder, "retrieve", "a.qualcode", "the base of it").stdout
    assert "[R01:" in shown
    assert "Důvěra" in shown


def test_mistakes_are_named_with_their_place_and_write_nothing(folder: Path) -> None:
    for query, words in (("trust and", "column 10"), ("trust or trst", "Column 10 of the query")):
        done = run(folder, "retrieve", "a.qualcode", query, "--to", "x.docx", code=1)
        assert words in done.stderr
        assert not (folder / "x.docx").exists()
    assert "choose one of these suffixes" in run(
        folder, "retrieve", "a.qualcode", "trust", "--to", "x.pdf", code=1
    ).stderr  # fmt: skip


def test_what_is_found_is_written_as_word_with_real_styles_in_the_studys_language(folder: Path) -> None:
    run(folder, "retrieve", "a.qualcode", "trust or the_base", "--to", "p.docx", code=1)
    run(folder, "retrieve", "a.qualcode", 'trust or "the base of it"', "--to", "p.docx")
    document = Document(str(folder / "p.docx"))
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert styles["R01"].startswith("Heading 2")
    quotes = [text for text in styles if text.startswith("„I trust him“ [R01:")]
    assert len(quotes) == 1
    assert "trust; " in quotes[0]
    assert "Kontext: I trust him, and he trusts me." in quotes[0]
    assert "=a note" in quotes[0]
    assert styles[quotes[0]] not in ("Normal", "Body Text")
    facts = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "Dotaz" in facts
    assert 'trust or "the base of it"' in facts


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_what_is_found_is_written_as_a_table(folder: Path, suffix: str) -> None:
    assert "2 passages" in run(folder, "retrieve", "a.qualcode", "trust", "--to", f"p.{suffix}").stdout
    table = read_table(folder / f"p.{suffix}")
    assert table.header[:3] == ("quotation", "document", "case")
    assert [row[2] for row in table.rows] == ["R01", "R02"]
    assert table.rows[0][-1] == "=a note"


def test_nothing_found_is_said_and_still_written(folder: Path) -> None:
    assert "No passage" in run(folder, "retrieve", "a.qualcode", "memo = narrative").stdout
    run(folder, "retrieve", "a.qualcode", "memo = narrative", "--to", "none.md")
    assert "neodpovídá žádná pasáž" in (folder / "none.md").read_text(encoding="utf-8")


def test_cases_with_a_but_never_b_with_the_quotations_of_both_sides(folder: Path) -> None:
    found = json.loads(run(folder, "contrast", "a.qualcode", "trust", "the base of it", "--json").stdout)
    assert [(case["case"], [p["text"] for p in case["a"]]) for case in found["without"]] == [
        ("R02", ["I trust him"])
    ]
    assert [(case["case"], [p["text"] for p in case["b"]]) for case in found["both"]] == [("R01", ["Důvěra"])]
    assert (found["only_b"], found["neither"]) == ([], [])
    shown = run(folder, "contrast", "a.qualcode", "trust", "the base of it").stdout
    assert "“trust” but never “the base of it”: 1 (R02)" in shown
    assert "Both “trust” and “the base of it”: 1 (R01)" in shown
