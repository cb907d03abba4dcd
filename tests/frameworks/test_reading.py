from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qualcode.errors import FileError, FormatError
from qualcode.frameworks import (
    load,
    load_codebook,
    read_all,
    read_codebook,
    read_criteria,
    read_model,
    read_process,
    shipped,
)

MODEL = """\
format: qualcode-model/1
id: ours
kind: service_model
short: Ours
label: {en: Ours, cs: Náš, sv: Vår}
summary: "One sentence."
criteria:
  in_vivo: {expect: [4, 5], importance: defining, basis: inferred}
  linkage:
    expect: [1, 2]
    importance: typical
    basis: public
    src: [DACTS]
"""
CODEBOOK = """\
format: qualcode-codebook/1
id: mine
title: {en: Mine, cs: Můj, sv: Min}
entries:
  - {id: A, kind: category, label: {en: Place, cs: Místo, sv: Plats}}
  - id: B
    kind: code
    under: A
    label: {en: Home, cs: Doma, sv: Hemma}
    brief: "Visits at home."
    aspect: practice
    maps:
      - {criterion: in_vivo, polarity: supports, counts: true}
      - {criterion: linkage, level: ask, strength: 3, counts: false}
"""
FILES = shipped()
CRITERIA = read_all(FILES).criteria


def test_a_model_is_read_whole() -> None:
    model = read_model(MODEL, "ours.yaml", CRITERIA)
    assert (model.id, model.short, model.rank, model.parent) == ("ours", "Ours", True, None)
    assert (model.cells["in_vivo"].lo, model.cells["in_vivo"].hi, model.cells["linkage"].src) == (
        4,
        5,
        ("DACTS",),
    )
    assert model.label == {"en": "Ours", "cs": "Náš", "sv": "Vår"}


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "words"),
    [
        ("linkage:", "linkages:", 9, 3, "criterion “linkages” is not in the list"),
        ("[4, 5]", "[5, 4]", 8, 21, r"range \[5, 4\] runs backwards"),
        ("[4, 5]", "[4, 6]", 8, 25, "“6” is out of range .* the most is 5"),
        ("[4, 5]", "[0, 5]", 8, 22, "the least is 1"),
        ("[4, 5]", "[4]", 8, 21, "has 1 entries; at least 2"),
        ("[4, 5]", "[4, five]", 8, 25, "“five” is not a whole number"),
        ("[4, 5]", "4", 8, 21, "must be a list"),
        (", sv: Vår", "", 5, 8, "“sv” is missing in label"),
        ("sv: Vår", 'sv: ""', 5, 32, "“label.sv” is empty"),
        (
            "basis: public",
            "basis: guessed",
            12,
            12,
            "“guessed” is not possible .* seed, public, recalled or inferred",
        ),
        ("importance: defining", "importance: vital", 8, 41, "“vital” is not possible"),
        ("kind: service_model", "kind: service", 3, 7, "“service” is not possible"),
        ("kind: service_model", "kind: family", 1, 1, "a family is never ranked"),
        ("id: ours", "id: Our Own", 2, 5, "does not have the form"),
        ("short: Ours", "short: much too long a name", 4, 8, "at most 12 characters"),
        ("    src: [DACTS]", "    sources: [DACTS]", 13, 5, "key “sources” is not known here"),
        ("summary:", "sumary:", 1, 1, "“summary” is missing"),
        ("short: Ours", "short: Ours\nrank: maybe", 5, 7, "neither true nor false"),
    ],
)
def test_a_mistake_in_a_model_is_named_with_its_place(
    old: str, new: str, line: int, column: int, words: str
) -> None:
    assert old in MODEL
    text = MODEL.replace(old, new, 1)
    with pytest.raises(FormatError, match=words) as caught:
        read_model(text, "ours.yaml", CRITERIA)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_the_first_of_several_mistakes_is_reported() -> None:
    text = MODEL.replace("[1, 2]", "[1, 9]").replace("kind: service_model", "kind: service")
    with pytest.raises(FormatError, match="line 3"):
        read_model(text, "ours.yaml", CRITERIA)


def test_a_criterion_that_occurs_twice_is_refused_at_its_second_place() -> None:
    text = FILES[0].text.replace("- id: linkage", "- id: outreach")
    with pytest.raises(FormatError, match=r"criterion “outreach” stands already in line 6") as caught:
        read_criteria(text, "criteria.yaml")
    assert caught.value.line is not None
    assert caught.value.line > 6


def test_a_scale_without_all_its_anchors_is_refused() -> None:
    text = FILES[0].text.replace('      3: "depends on capacity or agency mission"\n', "")
    with pytest.raises(FormatError, match="anchors for 3 are missing"):
        read_criteria(text, "criteria.yaml")


def test_a_step_on_an_unknown_criterion_is_refused() -> None:
    frame = next(file for file in FILES if file.id == "seven_stages")
    with pytest.raises(FormatError, match="“relation” is not in the list"):
        read_process(
            frame.text.replace("criterion: relationship", "criterion: relation"), frame.name, CRITERIA
        )


def test_a_codebook_is_read_with_its_mappings() -> None:
    book = read_codebook(CODEBOOK, "mine.yaml")
    home = book.entries[1]
    assert (home.parent, home.name("cs"), home.fields("cs").brief) == ("A", "Doma", "Visits at home.")
    assert [(each.polarity, each.level, each.strength, each.counts) for each in home.maps] == [
        ("supports", 5, 2, True),
        ("ask", None, 3, False),
    ]
    assert {each.aspect for each in home.maps} == {"practice"}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("under: A", "under: Z", "“Z” does not stand above"),
        ("id: B", "id: A", "id “A” stands already in line 5"),
        ("cs: Doma", "cs: MÍSTO", r"name \(cs\) “místo” stands already"),
        ("polarity: supports", "polarity: supports, level: 3", "either a polarity or a level"),
        ("level: ask", "level: 6", "“6” does not have the form"),
        ("    aspect: practice\n", "", "only a code with an aspect"),
        ("kind: code", "kind: theme", "only a code"),
        ("strength: 3", "strength: 4", "the most is 3"),
    ],
)
def test_a_mistake_in_a_codebook_is_named(old: str, new: str, words: str) -> None:
    assert old in CODEBOOK
    with pytest.raises(FormatError, match=words):
        read_codebook(CODEBOOK.replace(old, new, 1), "mine.yaml")


def test_a_category_cannot_stand_under_a_code() -> None:
    text = CODEBOOK + "  - {id: C, kind: category, under: B, label: {en: X, cs: X, sv: X}}\n"
    with pytest.raises(FormatError, match="a category cannot stand under a code"):
        read_codebook(text, "mine.yaml")


def test_a_file_is_loaded_by_what_its_first_line_says(tmp_path: Path) -> None:
    path = tmp_path / "naše praxe.yaml"
    path.write_bytes(("\ufeff" + MODEL).replace("\n", "\r\n").encode("utf-8"))
    file = load(path)
    assert (file.kind, file.id, file.name, file.text) == ("model", "ours", "naše praxe.yaml", MODEL)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"id: x\n", "begin a model file with “format: qualcode-model/1”"),
        (b"format: qualcode-model/9\n", "the format “qualcode-model/9” is not known"),
        (b"just words\n", "the line “format:” is missing"),
        (b"format: qualcode-model/1\nid: \xe9\n", "line 2: the file is not UTF-8"),
        (b"", "empty"),
        (CODEBOOK.encode(), "is a codebook, not a model"),
    ],
)
def test_what_is_no_framework_file_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    with pytest.raises(FileError, match=words):
        load(path)


def test_a_codebook_file_is_loaded_and_a_missing_one_named(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(CODEBOOK, encoding="utf-8")
    assert load_codebook(path).id == "mine"
    with pytest.raises(FileError, match="gone"):
        load_codebook(tmp_path / "gone.yaml")


def test_two_files_for_one_model_are_refused() -> None:
    act = next(file for file in FILES if file.id == "act")
    with pytest.raises(FormatError, match=r"mine.yaml and act.yaml are both the model “act”"):
        read_all([*FILES, replace(act, name="mine.yaml")])


def test_reading_frameworks_is_not_paid_for_by_who_only_imports_them() -> None:
    import subprocess
    import sys

    code = "import sys, qualcode.frameworks; print({'pydantic', 'yaml', 'numpy'} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"
