"""Co-occurrence of 200 codes: ratios to compiled loops, sparse products and SQLite, and growth to 1,000,000 codings.

    python benchmarks/overlap.py

* 100,000 codings in memory: the lag loop against the half join in SQLite.
* 1,000,000 codings in memory: the lag loop against the same sweep compiled by numba (left out where numba is missing).
* 1,000,000 codings in a real study file: reading the arrays and counting, against the half join on the same file.
* 1,000,000 codings by turn: our count of units that bear both against scipy's sparse product on the same arrays.
* Growth of the lag loop from 100,000 to 1,000,000 codings, as an exponent.

Every way runs several times in this one process; medians of CPU time are compared, so that other work on the machine
hardly matters. Before anything is timed, both ways must give one matrix.
"""

from __future__ import annotations

import importlib.util
import math
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from qualcode.analysis.overlap import Ints, overlap_counts, unit_counts
from qualcode.analysis.placing import bearing, lay_out
from qualcode.study import Study

CODES = 200
LENGTH = 41_000
"""Characters of a document: an interview of about 10,000 words."""
SEED = 20261101
RATIO_LIMIT = 1 / 20
EXPONENT_LIMIT = 1.15
NUMBA_LIMIT = 10.0
FILE_LIMIT = 1 / 2
PRODUCT_LIMIT = 1.5
TURN = 220
"""Characters of a turn."""

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


def compiled() -> Callable[[Ints, Ints, Ints], Ints] | None:
    """The sweep over followers as numba compiles it, or None where numba is not installed."""
    if importlib.util.find_spec("numba") is None:
        return None
    import numba  # type: ignore[import-not-found, import-untyped, unused-ignore]

    def sweep(start: Any, end: Any, code: Any) -> Any:
        total = np.zeros((CODES, CODES), np.int64)
        for i in range(len(start)):
            j = i + 1
            while j < len(start) and start[j] < end[i]:
                total[code[i], code[j]] += 1
                j += 1
        return total

    made = numba.njit(sweep)

    def count(start: Ints, end: Ints, code: Ints) -> Ints:
        matrix: Ints = made(start, end, code)
        return matrix + matrix.T - np.diag(matrix.diagonal())

    return count


def by_product(unit: Ints, code: Ints, units: int) -> Ints:
    """Units that bear both codes as scipy gives them: a matrix of units x codes of ones, times itself."""
    from scipy import sparse

    held = sparse.csr_matrix((np.ones(len(unit), dtype=np.int32), (unit, code)), shape=(units, CODES))
    held.data[:] = 1
    product = sparse.csr_matrix(held.T @ held)
    return product.toarray().astype(np.int64)


def fill(path: Path, rows: Rows) -> None:
    """Write the codings into an empty study, as one coder's; texts and history are left out, which nothing here reads."""
    with Study.create(path, title="benchmark", actor="benchmark"):
        pass
    document, start, end, code = (column.tolist() for column in rows)
    files = max(document) + 1
    numbers: dict[tuple[int, int, int], int] = {}
    pairs = {
        (numbers.setdefault((where + 1, begin, stop), len(numbers) + 1), which + 1): None
        for where, begin, stop, which in zip(document, start, end, code, strict=True)
    }
    base = sqlite3.connect(path)
    with base:
        base.execute("insert into coders (id, name, name_key) values (1, 'benchmark', 'benchmark')")
        base.executemany(
            "insert into cases (id, label, label_key) values (?, ?, ?)",
            [(i, f"R{i:04}", f"r{i:04}") for i in range(1, files + 1)],
        )
        base.executemany(
            "insert into documents (id, name, name_key, case_id, format, language, version, sha256, words, characters, "
            "source_name, imported_at, warnings) values (?, ?, ?, ?, 'txt', 'en', 1, '', 0, ?, '', '', '[]')",
            [(i, f"d{i:04}", f"d{i:04}", i, LENGTH) for i in range(1, files + 1)],
        )
        base.executemany(
            "insert into codes (id, kind, name, name_key, brief, full, when_use, when_not, example, colour, origin, position, "
            "created, created_by) values (?, 'code', ?, ?, '', '', '', '', '', '', 'data', ?, '', '')",
            [(i, f"c{i:03}", f"c{i:03}", i) for i in range(1, CODES + 1)],
        )
        base.executemany(
            "insert into quotations (id, document_id, start, stop, proof, memo, condensed, translation) "
            "values (?, ?, ?, ?, '', '', '', '')",
            [(number, *span) for span, number in numbers.items()],
        )
        base.executemany(
            "insert into codings (quotation_id, code_id, coder_id, created) values (?, ?, 1, '')", pairs
        )
    base.execute("analyze")
    base.commit()
    base.close()


def from_study(study: Study) -> Ints:
    """Read the arrays of a study and count: what every analysis of co-occurrence does first."""
    rows = lay_out(study.codings.incidence(), "code", "respondent").rows
    return overlap_counts(rows.start, rows.end, rows.code, CODES)


def half_join_of_study(base: sqlite3.Connection) -> Ints:
    """The half join on the tables of a study file."""
    pairs = base.execute(
        """
        select x.code_id, y.code_id, count(*) from quotations a join codings x on x.quotation_id = a.id
        join quotations b on b.document_id = a.document_id and b.start >= a.start and b.start < a.stop
        join codings y on y.quotation_id = b.id
        where b.start > a.start or y.id > x.id group by x.code_id, y.code_id
        """
    ).fetchall()
    matrix = np.zeros((CODES, CODES), dtype=np.int64)
    for a, b, count in pairs:
        matrix[a - 1, b - 1] += count
    return matrix + matrix.T - np.diag(matrix.diagonal())


def same(first: Ints, second: Ints, what: str) -> None:
    """Stop where two ways disagree."""
    if not np.array_equal(first, second):
        sys.exit(f"{what}: the two ways disagree; nothing more was timed.")


def in_turns(rows: Rows) -> tuple[Ints, Ints, int]:
    """The turn in which each coding begins, its code, and how many turns there are."""
    document, start, _, code = rows
    turns = LENGTH // TURN + 1
    return document * turns + start // TURN, code, (int(document.max()) + 1) * turns


def line(what: str, seconds: float) -> None:
    """Print one time."""
    print(f"  {what:<52}{seconds * 1000:10.1f} ms")


def verdict(what: str, found: float, limit: float) -> bool:
    """Print one ratio beside its limit, and say whether it keeps to it."""
    print(f"  {what:<52}{found:10.3f}     (at most {limit:.3g})")
    return found <= limit


def main() -> int:
    """Print the ratios; exit 1 where one misses its limit."""
    small, large = codings(100_000, 100), codings(1_000_000, 1000)
    base = database(small)
    same(by_lag_loop(small), by_half_join(base), "Overlap")
    kept = []
    print(f"Co-occurrence of {CODES} codes; CPU medians")
    lag, join, million = (
        cpu(lambda: by_lag_loop(small), 15),
        cpu(lambda: by_half_join(base), 5),
        cpu(lambda: by_lag_loop(large), 9),
    )
    line("overlap, lag loop, 100,000 codings", lag)
    line("overlap, half join in SQLite, 100,000", join)
    line("overlap, lag loop, 1,000,000", million)
    kept.append(verdict("lag loop / half join", lag / join, RATIO_LIMIT))
    kept.append(verdict("growth, exponent 100,000 -> 1,000,000", math.log10(million / lag), EXPONENT_LIMIT))
    sweep = compiled()
    if sweep is None:
        print("  numba is not installed, so the compiled loop was not measured.")
    else:
        document, start, end, code = large
        first, last = document * LENGTH + start, document * LENGTH + end
        same(sweep(first, last, code), by_lag_loop(large), "Compiled loop")
        loop = cpu(lambda: sweep(first, last, code), 9)
        line("overlap, numba, 1,000,000", loop)
        kept.append(verdict("lag loop / numba", million / loop, NUMBA_LIMIT))
    unit, code, units = in_turns(large)
    same(
        unit_counts(*bearing(unit, code, units, CODES), units, CODES), by_product(unit, code, units), "Turns"
    )
    ours = cpu(lambda: unit_counts(*bearing(unit, code, units, CODES), units, CODES), 7)
    theirs = cpu(lambda: by_product(unit, code, units), 7)
    line("same turn, ours, 1,000,000", ours)
    line("same turn, scipy, 1,000,000", theirs)
    kept.append(verdict("same turn, ours / scipy", ours / theirs, PRODUCT_LIMIT))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.qualcode"
        fill(path, large)
        other = sqlite3.connect(path)
        with Study.open(path, actor="benchmark", verify=False) as study:
            same(from_study(study), half_join_of_study(other), "Study file")
            reading, joining = [
                cpu(work, 3) for work in (lambda: from_study(study), lambda: half_join_of_study(other))
            ]
        other.close()
    line("study file, read and counted, 1,000,000", reading)
    line("study file, half join, 1,000,000", joining)
    kept.append(verdict("study file, ours / half join", reading / joining, FILE_LIMIT))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
