"""The conventions by which a study's comparison decides: read, changed and taken back through the history."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.study import Study
from qualcode.study.soundness import UNREADABLE_THRESHOLDS, is_number

if TYPE_CHECKING:
    from qualcode.analysis.thresholds import Thresholds

__all__ = [
    "numbers_shown",
    "reset_thresholds",
    "set_thresholds",
    "show_numbers",
    "thresholds_of",
    "with_values",
]

KEY = "comparison.thresholds"
NUMBERS = "comparison.numbers"
"""Setting that is ``off`` where the study does without figures."""


def thresholds_of(study: Study) -> Thresholds:
    """The thresholds of a study: the defaults, and what was changed."""
    from qualcode.analysis.thresholds import Thresholds

    return replace(Thresholds(), **changed(study))  # type: ignore[arg-type]


def changed(study: Study) -> dict[str, float | int]:
    """Thresholds that differ from the defaults; what a newer version stored and this one does not know is left out.

    Raises :class:`~qualcode.errors.InputError` where what is stored cannot be read, or holds a number out of its range.
    """
    from qualcode.analysis.thresholds import LIMITS, Thresholds

    try:
        stored = json.loads(study.settings.get(KEY) or "{}")
    except (ValueError, RecursionError):
        stored = None
    if not isinstance(stored, dict):
        raise InputError(UNREADABLE_THRESHOLDS)
    kinds = {each.name: each.type for each in fields(Thresholds)}
    found: dict[str, float | int] = {name: value for name, value in stored.items() if name in kinds}
    for name, value in found.items():
        low, high = LIMITS[name]
        whole = kinds[name] == "int"
        if not is_number(value) or (whole and not isinstance(value, int)):
            raise InputError(UNREADABLE_THRESHOLDS)
        if not low <= value <= high:
            raise InputError(
                f"The threshold {name} that this study holds does not lie between {low:g} and {high:g}; set it anew with: "
                "qualcode thresholds STUDY --reset"
            )
    made = replace(Thresholds(), **found)  # type: ignore[arg-type]
    if made.near < made.met:
        raise InputError(
            f"In this study the threshold near ({made.near:g}) is less than met ({made.met:g}), so nothing could be near; set them anew with: "
            "qualcode thresholds STUDY --reset"
        )
    return found


def with_values(thresholds: Thresholds, values: Mapping[str, str]) -> Thresholds:
    """Thresholds with some of them replaced by what was typed.

    Raises :class:`~qualcode.errors.InputError` for an unknown name, for what is no number, and for a number out of its range.
    """
    from qualcode.analysis.thresholds import LIMITS, Thresholds

    kinds = {each.name: each.type for each in fields(Thresholds)}
    found: dict[str, float | int] = {}
    for name, typed in values.items():
        if name not in kinds:
            raise InputError(f"There is no threshold “{name}”; there are: {', '.join(kinds)}.")
        low, high = LIMITS[name]
        whole = kinds[name] == "int"
        try:
            value = int(typed) if whole else float(typed.replace(",", "."))
        except ValueError:
            raise InputError(
                f"“{typed}” is no {'whole ' if whole else ''}number for the threshold {name}."
            ) from None
        if not low <= value <= high:
            raise InputError(f"The threshold {name} lies between {low:g} and {high:g}; {typed} does not.")
        found[name] = value
    made = replace(thresholds, **found)  # type: ignore[arg-type]
    if made.near < made.met:
        raise InputError(
            f"A criterion is near beyond being met, so near ({made.near:g}) cannot be less than met ({made.met:g}); change both."
        )
    return made


def set_thresholds(study: Study, values: Mapping[str, str]) -> Thresholds:
    """Change thresholds of a study by name, as one change that can be undone; gives all of them as they are now."""
    from qualcode.analysis.thresholds import Thresholds

    made = with_values(thresholds_of(study), values)
    default = Thresholds()
    kept = {
        each.name: getattr(made, each.name)
        for each in fields(made)
        if getattr(made, each.name) != getattr(default, each.name)
    }
    said = ", ".join(f"{name} {getattr(made, name):g}" for name in values)
    with study.change("settings.thresholds", f"Changed thresholds of the comparison: {said}"):
        study.settings.set(KEY, json.dumps(kept, sort_keys=True))
    return made


def reset_thresholds(study: Study) -> None:
    """Go back to the default thresholds."""
    with study.change("settings.thresholds", "Went back to the default thresholds of the comparison"):
        study.settings.set(KEY, "{}")


def numbers_shown(study: Study) -> bool:
    """Whether the study's comparison gives figures (fit, bounds, coverage, closest model), or the matrix with its quotations alone."""
    return study.settings.get(NUMBERS) != "off"


def show_numbers(study: Study, shown: bool) -> None:
    """Switch the figures of the comparison on or off for everybody who opens the study."""
    label = "Switched the figures of the comparison " + ("on" if shown else "off")
    with study.change("settings.numbers", label):
        study.settings.set(NUMBERS, "on" if shown else "off")
