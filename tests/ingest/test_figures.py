"""Dates and amounts that a passage mentions, and numbers that look like them."""

from __future__ import annotations

import pytest

from index.document import Passage
from index.language.vocabulary import load_vocabulary
from ingest.enrich import Enricher


@pytest.fixture(scope="module")
def enricher() -> Enricher:
    return Enricher(load_vocabulary())


def passage(enricher: Enricher, text: str, heading: str = "Läget") -> Passage:
    return enricher.enrich([Passage(id="ekvik#del", anchor="del", heading=(heading,), text=text)], title="Ekvik")[0]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Den 10 mars 2022 beslutade nämnden.", ("2022-03-10",)),
        ("Beslutet kom i september 2020 och gäller sedan 1.1.2023.", ("2020-09", "2023-01-01")),
        ("Hösten 2021 (och redan 2019) provades det.", ("2021", "2019")),
        ("Projektet pågick 2021–2022.", ("2021", "2022")),
        ("Träffen hålls 7–9 juni 2023.", ("2023-06-09",)),
        ("Läst 2022-03-10, ändrat 2022-03-10.", ("2022-03-10",)),
        ("Enligt 2017 års plan.", ("2017",)),
        ("Lagen (2022:900), SOU 2019:56, prop. 2021/22:135 och dnr 2020/00825.", ()),
        ("COM(2021) 778, C/2023/1344, KSN-2016-1923 och N2018/00710/FF.", ()),
        ("Agenda 2030 och 1990-talets nedskärningar.", ()),
        ("Det kostar 2000 kronor för 2021 personer.", ()),
        ("Ring 08-452 20 22 eller köp 2 000 äpplen.", ()),
        ("Den 31 februari 2022.", ("2022",)),
    ],
)
def test_dates_and_years(enricher: Enricher, text: str, dates: tuple[str, ...]) -> None:
    assert passage(enricher, text).dates == dates


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Gränsen är 700 000 kronor.", ("700000 SEK",)),
        ("Avgiften är 12\N{NO-BREAK SPACE}000 kr.", ("12000 SEK",)),
        ("Budgeten: 14 280 613 kr, varav 6 697 669 kr från fonden.", ("14280613 SEK", "6697669 SEK")),
        ("Omkring 7,8 miljoner kronor.", ("7800000 SEK",)),
        ("Mellan 10 och 25 miljoner kronor.", ("10000000 SEK", "25000000 SEK")),
        ("Uppskattningsvis 2,5 miljarder euro.", ("2500000000 EUR",)),
        ("An estimated EUR 2.5 billion was spent.", ("2500000000 EUR",)),
        ("Från 0,6 till 9,9 procent, i snitt 6,3 %.", ("0.6 %", "9.9 %", "6.3 %")),
        ("Vinnarna får femtio tusen kronor.", ("50000 SEK",)),
        ("Stödet är 70 tkr, eller 2 mkr för två år.", ("70000 SEK", "2000000 SEK")),
        ("Året var 2021 och 4 miljoner kronor delades ut.", ("4000000 SEK",)),
        ("Enligt 4 kap. 18 § ska 30 procent tillhöra målgruppen.", ("30 %",)),
        ("Fyra hundra kronor, tre kronprinsar och 12 kommuner.", ()),
    ],
)
def test_amounts(enricher: Enricher, text: str, amounts: tuple[str, ...]) -> None:
    assert passage(enricher, text).amounts == amounts


def test_the_heading_counts_and_the_years_stand_in_order(enricher: Enricher) -> None:
    found = passage(enricher, "Beslutet från maj 2019 ändrades den 3 juni 2018.", "Avgiften 2022: 500 kr")
    assert (found.dates, found.years) == (("2022", "2019-05", "2018-06-03"), ("2018", "2019", "2022"))
    assert found.amounts == ("500 SEK",)
