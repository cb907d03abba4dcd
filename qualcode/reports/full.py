"""Reports as blocks: which parts a report of a kind has, in which order."""

from __future__ import annotations

from collections.abc import Callable

from qualcode.errors import InputError
from qualcode.reports.blocks import Block, Report
from qualcode.reports.material import Material
from qualcode.reports.parts.agreement import agreement_blocks
from qualcode.reports.parts.categories import categories_blocks
from qualcode.reports.parts.certainty import threshold_blocks
from qualcode.reports.parts.codebook import codebook_blocks
from qualcode.reports.parts.comparison import comparison_blocks
from qualcode.reports.parts.coverage import coverage_blocks
from qualcode.reports.parts.evidence import code_blocks, evidence_blocks
from qualcode.reports.parts.figures import figures_blocks
from qualcode.reports.parts.frequencies import frequencies_blocks
from qualcode.reports.parts.limitations import limitations_blocks
from qualcode.reports.parts.method import trail_blocks
from qualcode.reports.parts.models import models_blocks
from qualcode.reports.parts.procedure import procedure_blocks
from qualcode.reports.parts.respondents import respondents_blocks
from qualcode.reports.parts.saturation import saturation_blocks
from qualcode.reports.parts.title import contents_blocks, title_blocks
from qualcode.reports.wording import Words

__all__ = ["KINDS", "build_report"]


def full(material: Material, w: Words) -> list[Block]:
    """Everything: from the respondents to the evidence behind each cell."""
    return [
        *title_blocks(material, w),
        *contents_blocks(w),
        *respondents_blocks(material, w),
        *procedure_blocks(material, w),
        *categories_blocks(material, w),
        *frequencies_blocks(material, w),
        *coverage_blocks(material, w),
        *figures_blocks(material, w),
        *comparison_blocks(material, w),
        *saturation_blocks(material, w),
        *agreement_blocks(material, w),
        *limitations_blocks(material, w),
        *codebook_blocks(material, w),
        *evidence_blocks(material, w),
        *models_blocks(material, w),
    ]


def codebook(material: Material, w: Words) -> list[Block]:
    """The codebook alone."""
    return [*title_blocks(material, w, brief=False), *codebook_blocks(material, w, appendix=False)]


def codes(material: Material, w: Words) -> list[Block]:
    """All codes with all their quotations."""
    return [*title_blocks(material, w, brief=False), *contents_blocks(w), *code_blocks(material, w)]


def comparison(material: Material, w: Words) -> list[Block]:
    """The comparison with its limits, its evidence and its models."""
    return [
        *title_blocks(material, w),
        *contents_blocks(w),
        *comparison_blocks(material, w),
        *limitations_blocks(material, w),
        *evidence_blocks(material, w, rest=False),
        *models_blocks(material, w),
    ]


def method(material: Material, w: Words) -> list[Block]:
    """How the analysis was done, with the audit trail."""
    return [
        *title_blocks(material, w, brief=False),
        *procedure_blocks(material, w),
        *(threshold_blocks(material.comparison, w) if material.comparison is not None else ()),
        *trail_blocks(material, w),
    ]


KINDS: dict[str, Callable[[Material, Words], list[Block]]] = {
    "full": full,
    "codebook": codebook,
    "codes": codes,
    "comparison": comparison,
    "method": method,
}
"""Kinds of report that can be written."""


def build_report(material: Material, w: Words, kind: str = "full") -> Report:
    """The report of a kind in the language of ``w``.

    Raises :class:`~qualcode.errors.InputError` for a kind that does not exist.
    """
    if kind not in KINDS:
        raise InputError(f"There is no report of the kind “{kind}”; choose one of {', '.join(KINDS)}.")
    subtitle = w(f"subtitle.{kind}")
    return Report(
        title=material.title or w("title.untitled"),
        subtitle=subtitle,
        language=w.language,
        table_label=w("caption.table"),
        figure_label=w("caption.figure"),
        blocks=tuple(KINDS[kind](material, w)),
        subject=subtitle,
        author="" if material.coder == "all" else material.coder,
        created=material.date,
    )
