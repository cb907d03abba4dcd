"""The interview guide in the study: replaced, undone, carried through corrections, and what a person said of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.errors import InputError, NotFoundError
from qualcode.model.guides import AskedTable, NewQuestion
from qualcode.study import Study
from qualcode.study.guide import MOST_QUESTIONS
from qualcode.study.withdrawal import withdraw
from qualcode.workflows.comparing import adopt_shipped
from qualcode.workflows.correcting import edit, store
from qualcode.workflows.guiding import asked_of, questions_to_respondents, states_by
from tests.study.material import add, new

TALK = (
    "I: Where do you meet your clients?\n"
    "R: At their homes, mostly.\n"
    "I: And your clients, where do you meet them in winter?\n"
    "R: In the cafe.\n"
    "I: Anything else?\n"
    "R: No.\n"
)
WHERE, MANY = "Where do you meet your clients?", "How many clients do you have?"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with new(tmp_path) as study:
        adopt_shipped(study)
        add(study, "R01", TALK, case="R01")
        add(
            study,
            "R02",
            TALK.replace("Where do you meet your clients?", "How many clients do you have?"),
            case="R02",
        )
        study.guide.replace([NewQuestion(WHERE, ("In_Vivo",)), NewQuestion(MANY, ("Caseload size",))])
        yield study


def cells(found: AskedTable) -> dict[tuple[int, str], tuple[str, list[int]]]:
    names = {document: name for document, name, _ in found.documents}
    return {(c.question, names[c.document_id]): (c.how, [t.turn for t in c.turns]) for c in found.cells}


def test_criteria_are_found_by_id_and_name(study: Study) -> None:
    assert [(q.number, q.text, q.criteria) for q in study.guide.questions()] == [
        (1, WHERE, ("in_vivo",)), (2, MANY, ("caseload_size",)),
    ]  # fmt: skip


def test_turns_of_the_interviewer_are_recognised_in_their_own_document(study: Study) -> None:
    assert cells(asked_of(study)) == {
        (1, "R01"): ("recognised", [1, 3]), (1, "R02"): ("recognised", [3]),
        (2, "R01"): ("not found", []), (2, "R02"): ("recognised", [1]),
    }  # fmt: skip
    assert questions_to_respondents(asked_of(study)) == {"R01": frozenset({1}), "R02": frozenset({1, 2})}


def test_another_interview_changes_nothing_in_the_first(study: Study) -> None:
    before = {key: value for key, value in cells(asked_of(study)).items() if key[1] == "R01"}
    add(study, "R03", "I: How many clients do you have at home in the cafe, where do you meet?\nR: Ten.\n")
    assert {key: value for key, value in cells(asked_of(study)).items() if key[1] == "R01"} == before


def test_a_person_overrules_what_is_recognised_and_takes_it_back(study: Study) -> None:
    study.guide.assign("r01", "2", 5)
    study.guide.assign("R01", 1, 3)
    study.guide.not_asked("R02", 1)
    found = cells(asked_of(study))
    assert found[1, "R01"] == ("assigned", [3])
    assert found[2, "R01"] == ("assigned", [5])
    assert found[1, "R02"] == ("refused", [])
    study.guide.assign("R01", 1, 1)
    assert cells(asked_of(study))[1, "R01"] == ("assigned", [1, 3]), (
        "a question may be asked in several turns"
    )
    study.guide.assign("R02", 1, 3)
    assert cells(asked_of(study))[1, "R02"] == ("assigned", [3])
    study.history.undo()
    assert cells(asked_of(study))[1, "R02"] == ("refused", [])
    study.guide.unassign("R01", WHERE.lower())
    assert cells(asked_of(study))[1, "R01"] == ("recognised", [1, 3])
    with pytest.raises(InputError, match="Nobody assigned"):
        study.guide.unassign("R01", 1)


def test_saying_it_twice_is_no_change(study: Study) -> None:
    study.guide.assign("R01", 1, 3)
    study.guide.not_asked("R02", 2)
    before = len(study.history.list())
    study.guide.assign("R01", 1, 3)
    study.guide.not_asked("R02", 2)
    study.guide.replace([NewQuestion(WHERE, ("in_vivo",)), NewQuestion(MANY, ("caseload_size",))])
    assert len(study.history.list()) == before


@pytest.mark.parametrize(
    ("document", "question", "turn", "words"),
    [("R09", "1", 1, "no document"), ("R01", "3", 1, "numbered 1 to 2"), ("R01", "1", 9, "no turn 9")],
)
def test_what_is_not_there_is_named(
    study: Study, document: str, question: str, turn: int, words: str
) -> None:
    with pytest.raises(NotFoundError, match=words):
        study.guide.assign(document, question, turn)


def test_a_new_guide_keeps_where_equal_questions_were_asked_as_one_change(study: Study) -> None:
    study.guide.assign("R01", 1, 3)
    study.guide.assign("R01", 2, 5)
    before = (study.guide.questions(), study.guide.asked())
    digest = study.digest().whole
    changed = study.guide.replace(
        [NewQuestion("How often?"), NewQuestion(f"  {WHERE.upper()} ", ("linkage",))], "guide.txt"
    )
    assert (changed.kept, changed.removed) == (1, (MANY,))
    assert [(q.number, q.criteria) for q in changed.questions] == [(1, ()), (2, ("linkage",))]
    assert cells(asked_of(study))[2, "R01"] == ("assigned", [3])
    assert len(study.guide.asked()) == 1
    assert study.digest().questions != digest
    study.history.undo()
    assert (study.guide.questions(), study.guide.asked()) == before
    assert study.digest().whole == digest
    study.history.redo()
    assert len(study.guide.questions()) == 2


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "holds no question"),
        ([NewQuestion("Where?")] * (MOST_QUESTIONS + 1), "at most 300"),
        ([NewQuestion("  ?! ", line=4)], "g.txt, line 4: the question is empty"),
        ([NewQuestion("x" * 3000)], "3000 characters"),
        (
            [NewQuestion("Where?"), NewQuestion("where?", line=2)],
            "line 2: “where\\?” stands in the guide twice",
        ),
        ([NewQuestion("Where?", number=1), NewQuestion("When?", number=1)], "number 1 to two questions"),
        (
            [NewQuestion("Where?", number=1), NewQuestion("When?", line=3)],
            "line 3: this question has no number",
        ),
        ([NewQuestion("Where?", number=0)], "0 is no number"),
        (
            [NewQuestion("Where?", ("in_vvo",), line=7)],
            "line 7: there is no criterion “in_vvo”. Did you mean in_vivo",
        ),
    ],
)
def test_a_guide_that_cannot_be_is_refused_whole(study: Study, rows: list[NewQuestion], words: str) -> None:
    before = study.guide.questions()
    with pytest.raises(InputError, match=words):
        study.guide.replace(rows, "g.txt")
    assert study.guide.questions() == before


def test_where_no_role_is_settled_questions_of_unknown_speakers_are_looked_at(study: Study) -> None:
    for label in ("I", "R"):
        study.documents.set_role("R01", label, "unknown")
    assert cells(asked_of(study))[1, "R01"] == ("recognised", [1, 3])
    study.documents.set_role("R01", "R", "interviewer")
    assert cells(asked_of(study))[1, "R01"] == ("not found", [])


def test_a_correction_of_the_text_carries_where_a_question_was_asked(study: Study) -> None:
    study.guide.assign("R01", 2, 5)
    study.guide.not_asked("R01", 1)
    store(study, edit(study, "R01", "A heading\n" + TALK.replace("At their homes", "At their own homes")))
    assert cells(asked_of(study))[2, "R01"] == ("assigned", [5])
    assert cells(asked_of(study))[1, "R01"] == ("refused", [])
    study.history.undo()
    assert cells(asked_of(study))[2, "R01"] == ("assigned", [5])


def test_a_withdrawn_respondent_leaves_no_asked_question_behind(study: Study) -> None:
    study.guide.assign("R01", 1, 3)
    study.guide.assign("R02", 1, 3)
    withdraw(study, "R01")
    assert [span.document_id for span in study.guide.asked()] == [study.documents.get("R02").id]


def test_silence_is_explained_by_what_was_asked(study: Study) -> None:
    code = study.codings.apply("R01", (TALK.index("At their"), TALK.index(", mostly")), "at home")
    assert code
    study.mappings.set("at home", "in_vivo")
    study.guide.assign("R01", 2, 5)
    states = {(c.case, c.criterion): c.state for c in states_by(study).cells}
    assert states["R01", "in_vivo"] == "presence"
    assert states["R02", "in_vivo"] == "asked"
    assert states["R01", "caseload_size"] == "asked"
    study.guide.not_asked("R02", 1)
    study.guide.not_asked("R02", 2)
    states = {(c.case, c.criterion): c.state for c in states_by(study).cells}
    assert states["R02", "in_vivo"] == "not_asked"
    assert states["R02", "linkage"] == "no_evidence"


def test_a_question_that_was_only_not_recognised_is_not_said_to_be_unasked(study: Study) -> None:
    def state() -> str:
        (found,) = [
            each.state
            for each in states_by(study).cells
            if (each.case, each.criterion) == ("R01", "caseload_size")
        ]
        return found

    assert state() == "not_found", "it may have been asked in other words"
    study.guide.not_asked("R01", 2)
    assert state() == "not_asked", "a person said so"
    add(study, "R01b", "I: Good evening.\nR: Hello.\n", case="R01")
    assert state() == "not_found", "nobody said so of the second interview"


# --- codes that name a model ------------------------------------------------------------------------------------------


def test_a_code_names_models_and_no_longer(study: Study) -> None:
    study.codebook.add("says ACT")
    study.codebook.add("group", kind="category")
    made = study.claims.set("says act", "ACT")
    study.claims.set("says ACT", "fact")
    assert (made.code, made.model) == ("says ACT", "act")
    before = len(study.history.list())
    assert study.claims.set("says ACT", "act") == made
    assert len(study.history.list()) == before
    with pytest.raises(InputError, match="only codes"):
        study.claims.set("group", "act")
    with pytest.raises(NotFoundError, match="no model"):
        study.claims.set("says ACT", "akt")
    with pytest.raises(NotFoundError, match="no model"):
        study.claims.remove("says ACT", "akt")
    with pytest.raises(NotFoundError, match="does not say that “icm”"):
        study.claims.remove("says ACT", "icm")
    assert study.claims.remove("says ACT", "ACT") == 1
    assert [each.model for each in study.claims.list()] == ["fact"]
    assert study.claims.remove("says ACT") == 1
    study.history.undo()
    assert [each.model for each in study.claims.list()] == ["fact"]


def test_merged_and_deleted_codes_take_their_claims_along(study: Study) -> None:
    for name in ("says ACT", "names ACT"):
        study.codebook.add(name)
        study.claims.set(name, "act")
    study.codebook.merge(["names ACT"], "says ACT")
    assert [(each.code, each.model) for each in study.claims.list()] == [("says ACT", "act")]
    study.codebook.delete("says ACT")
    assert study.claims.list() == ()
    study.history.undo()
    study.history.undo()
    assert [each.code for each in study.claims.list()] == ["says ACT", "names ACT"]
