"""The codebook screen: the tree at the left, all that is known of the highlighted node at the right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from qualcode.errors import InputError
from qualcode.model.codes import KINDS, Code, Kind
from qualcode.model.reviews import SIGNOFF_STATES, Signoff, SignoffState
from qualcode.study.codebook import HOLDERS, PALETTE
from qualcode.text.counting import counted
from qualcode.text.find import find as places_of
from qualcode.tui.actions import Context
from qualcode.tui.palette import palette_of
from qualcode.tui.screens.keyed import KeyedScreen
from qualcode.tui.widgets.input_bar import InputBar
from qualcode.tui.widgets.node_form import NodeForm
from qualcode.tui.widgets.node_rows import FindingRows, NodeRows
from qualcode.tui.widgets.node_text import Passage, delete_text, merge_text, node_text, passage_text
from qualcode.tui.widgets.row_list import RowList, plain
from qualcode.workflows.hygiene import look_over

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["CodebookScreen"]

NO_NODE = "There is no code yet; a adds one."
SIGNOFF_WORDS: dict[SignoffState, str] = {
    "approved": "as it is now; a later change of name, place or definition is told",
    "in review": "somebody is looking at it",
    "draft": "not settled yet",
}
NOTHING_MARKED = "Nothing is marked: mark codes with Space first, then highlight where they go."


class CodebookScreen(KeyedScreen):
    """Everything done to the code tree; the rules are the study's."""

    heading = "Codebook"

    DEFAULT_CSS = """
    CodebookScreen #book { height: 1fr; }
    CodebookScreen #nodes { width: 40%; min-width: 30; max-width: 60; padding: 0 0 0 1; }
    CodebookScreen #detail { width: 1fr; padding: 0 2; scrollbar-size-vertical: 1; }
    CodebookScreen #detail-text { width: 1fr; max-width: 96; height: auto; }
    CodebookScreen NodeForm { width: 1fr; }
    CodebookScreen #findings { width: 1fr; display: none; background: $background; padding: 0 1; }
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.mode: Context = "nodes"
        self.marked: dict[int, None] = {}
        """Ids of the marked nodes in the order of marking."""
        self.signoffs: dict[int, Signoff] = {}
        """How far each node is signed off, by its id."""
        self._waiting: Counter[int | None] = Counter()
        """Open proposals of reviewers, by the id of the code that they speak of."""
        self.kind: Kind = "code"
        self._take: Callable[[str], None] = lambda typed: None
        self._typed: Callable[[str], None] = lambda typed: None
        self._passages: list[Passage] = []
        self._moves: dict[int, bool] = {}
        """For each number of a quotation whether it moves to the new code."""
        self._place = 0
        self._split_id = 0
        self.nodes: NodeRows = NodeRows(id="nodes")
        self.detail: VerticalScroll = VerticalScroll(id="detail")
        self.detail_text: Static = Static("", id="detail-text", markup=False)
        self.form: NodeForm = NodeForm(id="form")
        self.findings: FindingRows = FindingRows(id="findings")
        self.line: InputBar = InputBar("", lambda typed: self._typed(typed), id="line")

    def content(self) -> ComposeResult:
        """Tree and node, and the line."""
        with Horizontal(id="book"):
            yield self.nodes
            with self.detail:
                yield self.detail_text
            yield self.form
            yield self.findings
        yield self.line

    def focus_content(self) -> None:
        """Give the keyboard to the tree."""
        self.set_focus(self.nodes, scroll_visible=False)

    # --- showing -----------------------------------------------------------------------------------------

    @property
    def place(self) -> Context:
        """Where the keyboard is."""
        return self.mode

    def read(self) -> None:
        """Show the tree as it is now."""
        self.show()

    def show(self, highlighted: int | None = None) -> None:
        """Show tree and node as the study has them now."""
        codes = self.study.codebook.tree()
        self.seen = self.study.revision
        known = {code.id for code in codes}
        self.marked = {i: None for i in self.marked if i in known}
        self.signoffs = {each.code_id: each for each in self.study.signoffs.list()}
        self._waiting = Counter(each.code_id for each in self.study.proposals.list("open"))
        self.nodes.show(codes, self.marked, highlighted, self.signoffs)
        number = sum(code.kind == "code" for code in codes)
        codings = sum(code.codings for code in codes)
        marked = f"{len(self.marked)} marked · " if self.marked else ""
        approved = sum(each.state == "approved" and not each.changed for each in self.signoffs.values())
        begun = any(each.at for each in self.signoffs.values())
        signed = f" · {approved} of {len(codes)} approved" if begun else ""
        self.show_title(f"{marked}{counted(number, 'code')} · {counted(codings, 'coding')}{signed}")
        if self.mode == "nodes":
            self.show_node()
        elif self.mode == "hygiene":
            self.findings.show(look_over(self.study))

    def show_node(self) -> None:
        """Show the highlighted node in full."""
        code = self.node
        if code is None:
            self.detail_text.update(Text(NO_NODE))
            return
        study = self.study
        mappings = [m for m in study.mappings.list() if m.code_id == code.id]
        memos = [m for m in study.memos.list() if m.target == "code" and m.target_id == code.id]
        lineage = study.codebook.lineage(code.name)
        below = set(study.codebook.below(code)) - {code.id}
        total = sum(c.codings for c in study.codebook.tree() if c.id in below)
        palette = palette_of(self.app)
        waiting = sum(self._waiting[i] for i in (code.id, *below))
        self.detail_text.update(
            node_text(
                code,
                lineage,
                mappings,
                memos,
                palette,
                total if below else None,
                self.signoffs.get(code.id),
                waiting,
            )
        )

    def _switch(self, mode: Context) -> None:
        """Show what belongs to a mode and its keys."""
        self.mode = mode
        self.form.display = mode == "node_form"
        self.findings.display = mode == "hygiene"
        self.detail.display = mode not in ("node_form", "hygiene")
        if mode not in ("node_line", "node_add"):
            self.line.close()
        self.say("")
        self.show_keys()

    def to_tree(self) -> None:
        """Close what is open and give the keyboard back to the tree."""
        self._switch("nodes")
        self._typed = self._take = lambda typed: None
        self.focus_content()
        self.detail.scroll_home(animate=False)
        self.show_node()

    def to_content(self) -> None:
        """Close what is open and give the keyboard back to the tree."""
        self.pick.close()
        self.answer.close()
        self.to_tree()

    def scroll_detail(self, direction: int) -> None:
        """Scroll by most of a screen in what is said about the node."""
        self.detail.scroll_relative(y=direction * max(1, self.detail.size.height - 2), animate=False)

    # --- nodes -------------------------------------------------------------------------------------------

    @property
    def node(self) -> Code | None:
        """The highlighted node."""
        item = self.nodes.current
        codes = self.study.codebook.tree()
        return next((code for code in codes if item is not None and code.id == item.key), None)

    def here(self) -> Code:
        """The highlighted node; raises :class:`~qualcode.errors.InputError` where there is none."""
        code = self.node
        if code is None:
            raise InputError(NO_NODE)
        return code

    def names_marked(self) -> list[str]:
        """Names of the marked nodes; raises :class:`~qualcode.errors.InputError` where none is marked."""
        if not self.marked:
            raise InputError(NOTHING_MARKED)
        return [self.study.codebook.by_id(i).name for i in self.marked]

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        """Follow the highlight."""
        if message.row_list is self.nodes and self.mode == "nodes":
            self.detail.scroll_home(animate=False)
            self.say("")
            self.show_node()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """A click on a node shows it; a click on a finding goes there."""
        if message.row_list is self.findings:
            self.perform("hygiene.go")
        elif self.mode in ("nodes", "hygiene"):
            self.to_tree()

    def _ask_line(
        self,
        prompt: str,
        take: Callable[[str], None],
        value: str = "",
        note: Text | None = None,
        mode: Context = "node_line",
    ) -> None:
        """Open the input line; ``take`` gets what was typed."""
        self._take = take
        self._switch(mode)
        self.line.prompt.update(Text(plain(prompt)))
        self.line.open(value)
        if note is not None:
            self.line.note.update(note)

    def take_line(self) -> None:
        """Do with the typed words what the line is for; where that is refused, the line stays open."""
        self._take(self.line.input.value)

    def add(self) -> None:
        """Ask for the name of a new node under the highlighted one."""
        self.kind = "code"
        self._ask_line(self._add_prompt(), self._add, mode="node_add")

    def _holder(self) -> Code | None:
        """The highlighted node, or the nearest above it that may hold the kind that is being added."""
        codes = {code.id: code for code in self.study.codebook.tree()}
        code = self.node
        while code is not None and code.kind not in HOLDERS[self.kind]:
            code = None if code.parent_id is None else codes[code.parent_id]
        return code

    def _add_prompt(self) -> str:
        holder = self._holder()
        return f"add {self.kind} " + (f"under “{holder.name}”" if holder else "at the top")

    def next_kind(self) -> None:
        """Change the kind of the node that is being added."""
        self.kind = KINDS[(KINDS.index(self.kind) - 1) % len(KINDS)]
        self.line.prompt.update(Text(plain(self._add_prompt())))

    def _add(self, typed: str) -> None:
        holder = self._holder()
        code = self.study.codebook.add(typed, kind=self.kind, under=holder.name if holder else None)
        self.show(code.id)
        self.to_tree()
        self.say(f"added the {code.kind} “{code.name}”")

    def rename(self) -> None:
        """Ask for another name of the highlighted node."""
        code = self.here()
        self._ask_line("rename to", lambda typed: self._rename(code.id, typed), code.name)

    def _rename(self, code_id: int, typed: str) -> None:
        code = self.study.codebook.by_id(code_id)
        new = self.study.codebook.rename(code.name, typed)
        self.to_tree()
        self.say(f"“{code.name}” is now called “{new.name}”")

    def change_kind(self) -> None:
        """Ask whether the highlighted node should be a code, a category or a theme."""
        code = self.here()
        kinds = [kind for kind in KINDS if kind != code.kind]

        def take(index: int | None, name: str) -> None:
            if index is None:
                return
            self.study.codebook.set_kind(code.name, kinds[index])
            self.show(code.id)
            self.say(f"“{code.name}” is a {kinds[index]} now; u takes it back")

        self.ask_name(f"Make of the {code.kind} “{code.name}” a", kinds, ["" for _ in kinds], take)

    def colour(self) -> None:
        """Ask for a colour of the highlighted node."""
        code = self.here()
        swatches = Text()
        for n, colour in enumerate(PALETTE, 1):
            swatches.append(f" {n}")
            swatches.append("■", palette_of(self.app).code(colour))
        self._ask_line("colour, number or #RRGGBB", lambda typed: self._colour(code.id, typed), "", swatches)

    def _colour(self, code_id: int, typed: str) -> None:
        value = typed.strip()
        if value.isdecimal() and 1 <= int(value) <= len(PALETTE):
            value = PALETTE[int(value) - 1]
        code = self.study.codebook.edit(self.study.codebook.by_id(code_id).name, colour=value)
        self.to_tree()
        self.say(f"“{code.name}” has the colour {code.colour}")

    def find(self) -> None:
        """Ask for a part of a name and go to the first node that has it."""
        self._ask_line("find", lambda typed: self.to_tree())
        self._typed = self._find

    def _find(self, typed: str) -> None:
        query = typed.strip()
        names = [code.name for code in self.study.codebook.tree()]
        found = [
            (spans[0][0] > 0, n)
            for n, name in enumerate(names)
            if query and (spans := places_of(name, query))
        ]
        self.line.say(counted(len(found), "place") if query else "")
        if found:
            self.nodes.highlight(min(found)[1])
            self.show_node()

    def edit(self) -> None:
        """Open the form for the highlighted node."""
        code = self.here()
        self._switch("node_form")
        self.form.open(code)

    def store(self) -> None:
        """Store what was changed in the form as one change; where that is refused, the form stays open."""
        values = self.form.changed
        if values:
            code = self.study.codebook.edit(self.study.codebook.by_id(self.form.code_id).name, **values)
            self.to_tree()
            self.say(f"stored the fields of “{code.name}”")
        else:
            self.to_tree()
            self.say("nothing was changed")

    def mark(self) -> None:
        """Mark the highlighted node, or take its mark away, and go on to the next one."""
        code = self.here()
        if code.id in self.marked:
            del self.marked[code.id]
        else:
            self.marked[code.id] = None
        self.show()
        self.nodes.step(1)
        self.show_node()

    def put(self) -> None:
        """Put the marked nodes under the highlighted one."""
        code = self.here()
        names = [name for name in self.names_marked() if name != code.name]
        if not names:
            raise InputError(NOTHING_MARKED)
        self.study.codebook.move(names, code.name)
        self.marked.clear()
        self.show()
        self.say(f"put {counted(len(names), 'node')} under “{code.name}”")

    def put_at_top(self) -> None:
        """Put the marked nodes, or the highlighted one, at the top level."""
        names = self.names_marked() if self.marked else [self.here().name]
        self.study.codebook.move(names, None)
        self.marked.clear()
        self.show()
        self.say(f"put {counted(len(names), 'node')} at the top level")

    # --- signing off and what changed --------------------------------------------------------------------

    def sign_off(self) -> None:
        """Ask how far the marked nodes, or the highlighted one, are signed off, by whom, and for a note."""
        names = self.names_marked() if self.marked else [self.here().name]
        states: list[SignoffState] = [*reversed(SIGNOFF_STATES)]
        what = f"“{names[0]}”" if len(names) == 1 else counted(len(names), "node")
        codebook = self.study.codebook
        under = len({i for name in names for i in codebook.below(codebook.get(name))}) - len(names)
        rows = [(state, False, str(state), SIGNOFF_WORDS[state]) for state in states]
        if under > 0:
            rows += [(s, True, f"{s}, with all below", counted(under, "node") + " more") for s in states]

        def with_state(index: int | None, name: str) -> None:
            state, below, said, _ = rows[index or 0]

            def with_name(who: str) -> None:
                def with_note(note: str) -> None:
                    self.study.signoffs.set(names, state, by=who or None, note=note, below=below)
                    self.marked.clear()
                    self.to_content()
                    self.show()
                    self.say(f"{what}: {said}; u takes it back")

                self.ask_line("note (Enter leaves it empty)", "", with_note)

            self.ask_line("decided by", self.study.actor, with_name)

        self.ask_name(f"Sign off {what} as", [row[2] for row in rows], [row[3] for row in rows], with_state)

    def changes(self) -> None:
        """Open the screen where this codebook is compared with that of another moment, or with a file."""
        from qualcode.tui.commands.screens import open_screen
        from qualcode.tui.screens.codebook_diff import CodebookDiffScreen

        open_screen(self.workspace, CodebookDiffScreen(self.workspace))

    def review(self) -> None:
        """Open what reviewers said of the highlighted node and of those below it."""
        from qualcode.tui.commands.screens import open_screen
        from qualcode.tui.screens.review import ReviewScreen

        code = self.here()
        screen = ReviewScreen(self.workspace)
        screen.code = code.name
        open_screen(self.workspace, screen)

    # --- questions ---------------------------------------------------------------------------------------

    def ask_about(self, question: Text, yes: Callable[[], None]) -> None:
        """Show a question in full beside the tree; ``yes`` is called after ``y``."""
        self._yes = yes
        self._switch("node_question")
        self.detail_text.update(question)
        self.detail.scroll_home(animate=False)
        self.set_focus(self.detail, scroll_visible=False)

    def answer_question(self, yes: bool) -> None:
        """Do what was asked about, or leave it."""
        do = self._yes
        self._yes = lambda: None
        self.to_tree()
        if yes:
            do()
        else:
            self.say("nothing was changed")

    def merge(self) -> None:
        """Show what merging the marked nodes into the highlighted one would move, and ask."""
        into = self.here()
        preview = self.study.codebook.merge_preview(self.names_marked(), into.name)

        def yes() -> None:
            target = self.study.codebook.merge(preview.codes, preview.into)
            self.marked.clear()
            self.show(target.id)
            self.say(f"merged {counted(len(preview.codes), 'node')} into “{target.name}”")

        self.ask_about(merge_text(preview, palette_of(self.app)), yes)

    def delete(self) -> None:
        """Say what goes with the highlighted node, and ask."""
        code = self.here()
        preview = self.study.codebook.delete_preview(code.name)

        def yes() -> None:
            self.study.codebook.delete(preview.code, with_codings=preview.codings > 0)
            self.say(f"deleted “{preview.code}”; u takes it back")

        self.ask_about(delete_text(preview, palette_of(self.app)), yes)

    # --- splitting ---------------------------------------------------------------------------------------

    def split(self) -> None:
        """Go through the passages of the highlighted code one by one."""
        code = self.here()
        if code.kind != "code":
            raise InputError(f"“{code.name}” is a {code.kind}; only codes are split.")
        rows = {r.quotation: r for r in self.study.codings.list(code=code.name) if r.code_id == code.id}
        if not rows:
            raise InputError(f"“{code.name}” has no passages, so there is nothing to split.")
        documents = self.study.documents
        texts = {i: documents.text(documents.get(i)) for i in {row.document_id for row in rows.values()}}
        self._passages = [Passage.of(row, texts[row.document_id]) for row in rows.values()]
        self._moves, self._place, self._split_id = {}, 0, code.id
        self._switch("node_split")
        self.set_focus(self.detail, scroll_visible=False)
        self._show_passage()

    def _show_passage(self) -> None:
        name = self.study.codebook.by_id(self._split_id).name
        moving = sum(self._moves.values())
        passage = self._passages[self._place]
        text = passage_text(name, passage, self._place + 1, len(self._passages), moving, palette_of(self.app))
        self.detail_text.update(text)
        self.detail.scroll_home(animate=False)

    def decide(self, moves: bool) -> None:
        """Say whether the passage shown moves, and go on; after the last one the new code is named."""
        self._moves[self._passages[self._place].row.quotation] = moves
        if self._place + 1 < len(self._passages):
            self._place += 1
            self._show_passage()
        else:
            self.name_split()

    def decide_again(self) -> None:
        """Go back to the passage before."""
        self._place = max(0, self._place - 1)
        self._show_passage()

    def name_split(self) -> None:
        """Ask for the name of the new code; where no passage moves, there is none."""
        numbers = [number for number, moves in self._moves.items() if moves]
        if not numbers:
            self.to_tree()
            self.say("no passage was chosen, so nothing is split")
            return
        self._ask_line(
            f"{counted(len(numbers), 'passage')} to the code", lambda typed: self._split(numbers, typed)
        )

    def _split(self, numbers: list[int], typed: str) -> None:
        old = self.study.codebook.by_id(self._split_id)
        new = self.study.codebook.split(old.name, typed, numbers)
        self.show(new.id)
        self.to_tree()
        self.say(f"split {counted(len(numbers), 'passage')} off “{old.name}” into “{new.name}”")

    # --- weak spots --------------------------------------------------------------------------------------

    def look_over(self) -> None:
        """List the weak spots of the codebook."""
        findings = look_over(self.study)
        self._switch("hygiene")
        self.findings.show(findings)
        self.set_focus(self.findings, scroll_visible=False)
        self.say(f"{counted(len(findings), 'thing')} to look at")

    def go_to_finding(self, other: bool = False) -> None:
        """Highlight the code of the finding in the tree."""
        finding = self.findings.finding
        if finding is None:
            return
        wanted = finding.other_id if other else finding.code_id
        if wanted is None:
            self.say("only one code is concerned")
            return
        self.show(wanted)
        self.to_tree()
