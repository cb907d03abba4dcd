"""The form for the codebook fields of one node."""

from __future__ import annotations

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input, Static, TextArea

from qualcode.model.codes import ORIGINS, Code
from qualcode.text.visible import visible
from qualcode.tui.widgets.row_list import plain
from qualcode.tui.widgets.type_ahead import TypeAhead

__all__ = ["NodeForm"]

LABELS = {
    "brief": "Brief definition",
    "full": "Full definition",
    "when": "When to use it",
    "when_not": "When not to use it",
    "example": "Example",
    "colour": "Colour (#RRGGBB; empty: that of what it stands under)",
    "origin": f"Origin ({', '.join(ORIGINS)})",
}
SHORT = ("brief", "colour", "origin")
"""Fields of one line."""


class NodeForm(VerticalScroll, can_focus=False):
    """One input a field; only what was changed in it is stored."""

    DEFAULT_CSS = """
    NodeForm { display: none; padding: 0 1; scrollbar-size-vertical: 1; }
    NodeForm .label { height: 1; color: $primary; margin-top: 1; }
    NodeForm .name { height: 1; text-style: bold; }
    NodeForm TypeAhead { background: $panel; padding: 0 1; }
    NodeForm TypeAhead:focus { background: $panel; }
    NodeForm TextArea { height: 4; border: none; padding: 0 1; background: $panel; }
    NodeForm TextArea:focus { border: none; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.heading = Static("", classes="name", markup=False)
        self.inputs: dict[str, TypeAhead | TextArea] = {
            name: TypeAhead(id=f"field-{name}")
            if name in SHORT
            else TextArea(soft_wrap=True, show_line_numbers=False, id=f"field-{name}")
            for name in LABELS
        }
        self._shown: dict[str, str] = {}
        self.code_id = 0

    def compose(self) -> ComposeResult:
        """A label over each input."""
        yield self.heading
        for name, words in LABELS.items():
            yield Static(Text(words), classes="label", markup=False)
            yield self.inputs[name]

    def open(self, code: Code) -> None:
        """Show a node's fields and take the keyboard."""
        self.code_id = code.id
        self.heading.update(Text(f"Fields of “{plain(code.name)}”"))
        for name, widget in self.inputs.items():
            value = getattr(code, name)
            if isinstance(widget, TextArea):
                widget.text = "\n".join(visible(line) for line in value.split("\n"))
            else:
                widget.value = plain(value)
        self._shown = self._values()
        self.display = True
        self.scroll_home(animate=False)
        self.screen.set_focus(self.inputs["brief"])

    def _values(self) -> dict[str, str]:
        return {n: w.text if isinstance(w, TextArea) else w.value for n, w in self.inputs.items()}

    @property
    def changed(self) -> dict[str, str]:
        """The fields that were changed in the form."""
        return {name: value for name, value in self._values().items() if value != self._shown[name]}

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """Enter in a line goes to the next field."""
        event.stop()
        self.screen.focus_next()
