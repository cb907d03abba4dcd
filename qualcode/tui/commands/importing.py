"""Importing transcripts: the line for their paths, the screen with what was read, and the work beside it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import FileError
from qualcode.text.names import readable
from qualcode.tui.commands.screens import Command, OnScreen, on_screen
from qualcode.tui.jobs import Job

if TYPE_CHECKING:
    from qualcode.tui.screens.importing import ImportScreen
    from qualcode.tui.screens.workspace import Workspace
    from qualcode.workflows.import_records import FileChoice, FilePlan

__all__ = ["COMMANDS", "Outcome", "import_job", "index_job", "read_job", "settle_job"]


def _open(workspace: Workspace) -> None:
    if workspace.job is not None:
        workspace.say("one thing at a time: something is running still")
        return
    workspace.close_inputs()
    workspace.path_bar.open()
    workspace.show_context()


def _start(workspace: Workspace) -> None:
    from qualcode.transcripts.finding import find_files, left_behind
    from qualcode.tui.commands.screens import open_screen
    from qualcode.tui.screens.importing import ImportScreen

    line = workspace.path_bar
    if line.chosen:
        line.complete()
        return
    paths = line.paths()
    if not paths:
        workspace.say("type the path of a transcript first")
        return
    files = find_files(paths)
    missing = next((path for path in files if not os.path.exists(path)), None)
    if missing is not None:
        raise FileError(f"There is no file {readable(str(missing))}; check the path.")
    open_screen(workspace, ImportScreen(workspace, files, left_behind(paths)))


# --- the work ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outcome:
    """What slow work came to."""

    words: str
    """A note for the status line."""


def read_job(study_path: Path, actor: str, files: Sequence[Path]) -> Job:
    """Read files with a connection of its own and store nothing."""

    def work(report: Callable[[int, int, str], None]) -> tuple[FilePlan, ...]:
        from qualcode.study import Study
        from qualcode.workflows.import_plans import read_plans

        with Study.open(study_path, actor=actor, verify=False) as study:
            return read_plans(study, files, roles_as_before=True, progress=report)

    return Job("Reading", work)


def settle_job(study_path: Path, actor: str, plan: FilePlan, choice: FileChoice) -> Job:
    """Read a file again in another language or with other labels; nothing is stored."""

    def work(report: Callable[[int, int, str], None]) -> FilePlan:
        from dataclasses import replace

        from qualcode.study import Study
        from qualcode.workflows.import_plans import settle

        with Study.open(study_path, actor=actor, verify=False) as study:
            return settle(study, plan, replace(choice, name=None))

    return Job(f"Reading {plan.source_name} again", work)


def import_job(study_path: Path, actor: str, plans: Sequence[FilePlan], choices: Sequence[FileChoice]) -> Job:
    """Import what was read with a connection of its own, as one change."""

    def work(report: Callable[[int, int, str], None]) -> object:
        from qualcode.study import Study
        from qualcode.workflows.importing import import_plans

        with Study.open(study_path, actor=actor, verify=False) as study:
            return import_plans(study, plans, choices, progress=report)

    return Job("Importing", work)


def index_job(study_path: Path, actor: str, said: str = "the language index is ready") -> Job:
    """Build the language index of what is not indexed yet, with a connection of its own; ``said`` is the note at its end."""

    def work(report: Callable[[int, int, str], None]) -> Outcome:
        from qualcode.study import Study
        from qualcode.workflows.indexing import index_study

        with Study.open(study_path, actor=actor, verify=False) as study:
            index_study(study, progress=report)
        return Outcome(said)

    return Job("Building the language index", work)


# --- the keys ------------------------------------------------------------------------------------------------


_on: OnScreen[ImportScreen] = on_screen(
    "importing",
    "ImportScreen",
    "That is done with files that were read for an import; open them with Ctrl+O.",
)


def _asks(module: str, name: str) -> Command:
    """What a function of :mod:`qualcode.tui.importing` asks on the screen; loaded when its key is pressed first."""

    def ask(screen: ImportScreen) -> None:
        getattr(import_module(f"qualcode.tui.importing.{module}"), name)(screen)

    return _on(ask)


COMMANDS: dict[str, Callable[[Workspace], None]] = {
    "import.open": _open,
    "import.start": _start,
    "path.complete": lambda workspace: workspace.path_bar.complete(),
    "path.down": lambda workspace: workspace.path_bar.step(1),
    "path.up": lambda workspace: workspace.path_bar.step(-1),
    "files.roles": _asks("roles", "ask_roles"),
    "files.speaker": _asks("roles", "ask_speaker"),
    "files.language": _asks("settling", "ask_language"),
    "files.case": _asks("settling", "ask_case"),
    "files.attribute": _asks("settling", "ask_attribute"),
    "files.name": _asks("settling", "ask_document_name"),
    "files.pattern": _asks("settling", "ask_pattern"),
    "files.notes": _asks("settling", "toggle_notes"),
    "files.layout": _asks("reading", "ask_layout"),
    "files.encoding": _asks("reading", "ask_encoding"),
    "files.join": _asks("reading", "ask_joined"),
    "files.divide": _asks("reading", "toggle_parts"),
    "files.take": _on(lambda screen: screen.toggle_taken()),
    "files.import": _on(lambda screen: screen.ask_import()),
    "job.cancel": lambda workspace: workspace.cancel_job(),
}
