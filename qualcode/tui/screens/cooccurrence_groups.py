"""The pairs of codes in several groups of the material side by side, opened from the co-occurrence screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from qualcode.errors import InputError
from qualcode.model.cooccurrence import CooccurrenceChoices, GroupedCooccurrence
from qualcode.study import Study
from qualcode.text.counting import counted
from qualcode.tui.commands.screens import open_screen
from qualcode.tui.compared import numbers_query
from qualcode.tui.screens.result_board import Report, ResultBoard, Setting, Shown
from qualcode.tui.together import Choice, Measure, measures_of

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["GroupsScreen"]

MOST_MINIMUM = 50
WORDS: Mapping[str, str] = {
    "conditional": "of what is under one code, the share under the other too",
    "lift": "observed / expected if the two were independent",
    "inside": "codings of one within the other",
    "c": "the c-coefficient",
}


class GroupsScreen(ResultBoard):
    """The tables of ``qualcode cooccurrence --by``: all groups side by side, their sizes, and the pairs of each."""

    heading = "Groups side by side"
    file_name = "cooccurrence-groups"

    def __init__(self, workspace: Workspace, choice: Choice, by: str) -> None:
        super().__init__(workspace)
        self.choice, self.by = choice, by
        self.grouped: GroupedCooccurrence | None = None
        """What is shown; None until it was counted."""

    def settings(self) -> Sequence[Setting]:
        """What is grouped by, the measure beside the counts, and the minimum; all else is as on the screen before."""
        names = [*self.study.cases.attribute_names(), "coder", "role"]
        by = sorted(names, key=lambda name: name != self.by)
        lowest = self.choice.minimum
        minima = [lowest, *(n for n in range(1, MOST_MINIMUM + 1) if n != lowest)]
        return (
            Setting("by", tuple((name, name, "") for name in by)),
            Setting(
                "measure", tuple((name, name, WORDS.get(name, "")) for name in measures_of(self.choice.unit))
            ),
            Setting("minimum", tuple((n, str(n), "") for n in minima)),
        )

    def choices(self, by: str, minimum: int) -> CooccurrenceChoices:
        """What is counted in each group."""
        found = replace(self.choice.counted(), minimum=minimum)
        return replace(found, coder=None) if by == "coder" else found

    def compute(self, study: Study, chosen: Mapping[str, Any], report: Report) -> Sequence[Shown]:
        """The pairs side by side, the size of each group, and one table a group."""
        from qualcode.workflows.cooccurrence_tables import cooccurrence_statement, group_tables
        from qualcode.workflows.cooccurring import cooccurrence_by

        by, measure = chosen["by"], cast("Measure", chosen["measure"])
        choices = self.choices(by, chosen["minimum"])
        grouped = self.grouped = cooccurrence_by(study, choices, by)
        if not grouped.groups:
            raise InputError("Nothing is coded yet, so there are no groups.")
        statement = cooccurrence_statement(
            study, grouped.groups[0].found, choices, measure=measure, by=grouped.by
        )
        sides, sizes, *single = group_tables(grouped, statement, measure=measure)
        sized = "; ".join(
            f"{group.name}: {counted(group.cases, 'respondent')}, {counted(group.documents, 'document')}"
            for group in grouped.groups
        )
        return (
            Shown(sides, f"by {grouped.by}", sentences=(f"{sized}.",)),
            Shown(sizes, "groups"),
            *(
                Shown(table, group.name, sentences=("No two codes go together here.",) * (not table.rows))
                for table, group in zip(single, grouped.groups, strict=True)
            ),
        )

    def show_passages(self) -> None:
        """List the passages behind the highlighted pair: those of one group in its table, of all groups else."""
        from qualcode.analysis import NO_VALUE
        from qualcode.tui.screens.retrieval import RetrievalScreen
        from qualcode.workflows.cooccurring import counted_together, passages_behind

        part, grouped = self.part, self.grouped
        if part is None or grouped is None or self.grid.row is None:
            raise InputError("No row is highlighted.")
        if part.table.name == "groups":
            raise InputError("A group has no passages of its own; Tab leads to its pairs.")
        row = part.table.rows[self._row()]
        one = part.table.columns[0] == "group"
        a, b = (str(cell) for cell in (row[1:3] if one else row[:2]))
        groups = [each for each in grouped.groups if not one or each.name == row[0]]
        numbers: set[int] = set()
        for group in groups:
            choices = self.choices(grouped.by, 1)
            if grouped.by == "coder":
                choices = replace(choices, coder=group.name)
            elif grouped.by == "role":
                choices = replace(choices, role=group.name)
            elif one and group.name == NO_VALUE:
                raise InputError(
                    "The passages of those without a value are listed with those of all groups, in the first table."
                )
            elif one:
                choices = replace(choices, attributes=(*choices.attributes, (grouped.by, group.name)))
            numbers.update(
                passages_behind(
                    self.study,
                    counted_together(self.study, choices),
                    a,
                    b,
                    coder=choices.coder,
                    attributes=choices.attributes,
                )
            )
        if not numbers:
            raise InputError("No quotation stands behind this row.")
        query, listed = numbers_query(sorted(numbers))
        open_screen(self.workspace, RetrievalScreen(self.workspace, query))
        if listed < len(numbers):
            self.workspace.say(f"the list shows the first {listed} of {counted(len(numbers), 'quotation')}")
