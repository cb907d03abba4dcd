"""What the figures rest on: changes of the mapping, settings and seeds, results that left the study, and the state of its content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields

from qualcode.analysis.thresholds import Thresholds
from qualcode.model.audit_trails import AuditTrail
from qualcode.model.digests import PART_NAMES, RecordedResult, StudyDigest
from qualcode.model.mapping_log import MappingState, MappingStep
from qualcode.reports.blocks import Align, Block, Content, Facts, Heading, Paragraph, Ref, Text
from qualcode.reports.material import Material
from qualcode.reports.parts.course import plain_table
from qualcode.reports.parts.title import coder_name
from qualcode.reports.wording import Words

__all__ = ["mapping_log_blocks", "results_blocks", "settings_blocks", "state_blocks"]

MOST_MAPPINGS = 120
"""Changes of the mapping that are listed one by one; more are counted by day."""
MOST_RESULTS = 200
DIGITS = 12
"""Of a hash, where it only tells states apart."""

Hide = Callable[[str], str]


def mapping_log_blocks(material: Material, trail: AuditTrail, w: Words) -> list[Block]:
    """The log of mappings: one by one, or by day where they are many."""
    head = Heading(2, w("log.title"))
    if not trail.mappings:
        return [head, Paragraph((Text(w("log.none")),))]
    labels = (
        {each.id: w.label(each.label) for each in material.criteria.criteria} if material.criteria else {}
    )
    if len(trail.mappings) > MOST_MAPPINGS:
        return [head, *mapping_days(trail.mappings, w)]
    headings: list[tuple[str, Align]] = [
        (w(key), "left")
        for key in ("course.day", "trail.who", "mapping.code", "mapping.criterion", "log.before", "log.after")
    ]
    rows = [mapping_row(step, labels, w) for step in trail.mappings]
    description = w("log.description", n=w.number(len(rows), 0))
    return [
        head,
        Paragraph(w.content("log.sentence", table=Ref("mapping_log"))),
        plain_table("mapping_log", w("log.caption"), headings, rows, description),
    ]


def mapping_row(step: MappingStep, labels: dict[str, str], w: Words) -> tuple[str, ...]:
    """One change of a mapping or level."""
    code = step.code or "–"
    if step.quotation is not None:
        code = w("log.quotation", code=code, number=step.quotation)
    who = f"{step.actor} ({step.mapper})" if step.mapper and step.mapper != step.actor else step.actor
    before = state_said(step.old, w) if step.known else w("log.unknown")
    after = state_said(step.new, w) if step.known else "–"
    return (
        w.short_date(step.at),
        who,
        code,
        labels.get(step.criterion, step.criterion) or "–",
        before,
        after,
    )


def state_said(state: MappingState | None, w: Words) -> str:
    """What a mapping, or a level, said; a dash where there was none."""
    if state is None:
        return "–"
    if state.polarity is None:
        return w("log.not_counted") if state.level is None else w("log.level", level=state.level)
    said = w(f"polarity.{state.polarity}")
    if state.level is not None:
        said += f" ({state.level})"
    if state.strength is not None:
        said += f" × {state.strength}"
    if state.aspect not in (None, "practice"):
        said += f", {w(f'aspect.{state.aspect}')}"
    return said if state.counts is not False else f"{said}, {w('log.not_counted')}"


def mapping_days(steps: Sequence[MappingStep], w: Words) -> list[Block]:
    """How many changes there were on each day by each person."""
    headings: list[tuple[str, Align]] = [(w("course.day"), "left"), (w("trail.who"), "left")]
    headings += [(w(f"log.{key}"), "right") for key in ("mappings", "levels", "criteria")]
    counts: Counter[tuple[str, str, str]] = Counter()
    criteria: dict[tuple[str, str], set[str]] = {}
    for step in steps:
        counts[step.at[:10], step.actor, step.kind] += 1
        criteria.setdefault((step.at[:10], step.actor), set()).add(step.criterion)
    rows = [
        (
            w.short_date(day),
            actor,
            w.number(counts[day, actor, "mapping"], 0),
            w.number(counts[day, actor, "level"], 0),
            w.number(len(found - {""}), 0),
        )
        for (day, actor), found in criteria.items()
    ]
    description = w("log.description", n=w.number(len(rows), 0))
    return [
        Paragraph(w.content("log.sentence_days", table=Ref("mapping_log"), n=w.number(len(steps), 0))),
        plain_table("mapping_log", w("log.caption"), headings, rows, description),
    ]


def settings_blocks(material: Material, w: Words) -> list[Block]:
    """Settings and seeds of everything that was gathered for the report."""
    rows: list[tuple[str, Content]] = [
        (w("used.software"), (Text(f"qualcode {material.version}"),)),
        (w("used.coder"), (Text(coder_name(material, w) or "–"),)),
    ]
    if material.by:
        rows.append((w("used.groups"), (Text(w.attribute(material.by)),)))
    if material.comparison is not None:
        rows.append((w("used.comparison"), (Text(comparison_said(material, w)),)))
    saturation = material.saturation
    if saturation is not None and saturation.permutations:
        said = w(
            "used.permutations",
            base=saturation.base_size,
            run=saturation.run_length,
            n=w.number(saturation.permutations, 0),
            seed=saturation.seed,
        )
        rows.append((w("used.saturation"), (Text(said),)))
    agreement = material.agreement
    if agreement is not None:
        said = w("used.resampled", n=w.number(agreement.resamples, 0), seed=agreement.seed)
        rows.append((w("used.agreement"), (Text(f"{w(f'agreement.unit_{agreement.unit}')}; {said}"),)))
    together = material.cooccurrence
    if together is not None:
        role = w(f"role.{together.role}") if together.role else w("role.all")
        rows.append((w("used.cooccurrence"), (Text(f"{w(f'unit.{together.unit}')}; {role}"),)))
    if material.withheld is not None:
        rows.append((w("used.smallest"), (Text(w.number(material.withheld.smallest, 0)),)))
    return [Heading(2, w("used.title")), Facts(w("used.description"), tuple(rows))]


def comparison_said(material: Material, w: Words) -> str:
    """Thresholds that differ from their defaults, and how ranges were drawn."""
    assert material.comparison is not None
    settings = material.comparison.settings
    used, default = settings["thresholds"], asdict(Thresholds())
    changed = [each.name for each in fields(Thresholds) if used[each.name] != default[each.name]]
    values = "; ".join(
        f"{w(f'threshold.{name}')} {w.number(used[name], 0 if float(used[name]).is_integer() else 2)}"
        for name in changed
    )
    said = [w("used.changed", names=values) if changed else w("used.unchanged")]
    if not material.comparison.numbers:
        said.append(w("used.off"))
    else:
        said.append(w("used.resampled", n=w.number(used["resamples"], 0), seed=settings["seed"]))
    return "; ".join(said)


def results_blocks(trail: AuditTrail, hide: Hide, w: Words) -> list[Block]:
    """The register of results."""
    head = Heading(2, w("results.title"))
    if not trail.results:
        return [head, Paragraph((Text(w("results.none")),))]
    headings: list[tuple[str, Align]] = [
        (w(key), "right" if key == "results.seed" else "left")
        for key in (
            "trail.when",
            "trail.who",
            "results.file",
            "results.analysis",
            "results.seed",
            "results.state",
            "results.holds",
        )
    ]
    shown = trail.results[-MOST_RESULTS:]
    rows = [result_row(each, hide, w) for each in shown]
    description = w("results.description", n=w.number(len(rows), 0))
    blocks: list[Block] = [
        head,
        Paragraph(w.content("results.sentence", table=Ref("results"))),
        plain_table("results", w("results.caption"), headings, rows, description),
    ]
    if len(shown) < len(trail.results):
        left = w("results.left_out", shown=w.number(len(shown), 0), all=w.number(len(trail.results), 0))
        blocks.append(Paragraph((Text(left),), kind="note"))
    return blocks


def result_row(each: RecordedResult, hide: Hide, w: Words) -> tuple[str, ...]:
    """One result with the state that it came from."""
    study = each.statement.get("study")
    digest = str(study.get("sha256", "")) if isinstance(study, dict) else ""
    seed = each.statement.get("seed")
    unit = str(each.statement.get("unit", ""))
    analysis = w.known(f"analysis.{each.analysis}", each.analysis)
    names = [w(f"content.{part}") for part in STALE if STALE[part] in each.stale]
    holds = w("results.stale", parts=w.join(names)) if each.stale else w("yes")
    return (
        w.moment(each.at),
        each.actor,
        hide(each.name) or "–",
        f"{analysis} ({w.known(f'analysis.unit.{unit}', unit)})" if unit else analysis,
        "–" if seed is None else str(seed),
        digest[:DIGITS] or "–",
        holds,
    )


STALE = {part.name: PART_NAMES.get(part.name, part.name) for part in fields(StudyDigest)}
"""Parts of the study's content, and what the register calls them."""


def state_blocks(trail: AuditTrail, w: Words) -> list[Block]:
    """Hashes of the study and of its parts."""
    if not trail.digests:
        return []
    rows = tuple(
        (w("state.whole") if part == "whole" else w(f"content.{part}"), (Text(grouped(digest)),))
        for part, digest in trail.digests.items()
    )
    return [
        Heading(2, w("state.title")),
        Paragraph((Text(w("state.sentence")),)),
        Facts(w("state.description"), rows),
    ]


def grouped(digest: str) -> str:
    """A digest in groups of sixteen, so that it can run over several lines."""
    return " ".join(digest[start : start + 16] for start in range(0, len(digest), 16))
