"""When interviews stopped bringing new codes: the curve, the interviews, and what came of each threshold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.text import Text

from qualcode.study import Study
from qualcode.text.charts import columns_chart
from qualcode.tui.screens.result_board import Report, ResultBoard, Setting, Shown, coder_setting

__all__ = ["SaturationScreen"]


class SaturationScreen(ResultBoard):
    """Saturation after Guest, Namey and Chen (2020), in the order of interviewing and over random orders."""

    heading = "Saturation"
    file_name = "saturation"

    def settings(self) -> Sequence[Setting]:
        """What an interview is and what is new, by what they are ordered, base and run."""
        return (
            Setting(
                "order",
                (
                    (None, "as known", "by a date that every case has, else by import"),
                    ("import", "order of import", ""),
                    *((name, name, "attribute") for name in self.study.cases.attribute_names()),
                ),
            ),
            Setting("level", (("code", "codes", ""), ("category", "categories", ""))),
            Setting(
                "unit", (("cases", "cases", "one respondent, all interviews"), ("documents", "documents", ""))
            ),
            Setting("base", tuple((many, f"{many} interviews", "") for many in (4, 5, 6, 3))),
            Setting("run", tuple((many, f"{many} interviews", "") for many in (2, 3))),
            coder_setting(self.study),
        )

    def compute(self, study: Study, chosen: Mapping[str, Any], report: Report) -> Sequence[Shown]:
        """The tables of ``qualcode saturation`` with its sentences and its curve."""
        from qualcode.workflows.saturating import (
            NOTE,
            left_out_sentence,
            order_sentence,
            quotations_of_new,
            random_sentence,
            reached_sentence,
            saturation_of,
            saturation_tables,
            short_sentence,
        )

        assessed = saturation_of(study, **chosen)
        found = assessed.found
        if not found.interviews:
            empty = (
                f"nothing is coded by {found.coder} yet" if found.left_out else "there are no interviews yet",
            )
            return [Shown(table, table.name, sentences=empty) for table in saturation_tables(assessed)[:1]]
        short = short_sentence(found)
        said = [short] if short else []
        if found.left_out:
            said.append(left_out_sentence(found))
        for each in () if short else found.reached:
            said += [reached_sentence(found, each), random_sentence(found, each)]
        said += [order_sentence(assessed), NOTE]
        values = [each.cumulative for each in found.interviews]
        notes = [f"+{len(each.new)}" for each in found.interviews]

        def chart(width: int) -> Text:
            return Text("\n".join(columns_chart(values, notes, width=width, height=6)), no_wrap=True)

        interviews, runs, thresholds = saturation_tables(assessed)
        placed = ("placed_by",) if assessed.order.attribute is not None else ()
        tables = [
            Shown(
                interviews,
                "; ".join(
                    f"{'≤' if each.threshold else ''}{each.threshold * 100:g} %: {each.notation or 'not reached'}"
                    for each in found.reached
                )
                or "interviews",
                quotations_of_new(study, found),
                said,
                columns=("interview", "number", *placed, "codes", "new", "cumulative", "median", "p5", "p95"),
                chart=chart,
            )
        ]
        if not short:
            tables += [
                Shown(runs, "runs", sentences=said, percents=("ratio",)),
                Shown(thresholds, "thresholds", sentences=said, percents=("threshold", "ratio")),
            ]
        return tables
