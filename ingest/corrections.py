"""What a person corrects of a document's metadata: a TOML file beside the document's own, "brev.html.toml".

A correction goes before the catalogue and before what the source says of itself. It stays when the document's file is
replaced by a newer version and when the index is built anew.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ingest.reading import SourceError
from ingest.toml_file import TomlFault, dump_toml, load_toml, write_whole

ENDING = ".toml"

_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What is corrected; None where nothing is.

    `published` is ISO 8601 as a year, a month or a day; `language` an ISO 639-1 code; `url` an http(s) address.
    """

    title: str | None = None
    kind: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    rights: str | None = None


CORRECTABLE = tuple(field.name for field in fields(Correction))


class CorrectionError(SourceError):
    """A correction that cannot be used; the message names the file, where there is one, and the field."""


def correction_place(file: Path) -> Path:
    """Return where the correction of a document's file stands, whether there is one or not."""
    return file.with_name(file.name + ENDING)


def load_correction(file: Path) -> Correction:
    """Return the correction that stands beside a document's file, an empty one if none. Raises CorrectionError."""
    place = correction_place(file)
    try:
        return checked(load_toml(place))
    except FileNotFoundError:
        return Correction()
    except (TomlFault, OSError) as error:
        reason = error if isinstance(error, TomlFault) else "går inte att öppna"
        raise CorrectionError(f"Rättelsen {place.name} {reason}.") from error
    except CorrectionError as error:
        raise CorrectionError(f"Rättelsen {place.name} går inte att använda: {error}") from error


def save_correction(file: Path, correction: Correction) -> None:
    """Write the correction beside a document's file; an empty one takes the TOML file away."""
    values = {name: value for name, value in asdict(correction).items() if value is not None}
    if not values:
        correction_place(file).unlink(missing_ok=True)
        return
    comment = "Uppgifter om filen bredvid, som går före katalogen och det som filen själv säger."
    write_whole(correction_place(file), dump_toml(values, comment=comment).encode())


def corrected(correction: Correction, changes: Mapping[str, str]) -> Correction:
    """Return a correction with other values; an empty one takes that field's away. Raises CorrectionError."""
    values = {**{name: value for name, value in asdict(correction).items() if value is not None}, **changes}
    return checked({name: value for name, value in values.items() if value.strip()})


def bring_correction(arriving: Path, place: Path) -> None:
    """Copy the correction of a file that arrives, unless there is one at its place in the corpus."""
    if correction_place(arriving).is_file() and not correction_place(place).exists():
        write_whole(correction_place(place), correction_place(arriving).read_bytes())


def checked(values: dict[str, Any]) -> Correction:
    """Return the correction that the values make. Raises CorrectionError, which names the field."""
    unknown = [name for name in values if name not in CORRECTABLE]
    if unknown:
        raise CorrectionError(f"fältet ”{unknown[0]}” finns inte; de som finns är {', '.join(CORRECTABLE)}.")
    return Correction(**{name: _checked(name, value) for name, value in values.items()})


def _checked(name: str, value: object) -> str:
    if name == "published":
        return _date(value)
    text = _clean(value) if isinstance(value, str) else ""
    if not text:
        raise CorrectionError(f"fältet ”{name}” ska vara en text.")
    if name == "language" and not re.fullmatch(r"[a-z]{2}", text):
        raise CorrectionError(f"fältet ”language” ska vara en språkkod med två bokstäver, som sv, inte ”{text}”.")
    if name == "url" and not _is_address(text):
        raise CorrectionError(f"fältet ”url” ska vara en adress som börjar med http:// eller https://, inte ”{text}”.")
    return text


def _date(value: object) -> str:
    """Return a date that TOML has as a text, as a date of its own or, for a year, as a number."""
    text = _clean(str(value.isoformat() if isinstance(value, date) else value))
    try:
        date.fromisoformat((text + "-01-01")[:10] if _DATE.fullmatch(text) else "")
    except ValueError:
        reason = f"fältet ”published” ska vara ett datum som 2022, 2022-01 eller 2022-01-31, inte ”{text}”."
        raise CorrectionError(reason) from None
    return text


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in text


def _clean(text: str) -> str:
    """Return a text on one line, without control and other invisible characters."""
    return "".join(c for c in " ".join(text.split()) if unicodedata.category(c)[0] != "C")
