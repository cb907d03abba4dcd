"""What the keys of the co-occurrence screen do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.tui.commands.screens import OnScreen, on_screen, open_screen

if TYPE_CHECKING:
    from qualcode.study import Study
    from qualcode.tui.screens.cooccurrence import CooccurrenceScreen
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS", "values_of"]

ROLES = (
    ("respondent", "what respondents say; all speech where no role is known"),
    ("interviewer", "what interviewers say"),
    ("other", "what others say"),
    ("all", "everybody's speech"),
)


_on: OnScreen[CooccurrenceScreen] = on_screen(
    "cooccurrence", "CooccurrenceScreen", "That is done on the co-occurrence screen; F4 opens it."
)


def _passages(screen: CooccurrenceScreen) -> None:
    made = screen.counted_now()
    if screen.shows_picture:
        raise InputError("A picture has no rows; t shows the list of partners, whose passages can be opened.")
    if screen.chosen is None:
        raise InputError("No two codes are highlighted.")
    a, b = screen.chosen
    if a != b and (a, b) not in made.pairs:
        raise InputError(
            f"“{a}” and “{b}” are not together by these choices, so there is no passage to show."
        )
    screen.ask_passages(a, b)


def _unit(by: int) -> Callable[[CooccurrenceScreen], None]:
    def change(screen: CooccurrenceScreen) -> None:
        from qualcode.tui.together import UNITS

        choice = screen.kept.choice
        unit = UNITS[(UNITS.index(choice.unit) + by) % len(UNITS)]
        screen.change(replace(screen.kept, choice=replace(choice, unit=unit)))

    return change


def _minimum(by: int) -> Callable[[CooccurrenceScreen], None]:
    def change(screen: CooccurrenceScreen) -> None:
        choice = screen.kept.choice
        if choice.minimum + by < 1:
            screen.say("the minimum is 1 already")
            return
        screen.change(replace(screen.kept, choice=replace(choice, minimum=choice.minimum + by)))

    return change


def _level(screen: CooccurrenceScreen) -> None:
    choice = screen.kept.choice
    screen.change(
        replace(
            screen.kept, choice=replace(choice, level="code" if choice.level == "category" else "category")
        )
    )


def _coder(screen: CooccurrenceScreen) -> None:
    primary = screen.study.primary_coder
    coders = [primary, *(name for name in screen.study.coders.list() if name != primary), "all"]
    details = ["primary coder", *("" for _ in coders[2:]), "all coders pooled, equal codings folded"]

    def take(index: int | None, name: str) -> None:
        choice = replace(screen.kept.choice, coder=None if index == 0 else name)
        screen.change(replace(screen.kept, choice=choice))

    screen.ask_name("Whose codings:", coders, details, take)


def _role(screen: CooccurrenceScreen) -> None:
    def take(index: int | None, name: str) -> None:
        screen.change(replace(screen.kept, choice=replace(screen.kept.choice, role=name)))

    screen.ask_name("Whose speech:", [name for name, _ in ROLES], [words for _, words in ROLES], take)


def _distance(screen: CooccurrenceScreen) -> None:
    from qualcode.tui.together import DISTANCES, apart

    def take(index: int | None, name: str) -> None:
        within, of = DISTANCES[index or 0]
        choice = replace(screen.kept.choice, unit="proximity", within=within, of=of)
        screen.change(replace(screen.kept, choice=choice))

    screen.ask_name(
        "Codings together that are:",
        [apart(within, of) for within, of in DISTANCES],
        ["of that speech" if within else "whichever comes first" for within, _ in DISTANCES],
        take,
    )


def _cases(screen: CooccurrenceScreen) -> None:
    chosen = screen.kept.choice.attributes
    there = [
        (name, value)
        for name in screen.study.cases.attribute_names()
        for value in values_of(screen.study, name)
    ]
    if not there:
        raise InputError("No case has an attribute yet; on the screen of cases (F7) they are given.")

    def take(index: int | None, name: str) -> None:
        attributes: tuple[tuple[str, str], ...] = ()
        if index:
            each = there[index - 1]
            attributes = tuple(old for old in chosen if old != each) + (() if each in chosen else (each,))
        screen.change(replace(screen.kept, choice=replace(screen.kept.choice, attributes=attributes)))

    screen.ask_name(
        "Only cases with:",
        ["all cases", *(f"{name} = {value}" for name, value in there)],
        ["", *("chosen; once more takes it back" if each in chosen else "" for each in there)],
        take,
    )


def values_of(study: Study, attribute: str) -> list[str]:
    """The values of an attribute that cases have, sorted."""
    from qualcode.text.names import name_key

    key = name_key(attribute)
    found = {
        name_key(value): value
        for case in reversed(study.cases.list())
        for name, value in case.attributes.items()
        if name_key(name) == key and value.strip()
    }
    return [found[each] for each in sorted(found)]


def _groups(screen: CooccurrenceScreen) -> None:
    from qualcode.tui.screens.cooccurrence_groups import GroupsScreen

    names = [*screen.study.cases.attribute_names(), "coder", "role"]

    def take(index: int | None, name: str) -> None:
        open_screen(screen.workspace, GroupsScreen(screen.workspace, screen.kept.choice, names[index or 0]))

    words = ["an attribute of the cases" for _ in names[:-2]]
    screen.ask_name("Side by side:", names, [*words, "the codings of each", "the speech of each"], take)


def _text(screen: CooccurrenceScreen) -> None:
    if screen.picture.protocol is None:
        raise InputError("This terminal is not known to show pictures; p writes the picture to a file.")
    screen.change(replace(screen.kept, text=not screen.kept.text))


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "together.passages": _on(_passages),
    "together.next_view": _on(lambda screen: screen.turn_view(1)),
    "together.previous_view": _on(lambda screen: screen.turn_view(-1)),
    "together.wider": _on(_unit(1)),
    "together.narrower": _on(_unit(-1)),
    "together.measure": _on(lambda screen: screen.next_measure()),
    "together.order": _on(lambda screen: screen.next_order()),
    "together.more": _on(_minimum(1)),
    "together.less": _on(_minimum(-1)),
    "together.level": _on(_level),
    "together.coder": _on(_coder),
    "together.role": _on(_role),
    "together.cases": _on(_cases),
    "together.groups": _on(_groups),
    "together.text": _on(_text),
    "together.chance": _on(lambda screen: screen.compare_with_chance()),
    "together.distance": _on(_distance),
    "together.picture": _on(lambda screen: screen.write_picture()),
}
