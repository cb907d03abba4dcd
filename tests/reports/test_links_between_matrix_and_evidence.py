"""From each cell of the matrix to its evidence, and from the evidence back to the cell."""

from __future__ import annotations

from qualcode.reports.blocks import Link, Paragraph, Row, Symbol, Table, Target
from qualcode.reports.full import build_report
from qualcode.reports.numbering import inlines, number_report
from qualcode.reports.wording import Words
from tests.reports.invented import invented

REPORT = build_report(invented(), Words("en"), "comparison")
MATRIX = next(block for block in REPORT.blocks if isinstance(block, Table) and block.key == "matrix")


def cells(row: Row) -> list[tuple[Symbol, str]]:
    """The signs of a row with the places they stand at."""
    found = []
    for cell in row.cells[3:-1]:
        *before, symbol = cell.paragraphs[0]
        assert isinstance(symbol, Symbol)
        found.append((symbol, next((item.name for item in before if isinstance(item, Target)), "")))
    return found


def test_every_cell_with_a_verdict_leads_to_its_evidence_and_back() -> None:
    back: dict[str, str] = {}
    for block in REPORT.blocks:
        if isinstance(block, Paragraph):
            place = ""
            for item in block.content:
                if isinstance(item, Target):
                    place = item.name
                elif isinstance(item, Symbol) and item.target:
                    back[place] = item.target
    there = 0
    for row in MATRIX.rows:
        if row.group:
            continue
        for symbol, place in cells(row):
            if symbol.sign in "?–":
                assert not symbol.target
                continue
            there += 1
            assert back[symbol.target] == place != ""
    assert there == len(back) > 20


def test_every_criterion_in_the_evidence_leads_back_to_its_row() -> None:
    places = {
        item.name
        for row in MATRIX.rows
        if not row.group
        for item in row.cells[0].paragraphs[0]
        if isinstance(item, Target)
    }
    links = [
        item.target
        for block in REPORT.blocks
        if isinstance(block, Paragraph)
        for item in block.content
        if isinstance(item, Link) and item.text == "↑ matrix"
    ]
    assert links
    assert set(links) <= places
    assert len(links) == len(set(links))


def test_nothing_leads_nowhere_and_names_fit_word() -> None:
    targets = number_report(REPORT).targets
    for block in REPORT.blocks:
        for item in inlines(block):
            if isinstance(item, Link | Symbol) and item.target:
                assert item.target in targets
            if isinstance(item, Target):
                assert len(item.name) <= 40
