"""The client against a real server: manners, limits, retries, redirects."""

from __future__ import annotations

import asyncio
import gzip
import re
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler

import pytest

from ingest.fetching.answers import Answer
from ingest.fetching.client import Client, Wanted
from ingest.fetching.failures import FetchError, NoAnswerError, PassingError, RefusedError
from ingest.fetching.settings import FetchSettings
from tests.ingest.fetching import site as web
from tests.ingest.fetching.site import Site

Get = Callable[..., Answer]


@pytest.fixture
def get(site: Site, settings: FetchSettings) -> Get:
    def ask(path: str, *, within: FetchSettings = settings, **wanted: str) -> Answer:
        async def run() -> Answer:
            async with Client(within) as client:
                return await client.get(Wanted(url=path if "://" in path else site.url(path), **wanted))

        return asyncio.run(run())

    return ask


def test_a_page_comes_with_its_type_and_its_versions_mark(site: Site, get: Get) -> None:
    site.answers["/brev"] = web.content(web.letter(), ETag='"v1"')
    answer = get("/brev")
    assert (answer.content, answer.content_type) == (web.letter(), "text/html")
    assert answer.headers["etag"] == '"v1"'


def test_a_request_says_who_asks_and_what_for(site: Site, get: Get) -> None:
    site.answers["/brev"] = web.content(web.letter())
    get("/brev")
    robots, page = site.asked
    assert robots.path == "/robots.txt"
    for asked in (robots, page):
        assert asked.headers["User-Agent"] == "Kunskapsbank/0.1.0 (+fragor@ekvik.example)"
    assert page.headers["Accept"].startswith("text/html")
    assert page.headers["Accept-Language"].startswith("sv")


def test_cellar_is_asked_for_swedish_xhtml(site: Site, get: Get) -> None:
    site.answers["/resource/celex/52024DC0987"] = web.redirect("/resource/cellar/ab12.0019.03/DOC_1", 303)
    site.answers["/resource/cellar/ab12.0019.03/DOC_1"] = web.content(web.letter(), "application/xhtml+xml")
    get("/resource/celex/52024DC0987")
    for asked in site.asked[1:]:
        assert (asked.headers["Accept"], asked.headers["Accept-Language"]) == ("application/xhtml+xml", "sv")


def test_a_file_of_cellar_that_is_named_exactly_is_taken_in_the_format_that_it_has(site: Site, get: Get) -> None:
    path = "/resource/cellar/ab12.0006.03/DOC_1"
    site.answers[path] = web.content(web.letter())
    get(path)
    assert "*/*" in site.asked[-1].headers["Accept"]


def test_a_list_of_parts_leads_to_the_first(site: Site, get: Get) -> None:
    parts = b'<html><body><ul><li><a href="/DOC_1">DOC_1</a></li><li><a href="/DOC_2">DOC_2</a></li></ul></body></html>'

    def listing(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(300)
        handler.send_header("Content-Length", str(len(parts)))
        handler.end_headers()
        handler.wfile.write(parts)

    site.answers["/plan"] = listing
    site.answers["/DOC_1"] = web.content(web.letter())
    assert get("/plan").url.path == "/DOC_1"


def test_what_we_have_is_not_sent_again(site: Site, get: Get) -> None:
    site.answers["/brev"] = web.unchanged_if('"v1"', web.letter())
    assert get("/brev").status == 200
    assert get("/brev", etag='"v1"').status == 304
    get("/brev", modified="Tue, 15 Nov 2022 12:45:26 GMT")
    assert site.asked[-1].headers["If-Modified-Since"] == "Tue, 15 Nov 2022 12:45:26 GMT"


def test_packed_content_is_unpacked(site: Site, get: Get) -> None:
    site.answers["/brev"] = web.packed(web.letter())
    assert get("/brev").content == web.letter()


def test_redirects_are_followed_to_the_end(site: Site, get: Get) -> None:
    site.answers |= {"/a": web.redirect("/b", 301), "/b": web.redirect("c", 308), "/c": web.content(web.letter())}
    assert str(get("/a").url) == site.url("/c")


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"/brev": web.status(404)}, "Sidan finns inte på adressen (404)."),
        ({"/brev": web.status(410)}, "Sidan finns inte på adressen (410)."),
        ({"/brev": web.status(401)}, "Servern kräver inloggning (401)."),
        ({"/brev": web.status(403)}, "Servern tillåter inte att sidan hämtas (403)."),
        ({"/brev": web.status(202)}, "Servern svarar på ett sätt som inte går att använda (202)."),
        ({"/brev": web.status(304)}, "Servern svarar på ett sätt som inte går att använda (304)."),
        ({"/brev": web.status(503)}, "Servern svarar med ett fel (503)."),
        ({"/brev": web.status(302)}, "Servern skickar vidare utan att säga vart."),
        ({"/brev": web.redirect("/a"), "/a": web.redirect("/brev")}, "Adressen skickar runt i en cirkel"),
        ({"/brev": web.redirect("/brev")}, "Adressen skickar runt i en cirkel"),
        ({"/brev": web.redirect("http://10.0.0.7/intern")}, "inte är publik"),
        ({"/brev": web.redirect("http://169.254.169.254/latest/meta-data/")}, "inte är publik"),
        ({"/brev": web.redirect("http://[::1]/")}, "inte är publik"),
        ({"/brev": web.redirect("http://localhost/")}, "inte är publik"),
        ({"/brev": web.redirect("file:///etc/passwd")}, "börjar inte med http"),
        ({"/brev": web.redirect("http://user:hemligt@ekvik.example/")}, "användarnamn"),
        ({"/brev": web.cut_short(web.letter())}, "Överföringen bröts innan allt hade kommit."),
        ({"/brev": web.content(b"x" * 204_801)}, "Filen är större än gränsen, 0,195 MB."),
        ({"/brev": web.endless(b"x" * 10_000)}, "Filen är större än gränsen, 0,195 MB."),
        ({"/brev": web.packed(bytes(20_000_000))}, "Filen är större än gränsen, 0,195 MB."),
        ({"/brev": web.content(b"\x1f\x8b\x08 trasig", Content_Encoding="gzip")}, "går inte att packa upp"),
        ({"/brev": web.content(gzip.compress(b"text")[:-6], Content_Encoding="gzip")}, "Överföringen bröts"),
        ({"/brev": web.content(b"text", Content_Encoding="gzip, gzip")}, "packat på ett sätt"),
        ({"/brev": web.dripping(b"<p>text</p>", 0.02)}, "Svaret var inte klart efter 0,4 sekunder."),
        ({"/brev": web.dripping(b"x", 1)}, "Servern slutade svara."),
        ({"/robots.txt": web.content(b"User-agent: *\nDisallow: /", "text/plain")}, "robots.txt tillåter inte"),
        ({"/robots.txt": web.status(500)}, "robots.txt går inte att läsa just nu"),
        ({"/robots.txt": web.status(429)}, "robots.txt går inte att läsa just nu"),
    ],
)
def test_a_failure_is_one_swedish_sentence(
    site: Site, get: Get, settings: FetchSettings, answers: dict[str, web.Answer], sentence: str
) -> None:
    site.answers |= {"/brev": web.content(web.letter()), **answers}
    within = replace(settings, read_timeout=0.2, total_timeout=0.4)
    with pytest.raises(FetchError, match=re.escape(sentence)) as caught:
        get("/brev", within=within)
    assert str(caught.value).count(". ") == 0
    assert str(caught.value).endswith(".")


def test_a_redirect_chain_that_never_ends_is_left(site: Site, get: Get, settings: FetchSettings) -> None:
    for number in range(20):
        site.answers[f"/{number}"] = web.redirect(f"/{number + 1}")
    with pytest.raises(FetchError, match="alltför många gånger"):
        get("/0", within=replace(settings, redirects=4))
    assert site.paths() == ["/0", "/1", "/2", "/3", "/4"]


def test_an_ill_server_is_asked_again(site: Site, get: Get) -> None:
    site.answers["/brev"] = web.in_turn(web.status(500), web.cut_short(b"<html>"), web.content(web.letter()))
    assert get("/brev").content == web.letter()
    assert site.paths() == ["/brev"] * 3


def test_an_ill_server_is_not_asked_for_ever(site: Site, get: Get) -> None:
    site.answers["/brev"] = web.status(502)
    with pytest.raises(PassingError):
        get("/brev")
    assert site.paths() == ["/brev"] * 3


def test_a_server_that_asks_us_to_wait_is_waited_for(site: Site, get: Get) -> None:
    site.answers["/brev"] = web.in_turn(web.status(429, Retry_After="1"), web.content(web.letter()))
    assert get("/brev").status == 200
    first, second = (asked.times[0] for asked in site.asked[1:])
    assert second - first >= 1


def test_a_server_that_asks_for_too_long_a_wait_is_left(site: Site, get: Get) -> None:
    site.answers["/brev"] = web.status(429, Retry_After="86400")
    with pytest.raises(PassingError, match="Servern ber oss vänta"):
        get("/brev")
    assert site.paths() == ["/brev"]


def test_what_is_missing_is_not_asked_for_again(site: Site, get: Get) -> None:
    with pytest.raises(NoAnswerError):
        get("/finns-inte")
    assert site.paths() == ["/finns-inte"]


def test_robots_txt_is_read_once_and_its_rules_for_us_are_kept(site: Site, settings: FetchSettings) -> None:
    rules = b"User-agent: Kunskapsbank\nDisallow: /arkiv/\n\nUser-agent: *\nDisallow: /"
    site.answers |= {"/robots.txt": web.content(rules, "text/plain"), "/brev": web.content(web.letter())}

    async def run() -> None:
        async with Client(settings) as client:
            await client.get(Wanted(url=site.url("/brev")))
            await client.get(Wanted(url=site.url("/brev")))
            with pytest.raises(RefusedError):
                await client.get(Wanted(url=site.url("/arkiv/1")))

    asyncio.run(run())
    assert site.paths(robots=True) == ["/robots.txt", "/brev", "/brev"]


def test_robots_txt_also_rules_where_a_redirect_leads(site: Site, get: Get, settings: FetchSettings) -> None:
    with web.serving() as other:
        other.answers["/robots.txt"] = web.content(b"User-agent: *\nDisallow: /", "text/plain")
        site.answers["/brev"] = web.redirect(other.url("/hemlig"))
        with pytest.raises(RefusedError, match="robots"):
            get("/brev", within=replace(settings, exempt=settings.exempt | {other.host}))
        assert other.paths() == []


def test_requests_to_one_host_come_one_at_a_time_with_a_pause(site: Site, settings: FetchSettings) -> None:
    paths = [f"/{number}" for number in range(4)]
    site.answers |= dict.fromkeys(paths, web.content(web.letter()))

    async def run() -> None:
        async with Client(replace(settings, delay=0.1)) as client:
            await asyncio.gather(*(client.get(Wanted(url=site.url(path))) for path in paths))

    asyncio.run(run())
    for before, after in zip(site.asked, site.asked[1:], strict=False):
        assert after.times[0] - before.times[0] >= 0.1


def test_a_crawl_delay_is_kept_up_to_a_limit(site: Site, settings: FetchSettings) -> None:
    site.answers |= {
        "/robots.txt": web.content(b"User-agent: *\nCrawl-delay: 3600", "text/plain"),
        "/brev": web.content(web.letter()),
    }

    async def run() -> None:
        async with Client(replace(settings, longest_delay=0.2)) as client:
            await client.get(Wanted(url=site.url("/brev")))
            await client.get(Wanted(url=site.url("/brev")))

    asyncio.run(run())
    first, second = (asked.times[0] for asked in site.asked[1:])
    assert second - first >= 0.2


def test_cookies_are_not_kept(site: Site, settings: FetchSettings) -> None:
    site.answers["/brev"] = web.content(web.letter(), Set_Cookie="besok=1")

    async def run() -> None:
        async with Client(settings) as client:
            await client.get(Wanted(url=site.url("/brev")))
            await client.get(Wanted(url=site.url("/brev")))

    asyncio.run(run())
    assert "Cookie" not in site.asked[-1].headers


def test_a_proxy_of_the_environment_is_not_used(site: Site, get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    site.answers["/brev"] = web.content(web.letter())
    assert get("/brev").status == 200


def probe(site: Site, settings: FetchSettings) -> None:
    async def run() -> None:
        async with Client(settings) as client:
            await client.probe(Wanted(url=site.url("/brev")))

    asyncio.run(run())


def test_a_probe_asks_for_the_head_only(site: Site, settings: FetchSettings) -> None:
    site.answers["/brev"] = web.content(web.letter())
    probe(site, settings)
    assert [asked.method for asked in site.asked[1:]] == ["HEAD"]


@pytest.mark.parametrize("refusal", [403, 404, 405, 500, 501])
def test_a_server_that_refuses_heads_is_asked_for_a_byte(site: Site, settings: FetchSettings, refusal: int) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        (web.status(refusal) if handler.command == "HEAD" else web.content(web.letter()))(handler)

    site.answers["/brev"] = answer
    probe(site, settings)
    assert [asked.method for asked in site.asked[1:]] == ["HEAD", "GET"]
    assert site.asked[-1].headers["Range"] == "bytes=0-0"


def test_a_probe_of_a_dead_address_says_so(site: Site, settings: FetchSettings) -> None:
    with pytest.raises(NoAnswerError, match="404"):
        probe(site, settings)
