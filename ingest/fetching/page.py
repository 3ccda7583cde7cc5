"""What a person asks for by its address: a page or a file, fetched like an original, and an archive of such."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

import httpx

from index.engine import SearchEngine
from ingest.archive import SUFFIX as ARCHIVE
from ingest.archive import is_archive, without_suffix
from ingest.assemble import title_of
from ingest.fetching.answers import Answer
from ingest.fetching.client import Client, Wanted
from ingest.fetching.content import arrival, judge
from ingest.fetching.failures import FetchError
from ingest.fetching.guard import checked
from ingest.fetching.settings import FetchSettings
from ingest.inbox import Inbox
from ingest.pipeline import known_documents
from ingest.processes import Limits, Processes
from ingest.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedPage:
    """A page as it came: its bytes, a name for its file, the address asked for, and what its reader makes of it."""

    data: bytes
    name: str
    url: str
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedArchive:
    """A ZIP archive as it came, for an ingest to take in what it holds: its bytes, a name, the address asked for."""

    data: bytes
    name: str
    url: str


def fetch(address: str, settings: FetchSettings, limits: Limits) -> FetchedPage | FetchedArchive:
    """Fetch what is at an address. Raises FetchError, and SourceError where what came gives no text."""
    url = checked(address)

    async def get() -> FetchedPage | FetchedArchive:
        async with Client(settings) as client:
            answer = await client.get(Wanted(url=str(url)))
        last = PurePosixPath(answer.url.path).name
        if is_archive(BytesIO(answer.content), last):
            name = f"{without_suffix(last) or answer.url.host}{ARCHIVE}"
            return FetchedArchive(data=answer.content, name=name, url=str(url))
        return await _page(answer, url, limits)

    return asyncio.run(get())


def fetch_page(address: str, settings: FetchSettings, limits: Limits) -> FetchedPage:
    """Fetch the text at an address. Raises as `fetch`, and FetchError where an archive came."""
    came = fetch(address, settings, limits)
    if isinstance(came, FetchedArchive):
        raise FetchError("Adressen leder till ett zip-arkiv. Hämta det och lägg in det som en fil.")
    return came


async def _page(answer: Answer, url: httpx.URL, limits: Limits) -> FetchedPage:
    came = arrival(answer, url)
    with Processes(limits=limits) as processes:
        reading = await asyncio.to_thread(processes.one, judge, came)
    name = f"{title_of(reading) or _last_part(answer.url)}{came.suffix}".replace("/", "-")
    return FetchedPage(data=came.data, name=name, url=str(url), reading=reading)


def take_in(page: FetchedPage, engine: SearchEngine, corpus: Path) -> None:
    """Put a page into the inbox of a corpus, in the place of its older version if there is one. Raises FetchError."""
    with engine.exclusive():
        try:
            Inbox(corpus, known=known_documents(engine)).take_in(page.data, page.name, page.url, reading=page.reading)
        except OSError as error:
            raise FetchError("Sidan går inte att lägga i källornas mapp.") from error


def _last_part(url: httpx.URL) -> str:
    return PurePosixPath(url.path).stem or url.host
