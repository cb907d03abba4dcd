"""Finding passages by their codes, and what is done to them from the list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.model.retrieval import FoundCoding, FoundPassage
from qualcode.text.counting import counted
from qualcode.tui.commands.screens import OnScreen, on_screen

if TYPE_CHECKING:
    from qualcode.tui.screens.retrieval import RetrievalScreen
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS"]

LINE_END = "⏎"
"""Stands for the end of a line of a memo in an input line."""
PAGE = 5
"""Passages of a page."""


_on: OnScreen[RetrievalScreen] = on_screen(
    "retrieval", "RetrievalScreen", "That is done in the list of passages; open it first."
)


def _passage(screen: RetrievalScreen) -> FoundPassage:
    passage = screen.passages.passage
    if passage is None:
        raise InputError("No passage is listed; type a query first.")
    return passage


# --- the query -----------------------------------------------------------------------------------------------


def _run(screen: RetrievalScreen) -> None:
    if screen.suggestions.display and screen.suggestions.current is not None:
        screen.complete()
        return
    screen.find(screen.query_bar.input.value)


# --- the passages ----------------------------------------------------------------------------------------------


def _jump(screen: RetrievalScreen) -> None:
    passage = _passage(screen)
    workspace = screen.to_transcript()
    workspace.open_document(passage.document_id, passage.start)
    workspace.go("text")
    workspace.pane.select_span(passage.start, passage.end)
    workspace.say(f"[{passage.case}:{passage.quotation}]; F3 leads back to the list")


def _with_coding(
    screen: RetrievalScreen, question: str, then: Callable[[FoundPassage, FoundCoding], None]
) -> None:
    """Do something with one coding of the passage: that of the code asked for, own ones first; else it is asked which."""
    passage = _passage(screen)
    asked = screen.study.retrieval.asked_codes(screen.query_text)
    fitting = [coding for coding in passage.codings if coding.code_id in asked] or list(passage.codings)
    own = [coding for coding in fitting if coding.coder == screen.workspace.coder]
    fitting = own or fitting
    if not fitting:
        raise InputError(f"No code is applied to [{passage.case}:{passage.quotation}].")
    if len(fitting) == 1:
        then(passage, fitting[0])
        return

    def take(index: int | None, name: str) -> None:
        if index is not None:
            then(passage, fitting[index])

    screen.ask_name(question, [c.code for c in fitting], [c.coder for c in fitting], take)


def _remove(screen: RetrievalScreen) -> None:
    def remove(passage: FoundPassage, coding: FoundCoding) -> None:
        screen.study.codings.remove([coding.id])
        screen.say(f"removed {coding.code} from [{passage.case}:{passage.quotation}]; u takes it back")

    _with_coding(screen, "Take away which coding?", remove)


def _recode(screen: RetrievalScreen) -> None:
    def ask(passage: FoundPassage, coding: FoundCoding) -> None:
        codes = [code for code in screen.study.codebook.tree() if code.kind == "code"]

        def take(index: int | None, name: str) -> None:
            screen.study.codings.recode(coding.id, name, closed=screen.workspace.closed)
            screen.say(f"{coding.code} → {name} in [{passage.case}:{passage.quotation}]; u takes it back")

        details = [" › ".join(code.path[:-1]) for code in codes]
        screen.ask_name(
            f"Instead of “{coding.code}”:",
            [code.name for code in codes],
            details,
            take,
            create=not screen.workspace.closed,
        )

    _with_coding(screen, "Give which coding another code?", ask)


def _memo(screen: RetrievalScreen) -> None:
    passage = _passage(screen)

    def write(answer: str) -> None:
        screen.study.quotations.set(passage.quotation, memo=answer.replace(LINE_END, "\n").strip())
        screen.to_passages()
        screen.say(
            f"memo of [{passage.case}:{passage.quotation}] {'kept' if answer.strip() else 'taken away'}"
        )

    screen.ask_line("memo", passage.memo.replace("\n", LINE_END), write)


def _export(screen: RetrievalScreen) -> None:
    if not screen.passages.passages:
        raise InputError("No passage is listed; there is nothing to write.")

    from qualcode.workflows.retrieving import check_target, write_passages

    def write(path: Path) -> str:
        write_passages(screen.study, screen.query_text, screen.passages.passages, path)
        return f"wrote {counted(len(screen.passages.passages), 'passage')} to {path}"

    screen.ask_path("passages.docx", write, check=check_target)


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "query.run": _on(_run),
    "query.complete": _on(lambda screen: screen.complete()),
    "query.down": _on(lambda screen: screen.suggest(1)),
    "query.up": _on(lambda screen: screen.suggest(-1)),
    "found.down": _on(lambda screen: screen.passages.step(1)),
    "found.up": _on(lambda screen: screen.passages.step(-1)),
    "found.page_down": _on(lambda screen: screen.passages.step(PAGE)),
    "found.page_up": _on(lambda screen: screen.passages.step(-PAGE)),
    "found.open": _on(_jump),
    "found.remove": _on(_remove),
    "found.recode": _on(_recode),
    "found.memo": _on(_memo),
    "found.export": _on(_export),
    "found.query": _on(lambda screen: screen.ask_query()),
    "retrieval.leave": _on(lambda screen: screen.leave()),
    "found.leave": _on(lambda screen: screen.leave()),
}
