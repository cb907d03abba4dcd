"""Start an empty Textual application: when it first painted (seconds since the epoch), and its largest size in memory (MB)."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from textual.app import App

__all__ = ["SIZE", "peak"]

SIZE = (160, 48)


def peak() -> float:
    """Largest resident size of this process so far, in megabytes."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)


class Empty(App[None]):
    """Nothing at all."""

    shown = 0.0

    def _display(self, screen: object, renderable: object) -> None:
        super()._display(screen, renderable)  # type: ignore[arg-type]
        if not self.shown:
            self.shown = time.time()
            self.set_timer(0.3, self.exit)


if __name__ == "__main__":
    app = Empty()
    app.run(headless=True, size=SIZE)
    print(app.shown, peak(), file=sys.stderr)
