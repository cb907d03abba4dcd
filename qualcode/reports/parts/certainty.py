"""How sure a comparison is: leading models head to head, what comes first when something is changed, the thresholds used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, fields

from qualcode.analysis.thresholds import Thresholds
from qualcode.model.results import Comparison, GroupComparison, HeadToHead, StressTest
from qualcode.reports.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    Content,
    Heading,
    Link,
    Paragraph,
    Ref,
    Row,
    Table,
    Text,
)
from qualcode.reports.material import Material
from qualcode.reports.parts.matrix_table import criterion_target, withheld_levels
from qualcode.reports.people import people
from qualcode.reports.quoting import cites
from qualcode.reports.wording import Words

__all__ = ["certainty_blocks", "stability_note", "threshold_blocks"]

OF_THE_MATRIX = ("met", "near", "split", "mixed", "thin")
"""Thresholds that decide on single cells, so that they hold without figures too."""
CITED = 6
"""Quotations that a row names; the matrix and the evidence have them all."""
CHANGES = 8
"""Changes of the leader that are named one by one, for each group."""


def certainty_blocks(material: Material, comparison: Comparison, w: Words) -> list[Block]:
    """Head-to-head, then the stress tests; by group first, overall last."""
    groups = [*sorted(comparison.groups, key=lambda each: w.sort_key(each.name)), comparison.overall]
    return [*head_blocks(material, groups, w), *stress_blocks(material, groups, w)]


def name_of(group: GroupComparison, material: Material, w: Words) -> str:
    """The name of a group with its attribute."""
    return w.group(group.name, w.attribute(material.by)) if group.name else w("comparison.overall")


def short_of(model: str, material: Material) -> str:
    """The short name of a model."""
    known = material.model_names.get(model)
    return known.short if known else model


def head_blocks(material: Material, groups: Sequence[GroupComparison], w: Words) -> list[Block]:
    """One table: for each group and pair of leading models the criteria that tell them apart."""
    assert material.criteria is not None
    labels = {criterion.id: w.label(criterion.label) for criterion in material.criteria.criteria}
    rows: list[Row] = []
    for group in groups:
        for head in group.heads:
            rows.append(Row((Cell((head_line(group, head, material, w),)),), group=True))
            rows += head_rows(head, labels, group, material, w)
    if not rows:
        return []
    columns = (
        Column((Text(w("matrix.criterion")),), 4.6),
        Column((Text(w("heads.nearer")),), 2.6, "center"),
        Column((Text(w("fit.respondents")),), 2.0, "center"),
        Column((Text(w("heads.quotations")),), 5.0),
    )
    return [
        Heading(2, w("heads.title")),
        Table("heads", w("heads.caption"), columns, tuple(rows), w("heads.description")),
    ]


def head_line(group: GroupComparison, head: HeadToHead, material: Material, w: Words) -> Content:
    """What heads the rows of a pair: the group, both models, and their fit on common ground."""
    fits = [w.number(fit, 2) if fit is not None else "–" for fit in head.fits]
    pair = w(
        "heads.pair",
        a=short_of(head.a, material),
        b=short_of(head.b, material),
        common=w.count(head.common, "criterion"),
        fit_a=fits[0],
        fit_b=fits[1],
    )
    return (Text(name_of(group, material, w), strong=True), Text(f"  {pair}"))


def head_rows(
    head: HeadToHead, labels: dict[str, str], group: GroupComparison, material: Material, w: Words
) -> list[Row]:
    """A row for each criterion that tells two models apart, spoken of or not."""

    def speaking(criterion: str, respondents: int) -> str:
        withheld = group.name and group.name in withheld_levels(material, criterion)
        return "–" if withheld else people(respondents, len(group.cases), material, w)

    nearer = {"a": short_of(head.a, material), "b": short_of(head.b, material), "neither": w("heads.neither")}
    rows = [
        Row(
            (
                Cell(
                    (
                        (
                            Link(
                                labels.get(each.criterion, each.criterion),
                                criterion_target(material, each.criterion),
                            ),
                        ),
                    )
                ),
                Cell(((Text(w("heads.split") if each.split else nearer[each.nearer]),),)),
                Cell(((Text(speaking(each.criterion, each.respondents)),),)),
                Cell((cites(dict.fromkeys(each.quotations), material, most=CITED) or (Text("–"),),)),
            )
        )
        for each in head.criteria
    ]
    rows += [
        Row(
            (
                Cell(((Text(labels.get(name, name)),),)),
                Cell(((Text(w("heads.nothing"), quiet=True),),)),
                Cell(((Text("–"),),)),
                Cell(((Text("–"),),)),
            )
        )
        for name in head.unspoken
    ]
    if not rows:
        none: Content = (Text(w("heads.none")),)
        rows.append(Row((Cell((none,)), *(Cell(((Text("–"),),)) for _ in range(3)))))
    return rows


def stress_blocks(material: Material, groups: Sequence[GroupComparison], w: Words) -> list[Block]:
    """For each group how often a closest model stays first, and what brings another one there."""
    assert material.criteria is not None
    labels = {criterion.id: w.label(criterion.label) for criterion in material.criteria.criteria}
    items: list[Content] = []
    for group in groups:
        if not group.tested:
            continue
        said = stress_sentence(group, material, w)
        changes = [change(test, labels, material, w) for test in group.unseated]
        if changes:
            more = (
                [w("verdict.more", n=w.number(len(changes) - CHANGES, 0))] if len(changes) > CHANGES else []
            )
            said += " " + w("stress.others", changes="; ".join([*changes[:CHANGES], *more]))
        items.append((Text(said),))
    return [Heading(2, w("stress.title")), BulletList(tuple(items))] if items else []


def stress_sentence(group: GroupComparison, material: Material, w: Words) -> str:
    """How often the closest set stays first; where there is none, what comes first how often; and how often nothing does.

    Counts are of all repetitions, those in which no model can be ranked included.
    """
    tests, every = group.tested, group.stress
    times = w("count.times", n=w.number(len(every), 0))
    name = name_of(group, material, w)
    silent = len(every) - len(tests)
    none = f" {w('stress.silent', silent=w.of(silent, len(every)))}" if silent else ""
    if group.closest:
        same = len(tests) - len(group.unseated)
        mappers = w("stress.mappers") if any(test.kind == "mapper" for test in every) else ""
        return w("stress.sentence", name=name, all=times, same=w.of(same, len(every)), mappers=mappers) + none
    first = Counter(model for test in tests for model in test.first)
    listed = w.join(
        [
            w("stress.first", model=short_of(model, material), n=w.of(often, len(every)))
            for model, often in sorted(first.items(), key=lambda each: (-each[1], each[0]))
        ]
    )
    return w("stress.none_closest", name=name, all=times, first=listed) + none


def change(test: StressTest, labels: dict[str, str], material: Material, w: Words) -> str:
    """One change and the models that come first by it."""
    first = w.join([short_of(model, material) for model in test.first])
    return w(f"stress.{test.kind}", name=labels.get(test.name, test.name), model=first)


def stability_note(comparison: Comparison, w: Words) -> str:
    """What a stability range is, with the number of resamples and the seed."""
    limits = comparison.settings["thresholds"]
    return w(
        "fit.stability_note",
        share=w.percent(limits["stability_share"]),
        n=w("count.times", n=w.number(limits["resamples"], 0)),
        seed=comparison.settings["seed"],
    )


def threshold_blocks(comparison: Comparison, w: Words) -> list[Block]:
    """The thresholds that were used, beside their defaults."""
    used, default = comparison.settings["thresholds"], asdict(Thresholds())
    columns = (
        Column((Text(w("thresholds.threshold")),), 8.0),
        Column((Text(w("thresholds.value")),), 1.6, "right"),
        Column((Text(w("thresholds.default")),), 1.6, "right"),
    )

    def number(value: float) -> str:
        return w.number(value, 0 if float(value).is_integer() else 3 if round(value, 2) != value else 2)

    rows = [
        Row(
            (
                Cell(((Text(w(f"threshold.{each.name}"), strong=used[each.name] != default[each.name]),),)),
                Cell(((Text(number(used[each.name]), strong=used[each.name] != default[each.name]),),)),
                Cell(((Text(number(default[each.name])),),)),
            )
        )
        for each in fields(Thresholds)
        if comparison.numbers or each.name in OF_THE_MATRIX
    ]
    return [
        Heading(2, w("thresholds.title")),
        Paragraph(w.content("thresholds.sentence", table=Ref("thresholds"))),
        Table("thresholds", w("thresholds.caption"), columns, tuple(rows), w("thresholds.description")),
    ]
