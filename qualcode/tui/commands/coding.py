"""Applying, repeating, removing codings; undo and redo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.errors import InputError

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS", "apply", "remove"]

NOTHING = "There are no words here to code; move to a turn first."


def _target(workspace: Workspace) -> tuple[int, int]:
    span = workspace.pane.target or workspace.pane.passage_to_code()
    if span is not None and workspace.passage is not None:
        span = workspace.passage.without_labels(span)
    if span is None or workspace.passage is None:
        raise InputError(NOTHING)
    return span


def open_chooser(workspace: Workspace) -> None:
    """Open the list of codes for the selection, or the sentence at the caret, which is shown."""
    start, end = _target(workspace)
    pane = workspace.pane
    pane.set_target((start, end))
    row = pane.layout_of_text.row_of(start) - pane.scroll_offset.y
    upper = row > pane.scrollable_content_region.height // 2
    workspace.chooser.open(workspace.study.codebook.tree(), pane.passage.text[start:end], upper)
    workspace.show_context()


def apply(workspace: Workspace, name: str) -> None:
    """Apply a code by name to the passage; a name that no code bears is created."""
    start, end = _target(workspace)
    assert workspace.passage is not None
    study = workspace.study
    ids = study.codings.apply(workspace.passage.document_id, (start, end), name, coder=workspace.coder)
    workspace.pane.selecting = False
    workspace.close_inputs()
    code = study.codebook.get(name)
    workspace.last_code = code.id
    workspace.chooser.used(code.id)
    mark = next((m for m in workspace.pane.marks.items if m.id == ids[0]), None)
    place = f" → [{workspace.passage.case}:{mark.quotation}]" if mark is not None else ""
    workspace.say(f"{code.name}{place}")


def _take(workspace: Workspace) -> None:
    name = workspace.chooser.taken
    if name is None:
        workspace.say("type a name, or choose one with the arrows")
    else:
        apply(workspace, name)


def _create(workspace: Workspace) -> None:
    if workspace.chooser.typed:
        apply(workspace, workspace.chooser.typed)
    else:
        workspace.say("type a name first")


def _repeat(workspace: Workspace) -> None:
    code = next((c for c in workspace.study.codebook.tree() if c.id == workspace.last_code), None)
    if code is None:
        workspace.say("no code was applied yet; c opens the list")
    else:
        apply(workspace, code.name)


def _in_vivo(workspace: Workspace) -> None:
    span = _target(workspace)
    assert workspace.passage is not None
    ids = workspace.study.codings.in_vivo(workspace.passage.document_id, span, coder=workspace.coder)
    workspace.pane.selecting = False
    workspace.close_inputs()
    mark = next((m for m in workspace.pane.marks.items if m.id == ids[0]), None)
    if mark is not None:
        workspace.last_code = mark.code_id
        workspace.chooser.used(mark.code_id)
        workspace.say(f"in vivo → [{workspace.passage.case}:{mark.quotation}]")


def remove(workspace: Workspace, coding_id: int) -> None:
    """Take one coding away."""
    mark = next((m for m in workspace.pane.marks.items if m.id == coding_id), None)
    workspace.study.codings.remove([coding_id])
    if mark is not None:
        workspace.say(f"removed {mark.name}; u takes it back")


def _remove_here(workspace: Workspace) -> None:
    marks = workspace.marks_here
    cycled = [mark for mark in marks if mark.id == workspace.cycled]
    if not marks:
        workspace.say("no coding at the caret")
    elif len(marks) == 1 or cycled:
        remove(workspace, (cycled or marks)[0].id)
    else:
        workspace.go("codings")
        workspace.say("which one? x removes it, Esc leaves all")


def _remove_listed(workspace: Workspace) -> None:
    item = workspace.codings.current
    if item is not None and isinstance(item.key, int):
        remove(workspace, item.key)
        workspace.go("text")


def _cycle(workspace: Workspace) -> None:
    pane = workspace.pane
    marks = workspace.marks_here
    if not marks:
        workspace.say("no coding at the caret")
        return
    ids = [mark.id for mark in reversed(marks)]
    place = ids.index(workspace.cycled) + 1 if workspace.cycled in ids else 0
    mark = next(m for m in marks if m.id == ids[place % len(ids)])
    workspace.cycled = mark.id
    pane.select_span(mark.start, mark.end)
    workspace.show_place()
    workspace.say(f"{mark.name}, {mark.coder}")


def _undo(workspace: Workspace) -> None:
    change = workspace.study.history.next_undo()
    if change is not None and workspace.asks_before(change) and workspace.asked != change.id:
        workspace.asked = change.id
        workspace.say(f"u once more takes back: {change.label}")
        return
    workspace.asked = None
    workspace.say("undone: " + "; ".join(change.label for change in workspace.study.history.undo()))


def _redo(workspace: Workspace) -> None:
    workspace.say("done again: " + "; ".join(change.label for change in workspace.study.history.redo()))


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "code.apply": open_chooser,
    "code.repeat": _repeat,
    "code.in_vivo": _in_vivo,
    "coding.remove": _remove_here,
    "coding.cycle": _cycle,
    "item.remove": _remove_listed,
    "codes.take": _take,
    "codes.create": _create,
    "codes.down": lambda workspace: workspace.chooser.rows.step(1),
    "codes.up": lambda workspace: workspace.chooser.rows.step(-1),
    "change.undo": _undo,
    "change.redo": _redo,
}
