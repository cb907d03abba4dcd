"""``agreement``, ``disagreements``, ``disagreement settle`` and blind coding, end to end."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.cli import app
from qualcode.formats.tables import read_table
from qualcode.study import Study
from tests.cli.test_retrieving import run as process
from tests.study.material import TEXT, add, span

TRUST, BASIS, LOOK = (span(TEXT, words) for words in ("I trust him", "Důvěra", "look for him"))


Run = Callable[..., str]


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process, in the folder, as Jana or as somebody else; gives what it says."""

    def command(*words: str, code: int = 0, user: str = "Jana") -> str:
        monkeypatch.chdir(folder)
        monkeypatch.setenv("QUALCODE_USER", user)
        capsys.readouterr()
        assert app.run(words) == code
        said = capsys.readouterr()
        return said.err if code else said.out

    return command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Jana and Petr have coded the first of two interviews, and differ on one of two turns."""
    with Study.create(tmp_path / "a.qualcode", title="Talk", actor="Jana") as study:
        add(study, "R01")
        add(study, "R02", TEXT.replace("him", "her"))
        study.codings.apply("R01", TRUST, "=trust", coder="Jana")
        study.codings.apply("R01", TRUST, "=trust", coder="Petr")
        study.codings.apply("R01", LOOK, "outreach", coder="Jana")
        study.codings.apply("R02", TRUST, "=trust", coder="Jana")
    return tmp_path


def test_agreement_as_json_csv_and_table(run: Run) -> None:
    found = json.loads(run("agreement", "a.qualcode", "--json", "--resamples", "20"))
    assert (found["unit"], found["measure"], found["coders"]) == ("turn", "alpha", ["Jana", "Petr"])
    assert (found["documents"], found["left_out"], found["units"]) == (["R01"], ["R02"], 2)
    assert (found["seed"], found["settings"]["resamples"], found["study"]["title"]) == (1, 20, "Talk")
    trust, outreach = sorted(found["codes"], key=lambda row: row["code"])
    assert (trust["alpha"], trust["kappa"], trust["applied"]) == (1.0, 1.0, {"Jana": 1, "Petr": 1})
    assert (outreach["percent"], outreach["positive"], outreach["alpha"]) == (0.5, 0.0, 0.0)
    assert (found["mean_alpha"]["alpha"], found["disagreements"]) == (
        0.5,
        {"unit": "segments", "settled": 0, "open": 1},
    )
    rows = list(csv.DictReader(io.StringIO(run("agreement", "a.qualcode", "--csv"))))
    assert {row["code"].lstrip("'"): row["convention"] for row in rows} == {
        "=trust": "≥ 0.8",
        "outreach": "< 0.667",
    }
    said = run("agreement", "a.qualcode")
    assert "pooled over codes" in said
    assert "a convention, not a test" in said
    assert "settled: 0, open: 1" in said
    assert "Left out: 1 document" in said
    assert said == run("agreement", "a.qualcode"), "the same study and seed give the same figures"


def test_other_units_options_and_a_written_table(run: Run, folder: Path) -> None:
    found = json.loads(
        run(
            "agreement", "a.qualcode", "--json", "--unit", "segments", "--coders", "petr", "--coders", "Jana",
            "--code", "=trust", "--documents", "r01", "--tolerance", "3", "--resamples", "0", "--rely", "0.9",
        )
    )  # fmt: skip
    assert (found["measure"], found["coders"], found["seed"]) == ("u-alpha", ["Petr", "Jana"], None)
    assert [row["code"] for row in found["codes"]] == ["=trust"]
    assert found["together"]["u_alpha"]["alpha"] == 1.0
    assert found["settings"]["rely"] == 0.9
    assert "Wrote" in run("agreement", "a.qualcode", "--to", "agreement.xlsx")
    assert "agreement" in run("results", "a.qualcode")
    written = read_table(folder / "agreement.xlsx")
    assert written.header[0] == "code"
    assert len(written.rows) == 2


def test_what_cannot_be_compared_is_said(run: Run) -> None:
    one = json.loads(run("agreement", "a.qualcode", "--coders", "Petr", "--json"))
    assert (one["codes"], one["mean_alpha"]) == ([], {"alpha": None, "range": None})
    assert "needs two coders" in one["why"]
    assert "needs two coders" in run("disagreements", "a.qualcode", "--coders", "Petr")
    assert "is no unit" in run("agreement", "a.qualcode", "--unit", "word", code=1)
    assert "no coder “Nobody”" in run("agreement", "a.qualcode", "--coders", "Nobody", code=1)


def test_a_disagreement_is_settled_and_applied(run: Run, folder: Path) -> None:
    found = json.loads(run("disagreements", "a.qualcode", "--json"))
    (item,) = found["disagreements"]
    assert (item["code"], item["coded"], item["not_coded"], item["text"]) == (
        "outreach", ["Jana"], ["Petr"], "look for him",
    )  # fmt: skip
    said = run("disagreement", "settle", "a.qualcode", item["id"], "coded", "--note", "he goes", "--apply")
    assert "Settled a disagreement on “outreach” in R01: coded" in said
    listed = run("disagreements", "a.qualcode", "--show", "settled")
    assert "coded: he goes" in listed
    assert "settled: 1, open: 0" in listed
    with Study.open(folder / "a.qualcode") as study:
        assert [row.code for row in study.codings.list(coder="consensus")] == ["outreach"]
    again = run("disagreement", "settle", "a.qualcode", item["id"], "coded", "--apply")
    assert "nothing changed" in again
    run("undo", "a.qualcode")
    assert "no decision" in run("disagreement", "settle", "a.qualcode", item["id"], "maybe", code=1)
    assert "There is no disagreement 1" in run("disagreement", "settle", "a.qualcode", "1", "open", code=1)
    rows = list(csv.DictReader(io.StringIO(run("disagreements", "a.qualcode", "--csv"))))
    assert (rows[0]["id"], rows[0]["coded_by"]) == (item["id"], "Jana")


def test_what_is_agreed_on_is_coded_for_the_consensus(run: Run) -> None:
    assert "1 disagreement still open" in run("disagreement", "consensus", "a.qualcode", code=1)
    said = run("disagreement", "consensus", "a.qualcode", "--leave-open", "--single", "--coder", "Agreed on")
    assert (
        "1 agreed on, 0 settled as coded, 1 of documents that one alone has coded, 1 open ones left out"
        in said
    )
    rows = json.loads(run("codings", "a.qualcode", "--coder", "Agreed on", "--json"))
    assert [(row["document"], row["code"]) for row in rows] == [("R01", "=trust"), ("R02", "=trust")]
    made = json.loads(run("disagreement", "consensus", "a.qualcode", "--leave-open", "--json"))
    assert (made["coder"], made["agreed"], made["documents"]) == ("Agreed on", 1, ["R01"])


def test_blind_coding_hides_and_releases(run: Run) -> None:
    def as_petr(*words: str) -> str:
        return run(*words, user="Petr")

    said = run("coder", "blind", "a.qualcode", "petr")
    assert "Petr codes blind from now on" in said
    assert "not encrypted" in said
    assert {row["coder"] for row in json.loads(as_petr("codings", "a.qualcode", "--json"))} == {"Petr"}
    assert "Petr" not in run("codings", "a.qualcode")
    as_petr("apply", "a.qualcode", "R01", str(BASIS[0]), str(BASIS[1]), "basis")
    assert json.loads(run("retrieve", "a.qualcode", "basis", "--json")) == []
    assert json.loads(as_petr("retrieve", "a.qualcode", "basis", "--json"))[0]["coders"] == ["Petr"]
    assert "Petr still codes blind" in run("agreement", "a.qualcode", code=1)
    coders = json.loads(run("coder", "list", "a.qualcode", "--json"))
    assert coders == [
        {"coder": "Jana", "primary": True, "blind": False}, {"coder": "Petr", "primary": False, "blind": True},
    ]  # fmt: skip
    assert "Released the blind coding of Petr" in run("coder", "release", "a.qualcode", "Petr")
    assert "basis" in run("codings", "a.qualcode")
    assert "basis" in run("agreement", "a.qualcode")


def test_a_real_process_prints_the_table(folder: Path) -> None:
    said = process(folder, "agreement", "a.qualcode", "--unit", "sentence", "--resamples", "10").stdout
    assert "Jana, Petr on 3 sentences" in said


def test_nobodys_own_codings_are_replaced_without_a_word(run: Run) -> None:
    run("apply", "a.qualcode", "R01", *map(str, BASIS), "outreach", "--coder", "Marta")
    both = ("--coders", "Jana", "--coders", "Petr", "--leave-open")
    words = ("disagreement", "consensus", "a.qualcode", *both, "--coder", "marta")
    assert "Marta has 1 coding of their own" in run(*words, code=1)
    made = json.loads(run(*words, "--replace", "--json"))
    assert (made["kept"], made["replaced"]) == (0, 1)
    run("undo", "a.qualcode")
    said = run(*words, "--replace")
    assert "1 coding that Marta had made by hand has gone; undo brings it back." in said
    run("apply", "a.qualcode", "R01", *map(str, LOOK), "outreach", "--coder", "Marta")
    assert "1 coding that Marta has made by hand, beyond the consensus, was kept" in run(*words)
    assert json.loads(run("agreement", "a.qualcode", "--json", "--resamples", "0"))["coders"] == [
        "Jana",
        "Petr",
    ]


def test_who_is_blind_is_left_out_and_told_nothing(run: Run) -> None:
    run("apply", "a.qualcode", "R01", *map(str, BASIS), "outreach", "--coder", "Marta")
    run("coder", "blind", "a.qualcode", "Marta")
    assert "Not compared, as still coding blind: Marta." in run("agreement", "a.qualcode")
    assert json.loads(run("disagreements", "a.qualcode", "--json"))["blind"] == ["Marta"]
    for words in (("agreement",), ("disagreements",), ("disagreement", "consensus")):
        assert "nothing is compared for them yet" in run(*words, "a.qualcode", code=1, user="Marta")
    hidden = json.loads(run("codings", "a.qualcode", "--json", user="Marta"))[0]["id"]
    assert f"There is no coding {hidden}" in run("unapply", "a.qualcode", str(hidden), code=1)
    with_plural = run("agreement", "a.qualcode", "--resamples", "0")
    assert "2 turns of 1 document." in with_plural


def test_thresholds_that_mean_nothing_are_refused(run: Run) -> None:
    assert "from 0 to 1" in run("agreement", "a.qualcode", "--rely", "nan", code=1)
    assert "is above" in run("agreement", "a.qualcode", "--rely", "0.5", code=1)
