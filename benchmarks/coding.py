"""One durable coding through ``Study`` against the same three inserts by bare ``sqlite3`` with the same pragmas; target: at most 2x."""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from qualcode.model.documents import Transcript, TranscriptTurn
from qualcode.study import Study
from qualcode.study.store.sqlite import connect

CODINGS = 300
ROUNDS = 5
LIMIT = 2.0


def study_at(path: Path) -> None:
    text = "R: " + "word " * 4000
    with Study.create(path) as study:
        transcript = Transcript(
            text, (TranscriptTurn(0, len(text), 3, "R"),), "txt", roles={"R": "respondent"}
        )
        study.documents.add(transcript, name="d", source=b"x", source_name="d.txt", language="en")
        study.codebook.add("trust")
        study.codings.apply("d", (3, 7), "trust")


def through_study(path: Path) -> list[float]:
    times = []
    with Study.open(path) as study:
        for n in range(CODINGS):
            started = time.perf_counter()
            study.codings.apply("d", (10 + n, 60 + n), "trust")
            times.append(time.perf_counter() - started)
    return times


def bare(path: Path) -> list[float]:
    connection = connect(path)
    event = connection.execute(
        "SELECT at, actor, op, label, details, touched, flip, state FROM events ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    times = []
    for n in range(CODINGS):
        started = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        number = connection.execute(
            "INSERT INTO quotations (document_id, start, stop, proof, memo, condensed, translation) VALUES (1, ?, ?, 'x', '', '', '')",
            (10 + n, 60 + n),
        ).lastrowid
        connection.execute(
            "INSERT INTO codings (quotation_id, code_id, coder_id, created) VALUES (?, 1, 1, 'now')",
            (number,),
        )
        connection.execute(
            "INSERT INTO events (at, actor, op, label, details, touched, flip, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            event,
        )
        connection.execute("COMMIT")
        times.append(time.perf_counter() - started)
    connection.close()
    return times


def main() -> None:
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as folder:
        os.environ["QUALCODE_DATA_DIR"] = folder
        base = Path(folder) / "base.qualcode"
        study_at(base)
        times: dict[str, list[float]] = {"bare sqlite3": [], "Study": []}
        for n in range(ROUNDS):
            for name, run in (("bare sqlite3", bare), ("Study", through_study)):
                path = Path(folder) / f"{name} {n}.qualcode"
                shutil.copy(base, path)
                times[name] += run(path)
    baseline = statistics.median(times["bare sqlite3"])
    for name, found in times.items():
        print(
            f"{name:14} {statistics.median(found) * 1000:6.2f} ms a coding   {statistics.median(found) / baseline:5.2f} x bare sqlite3"
        )
    raise SystemExit(statistics.median(times["Study"]) / baseline > LIMIT)


if __name__ == "__main__":
    main()
