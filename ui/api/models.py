"""What the answers hold, for the description of the interface.

The answers themselves are the records of `ui/records.py`, as on the command line; a test holds that they fit here and
that nothing in them is undescribed.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field
from pydantic.json_schema import SkipJsonSchema

from index.document import Address, Provenance
from index.language.question_kinds import QuestionKind
from ui.api.parameters import FacetName

Date = Annotated[
    str, Field(description="ISO 8601 med källans noggrannhet.", examples=["2022", "2022-01", "2021-12-09"])
]
PassageId = Annotated[
    str, Field(description="Dokumentets id, # och avsnittets ankare.", examples=["um-4-18#pa-vilka-villkor"])
]
DocumentId = Annotated[str, Field(description="Dokumentets id.", examples=["um-4-18"])]
Heading = Annotated[list[str], Field(description="Rubrikerna ovanför avsnittet, den yttersta först.")]
Origin = Annotated[
    Provenance, Field(description="original: källans egen text. digest: kunskapsbankens sammanfattning.")
]
WebAddress = Annotated[str | None, Field(description="Källans adress på webben.")]


class FacetValue(BaseModel):
    """Ett värde i en facett."""

    value: str
    count: int = Field(ge=0, description="Så många dokument ger värdet om det väljs ensamt i sin facett.")
    selected: bool


class Hit(BaseModel):
    """En träff: ett avsnitt."""

    id: PassageId
    document_id: DocumentId
    title: str
    heading: Heading
    kind: str = Field(description="Facetten dokumenttyp.")
    item_kind: str | None = Field(description="Facetten inslag.")
    published: Date | None
    publisher: str
    url: WebAddress
    provenance: Origin
    municipalities: list[str]
    organisations: list[str]
    themes: list[str]
    snippet: str = Field(description="HTML: allt är skyddat utom <mark> kring det som svarar på frågan.")
    score: float = Field(ge=0, description="Högre är bättre; jämförbart inom ett svar. 0 där inget rangordnas.")


class FoldedHit(BaseModel):
    """En träff, och träffar längre ner som säger nästan samma sak."""

    id: PassageId
    similar: list[PassageId]


class Group(BaseModel):
    """Ett dokuments träffar, de bästa först."""

    document_id: DocumentId
    hits: list[FoldedHit]


class Sentence(BaseModel):
    """En mening som svarar på frågan, ordagrant, och var den står."""

    text: str
    passage: PassageId
    heading: Heading
    document_id: DocumentId
    title: str
    publisher: str
    published: Date | None
    provenance: Origin
    url: WebAddress
    page: int | None


class Brief(BaseModel):
    """Svaret i korthet."""

    sentences: list[Sentence]


class WayWithoutFilter(BaseModel):
    """Så många dokument hittas utan ett av filtren."""

    facet: FacetName
    value: str
    left_out: bool = Field(description="Filtret står i utan.")
    documents: int


class WayWithoutPart(BaseModel):
    """Så många dokument hittas utan en del av frågan."""

    part: str
    query: str
    documents: int


class WayOfPiece(BaseModel):
    """Så många dokument hittas för en del av en sammansättning."""

    compound: str
    query: str
    documents: int


class Theme(BaseModel):
    """Ett tema och dess dokument i hela kunskapsbanken."""

    value: str
    count: int


class NewDocument(BaseModel):
    """Ett nytt dokument i närheten av frågan."""

    id: DocumentId
    title: str
    published: Date | None


class WaysOn(BaseModel):
    """Det som leder vidare där inget hittas."""

    filters: list[WayWithoutFilter]
    parts: list[WayWithoutPart]
    pieces: list[WayOfPiece]
    themes: list[Theme]
    newest: list[NewDocument]


class SearchAnswer(BaseModel):
    """Ett sökresultat: samma objekt som `kunskapsbank search --json` skriver."""

    query: str
    interpreted: str = Field(description="Frågan som den förstods.")
    total: int = Field(ge=0, description="Alla avsnitt som hittas.")
    total_documents: int = Field(ge=0, description="Alla dokument som de står i.")
    suggestion: str | None = Field(description="En annan stavning att erbjuda.")
    searched: str | None = Field(description="Stavningen som söktes i stället, eftersom frågan själv inte gav något.")
    notes: list[str] = Field(description="Meningar för läsaren: vad som inte fanns, och vad som söktes utöver frågan.")
    took_ms: float = Field(ge=0, description="Millisekunder.")
    question: QuestionKind | None = Field(description="Vad frågan frågar efter.")
    brief: Brief | None = Field(description="Svaret i korthet, där någon mening svarar bra.")
    hits: list[Hit]
    groups: list[Group] = Field(description="Samma träffar, samlade efter dokument.")
    facets: dict[FacetName, list[FacetValue]] = Field(description="Alla facetter; talen räknar dokument.")
    quarters: list[FacetValue] = Field(description="Kvartal (2022-K1), det äldsta först; kan sökas som ar.")
    ways_on: WaysOn | SkipJsonSchema[None] = Field(None, description="Bara där inget hittas.")


class FacetsAnswer(BaseModel):
    """Facetternas värden för en fråga med filter."""

    query: str
    interpreted: str = Field(description="Frågan som den förstods.")
    total: int = Field(ge=0, description="Alla avsnitt som hittas.")
    total_documents: int = Field(ge=0, description="Alla dokument som de står i.")
    facets: dict[FacetName, list[FacetValue]] = Field(
        description="De största först, men år det senaste först. Valda värden finns med även där de ger 0."
    )


class Link(BaseModel):
    """En länk i texten."""

    text: str
    url: str


class Passage(BaseModel):
    """Ett avsnitt av ett dokument."""

    id: PassageId
    heading: Heading
    text: str = Field(description="Ren text, med en tom rad mellan stycken.")
    item_kind: str | None
    page: int | None = Field(description="Sidan i källan, räknad från 1.")
    anchor: str = Field(description="Avsnittets ankare på dokumentets sida.")
    language: str = Field(description="ISO 639-1.")
    links: list[Link]
    municipalities: list[str]
    counties: list[str]
    organisations: list[str]
    themes: list[str]
    dates: list[Date]
    years: list[str]
    amounts: list[str] = Field(description="Tal med SEK, EUR eller %.", examples=[["7800000 SEK"]])


class DocumentLinks(BaseModel):
    """Vart dokumentet leder vidare: hela adresser där kunskapsbanken har en publik adress, annars från roten."""

    page: str = Field(description="Dokumentets sida för läsare; lägg till # och ett ankare för ett avsnitt.")
    similar: str = Field(description="Liknande dokument i det här gränssnittet.")


class DocumentAnswer(BaseModel):
    """Ett dokument: samma objekt som `kunskapsbank show --json` skriver, med `links` därtill."""

    id: DocumentId
    title: str
    kind: str
    publisher: str
    published: Date | None
    url: WebAddress
    language: str
    rights: str = Field(description="Vem texten tillhör, och hur den får användas.")
    provenance: Origin
    address: Address | None = Field(description="Hur säker url är: läst, härledd eller en kopias.")
    note: str | None = Field(description="Vad som är osäkert om källan.")
    source: str | None = Field(description="Källans id i källförteckningen; samma för original och sammanfattning.")
    fetched: Date | None = Field(description="När originalet hämtades.")
    unanswered_since: Date | None = Field(description="Sedan när källans adress inte svarar.")
    passages: list[Passage] = Field(description="Avsnitten i läsordning.")
    links: DocumentLinks


class SimilarDocument(BaseModel):
    """Ett liknande dokument och avsnittet där likheten är störst."""

    id: DocumentId
    title: str
    kind: str
    publisher: str
    published: Date | None
    url: WebAddress
    provenance: Origin
    passage: PassageId
    heading: Heading
    likeness: float = Field(ge=0, le=1, description="1 för det som är mest likt.")


class SimilarAnswer(BaseModel):
    """Det som liknar ett dokument: samma objekt som `kunskapsbank similar --json` skriver."""

    id: str
    similar: list[SimilarDocument]


class SuggestAnswer(BaseModel):
    """Förslag: samma objekt som `kunskapsbank suggest --json` skriver."""

    suggestion: str | None = Field(description="En annan stavning av det som är skrivet.")
    completions: list[str] = Field(max_length=10, description="Hela frågor som det skrivna kan bli, de bästa först.")
