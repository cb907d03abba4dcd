"""How many people speak of what, and how often: all codes, codes by groups of respondents, codes by documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qualcode.study import Study
from qualcode.tui.screens.result_board import (
    Report,
    ResultBoard,
    Setting,
    Shown,
    attribute_setting,
    coder_setting,
)

if TYPE_CHECKING:
    from qualcode.model.frequencies import Crosstab
    from qualcode.model.tables import Statement

__all__ = ["FrequenciesScreen"]


class FrequenciesScreen(ResultBoard):
    """Codes and categories counted, people before mentions."""

    heading = "Frequencies"
    file_name = "frequencies"

    def settings(self) -> Sequence[Setting]:
        """Which nodes, whose speech, what a cell of a crosstab holds, and how codings that touch are counted."""
        return (
            Setting(
                "level",
                (
                    ("all", "codes and categories", ""),
                    ("code", "codes", ""),
                    ("category", "categories", "with all below them"),
                    ("theme", "themes", "with all below them"),
                ),
            ),
            attribute_setting(self.study),
            Setting(
                "count",
                (
                    (None, "as usual", "respondents by group, codings by document"),
                    *((name, name, "in the crosstabs") for name in _measures()),
                ),
            ),
            Setting(
                "touching",
                (
                    ("apart", "apart", "each coding counts"),
                    ("merged", "merged", "codings of one code that overlap or follow each other are one"),
                ),
            ),
            Setting(
                "role",
                (
                    ("respondent", "respondents", "everybody where no role is known"),
                    ("interviewer", "interviewers", ""),
                    ("all", "everybody", ""),
                ),
            ),
            coder_setting(self.study),
        )

    def compute(self, study: Study, chosen: Mapping[str, Any], report: Report) -> Sequence[Shown]:
        """The tables of ``qualcode frequencies``, with ``--by`` where an attribute is chosen, and with ``--documents``."""
        from qualcode.workflows.counting import (
            FEW,
            Choices,
            crosstab_of,
            frequencies_of,
            frequencies_table,
            ordered,
            ordered_columns,
            small_groups,
        )

        choices = Choices(
            level=chosen["level"],
            role=chosen["role"],
            coder=chosen["coder"],
            touching=chosen["touching"],
        )
        found, statement = frequencies_of(study, choices)
        found = ordered(found)
        tables = [
            Shown(
                frequencies_table(found, statement),
                f"{found.cases} respondents",
                [row.quotations for row in found.rows],
                ("People come before mentions: how often something is said is not how much it matters.",)
                if found.rows
                else ("there are no codes yet",),
                ("code", "respondents", "documents", "codings", "quotations", "turns", "words"),
            )
        ]
        report(1, 3, "")
        if chosen["by"] is not None:
            crossed, statement = crosstab_of(study, choices, by=chosen["by"], count=chosen["count"])
            few = small_groups(crossed)
            said = ", ".join(
                f"{'no value' if column.name == '—' else column.name}: n = {column.cases}"
                for column in crossed.columns
            )
            sentences = [f"Respondents in each column: {said}."]
            if few:
                sentences.append(
                    f"Columns of fewer than {FEW} respondents may point at somebody; join values or leave them out."
                )
            tables.append(_crosstab(ordered_columns(crossed), statement, sentences))
        report(2, 3, "")
        across, statement = crosstab_of(study, choices, by=None, count=chosen["count"])
        tables.append(_crosstab(ordered_columns(across), statement, ()))
        return tables


def _measures() -> tuple[str, ...]:
    from qualcode.model.frequencies import MEASURES

    return MEASURES


def _crosstab(found: Crosstab, statement: Statement, sentences: Sequence[str]) -> Shown:
    """A crosstab as the screen shows it; each cell leads to its own quotations, the total to those of the row."""
    from qualcode.workflows.counting import crosstab_table

    figures, _ = crosstab_table(found, statement)
    names = figures.columns[3:-1]
    heading = f"{found.measure} by {found.by if found.by is not None else 'document'}"
    return Shown(
        figures,
        heading,
        [sorted({number for cell in row.quotations for number in cell}) for row in found.rows],
        sentences if found.rows else ("there is nothing to count yet",),
        ("code", "total", *names),
        cells=[dict(zip(names, row.quotations, strict=True)) for row in found.rows],
    )
