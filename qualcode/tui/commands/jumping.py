"""Far moves: uncoded turns, memos, marks of transcription, a turn by its number, and back to where a jump began."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from qualcode.study.uncoded import uncoded_turns
from qualcode.text.marks import TextMark, marks
from qualcode.tui.geometry.jumps import Place

if TYPE_CHECKING:
    from qualcode.tui.geometry.units import Span
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS", "following", "preceding", "turn_typed"]

NO_TURNS = "this document has no turns"


def _uncoded(direction: int) -> Callable[[Workspace], None]:
    def go(workspace: Workspace) -> None:
        pane = workspace.pane
        coded = [(mark.start, mark.end) for mark in workspace.every_mark]
        starts = [t.start for t in uncoded_turns(pane.passage.turns, coded)]
        if not starts:
            workspace.say("every turn of a respondent is coded" if pane.passage.turns else NO_TURNS)
            return
        if direction > 0:
            place = bisect_right(starts, pane.caret)
        else:
            place = bisect_left(starts, pane.caret) - 1
        if not 0 <= place < len(starts):
            where = "further on" if direction > 0 else "before this"
            workspace.say(f"no uncoded turn {where}; {len(starts)} in this document")
            return
        workspace.remember()
        pane.move_to(starts[place], unit="turn")
        left = len(starts)
        workspace.say("the only uncoded turn" if left == 1 else f"uncoded turn {place + 1} of {left}")

    return go


@lru_cache(maxsize=1)
def _marks_of(text: str) -> tuple[TextMark, ...]:
    """The marks of transcription of the text shown, which is looked through once."""
    return marks(text)


def _mark(direction: int) -> Callable[[Workspace], None]:
    def go(workspace: Workspace) -> None:
        pane = workspace.pane
        found = _marks_of(pane.passage.text)
        if not found:
            workspace.say("no marks such as (..) or [laughs] in this document")
            return
        starts = [pane.layout_of_text.snap(mark.start) for mark in found]
        place = bisect_right(starts, pane.caret) if direction > 0 else bisect_left(starts, pane.caret) - 1
        if not 0 <= place < len(starts):
            where = "further on" if direction > 0 else "before this"
            workspace.say(f"no mark {where}; {len(starts)} in this document")
            return
        workspace.remember()
        pane.move_to(starts[place], unit="character")
        mark = found[place]
        length = f" of {mark.seconds:g} s" if mark.seconds is not None else ""
        workspace.say(f"{mark.kind}{length}: mark {place + 1} of {len(found)}")

    return go


def following(spans: Sequence[Span], caret: int, selection: Span | None) -> int:
    """The index of the span behind the one that is selected, else of the next at or behind the caret; the first after the last.

    ``spans`` are sorted, without repetition, and not empty.
    """
    if selection is None:
        found = bisect_left(spans, (caret, 0))
    elif selection in spans:
        found = bisect_right(spans, selection)
    else:
        found = bisect_left(spans, (caret + 1, 0))
    return found % len(spans)


def preceding(spans: Sequence[Span], caret: int, selection: Span | None) -> int:
    """The index of the span before the one that is selected, else of the last that begins before the caret; the last before the first.

    ``spans`` are sorted, without repetition, and not empty.
    """
    at = selection if selection is not None and selection in spans else (caret, 0)
    return (bisect_left(spans, at) - 1) % len(spans)


def _memo(find: Callable[[Sequence[Span], int, Span | None], int]) -> Callable[[Workspace], None]:
    def go(workspace: Workspace) -> None:
        if workspace.passage is None:
            return
        pane = workspace.pane
        noted = {
            pane.layout_of_text.snap_span(q.start, q.end): q
            for q in workspace.study.quotations.with_memo(workspace.passage.document_id)
        }
        if not noted:
            workspace.say("no quotation of this document has a memo")
            return
        spans = sorted(noted)
        span = spans[find(spans, pane.caret, pane.selection)]
        workspace.remember()
        pane.selecting = False
        pane.move_to(span[0], unit="character")
        pane.select_span(*span)
        quotation = noted[span]
        workspace.say(f"[{workspace.passage.case}:{quotation.id}] {quotation.memo}")

    return go


def _open_turns(workspace: Workspace) -> None:
    turns = workspace.pane.passage.turns
    if not turns:
        workspace.say(NO_TURNS)
        return
    workspace.close_inputs()
    workspace.turn_bar.open()
    turn_typed(workspace, "")
    workspace.show_context()


def turn_typed(workspace: Workspace, typed: str) -> None:
    """Say whose turn the typed number is, or which numbers there are."""
    if not workspace.turn_bar.display:
        return
    turns = workspace.pane.passage.turns
    place = _turn_place(workspace, typed)
    if place is None:
        workspace.turn_bar.say(f"{turns[0].number} to {turns[-1].number}")
    else:
        workspace.turn_bar.say(turns[place].speaker or "")


def _turn_place(workspace: Workspace, typed: str) -> int | None:
    typed = typed.strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) < 10):
        return None
    numbers = [turn.number for turn in workspace.pane.passage.turns]
    place = bisect_left(numbers, int(typed))
    return place if place < len(numbers) and numbers[place] == int(typed) else None


def _go_to_turn(workspace: Workspace) -> None:
    typed = workspace.turn_bar.input.value
    place = _turn_place(workspace, typed)
    turns = workspace.pane.passage.turns
    if place is None:
        what = f"there is no turn {typed.strip()}" if typed.strip() else "type a number"
        workspace.turn_bar.say(f"{what}; {turns[0].number} to {turns[-1].number}")
        return
    workspace.close_inputs()
    workspace.remember()
    workspace.pane.move_to(turns[place].start, unit="turn")


def _jump(forward: bool) -> Callable[[Workspace], None]:
    def go(workspace: Workspace) -> None:
        here = workspace.here
        if here is None:
            return
        ids = {document.id for document in workspace.study.documents.list()}

        def exists(place: Place) -> bool:
            return place[0] in ids

        jumps = workspace.jumps
        place = jumps.forward(here, exists) if forward else jumps.back(here, exists)
        if place is None:
            workspace.say("no jump to go forward to" if forward else "no jump to go back from")
            return
        if place[0] == here[0]:
            workspace.pane.move_to(place[1], unit="character")
        else:
            workspace.open_document(*place, remember=False)
        workspace.go("text")

    return go


def _edge(direction: int) -> Callable[[Workspace], None]:
    def go(workspace: Workspace) -> None:
        workspace.remember()
        workspace.pane.to_edge(direction)

    return go


def _coding(direction: int) -> Callable[[Workspace], None]:
    def go(workspace: Workspace) -> None:
        here = workspace.here
        if not workspace.pane.step_coding(direction):
            workspace.say("no coding further on" if direction > 0 else "no coding before this")
        elif here is not None:
            workspace.jumps.remember(here)

    return go


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "document.start": _edge(-1),
    "document.end": _edge(1),
    "coding.next": _coding(1),
    "coding.previous": _coding(-1),
    "uncoded.next": _uncoded(1),
    "uncoded.previous": _uncoded(-1),
    "memo.next": _memo(following),
    "memo.previous": _memo(preceding),
    "mark.next": _mark(1),
    "mark.previous": _mark(-1),
    "jump.back": _jump(False),
    "jump.forward": _jump(True),
    "turn.open": _open_turns,
    "turn.take": _go_to_turn,
}
