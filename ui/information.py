"""The pages that stand still: help with searching, about the bank, the accessibility statement."""

from __future__ import annotations

from dataclasses import dataclass

from index.document import Document
from index.engine import SearchEngine
from index.request import FACETS
from ui.addresses import PLAIN_BESIDE, STREAMLIT, Addresses, Parameters
from ui.hits import PROVENANCE, described
from ui.metadata import Metadata
from ui.page import Page, Way, render
from ui.passage_text import web_address
from ui.state import SearchState
from ui.text import DOCUMENTS, FACET_TITLES, PASSAGES, count, date, page_title

REVIEWED = "2026-11-25"
"""When the accessibility statement was last gone through, ISO 8601."""


MOST_ON_A_PLAIN_PAGE = 70
"""Sources that are listed on a plain page, which stays below 50 kB."""


@dataclass(frozen=True, slots=True)
class Example:
    """A search to try: how it is written, and what it does."""

    way: Way
    does: str


EXAMPLES = (
    ("social upphandling", "Hittar avsnitt om något av orden. De som har båda, eller de ovanligare orden, står först."),
    ("”social ekonomi”", "Hittar bara avsnitt där orden står intill varandra, i den ordningen."),
    ("upphandling -reserverad", "Hittar avsnitt om upphandling men inte dem där ordet reserverad står."),
    ("kooperativ OCH (upphandling ELLER partnerskap)", "Hittar avsnitt om kooperativ och minst ett av de andra två."),
    ("vad är IOP?", "Förklaringen av begreppet kommer först: ur ordlistan, eller ett avsnitt som svarar på just det."),
    ("4 kap. 18 § LOU", "Lagrum och beteckningar skrivs som de brukar. 4 kap 18 LOU och com 2021 778 går också bra."),
    ("upphandlingsm*", "Hittar ord som börjar så. Tecknet * kan stå var som helst i ordet."),
    ("”ideburen samverkan”~5", "Hittar avsnitt där orden står högst 5 ord från varandra."),
    ("rubrik:partnerskap", "Hittar avsnitt med ordet i rubriken. Det finns också titel: och text:."),
    ("arbete dokumenttyp:lag", "Hittar avsnitt om arbete, men bara i lagar."),
    ("partnerskap kommun:Malmö", "Hittar avsnitt om partnerskap som nämner Malmö."),
    ("kommun:Malmö,Umeå ar:2021..2022", "Hittar avsnitt om någon av kommunerna, utgivna under de åren."),
    ("tema:”Upphandling och affärer”", "Ett värde med flera ord skrivs inom citattecken."),
)


def help_page(_: SearchEngine, __: Parameters, addresses: Addresses = STREAMLIT) -> Page:
    """Explain how to search; needs no index."""
    start = SearchState(addresses=addresses)
    html = render(
        "help.html.j2",
        state=start,
        current="Hjälp",
        examples=[Example(Way(query, start.with_query(query).address()), does) for query, does in EXAMPLES],
        facets=[(name, FACET_TITLES[name]) for name in FACETS],
    )
    return Page(page_title("Hjälp med att söka"), html, Metadata(address=addresses.to("help")))


def about_page(engine: SearchEngine, _: Parameters, addresses: Addresses = STREAMLIT) -> Page:
    """Say what the bank is and list its sources. Raises IndexMissingError or IndexOutdatedError."""
    start = SearchState(addresses=addresses)
    status = engine.status()
    documents = sorted(engine.documents(), key=lambda document: document.title.lower())
    html = render(
        "about.html.j2",
        state=start,
        current="Om",
        holds=f"{count(status.documents, DOCUMENTS)} med {count(status.passages, PASSAGES)}",
        updated=date(status.last_ingest.date().isoformat()) if status.last_ingest else "",
        sources=[
            {
                "title": document.title,
                "language": document.language,
                "address": start.document_address(document.id),
                "provenance": PROVENANCE[document.provenance],
                "source": web_address(document.url),
                "doubt": _doubt(document),
                **described(document),
            }
            for document in documents[: MOST_ON_A_PLAIN_PAGE if addresses.plain else None]
        ],
        more=len(documents) - MOST_ON_A_PLAIN_PAGE if addresses.plain else 0,
        all_address=start.with_sort("newest").address(),
    )
    return Page(page_title("Om kunskapsbanken"), html, Metadata(address=addresses.to("about")))


def _doubt(document: Document) -> str:
    """Say in a few words what is uncertain about the address of a source."""
    if document.unanswered_since:
        return "adressen svarar inte"
    return "härledd adress" if document.address == "derived" else ""


def accessibility_page(_: SearchEngine, __: Parameters, addresses: Addresses = STREAMLIT) -> Page:
    """Show the accessibility statement; needs no index."""
    plain = addresses if addresses.plain else PLAIN_BESIDE
    html = render(
        "accessibility.html.j2",
        state=SearchState(addresses=addresses),
        reviewed=date(REVIEWED),
        plain_address=plain.to("search"),
    )
    return Page(page_title("Tillgänglighetsredogörelse"), html, Metadata(address=addresses.to("accessibility")))
