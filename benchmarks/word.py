"""Word files: a code report against python-docx and against Taguette, growth, and many comments on one transcript.

    python benchmarks/word.py            # all of it; Taguette where it is installed
    python benchmarks/word.py taguette   # only what needs Taguette, which takes minutes

Targets: a code report of 10,000 quotations, from the material of the study to the bytes of the file, in at most 1/10 of the CPU time
that python-docx needs to add its paragraphs and runs with ``add_paragraph`` and ``add_run``, and in at most 1/200 of the CPU time of
Taguette's docx export of 10,000 highlights, Calibre included; 50,000 quotations in at most 5.5 times the 10,000; 50,000 comments on a
transcript of 1 MB in at most 1.5 s and 5.5 times the 10,000, with at most 400 MB of memory.
"""

from __future__ import annotations

import gc
import io
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from taguette import missing, taguette_python

from qualcode.reports.blocks import Remark, Report, Transcript, TranscriptTurn
from qualcode.reports.full import build_report
from qualcode.reports.material import Material
from qualcode.reports.wording import Words
from qualcode.reports.writers.docx import render_docx
from tests.reports.invented import invented

PARAGRAPHS = 1 / 10
PEER = 1 / 200
GROWTH = 5.5
COMMENTS = 1.5
MEMORY = 400
RESPONDENTS = 20
SMALL, LARGE = 10_000, 50_000
RUNS = 3
SYLLABLES = [
    "ja",
    "ne",
    "to",
    "se",
    "na",
    "že",
    "když",
    "pra",
    "co",
    "v",
    "den",
    "kon",
    "tak",
    "dům",
    "ře",
    "šel",
    "vo",
    "da",
]
EXPORT = """
import asyncio, json, resource, sys
from datetime import datetime
from tornado import locale
import taguette
from taguette import database, export
from taguette.main import DEFAULT_CONFIG

def spent():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))

quotations = json.load(open(sys.argv[1], encoding="utf-8"))
db = database.connect("sqlite:///" + sys.argv[2])()
project = database.Project(name="study", description="")
db.add(project)
db.flush()
tags, documents, places = {}, {}, {}
for name, text, codes in quotations:
    if name not in documents:
        documents[name] = database.Document(name=name, description="", filename=name + ".docx", project_id=project.id,
            text_direction=database.TextDirection.LEFT_TO_RIGHT, contents="")
        db.add(documents[name])
    for code in codes:
        if code not in tags:
            tags[code] = database.Tag(project_id=project.id, path=code, description="")
            db.add(tags[code])
db.flush()
for name, text, codes in quotations:
    start = places.get(name, 0)
    places[name] = start + len(text) + 1
    db.add(database.Highlight(document_id=documents[name].id, start_offset=start, end_offset=start + len(text),
        snippet="<p>" + text.replace("&", "&amp;").replace("<", "&lt;") + "</p>", tags=[tags[code] for code in codes]))
db.commit()

async def once():
    kind, contents = export.highlights_doc(db, project.id, "", "docx",
        config=dict(DEFAULT_CONFIG, CONVERT_FROM_HTML_TIMEOUT=7200), locale=locale.get("en_US"))
    return b"".join(await contents)

before = spent()
data = asyncio.run(once())
print(json.dumps([taguette.__version__, spent() - before, len(data)]))
"""
"""Run by Taguette's own Python: the highlights into its database, and the docx export that its page offers."""


def cpu(run: Callable[[], object]) -> float:
    """CPU seconds of one run, garbage of earlier ones collected before."""
    gc.collect()
    started = time.process_time()
    run()
    return time.process_time() - started


def study(quotations: int) -> Material:
    """An invented study whose quotations are as long as those of interviews: half of them beyond 22 words (134 characters), some of 150.

    Each bears one code, so that the report prints as many as Taguette exports.
    """
    chance = random.Random(3)
    material = invented(RESPONDENTS, quotations // RESPONDENTS)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(3000)]
    texts = {
        number: " ".join(chance.choices(words, k=max(3, min(150, int(chance.lognormvariate(3.1, 0.6))))))
        for number in material.quotations
    }
    rows = {row.quotation: replace(row, text=texts[row.quotation]) for row in material.codings}
    said = {
        number: replace(said, text=texts[number], codes=(rows[number].code,))
        for number, said in material.quotations.items()
    }
    return replace(material, quotations=said, codings=tuple(rows.values()))


def report_of(material: Material) -> bytes:
    """A code report in Czech, from the material to the bytes."""
    material.__dict__.pop("by_code", None)
    return render_docx(build_report(material, Words("cs"), "codes"))


def paragraph_by_paragraph(data: bytes) -> Callable[[], None]:
    """The paragraphs and runs of a file once more, in the library's plain way; reading them is not counted."""
    from docx import Document

    texts = [
        [(run.text, run.bold) for run in paragraph.runs]
        for paragraph in Document(io.BytesIO(data)).paragraphs
    ]

    def write() -> None:
        document = Document()
        for runs in texts:
            paragraph = document.add_paragraph()
            for text, bold in runs:
                paragraph.add_run(text).bold = bold
        document.save(io.BytesIO())

    return write


def transcript(comments: int, size: int = 1_000_000) -> Report:
    """An invented transcript of ``size`` characters with comments that overlap and span turns."""
    chance = random.Random(1)
    turns: list[TranscriptTurn] = []
    lines: list[str] = []
    place = 0
    while place < size:
        words = ("".join(chance.choices(SYLLABLES, k=3)) for _ in range(chance.randint(4, 160)))
        line = ("I: " if len(turns) % 2 else "R: ") + " ".join(words)
        turns.append(TranscriptTurn(len(turns) + 1, place, place + len(line), place + 2, "00:12:31"))
        lines.append(line)
        place += len(line) + 1
    text = "\n".join(lines)
    starts = [chance.randrange(len(text) - 500) for _ in range(comments)]
    remarks = tuple(
        Remark(start, start + min(500, int(chance.paretovariate(1.2) * 20)), f"kód {number % 150}\npoznámka", "Jana" if number % 3 else "Petr", at="2026-05-04T10:00:00+00:00", name=f"q{number}")
        for number, start in enumerate(starts)
    )  # fmt: skip
    return Report("Přepis", "", "cs", "Tabulka", "Obrázek", (Transcript(text, "cs", tuple(turns), remarks),))


def peak() -> float:
    """Megabytes that this process has needed at most."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def comments_alone(comments: int) -> None:
    """In a process of its own: CPU seconds of writing the comments, and the peak of its memory."""
    report = transcript(comments)
    print(json.dumps([cpu(lambda: render_docx(report)), peak()]))


def measured_comments(comments: int) -> tuple[float, float]:
    """CPU seconds and megabytes of ``comments_alone`` in a fresh process."""
    done = subprocess.run(
        [sys.executable, __file__, "comments", str(comments)],
        check=True, capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    taken, memory = json.loads(done.stdout)
    return taken, memory


def against_taguette(material: Material, own: float) -> bool:
    """Whether Taguette needs 200 times as long; True where it is not installed."""
    absent = missing()
    if absent:
        print(f"Taguette: nothing was compared, {absent} is not installed (README.md says how)")
        return True
    codes = {code.name: code for code in material.codes}
    quotations = [
        (said.case, said.text, [name for name in said.codes if name in codes])
        for said in material.quotations.values()
    ]
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "quotations.json"
        source.write_text(json.dumps(quotations), encoding="utf-8")
        done = subprocess.run(
            [str(taguette_python()), "-c", EXPORT, str(source), str(Path(name) / "taguette.sqlite3")],
            check=True, capture_output=True, text=True, cwd=name, timeout=7200, env=dict(os.environ, HOME=name),
        )  # fmt: skip
    version, theirs, size = json.loads(done.stdout.strip().split("\n")[-1])
    print(
        f"{len(quotations):,} quotations: {own:.2f} s of CPU, Taguette {version} {theirs:.0f} s with Calibre's ({size:,} bytes): "
        f"1 / {theirs / own:.0f}"
    )
    return own <= PEER * float(theirs)


def fastest(material: Material) -> float:
    """CPU seconds of a code report, the fastest of some runs."""
    return min(cpu(lambda: report_of(material)) for _ in range(RUNS + 2))


def main() -> None:
    """Measure, print, and end with 1 where a limit is missed."""
    small = study(SMALL)
    held = [against_taguette(small, fastest(small))]
    if sys.argv[1:] == ["taguette"]:
        raise SystemExit(not all(held))
    large = study(LARGE)
    runs = [(cpu(lambda: report_of(small)), cpu(lambda: report_of(large))) for _ in range(RUNS)]
    own, grown = (statistics.median(column) for column in zip(*runs, strict=True))
    plain = cpu(paragraph_by_paragraph(report_of(small)))
    print(f"{SMALL:,} quotations: {own:.2f} s of CPU, python-docx {plain:.1f} s: 1 / {plain / own:.0f}")
    print(f"{LARGE:,} quotations: {grown:.2f} s, {grown / own:.1f} times")
    pairs = [(measured_comments(SMALL), measured_comments(LARGE)) for _ in range(RUNS + 2)]
    few, many = (statistics.median(taken for taken, _ in column) for column in zip(*pairs, strict=True))
    memory = max(size for _, (_, size) in pairs)
    print(
        f"{SMALL:,} comments on 1 MB: {few:.2f} s; {LARGE:,}: {many:.2f} s, {many / few:.1f} times, {memory:.0f} MB"
    )
    held += [
        own <= PARAGRAPHS * plain,
        grown <= GROWTH * own,
        many <= COMMENTS,
        many <= GROWTH * few,
        memory <= MEMORY,
    ]
    raise SystemExit(not all(held))


if __name__ == "__main__":
    if sys.argv[1:2] == ["comments"]:
        comments_alone(int(sys.argv[2]))
    else:
        main()
