"""What reports say and how: sentences, verdicts, numbers, dates and sorting in English, Czech and Swedish."""

from __future__ import annotations

from qualcode.reports.wording.verdicts import verdict
from qualcode.reports.wording.words import LANGUAGES, Words

__all__ = ["LANGUAGES", "Words", "verdict"]
