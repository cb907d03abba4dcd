"""The API: a study with one attribute for each noun.

Example::

    with Study.open("thesis.qualcode") as study:
        study.codings.apply("interview-03", (120, 184), "trust", coder="Jana")
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from qualcode.errors import InputError, StudyError
from qualcode.model.changes import Announcement, Change
from qualcode.study.cases import Cases
from qualcode.study.codebook import Codebook
from qualcode.study.coders import Coders
from qualcode.study.codings import Codings
from qualcode.study.documents import Documents
from qualcode.study.frameworks import Frameworks
from qualcode.study.language import LanguageIndexes
from qualcode.study.mappings import Mappings
from qualcode.study.marks import DocumentMarks
from qualcode.study.memos import Memos
from qualcode.study.places import ReadingPlaces
from qualcode.study.preferences import Preferences
from qualcode.study.quotations import Quotations
from qualcode.study.references import keep_whole
from qualcode.study.retrieval import Retrieval
from qualcode.study.search import Search
from qualcode.study.settings import Settings
from qualcode.study.soundness import unsound
from qualcode.study.store import backups
from qualcode.study.store.file import Pending, Store
from qualcode.study.store.history import now
from qualcode.text.names import clean_name, readable

__all__ = ["SUFFIX", "History", "Study", "now", "user_name"]

SUFFIX = ".qualcode"
"""How study files end."""


def user_name() -> str:
    """Who sits at the keyboard: ``QUALCODE_USER``, else the name of the system's user."""
    name = os.environ.get("QUALCODE_USER")
    if not name:
        import getpass

        try:
            name = getpass.getuser()
        except (OSError, KeyError):
            name = "researcher"
    return clean_name(name, "user name")


class Study:
    """One open study; belongs to the thread that opened it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.settings = Settings(store)
        self.cases = Cases(store)
        self.documents = Documents(store, self.cases)
        self.codebook = Codebook(store)
        self.coders = Coders(store)
        self.quotations = Quotations(store, self.documents)
        self.codings = Codings(store, self.documents, self.codebook, self.coders, self.quotations)
        self.memos = Memos(store, self.documents, self.codebook, self.quotations)
        self.frameworks = Frameworks(store)
        self.mappings = Mappings(store, self.codebook, self.quotations, self.frameworks)
        self.language_indexes = LanguageIndexes(store, self.documents)
        self.search = Search(store, self.documents, self.codebook, self.language_indexes)
        self.retrieval = Retrieval(store, self.documents, self.codebook, self.coders)
        self.places = ReadingPlaces(store)
        self.preferences = Preferences(store)
        self.marks = DocumentMarks(store, self.codebook)
        self.history = History(store)
        store.derived.extend((self.search.follow, self.language_indexes.follow, self.places.follow))
        store.settlers.append(keep_whole)
        store.followers.extend((self.codebook.follow, self.marks.follow))

    # --- opening and closing -----------------------------------------------------------------------------------

    @classmethod
    def create(
        cls, path: str | Path, *, title: str = "", language: str = "en", actor: str | None = None
    ) -> Self:
        """Make an empty study at ``path``, never over an existing file.

        ``language`` is the ISO 639-1 code that documents and reports have unless told otherwise. Raises
        :class:`~qualcode.errors.StudyError` where the file exists or cannot be made.
        """
        path = Path(path)
        if not path.name:
            raise InputError("Give the study a name, such as thesis.qualcode.")
        name = clean_name(title or readable(path.stem), "title")
        check_language(language)
        store = Store.create(path, actor or user_name())
        try:
            study = cls(store)
            with study.change("study.create", f"Created the study “{name}”"):
                study.settings.set("title", name)
                study.settings.set("language", language)
            with store.transaction() as connection:
                connection.execute("UPDATE events SET state = 'sealed', flip = NULL")
        except BaseException:
            store.close()
            path.unlink(missing_ok=True)
            raise
        return study

    @classmethod
    def open(cls, path: str | Path, *, actor: str | None = None, verify: bool = True) -> Self:
        """Open an existing study; migrates an older file after a backup, and makes the day's backup.

        With ``verify`` every text is compared with its hash. Raises :class:`~qualcode.errors.StudyError` for
        anything that is no sound study.
        """
        path = Path(path)
        store = Store.open(path, actor or user_name(), migrate=backups.migrate)
        try:
            study = cls(store)
            if verify:
                study.documents.verify()
                faults = unsound(store)
                if faults:
                    raise StudyError(
                        f"{path} is damaged or was changed by another program: {faults[0]} Restore a backup: qualcode backup list {path.name}"
                    )
            if not store.read_only:
                backups.back_up_daily(path, store.connection)
            return study
        except BaseException:
            store.close()
            raise

    def close(self) -> None:
        """Close the file; every change has been stored when it was made."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- about the study ---------------------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """Where the study lies."""
        return self.store.path

    @property
    def actor(self) -> str:
        """Who sits at the keyboard; undo is by actor."""
        return self.store.actor

    @property
    def title(self) -> str:
        """The study's title."""
        return self.settings.get("title") or self.path.stem

    @property
    def language(self) -> str:
        """ISO 639-1 code of the study's language."""
        return self.settings.get("language") or "en"

    @property
    def primary_coder(self) -> str:
        """Whose codings are written and analysed unless told otherwise: the first coder at first; the user where nothing is coded."""
        return self.coders.primary()

    @property
    def revision(self) -> int:
        """A number that differs after every change made or noticed here; caches may be keyed by it."""
        return self.store.revision

    # --- changing ----------------------------------------------------------------------------------------------

    def change(
        self, op: str, label: str, details: Mapping[str, Any] | None = None
    ) -> AbstractContextManager[Pending]:
        """Join several changes into one undoable step; all of them are stored, or none."""
        return self.store.change(op, label, details)

    def subscribe(self, listener: Callable[[Announcement], None]) -> Callable[[], None]:
        """Call ``listener`` after every change made through this object; returns a function that ends it."""
        self.store.listeners.append(listener)
        return lambda: self.store.listeners.remove(listener)

    def changed_elsewhere(self) -> bool:
        """Whether another process or connection has changed the study since this was last asked."""
        return self.store.changed_elsewhere()


class History:
    """The steps of a study: undo log, audit trail and lineage in one."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def list(self) -> tuple[Change, ...]:
        """All steps, the oldest first."""
        return self.store.events()

    def next_undo(self) -> Change | None:
        """The change that :meth:`undo` would take back, or None."""
        return self.store.next_undo()

    def undo(self, n: int = 1) -> tuple[Change, ...]:
        """Take back the actor's last ``n`` changes; see :meth:`~qualcode.study.store.file.Store.undo`."""
        return self.repeat(self.store.undo, n)

    def redo(self, n: int = 1) -> tuple[Change, ...]:
        """Make the actor's last ``n`` undone changes again."""
        return self.repeat(self.store.redo, n)

    def repeat(self, step: Callable[[], Change], n: int) -> tuple[Change, ...]:
        """Do a step ``n`` times; stops quietly where there is no more, unless nothing at all could be done."""
        if n < 1:
            raise InputError(f"{n} steps cannot be undone or redone; give a number from 1 up.")
        done: list[Change] = []
        for _ in range(n):
            try:
                done.append(step())
            except (InputError, StudyError):
                if not done:
                    raise
                break
        return tuple(done)


def check_language(language: str) -> None:
    """Refuse what is no language code of two or three letters."""
    if not (2 <= len(language) <= 3 and language.isascii() and language.isalpha() and language.islower()):
        raise InputError(f"“{language}” is no language code; give two letters such as en, cs or sv.")
