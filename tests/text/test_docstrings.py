"""The examples in docstrings run."""

from __future__ import annotations

import doctest
import importlib

import pytest

MODULES = [
    *(f"qualcode.text.{name}" for name in ("canonical", "find", "names", "spans", "units", "visible")),
    *(f"qualcode.transcripts.{name}" for name in ("speakers", "timestamps")),
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted > 0
    assert result.failed == 0
