"""What a study lacks before its interviews are compared with models, for the command line, the screen and the report."""

from __future__ import annotations

from qualcode.model.frameworks import Criteria
from qualcode.model.readiness import Readiness
from qualcode.model.tables import ResultTable
from qualcode.study import Study
from qualcode.workflows.evidence import criteria_and_models, described
from qualcode.workflows.results import statement_of

__all__ = ["inseparable_sentences", "readiness_of", "readiness_sentences_of", "readiness_tables"]


def readiness_of(study: Study, coder: str | None = None) -> Readiness:
    """What is missing in codebook, mappings, levels and guide; nothing is adopted or changed.

    Raises :class:`~qualcode.errors.NotFoundError` for a coder without codings.
    """
    from qualcode.analysis.readiness import readiness

    found = described(study, coder)
    return readiness(
        found.incidence, found.mappings, found.read, found.criteria, found.models, study.guide.questions()
    )


def readiness_sentences_of(study: Study, found: Readiness, language: str | None = None) -> list[str]:
    """The same in sentences of a language (default: the study's, where reports are written in it, else English)."""
    from qualcode.reports.wording import Words
    from qualcode.reports.wording.readiness import readiness_sentences
    from qualcode.reports.wording.words import LANGUAGES

    spoken = language or (study.language if study.language in LANGUAGES else "en")
    criteria, models = criteria_and_models(study)
    return readiness_sentences(found, criteria, models, Words(spoken))


def inseparable_sentences(study: Study, coder: str | None = None, language: str = "en") -> list[str]:
    """Which models cannot be told apart, since the codebook has no code on what separates them; empty where all can."""
    from qualcode.reports.wording import Words
    from qualcode.reports.wording.readiness import pair_sentences

    criteria, models = criteria_and_models(study)
    short = {model.id: model.short or model.id for model in models}
    return pair_sentences(readiness_of(study, coder), criteria, short, Words(language))


def readiness_tables(study: Study, found: Readiness) -> tuple[ResultTable, ...]:
    """Pairs of models with what tells them apart (those that nothing tells apart first), criteria with what is missing on each, and mappings that lack levels or passages."""
    criteria, models = criteria_and_models(study)
    statement = statement_of(
        study,
        "gaps",
        "criterion",
        {"models": len(models), "criteria": len(criteria.criteria), "guide": found.guide},
        filter={"coder": found.coder} if found.coder else {},
    )
    short = {model.id: model.short or model.id for model in models}
    pairs = tuple(
        (
            short[pair.a],
            short[pair.b],
            "yes" if pair.told_apart else "no",
            len(pair.reached),
            len(pair.separating),
            ", ".join(pair.missing),
        )
        for pair in sorted(found.pairs, key=lambda each: (each.told_apart, len(each.reached)))
    )
    lacks = {
        "awaiting": tuple(
            (each.code, each.criterion, "passages without a level", ", ".join(map(str, each.quotations)))
            for each in found.awaiting
        ),
        "passages": tuple((code, "", "no passage of a respondent", "") for code in found.without_passages),
    }
    return (
        ResultTable(
            "pairs",
            ("model", "other", "told_apart", "criteria_reached", "criteria_needed", "missing"),
            pairs,
            statement,
        ),
        ResultTable(
            "criteria",
            ("criterion", "state", "question", "defining_in"),
            criteria_rows(found, criteria, short),
            statement,
        ),
        ResultTable(
            "codes",
            ("code", "criterion", "lacks", "quotations"),
            (*lacks["awaiting"], *lacks["passages"]),
            statement,
        ),
    )


def criteria_rows(
    found: Readiness, criteria: Criteria, short: dict[str, str]
) -> tuple[tuple[str, str, str, str], ...]:
    """A row for each criterion that something is missing on."""
    defining: dict[str, list[str]] = {}
    for gap in found.models:
        for name in gap.missing:
            defining.setdefault(name, []).append(short[gap.model])
    rows = []
    for each in criteria.criteria:
        state = (
            "no code"
            if each.id in found.unreached
            else "shown only"
            if each.id in found.shown_only
            else "reached"
        )
        question = "" if not found.guide else "none" if each.id in found.unasked else "asked about"
        if state != "reached" or question == "none":
            rows.append((each.id, state, question, ", ".join(defining.get(each.id, ()))))
    return tuple(rows)
