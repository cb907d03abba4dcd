"""The network of codes as tables: how each node stands, the whole, and the edges; one code with its neighbours at a key."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.errors import InputError
from qualcode.model.networks import Groups, NetworkChoice
from qualcode.study import Study
from qualcode.text.counting import counted
from qualcode.tui.actions import Context
from qualcode.tui.jobs import Job, JobFinished, JobProgress, start
from qualcode.tui.screens.result_board import Report, ResultBoard, Setting, Shown, coder_setting

if TYPE_CHECKING:
    from qualcode.tui.screens.workspace import Workspace

__all__ = ["NetworkScreen"]

SUFFIXES = (".graphml", ".gexf", ".json", ".png", ".svg", ".html")
"""What is written as a network, not as tables."""
MOST_MINIMUM = 50
JACCARDS = (1, 2, 5, 10, 15, 20, 25, 30, 40, 50)
"""Least Jaccard indices that are offered, in hundredths."""
STRONGEST = (10, 20, 30, 50, 100, 200, 500, 1000, 3000)
RESOLUTIONS = (1.0, 0.25, 0.5, 0.75, 1.25, 1.5, 2.0, 3.0)
SEEDS = (1, *(n for n in range(21) if n != 1))
"""Seeds that are offered; any other one with ``qualcode network --seed``."""
MOST_VALUES = 8
"""Values of an attribute whose groups are offered two by two; more would make a list that nobody reads."""
NODES = (
    "label",
    "degree",
    "strength",
    "community",
    "betweenness",
    "closeness",
    "eigenvector",
    "pagerank",
    "clustering",
    "category",
)


class NetworkScreen(ResultBoard):
    """The tables of ``qualcode network``; a node leads to its passages, an edge to those of both ends."""

    heading = "Network"
    file_name = "network"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._writing: Job | None = None

    @property
    def place(self) -> Context:
        """In the tables; the keys of every result work here too."""
        return "network"

    # --- what is chosen --------------------------------------------------------------------------------------

    def settings(self) -> Sequence[Setting]:
        """Everything that the command line offers, in the order in which it is applied."""
        codes = tuple((node.name, node.name, node.kind) for node in self.study.codebook.tree())
        return (
            Setting(
                "kind",
                (
                    ("codes", "codes", ""),
                    ("categories", "categories", "each with the codings of all below it"),
                    ("two-mode", "codes and respondents", "joined by quotations"),
                ),
            ),
            Setting(
                "unit",
                (
                    ("overlap", "overlap", "codings that share a character"),
                    ("sentence", "sentences", ""),
                    ("turn", "turns", ""),
                    ("document", "documents", ""),
                    ("exact", "the same span", ""),
                    ("inclusion", "one within the other", ""),
                    ("proximity", "near one another", "at most one turn apart"),
                ),
            ),
            coder_setting(self.study),
            Setting("role", (("respondent", "respondents", ""), ("all", "everybody", "all speech"))),
            Setting("difference", ((None, "none", ""), *self._groups())),
            Setting("minimum", tuple((n, str(n), "") for n in range(1, MOST_MINIMUM + 1))),
            Setting(
                "thinning",
                (
                    (None, "none", ""),
                    (0.05, "backbone 0.05", "pairs that stand out from chance"),
                    (0.1, "backbone 0.1", ""),
                    (0.2, "backbone 0.2", ""),
                    ("spanning", "spanning forest", "the strongest pairs that hold it together"),
                ),
            ),
            Setting(
                "least_jaccard",
                (
                    (None, "any", ""),
                    *((n / 100, f"from {n / 100:.2f}", "pairs below are left out") for n in JACCARDS),
                ),
            ),
            Setting(
                "strongest",
                (
                    (None, "all pairs", ""),
                    *((n, f"the {n:,} strongest", "by weight, Jaccard, name") for n in STRONGEST),
                ),
            ),
            Setting("relations", ((False, "left out", ""), (True, "added", "those drawn by hand"))),
            Setting("ego", ((None, "the whole network", ""), *codes)),
            Setting("radius", tuple((n, counted(n, "step"), "around the code") for n in (1, 2, 3))),
            Setting("communities", ((True, "looked for", "Louvain"), (False, "left out", ""))),
            Setting(
                "resolution",
                tuple(
                    (n, f"{n:g}", "" if n == 1 else "larger communities" if n < 1 else "smaller communities")
                    for n in RESOLUTIONS
                ),
            ),
            Setting("seed", tuple((n, str(n), "of the random numbers") for n in SEEDS)),
        )

    def _groups(self) -> tuple[tuple[Groups, str, str], ...]:
        """Pairs of values of each attribute."""
        values: dict[str, set[str]] = {}
        for case in self.study.cases.list():
            for name, value in case.attributes.items():
                values.setdefault(name, set()).add(value)
        return tuple(
            (Groups(name, a, b), f"{a} less {b}", name)
            for name in sorted(values)
            if 1 < len(values[name]) <= MOST_VALUES
            for a, b in combinations(sorted(values[name]), 2)
        )

    def choice(self, chosen: Mapping[str, Any]) -> NetworkChoice:
        """What was chosen as the workflows take it."""
        thinning = chosen["thinning"]
        return NetworkChoice(
            kind=chosen["kind"],
            unit=chosen["unit"],
            role=chosen["role"],
            coder=chosen["coder"],
            minimum=chosen["minimum"],
            backbone=thinning if isinstance(thinning, float) else None,
            spanning=thinning == "spanning",
            ego=chosen["ego"],
            radius=chosen["radius"],
            difference=chosen["difference"],
            relations=chosen["relations"],
            least_jaccard=chosen["least_jaccard"],
            strongest=chosen["strongest"],
            communities=chosen["communities"],
            resolution=chosen["resolution"],
            seed=chosen["seed"],
        )

    def compute(self, study: Study, chosen: Mapping[str, Any], report: Report) -> Sequence[Shown]:
        """The tables of ``qualcode network --measures``, with the passages behind each row."""
        from qualcode.workflows.networking import chosen_network, measure_tables, passages_in

        choice = self.choice(chosen)
        network = chosen_network(study, choice)
        (nodes, whole, edges), found = measure_tables(study, network, choice)
        behind = passages_in(study, choice)
        return (
            Shown(nodes, "nodes", [behind.get(str(row[0]), ()) for row in nodes.rows], found.notes, NODES),
            Shown(whole, "the whole", sentences=found.notes),
            Shown(
                edges,
                "pairs",
                [_common(behind, str(row[0]), str(row[1])) for row in edges.rows],
                (
                    "Enter lists the passages that both bear, else those of either; the co-occurrence screen (F4) leads to exactly those behind a pair.",
                    *found.notes,
                ),
            ),
        )

    # --- keys --------------------------------------------------------------------------------------------------

    def _set(self, name: str, value: Any) -> None:
        self.made.chosen[name] = value
        self.read()

    def turn_ego(self) -> None:
        """Show the highlighted code with its neighbours; where that is shown, the whole network again."""
        if self.chosen()["ego"] is not None:
            self._set("ego", None)
            return
        part = self.part
        if part is None or self.grid.row is None:
            raise InputError("No row is highlighted.")
        if part.table.name != "nodes":
            raise InputError("Highlight a code in the table of nodes; Tab leads there.")
        name = str(part.table.rows[int(self.here().key)][0])
        if name not in {node.name for node in self.study.codebook.tree()}:
            raise InputError(
                "The network around a respondent is not shown here; “qualcode network --ego” makes it."
            )
        self.grid.highlight(0)
        self._set("ego", name)

    def change_minimum(self, by: int) -> None:
        """Raise or lower the count below which pairs are left out."""
        wanted = self.chosen()["minimum"] + by
        if not 1 <= wanted <= MOST_MINIMUM:
            raise InputError(f"The minimum goes from 1 to {MOST_MINIMUM} here.")
        self._set("minimum", wanted)

    def next_kind(self) -> None:
        """Change between codes, categories, and codes with respondents."""
        kinds = [value for value, _, _ in self.settings()[0].values]
        self.made.chosen["ego"] = None
        self._set("kind", kinds[(kinds.index(self.chosen()["kind"]) + 1) % len(kinds)])

    # --- files -------------------------------------------------------------------------------------------------

    def write_picture(self) -> None:
        """Write the picture beside the study, never over another file."""
        stem = self.study.path.stem
        for number in range(1, 1000):
            path = self.study.path.with_name(f"{stem}-network{'' if number == 1 else f'-{number}'}.png")
            if not path.exists():
                self._write(path)
                return

    def write_table(self, path: Path) -> str:
        """Write a network by its suffix, else all tables with what they rest on; gives what to say of it."""
        if path.suffix.lower() not in SUFFIXES:
            return super().write_table(path)
        self._write(path)
        return ""

    def _write(self, path: Path) -> None:
        if self._writing is not None:
            raise InputError("A file is being written still; try again in a moment.")
        choice, opened = self.choice(self.chosen()), self.elsewhere()

        def work(report: Callable[[int, int, str], None]) -> str:
            from qualcode.workflows.networking import chosen_network, write_network

            with opened() as own:
                remark = write_network(own, path, chosen_network(own, choice))
            return f"{path}. {remark}" if remark else str(path)

        self._writing = Job(f"Writing {path.name}", work)
        self.say(f"writing {path.name} …")
        start(self, self._writing, threading.Event())

    def on_job_progress(self, message: JobProgress) -> None:
        """Say how far the counting is; writing is either done or not."""
        if self._writing is None:
            super().on_job_progress(message)

    def on_job_finished(self, message: JobFinished) -> None:
        """Say what was written, or show what was counted."""
        if message.job is not self._writing:
            super().on_job_finished(message)
            return
        message.stop()
        self._writing = None
        if message.error is not None:
            self.say("")
            self.workspace.complain(message.error)
        else:
            self.say(f"wrote {message.result}")


def _common(behind: Mapping[str, tuple[int, ...]], a: str, b: str) -> tuple[int, ...]:
    """Quotations that bear both; where none does (they share a turn, say), those of either."""
    one, other = set(behind.get(a, ())), set(behind.get(b, ()))
    return tuple(sorted(one & other or one | other))
