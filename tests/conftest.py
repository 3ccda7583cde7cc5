"""Shared inputs: a small bank of invented documents about invented places."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from index.document import Document, Link, Passage
from index.whoosh_engine import WhooshEngine

settings.register_profile("untimed", deadline=None)  # how long an example takes is up to what else the machine does
settings.load_profile("untimed")


def make_passage(document_id: str, anchor: str, heading: str, text: str, **values: Any) -> Passage:
    return Passage(id=f"{document_id}#{anchor}", anchor=anchor, heading=(heading,), text=text, **values)


def make_document(document_id: str, title: str, *passages: Passage, **values: Any) -> Document:
    defaults: dict[str, Any] = {
        "kind": "nyhetsbrev",
        "publisher": "Ekviks förlag",
        "published": "2022-01",
        "url": None,
        "language": "sv",
        "rights": "Påhittad text.",
        "provenance": "digest",
        "content_hash": f"hash av {title}",
    }
    return Document(id=document_id, title=title, passages=passages, **{**defaults, **values})


BANK = (
    make_document(
        "brev1",
        "Nyhetsbrev 1, januari 2022",
        make_passage(
            "brev1",
            "intervju-med-ekvik",
            "Intervju med Ekviks kommun",
            "Ekvik förankrade frågan i kommunstyrelsen innan upphandlingen började. "
            "Näringslivskontoret höll i arbetet.",
            item_kind="intervju",
            municipalities=("Ekvik",),
            counties=("Ekviks län",),
            themes=("Styrning och förankring", "Styrning och förankring / samordnare"),
        ),
        make_passage(
            "brev1",
            "reserverad-upphandling-av-fruktkorgar",
            "Reserverad upphandling av fruktkorgar",
            "Norrtuna köper fruktkorgar av ett socialt företag. Avtalet gäller 2,8 miljoner kronor <exkl. moms>.",
            item_kind="tips",
            links=(Link("Läs om avtalet", "https://norrtuna.example/avtal"),),
            municipalities=("Norrtuna",),
            counties=("Ekviks län",),
            organisations=("Fruktkooperativet",),
            themes=("Upphandling och affärer", "Upphandling och affärer / reserverad upphandling"),
        ),
    ),
    make_document(
        "handbok",
        "Handbok om social ekonomi",
        make_passage(
            "handbok",
            "social-ekonomi",
            "Vad är social ekonomi?",
            "Social ekonomi är idéburna organisationer, kooperativ och stiftelser. Får i hage är något annat än far.",
            themes=("Begrepp och företagsformer",),
        ),
        make_passage(
            "handbok",
            "upphandla",
            "Att upphandla",
            "Upphandlingar kan reserveras enligt 4 kap. 18 § LOU, se prop. 2021/22:135 och COM(2021) 778.",
            page=12,
            themes=("Upphandling och affärer",),
        ),
        kind="handbok",
        publisher="Norrtuna förlag",
        published="2020-09",
    ),
    make_document(
        "plan",
        "Action plan",
        make_passage("plan", "aim", "Aim", "The plans support social economy organisations.", language="en"),
        kind="handlingsplan",
        publisher="Kommissionen",
        published="2021-12-09",
        language="en",
    ),
)


def pytest_configure() -> None:
    # A shell lets what it runs in the background ignore Ctrl-C, and the commands that the tests interrupt inherit that.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--fail-on-skip", action="store_true", help="a skipped test is a failure")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.skipped and item.config.getoption("--fail-on-skip"):
        report.outcome = "failed"


def write_texts(engine: WhooshEngine, title: str, texts: Mapping[str, str]) -> None:
    """Write documents of one title and one passage each, by their ids."""
    with engine.write() as writing:
        for name, text in texts.items():
            writing.replace(make_document(name, title, make_passage(name, "text", "Text", text)))


@pytest.fixture
def engine(tmp_path: Path) -> WhooshEngine:
    """Return an index that holds `BANK`."""
    engine = WhooshEngine(tmp_path / "index")
    with engine.write() as writing:
        for document in BANK:
            writing.replace(document)
    return engine
