"""Bytes to text: the encoding of a plain text file."""

from __future__ import annotations

import codecs
import re

from qualcode.errors import FileError

__all__ = ["decode"]

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CENTRAL = ("cp1250", "iso-8859-2")
_WESTERN = ("cp1252", "iso-8859-1")
_NAMES = {codecs.lookup(name).name: name for name in _CENTRAL + _WESTERN}
_BY_LANGUAGE = dict.fromkeys(["cs", "sk", "pl", "hu", "sl", "hr"], _CENTRAL)
_BY_LANGUAGE |= dict.fromkeys(["sv", "no", "da", "nb", "nn", "de", "fr", "es", "it", "nl", "pt"], _WESTERN)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_SAMPLE = 200_000


def decode(data: bytes, name: str, language: str | None = None) -> tuple[str, str]:
    """Turn the bytes of a text file into text; gives the text and the name of the encoding.

    Order: BOM, strict UTF-8, the pattern of NULs of UTF-16, then the old code pages of Central and Western Europe,
    narrowed by *language* (ISO 639-1). ``utf-8 (damaged)`` says that a few bytes became U+FFFD.
    Raises :class:`~qualcode.errors.FileError` where the bytes are not text.
    """
    text, encoding = _decode(data, name, language)
    controls = len(_CONTROLS.findall(text))
    if controls * 100 > len(text):
        raise _not_text(name)
    return text, encoding


def _decode(data: bytes, name: str, language: str | None) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data[len(bom) :].decode(encoding), encoding
            except UnicodeDecodeError:
                if encoding != "utf-8":
                    raise FileError(
                        f"{name} is damaged: it begins like {encoding} but cannot be read as that."
                    ) from None
                return data[len(bom) :].decode(encoding, "replace"), "utf-8 (damaged)"
    wide = _wide(data)
    if wide:
        try:
            return data.decode(wide), wide
        except UnicodeDecodeError:
            raise _not_text(name) from None
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    good = sum(map(len, _MULTIBYTE.findall(data)))
    high = len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))
    if good >= 10 and good > high * 0.9:
        return data.decode("utf-8", "replace"), "utf-8 (damaged)"
    if data.count(0) * 100 > len(data):
        raise _not_text(name)
    return _legacy(data, language)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a BOM, told by where the NULs are."""
    sample = data[:4000]
    if len(data) % 2 or len(sample) < 4 or 0 not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _legacy(data: bytes, language: str | None) -> tuple[str, str]:
    """One of the old single-byte code pages."""
    import chardet

    candidates = _BY_LANGUAGE.get(language or "", _CENTRAL + _WESTERN)
    high = bytes(byte for byte in data if byte >= 0x80) if len(data) <= _SAMPLE else data
    if candidates == _WESTERN:
        guess = "cp1252"
    else:
        found = chardet.detect(
            data, max_bytes=_SAMPLE, include_encodings=list(candidates), compat_names=False
        )
        guess = _NAMES.get(codecs.lookup(found["encoding"] or candidates[0]).name, candidates[0])
    if guess in _WESTERN:
        guess = "cp1252"
    if guess == "iso-8859-2" and any(0x80 <= byte < 0xA0 for byte in high):
        guess = "cp1250"
    try:
        return data.decode(guess), guess
    except UnicodeDecodeError:
        fallback = "iso-8859-1" if guess == "cp1252" else "iso-8859-2"
        return data.decode(fallback), fallback


def _not_text(name: str) -> FileError:
    return FileError(f"{name} is not a text file: it holds binary data. Export it as text and import that.")
