"""Which text of a codebook that came back stands at which place of the study."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cached_property

from qualcode.exchange.review import ReturnedText
from qualcode.model.codes import KINDS
from qualcode.model.review_marks import ORDER, OTHERS, code_place, place_of, tokens_in
from qualcode.model.reviews import CODE_FIELDS, Matched
from qualcode.study.reviews import text_hash
from qualcode.text.names import name_key
from qualcode.workflows.returned_context import Context

__all__ = ["Bindings"]

EMPTY = text_hash("")
CITATION = re.compile(r"\[[^\[\]\n]+:(\d{1,15})\]")
ALIKE = 0.6
"""Share of words that a text must have in common with a definition to be taken for it."""
COMMON = 40
"""Definitions with a word from which on it tells nothing about which of them is meant."""
ABOVE = 4
"""Paragraphs above a definition among which its heading is looked for."""
SHORTEST = 3
"""Words that a text must have to be matched with one that differs."""


class Bindings:
    """Which text of a codebook that came back stands at which place of the study: by marks, labels, names, equal words, like words."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.texts = context.returned.texts
        self.contents = context.contents
        self.at: dict[str, int] = {}
        """Number of the text at each place."""
        self.how: dict[str, Matched] = {}
        self.holds: dict[int, list[str]] = {}
        """Places by number of the text."""
        self.instead: dict[str, str] = {}
        """What a place says, where the text holds more than that."""
        self.gone: dict[str, int] = {}
        self.by_hash: dict[str, list[str]] = defaultdict(list)
        for file in context.written:
            for place, digest in file.items():
                if place not in (OTHERS, ORDER) and digest != EMPTY and place not in self.by_hash[digest]:
                    self.by_hash[digest].append(place)
        for place, digests in context.former_names.items() if context.review is None else ():
            for digest in digests:
                if place in self.contents and place not in self.by_hash[digest]:
                    self.by_hash[digest].append(place)
        self.withheld = {number for number, text in enumerate(self.texts) if self.holds_withdrawn(text)}
        """Texts that hold words of a respondent who withdrew."""
        self.rows = context.rows
        self.bind_by_marks()
        self.bind_by_words(alone=True)
        self.bind_names()
        self.nearest = self.codes_around()
        self.bind_by_labels()
        self.bind_by_words(alone=False)
        self.bind_alike()

    def holds_withdrawn(self, text: ReturnedText) -> bool:
        """Whether a text is a quotation of a respondent who withdrew, by its mark or by its citation."""
        if not self.context.anybody_withdrew:
            return False
        spots = [place_of(place) for place in text.places] if self.context.trusted else []
        numbers = {spot.quotation for spot in spots if spot is not None and spot.quotation is not None}
        numbers |= {int(number) for number in CITATION.findall(f"{text.before}\n{text.text}")}
        return any(self.context.is_withdrawn(number) for number in numbers)

    def bind(self, place: str, number: int, how: Matched) -> None:
        """Say that a text of the file stands at a place."""
        self.at[place] = number
        self.how[place] = how
        self.holds.setdefault(number, []).append(place)

    def free(self, number: int) -> bool:
        """Whether a text says something and stands at no place yet."""
        text = self.texts[number]
        said = bool(text.text.strip() or text.before.strip())
        return said and number not in self.holds and number not in self.withheld and not text.gone

    def bind_by_marks(self) -> None:
        """Take the places that the file marks."""
        if not self.context.trusted:
            return
        for first, text in enumerate(self.texts):
            for place in text.places:
                number = self.beside_label(first, place)
                if place in self.contents and number not in self.withheld:
                    if text.gone:
                        self.gone.setdefault(place, number)
                    elif place not in self.at:
                        self.bind(place, number, "id")
                        spot, labelled = place_of(place), self.labelled(text)
                        if spot is not None and labelled is not None and labelled[0] == spot.field:
                            self.instead[place] = labelled[1]

    def beside_label(self, number: int, place: str) -> int:
        """The cell beside a label that bears the mark of its field, as it does where Word widened the mark to the row; else the text itself."""
        text, spot = self.texts[number], place_of(place)
        if text.row is None or text.column > 0 or spot is None or spot.field in ("", "name"):
            return number
        return next((i for i in self.rows[text.row] if self.texts[i].column == 1), number)

    def bind_by_words(self, *, alone: bool) -> None:
        """Take texts that are word for word what stood at a place, with ``alone`` at a single one; names only outside of tables."""
        for number, text in enumerate(self.texts):
            if not self.free(number):
                continue
            for words in (text.text, text.before):
                places = [
                    place
                    for place in self.by_hash.get(text_hash(words), ())
                    if place not in self.at and (text.row is None or not place.endswith("_name"))
                ]
                if places and not (alone and len(places) > 1):
                    wanted = [place for place in places if place.endswith("_name") == text.heading]
                    self.bind((wanted or places)[0], number, "text")
                    break

    def bind_names(self) -> None:
        """Take the heading right before the definition of a code for its name, where the name was typed anew and its mark went with the old one."""
        first: dict[int, int] = {}
        for number, text in enumerate(self.texts):
            if text.row is not None:
                first.setdefault(text.row[0], number)
        for table, code_id in self.codes_of_tables().items():
            place = code_place(code_id, "name")
            if place in self.at or place not in self.contents:
                continue
            for number in range(first[table] - 1, max(first[table] - ABOVE, 0) - 1, -1):
                if self.texts[number].row is not None or number in self.holds:
                    break
                if self.texts[number].heading and self.free(number):
                    self.bind(place, number, "text")
                    break

    def codes_around(self) -> list[int | None]:
        """For every text the code under whose name it stands, None under a heading that is none of ours."""
        table_codes = self.codes_of_tables()
        around: list[int | None] = []
        current: int | None = None
        for number, text in enumerate(self.texts):
            named = [
                found.code_id
                for place in self.holds.get(number, ())
                if (found := place_of(place)) is not None and found.field == "name"
            ]
            if named:
                current = named[0]
            elif (text.heading and text.text.strip() and not text.gone) or tokens_in(text.text):
                current = None
            around.append(table_codes.get(text.row[0], current) if text.row is not None else current)
        return around

    def codes_of_tables(self) -> dict[int, int]:
        """The code whose definition most cells of a table belong to."""
        votes: dict[int, Counter[int]] = defaultdict(Counter)
        for number, places in self.holds.items():
            row = self.texts[number].row
            for place in places:
                found = place_of(place)
                if row is not None and found is not None and found.code_id is not None:
                    votes[row[0]][found.code_id] += 1
        return {table: count.most_common(1)[0][0] for table, count in votes.items()}

    @cached_property
    def openings(self) -> tuple[str, ...]:
        """How the lines begin that say other things in every file: the date under the title, and kind, counts and state of a code."""
        from qualcode.reports.wording import LANGUAGES, Words

        kinds = (Words(language)(f"review.kind.{kind}") for language in LANGUAGES for kind in KINDS)
        return (f"{self.context.study.title}, ", *(f"{kind}; " for kind in kinds))

    @cached_property
    def labels(self) -> dict[str, str]:
        """Fields by what their labels say, in every language."""
        from qualcode.reports.wording import LANGUAGES, Words

        return {
            name_key(Words(language)(f"review.field.{field}")): field
            for language in LANGUAGES
            for field in CODE_FIELDS
        }

    def bind_by_labels(self) -> None:
        """Take texts beside the label of a field, or behind it, under the name of a code."""
        for numbers in self.rows.values():
            for number in numbers[1:]:
                field = self.labels.get(name_key(self.texts[numbers[0]].text))
                if field is not None and number not in self.holds and not self.texts[number].gone:
                    self.bind_field(field, number)
        for number, text in enumerate(self.texts):
            labelled = self.labelled(text) if self.free(number) else None
            if labelled is not None:
                place = self.bind_field(labelled[0], number)
                if place is not None:
                    self.instead[place] = labelled[1]

    def labelled(self, text: ReturnedText) -> tuple[str, str] | None:
        """The field and what is said of it in a paragraph that begins with its label, as those of a table do that was made into text."""
        if text.row is not None:
            return None
        tabbed = text.text.partition("\t")
        label, parted, rest = tabbed if tabbed[1] else text.text.partition(": ")
        field = self.labels.get(name_key(label)) if parted else None
        return (field, rest) if field is not None else None

    def bind_field(self, field: str, number: int) -> str | None:
        """Say that a text is a field of the code under whose name it stands."""
        code_id = self.nearest[number]
        place = code_place(code_id, field) if code_id is not None else ""
        if place not in self.contents or place in self.at:
            return None
        self.bind(place, number, "text")
        return place

    def bind_alike(self) -> None:
        """Take texts that have most words in common with the definition that a place has now."""
        lost: dict[str, Counter[str]] = {}
        holding: dict[str, list[str]] = defaultdict(list)
        for place in self.contents:
            spot = place_of(place)
            if place in self.at or place in self.gone or spot is None or spot.code_id is None:
                continue
            code = self.context.codes.get(spot.code_id)
            words = Counter(name_key(getattr(code, spot.field)).split()) if code and spot.field else Counter()
            if words.total() >= SHORTEST:
                lost[place] = words
                for word in words:
                    holding[word].append(place)
        if not lost:
            return
        for number, text in enumerate(self.texts):
            words = Counter(name_key(text.text).split())
            if words.total() < SHORTEST or not self.free(number) or self.is_known(text):
                continue
            near = Counter(
                place for word in words for place in holding.get(word, ())[:COMMON] if place not in self.at
            )
            shares = [
                (2 * (words & lost[place]).total() / (words.total() + lost[place].total()), place)
                for place, _ in near.most_common(5)
            ]
            share, place = max(shares, default=(0.0, ""))
            if share >= ALIKE:
                self.bind(place, number, "text")

    def is_known(self, text: ReturnedText) -> bool:
        """Whether a text was printed in the file when it was written, beside the places or at another one."""
        digest = text_hash(text.text)
        if digest[:16] in self.context.known or digest in self.by_hash or tokens_in(text.text):
            return True
        return self.context.review is None and text.text.startswith(self.openings)
