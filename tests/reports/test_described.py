"""What a report says of silence, of steps that are spoken of, of models that are named, and of what the codebook could not show."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualcode.model.claims import ClaimCell, ClaimedModel
from qualcode.model.guides import CriterionStates, EvidenceStates
from qualcode.model.processes import FrameCoverage, StepCoverage
from qualcode.model.readiness import PairReadiness, Readiness
from qualcode.reports.blocks import Block, BulletList, Table, plain
from qualcode.reports.material import Material
from qualcode.reports.parts.comparison import comparison_blocks
from qualcode.reports.wording import Words
from tests.reports.banned import banned_words
from tests.reports.invented import invented

LANGUAGES = ("en", "cs", "sv")
STATES = EvidenceStates(
    ("R01", "R02", "R03", "R04"),
    (
        CriterionStates("in_vivo", 2, 1, 0, 1, 0, 0, (3, 4)),
        CriterionStates("crisis_247", 0, 0, 3, 0, 1, 0, (5,)),
    ),
    (),
    True,
)


def material(**changes: object) -> Material:
    return replace(invented(), **changes)  # type: ignore[arg-type]


def blocks(made: Material, language: str) -> list[Block]:
    return comparison_blocks(made, Words(language))


def table(made: Material, key: str, language: str = "en") -> list[list[str]]:
    found = {block.key: block for block in blocks(made, language) if isinstance(block, Table)}
    head = [plain(column.title) for column in found[key].columns]
    return [
        head,
        *([plain(cell.paragraphs[0]) for cell in row.cells] for row in found[key].rows if not row.group),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_asked_and_silent_is_another_column_than_never_asked(language: str) -> None:
    w = Words(language)
    head, *rows = table(material(states=STATES), "states", language)
    assert head[1:] == [
        *(
            w(f"states.{state}")
            for state in ("presence", "absence", "asked", "not_asked", "not_found", "no_evidence")
        ),
        w("states.questions"),
    ]
    assert [row[1:] for row in rows if row[-1] == "5"] == [["–", "–", "3", "–", "1", "–", "5"]]
    assert [row[1:] for row in rows if row[-1] == "3, 4"] == [["2", "1", "–", "1", "–", "–", "3, 4"]]


def test_without_a_guide_nobody_is_said_to_have_been_asked() -> None:
    head, *_ = table(material(states=replace(STATES, guide=False)), "states")
    assert head[1:] == ["Described", "Denied", "Nothing said"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_steps_are_counted_in_people_and_one_without_a_criterion_says_so(language: str) -> None:
    frame = FrameCoverage(
        "stages",
        {"en": "Stages", "cs": "Fáze", "sv": "Steg"},
        10,
        (
            StepCoverage(
                "plan",
                {"en": "Planning", "cs": "Plánování", "sv": "Planering"},
                "planning",
                ("R01", "R02"),
                ("R01",),
                (),
            ),
            StepCoverage("end", {"en": "Ending"}, None, (), (), ()),
        ),
    )
    w = Words(language)
    _, first, second = table(material(processes=(frame,)), "steps", language)
    assert first[1:3] == [w.of(2, 10), w.of(1, 10)]
    assert second[-1] == w("steps.unlinked")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_model_that_is_named_stands_beside_what_is_described(language: str) -> None:
    cells = (ClaimCell("in_vivo", 2.0, 0.5, "off", (1,)), ClaimCell("planning", 5.0, 0.0, "met", (2,)))
    claims = (
        ClaimedModel("R01", "act", ("names ACT",), (), "described", 0.4, 0.6, cells, 30),
        ClaimedModel("R02", "icm", ("names ICM",), (), "loose", None, 0.1, cells, 17),
        ClaimedModel("R03", "gone", ("names it",), (), "unknown", None, 0.0, (), 0),
    )
    _, act, icm, gone = table(material(claims=claims), "named", language)
    w = Words(language)
    assert w.number(0.4, 2) in act[3]
    assert "30" in act[3]
    assert w.number(0.4, 2) not in icm[3]
    assert gone[3] == w("named.unknown")
    assert banned_words(" ".join([*act, *icm, *gone])) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_models_that_no_code_could_tell_apart_are_named(language: str) -> None:
    pair = PairReadiness("act", "fact", ("flexible_intensity",), ("flexible_intensity",))
    ready = Readiness("Jana", (pair,), (), (), (), (), (), False, ())
    said = [
        plain(item)
        for block in blocks(material(readiness=ready), language)
        if isinstance(block, BulletList)
        for item in block.items
    ]
    assert any("ACT" in sentence and "FACT" in sentence for sentence in said)
