"""Start-up: ``qualcode --version`` against ``python -c "import typer"``; target: at most 2x."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

RUNS = 15
LIMIT = 2.0


def seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> None:
    commands = {
        "python -c 'import typer'": [sys.executable, "-c", "import typer"],
        "qualcode --version": [sys.executable, "-m", "qualcode", "--version"],
        "qualcode --help": [sys.executable, "-m", "qualcode", "--help"],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(RUNS):
        for name, command in commands.items():
            times[name].append(seconds(command))
    baseline = statistics.median(times["python -c 'import typer'"])
    ratios: dict[str, float] = {}
    for name, found in times.items():
        median = statistics.median(found)
        ratios[name] = median / baseline
        print(f"{name:28} {median * 1000:7.1f} ms   {median / baseline:5.2f} x import typer")
    raise SystemExit(ratios["qualcode --version"] > LIMIT)


if __name__ == "__main__":
    main()
