"""Tags of languages as documents carry them: with a region, as spelling checkers and screen readers expect."""

from __future__ import annotations

import re

__all__ = ["language_tag"]

REGIONS = {
    "en": "en-GB", "cs": "cs-CZ", "sv": "sv-SE", "sk": "sk-SK", "de": "de-DE", "pl": "pl-PL", "da": "da-DK", "nb": "nb-NO",
    "no": "nb-NO", "fi": "fi-FI", "fr": "fr-FR", "es": "es-ES", "it": "it-IT", "pt": "pt-PT", "uk": "uk-UA", "ru": "ru-RU",
    "nl": "nl-NL",
}  # fmt: skip
SOUND = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def language_tag(code: str) -> str:
    """The tag of a language code; nothing for what is no code.

    >>> language_tag("cs"), language_tag("pt-BR"), language_tag("??")
    ('cs-CZ', 'pt-BR', '')
    """
    if code in REGIONS:
        return REGIONS[code]
    return code if SOUND.fullmatch(code) else ""
