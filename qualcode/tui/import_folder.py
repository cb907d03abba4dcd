"""The folder from which was imported last; kept with the user's settings, not in the study, which others may read."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_state_path

__all__ = ["recall", "remember"]


def _file() -> Path:
    return user_state_path("qualcode", appauthor=False) / "import-folder"


def recall() -> Path:
    """The folder used last, if it is still there, else the present one."""
    try:
        folder = Path(_file().read_text(encoding="utf-8").rstrip("\n"))
        if folder.is_absolute() and folder.is_dir():
            return folder
    except (OSError, ValueError):
        pass
    return Path.cwd()


def remember(folder: Path) -> None:
    """Keep the folder; where that cannot be written, the next import begins where this one did."""
    try:
        _file().parent.mkdir(parents=True, exist_ok=True)
        _file().write_text(f"{folder.resolve()}\n", encoding="utf-8")
    except (OSError, UnicodeError):
        return
