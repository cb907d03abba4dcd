"""The voice of a report in one language: sentences by key, counted nouns, numbers, dates, lists, sorting."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from qualcode.errors import InputError
from qualcode.model.frameworks import language_of
from qualcode.reports.blocks import Content, Inline, Text
from qualcode.reports.wording import cs, en, sv
from qualcode.reports.wording.areas import AREAS, LANGUAGE_ORDER
from qualcode.reports.wording.sorting import Key, sort_key

__all__ = ["LANGUAGES", "Words"]

CATALOGUES = {"en": en, "cs": cs, "sv": sv}
LANGUAGES: tuple[str, ...] = tuple(CATALOGUES)
SENTENCES: dict[str, dict[str, str]] = {
    language: catalogue.SENTENCES
    | {key: texts[LANGUAGE_ORDER.index(language)] for area in AREAS for key, texts in area.items()}
    for language, catalogue in CATALOGUES.items()
}
"""Every sentence by language and key."""
NO_BREAK = "\u00a0"
MINUS = "\u2212"
PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Words:
    """Everything a report says in one language.

    Raises :class:`~qualcode.errors.InputError` for a language without a catalogue.
    """

    def __init__(self, language: str) -> None:
        if language not in CATALOGUES:
            raise InputError(
                f"Reports are written in {', '.join(LANGUAGES)}; there is no wording for “{language}”."
            )
        self.language = language
        self._catalogue = CATALOGUES[language]
        self._sentences = SENTENCES[language]
        self.quotation_marks: tuple[str, str] = self._catalogue.QUOTATION_MARKS
        self.inner_marks: tuple[str, str] = self._catalogue.INNER_MARKS

    def __call__(self, key: str, **values: object) -> str:
        """The sentence or label of a key with its values filled in."""
        template = self._sentences[key]
        return PLACEHOLDER.sub(lambda match: str(values[match[1]]), template) if values else template

    def known(self, key: str, otherwise: str) -> str:
        """The words of a key without values, else ``otherwise``: for names that come from the study, or from a newer program."""
        return self._sentences.get(key, otherwise)

    def content(self, key: str, **values: Inline | str | Content) -> Content:
        """A sentence whose values may be cross-references, links or citations, or several of these."""
        out: list[Inline] = []
        for number, piece in enumerate(PLACEHOLDER.split(self._sentences[key])):
            if number % 2 == 0:
                if piece:
                    out.append(Text(piece))
            else:
                value = values[piece]
                out += (
                    value if isinstance(value, tuple) else (Text(value) if isinstance(value, str) else value,)
                )
        return tuple(out)

    def number(self, value: float, decimals: int = 2) -> str:
        """A number with the decimal mark of the language, a real minus sign and grouped thousands."""
        rounded = round(value, decimals)
        text = f"{abs(rounded):,.{decimals}f}"
        if decimals == 1 and text.endswith(".0"):
            text = text[:-2]
        group, mark = (",", ".") if self.language == "en" else (NO_BREAK, ",")
        text = text.replace(",", "\0").replace(".", mark).replace("\0", group)
        return MINUS + text if rounded < 0 else text

    def percent(self, share: float) -> str:
        """A share of 1 in whole per cent."""
        return self.number(share * 100, 0) + ("%" if self.language == "en" else f"{NO_BREAK}%")

    def span(self, low: float, high: float, decimals: int, *, words: bool = False) -> str:
        """A range: with a dash, or with a word between where numbers may be negative."""
        between = f" {self('range.to')} " if words else "–"
        return self.number(low, decimals) + between + self.number(high, decimals)

    def levels(self, low: int, high: int) -> str:
        """An expected range on a 1-5 scale."""
        return str(low) if low == high else f"{low}–{high}"

    def of(self, part: int, whole: int) -> str:
        """A count against its whole, such as ``7 of 10``; never a percentage."""
        return self("count.of", part=self.number(part, 0), whole=self.number(whole, 0)).replace(" ", NO_BREAK)

    def count(self, number: int, noun: str) -> str:
        """A number with its noun in the right form, such as ``3 respondents``."""
        forms: tuple[str, ...] = self._catalogue.NOUNS[noun]
        if self.language == "cs":
            form = forms[0] if number == 1 else forms[1] if 2 <= number <= 4 else forms[2]
        else:
            form = forms[0] if number == 1 else forms[1]
        return self.number(number, 0) + NO_BREAK + form

    def join(self, items: Sequence[str], word: str = "and", *, separator: str = ", ") -> str:
        """Items as a list in running text, ``word`` (and, or) before the last."""
        if len(items) < 2:
            return "".join(items)
        if separator != ", ":
            return separator.join(items)
        return separator.join(items[:-1]) + f" {self(f'list.{word}')} {items[-1]}"

    def label(self, labels: Mapping[str, str]) -> str:
        """A label in this language, else in English, else in whichever there is."""
        return labels.get(self.language) or labels.get("en") or next(iter(labels.values()), "–")

    def foreign(self, texts: Mapping[str, object]) -> str:
        """The language to mark the text found for this report with; empty where it is the report's own or not known."""
        found = language_of(texts, self.language)
        return "" if found == self.language else found

    def attribute(self, name: str) -> str:
        """The name of an attribute as a heading: known ones translated, others with spaces for underscores."""
        known: dict[str, str] = self._catalogue.ATTRIBUTES
        shown = known.get(name.casefold().replace(" ", "_")) or name.replace("_", " ")
        return shown[:1].upper() + shown[1:]

    def group(self, name: str, attribute: str = "") -> str:
        """The name of a group of respondents, also of those without a value."""
        shown = self("group.none") if name in ("", "—") else name
        return f"{attribute}: {shown}" if attribute else shown

    def domain(self, name: str) -> str:
        """The heading of a domain of criteria."""
        return self._sentences.get(f"domain.{name}", name)

    def language_name(self, code: str) -> str:
        """The name of a language; its code where it has none here."""
        return str(self._catalogue.LANGUAGES.get(code, code))

    def date(self, moment: str) -> str:
        """An ISO 8601 moment as a date in words; what is no date comes back as it is."""
        try:
            found = datetime.fromisoformat(moment)
        except ValueError:
            return moment
        month = self._catalogue.MONTHS[found.month - 1]
        day = f"{found.day}." if self.language == "cs" else str(found.day)
        return f"{day}{NO_BREAK}{month} {found.year}"

    def short_date(self, moment: str) -> str:
        """An ISO 8601 moment as a date for a table, such as ``22 Nov 2026``; what is no date comes back as it is."""
        try:
            found = datetime.fromisoformat(moment)
        except ValueError:
            return moment
        if self.language == "sv":
            return f"{found:%Y-%m-%d}"
        if self.language == "cs":
            return NO_BREAK.join((f"{found.day}.", f"{found.month}.", str(found.year)))
        return NO_BREAK.join(
            (str(found.day), str(self._catalogue.MONTHS[found.month - 1])[:3], str(found.year))
        )

    def moment(self, moment: str) -> str:
        """An ISO 8601 moment with date and time of day, UTC."""
        try:
            return datetime.fromisoformat(moment).strftime("%Y-%m-%d %H:%M")
        except ValueError:
            return moment

    def sort_key(self, text: str) -> Key:
        """The key by which names are sorted in this language."""
        return sort_key(text, self.language)
