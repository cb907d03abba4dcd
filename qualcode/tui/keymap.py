"""The user's own keys: a small TOML file in the configuration folder, read once at the start."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_config_path
from textual.binding import Binding

from qualcode.errors import FormatError
from qualcode.tui.actions import ACTIONS, START_ACTIONS

__all__ = ["keymap_file", "normal_key", "read_keymap"]

MAX_SIZE = 100_000
"""Bytes; a keymap has a few lines."""


def keymap_file() -> Path:
    """Where the keymap is looked for: ``keys.toml`` in the user's configuration folder."""
    return user_config_path("qualcode", appauthor=False) / "keys.toml"


def normal_key(key: str) -> str:
    """A key as key events spell it: ``?`` becomes ``question_mark``.

    >>> normal_key("?"), normal_key("Ctrl+Z"), normal_key("T")
    ('question_mark', 'ctrl+z', 'T')
    """
    key = key.strip() or "space"
    if key == ",":
        return "comma"
    if len(key) > 1:
        return key.lower()
    return next(iter(Binding.make_bindings([Binding(key, "noop")]))).key


def read_keymap(path: Path | None = None) -> dict[str, tuple[str, ...]]:
    """The keys that the user gave to actions, by the action's id; empty where there is no file.

    A line reads ``"turn.next" = "t"`` or ``"code.apply" = ["c", "enter"]``.
    Raises :class:`~qualcode.errors.FormatError` for broken TOML, unknown actions and anything that is no key.
    """
    path = keymap_file() if path is None else path
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise FormatError(f"The keymap {path.name} cannot be read: {error.strerror}.") from None
    if len(data) > MAX_SIZE:
        raise FormatError(f"The keymap {path.name} is larger than {MAX_SIZE} bytes; it is not read.")
    import tomllib

    try:
        table = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FormatError(f"The keymap {path.name} is not valid TOML: {error}.") from None
    known = {action.id for action in (*ACTIONS, *START_ACTIONS)}
    keymap: dict[str, tuple[str, ...]] = {}
    for name, value in table.items():
        if name not in known:
            raise FormatError(
                f"The keymap {path.name} names an unknown action “{name}”; the help screen lists them. "
                'Action names stand in quotes: "turn.next" = "t".'
            )
        keys = [value] if isinstance(value, str) else value
        if not isinstance(keys, list) or not keys or not all(isinstance(key, str) and key for key in keys):
            raise FormatError(f"The keymap {path.name} gives “{name}” no key; write a key or a list of keys.")
        keymap[name] = tuple(normal_key(key) for key in keys)
    return keymap
