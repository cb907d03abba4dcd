"""The review screen: what reviewers said and changed as a worklist, beside the passage or definition that they speak of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from qualcode.errors import InputError, NotFoundError
from qualcode.formats.tables.record import Cell
from qualcode.model.codes import Code
from qualcode.model.reviews import Proposal, ProposalState
from qualcode.text.counting import counted
from qualcode.tui.actions import Context
from qualcode.tui.palette import palette_of
from qualcode.tui.screens.working_board import WorkingBoard
from qualcode.tui.typed import path_of
from qualcode.tui.widgets.grid import Column, GridRow
from qualcode.tui.widgets.review_text import FIELDS, proposal_words
from qualcode.tui.widgets.row_list import plain

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace
    from qualcode.workflows.reviewing import ImportedReview

__all__ = ["ReviewScreen"]

COLUMNS = (
    Column("no.", 4, right=True),
    Column("kind", 7),
    Column("on what", 16),
    Column("who", 10),
    Column("says", 16, grows=True),
)
STATES: tuple[ProposalState, ...] = ("open", "accepted", "declined")
"""In the order in which they are listed."""
AROUND = 300
"""Characters of the transcript shown on each side of a passage."""
EMPTY = "nothing from reviewers yet"
HOW = (
    "x writes the codebook or a coded transcript as a Word file. A reviewer comments and edits it in Word or LibreOffice, "
    "with or without tracked changes. i reads what came back: each comment and each edit becomes a proposal here. "
    "Nothing is applied before you accept it."
)
"""What is said where there is nothing yet."""


class ReviewScreen(WorkingBoard):
    """Lists proposals and decides on them; the rules are the study's."""

    heading = "Review"
    empty = EMPTY
    opens = "review.show"
    file_name = "review"
    DEFAULT_CSS = """
    ReviewScreen.-narrow #board-detail { height: 12; }
    ReviewScreen.-wide #board-detail { width: 50%; }
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.code = ""
        """The only code that is listed, with those below it; empty: all."""
        self.state: ProposalState | None = None
        """The only state that is listed; None: all."""
        self.author = ""
        """The only reviewer that is listed; empty: all."""
        self.proposals: dict[int, Proposal] = {}
        """Those listed, by id, the open ones first."""
        self._every: tuple[Proposal, ...] = ()

    @property
    def place(self) -> Context:
        """In the table."""
        return "review"

    def begin(self) -> None:
        """Highlight the proposal that was highlighted when the screen was left."""
        super().begin()
        self.grid.go_to(self.workspace.left_rows.get("review", ""))

    # --- showing -------------------------------------------------------------------------------------------------

    def table(self) -> tuple[Sequence[Column], Sequence[GridRow]]:
        """A row for each proposal under the heading of its state, the open ones first."""
        self._every = self.study.proposals.list()
        about: set[int] | None = None
        if self.code:
            try:
                about = {each.id for each in self.study.proposals.list(code=self.code)}
            except NotFoundError:
                self.code = ""
        listed = [
            each
            for each in self._every
            if self.state in (None, each.state)
            and self.author in ("", each.author)
            and (about is None or each.id in about)
        ]
        numbers = Counter(each.state for each in listed)
        self.proposals = {each.id: each for state in STATES for each in listed if each.state == state}
        chosen = [part for part in (self.state or "", self.author, self.code) if part]
        only = f" · only {', '.join(chosen)}" if chosen else ""
        self.show_title(f"{numbers['open']} open of {len(listed)}{only}")
        self.grid.empty_line = "no such proposal; f lists others" if chosen and self._every else EMPTY
        rows: list[GridRow] = []
        for state in STATES:
            if numbers[state]:
                rows.append(self._heading(state, numbers[state]))
                rows += [self._row(each) for each in self.proposals.values() if each.state == state]
        return COLUMNS, rows

    def _heading(self, state: str, number: int) -> GridRow:
        def cells() -> Sequence[Text | str]:
            return (Text(f"{state} ({number})", Style(bold=True)),)

        return GridRow(f"heading {state}", cells, heading=True)

    def _row(self, each: Proposal) -> GridRow:
        said = said_in_a_line(each)

        def cells() -> Sequence[Text | str]:
            kind = "edit ≠" if each.stale else each.kind
            return (str(each.id), kind, each.target or "no place", each.author, said)

        return GridRow(each.id, cells, plain(f"{each.id} {each.target} {each.author} {said} {each.answer}"))

    @property
    def proposal(self) -> Proposal:
        """The highlighted proposal; raises :class:`~qualcode.errors.InputError` where there is none."""
        if self.grid.row is None:
            raise InputError(
                "There is no proposal to decide on; i reads a file that came back from a reviewer."
            )
        return self.proposals[int(self.grid.row.key)]

    def show_detail(self) -> None:
        """Show the highlighted proposal, or how to come by one."""
        super().show_detail()
        if not self._every:
            self.detail_text.update(Text(HOW))

    def describe(self) -> Text:
        """The highlighted proposal in full, with what it speaks of."""
        each = self.proposal
        thread = [
            other
            for other in self._every
            if each.thread and other.thread == each.thread and other.id != each.id and other.file == each.file
        ]
        around, definition = ("", "", ""), ""
        if each.document_id is not None and each.span is not None:
            text = self.study.documents.text(each.document_id)
            start, end = each.span
            before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
            around = (
                "…" + before.partition(" ")[2] if start > AROUND else before,
                text[start:end],
                after.rpartition(" ")[0] + "…" if end + AROUND < len(text) else after,
            )
        elif each.code_id is not None:
            definition = definition_of(self.study.codebook.by_id(each.code_id))
        current = self.study.proposals.current(each)
        return proposal_words(each, current, thread, around, definition, palette_of(self.app))

    def export_table(self) -> tuple[Sequence[str], Sequence[Sequence[Cell]]]:
        """All proposals that are listed, in full."""
        header = (
            "number", "state", "kind", "on what", "field", "old", "new", "comment", "who", "when", "answer", "decided by", "decided", "file",
        )  # fmt: skip
        return header, [
            (
                p.id, p.state, p.kind, p.target, p.field, p.old, p.new, p.said, p.author, p.at, p.answer, p.decided_by, p.decided, p.file,
            )
            for p in self.proposals.values()
        ]  # fmt: skip

    def filter(self) -> None:
        """Ask for a state, a reviewer, or a code; all are listed again by the first row."""
        every = self._every
        states = Counter(each.state for each in every)
        authors = Counter(each.author for each in every if each.author)
        codes = Counter(each.code_id for each in every if each.code_id is not None)
        names = {code.id: code.name for code in self.study.codebook.tree()}

        def all_again() -> None:
            self.state, self.author, self.code = None, "", ""

        def only(name: str, value: str) -> Callable[[], None]:
            return lambda: setattr(self, name, value)

        choices: list[tuple[str, str, Callable[[], None]]] = [
            ("all proposals", counted(len(every), "proposal"), all_again),
            *((s, counted(states[s], "proposal"), only("state", s)) for s in STATES if states[s]),
            *((f"by {who}", counted(n, "proposal"), only("author", who)) for who, n in authors.items()),
            *(
                (f"on {names[i]}", counted(n, "proposal"), only("code", names[i]))
                for i, n in codes.items()
                if i in names
            ),
        ]

        def take(index: int | None, name: str) -> None:
            choices[index or 0][2]()
            self.read_again()

        self.ask_name("List which proposals?", [c[0] for c in choices], [c[1] for c in choices], take)

    # --- deciding ------------------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Accept the highlighted proposal; an edit of a text that changed meanwhile after a question."""
        each = self.proposal
        if each.kind == "edit" and each.stale:
            self.ask(
                f"The {FIELDS[each.field].lower()} changed since the reviewer saw it. Accept all the same?",
                lambda: self._accepted(each, anyway=True),
            )
            return
        self._accepted(each)

    def _accepted(self, each: Proposal, *, anyway: bool = False, as_memo: bool = False) -> None:
        following = self._following()
        self.study.proposals.accept([each.id], anyway=anyway, as_memo=as_memo)
        self._go_on(following)
        done = "kept as a memo" if as_memo else "put in its place" if each.kind == "edit" else "settled"
        self.say(f"{each.kind} {each.id} accepted and {done}; u takes it back")

    def decline(self) -> None:
        """Ask for the reason and decline the highlighted proposal."""
        each = self.proposal

        def take(reason: str) -> None:
            following = self._following()
            self.study.proposals.decline([each.id], reason)
            self.to_content()
            self._go_on(following)
            self.say(f"{each.kind} {each.id} declined; u takes it back")

        self.ask_line("declined, because", each.answer, take)

    def answer_it(self) -> None:
        """Ask for an answer and keep it."""
        each = self.proposal

        def take(words: str) -> None:
            self.study.proposals.answer(each.id, words)
            self.to_content()
            self.say(f"answered {each.kind} {each.id}; it stays {each.state}")

        self.ask_line("answer", each.answer, take)

    def keep_as_memo(self) -> None:
        """Accept the highlighted comment and keep it as a memo."""
        each = self.proposal
        if each.kind == "edit":
            raise InputError("This is an edit, not a comment; a accepts it, d declines it.")
        self._accepted(each, as_memo=True)

    def _following(self) -> int | None:
        """The open proposal behind the highlighted one, else the one before it."""
        ids = [i for i, each in self.proposals.items() if each.state == "open"]
        here = self.proposal.id
        if here not in ids:
            return None
        at = ids.index(here)
        rest = ids[at + 1 :] or ids[:at][-1:]
        return rest[0] if rest else None

    def _go_on(self, following: int | None) -> None:
        """Highlight the next open proposal."""
        if following is not None:
            self.grid.go_to(following)
            self.show_detail()

    # --- files ---------------------------------------------------------------------------------------------------

    def read_file(self) -> None:
        """Ask for a Word file that came back and read it."""

        def take(typed: str) -> None:
            if not typed.strip():
                raise InputError("Type the path of the Word file that came back.")
            path, opened = path_of(typed), self.elsewhere()
            self.to_content()

            def work() -> Callable[[], str]:
                from qualcode.workflows.reviewing import import_review

                with opened() as study:
                    found = import_review(study, path)
                return lambda: self._was_read(found)

            self.work(f"Reading {path.name}", work)

        self.ask_line("read the file", "", take)

    def _was_read(self, found: ImportedReview) -> str:
        """Highlight what came first in a file; gives what to say of it."""
        if found.proposals:
            self.grid.go_to(found.proposals[0])
            self.show_detail()
        parts = [f"read {counted(found.comments, 'comment')} and {counted(found.edits, 'edit')}"]
        if found.known:
            parts.append(f"{found.known} known already")
        if found.unmatched:
            parts.append(f"{found.unmatched} without a place")
        return ". ".join(["; ".join(parts), *found.notes])

    def write_file(self) -> None:
        """Ask what to write for a reviewer, and where."""
        documents = self.study.documents.list()
        names = ["the codebook", *(document.name for document in documents)]
        details = [
            counted(sum(c.kind == "code" for c in self.study.codebook.tree()), "code"),
            *(f"transcript of {document.case} with its codes" for document in documents),
        ]

        def take(index: int | None, name: str) -> None:
            document = documents[index - 1].name if index else None

            def write(path: Path) -> str:
                opened = self.elsewhere()

                def work() -> Callable[[], str]:
                    from qualcode.workflows.reviewing import export_review

                    with opened() as study:
                        export_review(study, path, document=document)
                    return lambda: f"wrote {path}; i reads it when it comes back"

                self.work(f"Writing {path.name}", work)
                return ""

            ending = f"review-{document}.docx" if document else "review-codebook.docx"
            self.ask_path(safe_ending(ending), write)

        self.ask_name("Write a Word file for a reviewer with", names, details, take)

    # --- going there and leaving ---------------------------------------------------------------------------------

    def show_place(self) -> None:
        """Go to what the highlighted proposal speaks of."""
        each = self.proposal
        if each.document_id is not None and (each.span is not None or each.code_id is None):
            workspace = self.to_transcript()
            workspace.open_document(each.document_id, each.span[0] if each.span else None)
            workspace.go("text")
            if each.span is not None:
                workspace.pane.select_span(*each.span)
            workspace.say("I leads back to the review")
        elif each.code_id is not None:
            from qualcode.tui.commands.screens import open_screen
            from qualcode.tui.screens.codebook import CodebookScreen

            book = CodebookScreen(self.workspace)
            open_screen(self.workspace, book)
            book.call_after_refresh(book.show, each.code_id)
        else:
            raise InputError("This proposal has no place in the study; its words are shown beside it.")

    def keep(self) -> None:
        """Remember which proposal is highlighted."""
        if self.grid.row is not None:
            self.workspace.left_rows["review"] = self.grid.row.key


def said_in_a_line(each: Proposal) -> str:
    """What a proposal says, in a line."""
    words = " ".join((each.said or each.new).split())
    if each.kind == "comment":
        return words
    return f"{FIELDS.get(each.field, each.field).lower()}: {words or '(empty)'}"


def definition_of(code: Code) -> str:
    """What the codebook says of a code, field by field."""
    fields = ("brief", "full", "when", "when_not", "example")
    return (
        "\n".join(f"{FIELDS[name]}: {getattr(code, name)}" for name in fields if getattr(code, name))
        or "no definition yet"
    )


def safe_ending(name: str) -> str:
    """The end of a file's name without what parts folders."""
    return "".join("-" if sign in '/\\:*?"<>|' else sign for sign in name)
