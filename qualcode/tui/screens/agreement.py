"""Agreement between coders: figures for each code and pair of coders, and over all codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from qualcode.study import Study
from qualcode.tui.screens.result_board import Report, ResultBoard, Setting, Shown

__all__ = ["AgreementScreen"]

FIGURES = ("prevalence", "alpha", "alpha_low", "alpha_high", "convention", "kappa", "positive", "percent")
"""Columns that are shown, those first that a narrow screen should have."""


class AgreementScreen(ResultBoard):
    """How far coders agree; a code leads to the passages on which they do not."""

    heading = "Agreement"
    file_name = "agreement"

    def settings(self) -> Sequence[Setting]:
        """What is compared, whose codings, and whose speech."""
        from qualcode.text.names import name_key

        consensus = {name_key(name) for name in self.study.adjudications.consensus_coders()}
        blind = self.study.blinds.blind()
        coders = [
            name for name in self.study.coders.list() if name_key(name) not in consensus and name not in blind
        ]
        pairs = tuple((pair, " and ".join(pair), "") for pair in combinations(coders, 2))
        return (
            Setting(
                "unit",
                (
                    ("turn", "turns", "there or not there in a turn"),
                    ("sentence", "sentences", "there or not there in a sentence"),
                    ("characters", "characters", "each character for itself"),
                    ("segments", "segments", "boundaries as well: alpha of unitised text"),
                ),
            ),
            Setting("coders", ((None, "all coders", ""), *(pairs if len(coders) > 2 else ()))),
            Setting(
                "level",
                (("code", "codes", ""), ("category", "categories", "each with the codings of all below it")),
            ),
            Setting("role", (("respondent", "respondents", ""), ("all", "everybody", "all speech"))),
        )

    def compute(self, study: Study, chosen: Mapping[str, Any], report: Report) -> Sequence[Shown]:
        """The tables of ``qualcode agreement`` with its notes."""
        from qualcode.workflows.agreeing import (
            agreement_notes,
            agreement_of,
            agreement_tables,
            worklist_of,
        )

        found = agreement_of(study, **chosen)
        notes = agreement_notes(found)
        codes, *others = agreement_tables(study, found)
        numbers: dict[str, list[int]] = {}
        if chosen["level"] == "code" and not found.why:
            chosen = {name: value for name, value in chosen.items() if name != "level"}
            for item in worklist_of(study, **chosen).items:
                numbers.setdefault(item.code, []).extend(item.quotations)
        shown = [
            Shown(
                codes,
                "codes",
                [tuple(dict.fromkeys(numbers.get(row.code, ()))) for row in found.codes],
                (
                    *notes,
                    "Enter lists the passages on which the coders differ; F12 has the list to settle them.",
                ),
                ("code", *FIGURES),
            )
        ]
        headings = {"pairs": "pairs of coders", "overall": "over all codes"}
        return [*shown, *(Shown(each, headings[each.name], sentences=notes) for each in others)]
