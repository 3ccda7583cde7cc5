"""The one way out to the web: robots.txt, turns, limits, retries and redirects, each hop checked anew."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Literal, Self

import httpx
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt

from ingest.fetching.answers import Answer, failure, onward
from ingest.fetching.failures import FetchError, NoAnswerError, PassingError, RefusedError
from ingest.fetching.guard import GuardedTransport, checked
from ingest.fetching.robots import Robots
from ingest.fetching.settings import FetchSettings
from ingest.fetching.transfer import ACCEPTED_ENCODING, read_body
from ingest.fetching.turns import Turns

_TEXTS = "text/html, application/xhtml+xml, application/pdf;q=0.9, text/plain;q=0.8, */*;q=0.1"
_CELLAR = re.compile(r"/resource/(?:celex|cellar|oj)/(?!.*/DOC_\d+$)")
"""Addresses at which CELLAR chooses a version; those that end in DOC_1 and so on are one file of one version."""

_WITH_BODY = frozenset({HTTPStatus.OK, HTTPStatus.MULTIPLE_CHOICES})
_ALIVE = frozenset({HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT, HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An address and the language that its content is wanted in; `etag` and `modified` are those of what we have."""

    url: str
    language: str = "sv"
    etag: str | None = None
    modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """Return what a request for it says.

        CELLAR, the repository of the EU's Publications Office, chooses among versions by Accept and Accept-Language.
        """
        url = checked(self.url)
        cellar = _CELLAR.match(url.path) is not None
        asked = {
            "Accept": "application/xhtml+xml" if cellar else _TEXTS,
            "Accept-Language": self.language if cellar else f"{self.language}, *;q=0.5",
            "If-None-Match": self.etag,
            "If-Modified-Since": self.modified,
        }
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """How an address is asked: `body` reads the content, `permitted` asks robots.txt first."""

    headers: Mapping[str, str]
    method: Literal["GET", "HEAD"] = "GET"
    body: bool = True
    permitted: bool = True
    patient: bool = True


class Client:
    """Asks for addresses; use it as an asynchronous context manager, within one event loop."""

    def __init__(self, settings: FetchSettings) -> None:
        self._settings = settings
        self._turns = Turns(settings.delay)
        self._robots = Robots(self._get_robots, self._turns, settings.longest_delay)
        self._http = httpx.AsyncClient(
            transport=GuardedTransport(settings.exempt),
            headers={"User-Agent": settings.user_agent, "Accept-Encoding": ACCEPTED_ENCODING},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            timeout=httpx.Timeout(settings.read_timeout, connect=settings.connect_timeout),
            trust_env=False,
            follow_redirects=False,
        )

    async def __aenter__(self) -> Self:
        """Return the client."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close what is open."""
        await self._http.aclose()

    async def get(self, wanted: Wanted) -> Answer:
        """Return the content of an address (200), or that what we have is still what it is (304).

        Raises FetchError: see `ingest/fetching/failures.py`.
        """
        answer = await self._follow(wanted.url, _Question(headers=wanted.headers))
        conditional = wanted.etag or wanted.modified
        if answer.status == HTTPStatus.OK or (answer.status == HTTPStatus.NOT_MODIFIED and conditional):
            return answer
        raise failure(answer.status, answer.headers)

    async def probe(self, wanted: Wanted) -> Answer:
        """Ask whether an address leads somewhere, without its content. Raises FetchError where it does not."""
        headers = wanted.headers
        try:
            answer = await self._follow(wanted.url, _Question(headers=headers, method="HEAD", patient=False))
        except RefusedError:
            raise
        except FetchError:
            answer = None
        if answer is None or answer.status not in _ALIVE:  # some servers refuse HEAD, or answer it wrongly
            first_byte = _Question(headers={**headers, "Range": "bytes=0-0"}, body=False)
            answer = await self._follow(wanted.url, first_byte)
        if answer.status not in _ALIVE:
            raise failure(answer.status, answer.headers)
        return answer

    async def _get_robots(self, url: httpx.URL) -> Answer:
        answer = await self._follow(str(url), _Question(headers={}, permitted=False))
        if answer.status != HTTPStatus.OK:
            raise failure(answer.status, answer.headers)
        return answer

    async def _follow(self, address: str, question: _Question) -> Answer:
        """Ask an address and those that it sends us on to, each checked as the first."""
        url = checked(address)
        asked: set[httpx.URL] = set()
        while url not in asked:
            asked.add(url)
            if len(asked) > self._settings.redirects + 1:
                raise FetchError("Adressen skickar vidare alltför många gånger.")
            if question.permitted:
                await self._robots.check(url)
            answer = await self._ask(url, question)
            following = onward(answer)
            if following is None:
                return answer
            url = _joined(url, following)
        raise FetchError("Adressen skickar runt i en cirkel, kanske för att sidan kräver kakor.")

    async def _ask(self, url: httpx.URL, question: _Question) -> Answer:
        """Ask one address, again where the failure may pass."""
        retrying = AsyncRetrying(
            retry=retry_if_exception(self._may_pass),
            stop=stop_after_attempt(self._settings.attempts if question.patient else 1),
            wait=self._wait,
            reraise=True,
        )
        answer: Answer = await retrying(self._ask_once, url, question)
        return answer

    def _may_pass(self, error: BaseException) -> bool:
        return isinstance(error, PassingError) and (error.wait or 0) <= self._settings.longest_wait

    def _wait(self, call: RetryCallState) -> float:
        """Return the seconds until the next attempt: what the server asks for, else twice as long each time."""
        error = call.outcome.exception() if call.outcome else None
        said = error.wait if isinstance(error, PassingError) else None
        return self._settings.backoff * 2 ** (call.attempt_number - 1) if said is None else said

    async def _ask_once(self, url: httpx.URL, question: _Question) -> Answer:
        """Ask in our turn. Raises PassingError for what is worth another attempt."""
        async with self._turns.turn(url.host):
            try:
                async with asyncio.timeout(self._settings.total_timeout):
                    answer = await self._transfer(url, question)
            except TimeoutError as error:
                seconds = f"{self._settings.total_timeout:g}".replace(".", ",")
                raise NoAnswerError(f"Svaret var inte klart efter {seconds} sekunder.") from error
            except httpx.TimeoutException as error:
                raise PassingError("Servern slutade svara.") from error
            except httpx.HTTPError as error:
                raise PassingError("Överföringen bröts innan allt hade kommit.") from error
            passing = failure(answer.status, answer.headers)
            if isinstance(passing, PassingError):
                self._turns.pause(url.host, min(passing.wait or 0, self._settings.longest_wait))
                raise passing
        return answer

    async def _transfer(self, url: httpx.URL, question: _Question) -> Answer:
        async with self._http.stream(question.method, url, headers=question.headers) as response:
            reads = question.method == "GET" and question.body and response.status_code in _WITH_BODY
            content = await read_body(response, self._settings.limit) if reads else b""
        return Answer(url=url, status=response.status_code, headers=response.headers, content=content)


def _joined(url: httpx.URL, following: str) -> httpx.URL:
    """Return the address that a redirect leads to. Raises RefusedError where that is less safe or not to be asked."""
    try:
        onwards = checked(str(url.join(following)))
    except (httpx.InvalidURL, UnicodeError) as error:
        raise RefusedError("Adressen skickar vidare till en felskriven adress.") from error
    if url.scheme == "https" and onwards.scheme == "http":
        raise RefusedError("Adressen skickar vidare från https till okrypterad http.")
    return onwards
