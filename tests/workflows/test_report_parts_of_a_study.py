"""What the codes, the codebook and the narrative of a real study say: every count and every quotation is compared with the study."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qualcode.errors import InputError, NotFoundError
from qualcode.reports.blocks import (
    Block,
    Cite,
    Heading,
    Paragraph,
    Quote,
    Report,
    Table,
    Target,
    Text,
    plain,
)
from qualcode.reports.choices import ReportChoices
from qualcode.reports.full import KINDS, build_report, needed
from qualcode.reports.numbering import inlines, number_report
from qualcode.reports.plan import PlannedPart, ReportPlan
from qualcode.reports.wording import LANGUAGES, Words
from qualcode.study import Study
from qualcode.workflows.material import gather
from qualcode.workflows.report import write_report
from tests.formats.word_checks import paragraphs, problems
from tests.reports.banned import banned_words
from tests.workflows.reported import SPOKEN, reported_study


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    with reported_study(tmp_path_factory.mktemp("study") / "gate.qualcode") as made:
        yield made


def made(
    study: Study, kind: str = "codes", language: str = "en", coder: str | None = None, **choices: object
) -> Report:
    chosen = replace(ReportChoices(), **choices)  # type: ignore[arg-type]
    needs = needed(KINDS[kind], context=chosen.context)
    material = gather(study, coder=coder, language=language, choices=chosen, needs=needs, pictures=False)
    return build_report(material, Words(language), kind)


def said(content: tuple[object, ...]) -> str:
    return plain(content).replace("\u00a0", " ")  # type: ignore[arg-type]


def sections(report: Report) -> dict[str, list[Block]]:
    """Blocks by the heading above them."""
    found: dict[str, list[Block]] = {}
    own: list[Block] = []
    for block in report.blocks:
        if isinstance(block, Heading):
            own = found.setdefault(block.text, [])
        else:
            own.append(block)
    return found


def quotes(blocks: list[Block]) -> list[int]:
    """Numbers of the quotations that stand in quotes."""
    return [
        item.quotation for b in blocks if isinstance(b, Quote) for item in b.content if isinstance(item, Cite)
    ]


def sentences(blocks: list[Block]) -> str:
    return "\n".join(said(block.content) for block in blocks if isinstance(block, Paragraph | Quote))


def table(report: Report, key: str) -> list[list[str]]:
    found = next(block for block in report.blocks if isinstance(block, Table) and block.key == key)
    return [["\n".join(said(line) for line in cell.paragraphs) for cell in row.cells] for row in found.rows]


# --- codes ---------------------------------------------------------------------------------------------------------


def test_chapters_follow_the_tree_and_what_lies_deeper_names_what_holds_it(study: Study) -> None:
    headings = [(b.level, b.text) for b in made(study).blocks if isinstance(b, Heading)]
    assert headings == [
        (1, "Codes with their quotations"), (1, "Relation"), (2, "Being there"), (3, "In the open"), (3, "In the open › Waiting"),
        (3, "Presence"), (2, "Trust"), (1, "Office"), (2, "Papers"), (1, "Without category"), (2, "Autonomy"), (2, "Loose"),
    ]  # fmt: skip


@pytest.mark.parametrize("coder", [None, "all", "Petr"])
def test_every_code_has_exactly_its_quotations_and_its_counts(study: Study, coder: str | None) -> None:
    report = made(study, coder=coder)
    own = sections(report)
    wanted = "Jana" if coder is None else coder
    total = 0
    for code in study.codebook.tree():
        rows = study.codings.list(code=code.name, coder=wanted)
        numbers, cases = {row.quotation for row in rows}, {row.case for row in rows}
        title = "In the open › Waiting" if code.name == "Waiting" else code.name
        assert f"{len(cases)} of 4 respondents, {len(numbers)} quotation" in sentences(own[title])
        if code.kind == "code":
            printed = quotes(own[title])
            assert sorted(printed) == sorted(numbers)
            places = {row.quotation: (row.document_id, row.start) for row in rows}
            assert printed == sorted(printed, key=places.__getitem__), "in the order of the text"
            total += len(printed)
    assert total == len({(row.quotation, row.code) for row in study.codings.list(coder=wanted)})
    overview = {row[0].strip(): row[1:] for row in table(report, "code_overview")}
    for code in study.codebook.tree():
        rows = study.codings.list(code=code.name, coder=wanted)
        assert overview[code.name] == [
            f"{len({r.case for r in rows})} of 4",
            str(len({r.quotation for r in rows})),
        ]


def test_a_quotation_has_its_words_its_source_other_codes_and_memos(study: Study) -> None:
    own = sections(made(study, context=True, show=("profession", "facility_type")))
    waiting = [said(b.content) for b in own["In the open › Waiting"] if isinstance(b, Quote)]
    assert (
        waiting[0]
        == "“We wait at the gate.” [R01:1]  nurse, clinic; turn 2; also: Presence\nShe never comes before noon."
    )
    assert waiting[1].startswith("We wait at the gate.\n“She never comes before noon.” [R01:2]")
    assert "also: Autonomy" in waiting[2], "codes on shared words are named"
    assert "Translation: We wait in front of the house.\nMemo: Said twice." in waiting[2]
    papers = [said(b.content) for b in own["Papers"] if isinstance(b, Quote)]
    assert papers[1].startswith("Papers take\n“the whole day. The papers” [R04:8]")
    assert "are never done." in papers[1], "the rest of a sentence that was cut"
    assert "Memo (theoretical; Jana," in sentences(own["In the open › Waiting"])
    assert "Deviant case: trust came first here." in sentences(own["Trust"])
    languages = {
        item.text: item.language
        for b in own["In the open › Waiting"] if isinstance(b, Quote)
        for item in b.content if isinstance(item, Text)
    }  # fmt: skip
    assert (languages["Čekáme před domem."], languages["We wait at the gate."]) == ("cs", "en")


def test_pooled_codings_name_their_coders(study: Study) -> None:
    own = sections(made(study, coder="all"))
    first = next(said(b.content) for b in own["In the open › Waiting"] if isinstance(b, Quote))
    assert "coded by Jana, Petr" in first
    assert "coded by" not in sentences(sections(made(study))["Trust"])


def test_each_number_leads_to_one_place(study: Study) -> None:
    report = made(study)
    targets = [item.name for block in report.blocks for item in inlines(block) if isinstance(item, Target)]
    assert sorted(targets) == [f"q{number}" for number in range(1, 10)]
    number_report(report)


def test_filters_narrow_what_is_printed_and_say_so(study: Study) -> None:
    one = made(study, codes=("being there",))
    assert [b.text for b in one.blocks if isinstance(b, Heading)][1:] == [
        "Relation", "Being there", "In the open", "In the open › Waiting", "Presence",
    ]  # fmt: skip
    assert "Only these codes are shown" in sentences(list(one.blocks))
    service = made(study, attributes=(("facility_type", "service"),))
    assert sorted(quotes(list(service.blocks))) == [4, 5, 6, 7, 8, 9]
    assert table(service, "code_overview")[0] == ["Relation", "1 of 2", "1"]
    assert "Facility type: service" in sentences(list(service.blocks))
    document = made(study, documents=("Nováková_R02",))
    assert quotes(list(document.blocks)) == [3]
    text = sentences(list(document.blocks))
    assert "Only interviews with these respondents are read: R02." in text
    assert "Nováková" not in text


@pytest.mark.parametrize(
    ("mode", "translated", "bare"),
    [
        ("both", "“Čekáme před domem.” [R03:4]", "“We wait at the gate.” [R01:1]"),
        ("original", "“Čekáme před domem.” [R03:4]", "“We wait at the gate.” [R01:1]"),
        (
            "translation",
            "“We wait in front of the house.” [R03:4] (translation; original language: Czech)",
            "“We wait at the gate.” [R01:1]",
        ),
    ],
)
def test_original_and_translation(study: Study, mode: str, translated: str, bare: str) -> None:
    own = sections(made(study, translation=mode))
    waiting = sentences(own["In the open › Waiting"])
    assert translated in waiting
    assert bare in waiting
    assert ("Translation:" in waiting) == (mode == "both")
    if mode == "translation":
        assert "Nikdo ho nenutí.” [R03:5] (not translated, in the original wording)" in sentences(
            own["Autonomy"]
        )


def test_a_limit_is_said_and_counted_and_counts_stay_whole(study: Study) -> None:
    report = made(study, per_respondent=1)
    own = sections(report)
    assert quotes(own["Papers"]) == [6]
    assert "Not printed here: 2 quotations (R04 (2))." in sentences(own["Papers"])
    assert "1 of 4 respondents, 3 quotations" in sentences(own["Papers"])
    assert "left out for that reason: 3." in sentences(own["Codes with their quotations"])
    assert "none had to be left out" in sentences(
        sections(made(study, per_respondent=9))["Codes with their quotations"]
    )


def test_one_loud_voice_is_said(study: Study) -> None:
    assert "R04 supplies 4 of 9 quotations" in sentences(sections(made(study))["Codes with their quotations"])
    relation = made(study, codes=("Relation",))
    assert "One voice" not in sentences(list(relation.blocks)), "three respondents are too few to say so"


def test_long_quotations_end_with_an_omission(study: Study) -> None:
    own = sections(made(study, longest=6))
    assert "“Čekáme před domem. […]” [R03:5]" in sentences(own["Autonomy"])
    assert "“We wait at the gate.” [R01:1]" in sentences(own["Presence"])


def test_the_printed_form_of_a_quotation_is_printed(tmp_path: Path) -> None:
    with reported_study(tmp_path / "s.qualcode") as own:
        own.quotations.set(5, printed="Čekáme […]. Přijde, až [on] chce.")
        text = sentences(sections(made(own))["Autonomy"])
    assert "“Čekáme […]. Přijde, až [on] chce.” [R03:5]" in text


def test_rows_hold_each_quotation_once_with_all_its_codes(study: Study) -> None:
    report = made(study, rows=True, coder="all")
    rows = table(report, "code_rows")
    numbers = [int(match[1]) for row in rows if (match := re.match(r"\[R\d+:(\d+)\]\nturn 2", row[0]))]
    assert numbers == [1, 2, 3, 10, 5, 4, 6, 8, 7, 9]
    assert len(rows) == len(numbers)
    codes = dict(zip(numbers, [row[3] for row in rows], strict=True))
    assert codes[1] == "Waiting; Presence"
    assert codes[4] == "Waiting; (Autonomy)"
    assert rows[0][1:3] == ["R01\nclinic", "“We wait at the gate.”"]
    assert rows[0][5] == "Jana, Petr"
    assert rows[5][2] == "“Čekáme před domem.”\nTranslation: We wait in front of the house."
    assert rows[5][4] == "Said twice."
    assert quotes(list(report.blocks)) == []
    assert len(table(made(study, rows=True, per_respondent=1), "code_rows")) == 6


def test_values_that_few_share_do_not_stand_beside_a_quotation(study: Study) -> None:
    shown = sentences(list(made(study, show=("profession", "facility_type"), smallest_cell=2).blocks))
    assert "nurse" not in shown
    assert "[R01:2]  clinic; turn 2" in shown
    assert "\n< 2 of 4 respondents\n" in shown, "how many quotations there are would tell more"


# --- codebook ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("running", [False, True])
def test_the_codebook_holds_all_fields_counts_lineage_and_sign_off(tmp_path: Path, running: bool) -> None:
    with reported_study(tmp_path / "s.qualcode") as own:
        own.signoffs.set("Waiting", "approved", by="Dr. Malá")
        own.signoffs.set("Trust", "in review")
        own.codebook.edit("Trust", when="Trust is named.")
        report = made(own, kind="codebook", running=running)
    if running:
        found = {name: sentences(blocks) for name, blocks in sections(report).items()}
        waiting, papers = found["Being there › In the open › Waiting"], found["Papers"]
    else:
        found = {row[0].split("\n")[0]: "\n".join(row) for row in table(report, "codebook")}
        waiting, papers = found["Waiting"], found["Papers"]
        assert "Relation › Being there › In the open" in found
        assert any(name.startswith("Relation") and "What is between" in text for name, text in found.items())
    for words in ("Time given to somebody", "Waiting is told.", "Waiting lists.", "I stood there.", "2 of 4 respondents, 3 quotations", "approved (Dr. Malá, "):  # fmt: skip
        assert words in waiting
    assert re.search(r"“We wait at the gate.” \[R01:1\]", waiting)
    assert "took in “Forms” (Jana, " in papers
    assert "called “Paperwork” before (Jana, " in papers
    assert "in review (Jana, " in found["Trust"]
    assert "changed since" in found["Trust"]
    tree = table(report, "codebook_tree")
    assert [row[0].strip() for row in tree] == [
        "Relation", "Being there", "In the open", "Waiting", "Presence", "Trust", "Office", "Papers", "Autonomy", "Loose",
    ]  # fmt: skip
    assert tree[3] == ["\u2003\u2003\u2003Waiting", "2 of 4", "3"]
    whole = sentences(list(report.blocks))
    assert "Without a definition: 3 codes." in whole
    assert "Signed off as approved: 1 of 6 codes." in whole


def test_examples_are_of_different_respondents_and_as_many_as_chosen(study: Study) -> None:
    def examples(n: int) -> list[str]:
        found = sections(made(study, kind="codebook", running=True, examples=n))
        return re.findall(r"\[(R\d+):", sentences(found["Being there › In the open › Waiting"]))

    assert examples(0) == []
    assert sorted(examples(2)) == ["R01", "R03"]
    assert sorted(examples(9)) == ["R01", "R01", "R03"]


def test_a_codebook_of_one_category_leaves_the_others_out(study: Study) -> None:
    names = [
        row[0].split("\n")[0] for row in table(made(study, kind="codebook", codes=("Office",)), "codebook")
    ]
    assert len(names) == 2
    assert names[1] == "Papers"


# --- narrative -----------------------------------------------------------------------------------------------------


def test_the_narrative_tells_claims_spread_a_quotation_and_a_deviant_case(study: Study) -> None:
    found = sections(made(study, kind="full"))
    own = found["Being there › In the open"]
    text = sentences(own)
    assert "Waiting is work that no form counts: see [R01:1] and [R01:99]." in text
    assert "Waiting. Nobody calls it work.\nIt has no line in any budget." in text
    assert "2 of 4 respondents speak of it, in 3 quotations; by group: clinic 1 of 2; service 1 of 2." in text
    cites = [i for b in own if isinstance(b, Paragraph) for i in b.content if isinstance(i, Cite)]
    assert [cite.quotation for cite in cites] == [1], (
        "a citation of the memo leads to its quotation where there is one"
    )
    relation = sentences(found["Relation"])
    assert "What “Relation” claims has not been written yet" in relation
    assert "Deviant case: R02, marked as such in a memo of the researcher." in relation
    assert "“He trusts me now.” [R02:3]" in relation


def test_another_kind_of_memo_may_tell_the_narrative(study: Study) -> None:
    found = sections(made(study, kind="full", narrative="theoretical"))
    assert "Waiting. Compare with Winnicott." in sentences(found["Being there › In the open"])


# --- all kinds -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("choices", [{}, {"context": True, "per_respondent": 1, "longest": 4, "smallest_cell": 2, "translation": "translation"}, {"rows": True, "running": True}])  # fmt: skip
def test_codes_and_codebook_are_whole_in_every_language(
    study: Study, language: str, choices: dict[str, object]
) -> None:
    for kind in ("codes", "codebook"):
        report = made(study, kind=kind, language=language, coder="all", **choices)
        number_report(report)
        for block in report.blocks:
            words = block.text if isinstance(block, Heading) else plain(tuple(inlines(block)))
            assert "{" not in words
            for each in SPOKEN.values():
                words = words.replace(each[2], "")
            assert banned_words(words) == []


def test_only_what_the_parts_need_is_gathered(study: Study) -> None:
    material = gather(study, needs=needed(KINDS["codebook"]))
    assert material.comparison is None
    assert material.saturation is None
    assert material.tree is None
    assert material.lineage
    assert gather(study, needs=needed(KINDS["codes"])).quotations[1].before == ""
    assert needed(KINDS["codes"], context=True) - needed(KINDS["codes"]) == {"surroundings"}


@pytest.mark.parametrize(
    ("kind", "choices", "error", "words"),
    [
        ("comparison", {"context": True}, InputError, "context"),
        ("codes", {"running": True}, InputError, "codebook"),
        ("full", {"documents": ("Nováková_R01",)}, InputError, "would narrow narrative and leave agreement, brief"),
        ("codes", {"codes": ("Waitin",)}, NotFoundError, "Waitin"),
        ("codes", {"documents": ("R09",)}, NotFoundError, "R09"),
        ("codes", {"attributes": (("facility_type", "prison"),)}, NotFoundError, "clinic, service"),
        ("codes", {"attributes": (("size", "1"),)}, NotFoundError, "size"),
        ("codes", {"show": ("size",)}, NotFoundError, "size"),
        ("codes", {"attributes": (("profession", "nurse"),), "smallest_cell": 2}, InputError, "Fewer than 2"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_before_anything_is_written(
    study: Study, tmp_path: Path, kind: str, choices: dict[str, object], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        write_report(study, tmp_path / "r.md", kind=kind, choices=replace(ReportChoices(), **choices))  # type: ignore[arg-type]
    assert not (tmp_path / "r.md").exists()


def test_names_are_found_in_any_case_and_noted_in_the_register(study: Study, tmp_path: Path) -> None:
    write_report(
        study, tmp_path / "r.md", kind="codes", choices=ReportChoices(codes=("WAITING",), longest=30)
    )
    noted = study.results.list()[-1].statement
    assert noted["filter"] == {"codes": ["Waiting"], "coder": "Jana"}
    assert noted["settings"] == {"kind": "codes", "language": "en", "by": "facility_type", "longest": 30}


def test_the_work_for_each_quotation_does_not_grow(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from qualcode.reports.parts.codes import code_blocks
    from tests.reports.invented import invented

    def calls(each: int) -> int:
        material = invented(10, each, mapped=False)
        w = Words("en")
        found = 0

        def count(frame: object, event: str, argument: object) -> None:
            nonlocal found
            found += event in ("call", "c_call")

        sys.setprofile(count)
        try:
            code_blocks(material, w)
        finally:
            sys.setprofile(None)
        return found

    assert calls(400) <= 4.2 * calls(100)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "choices", [{"context": True, "per_respondent": 1}, {"rows": True, "translation": "translation"}]
)
def test_a_plan_with_everything_of_this_makes_a_sound_word_file(
    study: Study, tmp_path: Path, language: str, choices: dict[str, object]
) -> None:
    parts = (
        PlannedPart("title"),
        PlannedPart("contents"),
        PlannedPart(heading="<b>Mine</b> & {0}", text="A\n\nB"),
        PlannedPart("narrative", level=2),
        PlannedPart("codes"),
        PlannedPart("codes", choices={"codes": ("Relation",), "rows": False}),
        PlannedPart("codebook", choices={"running": True}),
        PlannedPart("codebook"),
        PlannedPart("guide"),
    )
    path = tmp_path / "r.docx"
    chosen = replace(ReportChoices(), **choices)  # type: ignore[arg-type]
    write_report(study, path, language=language, coder="all", choices=chosen, plan=ReportPlan(parts=parts))
    data = path.read_bytes()
    assert problems(data) == []
    text = "\n".join(words for _, words in paragraphs(data))
    for each in SPOKEN.values():
        assert each[2].split(".")[0] in text


def test_a_workbook_of_codes_always_holds_their_quotations(study: Study, tmp_path: Path) -> None:
    import openpyxl

    write_report(study, tmp_path / "codes.xlsx", kind="codes", language="en")
    cells = {
        str(cell)
        for sheet in openpyxl.load_workbook(tmp_path / "codes.xlsx")
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    }
    assert any("He trusts me now." in cell for cell in cells)


def test_the_languages_of_the_study_and_of_its_translations_are_known(study: Study) -> None:
    assert gather(study, needs=()).language == "en"
    translations = (
        "We wait in front of the house, and it is cold there, but they come when they have the time."
    )
    study.quotations.set(4, translation=translations)
    assert gather(study, needs=()).translated == "en"
    study.history.undo()
