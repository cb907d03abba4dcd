"""The appendix of a thesis: every code stands at its place, every statement is the respondent's, whatever the tree looks like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qualcode.reports.blocks import Block, Heading, Quote, Section, Table, Text, plain
from qualcode.reports.choices import ReportChoices
from qualcode.reports.full import build_report
from qualcode.reports.material import Material
from qualcode.reports.numbering import inlines
from qualcode.reports.parts.appendix import appendix_blocks, meaning_unit_blocks, sample_blocks, thesis_blocks
from qualcode.reports.wording import LANGUAGES, Words
from qualcode.study import Study
from qualcode.workflows.material import gather
from qualcode.workflows.transcript_samples import LONGEST, sample_of
from tests.study.material import add, new, span

TALK = (
    "I: What does trust mean here?\n"
    "R: I trust him, and he trusts me. We drive out to them on Tuesdays.\n"
    "I: And when he stops coming?\n"
    "R: Then I go and look for him; I don't give up on people.\n"
)
SECOND = "I: Why?\nR: Papers eat the day. I trust the team, though.\n"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """A tree with everything that trees do: theme, code right under it, categories three deep, a code that hangs nowhere, an unused one."""
    with new(tmp_path, actor="Jana") as made:
        add(made, "novak", TALK, case="R01")
        add(made, "svoboda", SECOND, case="R02")
        book = made.codebook
        book.add("Being there", kind="theme")
        book.add("watching", under="Being there")
        book.add("Ground", kind="category", under="Being there")
        book.add("Depth", kind="category", under="Ground")
        book.add("Bottom", kind="category", under="Depth")
        book.add("trust", under="Ground")
        book.add("leaning", under="Depth")
        book.add("resting", under="Bottom")
        book.add("Plain", kind="category")
        book.add("paper", under="Plain")
        book.add("loose")
        book.add("unused", under="Plain")
        made.codings.apply("novak", span(TALK, "I trust him"), ["trust", "leaning"])
        made.codings.apply("novak", span(TALK, "he trusts me"), "trust")
        made.codings.apply("novak", span(TALK, "I go and look for him"), ["watching", "resting"])
        made.codings.apply("novak", span(TALK, "We drive out to them on Tuesdays."), "loose")
        made.codings.apply("svoboda", span(SECOND, "Papers eat the day."), "paper")
        made.codings.apply("svoboda", span(SECOND, "I trust the team"), "trust")
        made.quotations.set(1, condensed="Relies on him.")
        yield made


def rows(blocks: list[Block], key: str) -> list[list[str]]:
    table = next(block for block in blocks if isinstance(block, Table) and block.key == key)
    return [
        [
            " ".join(plain(paragraph) for paragraph in cell.paragraphs).replace("\u00a0", " ")
            for cell in row.cells
        ]
        for row in table.rows
    ]


def test_the_czech_table_leads_from_category_to_statement(study: Study) -> None:
    found = rows(thesis_blocks(gather(study, pictures=False), Words("cs")), "thesis")
    assert found == [
        ["Téma: Being there"],
        ["Bez kategorie", "–", "watching 1 z 2", "„I go and look for him“ [R01:3]"],
        ["Ground", "–", "trust 2 z 2", found[2][3]],
        ["", "Depth", "leaning 1 z 2", "„I trust him“ [R01:1]"],
        ["", "Depth › Bottom", "resting 1 z 2", "„I go and look for him“ [R01:3]"],
        ["Bez tématu"],
        ["Plain", "–", "paper 1 z 2", "„Papers eat the day.“ [R02:5]"],
        ["", "", "unused 0 z 2", "bez výroku"],
        ["Bez kategorie", "–", "loose 1 z 2", "„We drive out to them on Tuesdays.“ [R01:4]"],
    ]


def test_all_statements_follow_in_italics_under_their_category(study: Study) -> None:
    blocks = thesis_blocks(gather(study, pictures=False), Words("cs"))
    heads = [(block.level, block.text) for block in blocks if isinstance(block, Heading)]
    assert heads == [
        (1, "Kategorie, podkategorie, kódy a výroky"), (2, "Přehled"), (2, "Téma: Being there"), (3, "Ground"), (3, "Ground › Depth"),
        (3, "Ground › Depth › Bottom"), (2, "Plain"), (2, "Bez kategorie"),
    ]  # fmt: skip
    quotes = [block for block in blocks if isinstance(block, Quote)]
    assert sorted(plain(quote.content) for quote in quotes) == sorted(
        f"„{row.text}“ [{row.case}:{row.quotation}]" for row in study.codings.list()
    )
    for quote in quotes:
        words = next(item for item in quote.content if isinstance(item, Text) and item.language == "en")
        assert words.emphasis


def test_the_swedish_table_has_a_row_for_each_code_of_each_meaning_unit(study: Study) -> None:
    blocks = meaning_unit_blocks(gather(study, pictures=False), Words("sv"))
    table = next(block for block in blocks if isinstance(block, Table))
    assert [plain(column.title) for column in table.columns] == [
        "Meningsbärande enhet", "Kondenserad meningsenhet", "Kod", "Underkategori", "Kategori", "Tema",
    ]  # fmt: skip
    found = rows(blocks, "units")
    assert len(found) == len(study.codings.list()) == 8
    assert ["”I trust him” [R01:1]", "Relies on him.", "leaning", "Depth", "Ground", "Being there"] in found
    assert [
        "”I go and look for him” [R01:3]",
        "ej kondenserad",
        "resting",
        "Depth › Bottom",
        "Ground",
        "Being there",
    ] in found
    assert ["”I go and look for him” [R01:3]", "ej kondenserad", "watching", "–", "–", "Being there"] in found
    assert ["”We drive out to them on Tuesdays.” [R01:4]", "ej kondenserad", "loose", "–", "–", "–"] in found
    assert [block.landscape for block in blocks if isinstance(block, Section)] == [True, False]
    assert "Ännu ej kondenserade: 5 meningsbärande enheter." in "".join(
        plain(tuple(inlines(block))) for block in blocks
    )


def test_a_tree_without_themes_says_why_the_column_is_empty(study: Study) -> None:
    study.codebook.delete("Being there", with_codings=True)
    blocks = meaning_unit_blocks(gather(study, pictures=False), Words("sv"))
    assert {row[-1] for row in rows(blocks, "units")} == {"–"}
    assert "Kodträdet innehåller inget tema" in "".join(plain(tuple(inlines(block))) for block in blocks)


@pytest.mark.parametrize(("language", "usual"), [("cs", "thesis"), ("en", "thesis"), ("sv", "units")])
def test_the_form_follows_the_language_unless_it_is_chosen(study: Study, language: str, usual: str) -> None:
    material, w = gather(study, pictures=False), Words(language)

    def key(made: Material) -> str:
        return next(block.key for block in appendix_blocks(made, w) if isinstance(block, Table))

    assert key(material) == usual
    assert key(replace(material, choices=ReportChoices(form="thesis"))) == "thesis"
    assert key(replace(material, choices=ReportChoices(form="meaning_units"))) == "units"


def test_at_most_so_many_of_one_respondent_and_what_was_left_out_is_said(study: Study) -> None:
    material = replace(gather(study, pictures=False), choices=ReportChoices(per_respondent=1))
    blocks = thesis_blocks(material, Words("en"))
    quotes = [plain(block.content) for block in blocks if isinstance(block, Quote)]
    assert len(quotes) == len(study.codings.list()) - 1  # two of R01 under “trust”
    said = "".join(plain(tuple(inlines(block))) for block in blocks).replace("\u00a0", " ")
    assert "Left out here: 1 quotation." in said
    assert len(rows(meaning_unit_blocks(material, Words("sv")), "units")) == 7


def test_the_sample_is_a_stretch_of_an_interview_with_its_codes(study: Study) -> None:
    material = gather(study, pictures=False)
    assert material.sample is not None
    assert (material.sample.case, len(material.sample.codings)) == ("R01", 6)
    (table,) = [block for block in sample_blocks(material, Words("cs")) if isinstance(block, Table)]
    text = " ".join(plain(p) for row in table.rows for cell in row.cells for p in cell.paragraphs)
    assert "novak" not in text
    for row in material.sample.codings:
        assert material.sample.text[row.start : row.end] == row.text
        assert f"{row.code} [{row.case}:{row.quotation}]" in text


def test_a_long_interview_gives_its_most_coded_stretch(tmp_path: Path) -> None:
    text = "".join(f"I: Question {n}?\nR: Answer {n}, {'and so on ' * 30}.\n" for n in range(60))
    with new(tmp_path) as made:
        add(made, "long", text, case="R01")
        made.codings.apply("long", span(text, "Answer 3,"), "early")
        for n in range(40, 46):
            made.codings.apply("long", span(text, f"Answer {n},"), "late")
        found = sample_of(made)
        assert found is not None
        assert [row.code for row in found.codings] == ["late"] * 6
        assert len(found.text) <= LONGEST
        assert [found.text[row.start : row.end] for row in found.codings] == [
            f"Answer {n}," for n in range(40, 46)
        ]
        assert found.text[found.turns[0].start :].startswith(("I: Question", "R: Answer"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_study_gives_an_appendix_that_says_what_is_missing(tmp_path: Path, language: str) -> None:
    w = Words(language)
    with new(tmp_path) as empty:
        report = build_report(gather(empty, pictures=False), w, "appendix")
    said = [plain(tuple(inlines(block))) for block in report.blocks]
    assert w("missing.codes") in said
    assert w("sample.missing") in said
    letters = [b.text for b in report.blocks if isinstance(b, Heading) and b.level == 1]
    assert [text.split(".")[0][-1] for text in letters] == ["A", "B", "C", "D", "E"]
