"""Opening the screens of corrections, and what their keys do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.text.counting import counted
from qualcode.tui.commands.screens import OnScreen, on_screen, open_screen

if TYPE_CHECKING:
    from qualcode.tui.screens.cases import CasesScreen
    from qualcode.tui.screens.correcting import CorrectionScreen
    from qualcode.tui.screens.unanchored import UnanchoredScreen
    from qualcode.tui.screens.workspace import Workspace
    from qualcode.workflows.correcting import Planned

__all__ = ["COMMANDS"]


def _correct(workspace: Workspace) -> None:
    from qualcode.tui.screens.correcting import CorrectionScreen

    passage = workspace.passage
    turn = None if passage is None else passage.turn_at(workspace.pane.caret)
    if turn is None:
        raise InputError(
            "There is no turn at the caret. Move to one; a text without turns is corrected with: qualcode document edit"
        )
    open_screen(workspace, CorrectionScreen(workspace, turn.number))


def _unanchored(workspace: Workspace) -> None:
    from qualcode.tui.screens.unanchored import UnanchoredScreen

    open_screen(workspace, UnanchoredScreen(workspace))


def _replace(screen: CasesScreen) -> None:
    from qualcode.tui.typed import path_of
    from qualcode.workflows.correcting import reread

    document = screen.document

    def take(typed: str) -> None:
        if not typed.strip():
            raise InputError("Type the path of the corrected transcript.")
        planned = reread(screen.study, document.id, path_of(typed))
        screen.to_content()
        _confirm(screen, planned)

    screen.ask_line(f"corrected file of {document.name}", "", take)


def _versions(screen: CasesScreen) -> None:
    from qualcode.tui.local_time import local
    from qualcode.workflows.correcting import return_to

    document = screen.document
    versions = screen.study.versions.list(document)[::-1]
    names = [f"{v.version}  {v.label}" for v in versions]
    details = []
    for v in versions:
        when = local(v.at)
        said = "" if when is None else f"{when:%Y-%m-%d %H:%M}"
        details.append(" · ".join(filter(None, ("the current one" if v.current else "", said, v.actor))))

    def take(index: int | None, name: str) -> None:
        if index is None:
            return
        if versions[index].current:
            screen.say(f"{document.name} has this text already")
            return
        _confirm(screen, return_to(screen.study, document.id, versions[index].version))

    screen.ask_name(f"Versions of “{document.name}”; Enter goes back to one:", names, details, take)


def _confirm(screen: CasesScreen, planned: Planned) -> None:
    """Show what becomes of the quotations, and store the correction after a yes."""
    from qualcode.tui.screens.correcting import outcome

    c = planned.correction
    kept = c.same + len(c.moved)
    said = f"{kept} of {counted(kept + len(c.changed) + len(c.lost), 'quotation')} as before"
    said += f", {len(c.changed)} with other words" if c.changed else ""
    said += f", {len(c.lost)} without a place" if c.lost else ""

    def yes() -> None:
        from qualcode.workflows.correcting import store

        document = store(screen.study, planned)
        left = f"; {len(c.lost)} without a place (Y in the transcript)" if c.lost else ""
        screen.say(f"{document.name} has a new version{left}; u takes it back")
        screen.workspace.build_index()

    screen.detail_text.update(outcome(c, planned.source[2].warnings if planned.source is not None else ()))
    screen.ask(f"{said}. Do it?", yes)


_cases: OnScreen[CasesScreen] = on_screen(
    "cases", "CasesScreen", "That is done on the screen of documents and cases; open it first with F7."
)
_turn: OnScreen[CorrectionScreen] = on_screen(
    "correcting", "CorrectionScreen", "That is done where a turn is corrected; open it first with y."
)
_lost: OnScreen[UnanchoredScreen] = on_screen(
    "unanchored",
    "UnanchoredScreen",
    "That is done in the list of quotations without a place; open it first with Y.",
)

COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "turn.correct": _correct,
    "unanchored.open": _unanchored,
    "document.replace": _cases(_replace),
    "document.versions": _cases(_versions),
    "turn_text.keep": _turn(lambda screen: screen.keep_text()),
    "turn_text.split": _turn(lambda screen: screen.split()),
    "turn_text.join": _turn(lambda screen: screen.join()),
    "turn_text.label": _turn(lambda screen: screen.relabel()),
    "turn_text.rename": _turn(lambda screen: screen.rename()),
    "turn_text.leave": _turn(lambda screen: screen.leave_text()),
    "unanchored.anchor": _lost(lambda screen: screen.place_here()),
    "unanchored.look": _lost(lambda screen: screen.look()),
    "unanchored.dismiss": _lost(lambda screen: screen.let_go()),
}
