"""Bringing transcripts into a study: files are read first, then added together as one change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.model.documents import Document, Role, Transcript
from qualcode.study import Study
from qualcode.text.names import name_key
from qualcode.workflows.import_plans import (
    FileChoice,
    FilePlan,
    ImportResult,
    Progress,
    nearly_same,
    previews,
    read_plans,
    settle,
)

__all__ = ["ImportResult", "import_files", "import_plans"]


def import_files(
    study: Study,
    paths: Sequence[Path],
    *,
    language: str | None = None,
    roles: Mapping[str, Role] | None = None,
    case: str | None = None,
    attributes: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    dry_run: bool = False,
) -> tuple[ImportResult, ...]:
    """Import transcripts as one change and say what became of each file, in their order.

    A bad file is refused by name and the others are imported. ``roles`` settle speakers by label and confirm labels that occur
    rarely. Without ``language`` it is recognised from the text (English, Czech, Swedish), else the study's. With ``dry_run`` nothing is
    written. Interrupted anywhere, the study is as it was.
    """
    choice = FileChoice(dict(roles or {}), language, case, dict(attributes or {}))
    choice.check()
    plans = read_plans(
        study, paths, language=language, roles=choice.roles, progress=progress, preview=dry_run
    )
    plans = tuple(_with_strangers(plans, tuple(choice.roles)))
    choices = [choice] * len(plans)
    results = previews(study, plans, choices) if dry_run else import_plans(study, plans, choices)
    if progress:
        progress(len(paths), len(paths), "")
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
    results = []
    with study.change("documents.import", "Imported documents") as change:
        for n, (plan, choice) in enumerate(wanted):
            if progress:
                progress(n, len(wanted), plan.source_name)
            results.append(_add(study, plan, choice))
        done = [result.document for result in results if not result.error]
        change.label = f"Imported “{done[0]}”" if len(done) == 1 else f"Imported {len(done)} documents"
        change.details["documents"] = done
    return tuple(results)


def _with_strangers(plans: Sequence[FilePlan], labels: Sequence[str]) -> list[FilePlan]:
    """The plans with a warning for each label whose role was given and that nobody has."""
    said = {name_key(voice.label) for plan in plans for voice in plan.voices}
    strangers = tuple(
        f"Nobody has the label “{label}”, whose role was given; look how it is spelled in the transcript."
        for label in labels
        if name_key(label) not in said
    )
    return [plan if plan.error else replace(plan, warnings=plan.warnings + strangers) for plan in plans]


def _add(study: Study, plan: FilePlan, choice: FileChoice) -> ImportResult:
    """Add one file within the change; refusals come before any row is written."""
    if plan.error:
        return ImportResult(plan.source_name, error=plan.error)
    try:
        plan = settle(study, plan, choice)
        t = plan.transcript
        warnings = (*plan.warnings, *nearly_same(study, t.text))
        document = study.documents.add(
            Transcript(t.text, t.turns, t.format, t.roles, warnings),
            name=plan.name,
            source=plan.source,
            source_name=plan.source_name,
            language=choice.language or plan.language,
            case=choice.case,
            attributes=choice.attributes,
            roles=choice.roles,
        )
    except QualcodeError as error:
        said = str(error) if plan.source_name in str(error) else f"{plan.source_name}: {error}"
        return ImportResult(plan.source_name, error=said)
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
