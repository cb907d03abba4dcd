"""Looking a study over, with what only the analyses know of its settings."""

from __future__ import annotations

from qualcode.errors import InputError, StudyError
from qualcode.study import Study

__all__ = ["problems_of"]


def problems_of(study: Study) -> tuple[str, ...]:
    """All problems of a study, each as one sentence; an empty tuple where it is sound."""
    from qualcode.study.integrity import check
    from qualcode.workflows.thresholds import thresholds_of

    problems = check(study)
    try:
        thresholds_of(study)
    except InputError as error:
        if str(error) not in problems:
            problems += (str(error),)
    except StudyError as error:
        problems = problems or (str(error),)
    return problems
