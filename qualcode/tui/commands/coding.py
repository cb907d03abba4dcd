"""Applying, repeating, removing codings; undo and redo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.model.changes import Change
from qualcode.tui.commands import recoding
from qualcode.tui.commands.chosen import in_lower_half, in_view
from qualcode.tui.geometry.marks import Mark

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS", "apply", "remove", "show_chooser", "take"]

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
    show_chooser(workspace, _target(workspace))


def show_chooser(workspace: Workspace, span: tuple[int, int], changing: Mark | None = None) -> None:
    """Open the list of codes for a span, or for another code in the place of the coding ``changing``."""
    start, end = span
    pane, study, chooser = workspace.pane, workspace.study, workspace.chooser
    pane.set_target(span)
    if not chooser.recent:
        chooser.recent = list(study.codings.recent_codes(workspace.coder))
    chooser.set_pins(study.preferences.pins())
    upper, words = in_lower_half(pane, start), pane.passage.text[start:end]
    former = study.codebook.former_names()
    chooser.open(
        study.codebook.tree(), words, upper, closed=workspace.closed, changing=changing, former=former
    )
    workspace.show_context()


def apply(workspace: Workspace, names: str | Sequence[str]) -> int | None:
    """Apply codes by name to the passage as one change; a name that no code bears is created. The number of the quotation."""
    start, end = _target(workspace)
    assert workspace.passage is not None
    assert workspace.shown is not None
    study = workspace.study
    names = [names] if isinstance(names, str) else list(names)
    ids = study.codings.apply(
        workspace.shown, (start, end), names, coder=workspace.coder, closed=workspace.closed
    )
    workspace.pane.selecting = False
    workspace.close_inputs()
    codes = [study.codebook.get(name) for name in names]
    for code in codes:
        workspace.last_code = code.id
        workspace.chooser.used(code.id)
    mark = next((m for m in workspace.every_mark if m.id == ids[0]), None)
    place = f" → [{workspace.passage.case}:{mark.quotation}]" if mark is not None else ""
    hidden = "" if mark is None or workspace.showing.shows(mark) else "; the filter hides it, A shows all"
    workspace.say(f"{', '.join(code.name for code in codes)}{place}{hidden}")
    return None if mark is None else mark.quotation


def take(workspace: Workspace) -> int | None:
    """Do what the list of codes was opened for with the marked codes or the highlighted one; the number of the quotation."""
    names = workspace.chooser.taken_all
    if not names:
        workspace.say("type a name, or choose one with the arrows")
        return None
    return _use(workspace, names)


def _use(workspace: Workspace, names: Sequence[str]) -> int | None:
    if workspace.chooser.recoding is not None:
        return recoding.recode(workspace, workspace.chooser.recoding, names[0])
    return apply(workspace, names)


def _take(workspace: Workspace) -> None:
    take(workspace)


def _create(workspace: Workspace) -> None:
    chooser = workspace.chooser
    if workspace.closed:
        workspace.say("closed mode: only codes of the codebook are applied")
    elif chooser.typed:
        _use(workspace, [*chooser.marked.values(), chooser.typed])
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
    assert workspace.shown is not None
    ids = workspace.study.codings.in_vivo(
        workspace.shown, span, coder=workspace.coder, closed=workspace.closed
    )
    workspace.pane.selecting = False
    workspace.close_inputs()
    mark = next((m for m in workspace.every_mark if m.id == ids[0]), None)
    if mark is not None:
        workspace.last_code = mark.code_id
        workspace.chooser.used(mark.code_id)
        workspace.say(f"in vivo: {mark.name} → [{workspace.passage.case}:{mark.quotation}]")


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
    _show_changed(workspace, "undone", workspace.study.history.undo())


def _redo(workspace: Workspace) -> None:
    _show_changed(workspace, "done again", workspace.study.history.redo())


def _show_changed(workspace: Workspace, word: str, changes: Sequence[Change]) -> None:
    """Say what was undone or redone, and bring its place into view where the transcript is what is shown."""
    place = workspace.study.history.place(changes[-1])
    if place is not None and workspace.app.screen is workspace:
        start = None if place.span is None else place.span[0]
        if workspace.passage is None or workspace.passage.document_id != place.document_id:
            workspace.open_document(place.document_id, start)
            workspace.go("text")
        elif start is not None and not in_view(workspace.pane, start):
            workspace.remember()
            workspace.pane.move_to(start)
    workspace.say(f"{word}: " + "; ".join(change.label for change in changes))


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "code.apply": open_chooser,
    "code.repeat": _repeat,
    "code.in_vivo": _in_vivo,
    "coding.remove": _remove_here,
    "coding.cycle": _cycle,
    "item.remove": _remove_listed,
    "codes.take": _take,
    "codes.create": _create,
    "codes.down": lambda workspace: workspace.chooser.step(1),
    "codes.up": lambda workspace: workspace.chooser.step(-1),
    "change.undo": _undo,
    "change.redo": _redo,
}
