"""Who reaches the pages of staff, and which forms they take."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from index.errors import UsageError
from tests.ui.staff.site import PASSWORD, Person
from ui.messages import missing_page
from ui.staff import login, staff_routes
from ui.staff.password import SHORTEST, Throttle, hash_password, is_right
from ui.staff.session import COOKIE, handover, take_handover
from ui.staff.settings import load_staff_settings

REPOSITORY = Path(__file__).parent.parent.parent.parent


@pytest.fixture
def guest(somebody: Callable[[], Person]) -> Person:
    """Return somebody who has not logged in."""
    return somebody()


def menu() -> str:
    return BeautifulSoup(str(missing_page().html), "lxml").select("header nav")[0].get_text(" ", strip=True)


def test_without_a_password_there_are_no_such_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KUNSKAPSBANK_STAFF_PASSWORD_HASH", raising=False)
    assert staff_routes() == []
    assert "Lägg till" not in menu()


@pytest.mark.usefixtures("folder")
def test_with_a_password_the_menu_leads_there() -> None:
    assert menu().endswith(" Lägg till")


@pytest.mark.parametrize("path", ["", "/dokument", "/granska/0123", "/arbete/x", "/dokument/kafe/ta-bort", "/nej"])
def test_every_page_asks_for_a_login_first(guest: Person, path: str) -> None:
    guest.visit(f"/personal{path}")
    assert (guest.path, guest.words("h1")) == ("/personal/logga-in", "Logga in")
    assert guest.client.post(f"/personal{path}").status_code in {200, 403, 405}
    assert guest.words("h1") == "Logga in"


def test_a_wrong_password_is_said_and_then_slowed_down(guest: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(login, "_throttle", Throttle(clock=lambda: 0.0))
    guest.visit("/personal")
    for _ in range(5):
        guest.send("logga-in", losenord="fel lösenord")
        assert guest.answer.status_code == 422
        assert "Lösenordet är fel." in guest.words("[role=alert]")
        assert guest.page.select_one("#losenord[aria-invalid=true][aria-describedby=losenord-fel]")
    guest.send("logga-in", losenord=PASSWORD)
    assert guest.answer.status_code == 429
    assert int(guest.answer.headers["retry-after"]) >= 1
    assert "för många fel lösenord" in guest.words("[role=alert]")


def test_each_wrong_password_doubles_the_wait_and_the_right_one_ends_it() -> None:
    now = 0.0
    throttle = Throttle(clock=lambda: now)
    assert [throttle.begin("a") for _ in range(6)] == [0, 0, 0, 0, 0, 1]
    now = 1.0
    assert [throttle.begin("a"), throttle.begin("a")] == [0, 2]
    assert throttle.begin("b") == 0
    throttle.succeed("a")
    assert throttle.begin("a") == 0
    assert [throttle.begin(f"2001:db8::{number}") for number in range(1, 7)] == [0, 0, 0, 0, 0, 1]
    assert throttle.begin("2001:db8:0:1::1") == 0
    for number in range(200):
        throttle.begin(str(number))
    assert throttle.begin("another") == 1


def test_a_login_begins_a_session_of_its_own_and_logging_out_ends_it(guest: Person) -> None:
    guest.visit("/personal")
    before = guest.client.cookies[COOKIE]
    guest.log_in("/personal/dokument")
    assert guest.path == "/personal/dokument"
    cookie = guest.client.cookies[COOKIE]
    assert cookie != before
    header = guest.answer.history[0].headers["set-cookie"].lower()
    assert "httponly" in header
    assert "samesite=lax" in header
    assert "path=/personal" in header
    guest.send("logga-ut")
    assert guest.words("h1") == "Logga in"
    for kept in (before, cookie):  # somebody who has copied a cookie
        guest.client.cookies.clear()
        guest.client.cookies.set(COOKIE, kept, path="/personal")
        guest.visit("/personal")
        assert guest.words("h1") == "Logga in"


@pytest.mark.parametrize("wanted", ["//ekvik.example", "https://ekvik.example", "../../om", "a\\b", "a//b"])
def test_a_login_leads_to_no_other_place(guest: Person, wanted: str) -> None:
    guest.visit("/personal")
    guest.send("logga-in", losenord=PASSWORD, till=wanted)
    assert guest.path == "/personal"


def test_a_form_of_another_site_or_another_session_is_refused(anna: Person, somebody: Callable[[], Person]) -> None:
    anna.visit("/personal")
    own = str(anna.page.select("input[name=bevis]")[0]["value"])
    bertil = somebody()
    bertil.log_in()
    other = str(bertil.page.select("input[name=bevis]")[0]["value"])
    files = [("filer", ("brev.md", b"# Brev\n\nHej.\n"))]
    for data, headers in (
        ({}, {}),
        ({"bevis": other}, {}),
        ({"bevis": own}, {"origin": "https://ekvik.example"}),
        ({"bevis": own}, {"origin": "null"}),
        ({"bevis": own}, {"sec-fetch-site": "cross-site"}),
    ):
        answer = anna.client.post("/personal/filer", data=data, headers=headers, files=files)
        assert answer.status_code == 403
        assert "Formuläret gäller inte längre" in answer.text
    anna.visit("/personal")
    assert "Inget väntar." in anna.words()


def test_no_page_is_kept_framed_or_listed(anna: Person) -> None:
    assert anna.client.post("/personal/dokument").status_code == 404
    for path in ("/personal", "/personal/dokument", "/personal/nej"):
        anna.visit(path)
        headers = anna.answer.headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert anna.page.select("meta[name=robots][content=noindex]")


def test_behind_https_the_cookie_travels_nowhere_else(guest: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUNSKAPSBANK_BASE_URL", "https://bank.example/kunskap")
    answer = guest.client.get("/personal/logga-in", follow_redirects=False)
    assert "secure" in answer.headers["set-cookie"].lower()
    assert "path=/kunskap/personal" in answer.headers["set-cookie"].lower()
    token = BeautifulSoup(answer.text, "lxml").select("input[name=bevis]")[0]["value"]
    headers = {"origin": "https://bank.example", "cookie": answer.headers["set-cookie"].partition(";")[0]}
    form = {"bevis": str(token), "losenord": PASSWORD}
    answer = guest.client.post("/personal/logga-in", data=form, headers=headers, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/kunskap/personal")


@pytest.mark.usefixtures("folder")
def test_another_password_ends_every_login(monkeypatch: pytest.MonkeyPatch) -> None:
    before = load_staff_settings()
    monkeypatch.setenv("KUNSKAPSBANK_STAFF_PASSWORD_HASH", hash_password("ett annat lösenord"))
    assert load_staff_settings().secret != before.secret


def test_the_secret_lies_where_only_its_owner_reads_it(folder: Path) -> None:
    load_staff_settings()
    key = folder / "bank" / "staff.key"
    assert key.stat().st_mode & 0o077 == 0
    key.write_text("kort", encoding="utf-8")
    with pytest.raises(UsageError, match=r"staff\.key"):
        load_staff_settings()


@pytest.mark.usefixtures("folder")
def test_a_setting_that_is_no_hash_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUNSKAPSBANK_STAFF_PASSWORD_HASH", "hemligt")
    with pytest.raises(UsageError, match="kunskapsbank password"):
        load_staff_settings()


@pytest.mark.usefixtures("folder")
def test_a_ticket_from_the_other_login_is_good_once() -> None:
    settings = load_staff_settings()
    ticket = handover("anna@ekvik.example", settings)
    session = take_handover(ticket, settings)
    assert session is not None
    assert session.user == "anna@ekvik.example"
    assert take_handover(ticket, settings) is None
    assert take_handover(f"{ticket}x", settings) is None


def test_the_command_writes_what_the_setting_shall_hold() -> None:
    command = [sys.executable, "cli.py", "password"]
    run = subprocess.run(command, input=f"{PASSWORD}\n", capture_output=True, text=True, cwd=REPOSITORY, check=True)
    assert run.stdout.startswith("$argon2id$")
    assert is_right(PASSWORD, run.stdout.strip())
    assert not is_right(f"{PASSWORD}x", run.stdout.strip())
    short = subprocess.run(command, input="kort\n", capture_output=True, text=True, cwd=REPOSITORY, check=False)
    assert (short.returncode, short.stdout) == (2, "")
    assert f"minst {SHORTEST} tecken" in short.stderr
