"""The three lines that a new study needs: where it lies, its title, its language."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from qualcode.tui.widgets.type_ahead import TypeAhead

__all__ = ["StudyForm"]

FIELDS = (
    ("File", "thesis.qualcode"),
    ("Title", "the file's name"),
    ("Language", "en, cs, sv, …; of transcripts and reports"),
)
"""Label, and what stands in an empty field."""


class StudyForm(Vertical):
    """Hidden until a new study is asked for."""

    DEFAULT_CSS = """
    StudyForm { display: none; height: auto; background: $panel; padding: 0 1; }
    StudyForm > Horizontal { height: 1; }
    StudyForm .label { width: 10; color: $primary; text-style: bold; }
    StudyForm TypeAhead { width: 1fr; }
    """

    def __init__(self, listener: Callable[[str], None], *, id: str) -> None:
        super().__init__(id=id)
        self.inputs = [
            TypeAhead(listener if n == 0 else None, placeholder=words, id=f"{id}-{n}")
            for n, (_, words) in enumerate(FIELDS)
        ]

    def compose(self) -> ComposeResult:
        """A label before each input."""
        for (label, _), line in zip(FIELDS, self.inputs, strict=True):
            with Horizontal():
                yield Static(label, classes="label", markup=False)
                yield line

    def open(self) -> None:
        """Show empty fields and take the keyboard."""
        for line in self.inputs:
            line.value = ""
        self.display = True
        self.screen.set_focus(self.inputs[0], scroll_visible=False)

    def step(self, by: int) -> bool:
        """Go to another field; False where there is none behind the last one."""
        focused = (
            self.screen.focused
        )  # a widget's own has_focus is set only when its event has been worked off
        at = next((n for n, line in enumerate(self.inputs) if line is focused), 0)
        if at + by >= len(self.inputs):
            return False
        self.screen.set_focus(self.inputs[max(0, at + by)], scroll_visible=False)
        return True

    def values(self) -> tuple[str, str, str]:
        """Path, title and language as they were typed."""
        path, title, language = (line.value.strip() for line in self.inputs)
        return path, title, language
