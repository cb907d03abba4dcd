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
    everywhere = False
    """Whether there are entries also on screens over the workspace."""

    def entries(self, workspace: Workspace) -> Iterator[Entry]:
        """The entries, in the order in which they are shown."""
        raise NotImplementedError

    def _all(self) -> Iterator[Entry]:
        if isinstance(self.screen, Workspace):
            yield from self.entries(self.screen)
        elif isinstance(self.screen, KeyedScreen) and self.everywhere:
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
    everywhere = True

    def entries(self, workspace: Workspace) -> Iterator[Entry]:
        """Actions of the context, with their first key."""
        screen = self.screen
        context = screen.context if isinstance(screen, KeyedScreen) else workspace.context
        for action in workspace.actions:
            if context in action.contexts and action.id != "palette.open":
                key = f"  ({key_name(action.keys[0])})" if action.keys else ""
                yield f"{action.label}{key}", action.help, partial(workspace.perform, action.id)


class DocumentProvider(StudyProvider):
    """Every document: opens it."""

    def entries(self, workspace: Workspace) -> Iterator[Entry]:
        """Documents by name."""
        for document in workspace.study.documents.list():
            yield (
                f"Open {plain(document.name)}",
                "Open this document.",
                partial(workspace.open_document, document.id),
            )


class CodeProvider(StudyProvider):
    """Every code: applies it."""

    def entries(self, workspace: Workspace) -> Iterator[Entry]:
        """Codes by name."""
        for code in workspace.study.codebook.tree():
            if code.kind == "code":
                help = plain(code.brief or " › ".join(code.path[:-1]) or "Apply this code.")
                yield f"Apply {plain(code.name)}", help, partial(workspace.apply_code, code.name)
