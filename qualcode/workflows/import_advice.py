"""What could still be settled for a file: sentences that name the option of the command line, and are gone once it is given."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from qualcode.text.counting import counted, listed
from qualcode.text.names import name_key
from qualcode.workflows.import_records import FileChoice, FilePlan

__all__ = ["advice", "noted", "overwritten", "really_left_out"]

PLAIN = re.compile(r"[\w.=-]+")
"""What needs no quotation marks in a shell."""

LEFT_OUT = "Left out: "
"""How readers begin the sentence about what they left out, followed by numbers and nouns."""


def advice(plan: FilePlan, choice: FileChoice) -> tuple[str, ...]:
    """What is offered for a file and was not taken."""
    sentences: list[str] = []
    if plan.parts:
        sentences.append(
            f"There seem to be {len(plan.parts)} interviews in this file, {listed(plan.parts)}; --split makes a document of each."
        )
    open_ = {label: before for label, before in plan.before.items() if label not in choice.roles}
    if open_:
        said = ", ".join(f"{label} = {b.role} as in “{b.document}”" for label, b in open_.items())
        sentences.append(f"Roles in earlier documents: {said}; --roles-as-before takes them over.")
    turns = {voice.label: voice.turns for voice in plan.voices} | dict(plan.rare)
    sentences += [_may_be_one(group, turns) for group in plan.joins]
    if plan.notes and not choice.notes:
        sentences.append(
            f"Beside the text: {noted(plan.notes)}; --notes keeps them as memos on their passages."
        )
    return tuple(sentences)


def overwritten(case: str, present: Mapping[str, str], given: Mapping[str, str]) -> tuple[str, ...]:
    """Sentences about values that a case has already and that a file changes.

    >>> overwritten("R07", {"Date": "March", "site": "ward"}, {"date": "June", "site": "ward"})
    ('The case R07 has date = March already; this file makes it June.',)
    """
    known = {name_key(name): value for name, value in present.items()}
    return tuple(
        f"The case {case} has {name} = {known[name_key(name)]} already; this file makes it {value}."
        for name, value in given.items()
        if known.get(name_key(name), value) != value
    )


def noted(notes: Mapping[str, int]) -> str:
    """Numbers of notes by kind as a person says them.

    >>> noted({"comment": 2, "footnote": 1, "text box": 2})
    '2 comments, 1 footnote and 2 text boxes'
    """
    said = [
        counted(number, kind) if kind != "text box" or number == 1 else f"{number} text boxes"
        for kind, number in notes.items()
    ]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


def really_left_out(warnings: Sequence[str], notes: Mapping[str, int]) -> tuple[str, ...]:
    """Warnings of a reader in which the notes that are offered as memos do not count as left out.

    >>> really_left_out(["Left out: 2 comments, 3 footnotes or endnotes, 1 headers or footers."], {"comment": 2, "endnote": 1})
    ('Left out: 2 footnotes or endnotes, 1 headers or footers.',)
    >>> really_left_out(["Left out: 1 pictures, 2 text boxes (30 letters)."], {"text box": 2})
    ('Left out: 1 pictures.',)
    """
    offered = {
        "comments": notes.get("comment", 0),
        "text boxes": notes.get("text box", 0),
        "cells beside turns": notes.get("table cell", 0),
        "footnotes or endnotes": notes.get("footnote", 0) + notes.get("endnote", 0),
    }
    found = []
    for warning in warnings:
        if warning.startswith(LEFT_OUT) and any(offered.values()):
            pieces = [
                piece.partition(" ") for piece in warning.removeprefix(LEFT_OUT).rstrip(".").split(", ")
            ]
            left = [
                (int(n) - offered.get(what.partition(" (")[0], 0) if n.isdecimal() else n, what)
                for n, _, what in pieces
            ]
            kept = [f"{n} {what}" for n, what in left if isinstance(n, str) or n > 0]
            warning = f"{LEFT_OUT}{', '.join(kept)}." if kept else ""
        if warning:
            found.append(warning)
    return tuple(found)


def _may_be_one(group: Sequence[str], turns: Mapping[str, int]) -> str:
    """That some labels may be one speaker."""
    first, *others = group
    said = " and ".join(f"{label} ({turns.get(label, 0)})" for label in others)
    options = " ".join(f"--same {_quoted(f'{label}={first}')}" for label in others)
    return f"{said} may be {first} ({turns.get(first, 0)}); {options} joins them."


def _quoted(pair: str) -> str:
    return pair if PLAIN.fullmatch(pair) else f'"{pair}"'
