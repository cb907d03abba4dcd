"""The roles that a source itself settles, and what to say of speakers whose role stays open."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from qualcode.model.documents import Role
from qualcode.transcripts.joint import joint_parts, said_together
from qualcode.transcripts.speakers import label_key, role_of_word

__all__ = ["settle_roles"]


def settle_roles(
    counts: Mapping[str, int],
    questions: Mapping[str, int],
    meaning: Mapping[str, str],
    given: Collection[str] = (),
) -> tuple[dict[str, Role], list[str]]:
    """The roles that a source itself settles, and sentences about those that stay open.

    *counts* are turns by label, *questions* the turns of each label that ask, *meaning* is the legend, *given* are labels
    whose role the user gives anyway. A role is settled by a legend line or a whole word; beside an interviewer, those
    that a legend calls by one and the same other word (students) are the respondents. Where exactly two speak and one is
    settled as interviewer or respondent, the other one is its counterpart.
    """
    roles: dict[str, Role] = {}
    by_key = {label_key(key): word for key, word in meaning.items()}
    strangers: dict[str, str] = {}
    everybody = counts
    counts = {label: number for label, number in counts.items() if not _of_several(label, everybody)}
    for label in counts:
        key = label_key(label)
        word = by_key.get(key) or by_key.get(key.rstrip("0123456789 "), "")
        role = (role_of_word(word) if word else None) or role_of_word(label)
        if role:
            roles[label] = role
        elif word:
            strangers[label] = label_key(word)
    if "interviewer" in roles.values() and len(set(strangers.values())) == 1:
        roles.update(dict.fromkeys(strangers, "respondent"))
    warnings: list[str] = []
    open_labels = [label for label in counts if label not in roles]
    if len(counts) == 2 and len(open_labels) == 1:
        known = next(iter(roles))
        counterpart: dict[Role, Role] = {"interviewer": "respondent", "respondent": "interviewer"}
        if roles[known] in counterpart:
            label = open_labels.pop()
            roles[label] = counterpart[roles[known]]
            if label_key(label) not in {label_key(other) for other in given}:
                warnings.append(
                    f"{label} is taken as {roles[label]}, because {known} is the only other speaker; "
                    f"--role {_quoted(label, 'ROLE')} changes it."
                )
    for label in everybody.keys() - counts.keys():
        if (role := _common_role(label, roles)) is not None:
            roles[label] = role
    known_given = {label_key(label) for label in given}
    open_labels = [label for label in everybody if label not in roles and label_key(label) not in known_given]
    if open_labels:
        warnings.append(_open_sentence(open_labels, everybody, questions))
    return {label: roles[label] for label in everybody if label in roles}, warnings


def _of_several(label: str, labels: Collection[str]) -> bool:
    """Whether a label stands for several people: a word for all, or one that names others of the labels."""
    if said_together(label):
        return True
    parts = joint_parts(label)
    keys = {label_key(other) for other in labels}
    return bool(parts) and any(label_key(part) in keys or role_of_word(part) for part in parts)


def _common_role(label: str, roles: Mapping[str, Role]) -> Role | None:
    """The role that all whom a label names have; None where they differ, or one of them has none."""
    by_key = {label_key(known): role for known, role in roles.items()}
    found = {by_key.get(label_key(part)) or role_of_word(part) for part in joint_parts(label)}
    return found.pop() if len(found) == 1 else None


def _quoted(label: str, role: str) -> str:
    pair = f"{label}={role}"
    return f'"{pair}"' if re.search(r"[^\w=.-]", pair) else pair


def _turns(number: int) -> str:
    return "1 turn" if number == 1 else f"{number} turns"


def _open_sentence(labels: Sequence[str], counts: Mapping[str, int], questions: Mapping[str, int]) -> str:
    """What to say of speakers without a role; a high rate of questions is a hint, never a role."""
    labels = sorted(labels, key=lambda label: -counts[label])
    shown = ", ".join(f"{label} ({_turns(counts[label])})" for label in labels[:8])
    more = f" and {len(labels) - 8} more" if len(labels) > 8 else ""
    rates = {label: questions.get(label, 0) / counts[label] for label in labels}
    asking = max(labels, key=lambda label: rates[label])
    advice = "give " + " ".join(f"--role {_quoted(label, 'ROLE')}" for label in labels[:3])
    others = [label for label in labels if label != asking]
    if rates[asking] >= 0.4 and all(rates[label] <= rates[asking] / 2 for label in others):
        advice = (
            f"{asking} asks in {rates[asking]:.0%} of its turns; if that is the interviewer, give "
            f"--role {_quoted(asking, 'interviewer')}"
        )
        if len(others) == 1:
            advice += f" --role {_quoted(others[0], 'respondent')}"
    return f"Whose role is what is not settled for {shown}{more}: {advice}."
