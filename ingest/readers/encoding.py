"""Bytes to text: what the bytes prove goes before what the file declares, so that å ä ö come out right."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from ingest.reading import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_WHERE_CHARSETS_STAND = 4_096
_SAMPLE = 200_000

# The WHATWG encoding standard reads these as Windows-1252, and so do all browsers and mail programs.
_REALLY_CP1252 = frozenset({"iso8859-1", "ascii", "cp1252"})
_SINGLE_BYTE = ("iso8859-", "cp12", "cp4", "cp8", "mac-", "koi8-")
_OLD_MACHINES = ("mac-roman", "cp850")
_LIKELY = frozenset("åäöÅÄÖéÉèáàóüÜæøÆØ§°·½¼´²–—…”“’‘•»«€©®×\xa0\xad")

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_MOST_CONTROL = 0.02
"""Share of control characters: text has none, compressed data and pictures a tenth."""

_ESCAPED = re.compile("[\udc80-\udcff]+")


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text of a file or of a part of a mail, without byte order mark and NUL characters.

    `declared` is the encoding that the surroundings name (MIME); without it, the one that the text names in its
    first 4,096 bytes is heard. A declaration decides only where the bytes leave it open: text that is valid UTF-8 or
    has the zero bytes of UTF-16 is that, whatever it declares. Raises SourceError where the bytes are no text.
    """
    text = _unmarked(data, declared)
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > _MOST_CONTROL * len(sample):
        raise SourceError("Filen innehåller inte läsbar text.")
    return text.replace("\0", "")


def _unmarked(data: bytes, declared: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _utf8(data[len(mark) :]) if encoding == "utf-8" else data[len(mark) :].decode(encoding, "ignore")
    if (wide := _wide(data[:_SAMPLE])) is not None:
        return data.decode(wide, "ignore")
    with suppress(UnicodeDecodeError):  # nearly all is: no character has to be looked at
        return data.decode("utf-8")
    text = data.decode("utf-8", "surrogateescape")
    broken = sum(map(len, _ESCAPED.findall(text)))
    whole = len(text) - len(text.encode("ascii", "ignore")) - broken
    if broken == 0 or whole > broken:
        return _utf8(data)
    return _narrow(data, declared or _declared(data))


def _utf8(data: bytes) -> str:
    """Decode UTF-8; single bytes of Windows-1252 in its midst are read as such, half a character at the end is cut."""
    text = data.decode("utf-8", "surrogateescape")
    text = re.sub("[\udc80-\udcff]+$", "", text)
    return _ESCAPED.sub(lambda match: match[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace"), text)


def _wide(sample: bytes) -> str | None:
    """Return the UTF-16 variant of bytes without a mark: in Western text every other byte is zero, nearly always."""
    pairs = len(sample) // 2
    high_zeros, low_zeros = sample[1::2].count(0), sample[::2].count(0)
    if pairs == 0 or max(high_zeros, low_zeros) < pairs * 0.6 or min(high_zeros, low_zeros) > pairs * 0.1:
        return None
    return "utf-16-le" if high_zeros > low_zeros else "utf-16-be"


def _declared(data: bytes) -> str | None:
    match = _CHARSET.search(data[:_WHERE_CHARSETS_STAND])
    return match[1].decode("ascii") if match else None


def _narrow(data: bytes, declared: str | None) -> str:
    """Decode with the single-byte encoding that makes most of the bytes into letters and marks that people write."""
    candidates = ["cp1252", *_OLD_MACHINES]
    if (name := _python_name(declared)) is not None:
        candidates.insert(0, name)
    best = max(candidates, key=lambda encoding: _likelihood(data[:_SAMPLE].decode(encoding, "replace")))
    return data.decode(best, "replace")


def _python_name(declared: str | None) -> str | None:
    """Return a declared single-byte encoding as Python names it; None where there is none that could be meant."""
    try:
        name = codecs.lookup(declared or "").name
    except (LookupError, ValueError):
        return None
    if name in _REALLY_CP1252:
        return "cp1252"
    return name if name.startswith(_SINGLE_BYTE) else None


def _likelihood(text: str) -> int:
    foreign = (character for character in text if not character.isascii())
    return sum(1 if character in _LIKELY else 0 if character.isalpha() else -1 for character in foreign)
