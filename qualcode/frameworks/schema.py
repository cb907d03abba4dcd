"""The shape of framework and codebook files, checked by pydantic; nothing outside this package sees these classes."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from qualcode.model.codes import Kind, Origin
from qualcode.model.frameworks import Aspect, Basis, Importance

__all__ = [
    "FORMATS",
    "CellSchema",
    "CodebookSchema",
    "CriteriaSchema",
    "ModelSchema",
    "ProcessSchema",
    "SourcesSchema",
]


def _absent(value: Any) -> Any:
    return None if value in ("", "null", "~") else value


def _nothing_yet(value: Any) -> Any:
    return {} if value == "" else value


def _any_language(value: Any) -> Any:
    return {"": value} if isinstance(value, str) else value


def _scale_in_any_language(value: Any) -> Any:
    steps = isinstance(value, dict) and not any(isinstance(each, dict) for each in value.values())
    return {"": value} if steps else value


def _five_anchors(anchors: dict[int, str]) -> dict[int, str]:
    missing = [step for step in range(1, 6) if step not in anchors]
    if missing:
        raise ValueError(f"the anchors for {', '.join(map(str, missing))} are missing; a scale has five")
    return anchors


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,63}$")]
Words = Annotated[str, StringConstraints(min_length=1)]
Step = Annotated[int, Field(ge=1, le=5)]
Optional = Annotated[str | None, BeforeValidator(_absent)]
Texts = Annotated[dict[str, str], BeforeValidator(_any_language)]
Names = Annotated[dict[str, Words], BeforeValidator(_any_language), Field(min_length=1)]
"""A text in one or more languages; a plain text stands for any language."""
Anchors = Annotated[dict[Step, Words], AfterValidator(_five_anchors)]
Scale = Annotated[dict[str, Anchors], BeforeValidator(_scale_in_any_language)]
"""Anchors in one or more languages; a plain mapping of steps to texts stands for any language."""
Keywords = dict[str, list[Words]]


class Strict(BaseModel):
    """No unknown keys; white space around texts does not count."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)


class Label(Strict):
    """A name in each of the three languages."""

    en: Words
    cs: Words
    sv: Words

    def by_language(self) -> dict[str, str]:
        """The names as a dictionary."""
        return {"en": self.en, "cs": self.cs, "sv": self.sv}


class SourceSchema(Strict):
    """Where a statement comes from."""

    status: Literal["seed", "public", "recalled"]
    ref: Words
    about: Words


class SourcesSchema(Strict):
    """The file of sources."""

    format: Literal["qualcode-sources/1"]
    sources: dict[Key, SourceSchema]


class CriterionSchema(Strict):
    """One ordered scale."""

    id: Id
    domain: Id
    core: bool = False
    tip27_row: bool = False
    label: Label
    description: Names
    anchors: Scale
    keywords: Keywords = {}
    based_on: str = ""


class CriteriaSchema(Strict):
    """The file of criteria."""

    format: Literal["qualcode-criteria/1"]
    data_version: str = ""
    status: str = ""
    criteria: Annotated[list[CriterionSchema], Field(min_length=1)]


def _ascending(expect: list[int]) -> list[int]:
    if expect[0] > expect[1]:
        raise ValueError(f"the range [{expect[0]}, {expect[1]}] runs backwards; give the lower end first")
    return expect


class CellSchema(Strict):
    """What a model expects on one criterion."""

    expect: Annotated[list[Step], Field(min_length=2, max_length=2), AfterValidator(_ascending)]
    importance: Importance
    basis: Basis
    src: list[Key] = []
    note: str = ""


class NamedSchema(Strict):
    """Under which words a source names the model."""

    words: Words
    source: Key


class ModelSchema(Strict):
    """A file with one reference model."""

    format: Literal["qualcode-model/1"]
    id: Id
    kind: Literal["service_model", "family"]
    rank: bool = True
    parent: Optional = None
    short: Annotated[str, StringConstraints(min_length=1, max_length=12)]
    label: Label
    data_version: str = ""
    status: str = ""
    summary: Names
    synonyms: Keywords = {}
    named_in: list[NamedSchema] = []
    notes: str = ""
    criteria: Annotated[dict[str, CellSchema], BeforeValidator(_nothing_yet), Field(min_length=1)]

    @model_validator(mode="after")
    def _families_unranked(self) -> ModelSchema:
        if self.kind == "family" and self.rank:
            raise ValueError("a family is never ranked against its members; write “rank: false”")
        return self


class StepSchema(Strict):
    """One step or function."""

    id: Id
    label: Label
    criterion: Optional = None


class ProcessSchema(Strict):
    """A file with one process frame."""

    format: Literal["qualcode-process/1"]
    id: Id
    label: Label
    src: list[Key] = []
    steps: Annotated[list[StepSchema], Field(min_length=1)]


class MapSchema(Strict):
    """A proposed mapping; either a polarity or a level (1-5 or ``ask``)."""

    criterion: Id
    polarity: Literal["supports", "partial", "contradicts"] | None = None
    level: Annotated[str, StringConstraints(pattern=r"^([1-5]|ask)$")] | None = None
    strength: Annotated[int, Field(ge=1, le=3)] = 2
    aspect: Aspect | None = None
    counts: bool

    @model_validator(mode="after")
    def _one_of_two(self) -> MapSchema:
        if (self.polarity is None) == (self.level is None):
            raise ValueError("give either a polarity or a level, not both and not neither")
        return self


class EntrySchema(Strict):
    """One node of a codebook."""

    id: Key
    kind: Kind
    under: Optional = None
    label: Names
    brief: Texts = {}
    full: Texts = {}
    when: Texts = {}
    when_not: Texts = {}
    example: Texts = {}
    colour: Annotated[str, StringConstraints(pattern=r"^(#[0-9A-Fa-f]{6})?$")] = ""
    origin: Origin = "data"
    aspect: Aspect | None = None
    basis: Literal["seed", "related", "plausible", ""] = ""
    rests_on: str = ""
    maps: list[MapSchema] = []

    @model_validator(mode="after")
    def _maps_need_an_aspect(self) -> EntrySchema:
        if self.maps and (self.kind != "code" or self.aspect is None):
            raise ValueError("only a code with an aspect can be mapped to criteria")
        return self


class CodebookSchema(Strict):
    """A file with a codebook."""

    format: Literal["qualcode-codebook/1"]
    id: Id
    title: Names
    note: Texts = {}
    entries: Annotated[list[EntrySchema], Field(min_length=1)]


FORMATS: dict[str, tuple[str, type[Strict]]] = {
    "qualcode-criteria/1": ("criteria", CriteriaSchema),
    "qualcode-sources/1": ("sources", SourcesSchema),
    "qualcode-model/1": ("model", ModelSchema),
    "qualcode-process/1": ("process", ProcessSchema),
    "qualcode-codebook/1": ("codebook", CodebookSchema),
}
"""First line of a file -> its kind and shape."""
