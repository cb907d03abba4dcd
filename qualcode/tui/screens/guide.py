"""The interview guide: where its questions were asked, and what silence of a respondent therefore means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.text import Text

from qualcode.errors import InputError
from qualcode.model.documents import Turn
from qualcode.study import Study
from qualcode.tui.actions import Context
from qualcode.tui.screens.result_board import Report, ResultBoard, Setting, Shown, coder_setting
from qualcode.tui.widgets.row_list import plain

__all__ = ["GuideScreen"]

ASKED = "asked"
"""The table whose rows are questions in documents."""
HOW = (
    "assigned: a person said where. recognised: its words were found there. not found: nothing was recognised; the likeliest "
    "turn counts for nothing until it is assigned.",
)
SILENCE = (
    "Silence is never absence. Of those without evidence, some were asked a linked question; of some a person said that they "
    "were not asked; of the rest it was not found, and may have been asked in other words. Where no question is linked to a "
    "criterion, nothing is known of that.",
)
NO_GUIDE = "The study has no interview guide yet; import one with: qualcode guide import STUDY FILE"


class GuideScreen(ResultBoard):
    """Questions in documents, questions, criteria, and the state of each respondent on each criterion."""

    heading = "Interview guide"
    file_name = "guide"
    opens = "guide.open"

    @property
    def place(self) -> Context:
        """In the tables; the keys of every result work here too."""
        return "guide"

    def settings(self) -> Sequence[Setting]:
        """Whose codings are evidence."""
        return (coder_setting(self.study),)

    def compute(self, study: Study, chosen: Mapping[str, Any], report: Report) -> Sequence[Shown]:
        """Where questions were asked, then what is known on the criteria."""
        from qualcode.workflows.guiding import asked_of, asked_tables, state_tables, states_by

        found = asked_of(study)
        questions, asked = asked_tables(study, found)
        states = states_by(study, chosen["coder"], asked=found)
        counts, cells = state_tables(study, states, chosen["coder"])
        by_criterion: dict[str, list[int]] = {}
        for cell in states.cells:
            by_criterion.setdefault(cell.criterion, []).extend(cell.quotations)
        return (
            Shown(
                asked,
                "questions in documents",
                sentences=HOW if found.questions else (NO_GUIDE,),
                columns=("question", "document", "how", "turns", "likeliest_turn"),
            ),
            Shown(
                questions,
                "questions",
                sentences=HOW if found.questions else (NO_GUIDE,),
                columns=("question", "asked", "assigned", "recognised", "refused", "not_found", "documents"),
            ),
            Shown(
                counts,
                "states of evidence",
                [by_criterion.get(each.criterion, []) for each in states.criteria],
                SILENCE if states.guide else (*SILENCE, NO_GUIDE),
            ),
            Shown(
                cells,
                "respondents",
                [each.quotations for each in states.cells],
                SILENCE,
                ("case", "criterion", "state", "level", "questions_asked"),
            ),
        )

    # --- the highlighted question in its document ------------------------------------------------------------

    def _record(self) -> dict[str, Any]:
        """The highlighted row by column; raises :class:`~qualcode.errors.InputError` in another table."""
        part = self.part
        if part is None or part.table.name != ASKED or self.grid.row is None:
            raise InputError("That is done in the table of questions in documents; Tab leads to it.")
        return dict(zip(part.table.columns, part.table.rows[self._row()], strict=True))

    def _turns(self, row: Mapping[str, Any]) -> list[int]:
        """Numbers of the turns of a row: where it was asked, else the likeliest one."""
        numbers = [int(number) for number in str(row["turns"]).split(", ") if number]
        return numbers or ([row["likeliest_turn"]] if row["likeliest_turn"] is not None else [])

    def _spoken(self, row: Mapping[str, Any]) -> list[Turn]:
        wanted = set(self._turns(row))
        return [turn for turn in self.study.documents.turns(row["document"]) if turn.number in wanted]

    def describe(self) -> Text:
        """The row in full; of a question in a document also the words of its turns."""
        text = super().describe()
        if self.part is None or self.part.table.name != ASKED:
            return text
        row = self._record()
        turns = self._spoken(row)
        if not turns:
            return text
        words = self.study.documents.text(row["document"])
        said = Text("Likeliest: " if not row["turns"] else "")
        for turn in turns:
            said.append(plain(f"{turn.number}: {' '.join(words[turn.speech_start : turn.end].split())}\n"))
        return said.append("\n").append_text(text)

    def open_row(self) -> None:
        """Go to the turn that asks the question; in the other tables list the passages behind the row."""
        part = self.part
        if part is None or part.table.name != ASKED:
            self.show_passages()
            return
        row = self._record()
        turns = self._spoken(row)
        if not turns:
            raise InputError("No turn of this document sounds like the question.")
        document = self.study.documents.get(row["document"])
        self.to_transcript().open_document(document.id, turns[0].speech_start)

    def assign(self) -> None:
        """Ask for the turn that asks the question; the one that is known or likeliest is offered."""
        row = self._record()
        offered = self._turns(row)

        def take(typed: str) -> None:
            number = typed.strip()
            if not (number.isascii() and number.isdigit()):
                raise InputError(
                    f"“{number}” is no number of a turn; give the number that the transcript shows."
                )
            self.study.guide.assign(row["document"], row["number"], int(number))
            self.to_content()

        self.ask_line("turn that asks it", str(offered[0]) if offered else "", take)

    def refuse(self) -> None:
        """Say that the question was not asked in this document."""
        row = self._record()
        self.study.guide.not_asked(row["document"], row["number"])

    def release(self) -> None:
        """Take back what was said of the question in this document."""
        row = self._record()
        self.study.guide.unassign(row["document"], row["number"])
