"""The relations that are drawn by hand: added by picking a code, a kind and a code, with a note, and removed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from qualcode.errors import InputError
from qualcode.model.codes import Code
from qualcode.model.relations import SYMMETRIC_KINDS, Relation
from qualcode.text.counting import counted
from qualcode.tui.actions import Context
from qualcode.tui.local_time import local
from qualcode.tui.palette import palette_of
from qualcode.tui.screens.board import Board
from qualcode.tui.widgets.grid import Column, GridRow
from qualcode.tui.widgets.row_list import plain

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["RelationsScreen"]

KIND_WORDS = {
    "causes": "the first brings the second about",
    "contradicts": "the two cannot both hold; drawn once for both directions",
    "is part of": "the first belongs to the second",
    "is followed by": "first the one, then the other",
    "is a condition of": "without the first no second",
}
COLUMNS = (
    Column("code", 16, grows=True),
    Column("relation", 18),
    Column("other", 16, grows=True),
    Column("note", 12, grows=True),
)


class RelationsScreen(Board):
    """A row a relation, in the order in which they were drawn; the rules are the study's."""

    heading = "Relations drawn by hand"
    empty = " no relation is drawn yet; a draws one: code, kind, code"
    opens = "relations.note"
    file_name = "relations"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.drawn: dict[int, Relation] = {}
        """Those listed, by id."""

    @property
    def place(self) -> Context:
        """In the table."""
        return "relations"

    # --- showing -----------------------------------------------------------------------------------------

    def table(self) -> tuple[Sequence[Column], Sequence[GridRow]]:
        """A row for each relation."""
        self.drawn = {each.id: each for each in self.study.relations.list()}
        self.show_title(counted(len(self.drawn), "relation"))
        rows = [
            GridRow(
                each.id,
                lambda each=each: (each.code, each.kind, each.other, each.note),  # type: ignore[misc]
                plain(f"{each.code} {each.kind} {each.other} {each.note}"),
            )
            for each in self.drawn.values()
        ]
        return COLUMNS, rows

    @property
    def relation(self) -> Relation:
        """The highlighted relation; raises :class:`~qualcode.errors.InputError` where there is none."""
        return self.drawn[int(str(self.here().key))]

    def describe(self) -> Text:
        """The relation as a sentence, its note, who drew it, and that it is counted nowhere."""
        from qualcode.workflows.relating import relation_remarks

        relation = self.relation
        quiet = palette_of(self.app).quiet()
        text = Text(plain(relation.sentence), Style(bold=True))
        if relation.kind in SYMMETRIC_KINDS:
            text.append("\nin both directions")
        if relation.note:
            text.append(f"\n\n{plain(relation.note)}")
        for remark in relation_remarks(self.study, relation):
            text.append(f"\n\n{remark}")
        when = local(relation.created)
        drawn = "" if when is None else f" on {when:%Y-%m-%d}"
        text.append(f"\n\ndrawn by {plain(relation.created_by)}{drawn}; it is counted nowhere", quiet)
        return text

    # --- changing ----------------------------------------------------------------------------------------

    def add(self) -> None:
        """Ask for a code, a kind and another code, and draw the relation."""
        tree = self.study.codebook.tree()
        if len(tree) < 2:
            raise InputError("A relation needs two codes; make them on the codebook screen (F2) first.")

        def take_code(index: int | None, name: str) -> None:
            code = tree[index or 0]
            kinds = self.study.relations.kinds()

            def take_kind(place: int | None, typed: str) -> None:
                self._ask_other(code, typed if place is None else kinds[place], tree)

            self.ask_name(
                f"“{code.name}” … which relation, or own words:",
                kinds,
                [KIND_WORDS.get(kind, "own words") for kind in kinds],
                take_kind,
                create=True,
            )

        self.ask_name(
            "Relation from:", [code.name for code in tree], [below(code) for code in tree], take_code
        )

    def _ask_other(self, code: Code, kind: str, tree: Sequence[Code]) -> None:
        others = [each for each in tree if each.id != code.id]

        def take(index: int | None, name: str) -> None:
            relation = self.study.relations.add(code.name, kind, others[index or 0].name)
            self.grid.go_to(relation.id)
            self.say(f"drew: {relation.sentence}; Enter writes a note")

        self.ask_name(
            f"“{code.name}” {kind} …",
            [each.name for each in others],
            [below(each) for each in others],
            take,
        )

    def write_note(self) -> None:
        """Ask for the note of the highlighted relation."""
        relation = self.relation

        def take(typed: str) -> None:
            self.to_content()
            if typed.strip() != relation.note:
                self.study.relations.set_note(relation.id, typed)

        self.ask_line("note", relation.note, take)

    def remove_relation(self) -> None:
        """Take the highlighted relation away; undo brings it back."""
        relation = self.relation
        self.study.relations.remove(relation.id)
        self.say(f"removed: {relation.sentence}; u brings it back")

    # --- files -------------------------------------------------------------------------------------------

    def write_table(self, path: Path) -> str:
        """Write the relations with what they rest on; gives what to say of it."""
        from qualcode.workflows.relating import relations_table
        from qualcode.workflows.results import write_result_tables

        files = write_result_tables(self.study, path, (relations_table(self.study),))
        return f"wrote {files[0]}"


def below(code: Code) -> str:
    """Where a code stands in the tree."""
    return " › ".join(code.path[:-1]) or ("" if code.kind == "code" else code.kind)
