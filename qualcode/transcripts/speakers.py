"""Who a label stands for: what can be a label, and which words settle a role."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache

from qualcode.model.documents import Role
from qualcode.transcripts.joint import joint_parts
from qualcode.transcripts.unseen import visible

__all__ = [
    "ANSWERS",
    "LONGEST_LABEL",
    "MAX_LABEL",
    "RECOGNISED",
    "ROLE_WORDS",
    "is_heading_word",
    "joiner",
    "label_key",
    "plausible",
    "role_of_word",
    "role_word",
    "unusual_name",
]

MAX_LABEL = 40
"""Longest label in characters."""
LONGEST_LABEL = 80
"""Longest label in characters that is taken where it comes often."""
_MOST_WORDS = 9
_NUMBER_SIGN = re.compile(r"[ ]?#[ ]?\d{1,3}(?!\w)")

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
    """A word in lower case without accents and signs that are not seen."""
    letters = unicodedata.normalize("NFD", visible(word).casefold())
    return "".join(c for c in letters if not unicodedata.combining(c))


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

_REMARKS_WORDS = "note notes pozn poznámka poznámky anm anmärkning kommentar anmerkung comment comments"
_REMARKS = frozenset(map(_plain, _REMARKS_WORDS.split()))
"""A label that begins with one of these is a remark of whoever wrote the transcript."""
_OPENERS_WORDS = """
    i we you he she it they here there this that these those and but so because if when what how who then now my
    já ty my vy on ona ono oni ony to tady tam takhle tak ale protože když jako jak co že pak teď i a nebo máme jsou je
    jag du vi ni han hon det den de dem här där och men så för om när vad hur att eller sedan sen nu
    """
_OPENERS = frozenset(map(_plain, _OPENERS_WORDS.split()))
"""A sentence that happens to end in a colon (``We have:``) begins with one of these and a small letter after it."""
_ANSWERS_WORDS = """
    ano ne jo jasně dobře přesně určitě hm hmm mhm aha no nevím možná rozumím
    yes no yeah yep nope ok okay right sure exactly maybe mm uh-huh
    ja nej jo jaha jaså precis okej kanske visst just
    """
ANSWERS = frozenset(_ANSWERS_WORDS.split())
"""Short answers, which stand alone on a line as often as names do."""
RECOGNISED = (
    r"SPEAKER_\d+|(?:Unknown[ ])?Speaker(?:[ ]\d+)?|Speaker[ ]undefined|Neznámý[ ]mluvčí|Mluvčí[ ]\d+"
    r"|Okänd[ ]talare|Talare[ ]\d+|Sprecher(?:in)?[ ]\d+"
)
"""The names that programs give to voices which they tell apart; for verbose patterns too."""
_NUMBER_OF_SPEAKER = re.compile(r"[\W\d_]+")


@lru_cache(maxsize=2048)
def label_key(label: str) -> str:
    """The form in which labels are compared: case, runs of spaces, a final full stop and signs that are not seen ignored."""
    return " ".join(visible(label).casefold().split()).rstrip(".")


def joiner(same: Mapping[str, str]) -> Callable[[str], str]:
    """What gives the label of the same speaker: *same* has labels as the source shows them, and what they are joined with.

    >>> joiner({"Jnaa": "Jana"})("JNAA"), joiner({})("Petr")
    ('Jana', 'Petr')
    """
    by_key = {label_key(label): other for label, other in same.items()}
    return lambda label: same.get(label) or by_key.get(label_key(label), label)


@lru_cache(maxsize=2048)
def plausible(label: str) -> bool:
    """Whether something before a colon can be a speaker's label at all.

    At most 40 characters and six words, no sentence in it (``We have``), and none of the headings and remarks that
    transcripts bear (``Audio file``, ``Datum``, ``Pozn.``).

    >>> plausible("Tazatelka"), plausible("First L. (SL)"), plausible("Audio file"), plausible("So it ended. Then he")
    (True, True, False, False)
    """
    if not label or len(label) > MAX_LABEL or label.count(" ") > 5 or "," in label or is_heading_word(label):
        return False
    words = label.split()
    return not any(word.endswith(".") and len(word) > 5 for word in words[:-1]) and any(
        c.isalpha() for c in label
    )


@lru_cache(maxsize=2048)
def is_heading_word(label: str) -> bool:
    """Whether what stands before a colon is a heading, a remark or the beginning of a sentence, and so no speaker.

    >>> is_heading_word("Datum rozhovoru"), is_heading_word("Pozn. k textu"), is_heading_word("We have"), is_heading_word("Jana")
    (True, True, True, False)
    """
    words = label.split()
    if not words or _plain(label_key(label)) in _FALSE or _plain(words[0].rstrip(".")) in _REMARKS:
        return True
    sentence = len(words) > 1 and _plain(words[0]) in _OPENERS and words[1][0].islower()
    return sentence and not joint_parts(label)


@lru_cache(maxsize=2048)
def unusual_name(label: str) -> bool:
    """Whether a label is a name all the same though it is long or has a comma or a number sign; it has to come often.

    >>> unusual_name("Nováková, Jana"), unusual_name("Jana Nová, Ph.D."), unusual_name("Účastník #3"), unusual_name("Well, you know")
    (True, True, True, False)
    >>> unusual_name("Vedoucí odboru sociálních věcí a zdravotnictví"), unusual_name("x" * 41)
    (True, False)
    """
    if len(label) > LONGEST_LABEL or is_heading_word(label) or not label[0].isupper():
        return False
    if "#" in label and (_NUMBER_SIGN.search(label) is None or label.count("#") > 1):
        return False
    if "," not in label:
        bare = _NUMBER_SIGN.sub("", label).strip()
        if len(label) <= MAX_LABEL:
            return bare != label and plausible(bare)
        words = bare.split()
        return 1 < len(words) <= _MOST_WORDS and not any(w.endswith(".") and len(w) > 6 for w in words[:-1])
    parts = [part.split() for part in _NUMBER_SIGN.sub("", label).split(",")]
    return 1 < len(parts) <= 4 and all(map(_names, parts)) and not _begins_speech(parts[0][0])


def _begins_speech(word: str) -> bool:
    return _plain(word) in _OPENERS or word.casefold() in ANSWERS


def _names(words: list[str]) -> bool:
    """Whether each of a few words has a capital, is a number, or is a word for a role."""
    return 0 < len(words) <= 4 and all(
        word[0].isupper() or word[0].isdigit() or _plain(word) in ROLE_WORDS for word in words
    )


def role_of_word(label: str) -> Role | None:
    """The role that a label settles by a whole word in it, or None; letters and names settle nothing.

    >>> role_of_word("Tazatelka"), role_of_word("Respondent 2"), role_of_word("T"), role_of_word("Jana")
    ('interviewer', 'respondent', None, None)
    """
    roles = {ROLE_WORDS.get(_plain(word)) for word in _NUMBER_OF_SPEAKER.split(label)} - {None}
    return roles.pop() if len(roles) == 1 else None


@lru_cache(maxsize=2048)
def role_word(label: str) -> bool:
    """Whether a label is nothing but a word for one who speaks in an interview, perhaps with a number.

    >>> role_word("Tazatel"), role_word("Respondent 2"), role_word("Tazatelka Jana"), role_word("Otázka 3")
    (True, True, False, False)
    """
    word = _plain(label_key(label)).rstrip("0123456789 ")
    return word in ROLE_WORDS and word not in _THINGS
