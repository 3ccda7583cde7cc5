"""The product's vocabulary: municipalities, counties, themes and organisations, read from corpus/vocabulary.

The files and what their keys mean are described in corpus/vocabulary/README.md and in the header of each file.
"""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

from index.language.toml_file import TomlFile, VocabularyError, read_text
from index.language.vocabulary_files import vocabulary_file

if TYPE_CHECKING:
    from pathlib import Path

MUNICIPALITIES, PLACES, THEMES, ORGANISATIONS = "municipalities.csv", "places.toml", "themes.toml", "organisations.toml"

Ambiguity = Literal["word", "small", "surname", "given"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """One of the 290; `latitude` and `longitude` in degrees (WGS 84), `county` as in "Gävleborgs län".

    `ambiguity` says what else the name may be, None where a capital letter settles it.
    """

    code: str
    name: str
    county_code: str
    county: str
    latitude: float
    longitude: float
    aliases: tuple[str, ...] = ()
    ambiguity: Ambiguity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class County:
    """A county ("Örebro län") and the names of its region and provinces."""

    name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subtheme:
    """The second level of the taxonomy; triggers are written as the header of themes.toml says."""

    name: str
    strong: tuple[str, ...]
    weak: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The first level of the taxonomy: `id` for addresses, `name` for readers, `code` for people who maintain it."""

    code: str
    id: str
    name: str
    strong: tuple[str, ...]
    weak: tuple[str, ...]
    subthemes: tuple[Subtheme, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An organisation, an authority or a prize; the keys are those of organisations.toml."""

    name: str
    aliases: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Everything that enrichment and the pages know of names; `version` changes whenever a file does.

    `given_names` holds common first names, which tell a surname from a place.
    """

    municipalities: tuple[Municipality, ...]
    counties: tuple[County, ...]
    given_names: frozenset[str]
    themes: tuple[Theme, ...]
    organisations: tuple[Organisation, ...]
    version: str


def load_vocabulary(folder: Path | None = None) -> Vocabulary:
    """Read the vocabulary; a file that lies in `folder` takes the place of the product's own.

    What is read is kept for the life of the process. Raises VocabularyError for a file that is broken.
    """
    return _load(tuple(vocabulary_file(name, folder) for name in (MUNICIPALITIES, PLACES, THEMES, ORGANISATIONS)))


@cache
def _load(files: tuple[Path, ...]) -> Vocabulary:
    municipalities, places, themes, organisations = files
    place_tables = TomlFile(places)
    return Vocabulary(
        municipalities=_read_municipalities(municipalities, place_tables),
        counties=tuple(
            County(name=row.text("name"), aliases=row.texts("aliases"))
            for row in place_tables.entries("county", keys=("name", "aliases"))
        ),
        given_names=frozenset(place_tables.texts("given_names")),
        themes=_read_themes(TomlFile(themes)),
        organisations=_read_organisations(TomlFile(organisations)),
        version=hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:12],
    )


def _read_municipalities(file: Path, places: TomlFile) -> tuple[Municipality, ...]:
    also = places.names("also")
    ambiguous = places.names("ambiguous")
    for name, kind in ambiguous.items():
        if kind not in get_args(Ambiguity):
            raise VocabularyError(
                places.file, places.line_of(name), f"”{kind}” ska vara word, small, surname eller given"
            )
    rows = csv.DictReader(io.StringIO(read_text(file)))
    municipalities = []
    for row in rows:
        try:
            municipality = Municipality(
                code=row["code"],
                name=row["name"],
                county_code=row["county_code"],
                county=row["county"],
                latitude=float(row["latitude"]),
                longitude=float(row["longitude"]),
                aliases=tuple(alias for alias, name in also.items() if name == row["name"]),
                ambiguity=ambiguous.get(row["name"]),  # type: ignore[arg-type]  # checked above
            )
        except (KeyError, TypeError, ValueError) as error:
            raise VocabularyError(file, rows.line_num, "en kolumn saknas eller är inget tal") from error
        municipalities.append(municipality)
    known = {municipality.name for municipality in municipalities}
    for name in (*ambiguous, *also.values()):
        if name not in known:
            raise VocabularyError(places.file, places.line_of(name), f"kommunen ”{name}” finns inte i {file.name}")
    return tuple(municipalities)


def _read_themes(toml: TomlFile) -> tuple[Theme, ...]:
    themes = [
        Theme(
            code=row.text("code"),
            id=row.text("id"),
            name=row.text("name"),
            strong=row.texts("strong"),
            weak=row.texts("weak"),
            subthemes=tuple(
                Subtheme(name=sub.text("name"), strong=sub.texts("strong"), weak=sub.texts("weak"))
                for sub in row.entries("subtheme", keys=("name", "strong", "weak"))
            ),
        )
        for row in toml.entries("theme", keys=("code", "id", "name", "strong", "weak", "subtheme"))
    ]
    toml.refuse_repeats("theme", (theme.id for theme in themes))
    toml.refuse_repeats("theme", (theme.name for theme in themes))
    return tuple(themes)


def _read_organisations(toml: TomlFile) -> tuple[Organisation, ...]:
    organisations = [
        Organisation(
            name=row.text("name"),
            aliases=row.texts("aliases"),
            uncertain=row.texts("uncertain"),
            context=row.texts("context"),
            not_before=row.texts("not_before"),
            url=row.text("url") if "url" in row.values else None,
        )
        for row in toml.entries("organisation", keys=("name", "aliases", "uncertain", "context", "not_before", "url"))
    ]
    toml.refuse_repeats("organisation", (organisation.name for organisation in organisations))
    return tuple(organisations)
