"""Mapping codes to criteria, and giving single quotations their level."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar, Unpack

from qualcode.errors import InputError
from qualcode.text.counting import counted
from qualcode.tui.commands.screens import OnScreen, on_screen, open_screen

if TYPE_CHECKING:
    from qualcode.model.codes import Code
    from qualcode.model.frameworks import Criterion, Mapping, Polarity
    from qualcode.study.mappings import MappingValues
    from qualcode.tui.screens.levels import LevelsScreen
    from qualcode.tui.screens.mapping import MappingScreen
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS"]

Choice = TypeVar("Choice")
POLARITIES: tuple[Polarity, ...] = ("supports", "partial", "contradicts")
KEYWORDS = 5
"""Key words of a criterion that are shown in the list."""


_on: OnScreen[MappingScreen] = on_screen(
    "mapping", "MappingScreen", "That is done on the mapping screen; open it with F6."
)


_in: OnScreen[LevelsScreen] = on_screen(
    "levels", "LevelsScreen", "That is done in the list of levels; open it with r on the mapping screen."
)


# --- mapping ---------------------------------------------------------------------------------------------------


def _enter(screen: MappingScreen) -> None:
    if screen.place_here().mapping is None:
        _add(screen)
    else:
        _passages(screen)


def _add(screen: MappingScreen) -> None:
    if not screen.criteria:
        screen.ask_adoption(lambda: _add(screen))
        return
    place = screen.place_here()
    if screen.by_criterion and place.criterion is not None:
        _ask_code(screen, place.criterion)
    elif place.code is not None:
        _ask_criterion(screen, place.code)


def _ask_criterion(screen: MappingScreen, code: Code) -> None:
    from qualcode.tui.widgets.mapping_text import title
    from qualcode.workflows.mapping import criteria_for

    there = {mapping.criterion for mapping in screen.known.by_code.get(code.id, ())}
    shared = {
        each.criterion: each.shared
        for each in criteria_for(screen.study, code.name, mapper=screen.mapper)[code.name]
    }
    first = [screen.criteria[key] for key in shared]
    rest = [each for each in screen.known.criteria if each.id not in shared and each.id not in there]
    found = [*first, *rest]

    def details(each: Criterion) -> str:
        words = each.keywords.get(screen.language) or each.keywords.get("en", ())
        if each.id in shared:
            return f"in common: {', '.join(shared[each.id][:3])}"
        return ", ".join(words[:KEYWORDS])

    def take(index: int | None, name: str) -> None:
        if index is not None:
            _map(screen, code, found[index])

    screen.ask_name(
        f"“{code.name}” speaks to which criterion?",
        [title(each, screen.language) for each in found],
        [details(each) for each in found],
        take,
    )
    screen.candidates = found
    screen.show_candidate()


def _ask_code(screen: MappingScreen, criterion: Criterion) -> None:
    from qualcode.tui.widgets.mapping_text import title
    from qualcode.workflows.mapping import codes_for

    there = {mapping.code_id for mapping in screen.known.by_criterion.get(criterion.id, ())}
    proposed = codes_for(screen.study, criterion.id, mapper=screen.mapper)
    shared = {code.id: each.shared for code, each in proposed}
    rest = [code for code in screen.known.codes if code.id not in shared and code.id not in there]
    found = [*(code for code, _ in proposed), *rest]
    if not found:
        raise InputError("There is no code that could be mapped; make one on the codebook screen (F2).")

    def take(index: int | None, name: str) -> None:
        if index is not None:
            _map(screen, found[index], criterion)

    screen.ask_name(
        f"Which code speaks to “{title(criterion, screen.language)}”?",
        [code.name for code in found],
        [f"in common: {', '.join(shared[c.id][:3])}" if c.id in shared else c.brief for c in found],
        take,
    )
    screen.candidates = found
    screen.show_candidate()


def _map(screen: MappingScreen, code: Code, criterion: Criterion) -> None:
    from qualcode.tui.widgets.mapping_text import title

    screen.kept |= {code.id, criterion.id}
    made = screen.mine.set(code.name, criterion.id)
    screen.grid.go_to(f"m{made.id}")
    screen.say(
        f"{code.name} → {title(criterion, screen.language)}: supports; p or 1–5 say otherwise, 0 asks each quotation"
    )


# --- changing a mapping -------------------------------------------------------------------------------------------


def _change(screen: MappingScreen, mapping: Mapping, **values: Unpack[MappingValues]) -> Mapping:
    from qualcode.tui.widgets.mapping_text import position

    made = screen.mine.change(mapping.id, **values)
    scored = "scored" if made.counts else "not scored"
    screen.say(f"{made.code}: {position(made)}, strength {made.strength}, {made.aspect}, {scored}")
    return made


def _polarity(screen: MappingScreen) -> None:
    mapping = screen.mapping_here()
    _change(screen, mapping, polarity=following(POLARITIES, mapping.polarity))


def following(choices: Sequence[Choice], present: object) -> Choice:
    """The choice behind the present one, the first behind the last and behind anything else."""
    places = [place for place, choice in enumerate(choices) if choice == present]
    return choices[(places[0] + 1) % len(choices)] if places else choices[0]


def _level(screen: MappingScreen, level: int) -> None:
    _change(screen, screen.mapping_here(), level=level)


def _ask(screen: MappingScreen) -> None:
    _change(screen, screen.mapping_here(), polarity="ask")
    screen.say(
        "the level is read from each quotation; r goes through them"
        if screen.mapper is None
        else "the level is left to each quotation"
    )


def _strength(screen: MappingScreen) -> None:
    mapping = screen.mapping_here()
    _change(screen, mapping, strength=following((1, 2, 3), mapping.strength))


def _aspect(screen: MappingScreen) -> None:
    from qualcode.model.frameworks import ASPECTS

    mapping = screen.mapping_here()
    made = _change(screen, mapping, aspect=following(ASPECTS, mapping.aspect))
    if made.aspect == "barrier":
        screen.say("barrier, not scored; n scores it where it says what is in fact (not) done")


def _counts(screen: MappingScreen) -> None:
    mapping = screen.mapping_here()
    _change(screen, mapping, counts=not mapping.counts)


def _remove(screen: MappingScreen) -> None:
    mapping = screen.mapping_here()
    screen.kept |= {mapping.code_id, mapping.criterion}
    screen.mine.remove(mapping.code, mapping.criterion)
    screen.grid.go_to(f"k{mapping.criterion}" if screen.by_criterion else f"c{mapping.code_id}")
    screen.say(f"{mapping.code} speaks to {mapping.criterion} no longer; u takes it back")


# --- looking --------------------------------------------------------------------------------------------------------


def _passages(screen: MappingScreen) -> None:
    from qualcode.text.query import quote_name
    from qualcode.tui.screens.retrieval import RetrievalScreen

    code = screen.code_here()
    open_screen(screen.workspace, RetrievalScreen(screen.workspace, quote_name(code.name)))


def _filter(screen: MappingScreen) -> None:
    from qualcode.tui.screens.mapping import ALL, UNMAPPED
    from qualcode.tui.widgets.mapping_text import title

    used = {key: len(found) for key, found in screen.known.by_criterion.items()}
    choices = [ALL, UNMAPPED, *screen.criteria]
    names = ["everything", "only what is not mapped"]
    names += [title(each, screen.language) for each in screen.known.criteria]
    lacking = len(screen.known.unmapped_criteria)
    bare = (
        f"{counted(len(screen.known.unmapped_codes), 'code')}, {lacking} of {len(screen.criteria)} criteria"
    )
    details = ["", bare, *(counted(used.get(each.id, 0), "code") for each in screen.known.criteria)]

    def take(index: int | None, name: str) -> None:
        if index is not None:
            screen.narrow(choices[index])

    screen.ask_name("Show", names, details, take)


def _whose(screen: MappingScreen) -> None:
    others = screen.study.mappings.mappers()
    names = ["primary mapping", *others]
    details = ["the one that the comparison reads", *("second mapper" for _ in others)]

    def take(index: int | None, name: str) -> None:
        screen.show_mapping_of(None if index == 0 else name)

    screen.ask_name(
        "Whose mapping? Type a name to map as somebody else, without seeing the primary mapping",
        names,
        details,
        take,
        create=True,
    )


def _log(screen: MappingScreen) -> None:
    from qualcode.tui.screens.mapping_log import MappingLogScreen

    place = screen.place_here()
    code = place.code.name if place.code is not None else None
    criterion = place.criterion.id if place.criterion is not None else None
    open_screen(screen.workspace, MappingLogScreen(screen.workspace, code, criterion, screen.mapper))


def _agreement(screen: MappingScreen) -> None:
    from qualcode.tui.screens.mapping_agreement import MappingAgreementScreen

    def show() -> None:
        open_screen(screen.workspace, MappingAgreementScreen(screen.workspace))

    if screen.mapper is None:
        show()
    else:
        screen.ask(f"This shows the primary mapping too. Is {screen.mapper} done?", show)


def _levels(screen: MappingScreen) -> None:
    if screen.mapper is not None:
        raise InputError("Levels of single quotations belong to the primary mapping; w leads back to it.")
    from qualcode.tui.screens.levels import LevelsScreen

    open_screen(screen.workspace, LevelsScreen(screen.workspace, screen.mapping_here()))


# --- levels of single quotations -------------------------------------------------------------------------------------


def _state(screen: LevelsScreen, level: int | None) -> None:
    each = screen.here_level()
    screen.study.mappings.set_reading(each.quotation, screen.mapping.code, screen.mapping.criterion, level)
    said = "no level" if level is None else f"level {level}"
    if screen.mapping.polarity != "ask":
        screen.grid.step(1)
    elif not screen.to_next_lacking():
        said += "; every quotation has its level now"
    screen.say(f"[{each.case}:{each.quotation}] states {said}")


def _clear(screen: LevelsScreen) -> None:
    each = screen.here_level()
    if not each.stated:
        raise InputError(f"[{each.case}:{each.quotation}] has no level of its own.")
    screen.study.mappings.clear_reading(each.quotation, screen.mapping.code, screen.mapping.criterion)
    screen.say(f"[{each.case}:{each.quotation}] has no level of its own any more")


def _show(screen: LevelsScreen) -> None:
    each = screen.here_level()
    workspace = screen.to_transcript()
    workspace.open_document(each.document_id, each.start)
    workspace.go("text")
    workspace.pane.select_span(each.start, each.end)
    workspace.say(f"[{each.case}:{each.quotation}]; F6 leads back to the mappings")


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "mapping.enter": _on(_enter),
    "mapping.add": _on(_add),
    "mapping.polarity": _on(_polarity),
    **{f"mapping.level_{n}": _on(partial(_level, level=n)) for n in range(1, 6)},
    "mapping.ask": _on(_ask),
    "mapping.strength": _on(_strength),
    "mapping.aspect": _on(_aspect),
    "mapping.counts": _on(_counts),
    "mapping.remove": _on(_remove),
    "mapping.levels": _on(_levels),
    "mapping.filter": _on(_filter),
    "mapping.turn": _on(lambda screen: screen.turn()),
    "mapping.passages": _on(_passages),
    "mapping.whose": _on(_whose),
    "mapping.log": _on(_log),
    "mapping.agreement": _on(_agreement),
    **{f"level.set_{n}": _in(partial(_state, level=n)) for n in range(1, 6)},
    "level.none": _in(partial(_state, level=None)),
    "level.clear": _in(_clear),
    "level.show": _in(_show),
}
