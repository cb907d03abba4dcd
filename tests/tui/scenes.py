"""A few screens kept as pictures: what a person should see, and the way there by keyboard.

    python -m tests.tui.scenes

paints them anew into ``tests/tui/pictures``; look at each before it is committed.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qualcode.study import Study
from qualcode.tui.app import QualcodeApp
from tests.tui.conftest import TALK, add

PICTURES = Path(__file__).with_name("pictures")


@dataclass(frozen=True)
class Scene:
    """One screen worth a picture."""

    name: str
    seen: str
    """What a person should see."""
    keys: tuple[str, ...]
    size: tuple[int, int] = (80, 24)
    prepare: Callable[[Study], None] = lambda study: None
    theme: str = ""


def _span(words: str) -> tuple[int, int]:
    return TALK.index(words), TALK.index(words) + len(words)


def _coded(study: Study) -> None:
    for name in ("alliance", "access", "practice"):
        study.codebook.add(name, kind="category")
    study.codebook.add("trust", under="alliance")
    study.codebook.add("slow work", under="practice")
    study.codebook.add("referral", under="access")
    study.codebook.edit(
        "trust", brief="Worker and client rely on each other.", when="Trust is named or shown."
    )
    study.codings.apply("R01", _span("They ring, or the GP sends them."), "referral")
    study.codings.apply("R01", _span("We trust each other, mostly. It takes time."), "slow work")
    study.codings.apply("R01", _span("We trust each other, mostly."), "trust")
    study.codings.apply("R02", _span("Who comes?"), "trust")


SCENES = (
    Scene(
        "coding",
        "One passage with two codes is underlined and has two stripes in the margin; the sentence at the caret is selected; the "
        "status line names the turn and both codes, the interviewer's lines are dimmed.",
        ("t", "s", "s", "v", "s"),
        prepare=_coded,
    ),
    Scene(
        "choosing",
        "Below the selected passage the list of codes holds only what fits “tr”, the best match highlighted, its definition beside it, "
        "and a last row that would create a code “tr”.",
        ("t", "s", "s", "e", "e", "c", "t", "r"),
        prepare=_coded,
    ),
    Scene(
        "codebook",
        "The tree stands at the left with counts, the highlighted code “trust” at the right with its definition and when to use it.",
        ("f2", "down"),
        size=(100, 24),
        prepare=_coded,
    ),
    Scene(
        "heat-map",
        "Codes stand in rows and, by number, in columns; the cell of “trust” and “slow work” holds 1 and a coloured ground, the "
        "diagonal each code's own number, and below stands which two codes the highlighted cell is about.",
        ("f4", "right"),
        prepare=_coded,
    ),
    Scene(
        "cases",
        "A row for each document under its case, with the share of respondent speech that is coded as a bar and a number; below, all "
        "that is known of the highlighted one: speakers with their roles, uncoded turns.",
        ("f7",),
        prepare=_coded,
    ),
    Scene(
        "contrast-theme",
        "The same coding screen in the high-contrast theme: every letter is plainly legible, the interviewer's lines as well.",
        ("t",),
        prepare=_coded,
        theme="high contrast",
    ),
)


async def _paint(scene: Scene, folder: Path) -> str:
    with Study.create(folder / f"{scene.name}.qualcode", title="Trust", actor="Jana") as study:
        add(study, "R01")
        add(study, "R02", TALK.replace("ring", "write"))
        scene.prepare(study)
        app = QualcodeApp(study)
        async with app.run_test(size=scene.size) as pilot:
            if scene.theme:
                app.theme = scene.theme
            await pilot.pause()
            await pilot.press(*scene.keys)
            await app.workers.wait_for_complete()
            await pilot.pause()
            return app.export_screenshot(title="qualcode")


def paint(scene: Scene, folder: Path) -> str:
    """The picture of a scene as SVG, without fonts from elsewhere."""
    svg = asyncio.run(_paint(scene, folder))
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.S)
    svg = re.sub(r"\d{4}-\d\d-\d\d", "2026-11-22", svg)
    svg = re.sub(r"terminal-\d+-", "t-", svg)
    return re.sub(r"[ \t]+$", "", svg, flags=re.M).strip() + "\n"


def content(svg: str) -> list[tuple[str, ...]]:
    """What a picture shows, whatever its frame: coloured grounds and words with place and style."""
    styles = dict(re.findall(r"\.t-(r\d+) \{([^}]*)\}", svg))
    found: list[tuple[str, ...]] = []
    last: tuple[str, float, str] | None = None
    for fill, x, y, width in re.findall(r'<rect fill="([^"]+)" x="([^"]+)" y="([^"]+)" width="([^"]+)"', svg):
        if (fill, round(float(x), 1), y) != last:
            found.append(("ground", fill, x, y))
        last = (fill, round(float(x) + float(width), 1), y)
    for style, x, y, words in re.findall(
        r'<text class="t-(r\d+)" x="([^"]+)" y="([^"]+)"[^>]*>([^<]*)</text>', svg
    ):
        found.append((words, x, y, styles[style].strip()))
    return found


def main() -> None:
    """Paint all pictures anew."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("CONFIG", "STATE", "DATA", "CACHE"):
            os.environ[f"XDG_{name}_HOME"] = folder
        for scene in SCENES:
            (PICTURES / f"{scene.name}.svg").write_text(paint(scene, Path(folder)), encoding="utf-8")
            print(f"{scene.name}.svg: {scene.seen}", file=sys.stderr)


if __name__ == "__main__":
    main()
