"""What a transcript format is: a name, suffixes, a look at the content, and a reader."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from qualcode.model.documents import Layout, Transcript

__all__ = ["TEXTS", "Format", "Request"]

TEXTS = ("txt", "md", "vtt", "srt", "csv", "json", "otr", "html")
"""Short names of the formats that are text in some encoding and may say nothing of it."""


@dataclass(frozen=True, slots=True)
class Request:
    """One file to be read."""

    data: bytes
    name: str
    """Name of the file, for messages."""
    language: str | None = None
    """ISO 639-1 code; helps with old code pages."""
    labels: Collection[str] = field(default_factory=tuple)
    """Speaker labels that the user confirms, however rare."""
    layout: Layout = "labels"
    """How the file shows who speaks, as the user says."""
    same: Mapping[str, str] = field(default_factory=dict)
    """Labels as the source shows them, each with the label of the same speaker."""
    encoding: str | None = None
    """In which encoding a text file is, as the user says; a codec of Python. None: as it is recognised."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format of transcripts; each lives in a module of its own and is listed in the registry."""

    name: str
    """Short name, such as ``docx``."""
    title: str
    """How messages call it, such as ``a Word document``."""
    suffixes: tuple[str, ...]
    """In lower case, with the full stop."""
    sniff: Callable[[str | None], bool]
    """Whether content of a kind (as :func:`qualcode.formats.gate.sniff` names it) can be of this format."""
    read: Callable[[Request], Transcript]
    """Raises :class:`~qualcode.errors.FileError` where the content cannot be read."""
    layouts: tuple[Layout, ...] = ("labels",)
    """The layouts of speech that it can be read by; files that name speakers in fields of their own have only one."""
    in_folders: bool = True
    """Whether a folder that is imported stands for such files too; a table there may as well be a list of cases."""
