"""The product's vocabulary: municipalities, counties, themes and organisations, read from corpus/vocabulary.

The files and what their keys mean are described in corpus/vocabulary/README.md and in the header of each file.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args

from index.errors import KunskapsbankError
from index.settings import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

DEFAULT_FOLDER = REPOSITORY / "corpus" / "vocabulary"
MUNICIPALITIES, PLACES, THEMES, ORGANISATIONS = "municipalities.csv", "places.toml", "themes.toml", "organisations.toml"

Ambiguity = Literal["word", "surname", "given"]


class VocabularyError(KunskapsbankError):
    """A file of the vocabulary that cannot be used; names the file and the line (from 1)."""

    def __init__(self, file: Path, line: int, reason: str) -> None:
        super().__init__(f"Vokabulärfilen {file} går inte att använda: rad {line}: {reason}.")


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
    """Everything that enrichment and the pages know of names; `version` changes whenever a file does."""

    municipalities: tuple[Municipality, ...]
    counties: tuple[County, ...]
    themes: tuple[Theme, ...]
    organisations: tuple[Organisation, ...]
    version: str


def load_vocabulary(folder: Path | None = None) -> Vocabulary:
    """Read the vocabulary; a file that lies in `folder` takes the place of the product's own.

    What is read is kept for the life of the process. Raises VocabularyError for a file that is broken.
    """
    return _load(tuple(vocabulary_file(name, folder) for name in (MUNICIPALITIES, PLACES, THEMES, ORGANISATIONS)))


def vocabulary_file(name: str, folder: Path | None = None) -> Path:
    """Return where a file of the vocabulary lies: in `folder` if it is there, else in the product's own."""
    if folder is not None and (folder / name).is_file():
        return (folder / name).resolve()
    return DEFAULT_FOLDER / name


@cache
def _load(files: tuple[Path, ...]) -> Vocabulary:
    municipalities, places, themes, organisations = files
    place_tables = _Toml(places)
    return Vocabulary(
        municipalities=_read_municipalities(municipalities, place_tables),
        counties=tuple(
            County(name=row.text("name"), aliases=row.texts("aliases"))
            for row in place_tables.entries("county", keys=("name", "aliases"))
        ),
        themes=_read_themes(_Toml(themes)),
        organisations=_read_organisations(_Toml(organisations)),
        version=hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:12],
    )


def _read_municipalities(file: Path, places: _Toml) -> tuple[Municipality, ...]:
    also = places.names("also")
    ambiguous = places.names("ambiguous")
    for name, kind in ambiguous.items():
        if kind not in get_args(Ambiguity):
            raise VocabularyError(places.file, places.line_of(name), f"”{kind}” ska vara word, surname eller given")
    rows = csv.DictReader(io.StringIO(_read_text(file)))
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


def _read_themes(toml: _Toml) -> tuple[Theme, ...]:
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


def _read_organisations(toml: _Toml) -> tuple[Organisation, ...]:
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


def _read_text(file: Path) -> str:
    data = file.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise VocabularyError(file, data.count(b"\n", 0, error.start) + 1, "texten är inte UTF-8") from error


class _Toml:
    """A TOML file whose complaints name the line."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._text = _read_text(file)
        try:
            self._data = tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"at line (\d+)", str(error))
            last = self._text.count("\n") + 1
            raise VocabularyError(file, int(line[1]) if line else last, "det är inte giltig TOML") from error

    def entries(self, table: str, *, keys: tuple[str, ...]) -> Iterator[_Entry]:
        """Yield each `[[table]]` of the file in order."""
        return _Entry(toml=self, path="", line=1, values=self._data).entries(table, keys=keys)

    def names(self, table: str) -> dict[str, str]:
        """Return a table of "name" = "value" lines; empty if the file has none."""
        values = self._data.get(table, {})
        for name, value in values.items():
            if not isinstance(value, str):
                raise VocabularyError(self.file, self.line_of(name), f"”{name}” ska vara en text")
        return dict(values)

    def refuse_repeats(self, table: str, names: Iterable[str]) -> None:
        """Raise if two entries of a `[[table]]` share a name."""
        seen: set[str] = set()
        for line, name in zip(self.lines_of(table), names, strict=False):
            if name in seen:
                raise VocabularyError(self.file, line, f"”{name}” finns redan")
            seen.add(name)

    def lines_of(self, path: str) -> list[int]:
        """Return the lines where the tables `[[path]]` begin."""
        header = re.compile(rf"\s*\[\[\s*{re.escape(path)}\s*\]\]")
        return [number for number, line in enumerate(self._text.splitlines(), start=1) if header.match(line)]

    def line_of(self, name: str) -> int:
        """Return the first line where a quoted name stands."""
        return self._text[: max(self._text.find(f'"{name}"'), 0)].count("\n") + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One table of a TOML file, and the line where it begins."""

    toml: _Toml
    path: str
    line: int
    values: dict[str, Any]

    def entries(self, table: str, *, keys: tuple[str, ...]) -> Iterator[_Entry]:
        """Yield the tables `[[path.table]]` below this one."""
        path = f"{self.path}.{table}".lstrip(".")
        lines = (line for line in self.toml.lines_of(path) if line >= self.line)
        tables = self.values.get(table, [])
        if not isinstance(tables, list) or not all(isinstance(values, dict) for values in tables):
            raise self.error(f"”{table}” ska skrivas [[{path}]]")
        for values in tables:
            entry = _Entry(toml=self.toml, path=path, line=next(lines, self.line), values=values)
            for key in values:
                if key not in keys:
                    raise entry.error(f"nyckeln ”{key}” är okänd")
            yield entry

    def text(self, key: str) -> str:
        """Return a text that must be there and hold something."""
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"”{key}” ska vara en text")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, () if the key is missing."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.error(f"”{key}” ska vara en lista med texter")
        return tuple(value)

    def error(self, reason: str) -> VocabularyError:
        """Return the complaint about this entry."""
        return VocabularyError(self.toml.file, self.line, reason)
