"""YAML from outside: no aliases, tags or surprises; every scalar stays a string; every value knows its line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from qualcode.errors import FormatError

__all__ = ["LIMIT", "MAX_DEPTH", "Yaml", "YamlValue", "load_yaml"]

LIMIT = 5_000_000
"""Largest YAML file in bytes of UTF-8."""
MAX_DEPTH = 30
"""Deepest nesting of lists and mappings."""

YamlValue = str | list["YamlValue"] | dict[str, "YamlValue"]
"""What a YAML file holds here: strings, lists and mappings with strings as keys."""

_Path = tuple[str | int, ...]
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Yaml:
    """A YAML file that was read, with the place of each of its values."""

    name: str
    """Name of the file, for messages."""
    data: YamlValue
    """Strings, lists and mappings; an empty file is an empty string."""
    values: dict[_Path, tuple[int, int]] = field(repr=False)
    """Line and column (counted from 1) where a value begins, by its path."""
    keys: dict[_Path, tuple[int, int]] = field(repr=False)
    """The same for the key of an entry of a mapping."""

    def position(self, path: Sequence[str | int] = ()) -> tuple[int, int]:
        """Line and column (counted from 1) of the value at a path, or of the nearest one above that exists."""
        return self._nearest(self.values, tuple(path))

    def key_position(self, path: Sequence[str | int]) -> tuple[int, int]:
        """Line and column (counted from 1) of the key that ends a path; else as :meth:`position`."""
        place = self.keys.get(tuple(path))
        return place if place is not None else self.position(path)

    def error(self, message: str, path: Sequence[str | int] = (), *, key: bool = False) -> FormatError:
        """An error that says file, line and column before its message."""
        line, column = self.key_position(path) if key else self.position(path)
        return _error(self.name, message, line, column)

    @staticmethod
    def _nearest(places: dict[_Path, tuple[int, int]], path: _Path) -> tuple[int, int]:
        while path and path not in places:
            path = path[:-1]
        return places.get(path, (1, 1))


def load_yaml(text: str, name: str) -> Yaml:
    """Read a YAML text of one document.

    Aliases, anchors and tags are refused (an alias can blow up a small file), as are keys that occur twice,
    more than ``LIMIT`` bytes and nesting beyond ``MAX_DEPTH``. ``yes``, ``1.0`` and ``null`` stay the strings they are.
    Raises :class:`~qualcode.errors.FormatError` with line and column.
    """
    import yaml

    bad = _FORBIDDEN.search(text.removeprefix("\ufeff"))
    if bad is not None:
        before = text.removeprefix("\ufeff")[: bad.start()]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise _error(
            name,
            f"the character U+{ord(bad.group()):04X} cannot stand in a YAML file; remove it",
            line,
            column,
        )
    size = len(text.encode("utf-8"))
    if size > LIMIT:
        raise FormatError(f"{name}: the file has {size:,} bytes; at most {LIMIT:,} are read.")
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events = yaml.parse(text, Loader=loader)
    try:
        return _Reader(name, events).read()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = (error.problem or error.context or "this is not YAML").strip()
        place = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
        raise _error(name, f"this is not valid YAML ({what})", *place) from None
    except yaml.YAMLError as error:
        raise FormatError(f"{name}: this is not valid YAML ({error}).", line=1, column=1) from None


def _error(name: str, message: str, line: int, column: int) -> FormatError:
    stop = "" if message.endswith((".", "?", "!")) else "."
    return FormatError(f"{name}, line {line}, column {column}: {message}{stop}", line=line, column=column)


def _place(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


class _Reader:
    """Builds values from YAML's events, one pass, no constructors."""

    def __init__(self, name: str, events: Iterator[Any]) -> None:
        self.name = name
        self.events = events
        self.values: dict[_Path, tuple[int, int]] = {}
        self.keys: dict[_Path, tuple[int, int]] = {}

    def read(self) -> Yaml:
        import yaml

        data: YamlValue = ""
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.refuse(event, "a second document begins here; keep one document in a file")
                data = self.value(next(self.events), (), 0)
        return Yaml(self.name, data, self.values, self.keys)

    def refuse(self, event: Any, message: str) -> FormatError:
        return _error(self.name, message, *_place(event))

    def value(self, event: Any, path: _Path, depth: int) -> YamlValue:
        import yaml

        self.check(event, depth)
        self.values[path] = _place(event)
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[YamlValue] = []
            for item in self.events:
                if isinstance(item, yaml.SequenceEndEvent):
                    break
                items.append(self.value(item, (*path, len(items)), depth + 1))
            return items
        entries: dict[str, YamlValue] = {}
        for key in self.events:
            if isinstance(key, yaml.MappingEndEvent):
                break
            self.check(key, depth)
            if not isinstance(key, yaml.ScalarEvent):
                raise self.refuse(key, "a key must be a plain word, not a list or a mapping")
            name = str(key.value)
            if name in entries:
                raise self.refuse(key, f"the key “{name}” stands here a second time; keep one of them")
            below = (*path, name)
            self.keys[below] = _place(key)
            entries[name] = self.value(next(self.events), below, depth + 1)
        return entries

    def check(self, event: Any, depth: int) -> None:
        import yaml

        if isinstance(event, yaml.AliasEvent):
            raise self.refuse(event, f"the alias “*{event.anchor}” is not allowed; write the value out")
        if event.anchor is not None:
            raise self.refuse(
                event, f"the anchor “&{event.anchor}” is not allowed; write the value out where it is needed"
            )
        if event.tag is not None and event.tag != "!":
            raise self.refuse(event, f"the tag “{event.tag}” is not allowed; write plain text")
        if depth > MAX_DEPTH:
            raise self.refuse(event, f"lists and mappings are nested more than {MAX_DEPTH} deep")
