"""The signs of the matrix criteria × models, the same in every report and never told apart by colour alone."""

from __future__ import annotations

from collections.abc import Collection

from qualcode.model.results import CriterionVerdict, Verdict
from qualcode.reports.blocks import Content, Symbol, Text
from qualcode.reports.wording import Words

__all__ = ["SIGNS", "legend", "sign", "symbol"]

SIGNS: dict[Verdict, str] = {
    "met": "●",
    "near": "◐",
    "off": "○",
    "split": "⊘",
    "thin": "◌",
    "no_evidence": "?",
    "silent": "–",
}


def sign(cell: CriterionVerdict | None, known: Collection[int]) -> Verdict:
    """The verdict that is shown: a cell none of whose quotations is in the report cannot claim anything."""
    if cell is None:
        return "silent"
    if cell.verdict not in ("silent", "no_evidence") and not any(
        number in known for number in cell.quotations
    ):
        return "no_evidence"
    return cell.verdict


def symbol(verdict: Verdict, w: Words, target: str = "") -> Symbol:
    """The sign of a verdict with its meaning; only those with evidence lead anywhere."""
    spoken = verdict not in ("silent", "no_evidence")
    return Symbol(SIGNS[verdict], w(f"symbol.{verdict}"), target if spoken else "")


def legend(w: Words) -> Content:
    """All signs with their meanings in one line."""
    out: list[Symbol | Text] = []
    for verdict in SIGNS:
        out.append(symbol(verdict, w))
        out.append(Text(f" {w(f'symbol.{verdict}')}" + ("   " if verdict != "silent" else "")))
    return tuple(out)
