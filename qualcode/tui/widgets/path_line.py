"""The line for the paths of transcripts, with what is in the folder above it."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical

from qualcode.text.names import readable
from qualcode.text.visible import visible
from qualcode.tui import import_folder
from qualcode.tui.geometry.choosing import fold
from qualcode.tui.geometry.paths import common, completed, split_name, tokens
from qualcode.tui.widgets.input_bar import InputBar
from qualcode.tui.widgets.row_list import Item, RowList, plain
from qualcode.tui.widgets.type_ahead import TypeAhead

__all__ = ["PathLine"]

MOST = 2000
"""Names of a folder that are looked at; a key never waits for more."""


class PathNames(RowList, can_focus=False):
    """Folders and transcripts that fit what is being typed; the keyboard stays in the line."""

    always_lit = True


class PathLine(Vertical):
    """Takes one or several paths, a folder or a pattern; names are completed."""

    DEFAULT_CSS = """
    PathLine { display: none; height: auto; background: $panel; }
    PathLine > PathNames { height: auto; max-height: 8; background: $panel; padding: 0 1; scrollbar-background: $panel; }
    PathLine > InputBar { display: block; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.base = Path()
        """Where names without a folder are looked for."""
        self.names: PathNames = PathNames(id="path-names")
        self.bar: InputBar = InputBar(
            "import", self._typed, placeholder="a file, several, a folder or *.docx", id="path-bar"
        )
        self._folder: tuple[str, list[str]] = ("", [])
        self._start = 0
        self._fragment = ""
        """What is being typed, and where in the line it begins."""

    @property
    def input(self) -> TypeAhead:
        """The line itself."""
        return self.bar.input

    def compose(self) -> ComposeResult:
        """What there is, and the line."""
        yield self.names
        yield self.bar

    def open(self) -> None:
        """Show the line and what is in the folder that was used last."""
        self.base = import_folder.recall()
        self._folder = ("", [])
        self.display = True
        self.bar.ask(f"import from {_shortened(self.base)}")
        self.bar.open()
        self._typed("")

    def close(self) -> None:
        """Hide the line."""
        self.display = False

    # --- paths ------------------------------------------------------------------------------------------------

    def paths(self) -> list[Path]:
        """The paths that were typed; one with bare spaces in it is one path where it exists."""
        typed = self.input.value.strip()
        whole = self._resolve(typed)
        if _exists(whole):
            return [whole]
        return [self._resolve(text) for _, text in tokens(typed) if text]

    def _resolve(self, text: str) -> Path:
        try:
            path = Path(text).expanduser()
        except RuntimeError:
            path = Path(text)
        if path.is_absolute():
            return path
        return path if _exists(path) and not _exists(self.base / path) else self.base / path

    # --- completing -------------------------------------------------------------------------------------------

    def step(self, rows: int) -> None:
        """Move in the names."""
        self.names.step(rows)

    @property
    def chosen(self) -> bool:
        """Whether a name is highlighted."""
        return self.names.current is not None

    def complete(self) -> None:
        """Put the highlighted name into the line; without one, what all names begin with, else the first."""
        keys = [str(item.key) for item in self.names.items]
        if not keys:
            return
        typed = split_name(self._fragment)[1]
        current = self.names.current
        shared = "" if current is not None or len(keys) == 1 else common(keys, typed)
        name = shared or (keys[0] if current is None else str(current.key))
        whole = name in keys and not name.endswith("/")
        line = self.input
        path = split_name(self._fragment)[0] + name
        text, cursor = completed(line.value, self._start, line.cursor_position, path, whole)
        line.value = text
        line.cursor_position = cursor
        self._typed(text)

    def _typed(self, text: str) -> None:
        if not self.display:
            return
        cursor = self.input.cursor_position if self.input.cursor_position <= len(text) else len(text)
        before = text[:cursor]
        found = tokens(before)
        begins = len(tokens(f"{before}x")) > len(found)
        start, fragment = (cursor, "") if begins else found[-1]
        names = self._fitting(fragment)
        whole = before.lstrip()
        if not names and len(found) > 1 and not whole.startswith(("'", '"')):
            names = self._fitting(whole)
            if names:
                start, fragment = len(before) - len(whole), whole
        self._start, self._fragment = start, fragment
        items = [Item(partial(self._row, name), name) for name in names]
        self.names.set_items(items, -1)
        self.names.display = bool(items)

    def _row(self, name: str) -> tuple[Text]:
        row = Text(plain(name), no_wrap=True, overflow="ellipsis", end="")
        if name.endswith("/"):
            row.stylize(Style(bold=True))
        return (row,)

    def _fitting(self, fragment: str) -> list[str]:
        """Names in the folder that is being typed in: folders first, each with a slash, then transcripts."""
        head, typed = split_name(fragment)
        wanted = fold(typed)
        return [
            name
            for name in self._listed(self._resolve(head) if head else self.base)
            if fold(name).startswith(wanted) and (typed.startswith(".") or not name.startswith("."))
        ]

    def _listed(self, folder: Path) -> list[str]:
        """Folders and transcripts of a folder, read once as long as it stays the same."""
        if self._folder[0] != str(folder):
            self._folder = (str(folder), _entries(folder))
        return self._folder[1]

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click takes a name."""
        message.stop()
        self.complete()


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _entries(folder: Path) -> list[str]:
    from qualcode.transcripts.finding import file_order, is_archive, is_transcript

    folders, files = [], []
    try:
        with os.scandir(folder) as entries:
            for _, entry in zip(range(MOST), entries, strict=False):
                try:
                    if not _can_be_typed(entry.name):
                        continue
                    if entry.is_dir():
                        folders.append(f"{entry.name}/")
                    elif is_transcript(entry.name) or is_archive(entry.name):
                        files.append(entry.name)
                except OSError:
                    continue
    except (OSError, ValueError):
        return []
    return [*sorted(folders, key=file_order), *sorted(files, key=file_order)]


def _can_be_typed(name: str) -> bool:
    """Whether a name can stand in a line: no control characters and no bytes that are no text."""
    return visible(name) == name == readable(name) and not {"\n", "\t"} & set(name)


def _shortened(folder: Path, most: int = 28) -> str:
    """A folder as a person reads it, its end where it is long."""
    text = plain(readable(str(folder)))
    home = plain(readable(str(Path.home())))
    if text == home or text.startswith(home + os.sep):
        text = "~" + text[len(home) :]
    return text if len(text) <= most else f"…{text[-most + 1 :]}"
