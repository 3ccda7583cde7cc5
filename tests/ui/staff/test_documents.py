"""Rätta och ta bort over HTTP: documents that are there are corrected, replaced and removed."""

from __future__ import annotations

import pytest

from tests.ui.staff.conftest import NOTE, Bank
from tests.ui.staff.site import Person


@pytest.fixture
def bank(filled: Bank) -> Bank:
    return filled


def test_what_was_added_is_listed_and_everything_can_be_found(bank: Bank, anna: Person) -> None:
    assert bank.hits("loppisar") == ["kafe"]
    anna.visit("/personal/dokument")
    assert anna.words("#lista") == "Tillagda för hand (1 dokument)"
    assert "Anteckning om loppisar" in anna.words(".kb-rows")
    anna.visit("/personal/dokument?sok=CYKEL")
    assert "Anteckning om cykelverkstäder" in anna.words(".kb-rows")
    anna.visit("/personal/dokument?sok=finns-inte")
    assert "Inget dokument har de orden." in anna.words()


def test_any_document_is_corrected_and_a_correction_taken_back(bank: Bank, anna: Person) -> None:
    anna.visit("/personal/dokument/cyklar")
    anna.send("dokument/cyklar")
    assert anna.words("[role=status]") == "Inget var ändrat."
    anna.send("dokument/cyklar", url="ekvik")
    assert "Skriv en hel adress" in anna.words("[role=alert]")
    anna.send("dokument/cyklar", title="Cyklar i Ekvik", url="https://ekvik.example/cyklar")
    assert anna.words("h1") == "Dokumentet är sparat och sökbart"
    document = bank.engine.document("cyklar")
    assert (document.title, document.url) == ("Cyklar i Ekvik", "https://ekvik.example/cyklar")
    assert (bank.corpus / "documents" / "cyklar.md.toml").read_text(encoding="utf-8").count(" = ") == 2
    anna.visit("/personal/dokument/cyklar")
    assert "Rättad för hand" in anna.words("#title-hjalp")
    assert anna.page.select("form[action$=ersatt]") == []
    anna.send("dokument/cyklar", title="")
    assert bank.engine.document("cyklar").title == "Anteckning om cykelverkstäder"


def test_a_document_is_replaced_after_the_new_file_was_looked_at(bank: Bank, anna: Person) -> None:
    anna.visit("/personal/dokument/kafe")
    anna.send("ersatt", files=[("fil", ("helt-annat.md", NOTE.format("symöten").encode()))])
    assert "Det ersätter ”Anteckning om loppisar”, som du har valt." in anna.words()
    assert bank.hits("symöten") == []
    anna.send(anna.path, "spara")
    assert (bank.hits("symöten"), bank.hits("loppisar")) == (["kafe"], [])
    assert [path.name for path in (bank.corpus / "inbox").iterdir()] == ["kafé.md"]


def test_a_document_is_removed_after_a_question(bank: Bank, anna: Person) -> None:
    anna.visit("/personal/dokument/kafe/ta-bort")
    assert anna.words("h1") == "Ska dokumentet tas bort?"
    assert "Filen raderas" in anna.words()
    assert bank.hits("loppisar") == ["kafe"]
    anna.send("ta-bort")
    assert anna.words("h1") == "Dokumentet är borttaget"
    assert (bank.hits("loppisar"), list((bank.corpus / "inbox").iterdir())) == ([], [])
    anna.visit("/personal/dokument/cyklar/ta-bort")
    anna.send("ta-bort")
    assert "uppskrivet i removed.toml" in anna.words()
    assert (bank.corpus / "documents" / "cyklar.md").is_file()


def test_a_document_that_is_not_there_is_said(bank: Bank, anna: Person) -> None:
    assert bank.hits("loppisar") == ["kafe"]
    for path in ("finns-inte", "finns-inte/ta-bort", "%2e%2e%2fhemligt"):
        anna.visit(f"/personal/dokument/{path}")
        assert anna.answer.status_code == 404


def test_whoever_writes_at_the_same_time_is_named(bank: Bank, anna: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    anna.visit("/personal/dokument/kafe")
    monkeypatch.setenv("KUNSKAPSBANK_LOCK_WAIT", "0.2")
    with bank.engine.exclusive():
        anna.send("dokument/kafe", title="En loppis")
    assert "En annan inläsning (process " in anna.words()
    assert bank.engine.document("kafe").title == "Anteckning om loppisar"
