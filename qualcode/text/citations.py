"""Citations of quotations and respondents in running text: [R07:23], (R07:23, 25), R07, č. 23, ranges, several in a bracket."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from qualcode.text.names import name_key

__all__ = ["Citation", "Citations"]

_NUMBER = r"\d{1,9}"
_SIGN = r"(?:č\.|čís\.|no\.|nr\.?|n\.|#|nº|№|citace|citát|quotation|citat)"
_LIST = rf"{_NUMBER}(?:\s?[–—-]\s?{_NUMBER})?(?:\s?,\s?{_NUMBER}(?:\s?[–—-]\s?{_NUMBER})?(?!\s?:|\d|\s?[^\W\d_]))*"
_NOUN = re.compile(
    r"^(?:respondent\w*|informant\w*|participant\w*|deltagare\w*|intervjuperson\w*|účastni\w+|účastník\w*|r|i|p|ip)[ \u00a0.]*$",
    re.I,
)
_SPANNED = 200
"""Numbers that a range may stand for at most."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation in a paragraph."""

    start: int
    """Code points of the paragraph, half open; brackets around it are part of it."""
    end: int
    case: str
    """The label as the study has it; as it is printed where the study has none like it."""
    numbers: tuple[int, ...]
    """Empty where only the respondent is named."""
    known: bool
    """Whether the study has a respondent of this label."""

    @property
    def labels(self) -> tuple[str, ...]:
        """As reports print them, such as ``R07:23``; the label alone where no number is given."""
        return tuple(f"{self.case}:{number}" for number in self.numbers) or (self.case,)


class Citations:
    """Finds citations of a study's respondents."""

    def __init__(self, labels: Iterable[str]) -> None:
        self.labels = tuple(dict.fromkeys(labels))
        self._of = {name_key(label): label for label in self.labels}
        numbered: dict[int, list[str]] = defaultdict(list)
        prefixes: dict[tuple[str, int], str] = {}
        for label in self.labels:
            found = re.fullmatch(r"(.*?)(\d+)", label)
            if found:
                numbered[int(found[2])].append(label)
                prefixes.setdefault((name_key(found[1]), int(found[2])), label)
        self._numbered = {number: found[0] for number, found in numbered.items() if len(found) == 1}
        self._prefixed = prefixes
        self._letters = {prefix for prefix, _ in prefixes if prefix.strip()}

    @cached_property
    def _label(self) -> str:
        own = "|".join(
            re.escape(label).replace(r"\ ", r"\s")
            for label in sorted(self.labels, key=lambda label: (-len(label), label))
        )
        shapes = "|".join(rf"{re.escape(prefix)}[ \u00a0]?\d{{1,5}}" for prefix in sorted(self._letters))
        nouns = r"(?:respondent\w*|informant\w*|participant\w*|deltagare|intervjuperson|účastni\w+|účastník\w*)[ \u00a0]\d{1,4}"
        return "|".join(filter(None, (own, shapes, nouns)))

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        label = self._label
        return re.compile(
            rf"(?<![\w:])(?P<label>{label})(?:\s?:\s?(?P<numbers>{_LIST})|\s?,?\s?{_SIGN}\s?(?P<listed>{_LIST})|(?![\w:]))",
            re.I,
        )

    def find(self, text: str) -> list[Citation]:
        """All citations of a paragraph with a number, and labels of respondents without one, from left to right."""
        if not self.labels:
            return []
        found = []
        for match in self._whole.finditer(text):
            given = match["numbers"] or match["listed"]
            case, known = self._case(match["label"])
            if given is None and not known:
                continue
            start, end = match.span()
            if start and text[start - 1] in "[(" and end < len(text) and text[end] in "])":
                start, end = start - 1, end + 1
            found.append(Citation(start, end, case, _numbers(given), known))
        return found

    def _case(self, printed: str) -> tuple[str, bool]:
        label = " ".join(printed.split())
        if (own := self._of.get(name_key(label))) is not None:
            return own, True
        match = re.fullmatch(r"(.*?)(\d+)", label)
        if match:
            own = self._prefixed.get((name_key(match[1]), int(match[2])))
            if own is None and _NOUN.match(match[1]):
                own = self._numbered.get(int(match[2]))
            if own is not None:
                return own, True
        return label, False


def _numbers(given: str | None) -> tuple[int, ...]:
    """The numbers of a list with ranges, each once."""
    found: list[int] = []
    for part in (given or "").split(","):
        ends = [int(number) for number in re.findall(r"\d+", part)]
        if len(ends) == 2 and ends[0] <= ends[1] < ends[0] + _SPANNED:
            found += range(ends[0], ends[1] + 1)
        else:
            found += ends
    return tuple(dict.fromkeys(found))
