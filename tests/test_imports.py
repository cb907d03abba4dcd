"""Nothing heavy is loaded before it is used; asked of fresh interpreters, since a linter cannot see an import inside a function."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

# pydantic is not named: Typer itself loads it to read arguments
HEAVY = (
    "spacy",
    "simplemma",
    "textual",
    "matplotlib",
    "networkx",
    "docx",
    "numpy",
    "pandas",
    "scipy",
    "sqlite_utils",
    "lxml",
    "yaml",
    "openpyxl",
    "pypdfium2",
    "aiohttp",
    "textual_serve",
)


def loaded(code: str, folder: Path) -> set[str]:
    """The heavy packages that are loaded after some code ran."""
    script = (
        f"import sys, json\n{code}\nprint('\\n' + json.dumps([m for m in {HEAVY!r} if m in sys.modules]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=folder, check=True
    )
    return set(json.loads(done.stdout.strip().split("\n")[-1]))


def command(*words: str) -> str:
    """Code that runs a command as the entry point does."""
    return f"import sys\nsys.argv = ['qualcode', *{list(words)!r}]\nfrom qualcode.__main__ import main\ntry:\n    main()\nexcept SystemExit as leaving:\n    assert not leaving.code, leaving.code"


@pytest.mark.parametrize("words", [("--version",), ("--help",), ("compare", "--help")])
def test_starting_loads_nothing_heavy(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert loaded(command(*words), tmp_path) == set()


def test_version_does_not_even_load_the_command_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", command("--version") + "\nprint('typer' in sys.modules)"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=True,
    )
    assert done.stdout.strip().endswith("False")


def test_opening_importing_and_coding_load_only_what_reads_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "I: One?\nR: Two.\nI: Three?\nR: Four.\nI: Five?\nR: Six.\n", encoding="utf-8"
    )
    assert loaded(command("new", "s.qualcode"), tmp_path) <= {"sqlite_utils"}
    assert loaded(command("import", "s.qualcode", "a.txt", "--no-index"), tmp_path) <= {"sqlite_utils"}
    assert loaded(command("apply", "s.qualcode", "a", "11", "14", "two"), tmp_path) <= {"sqlite_utils"}
    for words in (
        ("codes", "--json"),
        ("codings", "--json"),
        ("search", "two"),
        ("undo",),
        ("history", "--json"),
    ):
        name, *options = words
        assert loaded(command(name, "s.qualcode", *options), tmp_path) <= {"sqlite_utils"}, words


def test_analyses_load_neither_screen_nor_spacy(tmp_path: Path) -> None:
    loaded(command("new", "s.qualcode"), tmp_path)
    assert loaded(command("cooccurrence", "s.qualcode"), tmp_path) <= {"sqlite_utils", "numpy"}
    assert not {"textual", "spacy", "matplotlib", "docx"} & loaded(
        command("compare", "s.qualcode", "--json"), tmp_path
    )


def test_the_first_screen_needs_no_language_model_no_numpy_and_no_word(tmp_path: Path) -> None:
    assert loaded("import qualcode.tui.app", tmp_path) <= {"textual"}


@pytest.mark.parametrize(
    "room", ["model", "text", "formats", "language", "transcripts", "frameworks", "study", "workflows"]
)
def test_lower_rooms_do_without_the_screen(tmp_path: Path, room: str) -> None:
    code = f"import pkgutil, importlib, qualcode.{room} as room\nfor m in pkgutil.walk_packages(room.__path__, 'qualcode.{room}.'):\n    importlib.import_module(m.name)"
    assert not {"textual", "spacy", "simplemma", "matplotlib", "networkx"} & loaded(code, tmp_path)
