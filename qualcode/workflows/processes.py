"""Process frames laid beside the interviews: which of their steps are spoken of, and by whom."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.errors import NotFoundError
from qualcode.model.frameworks import ProcessFrame, language_of
from qualcode.model.processes import FrameCoverage
from qualcode.model.tables import Cell, ResultTable
from qualcode.study import Study
from qualcode.text.names import name_key
from qualcode.workflows.evidence import described
from qualcode.workflows.results import statement_of

__all__ = ["frames_of", "process_tables", "processes_of"]


def frames_of(study: Study) -> tuple[ProcessFrame, ...]:
    """The process frames of the study; where it has none yet, those that come with qualcode, without adopting them."""
    own = study.frameworks.processes()
    if own:
        return own
    from qualcode.frameworks import read_all, shipped

    return tuple(read_all(shipped()).processes)


def processes_of(
    study: Study, frame: str | None = None, *, by: str | None = None, coder: str | None = None
) -> tuple[FrameCoverage, ...]:
    """Coverage of all frames, or of one given by its id or its name in any language; by an attribute where it is named.

    Frames come in the order of their ids and are never ranked. Raises :class:`~qualcode.errors.NotFoundError` for an
    unknown frame, attribute or coder.
    """
    from qualcode.analysis.processes import frame_coverage

    frames = frames_of(study)
    if frame is not None:
        key = name_key(frame).replace("-", "_")
        chosen = [
            each
            for each in frames
            if key == each.id.casefold() or name_key(frame) in map(name_key, each.label.values())
        ]
        if not chosen:
            raise NotFoundError(
                f"There is no process frame “{frame}”; the frames are: {', '.join(each.id for each in frames)}."
            )
        frames = tuple(chosen)
    attribute = study.cases.attribute(by) if by is not None else None
    found = described(study, coder)
    return tuple(frame_coverage(each, found.evidence, found.incidence.cases, attribute) for each in frames)


def process_tables(
    study: Study, found: Sequence[FrameCoverage], *, by: str | None = None, coder: str | None = None
) -> tuple[ResultTable, ...]:
    """One table a frame: a row a step, with respondents, those who state practice, quotations, and a column for each group."""
    statement = statement_of(
        study,
        "processes",
        "respondents",
        {"by": by, "frames": [each.frame for each in found]},
        filter={"coder": coder or study.primary_coder},
    )
    tables = []
    for frame in found:
        groups = tuple(f"{group.name} (of {len(group.cases)})" for group in frame.groups)
        rows: list[tuple[Cell, ...]] = []
        for number, step in enumerate(frame.steps, 1):
            silent = step.criterion is None
            rows.append(
                (
                    number,
                    step.label.get(language_of(step.label, study.language), step.step),
                    step.criterion or "",
                    None if silent else len(step.cases),
                    frame.respondents,
                    None if silent else len(step.practising),
                    None if silent else len(step.quotations),
                    ", ".join(map(str, step.quotations)),
                    *((None,) * len(groups) if silent else step.groups),
                )
            )
        columns = (
            "number", "step", "criterion", "respondents", "of", "state_practice", "quotations", "numbers", *groups,
        )  # fmt: skip
        tables.append(ResultTable(frame.frame, columns, tuple(rows), statement))
    return tuple(tables)
