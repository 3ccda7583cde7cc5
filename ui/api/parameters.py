"""The parameters of the addresses, with their bounds: the same names as on the pages and on the command line.

The query string of a permalink can be put to `/search` as it stands.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field

from index.request import FACETS, SearchRequest, Sort
from ui.state import MAX_PAGE, MAX_QUERY, MAX_VALUE, MAX_VALUES, PAGE_SIZE, read_state

MAX_LIMIT = 100
"""Passages in an answer; `offset` leads to the next ones."""

MAX_OFFSET = 1_000_000
MAX_SIMILAR = 50
MAX_ID = 300

FacetName = Literal["dokumenttyp", "inslag", "tema", "kommun", "lan", "organisation", "ar", "utgivare", "sprak"]

Value = Annotated[str, Field(max_length=MAX_VALUE)]
Without = Annotated[str, Field(max_length=MAX_VALUE, pattern=rf"^({'|'.join(FACETS)}):")]
Year = Annotated[str, Field(pattern="^([0-9]{4})?$")]
DocumentId = Annotated[
    str,
    Path(min_length=1, max_length=MAX_ID, description="Dokumentets id, som det står i träffarna.", examples=["nb3"]),
]
DocumentOrPassageId = Annotated[
    str,
    Path(
        min_length=1,
        max_length=MAX_ID,
        description="Ett dokuments id, eller ett avsnitts: dokumentets id, %23 och avsnittets ankare.",
        examples=["um-4-18", "nb3#redaktor"],
    ),
]


def _several(description: str, example: str) -> Any:  # noqa: ANN401 (as pydantic's Field)
    return Field([], max_length=MAX_VALUES, description=f"{description} Kan upprepas.", examples=[[example]])


class Query(BaseModel):
    """Parameters of an address. One that the address does not have is refused, so that a slip is not a wider search."""

    model_config = ConfigDict(extra="forbid")


class Search(Query):
    """What is searched, and what narrows it."""

    q: str = Field(
        "",
        max_length=MAX_QUERY,
        description="Frågan, skriven som i sökfältet. Utan fråga gäller allt.",
        examples=["reserverad upphandling"],
    )
    dokumenttyp: list[Value] = _several("Vad dokumentet är.", "nyhetsbrev")
    inslag: list[Value] = _several("Vad för slags inslag i ett nyhetsbrev avsnittet är.", "intervju")
    tema: list[Value] = _several("Tema, eller tema / undertema.", "Upphandling och affärer")
    kommun: list[Value] = _several("Kommun som avsnittet nämner.", "Söderhamn")
    lan: list[Value] = _several("Län som avsnittet nämner.", "Gävleborgs län")
    organisation: list[Value] = _several("Organisation som avsnittet nämner.", "SKR")
    ar: list[Value] = _several(
        "Utgivningsår, eller en tid: 2021..2022, 2022-03 (en månad), 2022-K1 (ett kvartal).", "2021..2022"
    )
    utgivare: list[Value] = _several("Den som gav ut dokumentet.", "SKR")
    sprak: list[Value] = _several("Avsnittets språk enligt ISO 639-1.", "sv")
    utan: list[Without] = Field(
        [],
        max_length=MAX_VALUES,
        description="Ett värde som inte får finnas, skrivet facett:värde. Kan upprepas.",
        examples=[["kommun:Umeå"]],
    )
    fran: Year = Field(
        "", description="Första utgivningsåret. fran och till går före det som står i ar.", examples=["2021"]
    )
    till: Year = Field("", description="Sista utgivningsåret.", examples=["2022"])
    exakt: Literal["0", "1"] = Field("0", description="1 söker orden som de är skrivna och rättar ingen stavning.")

    def request(self) -> SearchRequest:
        """Return the search as the pages read it from their addresses."""
        return read_state({name: value if isinstance(value, list) else [str(value)] for name, value in self}).request()


class Hits(Search):
    """What is searched, and which of its hits are wanted in which order."""

    sort: Sort = Field("relevance", description="Ordningen: bäst träff, nyast eller äldst först.")
    limit: int = Field(PAGE_SIZE, ge=0, le=MAX_LIMIT, description="Så många träffar högst.")
    offset: int = Field(0, ge=0, le=MAX_OFFSET, description="Så många träffar hoppas över.")
    sida: int = Field(
        1,
        ge=1,
        le=MAX_PAGE,
        description="Sida i träfflistan, med limit träffar på varje; den första efter offset är 1.",
    )

    def request(self) -> SearchRequest:
        """Return the search for one page of hits."""
        return replace(super().request(), limit=self.limit, offset=self.offset + (self.sida - 1) * self.limit)


class Facets(Search):
    """What is searched, and which values of which facets are wanted."""

    facett: list[FacetName] = Field(
        [], max_length=len(FACETS), description="Bara den facetten. Kan upprepas.", examples=[["kommun"]]
    )
    innehaller: str = Field(
        "", max_length=MAX_VALUE, description="Bara värden där den här texten ingår.", examples=["söder"]
    )


class Likeness(Query):
    """How many documents or passages are wanted."""

    limit: int = Field(5, ge=1, le=MAX_SIMILAR, description="Så många högst.")


class Typed(Query):
    """A query that is being typed."""

    q: str = Field(max_length=MAX_QUERY, description="Frågan så långt den är skriven.", examples=["reserverad upph"])


class Nothing(Query):
    """The parameters of an address that has none."""
