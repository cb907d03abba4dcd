"""How many people speak of what, and how often: frequencies, codes by groups of respondents, codes by documents."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

from qualcode.errors import InputError, NotFoundError
from qualcode.model.arrays import Incidence
from qualcode.model.documents import ROLES
from qualcode.model.frequencies import MEASURES, Crosstab, Frequencies, Measure
from qualcode.model.tables import ResultTable, Statement
from qualcode.study import Study
from qualcode.text.names import name_key
from qualcode.workflows.results import statement_of

if TYPE_CHECKING:
    from qualcode.analysis.counting import Words
    from qualcode.analysis.overlap import Ints

__all__ = [
    "FEW",
    "LEVELS",
    "ORDERS",
    "PERCENT_FROM",
    "Choices",
    "Level",
    "crosstab_of",
    "crosstab_table",
    "frequencies_of",
    "frequencies_table",
    "ordered",
    "ordered_columns",
    "part_of",
    "small_groups",
    "words_of",
]

Level = Literal["code", "category", "theme", "all"]
LEVELS: tuple[Level, ...] = ("code", "category", "theme", "all")
ORDERS = (*MEASURES, "name", "tree")
"""By what rows can be sorted."""
FEW = 5
"""Respondents below which a column may point at somebody."""
PERCENT_FROM = 20
"""Respondents from which on a share may be given in per cent."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen for a count; see :func:`frequencies_of`."""

    level: Level = "all"
    role: str = "respondent"
    """A role, or ``all``."""
    coder: str | None = None
    """Whose codings: None for the primary coder, ``all`` for everybody's."""
    touching: Literal["apart", "merged"] = "apart"
    """Whether codings of one code that overlap, or have at most white space between them, count each or as one."""
    cases: tuple[str, ...] = ()
    """Labels of the cases to look at; empty: all."""
    attributes: tuple[tuple[str, str], ...] = ()
    """Name and value; of one attribute any of the values, of several attributes each."""

    def check(self) -> None:
        """Raise :class:`~qualcode.errors.InputError` for a level, role or treatment that does not exist."""
        if self.level not in LEVELS:
            raise InputError(f"“{self.level}” is no level; choose one of: {', '.join(LEVELS)}.")
        if self.role != "all" and self.role not in ROLES:
            raise InputError(f"“{self.role}” is no role; choose one of: {', '.join(ROLES)}, or all.")
        if self.touching not in ("apart", "merged"):
            raise InputError(
                f"Codings that touch are counted apart or merged; “{self.touching}” is neither of them."
            )


def frequencies_of(
    study: Study, choices: Choices | None = None, *, words: bool = True
) -> tuple[Frequencies, Statement]:
    """Every node of a level by respondents, documents, codings, quotations, turns and (where wanted) words.

    Raises :class:`~qualcode.errors.InputError` for a choice that does not exist, and
    :class:`~qualcode.errors.NotFoundError` for an unknown coder, case or attribute.
    """
    chosen = choices or Choices()
    chosen.check()
    from qualcode.analysis.crosstab import count_nodes

    incidence = part_of(study, chosen)
    found = count_nodes(
        incidence,
        level=chosen.level,
        role=None if chosen.role == "all" else chosen.role,
        touching=chosen.touching,
        reach=_reach(study, incidence) if chosen.touching == "merged" else None,
        words=words_of(study, incidence) if words else None,
    )
    statement = statement_of(
        study,
        "frequencies",
        "respondents",
        {**_settings(chosen, found.coder), "documents": found.documents, "cases": found.cases},
        filter=_filter(chosen, found.coder, found.role),
    )
    return found, statement


def crosstab_of(
    study: Study, choices: Choices | None = None, *, by: str | None = None, count: Measure | None = None
) -> tuple[Crosstab, Statement]:
    """Nodes against the values of an attribute, or against documents where ``by`` is None.

    ``count`` is what a cell holds: respondents by default, codings against documents. Raises as :func:`frequencies_of`.
    """
    chosen = choices or Choices()
    chosen.check()
    measure: Measure = count or ("codings" if by is None else "respondents")
    if measure not in get_args(Measure):
        raise InputError(f"“{measure}” cannot be counted; choose one of: {', '.join(MEASURES)}.")
    attribute = study.cases.attribute(by) if by is not None else None
    from qualcode.analysis.crosstab import cross

    incidence = part_of(study, chosen)
    found = cross(
        incidence,
        by=attribute,
        measure=measure,
        level=chosen.level,
        role=None if chosen.role == "all" else chosen.role,
        touching=chosen.touching,
        reach=_reach(study, incidence) if chosen.touching == "merged" and measure == "codings" else None,
        words=words_of(study, incidence) if measure == "words" else None,
    )
    statement = statement_of(
        study,
        "frequencies",
        measure,
        {
            "by": attribute if attribute is not None else "document",
            **_settings(chosen, found.coder),
            "documents": found.documents,
            "cases": found.cases,
        },
        filter=_filter(chosen, found.coder, found.role),
    )
    return found, statement


def ordered(found: Frequencies, order: str = "respondents") -> Frequencies:
    """The rows sorted by a measure, the largest first, ties by the measures in their order and then the tree; or by name, or as the tree.

    Raises :class:`~qualcode.errors.InputError` for an order that does not exist.
    """
    if order not in ORDERS:
        raise InputError(f"Rows cannot be sorted by “{order}”; choose one of: {', '.join(ORDERS)}.")
    if order == "tree":
        return found
    rows = list(found.rows)
    if order == "name":
        rows.sort(key=lambda row: (name_key(row.code), row.path))
    else:
        names = (order, *(name for name in MEASURES if name != order))
        figures = {name: _figures(found, name) for name in names}
        places = sorted(range(len(rows)), key=lambda i: tuple(-figures[name][i] for name in names))
        rows = [rows[i] for i in places]
    return replace(found, rows=tuple(rows))


def ordered_columns(found: Crosstab, order: str = "total") -> Crosstab:
    """The rows of a crosstab sorted by their total, the largest first; or by name, or as the tree.

    Raises :class:`~qualcode.errors.InputError` for an order that does not exist.
    """
    if order not in ("total", "name", "tree"):
        raise InputError(f"Rows of a crosstab cannot be sorted by “{order}”; choose total, name or tree.")
    rows = list(found.rows)
    if order == "name":
        rows.sort(key=lambda row: (name_key(row.code), row.path))
    elif order == "total":
        rows.sort(key=lambda row: -row.total)
    return replace(found, rows=tuple(rows))


def _figures(found: Frequencies, measure: str) -> list[int]:
    values = (getattr(row, measure) for row in found.rows)
    return [len(value) if isinstance(value, tuple) else value for value in values]


def frequencies_table(found: Frequencies, statement: Statement) -> ResultTable:
    """Frequencies as a result table, people before mentions."""
    return ResultTable(
        "frequencies",
        ("code", "kind", "path", *MEASURES, "who"),
        tuple(
            (
                row.code,
                row.kind,
                " > ".join(row.path),
                row.respondents,
                row.documents,
                row.codings,
                len(row.quotations),
                row.turns,
                row.words,
                ", ".join(row.cases),
            )
            for row in found.rows
        ),
        statement,
    )


def crosstab_table(found: Crosstab, statement: Statement) -> tuple[ResultTable, ResultTable]:
    """A crosstab as two result tables: the figures, and the size of each column."""
    names = _columns(found)
    figures = ResultTable(
        "documents" if found.by is None else "crosstab",
        ("code", "kind", "path", *names, "total"),
        tuple((row.code, row.kind, " > ".join(row.path), *row.counts, row.total) for row in found.rows),
        statement,
    )
    sizes = ResultTable(
        "columns",
        ("column", "respondents", "documents"),
        tuple((name, each.cases, each.documents) for name, each in zip(names, found.columns, strict=True)),
        statement,
    )
    return figures, sizes


def _columns(found: Crosstab) -> tuple[str, ...]:
    """Headings of the columns, told apart from the fixed ones and from each other."""
    used = {"code", "kind", "path", "total"}
    names = []
    for column in found.columns:
        name = "without a value" if found.by is not None and column.name == "—" else column.name
        while name in used:
            name += "_"
        used.add(name)
        names.append(name)
    return tuple(names)


def small_groups(found: Crosstab, few: int = FEW) -> tuple[str, ...]:
    """Values that fewer than ``few`` respondents have, so that somebody could be recognised by them."""
    if found.by is None:
        return ()
    return tuple(column.name for column in found.columns if column.cases < few)


def part_of(study: Study, choices: Choices) -> Incidence:
    """The codings of the coder in the documents of the cases that were chosen.

    Raises :class:`~qualcode.errors.NotFoundError` for an unknown coder, case or attribute, and where nobody is left.
    """
    incidence = study.codings.incidence(choices.coder)
    if not choices.cases and not choices.attributes:
        return incidence
    labels = {study.cases.get(label).id for label in choices.cases}
    wanted: dict[str, set[str]] = {}
    for name, value in choices.attributes:
        wanted.setdefault(name_key(study.cases.attribute(name)), set()).add(name_key(value))
    kept = {
        case.id
        for case in incidence.cases
        if (not choices.cases or case.id in labels)
        and all(
            any(
                name_key(name) == key and name_key(value) in values for name, value in case.attributes.items()
            )
            for key, values in wanted.items()
        )
    }
    if not kept:
        asked = [*choices.cases, *(f"{name} = {value}" for name, value in choices.attributes)]
        raise NotFoundError(
            f"No case fits {' and '.join(f'“{each}”' for each in asked)}; list the cases with: "
            f"qualcode case list {study.path.name}"
        )
    from qualcode.analysis.subsets import subset

    return subset(incidence, cases=kept)


def words_of(study: Study, incidence: Incidence) -> Words:
    """Where the words of the documents begin."""
    from qualcode.analysis.counting import Words
    from qualcode.analysis.speech import ints
    from qualcode.text.units import words

    texts = study.documents.texts()
    document, start = array("q"), array("q")
    for n, each in enumerate(incidence.documents):
        begins = [begin for begin, _ in words(texts[each.id])]
        start.extend(begins)
        document.extend([n] * len(begins))
    return Words(ints(document), ints(start))


def _reach(study: Study, incidence: Incidence) -> Ints:
    """Where each coding ends when the white space behind it is taken along."""
    from qualcode.analysis.speech import ints

    texts = study.documents.texts()
    own = [texts[each.id] for each in incidence.documents]
    ends: Sequence[int] = [
        end + _space(own[document], end)
        for document, end in zip(incidence.document, incidence.end, strict=True)
    ]
    return ints(array("q", ends))


def _space(text: str, at: int) -> int:
    """White space from an offset on."""
    end = at
    while end < len(text) and text[end].isspace():
        end += 1
    return end - at


def _settings(choices: Choices, coder: str) -> dict[str, Any]:
    return {"coder": coder, "level": choices.level, "touching": choices.touching}


def _filter(choices: Choices, coder: str, role: str | None) -> dict[str, Any]:
    found: dict[str, Any] = {"coder": coder, "role": role or "all"}
    if choices.cases:
        found["only_cases"] = list(choices.cases)
    if choices.attributes:
        found["only_attributes"] = [f"{name} = {value}" for name, value in choices.attributes]
    return found
