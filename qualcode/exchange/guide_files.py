"""Interview guides as files: YAML, tables, plain text and Word in; YAML and tables out; and one to start from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from qualcode.errors import FileError, FormatError
from qualcode.formats.tables import read_table, write_table
from qualcode.formats.tables.files import TABLE_SUFFIXES
from qualcode.model.frameworks import Criteria, language_of
from qualcode.model.guides import GuideQuestion, NewQuestion
from qualcode.text.canonical import canonical
from qualcode.text.names import name_key

__all__ = ["FORMAT", "SUFFIXES", "draft_guide", "read_guide", "write_guide"]

FORMAT = "qualcode-guide/1"
"""First line of a guide in YAML."""
YAML_SUFFIXES = (".yaml", ".yml")
TEXT_SUFFIXES = (".txt", ".md")
SUFFIXES = (*YAML_SUFFIXES, *TABLE_SUFFIXES, *TEXT_SUFFIXES, ".docx")
"""What a guide is read from."""
QUESTION_HEADS = ("question", "questions", "text", "otázka", "otázky", "fråga", "frågor")
NUMBER_HEADS = ("number", "no", "no.", "nr", "nr.", "#", "číslo", "č.", "nummer")
CRITERIA_HEADS = ("criteria", "criterion", "kritéria", "kritérium", "kriterier", "kriterium")
"""Headings of the columns of a table, in three languages."""
NUMBERING = re.compile(
    r"^\s*(?:[-*+•–]\s+)?(?:(?:[QqOoFf]\s?)?\d+(?:\.\d+)*\s?(?:[.:](?=\s)|\))|[A-Za-z]\)|\(\d+\))?\s*"
)
"""What stands before a question in a list: a bullet, ``3.``, ``2.1)``, ``Q4:``, ``a)``."""
BRACKETED = re.compile(r"\s*\[([^\[\]\n]*)\]\s*$")
"""The criteria behind a question: ``[in_vivo, linkage]``."""
EXAMPLES = {
    "en": (
        ("Where do you meet your clients?", "in_vivo"),
        ("How many clients do you have?", "caseload_size"),
    ),
    "cs": (("Kde se s klienty setkáváte?", "in_vivo"), ("Kolik máte klientů?", "caseload_size")),
    "sv": (("Var träffar du dina klienter?", "in_vivo"), ("Hur många klienter har du?", "caseload_size")),
}
"""Two questions to begin with, by language, with the criterion of each."""


def read_guide(path: Path) -> tuple[NewQuestion, ...]:
    """Read a guide by the suffix of its file: yaml, csv, tsv, xlsx, txt, md or docx.

    Criteria are given as the file names them. Raises :class:`~qualcode.errors.FileError` for another suffix or a file that
    cannot be read, :class:`~qualcode.errors.FormatError` with the line for content that breaks the format.
    """
    suffix = path.suffix.casefold()
    if suffix in YAML_SUFFIXES:
        return _from_yaml(path)
    if suffix in TABLE_SUFFIXES:
        return _from_table(path)
    if suffix in TEXT_SUFFIXES:
        from qualcode.formats.gate import decode, read_file

        text, _ = decode(read_file(path), path.name, None)
        return _from_lines(enumerate(canonical(text).split("\n"), 1))
    if suffix == ".docx":
        from qualcode.formats.gate import read_file
        from qualcode.formats.word.walker import read_word

        paragraphs = read_word(read_file(path), path.name).paragraphs
        return _from_lines(
            (number, canonical(each.text).replace("\n", " "))
            for number, each in enumerate(paragraphs, 1)
            if not each.heading
        )
    raise FileError(
        f"{path.name}: an interview guide is read from {', '.join(SUFFIXES)}; choose one of these."
    )


def _from_lines(lines: Iterable[tuple[int, str]]) -> tuple[NewQuestion, ...]:
    """A question a line; empty lines and headings (``# …``) are left out."""
    found = []
    for number, line in lines:
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        criteria = BRACKETED.search(text)
        bare = text[: criteria.start()] if criteria else text
        found.append(
            NewQuestion(
                NUMBERING.sub("", bare, count=1), separated(criteria[1]) if criteria else (), line=number
            )
        )
    return tuple(found)


def separated(names: str) -> tuple[str, ...]:
    """Names between commas or semicolons.

    >>> separated("in_vivo; linkage ,")
    ('in_vivo', 'linkage')
    """
    return tuple(name.strip() for name in re.split(r"[,;\n]", names) if name.strip())


def _from_table(path: Path) -> tuple[NewQuestion, ...]:
    """A row a question."""
    table = read_table(path)
    heads = [name_key(head) for head in table.header]

    def column(names: Sequence[str]) -> int | None:
        return next((heads.index(name) for name in names if name in heads), None)

    at, numbered, linked = column(QUESTION_HEADS), column(NUMBER_HEADS), column(CRITERIA_HEADS)
    if at is None:
        raise FormatError(
            f"{path.name} has no column “question”; its columns are: {', '.join(table.header)}. Name the one with the questions so.",
            line=1,
        )
    return tuple(
        NewQuestion(
            canonical(row[at]),
            separated(row[linked]) if linked is not None else (),
            whole(row[numbered], f"{path.name}, line {line}", line) if numbered is not None else None,
            line,
        )
        for row, line in zip(table.rows, table.lines, strict=True)
    )


def whole(value: str, where: str, line: int) -> int | None:
    """A number of a question as it stands in a file; None where the cell is empty."""
    text = value.strip().rstrip(".)")
    if not text:
        return None
    if text.endswith(".0"):
        text = text[:-2]
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        raise FormatError(
            f"{where}: “{value.strip()}” is no number of a question; give whole numbers, or leave the column out.",
            line=line,
        )
    return int(text)


def _from_yaml(path: Path) -> tuple[NewQuestion, ...]:
    """A list of questions; each is a string, or has ``question``, ``criteria`` and perhaps ``number``."""
    from qualcode.formats.gate import decode, read_file
    from qualcode.formats.gate_yaml import load_yaml

    text, _ = decode(read_file(path), path.name, None)
    yaml = load_yaml(text, path.name)
    data = yaml.data
    root: tuple[str | int, ...] = ()
    if isinstance(data, dict):
        for key in data:
            if key not in ("format", "questions"):
                raise yaml.error(
                    f"“{key}” is no part of a guide; it has format and questions", (key,), key=True
                )
        if data.get("format", FORMAT) != FORMAT:
            raise yaml.error(f"the format is not {FORMAT}; is this an interview guide?", ("format",))
        data, root = data.get("questions", ""), ("questions",)
    if data == "":
        return ()
    if not isinstance(data, list):
        raise yaml.error("a guide is a list of questions, each behind a hyphen", root)
    found = []
    for place, entry in enumerate(data):
        here = (*root, place)
        line = yaml.position(here)[0]
        if isinstance(entry, str):
            found.append(NewQuestion(canonical(entry), line=line))
            continue
        if not isinstance(entry, dict):
            raise yaml.error("here stands a list; write a question, or question: and criteria:", here)
        for key in entry:
            if key not in ("question", "criteria", "number"):
                raise yaml.error(
                    f"“{key}” is no part of a question; it has question, criteria and number",
                    (*here, key),
                    key=True,
                )
        words, criteria, number = (
            entry.get("question", ""),
            entry.get("criteria", ""),
            entry.get("number", ""),
        )
        if not isinstance(words, str):
            raise yaml.error("the question is no text", (*here, "question"))
        if not isinstance(number, str):
            raise yaml.error("the number is no number", (*here, "number"))
        names = separated(criteria) if isinstance(criteria, str) else criteria
        if not isinstance(names, list | tuple) or not all(isinstance(name, str) for name in names):
            raise yaml.error("criteria are a list of names, such as [in_vivo, linkage]", (*here, "criteria"))
        found.append(
            NewQuestion(
                canonical(words),
                tuple(str(name) for name in names),
                whole(number, f"{path.name}, line {line}", line),
                line,
            )
        )
    return tuple(found)


def write_guide(path: Path, questions: Sequence[GuideQuestion], title: str) -> None:
    """Write a guide as yaml, csv, tsv or xlsx by the suffix; it can be read again as it is.

    Raises :class:`~qualcode.errors.FileError` for another suffix or a place that cannot be written.
    """
    suffix = path.suffix.casefold()
    if suffix in TABLE_SUFFIXES:
        rows = [(each.number, each.text, ", ".join(each.criteria)) for each in questions]
        write_table(path, ("number", "question", "criteria"), rows, title=title)
        return
    if suffix not in YAML_SUFFIXES:
        raise FileError(
            f"{path.name}: an interview guide is written as {', '.join((*YAML_SUFFIXES, *TABLE_SUFFIXES))}; choose one of these."
        )
    from qualcode.formats.output import write_file

    lines = [f"format: {FORMAT}", "questions:" if questions else "questions: []"]
    for each in questions:
        lines += [f"  - number: {each.number}", *entry(each.text, each.criteria, "    ")]
    write_file(path, ("\n".join(lines) + "\n").encode("utf-8"))


def entry(question: str, criteria: Sequence[str], indent: str) -> list[str]:
    """Question and criteria of an entry in YAML; strings are written as in JSON, which YAML reads the same."""
    names = ", ".join(criteria)
    return [f"{indent}question: {json.dumps(question, ensure_ascii=False)}", f"{indent}criteria: [{names}]"]


def draft_guide(path: Path, criteria: Criteria, language: str) -> None:
    """Write a guide for a researcher to edit, with all criteria listed below; never over an existing file.

    Raises :class:`~qualcode.errors.FileError` where the file exists, or is none of YAML.
    """
    from qualcode.formats.output import write_file

    if path.suffix.casefold() not in YAML_SUFFIXES:
        raise FileError(f"{path.name}: a guide to start from is a .yaml file; give it that ending.")
    if path.exists():
        raise FileError(f"{path} exists already; choose another name.")
    known = {each.id for each in criteria.criteria}
    lines = [
        f"format: {FORMAT}",
        "# Your questions in the order in which you ask them; those below are examples. Each may name the criteria that an",
        "# answer speaks to. A criterion that no question names cannot be told apart from one that nobody was asked about.",
        "questions:",
    ]
    for question, criterion in EXAMPLES.get(language, EXAMPLES["en"]):
        first, *rest = entry(question, [criterion] if criterion in known else [], "    ")
        lines += [f"  - {first.strip()}", *rest]
    lines += [
        "",
        "# All criteria; ask about those that tell your models apart (qualcode gaps STUDY says which they are).",
    ]
    domain = ""
    for each in criteria.criteria:
        if each.domain != domain:
            domain = each.domain
            lines.append(f"# {domain}")
        label = each.label.get(language_of(each.label, language), each.id)
        lines.append(f"#   {each.id:<22} {' '.join(label.split())}")
    write_file(path, ("\n".join(lines) + "\n").encode("utf-8"))
