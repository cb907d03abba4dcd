"""Slow work beside the screen: a thread with a connection of its own, progress, and cancelling."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from qualcode.errors import QualcodeError

__all__ = ["Job", "JobCancelled", "JobFinished", "JobProgress", "start"]


class JobCancelled(Exception):
    """Raised inside the work where it should stop; what was committed before stays."""


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of slow work."""

    label: str
    """What is being done, for the status line: “Importing R03.docx”."""
    work: Callable[[Callable[[int, int, str], None]], Any]
    """Called in the thread with a function that reports progress; opens its own study."""


class JobProgress(Message):
    """How far the work is."""

    def __init__(self, label: str, done: int, total: int) -> None:
        super().__init__()
        self.label = label
        self.done = done
        self.total = total


class JobFinished(Message):
    """The work has ended: with a result, an error to show, or by cancelling."""

    def __init__(self, job: Job, result: Any, error: str | None, cancelled: bool) -> None:
        super().__init__()
        self.job = job
        self.result = result
        self.error = error
        self.cancelled = cancelled


def start(widget: Widget, job: Job, cancel: threading.Event) -> None:
    """Run a job in a thread; its messages go to the widget. Raise ``cancel`` to stop it at its next report."""

    def report(done: int, total: int, part: str) -> None:
        if cancel.is_set() or get_current_worker().is_cancelled:
            raise JobCancelled
        label = f"{job.label}: {part}" if part and part not in job.label else job.label
        widget.post_message(JobProgress(label, done, total))

    def run() -> None:
        result: Any = None
        error: str | None = None
        cancelled = False
        try:
            report(0, 0, "")
            result = job.work(report)
        except JobCancelled:
            cancelled = True
        except QualcodeError as problem:
            error = str(problem)
        except Exception as problem:
            error = f"{job.label} failed ({type(problem).__name__}); what was finished before is kept."
        widget.post_message(JobFinished(job, result, error, cancelled))

    widget.run_worker(run, thread=True, exclusive=False, group="jobs", exit_on_error=False)
