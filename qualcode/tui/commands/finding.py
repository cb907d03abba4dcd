"""Finding as you type."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.errors import InputError, QualcodeError
from qualcode.text.find import find
from qualcode.tui.patience import at_most

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS", "Options", "typed"]

PATIENCE = 0.5
"""Seconds of computing that a regular expression gets."""


@dataclass(frozen=True, slots=True)
class Options:
    """How what is typed is meant; kept from one search to the next."""

    regex: bool = False
    whole_word: bool = False
    forms: bool = False
    """All forms of the words; never together with the other two."""

    @property
    def prompt(self) -> str:
        """What the find line says of them."""
        parts = (("regex", self.regex), ("whole words", self.whole_word), ("all forms", self.forms))
        return " · ".join(["find", *(name for name, on in parts if on)])

    def turned(self, name: str) -> Options:
        """With one option turned on or off; those that it excludes are turned off."""
        on = not getattr(self, name)
        if name == "forms":
            return Options(forms=on)
        return replace(self, forms=False, **{name: on})


def _open(workspace: Workspace) -> None:
    if workspace.passage is None:
        workspace.say("there is no transcript to search")
        return
    workspace.close_inputs()
    workspace.find_origin = workspace.pane.caret
    workspace.find_bar.ask(workspace.find_options.prompt)
    workspace.find_bar.open()
    workspace.show_context()


def places(workspace: Workspace, query: str) -> list[tuple[int, int]]:
    """The places of what was typed in the document shown, in whole characters.

    Raises :class:`~qualcode.errors.QualcodeError` for a broken or too slow regular expression and a missing index.
    """
    options, pane, study = workspace.find_options, workspace.pane, workspace.study
    if options.forms:
        if not query.strip() or workspace.passage is None:
            return []
        found = study.search.lemma_spans(study.documents.get(workspace.passage.document_id), query)
    else:
        with at_most(PATIENCE):
            found = find(
                pane.passage.text, query, regex=options.regex, whole_word=options.whole_word
            )  # fmt: skip
    if pane.passage.text.isascii():
        return found
    return list(dict.fromkeys(pane.layout_of_text.snap_span(*span) for span in found))


def _why_not(workspace: Workspace) -> str:
    """Why a search cannot be done, in a few words."""
    options = workspace.find_options
    if options.forms and workspace.passage is not None:
        if workspace.study.language_indexes.get(workspace.passage.document_id) is None:
            return "no language index yet"
        return "cannot be searched"
    return "no regular expression yet"


def _turn(name: str) -> Callable[[Workspace], None]:
    def go(workspace: Workspace) -> None:
        workspace.find_options = workspace.find_options.turned(name)
        workspace.find_bar.ask(workspace.find_options.prompt)
        typed(workspace, workspace.find_bar.input.value)

    return go


def typed(workspace: Workspace, query: str) -> None:
    """Mark all places of what was typed and go to the first one from where the search began."""
    if not workspace.find_bar.display:
        return
    pane = workspace.pane
    workspace.searched = bool(query.strip())
    note = "nothing found" if query.strip() else ""
    try:
        hits = places(workspace, query)
    except TimeoutError:
        hits, note = [], "takes too long"
    except QualcodeError:
        hits, note = [], _why_not(workspace)
    if not hits:
        pane.set_hits([])
        pane.move_to(workspace.find_origin)
        workspace.find_bar.say(note)
        return
    place = bisect_left(hits, (workspace.find_origin, 0))
    pane.set_hits(hits)
    _show(workspace, place if place < len(hits) else 0)


def _show(workspace: Workspace, place: int) -> None:
    pane = workspace.pane
    pane.set_hits(pane.hits, place)
    pane.move_to(pane.hits[place][0], unit="character", middle=False)
    count = f"{place + 1} of {len(pane.hits)}"
    if workspace.find_bar.display:
        workspace.find_bar.say(count)
    else:
        workspace.say(count)


def _step(direction: int) -> Callable[[Workspace], None]:
    def go(workspace: Workspace) -> None:
        pane = workspace.pane
        if not pane.hits:
            if not workspace.find_bar.display:
                workspace.say(
                    "nothing was found; / searches anew" if workspace.searched else "no search yet; / finds"
                )
            return
        if not workspace.find_bar.display:
            workspace.remember()
        starts = [start for start, _ in pane.hits]
        if direction > 0:
            place = bisect_left(starts, pane.caret + 1) % len(starts)
        else:
            place = (bisect_left(starts, pane.caret) - 1) % len(starts)
        _show(workspace, place)

    return go


def _accept(workspace: Workspace) -> None:
    if workspace.passage is not None and workspace.pane.caret != workspace.find_origin:
        workspace.jumps.remember((workspace.passage.document_id, workspace.find_origin))
    query = workspace.find_bar.input.value
    workspace.close_inputs()
    if query.strip() and not workspace.pane.hits:
        try:
            places(workspace, query)
        except TimeoutError:
            raise InputError(f"Searching for “{query}” takes too long; use a simpler expression.") from None
    if workspace.pane.hits:
        found = len(workspace.pane.hits)
        workspace.say("1 place; Esc clears" if found == 1 else f"{found} places; f and F go on, Esc clears")


def cancel(workspace: Workspace) -> None:
    """Close whatever asks for something and leave all as it was."""
    if workspace.find_bar.display:
        workspace.pane.set_hits([])
        workspace.pane.move_to(workspace.find_origin)
    workspace.close_inputs()


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "find.open": _open,
    "find.next": _step(1),
    "find.previous": _step(-1),
    "find.down": _step(1),
    "find.up": _step(-1),
    "find.accept": _accept,
    "find.regex": _turn("regex"),
    "find.whole": _turn("whole_word"),
    "find.forms": _turn("forms"),
    "input.cancel": cancel,
}
