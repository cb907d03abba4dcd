"""The course of the analysis, joined from the history, the log of mappings and the register of results."""

from __future__ import annotations

from collections import Counter

from qualcode.model.audit_trails import AuditTrail
from qualcode.study import Study
from qualcode.study.audit_trail import coders_at_work, corrections, lengths, shared_documents, work_days
from qualcode.study.mapping_log import mapping_log

__all__ = ["trail_of"]


def trail_of(study: Study) -> AuditTrail:
    """Days and rounds of work, coders, changes of codes and mappings, results, and hashes, as they are now."""
    digest = study.results.digest()
    days, rounds = work_days(study.store, study.blinds)
    return AuditTrail(
        days=days,
        rounds=rounds,
        coders=coders_at_work(study.store, study.blinds),
        blind=tuple((each.coder, each.since, each.released) for each in study.blinds.list()),
        shared=shared_documents(study.store, study.blinds),
        withdrawn=sum(step.kind == "withdrawn" for day in days for step in day.steps),
        corrected=corrections(study.store),
        mappings=tuple(step for step in mapping_log(study.store) if not step.undone),
        results=study.results.list(),
        digests={"whole": digest.whole, **digest.as_dict()},
        lengths=lengths(study.store),
        changed=dict(Counter(step.kind for day in days for step in day.steps)),
    )
