"""The log of one mapping: every change of it and of the levels of its quotations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qualcode.study import Study
from qualcode.tui.screens.result_board import Report, ResultBoard, Shown

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["MappingLogScreen"]

COLUMNS = ("quotation", "old", "new", "actor", "at_utc", "mapping_of", "state")


class MappingLogScreen(ResultBoard):
    """Shows what became of a pair of code and criterion (or of all pairs of one of them) in one person's mapping."""

    heading = "Changes of mappings"
    file_name = "mapping-log"

    def __init__(
        self, workspace: Workspace, code: str | None, criterion: str | None, mapper: str | None
    ) -> None:
        super().__init__(workspace)
        self.code, self.criterion, self.mapper = code, criterion, mapper

    def compute(self, study: Study, chosen: Mapping[str, Any], report: Report) -> Sequence[Shown]:
        """The steps, the oldest first."""
        from qualcode.study.mappings import PRIMARY
        from qualcode.workflows.mapping_log import log_of_mappings, log_table

        mapper = self.mapper or PRIMARY
        steps = log_of_mappings(study, code=self.code, criterion=self.criterion, mapper=mapper)
        kept = {"code": self.code, "criterion": self.criterion, "mapper": mapper}
        pair = " → ".join(part for part in (self.code, self.criterion) if part)
        more = [name for name in ("code", "criterion") if kept[name] is None]
        return [
            Shown(
                log_table(study, steps, kept),
                heading=pair,
                numbers=[(each.quotation,) if each.quotation is not None else () for each in steps],
                sentences=(
                    "The oldest change first; undone ones are marked."
                    if steps
                    else "Nothing was mapped here yet.",
                ),
                columns=(*more, *COLUMNS),
            )
        ]
