"""The language room must cost nothing until something asks for a token or a lemma."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("spacy", "simplemma", "numpy", "thinc")


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    "module", ["qualcode.language", "qualcode.language.detect", "qualcode.language.engine"]
)
def test_importing_the_room_loads_no_language_library(module: str) -> None:
    assert run(f"import sys, {module}; print([m for m in {HEAVY!r} if m in sys.modules])") == "[]"


def test_telling_the_language_of_a_text_loads_no_language_library() -> None:
    code = (
        "import sys; from qualcode.language.detect import detect; "
        "print(detect('We had the feeling that they were not with us and that was it, but we have to go on.'), "
        f"[m for m in {HEAVY!r} if m in sys.modules])"
    )
    assert run(code) == "en []"
