"""Bytes to text: the encoding of a plain text file."""

from __future__ import annotations

import codecs
import re

from qualcode.errors import FileError, InputError

__all__ = ["COMMON", "check_encoding", "decode", "is_utf8"]

COMMON = ("utf-8", "cp1250", "iso-8859-2", "cp1252", "cp852", "mac-latin2", "utf-16")
"""Encodings that are offered: what text files of Europe are in, new and old."""

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
_ESCAPES = ("idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7")
"""Ways to write letters in the signs of ASCII, which no transcript is stored in."""
_SAMPLE = 200_000


def check_encoding(encoding: str) -> None:
    """Refuse what names no encoding of text; raises :class:`~qualcode.errors.InputError`."""
    try:
        known = "x".encode(encoding).decode(encoding) == "x" and codecs.lookup(encoding).name not in _ESCAPES
    except (LookupError, UnicodeError, ValueError):
        known = False
    if not known:
        raise InputError(
            f"“{encoding}” is no encoding that is known; common ones are {', '.join(COMMON[:-1])} and {COMMON[-1]}."
        )


def is_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8 with letters beyond ASCII in it, which bytes of another encoding hardly ever are."""
    try:
        return not data.isascii() and bool(data.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def decode(
    data: bytes, name: str, language: str | None = None, encoding: str | None = None
) -> tuple[str, str]:
    """Turn the bytes of a text file into text; gives the text and the name of the encoding.

    Order: BOM, strict UTF-8, the pattern of NULs of UTF-16, then the old code pages of Central and Western Europe,
    narrowed by *language* (ISO 639-1). ``utf-8 (damaged)`` says that a few bytes became U+FFFD. An *encoding* that the
    user names is taken as it is.
    Raises :class:`~qualcode.errors.FileError` where the bytes are not text, or not in the encoding that is named.
    """
    if encoding is not None:
        return _as_named(data, name, encoding), encoding
    text, encoding = _decode(data, name, language)
    controls = len(_CONTROLS.findall(text))
    if controls * 100 > len(text):
        raise _not_text(name)
    return text, encoding


def _as_named(data: bytes, name: str, encoding: str) -> str:
    """The text of bytes in the encoding that the user named, without a byte order mark."""
    check_encoding(encoding)
    how = "; name another encoding, or none."
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileError(
            f"{name} cannot be read in {encoding}: in line {line} it has bytes that are no letters there{how}"
        ) from None
    except UnicodeError:
        raise FileError(f"{name} cannot be read in {encoding}{how}") from None
    text = text.removeprefix("\ufeff")
    if len(_CONTROLS.findall(text)) * 100 > len(text):
        raise FileError(f"{name} is no text when it is read in {encoding}{how}")
    return text


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
