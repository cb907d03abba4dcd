"""Who interviews and who is interviewed: the questions of the import screen about speakers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.model.documents import ROLES, Role
from qualcode.text.counting import counted
from qualcode.text.names import name_key
from qualcode.tui.importing.words import asks

if TYPE_CHECKING:
    from qualcode.tui.screens.importing import ImportScreen
    from qualcode.workflows.import_records import Voice

__all__ = ["ask_roles", "ask_speaker"]

WHO: Mapping[Role, str] = {
    "interviewer": "asks",
    "respondent": "is interviewed; analyses count what they say",
    "other": "an interpreter, somebody passing by",
    "unknown": "stays open",
}
"""What the roles mean, for the list from which one is chosen."""


def ask_roles(screen: ImportScreen) -> None:
    """Go through the speakers of the file and ask for the role of each."""
    i = screen.readable_row()
    if not screen.plans[i].voices:
        raise InputError(
            "No speakers were recognised in this file; s names one by its label, t says how they are shown."
        )
    _ask_role(screen, i, screen.plans[i].voices, 0, {})


def _ask_role(
    screen: ImportScreen, i: int, voices: Sequence[Voice], n: int, given: Mapping[str, Role]
) -> None:
    if n >= len(voices):
        _ask_others(screen, i, given)
        return
    voice = voices[n]
    present = next((s.role for s in screen.results[i].speakers if s.label == voice.label), voice.role)
    roles = [present, *(role for role in ROLES if role != present)]

    def take(index: int | None, name: str) -> None:
        role = roles[index or 0]
        if role != present:
            choice = screen.choices[i]
            kept = {k: v for k, v in choice.roles.items() if name_key(k) != name_key(voice.label)}
            screen.choose(i, replace(choice, roles=kept | {voice.label: role}))
        settled = role != present or role != "unknown"
        _ask_role(screen, i, voices, n + 1, {**given, voice.label: role} if settled else given)

    place = f"{n + 1} of {len(voices)}:  " if len(voices) > 1 else ""
    screen.ask_name(
        f"{place}who is {voice.label}?  {counted(voice.turns, 'turn')}, {asks(voice.questions, voice.turns)}",
        roles,
        [WHO[role] for role in roles],
        take,
    )
    screen.ask_about(voice.label)


def _ask_others(screen: ImportScreen, i: int, settled: Mapping[str, Role]) -> None:
    """Offer the roles that were given for the same labels in the other files."""
    given = {name_key(label): role for label, role in settled.items() if role != "unknown"}
    others = {
        j: {s.label: given[name_key(s.label)] for s in screen.results[j].speakers if given.get(name_key(s.label), s.role) != s.role}
        for j in screen.taken()
        if j != i
    }  # fmt: skip
    others = {j: roles for j, roles in others.items() if roles}
    if not others:
        return
    concerned = {name_key(label) for roles in others.values() for label in roles}
    labels = ", ".join(label for label in settled if name_key(label) in concerned)

    def same() -> None:
        for j, roles in others.items():
            screen.choose(j, replace(screen.choices[j], roles={**screen.choices[j].roles, **roles}))
        screen.say(f"the same roles in {counted(len(others), 'more file')}")

    screen.ask(f"The same for {labels} in {counted(len(others), 'other file')}?", same)


def ask_speaker(screen: ImportScreen) -> None:
    """Ask for the label of a speaker who was not recognised, and for the role."""
    i = screen.readable_row()

    def named(typed: str) -> None:
        label = " ".join(typed.split()).rstrip(":")
        if not label:
            raise InputError("Type the label as it stands at the beginning of a line, or press Esc.")
        if not re.search(rf"^\W*{re.escape(label)}\b", screen.plans[i].transcript.text, re.M | re.I):
            raise InputError(
                f"No line of this file begins with “{label}”; type the label as it stands there."
            )
        screen.to_content()
        screen.ask_name(f"Who is {label}?", ROLES, [WHO[role] for role in ROLES], partial(given, label))

    def given(label: str, index: int | None, name: str) -> None:
        choice = screen.choices[i]
        screen.choose(i, replace(choice, roles={**choice.roles, label: ROLES[index or 0]}))

    screen.ask_line("label of the speaker", "", named)
