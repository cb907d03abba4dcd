"""The documents of the study, the one that is open marked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from rich.style import Style
from rich.text import Text

from qualcode.model.documents import Document
from qualcode.tui.geometry.cells import cell_width
from qualcode.tui.widgets.row_list import Item, RowList, plain

__all__ = ["DocumentList"]


class DocumentList(RowList):
    """One row a document: name, and case where it differs."""

    empty_line = " none yet: Ctrl+O imports"

    def show(self, documents: Sequence[Document], open_id: int | None) -> None:
        """Show the documents in the order of the study."""
        items = [
            Item(partial(self._row, document, document.id == open_id), document.id) for document in documents
        ]
        place = next((i for i, document in enumerate(documents) if document.id == open_id), None)
        self.set_items(items, place)

    def _row(self, document: Document, is_open: bool) -> tuple[Text]:
        row = Text("▸ " if is_open else "  ", no_wrap=True, end="")
        row.append(plain(document.name), Style(bold=is_open))
        case = f"  {plain(document.case)}" if document.case != document.name else ""
        words = f"  {document.words:,}".replace(",", " ") + " words"
        room = self.scrollable_content_region.width
        if row.cell_len + cell_width(case + words) > room:
            words = ""
        row.truncate(max(8, room - cell_width(case)), overflow="ellipsis")
        row.append(case + words, self.palette.quiet())
        return (row,)

    def on_resize(self) -> None:
        """Paint for the new width; the base keeps the highlight in view."""
        self._painted.clear()
        self.refresh()
