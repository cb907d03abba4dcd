"""Cases and their attributes from the names of files, by a pattern such as ``{case}_{facility}_{date}``."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath

from qualcode.errors import InputError
from qualcode.text.names import clean_name, name_key, readable

__all__ = ["Fitting", "NamePattern"]

EXAMPLE = "{case}_{facility}_{date}"
_FIELD = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Fitting:
    """What the name of one file says."""

    case: str
    """The case's label."""
    attributes: dict[str, str]
    """Values of the case by the names in the pattern."""


@dataclass(frozen=True, slots=True)
class NamePattern:
    """A pattern that was checked; made by :meth:`read`."""

    written: str
    fields: tuple[str, ...]
    """Names in braces, in their order; the one of the case is ``case``."""
    between: tuple[re.Pattern[str], ...]
    """What stands before the first field, between two of them, and behind the last one."""

    @classmethod
    def read(cls, written: str) -> NamePattern:
        """Check a pattern: names in braces, one of them ``{case}``, with other characters between any two of them.

        Raises :class:`~qualcode.errors.InputError` naming what is wrong with it.

        >>> NamePattern.read("{case}_{facility}").fields
        ('case', 'facility')
        """
        said = f"The pattern “{written}”"
        pieces = _FIELD.split(unicodedata.normalize("NFC", written.strip()))
        literals, names = pieces[::2], pieces[1::2]
        if any("{" in text or "}" in text for text in literals):
            raise InputError(f"{said} has a brace without its counterpart; write it like {EXAMPLE}.")
        fields: list[str] = []
        for name in names:
            if not name.strip():
                raise InputError(
                    f"{said} has braces with nothing in them; write the attribute’s name, as in {EXAMPLE}."
                )
            field = "case" if name_key(name) == "case" else clean_name(name, "attribute's name")
            if name_key(field) in map(name_key, fields):
                raise InputError(f"{said} has {{{field}}} twice; give each attribute a name of its own.")
            fields.append(field)
        if "case" not in fields:
            raise InputError(
                f"{said} has no {{case}}, so it does not say whose file it is; write it like {EXAMPLE}."
            )
        for before, text, after in zip(fields, literals[1:], fields[1:], strict=False):
            if not text:
                raise InputError(
                    f"{said} has nothing between {{{before}}} and {{{after}}}, so nobody can tell where one ends; "
                    f"write it like {EXAMPLE}."
                )
        return cls(
            written,
            tuple(fields),
            tuple(
                re.compile(re.escape(text) + (r"\Z" if n == len(fields) else ""), re.IGNORECASE)
                for n, text in enumerate(literals)
            ),
        )

    def fit(self, file_name: str) -> Fitting | None:
        """What a file's name says without its suffix, or None where the pattern does not fit it.

        Each value is as short as the rest allows, so that the last one takes what is left.

        >>> NamePattern.read("{case}_{facility}_{date}").fit("R07_clinic north_2025-03-01.docx")
        Fitting(case='R07', attributes={'facility': 'clinic north', 'date': '2025-03-01'})
        >>> NamePattern.read("{case}_{date}").fit("notes.txt") is None
        True
        """
        stem = unicodedata.normalize("NFC", PurePath(readable(file_name)).stem)
        opening = self.between[0].match(stem.strip())
        if opening is None:
            return None
        found, place = [], opening.end()
        for text in self.between[1:]:
            following = text.search(opening.string, place + 1)
            if following is None:
                return None
            found.append(opening.string[place : following.start()])
            place = following.end()
        values = dict(zip(self.fields, (" ".join(value.split()) for value in found), strict=True))
        if not all(values.values()):
            return None
        return Fitting(clean_name(values.pop("case"), "case label"), values)
