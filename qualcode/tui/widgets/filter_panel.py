"""The panel that chooses whose codings of which codes are shown: type, and Enter shows or hides the highlighted row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from qualcode.model.codes import Code
from qualcode.tui.geometry.choosing import choose
from qualcode.tui.geometry.showing import Selection, Showing
from qualcode.tui.widgets.row_list import Item, RowList, plain
from qualcode.tui.widgets.type_ahead import TypeAhead

__all__ = ["FilterPanel"]


class FilterRows(RowList, can_focus=False):
    """The rows of the panel; the keyboard stays in its input line."""

    always_lit = True


class FilterPanel(Vertical):
    """Coders, then the tree of codes, each ticked where it is shown; every change shows at once."""

    DEFAULT_CSS = """
    FilterPanel {
        layer: above;
        display: none;
        dock: bottom;
        width: 100%;
        height: 14;
        max-height: 60%;
        background: $panel;
        padding: 0 1;
        border-top: solid $primary 60%;
        &.-upper { dock: top; border-top: none; border-bottom: solid $primary 60%; }
    }
    FilterPanel > Static { height: 1; width: 1fr; background: $panel; }
    FilterPanel > TypeAhead { background: $panel; }
    FilterPanel > FilterRows { height: 1fr; background: $panel; scrollbar-background: $panel; }
    """

    def __init__(self, listener: Callable[[Showing], None], *, id: str | None = None) -> None:
        """``listener`` gets what is to be shown after every change."""
        super().__init__(id=id)
        self.listener = listener
        self.showing = Showing()
        self.nodes: Sequence[Code] = ()
        self.coders: Sequence[str] = ()
        self.own = ""
        """The coder whose codings are made here."""
        self.counts: Mapping[int | str, int] = {}
        """Codings in the document shown, by code and by coder."""
        self.heading = Static(markup=False)
        self.input = TypeAhead(
            self._filter, placeholder="type a code, a category or a coder", id="filter-input"
        )
        self.rows = FilterRows(id="filter-rows")

    def compose(self) -> ComposeResult:
        """Heading, input line, rows."""
        yield self.heading
        yield self.input
        yield self.rows

    def open(
        self,
        showing: Showing,
        nodes: Sequence[Code],
        coders: Sequence[str],
        own: str,
        counts: Mapping[int | str, int],
        upper: bool,
    ) -> None:
        """Show what may be shown and what is; ``upper`` puts the panel at the top, out of the caret's way."""
        self.showing, self.nodes, self.coders, self.own, self.counts = showing, nodes, coders, own, counts
        self.set_class(upper, "-upper")
        self.display = True
        self.input.value = ""
        self._head()
        self._filter("")
        self.screen.set_focus(self.input, scroll_visible=False)

    def close(self) -> None:
        """Hide the panel."""
        self.display = False

    # --- changing what is shown --------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Show or hide what is highlighted; a category stands for all codes below it."""
        item = self.rows.current
        if item is None:
            return
        now = self.showing
        if isinstance(item.key, str):
            self.show(replace(now, coders=now.coders.toggled([item.key])))
        elif item.key is not None:
            self.show(replace(now, codes=now.codes.toggled(self._codes_of(item.key))))

    def show_only(self) -> None:
        """Show nothing of its kind but what is highlighted."""
        item = self.rows.current
        if item is None:
            return
        if isinstance(item.key, str):
            self.show(replace(self.showing, coders=Selection(frozenset({item.key}), only=True)))
        elif item.key is not None:
            codes = frozenset(self._codes_of(item.key))
            self.show(replace(self.showing, codes=Selection(codes, only=True)))

    def show_own(self) -> None:
        """Show the own codings only, or those of all coders again."""
        own = Selection(frozenset({self.own}), only=True)
        self.show(replace(self.showing, coders=Selection() if self.showing.coders == own else own))

    def show(self, showing: Showing) -> None:
        """Show something else; what was typed is cleared, so that the next one can be typed."""
        self.showing = showing
        lit = self.rows.current
        self.input.value = ""
        self._filter("", None if lit is None else lit.key)
        self._head()
        self.listener(showing)

    def _codes_of(self, node: int) -> list[int]:
        """The codes at and below a node; the tree lists parents before their children."""
        ids = {node}
        for other in self.nodes:
            if other.parent_id in ids:
                ids.add(other.id)
        return [other.id for other in self.nodes if other.kind == "code" and other.id in ids]

    # --- rows --------------------------------------------------------------------------------------------------

    def _head(self) -> None:
        codes = [node.id for node in self.nodes if node.kind == "code"]
        words = self.showing.words(codes, self.coders) or "showing all codings"
        head = Text("Show  ", Style(bold=True), no_wrap=True, overflow="ellipsis")
        head.append(plain(words), Style())
        self.heading.update(head)

    def _filter(self, typed: str, lit: int | str | None = None) -> None:
        if not self.display:
            return
        items: list[Item] = []
        if typed.strip():
            entries: list[str | Code] = [*self.coders, *self.nodes]
            names = [entry if isinstance(entry, str) else entry.name for entry in entries]
            for match in choose(names, typed).matches:
                entry = entries[match]
                items.append(self._coder(entry) if isinstance(entry, str) else self._node(entry, tree=False))
        else:
            if len(self.coders) > 1:
                items.append(self._heading("Coders"))
                items += [self._coder(coder) for coder in self.coders]
            items.append(self._heading("Codes"))
            items += [self._node(node, tree=True) for node in self.nodes]
        at = next((n for n, item in enumerate(items) if lit is not None and item.key == lit), 0)
        self.rows.empty_line = "nothing of that name"
        self.rows.set_items(items, at)

    def _heading(self, words: str) -> Item:
        row = Text(words, self.rows.palette.quiet() + Style(bold=True), no_wrap=True, end="")
        return Item(lambda: (row,), None, heading=True)

    def _coder(self, name: str) -> Item:
        shown = [self.showing.coders.shows(name)]
        return Item(partial(self._coder_row, name, _tick(shown)), name)

    def _coder_row(self, name: str, tick: str) -> tuple[Text]:
        row = Text(f"{tick} ", Style(bold=True), no_wrap=True, end="")
        row.append(plain(name), Style())
        words = "coder, you" if name == self.own else "coder"
        row.append(f"   {words}, {self.counts.get(name, 0)} here", self.rows.palette.quiet())
        return (row,)

    def _node(self, node: Code, *, tree: bool) -> Item:
        return Item(partial(self._node_row, node, tree), node.id)

    def _node_row(self, node: Code, tree: bool) -> tuple[Text]:
        codes = self._codes_of(node.id)
        quiet = self.rows.palette.quiet()
        row = Text(
            f"{_tick([self.showing.codes.shows(code) for code in codes])} ",
            Style(bold=True),
            no_wrap=True,
            end="",
        )
        row.append("  " * node.depth if tree else "", Style())
        if node.kind == "code":
            row.append("■ ", self.rows.palette.code(node.colour))
            row.append(plain(node.name), Style())
        else:
            row.append(plain(node.name), Style())
            row.append(f"   {node.kind}", quiet)
        row.append(f"   {sum(self.counts.get(code, 0) for code in codes)} here", quiet)
        if not tree and len(node.path) > 1:
            row.append("   " + plain(" › ".join(node.path[:-1])), quiet)
        return (row,)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click shows or hides a row."""
        message.stop()
        self.toggle()


def _tick(shown: Sequence[bool]) -> str:
    """A sign for all, some, or none."""
    return "✓" if all(shown) else "~" if any(shown) else "·"
