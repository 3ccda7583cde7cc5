"""What the web pages of the tests say, whatever system serves them. Places and organisations are invented."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A heading below the title; `level` is 2 or 3."""

    level: int
    words: str


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    words: str


@dataclass(frozen=True)
class Bullets:
    """A list; `numbered` lists have figures."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Table:
    """A table whose first row is its head."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Terms:
    """A list of terms with their meanings."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Accordion:
    """Questions whose answers unfold."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Links:
    """Links that are the content: words, address, and what stands under each."""

    entries: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Box:
    """A box beside the text: facts, or whom to ask."""

    heading: str
    lines: tuple[str, ...]
    contact: bool = False


Block = Heading | Text | Bullets | Table | Terms | Accordion | Links | Box


@dataclass(frozen=True)
class Article:
    """A page: its title, what opens it, its blocks, and the day when it was published."""

    title: str
    lead: str
    published: str
    blocks: tuple[Block, ...]


CONTACT = Box(
    "Kontakta oss",
    ("Ebba Ekman, näringslivsutvecklare", "Telefon 0123-45 67 89", "ebba.ekman@ekvik.example"),
    contact=True,
)

SUPPORT = Article(
    "Stöd till sociala företag",
    "Ekviks kommun ger stöd till föreningar och kooperativ som vill starta eller utveckla ett socialt företag.",
    "2023-05-03",
    (
        Heading(2, "Vem kan söka?"),
        Text("Stödet kan sökas av ideella föreningar, ekonomiska föreningar och stiftelser som verkar i kommunen."),
        Text("Det här krävs av den som söker:"),
        Bullets(("stadgar som årsmötet har antagit,", "en budget för två år,", "en plan för vilka som ska anställas.")),
        Heading(2, "Så ansöker ni"),
        Bullets(
            ("Läs igenom riktlinjerna.", "Fyll i blanketten.", "Skicka den till näringslivskontoret."), numbered=True
        ),
        Heading(3, "Sista dag och belopp"),
        Text("Nämnden fattar beslut två gånger om året."),
        Table(
            (
                ("Omgång", "Sista dag", "Högsta belopp"),
                ("Våren", "15 mars", "80 000 kronor"),
                ("Hösten", "15 september", "60 000 kronor"),
            )
        ),
        Box("Fakta om stödet", ("Stödet infördes 2019.", "Hittills har 23 föreningar fått del av det.")),
        Heading(2, "Vanliga frågor"),
        Accordion(
            (
                (
                    "Kan ett aktiebolag söka?",
                    "Ja, om bolagets överskott återförs till verksamheten enligt bolagsordningen.",
                ),
                ("Hur lång tid tar beslutet?", "Räkna med sex veckor från sista ansökningsdag till beslut i nämnden."),
                ("Går stödet att kombinera med andra bidrag?", "Ja, men inte för samma kostnader."),
            )
        ),
        CONTACT,
    ),
)

DIRECTORY = Article(
    "Sociala företag i Norrtuna",
    "Här är de sociala företag som har anmält sig till kommunens lista.",
    "2022-11-21",
    (
        Heading(2, "Café och catering"),
        Links(
            (
                ("Kafé Kajen", "https://kajen.example/", "Lunch, fika och catering i hamnen."),
                ("Frukostkooperativet", "https://frukost.example/", "Frukost till möten och skolor."),
                ("Syltkällaren", "https://sylt.example/", "Sylt och saft av bär från trakten."),
            )
        ),
        Heading(2, "Hantverk och skötsel"),
        Links(
            (
                ("Cykelsmedjan", "https://cykel.example/", "Service och uthyrning av cyklar."),
                ("Gröna handen", "https://gron.example/", "Skötsel av parker och gravar."),
                ("Tvättstugan", "https://tvatt.example/", "Tvätt åt hotell och företag."),
            )
        ),
        Heading(2, "Blanketter"),
        Links(
            (
                ("Anmälan till listan (pdf, 120 kB)", "https://norrtuna.example/anmalan.pdf", ""),
                ("Riktlinjer för listan (pdf, 340 kB)", "https://norrtuna.example/riktlinjer.pdf", ""),
            )
        ),
    ),
)

NEWS = Article(
    "Kajen öppnar för kooperativ",
    "Efter tre års arbete öppnar den gamla varvslokalen i Ekvik som mötesplats för kooperativ.",
    "2024-02-14",
    (
        Text(
            "På torsdagen skrev kommunen och föreningen Kajen på ett avtal som gäller i fem år. Föreningen tar över "
            "driften av lokalerna, och kommunen betalar för öppettider som är till för alla."
        ),
        Text(
            "– Det här hade inte gått utan de tolv personer som stod på kajen varje lördag och målade fönster, säger "
            "Nils Näs, ordförande i föreningen."
        ),
        Heading(2, "Fem verksamheter från start"),
        Text(
            "Ett kafé, en cykelverkstad, ett tryckeri, en tvätt och en skeppsbyggare flyttar in under våren. "
            "Tillsammans räknar de med att anställa arton personer som har stått långt från arbetsmarknaden."
        ),
        Text("Hyran följer omsättningen de första två åren. Därefter gäller samma villkor som för andra hyresgäster."),
        Heading(2, "Förebild i Norrtuna"),
        Text(
            "Modellen är hämtad från Norrtuna, där ett liknande hus har funnits sedan 2018. Där visar uppföljningen "
            "att sju av tio som har arbetat i huset har gått vidare till arbete eller studier."
        ),
    ),
)

WORDS = Article(
    "Begrepp i social ekonomi",
    "Orden nedan används i kommunens riktlinjer och betyder det som står här.",
    "2021-09-30",
    (
        Terms(
            (
                ("IOP", "Idéburet offentligt partnerskap: en överenskommelse där båda parter bidrar med resurser."),
                ("ASF", "Arbetsintegrerande socialt företag, som driver verksamhet för att skapa arbete åt människor."),
                ("Reserverat kontrakt", "Ett kontrakt som bara vissa leverantörer får lämna anbud på."),
            )
        ),
        Heading(2, "Former för ägande"),
        Table(
            (
                ("Form", "Röster", "Överskott"),
                ("Ekonomisk förening", "En medlem, en röst", "Till medlemmarna efter insats"),
                ("Ideell förening", "En medlem, en röst", "Stannar i föreningen"),
                ("Stiftelse", "Styrelsen", "Till ändamålet"),
            )
        ),
        Heading(2, "Mer att läsa"),
        Text("Begreppen förklaras utförligare i handboken, som finns att låna på biblioteket."),
    ),
)

SHORT = Article(
    "Lokaler att låna",
    "Föreningar i Ekvik kan låna kommunens möteslokaler utan kostnad på vardagskvällar.",
    "2023-01-12",
    (Text("Boka hos växeln senast två dagar i förväg."), CONTACT),
)

ARTICLES = {"stöd": SUPPORT, "lista": DIRECTORY, "nyhet": NEWS, "begrepp": WORDS, "kort": SHORT}
