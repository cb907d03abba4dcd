"""The study: one research project in one file, and the API to everything in it."""

from __future__ import annotations

from qualcode.study.study import Study

__all__ = ["Study"]
