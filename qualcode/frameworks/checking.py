"""From YAML to a checked schema: what pydantic finds is said as a sentence with file, line and column."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from qualcode.errors import FormatError
from qualcode.formats.gate_yaml import Yaml, load_yaml

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

__all__ = ["check", "faults", "kind_of", "refuse_duplicates"]

_Schema = TypeVar("_Schema", bound="BaseModel")
_Path = tuple[str | int, ...]


def check(text: str, name: str, schema: type[_Schema]) -> tuple[_Schema, Yaml]:
    """Read a YAML text and check it against a schema.

    Raises :class:`~qualcode.errors.FormatError` for the first thing that is wrong, by its place in the file.
    """
    from pydantic import ValidationError

    yaml = _loaded(text, name)
    try:
        return schema.model_validate(yaml.data), yaml
    except ValidationError as error:
        raise _said(yaml, error)[0] from None


def faults(text: str, name: str, schema: type[BaseModel]) -> tuple[FormatError, ...]:
    """Everything in which a YAML text departs from a schema, in the order of the file; empty where nothing does."""
    from pydantic import ValidationError

    yaml = _loaded(text, name)
    try:
        schema.model_validate(yaml.data)
    except ValidationError as error:
        return tuple(_said(yaml, error))
    return ()


def _loaded(text: str, name: str) -> Yaml:
    yaml = load_yaml(text, name)
    if not isinstance(yaml.data, dict):
        raise yaml.error("the file must hold keys and values, such as “format: qualcode-model/1”")
    _refuse_newer(yaml)
    return yaml


def _said(yaml: Yaml, error: ValidationError) -> list[FormatError]:
    found = [_say(yaml, each) for each in error.errors(include_url=False)]
    return sorted(found, key=lambda each: (each.line or 0, each.column or 0))


def _refuse_newer(yaml: Yaml) -> None:
    """Refuse a file of a version that a later qualcode has brought; its name and number stand in the line ``format``."""
    from qualcode.frameworks.schema import FORMATS

    given = yaml.data.get("format") if isinstance(yaml.data, dict) else None
    kind, slash, number = given.partition("/") if isinstance(given, str) else ("", "", "")
    versions = {known: int(version) for known, _, version in (each.partition("/") for each in FORMATS)}
    if slash and number.isdecimal() and number.isascii() and kind in versions:
        newest = versions[kind]
        if int(number[:9]) > newest:
            raise yaml.error(
                f"the file is of the format {kind}/{number}, which a newer qualcode has brought; this one reads {kind}/{newest}. "
                "Update qualcode, or ask for the file in the older format",
                ("format",),
            )


def kind_of(text: str, name: str) -> tuple[str, type[Any]]:
    """The kind of a file (criteria, sources, model, process, codebook) and its schema, from its ``format`` line."""
    from qualcode.frameworks.schema import FORMATS

    yaml = load_yaml(text, name)
    given = yaml.data.get("format") if isinstance(yaml.data, dict) else None
    if not isinstance(given, str):
        raise yaml.error("the line “format:” is missing; begin a model file with “format: qualcode-model/1”")
    _refuse_newer(yaml)
    if given not in FORMATS:
        raise yaml.error(f"the format “{given}” is not known; possible are {', '.join(FORMATS)}", ("format",))
    return FORMATS[given]


def refuse_duplicates(yaml: Yaml, names: Iterable[tuple[str, _Path]], what: str) -> None:
    """Refuse a name that occurs twice; ``names`` come with their paths, in the order of the file."""
    seen: dict[str, int] = {}
    for name, path in names:
        if name in seen:
            raise yaml.error(
                f"the {what} “{name}” stands already in line {seen[name]}; give each one once", path
            )
        seen[name] = yaml.position(path)[0]


def _say(yaml: Yaml, error: Any) -> FormatError:
    path = tuple(part for part in error["loc"] if part not in ("[key]", ""))
    key = error["loc"][-1:] == ("[key]",)
    where = ".".join(str(part) for part in path) or "the file"
    given = error.get("input")
    shown = f"“{given}”" if isinstance(given, str) else "this"
    context = error.get("ctx", {})
    kind = error["type"]
    if kind == "missing":
        return yaml.error(
            f"“{path[-1]}” is missing in {'.'.join(map(str, path[:-1])) or 'the file'}", path[:-1]
        )
    if kind == "extra_forbidden":
        return yaml.error(
            f"the key “{path[-1]}” is not known here; remove it or correct its spelling", path, key=True
        )
    if kind == "literal_error":
        message = f"{shown} is not possible for “{where}”; use {context['expected'].replace(chr(39), '')}"
    elif kind in ("int_parsing", "int_type", "int_from_float"):
        message = f"{shown} is not a whole number; “{where}” needs one"
    elif kind in ("bool_parsing", "bool_type"):
        message = f"{shown} is neither true nor false; “{where}” needs one of them"
    elif kind in ("greater_than_equal", "less_than_equal"):
        message = f"{shown} is out of range for “{where}”; {_bound(kind, context)}"
    elif kind == "too_short" and path == ("criteria",) and not isinstance(given, list):
        message = "the model says nothing of any criterion yet; give at least one, such as in_vivo: {expect: [3, 4], importance: typical, basis: inferred}"
    elif kind in ("too_short", "too_long"):
        message = f"“{where}” has {context['actual_length']} entries; {_length(kind, context)} needed"
    elif kind == "string_too_short":
        message = f"“{where}” is empty; write something there"
    elif kind == "string_too_long":
        message = f"{shown} is too long for “{where}”; at most {context['max_length']} characters"
    elif kind == "string_pattern_mismatch":
        message = f"{shown} does not have the form that “{where}” needs ({context['pattern']})"
    elif kind == "value_error":
        message = f"{context['error']} (in “{where}”)" if path else str(context["error"])
    elif kind == "string_type":
        message = f"“{where}” must be a text"
    elif kind == "list_type":
        message = f"“{where}” must be a list, such as [3, 5]"
    elif kind in ("dict_type", "model_type", "model_attributes_type"):
        message = f"“{where}” must hold keys and values"
    else:
        message = f"{error['msg']} (in “{where}”)"
    return yaml.error(message, path, key=key)


def _bound(kind: str, context: dict[str, Any]) -> str:
    return f"the least is {context['ge']}" if kind == "greater_than_equal" else f"the most is {context['le']}"


def _length(kind: str, context: dict[str, Any]) -> str:
    return (
        f"at least {context['min_length']} are"
        if kind == "too_short"
        else f"no more than {context['max_length']} are"
    )
