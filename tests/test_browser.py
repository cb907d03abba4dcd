"""Pages that qualcode writes, opened in a real browser without a network."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from qualcode.study import Study
from qualcode.workflows.cooccurring import cooccurrence_of, write_network
from qualcode.workflows.report import write_report
from tests.conftest import program
from tests.study.material import TEXT, add, new, span


@pytest.fixture
def study(tmp_path: Path) -> Study:
    made = new(tmp_path)
    add(made)
    made.codings.apply("interview", span(TEXT, "I trust him"), ["trust <b>", "Důvěra"])
    return made


def opened(page: Path, profile: Path) -> str:
    """What the browser makes of a page."""
    done = subprocess.run(
        [
            program("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", f"--user-data-dir={profile}",
            "--host-resolver-rules=MAP * ~NOTFOUND", "--dump-dom", page.as_uri(),
        ],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    return done.stdout


def test_the_network_page_shows_names_as_they_are_and_loads_nothing(study: Study, tmp_path: Path) -> None:
    write_network(study, tmp_path / "network.html", cooccurrence_of(study))
    source = (tmp_path / "network.html").read_text(encoding="utf-8")
    assert 'src="http' not in source
    assert "url(http" not in source
    shown = opened(tmp_path / "network.html", tmp_path / "profile")
    assert "<svg" in shown
    assert "trust &lt;b&gt;" in shown
    study.close()


def test_the_report_page_opens_with_its_quotations(study: Study, tmp_path: Path) -> None:
    write_report(study, tmp_path / "report.html")
    shown = opened(tmp_path / "report.html", tmp_path / "profile")
    assert "I trust him" in shown
    assert "Důvěra" in shown
    study.close()
