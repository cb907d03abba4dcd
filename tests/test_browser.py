"""Pages that qualcode writes, opened in a real browser without a network."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.networks import graph, write_graph
from qualcode.study import Study
from qualcode.workflows.cooccurring import cooccurrence_of
from qualcode.workflows.networking import network_of, write_network
from qualcode.workflows.report import write_report
from tests.analysis.building import incidence
from tests.conftest import program
from tests.study.material import TEXT, add, new, span


@pytest.fixture
def study(tmp_path: Path) -> Study:
    made = new(tmp_path)
    add(made)
    made.codings.apply("interview", span(TEXT, "I trust him"), ["trust <b>", "Důvěra"])
    return made


def opened(page: Path, profile: Path, fragment: str = "") -> str:
    """What the browser makes of a page; ``fragment`` stands behind its address."""
    done = subprocess.run(
        [
            program("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", f"--user-data-dir={profile}",
            "--host-resolver-rules=MAP * ~NOTFOUND", f"--log-net-log={profile}.net.json", "--dump-dom", page.as_uri() + fragment,
        ],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    return done.stdout


def test_the_network_page_shows_names_as_they_are_and_loads_nothing(study: Study, tmp_path: Path) -> None:
    write_network(study, tmp_path / "network.html", network_of(study, cooccurrence_of(study)))
    source = (tmp_path / "network.html").read_text(encoding="utf-8")
    assert 'src="http' not in source
    assert "url(http" not in source
    shown = opened(tmp_path / "network.html", tmp_path / "profile")
    assert "<svg" in shown
    assert "trust &lt;b&gt;" in shown
    study.close()


@pytest.fixture
def explored(tmp_path: Path) -> Path:
    """The page of a network of three codes: a-b together twice, b-c once."""
    data = incidence(
        [(i, 0, 9, code) for i in (0, 1) for code in ("äther & <b>", "beta")]
        + [(2, 0, 9, "beta"), (2, 5, 9, "gamma")],
        categories={"Group": ["beta"]},
    )
    page = tmp_path / "explored.html"
    write_graph(graph(data, cooccurrence(data)), page, title="Three codes")
    return page


def test_the_network_page_opens_at_a_code_with_its_partners(explored: Path, tmp_path: Path) -> None:
    shown = opened(explored, tmp_path / "profile", "#code=beta")
    assert 'data-ready="1"' in shown, "the script ran under the page's policy"
    assert 'data-chosen="beta"' in shown
    detail = shown[shown.index("<aside") : shown.index("</aside>")]
    assert detail.index("äther &amp; &lt;b&gt;</button> (2)") < detail.index("gamma</button> (1)")
    assert 'data-shown="2"' in shown


def test_the_slider_of_the_network_page_leaves_out_rare_pairs(explored: Path, tmp_path: Path) -> None:
    shown = opened(explored, tmp_path / "profile", "#code=beta&minimum=2")
    assert 'data-shown="1"' in shown
    assert shown.count('visibility="hidden"') == 1
    detail = shown[shown.index("<aside") : shown.index("</aside>")]
    assert "gamma" not in detail
    assert re.search('<tr data-r="[0-9]+" hidden="">', shown), "the table follows"


def test_the_search_of_the_network_page_finds_without_accents_and_nothing_is_requested(
    explored: Path, tmp_path: Path
) -> None:
    shown = opened(explored, tmp_path / "profile", "#find=ATHER")
    found = shown[shown.index('<ul id="found"') :]
    assert "äther &amp; &lt;b&gt;</button>" in found[: found.index("</ul>")]
    log = (tmp_path / "profile.net.json").read_text(encoding="utf-8")
    origins = set(re.findall('"initiator":"([^"]*)"', log))
    assert origins <= {"not an origin"}, "what the browser asks of its own accord has no origin"


def test_the_report_page_opens_with_its_quotations(study: Study, tmp_path: Path) -> None:
    write_report(study, tmp_path / "report.html")
    shown = opened(tmp_path / "report.html", tmp_path / "profile")
    assert "I trust him" in shown
    assert "Důvěra" in shown
    study.close()
