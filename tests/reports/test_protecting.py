"""Ten people in a small country: what a report with small cells withheld prints of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualcode.model.documents import Case
from qualcode.reports.blocks import Heading, Paragraph, Table, plain
from qualcode.reports.choices import ReportChoices
from qualcode.reports.full import build_report
from qualcode.reports.material import Material
from qualcode.reports.numbering import inlines
from qualcode.reports.parts.matrix_table import withheld_levels
from qualcode.reports.protecting import protected
from qualcode.reports.wording import LANGUAGES, Words
from tests.reports.invented import invented

WHOLE = invented()
"""Ten respondents in groups of four, three and three."""


def with_attributes(*values: dict[str, str]) -> Material:
    cases = tuple(Case(case.id, case.label, own) for case, own in zip(WHOLE.cases, values, strict=True))
    return replace(WHOLE, cases=cases, choices=ReportChoices(smallest_cell=3), by="")


def everything(material: Material, kind: str = "full", language: str = "en") -> str:
    report = build_report(material, Words(language), kind)
    return "\n".join(
        block.text if isinstance(block, Heading) else plain(tuple(inlines(block))) for block in report.blocks
    )


def test_a_rare_value_goes_with_the_next_one_and_numbers_become_ranges() -> None:
    professions = ["nurse"] * 6 + ["doctor"] * 3 + ["psychologist"]
    years = [str(n) for n in (2, 3, 4, 6, 7, 8, 21, 22, 24, 39)]
    towns = [f"Town {n}" for n in range(10)]
    material = with_attributes(
        *({"profession": p, "years": y, "town": t} for p, y, t in zip(professions, years, towns, strict=True))
    )
    found = protected(material, Words("en"))
    assert [case.attributes["profession"] for case in found.cases] == ["nurse"] * 6 + ["withheld"] * 4
    shown = [case.attributes["years"] for case in found.cases]
    assert not set(shown) & set(years)
    assert min(shown.count(value) for value in shown) >= 3
    assert all("town" not in case.attributes for case in found.cases)
    assert found.withheld is not None
    assert found.withheld.some == ("profession",)
    assert found.withheld.dropped == ("town",)
    assert found.withheld.ranges == ("years",)
    combined = [tuple(sorted(case.attributes.items())) for case in found.cases]
    assert found.withheld.risk == sum(combined.count(each) < 3 for each in combined)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_part_of_any_report_prints_what_is_withheld(language: str) -> None:
    values = [
        {"profession": "falconer", "facility_type": "castle", "village": f"Lhota{n}"} if n == 4 else
        {"profession": "nurse", "facility_type": "clinic" if n % 2 else "house", "village": f"Lhota{n}"}
        for n in range(10)
    ]  # fmt: skip
    material = replace(with_attributes(*values), by="facility_type")
    for kind in ("full", "comparison", "codes", "coreq", "srqr", "appendix", "method"):
        text = everything(material, kind, language)
        assert "falconer" not in text
        assert "castle" not in text
        assert "Lhota" not in text


def test_a_small_group_is_left_out_of_the_comparison_with_the_next_one() -> None:
    assert WHOLE.comparison is not None
    sizes = {group.name: len(group.cases) for group in WHOLE.comparison.groups}
    assert sorted(sizes.values()) == [3, 3, 4]
    found = protected(replace(WHOLE, choices=ReportChoices(smallest_cell=4)), Words("en"))
    assert found.comparison is not None
    assert [len(group.cases) for group in found.comparison.groups] == [4]
    assert found.withheld is not None
    assert (found.withheld.groups, found.withheld.in_groups) == (2, 6)
    kept = found.comparison.groups[0].name
    text = everything(replace(WHOLE, choices=ReportChoices(smallest_cell=4)), "comparison")
    assert kept in text
    assert all(name not in text for name in sizes if name != kept)
    assert "groups left out: 2, with 6" in text.replace("\u00a0", " ")


def test_the_matrix_of_codes_shows_no_small_count_and_says_so() -> None:
    smallest = 3
    report = build_report(replace(WHOLE, choices=ReportChoices(smallest_cell=smallest)), Words("en"), "full")
    table = next(b for b in report.blocks if isinstance(b, Table) and b.key == "codes_by_group")
    whole = next(
        b
        for b in build_report(WHOLE, Words("en"), "full").blocks
        if isinstance(b, Table) and b.key == "codes_by_group"
    )
    hidden = 0
    for row, open_row in zip(table.rows, whole.rows, strict=True):
        if row.group:
            continue
        shown = [plain(cell.paragraphs[0]) for cell in row.cells[1:]]
        counts = [int(plain(cell.paragraphs[0])) for cell in open_row.cells[1:]]
        for said, count in zip(shown, counts, strict=True):
            assert said in ("–", str(count))
            assert not 0 < count < smallest or said == "–"
        assert shown.count("–") != 1
        hidden += shown.count("–")
    assert hidden
    notes = [plain(b.content) for b in report.blocks if isinstance(b, Paragraph) and b.kind == "note"]
    assert any("fewer than 3 respondents stand behind" in note.replace("\u00a0", " ") for note in notes)


def test_the_matrices_of_groups_do_not_count_few_people() -> None:
    def few(material: Material) -> int:
        report = build_report(material, Words("en"), "comparison")
        tables = {b.key: b for b in report.blocks if isinstance(b, Table)}
        rows = [row for key in ("matrix1", "matrix2", "matrix3") for row in tables[key].rows if not row.group]
        said = [plain(row.cells[1].paragraphs[0]).replace("\u00a0", " ") for row in rows]
        return sum(text.startswith(("1 of", "2 of")) for text in said)

    assert few(sparse()) > 0
    assert few(replace(sparse(), choices=ReportChoices(smallest_cell=3))) == 0


def sparse() -> Material:
    """The study with so few levels that some criteria have one or two speakers in a group."""
    assert WHOLE.comparison is not None
    kept = tuple(level for n, level in enumerate(WHOLE.comparison.levels) if n % 3)
    return replace(WHOLE, comparison=replace(WHOLE.comparison, levels=kept))


def test_without_the_choice_nothing_changes_and_citations_stay_with_it() -> None:
    assert protected(WHOLE, Words("en")) is WHOLE
    small = everything(replace(WHOLE, choices=ReportChoices(smallest_cell=3)), "codes")
    for said in list(WHOLE.quotations.values())[:20]:
        assert f"[{said.case}:{said.id}]" in small


def test_what_the_groups_left_out_hold_together_cannot_be_reckoned_where_it_is_small() -> None:
    """Two groups of three are left out. Of them one respondent speaks, of the group of four all do: 5 - 4 would tell."""
    assert WHOLE.comparison is not None
    sizes = {group.name: group.cases for group in WHOLE.comparison.groups}
    large = next(name for name, cases in sizes.items() if len(cases) == 4)
    other = next(case for name, cases in sizes.items() if name != large for case in cases)
    some = WHOLE.comparison.levels[0]
    levels = tuple(replace(some, case=case, criterion="in_vivo") for case in (*sizes[large], other))
    material = replace(
        WHOLE,
        comparison=replace(WHOLE.comparison, levels=levels),
        choices=ReportChoices(smallest_cell=4),
    )
    found = protected(material, Words("en"))
    assert withheld_levels(found, "in_vivo") == {large}
    all_speak = replace(WHOLE.comparison, levels=levels[:4])
    found = protected(replace(material, comparison=all_speak), Words("en"))
    assert withheld_levels(found, "in_vivo") == frozenset()
