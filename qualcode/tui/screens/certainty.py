"""How sure a comparison is: stability and standing, leading models head to head, what comes first when one thing is changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qualcode.errors import InputError
from qualcode.model.frameworks import language_of
from qualcode.model.results import Comparison
from qualcode.model.tables import ResultTable
from qualcode.study import Study
from qualcode.tui.screens.result_board import (
    Report,
    ResultBoard,
    Setting,
    Shown,
    attribute_setting,
    coder_setting,
)
from qualcode.workflows.comparing import compare_study, statement_of_comparison
from qualcode.workflows.comparison_tables import fit_table, head_table, stress_table

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["CertaintyScreen"]

STABILITY = (
    "The stability range holds most fits when respondents are drawn anew (within the types of facility, where they are known). It is no confidence interval: the "
    "respondents are no random sample. Read it beside the bounds, which say what silence could still change."
)
HEADS = (
    "Only criteria whose expected ranges do not overlap tell two models apart; “nothing said” marks those that would, and on which "
    "too little was said."
)
STRESS = (
    "Each row changes one thing and compares again. “first” is the ranked model with the highest fit then."
)


class CertaintyScreen(ResultBoard):
    """By the choices of the comparison at first; they can be changed here without changing them there."""

    heading = "How sure the comparison is"
    file_name = "certainty"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        choices = workspace.compared.choices
        self.models = choices.models
        self.made.chosen = {"by": choices.by, "coder": choices.coder}

    def settings(self) -> Sequence[Setting]:
        """Groups, coder, what counts alike, and the seed."""
        return (
            attribute_setting(self.study),
            coder_setting(self.study),
            Setting(
                "counts alike",
                (
                    ("respondents", "each respondent", ""),
                    ("groups", "each group", "in the result over all respondents"),
                ),
            ),
            Setting("seed", tuple((seed, str(seed), "") for seed in range(1, 11))),
        )

    def compute(self, study: Study, chosen: Mapping[str, Any], report: Report) -> Sequence[Shown]:
        """Fits, head-to-head, stress tests."""
        weigh = chosen["counts alike"]
        if weigh == "groups" and chosen["by"] is None:
            raise InputError(
                "Groups can count alike only where respondents are grouped; choose an attribute with c."
            )
        found = compare_study(
            study,
            models=self.models,
            by=chosen["by"],
            coder=chosen["coder"],
            seed=chosen["seed"],
            weigh=weigh,
            numbers=True,
        )
        statement = statement_of_comparison(study, found)
        heads = head_table(found, statement)
        criteria = study.frameworks.criteria()
        language = study.language
        names = {model.id: model.short or model.id for model in study.frameworks.models()}
        for each in criteria.criteria if criteria is not None else ():
            names[each.id] = each.label.get(language_of(each.label, language), each.id)
        return [
            Shown(fit_table(found, statement), "stability", sentences=[STABILITY], names=names),
            Shown(heads, "head to head", numbers=behind(heads), sentences=[HEADS], names=names),
            Shown(
                stress_table(found, statement),
                "one thing changed",
                sentences=[STRESS, changed(found)],
                names=names,
            ),
        ]


def behind(table: ResultTable) -> list[list[int]]:
    """Numbers of the quotations that stand in the last column of each row."""
    at = table.columns.index("quotations")
    return [[int(number) for number in str(row[at] or "").split()] for row in table.rows]


def changed(found: Comparison) -> str:
    """In how many tests a model of the closest set stays first, over all respondents."""
    group = found.overall
    tests = group.tested
    if not tests or not group.closest:
        return "No model stands out over all respondents, or none can be ranked."
    same = len(tests) - len(group.unseated)
    said = (
        f"Over all respondents a model of the closest set comes first in {same} of {len(group.stress)} tests."
    )
    silent = len(group.stress) - len(tests)
    return f"{said} In {silent} no model comes first." if silent else said
