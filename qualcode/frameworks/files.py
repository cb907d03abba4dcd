"""Framework files as files: loading one from a path, those that ship with qualcode, their hashes, and all of them read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from qualcode import resources
from qualcode.errors import FileError, FormatError
from qualcode.frameworks.checking import kind_of
from qualcode.frameworks.reading import read_codebook, read_criteria, read_model, read_process, read_sources
from qualcode.model.codebooks import CodebookFile
from qualcode.model.frameworks import Criteria, FrameworkFile, ProcessFrame, ReferenceModel, Source

__all__ = [
    "Frameworks",
    "digest",
    "framework_file",
    "load",
    "load_codebook",
    "read_all",
    "shipped",
    "shipped_codebook",
    "text_of",
]


@dataclass(frozen=True, slots=True)
class Frameworks:
    """A set of framework files, read and checked against each other."""

    criteria: Criteria | None = None
    models: tuple[ReferenceModel, ...] = ()
    processes: tuple[ProcessFrame, ...] = ()
    sources: dict[str, Source] = field(default_factory=dict)


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def framework_file(text: str, name: str) -> FrameworkFile:
    """Check the text of a framework file of any kind and give it its identity; ``name`` is for messages.

    The kind comes from the line ``format:``. Raises :class:`~qualcode.errors.FormatError` with line and column.
    """
    kind, _ = kind_of(text, name)
    if kind == "criteria":
        read_criteria(text, name)
        return FrameworkFile("criteria", "criteria", text, digest(text), name)
    if kind == "sources":
        read_sources(text, name)
        return FrameworkFile("sources", "sources", text, digest(text), name)
    if kind == "model":
        return FrameworkFile("model", read_model(text, name, None).id, text, digest(text), name)
    if kind == "process":
        return FrameworkFile("process", read_process(text, name).id, text, digest(text), name)
    raise FormatError(
        f"{name} is a codebook, not a model, a process frame or a list of criteria; import it as a codebook.",
        line=1,
        column=1,
    )


def load(path: str | Path) -> FrameworkFile:
    """Read a framework file from a path; its kind is found from the content.

    Line ends count as line feeds, so that a hash does not depend on the system.
    Raises :class:`~qualcode.errors.FileError` where it cannot be read, FormatError (with line and column) where it is wrong.
    """
    return framework_file(text_of(Path(path)), Path(path).name)


def load_codebook(path: str | Path) -> CodebookFile:
    """Read a codebook file in YAML from a path. Raises as :func:`load`."""
    return read_codebook(text_of(Path(path)), Path(path).name)


def shipped() -> tuple[FrameworkFile, ...]:
    """The framework files that ship with qualcode: criteria, sources, models (families last), process frames."""
    folder = resources.codebooks()
    models = [load(path) for path in sorted((folder / "models").glob("*.yaml"))]
    models.sort(key=lambda file: (read_model(file.text, file.name, None).kind == "family", file.id))
    processes = [load(path) for path in sorted((folder / "processes").glob("*.yaml"))]
    return (load(folder / "criteria.yaml"), load(folder / "sources.yaml"), *models, *processes)


def shipped_codebook(name: str) -> CodebookFile:
    """A codebook that ships with qualcode: ``starter`` or ``sample``.

    Raises :class:`~qualcode.errors.FileError` where there is none of that name.
    """
    path = resources.codebooks() / f"{name}.yaml"
    if name not in ("starter", "sample"):
        raise FileError(f"No codebook “{name}” ships with qualcode; there are starter and sample.")
    return load_codebook(path)


def read_all(files: Iterable[FrameworkFile]) -> Frameworks:
    """Read files into one set; models and frames are checked against the criteria among them.

    Raises :class:`~qualcode.errors.FormatError` where a model speaks of an unknown criterion or an id occurs twice.
    """
    given = tuple(files)
    taken: dict[tuple[str, str], str] = {}
    for file in given:
        if (file.kind, file.id) in taken:
            raise FormatError(
                f"{file.name} and {taken[file.kind, file.id]} are both the {file.kind} “{file.id}”; keep one of them."
            )
        taken[file.kind, file.id] = file.name
    criteria = next((read_criteria(file.text, file.name) for file in given if file.kind == "criteria"), None)
    sources: dict[str, Source] = {}
    for file in given:
        if file.kind == "sources":
            sources |= read_sources(file.text, file.name)
    return Frameworks(
        criteria=criteria,
        models=tuple(read_model(file.text, file.name, criteria) for file in given if file.kind == "model"),
        processes=tuple(
            read_process(file.text, file.name, criteria) for file in given if file.kind == "process"
        ),
        sources=sources,
    )


def text_of(path: Path) -> str:
    """The text of a file in UTF-8, every line end a line feed; raises as :func:`load`, whatever the file holds."""
    from qualcode.formats.gate import read_file
    from qualcode.formats.gate_yaml import LIMIT

    data = read_file(path, limit=LIMIT)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise FormatError(
            f"{path.name}, line {line}: the file is not UTF-8; save it as UTF-8 and try again.",
            line=line,
            column=1,
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")
