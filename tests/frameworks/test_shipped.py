from __future__ import annotations

import re
from collections import Counter

import pytest

from qualcode.errors import FileError
from qualcode.frameworks import digest, read_all, shipped, shipped_codebook

FRAMEWORKS = read_all(shipped())
assert FRAMEWORKS.criteria is not None
CRITERIA = {each.id: each for each in FRAMEWORKS.criteria.criteria}


def test_the_shipped_files_hold_what_the_readme_says() -> None:
    cells = [cell for model in FRAMEWORKS.models for cell in model.cells.values()]
    assert len(CRITERIA) == 34
    assert len(FRAMEWORKS.models) == 8
    assert len(cells) == 179
    assert Counter(cell.basis for cell in cells) == {"seed": 33, "public": 81, "recalled": 23, "inferred": 42}
    assert sum(each.core for each in CRITERIA.values()) == 20
    assert sum(each.tip27_row for each in CRITERIA.values()) == 11
    assert len(FRAMEWORKS.processes) == 5


def test_criteria_and_models_are_described_in_three_languages_with_the_same_numbers() -> None:
    def numbers(text: str) -> list[str]:
        return re.findall(r"\d+", text)

    for each in CRITERIA.values():
        assert list(each.description) == list(each.anchors) == ["en", "cs", "sv"]
        assert len(set(each.description.values())) == 3
        for language, steps in each.anchors.items():
            assert list(steps) == [1, 2, 3, 4, 5]
            assert len(set(steps.values())) == 5, (each.id, language)
            if each.id in ("caseload_size", "in_vivo"):
                assert [numbers(steps[n]) for n in steps] == [numbers(each.anchor(n, "en")) for n in steps]
    for model in FRAMEWORKS.models:
        assert list(model.summary) == ["en", "cs", "sv"]
        assert len(set(model.summary.values())) == 3


def test_models_have_short_names_and_the_family_stands_last() -> None:
    assert [each.short for each in FRAMEWORKS.models] == [
        "ACT",
        "Broker",
        "Clinical",
        "FACT",
        "ICM",
        "R-ACT",
        "Strengths",
        "Team",
    ]
    assert [each.id for each in FRAMEWORKS.models if not each.rank] == ["integrated_team"]
    families = {each.id for each in FRAMEWORKS.models if each.kind == "family"}
    assert {each.parent for each in FRAMEWORKS.models} == {None, *families}


def test_fact_warns_of_its_acronym() -> None:
    fact = next(each for each in FRAMEWORKS.models if each.id == "fact")
    assert "forensic ACT" in fact.notes


def test_every_source_that_is_named_exists() -> None:
    named = {key for model in FRAMEWORKS.models for cell in model.cells.values() for key in cell.src}
    named |= {source for model in FRAMEWORKS.models for _, source in model.named_in}
    named |= {key for frame in FRAMEWORKS.processes for key in frame.src}
    assert named <= FRAMEWORKS.sources.keys()
    assert not any(".txt" in each.ref for each in FRAMEWORKS.sources.values())


def test_the_hash_is_that_of_the_text() -> None:
    for file in shipped():
        assert file.sha256 == digest(file.text)
    assert digest("a") == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"


def test_the_sample_codebook_has_69_codes_in_10_categories_in_three_languages() -> None:
    book = shipped_codebook("sample")
    kinds = Counter(each.kind for each in book.entries)
    codes = [each for each in book.entries if each.kind == "code"]
    assert kinds == {"code": 69, "category": 10}
    assert Counter(each.basis for each in codes) == {"seed": 22, "related": 28, "plausible": 19}
    for language in ("en", "cs", "sv"):
        assert all(each.fields(language).brief for each in book.entries)
        assert all(each.fields(language).when and each.fields(language).example for each in codes)
        assert book.note[language]
    assert "invented" in book.note["en"]


def test_the_traps_of_the_sample_codebook_are_set() -> None:
    codes = {each.id: each for each in shipped_codebook("sample").entries}
    maps = {key: {each.criterion: each for each in entry.maps} for key, entry in codes.items()}
    assert maps["POJ_FLEX"] == {}
    assert not any(each.counts for key in maps if key.startswith("PRI_") for each in maps[key].values())
    asks = {key for key in maps if any(each.polarity == "ask" for each in maps[key].values())}
    assert asks == {"INT_POCET", "INT_CETNOST", "TYM_PORADA"}
    barriers = {
        key
        for key in maps
        if codes[key].aspect == "barrier" and any(each.counts for each in maps[key].values())
    }
    assert barriers == {"LIM_PROSTOR"}
    assert maps["LIM_PROSTOR"]["in_vivo"].level == 1
    assert maps["MIS_DOMA"]["in_vivo"].level == 5
    counting = {each.criterion for found in maps.values() for each in found.values() if each.counts}
    assert not counting & {"advocacy_system", "catchment", "stewardship"}
    assert counting <= CRITERIA.keys()


def test_a_name_falls_back_to_english_and_fields_to_what_there_is() -> None:
    entry = shipped_codebook("sample").entries[0]
    assert entry.name("de") == entry.label["en"]
    assert entry.fields("de").brief == entry.fields("en").brief


def test_the_starter_codebook_has_categories_only() -> None:
    book = shipped_codebook("starter")
    assert {each.kind for each in book.entries} == {"category"}
    assert all(each.fields(language).brief for each in book.entries for language in ("en", "cs", "sv"))


def test_a_codebook_that_does_not_ship_is_said_so() -> None:
    with pytest.raises(FileError, match="starter and sample"):
        shipped_codebook("../secret")
