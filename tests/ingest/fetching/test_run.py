"""Fetching the originals of a catalogue from a real server: what is kept, what is not, and what is known afterwards."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import UsageError
from ingest.fetching import run
from ingest.fetching.run import FetchingError, Outcome
from ingest.fetching.settings import FetchSettings
from ingest.originals import load_state
from ingest.processes import Limits
from tests.ingest.fetching import site as web
from tests.ingest.fetching.site import Site

Fetch = Callable[..., list[Outcome]]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    return folder


@pytest.fixture
def fetch(corpus: Path, settings: FetchSettings) -> Fetch:
    def act(*ids: str, within: FetchSettings = settings) -> list[Outcome]:
        return run.fetch_originals(corpus, ids, within, Limits(), lambda _: None)

    return act


@pytest.fixture
def check(corpus: Path, settings: FetchSettings) -> Fetch:
    return lambda *ids: run.check_addresses(corpus, ids, settings, lambda _: None)


def catalogue(corpus: Path, **addresses: str | None) -> None:
    """Write a catalogue of sources by id with their addresses."""
    entries = [
        f'[[source]]\nid = "{name}"\ntitle = "Källan {name}"\npublisher = "Ekviks förlag"\nkind = "nyhetsbrev"\n'
        f'language = "sv"\nrights = "Påhittad text."\n' + (f'url = "{url}"\n' if url else "")
        for name, url in addresses.items()
    ]
    (corpus / "sources.toml").write_text("\n".join(entries), encoding="utf-8")


def results(outcomes: list[Outcome]) -> dict[str, str]:
    return {outcome.id: outcome.result for outcome in outcomes}


def files(corpus: Path) -> set[str]:
    return {path.name for path in (corpus / "originals").iterdir() if not path.name.startswith(".")}


def test_an_original_is_kept_with_what_is_known_of_it(corpus: Path, site: Site, fetch: Fetch) -> None:
    catalogue(corpus, brev=site.url("/brev?nr=1"))
    site.answers["/brev?nr=1"] = web.redirect("/arkiv/brev.html")
    site.answers["/arkiv/brev.html"] = web.content(
        web.letter(), ETag='"v1"', Last_Modified="Tue, 15 Nov 2022 12:45:26 GMT"
    )
    assert fetch() == [Outcome(id="brev", url=site.url("/brev?nr=1"), result="fetched")]
    assert (corpus / "originals" / "brev.html").read_bytes() == web.letter()
    state = load_state(corpus, "brev")
    assert state is not None
    assert (state.url, state.final_url, state.status) == (site.url("/brev?nr=1"), site.url("/arkiv/brev.html"), 200)
    assert (state.etag, state.modified, state.content_type) == ('"v1"', "Tue, 15 Nov 2022 12:45:26 GMT", "text/html")
    assert (state.bytes, len(state.sha256 or ""), state.error) == (len(web.letter()), 64, None)
    assert state.fetched
    assert state.fetched == state.checked


def test_an_unchanged_original_is_not_sent_again(corpus: Path, site: Site, fetch: Fetch) -> None:
    catalogue(corpus, brev=site.url("/brev"))
    site.answers["/brev"] = web.unchanged_if('"v1"', web.letter())
    assert results(fetch()) == {"brev": "fetched"}
    assert results(fetch()) == {"brev": "unchanged"}
    assert site.asked[-1].headers["If-None-Match"] == '"v1"'


def test_the_same_content_again_is_unchanged_where_a_server_knows_no_versions(
    corpus: Path, site: Site, fetch: Fetch
) -> None:
    catalogue(corpus, brev=site.url("/brev"))
    site.answers["/brev"] = web.content(web.letter())
    assert results(fetch()) == {"brev": "fetched"}
    assert results(fetch()) == {"brev": "unchanged"}


def test_an_original_that_somebody_deleted_or_spoiled_comes_again(corpus: Path, site: Site, fetch: Fetch) -> None:
    catalogue(corpus, brev=site.url("/brev"))
    site.answers["/brev"] = web.unchanged_if('"v1"', web.letter())
    fetch()
    (corpus / "originals" / "brev.html").write_text("trasig", encoding="utf-8")
    assert results(fetch()) == {"brev": "fetched"}
    (corpus / "originals" / "brev.html").unlink()
    assert results(fetch()) == {"brev": "fetched"}
    assert (corpus / "originals" / "brev.html").read_bytes() == web.letter()


def test_a_new_version_replaces_the_older_also_under_another_ending(corpus: Path, site: Site, fetch: Fetch) -> None:
    catalogue(corpus, brev=site.url("/brev"))
    site.answers["/brev"] = web.in_turn(
        web.content(web.letter()), web.content("Ett brev från Ekvik.".encode(), "text/plain; charset=utf-8")
    )
    fetch()
    assert results(fetch()) == {"brev": "fetched"}
    assert files(corpus) == {"brev.txt", "brev.json"}


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        (web.status(404), "Sidan finns inte på adressen (404)."),
        (web.content(web.letter("Sidan kunde inte hittas")), "Servern svarar med en felsida: innehållet finns inte."),
        (web.content(b"\x89PNG\r\n\x1a\n", "image/png"), "Svaret är av en typ som inte går att läsa in (image/png)."),
        (web.cut_short(web.letter()), "Överföringen bröts innan allt hade kommit."),
        (web.redirect("/"), "Sidan finns inte kvar: adressen skickar vidare till en startsida."),
    ],
)
def test_a_bad_answer_is_said_and_never_replaces_an_older_original(
    corpus: Path, site: Site, fetch: Fetch, bad: web.Answer, sentence: str
) -> None:
    catalogue(corpus, brev=site.url("/brev"))
    site.answers |= {"/brev": web.in_turn(web.content(web.letter()), bad), "/": web.content(web.letter("Startsida"))}
    fetch()
    (failed,) = fetch()
    assert (failed.result, failed.reason) == ("failed", sentence)
    assert (corpus / "originals" / "brev.html").read_bytes() == web.letter()
    state = load_state(corpus, "brev")
    assert state is not None
    assert state.error == sentence


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("file:///etc/passwd", "Adressen börjar inte med http eller https."),
        ("http://127.0.0.1/", "Adressen leder till en dator som inte är publik, och sådana hämtas inte."),
        ("http://2130706433/", "Adressen leder till en dator som inte är publik, och sådana hämtas inte."),
        ("http://ekvik.example:22/", "Adressen har porten 22, och bara 80 och 443 används."),
        ("http://[::1", "Adressen är felskriven."),
    ],
)
def test_an_address_that_is_not_asked_is_said(corpus: Path, fetch: Fetch, address: str, sentence: str) -> None:
    catalogue(corpus, intern=address)
    (failed,) = fetch()
    assert (failed.result, failed.reason) == ("failed", sentence)


def test_sources_without_an_original_of_their_own_are_skipped(corpus: Path, site: Site, fetch: Fetch) -> None:
    catalogue(corpus, brev=site.url("/brev"), exempel=site.url("/brev"), ordlista=None)
    site.answers["/brev"] = web.content(web.letter())
    outcomes = {outcome.id: outcome for outcome in fetch()}
    assert results(list(outcomes.values())) == {"brev": "fetched", "exempel": "skipped", "ordlista": "skipped"}
    assert outcomes["exempel"].reason == "Originalet är detsamma som för brev."
    assert outcomes["ordlista"].reason == "Källan har inget original på någon adress."
    assert site.paths() == ["/brev"]


def test_an_original_that_a_person_has_put_there_is_left_alone(corpus: Path, site: Site, fetch: Fetch) -> None:
    catalogue(corpus, handbok=site.url("/handbok"))
    (corpus / "originals").mkdir()
    (corpus / "originals" / "handbok.txt").write_text("Handboken i sin helhet.", encoding="utf-8")
    (outcome,) = fetch()
    assert (outcome.result, outcome.reason) == ("skipped", "Originalet är lagt för hand i originals/handbok.txt.")
    assert site.asked == []


def test_only_the_sources_named_are_fetched(corpus: Path, site: Site, fetch: Fetch) -> None:
    catalogue(corpus, ett=site.url("/1"), tva=site.url("/2"))
    site.answers |= dict.fromkeys(("/1", "/2"), web.content(web.letter()))
    assert results(fetch("tva")) == {"tva": "fetched"}
    with pytest.raises(UsageError, match="ingen källa med id ”tre”"):
        fetch("ett", "tre")


def test_a_host_is_asked_once_at_a_time_and_hosts_side_by_side(
    corpus: Path, site: Site, settings: FetchSettings, fetch: Fetch
) -> None:
    with web.serving() as other:
        catalogue(corpus, a=site.url("/a"), b=site.url("/b"), c=f"http://localhost:{other.port}/c")
        within = replace(settings, delay=0.2, exempt=frozenset({site.host, f"localhost:{other.port}"}))
        site.answers |= dict.fromkeys(("/a", "/b"), web.content(web.letter()))
        other.answers["/c"] = web.content(web.letter())
        assert set(results(fetch(within=within)).values()) == {"fetched"}
        for before, after in zip(site.asked, site.asked[1:], strict=False):
            assert after.times[0] - before.times[1] >= 0.19
        assert other.asked[-1].times[0] < site.asked[-1].times[0]


def test_an_interrupted_fetch_goes_on_with_what_it_has_not_asked_for(corpus: Path, site: Site, fetch: Fetch) -> None:
    catalogue(corpus, a=site.url("/a"), b=site.url("/b"))
    site.answers |= dict.fromkeys(("/a", "/b"), web.content(web.letter()))
    fetch("a")
    site.asked.clear()
    fetch()
    assert site.paths() == ["/b", "/a"]


def test_two_fetches_at_once_do_not_meet(corpus: Path, site: Site, settings: FetchSettings) -> None:
    catalogue(corpus, brev=site.url("/brev"))
    site.answers["/brev"] = web.content(web.letter())

    def report(_: Outcome) -> None:
        with pytest.raises(FetchingError, match="En annan hämtning pågår"):
            run.fetch_originals(corpus, (), settings, Limits(), report)

    assert results(run.fetch_originals(corpus, (), settings, Limits(), report)) == {"brev": "fetched"}


def test_a_check_lists_dead_addresses_and_fetches_nothing(corpus: Path, site: Site, check: Fetch) -> None:
    catalogue(corpus, **{name: site.url(f"/{name}") for name in ("lever", "borta", "flyttad", "last")})
    site.answers |= {"/lever": web.content(web.letter()), "/flyttad": web.redirect("/"), "/": web.content(web.letter())}
    site.answers["/last"] = web.status(403)
    outcomes = check()
    assert results(outcomes) == {"lever": "alive", "borta": "dead", "flyttad": "dead", "last": "failed"}
    assert not any(name.endswith(".html") for name in files(corpus))
    since = {name: getattr(load_state(corpus, name), "unanswered_since", None) for name in results(outcomes)}
    assert since["borta"]
    assert since["flyttad"]
    assert (since["lever"], since["last"]) == (None, None)


def test_an_address_that_answers_again_is_dead_no_longer(corpus: Path, site: Site, check: Fetch) -> None:
    catalogue(corpus, brev=site.url("/brev"))
    check()
    first = load_state(corpus, "brev")
    check()
    assert first is not None
    assert getattr(load_state(corpus, "brev"), "unanswered_since", None) == first.unanswered_since
    site.answers["/brev"] = web.content(web.letter())
    check()
    assert getattr(load_state(corpus, "brev"), "unanswered_since", "?") is None


def test_without_any_answer_no_address_is_believed_to_be_dead(corpus: Path, settings: FetchSettings) -> None:
    with web.serving() as gone:
        host = gone.host
    catalogue(corpus, brev=f"http://{host}/brev", plan=f"http://{host}/plan")
    outcomes = run.check_addresses(corpus, (), replace(settings, exempt=frozenset({host})), lambda _: None)
    assert results(outcomes) == {"brev": "dead", "plan": "dead"}
    assert run.is_offline(outcomes)
    assert json.loads((corpus / "originals" / "brev.json").read_text(encoding="utf-8"))["unanswered_since"] is None


def test_a_server_that_only_refuses_us_is_not_dead(corpus: Path, site: Site, check: Fetch) -> None:
    catalogue(corpus, brev=site.url("/brev"))
    check()
    site.answers["/brev"] = web.status(403)
    assert results(check()) == {"brev": "failed"}
    assert getattr(load_state(corpus, "brev"), "unanswered_since", "?") is None


def test_a_check_keeps_what_is_known_of_an_original(corpus: Path, site: Site, fetch: Fetch, check: Fetch) -> None:
    catalogue(corpus, brev=site.url("/brev"))
    site.answers["/brev"] = web.unchanged_if('"v1"', web.letter())
    fetch()
    check()
    assert results(fetch()) == {"brev": "unchanged"}


def test_a_corpus_that_is_not_there_is_said(corpus: Path, settings: FetchSettings) -> None:
    with pytest.raises(UsageError, match="finns inte"):
        run.fetch_originals(corpus / "ingenstans", (), settings, Limits(), lambda _: None)
