"""Crosstabs of 150 codes over 20 documents with 9,000 codings, whole processes, against qualitative-coding (``qc``); target: at most 1/10 of it.

The same lines bear the same codes in both, and both have to give the same figures. ``qc codes crosstab`` lays codes
against codes, which is ``qualcode cooccurrence``; ``qc codes stats --by-document`` lays codes against documents, which
is ``qualcode frequencies --documents``. ``qc`` is not installed here by itself: README.md in this folder says how.
Where it is missing, nothing is compared and the script says so.
"""

from __future__ import annotations

import csv
import io
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path

LIMIT = 1 / 10
RUNS = 3
DOCUMENTS, LINES, CODES, CODINGS = 20, 900, 150, 9_000
WORDS = (
    "klient",
    "domov",
    "time",
    "trust",
    "plan",
    "we",
    "meet",
    "often",
    "ward",
    "street",
    "visit",
    "phone",
    "help",
    "home",
)
LOAD = """
import sys, csv
from collections import defaultdict
from pathlib import Path
from qualitative_coding.corpus import QCCorpus
corpus = QCCorpus(Path("settings.yaml"))
rows = defaultdict(list)
for document, line, code in csv.reader(open("codings.csv", encoding="utf-8")):
    rows[document].append({"line": int(line), "code_id": code})
with corpus.session():
    for document, lines in rows.items():
        corpus.update_coded_lines(document, "first", lines)
"""
"""Run by qc's own Python: the codings, through its API."""


def qc_folder() -> Path | None:
    """The folder with ``qc`` and its Python: that of the environment in QC_VENV, or of the ``qc`` on the PATH; None where there is none."""
    folder = os.environ.get("QC_VENV")
    if folder:
        places = [Path(folder) / "bin", Path(folder) / "Scripts"]
        return next((place for place in places if shutil.which("qc", path=str(place))), None)
    program = shutil.which("qc")
    return Path(program).resolve().parent if program else None


def material(folder: Path) -> tuple[list[Path], list[tuple[str, int, str]]]:
    """Interviews with a turn a line, and which line bears which code: Zipf over codes, some lines with several."""
    chance = random.Random(1)
    files = []
    for n in range(DOCUMENTS):
        lines = []
        for i in range(LINES):
            words = " ".join(chance.choices(WORDS, k=chance.randint(6, 14)))
            lines.append(f"{'Respondent' if i % 3 else 'Interviewer'}: {words}.")
        files.append(folder / f"interview{n:02}.txt")
        files[-1].write_text("\n".join(lines) + "\n", encoding="utf-8")
    codes = [f"code_{i:03}" for i in range(CODES)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(CODES)))
    answers = [i for i in range(LINES) if i % 3]
    found: set[tuple[str, int, str]] = {
        (files[i % DOCUMENTS].name, chance.choice(answers), code) for i, code in enumerate(codes)
    }
    while len(found) < CODINGS:
        code = chance.choices(codes, cum_weights=weights)[0]
        found.add((chance.choice(files).name, chance.choice(answers), code))
    return files, sorted(found)


def own_study(folder: Path, files: list[Path], codings: list[tuple[str, int, str]]) -> Path:
    """The study of the benchmark."""
    from qualcode.model.codings import NewCoding
    from qualcode.study import Study
    from qualcode.workflows.importing import import_files

    path = folder / "study.qualcode"
    with Study.create(path, actor="first") as study:
        import_files(
            study, files, language="en", roles={"Respondent": "respondent", "Interviewer": "interviewer"}
        )
        spans = {}
        for file in files:
            text, at = study.documents.text(file.stem), 0
            for i, line in enumerate(text.split("\n")):
                spans[file.name, i] = (at + line.find(": ") + 2, at + len(line))
                at += len(line) + 1
        study.codings.apply_many(
            NewCoding(Path(name).stem, *spans[name, line], code) for name, line, code in codings
        )
    return path


def theirs(folder: Path, programs: Path, files: list[Path], codings: list[tuple[str, int, str]]) -> Path:
    """The same in a project of qc."""
    project = folder / "qc"
    (project / "texts").mkdir(parents=True)
    for file in files:
        shutil.copy(file, project / "texts")
    quiet = {"check": True, "cwd": project, "stdout": subprocess.DEVNULL, "timeout": 900}
    subprocess.run([programs / "qc", "init"], **quiet)
    subprocess.run([programs / "qc", "corpus", "import", "-r", "-i", "verbatim", "texts"], **quiet)
    with (project / "codings.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(codings)
    subprocess.run([programs / "python", "-c", LOAD], **quiet)
    return project


def measured(command: list[str], folder: Path, runs: int) -> tuple[float, float, str]:
    """Lowest CPU-seconds and wall seconds of a whole process, and what it printed."""
    spent, wall = [], []
    for _ in range(runs):
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        done = subprocess.run(command, check=True, cwd=folder, capture_output=True, text=True, timeout=900)
        wall.append(time.perf_counter() - began)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(spent), min(wall), done.stdout


def main() -> None:
    programs = qc_folder()
    if programs is None:
        print(
            "nothing was compared: qualitative-coding (qc) is not installed (benchmarks/README.md says how)"
        )
        sys.exit(0)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {"QUALCODE_DATA_DIR": name, "QUALCODE_USER": "first"}
        files, codings = material(folder)
        study = own_study(folder, files, codings)
        project = theirs(folder, programs, files, codings)
        qualcode = [sys.executable, "-m", "qualcode"]
        qc = str(programs / "qc")
        squared = measured([*qualcode, "cooccurrence", str(study), "--csv"], folder, RUNS)
        crossed = measured([*qualcode, "frequencies", str(study), "--documents", "--csv"], folder, RUNS)
        peer = measured([qc, "codes", "crosstab", "-o", "crosstab.csv"], project, 1)
        counted = measured([qc, "codes", "stats", "--by-document", "-o", "stats.csv"], project, RUNS)
        same = square(squared[2]) == square((project / "crosstab.csv").read_text(encoding="utf-8"))
        same &= by_document(crossed[2]) == by_document((project / "stats.csv").read_text(encoding="utf-8"))
    if not same:
        raise SystemExit("the two programs do not give the same figures; nothing was compared")
    for what, own, other in (
        ("codes against codes, qc codes crosstab", squared, peer),
        ("codes against documents, qc codes crosstab", crossed, peer),
        ("codes against documents, qc codes stats (for information)", crossed, counted),
    ):
        print(
            f"{what:58} {own[0]:5.2f} s of CPU ({own[1]:.2f} s) and {other[0]:5.2f} s ({other[1]:.2f} s): 1 / {other[0] / own[0]:.1f}"
        )
    raise SystemExit(max(squared[0], crossed[0]) > LIMIT * peer[0])


def square(text: str) -> dict[tuple[str, str], int]:
    """Figures above zero of a square table, each pair once, by name."""
    header, *rows = list(csv.reader(io.StringIO(text)))
    return {
        (row[0], name): int(float(value))
        for row in rows
        for name, value in zip(header[1:], row[1:], strict=True)
        if row[0] < name and value and float(value)
    }


def by_document(text: str) -> dict[tuple[str, str], int]:
    """Figures above zero of a table of codes against documents, by code and the document's stem."""
    header, *rows = list(csv.reader(io.StringIO(text)))
    if header[0] != "code":
        header.insert(0, "code")  # qc names its columns, but not its rows
    return {
        (row[0], Path(name).stem): int(float(value))
        for row in rows
        for name, value in zip(header, row, strict=True)
        if name.startswith("interview") and value and float(value)
    }


if __name__ == "__main__":
    main()
