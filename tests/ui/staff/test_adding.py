"""Lägg till over HTTP: files and addresses are looked at, corrected, saved and found."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.settings import load_settings
from tests.ingest.zips import make_zip
from tests.ui.staff.conftest import NOTE, Bank
from tests.ui.staff.site import Person
from ui.staff.bank import works
from ui.staff.staging import HOURS, Staging

LETTER = """<html lang="sv"><body><nav><a href="/">Startsidan</a></nav><main><h1>Loppisar i Malmö</h1>
<p>Malmö stad köpte fruktkorgar av ett socialt företag genom reserverad upphandling, och lärde av det.</p>
<h2>Så gick det</h2><p>Företaget anställde tre personer som stod långt från arbetsmarknaden, och de är kvar.</p>
</main><footer>Avregistrera dig från utskicket</footer></body></html>"""


@pytest.fixture
def bank(filled: Bank) -> Bank:
    return filled


def test_a_file_is_looked_at_corrected_saved_and_found(bank: Bank, anna: Person) -> None:
    anna.upload(("brev.html", LETTER))
    assert anna.path.startswith("/personal/granska/")
    assert anna.words("h1") == "Loppisar i Malmö"
    assert "Inget är sparat än. Det blir ett nytt dokument." in anna.words()
    assert anna.words(".kb-read h3") == "Loppisar i Malmö Så gick det"
    assert "Malmö" in anna.words(".kb-about")
    assert "Upphandling och affärer" in anna.words(".kb-about")
    assert "Startsidan" in anna.words("details")
    assert bank.hits("fruktkorgar") == []
    anna.send(anna.path, "spara", published="igår", kind="rapport")
    assert anna.answer.status_code == 422
    assert "Skriv datumet som 2022" in anna.words("[role=alert]")
    assert (anna.value("published"), anna.value("kind")) == ("igår", "rapport")
    anna.send(anna.path, "las-om", published="2022-03", title="Loppisar <b>igen</b>")
    assert anna.words("h1") == "Loppisar <b>igen</b>"
    anna.send(anna.path, "spara", publisher="Ekviks förlag")
    assert anna.words("h1") == "Dokumentet är sparat och sökbart"
    assert set(bank.hits("fruktkorgar")) == {"brev"}
    document = bank.engine.document("brev")
    assert (document.title, document.published, document.kind) == ("Loppisar <b>igen</b>", "2022-03", "rapport")
    assert document.publisher == "Ekviks förlag"
    assert (bank.corpus / "inbox" / "brev.html.toml").is_file()
    anna.visit("/personal")
    assert "Inget väntar." in anna.words()


def test_a_newer_version_says_what_it_replaces_and_keeps_the_id(bank: Bank, anna: Person) -> None:
    anna.upload(("kafé.md", NOTE.format("loppisar") + "\nNu med fika.\n"))
    assert "nyare version av ”Anteckning om loppisar” och ersätter den" in anna.words()
    anna.send(anna.path, "spara")
    assert bank.hits("fika") == ["kafe"]
    anna.upload(("kopia.md", NOTE.format("loppisar") + "\nNu med fika.\n"))
    assert "Samma fil finns redan i banken" in anna.words()


def test_what_was_corrected_of_the_older_version_is_shown_and_can_be_taken_back(bank: Bank, anna: Person) -> None:
    (bank.corpus / "inbox" / "kafé.md.toml").write_text('title = "Loppis"\nkind = "rapport"\n', encoding="utf-8")
    anna.upload(("kafé.md", NOTE.format("loppisar") + "\nNu med fika.\n"))
    assert (anna.words("h1"), anna.value("kind")) == ("Loppis", "rapport")
    assert "Rättad för hand" in anna.words("#kind-hjalp")
    anna.send(anna.path, "las-om", title="", kind="")
    assert (anna.words("h1"), anna.value("kind")) == ("Anteckning om loppisar", "dokument")
    anna.send(anna.path, "spara")
    document = bank.engine.document("kafe")
    assert (document.title, document.kind) == ("Anteckning om loppisar", "dokument")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("tom.html", b"", "Filen är tom."),
        ("gammal.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "äldre Office-dokument"),
        ("regler.toml", b'title = "x"', "rättelse"),
    ],
)
@pytest.mark.usefixtures("bank")
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(
    anna: Person, name: str, content: bytes, sentence: str
) -> None:
    anna.upload((name, content))
    assert sentence in anna.words("[role=alert]")
    assert "Inget är sparat." in anna.words()
    anna.send(anna.path, "kasta")
    assert "Inget väntar." in anna.words()


def test_an_upload_over_the_limit_is_refused(bank: Bank, anna: Person) -> None:
    anna.upload(("stor.txt", "Ekvik " * 400_000))
    assert anna.answer.status_code == 413
    assert "större än gränsen, 1 MB" in anna.words()
    assert not bank.staging.exists()
    anna.visit("/personal")
    anna.send("filer", files=[("filer", (f"{number}.txt", b"x")) for number in range(21)])
    assert anna.answer.status_code == 413
    assert "Välj högst 20 filer åt gången." in anna.words()
    assert not bank.staging.exists()


def test_names_of_files_lead_nowhere_and_are_shown_as_they_are(bank: Bank, anna: Person) -> None:
    anna.upload(("../../../corpus/documents/cyklar.md", "# Intrång\n\nEkvik lånade ut en cykel till Norrtuna.\n"))
    anna.upload(("<img src=x onerror=alert(1)>.md", "# Bild\n\nEkvik visade en bild för Norrtuna.\n"))
    assert "<img src=x" not in anna.answer.text.partition("<main")[2]
    anna.send(anna.path, "spara")
    anna.visit("/personal")
    assert "cyklar.md" in anna.words()
    assert bank.hits("cykelverkstäder") == ["cyklar"]
    places = {path.relative_to(bank.corpus).parts[0] for path in bank.corpus.rglob("*.md")}
    assert places == {"documents", "inbox"}
    assert all(path.is_relative_to(bank.staging) for path in bank.staging.parent.rglob("cyklar.md"))
    assert bank.staging.stat().st_mode & 0o077 == 0


def test_the_files_of_an_archive_wait_each_for_itself(bank: Bank, anna: Person) -> None:
    archive = make_zip({"a.md": NOTE.format("symöten").encode(), "../b.md": b"x", "c/d.md": b"# Odling\n\nI Ekvik.\n"})
    anna.upload(("material.zip", archive))
    assert anna.path == "/personal"
    waiting = anna.words(".kb-rows")
    assert "material/a.md" in waiting
    assert "material/c/d.md" in waiting
    assert "Filen i arkivet har en plats utanför arkivet" in waiting
    link = next(link for link in anna.page.select(".kb-rows a") if link.get_text() == "material/a.md")
    anna.visit(str(link["href"]))
    anna.send(anna.path, "spara")
    assert bank.hits("symöten") == ["material-a"]


def test_an_address_is_fetched_and_kept(
    bank: Bank, anna: Person, page_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna.visit("/personal")
    anna.send("adress", adress="http://127.0.0.1/loppisar")
    assert "dator som inte är publik" in anna.words("[role=alert]")
    assert anna.value("adress") == "http://127.0.0.1/loppisar"
    monkeypatch.setenv("KUNSKAPSBANK_FETCH_HOSTS", page_server.removeprefix("http://"))
    monkeypatch.setenv("KUNSKAPSBANK_FETCH_DELAY", "0.01")
    anna.send("adress", adress=f"{page_server}/loppisar")
    assert f"Hämtat från {page_server}/loppisar" in anna.words()
    assert anna.value("url") == f"{page_server}/loppisar"
    assert "Rättad för hand" not in anna.words()
    anna.send(anna.path, "spara")
    (document_id,) = set(bank.hits("fruktkorgar"))
    assert bank.engine.document(document_id).url == f"{page_server}/loppisar"


def test_a_login_that_ends_in_the_middle_loses_nothing(
    bank: Bank, anna: Person, somebody: Callable[[], Person]
) -> None:
    anna.upload(("brev.html", LETTER))
    waiting = anna.path
    anna.client.cookies.clear()
    anna.visit(waiting)
    assert anna.path == "/personal/logga-in"
    anna.send("logga-in", losenord="fyra lila loppisar")
    assert (anna.path, anna.words("h1")) == (waiting, "Loppisar i Malmö")
    works.cache_clear()  # as when the server has been started anew
    bertil = somebody()
    bertil.log_in(waiting)
    bertil.send(waiting, "spara")
    assert set(bank.hits("fruktkorgar")) == {"brev"}
    anna.send(waiting, "spara")
    assert "väntar inte längre" in anna.words()


def test_two_people_save_at_the_same_time(bank: Bank, anna: Person, somebody: Callable[[], Person]) -> None:
    bertil = somebody()
    bertil.log_in()
    anna.upload(("symöten.md", NOTE.format("symöten")))
    bertil.upload(("odlingar.md", NOTE.format("odlingar")))
    with ThreadPoolExecutor() as both:
        for done in [both.submit(person.send, person.path, "spara") for person in (anna, bertil)]:
            done.result()
    for person in (anna, bertil):
        assert person.words("h1") == "Dokumentet är sparat och sökbart"
    assert (bank.hits("symöten"), bank.hits("odlingar")) == (["symoten"], ["odlingar"])


def test_an_answer_that_the_server_no_longer_knows_of_is_said(anna: Person) -> None:
    anna.visit("/personal/arbete/sparar-0123")
    assert anna.answer.status_code == 404
    assert "Servern har startats om" in anna.words()


def test_what_waits_too_long_is_thrown_away(folder: Path) -> None:
    now = 1_000_000.0
    staging = Staging(load_settings().index.with_name("staging"), clock=lambda: now)
    (folder / "brev.md").write_text("Ekvik")
    with (folder / "brev.md").open("rb") as file:
        kept = staging.add(file, "brev.md", "anna")
    assert [staged.name for staged in staging.all()] == ["brev.md"]
    now += HOURS * 3600 + 1
    assert staging.all() == []
    assert not staging.arriving(kept).file.exists()
