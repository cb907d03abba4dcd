"""A screen of one table that reads and writes files beside the keyboard."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.errors import InputError
from qualcode.tui.jobs import Job, JobFinished, JobProgress, start
from qualcode.tui.screens.board import Board

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["WorkingBoard"]


class WorkingBoard(Board):
    """Does one piece of slow work at a time, in a thread with a study of its own."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.working: Job | None = None
        """A file that is being read or written."""

    def work(self, label: str, do: Callable[[], Callable[[], str]]) -> None:
        """Do something in a thread; it gives a function that is called on the screen when it is done, and says what is to be said.

        ``label`` says what is being done, such as “Writing changes.docx”. Raises :class:`~qualcode.errors.InputError` while other work is
        going on.
        """
        if self.working is not None:
            raise InputError(f"{self.working.label} has not ended yet; wait a moment.")
        self.working = Job(label, lambda report: do())
        self.say(f"{label} …")
        start(self, self.working, threading.Event())

    def on_job_progress(self, message: JobProgress) -> None:
        """Work of this kind is either done or not."""
        message.stop()

    def on_job_finished(self, message: JobFinished) -> None:
        """Show what the work has changed, or why it could not be done."""
        message.stop()
        self.working = None
        if message.error is not None:
            self.say("")
            self.workspace.complain(message.error)
            return
        if self.study.changed_elsewhere():
            self.read_again()
        if message.result is not None:
            self.say(message.result())
