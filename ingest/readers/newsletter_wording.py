"""What the wording of a line says: whether it could be a heading, runs on, leads on or greets."""

from __future__ import annotations

import re

LONGEST_HEADING = 120
_MOST_WORDS = 18
_FIRST_LETTERS = r"(?-i:[A-ZÅÄÖ])"

_READ_MORE = re.compile(
    r"""^[»>→-]?\s*(?:
    läs\ (?:mer|hela|vidare|intervjun|krönikan|artikeln|om|och|här|på)\b
    |mer\ (?:om|information|info)\b
    |anmäl\ (?:dig|er)\b|anmälan\b
    |till\ (?:anmälan|artikeln|intervjun|krönikan|sidan|webbplatsen|programmet|rapporten)\b
    |se\ (?:hela|mer|filmen|programmet|inspelningen)\b
    |ladda\ (?:ner|ned)\b|hämta\ (?:rapporten|programmet|materialet)\b
    |klicka\b|här\ (?:hittar|kan|finns|läser)\b|lyssna\ (?:här|på)\b|boka\ (?:din\ )?plats\b
    |visa\ mer\b|fler\ nyheter\b|du\ hittar\b
    |read\ (?:more|the|on)\b|more\ (?:about|information)\b|register\ (?:here|now)\b|sign\ up\b|download\b
    |find\ out\ more\b|learn\ more\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_BYLINE = re.compile(
    rf"""^(?:text|foto|bild|illustration|av|skribent|vid\ pennan|källa|photo|by|(?:foto|text)\ (?:och|&)\ (?:text|foto))
    (?:\s*:|\s+{_FIRST_LETTERS})""",
    re.IGNORECASE | re.VERBOSE,
)
_FIELD = re.compile(
    r"""^(?:när|var|tid|plats|lokal|datum|dag|start|slut|kostnad|pris|språk|målgrupp|arrangör|anmälan|sista\ dag
    |sista\ anmälningsdag|kontakt|telefon|tel|tfn|mobil|e-?post|mejl|mail|webb|webbplats|adress
    |when|where|date|time|place|phone|e-?mail)\s*:""",
    re.IGNORECASE | re.VERBOSE,
)
_ADDRESS = re.compile(
    rf"^(?:https?://|www\.|[\w.+-]+@)\S+$|^[\d\s+()/–-]{{6,}}$|^box \d|\b\d{{3}} \d{{2}} {_FIRST_LETTERS}",
    re.IGNORECASE,
)
_NAME_AND_ROLE = re.compile(r"^[A-ZÅÄÖ][\wé-]+(?: [A-ZÅÄÖ][\wé-]+){1,2}, [a-zåäö]")
_CLOSED = re.compile(r"(?<!\bm)(?<!\bbl)(?<!\bdvs)(?<!\betc)\.[”\"’')\]]*$|[,;:]$")
_TWO_SENTENCES = re.compile(r"[a-zåäö]{2}[.!?] +[A-ZÅÄÖ”]")
_INSIDE_SENTENCE = re.compile(r"\b(?:och|att|som|en|ett|eller|samt|and|of|the)$", re.IGNORECASE)
_BREAKS_OFF = re.compile(r"(?:\b(?:and|att|av|en|ett|från|för|i|med|och|of|om|på|till|vid|with)|[–:-])$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:][”\"’')\]]*$")
_STATEMENT = re.compile(
    r"^(?:\S+ ){1,3}(?:är|har|ska|kan|kommer|vill|får|blir|var|finns|riktar|vänder|is|are|has|will|can)\b.{30}",
    re.IGNORECASE,
)
_DATE_WORDS = re.compile(
    r"""\b(?:(?:mån|tis|ons|tors|fre|lör|sön)(?:dag(?:en)?)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day
    |jan|feb|mar|apr|jun|jul|aug|sept?|okt|oct|nov|dec
    |januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december
    |january|february|march|may|june|july|august|october
    |kl|klockan|den|till|och|vecka|v|h|am|pm|digitalt|online|zoom|teams)\b\.?""",
    re.IGNORECASE | re.VERBOSE,
)
_WELCOME_ELSEWHERE = re.compile(
    r"^(?:varmt |hjärtligt )?välkom(?:men|na)\b(?! till .{0,40}\b(?:nyhetsbrev|numret|nummer))", re.IGNORECASE
)
_SALUTATION = re.compile(
    r"""^(?:hej|kära|bästa|dear|hi|hello|(?:trevlig|god)\ läsning|väl\ mött|vi\ ses
    |med\ vänlig|vänliga?\ hälsning(?:ar)?|hälsningar|glad\ (?:sommar|påsk)|trevlig\ sommar|god\ jul
    |happy\ reading|(?:kind|best)\ regards)\b.{0,40}$""",
    re.IGNORECASE | re.VERBOSE,
)
_GREETING = re.compile(r"^(?:varmt |hjärtligt )?(?:välkom(?:men|na)|welcome)\b", re.IGNORECASE)
_SUBTITLE = re.compile(r"^[-–—]\s+(?=\S)")
_QUESTION = re.compile(
    r"""^(?:–\s*)?(?:\d+[.)]\s*)?
    (?:hur|vad|varför|vem|vilka|vilken|vilket|när|var|kan|har|är|finns|how|what|why|who)\b.*\?$""",
    re.IGNORECASE | re.VERBOSE,
)


def is_worded_as_heading(text: str) -> bool:
    """Say whether the wording lets a line be a heading: short, not closed, no byline, date, address or greeting."""
    if len(text) > LONGEST_HEADING or len(text.split()) > _MOST_WORDS or not any(map(str.isalpha, text)):
        return False
    if _CLOSED.search(text) or _INSIDE_SENTENCE.search(text) or _SUBTITLE.search(text) or has_two_sentences(text):
        return False
    if _WELCOME_ELSEWHERE.search(text) or is_aside(text):
        return False
    first = next(character for character in text if character.isalnum())
    return not first.islower()


def is_aside(text: str) -> bool:
    """Say whether a line is a byline, a field ("Tid: …"), a name with a title, an address, a date or a salutation."""
    patterns = (_BYLINE, _FIELD, _NAME_AND_ROLE, _ADDRESS, _SALUTATION)
    return any(pattern.search(text) for pattern in patterns) or is_only_a_date(text)


def is_sentence(text: str) -> bool:
    """Say whether a line is running text: it ends as a sentence does, or is longer than headings are."""
    return len(text) > LONGEST_HEADING or _SENTENCE_END.search(text, 2) is not None


def is_statement(text: str) -> bool:
    """Say whether a line states something, full stop or not: "Träffen är öppen för alla i kommuner och regioner"."""
    return _STATEMENT.match(text) is not None


def has_two_sentences(text: str) -> bool:
    """Say whether a sentence ends inside a line."""
    return _TWO_SENTENCES.search(text) is not None


def is_read_more(text: str) -> bool:
    """Say whether a line leads on from an item: "Läs hela intervjun", "Mer om …", "Anmäl dig här"."""
    return _READ_MORE.match(text) is not None


def is_subtitle(text: str) -> bool:
    """Say whether a line goes on with the heading above it: "- så går det till"."""
    return _SUBTITLE.match(text) is not None and len(text) <= LONGEST_HEADING and _CLOSED.search(text) is None


def is_unfinished(text: str) -> bool:
    """Say whether a heading breaks off before its last words: "Intervju med"."""
    return _BREAKS_OFF.search(text) is not None


def is_greeting(text: str) -> bool:
    """Say whether a line welcomes the reader."""
    return _GREETING.match(text) is not None


def is_question(text: str) -> bool:
    """Say whether a line is a question that is put to someone."""
    return _QUESTION.match(text) is not None


def is_only_a_date(text: str) -> bool:
    """Say whether a line is a day or a time and nothing else: "Tisdag 12 maj kl. 10–12"."""
    rest = _DATE_WORDS.sub(" ", text)
    return any(map(str.isdigit, text)) and not re.search(r"[^\W\d_]{2}", rest)
