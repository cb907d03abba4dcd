"""Writing memo, condensed text and translation of a quotation."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.model.codings import Quotation
from qualcode.tui.commands.chosen import coding_here, in_lower_half

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS", "keep", "open_note"]


def open_note(workspace: Workspace, number: int) -> None:
    """Open the panel for a quotation, which is shown."""
    assert workspace.passage is not None
    _open(workspace, workspace.study.quotations.get(number), f"[{workspace.passage.case}:{number}]")


def _open(workspace: Workspace, quotation: Quotation, citation: str) -> None:
    pane = workspace.pane
    pane.set_target((quotation.start, quotation.end))
    workspace.note.open(quotation, citation, in_lower_half(pane, quotation.start))
    workspace.show_context()


def _open_uncoded(workspace: Workspace) -> None:
    """Open the panel where nothing is coded: for what was written here before, else for the selection or the sentence."""
    passage, pane, study = workspace.passage, workspace.pane, workspace.study
    if passage is None:
        raise InputError("There is no transcript yet; Ctrl+O imports one.")
    if pane.selection is None:
        written = study.quotations.at(passage.document_id, pane.caret)
        if written is not None:
            open_note(workspace, written.id)
            return
    span = pane.passage_to_code()
    span = None if span is None else passage.without_labels(span)
    if span is None:
        raise InputError("There are no words here to write about; move to a turn first.")
    number = study.quotations.number_of(passage.document_id, span)
    if number is not None:
        open_note(workspace, number)
        return
    words = passage.text[span[0] : span[1]]
    _open(workspace, Quotation(0, passage.document_id, *span, words), "on an uncoded passage")


def _open_here(workspace: Workspace) -> None:
    if workspace.context == "text" and not workspace.marks_here:
        _open_uncoded(workspace)
        return
    mark = coding_here(workspace, same="quotation")
    if mark is not None:
        if workspace.context == "codings":
            workspace.go("text")
        open_note(workspace, mark.quotation)


def keep(workspace: Workspace) -> None:
    """Store what was written, as one change, and close the panel; without anything new nothing is stored."""
    panel = workspace.note
    written, number = panel.written, panel.number
    if written and number is not None:
        assert workspace.passage is not None
        assert workspace.shown is not None
        if number == 0:
            span = panel.span
            number = workspace.study.quotations.note(workspace.shown, span, **written).id
        else:
            workspace.study.quotations.set(number, **written)
        workspace.say(f"note → [{workspace.passage.case}:{number}]; u takes it back")
    panel.close()


def _keep(workspace: Workspace) -> None:
    keep(workspace)
    workspace.close_inputs()


def _cancel(workspace: Workspace) -> None:
    panel = workspace.note
    written = panel.written
    if written and written != panel.warned:
        panel.warned = written
        workspace.say("Esc once more throws away what you wrote; F2 keeps it")
        return
    panel.close()
    workspace.close_inputs()


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "note.open": _open_here,
    "note.keep": _keep,
    "note.next": lambda workspace: workspace.note.step(1),
    "note.previous": lambda workspace: workspace.note.step(-1),
    "note.cancel": _cancel,
}
