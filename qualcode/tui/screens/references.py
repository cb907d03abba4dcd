"""The reference models and criteria that a study has adopted: what they rest on, files of one's own, versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from qualcode.errors import InputError
from qualcode.model.framework_changes import FrameworkDifference
from qualcode.model.frameworks import BASES, UNVERIFIED, Criteria, Criterion, ReferenceModel, language_of
from qualcode.text.counting import counted
from qualcode.tui.actions import Context
from qualcode.tui.commands.screens import open_screen
from qualcode.tui.palette import palette_of
from qualcode.tui.screens.board import Board
from qualcode.tui.typed import path_of
from qualcode.tui.widgets.grid import Column, GridRow
from qualcode.tui.widgets.row_list import plain

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace
    from qualcode.workflows.own_models import CheckedFile

__all__ = ["DifferenceScreen", "ReferencesScreen"]

EMPTY = "empty"
CASES = "respondents by name …"
NONE_YET = "The study has adopted no models yet; the comparison (F5) adopts the shipped ones, a here a file of your own."


class ReferencesScreen(Board):
    """A row for each adopted model, then one for each criterion; files of one's own are written, checked and adopted by key."""

    heading = "Reference models"
    empty = f" {NONE_YET}"
    opens = "references.difference"
    file_name = "models"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.models: dict[str, ReferenceModel] = {}
        self.criteria: Criteria = Criteria(())
        self.versions: dict[tuple[str, str], int] = {}

    @property
    def place(self) -> Context:
        """In the table."""
        return "references"

    # --- rows ------------------------------------------------------------------------------------------------

    def table(self) -> tuple[Sequence[Column], Sequence[GridRow]]:
        """Models, then criteria; figures say how many cells rest on what."""
        frameworks = self.study.frameworks
        self.models = {model.id: model for model in frameworks.models()}
        self.criteria = frameworks.criteria() or Criteria(())
        self.versions = {(each.kind, each.key): each.version for each in frameworks.adopted()}
        rows: list[GridRow] = []
        if self.models:
            rows.append(self._title("Models"))
            rows += [
                self._row(f"model {model.id}", self._model_cells(model)) for model in self.models.values()
            ]
        if self.criteria.criteria:
            rows.append(self._title("Criteria, with the cells of all models"))
            rows += [
                self._row(f"criterion {each.id}", self._criterion_cells(each))
                for each in self.criteria.criteria
            ]
        self.show_title(f"{counted(len(self.models), 'model')}, {len(self.criteria.criteria)} criteria")
        marked = [f"{basis}{'†' if basis in UNVERIFIED else ''}" for basis in BASES]
        columns = (
            Column("Id", 24),
            Column("Name", 16, grows=True),
            Column("Status", 14),
            Column("Version", 7, right=True),
            *(Column(name, len(name), right=True) for name in marked),
        )
        return columns, rows

    def _title(self, words: str) -> GridRow:
        return GridRow(f"~{words}", lambda: (Text(words, Style(bold=True)),), heading=True)

    def _row(self, key: str, cells: tuple[str, ...]) -> GridRow:
        return GridRow(key, lambda: cells, " ".join(cells))

    def _model_cells(self, model: ReferenceModel) -> tuple[str, ...]:
        return (
            model.id,
            plain(self._named(model.label)),
            plain("; ".join(part for part in (model.status, standing(model)) if part) or "–"),
            str(self.versions.get(("model", model.id), 1)),
            *(str(number) for number in model.bases.values()),
        )

    def _criterion_cells(self, criterion: Criterion) -> tuple[str, ...]:
        rests = Counter(
            model.cells[criterion.id].basis for model in self.models.values() if criterion.id in model.cells
        )
        return (
            criterion.id,
            plain(self._named(criterion.label)),
            "core" if criterion.core else "–",
            str(self.versions.get(("criteria", "criteria"), 1)),
            *(str(rests[basis]) for basis in BASES),
        )

    def _named(self, label: dict[str, str]) -> str:
        return label.get(language_of(label, self.study.language), "")

    # --- what is said of a row -------------------------------------------------------------------------------

    def describe(self) -> Text:
        """The highlighted model with its cells, or the criterion with its steps and what models expect of it."""
        kind, _, key = str(self.here().key).partition(" ")
        return self._of_model(self.models[key]) if kind == "model" else self._of_criterion(key)

    def _of_model(self, model: ReferenceModel) -> Text:
        quiet, language = palette_of(self.app).quiet(), self.study.language
        text = Text(plain(self._named(model.label)) + "\n", Style(bold=True))
        text.append(
            plain(f"{model.id}, short {model.short or '–'}; {standing(model) or 'ranked'}") + "\n", quiet
        )
        text.append("\n" + plain(model.summarised(language)) + "\n")
        if model.notes:
            text.append("\n" + plain(model.notes) + "\n")
        text.append("\n")
        for cell in model.cells.values():
            reach = f"{cell.lo}-{cell.hi}" if cell.lo != cell.hi else str(cell.lo)
            mark = "†" if cell.unverified else ""
            text.append(plain(f"{cell.criterion}: {reach}"))
            text.append(plain(f"  {cell.importance}, {cell.basis}{mark}") + "\n", quiet)
        text.append("\n† recalled and inferred cells are not verified.\n", quiet)
        return text

    def _of_criterion(self, key: str) -> Text:
        criterion = next(each for each in self.criteria.criteria if each.id == key)
        quiet, language = palette_of(self.app).quiet(), self.study.language
        text = Text(plain(self._named(criterion.label)) + "\n", Style(bold=True))
        text.append(plain(f"{criterion.id}; {criterion.domain}") + "\n", quiet)
        text.append("\n" + plain(criterion.described(language)) + "\n\n")
        for level in range(1, 6):
            text.append(plain(f"{level}  {criterion.anchor(level, language)}") + "\n")
        expecting = [
            f"{model.short or model.id} {cell.lo}-{cell.hi}"
            for model in self.models.values()
            if (cell := model.cells.get(key)) is not None
        ]
        text.append("\n" + plain(f"Expected by: {', '.join(expecting) or 'no model'}") + "\n")
        codes = [mapping.code for mapping in self.study.mappings.list() if mapping.criterion == key]
        text.append(plain(f"Codes that speak to it: {', '.join(codes) or 'none'}") + "\n")
        return text

    def _highlighted(self, kind: str, otherwise: str) -> str:
        """The id of the highlighted row of a kind; raises :class:`~qualcode.errors.InputError` with a sentence on another."""
        found, _, key = str(self.grid.row.key).partition(" ") if self.grid.row is not None else ("", "", "")
        if found != kind:
            raise InputError(otherwise)
        return key

    # --- files of one's own ----------------------------------------------------------------------------------

    def ask_new(self) -> None:
        """Ask what a new model begins with, then for the path of its file."""
        from qualcode.frameworks import read_all, shipped
        from qualcode.frameworks.drafting import refuse_existing
        from qualcode.workflows.own_models import new_model

        models = {model.id: model for model in (*read_all(shipped()).models, *self.models.values())}
        names = [EMPTY, *(f"like {key}" for key in models)]
        details = ["all criteria with their steps, none filled in"]
        details += [plain(self._named(model.label)) for model in models.values()]

        def take(index: int | None, name: str) -> None:
            like = [None, *models][index or 0]

            def write(path: Path) -> str:
                new_model(self.study, path, like=like, empty=like is None)
                return f"wrote {path}; edit it, then a adopts it"

            self.ask_path("model.yaml", write, check=refuse_existing, prompt="model file to write")

        self.ask_name("A new model begins", names, details, take)

    def ask_adopt(self) -> None:
        """Ask for a file, show what is found in it, and adopt it after a question."""

        def take(typed: str) -> None:
            if not typed.strip():
                raise InputError("Type the path of a model or criteria file (.yaml).")
            self._check(path_of(typed))

        self.ask_line("model or criteria file to adopt", f"{self.study.path.parent}/", take)

    def _check(self, path: Path) -> None:
        from qualcode.workflows.own_models import adopt_files, check_files

        (found,) = check_files([path], self.study)
        self.to_content()
        self.detail_text.update(self._checked(found))
        self.detail.scroll_home(animate=False)
        if found.faults:
            self.say(f"{path.name} cannot be adopted: {plain(found.faults[0])}")
            return

        def yes() -> None:
            done, _ = adopt_files(self.study, [path])
            if found.kind == "model":
                self.grid.go_to(f"model {found.id}")
            if done:
                versions = {(each.kind, each.key): each.version for each in self.study.frameworks.adopted()}
                said = ", ".join(f"{file.id} version {versions[file.kind, file.id]}" for file in done)
                self.say(f"adopted {said}")
            else:
                self.say("the study has this file already; nothing changed")

        look = f", {counted(len(found.advice), 'thing')} to look at" if found.advice else ""
        self.ask(f"Adopt the {found.kind} {found.id}{look}?", yes)

    def _checked(self, found: CheckedFile) -> Text:
        text = Text(plain(found.file) + "\n", Style(bold=True))
        if found.faults:
            text.append("It cannot be adopted:\n\n")
            for sentence in found.faults:
                text.append(plain(sentence) + "\n\n")
            return text
        if found.model is not None:
            text.append(
                plain(
                    f"{self._named(found.model.label)}: {counted(len(found.model.cells), 'cell')}, {found.model.unverified} of them not verified."
                )
                + "\n\n"
            )
        else:
            text.append(plain(f"{found.kind}: it can be adopted.") + "\n\n")
        for sentence in found.advice:
            text.append(plain(f"Look at this: {sentence}") + "\n\n")
        return text

    def ask_practice(self) -> None:
        """Ask whose practice, then for the path of the model file."""
        from qualcode.workflows.own_models import FEWEST

        cases = self.study.cases.list()
        groups = []
        for attribute in self.study.cases.attribute_names():
            many = Counter(each.attributes.get(attribute, "") for each in cases)
            groups += [
                (attribute, value, many[value]) for value in sorted(many) if value and many[value] >= FEWEST
            ]
        names = [CASES, *(plain(f"{attribute}: {value}") for attribute, value, _ in groups)]
        details = ["their labels are asked for", *(counted(many, "respondent") for _, _, many in groups)]

        def take(index: int | None, name: str) -> None:
            if index:
                attribute, value, _ = groups[index - 1]
                self._practice((), {attribute: value})
            else:
                self.ask_line("respondents, with commas between them", "", labels)

        def labels(typed: str) -> None:
            cases = tuple(
                self.study.cases.get(each.strip()).label for each in typed.split(",") if each.strip()
            )
            if len(cases) < FEWEST:
                raise InputError(f"Name at least {FEWEST} respondents, such as: R01, R02.")
            self._practice(cases, {})

        self.ask_name("Whose practice becomes a model", names, details, take)

    def _practice(self, cases: Sequence[str], attributes: dict[str, str]) -> None:
        from qualcode.frameworks.drafting import refuse_existing
        from qualcode.workflows.own_models import practice_as_model

        def write(path: Path) -> str:
            made = practice_as_model(self.study, path, cases=cases, attributes=attributes)
            return f"wrote {path}: {counted(len(made.cells), 'cell')} from {counted(len(made.respondents), 'respondent')}; a adopts it"

        self.ask_path("practice.yaml", write, check=refuse_existing, prompt="model file to write")

    # --- what is adopted -------------------------------------------------------------------------------------

    def ask_rename(self) -> None:
        """Ask for another id of the highlighted criterion."""
        from qualcode.workflows.own_models import rename_criterion

        key = self._highlighted("criterion", "Only criteria are renamed; go down to one of them.")

        def take(typed: str) -> None:
            new = typed.strip()
            changed = rename_criterion(self.study, key, new)
            self.to_content()
            self.grid.go_to(f"criterion {new}")
            self.say(f"{key} is {new} now; new versions of {', '.join(changed)}")

        self.ask_line(f"new id of {key}", key, take)

    def ask_drop(self) -> None:
        """Ask whether the highlighted model goes."""
        from qualcode.workflows.own_models import drop_model

        key = self._highlighted("model", "Only models are dropped; go up to one of them.")

        def yes() -> None:
            drop_model(self.study, key)
            self.say(f"{key} is no longer a model of this study; u undoes that")

        self.ask(f"Take {key} out of the study?", yes)

    def show_difference(self) -> None:
        """List what changed from the version before, or from one that is chosen where there are several."""
        from qualcode.workflows.own_models import difference

        kind, _, name = str(self.here().key).partition(" ")
        key = name if kind == "model" else "criteria"
        known = [
            each.version
            for each, _ in self.study.frameworks.versions("model" if kind == "model" else key, key)
        ]

        def show(since: int | None) -> None:
            open_screen(
                self.workspace, DifferenceScreen(self.workspace, difference(self.study, key, since=since))
            )

        if len(known) <= 2:
            show(None)
            return
        older = known[-2::-1]
        self.ask_name(
            f"What changed in {key} since",
            [f"version {number}" for number in older],
            ["" for _ in older],
            lambda index, name: show(older[index or 0]),
        )


class DifferenceScreen(Board):
    """A row for each value that differs between two versions."""

    heading = "What changed"
    empty = " they say the same; only their wording as files differs"
    file_name = "changes"

    def __init__(self, workspace: Workspace, found: FrameworkDifference) -> None:
        super().__init__(workspace)
        self.found = found

    @property
    def place(self) -> Context:
        """In a table that does nothing of its own."""
        return "changes"

    def table(self) -> tuple[Sequence[Column], Sequence[GridRow]]:
        """What differs, where, and how."""
        self.show_title(f"{self.found.old} → {self.found.new}", f"What changed in {self.found.id}")
        rows = []
        for number, each in enumerate(self.found.changes):
            cells = tuple(
                plain(text)
                for text in (each.criterion or "(the file)", each.field, each.old or "–", each.new or "–")
            )
            rows.append(GridRow(number, lambda cells=cells: cells, " ".join(cells)))  # type: ignore[misc]
        return (
            Column("Criterion", 22),
            Column("What", 12),
            Column("Before", 14),
            Column("Now", 14, grows=True),
        ), rows

    def describe(self) -> Text:
        """The two values in full."""
        each = self.found.changes[int(self.here().key)]
        text = Text(plain(f"{each.criterion or 'the file'}, {each.field}") + "\n", Style(bold=True))
        text.append(
            "\n" + plain(f"Before: {each.old or '–'}") + "\n\n" + plain(f"Now: {each.new or '–'}") + "\n"
        )
        return text


def standing(model: ReferenceModel) -> str:
    """What is said of a model that is not ranked."""
    if model.rank:
        return ""
    return "family" if model.kind == "family" else "not ranked"
