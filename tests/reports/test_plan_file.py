"""The report file: what it reads, what it refuses with which line, and that the file of a kind gives the report of the kind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qualcode.errors import FormatError, InputError
from qualcode.reports.blocks import Cite, Facts, Heading, Paragraph, Ref, Table, Target, Text, plain
from qualcode.reports.choices import ReportChoices
from qualcode.reports.full import KINDS, PARTS, build_report
from qualcode.reports.numbering import inlines, number_report
from qualcode.reports.plan import PlannedPart, ReportPlan
from qualcode.reports.plan_file import ABOUT, FORMAT, plan_text, read_plan
from qualcode.reports.wording import LANGUAGES, Words
from tests.reports.invented import invented

MATERIAL = invented()
HEAD = f"format: {FORMAT}\n"


@pytest.mark.parametrize("kind", list(KINDS))
def test_the_file_of_a_kind_gives_its_report(kind: str) -> None:
    plan = read_plan(plan_text(kind, title='A "title": #1 \\ and\nmore', language="cs"), "report.yaml")
    assert (plan.kind, plan.language, plan.parts) == (kind, "cs", KINDS[kind])
    assert plan.choices == ReportChoices()
    w = Words("cs")
    assert build_report(MATERIAL, w, kind, plan) == build_report(MATERIAL, w, kind)


def test_every_comment_of_a_new_file_can_be_taken_in() -> None:
    text = plan_text("full", title="My title")
    parts = read_plan(text.replace("  # - ", "  - "), "report.yaml").parts
    assert parts is not None
    assert {part.name for part in parts} == set(PARTS)
    assert set(ABOUT) == set(PARTS), "every part is explained"


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_choice_of_a_new_file_can_be_taken_in_where_it_says(kind: str) -> None:
    text = plan_text(kind)
    whole, single = text[text.index("# choices:") : text.index("\n\n# The parts")].split("\n#\n")
    lines = [line.removeprefix("# ") for line in whole.split("\n")]
    chosen = read_plan(f"{HEAD}kind: {kind}\n" + "\n".join(lines), "report.yaml").choices
    if kind == "codes":
        assert (chosen.codes, chosen.context, chosen.attributes) == (
            ("Trust",), True, (("facility_type", "outpatient clinic"),)
        )  # fmt: skip
    for line in single.split("\n")[1:]:
        choice, parts = (
            line.removeprefix("#   ").removesuffix(")").split(" # ")[0],
            line[:-1].split("(parts: ")[1],
        )
        for part in parts.split(", "):
            found = read_plan(f"{HEAD}parts:\n  - part: {part}\n    {choice}\n", "report.yaml").parts
            assert found is not None
            assert found[0].choices


def test_a_whole_plan_is_read() -> None:
    plan = read_plan(
        HEAD
        + """
title: Waiting
author: Jana Malá
language: sv
template: forms/university.dotx
by: registration
coder: all
choices:
  translation: original
  attributes: {facility_type: social service}
parts:
  - title
  - heading: Discussion
    level: 2
    text: |
      One paragraph
      goes on.

      Another one.
  - part: codes
    heading: What is said of trust
    codes: Trust
    show: []
    per_respondent: 2
    rows: false
  - part: trail
    appendix: true
""",
        "report.yaml",
        Path("/thesis"),
    )
    assert plan == ReportPlan(
        kind="full", title="Waiting", author="Jana Malá", language="sv", template="/thesis/forms/university.dotx", by="registration", coder="all",
        choices=ReportChoices(translation="original", attributes=(("facility_type", "social service"),)),
        parts=(
            PlannedPart("title"),
            PlannedPart(heading="Discussion", level=2, text="One paragraph\ngoes on.\n\nAnother one."),
            PlannedPart("codes", heading="What is said of trust", choices={"codes": ("Trust",), "show": (), "per_respondent": 2, "rows": False}),
            PlannedPart("trail", appendix=True),
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (HEAD + "parts:\n  - title\n  - tite", 4, "no part “tite”; there are title, brief"),
        (HEAD + "parts:\n  - part: codes\n    contxt: true", 4, "“contxt” is not known"),
        (HEAD + "parts:\n  - part: codes\n    running: true", 4, "does not heed “running”; it heeds"),
        (HEAD + "choices:\n  longest: 9\n  context: true", 4, "heeds “context”; it is for the parts codes"),
        (HEAD + "choices:\n  codes: [A]", 3, "“codes” would narrow"),
        (HEAD + "parts:\n  - heading: A\n    context: true", 4, "an entry of your own does not heed"),
        (HEAD + "parts:\n  - part: codes\n    longest: 0", 4, "0 is too small for “longest”"),
        (HEAD + "parts:\n  - heading: A\n    level: 4", 4, "the most is 3"),
        (HEAD + "parts:\n  - {level: 1}", 3, "needs a part, a heading or a text"),
        (HEAD + "parts: codes", 2, "must be a list"),
        (HEAD + "choices:\n  translation: maybe", 3, "“maybe” is not possible"),
        (HEAD + "choices:\n  attributes: [clinic]", 3, "names with their values"),
        (HEAD + "choices:\n  narrative: poem", 3, "code, theoretical"),
        (HEAD + "kind: poster", 2, "there are full, codebook"),
        (HEAD + "language: de", 2, "en, cs, sv"),
        ("format: qualcode-report/9", 1, f"write “format: {FORMAT}”"),
        ("kind: full", 1, "“format” is missing"),
        ("title", 1, f"begins with “format: {FORMAT}”"),
        (HEAD + "title: &a b\nauthor: *a", 2, "anchor"),
        (HEAD + "title: [", 3, "not valid YAML"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(FormatError, match=words.replace("(", r"\(")) as caught:
        read_plan(text, "report.yaml")
    assert caught.value.line == line
    assert str(caught.value).startswith(f"report.yaml, line {line}, ")


def test_a_new_file_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(InputError, match="poster"):
        plan_text("poster")


def planned(*parts: PlannedPart) -> ReportPlan:
    return ReportPlan(parts=parts)


def test_parts_come_in_their_order_with_own_words_and_letters_of_appendices() -> None:
    plan = planned(
        PlannedPart("limitations"),
        PlannedPart(heading="Mine", level=2, text="One.\n\nTwo\nlines."),
        PlannedPart("codebook", heading="The codes in use"),
        PlannedPart("respondents", appendix=True),
        PlannedPart("evidence", appendix=False, text="Read this first."),
        PlannedPart(heading="Consent form", appendix=True),
    )
    report = build_report(MATERIAL, Words("en"), plan=plan)
    first = [(b.text, b.numbered) for b in report.blocks if isinstance(b, Heading) and (b.level == 1 or b.text == "Mine")]  # fmt: skip
    assert first == [
        ("Limitations", True), ("Mine", True), ("Appendix A. The codes in use", False), ("Appendix B. Respondents", False),
        ("Evidence", True), ("Appendix C. Consent form", False),
    ]  # fmt: skip
    said = [plain(b.content) for b in report.blocks if isinstance(b, Paragraph)]
    assert said.index("Two lines.") == said.index("One.") + 1
    assert "Read this first." in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_any_parts_fit_together(language: str) -> None:
    twice = [PlannedPart(name) for name in PARTS if name not in ("transcript", "transcript_facts")] * 2
    twice.append(PlannedPart("codes", choices={"codes": ("Team",), "rows": True}))
    report = build_report(MATERIAL, Words(language), plan=planned(*twice))
    numbering = number_report(report)
    for block in report.blocks:
        for item in inlines(block):
            if isinstance(item, Ref):
                assert item.key in numbering.captions
            if isinstance(item, Cite):
                assert item.target in numbering.targets
    targets = [item.name for b in report.blocks for item in inlines(b) if isinstance(item, Target)]
    assert len(targets) == len(set(targets))
    names = [b.key for b in report.blocks if isinstance(b, Table)]
    assert len(names) == len(set(names))
    assert "codebook_2" in names


def test_a_paragraph_that_would_refer_to_nothing_is_left_out() -> None:
    def refers(plan: ReportPlan | None) -> bool:
        report = build_report(MATERIAL, Words("en"), "comparison" if plan is None else "full", plan)
        return any(isinstance(i, Ref) and i.key == "thresholds" for b in report.blocks for i in inlines(b))

    assert not refers(planned(PlannedPart("procedure")))
    assert refers(planned(PlannedPart("procedure"), PlannedPart("thresholds")))


def test_choices_of_a_part_are_its_own() -> None:
    plan = planned(PlannedPart("codes", choices={"codes": ("Team",)}), PlannedPart("codes", choices={"codes": ("Limits",)}))  # fmt: skip
    headings = [
        b.text for b in build_report(MATERIAL, Words("en"), plan=plan).blocks if isinstance(b, Heading)
    ]
    assert headings.index("Team") < headings.index("Limits")
    assert "Trust" not in headings


def test_a_part_moves_to_a_level_with_all_its_headings() -> None:
    plan = planned(PlannedPart(heading="Results"), PlannedPart("codebook", level=2, appendix=False, choices={"running": True}), PlannedPart("frequencies", level=1))  # fmt: skip
    levels = [
        (b.level, b.text)
        for b in build_report(MATERIAL, Words("en"), plan=plan).blocks
        if isinstance(b, Heading)
    ]
    assert levels[:4] == [
        (1, "Results"),
        (2, "Codebook"),
        (3, "Where the work is done"),
        (3, "Work outside the facility"),
    ]


def test_title_subtitle_and_author_are_those_of_the_plan() -> None:
    plan = replace(planned(PlannedPart("title")), title="Mine", subtitle="A chapter", author="Jana Malá")
    report = build_report(MATERIAL, Words("en"), plan=plan)
    assert (report.title, report.subtitle, report.author) == ("Mine", "A chapter", "Jana Malá")
    facts = report.blocks[0]
    assert isinstance(facts, Facts)
    assert facts.rows[0] == ("Author", (Text("Jana Malá"),))


def test_chapters_stand_under_a_heading_of_ones_own() -> None:
    def levels(heading: str) -> list[int]:
        made = build_report(MATERIAL, Words("en"), plan=planned(PlannedPart("codes", heading=heading)))
        return [block.level for block in made.blocks if isinstance(block, Heading)]

    assert levels("")[:3] == [1, 1, 2]
    assert levels("Trust") == [1, *(min(3, level + 1) for level in levels("")[1:])]


def test_the_page_on_reports_shows_a_plan_that_works_and_names_every_part_and_kind() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "reports.md").read_text(encoding="utf-8")
    plan = read_plan(page.split("```yaml\n")[1].split("```")[0], "report.yaml")
    assert plan.parts is not None
    assert [part.name for part in plan.parts] == ["title", "contents", "", "narrative", "codes", "trail"]
    named = page.split("Parts are ")[1].split(".\n")[0]
    assert {name.strip("`") for name in named.replace("\n", " ").split(", ")} == set(PARTS)
    kinds = page.split("## Kinds")[1].split("## The report file")[0]
    assert all(f"`{kind}`" in kinds for kind in KINDS)
