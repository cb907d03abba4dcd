"""The check of a finished chapter: its findings beside the passages of the interviews, word by word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from rich.style import Style
from rich.text import Text

from qualcode.errors import InputError
from qualcode.formats.tables.record import Cell
from qualcode.model.verification import FAULTS, KINDS, Finding, Passage, Verification
from qualcode.text.counting import counted
from qualcode.tui.actions import Context
from qualcode.tui.palette import palette_of
from qualcode.tui.screens.working_board import WorkingBoard
from qualcode.tui.typed import path_of
from qualcode.tui.widgets.grid import Column, GridRow
from qualcode.tui.widgets.memo_text import whole
from qualcode.tui.widgets.review_text import say_wording
from qualcode.tui.widgets.row_list import plain

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["VerifyingScreen"]

AROUND = 120
"""Characters shown before and behind a passage."""
KIND_NAMES = {
    "differs": "other words",
    "elsewhere": "wrong citation",
    "absent": "not said",
    "gone": "no such citation",
    "code": "former code",
    "count": "wrong count",
    "shortened": "with marks",
    "verbatim": "verbatim",
    "own": "study's own",
    "literature": "literature",
    "unchecked": "not checked",
}
"""Kinds of finding in a column."""
_KEPT: WeakKeyDictionary[Any, _Checked] = WeakKeyDictionary()
"""The last check, by workspace, so that it is there when the screen is opened again."""


@dataclass(slots=True)
class _Checked:
    """A check and how it is looked at."""

    path: Path
    found: Verification
    revision: int
    """Of the study when it was checked."""
    only: tuple[str, ...] = FAULTS
    """Kinds that are listed."""
    row: int | str | None = None
    """The row that was left."""


class VerifyingScreen(WorkingBoard):
    """The findings of a check, those that ask for a look first."""

    heading = "Check of a chapter"
    empty = " no chapter was checked yet; i asks for its file"
    opens = "verify.show"
    file_name = "check"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.checked = _KEPT.get(workspace)
        self.listed: dict[int, Finding] = {}
        """The findings that are listed, by the number of their row."""

    @property
    def place(self) -> Context:
        """In the table."""
        return "verifying"

    def begin(self) -> None:
        """Show the last check, or ask for a chapter."""
        super().begin()
        if self.checked is None:
            self.ask_chapter()
        elif self.checked.row is not None:
            self.grid.go_to(self.checked.row)
            self.show_detail()

    # --- what is shown ---------------------------------------------------------------------------------------

    def table(self) -> tuple[Sequence[Column], Sequence[GridRow]]:
        """A row a finding."""
        from qualcode.reports.verification import place_in_words
        from qualcode.reports.wording import Words

        checked = self.checked
        columns = (Column("Finding", 16), Column("Words", 24, grows=True), Column("Place", 26))
        if checked is None:
            self.listed = {}
            self.show_title()
            return columns, ()
        w = Words("en")
        self.listed = {n: each for n, each in enumerate(checked.found.findings) if each.kind in checked.only}
        faults = len(checked.found.faults)
        self.grid.empty_line = (
            f" nothing in {plain(checked.found.chapter)} contradicts the study"
            if not faults
            else " no finding of this kind"
        )
        right = (
            f"{checked.found.chapter}: {counted(faults, 'place')} to look at of {len(checked.found.findings)}"
        )
        if checked.revision != self.study.revision:
            right += "; the study changed since, r checks again"
        self.show_title(right)
        rows = [
            GridRow(
                n,
                lambda each=each: (  # type: ignore[misc]
                    KIND_NAMES[each.kind],
                    plain(each.printed or ", ".join(each.cited)),
                    plain(place_in_words(each.place, w)),
                ),
                f"{KIND_NAMES[each.kind]} {each.printed} {' '.join(each.cited)} {each.place.heading}",
            )
            for n, each in self.listed.items()
        ]
        return columns, rows

    def finding(self) -> Finding:
        """The highlighted finding; raises :class:`~qualcode.errors.InputError` where there is none."""
        return self.listed[int(self.here().key)]

    def describe(self) -> Text:
        """What was found, the words side by side, and the passage with what stands around it."""
        from qualcode.reports.verification import place_in_words, reason_in_words
        from qualcode.reports.wording import Words

        each, w = self.finding(), Words("en")
        quiet = palette_of(self.app).quiet()
        text = Text(f"{plain(reason_in_words(each, w))}\n", Style(bold=True))
        text.append(f"{plain(place_in_words(each.place, w))}\n", quiet)
        if each.printed:
            text.append("\nPrinted: ", quiet)
            text.append(f"{whole(each.printed)}\n")
        if each.changes:
            text.append("\nWord by word: ", quiet)
            said = "".join(change.text for change in each.changes if change.kind != "new")
            printed = "".join(change.text for change in each.changes if change.kind != "gone")
            say_wording(text, said, printed)
        if each.passage is not None:
            self._say_passage(text, each.passage, quiet)
        return text

    def _say_passage(self, text: Text, passage: Passage, quiet: Style) -> None:
        """Add the words of a passage with what stands around them."""
        cited = f"[{passage.case}:{passage.quotation}]" if passage.quotation is not None else passage.case
        turn = f", turn {passage.turn}" if passage.turn is not None else ""
        text.append(f"\n{plain(cited)}{turn}: ", quiet)
        document = next((d for d in self.study.documents.list() if d.name == passage.document), None)
        if (
            document is None
            or self.study.documents.text(document)[passage.start : passage.end] != passage.words
        ):
            text.append(f"{whole(passage.words)}\n")
            return
        said = self.study.documents.text(document)
        text.append("…" + whole(said[max(0, passage.start - AROUND) : passage.start]), quiet)
        text.append(whole(passage.words), Style(bold=True))
        text.append(whole(said[passage.end : passage.end + AROUND]) + "…\n", quiet)

    # --- what can be done ------------------------------------------------------------------------------------

    def ask_chapter(self) -> None:
        """Ask for the file of a chapter and check it."""

        def take(typed: str) -> None:
            if not typed.strip():
                raise InputError("Type the path of the chapter: a docx, odt, md or txt file.")
            path = path_of(typed)
            if not path.is_file():
                raise InputError(f"There is no file {path}.")
            self.to_content()
            self._check(path)

        self.ask_line("check the chapter", str(self.checked.path) if self.checked is not None else "", take)

    def check_again(self) -> None:
        """Check the same file once more."""
        if self.checked is None:
            raise InputError("No chapter was checked yet; i asks for its file.")
        self._check(self.checked.path)

    def _check(self, path: Path) -> None:
        opened = self.elsewhere()

        def work() -> Callable[[], str]:
            from qualcode.workflows.verifying import verify_chapter

            with opened() as study:
                found = verify_chapter(study, path)
            return lambda: self._show(path, found)

        self.work(f"Checking {path.name}", work)

    def _show(self, path: Path, found: Verification) -> str:
        """Show a check; gives what to say of it."""
        only = self.checked.only if self.checked is not None and self.checked.path == path else FAULTS
        self.checked = _KEPT[self.workspace] = _Checked(path, found, self.study.revision, only)
        self.read_again()
        quotations = len(found.of("differs", "elsewhere", "absent", "shortened", "verbatim"))
        said = f"checked {counted(quotations, 'quotation')}; {counted(len(found.faults), 'place')} to look at"
        if found.accepted:
            said += f"; tracked changes ({found.accepted}) were read as accepted"
        return said

    def ask_filter(self) -> None:
        """Ask which findings are listed."""
        if self.checked is None:
            raise InputError("No chapter was checked yet; i asks for its file.")
        checked, counts = self.checked, self.checked.found.counts
        kinds = [kind for kind in KINDS if counts[kind]]
        names = ["what asks for a look", "everything", *(KIND_NAMES[kind] for kind in kinds)]
        numbers = [len(checked.found.faults), len(checked.found.findings), *(counts[kind] for kind in kinds)]

        def take(index: int | None, name: str) -> None:
            chosen: tuple[tuple[str, ...], ...] = (FAULTS, KINDS, *((kind,) for kind in kinds))
            checked.only = chosen[index or 0]
            self.read_again()

        self.ask_name("Which findings", names, [counted(number, "finding") for number in numbers], take)

    def show_passage(self) -> None:
        """Go to the words in the transcript."""
        passage = self.finding().passage
        if passage is None:
            raise InputError("The study holds no words for this finding.")
        document = self.study.documents.get(passage.document)
        if self.study.documents.text(document)[passage.start : passage.end] != passage.words:
            raise InputError("The text was corrected since the check; press r to check again.")
        workspace = self.to_transcript()
        workspace.open_document(document.id, passage.start)
        workspace.go("text")
        workspace.pane.select_span(passage.start, passage.end)
        workspace.say("p leads back to the check")

    def write(self) -> None:
        """Ask where to write the whole check."""
        if self.checked is None:
            raise InputError("No chapter was checked yet; i asks for its file.")
        found, opened = self.checked.found, self.elsewhere()

        def write(path: Path) -> str:
            def work() -> Callable[[], str]:
                from qualcode.workflows.verifying import write_verification

                with opened() as study:
                    files = write_verification(study, found, path, overwrite=True)
                return lambda: f"wrote {files[0]}"

            self.work(f"Writing {path.name}", work)
            return ""

        self.ask_path("check.docx", write)

    def export_table(self) -> tuple[Sequence[str], Sequence[Sequence[Cell]]]:
        """The findings that are listed, with all that is said of them."""
        from qualcode.workflows.verifying import findings_table

        if self.checked is None:
            return (), ()
        table = findings_table(self.study, self.checked.found)
        return table.columns, [row for n, row in enumerate(table.rows) if n in self.listed]

    def keep(self) -> None:
        """Remember which finding is highlighted."""
        if self.checked is not None and self.grid.row is not None:
            self.checked.row = self.grid.row.key
