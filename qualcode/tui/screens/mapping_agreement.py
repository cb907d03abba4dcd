"""Agreement of two people on the mapping: figures, and the list of disagreements to be talked over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.study import Study
from qualcode.tui.screens.result_board import Report, ResultBoard, Setting, Shown

__all__ = ["MappingAgreementScreen"]

WORK = ("code", "criterion", "differ", "first", "second")
FIGURES = ("value", "pairs", "agreed", "agreement", "within_one", "kappa", "positive_agreement")


class MappingAgreementScreen(ResultBoard):
    """Lays a second mapper's mapping beside the primary one; Enter shows the passages of a code on which they differ."""

    heading = "Agreement on the mapping"
    file_name = "mapping-agreement"

    def settings(self) -> Sequence[Setting]:
        """Which second mapper."""
        names = self.study.mappings.mappers()
        return (Setting("mapper", tuple((name, name, "second mapper") for name in names)),) if names else ()

    def compute(self, study: Study, chosen: Mapping[str, Any], report: Report) -> Sequence[Shown]:
        """Figures and disagreements."""
        from qualcode.workflows.mapping_agreement import (
            agreement_notes,
            agreement_on_mappings,
            agreement_tables,
        )

        pair = agreement_on_mappings(study, chosen.get("mapper"))
        figures, work = agreement_tables(pair)
        incidence = study.codings.incidence("all") if study.coders.list() else None
        numbers: dict[int, set[int]] = defaultdict(set)
        if incidence is not None:
            for code, quotation in zip(incidence.code, incidence.quotation, strict=True):
                numbers[incidence.nodes[code].id].add(quotation)
        whose = f"{pair.first} and {pair.second}"
        return [
            Shown(figures, heading=whose, sentences=agreement_notes(pair), columns=FIGURES),
            Shown(
                work,
                heading=f"disagreements of {whose}",
                numbers=[tuple(sorted(numbers[each.code_id])) for each in pair.found.disagreements],
                sentences=(
                    f"first: what {pair.first} said; second: what {pair.second} said."
                    if work.rows
                    else "They differ nowhere.",
                ),
                columns=WORK,
            ),
        ]
