"""The files that were written for reviewers, so that they are known again when they come back."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping

from qualcode.errors import NotFoundError
from qualcode.formats.word.markup import clean
from qualcode.model.reviews import Review, ReviewKind
from qualcode.study.soundness import stored_object
from qualcode.study.store.file import Store
from qualcode.study.store.history import now

__all__ = ["Reviews", "quotations_in_history", "settled", "text_hash"]

COLUMNS = "id, token, kind, document_id, name, at, by_whom, contents"


def settled(text: str) -> str:
    """A text in the form in which a word processor gives it back: NFC, single spaces, no empty lines, no spaces at the ends of lines.

    >>> settled(" Trust  in \\n\\n people ")
    'Trust in\\npeople'
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    plain = clean(re.sub("\r\n?|\x0b", "\n", text)).replace("\u00ad", "")
    lines = (" ".join(line.split()) for line in unicodedata.normalize("NFC", plain).split("\n"))
    return "\n".join(line for line in lines if line)


def text_hash(text: str) -> str:
    """SHA-256 of a text in the form of :func:`settled`, in hexadecimal digits."""
    return hashlib.sha256(settled(text).encode("utf-8", "surrogatepass")).hexdigest()


class Reviews:
    """The files for reviewers of a study; their texts are not kept, only what tells whether one was edited."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def list(self) -> tuple[Review, ...]:
        """All of them, the oldest first."""
        return tuple(
            Review(i, token, kind, document_id, name, at, by, stored_object(contents, *told(name, contents)))
            for i, token, kind, document_id, name, at, by, contents in self.store.rows(
                f"SELECT {COLUMNS} FROM reviews ORDER BY id"
            )
        )

    def find(self, token: str) -> Review | None:
        """The file that carries a token, None where none does."""
        return next((each for each in self.list() if each.token == token), None) if token else None

    def get(self, review_id: int) -> Review:
        """One file by its id; raises :class:`~qualcode.errors.NotFoundError`."""
        found = next((each for each in self.list() if each.id == review_id), None)
        if found is None:
            raise NotFoundError(f"There is no review {review_id} in {self.store.path.name}.")
        return found

    def add(
        self,
        kind: ReviewKind,
        token: str,
        name: str,
        contents: Mapping[str, str],
        *,
        document_id: int | None = None,
        what: str = "the codebook",
    ) -> Review:
        """Note that a file left the study for a reviewer; ``contents`` gives the hash of each text by the name of its place."""
        with self.store.change("reviews.export", f"Wrote {what} for a reviewer as “{name}”") as change:
            i = change.insert(
                "reviews",
                [
                    {
                        "token": token,
                        "kind": kind,
                        "document_id": document_id,
                        "name": name,
                        "at": now(),
                        "by_whom": self.store.actor,
                        "contents": json.dumps(dict(contents), ensure_ascii=False, sort_keys=True),
                    }
                ],
            )[0]
        return self.get(i)


def told(name: str, contents: str) -> tuple[str, ...]:
    """What the stored contents of a file are, for a message, and the names of its places, all of whose values have to be words."""
    try:
        value = json.loads(contents)
    except (ValueError, RecursionError):
        value = None
    return (f"What the review file “{name}” holds", *(value if isinstance(value, dict) else ()))


def quotations_in_history(store: Store) -> frozenset[int]:
    """Numbers of all quotations that a change speaks of; those of a respondent who withdrew are not among them any more."""
    found: set[int] = set()
    for first, last in store.rows(
        "SELECT DISTINCT json_extract(r.value, '$[0]'), json_extract(r.value, '$[1]') FROM events v, json_each(v.touched, '$.quotations') r"
    ):
        found.update(range(first, last + 1))
    return frozenset(found)
