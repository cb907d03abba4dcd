"""The memo screen: all memos of the study in one table, and the whole text of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from rich.text import Text
from textual.app import ComposeResult

from qualcode.errors import QualcodeError
from qualcode.formats.tables.record import Cell
from qualcode.model.codings import MEMO_KINDS, MemoTarget, WrittenMemo
from qualcode.text.counting import counted
from qualcode.tui.actions import Context
from qualcode.tui.local_time import local
from qualcode.tui.palette import palette_of
from qualcode.tui.screens.board import Board
from qualcode.tui.widgets.grid import Column, GridRow
from qualcode.tui.widgets.memo_panel import MemoPanel
from qualcode.tui.widgets.memo_text import about, first_words, memo_text
from qualcode.tui.widgets.row_list import plain

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["MemoScreen"]

KINDS = (*MEMO_KINDS, "quotation")
"""The kinds of memo, and those that quotations themselves bear."""
KIND_WORDS = {
    "code": "what a code means, where it ends",
    "theoretical": "an idea, a link to theory",
    "methodological": "a decision on how to go on",
    "reflexive": "your own part in it",
    "narrative": "what happens, told in order",
    "quotation": "written with m at a passage",
}
COLUMNS = (
    Column("date", 10),
    Column("kind", 14),
    Column("on what", 18),
    Column("author", 8),
    Column("first words", 12, grows=True),
)


def key_of(memo: WrittenMemo) -> str:
    """What a row stands for."""
    return f"quotation {memo.target_id}" if memo.id is None else f"memo {memo.id}"


class MemoScreen(Board):
    """Lists, writes and removes memos; the rules are the study's."""

    heading = "Memos"
    empty = "no memo yet; a writes one"
    opens = "memos.edit"
    file_name = "memos"
    DEFAULT_CSS = """
    MemoScreen.-writing.-narrow #board-detail { display: none; }
    MemoScreen.-wide MemoPanel { height: 18; }
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.kind = ""
        """The only kind that is listed; empty: all."""
        self.memos: dict[str, WrittenMemo] = {}
        """Those listed, by the key of their row."""
        self.panel: MemoPanel = MemoPanel(id="memo-panel")
        self._store: Callable[[str], str] = lambda text: ""
        """Stores what was written; gives the key of its row."""

    def content(self) -> ComposeResult:
        """Table, detail, and the panel for writing."""
        yield from super().content()
        yield self.panel

    @property
    def place(self) -> Context:
        """In the table."""
        return "memos"

    @property
    def context(self) -> Context:
        """Where the keyboard is."""
        return "memo_text" if self.panel.opened else super().context

    def begin(self) -> None:
        """Highlight the memo that was highlighted when the screen was left."""
        super().begin()
        self.grid.go_to(self.workspace.left_rows.get("memos", ""))

    # --- showing -----------------------------------------------------------------------------------------

    def table(self) -> tuple[Sequence[Column], Sequence[GridRow]]:
        """A row for each memo, the newest first."""
        every = self.study.memos.everywhere()
        listed = [memo for memo in every if self.kind in ("", memo.kind)]
        self.memos = {key_of(memo): memo for memo in listed}
        only = f" · only {self.kind}, of {len(every)}" if self.kind else ""
        self.show_title(f"{counted(len(listed), 'memo')}{only}")
        self.grid.empty_line = f"no {self.kind} memo; f shows others" if self.kind else self.empty
        return COLUMNS, [self._row(key, memo) for key, memo in self.memos.items()]

    def _row(self, key: str, memo: WrittenMemo) -> GridRow:
        def cells() -> Sequence[Text | str]:
            when = local(memo.created)
            return (
                "" if when is None else f"{when:%Y-%m-%d}", memo.kind, about(memo), memo.author, first_words(memo),
            )  # fmt: skip

        words = f"{memo.kind} {about(memo)} {memo.author} {memo.text}"
        return GridRow(key, cells, plain(words))

    @property
    def memo(self) -> WrittenMemo:
        """The highlighted memo; raises :class:`~qualcode.errors.InputError` where there is none."""
        return self.memos[str(self.here().key)]

    def describe(self) -> Text:
        """The whole memo."""
        memo = self.memo
        passage = ""
        if memo.target == "quotation" and memo.target_id is not None:
            passage = self.study.quotations.get(memo.target_id).text
        return memo_text(memo, passage, palette_of(self.app))

    def export_table(self) -> tuple[Sequence[str], Sequence[Sequence[Cell]]]:
        """All memos that are listed, with their whole texts."""
        header = ("date", "kind", "about", "name", "author", "memo")
        return header, [
            (memo.created, memo.kind, memo.target, memo.target_name, memo.author, memo.text)
            for memo in self.memos.values()
        ]

    def filter(self) -> None:
        """Ask which kind is listed."""
        numbers = Counter(memo.kind for memo in self.study.memos.everywhere())
        kinds = [kind for kind in KINDS if numbers[kind]]

        def take(index: int | None, name: str) -> None:
            self.kind = "" if not index else kinds[index - 1]
            self.read_again()

        details = [counted(sum(numbers.values()), "memo"), *(counted(numbers[k], "memo") for k in kinds)]
        self.ask_name("List which memos?", ["all kinds", *kinds], details, take)

    # --- writing -----------------------------------------------------------------------------------------

    def add(self) -> None:
        """Ask what the memo is about, and of which kind it is; then write."""
        documents = self.study.documents.list()
        codes = self.study.codebook.tree()
        targets: list[tuple[MemoTarget, str | None, str, str]] = [
            ("study", None, "the study", self.study.title),
            ("quotation", None, "a quotation", "by its number, such as 12 or R07:12"),
            *(("document", d.name, d.name, f"document, {d.case}") for d in documents),
            *(("code", c.name, c.name, c.kind) for c in codes),
        ]

        def take(index: int | None, name: str) -> None:
            target, key, shown, _ = targets[index or 0]
            if target == "quotation":
                self.ask_line("quotation", "", with_number)
            else:
                self._ask_kind(target, key, shown)

        def with_number(typed: str) -> None:
            number = self.study.quotations.number(typed)
            self.study.quotations.get(number)
            self.to_content()
            self._ask_kind("quotation", str(number), f"quotation {number}")

        self.ask_name(
            "Write a memo on", [shown for _, _, shown, _ in targets], [d for _, _, _, d in targets], take
        )

    def _ask_kind(self, target: MemoTarget, name: str | None, shown: str) -> None:
        first: Literal["code", "theoretical"] = "code" if target == "code" else "theoretical"
        kinds = sorted(MEMO_KINDS, key=lambda kind: kind != first)

        def take(index: int | None, _: str) -> None:
            kind = kinds[index or 0]

            def store(text: str) -> str:
                made = self.study.memos.add(text, kind=kind, target=target, target_name=name)
                return f"memo {made.id}"

            self._write(f"New {kind} memo on {shown}", "", store)

        self.ask_name(f"Kind of the memo on {shown}", kinds, [KIND_WORDS[kind] for kind in kinds], take)

    def edit(self) -> None:
        """Write on in the highlighted memo."""
        memo = self.memo

        def store(text: str) -> str:
            if memo.id is None:
                self.study.quotations.set(memo.target_id or 0, memo=text)
            else:
                self.study.memos.edit(memo.id, text)
            return key_of(memo)

        self._write(f"Memo on {about(memo)}", memo.text, store)

    def _write(self, heading: str, text: str, store: Callable[[str], str]) -> None:
        self._store = store
        self.add_class("-writing")
        self.panel.open(heading, text)
        self.show_keys()

    def keep_text(self) -> None:
        """Store what was written as one change and close the panel; without anything new nothing is stored."""
        written = self.panel.written
        key = "" if written is None else self._store(written)
        self._close()
        if written is None:
            self.say("nothing was written; nothing is stored")
            return
        if self.kind and key not in self.memos:
            self.kind = ""
            self.read_again()
        self.grid.go_to(key)
        self.say("memo kept; u takes it back" if written else "memo taken away; u brings it back")

    def leave_text(self) -> None:
        """Close the panel; what was written is thrown away only at the second time."""
        written = self.panel.written
        if written and written != self.panel.warned:
            self.panel.warned = written
            self.say("Esc once more throws away what you wrote; F2 keeps it")
            return
        self._close()
        self.say("")

    def _close(self) -> None:
        self.panel.close()
        self.remove_class("-writing")
        self.to_content()

    def remove_memo(self) -> None:
        """Take the highlighted memo away, after a question."""
        memo = self.memo

        def yes() -> None:
            if memo.id is None:
                self.study.quotations.set(memo.target_id or 0, memo="")
            else:
                self.study.memos.remove(memo.id)
            self.say(f"memo on {about(memo)} removed; u brings it back")

        kind = "the memo" if memo.kind == "quotation" else f"the {memo.kind} memo"
        self.ask(f"Remove {kind} on {about(memo)}?", yes)

    # --- going there and leaving ---------------------------------------------------------------------------

    def show_place(self) -> None:
        """Go to what the memo is about."""
        memo = self.memo
        if memo.target == "code":
            from qualcode.tui.commands.screens import open_screen
            from qualcode.tui.screens.codebook import CodebookScreen

            book = CodebookScreen(self.workspace)
            open_screen(self.workspace, book)
            book.call_after_refresh(book.show, memo.target_id)
        elif memo.target == "study":
            self.say("this memo is on the study as a whole")
        elif memo.target_id is not None:
            found = self.study.quotations.get(memo.target_id) if memo.target == "quotation" else None
            workspace = self.to_transcript()
            if found is None:
                workspace.open_document(memo.target_id)
                workspace.go("text")
            else:
                workspace.open_document(found.document_id, found.start)
                workspace.go("text")
                workspace.pane.select_span(found.start, found.end)
            workspace.say(f"{about(memo)}; F8 leads back to the memos")

    def keep(self) -> None:
        """Keep what is being written, and which memo is highlighted."""
        if self.panel.written:
            self.keep_text()
        if self.grid.row is not None:
            self.workspace.left_rows["memos"] = self.grid.row.key

    def on_unmount(self) -> None:
        """Nothing that was written is lost when the program is left."""
        if self.panel.written:
            try:
                self._store(self.panel.written)
            except QualcodeError:
                return
