"""The API: a study with one attribute for each noun.

Example::

    with Study.open("thesis.qualcode") as study:
        study.codings.apply("interview-03", (120, 184), "trust", coder="Jana")
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from qualcode.errors import InputError, StudyError
from qualcode.model.changes import Announcement
from qualcode.study.blinds import Blinds
from qualcode.study.cases import Cases
from qualcode.study.codebook import Codebook
from qualcode.study.coders import Coders
from qualcode.study.documents import Documents
from qualcode.study.history import History
from qualcode.study.marks import DocumentMarks
from qualcode.study.places import ReadingPlaces
from qualcode.study.preferences import Preferences
from qualcode.study.references import hanging_rows, keep_whole
from qualcode.study.settings import Settings
from qualcode.study.soundness import unsound
from qualcode.study.spans import prove_spans
from qualcode.study.store import backups
from qualcode.study.store.file import Pending, Store
from qualcode.study.store.history import now
from qualcode.text.names import clean_name, readable

if TYPE_CHECKING:
    from qualcode.model.digests import StudyDigest
    from qualcode.study.adjudications import Adjudications
    from qualcode.study.claims import Claims
    from qualcode.study.codings import Codings
    from qualcode.study.frameworks import Frameworks
    from qualcode.study.guide import Guide
    from qualcode.study.language import LanguageIndexes
    from qualcode.study.lemmas import Lemmas
    from qualcode.study.mappings import Mappings
    from qualcode.study.memos import Memos
    from qualcode.study.past import Past
    from qualcode.study.proposals import Proposals
    from qualcode.study.quotations import Quotations
    from qualcode.study.relations import Relations
    from qualcode.study.results import Results
    from qualcode.study.retrieval import Retrieval
    from qualcode.study.reviews import Reviews
    from qualcode.study.search import Search
    from qualcode.study.signoffs import Signoffs
    from qualcode.study.unanchored import UnanchoredQuotations
    from qualcode.study.versions import Versions

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
        self.blinds = Blinds(store)
        self.codebook = Codebook(store, self.blinds)
        self.coders = Coders(store, self.blinds)
        self.places = ReadingPlaces(store)
        self.preferences = Preferences(store)
        self.marks = DocumentMarks(store, self.codebook, self.blinds)
        self.history = History(store, self.blinds)
        store.derived.extend(
            (
                lambda *change: self.search.follow(*change),
                lambda *change: self.language_indexes.follow(*change),
                self.places.follow,
                prove_spans,
            )
        )
        store.settlers.append(keep_whole)
        store.resters.append(hanging_rows)
        store.followers.extend((self.blinds.follow, self.codebook.follow, self.marks.follow))

    # --- nouns that the first screen does not need: loaded when they are asked for --------------------------------

    @cached_property
    def quotations(self) -> Quotations:
        """The marked passages, with memo, condensed text and translation."""
        from qualcode.study.quotations import Quotations

        return Quotations(self.store, self.documents, self.blinds)

    @cached_property
    def codings(self) -> Codings:
        """Which codes stand on which quotations, and whose they are."""
        from qualcode.study.codings import Codings

        return Codings(self.store, self.documents, self.codebook, self.coders, self.quotations)

    @cached_property
    def adjudications(self) -> Adjudications:
        """What was decided on disagreements between coders."""
        from qualcode.study.adjudications import Adjudications

        return Adjudications(self.store, self.codings)

    @cached_property
    def versions(self) -> Versions:
        """The versions of the texts."""
        from qualcode.study.versions import Versions

        return Versions(self.store, self.documents, self.unanchored)

    @cached_property
    def unanchored(self) -> UnanchoredQuotations:
        """The quotations that lost their place in a correction."""
        from qualcode.study.unanchored import UnanchoredQuotations

        return UnanchoredQuotations(self.store, self.documents)

    @cached_property
    def memos(self) -> Memos:
        """The memos."""
        from qualcode.study.memos import Memos

        return Memos(self.store, self.documents, self.codebook, self.quotations)

    @cached_property
    def frameworks(self) -> Frameworks:
        """The adopted reference models, criteria, process frames and sources."""
        from qualcode.study.frameworks import Frameworks

        return Frameworks(self.store)

    @cached_property
    def mappings(self) -> Mappings:
        """The mappings of codes to criteria."""
        from qualcode.study.mappings import Mappings

        return Mappings(self.store, self.codebook, self.quotations, self.frameworks)

    @cached_property
    def relations(self) -> Relations:
        """The relations between codes that were drawn by hand."""
        from qualcode.study.relations import Relations

        return Relations(self.store, self.codebook)

    @cached_property
    def guide(self) -> Guide:
        """The interview guide, and where its questions were asked."""
        from qualcode.study.guide import Guide

        return Guide(self.store, self.documents, self.mappings)

    @cached_property
    def claims(self) -> Claims:
        """The codes that say that a respondent names a model."""
        from qualcode.study.claims import Claims

        return Claims(self.store, self.codebook, self.frameworks)

    @cached_property
    def reviews(self) -> Reviews:
        """The files that were written for reviewers."""
        from qualcode.study.reviews import Reviews

        return Reviews(self.store)

    @cached_property
    def proposals(self) -> Proposals:
        """What reviewers said and changed."""
        from qualcode.study.proposals import Proposals

        return Proposals(self.store, self.documents, self.codebook, self.quotations, self.memos)

    @cached_property
    def language_indexes(self) -> LanguageIndexes:
        """Tokens and lemmas of the documents."""
        from qualcode.study.language import LanguageIndexes

        return LanguageIndexes(self.store, self.documents, self.lemmas)

    @cached_property
    def lemmas(self) -> Lemmas:
        """The lemma corrections."""
        from qualcode.study.lemmas import Lemmas

        return Lemmas(self.store)

    @cached_property
    def search(self) -> Search:
        """Finding words in all documents."""
        from qualcode.study.search import Search

        return Search(self.store, self.documents, self.codebook, self.language_indexes, self.blinds)

    @cached_property
    def retrieval(self) -> Retrieval:
        """Finding passages by their codes."""
        from qualcode.study.retrieval import Retrieval

        return Retrieval(self.store, self.documents, self.codebook, self.coders)

    @cached_property
    def results(self) -> Results:
        """The register of results that left the study."""
        from qualcode.study.results import Results

        return Results(self.store)

    @cached_property
    def signoffs(self) -> Signoffs:
        """How far each code is signed off."""
        from qualcode.study.signoffs import Signoffs

        return Signoffs(self.store, self.codebook)

    @cached_property
    def past(self) -> Past:
        """The codebook as it was before."""
        from qualcode.study.past import Past

        return Past(self.store)

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
        study = cls.open_unchecked(path, actor=actor)
        try:
            study.settle(verify=verify)
            return study
        except BaseException:
            study.close()
            raise

    @classmethod
    def open_unchecked(cls, path: str | Path, *, actor: str | None = None) -> Self:
        """Open a study to be looked at before it has been checked; :meth:`settle` has to be called before anything is changed.

        Raises :class:`~qualcode.errors.StudyError` for what is no study at all.
        """
        store = Store.open(Path(path), actor or user_name(), migrate=backups.migrate, check=False)
        try:
            return cls(store)
        except BaseException:
            store.close()
            raise

    def settle(self, *, verify: bool = True) -> None:
        """Check a study that was opened unchecked, and make the day's backup.

        Raises :class:`~qualcode.errors.StudyError` for a damaged file; with ``verify`` also where a text is not the one that was
        imported. Nothing that is damaged is ever backed up.
        """
        self.store.check()
        if verify:
            self.verify()
        if not self.store.read_only:
            backups.back_up_daily(self.path, self.store.connection)

    def verify(self) -> None:
        """Compare every text with its hash and look for rows without which nothing can be read.

        Raises :class:`~qualcode.errors.StudyError` naming the first fault and the way to a backup.
        """
        self.documents.verify()
        faults = unsound(self.store)
        if faults:
            raise StudyError(
                f"{self.path} is damaged or was changed by another program: {faults[0]} Restore a backup: qualcode backup list {self.path.name}"
            )

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
    def read_only(self) -> bool:
        """Whether file or folder may not be written, so that nothing can be changed."""
        return self.store.read_only

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

    def digest(self) -> StudyDigest:
        """Hashes of what the study holds; its ``whole`` stands in the statement of every result."""
        return self.results.digest()

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


def check_language(language: str) -> None:
    """Refuse what is no language code of two or three letters."""
    if not (2 <= len(language) <= 3 and language.isascii() and language.isalpha() and language.islower()):
        raise InputError(f"“{language}” is no language code; give two letters such as en, cs or sv.")
