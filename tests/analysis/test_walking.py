"""From a cell of the matrix down to respondents: who departs, by how much, and what it rests on."""

from __future__ import annotations

import pytest

from qualcode.analysis import compare
from qualcode.analysis.walking import walk_down
from qualcode.errors import NotFoundError
from qualcode.model.frameworks import Cell, Criteria, Criterion, Mapping, Reading, ReferenceModel
from qualcode.model.walks import CellWalk
from tests.analysis.building import incidence

CRITERIA = Criteria(
    (
        Criterion("out", "delivery", True, {"en": "Out"}, {}, {}),
        Criterion("team", "structure", True, {"en": "Team"}, {}, {}),
    )
)


def model(name: str, basis: str, **cells: tuple[int, int]) -> ReferenceModel:
    expected = {key: Cell(key, lo, hi, "defining", basis) for key, (lo, hi) in cells.items()}  # type: ignore[arg-type]
    return ReferenceModel(name, "service_model", True, None, {"en": name}, name, {}, expected)


MODELS = (model("field", "public", out=(4, 5)), model("office", "inferred", out=(1, 2)))
CODED = incidence(
    [(0, 0, 9, "goes"), (1, 0, 9, "stays"), (2, 0, 9, "goes"), (2, 20, 29, "stays"), (1, 40, 49, "praise")],
    attributes=({"type": "a"}, {"type": "b"}, {"type": "a"}),
)


def mapping(number: int, code: str, level: int | None, aspect: str = "practice") -> Mapping:
    node = next(each for each in CODED.nodes if each.name == code)
    polarity = "ask" if level is None else "level"
    return Mapping(number, node.id, code, "out", polarity, level, 2, aspect, aspect == "practice")  # type: ignore[arg-type]


MAPPINGS = (mapping(1, "goes", 5), mapping(2, "stays", 1), mapping(3, "praise", 5, "evaluation"))


def walk(
    criterion: str = "out", against: str = "field", group: str = "", readings: tuple[Reading, ...] = ()
) -> CellWalk:
    found = compare(CODED, MAPPINGS, readings, CRITERIA, MODELS, by="type")
    return walk_down(found, CRITERIA, MODELS, MAPPINGS, readings, criterion, against, group)


def test_those_who_depart_most_come_first_with_the_steps_they_are_outside() -> None:
    assert [(each.level.case, each.steps) for each in walk().standings] == [
        ("R02", 3.0), ("R03", 1.0), ("R01", 0.0),
    ]  # fmt: skip
    assert [(each.level.case, each.steps) for each in walk(against="office").standings] == [
        ("R01", 3.0), ("R03", 1.0), ("R02", 0.0),
    ]  # fmt: skip


def test_what_is_unverified_is_known_and_what_is_shown_beside_and_mapped() -> None:
    assert not walk().unverified
    assert walk(against="office").unverified
    assert [(each.case, each.code, each.aspect) for each in walk().beside] == [
        ("R02", "praise", "evaluation")
    ]
    assert [each.code for each in walk().mappings] == ["goes", "praise", "stays"]
    assert walk("team").mappings == ()


def test_a_group_holds_its_own_respondents_only() -> None:
    alone = walk(group="b")
    assert [each.level.case for each in alone.standings] == ["R02"]
    assert alone.cases == ("R02",)
    assert alone.verdict.verdict == "thin"
    assert walk(group="a").beside == ()


def test_a_silent_model_has_no_steps_and_unread_levels_wait() -> None:
    silent = walk("team")
    assert silent.expected is None
    assert silent.standings == ()
    readings = (Reading(1, 1, MAPPINGS[0].code_id, "out", 4),)
    assert walk(readings=readings).readings == readings
    assert walk("team", readings=readings).readings == ()
    asking = (mapping(1, "goes", None), *MAPPINGS[1:])
    found = compare(CODED, asking, (), CRITERIA, MODELS)
    waiting = walk_down(found, CRITERIA, MODELS, asking, (), "out", "field")
    assert waiting.awaiting == {number for each in waiting.beside if each.code == "goes" for number in each.quotations}  # fmt: skip
    assert len(waiting.awaiting) == 2


@pytest.mark.parametrize(
    ("criterion", "against", "group", "words"),
    [
        ("none", "field", "", "no cell for the criterion none"),
        ("out", "none", "", "the model none"),
        ("out", "field", "z", "the groups are: a, b"),
    ],
)
def test_what_is_not_there_is_named(criterion: str, against: str, group: str, words: str) -> None:
    with pytest.raises(NotFoundError, match=words):
        walk(criterion, against, group)
