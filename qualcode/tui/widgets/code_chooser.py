"""The list for applying a code: type, and Enter takes the highlighted row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from qualcode.model.codes import Code
from qualcode.text.names import name_key
from qualcode.tui.geometry.choosing import choose
from qualcode.tui.geometry.marks import Mark
from qualcode.tui.widgets.code_definition import CodeDefinition
from qualcode.tui.widgets.row_list import Item, RowList, plain
from qualcode.tui.widgets.type_ahead import TypeAhead

__all__ = ["CodeChooser"]

CREATE = "create"
RECENT = 12
"""Codes remembered as recently used."""
BESIDE, BELOW = 66, 28
"""Cells from which the definition stands beside the list; rows from which it stands below."""


class CodeRows(RowList, can_focus=False):
    """The rows of the chooser; the keyboard stays in its input line."""

    always_lit = True


class CodeChooser(Vertical):
    """A panel over the transcript: what will be coded, an input line, the matching codes."""

    DEFAULT_CSS = """
    CodeChooser {
        layer: above;
        display: none;
        dock: bottom;
        width: 100%;
        height: 12;
        background: $panel;
        padding: 0 1;
        border-top: solid $primary 60%;
        &.-upper { dock: top; border-top: none; border-bottom: solid $primary 60%; }
    }
    CodeChooser.-below { height: 18; }
    CodeChooser > Static { height: 1; width: 1fr; background: $panel; }
    CodeChooser > #chooser-body { height: 1fr; layout: vertical; }
    CodeChooser.-beside > #chooser-body { layout: horizontal; }
    CodeChooser CodeRows { height: 1fr; width: 1fr; background: $panel; scrollbar-background: $panel; }
    CodeChooser CodeDefinition { display: none; background: $panel; }
    CodeChooser.-beside CodeDefinition { display: block; width: 1fr; max-width: 60; height: 100%; padding-left: 2; }
    CodeChooser.-below CodeDefinition { display: block; width: 1fr; height: 6; margin-top: 1; }
    CodeChooser > TypeAhead { background: $panel; }
    """

    @dataclass
    class Taken(Message):
        """A row was clicked."""

        chooser: CodeChooser

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.codes: list[Code] = []
        self.names: list[str] = []
        self.aliases: list[tuple[int, str]] = []
        """Former names, each with the index of the code that they lead to."""
        self.recent: list[int] = []
        """Ids of codes used in this session, latest first."""
        self.pins: tuple[int, ...] = ()
        """Ids of the pinned codes, in the order of their keys."""
        self.marked: dict[int | str, str] = {}
        """Names of the codes marked for being applied together, by id; one that is yet to be created, by its name."""
        self.closed = False
        """Whether only existing codes may be taken."""
        self.recoding: int | None = None
        """Id of the coding that is to get another code; None: a passage is coded."""
        self.quotation = ""
        self.replaced = ""
        """Name of the code that is to be replaced."""
        self.heading = Static(id="chooser-heading", markup=False)
        self.definition = CodeDefinition(id="chooser-definition")
        self.input = TypeAhead(self._filter, placeholder="type a code", id="chooser-input")
        self.rows = CodeRows(id="chooser-rows")

    def compose(self) -> ComposeResult:
        """Heading, input line, rows."""
        yield self.heading
        yield self.input
        with Container(id="chooser-body"):
            yield self.rows
            yield self.definition

    def open(
        self,
        codes: Sequence[Code],
        quotation: str,
        upper: bool,
        *,
        closed: bool = False,
        changing: Mark | None = None,
        former: Mapping[int, Sequence[str]] | None = None,
    ) -> None:
        """Show all codes for a passage; ``upper`` puts the panel at the top, out of the passage's way.

        ``closed`` leaves out the row that creates a code; ``changing`` is a coding that is to get another code;
        ``former`` are names that lead to a code that was renamed or merged, by its id.
        """
        self.codes = [code for code in codes if code.kind == "code"]
        self.names = [code.name for code in self.codes]
        former = former or {}
        self.aliases = [
            (index, name) for index, code in enumerate(self.codes) for name in former.get(code.id, ())
        ]
        self.quotation, self.closed = quotation, closed
        self.recoding = None if changing is None else changing.id
        self.replaced = "" if changing is None else changing.name
        self.marked = {}
        self._show_heading()
        self.set_class(upper, "-upper")
        self._make_room()
        self.display = True
        self.input.value = ""
        self._filter("")
        self.screen.set_focus(self.input, scroll_visible=False)

    def close(self) -> None:
        """Hide the panel."""
        self.display = False
        self.recoding = None
        self.marked = {}

    def on_resize(self) -> None:
        """Show the definition where there is room."""
        before = self._defines
        self._make_room()
        if self._defines != before:
            self._show_again()

    def _make_room(self) -> None:
        size = self.parent.size if isinstance(self.parent, Widget) else self.size
        beside = size.width >= BESIDE
        self.set_class(beside, "-beside")
        self.set_class(not beside and size.height >= BELOW, "-below")

    def _show_heading(self) -> None:
        head = Text(no_wrap=True, overflow="ellipsis")
        if self.recoding is not None:
            head.append(f"Another code for {plain(self.replaced)}  ", Style(bold=True))
        else:
            head.append("Code  ", Style(bold=True))
        if self.marked:
            names = ", ".join(plain(name) for name in self.marked.values())
            head.append(f"{len(self.marked)} marked: {names}  ", Style(bold=True))
        head.append(f"“{plain(self.quotation)}”", self.rows.palette.quiet())
        self.heading.update(head)

    def set_pins(self, pins: Sequence[int]) -> None:
        """Show other codes as pinned."""
        self.pins = tuple(pins)
        self._show_again()

    def _show_again(self) -> None:
        """Show the rows anew, the highlight on the same one."""
        lit = self.rows.current
        self._filter(self.input.value)
        if lit is not None:
            at = next((n for n, item in enumerate(self.rows.items) if item.key == lit.key), None)
            if at is not None:
                self.rows.highlight(at)
        self._define()

    @property
    def lit(self) -> Code | None:
        """The highlighted code."""
        item = self.rows.current
        return None if item is None else next((code for code in self.codes if code.id == item.key), None)

    def step(self, rows: int) -> None:
        """Move the highlight."""
        self.rows.step(rows)
        self._define()

    @property
    def _defines(self) -> bool:
        """Whether there is room for the definition of the highlighted code."""
        return self.has_class("-beside") or self.has_class("-below")

    def _define(self) -> None:
        if self._defines:
            self.definition.show_code(self.lit)

    def toggle_mark(self) -> bool:
        """Mark the highlighted row for being applied with others, or take its mark away; False where there is no row.

        What was typed is cleared, so that the next one can be typed.
        """
        item, name = self.rows.current, self.taken
        if item is None or name is None:
            return False
        key = name_key(name) if item.key == CREATE else item.key
        assert key is not None
        if self.marked.pop(key, None) is None:
            self.marked[key] = name
        self._show_heading()
        if self.input.value:
            self.input.value = ""
        else:
            self._show_again()
        return True

    def used(self, code_id: int) -> None:
        """Remember a code as the latest used one."""
        self.recent = [code_id, *(other for other in self.recent if other != code_id)][:RECENT]

    def _filter(self, typed: str) -> None:
        if not self.display:
            return
        at = {code.id: index for index, code in enumerate(self.codes)}
        liked = dict.fromkeys((*self.pins, *self.recent))
        choice = choose(self.names, typed, [at[code_id] for code_id in liked if code_id in at])
        items = [Item(partial(self._row, self.codes[i]), self.codes[i].id) for i in choice.matches]
        former, likely = self._former(typed, set(choice.matches))
        highlighted = choice.highlighted
        if highlighted == len(items):
            highlighted += 0 if likely else len(former)
        items += former
        if choice.create is not None and self.closed:
            highlighted = min(highlighted, len(items) - 1) if likely else 0 if items else -1
            items.append(Item(partial(self._refusing_row, choice.create), heading=True))
        elif choice.create is not None:
            items.append(Item(partial(self._creating_row, choice.create), CREATE))
        self.rows.empty_line = (
            "no codes yet, and none is created in closed mode"
            if self.closed
            else "no codes yet: type a name and press Enter"
        )
        self.rows.set_items(items, highlighted)
        self._define()

    def _former(self, typed: str, found: set[int]) -> tuple[list[Item], bool]:
        """Rows of codes that match by a former name only, and whether the first one is likely meant."""
        if not self.aliases or not typed.strip():
            return [], False
        choice = choose([name for _, name in self.aliases], typed)
        items: list[Item] = []
        for match in choice.matches:
            index, name = self.aliases[match]
            if index not in found:
                found.add(index)
                items.append(Item(partial(self._row, self.codes[index], name), self.codes[index].id))
        return items, bool(items) and choice.highlighted == 0

    def _creating_row(self, name: str) -> tuple[Text]:
        row = Text(no_wrap=True, end="")
        row.append("+ ", Style(bold=True))
        row.append("create ", self.rows.palette.quiet())
        row.append(plain(name), Style(bold=True))
        return (row,)

    def _refusing_row(self, name: str) -> tuple[Text]:
        words = f"closed mode creates no code “{plain(name)}”; O opens it"
        return (Text(words, self.rows.palette.quiet(), no_wrap=True, end=""),)

    def _row(self, code: Code, former: str = "") -> tuple[Text]:
        palette = self.rows.palette
        row = Text(no_wrap=True, end="")
        if self.pins or self.marked:
            pin = str(self.pins.index(code.id) + 1) if code.id in self.pins else " "
            row.append(("✓" if code.id in self.marked else pin) + " ", Style(bold=True))
        row.append("■ ", palette.code(code.colour))
        row.append(plain(code.name))
        if former:
            row.append(f", formerly {plain(former)}", palette.quiet() + Style(italic=True))
        if len(code.path) > 1:
            row.append("   " + plain(" › ".join(code.path[:-1])), palette.quiet())
        if code.brief and not self._defines:
            row.append("   " + plain(code.brief), palette.quiet() + Style(italic=True))
        return (row,)

    @property
    def typed(self) -> str:
        """What was typed, white space folded."""
        return " ".join(self.input.value.split())

    @property
    def taken(self) -> str | None:
        """The name of the code that Enter takes; None where there is no row."""
        item = self.rows.current
        if item is None:
            return None
        if item.key == CREATE:
            return self.typed or None
        return next((code.name for code in self.codes if code.id == item.key), None)

    @property
    def taken_all(self) -> list[str]:
        """The names that Enter takes: the marked ones, and the highlighted one where a name is typed or none is marked."""
        taken = self.taken if self.typed or not self.marked else None
        return list(dict.fromkeys([*self.marked.values(), *([] if taken is None else [taken])]))

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click takes the row; where some are marked, it marks the row."""
        message.stop()
        if self.marked:
            self.toggle_mark()
        else:
            self.post_message(self.Taken(self))
