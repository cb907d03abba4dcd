"""JSON from outside: bounded, without traps, and told apart by what it holds."""

from __future__ import annotations

import json

from qualcode.errors import FileError
from qualcode.transcripts.format import Request
from qualcode.transcripts.plain import decoded

__all__ = ["is_json", "load_json", "one_line"]

_LIMIT = 32 * 1024 * 1024
_PIECES = 1_000_000
"""Objects and lists in one file; a hundred hours of words with times have fewer."""


def load_json(request: Request) -> tuple[object, list[str]]:
    """What a JSON file holds, and sentences about its encoding.

    Raises :class:`~qualcode.errors.FileError` where it is too large, too deeply nested, damaged or no JSON.
    """
    name = request.name
    if len(request.data) > _LIMIT:
        raise FileError(
            f"{name} is refused: JSON of more than {_LIMIT // 2**20} MiB is not read; split the file."
        )
    text, warnings = decoded(request)
    if text.count("{") + text.count("[") > _PIECES:
        raise FileError(f"{name} is refused: it holds more than {_PIECES:,} objects and lists.")
    try:
        return json.loads(text, strict=False), warnings
    except json.JSONDecodeError as error:
        raise FileError(
            f"{name} is damaged: its JSON breaks off or is wrong in line {error.lineno}. Export it again."
        ) from None
    except (ValueError, RecursionError):
        raise FileError(
            f"{name} is refused: its JSON is nested too deeply or holds a number that is too large."
        ) from None


def is_json(request: Request) -> bool:
    """Whether a file holds a list or an object of JSON, one that is nested too deeply to be read among them."""
    text = decoded(request)[0].strip()
    if not text.startswith(("[", "{")) or len(request.data) > _LIMIT:
        return False
    try:
        json.loads(text, strict=False)
    except json.JSONDecodeError:
        return False
    except (ValueError, RecursionError):
        return True
    return True


def one_line(text: str) -> str:
    """Text as one line, without marks of byte order."""
    return " ".join(text.replace("\ufeff", "").split())
