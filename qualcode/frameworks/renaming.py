"""A criterion with another id, in the text of a framework file; everything else stays as its author wrote it."""

from __future__ import annotations

from qualcode.formats.gate_yaml import load_yaml
from qualcode.model.frameworks import FrameworkFile

__all__ = ["rename_criterion"]


def rename_criterion(file: FrameworkFile, old: str, new: str) -> str:
    """The text of a list of criteria, a model or a process frame in which the criterion ``old`` is called ``new``."""
    yaml = load_yaml(file.text, file.name)
    data = yaml.data if isinstance(yaml.data, dict) else {}
    places: list[tuple[int, int]] = []
    if file.kind == "model":
        cells = data.get("criteria")
        if isinstance(cells, dict) and old in cells:
            places.append(yaml.key_position(("criteria", old)))
    elif file.kind in ("criteria", "process"):
        parts, field = ("criteria", "id") if file.kind == "criteria" else ("steps", "criterion")
        items = data.get(parts)
        places += [
            yaml.position((parts, i, field))
            for i, each in enumerate(items if isinstance(items, list) else ())
            if isinstance(each, dict) and each.get(field) == old
        ]
    lines = file.text.split("\n")
    for line, column in sorted(places, reverse=True):
        text = lines[line - 1]
        start = text.index(old, column - 1)
        lines[line - 1] = text[:start] + new + text[start + len(old) :]
    return "\n".join(lines)
