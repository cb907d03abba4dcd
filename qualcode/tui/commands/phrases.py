"""Key phrases of the document as candidates for codes in vivo; never applied by themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.model.suggestions import KeyPhrase
from qualcode.study import Study
from qualcode.tui.commands import coding
from qualcode.tui.commands.chosen import in_lower_half
from qualcode.tui.commands.suggesting import indexed
from qualcode.tui.widgets.pick_list import PickList

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS"]


def _open(workspace: Workspace) -> None:
    """Open the list empty and have the phrases found beside the screen."""
    if workspace.passage is None:
        raise InputError("There is no transcript yet; Ctrl+O imports one.")
    if not indexed(workspace):
        return
    document, picks, asked = workspace.passage.document_id, workspace.picks, object()
    workspace.close_inputs()
    title = f"Key phrases of {workspace.passage.name}"
    picks.open("phrases", asked, title, in_lower_half(workspace.pane, workspace.pane.caret))
    workspace.show_context()

    def question(study: Study) -> tuple[KeyPhrase, ...]:
        from qualcode.workflows.suggesting import key_phrases

        return key_phrases(study, document)

    def answer(found: Sequence[KeyPhrase] | None, note: str) -> None:
        picks.post_message(PickList.Answered("phrases", asked, found or (), note))

    workspace.suggester.ask("list", question, answer)


def _show(direction: int) -> Callable[[Workspace], None]:
    def go(workspace: Workspace) -> None:
        picks, pane = workspace.picks, workspace.pane
        if picks.place is None:
            workspace.remember()
        span = picks.step_place(direction)
        if span is None or picks.phrase is None or picks.shown_place is None:
            return
        pane.selecting = False
        pane.select_span(*span, reveal=True)
        picks.set_class(in_lower_half(pane, span[0]), "-upper")
        workspace.say(
            f"{picks.phrase.phrase}: place {picks.shown_place[1] + 1} of {len(picks.phrase.places)}"
        )

    return go


def _place(workspace: Workspace) -> tuple[int, int] | None:
    """The place of the highlighted phrase that is shown; the first one is shown where none is."""
    if workspace.picks.place is None:
        _show(1)(workspace)
    return workspace.picks.place


def _in_vivo(workspace: Workspace) -> None:
    span = _place(workspace)
    if span is None or workspace.passage is None:
        return
    study, document = workspace.study, workspace.passage.document_id
    ids = study.codings.in_vivo(document, span, coder=workspace.coder, closed=workspace.closed)
    mark = next((m for m in workspace.every_mark if m.id == ids[0]), None)
    if mark is not None:
        workspace.last_code = mark.code_id
        workspace.chooser.used(mark.code_id)
        workspace.say(f"in vivo: {mark.name} → [{workspace.passage.case}:{mark.quotation}]")


def _code(workspace: Workspace) -> None:
    span = _place(workspace)
    if span is None:
        return
    workspace.close_inputs()
    workspace.pane.select_span(*span, reveal=True)
    coding.open_chooser(workspace)


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "phrases.open": _open,
    "phrases.show": _show(1),
    "phrases.show_previous": _show(-1),
    "phrases.in_vivo": _in_vivo,
    "phrases.code": _code,
}
