"""Language codes: those of ISO 639 are taken, others refused before anything is stored under them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from qualcode.errors import InputError
from qualcode.language.codes import check_language
from qualcode.workflows.import_records import FileChoice
from tests.quick import command


@pytest.mark.parametrize(
    "code", ["cs", "en", "sv", "nb", "no", "uk", "rom", "szl", "hsb", "ger", "deu", "und"]
)
def test_codes_of_languages_are_taken(code: str) -> None:
    check_language(code)


@pytest.mark.parametrize("code", ["xx", "cz", "ua", "qqq", "EN", "e", "", "czech", "c s", "cs ", "ěš"])
def test_other_words_are_refused(code: str) -> None:
    with pytest.raises(InputError, match="is no language code"):
        check_language(code)
    with pytest.raises(InputError, match="is no language code"):
        FileChoice(language=code).check()


def test_no_study_and_no_document_gets_a_code_that_is_none(tmp_path: Path) -> None:
    for words in (("new", "s", "--language", "xx"), ("document", "language", "s", "R01", "xx")):
        done = subprocess.run(
            [*command(), *words],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 1
        assert "“xx” is no language code" in done.stderr
    assert not list(tmp_path.iterdir())
