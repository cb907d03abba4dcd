"""Krippendorff's alpha of 1,000,000 characters and three coders: from runs of labels, against the package krippendorff.

    python benchmarks/agreement.py

Each way runs in a process of its own, so that the largest size of the process is its own; CPU is the median of several runs
after one that does not count (one run of the package, which takes seconds). Runs of labels are what codings are; the package
wants a label for every character, and making those is not counted against it. Before anything is compared, both must give
one alpha, and Cohen's kappa of two coders must be that of scikit-learn.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np

LENGTH = 1_000_000
LABELS = 10
SEED = 20261122
TIME_LIMIT = 1 / 300
MEMORY_LIMIT = 1 / 20
SAME = 1e-12


def runs() -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Starts and labels of the runs of three coders: one text, cut as people cut it, of which each changes some edges and labels.

    Lengths are lognormal with a median of 80 characters, labels follow a Zipf distribution.
    """
    random = np.random.default_rng(SEED)
    share = 1 / np.arange(1, LABELS + 1)
    lengths = np.maximum(5, random.lognormal(np.log(80), 0.8, size=LENGTH // 60)).astype(np.int64)
    begins = np.concatenate([[0], np.cumsum(lengths)])
    begins = begins[begins < LENGTH]
    truth = random.choice(LABELS, size=len(begins), p=share / share.sum())
    starts, labels = [], []
    for _ in range(3):
        moved = begins + random.integers(-4, 5, size=len(begins)) * (random.random(len(begins)) < 0.6)
        moved[0] = 0
        moved, first = np.unique(np.clip(moved, 0, LENGTH - 1), return_index=True)
        other = random.random(len(first)) < 0.25
        own = np.where(other, random.choice(LABELS, size=len(first), p=share / share.sum()), truth[first])
        starts.append(moved)
        labels.append(own)
    return starts, labels


def characters(starts: list[np.ndarray], labels: list[np.ndarray]) -> list[np.ndarray]:
    """A label for every character."""
    return [
        np.repeat(own, np.diff(np.append(begins, LENGTH))) for begins, own in zip(starts, labels, strict=True)
    ]


def cpu(work: Callable[[], float | None], times: int) -> tuple[float | None, float]:
    """What a piece of work gives, and its median CPU-seconds; run once beforehand where it runs several times."""
    found = work() if times > 1 else None
    spent = []
    for _ in range(times):
        began = time.process_time()
        found = work()
        spent.append(time.process_time() - began)
    return found, statistics.median(spent)


def measure(way: str) -> None:
    """Print what one way gives, its CPU-seconds, and the largest size of the process in MB."""
    starts, labels = runs()
    if way == "runs":
        from qualcode.analysis.alpha import alpha_of_runs

        def work() -> float | None:
            return alpha_of_runs(starts, labels, LENGTH, LABELS)

        found, spent = cpu(work, 15)
    elif way == "krippendorff":
        import krippendorff

        data = np.array(characters(starts, labels))

        def work() -> float | None:
            return float(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal"))

        found, spent = cpu(work, 1)
    elif way == "kappa":
        from qualcode.analysis.kappa import cohen_kappa, contingency

        first, second, _ = characters(starts, labels)

        def work() -> float | None:
            return cohen_kappa(contingency(first, second, LABELS))

        found, spent = cpu(work, 5)
    else:
        from sklearn.metrics import cohen_kappa_score

        first, second, _ = characters(starts, labels)

        def work() -> float | None:
            return float(cohen_kappa_score(first, second))

        found, spent = cpu(work, 3)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([found, spent, peak]))


def in_a_process(way: str) -> tuple[float, float, float]:
    """What :func:`measure` prints, from a fresh process."""
    done = subprocess.run([sys.executable, __file__, way], check=True, capture_output=True, text=True)
    value, spent, peak = json.loads(done.stdout)
    return value, spent, peak


def main() -> int:
    """Print the ratios; exit 1 where one misses its limit or the figures differ."""
    ours, theirs, kappa, other = (in_a_process(way) for way in ("runs", "krippendorff", "kappa", "sklearn"))
    if abs(ours[0] - theirs[0]) > SAME or abs(kappa[0] - other[0]) > SAME:
        print(f"The ways disagree: {ours[0]} and {theirs[0]}, {kappa[0]} and {other[0]}.", file=sys.stderr)
        return 1
    faster, smaller = ours[1] / theirs[1], ours[2] / theirs[2]
    print(
        f"alpha, 3 coders, {LENGTH:,} characters, {LABELS} labels: {ours[0]:.12f} both ways; CPU medians, largest size"
    )
    print(f"  from runs                   {ours[1] * 1000:9.1f} ms  {ours[2]:8.0f} MB")
    print(f"  krippendorff                {theirs[1] * 1000:9.1f} ms  {theirs[2]:8.0f} MB")
    print(f"  time                        1 / {1 / faster:7.0f}     (at most 1 / {1 / TIME_LIMIT:.0f})")
    print(f"  memory                      1 / {1 / smaller:7.0f}     (at most 1 / {1 / MEMORY_LIMIT:.0f})")
    print(f"Cohen's kappa of two of them: {kappa[0]:.12f} both ways")
    print(f"  from labels                 {kappa[1] * 1000:9.1f} ms")
    print(f"  scikit-learn                {other[1] * 1000:9.1f} ms")
    return 0 if faster <= TIME_LIMIT and smaller <= MEMORY_LIMIT else 1


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(sys.argv[1])
    else:
        sys.exit(main())
