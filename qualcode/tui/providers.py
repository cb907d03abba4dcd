"""What the command palette offers: actions, documents, codes; built from plain content, never markup."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from qualcode.tui.actions import key_name
from qualcode.tui.screens.keyed import KeyedScreen
from qualcode.tui.screens.workspace import Workspace
from qualcode.tui.widgets.row_list import plain

__all__ = ["ActionProvider", "CodeProvider", "DocumentProvider"]

Entry = tuple[str, str, Callable[[], object]]
"""Words to search, help, what to do."""


def _help(words: str) -> str:
    """Help as content: the palette would read a bare string as markup (it takes either, whatever its types say)."""
    return Content(words)  # type: ignore[return-value]


class StudyProvider(Provider):
    """Entries of the workspace, searched by fuzzy matching."""

    discoverable = False
    """Whether the entries show before anything is typed."""

    def entries(self, workspace: Workspace) -> Iterator[Entry]:
        """The entries, in the order in which they are shown."""
        raise NotImplementedError

    def _all(self) -> Iterator[Entry]:
        if isinstance(self.screen, Workspace):
            yield from self.entries(self.screen)
        elif isinstance(self.screen, KeyedScreen):
            yield from self.entries(self.screen.workspace)

    async def discover(self) -> Hits:
        """Entries shown before anything is typed."""
        if self.discoverable:
            for words, help, command in self._all():
                yield DiscoveryHit(Content(words), command, text=words, help=_help(help))

    async def search(self, query: str) -> Hits:
        """Entries that match what was typed."""
        matcher = self.matcher(query)
        for words, help, command in self._all():
            score = matcher.match(words)
            if score > 0:
                yield Hit(score, Content(words), command, text=words, help=_help(help))


class ActionProvider(StudyProvider):
    """Every action that is possible here."""

    discoverable = True

    def entries(self, workspace: Workspace) -> Iterator[Entry]:
        """Actions of the context, with their first key."""
        screen = self.screen
        context = screen.context if isinstance(screen, KeyedScreen) else workspace.context
        for action in workspace.actions:
            if context in action.contexts and action.id != "palette.open":
                key = f"  ({key_name(action.keys[0])})" if action.keys else ""
                yield f"{action.label}{key}", action.help, partial(workspace.perform, action.id)


class DocumentProvider(StudyProvider):
    """Every document: opens it, from any screen."""

    def entries(self, workspace: Workspace) -> Iterator[Entry]:
        """Documents by name."""
        for document in workspace.study.documents.list():
            yield (
                f"Open {plain(document.name)}",
                "Open this document.",
                partial(self._open, workspace, document.id),
            )

    def _open(self, workspace: Workspace, document_id: int) -> None:
        if isinstance(self.screen, KeyedScreen):
            self.screen.to_transcript()
        workspace.open_document(document_id)
        workspace.go("text")


class CodeProvider(StudyProvider):
    """Every code: applies it; where no transcript is shown, lists its passages, as for categories and themes."""

    def entries(self, workspace: Workspace) -> Iterator[Entry]:
        """Codes by name."""
        if isinstance(self.screen, KeyedScreen):
            yield from self._passages(workspace)
            return
        for code in workspace.study.codebook.tree():
            if code.kind == "code":
                help = plain(code.brief or " › ".join(code.path[:-1]) or "Apply this code.")
                yield f"Apply {plain(code.name)}", help, partial(workspace.apply_code, code.name)

    def _passages(self, workspace: Workspace) -> Iterator[Entry]:
        for node in workspace.study.codebook.tree():
            help = plain(node.brief or " › ".join(node.path[:-1]) or "List the passages.")
            yield f"Passages of {plain(node.name)}", help, partial(self._find, workspace, node.name)

    def _find(self, workspace: Workspace, name: str) -> None:
        from qualcode.text.query import quote_name
        from qualcode.tui.commands.screens import open_screen
        from qualcode.tui.screens.retrieval import RetrievalScreen

        if isinstance(self.screen, KeyedScreen):
            self.screen.to_transcript()
        open_screen(workspace, RetrievalScreen(workspace, quote_name(name)))
