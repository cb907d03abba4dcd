"""The README's tables of keys and commands, made from the program itself; ``python -m tests.readme_tables`` writes them anew."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

README = Path(__file__).resolve().parent.parent / "README.md"


def commands() -> str:
    """One row a command, groups with their subcommands."""
    import typer

    from qualcode.cli.app import app

    rows = []
    root: Any = typer.main.get_command(app)
    for name, command in root.commands.items():
        if hasattr(command, "commands"):
            rows += [(f"{name} {sub}", inner) for sub, inner in command.commands.items()]
        else:
            rows.append((name, command))
    lines = ["| command | does |", "|---|---|"]
    for name, command in rows:
        words = [p.metavar or p.name.upper() for p in command.params if p.param_type_name == "argument"]
        summary = (command.help or "").strip().split("\n\n")[0].replace("\n", " ")
        lines.append(
            f"| `{' '.join([name, *words])}` | {summary} |".replace(
                "|new|adopt|list", "\\|new\\|adopt\\|list"
            )
        )
    return "\n".join(lines)


def keys() -> str:
    """The table of keys."""
    from qualcode.tui.actions import key_table

    return key_table().strip()


def renewed(text: str) -> str:
    """The README with both tables made anew."""
    for name, table in (("keys", keys()), ("commands", commands())):
        text = re.sub(
            rf"<!-- {name} -->.*<!-- /{name} -->",
            lambda _, n=name, t=table: f"<!-- {n} -->\n{t}\n<!-- /{n} -->",
            text,
            flags=re.DOTALL,
        )
    return text


if __name__ == "__main__":
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")
