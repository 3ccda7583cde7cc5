"""Only public addresses are asked, however they are written and whatever leads to them."""

from __future__ import annotations

import asyncio
import socket
from dataclasses import replace
from typing import Any

import pytest

from index.settings import REPOSITORY
from ingest.fetching.client import Client, Wanted
from ingest.fetching.failures import FetchError, NoAnswerError, RefusedError
from ingest.fetching.guard import checked, is_public
from ingest.fetching.settings import FetchSettings
from ingest.sources import load_sources
from tests.ingest.fetching import site as web
from tests.ingest.fetching.site import Site


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "0.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1"),
        *("169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.9"),
        *("224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "192.0.0.170"),
        *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "ff0e::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::8.8.8.8"),
        *("64:ff9b::10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::1", "2002:808:808::1"),
        *("2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "100::1", "4000::1"),
    ],
)
def test_an_address_that_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    "8.8.8.8 194.103.189.41 100.63.255.255 172.32.0.1 2001:67c:1010:23::53 ::ffff:8.8.8.8 64:ff9b::8.8.8.8".split(),
)
def test_an_address_that_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("", "ekvik.example", "//ekvik.example/", "ftp://ekvik.example/", "javascript:alert(1)", "data:text/html,x"),
        *("http://", "http:///brev", "http://[::1", "http://ekvik.example:port/", "http://e\x00kvik.example/"),
        *("http://namn@ekvik.example/", "http://namn:hemligt@ekvik.example/", "gopher://127.0.0.1:25/x", "HTTP:brev"),
        "http://ekvik.example/" + "x" * 5_000,
    ],
)
def test_what_is_no_address_to_ask_is_refused(address: str) -> None:
    with pytest.raises(RefusedError):
        checked(address)


def test_every_address_of_the_catalogue_can_be_asked() -> None:
    for source in load_sources(REPOSITORY / "corpus"):
        for address in filter(None, (source.url, source.fetch)):
            assert "." in checked(address).host


def ask(url: str, settings: FetchSettings) -> None:
    async def run() -> None:
        async with Client(settings) as client:
            await client.get(Wanted(url=url))

    asyncio.run(run())


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]", "0"],
)
def test_this_computer_is_not_asked_however_it_is_written(site: Site, settings: FetchSettings, host: str) -> None:
    with pytest.raises(FetchError):
        ask(f"http://{host}:{site.port}/", replace(settings, exempt=frozenset()))
    with pytest.raises(FetchError):
        ask(f"http://{host}/", replace(settings, exempt=frozenset()))
    assert site.asked == []


def test_the_exemption_is_for_one_host_and_one_port(site: Site, settings: FetchSettings) -> None:
    with web.serving() as other, pytest.raises(RefusedError):
        ask(other.url("/"), settings)
    with pytest.raises(RefusedError):
        ask(f"http://localhost:{site.port}/", settings)


def looking_up(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Let names be looked up with these answers, one after another; return the names asked for."""
    asked: list[str] = []
    waiting = list(answers)

    def look_up(host: str, port: int, *_: Any, **__: Any) -> list[tuple[Any, ...]]:
        asked.append(host)
        found = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def test_one_private_address_among_public_ones_is_enough_to_refuse(
    settings: FetchSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    looking_up(monkeypatch, ["8.8.8.8", "10.0.0.1"])
    with pytest.raises(RefusedError, match="inte är publik"):
        ask("http://ekvik.example/", settings)


def test_a_name_is_looked_up_once_for_each_request_and_that_very_address_is_asked(
    site: Site, settings: FetchSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that answers with a public address first and a private one a moment later gains nothing."""
    asked = looking_up(monkeypatch, ["127.0.0.1"])
    site.answers["/brev"] = web.content(web.letter())
    name = f"ekvik.example:{site.port}"
    ask(f"http://{name}/brev", replace(settings, exempt=frozenset({name})))
    assert asked == ["ekvik.example", "ekvik.example"]
    assert site.paths(robots=True) == ["/robots.txt", "/brev"]


def test_the_first_address_that_takes_the_connection_is_used(
    site: Site, settings: FetchSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    looking_up(monkeypatch, ["127.0.0.2", "127.0.0.1"])
    site.answers["/brev"] = web.content(web.letter())
    ask(f"http://ekvik.example:{site.port}/brev", replace(settings, exempt=frozenset({f"ekvik.example:{site.port}"})))
    assert site.asked[-1].headers["Host"] == f"ekvik.example:{site.port}"


def test_a_name_that_nobody_has_is_said(settings: FetchSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(NoAnswerError, match="Det finns ingen dator med namnet"):
        ask("http://ekvik.example/", settings)
