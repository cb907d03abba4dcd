"""The coding workspace over a big study: paints, caret moves, a coding, opening a document, the list of codes, memory.

    python benchmarks/screen.py

The study is made anew (``material/big.py``, seeded): 60 documents, 600,000 words, 20,000 codings, 2,300 codes; one document of 100,000
words has 5,000 codings, one of 1,000 words has 10. The screen is a headless one of 160 x 48 cells. A time that ends with "shown" runs
from the key to the last paint that it brings about, the wait for the next frame (at most 16 ms) included.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from material.big import LONG, SHORT, make
from material.empty_app import SIZE
from textual import events

from qualcode.study import Study
from qualcode.tui.app import QualcodeApp, collect_seldom
from qualcode.tui.screens.workspace import Workspace

QUIET = 0.06
"""Seconds without a paint after which a screen counts as settled."""
ROUNDS = 15
STARTS = 5
"""Fresh processes for first paint and memory."""


class Watched(QualcodeApp):
    """The application, noting when it paints."""

    painted = 0.0
    cpu = 0.0
    """Process time at the last paint."""

    def _display(self, screen: object, renderable: object) -> None:
        super()._display(screen, renderable)  # type: ignore[arg-type]
        self.painted, self.cpu = time.perf_counter(), time.process_time()


async def settled(app: Watched, since: float = 0.0) -> None:
    """Wait until something was painted after ``since``, and then nothing for a while."""
    while app.painted < since:
        await asyncio.sleep(QUIET / 10)
    while time.perf_counter() - app.painted < QUIET:
        await asyncio.sleep(QUIET / 4)


async def timed(app: Watched, work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds from the beginning of a piece of work to the last paint after it: of wall time, of CPU."""
    await settled(app)
    began, spent = time.perf_counter(), time.process_time()
    work()
    await settled(app, began)
    return (app.painted - began) * 1000, (app.cpu - spent) * 1000


def key(app: Watched, name: str, character: str | None = None) -> Callable[[], object]:
    """A press of a key."""
    return lambda: app.post_message(events.Key(name, character))


class Report:
    """Prints figures beside their limits, and remembers whether one was missed."""

    def __init__(self) -> None:
        self.missed = False

    def line(self, what: str, figure: float, unit: str, limit: float, more: str = "") -> None:
        """One figure, its limit, and in brackets what it was made from."""
        over = figure > limit
        self.missed |= over
        print(
            f"  {what:50} {figure:8.2f} {unit:5} at most {limit:5.0f} {'MISSED' if over else 'kept  '} {more}",
            flush=True,
        )


async def caret(app: Watched, workspace: Workspace, name: str) -> tuple[float, int]:
    """CPU milliseconds of a caret move to the right in a document, and rows drawn at most."""
    document = workspace.study.documents.get(name)
    await timed(app, lambda: workspace.open_document(document.id, document.characters // 2))
    drawn = 0
    render = workspace.pane.render_line

    def counted(y: int):  # type: ignore[no-untyped-def]
        nonlocal drawn
        drawn += 1
        return render(y)

    workspace.pane.render_line = counted  # type: ignore[method-assign]
    spent, most = [], 0
    for _ in range(3 * ROUNDS):
        drawn = 0
        spent.append((await timed(app, key(app, "right")))[1])
        most = max(most, drawn)
    workspace.pane.render_line = render  # type: ignore[method-assign]
    return statistics.median(spent), most


async def interactive(study: Study, report: Report) -> None:
    """What keys cost once the study is on the screen."""
    app = Watched(study)
    async with app.run_test(size=SIZE):
        await settled(app)
        workspace = app.screen
        assert isinstance(workspace, Workspace)
        long, short = study.documents.get(LONG), study.documents.get(SHORT)

        far, rows = await caret(app, workspace, LONG)
        near, rows_near = await caret(app, workspace, SHORT)
        report.line(
            "caret move, 100,000 words / 1,000 words, CPU",
            far / near,
            "times",
            2,
            f"({far:.2f} / {near:.2f} ms)",
        )
        report.line("rows drawn for a caret move", max(rows, rows_near), "rows", 3)

        opened = []
        for _ in range(5):
            opened.append((await timed(app, lambda: workspace.open_document(long.id)))[0])
            await timed(app, lambda: workspace.open_document(short.id))
        report.line("open the longest document, shown", statistics.median(opened), "ms", 150)
        others = [
            (await timed(app, lambda i=document.id: workspace.open_document(i)))[0]  # type: ignore[misc]
            for document in study.documents.list()[2:12]
        ]
        report.line(
            "open another document for the first time, shown", max(others), "ms", 150, "(slowest of 10)"
        )

        workspace.open_document(long.id)
        code = next(code for code in study.codebook.tree() if code.codings > 100)
        workspace.last_code = code.id
        applied, undone = [], []
        for n in range(ROUNDS):
            await timed(app, lambda n=n: workspace.pane.move_to(long.characters * (n + 1) // (ROUNDS + 2)))  # type: ignore[misc]
            events_before = len(study.history.list())
            applied.append(await timed(app, key(app, "r", "r")))
            assert len(study.history.list()) == events_before + 1, "one coding is one step"
            undone.append(await timed(app, key(app, "u", "u")))
        more = f"(CPU {statistics.median(c for _, c in applied):.1f} ms)"
        report.line(
            "code applied and shown, 100,000 words", statistics.median(w for w, _ in applied), "ms", 50, more
        )
        report.line(
            "coding undone and shown, 100,000 words", statistics.median(w for w, _ in undone), "ms", 50
        )

        await timed(app, key(app, "c", "c"))
        typed = [(await timed(app, key(app, letter, letter)))[1] for letter in "tavermitara"]
        report.line(
            "a key in the list of 2,300 codes, shown, CPU",
            statistics.median(typed),
            "ms",
            16,
            f"(slowest {max(typed):.1f})",
        )


def start(*script: str) -> tuple[float, float]:
    """First paint (ms after the process was started) and peak memory (MB) of a fresh process."""
    began = time.time()
    done = subprocess.run(
        [sys.executable, *script],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ
        | {"PYTHONPATH": os.pathsep.join([".", os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)},
    )
    shown, memory = map(float, done.stderr.split()[-2:])
    return (shown - began) * 1000, memory


def fresh(path: Path, report: Report) -> None:
    """What it takes to start: beside an empty application, in turns."""
    nothing, study = ("material/empty_app.py",), ("material/first_paint.py", str(path))
    start(*nothing), start(*study)
    empty, ours = [], []
    for _ in range(STARTS):
        empty.append(start(*nothing))
        ours.append(start(*study))
    (e, em), (o, om) = (tuple(map(statistics.median, zip(*found, strict=True))) for found in (empty, ours))
    report.line(
        "first paint / first paint of an empty Textual app", o / e, "times", 2, f"({o:.0f} / {e:.0f} ms)"
    )
    report.line(
        "memory over an empty app, every document opened",
        om - em,
        "MB",
        120,
        f"({om:.0f} - {em:.0f} MB, peaks)",
    )


def main() -> int:
    """Print the figures; exit 1 where one misses its limit."""
    report = Report()
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as folder:
        os.environ |= {"QUALCODE_DATA_DIR": folder, "XDG_STATE_HOME": folder, "XDG_CONFIG_HOME": folder}
        path = Path(folder) / "big.qualcode"
        make(path)
        print("screen of a study of 60 documents, 600,000 words, 20,000 codings, 2,300 codes; medians")
        fresh(path, report)
        with Study.open(path, actor="Jana") as study:
            collect_seldom()
            asyncio.run(interactive(study, report))
    return 1 if report.missed else 0


if __name__ == "__main__":
    sys.exit(main())
