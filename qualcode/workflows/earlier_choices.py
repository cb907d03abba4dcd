"""What was settled about speakers in the documents of a study before; for a new file it is only ever a proposal."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from qualcode.study import Study
from qualcode.text.canonical import digest
from qualcode.text.names import name_key
from qualcode.workflows.import_records import Before

__all__ = ["Earlier", "earlier_choices", "remember_joined"]

JOINED = "labels of one speaker"
"""The setting that holds which labels were joined with which, as JSON of their signs."""
MOST = 500
"""Joined labels that are remembered."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """Roles and joined labels of the study, by label in comparable form."""

    roles: Mapping[str, Before] = field(default_factory=dict)
    """Only of labels that have one and the same role wherever it is settled."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """All labels of the study, by their signs."""
    joined: Mapping[str, str] = field(default_factory=dict)
    """The sign of the label with which each was joined, by its own sign."""

    def roles_for(self, labels: Collection[str]) -> dict[str, Before]:
        """The earlier role of each of some labels, as they are spelled now."""
        return {label: self.roles[name_key(label)] for label in labels if name_key(label) in self.roles}

    def joins_for(self, labels: Collection[str]) -> list[tuple[str, str]]:
        """Some labels that were joined before, each behind the one with which it was joined."""
        known = {**self.labels, **{_sign(label): label for label in labels}}
        pairs = [(known.get(self.joined.get(_sign(label), "")), label) for label in labels]
        return [(target, label) for target, label in pairs if target and name_key(target) != name_key(label)]


def earlier_choices(study: Study) -> Earlier:
    """What the documents and settings of a study say."""
    found: dict[str, Before] = {}
    differing: set[str] = set()
    labels: dict[str, str] = {}
    for document in study.documents.list():
        for speaker in study.documents.speakers(document):
            labels.setdefault(_sign(speaker.label), speaker.label)
            if speaker.role != "unknown":
                key = name_key(speaker.label)
                if found.setdefault(key, Before(speaker.role, document.name)).role != speaker.role:
                    differing.add(key)
    roles = {key: role for key, role in found.items() if key not in differing}
    return Earlier(roles, labels, _joined(study))


def _sign(label: str) -> str:
    """What stands for a label in the settings: labels may be names, and a name must not outlive a withdrawal of consent there."""
    return digest(name_key(label))[:16]


def _joined(study: Study) -> dict[str, str]:
    """The joined labels; a study may come from somebody else, so anything unreadable counts as nothing."""
    try:
        stored = json.loads(study.settings.get(JOINED) or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(stored, dict):
        return {}
    return {sign: target for sign, target in stored.items() if isinstance(target, str)}


def remember_joined(study: Study, same: Mapping[str, str]) -> None:
    """Keep with which label each of some was joined; within a change it is part of that one."""
    before = _joined(study)
    after = before | {_sign(label): _sign(target) for label, target in same.items()}
    if after != before:
        kept = dict(list(after.items())[-MOST:])
        study.settings.set(JOINED, json.dumps(kept))
