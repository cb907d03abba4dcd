"""Writing a report of a study: Word, Markdown, HTML and other forms, in English, Czech or Swedish, of a kind or by a report file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.errors import FileError, InputError, NotFoundError
from qualcode.reports.choices import ReportChoices, option
from qualcode.study import Study
from qualcode.text.names import name_key
from qualcode.workflows.overwriting import refuse_overwriting
from qualcode.workflows.results import statement_of

if TYPE_CHECKING:
    from qualcode.reports.material import Material
    from qualcode.reports.plan import PlannedPart, ReportPlan

__all__ = ["read_report_file", "write_report", "write_report_file", "write_reports"]


def write_report(
    study: Study,
    path: str | Path,
    *,
    kind: str | None = None,
    language: str | None = None,
    template: str | Path | None = None,
    by: str | None = None,
    coder: str | None = None,
    choices: ReportChoices | None = None,
    plan: ReportPlan | None = None,
    overwrite: bool = False,
) -> tuple[str, ...]:
    """Write a report into one file; see :func:`write_reports`."""
    return write_reports(
        study,
        [path],
        kind=kind,
        language=language,
        template=template,
        by=by,
        coder=coder,
        choices=choices,
        plan=plan,
        overwrite=overwrite,
    )


def write_reports(
    study: Study,
    paths: Sequence[str | Path],
    *,
    kind: str | None = None,
    language: str | None = None,
    template: str | Path | None = None,
    by: str | None = None,
    coder: str | None = None,
    choices: ReportChoices | None = None,
    plan: ReportPlan | None = None,
    overwrite: bool = False,
) -> tuple[str, ...]:
    """Write one report into several files by suffix, all of the same content; it is always written, and says what is missing where something is.

    ``kind`` is one of :data:`~qualcode.reports.full.KINDS`, by default that of the plan, else full; ``language`` en, cs or
    sv, by default the plan's, else the study's where it is one of these, else English. ``template`` is a Word file whose styles
    are used. ``by`` groups the respondents by an attribute (by default the type of facility), ``coder`` chooses whose codings are
    read, ``choices`` what parts of the report heed (by default the plan's), ``plan`` which parts there are, in which order.
    A file that somebody has worked on since is kept, unless ``overwrite`` is chosen; the template always is.
    A workbook holds tables alone, so that codes with their quotations stand in it as rows. The study is not changed but for its register of results, which notes the file and what it rests on.
    Gives the citations in the researcher's own words, such as ``[R07:999]``, that lead to no quotation of the report; mostly none.
    Raises :class:`~qualcode.errors.InputError` for an unknown kind, language or suffix, and for a choice that no part of the report
    heeds; :class:`~qualcode.errors.NotFoundError` for an unknown attribute, coder, code or document; and
    :class:`~qualcode.errors.FileError` where the template cannot be read, or the file not be written or overwritten.
    """
    from qualcode.reports.full import build_report, heeded, needed, planned
    from qualcode.reports.wording import LANGUAGES, Words
    from qualcode.reports.writers import check_suffix, write
    from qualcode.workflows.material import gather

    files = [Path(path) for path in paths]
    form = Path(template) if template is not None else None
    for file in files:
        check_suffix(file, template=form)
    if plan is not None:
        kind, language = kind or plan.kind, language or plan.language
        by, coder = by or plan.by, coder or plan.coder
        choices = choices if choices is not None else plan.choices
        plan = replace(plan, parts=known_parts(study, plan.parts))
        if form is None and plan.template is not None:
            form = Path(plan.template)
    for file in files:
        refuse_overwriting(study, file, template=form, overwrite=overwrite)
    kind = kind or "full"
    parts = planned(kind, plan)
    choices = known_choices(study, choices or ReportChoices())
    refuse_unheeded(choices, parts, kind)
    refuse_few(study, choices)
    w = Words(language if language is not None else study.language if study.language in LANGUAGES else "en")
    material = gather(
        study,
        by=by,
        coder=coder,
        language=w.language,
        choices=choices,
        needs=needed(parts, context=choices.context),
        smallest=max(
            [choices.smallest_cell or 0, *(part.choices.get("smallest_cell") or 0 for part in parts)]
        ),
    )
    report = build_report(material, w, kind, plan)
    narrowed = {name: getattr(choices, name) for name in FILTERS if getattr(choices, name)}
    chosen: dict[str, Any] = {"kind": kind, "language": w.language, "by": material.by or None}
    chosen |= {name: value for name, value in changed(choices).items() if name not in narrowed}
    if plan is not None and plan.parts is not None:
        chosen["parts"] = [part.name or "own words" for part in plan.parts]
    if material.comparison is not None:
        chosen["thresholds"] = material.comparison.settings["thresholds"]
    statement = statement_of(
        study,
        "report",
        kind,
        chosen,
        filter={"coder": material.coder, **narrowed},
        seed=material.comparison.settings["seed"] if material.comparison is not None else None,
    )
    for file in files:
        if file.suffix.lower() == ".xlsx" and "rows" in heeded(parts) and not choices.rows:
            tables = replace(material, choices=replace(choices, rows=True))
            write(build_report(tables, w, kind, plan), file)
            study.results.record(statement, file.name)
            continue
        write(report, file, template=form if file.suffix.lower() == ".docx" else None)
        study.results.record(statement, file.name)
    return dangling_citations(material, parts)


def dangling_citations(material: Material, parts: Sequence[PlannedPart]) -> tuple[str, ...]:
    """Citations that lead to no quotation of the report, in the memos that its parts print and in the words of its report file."""
    from qualcode.reports.quoting import dangling

    texts = [part.text for part in parts]
    for part in parts:
        if part.name == "narrative":
            kind = part.choices.get("narrative", material.choices.narrative)
            texts += [m.text for m in material.memos if m.kind == kind and m.target in ("study", "code")]
        elif part.name == "codes":
            texts += [memo.text for memo in material.memos if memo.target == "code"]
    return tuple(dict.fromkeys(each for text in texts for each in dangling(text, material)))


def read_report_file(path: str | Path) -> ReportPlan:
    """The plan that a report file holds.

    Raises :class:`~qualcode.errors.FileError` where it cannot be read, and :class:`~qualcode.errors.FormatError` with the line of
    what is wrong in it.
    """
    from qualcode.frameworks.files import text_of
    from qualcode.reports.plan_file import read_plan

    path = Path(path)
    return read_plan(text_of(path), path.name, path.parent)


def write_report_file(
    study: Study, path: str | Path, *, kind: str = "full", language: str | None = None
) -> None:
    """Write a report file with comments for a study, to be edited: as it is, it gives the report of the kind.

    Raises :class:`~qualcode.errors.InputError` for an unknown kind or language, and :class:`~qualcode.errors.FileError` where the file is
    there already or cannot be written.
    """
    from qualcode.formats.output import write_file
    from qualcode.reports.plan_file import plan_text
    from qualcode.reports.wording import LANGUAGES, Words

    path = Path(path)
    if path.suffix.lower() not in (".yaml", ".yml"):
        raise InputError(f"{path.name}: a report file is YAML; give it the suffix .yaml.")
    if path.exists():
        raise FileError(f"{path.name} exists already; choose another name, or remove it first.")
    w = Words(language if language is not None else study.language if study.language in LANGUAGES else "en")
    write_file(path, plan_text(kind, title=study.title, language=w.language).encode())


FILTERS = ("codes", "documents", "attributes")
"""Choices that narrow what a report speaks of."""


def changed(choices: ReportChoices) -> dict[str, Any]:
    """The choices that are not the default ones."""
    bare = ReportChoices()
    return {name: value for name, value in asdict(choices).items() if value != getattr(bare, name)}


def known_choices(study: Study, choices: ReportChoices) -> ReportChoices:
    """The choices with the names of codes, documents and attributes as the study has them.

    Raises :class:`~qualcode.errors.NotFoundError` for one that it does not have.
    """
    return replace(choices, **known_names(study, asdict(choices)))


def known_names(study: Study, choices: dict[str, Any]) -> dict[str, Any]:
    """The same choices with names as the study has them."""
    known = dict(choices)
    if choices.get("codes"):
        known["codes"] = tuple(study.codebook.get(name).name for name in choices["codes"])
    if choices.get("documents"):
        known["documents"] = tuple(study.documents.get(name).name for name in choices["documents"])
    if choices.get("attributes"):
        known["attributes"] = tuple(known_value(study, name, value) for name, value in choices["attributes"])
    if choices.get("show"):
        known["show"] = tuple(study.cases.attribute(name) for name in choices["show"])
    return known


def known_value(study: Study, name: str, value: str) -> tuple[str, str]:
    """An attribute and its value as cases bear them."""
    attribute = study.cases.attribute(name)
    values = {case.attributes[attribute] for case in study.cases.list() if attribute in case.attributes}
    found = next((each for each in sorted(values) if name_key(each) == name_key(value)), None)
    if found is None:
        raise NotFoundError(f"No case has {attribute} = “{value}”; there are: {', '.join(sorted(values))}.")
    return attribute, found


def known_parts(study: Study, parts: Sequence[PlannedPart] | None) -> tuple[PlannedPart, ...] | None:
    """The parts of a plan with names as the study has them."""
    if parts is None:
        return None
    return tuple(replace(part, choices=known_names(study, dict(part.choices))) for part in parts)


def refuse_unheeded(choices: ReportChoices, parts: Sequence[PlannedPart], kind: str) -> None:
    """Refuse a choice that nothing in the report heeds, for it would be lost in silence, and a filter that narrows some of its figures only."""
    from qualcode.reports.full import unfit

    for name in changed(choices):
        why = unfit(name, option(name), parts, kind)
        if why:
            raise InputError(why)


def refuse_few(study: Study, choices: ReportChoices) -> None:
    """Refuse to pick out respondents by values that fewer of them share than the report may show: the heading alone would describe them."""
    if choices.smallest_cell is None or not choices.attributes:
        return
    wanted = set(choices.attributes)
    present = {document.case_id for document in study.documents.list()}
    fitting = sum(1 for c in study.cases.list() if c.id in present and wanted <= set(c.attributes.items()))
    if fitting < choices.smallest_cell:
        values = ", ".join(f"{name}={value}" for name, value in choices.attributes)
        raise InputError(
            f"Fewer than {choices.smallest_cell} respondents have {values}, so a report on them would describe who they are. "
            "Choose other values, or a smaller smallest cell."
        )
