"""The catalogue corpus/sources.toml: what each source is, who holds the rights, and where its original lives."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from index.document import Address, Provenance
from index.errors import KunskapsbankError
from ingest.slug import slug

CATALOGUE = "sources.toml"

ORIGINAL_ENDING = "-original"
"""What the id of an original adds to the id of its source."""

State = Literal["digest", "original", "missing", "failed"]

_OF_THE_DIGEST = re.compile(r"(?:^|(?<=\.)\s+)Texten här är [^.]*\.")
_REQUIRED = ("id", "title", "publisher", "kind", "language", "rights")


class CatalogueError(KunskapsbankError):
    """The catalogue cannot be read, or an entry lacks something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An entry of the catalogue.

    `digest` is the file that the repository holds, relative to the corpus, or None. `published` is ISO 8601 with the
    precision that the source gives. `address` says how sure `url` is: read at that address, read in a copy elsewhere,
    or derived from a pattern. `note` says in Swedish what is uncertain. `fetch` is where the original is downloaded
    where that is not `url`. `compiled` says that the digest gathers several sources, of which `url` is only one.
    """

    id: str
    title: str
    publisher: str
    kind: str
    language: str
    rights: str
    published: str | None = None
    url: str | None = None
    digest: str | None = None
    provenance: Provenance = "digest"
    address: Address = "read"
    note: str | None = None
    fetch: str | None = None
    compiled: bool = False

    @property
    def original_address(self) -> str | None:
        """Return where the original is fetched from, or None where there is none to fetch."""
        return None if self.provenance == "original" else self.fetch or self.url

    @property
    def original_rights(self) -> str:
        """Return the rights without the sentence on the text in the repository: "Texten här är …"."""
        return _OF_THE_DIGEST.sub("", self.rights).strip()


def load_sources(corpus: Path) -> tuple[Source, ...]:
    """Read the catalogue of a corpus; a corpus without one has no sources. Raises CatalogueError."""
    path = corpus / CATALOGUE
    if not path.is_file():
        return ()
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("source", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        place = re.search(r"at line \d+", str(error))
        line = f" Felet finns på rad {place[0].split()[-1]}." if place else ""
        raise CatalogueError(f"Källkatalogen {path} går inte att läsa som TOML i UTF-8.{line}") from error
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise CatalogueError(f"Källkatalogen {path} ska ha en tabell [[source]] för varje källa.")
    sources = tuple(_source(entry, path) for entry in entries)
    ids = [source.id for source in sources]
    twice = next((name for name in ids if ids.count(name) > 1), None)
    if twice is not None:
        raise CatalogueError(f"Källkatalogen {path} har två källor med id ”{twice}”.")
    return sources


def owners(sources: Sequence[Source]) -> dict[str, str]:
    """Return for each source that has an original the id of the source that keeps it: the first with that address."""
    first: dict[str, str] = {}
    return {
        source.id: first.setdefault(source.original_address, source.id) for source in sources if source.original_address
    }


def _source(entry: dict[str, Any], path: Path) -> Source:
    missing = [name for name in _REQUIRED if not entry.get(name)]
    if missing:
        name = entry.get("id", "utan id")
        raise CatalogueError(f"Källan ”{name}” i {path} saknar {', '.join(missing)}.")
    unknown = sorted(set(entry) - set(Source.__dataclass_fields__))
    if unknown:
        raise CatalogueError(f"Källan ”{entry['id']}” i {path} har okända fält: {', '.join(unknown)}.")
    wrong = [name for name, value in entry.items() if not isinstance(value, bool if name == "compiled" else str)]
    if wrong:
        raise CatalogueError(f"Källan ”{entry['id']}” i {path} har fel slags värde i {', '.join(wrong)}.")
    source = Source(**entry)
    if source.id.endswith(ORIGINAL_ENDING):
        raise CatalogueError(f"Källans id ”{source.id}” i {path} får inte sluta på {ORIGINAL_ENDING}.")
    if slug(source.id) != source.id:
        raise CatalogueError(f"Källans id ”{source.id}” i {path} får bara ha a–z, 0–9 och bindestreck.")
    if source.digest and not (path.parent / source.digest).resolve().is_relative_to(path.parent.resolve()):
        raise CatalogueError(f"Källan ”{source.id}” i {path} pekar på en fil utanför källornas mapp.")
    return source
