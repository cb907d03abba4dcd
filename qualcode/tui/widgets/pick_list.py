"""A panel over the transcript with suggested codes, passages like one, or key phrases, to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from qualcode.model.suggestions import CodeSuggestion, KeyPhrase, SimilarPassage
from qualcode.text.counting import counted
from qualcode.tui.widgets.row_list import Item, RowList, plain

__all__ = ["Kind", "PickList"]

Kind = Literal["suggestions", "passages", "phrases"]


class PickRows(RowList):
    """The rows of the panel."""

    always_lit = True
    DEFAULT_CSS = "PickRows { height: 1fr; background: $panel; scrollbar-background: $panel; }"


class PickList(Vertical):
    """What was found, two rows each; open until something is chosen or Esc is pressed."""

    DEFAULT_CSS = """
    PickList {
        layer: above;
        display: none;
        dock: bottom;
        width: 100%;
        height: 14;
        max-height: 70%;
        background: $panel;
        padding: 0 1;
        border-top: solid $primary 60%;
        &.-upper { dock: top; border-top: none; border-bottom: solid $primary 60%; }
    }
    PickList > Static { height: 1; width: 1fr; background: $panel; }
    """

    @dataclass
    class Answered(Message):
        """What was asked for has been found, or not."""

        kind: Kind
        asked: object
        found: Sequence[CodeSuggestion] | Sequence[SimilarPassage] | Sequence[KeyPhrase]
        note: str

    @dataclass
    class Picked(Message):
        """A row was clicked."""

        kind: Kind

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.kind: Kind = "suggestions"
        self.asked: object = None
        """What the panel was opened for; answers to older questions are dropped."""
        self.suggestions: Sequence[CodeSuggestion] = ()
        self.passages: list[SimilarPassage] = []
        self.phrases: Sequence[KeyPhrase] = ()
        self.shown_place: tuple[int, int] | None = None
        """Index of a phrase and of the place of it that is shown."""
        self.code: str | None = None
        """The code that the same key applies to passages of the list."""
        self._title = ""
        self.heading = Static(id="picks-heading", markup=False)
        self.rows = PickRows(id="picks-rows")

    def compose(self) -> ComposeResult:
        """Heading and rows."""
        yield self.heading
        yield self.rows

    def open(self, kind: Kind, asked: object, title: str, upper: bool, code: str | None = None) -> None:
        """Open the panel empty; what was asked for is still being looked for."""
        self.kind, self.asked, self.code, self._title = kind, asked, code, title
        self.suggestions, self.passages, self.phrases, self.shown_place = (), [], (), None
        self.set_class(upper, "-upper")
        self.display = True
        self._head()
        self.rows.empty_line = "looking …"
        self.rows.set_items([])
        self.screen.set_focus(self.rows, scroll_visible=False)

    def close(self) -> None:
        """Hide the panel."""
        self.display = False
        self.asked = None

    def _head(self) -> None:
        head = Text(no_wrap=True, overflow="ellipsis")
        head.append(plain(self._title), Style(bold=True))
        if self.kind == "passages" and self.code is not None:
            head.append(f"   same code: {plain(self.code)}", self.rows.palette.quiet())
        self.heading.update(head)

    def show_suggestions(self, found: Sequence[CodeSuggestion], note: str) -> None:
        """Show suggested codes, or why there are none."""
        self.suggestions = found
        self._fill([self._suggestion(s) for s in found], note or "No code shares a telling word with this.")

    def show_passages(self, found: Sequence[SimilarPassage], note: str) -> None:
        """Show passages, or why there are none."""
        self.passages = list(found)
        self._fill(
            [self._passage(p) for p in found], note or "No other passage shares a telling word with this."
        )

    def show_phrases(self, found: Sequence[KeyPhrase], note: str) -> None:
        """Show key phrases, or why there are none."""
        self.phrases = found
        widest = max((len(phrase.phrase) for phrase in found), default=0)
        self._fill(
            [self._phrase(n, phrase, widest) for n, phrase in enumerate(found)],
            note or "No phrase is markedly more frequent here than in the other documents.",
        )

    def _fill(self, items: Sequence[Item], note: str) -> None:
        self.rows.empty_line = plain(note)
        self.rows.set_items(items, 0 if items else None)

    def drop(self) -> None:
        """Take the highlighted passage off the list; the highlight goes to the next one."""
        place = self.rows.highlighted
        if place is None or place >= len(self.passages):
            return
        del self.passages[place]
        self.rows.empty_line = "All passages of this list have been coded."
        self.rows.set_items([self._passage(p) for p in self.passages], min(place, len(self.passages) - 1))

    @property
    def suggestion(self) -> CodeSuggestion | None:
        """The highlighted suggestion."""
        place = self.rows.highlighted
        if self.kind != "suggestions" or place is None or place >= len(self.suggestions):
            return None
        return self.suggestions[place]

    @property
    def passage(self) -> SimilarPassage | None:
        """The highlighted passage."""
        place = self.rows.highlighted
        if self.kind != "passages" or place is None or place >= len(self.passages):
            return None
        return self.passages[place]

    @property
    def phrase(self) -> KeyPhrase | None:
        """The highlighted key phrase."""
        place = self.rows.highlighted
        if self.kind != "phrases" or place is None or place >= len(self.phrases):
            return None
        return self.phrases[place]

    def step_place(self, direction: int) -> tuple[int, int] | None:
        """The next or previous place of the highlighted phrase, the first one at first; after the last the first."""
        phrase = self.phrase
        if phrase is None or not phrase.places:
            return None
        row, shown = self.rows.highlighted, self.shown_place
        assert row is not None
        at = 0 if direction > 0 else -1
        if shown is not None and shown[0] == row:
            at = shown[1] + direction
        self.shown_place = row, at % len(phrase.places)
        return phrase.places[self.shown_place[1]]

    @property
    def place(self) -> tuple[int, int] | None:
        """The place of the highlighted phrase that is shown; None where none is."""
        phrase, shown = self.phrase, self.shown_place
        if phrase is None or shown is None or shown[0] != self.rows.highlighted:
            return None
        return phrase.places[shown[1]]

    def _phrase(self, number: int, found: KeyPhrase, widest: int) -> Item:
        row = Text(no_wrap=True, overflow="ellipsis", end="")
        row.append(plain(found.phrase).ljust(min(widest, 36)), Style(bold=True))
        documents = found.documents - 1
        elsewhere = (
            f"{counted(found.rest, 'time')} in {counted(documents, 'other document')}"
            if found.rest
            else "nowhere else"
        )
        row.append(f"   {counted(found.count, 'time')} here, {elsewhere}", self.rows.palette.quiet())
        return Item(lambda: (row,), number)

    def _suggestion(self, found: CodeSuggestion) -> Item:
        quiet = self.rows.palette.quiet()
        first = Text(no_wrap=True, overflow="ellipsis", end="")
        first.append(plain(found.code), Style(bold=True))
        first.append("   " + plain(", ".join(found.shared)), quiet + Style(italic=True))
        example = found.example
        second = Text(
            plain(f"  {example.document}: {example.text}"), quiet, no_wrap=True, overflow="ellipsis", end=""
        )
        return Item(lambda: (first, second), found.code_id, 2)

    def _passage(self, found: SimilarPassage) -> Item:
        quiet = self.rows.palette.quiet()
        first = Text(no_wrap=True, overflow="ellipsis", end="")
        turn = "" if found.turn is None else f":{found.turn}"
        first.append(plain(f"{found.document}{turn}"), Style(bold=True))
        first.append("   " + plain(", ".join(found.shared)), quiet + Style(italic=True))
        if found.codes:
            first.append("   ■ " + plain(", ".join(found.codes)), quiet)
        second = Text("  " + plain(found.text), no_wrap=True, overflow="ellipsis", end="")
        return Item(lambda: (first, second), f"{found.document_id}:{found.start}", 2)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click takes the row."""
        message.stop()
        self.post_message(self.Picked(self.kind))
