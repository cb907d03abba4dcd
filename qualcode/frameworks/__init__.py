"""Files with reference models, criteria, process frames and codebooks: read, checked, hashed."""

from __future__ import annotations

from qualcode.frameworks.files import (
    Frameworks,
    digest,
    framework_file,
    load,
    load_codebook,
    read_all,
    shipped,
    shipped_codebook,
)
from qualcode.frameworks.reading import read_codebook, read_criteria, read_model, read_process, read_sources

__all__ = [
    "Frameworks",
    "digest",
    "framework_file",
    "load",
    "load_codebook",
    "read_all",
    "read_codebook",
    "read_criteria",
    "read_model",
    "read_process",
    "read_sources",
    "shipped",
    "shipped_codebook",
]
