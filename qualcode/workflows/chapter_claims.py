"""What a chapter claims of codes and counts: names that the codebook no longer has, and numbers that are no longer true."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.exchange.chapters import Chapter, ChapterParagraph
from qualcode.model.verification import Finding
from qualcode.study import Study
from qualcode.text.names import name_key
from qualcode.text.quoted import quoted

if TYPE_CHECKING:
    from qualcode.model.results import CodeFrequency

__all__ = ["claims_in"]

_OF = r"(?:of|out of|z|ze|av|/)"
_RESPONDENTS = r"(?:respondents?|participants?|respondent\w*|informant\w*|deltagare|účastní\w+)"
_QUOTATIONS = r"(?:quotations?|výro\w+|cita[ct]\w*|citát\w*|úryv\w+|citat)"
_PART_OF = re.compile(
    rf"(?<![\d.,:–-])(?P<part>\d{{1,4}})[ \u00a0]{_OF}[ \u00a0](?:the[ \u00a0])?(?P<whole>\d{{1,4}})[ \u00a0](?:\w+[ \u00a0])?{_RESPONDENTS}\b",
    re.I,
)
_NOUN_FIRST = re.compile(
    rf"\b{_RESPONDENTS}[ \u00a0](?P<part>\d{{1,4}})[ \u00a0]{_OF}[ \u00a0](?P<whole>\d{{1,4}})\b", re.I
)
_PASSAGES = re.compile(
    rf"(?<![\d.,:–-])(?P<part>\d{{1,3}}(?:[,\u00a0]\d{{3}})*)[ \u00a0](?P<noun>{_QUOTATIONS})\b", re.I
)
_VALUE = re.compile(
    rf"(?P<part>\d{{1,6}})(?:[ \u00a0]{_OF}[ \u00a0](?P<whole>\d{{1,6}}))?(?:[ \u00a0]\([^()]*\))?"
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W_])|(?<=;)\s+")
_TERM = 3
"""Words in quotation marks up to which they are a term, perhaps a code that the study never had."""
_LEFT_OUT = re.compile(r"nevytišt|not printed|not shown|left out|vynech|inte tryck|utelämna|ej tryck", re.I)
"""Where a sentence counts what is not printed."""
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}\.?[ \u00a0][^\W\d_]{3,12}[ \u00a0]\d{4}")
_NUMBERED = re.compile(r"^(?:\d+(?:\.\d+)*\.?|[A-Z]\.)\s+")
_RESPONDENT_HEADS = frozenset(
    {"respondents", "respondenti", "informanter", "participants", "účastníci", "deltagare"}
)
_QUOTATION_HEADS = frozenset({"quotations", "výroky", "citat", "citace", "citáty", "úryvky"})
_NAME_HEADS = (
    "code",
    "kód",
    "kod",
    "categor",
    "kategori",
    "theme",
    "téma",
    "tema",
    "podkategori",
    "underkategori",
)
_CODE_HEADS = ("code", "kód", "kod")
_SHORT = 4
"""Letters that a name must have to be looked for in running text."""


@dataclass(frozen=True, slots=True)
class _Counts:
    """What the study counts for its nodes."""

    by_name: Mapping[str, CodeFrequency]
    """By name in comparable form."""
    names: Mapping[str, str]
    """Names of all nodes by their comparable form."""
    respondents: int
    groups: frozenset[int]
    """How many respondents share a value of an attribute: a count may speak of such a group."""
    quotations: int
    """Of all codes together."""
    former: Mapping[str, tuple[str, str]]
    """What became of names that no node bears any more: a reason and the name it has now."""
    spelled: Mapping[str, str]
    """Former names as they were written."""


class _Tables:
    """The text of the tables of a chapter."""

    def __init__(self, chapter: Chapter) -> None:
        self.cells: dict[int, dict[int, dict[int, str]]] = defaultdict(lambda: defaultdict(dict))
        """By table, row and column."""
        self._rows: dict[tuple[int, int], str] = {}
        for paragraph in chapter.paragraphs:
            if paragraph.cell is not None:
                table, row, column = paragraph.cell
                cells = self.cells[table][row]
                cells[column] = f"{cells[column]}\n{paragraph.text}" if column in cells else paragraph.text

    def cell(self, place: tuple[int, int, int]) -> str:
        """The text of a cell."""
        return self.cells[place[0]][place[1]][place[2]]

    def row(self, place: tuple[int, int, int]) -> str:
        """The text of the row of a cell, made once."""
        key = place[:2]
        if key not in self._rows:
            self._rows[key] = "\n".join(self.cells[key[0]][key[1]].values())
        return self._rows[key]


def claims_in(study: Study, chapter: Chapter, coder: str | None) -> tuple[list[tuple[int, Finding]], str]:
    """Findings on names and counts with the number of their paragraph, and whose codings were counted.

    Raises :class:`~qualcode.errors.NotFoundError` for an unknown coder.
    """
    counts, name = counts_of(study, coder)
    tables = _Tables(chapter)
    found: list[tuple[int, Finding]] = []
    above: list[str] = []
    for number, paragraph in enumerate(chapter.paragraphs):
        found += [(number, finding) for finding in former_names(paragraph, tables, counts)]
        if paragraph.heading:
            named = counts.names.get(name_key(_NUMBERED.sub("", paragraph.text)))
            above = [named] if named else []
        else:
            found += [(number, finding) for finding in counted_in(paragraph, tables, above, counts)]
    found += table_counts(chapter, tables, counts)
    return found, name


def counts_of(study: Study, coder: str | None) -> tuple[_Counts, str]:
    """The counts that reports print: of one coder's codings in what respondents say."""
    from qualcode.analysis import frequencies, spoken

    incidence = spoken(study.codings.incidence(coder=coder))
    found = frequencies(incidence)
    tree = study.codebook.tree()
    present = {document.case_id for document in study.documents.list()}
    former: dict[str, tuple[str, str]] = {}
    spelled: dict[str, str] = {}
    now = {code.id: code.name for code in tree}
    for name, kind, code_id in study.store.rows(
        "SELECT name, kind, code_id FROM lineage WHERE kind IN ('renamed', 'merged', 'deleted') ORDER BY id"
    ):
        key = name_key(name)
        target = now.get(code_id, "")
        former[key] = (
            f"verify.code_{kind}" if target or kind == "deleted" else "verify.code_deleted",
            target,
        )
        spelled[key] = name
    cases = [case for case in study.cases.list() if case.id in present]
    names = {name_key(code.name): code.name for code in tree}
    for key in names:
        former.pop(key, None)
    return (
        _Counts(
            {name_key(each.code): each for each in found},
            names,
            len(cases),
            frozenset(Counter(pair for case in cases for pair in case.attributes.items()).values()),
            len({number for each in found for number in each.quotations}),
            former,
            spelled,
        ),
        incidence.coder,
    )


# --- names ---------------------------------------------------------------------------------------------------------


def former_names(paragraph: ChapterParagraph, tables: _Tables, counts: _Counts) -> Iterable[Finding]:
    """Names of codes that were renamed, merged or deleted: as a heading or a cell, in quotation marks, or several words in the text.

    Text that names the code of today beside the former one tells of the change itself, and so does a row that bears a date.
    """
    if not counts.former:
        return
    text = paragraph.text
    around = text
    if paragraph.cell is not None:
        around = tables.row(paragraph.cell)
    if _DATE.search(around):
        return
    whole = name_key(_NUMBERED.sub("", text))
    said = [whole] if paragraph.heading or paragraph.cell is not None else []
    said += [name_key(text[mark.start : mark.end]) for mark in quoted(text)]
    keys = [key for key in dict.fromkeys(said) if key in counts.former]
    plain = f" {name_key(text)} "
    keys += [
        key
        for key in counts.former
        if " " in key
        and key in plain
        and key not in keys
        and re.search(rf"(?<!\w){re.escape(key)}(?!\w)", plain)
        and not any(key in name and name in plain for name in counts.names)
    ]
    for key in keys:
        reason, now = counts.former[key]
        if now and re.search(rf"(?<!\w){re.escape(name_key(now))}(?!\w)", name_key(around)):
            continue
        values = {"code": counts.spelled[key], "now": now}
        yield Finding("code", paragraph.place, " ".join(text.split())[:300], reason, values)


# --- counts in sentences -------------------------------------------------------------------------------------------


def counted_in(
    paragraph: ChapterParagraph, tables: _Tables, above: Sequence[str], counts: _Counts
) -> Iterable[Finding]:
    """Counts of respondents and quotations in the sentences of a paragraph, as far as it can be told which code they speak of."""
    for sentence in _SENTENCE.split(paragraph.text):
        shares = [*_PART_OF.finditer(sentence), *_NOUN_FIRST.finditer(sentence)]
        passages = list(_PASSAGES.finditer(sentence))
        if not shares and not passages:
            continue
        if _LEFT_OUT.search(sentence):
            continue
        names = named_in(sentence, counts)
        if names is None:
            names = around(paragraph, tables, above, counts)
        found = counts.by_name.get(name_key(names[0])) if len(names) == 1 else None
        printed = " ".join(sentence.split())
        for match in shares:
            part, whole = int(match["part"]), int(match["whole"])
            if whole != counts.respondents and whole in counts.groups:
                yield Finding(
                    "unchecked",
                    paragraph.place,
                    printed,
                    "verify.unchecked_group",
                    {"printed": match.group()},
                )
            elif whole != counts.respondents:
                values = {"printed": str(whole), "now": str(counts.respondents)}
                yield Finding("count", paragraph.place, printed, "verify.respondents_all", values)
            elif found is not None and part != len(found.cases):
                yield count_finding(
                    paragraph, printed, "verify.respondents", match.group(), len(found.cases), found.code
                )
            elif found is None and part > counts.respondents:
                values = {"printed": str(part), "now": str(counts.respondents)}
                yield Finding("count", paragraph.place, printed, "verify.respondents_all", values)
            elif found is None:
                yield Finding(
                    "unchecked", paragraph.place, printed, "verify.unchecked", {"printed": match.group()}
                )
        for match in passages:
            part = int(re.sub(r"\D", "", match["part"]))
            if found is not None and part != len(found.quotations):
                yield count_finding(
                    paragraph, printed, "verify.quotations", match.group(), len(found.quotations), found.code
                )
            elif found is None and part != counts.quotations:
                yield Finding(
                    "unchecked", paragraph.place, printed, "verify.unchecked", {"printed": match.group()}
                )


def around(paragraph: ChapterParagraph, tables: _Tables, above: Sequence[str], counts: _Counts) -> list[str]:
    """The nodes that a count without a name of its own speaks of: those of its cell or row, or of the heading above."""
    if paragraph.cell is None:
        return list(above)
    return named_lines(tables.cell(paragraph.cell), counts) or named_lines(tables.row(paragraph.cell), counts)


def named_lines(text: str, counts: _Counts) -> list[str]:
    """The nodes whose names stand on a line of their own."""
    keys = dict.fromkeys(name_key(line) for line in text.split("\n"))
    return [counts.names[key] for key in keys if key in counts.names]


def count_finding(
    paragraph: ChapterParagraph, printed: str, reason: str, said: str, now: int, code: str
) -> Finding:
    """A count that is no longer true."""
    return Finding(
        "count", paragraph.place, printed, reason, {"printed": said, "now": str(now), "code": code}
    )


def named_in(sentence: str, counts: _Counts) -> list[str] | None:
    """The nodes that a sentence names, in quotation marks or as words; a name within a longer one does not count.

    None where it names nothing; nothing sure where it names in quotation marks what the study does not have.
    """
    terms = [name_key(sentence[mark.start : mark.end]) for mark in quoted(sentence)]
    if any(term not in counts.names and len(term.split()) <= _TERM for term in terms):
        return []
    marked = [
        counts.names[key]
        for mark in quoted(sentence)
        if (key := name_key(sentence[mark.start : mark.end])) in counts.names
    ]
    if marked:
        return list(dict.fromkeys(marked))
    plain = name_key(sentence)
    found = [
        key
        for key in counts.names
        if len(key) >= _SHORT and key in plain and re.search(rf"(?<!\w){re.escape(key)}(?!\w)", plain)
    ]
    kept = [counts.names[key] for key in found if not any(key != other and key in other for other in found)]
    return kept or None


# --- counts in tables ----------------------------------------------------------------------------------------------


def table_counts(chapter: Chapter, tables: _Tables, counts: _Counts) -> list[tuple[int, Finding]]:
    """Rows of tables that head a code with its respondents and quotations, compared with the study."""
    first: dict[tuple[int, int, int], tuple[int, ChapterParagraph]] = {}
    for number, paragraph in enumerate(chapter.paragraphs):
        if paragraph.cell is not None:
            first.setdefault(paragraph.cell, (number, paragraph))
    found = []
    for table, rows in tables.cells.items():
        head = {column: name_key(text) for column, text in rows.get(0, {}).items()}
        columns = {column: "verify.respondents" for column, text in head.items() if text in _RESPONDENT_HEADS}
        columns |= {column: "verify.quotations" for column, text in head.items() if text in _QUOTATION_HEADS}
        naming = [column for column, text in head.items() if text.startswith(_NAME_HEADS)]
        if not columns or not naming:
            continue
        naming.sort(key=lambda column: (not head[column].startswith(_CODE_HEADS), -column))
        nodes = {
            row: next((counts.by_name.get(key) for c in naming if (key := name_key(cells.get(c, "")))), None)
            for row, cells in rows.items()
            if row
        }
        often = Counter(node.code for node in nodes.values() if node is not None)
        for row, node in nodes.items():
            cells = rows[row]
            if node is None or often[node.code] > 1:
                continue
            for column, reason in columns.items():
                match = _VALUE.fullmatch(cells.get(column, "").strip())
                now = len(node.cases if reason == "verify.respondents" else node.quotations)
                if match is None:
                    continue
                number, paragraph = first[table, row, column]
                if int(match["part"]) != now:
                    printed = f"{node.code}: {' '.join(cells[column].split())}"
                    found.append(
                        (number, count_finding(paragraph, printed, reason, match.group(), now, node.code))
                    )
                elif (
                    match["whole"]
                    and int(match["whole"]) != counts.respondents
                    and reason == "verify.respondents"
                ):
                    values = {"printed": match["whole"], "now": str(counts.respondents)}
                    found.append(
                        (
                            number,
                            Finding(
                                "count", paragraph.place, match.group(), "verify.respondents_all", values
                            ),
                        )
                    )
    return found
