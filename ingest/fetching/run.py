"""The originals of the catalogue: fetched into corpus/originals/, or only asked whether they are still there."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout

from index.errors import KunskapsbankError, UsageError
from ingest.fetching.client import Client, Wanted
from ingest.fetching.content import Arrival, arrival, check_place, judge
from ingest.fetching.failures import FetchError, NoAnswerError, RefusedError, leads_nowhere
from ingest.fetching.guard import checked
from ingest.fetching.settings import FetchSettings
from ingest.originals import ORIGINALS, OriginalState, load_state, now, original_place, save_state
from ingest.processes import Limits, Processes
from ingest.reading import SourceError
from ingest.removed import REMOVED, load_removed
from ingest.sources import ORIGINAL_ENDING, Source, load_sources, owners
from ingest.toml_file import write_whole

HOSTS_AT_ONCE = 8

Result = Literal["fetched", "unchanged", "alive", "dead", "failed", "skipped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one source; `reason` is a Swedish sentence where it was skipped, failed or dead.

    `answered` tells whether its server said anything at all.
    """

    id: str
    url: str | None
    result: Result
    reason: str = ""
    answered: bool = True


Report = Callable[[Outcome], None]


def is_offline(outcomes: Sequence[Outcome]) -> bool:
    """Say whether no server answered at all, which is likelier to be this computer's fault."""
    asked = [outcome for outcome in outcomes if outcome.result != "skipped"]
    return bool(asked) and not any(outcome.answered for outcome in asked)


class FetchingError(KunskapsbankError):
    """Nothing can be fetched at all: another fetch is running, or the folder cannot be written to."""


def fetch_originals(
    corpus: Path, ids: Sequence[str], settings: FetchSettings, limits: Limits, report: Report
) -> list[Outcome]:
    """Fetch the originals of the sources named, of all where none is, and keep what is known of each beside it.

    What is unchanged on the web is not sent again; an answer that is no text within the limits of reading never
    replaces an older original. `report` is called as each is done. Raises UsageError for an unknown id, CatalogueError
    and FetchingError.
    """

    async def fetch() -> list[Outcome]:
        with Processes(limits=limits) as processes:
            work = partial(_fetch, _Judge(processes))
            return await _Run(corpus, settings, report, work=work, leading_nowhere="failed").all(ids)

    with _alone(corpus):
        return asyncio.run(fetch())


def check_addresses(corpus: Path, ids: Sequence[str], settings: FetchSettings, report: Report) -> list[Outcome]:
    """Ask whether each address leads somewhere, fetch nothing, and keep what it said. Raises as `fetch_originals`."""
    with _alone(corpus):
        return asyncio.run(_Run(corpus, settings, report, work=_check, leading_nowhere="dead").all(ids))


@dataclass(frozen=True, slots=True)
class _Errand:
    """A source to ask for, its address, and what is known of its original so far."""

    corpus: Path
    source: Source
    address: str
    state: OriginalState


@dataclass(frozen=True, slots=True)
class _Failed:
    """An errand that failed, and why."""

    errand: _Errand
    error: FetchError | SourceError | OSError


@dataclass(frozen=True, slots=True)
class _Ended:
    """How an errand ended, what is known after it, and why it was skipped if it was."""

    result: Result
    state: OriginalState
    reason: str = ""


_Work = Callable[[Client, _Errand], Awaitable[_Ended]]


@dataclass(slots=True)
class _Run:
    """One run over the catalogue: side by side for different hosts, one after another for the same."""

    corpus: Path
    settings: FetchSettings
    report: Report
    work: _Work
    leading_nowhere: Result
    outcomes: list[Outcome] = field(default_factory=list)
    failed: list[_Failed] = field(default_factory=list)

    async def all(self, ids: Sequence[str]) -> list[Outcome]:
        """Do the work for the sources named and return the outcomes in the order of the catalogue."""
        sources = _chosen(load_sources(self.corpus), ids)
        few = asyncio.Semaphore(HOSTS_AT_ONCE)
        async with Client(self.settings) as client, asyncio.TaskGroup() as group:
            for errands in self._by_host(sources):
                group.create_task(self._queue(client, errands, few))
        self._record_failures()
        place = {source.id: number for number, source in enumerate(sources)}
        return sorted(self.outcomes, key=lambda outcome: place[outcome.id])

    def _by_host(self, sources: Sequence[Source]) -> list[list[_Errand]]:
        """Return the errands of each host, those first that have waited longest; the rest of the sources is skipped."""
        keepers, removed = owners(load_sources(self.corpus)), load_removed(self.corpus)
        hosts: defaultdict[str, list[_Errand]] = defaultdict(list)
        for source in sources:
            address = source.original_address
            if address is None:
                self._tell(source, "skipped", "Källan har inget original på någon adress.")
            elif keepers[source.id] != source.id:
                self._tell(source, "skipped", f"Originalet är detsamma som för {keepers[source.id]}.")
            elif removed & {source.id, f"{source.id}{ORIGINAL_ENDING}"}:
                self._tell(source, "skipped", f"Dokumentet är borttaget och står i {REMOVED}.")
            else:
                state = load_state(self.corpus, source.id) or OriginalState(url=address)
                if state.url != address:  # the catalogue has another address than before
                    state = replace(state, url=address, etag=None, modified=None, unanswered_since=None)
                hosts[_host(address)].append(_Errand(self.corpus, source, address, state))
        return [sorted(errands, key=lambda errand: errand.state.checked or "") for errands in hosts.values()]

    async def _queue(self, client: Client, errands: Sequence[_Errand], few: asyncio.Semaphore) -> None:
        async with few:
            for errand in errands:
                await self._do(client, errand)

    async def _do(self, client: Client, errand: _Errand) -> None:
        """Do one errand; what succeeds is on record at once, so that an interrupted run keeps what it has done."""
        source = errand.source
        try:
            ended = await self.work(client, errand)
            if ended.state != errand.state:
                save_state(self.corpus, source.id, ended.state)
        except (FetchError, SourceError, OSError) as error:
            self.failed.append(_Failed(errand, error))
            nowhere = isinstance(error, FetchError) and leads_nowhere(error)
            result = self.leading_nowhere if nowhere else "failed"
            self._tell(source, result, _reason(error), answered=_has_answered(error))
        else:
            self._tell(source, ended.result, ended.reason)

    def _tell(self, source: Source, result: Result, reason: str = "", *, answered: bool = True) -> None:
        outcome = Outcome(id=source.id, url=source.original_address, result=result, reason=reason, answered=answered)
        self.outcomes.append(outcome)
        self.report(outcome)

    def _record_failures(self) -> None:
        """Keep why errands failed; that an address leads nowhere is believed only if the web answered at all."""
        online = not is_offline(self.outcomes)
        for failed in self.failed:
            state = replace(failed.errand.state, checked=now(), error=_reason(failed.error))
            if isinstance(failed.error, FetchError) and leads_nowhere(failed.error):
                since = state.unanswered_since or (state.checked if online else None)
            else:
                since = None if _has_answered(failed.error) else state.unanswered_since
            with suppress(OSError):
                save_state(self.corpus, failed.errand.source.id, replace(state, unanswered_since=since))


class _Judge:
    """Reads what came in a process of its own, one at a time."""

    def __init__(self, processes: Processes) -> None:
        self._processes = processes
        self._turn = asyncio.Lock()

    async def __call__(self, came: Arrival) -> None:
        """Raise SourceError where what came gives no text."""
        async with self._turn:
            await asyncio.to_thread(self._processes.one, judge, came)


async def _fetch(check_text: _Judge, client: Client, errand: _Errand) -> _Ended:
    """Fetch one original unless it is what we have. Raises FetchError, SourceError and OSError."""
    state = errand.state
    place = original_place(errand.corpus, errand.source.id, state)
    if place and place.name != state.file:
        return _Ended("skipped", state, f"Originalet är lagt för hand i {ORIGINALS}/{place.name}.")
    older = place if place and sha256(place.read_bytes()).hexdigest() == state.sha256 else None
    wanted = Wanted(
        url=errand.address,
        language=errand.source.language,
        etag=state.etag if older else None,
        modified=state.modified if older else None,
    )
    answer = await client.get(wanted)
    state = replace(state, checked=now(), error=None, unanswered_since=None)
    if answer.status == HTTPStatus.NOT_MODIFIED:
        return _Ended("unchanged", state)
    came = arrival(answer, checked(errand.address))
    state = replace(
        state,
        final_url=str(answer.url),
        status=answer.status,
        content_type=answer.content_type,
        etag=answer.headers.get("etag"),
        modified=answer.headers.get("last-modified"),
    )
    content = sha256(came.data).hexdigest()
    if older and content == state.sha256:
        return _Ended("unchanged", state)
    await check_text(came)
    file = f"{errand.source.id}{came.suffix}"
    state = replace(state, bytes=len(came.data), sha256=content, file=file, fetched=state.checked)
    save_state(errand.corpus, errand.source.id, state)  # first, so that the file is never taken for a person's
    write_whole(errand.corpus / ORIGINALS / file, came.data)
    if place and place.name != file:
        place.unlink()
    return _Ended("fetched", state)


async def _check(client: Client, errand: _Errand) -> _Ended:
    """Ask whether an address leads somewhere. Raises FetchError."""
    answer = await client.probe(Wanted(url=errand.address, language=errand.source.language))
    check_place(checked(errand.address), answer.url)
    return _Ended("alive", replace(errand.state, checked=now(), error=None, unanswered_since=None))


def _chosen(sources: Sequence[Source], ids: Sequence[str]) -> list[Source]:
    unknown = sorted(set(ids) - {source.id for source in sources})
    if unknown:
        raise UsageError(f"Det finns ingen källa med id ”{unknown[0]}” i källkatalogen.")
    return [source for source in sources if not ids or source.id in ids]


def _host(address: str) -> str:
    """Return the host that is asked first, "" for an address that will be refused."""
    try:
        return checked(address).host
    except FetchError:
        return ""


def _has_answered(error: FetchError | SourceError | OSError) -> bool:
    """Say whether a server said anything at all before an errand failed."""
    silent = isinstance(error, OSError | RefusedError) or (isinstance(error, NoAnswerError) and error.status is None)
    return not silent


def _reason(error: FetchError | SourceError | OSError) -> str:
    return "Det går inte att skriva i originalens mapp." if isinstance(error, OSError) else str(error)


@contextmanager
def _alone(corpus: Path) -> Iterator[None]:
    """Keep other fetches out."""
    if not corpus.is_dir():
        raise UsageError(f"Källornas mapp {corpus} finns inte eller är ingen mapp.")
    folder = corpus / ORIGINALS
    lock = FileLock(folder / ".lock")
    try:
        folder.mkdir(exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        raise FetchingError("En annan hämtning pågår redan. Försök igen när den är klar.") from None
    except OSError as error:
        raise FetchingError(f"Det går inte att skriva i originalens mapp {folder}.") from error
    try:
        yield
    finally:
        lock.release()
