"""The screen of documents and cases: attributes typed in the table, and how much of each document is coded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text

from qualcode.errors import InputError
from qualcode.formats.tables.record import Cell
from qualcode.model.changes import Announcement
from qualcode.model.coverage import Coverage
from qualcode.model.documents import Document
from qualcode.text.counting import counted, whole_percent
from qualcode.text.names import name_key
from qualcode.tui.actions import Context
from qualcode.tui.screens.board import Board
from qualcode.tui.widgets.case_rows import FIXED, CaseLine, case_cells, case_columns
from qualcode.tui.widgets.case_text import case_text
from qualcode.tui.widgets.grid import Column, GridRow

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["CasesScreen"]

COUNTED = {"codings", "quotations", "coders", "documents", "texts", "turns", "speakers", "settings", "codes"}
"""Tables on which the share that is coded rests."""


class CasesScreen(Board):
    """A row per document under its case; what is done to them is done by the commands of the group."""

    heading = "Documents and cases"
    by_cell = True
    empty = "there is no case yet: n adds one, an import brings its own"
    opens = "cases.take"
    file_name = "cases"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.grid.first = 0
        self.marked: set[int] = set()
        """Ids of the cases that are changed together."""
        self.attributes: tuple[str, ...] = ()
        """The columns behind the fixed ones."""
        self.lines: dict[str, CaseLine] = {}
        """The rows by their keys."""
        self.coder: str | None = workspace.coder if workspace.coder in self.study.coders.list() else None
        """Whose codings are counted; None: the primary coder's."""
        self._coverage: Coverage | None = None

    @property
    def place(self) -> Context:
        """In the table."""
        return "cases"

    def begin(self) -> None:
        """Start at the document that is being read."""
        super().begin()
        if self.workspace.passage is not None:
            self.grid.go_to(f"document {self.workspace.passage.document_id}")

    # --- following the study -----------------------------------------------------------------------------------

    def _changed(self, announcement: Announcement) -> None:
        if announcement.tables & COUNTED:
            self._coverage = None
        super()._changed(announcement)

    def _poll(self) -> None:
        if self.study.revision != self.seen:
            self._coverage = None
        super()._poll()

    @property
    def coverage(self) -> Coverage:
        """How much is coded; counted again when what it rests on has changed."""
        if self._coverage is None:
            from qualcode.workflows.covering import coverage_of

            if self.coder not in (None, "all", *self.study.coders.list()):
                self.coder = None
            self._coverage = coverage_of(self.study, self.coder)
        return self._coverage

    def count_for(self, coder: str | None) -> None:
        """Count the codings of another coder."""
        self.coder, self._coverage = coder, None
        self.read_again()

    def read(self) -> None:
        """Show the rows; the highlight stays on its row and its attribute."""
        at = self.attribute
        super().read()
        if at is not None and at in self.attributes:
            self.to_column(at)

    def table(self) -> tuple[Sequence[Column], Sequence[GridRow]]:
        """Cases by label, the documents of a case in the order of import."""
        cases = self.study.cases.list()
        self.marked &= {case.id for case in cases}
        documents: dict[int, list[Document]] = {}
        for document in self.study.documents.list():
            documents.setdefault(document.case_id, []).append(document)
        covered = {row.document.id: row.covered for row in self.coverage.documents}
        turns = self.study.documents.turn_counts()
        self.attributes = self.study.cases.attribute_names()
        lines = [
            CaseLine(
                case,
                document,
                None if document is None else covered.get(document.id),
                0 if document is None else turns.get(document.id, 0),
                first=number == 0,
            )
            for case in cases
            for number, document in enumerate(documents.get(case.id) or [None])
        ]
        self.lines = {line.key: line for line in lines}
        self._show_title()
        rows = [GridRow(line.key, partial(self._cells, line), line.words) for line in lines]
        return case_columns(lines, self.attributes), rows

    def _cells(self, line: CaseLine) -> list[Text | str]:
        return case_cells(line, self.attributes, self.marked, self.grid.palette)

    def _show_title(self) -> None:
        found = self.coverage
        parts = [
            f"{whole_percent(found.total.share)} coded by {found.coder if found.coder != 'all' else 'all coders'}",
            counted(len({line.case.id for line in self.lines.values()}), "case"),
        ]
        if self.marked:
            parts.append(f"{len(self.marked)} marked")
        self.show_title(" · ".join(parts))

    def describe(self) -> Text:
        """The document with its case, its speakers and where it came from."""
        line = self.line
        speakers = () if line.document is None else self.study.documents.speakers(line.document)
        mine = [other for other in self.lines.values() if other.case.id == line.case.id]
        whole = next((row.covered for row in self.coverage.cases if row.case.id == line.case.id), None)
        return case_text(line, whole, len(mine), speakers, self.attribute, self.grid.palette)

    def export_table(self) -> tuple[Sequence[str], Sequence[Sequence[Cell]]]:
        """The table with figures as numbers and the share from 0 to 1."""
        header = [*FIXED, *self.attributes]
        return header, [line.plain_cells(self.attributes) for line in self.lines.values()]

    # --- where the keyboard is -----------------------------------------------------------------------------------

    @property
    def line(self) -> CaseLine:
        """The highlighted row; raises :class:`~qualcode.errors.InputError` where there is none."""
        return self.lines[str(self.here().key)]

    @property
    def document(self) -> Document:
        """The document of the row; raises :class:`~qualcode.errors.InputError` for a case without one."""
        line = self.line
        if line.document is None:
            raise InputError(
                f"The case {line.case.label} has no document yet; import its transcript, or put one under it with m."
            )
        return line.document

    @property
    def column(self) -> str:
        """The fixed column of the highlighted cell, or ``attribute``."""
        return FIXED[self.grid.column] if self.grid.column < len(FIXED) else "attribute"

    @property
    def attribute(self) -> str | None:
        """The attribute of the highlighted cell."""
        number = self.grid.column - len(FIXED)
        return self.attributes[number] if 0 <= number < len(self.attributes) else None

    def to_column(self, attribute: str) -> None:
        """Highlight the column of an attribute."""
        keys = [name_key(name) for name in self.attributes]
        if name_key(attribute) in keys:
            self.grid.step_column(len(FIXED) + keys.index(name_key(attribute)) - self.grid.column)

    def chosen(self) -> tuple[str, ...]:
        """Labels of the marked cases, else of that of the row."""
        marked = dict.fromkeys(line.case.label for line in self.lines.values() if line.case.id in self.marked)
        return tuple(marked) or (self.line.case.label,)

    def values(self, attribute: str) -> Counter[str]:
        """How many cases have each value of an attribute, the value of the row's case first, then the most used."""
        key = name_key(attribute)
        cases = {line.case.id: line.case for line in self.lines.values()}.values()
        used = Counter(
            value for case in cases for name, value in case.attributes.items() if name_key(name) == key
        )
        own = next((v for name, v in self.line.case.attributes.items() if name_key(name) == key), None)
        return Counter(dict(sorted(used.items(), key=lambda item: (item[0] != own, -item[1], item[0]))))

    # --- marks -----------------------------------------------------------------------------------------------------

    def mark(self) -> None:
        """Mark the case of the row, or take its mark away, and go on."""
        self.marked ^= {self.line.case.id}
        self._show_marks()
        self.grid.step(1)

    def mark_all(self) -> None:
        """Mark all cases; where all are marked, none."""
        every = {line.case.id for line in self.lines.values()}
        self.marked = set() if self.marked == every else every
        self._show_marks()

    def _show_marks(self) -> None:
        self.grid.repaint(range(len(self.grid.items)))
        self._show_title()
