"""The three themes: dark, light and high contrast; the last choice is remembered."""

from __future__ import annotations

from pathlib import Path

from textual.theme import Theme

from qualcode.resources import state_folder

__all__ = ["DEFAULT", "THEMES", "recall", "remember"]

DARK = Theme(
    name="dark",
    primary="#7FA7C9",
    secondary="#8FB8A8",
    accent="#E0B070",
    warning="#E0B070",
    error="#E08585",
    success="#8FC098",
    foreground="#D9D6CF",
    background="#17191C",
    surface="#1D2024",
    panel="#24282D",
    dark=True,
    variables={
        "block-cursor-background": "#33465A",
        "block-cursor-foreground": "#F2EFE8",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#2A2F35",
        "block-cursor-blurred-foreground": "#D9D6CF",
        "muted": "#8F959C",
        "hit": "#8A7420",
        "hit-current": "#F0D060",
        "selection": "#35597A",
        "scrollbar": "#33383E",
        "scrollbar-hover": "#454B53",
        "scrollbar-active": "#5A6570",
        "scrollbar-background": "#17191C",
        "scrollbar-background-hover": "#17191C",
        "scrollbar-background-active": "#17191C",
    },
)
LIGHT = Theme(
    name="light",
    primary="#2F6690",
    secondary="#3C7A65",
    accent="#9A5B00",
    warning="#9A5B00",
    error="#A83232",
    success="#2F7040",
    foreground="#26282B",
    background="#FAF8F4",
    surface="#F3F0EA",
    panel="#E9E5DD",
    dark=False,
    variables={
        "block-cursor-background": "#CFE0EE",
        "block-cursor-foreground": "#16181A",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#E6E2DA",
        "block-cursor-blurred-foreground": "#26282B",
        "muted": "#696E73",
        "hit": "#FFE9A0",
        "hit-current": "#E9B400",
        "selection": "#B5D3EC",
        "scrollbar": "#D5D0C6",
        "scrollbar-hover": "#C2BCB0",
        "scrollbar-active": "#A9A398",
        "scrollbar-background": "#FAF8F4",
        "scrollbar-background-hover": "#FAF8F4",
        "scrollbar-background-active": "#FAF8F4",
    },
)
CONTRAST = Theme(
    name="high contrast",
    primary="#FFFFFF",
    secondary="#FFFF00",
    accent="#FFFF00",
    warning="#FFFF00",
    error="#FF9090",
    success="#90FF90",
    foreground="#FFFFFF",
    background="#000000",
    surface="#000000",
    panel="#000000",
    dark=True,
    variables={
        "block-cursor-background": "#FFFF00",
        "block-cursor-foreground": "#000000",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#404040",
        "block-cursor-blurred-foreground": "#FFFFFF",
        "muted": "#D0D0D0",
        "hit": "#806000",
        "hit-current": "#FFFF00",
        "selection": "#0050C0",
        "border": "#FFFFFF",
        "scrollbar": "#FFFFFF",
        "scrollbar-background": "#303030",
    },
)
THEMES = (DARK, LIGHT, CONTRAST)
DEFAULT = DARK.name


def _file() -> Path:
    return state_folder() / "theme"


def recall() -> str:
    """The name of the theme that was chosen last."""
    try:
        name = _file().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError):
        return DEFAULT
    return name if any(theme.name == name for theme in THEMES) else DEFAULT


def remember(name: str) -> None:
    """Keep the choice of a theme; where that cannot be written, it holds for this session only."""
    try:
        _file().parent.mkdir(parents=True, exist_ok=True)
        _file().write_text(name + "\n", encoding="utf-8")
    except OSError:
        return
