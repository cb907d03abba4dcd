"""Quotations as blocks: in quotation marks, in their own language, with number, source and codes, as the researcher chose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from qualcode.reports.blocks import Cite, Content, Inline, Quote, Target, Text
from qualcode.reports.illustration import OMISSION
from qualcode.reports.material import Material, Said
from qualcode.reports.wording import Words
from qualcode.text.sentences import sentences

__all__ = [
    "Quoting",
    "abridged",
    "cited",
    "cites",
    "dangling",
    "loud",
    "memo_head",
    "nested",
    "quoted",
    "shown_attributes",
]

WORD = re.compile(r"\S+")
DOUBLE = re.compile('["„“”‟«»]')
CITATION = re.compile(r"\[([^\[\]:]{1,100}):(\d{1,9})\]")


def abridged(text: str, longest: int | None, language: str) -> str:
    """A text of more than ``longest`` words, ended after a whole sentence or, where that leaves less than half, after so many words, with […].

    >>> abridged("We went there. She was not at home and nobody knew why.", 5, "en")
    'We went there. […]'
    """
    if longest is None or len(text) < 2 * longest:
        return text
    words = [match.end() for match in WORD.finditer(text)]
    if len(words) <= longest:
        return text
    stop = words[longest - 1]
    whole = [end for _, end in sentences(text, 0, len(text), language) if end <= stop]
    if whole and 2 * sum(1 for end in words if end <= whole[-1]) >= longest:
        stop = whole[-1]
    opened = text.rfind("[", 0, stop)
    if opened >= 0 and text.find("]", opened, stop) < 0:
        stop = opened
    kept = text[:stop].rstrip()
    if kept.endswith(OMISSION):
        return kept
    return f"{kept} {OMISSION}" if kept else OMISSION


def quoted(said: Said, w: Words, text: str | None = None) -> Content:
    """The words between quotation marks of the report's language, tagged with their own language."""
    opening, closing = w.quotation_marks
    words = nested(said.words if text is None else text, w)
    return (Text(opening), Text(words, language=said.language), Text(closing))


def nested(text: str, w: Words) -> str:
    """Words to be printed between quotation marks, with pairs of double marks in them as single ones.

    Where the marks are no clear pairs around words, such as signs of inches, all stay as they are.

    >>> nested("He said „yes“ and left.", Words("en"))
    'He said ‘yes’ and left.'
    """
    places = [match.start() for match in DOUBLE.finditer(text)]
    if not places or len(places) % 2:
        return text
    padded = f" {text} "
    for begin, end in zip(places[::2], places[1::2], strict=True):
        before, after = padded[begin], padded[end + 2]
        if padded[begin + 2].isspace() or padded[end].isspace():
            return text
        if not (before.isspace() or before in "([–—…") or not (after.isspace() or after in ".,;:!?…)]–—"):
            return text
    signs = list(text)
    for number, place in enumerate(places):
        signs[place] = w.inner_marks[number % 2]
    return "".join(signs)


def cites(numbers: Iterable[int], material: Material, *, most: int | None = None) -> Content:
    """Citations separated by spaces; beyond ``most`` an ellipsis."""
    known = [material.quotations[number] for number in numbers if number in material.quotations]
    out: list[Inline] = []
    for said in known[:most]:
        if out:
            out.append(Text(" "))
        out.append(Cite(said.id, said.case))
    if most is not None and len(known) > most:
        out.append(Text(" …"))
    return tuple(out)


def cited(text: str, material: Material, language: str = "") -> Content:
    """The researcher's own words, in which citations such as ``[R07:23]`` lead to their quotations where the study holds them.

    ``language`` is that of the words, where it may not be the report's.
    """
    out: list[Inline] = []
    at = 0
    for match in CITATION.finditer(text):
        said = material.quotations.get(int(match[2]))
        if said is None or said.case != match[1]:
            continue
        if match.start() > at:
            out.append(Text(text[at : match.start()], language=language))
        out.append(Cite(said.id, said.case))
        at = match.end()
    return (*out, Text(text[at:], language=language)) if at < len(text) or not out else tuple(out)


def dangling(text: str, material: Material) -> tuple[str, ...]:
    """Citations in a text that lead to no quotation of the report, such as ``[R07:999]``, each once."""
    found = (
        match[0]
        for match in CITATION.finditer(text)
        if (said := material.quotations.get(int(match[2]))) is None or said.case != match[1]
    )
    return tuple(dict.fromkeys(found))


def loud(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    """The respondents who supply more than a quarter of the quotations, and how many; nobody below four respondents."""
    if len(counts) < 4:
        return ()
    total = counts.total()
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple((case, number) for case, number in ranked if number * 4 > total)


def shown_attributes(material: Material, w: Words) -> dict[str, str]:
    """By case label what stands beside its quotations: the values of the chosen attributes.

    Where the smallest cell is chosen, nobody is described by values that fewer respondents share.
    """
    names = material.choices.show
    if names is None:
        names = (material.by,) if material.by else ()
    withheld = w("small.withheld") if material.withheld is not None else ""
    values = {
        case.label: tuple(
            value for name in names if (value := case.attributes.get(name, "").strip()) and value != withheld
        )
        for case in material.respondents
    }
    shared = Counter(values.values())
    least = material.choices.smallest_cell or 0
    return {label: ", ".join(found) for label, found in values.items() if found and shared[found] >= least}


class Quoting:
    """Prints quotations and remembers which ones already have their target, so that each number leads to one place."""

    def __init__(self, material: Material, w: Words) -> None:
        self.material = material
        self.w = w
        self.choices = material.choices
        self._seen: set[int] = set()
        self._attributes: dict[str, str] | None = None
        opening, closing = w.quotation_marks
        self._opening, self._closing, self.space, self._line = (
            Text(opening), Text(closing), Text(" "), Text("\n"),
        )  # fmt: skip
        self._own, self._translated = material.language, material.translated
        self._turn = w("evidence.turn", turn="\0")
        self._memo = Text(w("evidence.memo") + " ", quiet=True)

    def seen(self, number: int) -> bool:
        """Whether the quotation was printed already."""
        return number in self._seen

    def quote(self, number: int, codes: Sequence[str] = (), note: str = "") -> Quote | None:
        """The quotation as a block with citation, ``codes``, ``note`` and turn; None where the study does not hold it."""
        said = self.material.quotations.get(number)
        if said is None:
            return None
        out = [*self.words(said)]
        if codes:
            out.append(Text("  " + "; ".join(codes), quiet=True, language=self._own))
        details = [note, *self.turn(said)] if note else self.turn(said)
        if details:
            out.append(Text(("; " if codes else "  ") + "; ".join(details), quiet=True))
        out += self.second_line(said)
        if said.memo:
            out += [self._line, self._memo, Text(said.memo, quiet=True, emphasis=True, language=self._own)]
        return Quote(tuple(out))

    def quote_in_full(self, said: Said, code: str) -> Quote:
        """The quotation under one of its codes with all that is known of it: who speaks, other codes, coder, context, memos."""
        w, choices = self.w, self.choices
        out: list[Inline] = []
        if choices.context and said.before:
            out += [Text(said.before, quiet=True, language=said.language), self._line]
        out += self.words(said)
        details = self.about(said)
        others = [name for name in said.codes if name != code]
        others += said.beside
        if others:
            details.append(w("quote.also", codes=", ".join(others)))
        coders = self.material.applied_by.get((said.id, code))
        if coders:
            details.append(w("quote.coders", names=", ".join(coders)))
        if details:
            out.append(Text("  " + "; ".join(details), quiet=True))
        if choices.context and said.after:
            out += [self._line, Text(said.after, quiet=True, language=said.language)]
        out += self.second_line(said)
        for head, text in self.memos(said):
            out += [self._line, head, Text(text, quiet=True, emphasis=True, language=self._own)]
        return Quote(tuple(out))

    def words(self, said: Said) -> list[Inline]:
        """The words that are printed between quotation marks, with the target before them and the citation behind."""
        choices = self.choices
        out: list[Inline] = []
        if said.id not in self._seen:
            self._seen.add(said.id)
            out.append(Target(f"q{said.id}"))
        if choices.translation == "translation":
            if said.translation:
                whole = abridged(said.translation, choices.longest, self._translated or self.w.language)
                words = Text(nested(whole, self.w), language=self._translated)
                note = self.w("quote.translated", language=self.w.language_name(said.language))
            else:
                words = self._spoken(said)
                note = self.w("quote.untranslated")
            out += [self._opening, words, self._closing, self.space, Cite(said.id, said.case)]
            if said.translation or said.language != self.w.language:
                out.append(Text(f" ({note})", quiet=True))
            return out
        words = self._spoken(said)
        return [*out, self._opening, words, self._closing, self.space, Cite(said.id, said.case)]

    def _spoken(self, said: Said) -> Text:
        """What was said, as it stands between quotation marks."""
        words = abridged(said.words, self.choices.longest, said.language)
        return Text(nested(words, self.w), language=said.language)

    def second_line(self, said: Said) -> list[Inline]:
        """The translation below the words, where both are printed."""
        if not said.translation or self.choices.translation != "both":
            return []
        words = abridged(said.translation, self.choices.longest, self._translated or self.w.language)
        translation = Text(words, language=self._translated)
        return [self._line, Text(self.w("evidence.translation") + " "), translation]

    def turn(self, said: Said) -> list[str]:
        """In which turn it stands, of which interview where the respondent gave several."""
        if said.turn is None:
            return []
        if said.document == 1:
            return [self._turn.replace("\0", str(said.turn))]
        return [self.w("evidence.turn_of_document", turn=said.turn, document=said.document)]

    def about(self, said: Said) -> list[str]:
        """What is shown of the respondent, and the turn."""
        if self._attributes is None:
            self._attributes = shown_attributes(self.material, self.w)
        known = self._attributes.get(said.case)
        return [known, *self.turn(said)] if known else self.turn(said)

    def memos(self, said: Said) -> list[tuple[Text, str]]:
        """The memo that the quotation bears, and dated memos on it, each with what stands before its text."""
        w = self.w
        dated = self.material.memos_on.get(("quotation", said.id), ())
        found = [(self._memo, said.memo)] if said.memo else []
        found += [(Text(memo_head(m.kind, m.author, m.created, w) + " ", quiet=True), m.text) for m in dated]
        return found


def memo_head(kind: str, author: str, created: str, w: Words) -> str:
    """What stands before the text of a dated memo: kind, author and date."""
    return w("memo.head", kind=w(f"memo.kind.{kind}"), author=author, date=w.date(created))
