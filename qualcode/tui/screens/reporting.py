"""The screen of reports: what kind, how, and where to; and what was written before, with what is stale by now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from rich.style import Style
from rich.text import Text

from qualcode.errors import InputError
from qualcode.model.codings import MEMO_KINDS
from qualcode.model.digests import RecordedResult
from qualcode.reports.choices import ReportChoices
from qualcode.text.counting import counted, listed
from qualcode.tui.actions import Context
from qualcode.tui.local_time import local
from qualcode.tui.palette import palette_of
from qualcode.tui.screens.working_board import WorkingBoard
from qualcode.tui.typed import path_of
from qualcode.tui.widgets.grid import Column, GridRow
from qualcode.tui.widgets.row_list import plain

if TYPE_CHECKING:
    from qualcode.reports.plan import ReportPlan
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["ReportingScreen"]

DEFAULTS = ReportChoices()
WRITE = "write"
"""Key of the row that writes."""
KIND_WORDS = {
    "full": "everything, from the respondents to the evidence",
    "codebook": "codes with their definitions, examples and counts",
    "codes": "a chapter a category, all quotations of each code",
    "comparison": "the comparison with the reference models",
    "method": "how the analysis was done, from the history",
    "transcript": "the interviews with their codes as comments, or in a margin",
    "appendix": "the tables of the appendix of a thesis",
    "coreq": "the COREQ checklist, as far as the study can fill it",
    "srqr": "the SRQR checklist, as far as the study can fill it",
}
SUFFIXES = {
    ".docx": "Word",
    ".md": "Markdown",
    ".html": "a page for the browser",
    ".tex": "LaTeX",
    ".xlsx": "its tables as a workbook",
}
LANGUAGES = {"en": "English", "cs": "Czech", "sv": "Swedish"}
YES_NO = {
    "context": ("Context", "print the sentences around each quotation"),
    "rows": ("As a table", "quotations as a table with one row each"),
    "running": ("Running text", "the codebook as running text instead of a table"),
    "margin": ("Margin", "codes of a transcript in a column beside the text instead of comments"),
}
NUMBERS = {
    "per_respondent": ("Per respondent", "at most so many quotations of one respondent under one code"),
    "longest": ("Longest quotation", "words after which a quotation ends with […]"),
    "smallest_cell": ("Smallest cell", "figures that rest on fewer respondents are not shown"),
    "examples": ("Examples", "at most so many quotations as examples of a code in the codebook"),
}
WORDS: dict[str, tuple[str, str, dict[str, str]]] = {
    "translation": (
        "Translation",
        "which words of a quotation are printed",
        {
            "both": "original and translation",
            "original": "the original alone",
            "translation": "the translation where there is one",
        },
    ),
    "narrative": (
        "Narrative from",
        "the kind of memo that holds the text of a category",
        dict.fromkeys(MEMO_KINDS, "memos of this kind"),
    ),
    "form": (
        "Form",
        "the form of the appendix of a thesis",
        {
            "": "as is usual in the language",
            "thesis": "category, subcategory, code, statement",
            "meaning_units": "meaning unit, condensed, code, category, theme",
        },
    ),
}
SEVERAL = {
    "codes": ("Codes", "only these, with all below them"),
    "documents": ("Interviews", "only these"),
    "attributes": ("Respondents with", "only respondents with these values"),
    "show": ("Attributes shown", "attributes that stand beside each quotation"),
}
_KEPT: WeakKeyDictionary[Any, Wishes] = WeakKeyDictionary()
"""What was chosen, by workspace, so that it is there when the screen is opened again."""


@dataclass(slots=True)
class Wishes:
    """What was chosen for the next report."""

    kind: str = "full"
    language: str | None = None
    path: Path | None = None
    """None: beside the study, named after the kind."""
    suffix: str = ".docx"
    template: Path | None = None
    plan_file: Path | None = None
    plan: ReportPlan | None = None
    coder: str | None = None
    by: str | None = None
    choices: dict[str, Any] = field(default_factory=dict)
    """Fields of the report's choices that differ from the defaults."""


class ReportingScreen(WorkingBoard):
    """Settings of the next report above the register of those that were written."""

    heading = "Reports"
    opens = "reports.choose"
    file_name = "reports"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.wishes = _KEPT.setdefault(workspace, Wishes())
        self.before: dict[str, RecordedResult] = {}
        """What was written, by key of its row."""

    @property
    def place(self) -> Context:
        """In the list."""
        return "reporting"

    # --- what is shown ---------------------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """Where the report goes."""
        if self.wishes.path is not None:
            return self.wishes.path
        stem = self.wishes.plan_file.stem if self.wishes.plan_file is not None else self.wishes.kind
        return self.study.path.with_name(f"{self.study.path.stem}-{stem}{self.wishes.suffix}")

    def heeds(self) -> frozenset[str]:
        """The choices that change something in a report of this kind or plan."""
        from qualcode.reports.full import heeded, planned

        plan = self.wishes.plan
        return heeded(planned(plan.kind or self.wishes.kind if plan is not None else self.wishes.kind, plan))

    def settings(self) -> list[tuple[str, str, str, str]]:
        """Key, name, value and meaning of each row that can be changed."""
        wishes = self.wishes
        by_plan = "as the report file says" if wishes.plan is not None else ""
        language = LANGUAGES.get(wishes.language or "", "")
        rows = [
            (WRITE, "Write the report", str(self.path), "Enter writes it here"),
            ("kind", "Kind", by_plan or wishes.kind, "" if by_plan else KIND_WORDS.get(wishes.kind, "")),
            (
                "plan",
                "Report file",
                name_of(wishes.plan_file, "none"),
                "chooses and orders the parts (yaml); qualcode plan writes one",
            ),
            (
                "language",
                "Language",
                language or by_plan or "that of the study",
                "of everything but the quotations",
            ),
            (
                "suffix",
                "Format",
                self.path.suffix.removeprefix("."),
                SUFFIXES.get(self.path.suffix.lower(), ""),
            ),
            ("path", "File", self.path.name, "type another path"),
            (
                "template",
                "Template",
                name_of(wishes.template, "none"),
                "a Word file (docx, dotx) whose styles are used",
            ),
            ("coder", "Coder", wishes.coder or by_plan or self.study.primary_coder, "whose codings are read"),
            (
                "by",
                "Grouped by",
                wishes.by or by_plan or "type of facility, where there is one",
                "attribute of the respondents",
            ),
        ]
        known = self.heeds()
        choices = {**{each.name: getattr(DEFAULTS, each.name) for each in fields(DEFAULTS)}, **wishes.choices}
        for table in (WORDS, NUMBERS, YES_NO, SEVERAL):
            for key, (name, meaning, *_) in table.items():
                if key in known:
                    value = said(key, choices[key])
                    if by_plan and key not in wishes.choices:
                        value = by_plan
                    rows.append((key, name, value, meaning))
        return rows

    def table(self) -> tuple[Sequence[Column], Sequence[GridRow]]:
        """What can be chosen, then what was written."""
        self.before = {
            f"r{each.id}": each for each in reversed(self.study.results.list()) if each.analysis == "report"
        }
        stale = sum(bool(each.stale) for each in self.before.values())
        self.show_title(f"{counted(len(self.before), 'report')} written, {stale} stale")
        rows = [
            GridRow(
                key,
                lambda name=name, value=value, key=key: (  # type: ignore[misc]
                    Text(name, Style(bold=key == WRITE)),
                    plain(value),
                ),
                f"{name} {value}",
            )
            for key, name, value, _ in self.settings()
        ]
        if self.before:
            rows.append(GridRow("~", lambda: (Text("Written before", Style(bold=True)),), heading=True))
        rows += [
            GridRow(
                key,
                lambda each=each: (  # type: ignore[misc]
                    f"  {when:%Y-%m-%d %H:%M}" if (when := local(each.at)) is not None else f"  {each.at}",
                    plain(f"{'stale  ' if each.stale else 'holds  '}{each.name}"),
                ),
                f"{each.name} {each.statement.get('unit', '')}",
            )
            for key, each in self.before.items()
        ]
        return (Column("What", 20), Column("Chosen", 30, grows=True)), rows

    def describe(self) -> Text:
        """What the row means, or what an earlier report rests on."""
        key = str(self.here().key)
        quiet = palette_of(self.app).quiet()
        if key in self.before:
            return self._describe_earlier(self.before[key])
        _, name, value, meaning = next(row for row in self.settings() if row[0] == key)
        text = Text(f"{name}\n", Style(bold=True))
        text.append(f"{plain(value)}\n")
        text.append(f"{meaning}\n", quiet)
        if key == WRITE:
            missing = [] if self.path.parent.is_dir() else [f"The folder {self.path.parent} does not exist."]
            if self.wishes.template is not None and self.path.suffix.lower() != ".docx":
                missing.append("A template serves Word reports only.")
            text.append("\n".join(plain(each) for each in missing))
        return text

    def _describe_earlier(self, each: RecordedResult) -> Text:
        text = Text(f"{plain(each.name)}\n", Style(bold=True))
        if each.stale:
            text.append(f"Stale: {listed(each.stale)} changed since.\n")
        else:
            text.append("The study is as it was: writing it again gives the same.\n")
        text.append("Enter takes over what it was made with.\n\n", palette_of(self.app).quiet())
        for name, value in each.statement.items():
            if value not in (None, "", {}, []):
                text.append(plain(f"{name}: {value}\n"))
        return text

    # --- choosing ---------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Write where the first row is highlighted; else change the row, or take over an earlier report."""
        key = str(self.here().key)
        if key == WRITE:
            self.write()
        elif key in self.before:
            self._take_over(self.before[key])
        elif key in YES_NO:
            self._set(key, not self._choice(key))
        elif key in NUMBERS:
            self._ask_number(key)
        elif key in WORDS:
            name, values = WORDS[key][0], WORDS[key][2]
            self._ask_one(name, values, lambda value: self._set(key, value))
        elif key in SEVERAL:
            self._ask_several(key)
        else:
            getattr(self, f"_ask_{key}")()

    def _choice(self, key: str) -> Any:
        return self.wishes.choices.get(key, getattr(DEFAULTS, key))

    def _set(self, key: str, value: Any) -> None:
        """Take a choice of the report."""
        ReportChoices(**{**self.wishes.choices, key: value})
        if value == getattr(DEFAULTS, key) and self.wishes.plan is None:
            self.wishes.choices.pop(key, None)
        else:
            self.wishes.choices[key] = value
        self.read_again()

    def _ask_one(self, heading: str, values: dict[str, str], then: Callable[[str], None]) -> None:
        """Ask for one of some values, each with what it means."""
        keys = list(values)
        names = [key or "usual" for key in keys]
        self.ask_name(
            heading, names, [values[key] for key in keys], lambda index, name: then(keys[index or 0])
        )

    def _ask_kind(self) -> None:
        from qualcode.reports.full import KINDS

        def take(kind: str) -> None:
            self.wishes.kind, self.wishes.plan, self.wishes.plan_file, self.wishes.path = (
                kind,
                None,
                None,
                None,
            )
            known = self.heeds()
            self.wishes.choices = {key: value for key, value in self.wishes.choices.items() if key in known}
            self.read_again()

        self._ask_one("Kind of report", {kind: KIND_WORDS.get(kind, "") for kind in KINDS}, take)

    def _ask_language(self) -> None:
        codes = [None, *LANGUAGES]

        def take(index: int | None, name: str) -> None:
            self.wishes.language = codes[index or 0]
            self.read_again()

        usual = "as the report file says" if self.wishes.plan is not None else "that of the study"
        self.ask_name("Language of the report", [usual, *LANGUAGES.values()], ["", *LANGUAGES], take)

    def _ask_suffix(self) -> None:
        def take(name: str) -> None:
            self.wishes.suffix = f".{name}"
            if self.wishes.path is not None:
                self.wishes.path = self.wishes.path.with_suffix(self.wishes.suffix)
            self.read_again()

        self._ask_one("Format", {suffix.removeprefix("."): word for suffix, word in SUFFIXES.items()}, take)

    def _ask_path(self) -> None:
        def take(typed: str) -> None:
            from qualcode.reports.writers import check_suffix

            if typed.strip():
                path = path_of(typed)
                self.wishes.suffix = check_suffix(path)
                self.wishes.path = path
            else:
                self.wishes.path = None
            self.to_content()
            self.read_again()

        self.ask_line("write to", str(self.path), take)

    def _ask_template(self) -> None:
        def take(typed: str) -> None:
            self.wishes.template = present(typed) if typed.strip() else None
            self.to_content()
            self.read_again()

        self.ask_line("template (empty: none)", str(self.wishes.template or ""), take)

    def _ask_plan(self) -> None:
        def take(typed: str) -> None:
            from qualcode.workflows.report import read_report_file

            self.wishes.plan_file = present(typed) if typed.strip() else None
            self.wishes.plan = (
                read_report_file(self.wishes.plan_file) if self.wishes.plan_file is not None else None
            )
            self.wishes.choices = {}
            self.wishes.path = None
            self.to_content()
            self.read_again()

        self.ask_line("report file (empty: none)", str(self.wishes.plan_file or ""), take)

    def _ask_coder(self) -> None:
        primary = self.study.primary_coder
        names = [primary, *(name for name in self.study.coders.list() if name != primary), "all"]

        def take(index: int | None, name: str) -> None:
            self.wishes.coder = None if index == 0 else name
            self.read_again()

        self.ask_name(
            "Whose codings",
            names,
            ["primary coder", *("" for _ in names[2:]), "pooled, equal codings once"],
            take,
        )

    def _ask_by(self) -> None:
        names = self.study.cases.attribute_names()

        def take(index: int | None, name: str) -> None:
            self.wishes.by = None if index == 0 else name
            self.read_again()

        self.ask_name(
            "Group the respondents by",
            ["the usual", *names],
            ["type of facility, where cases have it", *("" for _ in names)],
            take,
        )

    def _ask_number(self, key: str) -> None:
        name, meaning = NUMBERS[key]

        def take(typed: str) -> None:
            if typed.strip() and not typed.strip().isdecimal():
                raise InputError(f"“{typed.strip()}” is no number; type one, or nothing for no limit.")
            self._set(key, int(typed) if typed.strip() else getattr(DEFAULTS, key))
            self.to_content()

        now = self._choice(key)
        self.ask_line(f"{name.lower()}: {meaning}", "" if now is None else str(now), take)

    def _ask_several(self, key: str) -> None:
        """Ask for one of several names; one that is chosen already is taken out again."""
        chosen = tuple(self._choice(key) or ())
        if key == "codes":
            names: list[Any] = [node.name for node in self.study.codebook.tree()]
        elif key == "documents":
            names = [document.name for document in self.study.documents.list()]
        elif key == "show":
            names = list(self.study.cases.attribute_names())
        else:
            found = {
                (name, value) for case in self.study.cases.list() for name, value in case.attributes.items()
            }
            names = sorted(found)
        if not names:
            raise InputError("There is nothing to choose from yet.")

        def take(index: int | None, name: str) -> None:
            if not index:
                self._set(key, getattr(DEFAULTS, key))
                return
            one = names[index - 1]
            self._set(key, tuple(each for each in chosen if each != one) if one in chosen else (*chosen, one))

        shown = [" = ".join(each) if isinstance(each, tuple) else each for each in names]
        usual = "the usual" if key == "show" else "all"
        details = ["chosen" if each in chosen else "" for each in names]
        self.ask_name(SEVERAL[key][0], [usual, *shown], ["", *details], take)

    def _take_over(self, each: RecordedResult) -> None:
        """Choose what an earlier report was made with."""
        from qualcode.reports.full import KINDS

        given = each.statement.get("settings")
        narrowed = each.statement.get("filter")
        made = {
            **(given if isinstance(given, dict) else {}),
            **(narrowed if isinstance(narrowed, dict) else {}),
        }
        kind = str(made.get("kind", "full"))
        if kind not in KINDS:
            raise InputError(f"There is no report of the kind “{kind}” any more; choose another one.")
        known = {each.name for each in fields(ReportChoices)}
        choices = {key: hashable(value) for key, value in made.items() if key in known}
        ReportChoices(**choices)
        coder = made.get("coder")
        name = Path(each.name)
        self.wishes = _KEPT[self.workspace] = Wishes(
            kind=kind,
            language=str(made["language"]) if made.get("language") else None,
            path=self.study.path.with_name(name.name),
            suffix=name.suffix or ".docx",
            coder=str(coder) if coder and coder != self.study.primary_coder else None,
            by=str(made["by"]) if made.get("by") in self.study.cases.attribute_names() else None,
            choices=choices,
        )
        self.read_again()
        self.grid.highlight(0)
        self.say("taken over; Enter writes it again")

    def reset(self) -> None:
        """Forget what was chosen."""
        self.wishes = _KEPT[self.workspace] = Wishes()
        self.read_again()
        self.say("everything is at its default")

    # --- writing -----------------------------------------------------------------------------------------------

    def write(self) -> None:
        """Write the report in a thread; a file that exists is asked about first."""
        path = self.path
        if path.exists():
            self.ask(f"{path.name} exists. Overwrite it?", lambda: self._write(path))
        else:
            self._write(path)

    def _write(self, path: Path) -> None:
        wishes, opened = self.wishes, self.elsewhere()
        choices = ReportChoices(**wishes.choices) if wishes.choices or wishes.plan is None else None
        if choices is not None and wishes.plan is not None:
            merged = {each.name: getattr(wishes.plan.choices, each.name) for each in fields(ReportChoices)}
            choices = ReportChoices(**{**merged, **wishes.choices})
        kind = None if wishes.plan is not None else wishes.kind

        def work() -> Callable[[], str]:
            from qualcode.workflows.report import write_report

            with opened() as study:
                dangling = write_report(
                    study,
                    path,
                    kind=kind,
                    language=wishes.language,
                    template=wishes.template,
                    by=wishes.by,
                    coder=wishes.coder,
                    choices=choices,
                    plan=wishes.plan,
                    overwrite=True,
                )
            astray = f"; cited in it, but not among its quotations: {', '.join(dangling)}" if dangling else ""
            return lambda: f"wrote {path}{astray}"

        self.work(f"Writing {path.name}", work)

    def leave(self) -> None:
        """Back to where the screen was opened from; a report that is being written is written all the same."""
        going_on = self.working
        super().leave()
        if going_on is not None:
            self.workspace.say(f"{going_on.label} goes on; X lists it when it is done")


def present(typed: str) -> Path:
    """A path that was typed, if there is a file; raises :class:`~qualcode.errors.InputError`."""
    path = path_of(typed)
    if not path.is_file():
        raise InputError(f"There is no file {path}.")
    return path


def name_of(path: Path | None, without: str) -> str:
    """The name of a file, or a word where there is none."""
    return without if path is None else path.name


def said(key: str, value: Any) -> str:
    """The value of a choice as the list shows it."""
    if key in YES_NO:
        return "yes" if value else "no"
    if key in WORDS:
        return f"{value}" if value else "the usual"
    if value is None:
        return "the usual" if key == "show" else "no limit"
    if key in SEVERAL:
        names = [" = ".join(each) if isinstance(each, tuple) else str(each) for each in value]
        return ", ".join(names) if names else "all"
    return str(value)


def hashable(value: Any) -> Any:
    """Lists of a statement as the tuples that they were."""
    return tuple(hashable(each) for each in value) if isinstance(value, list | tuple) else value
