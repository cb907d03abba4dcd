"""What codebook, mappings, levels and guide lack before the interviews are compared with models."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.study import Study
from qualcode.tui.screens.result_board import Report, ResultBoard, Setting, Shown, coder_setting

__all__ = ["ReadinessScreen"]


class ReadinessScreen(ResultBoard):
    """Pairs of models that can or cannot be told apart, criteria and codes on which something is missing."""

    heading = "Readiness"
    file_name = "gaps"

    def settings(self) -> Sequence[Setting]:
        """Whose codings are looked at."""
        return (coder_setting(self.study),)

    def compute(self, study: Study, chosen: Mapping[str, Any], report: Report) -> Sequence[Shown]:
        """The tables of ``qualcode gaps`` with its sentences."""
        from qualcode.workflows.readiness import readiness_of, readiness_sentences_of, readiness_tables

        found = readiness_of(study, chosen["coder"])
        said = readiness_sentences_of(study, found)
        pairs, criteria, codes = readiness_tables(study, found)
        numbers = [*(each.quotations for each in found.awaiting), *(() for _ in found.without_passages)]
        return (
            Shown(pairs, "models told apart", sentences=said),
            Shown(
                criteria,
                "criteria",
                sentences=said if criteria.rows else ("nothing is missing on any criterion",),
            ),
            Shown(
                codes,
                "codes",
                numbers,
                said if codes.rows else ("every mapped code has passages, and all of them have levels",),
                ("code", "criterion", "lacks"),
            ),
        )
