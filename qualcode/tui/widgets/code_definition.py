"""What the codebook says of the highlighted code, beside or below the list."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text
from textual.widgets import Static

from qualcode.model.codes import Code
from qualcode.tui.palette import Palette, palette_of
from qualcode.tui.widgets.row_list import plain

__all__ = ["CodeDefinition", "definition"]


def definition(code: Code, palette: Palette) -> Text:
    """Name, definition, when to use and when not, an example; what the codebook does not say is left out."""
    text = Text()
    text.append("■ ", palette.code(code.colour))
    text.append(plain(code.name), Style(bold=True))
    said = [("", code.brief), ("", code.full), ("When: ", code.when), ("Not: ", code.when_not)]
    said.append(("Example: ", code.example))
    said = [(heading, words) for heading, words in said if words.strip()]
    for heading, words in said:
        text.append(f"\n{heading}", palette.quiet() + Style(bold=True))
        text.append(plain(words))
    if not said:
        text.append("\nnot defined yet", palette.quiet() + Style(italic=True))
    return text


class CodeDefinition(Static):
    """Shows one code, or nothing."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self.code: Code | None = None

    def show_code(self, code: Code | None) -> None:
        """Show another code."""
        if code != self.code:
            self.code = code
            text = Text("") if code is None else definition(code, palette_of(self.app))
            self.update(text, layout=False)  # its place in the list of codes has one size
