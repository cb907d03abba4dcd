"""No kind of report prints a count of fewer respondents than its smallest cell: neither text, tables, alt texts nor pictures do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from qualcode.model.documents import Transcript, TranscriptTurn
from qualcode.model.guides import NewQuestion
from qualcode.reports.blocks import Figure, Heading, Quote, Report, Table, plain
from qualcode.reports.choices import ReportChoices
from qualcode.reports.full import KINDS, build_report, needed
from qualcode.reports.material import Material
from qualcode.reports.numbering import contents_of
from qualcode.reports.plan import PlannedPart, ReportPlan
from qualcode.reports.wording import LANGUAGES, Words
from qualcode.study import Study
from qualcode.workflows.comparing import adopt_shipped
from qualcode.workflows.material import gather
from qualcode.workflows.report import write_report

SPOKEN = {"All": 6, "Beside": 4, "Four": 4, "Two": 2, "One": 1, "Lone": 2}
"""Codes with how many of the six speak of them."""
MAPPED = {"All": "in_vivo", "Four": "shared_caseload", "Two": "relationship", "One": "coordination"}
COUNTED = frozenset(
    {"codes", "frequencies", "fit", "states", "steps", "heads", "residual", "codes_by_group", "code_overview", "codebook_tree", "thesis"}
)  # fmt: skip
"""Tables in which a bare number counts respondents, or what is said by those of the row."""
PROSE = re.compile(
    r"(?<![\d<])(?<![\d<] )\b[12] (?:(?:of|z|av) 6\b|respondent|informant|quotation|výrok|citat)"
)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    with Study.create(tmp_path_factory.mktemp("few") / "few.qualcode", title="Few", actor="Jana") as made:
        made.codebook.add("Category", kind="category")
        made.codebook.add("Scarce", kind="category")
        for name in SPOKEN:
            made.codebook.add(
                name,
                under=None if name == "Lone" else "Scarce" if name in ("Two", "One") else "Category",
            )
        for number in range(6):
            text = (
                "I: How?\nR: "
                + " ".join(f"We say {name.lower()} at length here." for name in SPOKEN)
                + " I"
                + "!" * number
            )
            turns = (TranscriptTurn(0, 7, 3, "I"), TranscriptTurn(8, len(text), 11, "R"))
            case = f"R{number + 1:02}"
            made.documents.add(
                Transcript(text, turns, "txt", {"I": "interviewer", "R": "respondent"}),
                name=case, source=text.encode(), source_name=f"{case}.txt", language="en", case=case,
                attributes={"facility_type": "clinic" if number < 3 else "service"},
                roles={"I": "interviewer", "R": "respondent"},
            )  # fmt: skip
            for name, people in SPOKEN.items():
                if number < people:
                    words = "all" if name == "Beside" else name.lower()
                    start = text.index(f"We say {words} ")
                    made.codings.apply(case, (start, start + 20), [name])
        adopt_shipped(made)
        made.guide.replace([NewQuestion("How?", ("in_vivo",))])
        for name, criterion in MAPPED.items():
            made.mappings.set(name, criterion, level=4)
        made.memos.add("They say it.", kind="narrative", target="code", target_name="Lone")
        yield made


def small(report: Report, material: Material) -> list[str]:
    """What a reader finds in a report that counts one or two respondents."""
    found: list[str] = []
    for block in report.blocks:
        if isinstance(block, Quote):
            continue
        if isinstance(block, Heading):
            texts = [block.text]
        elif isinstance(block, Figure):
            texts = [block.caption, block.description]
        else:
            texts = [plain(content) for content in contents_of(block)]
        found += [text for text in texts if PROSE.search(text.replace("\u00a0", " "))]
        if isinstance(block, Table) and (block.key in COUNTED or block.key.startswith("matrix")):
            for row in block.rows:
                cells = [plain(cell.paragraphs[0]) for cell in row.cells]
                other = (
                    2 if block.key.startswith("matrix") else len(cells) - 1 if block.key == "states" else None
                )
                found += [
                    f"{block.key}: {cell}"
                    for n, cell in enumerate(cells)
                    if cell in ("1", "2") and n != other  # levels, numbers of questions
                ]
    for name, picture in (("tree", material.tree), ("network", material.network)):
        if picture is not None and any(isinstance(b, Figure) and b.key == name for b in report.blocks):
            drawn = re.findall("<!-- (.*?) -->", picture.svg.decode())
            found += [f"{name}: {text}" for text in drawn if re.search(r"\b[12] /|^[12]$", text)]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_report_counts_few_respondents(study: Study, language: str) -> None:
    open_: list[str] = []
    for kind, smallest in product(KINDS, (None, 3)):
        if kind == "transcript" or (smallest is None and kind != "full"):
            continue
        choices = ReportChoices(smallest_cell=smallest)
        material = gather(study, language=language, choices=choices, needs=needed(KINDS[kind]))
        report = build_report(material, Words(language), kind)
        found = small(report, material)
        if smallest is None:
            open_ = found
        else:
            assert found == [], kind
    for place in ("tree: 1 / 1", "states: ", "codes: ", "frequencies: "):
        assert any(each.startswith(place) for each in open_), f"the scan would not see {place}"


def test_evidence_and_its_lack_cannot_be_reckoned_from_the_matrix(study: Study) -> None:
    material = gather(study, choices=ReportChoices(smallest_cell=3), pictures=False)
    tables = {b.key: b for b in build_report(material, Words("en")).blocks if isinstance(b, Table)}
    states = {plain(row.cells[0].paragraphs[0]): [plain(c.paragraphs[0]) for c in row.cells[1:]] for row in tables["states"].rows if len(row.cells) > 1}  # fmt: skip
    rows = {plain(row.cells[0].paragraphs[0]): [plain(c.paragraphs[0]).replace("\u00a0", " ") for c in row.cells[1:]] for row in tables["matrix"].rows if len(row.cells) > 1}  # fmt: skip
    few = [name for name, cells in rows.items() if cells[0] == "< 3 of 6"]
    assert len(few) == 2
    for name in few:
        assert rows[name][1] == "–", "the levels of few are theirs"
        assert states[name][:2] == ["–", "–"]
        assert "–" in states[name][2:], "who says nothing would tell how many speak"


def test_a_part_with_a_smaller_cell_of_its_own_has_pictures_that_keep_to_it(study: Study) -> None:
    plan = (PlannedPart("figures", choices={"smallest_cell": 3}),)
    drawn = gather(study, needs=needed(plan), smallest=3)
    report = build_report(drawn, Words("en"), "full", plan_of(plan))
    assert small(report, drawn) == []
    assert any(isinstance(b, Figure) for b in report.blocks)
    whole = gather(study, needs=needed(plan))
    kept = build_report(whole, Words("en"), "full", plan_of(plan))
    assert not any(isinstance(b, Figure) for b in kept.blocks), "pictures that show more are left out"


def plan_of(parts: tuple[PlannedPart, ...]) -> ReportPlan:
    return replace(ReportPlan(), parts=parts)


def test_a_written_report_says_nothing_of_few(study: Study, tmp_path: Path) -> None:
    write_report(study, tmp_path / "r.md", choices=ReportChoices(smallest_cell=3))
    assert "1 of 6" not in (tmp_path / "r.md").read_text(encoding="utf-8").replace("\u00a0", " ")
