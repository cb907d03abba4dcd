"""The appendix on models says of each one whether it is a draft, how much of it is not verified, and why it is not ranked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualcode.model.frameworks import Cell, ReferenceModel
from qualcode.reports.blocks import Paragraph, Table, plain
from qualcode.reports.numbering import inlines
from qualcode.reports.parts.models import MARK, model_blocks
from qualcode.reports.wording import LANGUAGES, Words
from tests.reports.invented import frameworks

CRITERIA, MODELS = frameworks()
CELLS = {
    "in_vivo": Cell("in_vivo", 4, 5, "typical", "recalled"),
    "linkage": Cell("linkage", 1, 2, "typical", "seed"),
}


def notes(model: ReferenceModel, language: str = "en") -> list[str]:
    blocks = model_blocks(model, 1, {}, Words(language))
    return [
        plain(tuple(inlines(block))).replace("\u00a0", " ")
        for block in blocks
        if isinstance(block, Paragraph) and block.kind == "note"
    ]


def model(**values: object) -> ReferenceModel:
    given = {"cells": CELLS, "status": "draft", "rank": True, "kind": "service_model"} | values
    return replace(MODELS[0], **given)  # type: ignore[arg-type]


def test_a_draft_with_a_cell_that_is_not_verified_says_both() -> None:
    assert notes(model()) == [
        "Draft: nobody else who knows the field has read this model yet. Not verified: 1 of 2 (†)."
    ]
    table = next(block for block in model_blocks(model(), 1, {}, Words("en")) if isinstance(block, Table))
    assert [MARK in str(row.cells[3]) for row in table.rows] == [True, False]


def test_a_read_and_verified_model_says_nothing_and_a_family_is_no_model_left_unranked() -> None:
    sure = {"linkage": CELLS["linkage"]}
    assert notes(model(cells=sure, status="reviewed")) == []
    (family,) = notes(model(cells=sure, status="reviewed", rank=False, kind="family"))
    (own,) = notes(model(cells=sure, status="reviewed", rank=False))
    assert "never ranked against its members" in family
    assert "not ranked, as its author says" in own


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_said_in_every_language(language: str) -> None:
    (said,) = notes(model(rank=False), language)
    assert said.count(".") >= 3
    assert "{" not in said
