"""What is said of criteria and models that were changed after they were adopted: which earlier results are stale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qualcode.model.frameworks import Revision
from qualcode.reports.wording.words import Words

__all__ = ["revision_sentences"]


def revision_sentences(revised: Iterable[Revision], names: Mapping[str, str], w: Words) -> list[str]:
    """One sentence for each changed model or list of criteria; ``names`` are those of models by id, else the id is used."""
    return [
        w(
            f"revised.{each.kind}",
            model=names.get(each.key, each.key),
            moment=w.moment(each.adopted_at),
            version=w.number(each.version, 0),
        )
        for each in revised
        if each.kind in ("criteria", "model")
    ]
