"""``frequencies`` and ``saturation`` on the command line; one of each as a real process."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.cli.app import run as run_command
from qualcode.study import Study
from tests.cli.test_retrieving import run as run_process
from tests.quick import command
from tests.study.material import TEXT, add, span

Run = Callable[..., str]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command in this process and give what it printed: stdout, or stderr where it was refused."""
    monkeypatch.chdir(tmp_path)

    def answer(*words: str, code: int = 0) -> str:
        capfdbinary.readouterr()
        assert run_command(words) == code
        printed = capfdbinary.readouterr()
        return (printed.err if code else printed.out).decode("utf-8")

    return answer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six interviews of two kinds of place; the last two bring nothing new."""
    with Study.create(tmp_path / "a.qualcode", actor="Jana") as study:
        for number, codes in enumerate(("trust", "home", "plan", "way", "trust", "home"), 1):
            add(study, f"interview {number}", f"{TEXT}R: Number {number}.\n", case=f"R{number}")
            study.codings.apply(
                f"interview {number}", span(TEXT, "I trust him,"), [codes, "everybody"], coder="Jana"
            )
            study.cases.set(f"R{number}", {"place": "ward" if number < 3 else "clinic"})
        study.codings.apply("interview 1", span(TEXT, "and he trusts me"), "trust")
        study.codebook.add("=Relation", kind="category")
        study.codebook.move("trust", "=Relation")
    return tmp_path


def test_both_as_real_processes(folder: Path) -> None:
    assert "6 of 6" in run_process(folder, "frequencies", "a.qualcode").stdout
    shown = run_process(folder, "saturation", "a.qualcode", "--permutations", "0").stdout
    assert "≤5 % new information at interview 4 with run 2 (4⁺²)" in shown
    assert "need" not in shown


def test_a_narrow_terminal_keeps_names_readable(folder: Path) -> None:
    """At 80 columns kinds go, and columns with long names go by number with a list below."""
    import fcntl
    import os
    import pty
    import struct
    import subprocess
    import termios

    with Study.open(folder / "a.qualcode") as study:
        for number in range(1, 7):
            study.cases.set(
                f"R{number}",
                {
                    "place": f"a place with quite a long name {number % 2}",
                    "other": "no value" if number < 4 else "",
                },
            )

    def at_80(*words: str) -> str:
        keeper, terminal = pty.openpty()
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        done = subprocess.run(
            [*command(), *words],
            cwd=folder, stdout=subprocess.PIPE, stderr=terminal, check=True, timeout=120, env=os.environ,
        )  # fmt: skip
        os.close(terminal)
        os.close(keeper)
        return done.stdout.decode("utf-8")

    plain = at_80("frequencies", "a.qualcode")
    assert "kind" not in plain.split("\n")[0]
    assert "respondents" in plain.split("\n")[0]
    crossed = at_80("frequencies", "a.qualcode", "--by", "place")
    assert "1 (n = 3)" in crossed.split("\n")[0]
    assert "  1  a place with quite a long name 0 (n = 3)" in crossed
    assert "  2  no value (n = 3)" in at_80("frequencies", "a.qualcode", "--by", "other")


def test_frequencies_in_every_form(folder: Path, run: Run) -> None:
    found = json.loads(run("frequencies", "a.qualcode", "--json"))
    assert (found["unit"], found["filter"]) == ("respondents", {"coder": "Jana", "role": "respondent"})
    assert found["settings"]["documents"] == found["settings"]["cases"] == 6
    assert len(found["study"]["sha256"]) == 64
    first = found["codes"][0]
    assert (first["code"], first["respondents"], first["documents"], first["codings"]) == (
        "everybody",
        6,
        6,
        6,
    )
    trust = next(row for row in found["codes"] if row["code"] == "trust")
    assert trust == {
        "code": "trust", "kind": "code", "path": ["=Relation", "trust"], "respondents": 2, "documents": 2,
        "codings": 3, "turns": 2, "words": 10, "quotations": trust["quotations"], "cases": ["R1", "R5"],
    }  # fmt: skip
    assert len(trust["quotations"]) == 3
    shown = run("frequencies", "a.qualcode", "--sort", "tree")
    assert "6 of 6" in shown
    assert "\n  trust" in shown
    assert "Unit: respondents; coder: Jana; role: respondent; level: all; touching: apart" in shown
    rows = list(csv.DictReader(io.StringIO(run("frequencies", "a.qualcode", "--csv"))))
    assert list(rows[0])[:4] == ["code", "kind", "path", "respondents"]
    assert "'=Relation" in {row["code"] for row in rows}
    merged = json.loads(run("frequencies", "a.qualcode", "--touching", "merged", "--level", "code", "--json"))
    assert {row["code"]: row["codings"] for row in merged["codes"]}["trust"] == 2


def test_crosstabs(folder: Path, run: Run) -> None:
    found = json.loads(run("frequencies", "a.qualcode", "--by", "PLACE", "--json"))
    assert found["columns"] == [
        {"column": "clinic", "respondents": 4, "documents": 4},
        {"column": "ward", "respondents": 2, "documents": 2},
    ]
    trust = next(row for row in found["codes"] if row["code"] == "trust")
    assert (trust["counts"], trust["total"]) == ({"clinic": 1, "ward": 1}, 2)
    assert len(trust["quotations"]["ward"]) == 2
    shown = run("frequencies", "a.qualcode", "--by", "place")
    assert "clinic (n = 4)" in shown
    assert "4 of 4" in shown
    assert "%" not in shown
    assert "Fewer than 5 respondents: clinic, ward." in shown
    by_document = run("frequencies", "a.qualcode", "--documents", "--csv")
    assert by_document.split("\n")[0].startswith("code,kind,path,interview 1,interview 2")
    assert "trust,code,'=Relation > trust,2,0,0,0,1,0,3" in by_document
    part = run("frequencies", "a.qualcode", "--documents", "--attribute", "place=ward", "--json")
    assert [column["column"] for column in json.loads(part)["columns"]] == [
        "interview 1",
        "interview 2",
    ]


def test_tables_are_written_with_what_they_rest_on(folder: Path, run: Run) -> None:
    assert "Wrote" in run("frequencies", "a.qualcode", "--by", "place", "--to", "crosstab.xlsx")
    assert "Wrote" in run("saturation", "a.qualcode", "--to", "saturation.csv")
    assert {file.name for file in folder.glob("saturation*.csv")} >= {"saturation.csv"}
    assert "Wrote" in run("coverage", "a.qualcode", "--voices", "--to", "voices.csv")
    listed = json.loads(run("results", "a.qualcode", "--json"))
    assert [each["analysis"] for each in listed] == ["frequencies", "saturation", "coverage --voices"]
    assert listed[0]["settings"]["by"] == "place"


def test_saturation_in_every_form(folder: Path, run: Run) -> None:
    found = json.loads(run("saturation", "a.qualcode", "--permutations", "30", "--json"))
    assert (found["unit"], found["seed"], found["base"]) == ("cases", 1, {"interviews": 4, "codes": 5})
    assert [row["cumulative"] for row in found["interviews"]] == [2, 3, 4, 5, 5, 5]
    assert found["interviews"][1]["new_codes"] == ["home"]
    assert found["runs"] == [{"first": 5, "last": 6, "new": 0, "ratio": 0.0}]
    assert [(each["threshold"], each["after"], each["confirmed_by"], each["notation"]) for each in found["thresholds"]] == [
        (0.05, 4, [5, 6], "4⁺²"), (0.0, 4, [5, 6], "4⁺²"),
    ]  # fmt: skip
    assert any("says nothing" in note for note in found["notes"])
    again = run("saturation", "a.qualcode", "--permutations", "30", "--json")
    assert json.loads(again) == found
    shown = run("saturation", "a.qualcode")
    assert "5 ┤" in shown
    assert "reached after 4 interviews, confirmed by interviews 5 and 6." in shown
    few = run("saturation", "a.qualcode", "--base", "5", "--run", "3")
    assert "need 8 interviews, and there are 6" in few
    assert "so far" in few


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("frequencies", "a.qualcode", "--by", "place", "--documents"), "not both"),
        (("frequencies", "a.qualcode", "--count", "words"), "add --by ATTRIBUTE or --documents"),
        (("frequencies", "a.qualcode", "--level", "word"), "“word” is no level"),
        (("frequencies", "a.qualcode", "--by", "size"), "No case has an attribute “size”"),
        (("frequencies", "a.qualcode", "--attribute", "ward"), "takes NAME=VALUE"),
        (("saturation", "a.qualcode", "--threshold", "120"), "from 0 to 100"),
        (("saturation", "a.qualcode", "--run", "1"), "at least 2"),
        (("coverage", "a.qualcode", "--least", "2"), "belong to --voices"),
        (("coverage", "a.qualcode", "--uncoded", "--voices"), "not both"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    folder: Path, run: Run, words: tuple[str, ...], said: str
) -> None:
    done = run(*words, code=1)
    assert said in done
    assert "Traceback" not in done


def test_an_empty_study(tmp_path: Path, run: Run) -> None:
    Study.create(tmp_path / "b.qualcode").close()
    assert run("frequencies", "b.qualcode").strip() == "There are no codes yet."
    assert "no documents yet" in run("frequencies", "b.qualcode", "--documents")
    assert "no interviews yet" in run("saturation", "b.qualcode")
    assert "no quotations of respondents" in run("coverage", "b.qualcode", "--voices")
    assert json.loads(run("saturation", "b.qualcode", "--json"))["interviews"] == []
    assert json.loads(run("coverage", "b.qualcode", "--uncoded", "--json"))["uncoded"] == []
