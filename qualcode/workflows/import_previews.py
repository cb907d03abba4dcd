"""What an import would give, without writing anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qualcode.model.documents import Speaker, Transcript
from qualcode.study import Study
from qualcode.text.names import name_key
from qualcode.workflows.import_advice import advice, overwritten
from qualcode.workflows.import_records import FileChoice, FilePlan, ImportResult, PreviewTurn, Twin
from qualcode.workflows.near_texts import near_sentences

__all__ = ["previews"]

FIRST = 10
"""Turns (or paragraphs, where there are no turns) that a preview shows."""
ZONE = 20_000
"""Code points in which paragraphs are looked for where there are no turns."""


def previews(
    study: Study, plans: Sequence[FilePlan], choices: Sequence[FileChoice] | None = None
) -> tuple[ImportResult, ...]:
    """What an import of these plans would give, in their order; cheap enough for every key press."""
    choices = [FileChoice()] * len(plans) if choices is None else choices
    names = {name_key(document.name): document.name for document in study.documents.list()}
    texts: dict[str, FilePlan] = {}
    cases = {name_key(case.label): case.attributes for case in study.cases.list()}
    results = []
    for plan, choice in zip(plans, choices, strict=True):
        result = _preview(plan, choice)
        if choice.taken and not result.error:
            key = name_key(result.document)
            present = study.documents.holding(plan.sha256)
            twin = present
            if present is not None:
                error = f"{plan.source_name}: this text is in the study already, as “{present}”."
            elif plan.sha256 in texts:
                twin = texts[plan.sha256].name
                error = (
                    f"{plan.source_name}: this text is in {texts[plan.sha256].source_name} too; only one of the two files "
                    "is imported."
                )
            elif key in names:
                error = f"{plan.source_name}: there is a document “{names[key]}” already; rename one of the two files or documents."
            else:
                error = ""
                texts[plan.sha256] = plan
                names[key] = result.document
                if choice.case is not None:
                    values = cases.get(name_key(choice.case), {})
                    clashes = overwritten(choice.case, values, choice.attributes)
                    result = replace(result, warnings=(*result.warnings, *clashes))
                    cases[name_key(choice.case)] = {**values, **choice.attributes}
            if error:
                same = (Twin(twin, 1.0),) if twin is not None else ()
                result = replace(result, error=error, twins=(*same, *result.twins))
        results.append(replace(result, left=plan.left))
    return tuple(results)


def _preview(plan: FilePlan, choice: FileChoice) -> ImportResult:
    if plan.error:
        return ImportResult(plan.source_name, error=plan.error)
    t = plan.transcript
    given = {name_key(label): role for label, role in choice.roles.items()}
    return ImportResult(
        plan.source_name,
        choice.name or plan.name,
        choice.case or "",
        t.format,
        choice.language or plan.language,
        plan.words,
        len(t.text),
        plan.sha256,
        len(t.turns),
        tuple(Speaker(0, 0, v.label, given.get(name_key(v.label), v.role), v.turns) for v in plan.voices),
        (*plan.warnings, *advice(plan, choice), *near_sentences(plan.twins)),
        attributes=choice.attributes,
        questions={voice.label: voice.questions for voice in plan.voices},
        first_turns=_first_turns(t),
        encoding=plan.encoding,
        language_from="given" if choice.language else plan.language_from,
        language_sure=None if choice.language else plan.language_sure,
        letters=t.letters,
        twins=plan.twins,
        joins=plan.joins,
        before=plan.before,
        parts=plan.parts,
        notes=plan.notes,
    )


def _first_turns(t: Transcript) -> tuple[PreviewTurn, ...]:
    if t.turns:
        return tuple(
            PreviewTurn(turn.label, t.text[turn.speech_start : turn.end]) for turn in t.turns[:FIRST]
        )
    lines = [line for line in t.text[:ZONE].split("\n") if line.strip()]
    return tuple(PreviewTurn(None, line) for line in lines[:FIRST])
