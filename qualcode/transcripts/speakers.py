"""Who a label stands for: what can be a label, which words settle a role, and what a legend says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence

from qualcode.model.documents import Role

__all__ = [
    "MAX_LABEL",
    "ROLE_WORDS",
    "label_key",
    "legend",
    "plausible",
    "role_of_word",
    "role_word",
    "settle_roles",
]

MAX_LABEL = 40
"""Longest label in characters."""

_WORDS: dict[Role, str] = {
    "interviewer": """
        interviewer researcher moderator facilitator question
        tazatel tazatelka výzkumník výzkumnice dotazovatel dotazovatelka moderátor moderátorka otázka
        intervjuare intervjuaren forskare forskaren moderatorn frågeställare fråga
        interviewerin frage
    """,
    "respondent": """
        respondent interviewee participant informant answer
        respondentka informantka účastník účastnice participantka dotazovaný dotazovaná klient klientka odpověď
        respondenten intervjuperson intervjupersonen informanten deltagare deltagaren svar
        befragter befragte interviewpartner interviewpartnerin antwort
    """,
    "other": """
        interpreter translator observer notetaker
        tlumočník tlumočnice pozorovatel pozorovatelka zapisovatel zapisovatelka
        tolk tolken observatör antecknare
        dolmetscher dolmetscherin beobachter
    """,
}


def _plain(word: str) -> str:
    """A word in lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(c))


ROLE_WORDS: dict[str, Role] = {_plain(word): role for role, words in _WORDS.items() for word in words.split()}
"""Whole words that settle a role by themselves, in lower case and without accents."""

_THINGS = frozenset(
    _plain(word)
    for word in [
        "question",
        "answer",
        "otázka",
        "odpověď",
        "fråga",
        "svar",
        "frage",
        "antwort",
        "klient",
        "klientka",
    ]
)
"""Role words that also stand at the head of a line for something else, so that they count only where they are frequent."""

_FALSE = frozenset(
    _plain(word.strip())
    for word in """
    audio|audio file|audiofile|video|video file|file|file name|filename|recording|media|title|url|http|https|www|link
    date|date of interview|time|place|location|duration|length|language|code|age|gender|sex|subject|topic|author
    transcript|transcription|transcribed by|transcriber|interview|interview date|interview number|project|version
    note|notes|nb|ps|p.s|tel|phone|e-mail|email|source|summary|abstract|tags|page|legend|example|attention
    soubor|zvukový soubor|nahrávka|název|datum|datum rozhovoru|čas|místo|místo konání|délka|délka rozhovoru|jazyk|kód
    věk|pohlaví|téma|autor|autorka|přepis|přepsal|přepsala|rozhovor|číslo rozhovoru|poznámka|poznámky|pozn|zdroj|cena
    shrnutí|strana|příklad|např|legenda|odkaz
    ljudfil|fil|inspelning|titel|datum för intervju|tid|plats|längd|språk|kod|ålder|kön|ämne|författare|transkript
    transkription|transkriberad av|intervju|intervjunummer|anteckning|anteckningar|obs|källa|sida|exempel|sammanfattning
    datei|audiodatei|aufnahme|zeit|ort|dauer|sprache|alter|geschlecht|thema|transkript|anmerkung|notiz|quelle|seite
    """.replace("\n", "|").split("|")
    if word.strip()
)
"""What stands before a colon but is no speaker."""

_NUMBER_OF_SPEAKER = re.compile(r"[\W\d_]+")
_LEGEND = re.compile(
    r"(?<!\w)([^\W\d_]{1,4}\d{0,2})[ \t]*(=|[–—:-][ \t])[ \t]*([^\W\d_]{3,30}(?:[ ][^\W\d_]{3,30})?)"
)
_LEGEND_ZONE = 6000
"""Characters from the start of the file in which a legend is looked for."""


def label_key(label: str) -> str:
    """The form in which labels are compared: case, runs of spaces and a final full stop ignored."""
    return " ".join(label.casefold().split()).rstrip(".")


def plausible(label: str) -> bool:
    """Whether something before a colon can be a speaker's label at all.

    At most 40 characters and six words, no sentence in it, and none of the headings that transcripts bear
    (``Audio file``, ``Datum``, ``Note``).

    >>> plausible("Tazatelka"), plausible("First L. (SL)"), plausible("Audio file"), plausible("So it ended. Then he")
    (True, True, False, False)
    """
    if not label or len(label) > MAX_LABEL or label.count(" ") > 5 or "," in label:
        return False
    if _plain(label_key(label)) in _FALSE:
        return False
    words = label.split()
    return not any(word.endswith(".") and len(word) > 5 for word in words[:-1]) and any(
        c.isalpha() for c in label
    )


def role_of_word(label: str) -> Role | None:
    """The role that a label settles by a whole word in it, or None; letters and names settle nothing.

    >>> role_of_word("Tazatelka"), role_of_word("Respondent 2"), role_of_word("T"), role_of_word("Jana")
    ('interviewer', 'respondent', None, None)
    """
    roles = {ROLE_WORDS.get(_plain(word)) for word in _NUMBER_OF_SPEAKER.split(label)} - {None}
    return roles.pop() if len(roles) == 1 else None


def role_word(label: str) -> bool:
    """Whether a label is nothing but a word for one who speaks in an interview, perhaps with a number.

    >>> role_word("Tazatel"), role_word("Respondent 2"), role_word("Tazatelka Jana"), role_word("Otázka 3")
    (True, True, False, False)
    """
    word = _plain(label_key(label)).rstrip("0123456789 ")
    return word in ROLE_WORDS and word not in _THINGS


def legend(text: str) -> dict[str, str]:
    """What a legend at the start of a file says of its labels, such as ``(S = Student; I = Interviewer)``.

    Gives label to word. Only lines with at least one word that settles a role count as a legend.

    >>> legend("(S = Student; I = Interviewer)")
    {'S': 'Student', 'I': 'Interviewer'}
    """
    found: dict[str, str] = {}
    for line in text[:_LEGEND_ZONE].split("\n"):
        if "=" not in line and len(line) > 120:
            continue
        pairs = [(key, sign[0], word) for key, sign, word in _LEGEND.findall(line)]
        if not any(role_of_word(word) for _, _, word in pairs):
            continue
        for key, sign, word in pairs:
            alone = line.strip(" \t()[]*_.") == f"{key}: {word}" or len(pairs) > 1
            if sign == "=" or (role_of_word(word) and alone):
                found.setdefault(key, word)
    return found


def settle_roles(
    counts: Mapping[str, int],
    questions: Mapping[str, int],
    meaning: Mapping[str, str],
    given: Collection[str] = (),
) -> tuple[dict[str, Role], list[str]]:
    """The roles that a source itself settles, and sentences about those that stay open.

    *counts* are turns by label, *questions* the turns of each label that ask, *meaning* is the legend, *given* are labels
    whose role the user gives anyway. A role is settled by a legend line or a whole word; beside an interviewer, those
    that a legend calls by one and the same other word (students) are the respondents. Where exactly two speak and one is
    settled as interviewer or respondent, the other one is its counterpart.
    """
    roles: dict[str, Role] = {}
    by_key = {label_key(key): word for key, word in meaning.items()}
    strangers: dict[str, str] = {}
    for label in counts:
        key = label_key(label)
        word = by_key.get(key) or by_key.get(key.rstrip("0123456789 "), "")
        role = (role_of_word(word) if word else None) or role_of_word(label)
        if role:
            roles[label] = role
        elif word:
            strangers[label] = label_key(word)
    if "interviewer" in roles.values() and len(set(strangers.values())) == 1:
        roles.update(dict.fromkeys(strangers, "respondent"))
    warnings: list[str] = []
    open_labels = [label for label in counts if label not in roles]
    if len(counts) == 2 and len(open_labels) == 1:
        known = next(iter(roles))
        counterpart: dict[Role, Role] = {"interviewer": "respondent", "respondent": "interviewer"}
        if roles[known] in counterpart:
            label = open_labels.pop()
            roles[label] = counterpart[roles[known]]
            if label_key(label) not in {label_key(other) for other in given}:
                warnings.append(
                    f"{label} is taken as {roles[label]}, because {known} is the only other speaker; "
                    f"--role {_quoted(label, 'ROLE')} changes it."
                )
    open_labels = [label for label in open_labels if label_key(label) not in {label_key(g) for g in given}]
    if open_labels:
        warnings.append(_open_sentence(open_labels, counts, questions))
    return roles, warnings


def _quoted(label: str, role: str) -> str:
    pair = f"{label}={role}"
    return f'"{pair}"' if re.search(r"[^\w=.-]", pair) else pair


def _turns(number: int) -> str:
    return "1 turn" if number == 1 else f"{number} turns"


def _open_sentence(labels: Sequence[str], counts: Mapping[str, int], questions: Mapping[str, int]) -> str:
    """What to say of speakers without a role; a high rate of questions is a hint, never a role."""
    labels = sorted(labels, key=lambda label: -counts[label])
    shown = ", ".join(f"{label} ({_turns(counts[label])})" for label in labels[:8])
    more = f" and {len(labels) - 8} more" if len(labels) > 8 else ""
    rates = {label: questions.get(label, 0) / counts[label] for label in labels}
    asking = max(labels, key=lambda label: rates[label])
    advice = "give " + " ".join(f"--role {_quoted(label, 'ROLE')}" for label in labels[:3])
    others = [label for label in labels if label != asking]
    if rates[asking] >= 0.4 and all(rates[label] <= rates[asking] / 2 for label in others):
        advice = (
            f"{asking} asks in {rates[asking]:.0%} of its turns; if that is the interviewer, give "
            f"--role {_quoted(asking, 'interviewer')}"
        )
        if len(others) == 1:
            advice += f" --role {_quoted(others[0], 'respondent')}"
    return f"Whose role is what is not settled for {shown}{more}: {advice}."
