"""The mapping screen: codes with the criteria that they speak to, and criteria with their codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from qualcode.errors import InputError, QualcodeError
from qualcode.model.codes import Code
from qualcode.model.frameworks import Criterion, Mapping
from qualcode.study import Study
from qualcode.study.mappings import MappingRows
from qualcode.text.counting import counted
from qualcode.tui.actions import Context
from qualcode.tui.screens.board import Board
from qualcode.tui.widgets.grid import Column, GridRow
from qualcode.tui.widgets.mapping_text import MappingText, position, strength, title
from qualcode.tui.widgets.row_list import RowList, plain
from qualcode.workflows.mapping import Coverage, coverage, criteria_for

if TYPE_CHECKING:
    from textual.widgets import Input

    from qualcode.tui.screens.workspace import Workspace

__all__ = ["MappingScreen", "Place"]

ADOPT = "Adopt the criteria and models that come with qualcode?"
NOT_MAPPED = "– not mapped –"
NO_CODE = "– no code –"
EXAMPLES = 2
"""Quotations shown in the detail."""
ALL, UNMAPPED = "", "unmapped"
VALUES = (
    Column("speaks", 11),
    Column("how", 3),
    Column("✓ scored", 12),
    Column("codings", 7, right=True),
)
"""The columns behind code and criterion."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a row stands for; one of code and criterion may be missing where nothing is mapped."""

    code: Code | None
    criterion: Criterion | None
    mapping: Mapping | None


class MappingScreen(Board):
    """Shows a row for each mapping, and for each code (or criterion) that has none."""

    heading = "Mappings"
    empty = "no codes yet; make some on the codebook screen (F2)"
    opens = "mapping.enter"
    file_name = "mappings"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.by_criterion = False
        """Whether criteria are listed with their codes, not codes with their criteria."""
        self.filter = ALL
        """Everything, what is not mapped, or the id of one criterion."""
        self.mapper = mapper_of(self.study)
        """Whose mapping is shown and changed; None: the primary one."""
        self.kept: set[int | str] = set()
        """Codes and criteria that stay in the list of what is not mapped, as they were mapped while it was shown."""
        self.language = self.study.language
        """The language in which criteria are shown."""
        self.known = Coverage((), (), {}, {})
        self.criteria: dict[str, Criterion] = {}
        self.places: dict[int | str, Place] = {}
        """By the key of the row."""
        self.candidates: Sequence[Criterion | Code] = ()
        """What the list of names offers."""

    @property
    def place(self) -> Context:
        """On the table."""
        return "mappings"

    @property
    def mine(self) -> MappingRows:
        """The mapping that is shown and changed."""
        return self.study.mappings.by(self.mapper, new=True)

    def begin(self) -> None:
        """Show the table; without criteria ask whether the shipped ones are adopted."""
        super().begin()
        if not self.criteria:
            self.ask_adoption(lambda: None)

    def ask_adoption(self, then: Callable[[], None]) -> None:
        """Ask whether the criteria that come with qualcode are adopted; ``then`` is called where they are."""

        def adopt() -> None:
            from qualcode.workflows.comparing import ADOPTING, adopt_shipped

            with self.study.change(*ADOPTING):
                adopt_shipped(self.study)
            self.say("adopted; a maps the highlighted code to a criterion")
            then()

        self.ask(ADOPT, adopt)

    # --- the table -------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Show the mappings as they are now."""
        self.known, self.language = coverage(self.study, self.mapper), self.study.language
        self.criteria = {each.id: each for each in self.known.criteria}
        if self.filter not in (ALL, UNMAPPED, *self.criteria):
            self.filter = ALL
        super().read()
        codes, criteria = len(self.known.codes), len(self.known.criteria)
        mapped, met = codes - len(self.known.unmapped_codes), criteria - len(self.known.unmapped_criteria)
        said = f"mapped: {mapped} of {counted(codes, 'code')}"
        if criteria:
            said += f" · {met} of {criteria} criteria"
        whose = f" of {self.mapper}" if self.mapper is not None else ""
        self.show_title(said, f"{self.heading}{whose}{self.shown_filter()}")

    def shown_filter(self) -> str:
        """What the table is narrowed to, for the heading."""
        if self.filter == ALL:
            return ""
        if self.filter == UNMAPPED:
            return ": not mapped"
        return f": {title(self.criteria[self.filter], self.language)}"

    def table(self) -> tuple[Sequence[Column], Sequence[GridRow]]:
        """A row for each mapping, headings for categories or domains."""
        self.places = {}
        first = Column("criterion" if self.by_criterion else "code", 18, grows=True)
        second = Column("code" if self.by_criterion else "criterion", 15, grows=True)
        rows = list(self._criterion_rows() if self.by_criterion else self._code_rows())
        return (first, second, *VALUES), without_empty_headings(rows)

    def _code_rows(self) -> Iterator[tuple[int, GridRow]]:
        for node in self.study.codebook.tree():
            if node.kind != "code":
                yield node.depth, heading(" " * node.depth + node.name, f"h{node.id}")
                continue
            found = self.known.by_code.get(node.id, ())
            if self.filter == UNMAPPED and found and node.id not in self.kept:
                continue
            if self.filter not in (ALL, UNMAPPED):
                found = tuple(mapping for mapping in found if mapping.criterion == self.filter)
                if not found:
                    continue
            for number, mapping in enumerate(found):
                place = Place(node, self.criteria.get(mapping.criterion), mapping)
                yield node.depth, self._row(f"m{mapping.id}", place, number == 0)
            if not found:
                yield node.depth, self._row(f"c{node.id}", Place(node, None, None), True)

    def _criterion_rows(self) -> Iterator[tuple[int, GridRow]]:
        codes = {code.id: code for code in self.known.codes}
        domain = ""
        for criterion in sorted(self.known.criteria, key=lambda each: self._domains().index(each.domain)):
            if criterion.domain != domain:
                domain = criterion.domain
                yield 0, heading(domain, f"h{domain}")
            found = self.known.by_criterion.get(criterion.id, ())
            if self.filter == UNMAPPED and found and criterion.id not in self.kept:
                continue
            if self.filter not in (ALL, UNMAPPED, criterion.id):
                continue
            for number, mapping in enumerate(found):
                place = Place(codes.get(mapping.code_id), criterion, mapping)
                yield 1, self._row(f"m{mapping.id}", place, number == 0)
            if not found:
                yield 1, self._row(f"k{criterion.id}", Place(None, criterion, None), True)

    def _domains(self) -> list[str]:
        return list(dict.fromkeys(each.domain for each in self.known.criteria))

    def _row(self, key: str, place: Place, leads: bool) -> GridRow:
        self.places[key] = place
        names = [place.code.name if place.code else "", self._title(place)]
        return GridRow(key, lambda: self._cells(place, leads), " ".join(names))

    def _title(self, place: Place) -> str:
        if place.criterion is not None:
            return title(place.criterion, self.language)
        return place.mapping.criterion if place.mapping is not None else ""

    def _cells(self, place: Place, leads: bool) -> Sequence[Text | str]:
        code, mapping = place.code, place.mapping
        quiet = self.grid.palette.quiet()
        if self.by_criterion:
            one = Text(" " + plain(self._title(place)), Style() if leads else quiet)
            other = Text(NO_CODE, Style(bold=True)) if code is None else self._code_cell(code, 0, True)
        else:
            assert code is not None, "rows by code have one"
            one = self._code_cell(code, code.depth, leads)
            other = Text(plain(self._title(place)) if mapping else NOT_MAPPED, Style(bold=not mapping))
        codings = str(code.codings) if code is not None and (leads or self.by_criterion) else ""
        if mapping is None:
            return [one, other, "", "", "", codings]
        scored = f"{'✓' if mapping.counts else '–'} {mapping.aspect}"
        return [one, other, position(mapping), strength(mapping), scored, codings]

    def _code_cell(self, code: Code, depth: int, leads: bool) -> Text:
        cell = Text(" " * depth)
        cell.append("■ " if leads else "  ", self.grid.palette.code(code.colour))
        cell.append(plain(code.name), Style() if leads else self.grid.palette.quiet())
        return cell

    def export_table(self) -> tuple[Sequence[str], Sequence[Sequence[str | int | None]]]:
        """The columns of a mappings table: ``map --from`` reads it, once criteria are filled in where there is none."""
        header = ("code", "criterion", "polarity", "level", "strength", "aspect", "counts", "codings")
        rows: list[Sequence[str | int | None]] = []
        for row in self.grid.rows:
            place = self.places.get(row.key)
            if place is None:
                continue
            code, mapping = place.code, place.mapping
            name, codings = (code.name, code.codings) if code is not None else ("", None)
            if mapping is None:
                bare = place.criterion.id if place.criterion is not None else ""
                rows.append((name, bare, "", None, None, "", "", codings))
                continue
            polarity = "" if mapping.polarity == "level" else mapping.polarity
            level = mapping.level if mapping.polarity == "level" else None
            counts = "yes" if mapping.counts else "no"
            rows.append(
                (name, mapping.criterion, polarity, level, mapping.strength, mapping.aspect, counts, codings)
            )
        return header, rows

    # --- what is said about a row ------------------------------------------------------------------------------------

    def describe(self) -> Text:
        """The mapping, the criterion's scale, what models expect, the code, and some of its quotations."""
        place = self.place_here()
        code, criterion, mapping = place.code, place.criterion, place.mapping
        said = MappingText(self.grid.palette, self.language)
        if mapping is not None:
            said.head(f"{mapping.code} → {self._title(place)}")
            said.mapping(mapping)
        elif criterion is not None:
            said.head(f"Your codebook has no code on “{title(criterion, self.language)}”.")
            said.line("No evidence is no absence, but models that differ only here cannot be told apart.")
        elif code is not None:
            said.code(code)
        if mapping is None and code is not None and self.criteria:
            names = {each.id: title(each, self.language) for each in self.known.criteria}
            said.proposed(criteria_for(self.study, code.name, mapper=self.mapper)[code.name], names)
        if criterion is not None:
            said.scale(criterion, None if mapping is None else mapping.level)
            said.expected(criterion.id, self.study.frameworks.models())
        if code is not None:
            if mapping is not None:
                said.code(code)
            if code.codings:
                few = self.study.quotations.bearing(code.id, EXAMPLES)
                cases = {each: self.study.documents.get(each).case for each in {q.document_id for q in few}}
                said.quotations([(f"[{cases[q.document_id]}:{q.id}]", q.text) for q in few], code.codings)
        return said.text

    def show_candidate(self) -> None:
        """While a criterion or code is chosen: say what the highlighted one is."""
        current = self.pick.rows.current
        if not self.pick.display or current is None or not isinstance(current.key, int):
            return
        if not 0 <= current.key < len(self.candidates):
            return
        candidate = self.candidates[current.key]
        said = MappingText(self.grid.palette, self.language)
        if isinstance(candidate, Criterion):
            said.scale(candidate, None)
            said.expected(candidate.id, self.study.frameworks.models())
        else:
            said.code(candidate)
        self.detail_text.update(said.text)
        self.detail.scroll_home(animate=False)

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        """Follow the highlight, also in the list of names."""
        if message.row_list is self.pick.rows:
            message.stop()
            self.show_candidate()
        else:
            super().on_row_list_highlighted(message)

    def on_input_changed(self, message: Input.Changed) -> None:
        """Follow what is typed in the list of names."""
        message.stop()
        self.show_candidate()

    def to_content(self) -> None:
        """Close what is asked; the detail is again about the highlighted row."""
        self.candidates = ()
        super().to_content()
        self.show_detail()

    # --- the highlighted row -------------------------------------------------------------------------------------------

    def place_here(self) -> Place:
        """What the highlighted row stands for."""
        return self.places[self.here().key]

    def mapping_here(self) -> Mapping:
        """The highlighted mapping; raises :class:`~qualcode.errors.InputError` where nothing is mapped."""
        place = self.place_here()
        if place.mapping is not None:
            return place.mapping
        if place.code is not None:
            raise InputError(f"“{place.code.name}” is not mapped yet; a maps it to a criterion.")
        raise InputError("No code is mapped to this criterion yet; a maps one.")

    def code_here(self) -> Code:
        """The code of the highlighted row."""
        code = self.place_here().code
        if code is None:
            raise InputError("No code is mapped to this criterion yet; a maps one.")
        return code

    def turn(self) -> None:
        """Change between codes with criteria and criteria with codes; a mapping stays highlighted."""
        self.by_criterion = not self.by_criterion
        self.read()
        self.say(
            "criteria with the codes that speak to them"
            if self.by_criterion
            else "codes with the criteria they speak to"
        )

    def show_mapping_of(self, mapper: str | None) -> None:
        """Show somebody's mapping, and nothing of anybody else's; raises :class:`~qualcode.errors.InputError` for what is no name."""
        self.mapper = self.study.mappings.by(mapper, new=True).mapper
        self.study.preferences.set_mapper(self.mapper or "")
        self.filter = ALL
        self.kept.clear()
        self.read()
        self.say(
            "the primary mapping, which the comparison reads"
            if self.mapper is None
            else f"{self.mapper} maps independently: the primary mapping is not shown; w leads back"
        )

    def narrow(self, to: str) -> None:
        """Show everything, what is not mapped, or one criterion."""
        self.filter = to
        self.kept.clear()
        self.read()
        self.say("" if to == ALL else "t and Enter show everything again")


def mapper_of(study: Study) -> str | None:
    """Whose mapping the user looked at last; None: the primary one."""
    name = study.preferences.mapper
    try:
        return study.mappings.by(name, new=True).mapper if name else None
    except QualcodeError:
        return None  # the study may come from somebody else, and what is kept there may be no name


def heading(words: str, key: str) -> GridRow:
    """A row that only says what the rows below it belong to."""
    return GridRow(key, lambda: [Text(plain(words), Style(bold=True))], heading=True)


def without_empty_headings(rows: Sequence[tuple[int, GridRow]]) -> list[GridRow]:
    """The rows without headings that nothing stands under; each row comes with its depth."""
    kept: list[tuple[int, GridRow]] = []
    for depth, row in reversed(rows):
        if not row.heading or (kept and kept[-1][0] > depth):
            kept.append((depth, row))
    return [row for _, row in reversed(kept)]
