"""Each item of COREQ and SRQR that the study can answer is answered from it, and nothing is invented for the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qualcode.model.checklists import COREQ, SRQR
from qualcode.model.codes import CodeFields
from qualcode.model.documents import Transcript, TranscriptTurn
from qualcode.model.guides import NewQuestion
from qualcode.reports.blocks import Heading, Table, plain
from qualcode.reports.choices import ReportChoices
from qualcode.reports.full import build_report
from qualcode.reports.material import Material
from qualcode.reports.numbering import inlines
from qualcode.reports.parts.checklists import coreq_blocks, srqr_blocks
from qualcode.reports.wording import LANGUAGES, Words
from qualcode.study import Study
from qualcode.study.withdrawal import withdraw
from qualcode.workflows.material import gather
from tests.study.material import new


def talk(words: str, minutes: int | None) -> Transcript:
    text = f"I: How?\nR: {words}"
    stamp = [None, None] if minutes is None else [0, minutes * 60_000]
    turns = (TranscriptTurn(0, 7, 3, "I", stamp[0]), TranscriptTurn(8, len(text), 11, "R", stamp[1]))
    return Transcript(text, turns, "vtt" if minutes else "txt", {"I": "interviewer", "R": "respondent"})


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Four respondents, one interviewed twice; a fifth withdrew."""
    with new(tmp_path, actor="Jana") as made:
        made.codebook.add("Ground", kind="category")
        made.codebook.add("trust", under="Ground", fields=CodeFields(brief="Relying on somebody."))
        made.codebook.add("hope", under="Ground", fields=CodeFields(origin="theory"))
        made.codebook.add("unused")
        for n, (case, facility, minutes) in enumerate(
            (("R01", "clinic", 41), ("R02", "clinic", 52), ("R03", "service", 63), ("R04", "service", None), ("R01", "clinic", 10), ("R05", "clinic", 5)), 1
        ):  # fmt: skip
            made.documents.add(
                talk(f"I trust them, number {n}, and I hope.", minutes), name=f"d{n}", source=b"x", source_name=f"d{n}.vtt",
                language="en", case=case, attributes={"facility_type": facility},
            )  # fmt: skip
            made.codings.apply(f"d{n}", (11, 23), "trust")
        made.codings.apply("d2", (32, 44), "hope")
        made.codings.apply("d1", (11, 23), "trust", coder="Petr")
        made.guide.replace((NewQuestion("How?"), NewQuestion("Why?")))
        withdraw(made, "R05")
        yield made


def rows(material: Material, kind: str, language: str = "en") -> dict[int, list[str]]:
    """Answer and status by the number of the item."""
    build = coreq_blocks if kind == "coreq" else srqr_blocks
    table = next(block for block in build(material, Words(language)) if isinstance(block, Table))
    return {
        int(plain(row.cells[0].paragraphs[0])): [
            " ".join(plain(paragraph) for paragraph in cell.paragraphs).replace("\u00a0", " ")
            for cell in row.cells[1:]
        ]
        for row in table.rows
        if not row.group
    }


def test_what_the_study_knows_is_answered_from_it(study: Study) -> None:
    found = rows(gather(study, pictures=False), "coreq")
    answers = {number: cells[1] for number, cells in found.items()}
    standings = {number: cells[2] for number, cells in found.items()}
    assert answers[12].startswith("4 respondents, 5 interviews, ")
    assert answers[13].startswith("Consent withdrawn later: 1 respondent;")
    assert answers[14].startswith("Facility type: clinic and service.")
    assert answers[16] == "Facility type: clinic (2); service (2)."
    assert answers[17].startswith("The interview guide is part of the study (questions: 2).")
    assert answers[18] == "Yes: there is more than one interview with 1 respondent (R01: 2)."
    assert answers[19].startswith("Time stamps, which point to a recording, stand in 4 interviews.")
    assert answers[21].startswith("10 to 63 minutes, median 46; known for 4 of 5 interviews")
    assert standings[21] == "author confirms"
    assert answers[22].startswith("Not assessed: this takes 6 interviews with codings, there are 4.")
    assert answers[24].startswith("2: Jana and Petr. Coded by more than one person: 1 interview.")
    assert (
        answers[25]
        == "Codebook: 3 codes in 1 category, levels of the tree: 2, codes with a definition: 1 of 3."
    )
    assert "2 from the data and 1 from theory" in answers[26]
    assert answers[27].startswith("qualcode, version ")
    assert answers[29].startswith(
        "6 quotations, each cited by respondent and number such as [R01:1]; 4 of 4 respondents"
    )
    assert answers[30].startswith("2 of 3 codes have at least one quotation. Without one: unused.")
    assert answers[31].startswith("Spoken of by most respondents: Ground (4 of 4).")
    assert answers[32].startswith("1 code spoken of by a single respondent: hope.")
    assert standings[12] == "from the study"
    assert standings[13] == "author confirms"


def test_single_voices_are_not_told_apart_where_small_cells_are_withheld(study: Study) -> None:
    material = gather(study, pictures=False, choices=ReportChoices(smallest_cell=3))
    assert rows(material, "coreq")[32][1].startswith("1 code spoken of by fewer than 3 respondents: hope.")


def test_what_it_does_not_know_is_the_authors(study: Study) -> None:
    found = rows(gather(study, pictures=False), "coreq")
    for item in COREQ:
        answer, standing, page = found[item.number][1:]
        assert page == ""
        if item.answerer == "author":
            assert (answer, standing) == (
                "To be written by the author: the study does not hold it.",
                "author’s",
            )
    assert found[17][2] == "author confirms"
    assert found[20][2] == "author’s"  # nobody wrote a memo
    without = rows(replace(gather(study, pictures=False), guide=()), "coreq")
    assert without[17][2] == "author’s"


def test_srqr_answers_its_four_items_and_begins_six(study: Study) -> None:
    found = rows(gather(study, pictures=False), "srqr")
    for item in SRQR:
        if item.answerer == "study":
            assert found[item.number][2] == "from the study"
        elif item.answerer == "author":
            assert found[item.number][2] == "author’s"
    assert found[14][1].startswith("6 codings on 6 quotations (Jana); codebook: 3 codes in 1 category.")
    assert "(txt and vtt)" in found[13][1]
    assert found[12][1].startswith("4 respondents, 5 interviews")
    assert "steps:" in found[15][1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["coreq", "srqr"])
def test_every_item_is_there_in_every_language_and_the_counts_add_up(
    study: Study, language: str, kind: str
) -> None:
    items = COREQ if kind == "coreq" else SRQR
    material = gather(study, pictures=False)
    found = rows(material, kind, language)
    assert list(found) == [item.number for item in items]
    assert len({cells[0] for cells in found.values()}) == len(items)
    words = Words(language)
    statuses = [cells[2] for cells in found.values()]
    counts = {key: statuses.count(words(f"checklist.{key}")) for key in ("study", "half", "author")}
    assert sum(counts.values()) == len(items)
    said = words("checklist.counts", all=len(items), **counts)
    report = build_report(material, words, kind)
    assert said in "".join(plain(tuple(inlines(block))) for block in report.blocks)


def test_an_empty_study_gives_an_open_checklist(tmp_path: Path) -> None:
    with new(tmp_path) as empty:
        material = gather(empty, pictures=False)
    assert [n for n, cells in rows(material, "coreq").items() if cells[2] != "author’s"] == [27]
    assert all(cells[2] == "author’s" for cells in rows(material, "srqr").values())


def test_lengths_are_read_from_an_attribute_where_there_are_no_time_stamps(study: Study) -> None:
    material = gather(study, pictures=False)
    assert material.trail is not None
    cases = tuple(
        replace(case, attributes={"interview_length": length})
        for case, length in zip(material.cases, ("48 min", "1:02:00", "55", "long"), strict=True)
    )
    material = replace(material, cases=cases, trail=replace(material.trail, lengths={}))
    said = rows(material, "coreq")[21][1]
    assert said.startswith("48 to 62 minutes, median 55; known for 3 of 5 interviews")
    assert "“Length of interview”" in said


def test_lengths_come_from_the_best_source_of_each_interview(study: Study) -> None:
    material = gather(study, pictures=False)
    cases = tuple(replace(case, attributes={"interview_length": "90"}) for case in material.cases)
    cells = rows(replace(material, cases=cases), "coreq")[21]  # R04 alone has no time stamps
    assert cells[1].startswith(
        "10 to 90 minutes, median 52; known for 5 of 5 interviews (4 from the time stamps"
    )
    assert "1 from the attribute “Length of interview”" in cells[1]
    assert cells[2] == "from the study"


def test_categories_that_are_left_out_are_counted(study: Study) -> None:
    for n in range(7):
        study.codebook.add(f"More {n}", kind="category")
        study.codebook.add(f"code {n}", under=f"More {n}")
        study.codings.apply("d1" if n else "d2", (11, 23), f"code {n}")
    said = rows(gather(study, pictures=False), "coreq")[31][1]
    assert said.startswith("Spoken of by most respondents: Ground (4 of 4), More 0 (1 of 4), ")
    assert "More 3 (1 of 4) and 3 more." in said


def test_respondents_without_a_value_are_counted(study: Study) -> None:
    material = gather(study, pictures=False)
    first, *others = material.cases
    cases = (replace(first, attributes={"profession": "nurse"}), *others)
    assert rows(replace(material, cases=cases), "coreq")[16][1] == (
        "Facility type: service (2); clinic (1); not recorded (1). Profession: nurse (1); not recorded (3)."
    )


def test_headings_can_be_put_below_others(study: Study) -> None:
    head = coreq_blocks(gather(study, pictures=False), Words("en"), level=2, numbered=True)[0]
    assert isinstance(head, Heading)
    assert (head.level, head.numbered) == (2, True)
