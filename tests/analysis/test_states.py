"""Three states of evidence: silence is never absence."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.states import evidence_states
from qualcode.model.frameworks import Criteria, Criterion
from qualcode.model.guides import STATES, EvidenceStates, GuideQuestion
from qualcode.model.results import CodeLevel, RespondentLevel


def criterion(name: str) -> Criterion:
    return Criterion(name, "functions", True, {"en": name}, {}, {})


CRITERIA = Criteria(tuple(criterion(name) for name in ("home", "size", "plan")))
QUESTIONS = (
    GuideQuestion(1, 1, "Where?", ("home",)),
    GuideQuestion(2, 2, "And where else?", ("home", "size")),
)


def level(case: str, name: str, value: float, number: int = 7) -> RespondentLevel:
    return RespondentLevel(case, name, value, False, (CodeLevel("c", value, 2, (number,)),))


def state(found: EvidenceStates, case: str, name: str) -> tuple[str, tuple[int, ...]]:
    (cell,) = [each for each in found.cells if (each.case, each.criterion) == (case, name)]
    return cell.state, cell.questions


def test_each_state_by_hand() -> None:
    found = evidence_states(
        [level("A", "home", 5), level("B", "home", 2), level("C", "plan", 2.5)],
        ["C", "A", "B", "D", "E"],
        CRITERIA,
        QUESTIONS,
        {"A": {1, 2}, "B": set(), "C": {2}},
        {"D": {1, 2}, "E": {2}},
    )
    assert found.cases == ("A", "B", "C", "D", "E")
    assert state(found, "A", "home") == ("presence", (1, 2))
    assert state(found, "B", "home") == ("absence", ()), (
        "asked and denied is evidence, also where asking was not seen"
    )
    assert state(found, "C", "home") == ("asked", (2,))
    assert state(found, "D", "home") == ("not_asked", ()), "a person said so of both questions"
    assert state(found, "E", "home") == ("not_found", ()), "the first may have been asked in other words"
    assert state(found, "E", "size") == ("not_asked", ())
    assert state(found, "B", "size") == ("not_found", ())
    assert state(found, "C", "plan") == ("presence", ()), "above two is done in part"
    assert state(found, "A", "plan") == ("no_evidence", ()), "no question is linked, so nothing is known"
    (home,) = [each for each in found.criteria if each.criterion == "home"]
    assert [home.number(each) for each in STATES] == [1, 1, 1, 1, 1, 0]
    assert home.questions == (1, 2)
    assert next(each for each in found.cells if each.state == "presence").quotations == (7,)


def test_without_a_guide_silence_stays_unexplained() -> None:
    found = evidence_states([level("A", "home", 1)], ["A", "B"], CRITERIA, (), {}, {})
    assert not found.guide
    assert {each.state for each in found.cells if each.case == "B"} == {"no_evidence"}


CASES = ("A", "B", "C")
levels = st.dictionaries(
    st.tuples(st.sampled_from(CASES), st.sampled_from(("home", "size", "plan"))), st.floats(1, 5), max_size=9
)
asked = st.dictionaries(st.sampled_from(CASES), st.sets(st.sampled_from((1, 2))))


@given(levels, asked, asked, st.permutations(CASES))
def test_states_add_up_to_all_respondents_in_any_order(
    values: dict[tuple[str, str], float],
    put: dict[str, set[int]],
    never: dict[str, set[int]],
    order: list[str],
) -> None:
    stated = [level(case, name, value) for (case, name), value in values.items()]
    found = evidence_states(stated, CASES, CRITERIA, QUESTIONS, put, never)
    for each in found.criteria:
        assert sum(each.number(name) for name in STATES) == len(CASES)
    for cell in found.cells:
        evidence = (cell.case, cell.criterion) in values
        assert (
            (cell.state in ("presence", "absence"))
            == evidence
            == bool(cell.quotations)
            == (cell.level is not None)
        )
    assert evidence_states(stated[::-1], order, CRITERIA, QUESTIONS[::-1], put, never) == found
