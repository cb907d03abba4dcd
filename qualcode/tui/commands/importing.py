"""Importing a transcript from the screen, in a worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import FileError
from qualcode.tui.jobs import Job

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["COMMANDS", "Outcome", "import_job", "index_job"]


def _open(workspace: Workspace) -> None:
    if workspace.job is not None:
        workspace.say("one thing at a time: something is running still")
        return
    workspace.close_inputs()
    workspace.path_bar.open()
    workspace.show_context()


def typed_path(typed: str) -> Path:
    """The path that was typed, with quotes, escapes of a dragged file and ``~`` resolved."""
    typed = typed.strip()
    if len(typed) > 1 and typed[0] == typed[-1] and typed[0] in "'\"":
        typed = typed[1:-1]
    path = Path(typed)
    if "\\ " in typed and not path.exists():
        path = Path(typed.replace("\\ ", " "))
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def _start(workspace: Workspace) -> None:
    typed = workspace.path_bar.input.value
    if not typed.strip():
        workspace.say("type the path of a transcript first")
        return
    path = typed_path(typed)
    if not path.exists():
        raise FileError(f"There is no file {path}; check the path.")
    workspace.close_inputs()
    workspace.start_job(import_job(workspace.study.path, workspace.study.actor, path))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What slow work came to."""

    words: str
    """A note for the status line."""
    document: str | None = None
    """The name of a document that was imported."""
    warnings: tuple[str, ...] = ()


def import_job(study_path: Path, actor: str, path: Path) -> Job:
    """Import one file with a connection of its own."""

    def work(report: Callable[[int, int, str], None]) -> Outcome:
        from qualcode.study import Study
        from qualcode.workflows.importing import import_files

        with Study.open(study_path, actor=actor, verify=False) as study:
            result = import_files(study, [path], progress=report)[0]
        if result.error:
            raise FileError(result.error)
        return Outcome(f"imported {result.document}, {result.words} words", result.document, result.warnings)

    return Job(f"Importing {path.name}", work)


def index_job(study_path: Path, actor: str) -> Job:
    """Build the language index of what is not indexed yet, with a connection of its own."""

    def work(report: Callable[[int, int, str], None]) -> Outcome:
        from qualcode.study import Study
        from qualcode.workflows.indexing import index_study

        with Study.open(study_path, actor=actor, verify=False) as study:
            index_study(study, progress=report)
        return Outcome("the language index is ready")

    return Job("Building the language index", work)


def _cancel(workspace: Workspace) -> None:
    workspace.cancel_job()


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "import.open": _open,
    "import.start": _start,
    "job.cancel": _cancel,
}
