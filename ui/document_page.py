"""The document page: what a document is, its contents, its passages in reading order, opened at the hit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from markupsafe import Markup

from index.document import Address, Document, Passage
from index.engine import SearchEngine
from index.field_values import LANGUAGES
from index.highlight import Highlighter
from index.search import highlighter
from index.similar import Similar, similar_documents
from ui.addresses import STREAMLIT, Addresses, Parameters
from ui.document_parts import PART, part_links, parts_of, wanted_part
from ui.downloads import document_download
from ui.export import citation
from ui.hits import PROVENANCE, described
from ui.linked_data import article, breadcrumbs
from ui.metadata import Metadata
from ui.page import Page, Way, render
from ui.passage_text import shown_text, web_address
from ui.repeated_search import repeatable
from ui.state import SearchState, read_state
from ui.subjects import facet_way, subjects
from ui.text import PASSAGES, age, capital, count, date, listed, page_title, quoted, shortened

LOWEST_HEADING = 6
MOST_SIMILAR = 4
DESCRIBED = 200
"""Characters of a document that a preview of a link shows."""

STATEMENTS = {
    "digest": "Det här är kunskapsbankens egen sammanfattning, inte originalet.",
    "original": "Det här är originalets text.",
}

ADDRESSES: dict[Address, str] = {
    "read": "Källan är läst på den här adressen, men sidan kan ha flyttats eller tagits bort sedan dess.",
    "copy": "Texten är läst i en kopia på den här adressen. Kopian kan vara äldre än originalet eller ha tagits bort.",
    "derived": "Adressen är härledd ur ett känt mönster, så den kan vara fel.",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a passage: its level in HTML (2 to 6) and its text with matches marked."""

    level: int
    title: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPassage:
    """A passage as it is read; `title` is its own heading.

    `headings` are those that the passage before did not already stand under.
    """

    anchor: str
    title: str
    headings: tuple[Heading, ...]
    text: Markup
    links: tuple[Way, ...]
    note: str
    language: str
    matches: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the table of contents; `matches` tells whether the search is answered there."""

    title: str
    anchor: str
    depth: int
    language: str
    matches: bool


def document_page(engine: SearchEngine, parameters: Parameters, addresses: Addresses = STREAMLIT) -> Page:
    """Show the document that `id` names, matches of `q` marked. Raises NotFoundError and what reading raises."""
    state = repeatable(read_state(parameters, addresses))[0]
    document = engine.document((parameters.get("id") or [""])[-1])
    parts = parts_of(document) if addresses.plain else (document.passages,)
    part = wanted_part(parts, parameters)
    marker = highlighter(engine, state.request())
    passages = _passages(document, parts[part], marker)
    about = subjects(document.passages, state)
    answering = sum(passage.matches for passage in passages)
    html = render(
        "document.html.j2",
        state=state,
        document=document,
        kind=capital(document.kind),
        statement=_statement(document),
        counterparts=_counterparts(engine, document, state),
        short_statement=capital(PROVENANCE[document.provenance]),
        source=web_address(document.url),
        source_text=f"Läs originalet hos {document.publisher}"
        if document.provenance == "digest"
        else f"Se källan hos {document.publisher}",
        address=_address(document),
        publisher=facet_way(state.blank(), "utgivare", document.publisher),
        date=_dated(document),
        language=capital(LANGUAGES.get(document.language, document.language)) if document.language != "sv" else "",
        subjects=about,
        subject_titles=capital(listed([subject.title.lower() for subject in about])),
        contents=_contents(parts[part], passages),
        parts=part_links(parts, part, document, state, marker) if len(parts) > 1 else (),
        found=_found(answering, state, here=len(parts) > 1),
        passages=passages,
        similar=[
            {"title": other.document.title, "language": other.document.language, **described(other.document)}
            | {"address": state.blank().document_address(other.document.id)}
            for other in _similar(engine, engine.generation(), document.id)
        ],
        back=_back(state),
        citation=citation(document),
        download=document_download(state.addresses, document.id) if document.provenance == "digest" else "",
    )
    turned = f"del {part + 1} av {len(parts)}" if len(parts) > 1 else ""
    return Page(page_title(document.title, turned), html, _about(document, state, part))


def document_head(engine: SearchEngine, parameters: Parameters, addresses: Addresses) -> Page:
    """Return what machines read of the document that `id` names. Raises as `document_page` does."""
    document = engine.document((parameters.get("id") or [""])[-1])
    return Page(page_title(document.title), Markup(), _about(document, SearchState(addresses=addresses), 0))


def _found(answering: int, state: SearchState, *, here: bool) -> str:
    """Say how many passages answer the search, `here` where the page shows a part of the document."""
    where = " i den här delen" if here else ""
    return f"{count(answering, PASSAGES)}{where} med träff för {quoted(state.query)}" if answering else ""


def _about(document: Document, state: SearchState, part: int) -> Metadata:
    """Tell machines of a document: of its first part in full, of the others where they stand."""
    addresses = state.addresses
    kind = state.blank().with_filter("dokumenttyp", document.kind).address()
    first = next((passage.text for passage in document.passages if passage.text), document.title)
    about = f"{capital(document.kind)}, {date(document.published)}, {document.publisher}"
    return Metadata(
        address=addresses.to("document", document.id, [(PART, str(part + 1))] if part else ()),
        description=f"{about}. {shortened(' '.join(first.split()), DESCRIBED)}",
        kind="article",
        things=(article(addresses, document), breadcrumbs(addresses, document, kind)) if part == 0 else (),
    )


def _dated(document: Document) -> str:
    """Say when a document was published, and how many years ago that is."""
    years = age(document.published, datetime.now(UTC).date())
    return capital(date(document.published)) + (f" (för {years} år sedan)" if years else "")


@lru_cache(maxsize=256)
def _similar(engine: SearchEngine, generation: str, document_id: str) -> tuple[Similar, ...]:  # noqa: ARG001 (a new generation has other documents)
    return similar_documents(engine, document_id, limit=MOST_SIMILAR)


def _statement(document: Document) -> str:
    """Say whether this is the source's own text, and how old it is where the bank knows."""
    said = STATEMENTS[document.provenance]
    return f"{said.removesuffix('.')}, hämtad {date(document.fetched)}." if document.fetched else said


def _counterparts(engine: SearchEngine, document: Document, state: SearchState) -> list[Way]:
    """Return the ways to the original of a digest, or to the digests of an original."""
    if document.source is None:
        return []
    others = [other for other in engine.documents() if other.source == document.source and other.id != document.id]
    return [
        Way(
            "Läs originalets text här" if other.provenance == "original" else f"Läs sammanfattningen: {other.title}",
            state.document_address(other.id),
        )
        for other in others
        if other.provenance != document.provenance
    ]


def _address(document: Document) -> str:
    """Say how sure the source's address is, and since when it leads nowhere if it does."""
    if document.unanswered_since:
        tried = date(document.unanswered_since)
        return f"Adressen gav inget svar när den provades {tried}. Sidan kan ha flyttats eller tagits bort."
    return ADDRESSES[document.address] if document.address else ""


def _back(state: SearchState) -> Way | None:
    if not state.asks:
        return None
    query = f" {quoted(state.query, 60)}" if state.query else ""
    return Way(f"sökningen{query}", state.address())


def _passages(document: Document, passages: Sequence[Passage], highlighter: Highlighter) -> list[ShownPassage]:
    shown: list[ShownPassage] = []
    path: tuple[str, ...] = ()
    page: int | None = None
    for passage in passages:
        shown.append(_passage(document, passage, path, page, highlighter))
        path, page = passage.heading, passage.page
    return shown


def _passage(
    document: Document, passage: Passage, path: tuple[str, ...], page: int | None, highlighter: Highlighter
) -> ShownPassage:
    def mark(text: str) -> Markup:
        return Markup(highlighter.mark(text, passage.language))  # noqa: S704 - escaped but for <mark>

    text = shown_text(passage, mark)
    headings = tuple(
        Heading(min(depth + 2, LOWEST_HEADING), mark(title))
        for depth, title in enumerate(passage.heading)
        if passage.heading[: depth + 1] != path[: depth + 1]
    )
    notes = []
    if passage.item_kind and passage.item_kind != "".join(passage.heading[-1:]).lower():
        notes.append(capital(passage.item_kind))
    if passage.page is not None and passage.page != page:
        notes.append(f"Sida {passage.page} i originalet")
    marked = (text.html, *(heading.title for heading in headings))
    return ShownPassage(
        anchor=passage.anchor,
        title=passage.heading[-1] if passage.heading else document.title,
        headings=headings,
        text=text.html,
        links=text.other_links,
        note=" · ".join(notes),
        language=passage.language,
        matches=any("<mark>" in part for part in marked),
    )


def _contents(passages: Sequence[Passage], shown: Sequence[ShownPassage]) -> list[Entry]:
    """List the headings as they are shown; one without text of its own leads to the first passage below it."""
    entries: list[Entry] = []
    for passage, as_shown in zip(passages, shown, strict=True):
        path = list(enumerate(passage.heading or ("Inledning",), 1))
        new = path[-len(as_shown.headings) :] if as_shown.headings else path * (not passage.heading)
        entries.extend(
            Entry(
                title=title,
                anchor=passage.anchor,
                depth=min(depth, LOWEST_HEADING - 1),
                language=passage.language if passage.heading else "sv",
                matches=as_shown.matches and depth == len(path),
            )
            for depth, title in new
        )
    return entries
