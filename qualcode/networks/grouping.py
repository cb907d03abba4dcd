"""Which nodes belong together in a picture, and the symbol of each group."""

from __future__ import annotations

from collections import Counter

import networkx as nx

from qualcode.networks.symbols import Symbol, symbols

__all__ = ["RESPONDENT", "RESPONDENTS", "group_of", "grouped", "named"]

RESPONDENT = Symbol("s", "#222222", 0.8)
"""Respondents are dark squares with a bold label, whatever symbols codes have."""
RESPONDENTS = "\0respondents"
"""The group of the respondents; no category can have this name."""
KINDS = {"category": "\0category", "theme": "\0theme"}
"""The groups of categories and themes in a network of another level."""


def grouped(say: dict[str, str], shown: nx.Graph[str]) -> tuple[dict[str, str], dict[str, Symbol]]:
    """The group of each node, and the symbol of each group: communities where they were looked for, else categories."""
    if shown.graph.get("communities"):
        number = {name: int(data.get("community") or 0) for name, data in shown.nodes(data=True)}
        size = Counter(number.values())
        named = {
            each: say["community"].format(number=each, size=size[each]) if each else say["no_community"]
            for each in sorted(size, key=lambda each: (not each, each))
        }
        groups = {name: named[number[name]] for name in shown}
        order = list(named.values())
    else:
        groups = {name: group_of(shown, name) for name in shown}
        if shown.graph.get("level") == "category":
            groups = {name: groups[name] or name for name in shown}
        order = sorted(groups.values(), key=lambda group: not group)  # in the order of the tree
    people = {name for name, data in shown.nodes(data=True) if data.get("kind") == "respondent"}
    if not people:
        return groups, symbols(order)
    groups |= dict.fromkeys(people, RESPONDENTS)
    kept = {groups[name] for name in shown} - {RESPONDENTS}
    return groups, {**symbols(group for group in order if group in kept), RESPONDENTS: RESPONDENT}


def group_of(shown: nx.Graph[str], name: str) -> str:
    """The category above a node; a category or theme among codes, which only a relation adds, is a group by its kind."""
    data = shown.nodes[name]
    kind = str(data.get("kind") or "")
    if kind in ("category", "theme") and kind != shown.graph.get("level", kind):
        return KINDS[kind]
    return str(data.get("category") or "")


def named(say: dict[str, str], group: str) -> str:
    """What the legend calls a group."""
    if group == RESPONDENTS:
        return say["respondents"]
    for kind, known in KINDS.items():
        if group == known:
            return say[f"kind_{kind}"]
    return group or say["no_category"]
