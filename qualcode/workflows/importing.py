"""Bringing transcripts into a study: files are read first, then added together as one change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from qualcode.errors import InputError, QualcodeError
from qualcode.model.documents import Document, Layout, Role, Transcript
from qualcode.study import Study
from qualcode.text.names import name_key
from qualcode.workflows.earlier_choices import remember_joined
from qualcode.workflows.import_advice import advice, overwritten
from qualcode.workflows.import_plans import as_before, read_plans, settle
from qualcode.workflows.import_previews import previews
from qualcode.workflows.import_records import FileChoice, FilePlan, ImportResult, Progress
from qualcode.workflows.name_patterns import NamePattern
from qualcode.workflows.near_texts import NearTexts, near_sentences
from qualcode.workflows.side_notes import keep

__all__ = ["ImportResult", "fitted", "import_files", "import_plans"]


def import_files(
    study: Study,
    paths: Sequence[Path],
    *,
    language: str | None = None,
    roles: Mapping[str, Role] | None = None,
    case: str | None = None,
    attributes: Mapping[str, str] | None = None,
    layout: Layout = "labels",
    same: Mapping[str, str] | None = None,
    in_parts: bool = False,
    name_pattern: str | None = None,
    roles_as_before: bool = False,
    notes: bool = False,
    encoding: str | None = None,
    progress: Progress | None = None,
    dry_run: bool = False,
) -> tuple[ImportResult, ...]:
    """Import transcripts as one change and say what became of each file, in their order.

    A bad file is refused by name and the others are imported; an archive stands for the transcripts in it. ``roles`` settle
    speakers by label and confirm labels that occur rarely; with ``roles_as_before`` open roles are those that the study's
    documents have. ``same`` joins labels with the label of the same speaker. Without ``language`` it is recognised from
    the text (English, Czech, Swedish), else the study's. ``layout`` says how the files show who speaks. With ``in_parts``
    a file with several interviews becomes a document for each, with ``notes`` comments and footnotes become memos.
    ``encoding`` is that of text files, where it is not to be recognised. ``name_pattern`` gives case and attributes from the files' names. With ``dry_run`` nothing is written. Interrupted
    anywhere, the study is as it was.
    Raises :class:`~qualcode.errors.InputError` before any file is read where what is settled cannot be stored.
    """
    pattern = NamePattern.read(name_pattern) if name_pattern is not None else None
    if pattern is not None and case is not None:
        raise InputError("The pattern gives each file a case of its own; leave away either it or the case.")
    joined = dict(same or {})
    targets = {name_key(label): target for label, target in joined.items()}
    settled = {targets.get(name_key(label), label): role for label, role in (roles or {}).items()}
    choice = FileChoice(
        settled,
        language,
        case,
        dict(attributes or {}),
        same=joined,
        layout=layout,
        notes=notes,
        encoding=encoding,
    )
    choice.check()
    plans: Sequence[FilePlan] = read_plans(
        study,
        paths,
        language=language,
        roles=settled,
        layout=layout,
        same=joined,
        in_parts=in_parts,
        roles_as_before=roles_as_before,
        encoding=encoding,
        progress=progress,
        preview=dry_run,
    )
    plans = _with_strangers(plans, settled, joined)
    choices = [as_before(plan, choice) if roles_as_before else choice for plan in plans]
    if pattern is not None:
        plans, choices = _by_names(pattern, plans, choices)
    results = previews(study, plans, choices) if dry_run else import_plans(study, plans, choices)
    if progress:
        progress(len(plans), len(plans), "")
    return results


def import_plans(
    study: Study,
    plans: Sequence[FilePlan],
    choices: Sequence[FileChoice],
    *,
    progress: Progress | None = None,
) -> tuple[ImportResult, ...]:
    """Import what was read and is taken as one change, each file with what was settled for it; gives their results in order.

    A file that is refused says why and the others are imported; where none can be, nothing is written. Interrupted anywhere,
    the study is as it was.
    """
    wanted = [(plan, choice) for plan, choice in zip(plans, choices, strict=True) if choice.taken]
    for _, choice in wanted:
        choice.check()
    near = NearTexts(study)
    results = []
    with study.change("documents.import", "Imported documents") as change:
        for n, (plan, choice) in enumerate(wanted):
            if progress:
                progress(n, len(wanted), plan.source_name)
            results.append(replace(_add(study, plan, choice, near), left=plan.left))
        done = [result.document for result in results if not result.error]
        change.label = f"Imported “{done[0]}”" if len(done) == 1 else f"Imported {len(done)} documents"
        change.details["documents"] = done
    return tuple(results)


def fitted(pattern: NamePattern, plan: FilePlan, choice: FileChoice) -> FileChoice | None:
    """A choice with case and attributes from the file's name; None where the pattern does not fit it.

    Of several interviews in one file each keeps a case of its own, which is given the attributes.
    """
    found = pattern.fit(plan.source_name)
    if found is None:
        return None
    given = {name_key(name) for name in choice.attributes}
    attributes = {name: value for name, value in found.attributes.items() if name_key(name) not in given}
    case = found.case if plan.asked.part is None else choice.case
    return replace(choice, case=case, attributes={**attributes, **choice.attributes})


def _by_names(
    pattern: NamePattern, plans: Sequence[FilePlan], choices: Sequence[FileChoice]
) -> tuple[list[FilePlan], list[FileChoice]]:
    """Choices with cases from the names of files, and plans with a warning where the name does not fit."""
    said: list[FilePlan] = []
    chosen: list[FileChoice] = []
    for plan, choice in zip(plans, choices, strict=True):
        by_name = fitted(pattern, plan, choice)
        chosen.append(by_name or choice)
        if by_name is None:
            misfit = f"The pattern {pattern.written} does not fit this name, so the document has a case of its own."
            plan = replace(plan, warnings=(*plan.warnings, misfit))
        said.append(plan)
    return said, chosen


def _with_strangers(
    plans: Sequence[FilePlan], roles: Mapping[str, Role], same: Mapping[str, str]
) -> list[FilePlan]:
    """The plans with a warning for each label that was given and that nobody has in any file."""
    labels = {name_key(voice.label) for plan in plans for voice in plan.voices}
    shown = labels | {name_key(label) for plan in plans for label in plan.labels}
    how = "look how it is spelled in the transcript."
    strangers = [
        f"Nobody has the label “{label}”, whose role was given; {how}"
        for label in roles
        if name_key(label) not in labels
    ]
    strangers += [
        f"Nobody has the label “{label}”, which was to be joined with “{target}”; {how}"
        for label, target in same.items()
        if name_key(label) not in shown
    ]
    return [
        plan if plan.error else replace(plan, warnings=tuple(dict.fromkeys((*plan.warnings, *strangers))))
        for plan in plans
    ]


def _add(study: Study, plan: FilePlan, choice: FileChoice, near: NearTexts) -> ImportResult:
    """Add one file within the change; refusals come before any row is written."""
    if plan.error:
        return ImportResult(plan.source_name, error=plan.error)
    try:
        plan = settle(study, plan, choice)
        t = plan.transcript
        said = [*plan.warnings, *advice(plan, choice), *near_sentences(near.in_study(plan))]
        if choice.case is not None and choice.attributes:
            cases = {name_key(case.label): case.attributes for case in study.cases.list()}
            said += overwritten(choice.case, cases.get(name_key(choice.case), {}), choice.attributes)
        source, source_name = plan.source, plan.source_name
        if plan.asked.part is not None:
            source, source_name = t.text.encode(), f"{plan.name}.txt"
            said.append(
                f"This is one of several interviews in {plan.source_name}; only its own words are kept in the study, as plain "
                "text, so that nothing of the others is left here if one of them withdraws. Keep that file."
            )
        document = study.documents.add(
            Transcript(t.text, t.turns, t.format, t.roles, tuple(said)),
            name=plan.name,
            source=source,
            source_name=source_name,
            language=choice.language or plan.language,
            case=choice.case,
            attributes=choice.attributes,
            roles=choice.roles,
        )
        if choice.notes:
            keep(study, document, [note for note in t.notes if 0 <= note.start < note.end <= len(t.text)])
        remember_joined(study, dict(plan.asked.same))
    except QualcodeError as error:
        sentence = str(error) if plan.source_name in str(error) else f"{plan.source_name}: {error}"
        return ImportResult(plan.source_name, error=sentence)
    return _result(study, document, plan)


def _result(study: Study, document: Document, plan: FilePlan) -> ImportResult:
    """What was imported, as the study holds it."""
    return ImportResult(
        plan.source_name,
        document.name,
        document.case,
        document.format,
        document.language,
        document.words,
        document.characters,
        document.sha256,
        len(plan.transcript.turns),
        study.documents.speakers(document),
        document.warnings,
    )
