"""Which files a report may take the place of: those that hold nothing but an earlier report."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import FileError

if TYPE_CHECKING:
    from qualcode.study import Study

__all__ = ["refuse_overwriting"]


def refuse_overwriting(
    study: Study, file: Path, *, template: Path | None = None, overwrite: bool = False
) -> None:
    """Refuse to write a report where somebody's work lies, before anything is done.

    The template is never written over. With ``overwrite`` every other file may be; without, a Word file only as this program wrote it
    (Word and LibreOffice say in a file that they saved it), and another file only where the register of results knows its name.
    Raises :class:`~qualcode.errors.FileError`.
    """
    if not os.path.isfile(file):
        return
    if template is not None and os.path.exists(template) and os.path.samefile(file, template):
        raise FileError(f"{file.name} is the template itself; give the report a name of its own.")
    if overwrite:
        return
    if file.suffix.casefold() == ".docx":
        from qualcode.formats.word.origin import is_ours

        if not is_ours(file):
            raise FileError(
                f"{file.name} exists, and another program has saved it, so that somebody’s comments or changes may be in it; "
                "choose another name, or add --overwrite."
            )
        return
    if not any(result.name == file.name for result in study.results.list()):
        raise FileError(
            f"{file.name} exists, and is no result that this study has written; choose another name, or add --overwrite."
        )
