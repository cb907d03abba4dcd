"""Interview guides from files of every kind, and back into files."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.errors import FileError, FormatError
from qualcode.exchange.guide_files import draft_guide, read_guide, write_guide
from qualcode.formats.tables import write_table
from qualcode.frameworks import read_all, shipped
from qualcode.model.guides import GuideQuestion


def write(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def plain(path: Path) -> list[tuple[str, tuple[str, ...], int | None]]:
    return [(each.text, each.criteria, each.number) for each in read_guide(path)]


WANTED = [("Kde se scházíte?", ("in_vivo", "outreach"), None), ("Kolik máte klientů?", (), None)]


@pytest.mark.parametrize(
    "lines",
    [
        "1. Kde se scházíte? [in_vivo, outreach]\n2. Kolik máte klientů?\n",
        "# Osnova\r\n\r\n- 1) Kde se scházíte? [in_vivo; outreach]\r\n- Kolik máte klientů?",
        "Q1: Kde se scházíte? [ in_vivo , outreach , ]\n(2) Kolik máte klientů?",
        "a) Kde se scházíte? [in_vivo,outreach]\n2.1. Kolik máte klientů?",
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".md", ".MD"])
def test_a_question_a_line_without_its_number(tmp_path: Path, lines: str, suffix: str) -> None:
    assert plain(write(tmp_path, f"guide{suffix}", lines)) == WANTED


def test_a_question_that_begins_with_a_figure_keeps_it(tmp_path: Path) -> None:
    assert [each[0] for each in plain(write(tmp_path, "g.txt", "24 hours a day, who answers?\n3.5 clients?"))] == [
        "24 hours a day, who answers?", "3.5 clients?",
    ]  # fmt: skip


def test_a_word_file_has_a_question_a_paragraph_below_its_headings(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("Interview guide")
    document.add_paragraph("Kde se scházíte? [in_vivo, outreach]")
    document.add_paragraph("")
    document.add_paragraph("Kolik máte klientů?", style="List Number")
    document.save(str(tmp_path / "g.docx"))
    assert plain(tmp_path / "g.docx") == WANTED


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx"])
@pytest.mark.parametrize(
    "heads", [("number", "question", "criteria"), ("Č.", "Otázka", "Kritéria"), ("nr", "Fråga", "kriterier")]
)
def test_tables_in_three_languages(tmp_path: Path, suffix: str, heads: tuple[str, ...]) -> None:
    path = tmp_path / f"g{suffix}"
    write_table(path, heads, [(3, "Kde se scházíte?", "in_vivo, outreach"), (4, "Kolik máte klientů?", "")])
    assert plain(path) == [("Kde se scházíte?", ("in_vivo", "outreach"), 3), ("Kolik máte klientů?", (), 4)]


def test_yaml_takes_bare_questions_too(tmp_path: Path) -> None:
    bare = write(
        tmp_path,
        "a.yaml",
        "- Kde se scházíte?\n- question: Kolik?\n  criteria: in_vivo, outreach\n  number: 2\n",
    )
    assert plain(bare) == [("Kde se scházíte?", (), None), ("Kolik?", ("in_vivo", "outreach"), 2)]
    assert [each.line for each in read_guide(bare)] == [1, 2]
    assert plain(write(tmp_path, "b.yaml", "format: qualcode-guide/1\nquestions:\n")) == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("g.yaml", "format: qualcode-model/1\nquestions: []\n", "format is not qualcode-guide/1"),
        ("g.yaml", "title: x\n", "“title” is no part of a guide"),
        ("g.yaml", "- question: Where?\n  kriteria: [x]\n", "line 2.*“kriteria” is no part of a question"),
        ("g.yaml", "- question: [Where?]\n", "question is no text"),
        ("g.yaml", "- [Where?]\n", "here stands a list"),
        ("g.yaml", "- question: Where?\n  criteria: {a: b}\n", "criteria are a list"),
        ("g.yaml", "- question: Where?\n  number: 1a\n", "“1a” is no number"),
        ("g.yaml", "just words\n", "a guide is a list"),
        ("g.yaml", "- *x\n", "alias"),
        ("g.csv", "number,words\n1,Where?\n", "no column “question”"),
        ("g.csv", "number,question\none,Where?\n", "line 2: “one” is no number"),
        ("g.pdf", "x", "is read from .yaml"),
        ("g.txt", "", "is empty"),
        ("g.docx", "not a zip", "g.docx"),
    ],
)
def test_what_a_guide_cannot_be_is_named_with_its_place(
    tmp_path: Path, name: str, content: str, words: str
) -> None:
    with pytest.raises((FileError, FormatError), match=words):
        read_guide(write(tmp_path, name, content))


@pytest.mark.parametrize("suffix", [".yaml", ".csv", ".tsv", ".xlsx"])
def test_what_is_written_is_read_again(tmp_path: Path, suffix: str) -> None:
    questions = [
        GuideQuestion(1, 2, "=Where: “home”, or 'here'? # [brackets] \\ {x}", ("in_vivo",)),
        GuideQuestion(2, 5, "Jak často?", ()),
    ]
    path = tmp_path / f"g{suffix}"
    write_guide(path, questions, "Study")
    marked = "'" if suffix in (".csv", ".tsv") else ""
    found = plain(path)
    assert found[0][1:] == (("in_vivo",), 2)
    assert found[0][0].removeprefix(marked) == questions[0].text
    assert found[1] == ("Jak často?", (), 5)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_any_question_survives_yaml(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    words = " ".join(f"why {text}".split())
    path = tmp_path_factory.mktemp("guide") / "g.yaml"
    write_guide(path, [GuideQuestion(1, 1, words, ())], "")
    assert [each.text for each in read_guide(path)] == [unicodedata.normalize("NFC", words)]


@pytest.mark.parametrize("language", ["en", "cs", "sv", "de"])
def test_the_guide_to_start_from_is_a_guide_with_all_criteria_in_its_comments(
    tmp_path: Path, language: str
) -> None:
    criteria = read_all(shipped()).criteria
    assert criteria is not None
    path = tmp_path / "new.yaml"
    draft_guide(path, criteria, language)
    assert [each.criteria for each in read_guide(path)] == [("in_vivo",), ("caseload_size",)]
    text = path.read_text(encoding="utf-8")
    assert all(f"#   {each.id} " in text for each in criteria.criteria)
    with pytest.raises(FileError, match="exists already"):
        draft_guide(path, criteria, language)
    with pytest.raises(FileError, match=r"\.yaml"):
        draft_guide(tmp_path / "new.txt", criteria, language)
