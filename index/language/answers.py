"""Where in a sentence that which a question asks for stands: a number, an amount, a length of time, a date, a name."""

from __future__ import annotations

import re

from index.language.question_kinds import QuestionKind

_MONTH = "(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)"
_YEAR = r"(?:1[89]|20)\d\d"
_FIGURE = r"(?:\d{1,3}(?:[ \u00a0\u202f.]\d{3})+|\d+(?:[.,]\d+)?)"
_BARE = r"(?<![\w.,:/(§–-])"
"""What does not go on from another number or a designation."""
_COUNT = (
    "(?:två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tretton|fjorton|femton|sexton|sjutton|arton|nitton|tjugo"
    "|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio|hundra|hundratals|tusen|tusentals|hälften|varannan|dubbelt"
    "|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundreds?|thousands?|half)"
)
_SCALE = r"(?:(?:miljon|miljard|tusen|hundra|tiotal|hundratal|tusental|million|billion)\w*|mn|md)"
_COIN = r"(?:kr\b|kronor|euro\b|sek\b|mkr\b|mnkr\b|tkr\b|%|procent|per ?cent)"
_PERIOD = r"(?:sekund|minut|timm|dygn|dag(?:ar)?\b|veck|månad|kvartal|års?\b|years?\b|months?\b|weeks?\b|days?\b)"

_DATE = re.compile(
    rf"{_BARE}(?:(?:\d{{1,2}} )?{_MONTH}(?: {_YEAR})?|{_YEAR}(?:-\d\d-\d\d)?)(?![\d:/]| \d\d\d(?!\d))", re.IGNORECASE
)
_NUMBER = re.compile(
    rf"{_BARE}(?:{_FIGURE}(?: {_SCALE})?|{_COUNT}\b)(?!\w|[:/]\d| ?§| [a-z]? ?§| kap\b| {_MONTH})", re.IGNORECASE
)
_MONEY = re.compile(rf"{_BARE}{_FIGURE}\s?(?:{_SCALE} )?{_COIN}", re.IGNORECASE)
_SHARE = re.compile(r"\s?(?:%|procent|per ?cent)", re.IGNORECASE)
_LENGTH = re.compile(rf"{_BARE}(?:{_FIGURE}|(?:ett|en|{_COUNT})) {_PERIOD}", re.IGNORECASE)
_NAMING = re.compile(
    r"(?:kap\.?|§|nr\.?|nummer|bilaga|artikel|punkt|nyhetsbrev|sidan?|agenda|lag|lagen|sou|prop\.?|kapitel|steg|fråga"
    r"|av|de|dem|dessa|den) $",
    re.IGNORECASE,
)
"""What stands before a number that names something, is a day or a share, or points back, and counts nothing."""
_CAPITAL = r"[A-ZÅÄÖ][\wé-]+"
_NAME = re.compile(rf"(?<=[\w,:] ){_CAPITAL}(?: (?:och |af |von |de )?{_CAPITAL})*|^\W*{_CAPITAL}(?: {_CAPITAL})+")
"""A sentence begins with a capital anyhow, so one word there is no name."""
_SOMEWHERE = re.compile(r"\b(?:i|på|vid|från|till|utanför|hos|in|at) (?P<place>[A-ZÅÄÖ][\w-]+)")

_ASKS_MONEY = re.compile(r"\b(?:vad kosta|hur dyr|how much)", re.IGNORECASE)
_ASKS_COUNT = re.compile(r"\b(?:hur många|antal|antalet|how many)\b", re.IGNORECASE)
_ASKS_LENGTH = re.compile(
    r"\bhur (?:länge|lång tid|gam(?:mal|la)|många (?:år|månader|veckor|dagar|dygn|timmar))|\bhow long", re.IGNORECASE
)
_ASKS_RULE = re.compile(
    r"\b(?:vem|who) (?:får|kan|ska|skall|bör|måste|har rätt|räknas|may|can|should)\b|\bhur ofta\b|\b(?:när|when)"
    r" (?:får|kan|ska|bör|måste|behöver|används|passar|man|may|can|should)\b",
    re.IGNORECASE,
)
"""Asks for a condition, which no name, number or date is."""

_ASKS_SEVERAL = re.compile(r"\W*(?:vilka|which)\b", re.IGNORECASE)
_LIST = re.compile(r", [^,]+ (?:och|samt|and) ")


def has_shape(query: str, kind: QuestionKind | None) -> bool:
    """Tell whether the answer to a query has a shape that can be seen: a number, a date, a name."""
    return kind not in {None, QuestionKind.DEFINITION} and _ASKS_RULE.search(query) is None


def lacks_list(sentence: str, query: str) -> bool:
    """Tell whether a query asks for several things ("vilka …"), and a sentence lists none."""
    return _ASKS_SEVERAL.match(query) is not None and _LIST.search(sentence) is None


def answers_in(sentence: str, query: str, kind: QuestionKind) -> list[tuple[int, int]]:
    """Return where, in characters, a sentence has something of the shape of the answer that the query does not have."""
    match kind:
        case QuestionKind.NUMBER:
            found = _numbers(sentence, query)
        case QuestionKind.DATE:
            found = [match.span() for match in _DATE.finditer(sentence)]
        case QuestionKind.PERSON:
            found = [match.span() for match in _NAME.finditer(sentence)]
        case QuestionKind.PLACE:
            found = [match.span("place") for match in _SOMEWHERE.finditer(sentence)]
        case QuestionKind.DEFINITION:
            found = []
    asked = query.lower()
    return [(start, end) for start, end in found if sentence[start:end].lower() not in asked]


def _numbers(sentence: str, query: str) -> list[tuple[int, int]]:
    pattern = _MONEY if _ASKS_MONEY.search(query) else _LENGTH if _ASKS_LENGTH.search(query) else _NUMBER
    found = [match.span() for match in pattern.finditer(sentence)]
    if pattern is not _NUMBER:
        return found
    if _ASKS_COUNT.search(query):
        found = [(start, end) for start, end in found if not _SHARE.match(sentence, end)]
    dates = [match.span() for match in _DATE.finditer(sentence)]
    return [
        (start, end)
        for start, end in found
        if not any(first <= start < last for first, last in dates) and not _NAMING.search(sentence[:start])
    ]
