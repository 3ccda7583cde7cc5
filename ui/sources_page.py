"""The page of sources: the catalogue with what the bank has of each, how old it is, and what failed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from index.document import Document
from index.engine import SearchEngine
from index.once import once_a_generation
from index.ordering import swedish_order
from index.settings import load_settings
from ui.addresses import STREAMLIT, Addresses, Parameters
from ui.metadata import Metadata
from ui.page import Page, Way, render
from ui.passage_text import host, web_address
from ui.records import Record
from ui.state import SearchState, clean
from ui.text import Noun, age, capital, count, date, page_title

STATES = {
    "original": ("Originaltext", "Källans egen text är sökbar här."),
    "digest": ("Sammanfattning", "Kunskapsbankens egen sammanfattning är sökbar här; originalet är inte hämtat."),
    "failed": ("Hämtning misslyckades", "Originalet gick inte att hämta."),
    "missing": ("Saknas", "Ingenting av källan är sökbart här ännu."),
}
"""The states of a source, in the order of the page: what each is called and what it means."""

OLD_YEARS = 5
"""Full years after which laws, organisations and addresses have often changed; the reader is told to check."""

SOURCES = Noun("källa", "källor")

ON_A_PLAIN_PAGE = 25
"""Sources on a plain page, which stays below 50 kB; the page of Streamlit has them all."""

MAX_WORDS = 200
"""Characters of what is searched for in the list."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A state to choose, "" for all: its way has the number of sources as its documents."""

    state: str
    way: Way
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSource:
    """A row of the list. `ways` lead to its documents, `source` to where the original lives, "" where nobody knows.

    `doubts` say what is uncertain about that address, `happened` when it was last asked and why it failed,
    `years` how many years ago it was surely published.
    """

    title: str
    language: str
    ways: tuple[Way, ...]
    kind: str
    publisher: str
    published: str
    years: int
    state: str
    state_title: str
    happened: str
    source: str
    host: str
    doubts: tuple[str, ...]
    rights: str
    note: str


def sources_page(engine: SearchEngine, parameters: Parameters, addresses: Addresses = STREAMLIT) -> Page:
    """List the sources; `lage` chooses a state, `ord` those that hold the words, `sida` a part of a plain list.

    Raises CatalogueError, IndexMissingError and IndexOutdatedError.
    """
    from ui.source_records import catalogue_records  # noqa: PLC0415 (knows ingest, which no other page needs)

    records = catalogue_records(load_settings().corpus, engine.content_hashes())
    records += _outside(engine, records)
    words = clean(" ".join(parameters.get("ord", ())))[:MAX_WORDS]
    found = [record for record in records if _holds(record, words)]
    state = next((name for name in parameters.get("lage", ()) if name in STATES), "")
    chosen = [record for record in found if state in ("", record["state"])]
    chosen.sort(key=lambda record: swedish_order(record["title"]))
    page, last, part = _part(chosen, parameters, addresses)
    asked = [("ord", words)] if words else []
    start, today = SearchState(addresses=addresses), dt.datetime.now(dt.UTC).date()

    def to(lage: str, sida: int = 1) -> str:
        pairs = [*([("lage", lage)] if lage else []), *asked, *([("sida", str(sida))] if sida > 1 else [])]
        return addresses.to("sources", parameters=pairs)

    html = render(
        "sources.html.j2",
        state=start,
        current="Källor",
        status=f"{count(len(chosen), SOURCES)} visas.",
        words=words,
        chosen_state=state,
        choices=_choices(found, state, to),
        meaning=STATES[state][1] if state else "",
        old_years=OLD_YEARS,
        sources=[_shown(record, start, today) for record in part],
        all_address=addresses.to("sources"),
        page=page,
        last=last,
        previous=to(state, page - 1) if page > 1 else "",
        next=to(state, page + 1) if page < last else "",
    )
    about = Metadata(
        address=addresses.to("sources"),
        description="Kunskapsbankens källor: vad som finns av var och en, rättigheter och hur gamla uppgifterna är.",
        listed=not asked and page == 1 and not state,
    )
    return Page(page_title("Källor"), html, about)


def _outside(engine: SearchEngine, records: Sequence[Record]) -> list[Record]:
    """Return the documents that no source of the catalogue has, as records of sources of their own."""
    known = {name for record in records for name in record["documents"]}
    return [record for record in _documents(engine, engine.generation()) if record["id"] not in known]


@once_a_generation
def _documents(engine: SearchEngine, generation: str) -> tuple[Record, ...]:  # noqa: ARG001 (a new generation has others)
    return tuple(_added(document) for document in engine.documents())


def _added(document: Document) -> Record:
    names = ("id", "title", "publisher", "published", "kind", "url", "language", "rights", "address", "note")
    record = {name: getattr(document, name) for name in names}
    state = {"state": document.provenance, "documents": [document.id], "when": None, "error": None}
    return {**record, **state, "fetched": document.fetched, "unanswered_since": document.unanswered_since}


def _holds(record: Record, words: str) -> bool:
    """Tell whether a record holds every word, whatever the case."""
    text = " ".join(str(record[name] or "") for name in ("title", "publisher", "kind", "url", "note", "id")).casefold()
    return all(word in text for word in words.casefold().split())


def _part(chosen: Sequence[Record], parameters: Parameters, addresses: Addresses) -> tuple[int, int, Sequence[Record]]:
    """Return the number of the page, of the last one, and the records of the page."""
    if not addresses.plain:
        return 1, 1, chosen
    last = max(1, -(-len(chosen) // ON_A_PLAIN_PAGE))
    written = (parameters.get("sida") or ["1"])[-1]
    page = min(int(written), last) if written.isascii() and written.isdigit() and len(written) < 6 else 1  # noqa: PLR2004
    page = max(page, 1)
    return page, last, chosen[(page - 1) * ON_A_PLAIN_PAGE : page * ON_A_PLAIN_PAGE]


def _choices(found: Sequence[Record], state: str, to: Callable[[str], str]) -> list[Choice]:
    """Return the states that the found sources have, each with how many, after all of them together."""
    numbers = Counter(record["state"] for record in found)
    choices = [Choice("", Way("Alla", to(""), len(found)), not state)]
    return choices + [
        Choice(name, Way(title, to(name), numbers[name]), name == state)
        for name, (title, _) in STATES.items()
        if numbers[name] or name == state
    ]


def _shown(record: Record, start: SearchState, today: dt.date) -> ShownSource:
    source = web_address(record["url"]) or ""
    return ShownSource(
        title=record["title"],
        language=record["language"],
        ways=_ways(record, start),
        kind=capital(record["kind"]),
        publisher=record["publisher"],
        published=date(record["published"]),
        years=age(record["published"], today),
        state=record["state"],
        state_title=STATES[record["state"]][0],
        happened=_happened(record),
        source=source,
        host=host(source),
        doubts=tuple(_doubts(record)),
        rights=record["rights"],
        note=record["note"] or "",
    )


def _ways(record: Record, start: SearchState) -> tuple[Way, ...]:
    """Return the ways to the documents of a source, named where there are several: the original stands first."""
    documents = record["documents"]
    names = ("originalet", "sammanfattningen") if len(documents) > 1 else ("",)
    return tuple(Way(name, start.document_address(one)) for name, one in zip(names, documents, strict=False))


def _happened(record: Record) -> str:
    if record["error"]:
        return f"{date(record['when'])}: {record['error']}"
    if record["fetched"]:
        return f"Hämtad {date(record['fetched'])}."
    return f"Adressen svarade {date(record['when'])}." if record["when"] else ""


def _doubts(record: Record) -> Iterator[str]:
    if record["unanswered_since"]:
        yield f"svarar inte sedan {date(record['unanswered_since'])}"
    if record["address"] == "derived":
        yield "härledd adress, kan vara fel"
    elif record["address"] == "copy":
        yield "kopia av originalet"
