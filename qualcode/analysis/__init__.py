"""Pure functions over arrays of codings: frequency, co-occurrence, and the comparison with reference models."""

from __future__ import annotations

from qualcode.analysis.comparison import NO_VALUE, compare
from qualcode.analysis.cooccurrence import cooccurrence, matrix, quotations_together
from qualcode.analysis.evidence import quotations_behind
from qualcode.analysis.frequency import frequencies
from qualcode.analysis.speech import spoken
from qualcode.analysis.thresholds import Thresholds

__all__ = [
    "NO_VALUE",
    "Thresholds",
    "compare",
    "cooccurrence",
    "frequencies",
    "matrix",
    "quotations_behind",
    "quotations_together",
    "spoken",
]
