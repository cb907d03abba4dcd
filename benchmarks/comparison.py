"""Comparison of 200 respondents with 8 models on 34 criteria, with 2,000 resamples, stress tests and five groups: CPU seconds.

    python benchmarks/comparison.py

The levels are random, so that hardly any cell is left out. What is measured is the whole call: evidence from codings and
mappings, the matrix, fits, resampling within groups, leaving out each respondent and each criterion, other weights,
head-to-head. Beside it the same without resampling and stress tests of groups, as ratio. Median of several runs.
"""

from __future__ import annotations

import statistics
import sys
import time
from array import array
from collections.abc import Callable
from random import Random

from qualcode.analysis import Thresholds, compare
from qualcode.frameworks import read_all, shipped
from qualcode.model.arrays import ROLE_CODES, Incidence, Node, Units
from qualcode.model.documents import Case, Document
from qualcode.model.frameworks import Criteria, Mapping

RESPONDENTS = 200
GROUPS = 5
RESAMPLES = 2000
LIMIT = 1.0
"""CPU seconds."""
RUNS = 5
SEED = 20261122


def material(criteria: Criteria) -> tuple[Incidence, list[Mapping]]:
    """Each respondent speaks to each criterion by one code that states a level, in a quotation of its own."""
    random = Random(SEED)
    names = [each.id for each in criteria.criteria]
    nodes = tuple(
        Node(i + 1, f"{name} {level}", "code", None, "#336699", (f"{name} {level}",))
        for i, (name, level) in enumerate((name, level) for name in names for level in range(1, 6))
    )
    place = {node.name: i for i, node in enumerate(nodes)}
    rows = [
        (who, at * 10, at * 10 + 5, place[f"{name} {random.randint(1, 5)}"])
        for who in range(RESPONDENTS)
        for at, name in enumerate(names)
    ]
    cases = tuple(
        Case(i + 1, f"R{i + 1:03d}", {"facility_type": f"type {i % GROUPS}"}) for i in range(RESPONDENTS)
    )
    documents = tuple(
        Document(i + 1, f"R{i + 1:03d}", i + 1, f"R{i + 1:03d}", "txt", "en", "", 0, 1000, "", "")
        for i in range(RESPONDENTS)
    )
    turns = Units(
        document=array("q", range(RESPONDENTS)),
        start=array("q", [0] * RESPONDENTS),
        end=array("q", [1000] * RESPONDENTS),
        role=array("q", [ROLE_CODES["respondent"]] * RESPONDENTS),
        turn=array("q", [1] * RESPONDENTS),
    )
    found = Incidence(
        documents=documents,
        cases=cases,
        nodes=nodes,
        document=array("q", [row[0] for row in rows]),
        case=array("q", [row[0] for row in rows]),
        code=array("q", [row[3] for row in rows]),
        start=array("q", [row[1] for row in rows]),
        end=array("q", [row[2] for row in rows]),
        quotation=array("q", range(1, len(rows) + 1)),
        coding=array("q", range(1, len(rows) + 1)),
        turns=turns,
        coder="first",
        document_case=array("q", range(RESPONDENTS)),
    )
    mappings = [
        Mapping(
            node.id,
            node.id,
            node.name,
            node.name.rsplit(" ", 1)[0],
            "level",
            int(node.name[-1]),
            2,
            "practice",
            True,
        )
        for node in nodes
    ]
    return found, mappings


def cpu(do: Callable[[], object]) -> float:
    """CPU seconds, median of several runs."""
    taken = []
    for _ in range(RUNS):
        begin = time.process_time()
        do()
        taken.append(time.process_time() - begin)
    return statistics.median(taken)


def main() -> int:
    found = read_all(shipped())
    assert found.criteria is not None
    data, mappings = material(found.criteria)
    criteria, models = found.criteria, found.models

    def run(resamples: int, by: str | None) -> object:
        limits = Thresholds(resamples=resamples)
        return compare(data, mappings, [], criteria, models, by=by, thresholds=limits)

    run(10, None)  # loads what is loaded on first use
    whole = cpu(lambda: run(RESAMPLES, "facility_type"))
    overall = cpu(lambda: run(RESAMPLES, None))
    bare = cpu(lambda: run(0, None))
    print(
        f"{RESPONDENTS} respondents, {len(criteria.criteria)} criteria, {len(models)} models, {RESAMPLES} resamples"
    )
    print(f"all respondents:            {overall:6.3f} s CPU (limit {LIMIT})")
    print(f"and {GROUPS} groups of them:      {whole:6.3f} s CPU (limit {LIMIT})")
    print(f"without resampling:         {bare:6.3f} s CPU, 1/{overall / bare:.1f} of it")
    return int(max(whole, overall) > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
