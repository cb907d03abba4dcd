"""Overlap pairs of all codes: ratios to the half join in SQLite, and growth from 100,000 to 1,000,000 codings.

    python benchmarks/overlap.py

Rows are in memory and sorted, counts only. Every way runs several times in this one process; medians of CPU time are
compared, so that other work on the machine hardly matters. Before anything is timed, both ways must give one matrix.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import time
from collections.abc import Callable

import numpy as np

from qualcode.analysis.overlap import Ints, overlap_counts

CODES = 200
LENGTH = 41_000
"""Characters of a document: an interview of about 10,000 words."""
SEED = 20261101
RATIO_LIMIT = 1 / 20
GROWTH_LIMIT = 14.0

Rows = tuple[Ints, Ints, Ints, Ints]
"""Document, start, end, code."""


def codings(count: int, documents: int) -> Rows:
    """Codings as people make them, sorted by document, start and descending end.

    Codes follow a Zipf distribution, lengths a lognormal one with a median of 134 characters, and 60 % of the starts
    stand on a grid of 220 characters, as where whole turns are coded. Uniform codings would hide the quadratic cases.
    """
    random = np.random.default_rng(SEED)
    share = 1 / np.arange(1, CODES + 1)
    code = random.choice(CODES, size=count, p=share / share.sum())
    document = random.integers(0, documents, size=count)
    start = random.integers(0, LENGTH - 10, size=count)
    snapped = random.random(count) < 0.6
    start[snapped] -= start[snapped] % 220
    length = np.maximum(5, random.lognormal(np.log(134), 0.8, size=count)).astype(np.int64)
    end = np.minimum(start + length, LENGTH)
    order = np.lexsort((-end, start, document))
    return document[order], start[order], end[order], code[order]


def by_lag_loop(rows: Rows) -> Ints:
    """What qualcode does: one number line, sorted, lag by lag."""
    document, start, end, code = rows
    return overlap_counts(document * LENGTH + start, document * LENGTH + end, code, CODES)


def database(rows: Rows) -> sqlite3.Connection:
    """The same rows in SQLite, in memory, with the index that the half join needs."""
    base = sqlite3.connect(":memory:")
    base.execute("create table coding (id integer primary key, document int, start int, stop int, code int)")
    base.executemany(
        "insert into coding (document, start, stop, code) values (?, ?, ?, ?)",
        zip(*(column.tolist() for column in rows), strict=True),
    )
    base.execute("create index span on coding (document, start, stop, code)")
    base.execute("analyze")
    return base


def by_half_join(base: sqlite3.Connection) -> Ints:
    """Each coding with those that start inside it; equal starts are ordered by id."""
    pairs = base.execute(
        """
        select a.code, b.code, count(*) from coding a join coding b
        on b.document = a.document and b.start >= a.start and b.start < a.stop and (b.start > a.start or b.id > a.id)
        group by a.code, b.code
        """
    ).fetchall()
    matrix = np.zeros((CODES, CODES), dtype=np.int64)
    for a, b, count in pairs:
        matrix[a, b] += count
    return matrix + matrix.T - np.diag(matrix.diagonal())


def cpu(work: Callable[[], object], times: int) -> float:
    """Median CPU seconds of a piece of work after one run that does not count."""
    work()
    spent = []
    for _ in range(times):
        begin = time.process_time()
        work()
        spent.append(time.process_time() - begin)
    return statistics.median(spent)


def main() -> int:
    """Print the ratios; exit 1 where one misses its limit."""
    small, large = codings(100_000, 100), codings(1_000_000, 1000)
    base = database(small)
    ours, theirs = by_lag_loop(small), by_half_join(base)
    if not np.array_equal(ours, theirs):
        print("The two ways disagree; nothing was timed.", file=sys.stderr)
        return 1
    pairs = int(np.triu(ours).sum())
    lag, join, million = (
        cpu(lambda: by_lag_loop(small), 15),
        cpu(lambda: by_half_join(base), 5),
        cpu(lambda: by_lag_loop(large), 5),
    )
    ratio, growth = lag / join, million / lag
    print(f"overlap pairs, {CODES} codes; 100,000 codings in 100 documents, {pairs:,} pairs; CPU medians")
    print(f"  lag loop, 100,000 codings        {lag * 1000:9.1f} ms")
    print(f"  half join in SQLite              {join * 1000:9.1f} ms")
    print(f"  lag loop, 1,000,000 codings      {million * 1000:9.1f} ms")
    print(f"  lag loop / half join             1 / {1 / ratio:5.1f}     (at most 1 / {1 / RATIO_LIMIT:.0f})")
    print(f"  growth, 100,000 -> 1,000,000     {growth:9.1f} times  (at most {GROWTH_LIMIT:.0f})")
    return 0 if ratio <= RATIO_LIMIT and growth <= GROWTH_LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
