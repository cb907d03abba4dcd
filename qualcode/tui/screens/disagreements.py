"""What coders differ on: each row with its passage, who coded it, and the decision on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal
from weakref import WeakKeyDictionary

from rich.style import Style
from rich.text import Text

from qualcode.errors import QualcodeError
from qualcode.model.agreement import Disagreement, Outcome, Worklist
from qualcode.model.changes import Announcement
from qualcode.tui.actions import Context
from qualcode.tui.palette import palette_of
from qualcode.tui.screens.board import Board
from qualcode.tui.widgets.grid import Column, GridRow
from qualcode.tui.widgets.row_list import plain

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["DisagreementsScreen"]

COLUMNS = (
    Column("case", 8),
    Column("turn", 4, right=True),
    Column("code", 22),
    Column("coded", 12),
    Column("not coded", 12),
    Column("decided", 11),
    Column("words", 12, grows=True),
)
UNITS: tuple[Literal["segments", "turn", "sentence"], ...] = ("segments", "turn", "sentence")
SHOWS: tuple[Literal["all", "open", "settled"], ...] = ("all", "open", "settled")
ORDERS: tuple[Literal["document", "code"], ...] = ("document", "code")
AROUND = 160
"""Characters of the text that are shown before and behind a passage at most; no word is cut."""


def decided(item: Disagreement) -> str:
    """The decision; with ≠ where another unit says otherwise, in brackets where only another unit has one."""
    if item.outcome != "open":
        return f"{item.outcome} ≠" if item.contradicted else item.outcome
    return f"({item.elsewhere[-1].outcome})" if item.elsewhere else ""


@dataclass(slots=True)
class _Kept:
    """What is chosen, and what was compared; stays while the study is open."""

    unit: Literal["segments", "turn", "sentence"] = "segments"
    show: Literal["all", "open", "settled"] = "all"
    order: Literal["document", "code"] = "document"
    apply: bool = False
    row: str = ""
    """Id of the row that was highlighted."""


_KEPT: WeakKeyDictionary[Workspace, _Kept] = WeakKeyDictionary()


class DisagreementsScreen(Board):
    """Lists disagreements; decisions are recorded, and coded for the consensus coder where that is turned on."""

    heading = "Disagreements"
    opens = "disagreements.look"
    file_name = "disagreements"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.kept = _KEPT.setdefault(workspace, _Kept())
        self._compared: Worklist | None = None
        self._settling = False
        self.list: Worklist | None = None
        self._decided: Disagreement | None = None
        """What was decided last, until the highlight is moved: a note belongs to it."""
        self._after = ""
        """Id of the row that was highlighted by deciding."""

    @property
    def place(self) -> Context:
        """In the table."""
        return "disagreements"

    # --- content -------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Show the list, on the row where it was left."""
        super().begin()
        at = next((i for i, row in enumerate(self.grid.rows) if row.key == self.kept.row), None)
        if at is not None:
            self.grid.highlight(at)

    def keep(self) -> None:
        """Remember the row."""
        self.kept.row = str(self.grid.row.key) if self.grid.row is not None else ""

    def _changed(self, announcement: Announcement) -> None:
        if not self._settling:
            self._compared = self._decided = None
        super()._changed(announcement)

    def _poll(self) -> None:
        if self.study.revision != self.seen:
            self._compared = None
        super()._poll()

    def table(self) -> tuple[Sequence[Column], Sequence[GridRow]]:
        """A row a disagreement."""
        from qualcode.workflows.agreeing import WHY, as_decided, worklist_of

        kept = self.kept
        try:
            if self._compared is None:
                self._compared = worklist_of(self.study, unit=kept.unit, order=kept.order)
            found = self.list = as_decided(self.study, self._compared, kept.show)
        except QualcodeError as error:
            self._instead(str(error))
            return COLUMNS, ()
        if found.why:
            self._instead(WHY[found.why])
            return COLUMNS, ()
        self.grid.empty_line = (
            " nothing of that kind; s shows others"
            if found.settled.found
            else " the coders differ on nothing that both have coded"
        )
        words = [f"{found.settled.settled} of {found.settled.found} settled"]
        words += [f"{kept.show} shown"] if kept.show != "all" else []
        words += [f"{kept.unit}s"] if kept.unit != "segments" else []
        words += [f"without {', '.join(found.blind)} (blind)"] if found.blind else []
        words += [f"coded for {self.study.adjudications.consensus_coder}"] if kept.apply else []
        self.show_title(" · ".join(words))
        return COLUMNS, [
            GridRow(
                item.id,
                lambda item=item: (  # type: ignore[misc]
                    plain(item.case),
                    "" if item.turn is None else str(item.turn),
                    plain(item.code),
                    plain(", ".join(item.coded)),
                    plain(", ".join(item.not_coded)) or "boundaries",
                    decided(item),
                    plain(" ".join(item.text.split())),
                ),
                plain(f"{item.case} {item.code} {' '.join(item.coded)} {item.text}"),
            )
            for item in found.items
        ]

    def _instead(self, sentence: str) -> None:
        self.list = None
        self.grid.empty_line = f" {plain(sentence)}"
        self.detail_text.update(Text(plain(sentence)))
        self.show_title()

    @property
    def item(self) -> Disagreement:
        """The disagreement of the highlighted row; raises :class:`~qualcode.errors.InputError` where there is none."""
        key = self.here().key
        assert self.list is not None
        return next(item for item in self.list.items if item.id == key)

    def describe(self) -> Text:
        """Who coded it and who did not, the passage with some text around it, each coder's boundaries, and the decision."""
        from qualcode.workflows.agreeing import elsewhere_sentence

        item, quiet = self.item, palette_of(self.app).quiet()
        if item.id != self._after:
            self._decided = None
        whole = self.study.documents.text(item.document_id)
        text = Text(f"{plain(item.code)}\n", Style(bold=True))
        text.append(f"coded: {plain(', '.join(item.coded))}")
        text.append(
            f"; not coded: {plain(', '.join(item.not_coded))}" if item.not_coded else "; other boundaries"
        )
        if item.outcome != "open":
            text.append(f"; decided: {item.outcome}, by {plain(item.by)}", Style(bold=True))
        text.append(f"\n{plain(item.note)}" if item.note else "")
        if item.elsewhere:
            text.append(f"\n{elsewhere_sentence(item)}", Style(bold=bool(item.contradicted)))
        text.append(f"\n\n{plain(before(whole, item.start))}", quiet)
        text.append(plain(item.text), Style(underline=True))
        text.append(f"{plain(behind(whole, item.end))}\n", quiet)
        if item.kind == "boundaries":
            for who, start, end in item.spans:
                text.append(f"\n{plain(who)}: ", Style(bold=True))
                text.append(f"“{plain(' '.join(whole[start:end].split()))}”")
        text.append(f"\n{item.id} of {plain(item.document)}", quiet)
        return text

    # --- what can be done ------------------------------------------------------------------------------------

    def look(self) -> None:
        """Go to the passage in the transcript."""
        item = self.item
        self.to_transcript().open_document(item.document_id, item.start)

    def settle(self, outcome: Outcome) -> None:
        """Decide on the highlighted row and go on to the next one."""
        item = self.item
        assert self.list is not None
        ids = [each.id for each in self.list.items]
        following = ids[ids.index(item.id) + 1 :]
        self._settling = True  # what coders differ on stays as it is
        try:
            self.study.adjudications.settle(item, outcome, apply=self.kept.apply)
        finally:
            self._settling = False
        rows = {str(row.key): i for i, row in enumerate(self.grid.rows)}
        self.grid.highlight(next((rows[i] for i in following if i in rows), len(rows) - 1))
        self._decided = replace(item, outcome=outcome)
        self._after = str(self.grid.row.key) if self.grid.row is not None else ""
        words = "open again" if outcome == "open" else outcome
        self.say(f"“{item.code}” in {item.case}: {words}; {self.list.settled.open} still open")

    def ask_note(self) -> None:
        """Ask for a note on what was just decided, else on the highlighted row."""
        item = self._decided or self.item

        def take(typed: str) -> None:
            self._settling = True
            try:
                self.study.adjudications.settle(item, item.outcome, note=typed)
            finally:
                self._settling = False
            if self._decided is item:
                self._decided = replace(item, note=typed)
            self.to_content()

        self.ask_line(f"note on “{item.code}” in {item.case}: {item.outcome}", item.note, take)

    def turn_applying(self) -> None:
        """Change between recording decisions and coding them as well."""
        self.kept.apply = not self.kept.apply
        coder = self.study.adjudications.consensus_coder
        self.read()
        self.say(
            f"decisions are also coded for {coder} from now on"
            if self.kept.apply
            else "decisions are recorded only"
        )

    def next_shown(self) -> None:
        """Show all, the open, the settled ones."""
        self.kept.show = SHOWS[(SHOWS.index(self.kept.show) + 1) % len(SHOWS)]
        self.read()

    def next_order(self) -> None:
        """Order by text or by code."""
        self.kept.order = ORDERS[(ORDERS.index(self.kept.order) + 1) % len(ORDERS)]
        self._compare_again()
        self.say("ordered by code" if self.kept.order == "code" else "in the order of the text")

    def next_unit(self) -> None:
        """List stretches, turns or sentences."""
        self.kept.unit = UNITS[(UNITS.index(self.kept.unit) + 1) % len(UNITS)]
        self._compare_again()
        self.say("stretches with their boundaries" if self.kept.unit == "segments" else f"{self.kept.unit}s")

    def _compare_again(self) -> None:
        self._compared = None
        self.read()

    def export_table(self) -> tuple[Sequence[str], Sequence[Sequence[str | int | float | None]]]:
        """All columns of ``qualcode disagreements``."""
        from qualcode.workflows.agreeing import worklist_table

        if self.list is None:
            return (), ()
        kept = self.kept
        settings = {"unit": kept.unit, "order": kept.order, "show": kept.show}
        table = worklist_table(self.study, self.list, settings)
        return table.columns, table.rows


def before(text: str, start: int) -> str:
    """The last words of the line before a passage."""
    line = text.rfind("\n", 0, start) + 1
    if start - line <= AROUND:
        return text[line:start]
    return "…" + text[start - AROUND : start].partition(" ")[2]


def behind(text: str, end: int) -> str:
    """The first words of the line behind a passage."""
    line = text.find("\n", end)
    line = len(text) if line < 0 else line
    if line - end <= AROUND:
        return text[end:line]
    return text[end : end + AROUND].rpartition(" ")[0] + "…"
