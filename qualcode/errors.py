"""Errors a researcher can act on: each message says what is wrong, where, and what to do.

The tree::

    QualcodeError
    ├── InputError          something typed or passed in: a span, a name, an option
    │   ├── NotFoundError   no such document, code, case, quotation, model, criterion
    │   └── NameTakenError  the name exists already, perhaps in another case or Unicode form
    ├── FileError           a file from outside: missing, damaged, of another kind, too large
    │   └── FormatError     its content breaks the format; knows the line and the column
    ├── StudyError          the study file itself: not ours, newer, locked, damaged, read-only
    │   └── ConflictError   another change rests on what should be taken back
    └── DependencyError     a program or package that is needed is not there
"""

from __future__ import annotations

__all__ = [
    "ConflictError",
    "DependencyError",
    "FileError",
    "FormatError",
    "InputError",
    "NameTakenError",
    "NotFoundError",
    "QualcodeError",
    "StudyError",
]


class QualcodeError(Exception):
    """The base of every error that qualcode raises on purpose; ``str(error)`` is one or two sentences."""


class InputError(QualcodeError):
    """Something that was typed or passed in cannot be used."""


class NotFoundError(InputError):
    """What was named does not exist in the study."""


class NameTakenError(InputError):
    """The name exists already, perhaps in another case or Unicode form."""


class FileError(QualcodeError):
    """A file from outside cannot be read or written."""


class FormatError(FileError):
    """The content of a file breaks its format; line and column (counted from 1) are known where they make sense."""

    def __init__(self, message: str, *, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class StudyError(QualcodeError):
    """The study file cannot be opened or changed."""


class ConflictError(StudyError):
    """A later change rests on the one that should be taken back."""


class DependencyError(QualcodeError):
    """A program or package that this step needs is not installed."""
