"""Cases with A but never B: which two, and what is done with the cases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.text.counting import counted
from qualcode.text.names import name_key
from qualcode.tui.commands.screens import OnScreen, on_screen

if TYPE_CHECKING:
    from qualcode.tui.screens.contrast import ContrastScreen
    from qualcode.tui.screens.keyed import KeyedScreen
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS"]

PAGE = 5
"""Passages of a page."""


_on: OnScreen[ContrastScreen] = on_screen(
    "contrast", "ContrastScreen", "That is done in the list of cases; F3 and then w open it."
)


# --- which two -------------------------------------------------------------------------------------------------


def _open(workspace: Workspace) -> None:
    """Ask for A, the present query first, and for B; then show the cases."""
    from qualcode.tui.screens.contrast import ContrastScreen
    from qualcode.tui.screens.retrieval import RetrievalScreen

    screen = workspace.app.screen
    if isinstance(screen, ContrastScreen):
        first, second = screen.a, screen.b
    elif isinstance(screen, RetrievalScreen):
        first, second = screen.query_text, ""
    else:
        raise InputError("Cases with A but never B are found on the screen of passages; F3 opens it.")

    def ask_b(a: str) -> None:
        _ask(screen, f"Cases with “{a}” but never which B?", second, lambda b: _show(screen, a, b), a)

    _ask(screen, "Cases with which A?", first, ask_b)


def _ask(
    screen: KeyedScreen, heading: str, present: str, then: Callable[[str], None], without: str = ""
) -> None:
    """Ask for a code, a category or a query; what is there now stands first."""
    nodes = [node for node in screen.study.codebook.tree() if name_key(node.name) != name_key(without)]
    nodes.sort(key=lambda node: name_key(node.name) != name_key(present))
    names = [node.name for node in nodes]
    details = [" › ".join(node.path[:-1]) or ("" if node.kind == "code" else node.kind) for node in nodes]
    if present and name_key(present) not in {name_key(node.name) for node in nodes}:
        names.insert(0, present)
        details.insert(0, "the present query")
    screen.ask_name(heading, names, details, lambda index, name: then(name), create=True)
    screen.pick.creating = "the query "


def _show(screen: KeyedScreen, a: str, b: str) -> None:
    from qualcode.tui.commands.screens import open_screen
    from qualcode.tui.screens.contrast import ContrastScreen

    if isinstance(screen, ContrastScreen):
        screen.hold(a, b)
        return
    screen.study.retrieval.with_without(a, b)
    open_screen(screen.workspace, ContrastScreen(screen.workspace, a, b))


# --- the cases -------------------------------------------------------------------------------------------------


def _jump(screen: ContrastScreen) -> None:
    passage = screen.cases.passage
    if passage is None:
        raise InputError("No case has a passage of A; w asks for another A and B, s swaps the two.")
    workspace = screen.to_transcript()
    workspace.open_document(passage.document_id, passage.start)
    workspace.go("text")
    workspace.pane.select_span(passage.start, passage.end)
    workspace.say(f"[{passage.case}:{passage.quotation}]; F3 leads back to the cases")


def _export(screen: ContrastScreen) -> None:
    from qualcode.workflows.contrasting import write_contrast
    from qualcode.workflows.retrieving import check_target

    def write(path: Path) -> str:
        found = screen.study.retrieval.with_without(screen.a, screen.b)
        write_contrast(screen.study, found, path)
        return f"wrote {counted(len(found.without) + len(found.both), 'case')} to {path}"

    screen.ask_path("contrast.docx", write, check=check_target)


def _leave(screen: ContrastScreen) -> None:
    screen.leave()
    screen.workspace.contrasted = None


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "contrast.open": _open,
    "contrast.show": _on(_jump),
    "contrast.down": _on(lambda screen: screen.cases.step(1)),
    "contrast.up": _on(lambda screen: screen.cases.step(-1)),
    "contrast.page_down": _on(lambda screen: screen.cases.step(PAGE)),
    "contrast.page_up": _on(lambda screen: screen.cases.step(-PAGE)),
    "contrast.next_case": _on(lambda screen: screen.cases.step_case(1)),
    "contrast.previous_case": _on(lambda screen: screen.cases.step_case(-1)),
    "contrast.swap": _on(lambda screen: screen.hold(screen.b, screen.a)),
    "contrast.export": _on(_export),
    "contrast.leave": _on(_leave),
}
