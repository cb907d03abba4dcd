"""Models that respondents name, beside the practice that they describe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.errors import InputError
from qualcode.model.frameworks import language_of
from qualcode.study import Study
from qualcode.tui.actions import Context
from qualcode.tui.screens.result_board import Report, ResultBoard, Setting, Shown, coder_setting

__all__ = ["ClaimsScreen"]


class ClaimsScreen(ResultBoard):
    """A row for each respondent and model named; then one for each criterion of it that the respondent speaks to."""

    heading = "Models that are named"
    file_name = "claims"

    @property
    def place(self) -> Context:
        """In the tables; the keys of every result work here too."""
        return "claims"

    def settings(self) -> Sequence[Setting]:
        """Whose codings are read."""
        return (coder_setting(self.study),)

    def compute(self, study: Study, chosen: Mapping[str, Any], report: Report) -> Sequence[Shown]:
        """The tables of ``qualcode claims``."""
        from qualcode.workflows.claims import MEANING, claim_tables, claims_of

        if not study.claims.list():
            raise InputError(
                "No code says that a model is named yet. Press a, choose the code that marks such passages, then the model."
            )
        found = claims_of(study, chosen["coder"])
        named, cells = claim_tables(study, found, chosen["coder"])
        figures = ("fit", "coverage") if "fit" in named.columns else ()
        nobody = "no passage of a respondent bears a code that says that a model is named"
        return (
            Shown(
                named,
                "named and described",
                [each.quotations for each in found],
                (MEANING,) if found else (nobody,),
                ("case", "model", *figures, "met", "near", "off", "described"),
            ),
            Shown(
                cells,
                "by criterion",
                [cell.quotations for each in found for cell in each.cells],
                (MEANING,) if found else (nobody,),
                ("case", "model", "criterion", "level", "distance", "standing"),
            ),
        )

    def name_model(self) -> None:
        """Ask for a code, then for the model that it names."""
        from qualcode.workflows.claims import add_claim
        from qualcode.workflows.evidence import criteria_and_models

        codes = [code for code in self.study.codebook.tree() if code.kind == "code"]
        if not codes:
            raise InputError("There are no codes yet; a code marks the passages where a model is named.")
        _, models = criteria_and_models(self.study)

        def take_code(index: int | None, name: str) -> None:
            code = codes[index or 0].name

            def take_model(place: int | None, typed: str) -> None:
                add_claim(self.study, code, models[place or 0].id)

            self.ask_name(
                f"Model that “{code}” names",
                [model.short or model.id for model in models],
                [model.label.get(language_of(model.label, self.study.language), "") for model in models],
                take_model,
            )

        self.ask_name(
            "Code that says that a model is named",
            [code.name for code in codes],
            [code.brief for code in codes],
            take_code,
        )

    def let_go(self) -> None:
        """Ask which code should no longer mean that a model is named."""
        claims = self.study.claims.list()
        if not claims:
            raise InputError("No code says that a model is named.")

        def take(index: int | None, name: str) -> None:
            chosen = claims[index or 0]
            self.study.claims.remove(chosen.code, chosen.model)

        self.ask_name(
            "Names a model no longer", [each.code for each in claims], [each.model for each in claims], take
        )
