"""Import, ready to read and code: a 10,000-word docx (target: at most 100 ms of CPU after start-up) and a 200,000-word text (at most 20x that)."""

from __future__ import annotations

import os
import random
import tempfile
import time
from pathlib import Path

from docx import Document

from qualcode.study import Study
from qualcode.workflows.importing import import_files

WORDS = [
    "trust",
    "client",
    "team",
    "meeting",
    "plan",
    "hospital",
    "family",
    "housing",
    "debt",
    "relapse",
    "street",
    "worker",
    "clinic",
    "phone",
    "visit",
    "week",
    "crisis",
    "home",
    "money",
    "court",
]


def turns(words: int, chance: random.Random) -> list[tuple[str, str]]:
    found, count = [], 0
    while count < words:
        length = chance.randrange(5, 90)
        sentence = [chance.choice(WORDS) + chance.choice(["", "", "", ",", "."]) for _ in range(length)]
        found.append(
            ("Interviewer" if len(found) % 2 == 0 else "Respondent", " ".join(sentence).capitalize() + ".")
        )
        count += length
    return found


def cpu(path: Path, folder: Path, name: str) -> float:
    with Study.create(folder / f"{name}.qualcode") as study:
        started = time.process_time()
        (result,) = import_files(study, [path])
        spent = time.process_time() - started
    if result.error:
        raise SystemExit(result.error)
    print(f"  {name}: {result.words} words, {result.turns} turns, {spent * 1000:.0f} ms of CPU")
    return spent


def bare(path: Path) -> float:
    """The named baseline: python-docx reading the paragraphs of the same file, and nothing else."""
    started = time.process_time()
    for paragraph in Document(str(path)).paragraphs:
        _ = paragraph.text
    return time.process_time() - started


def main() -> None:
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["QUALCODE_DATA_DIR"] = name
        for size, ending in ((1_000, "warm-up.docx"), (10_000, "interview.docx")):
            document = Document()
            for label, text in turns(size, chance):
                document.add_paragraph(f"{label}: {text}")
            document.save(str(folder / ending))
        big = "\n\n".join(f"{label}: {text}" for label, text in turns(200_000, chance))
        (folder / "archive.txt").write_text(big, encoding="utf-8")
        cpu(folder / "warm-up.docx", folder, "warm-up")
        baseline = min(bare(folder / "interview.docx") for _ in range(3))
        print(f"  python-docx, the paragraphs' text alone: {baseline * 1000:.0f} ms of CPU")
        small = min(cpu(folder / "interview.docx", folder, f"docx run {n}") for n in range(3))
        large = min(cpu(folder / "archive.txt", folder, f"text run {n}") for n in range(2))
        print(
            f"10,000-word docx: {small * 1000:.0f} ms of CPU, {small / baseline:.1f} x python-docx; 200,000-word text: {large * 1000:.0f} ms, {large / small:.1f} x the docx"
        )
        raise SystemExit(small > 0.1 or large > 20 * small)


if __name__ == "__main__":
    main()
