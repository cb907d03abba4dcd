"""The interview guide of a study, and what a person said of where its questions were asked."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from qualcode.errors import InputError, NotFoundError
from qualcode.model.documents import Document, Turn
from qualcode.model.guides import AskedSpan, GuideChange, GuideQuestion, NewQuestion
from qualcode.study.documents import Documents
from qualcode.study.mappings import Mappings
from qualcode.study.soundness import listed_names
from qualcode.study.store.file import Store
from qualcode.text.counting import counted
from qualcode.text.names import name_key

__all__ = ["LONGEST_QUESTION", "MOST_QUESTIONS", "Guide", "turn_at"]

MOST_QUESTIONS = 300
"""Largest guide; an interview of several hours has fewer."""
LONGEST_QUESTION = 2000
"""Code points of the longest question, its prompts included."""
LARGEST_NUMBER = 9999


class Guide:
    """The questions of the guide in their order, and where they were asked."""

    def __init__(self, store: Store, documents: Documents, mappings: Mappings) -> None:
        self.store = store
        self.documents = documents
        self.mappings = mappings

    # --- reading -----------------------------------------------------------------------------------------------

    def questions(self) -> tuple[GuideQuestion, ...]:
        """All questions by number; raises :class:`~qualcode.errors.StudyError` where another program has damaged one."""
        rows = self.store.rows("SELECT id, number, text, criteria FROM questions ORDER BY number")
        return tuple(
            GuideQuestion(
                i, number, text, listed_names(criteria, f"The criteria of question {number} of the guide")
            )
            for i, number, text, criteria in rows
        )

    def get(self, question: int | str) -> GuideQuestion:
        """One question by its number, or by its words (letter case ignored).

        Raises :class:`~qualcode.errors.NotFoundError`.
        """
        known = self.questions()
        wanted = str(question).strip().rstrip(".)")
        for each in known:
            if wanted == str(each.number) or name_key(wanted) == name_key(each.text.rstrip(".)")):
                return each
        there = (
            f"its questions are numbered {known[0].number} to {known[-1].number}" if known else "it is empty"
        )
        raise NotFoundError(
            f"The guide has no question “{shortened(str(question))}”; {there}. List them with: qualcode guide list {self.store.path.name}"
        )

    def asked(self) -> tuple[AskedSpan, ...]:
        """What a person said of where questions were asked, in the order of the texts."""
        return tuple(
            AskedSpan(*row)
            for row in self.store.rows(
                "SELECT id, document_id, question_id, start, stop, by_whom FROM asked ORDER BY document_id, question_id, start, id"
            )
        )

    # --- changing ----------------------------------------------------------------------------------------------

    def replace(self, rows: Iterable[NewQuestion], source: str = "") -> GuideChange:
        """Take these questions for the guide, in place of all that were there, as one change.

        A question that was there before, word for word (letter case ignored), keeps what a person said of where it was
        asked. ``source`` names the file, for the history and for messages. Raises :class:`~qualcode.errors.InputError`
        for a guide without questions or with too many, for empty, overlong or repeated questions and numbers, and
        :class:`~qualcode.errors.NotFoundError` for an unknown criterion, naming the nearest.
        """
        new = self.checked(list(rows), source)
        old = self.questions()
        before = {name_key(each.text): each for each in old}
        now = {name_key(text) for _, text, _ in new}
        kept = sum(name_key(text) in before for _, text, _ in new)
        removed = tuple(each.text for each in old if name_key(each.text) not in now)
        same = [(each.number, each.text, each.criteria) for each in old] == sorted(new)
        if not same:
            self.write(new, before, source)
        return GuideChange(self.questions(), kept, removed)

    def write(
        self,
        new: Sequence[tuple[int, str, tuple[str, ...]]],
        before: dict[str, GuideQuestion],
        source: str,
    ) -> None:
        """Put questions in place of those that are there; the rows of where they were asked follow their words."""
        label = f"Imported the interview guide ({counted(len(new), 'question')})"
        with self.store.change("guide.import", label, {"file": source} if source else {}) as change:
            spans = self.asked()
            change.delete("asked", [span.id for span in spans])
            change.delete("questions", [each.id for each in before.values()])
            ids = change.insert(
                "questions",
                [
                    {"number": number, "text": text, "criteria": json.dumps(criteria)}
                    for number, text, criteria in new
                ],
            )
            moved = {
                before[key].id: i
                for i, (_, text, _) in zip(ids, new, strict=True)
                if (key := name_key(text)) in before
            }
            change.insert(
                "asked",
                [
                    {
                        "document_id": span.document_id,
                        "question_id": moved[span.question_id],
                        "start": span.start,
                        "stop": span.end,
                        "by_whom": span.by_whom,
                    }
                    for span in spans
                    if span.question_id in moved
                ],
            )

    def checked(self, rows: Sequence[NewQuestion], source: str) -> list[tuple[int, str, tuple[str, ...]]]:
        """Number, text and criteria of each question, or an error that says where the file is wrong."""
        name = source or "The guide"
        if not rows:
            raise InputError(f"{name} holds no question; write at least one.")
        if len(rows) > MOST_QUESTIONS:
            raise InputError(
                f"{name} holds {len(rows)} questions; at most {MOST_QUESTIONS} are possible. Is it an interview guide?"
            )
        numbered = [row.number for row in rows if row.number is not None]
        if numbered and len(numbered) < len(rows):
            bare = next(row for row in rows if row.number is None)
            raise InputError(
                f"{where(name, bare)}this question has no number, while others have one; number all of them, or none."
            )
        found: list[tuple[int, str, tuple[str, ...]]] = []
        seen: dict[str, int] = {}
        for place, row in enumerate(rows, 1):
            text = " ".join(row.text.split())
            at = where(name, row)
            if not any(character.isalpha() for character in text):
                raise InputError(f"{at}the question is empty; write it, or take the row away.")
            if len(text) > LONGEST_QUESTION:
                raise InputError(
                    f"{at}the question has {len(text)} characters; at most {LONGEST_QUESTION} are possible."
                )
            number = row.number if row.number is not None else place
            if not 0 < number <= LARGEST_NUMBER:
                raise InputError(
                    f"{at}{number} is no number of a question; give whole numbers from 1 to {LARGEST_NUMBER}."
                )
            if name_key(text) in seen:
                raise InputError(
                    f"{at}“{shortened(text)}” stands in the guide twice, also as question {seen[name_key(text)]}; keep one of them."
                )
            seen[name_key(text)] = number
            found.append((number, text, self.criteria(row, at)))
        twice = [number for number, times in Counter(number for number, _, _ in found).items() if times > 1]
        if twice:
            raise InputError(f"{name} gives the number {twice[0]} to two questions; each needs its own.")
        return found

    def criteria(self, row: NewQuestion, at: str) -> tuple[str, ...]:
        """Ids of the criteria a question names, each once; an unknown one is refused with the nearest."""
        ids: list[str] = []
        for name in row.criteria:
            if name.strip():
                try:
                    ids.append(self.criterion(name))
                except NotFoundError as error:
                    raise NotFoundError(f"{at}{lower_first(str(error))}") from error
        return tuple(dict.fromkeys(ids))

    def criterion(self, name: str) -> str:
        """The id of a criterion by its id, also written with spaces or hyphens, or by its name in any language."""
        known = self.mappings.frameworks.criteria()
        key = re.sub(r"[\s-]+", "_", name.strip().casefold())
        if known is not None and any(key == each.id for each in known.criteria):
            return key
        return self.mappings.criterion(name)

    def assign(self, document: str | int | Document, question: int | str, turn: int) -> GuideQuestion:
        """Say that a question was asked in a turn; it may be asked in several.

        What was recognised of this question in this document counts no longer, nor that it was not asked. Raises
        :class:`~qualcode.errors.NotFoundError` for an unknown document, question or turn.
        """
        found, asked = self.documents.get(document), self.get(question)
        at = next((each for each in self.documents.turns(found) if each.number == turn), None)
        if at is None:
            raise NotFoundError(
                f"“{found.name}” has no turn {turn}; list its turns with: qualcode text {self.store.path.name} “{found.name}” --turns"
            )
        rows = self._rows(found.id, asked.id)
        if any(
            start is not None and stop is not None and start < at.end and stop > at.start
            for _, start, stop in rows
        ):
            return asked
        label = f"Question {asked.number} was asked in turn {turn} of “{found.name}”"
        with self.store.change("guide.asked", label) as change:
            change.delete("asked", [i for i, start, _ in rows if start is None])
            change.insert(
                "asked",
                [
                    {
                        "document_id": found.id,
                        "question_id": asked.id,
                        "start": at.start,
                        "stop": at.end,
                        "by_whom": self.store.actor,
                    }
                ],
            )
            change.documents.add(found.id)
        return asked

    def not_asked(self, document: str | int | Document, question: int | str) -> GuideQuestion:
        """Say that a question was not asked in a document, whatever is recognised there."""
        found, asked = self.documents.get(document), self.get(question)
        rows = self._rows(found.id, asked.id)
        if rows and all(start is None for _, start, _ in rows):
            return asked
        label = f"Question {asked.number} was not asked in “{found.name}”"
        with self.store.change("guide.asked", label) as change:
            change.delete("asked", [i for i, _, _ in rows])
            change.insert(
                "asked",
                [
                    {
                        "document_id": found.id,
                        "question_id": asked.id,
                        "start": None,
                        "stop": None,
                        "by_whom": self.store.actor,
                    }
                ],
            )
            change.documents.add(found.id)
        return asked

    def unassign(self, document: str | int | Document, question: int | str) -> GuideQuestion:
        """Take back what a person said of a question in a document, so that recognition speaks again.

        Raises :class:`~qualcode.errors.InputError` where nobody said anything.
        """
        found, asked = self.documents.get(document), self.get(question)
        rows = self._rows(found.id, asked.id)
        if not rows:
            raise InputError(
                f"Nobody assigned question {asked.number} in “{found.name}”; what is recognised can be refused with: "
                f"qualcode guide assign {self.store.path.name} “{found.name}” {asked.number} --not-asked"
            )
        label = f"Took back where question {asked.number} was asked in “{found.name}”"
        with self.store.change("guide.asked", label) as change:
            change.delete("asked", [i for i, _, _ in rows])
            change.documents.add(found.id)
        return asked

    def _rows(self, document_id: int, question_id: int) -> list[tuple[int, int | None, int | None]]:
        return self.store.rows(
            "SELECT id, start, stop FROM asked WHERE document_id = ? AND question_id = ?",
            (document_id, question_id),
        )


def turn_at(turns: Sequence[Turn], start: int, end: int) -> Turn | None:
    """The turn that a span stands in, also where a correction has moved its edges; None where no turn is touched."""
    i = max(0, bisect_right([turn.start for turn in turns], start) - 1)
    return next((turn for turn in turns[i : i + 2] if turn.start < end and turn.end > start), None)


def where(name: str, row: NewQuestion) -> str:
    """The beginning of a message about one row of a file."""
    return f"{name}, line {row.line}: " if row.line is not None else f"{name}: "


def shortened(text: str) -> str:
    """The beginning of a question, for messages."""
    return text if len(text) <= 60 else f"{text[:57]}…"


def lower_first(text: str) -> str:
    """A sentence as it goes on behind a colon."""
    return text[:1].lower() + text[1:]
