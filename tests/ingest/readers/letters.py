"""Invented newsletters of invented networks and places."""

from __future__ import annotations

from tests.ingest.readers.layouts import Address, Bullets, Closing, Letter, Story, Text

EKVIK = Letter(
    "Nyhetsbrev 5, oktober 2023",
    "2023-10",
    (
        Story(
            "Om nyhetsbrevet",
            "om nyhetsbrevet",
            (
                Text("Välkommen till höstens nyhetsbrev från nätverket Delade dörrar"),
                Text(
                    "Brevet går ut fyra gånger om året. Här berättar vi vad de nio kommunerna gör och vad vi lär oss."
                ),
                Closing("Mer om nätverket Delade dörrar på Ekviks webbplats", "https://ekvik.example/delade-dorrar"),
            ),
        ),
        Story(
            "Projektledarkrönika",
            "krönika",
            (
                Text(
                    "Hösten är skördetid även för oss som odlar samarbeten. I somras var det mest "
                    "stängda dörrar - nu står de "
                    "på glänt. Fyra kommuner har skrivit sina första avtal med kooperativ."
                ),
                Closing("Att så i blåst och skörda i regn", "https://ekvik.example/kronika"),
            ),
        ),
        Story(
            "Intervju med Norrtuna kommun",
            "intervju",
            (
                Text(
                    "I Norrtuna började allt med en tom förskola. Vi träffar Karin Falk, "
                    "näringslivsstrateg, som berättar hur "
                    "lokalen blev ett kafé med tio anställda och vad nämnden krävde innan den sade ja."
                ),
                Closing("Så blev en tom förskola en arbetsplats", "https://norrtuna.example/kafe"),
            ),
        ),
        Story(
            "Tre kommuner prövar reserverad upphandling",
            "aktuellt",
            (
                Text(
                    "Ekvik, Norrtuna och Sandmo reserverar under hösten var sitt avtal om cykelvård. "
                    "Avtalen gäller i två år."
                ),
                Text("Anbuden öppnas den 3 november."),
                Closing("Annonsen i Ekviks upphandlingsverktyg", "https://ekvik.example/annons"),
            ),
            label="Aktuellt",
        ),
        Story(
            "Ny vägledning om volontärer",
            "aktuellt",
            (Text("Länsföreningen har samlat råd om försäkringar, avtal och introduktion i ett häfte på 24 sidor."),),
            label="Aktuellt",
        ),
        Story(
            "Boken Affär med omtanke - en läsning som gör skillnad",
            "tips",
            (
                Text(
                    "Författaren följer under ett år fem småföretag som anställer personer långt från arbetsmarknaden."
                ),
                Text("Ur förordet:"),
                Text(
                    "”Det svåra är inte att hitta arbetsuppgifter. Det svåra är att hitta modet att "
                    "dela upp dem på nytt”."
                ),
                Closing("Affär med omtanke i Norrtuna biblioteks katalog", "https://norrtuna.example/bok"),
            ),
            label="Tips!",
        ),
        Story(
            "Podden Kommunalrummet",
            "tips",
            (
                Text(
                    "I det åttonde avsnittet möts en upphandlare och en kooperatör. De är överens om 2,8 av tre frågor."
                ),
                Closing("Avsnitt åtta i sin helhet", "https://podd.example/8"),
            ),
            label="Tips!",
        ),
        Story(
            "Ekviks seminarieserie",
            "seminarium",
            (
                Text("Under vintern bjuder Ekviks kommun in till tre digitala seminarier om affärer som gör nytta."),
                Text("Varje träff rymmer:"),
                Bullets(
                    (
                        "En föreläsning på tjugo minuter.",
                        "Ett exempel från en kommun i nätverket.",
                        "Frågor i mindre grupper.",
                    )
                ),
                Text("Träffarna är öppna för alla som arbetar i kommuner och regioner"),
            ),
            subtitle="- Nytta i varje krona",
        ),
        Story(
            "Om nätverket Delade dörrar",
            "om projektet",
            (
                Text(
                    "Nätverket drivs av Ekviks kommun till och med juni 2024 och finansieras av "
                    "Kustfonden. Målet är att fler "
                    "kommuner ska göra affärer med sociala företag. Arbetet bygger på vår handbok"
                ),
                Closing("Dörren på glänt - att börja samarbeta", "https://ekvik.example/handbok"),
            ),
        ),
        Story(
            "Redaktör",
            "kontakt",
            (Address(("Ekviks kommun, näringslivskontoret", "www.ekvik.example", "0999-12 34 56")),),
        ),
    ),
)

NORRTUNA = Letter(
    "NORRTUNANYTT NYHETSBREV 7 | SEPTEMBER 2022",
    "2022-09",
    (
        Story(
            "Ledare",
            "krönika",
            (
                Text(
                    "När kranarna i hamnen tystnade i våras var det många som trodde att staden skulle göra detsamma."
                ),
                Text("Så blev det inte. I stället öppnade tre kooperativ på samma gata, och alla tre söker folk."),
                Text("Trevlig läsning!"),
                Text("Bo Lind, enhetschef"),
            ),
        ),
        Story(
            "Möt Aisha Berg på Kajens bageri",
            "intervju",
            (
                Text("Klockan fyra på morgonen är degen redan jäst. Aisha Berg driver bageriet med fem kollegor."),
                Text("– Vi säljer bröd, men det vi gör är arbetslivserfarenhet, säger hon."),
                Text("Foto: Lo Ström"),
            ),
        ),
        Story(
            "Kajens bageri vann upphandling",
            "aktuellt",
            (
                Text(
                    "Bageriet levererar från oktober frukostbröd till sex skolor. Avtalet är värt "
                    "410 000 kronor om året."
                ),
            ),
            label="Notiser",
        ),
        Story(
            "Föreningsregistret flyttar",
            "aktuellt",
            (
                Text("Den förening som vill avregistrera en firmatecknare gör det från den 1 oktober i e-tjänsten."),
                Closing("Till e-tjänsten", "https://norrtuna.example/register"),
            ),
            label="Notiser",
        ),
        Story(
            "Frukostmöte om idéburet partnerskap",
            "seminarium",
            (
                Text("Kommunjuristen reder ut när ett partnerskap är en upphandling och när det inte är det."),
                Text("Tid: 12 oktober kl. 7.30–9"),
                Text("Plats: Kajens bageri, Hamngatan 3"),
                Closing("Anmäl dig senast den 5 oktober", "https://norrtuna.example/anmalan"),
            ),
            label="På gång",
        ),
        Story(
            "Studiebesök i Sandmo",
            "seminarium",
            (
                Text("Vi åker buss till Sandmo och ser hur återbruket där tar hand om kontorsmöbler."),
                Text("20 oktober kl 9–15"),
            ),
            label="På gång",
        ),
        Story(
            "Kontakta oss",
            "kontakt",
            (
                Text("Vi tar gärna emot tips och synpunkter."),
                Address(("Norrtuna kommun", "brev@norrtuna.example", "0998-65 43 21")),
            ),
        ),
    ),
)

ENGLISH = Letter(
    "Newsletter #12, March 2023",
    "2023-03",
    (
        Story(
            "About this newsletter",
            "om nyhetsbrevet",
            (Text("Four times a year we tell you what the nine municipalities of the Open Doors network are doing."),),
        ),
        Story(
            "Interview with the mayor of Ekvik",
            "intervju",
            (
                Text("The mayor explains why the town buys bicycle repairs from a cooperative, and what it costs."),
                Closing("A town on two wheels", "https://ekvik.example/wheels"),
            ),
        ),
        Story(
            "New guide to reserved contracts",
            "aktuellt",
            (Text("The guide has been written for buyers. It explains the rules of reserved contracts on 24 pages."),),
            label="News",
        ),
        Story(
            "Two cooperatives merge in Sandmo",
            "aktuellt",
            (Text("The bakery and the laundry in Sandmo will share a board and a van from the first of May."),),
            label="News",
        ),
        Story("Contact us", "kontakt", (Address(("The Open Doors network", "doors@ekvik.example")),)),
    ),
)

SANDMO = Letter(
    "Nyhetsbrev december 2021",
    "2021-12",
    (
        Story(
            "Sandmo bygger socialt företagscentrum",
            "aktuellt",
            (
                Text(
                    "Kommunfullmäktige har avsatt tre miljoner kronor till ett hus där sociala "
                    "företag delar verkstad och kontor."
                ),
                Text("Inflyttning sker tidigast våren 2023, och hyran sätts efter omsättning."),
                Closing("Beslutet i sin helhet", "https://sandmo.example/beslut"),
            ),
        ),
        Story(
            "Rekordmånga sökte till startprogrammet",
            "aktuellt",
            (
                Text(
                    "Femtiotre personer sökte de tolv platserna. De flesta vill starta inom återbruk, mat eller omsorg."
                ),
                Closing("Startprogrammets sida", "https://sandmo.example/start"),
            ),
        ),
        Story(
            "Krönika: Tomtens leverantörer",
            "krönika",
            (
                Text(
                    "Om tomten upphandlade enligt lagen skulle julklapparna komma i mars. Det finns "
                    "ändå något att lära av honom."
                ),
            ),
        ),
        Story(
            "Webbinarium om sociala krav",
            "seminarium",
            (
                Text("Hur skriver man krav som går att följa upp? Två inköpare visar sina mallar."),
                Closing("Anmäl dig till webbinariet", "https://sandmo.example/webb"),
            ),
        ),
        Story(
            "Fakta om projektet",
            "om projektet",
            (Text("Projektet Plats för fler pågår till 2023 och finansieras av Kustfonden. Sex kommuner deltar."),),
        ),
        Story("Redaktion", "kontakt", (Address(("Sandmo kommun", "Torget 1, 999 99 Sandmo", "brev@sandmo.example")),)),
    ),
)

LETTERS = {"ekvik": EKVIK, "norrtuna": NORRTUNA, "english": ENGLISH, "sandmo": SANDMO}
