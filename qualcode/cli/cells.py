"""The way down from one cell of the comparison, for the command line: respondents, codes, quotations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode.cli.output import say, table

if TYPE_CHECKING:
    from qualcode.model.codings import CodingRow
    from qualcode.model.walks import CellWalk
    from qualcode.study import Study

__all__ = ["print_walk", "quotations_of", "walk_json"]


def quotations_of(study: Study, walk: CellWalk) -> list[CodingRow]:
    """One row for each quotation behind the cell, deviant ones first; then those that are shown, not scored."""
    first: dict[int, CodingRow] = {}
    for row in study.codings.list():
        first.setdefault(row.quotation, row)
    numbers = [
        *walk.verdict.quotations,
        *(number for item in walk.beside for number in item.quotations),
    ]
    return [first[number] for number in dict.fromkeys(numbers) if number in first]


def walk_json(walk: CellWalk, quotations: list[CodingRow]) -> dict[str, Any]:
    """The cell in the keys of the contract."""
    expected = walk.expected
    return {
        "criterion": walk.criterion.id,
        "model": walk.model.id,
        "status": walk.model.status,
        "group": walk.group or None,
        "verdict": walk.verdict.verdict,
        "distance": walk.verdict.distance,
        "expected": None
        if expected is None
        else {
            "levels": [expected.lo, expected.hi],
            "importance": expected.importance,
            "basis": expected.basis,
            "unverified": expected.unverified,
            "sources": list(expected.src),
            "note": expected.note,
        },
        "respondents": [
            {
                "case": each.level.case,
                "level": each.level.level,
                "outside": each.steps,
                "mixed": each.level.mixed,
                "codes": [
                    {
                        "code": code.code,
                        "level": code.level,
                        "strength": code.strength,
                        "quotations": list(code.quotations),
                    }
                    for code in each.level.codes
                ],
            }
            for each in walk.standings
        ],
        "beside": [
            {
                "case": item.case,
                "code": item.code,
                "aspect": item.aspect,
                "quotations": list(item.quotations),
                "awaiting": sorted(walk.awaiting & set(item.quotations)),
            }
            for item in walk.beside
        ],
        "mappings": [
            {
                "code": mapping.code,
                "polarity": mapping.polarity,
                "level": mapping.level,
                "strength": mapping.strength,
                "aspect": mapping.aspect,
                "counts": mapping.counts,
            }
            for mapping in walk.mappings
        ],
        "quotations": [
            {
                "quotation": row.quotation,
                "document": row.document,
                "case": row.case,
                "turn": row.turn,
                "text": row.text,
            }
            for row in quotations
        ],
    }


def print_walk(walk: CellWalk, quotations: list[CodingRow], language: str) -> None:
    """Print what the model expects, the respondents, and the passages; those first who depart from it."""
    from qualcode.reports.wording import Words

    w = Words(language)
    who = w.group(walk.group) if walk.group else w("comparison.overall")
    say(f"{w.label(walk.criterion.label)} · {w.label(walk.model.label)} · {who}: {w(f'symbol.{walk.verdict.verdict}')}")  # fmt: skip
    if walk.expected is not None:
        note = f" {walk.expected.note}" if walk.expected.note else ""
        say(
            f"{w('models.expected')} {w.levels(walk.expected.lo, walk.expected.hi)}, {w(f'importance.{walk.expected.importance}')}; "
            f"{w(f'basis.{walk.expected.basis}')}{'†' if walk.unverified else ''} ({', '.join(walk.expected.src) or '–'}).{note}"
        )
    if walk.unverified:
        say(w("models.unverified", mark="†"))
    if walk.model.draft:
        say(w("models.draft"))
    table(
        {"respondent": "l", "level": "r", "outside": "r", "": "l", "codes (level × strength)": "l", "quotations": "l"},
        [
            (
                each.level.case,
                w.number(each.level.level, 1),
                w.number(each.steps, 1) if each.steps else "",
                "mixed" if each.level.mixed else "",
                "; ".join(f"{code.code} {w.number(code.level, 1)}×{code.strength}" for code in each.level.codes),
                ", ".join(map(str, each.level.quotations)),
            )
            for each in walk.standings
        ]
        + [
            (item.case, "–", "", w(f"aspect.{item.aspect}"), item.code, ", ".join(map(str, item.quotations)))
            for item in walk.beside
        ],
        nothing="Nobody speaks to this criterion.",
    )  # fmt: skip
    for row in quotations:
        say(f"[{row.case}:{row.quotation}] {' '.join(row.text.split())}")
