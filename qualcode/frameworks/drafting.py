"""Model files to start from: a copy of a model, an empty one that explains itself, and one drawn from described practice."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from qualcode.errors import FileError, NotFoundError
from qualcode.formats.output import write_file
from qualcode.frameworks.files import shipped
from qualcode.frameworks.reading import read_model
from qualcode.model.frameworks import Criteria, Criterion, FrameworkFile, language_of

__all__ = ["PracticeCell", "draft_model", "empty_model", "practice_model"]

BASIS = "# basis: seed or public = you have read it; recalled or inferred = not verified. Reports show the basis of each cell."
COPY_OF = {"en": "copy of", "cs": "kopie", "sv": "kopia av"}
"""What the label of a copy says of it, by language."""
IMPORTANCE = "# importance: defining (weight 3), typical (2) or peripheral (1)."


@dataclass(frozen=True, slots=True)
class PracticeCell:
    """What some respondents describe on one criterion."""

    criterion: str
    name: str
    """Of the criterion, for a comment."""
    lo: int
    hi: int
    note: str
    """Who says what, with the numbers of the quotations."""
    enough: bool
    """False: too few respondents; the cell is written as a comment."""


def draft_model(path: Path, *, like: str | None = None, adopted: Sequence[FrameworkFile] = ()) -> None:
    """Write a copy of a model for a researcher to edit, never over an existing file.

    It begins as a copy of a model that the study has adopted, else of a shipped one. Id, short name and label come from the file's name, so
    that copy and model are told apart wherever both stand; its status is ``draft`` again. Raises :class:`~qualcode.errors.NotFoundError` for an unknown model, :class:`~qualcode.errors.FileError` where
    the file cannot be written.
    """
    refuse_existing(path)
    files = {file.id: file for file in (*shipped(), *adopted) if file.kind == "model"}
    source = (like or "fact").strip().casefold().replace("-", "_")
    if source not in files:
        raise NotFoundError(f"There is no model “{like}”; the models are: {', '.join(files)}.")
    lines = [
        f"# A model of your own, begun as a copy of {source}. Change every cell that differs; delete cells the model says nothing on.",
        BASIS,
    ]
    within = ""
    for line in files[source].text.split("\n"):
        if line[:1] not in ("", " ", "#"):
            within = line.partition(":")[0]
        elif within == "label":
            continue
        if line.startswith("label:"):
            line = f"label: {{{copied_label(path, files[source])}}}"
        elif line.startswith("id:"):
            line = f"id: {own_id(path, files)}"
        elif line.startswith("short:"):
            line = f"short: {quoted(short_name(path))}"
        elif line.startswith("status:"):
            line = "status: draft"
        if not line.startswith("#"):
            lines.append(line)
    write(path, lines)


def empty_model(path: Path, criteria: Criteria, *, language: str, taken: Collection[str] = ()) -> None:
    """Write a model file that lists every criterion with its steps as comments, to be filled in; never over an existing file.

    Names and steps are in ``language`` where there are such. ``taken`` are ids that models have already.
    """
    refuse_existing(path)
    lines = [
        "# A model of your own, still empty. For each criterion that the model speaks of, take the # from the line with “expect” away",
        "# and give the lowest and the highest step that agree with it. What it does not speak of, leave as it is: it then weighs nothing.",
        IMPORTANCE,
        BASIS,
        *head(path, taken, readable(path), rank=True),
        f"summary: {quoted('One or two sentences on the model.')}",
        "criteria:",
    ]
    domain = ""
    for each in criteria.criteria:
        if each.domain != domain:
            domain = each.domain
            lines += ["", f"  # --- {domain} ---"]
        core = " (tells models apart best)" if each.core else ""
        lines += ["", f"  # {one_line(name_of(each, language))}{core}. {one_line(each.described(language))}"]
        lines += [f"  #   {step}  {one_line(each.anchor(step, language))}" for step in range(1, 6)]
        lines.append(
            f'  # {each.id}: {{expect: [1, 5], importance: typical, basis: inferred, src: [], note: ""}}'
        )
    write(path, [*lines, ""])


def practice_model(
    path: Path, whose: str, summary: str, notes: str, version: str, cells: Sequence[PracticeCell],
    *, taken: Collection[str] = (),
) -> None:  # fmt: skip
    """Write the practice that some respondents describe as a model file, never over an existing file.

    ``whose`` says who they are, for the name; ``version`` names the state of the study. The model is not ranked, since it is drawn from the
    interviews that it would be laid against.
    """
    refuse_existing(path)
    lines = [
        "# Described practice, drawn from interviews: each range runs from the lowest to the highest level that a respondent describes.",
        "# It is no expectation. It fits the interviews that it was drawn from in any case, so it is not ranked; write “rank: true”",
        "# only to lay it against other respondents.",
        IMPORTANCE,
        *head(path, taken, whose, rank=False, version=version),
        f"summary: {quoted(summary)}",
        f"notes: {quoted(notes)}",
        "criteria:",
    ]
    for cell in cells:
        written = f"{cell.criterion}: {{expect: [{cell.lo}, {cell.hi}], importance: typical, basis: inferred, note: {quoted(cell.note)}}}"
        if cell.enough:
            lines += [f"  # {one_line(cell.name)}", f"  {written}"]
        else:
            lines += [f"  # {one_line(cell.name)}: one respondent only", f"  # {written}"]
    write(path, [*lines, ""])


# --- pieces -----------------------------------------------------------------------------------------------------------


def head(path: Path, taken: Collection[str], name: str, *, rank: bool, version: str = "") -> list[str]:
    """The lines before the summary."""
    said = quoted(name if one_line(name) else readable(path))
    return [
        "format: qualcode-model/1",
        f"id: {own_id(path, taken)}",
        "kind: service_model",
        f"rank: {'true' if rank else 'false'}",
        f"short: {quoted(short_name(path))}",
        f"label: {{en: {said}, cs: {said}, sv: {said}}}",
        *([f"data_version: {quoted(version)}"] if version else []),
        "status: draft",
    ]


def own_id(path: Path, taken: Collection[str]) -> str:
    """An id made from the file's name that no other model has.

    >>> own_id(Path("Naše praxe 2.yaml"), ()), own_id(Path("fact.yaml"), {"fact"}), own_id(Path("2nd.yaml"), ())
    ('na_e_praxe_2', 'fact_own', 'model_2nd')
    """
    kept = "".join(c if c.isascii() and (c.isalnum() or c == "_") else "_" for c in path.stem.casefold())
    own = kept.strip("_")[:50] or "own_model"
    if not own[0].isalpha():
        own = f"model_{own}"
    others = (f"{own}_own{number}" for number in count(2))
    return next(each for each in chain((own, f"{own}_own"), others) if each not in taken)


def copied_label(path: Path, source: FrameworkFile) -> str:
    """The file's name, and what it is a copy of, in each language of the copied label; as pairs of YAML."""
    model = read_model(source.text, source.name, None)
    return ", ".join(
        f"{language}: {quoted(f'{readable(path)} ({said} {model.short or model.id})')}"
        for language in model.label
        for said in [COPY_OF.get(language, COPY_OF["en"])]
    )


def short_name(path: Path) -> str:
    """The short name of a model, at most 12 characters."""
    return readable(path)[:12].strip() or "own"


def readable(path: Path) -> str:
    """The file's name as a name of a model."""
    return " ".join(path.stem.replace("_", " ").split()) or "own model"


def name_of(criterion: Criterion, language: str) -> str:
    """The name of a criterion in a language, else in English."""
    return criterion.label.get(language_of(criterion.label, language), criterion.id)


def one_line(text: str) -> str:
    """A text that fits into a line of YAML; characters that YAML does not allow are left out."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def quoted(text: str) -> str:
    """A text as a YAML scalar in double quotes, which JSON writes too."""
    return json.dumps(one_line(text), ensure_ascii=False)


def refuse_existing(path: Path) -> None:
    """Refuse to write over a file."""
    if os.path.exists(path):
        raise FileError(f"{path} exists already; choose another name.")


def write(path: Path, lines: Sequence[str]) -> None:
    """Write lines; raises :class:`~qualcode.errors.FileError` with the reason."""
    write_file(path, "\n".join(lines).encode("utf-8"))
