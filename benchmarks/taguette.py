"""Import against Taguette: a 10,000-word docx ready to read and code, CPU in a running process; target: at most 1/20 of Taguette's import.

Taguette is not installed here by itself: README.md in this folder says how. Where it is missing, nothing is compared and
the script says so.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from docx import Document
from importing import cpu, turns

LIMIT = 1 / 20
RUNS = 5
LEAST = 50_000
"""Characters that 10,000 words have at least."""
CONVERSION = """
import asyncio, json, resource, sys
from taguette import convert
from taguette.main import DEFAULT_CONFIG
import taguette

def spent():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))

def once(path):
    with open(path, "rb") as stream:
        body = stream.read()
    before = spent()
    html = "".join(asyncio.run(convert.to_html_chunks(body, TYPE, "interview.docx", DEFAULT_CONFIG)))
    return spent() - before, len(html)

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
once(sys.argv[1])
print(json.dumps([taguette.__version__, [once(sys.argv[2]) for _ in range(int(sys.argv[3]))]]))
"""
"""Run by Taguette's own Python: CPU-seconds, those of Calibre included, and characters, after a first small file."""


def taguette_python() -> str | None:
    """The Python that has Taguette: that of the folder in TAGUETTE_VENV, or of the ``taguette`` on the PATH; None where there is none."""
    folder = os.environ.get("TAGUETTE_VENV")
    if folder:
        places = [Path(folder) / "bin" / "python", Path(folder) / "Scripts" / "python.exe"]
        return next((str(place) for place in places if place.is_file()), None)
    program = shutil.which("taguette")
    if program is None:
        return None
    first = Path(program).read_bytes().split(b"\n", 1)[0].decode("utf-8", "replace")
    return first[2:].strip() if first.startswith("#!") else None


def missing() -> str | None:
    """What is not there for a comparison."""
    if shutil.which("ebook-convert") is None and not os.environ.get("CALIBRE"):
        return "Calibre (ebook-convert)"
    return None if taguette_python() else "Taguette"


def peer(small: Path, large: Path) -> tuple[str, float]:
    """Taguette's version, and the CPU-seconds of its fastest conversion; what it stores afterwards is not counted."""
    done = subprocess.run(
        [str(taguette_python()), "-c", CONVERSION, str(small), str(large), str(RUNS)],
        check=True, capture_output=True, text=True, cwd=large.parent, timeout=600,
    )  # fmt: skip
    version, runs = json.loads(done.stdout.strip().split("\n")[-1])
    if min(characters for _, characters in runs) < LEAST:
        raise SystemExit("Taguette gave less text than the file holds; nothing was compared")
    return version, min(taken for taken, _ in runs)


def main() -> None:
    absent = missing()
    if absent:
        print(f"nothing was compared: {absent} is not installed (benchmarks/README.md says how)")
        sys.exit(0)
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["QUALCODE_DATA_DIR"] = name
        for size, ending in ((1_000, "warm-up.docx"), (10_000, "interview.docx")):
            document = Document()
            for label, text in turns(size, chance):
                document.add_paragraph(f"{label}: {text}")
            document.save(str(folder / ending))
        cpu(folder / "warm-up.docx", folder, "warm-up")
        own = min(cpu(folder / "interview.docx", folder, f"run {n}") for n in range(RUNS))
        version, theirs = peer(folder / "warm-up.docx", folder / "interview.docx")
    print(
        f"10,000-word docx: {own * 1000:.0f} ms of CPU, Taguette {version} {theirs * 1000:.0f} ms with Calibre's: 1 / {theirs / own:.0f}"
    )
    raise SystemExit(own > LIMIT * theirs)


if __name__ == "__main__":
    main()
