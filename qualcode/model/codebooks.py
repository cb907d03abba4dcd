"""Codebook files: a tree of themes, categories and codes in several languages, with proposed mappings to criteria."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualcode.model.codes import CodeFields, Kind
from qualcode.model.frameworks import Aspect, Polarity

__all__ = ["CodebookEntry", "CodebookFile", "CodebookMap"]


@dataclass(frozen=True, slots=True)
class CodebookMap:
    """A proposed mapping of a code to a criterion."""

    criterion: str
    polarity: Polarity
    level: int | None
    """1-5; None only where the polarity is ``ask``."""
    strength: int
    """1 weak or indirect, 2 clear, 3 explicit and central."""
    aspect: Aspect
    counts: bool
    """False: shown beside the cell, never scored."""


@dataclass(frozen=True, slots=True)
class CodebookEntry:
    """One node of the tree, with its texts by language (``""``: a text for any language)."""

    id: str
    kind: Kind
    parent: str | None
    """Id of the node above."""
    label: dict[str, str]
    """The node's name, by language."""
    texts: dict[str, CodeFields]
    """Codebook fields by language; empty ones where a language has none."""
    aspect: Aspect | None = None
    """What a code is about; None for themes and categories."""
    basis: str = ""
    """What the entry rests on: ``seed``, ``related`` or ``plausible``."""
    rests_on: str = ""
    """The words of a source that it rests on, in their own language."""
    maps: tuple[CodebookMap, ...] = ()

    def name(self, language: str) -> str:
        """The node's name in a language, else in English, else in the first language there is."""
        return _choose(self.label, language)

    def fields(self, language: str) -> CodeFields:
        """The codebook fields in a language; each empty one is filled from the text for any language, then from English."""
        ranked = [self.texts[key] for key in (language, "", "en") if key in self.texts]
        if not ranked:
            return CodeFields()

        def first(name: str) -> str:
            return next((text for text in (getattr(each, name) for each in ranked) if text), "")

        return CodeFields(
            brief=first("brief"),
            full=first("full"),
            when=first("when"),
            when_not=first("when_not"),
            example=first("example"),
            colour=ranked[0].colour,
            origin=ranked[0].origin,
        )


@dataclass(frozen=True, slots=True)
class CodebookFile:
    """A codebook as a file gives it."""

    id: str
    title: dict[str, str]
    """By language."""
    note: dict[str, str]
    """What a user must know before using it, by language."""
    languages: tuple[str, ...]
    entries: tuple[CodebookEntry, ...] = field(default=())
    """In tree order: each node stands after the one above it."""
    lacking: tuple[str, ...] = ()
    """Columns for which a table has no place (``kind``, ``parent`` and codebook fields), so that it says nothing of them."""


def _choose(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or texts.get("") or texts.get("en") or next(iter(texts.values()), "")
