"""The canonical text: the one form in which a transcript is stored and to which all offsets refer."""

from __future__ import annotations

import hashlib
import re
import unicodedata

__all__ = ["canonical", "digest"]

BOM = "\ufeff"
REPLACEMENT = "\ufffd"
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c]")
_UNUSABLE = re.compile(r"[\x00-\x08\x0e-\x1f\ud800-\udfff]")


def canonical(text: str) -> str:
    """Bring a text into canonical form: NFC, line feeds only, no BOM, no lone surrogates, no control characters.

    CR LF, CR, vertical tab and form feed become a line feed; lone surrogates and the other C0 control
    characters except the tab become U+FFFD, one for one. Applying it twice changes nothing.

    >>> canonical("\\ufeffDu\\u030avěra\\r\\nano\\x00")
    'Důvěra\\nano�'
    """
    text = text.lstrip(BOM)
    text = _LINE_END.sub("\n", text)
    text = _UNUSABLE.sub(REPLACEMENT, text)
    return unicodedata.normalize("NFC", text)


def digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
