"""Changing single values of a mapping, and the criteria proposed by words in common."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import InputError, NotFoundError
from qualcode.model.codes import CodeFields
from qualcode.model.frameworks import Criteria, Criterion, Mapping
from qualcode.study import Study
from qualcode.study.criteria_words import CriteriaWords
from qualcode.workflows.comparing import adopt_shipped
from tests.study.material import new


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new(tmp_path) as study:
        adopt_shipped(study)
        study.codebook.add("visits")
        yield study


def values(mapping: Mapping) -> tuple[object, ...]:
    return (mapping.polarity, mapping.level, mapping.strength, mapping.aspect, mapping.counts)


def test_one_value_is_changed_and_the_others_stay(study: Study) -> None:
    i = study.mappings.set("visits", "in_vivo", level=4, strength=3, aspect="barrier", counts=True).id
    assert values(study.mappings.change(i, strength=1)) == ("level", 4, 1, "barrier", True)
    assert values(study.mappings.change(i, polarity="partial")) == ("partial", 3, 1, "barrier", True)
    assert values(study.mappings.change(i, level=2)) == ("level", 2, 1, "barrier", True)
    assert values(study.mappings.change(i, polarity="ask")) == ("ask", None, 1, "barrier", True)
    assert values(study.mappings.change(i, aspect="evaluation")) == ("ask", None, 1, "evaluation", False)
    assert values(study.mappings.change(i, aspect="practice")) == ("ask", None, 1, "practice", True)
    assert values(study.mappings.change(i, counts=False)) == ("ask", None, 1, "practice", False)
    study.history.undo()
    assert values(study.mappings.get(i)) == ("ask", None, 1, "practice", True)


def test_what_a_mapping_cannot_be_is_refused_and_nothing_changes(study: Study) -> None:
    made = study.mappings.set("visits", "in_vivo", aspect="evaluation")
    before = study.revision
    for wrong in ({"counts": True}, {"level": 6}, {"strength": 4}, {"polarity": "maybe"}, {"aspect": "x"}):
        with pytest.raises(InputError):
            study.mappings.change(made.id, **wrong)  # type: ignore[arg-type]
    with pytest.raises(NotFoundError, match="no mapping 99"):
        study.mappings.change(99, strength=1)
    assert study.mappings.get(made.id) == made
    assert study.revision == before


def criterion(id: str, label: str, **keywords: tuple[str, ...]) -> Criterion:
    return Criterion(id, "d", False, {"en": label}, {}, {}, keywords)


CRITERIA = Criteria(
    (
        criterion("trusting", "Working relationship", en=("trust", "alliance"), cs=("důvěra",)),
        criterion("finding", "Outreach", en=("street work", "case finding")),
        criterion("sip", "Plans", sv=("SIP",)),
    )
)


@pytest.mark.parametrize(
    ("name", "brief", "found"),
    [
        ("Trusted at last", "", [("trusting", ("trust",))]),
        ("DUVERA", "", [("trusting", ("důvěra",))]),
        ("Street", "", []),
        ("Work in the street", "", [("finding", ("street work",))]),
        ("SIP", "", [("sip", ("SIP",))]),
        ("Sipping tea", "", []),
        ("Alliance", "Made by outreach.", [("trusting", ("alliance",))]),
        ("Something", "An alliance that rests on trust.", [("trusting", ("alliance", "trust"))]),
        ("Something", "Nothing of the kind.", []),
    ],
)
def test_criteria_are_proposed_by_words_in_common(
    study: Study, name: str, brief: str, found: list[tuple[str, tuple[str, ...]]]
) -> None:
    code = study.codebook.add(name, fields=CodeFields(brief=brief))
    proposed = CriteriaWords(CRITERIA, "en").suggest(code)
    assert [(each.criterion, each.shared) for each in proposed] == found


def test_a_name_tells_more_than_a_definition_and_the_studys_language_more_than_another(study: Study) -> None:
    words = CriteriaWords(CRITERIA, "en")
    scores = [
        words.suggest(study.codebook.add(name, fields=CodeFields(brief=brief)))[0].score
        for name, brief in (("trust", ""), ("důvěra", ""), ("one", "trust"))
    ]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3
