"""The comparison screen and the way down from its cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.tui.commands.screens import OnScreen, on_screen, open_screen

if TYPE_CHECKING:
    from qualcode.tui.screens.comparison import ComparisonScreen
    from qualcode.tui.screens.respondents import PassageBoard
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS"]

EVERYBODY = "all respondents, not grouped"
POOLED = "all"
"""Stands for all coders together, as on the command line."""
ALL_MODELS = "all models"


_on: OnScreen[ComparisonScreen] = on_screen(
    "comparison", "ComparisonScreen", "That is done on the comparison screen; open it first with F5."
)


_down: OnScreen[PassageBoard] = on_screen(
    "respondents",
    "PassageBoard",
    "That is done behind a cell of the comparison; open it first with F5 and Enter.",
)


def _walk(screen: ComparisonScreen) -> None:
    from qualcode.tui.screens.comparison import FIGURES
    from qualcode.tui.screens.respondents import RespondentsScreen

    key = str(screen.here().key)
    if key in FIGURES:
        raise InputError(
            "This row sums up all criteria; go down to a criterion, there Enter leads to its respondents."
        )
    open_screen(screen.workspace, RespondentsScreen(screen.workspace, screen, key, screen.model_here().id))


def _by(screen: ComparisonScreen) -> None:
    names = screen.study.cases.attribute_names()
    if not names:
        raise InputError(
            "No respondent has an attribute yet; F7 opens the cases, where attributes are given."
        )
    cases = screen.study.cases.list()
    details = [
        ", ".join(sorted({case.attributes[name] for case in cases if name in case.attributes}))
        for name in names
    ]

    def take(index: int | None, name: str) -> None:
        screen.kept.group = ""
        by = None if not index else names[index - 1]
        screen.choose(replace(screen.kept.choices, by=by))

    screen.ask_name("Group the respondents by", [EVERYBODY, *names], ["", *details], take)


def _go_to_group(screen: ComparisonScreen, steps: int) -> None:
    result = screen.kept.result
    if result is None or not result.groups:
        raise InputError("The respondents are not grouped; b chooses an attribute to group them by.")
    names = ["", *(group.name for group in result.groups)]
    at = names.index(screen.kept.group) if screen.kept.group in names else 0
    screen.kept.group = names[(at + steps) % len(names)]
    screen.show_result(result)


def _coder(screen: ComparisonScreen) -> None:
    coders = screen.study.coders.list()
    primary = screen.study.coders.primary()
    names = [*coders, *([POOLED] if len(coders) > 1 else [])]
    details = [
        "the primary coder" if name == primary else "pooled, each coding once" if name == POOLED else ""
        for name in names
    ]

    def take(index: int | None, name: str) -> None:
        screen.choose(replace(screen.kept.choices, coder=None if name == primary else name))

    screen.ask_name("Compare the codings of", names, details, take)


def _models(screen: ComparisonScreen) -> None:
    models = screen.study.frameworks.models()
    shown = screen.kept.choices.models or tuple(model.id for model in models)
    w = screen.texts.w
    details = [f"{'shown' if model.id in shown else 'hidden'}   {w.label(model.label)}" for model in models]

    def take(index: int | None, name: str) -> None:
        if not index:
            screen.choose(replace(screen.kept.choices, models=()))
            return
        wanted = models[index - 1].id
        left = tuple(m.id for m in models if (m.id in shown) != (m.id == wanted))
        if not left:
            raise InputError("At least one model must be shown.")
        screen.choose(replace(screen.kept.choices, models=() if len(left) == len(models) else left))
        _models(screen)

    screen.ask_name(
        "Show or hide a model; Escape ends it", [ALL_MODELS, *(m.short for m in models)], ["", *details], take
    )


def _residual(screen: ComparisonScreen) -> None:
    from qualcode.tui.screens.residual import ResidualScreen

    screen.part()
    open_screen(screen.workspace, ResidualScreen(screen.workspace, screen))


def _certainty(screen: ComparisonScreen) -> None:
    from qualcode.tui.screens.certainty import CertaintyScreen

    if not screen.part().models:
        raise InputError("The figures are switched off; z shows them again.")
    open_screen(screen.workspace, CertaintyScreen(screen.workspace))


def _threshold(screen: ComparisonScreen) -> None:
    from dataclasses import asdict

    from qualcode.analysis.thresholds import MEANINGS, Thresholds
    from qualcode.workflows.thresholds import reset_thresholds, set_thresholds, thresholds_of

    now, default = asdict(thresholds_of(screen.study)), asdict(Thresholds())
    names = list(now)
    back = ["all thresholds as they come"] if now != default else []
    details = [f"{now[name]:g}   {MEANINGS[name]}" for name in names] + [""] * len(back)

    def take(index: int | None, name: str) -> None:
        if index is None or index >= len(names):
            reset_thresholds(screen.study)
            return
        chosen = names[index]

        def put(typed: str) -> None:
            set_thresholds(screen.study, {chosen: typed.strip()})
            screen.to_content()

        screen.ask_line(f"{chosen.replace('_', ' ')} (default {default[chosen]:g})", f"{now[chosen]:g}", put)

    shown = [name.replace("_", " ") for name in names] + back
    screen.ask_name("Threshold to change; none has literature behind it", shown, details, take)


def _numbers(screen: ComparisonScreen) -> None:
    from qualcode.workflows.thresholds import numbers_shown, show_numbers

    shown = not numbers_shown(screen.study)
    show_numbers(screen.study, shown)
    screen.say("the figures are shown" if shown else "the figures are left out; z shows them again")


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "models.certainty": _on(_certainty),
    "models.threshold": _on(_threshold),
    "models.numbers": _on(_numbers),
    "models.walk": _on(_walk),
    "models.by": _on(_by),
    "models.next_group": _on(lambda screen: _go_to_group(screen, 1)),
    "models.previous_group": _on(lambda screen: _go_to_group(screen, -1)),
    "models.coder": _on(_coder),
    "models.shown": _on(_models),
    "models.residual": _on(_residual),
    "models.adopt": _on(lambda screen: screen.ask_adopt()),
    "respondents.open": _down(lambda screen: screen.show_passages(screen.numbers())),
    "respondents.all": _down(lambda screen: screen.show_passages(screen.all_numbers())),
}
