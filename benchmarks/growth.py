"""Import with index: 1,000,000 words of text files against 100,000 (target: at most 12 times the CPU), and the memory it takes (at most 300 MB).

Each size is measured in a process of its own, after one small file has loaded what is loaded once; the memory is the largest
size of the process less its size at the start, before anything was read.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path

GROWTH = 12
MEGABYTES = 300
WORDS = 10_000
"""Words of one file."""
LABELS = ("Interviewer", "Respondent")


def write_files(folder: Path, number: int) -> None:
    """Made-up interviews of real word forms, drawn with Zipf's law; a tenth of the turns are short replies that occur everywhere."""
    from language_index import vocabulary

    rng = random.Random(3)
    forms = vocabulary("en", 20_000, rng)
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(forms))))
    for n in range(number):
        lines: list[str] = []
        made = 0
        while made < WORDS:
            length = rng.randint(1, 3) if rng.random() < 0.1 else rng.randint(10, 90)
            words = rng.choices(forms, cum_weights=weights, k=length)
            made += length
            lines.append(f"{LABELS[len(lines) % 2]}: {' '.join(words).capitalize()}{rng.choice('..?')}")
        (folder / f"R{n:03}.txt").write_text("\n\n".join(lines), encoding="utf-8")


def peak() -> float:
    """The largest size of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(folder: Path) -> None:
    """Import and index a folder, and print CPU-seconds of both, the words, and the memory."""
    from qualcode.study import Study
    from qualcode.workflows.importing import import_files
    from qualcode.workflows.indexing import index_study

    start = peak()
    small = folder / "small.md"
    small.write_text("Interviewer: Why?\nRespondent: Because.\n" * 3, encoding="utf-8")
    with Study.create(folder / "warm-up.qualcode") as study:
        import_files(study, [small], language="en")
        index_study(study)
    files = sorted(folder.glob("*.txt"))
    with Study.create(folder / "study.qualcode") as study:
        began = time.process_time()
        results = import_files(study, files)
        between = time.process_time()
        index_study(study)
        ended = time.process_time()
        imported = peak() - start
    errors = [result.error for result in results if result.error]
    if errors:
        raise SystemExit(errors[0])
    words = sum(result.words for result in results)
    print(json.dumps([words, between - began, ended - between, imported]))


def main() -> None:
    found = {}
    for number in (10, 100):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_files(folder, number)
            done = subprocess.run(
                [sys.executable, __file__, name],
                check=True, capture_output=True, text=True, env={**os.environ, "QUALCODE_DATA_DIR": name},
            )  # fmt: skip
        words, importing, indexing, size = json.loads(done.stdout)
        found[number] = (importing + indexing, size)
        print(
            f"  {number} files, {words:,} words: import {importing:.2f} s, index {indexing:.2f} s of CPU, {size:.0f} MB over the start"
        )
    growth = found[100][0] / found[10][0]
    print(f"ten times the words: {growth:.1f} times the CPU; {found[100][1]:.0f} MB")
    raise SystemExit(growth > GROWTH or found[100][1] > MEGABYTES)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(Path(sys.argv[1]))
    else:
        main()
