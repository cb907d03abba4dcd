"""Where suggestions are made: one thread with its own connection to the study, which keeps what it has read."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from qualcode.errors import QualcodeError
from qualcode.study import Study

__all__ = ["NO_INDEX", "SuggestionDesk"]

NO_INDEX = "There is no language index of this study yet; opening the list of suggested codes builds it."

T = TypeVar("T")


class SuggestionDesk:
    """Answers questions about a study beside the screen, one after the other; of one kind only the latest."""

    def __init__(self, path: Path, actor: str) -> None:
        self.path = path
        self.actor = actor
        self._thread: ThreadPoolExecutor | None = None
        self._study: Study | None = None
        self._waiting: dict[str, Future[None]] = {}

    def ask(self, kind: str, question: Callable[[Study], T], answer: Callable[[T | None, str], None]) -> None:
        """Put a question, which takes the place of one of the same kind that still waits; ``answer`` is called in the thread with what was found, or None and why not."""
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "suggestions")
        if kind in self._waiting:
            self._waiting[kind].cancel()
        self._waiting[kind] = self._thread.submit(self._answer, question, answer)

    def _answer(self, question: Callable[[Study], T], answer: Callable[[T | None, str], None]) -> None:
        try:
            if self._study is None:
                self._study = Study.open(self.path, actor=self.actor, verify=False)
            self._study.changed_elsewhere()
            if self._study.language_indexes.missing():
                answer(None, NO_INDEX)
            else:
                answer(question(self._study), "")
        except QualcodeError as error:
            answer(None, str(error))
        except Exception as problem:
            answer(None, f"No suggestions could be made ({type(problem).__name__}).")

    def close(self) -> None:
        """Answer nothing more and close the connection as soon as the present answer is given; does not wait."""
        if self._thread is None:
            return
        for waiting in self._waiting.values():
            waiting.cancel()
        self._thread.submit(self._close_study)
        self._thread.shutdown(wait=False)
        self._thread = None

    def _close_study(self) -> None:
        if self._study is not None:
            self._study.close()
            self._study = None
