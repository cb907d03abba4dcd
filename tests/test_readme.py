"""The documentation is tested: tables are current, commands exist, files that are linked are there."""

from __future__ import annotations

import re

from tests.readme_tables import README, commands, renewed


def test_the_tables_of_keys_and_commands_are_current() -> None:
    text = README.read_text(encoding="utf-8")
    assert renewed(text) == text, "run: python -m tests.readme_tables"


def test_every_command_that_the_readme_types_exists() -> None:
    names = {re.split(r"[ \[]", line.split("`")[1])[0] for line in commands().split("\n") if "`" in line}
    text = README.read_text(encoding="utf-8")
    typed = set(re.findall(r"(?:^|`)qualcode ([a-z]+)\b", text, re.MULTILINE))
    assert typed - {"shows"} <= names, typed - names
    assert len(typed) > 10


def test_every_linked_file_is_there() -> None:
    for name in (
        "README.md",
        "ARCHITECTURE.md",
        "codebooks/README.md",
        "sample_transcripts/README.md",
        "benchmarks/README.md",
    ):
        path = README.parent / name
        for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (path.parent / target).exists(), (name, target)
