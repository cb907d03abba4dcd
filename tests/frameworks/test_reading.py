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
STEPS = "{1: a, 2: b, 3: c, 4: d, 5: e}"
SCALE = f"""\
format: qualcode-criteria/1
criteria:
  - id: in_vivo
    domain: delivery
    label: {{en: Home, cs: Doma, sv: Hemma}}
    description: Jak často se vidí.
    anchors: {STEPS}
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
    text = FILES[0].text.replace('        3: "depends on capacity or agency mission"\n', "")
    with pytest.raises(FormatError, match="anchors for 3 are missing; .*criteria.0.anchors.en"):
        read_criteria(text, "criteria.yaml")


def test_description_and_anchors_may_be_given_once_for_any_language() -> None:
    criterion = read_criteria(SCALE, "mine.yaml").criteria[0]
    for language in ("en", "cs", "de"):
        assert criterion.described(language) == "Jak často se vidí."
        assert [criterion.anchor(step, language) for step in range(1, 6)] == ["a", "b", "c", "d", "e"]


def test_texts_by_language_fall_back_to_any_language_then_english_then_the_first() -> None:
    def described(description: str, language: str) -> str:
        text = SCALE.replace("Jak často se vidí.", description)
        return read_criteria(text, "mine.yaml").criteria[0].described(language)

    assert described("{en: Home, sv: Hemma}", "sv") == "Hemma"
    assert described("{sv: Hemma, en: Home}", "cs") == "Home"
    assert described("{sv: Hemma, de: Zuhause}", "cs") == "Hemma"
    assert described('{en: Home, "": Doma}', "sv") == "Doma"
    two = SCALE.replace(STEPS, f"{{sv: {STEPS.replace('a', 'å')}, en: {STEPS}}}")
    criterion = read_criteria(two, "mine.yaml").criteria[0]
    assert (criterion.anchor(1, "sv"), criterion.anchor(1, "cs")) == ("å", "a")


@pytest.mark.parametrize(
    ("old", "new", "column", "words"),
    [
        (STEPS, STEPS.replace("5: e", "6: e"), 39, "“6” is out of range for “criteria.0.anchors.6”"),
        (STEPS, STEPS.replace("5: e", '5: ""'), 42, "“criteria.0.anchors.5” is empty"),
        (STEPS, STEPS.replace(", 5: e", ""), 14, "anchors for 5 are missing; a scale has five"),
        (
            STEPS,
            f"{{cs: {STEPS.replace(', 5: e', '')}}}",
            19,
            "anchors for 5 are missing; .*criteria.0.anchors.cs",
        ),
        (STEPS, f"{{cs: {STEPS}, 5: e}}", 54, "“criteria.0.anchors.5” must hold keys and values"),
        (STEPS, "{}", 14, "anchors for 1, 2, 3, 4, 5 are missing"),
        ("Jak často se vidí.", '""', 18, "“criteria.0.description” is empty"),
        ("Jak často se vidí.", '{cs: ""}', 23, "“criteria.0.description.cs” is empty"),
        ("Jak často se vidí.", "{}", 18, "has 0 entries; at least 1"),
    ],
)
def test_a_mistake_in_a_scale_is_named_with_its_column(old: str, new: str, column: int, words: str) -> None:
    with pytest.raises(FormatError, match=words) as caught:
        read_criteria(SCALE.replace(old, new), "mine.yaml")
    assert caught.value.column == column


def test_a_summary_may_stand_by_language() -> None:
    text = MODEL.replace('"One sentence."', "{en: One sentence., cs: Jedna věta.}")
    model = read_model(text, "ours.yaml", CRITERIA)
    assert [model.summarised(language) for language in ("en", "cs", "sv")] == [
        "One sentence.",
        "Jedna věta.",
        "One sentence.",
    ]
    assert read_model(MODEL, "ours.yaml", CRITERIA).summarised("sv") == "One sentence."


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
        (
            b"format: qualcode-model/9\n",
            "qualcode-model/9, which a newer qualcode has brought.*Update qualcode",
        ),
        (b"format: qualcode-model/0\n", "the format “qualcode-model/0” is not known"),
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
