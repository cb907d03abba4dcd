"""Process frames beside the interviews: which steps are spoken of, and by how many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.model.frameworks import language_of
from qualcode.study import Study
from qualcode.tui.screens.result_board import (
    Report,
    ResultBoard,
    Setting,
    Shown,
    attribute_setting,
    coder_setting,
)

__all__ = ["ProcessesScreen"]

NEVER_RANKED = "A frame is a list to look through; frames are never ranked. What nobody speaks of may be done all the same."
WITHOUT = "A step without a criterion cannot be looked for; its figures are left out."

LAST = ("state_practice", "quotations")
"""Columns that stand behind those of the groups."""


class ProcessesScreen(ResultBoard):
    """One table a frame; Tab goes on to the next frame."""

    heading = "Process frames"
    file_name = "processes"

    def settings(self) -> Sequence[Setting]:
        """By which attribute, and whose codings."""
        return (attribute_setting(self.study), coder_setting(self.study))

    def compute(self, study: Study, chosen: Mapping[str, Any], report: Report) -> Sequence[Shown]:
        """The tables of ``qualcode processes``."""
        from qualcode.workflows.processes import process_tables, processes_of

        found = processes_of(study, by=chosen["by"], coder=chosen["coder"])
        tables = process_tables(study, found, by=chosen["by"], coder=chosen["coder"])
        return [
            Shown(
                table,
                frame.label.get(language_of(frame.label, study.language), frame.frame),
                [step.quotations for step in frame.steps],
                (NEVER_RANKED, *((WITHOUT,) if any(step.criterion is None for step in frame.steps) else ())),
                (
                    "step",
                    "respondents",
                    "of",
                    *table.columns[len(table.columns) - len(frame.groups) :],
                    *LAST,
                ),
            )
            for frame, table in zip(found, tables, strict=True)
        ]
