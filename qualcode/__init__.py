"""qualcode: qualitative coding of interviews, local and in the terminal.

The API is :class:`qualcode.study.Study`; it is resolved lazily, because opening a study loads SQLite's
helpers and ``qualcode --version`` must not pay for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["Study", "__version__"]
__version__ = "0.1.0"

if TYPE_CHECKING:
    from qualcode.study import Study


def __getattr__(name: str) -> object:
    """Resolve the public names on first use (PEP 562)."""
    if name == "Study":
        from qualcode.study import Study

        return Study
    raise AttributeError(f"module 'qualcode' has no attribute {name!r}")
