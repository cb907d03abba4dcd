"""The gate: each file that is small on disk and does harm when read must be refused within 0.5 s and 100 MB, each in a fresh process.

The memory is the largest size of the process while it reads, less its size when it was ready to read.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SECONDS = 0.5
MEGABYTES = 100
TIMEOUT = 60


def refuse(path: Path) -> None:
    """Read one file as an import does, and print the seconds, the memory and the refusal."""
    from qualcode.errors import FileError
    from qualcode.formats.gate_yaml import load_yaml
    from qualcode.transcripts import read

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    try:
        if path.suffix == ".yaml":
            load_yaml(path.read_text(), path.name)
        else:
            read(path)
        said = ""
    except FileError as error:
        said = str(error)
    taken = time.perf_counter() - started
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(f"{taken}\t{size / 1024}\t{said.replace(path.name, 'it')}")


def make(name: str, folder: Path) -> Path:
    """Write one bomb."""
    from material.bombs import BOMBS

    file, content = BOMBS[name]
    path = folder / file
    path.write_bytes(content())
    return path


def run(*arguments: str) -> str:
    """Run this script in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, *arguments], check=True, capture_output=True, text=True, timeout=TIMEOUT
    )
    return done.stdout


def main() -> None:
    from material.bombs import BOMBS

    missed = []
    with tempfile.TemporaryDirectory() as place:
        for number, name in enumerate(BOMBS):
            folder = Path(place) / str(number)
            folder.mkdir()
            run("make", name, str(folder))
            (path,) = folder.iterdir()
            try:
                taken, size, said = run("refuse", str(path)).rstrip("\n").split("\t")
            except subprocess.CalledProcessError as error:
                taken, size, said = "0", "0", ""
                print(error.stderr[-2000:])
            except subprocess.TimeoutExpired:
                taken, size, said = str(TIMEOUT), "0", ""
            good = bool(said) and float(taken) <= SECONDS and float(size) <= MEGABYTES
            missed += [] if good else [name]
            print(
                f"{'' if good else 'MISSED: '}{name} ({path.stat().st_size / 1024:,.0f} KB): {float(taken) * 1000:.0f} ms, "
                f"{float(size):.0f} MB; {said or 'not refused'}"
            )
            path.unlink()
    print(f"{len(BOMBS) - len(missed)} of {len(BOMBS)} refused within {SECONDS} s and {MEGABYTES} MB")
    raise SystemExit(bool(missed))


if __name__ == "__main__":
    if sys.argv[1:2] == ["make"]:
        make(sys.argv[2], Path(sys.argv[3]))
    elif sys.argv[1:2] == ["refuse"]:
        refuse(Path(sys.argv[2]))
    else:
        main()
