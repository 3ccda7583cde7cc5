"""What kind an item of a newsletter is: by its heading, else by what it says."""

from __future__ import annotations

import re
from functools import lru_cache

ABOUT_LETTER = "om nyhetsbrevet"
COLUMN = "krönika"
INTERVIEW = "intervju"
TIPS = "tips"
NEWS = "aktuellt"
SEMINAR = "seminarium"
ABOUT_PROJECT = "om projektet"
CONTACT = "kontakt"

STRUCTURAL = frozenset({ABOUT_LETTER, COLUMN, INTERVIEW, SEMINAR, ABOUT_PROJECT, CONTACT})
"""Kinds that a newsletter has few of; a heading of such a kind is no news item or tip among others."""

COLLECTIVE = frozenset({TIPS, NEWS, SEMINAR})
"""Kinds whose label may stand over several items."""

_LETTER = r"(?:nyhets|informations|info|månads|vecko|kund|medlems)?brev(?:et)?\b"
_PROJECT = r"\w*(?:projekt|nätverk|satsning|uppdrag|program|initiativ|samarbet)\w*"

# A label is all of a heading; the first pattern that fits gives the kind.
_LABELS: dict[str, tuple[str, ...]] = {
    ABOUT_LETTER: (
        rf"(?:kort )?om (?:det här |detta |vårt )?(?:{_LETTER}|utskicket)",
        r"about (?:this|the|our) newsletter",
        r"(?:hjärtligt |varmt )?välkommen|inledning|kära läsare|bästa läsare|welcome|introduction",
    ),
    CONTACT: (
        r"redaktör(?:er|en)?|redaktion(?:en)?|(?:ansvarig )?utgivare|avsändare|editors?|publisher",
        r"kontakt(?:a oss|er|uppgifter|information|person|personer)?|contact(?: us| details)?|get in touch",
        r"(?:har du )?frågor|hör av (?:dig|er)(?: till oss)?|tipsa (?:oss|redaktionen)|tyck till|hitta oss|questions",
    ),
    COLUMN: (r"\w*krönika(?:n)?|ledare(?:n)?|kolumn(?:en)?|.{2,40} har ordet|editorial|column|from the editor",),
    INTERVIEW: (
        r"\w*intervju(?:n|er)?|hallå där|porträtt(?:et)?|profil(?:en)?|interviews?|meet the \w+",
        r"(?:veckans|månadens|kvartalets) (?:intervju|profil|porträtt|möte|nätverkare|person)",
    ),
    TIPS: (
        r"(?:(?:veckans|månadens|våra|fler|några|bra) )?\w*tips|värt att (?:läsa|veta|se)|missa inte",
        r"tips (?:och|&) (?:\w+ )?\w+|läs, (?:se|lyssna).{0,20}|recommended reading|worth reading|resources",
    ),
    SEMINAR: (
        r"på gång.{0,30}|kalend(?:er|ern|arium|ariet)|seminari(?:er|um|eserie)|webbinari(?:er|um)|webinars?|seminars?",
        r"(?:kommande |våra )?(?:utbildning(?:ar)?|kurser?|konferens(?:er)?|träffar|evenemang|aktiviteter|event)",
        r"(?:upcoming )?(?:events|dates|calendar|training|courses|conferences)",
        r"boka in|datum att (?:hålla|boka).{0,20}",
    ),
    NEWS: (
        r"aktuellt|notis(?:er)?|(?:fler )?nyheter(?:na)?|kortnytt|i korthet|kort och gott|senaste nytt|i blickfånget",
        r"(?:nyheter|aktuellt|notiser|nytt) (?:från|i|om|inom|hos) .{2,40}|omvärld(?:en|sbevakning|snytt)?|övrigt",
        r"(?:latest |other )?news(?: in brief)?|in brief|updates?",
    ),
    ABOUT_PROJECT: (
        rf"(?:kort |fakta )?om (?:oss|{_PROJECT}.{{0,50}})|(?:fakta|projektet|nätverket) i korthet",
        r"about (?:us|the (?:project|network|programme).{0,40})|om (?:skr|sveriges kommuner och regioner)",
    ),
}

# A cue is a part of a heading; again the first that fits gives the kind.
_CUES: dict[str, tuple[str, ...]] = {
    ABOUT_LETTER: (
        rf"^om (?:det här |detta |vårt )?{_LETTER}|^i (?:detta|det här) (?:nummer|numret|nyhetsbrev)",
        r"^välkom(?:men|na) till .{0,60}(?:nyhetsbrev|nummer|numret|brev)",
        r"^about (?:this|the|our) newsletter|^welcome to .{0,60}newsletter",
    ),
    COLUMN: (r"\w*krönika\b|\bkrönikan\b|^ledare?[:–—-]|\bhar ordet\b|^(?:editorial|column)\b",),
    INTERVIEW: (
        r"\bintervju(?:n|er|ar)?\b|^hallå där|^porträtt|^möt (?!oss\b|upp\b|er\b|framtiden)|\bfrågor till\b",
        r"^(?:ett )?samtal med\b|^vi (?:träffar|möter|har träffat|pratar med)",
        r"^(?:månadens|veckans|kvartalets) (?:profil|porträtt|möte|person|eldsjäl|nätverkare)",
        r"\binterview\b|^meet (?!us\b)|\bquestions (?:for|to)\b",
    ),
    CONTACT: (
        r"^(?:redaktör|redaktion(?:en)?|(?:ansvarig )?utgivare|kontakta?|editor|contact)\b(?! med\b)",
        r"^tipsa oss|^frågor om\b",
    ),
    ABOUT_PROJECT: (rf"^(?:kort |fakta )?om {_PROJECT}\b|^fakta om\b|^about the (?:project|network|programme)",),
    TIPS: (r"^(?:\w+s )?(?:bok|läs|podd|lyssnar|film)?tips\b",),
    SEMINAR: (
        r"\w*(?:seminari|webbinari|webinar|workshop|konferens)\w*|\bfrukostmöte|\bföreläsning",
        r"^utbildning\b|\w*utbildnings(?:dag|tillfäll)\w*|\b(?:kurs|kurser|nätverksträff\w*|kunskapsdag\w*|temadag\w*)\b",
        r"\bkalendari|^(?:kommande|boka|save the date)\b|\b(?:seminar|conference|training)\b",
    ),
    NEWS: (r"^(?:aktuellt|notis|nytt från|nyheter|kort om|i korthet)\b|\bnews\b",),
}

# What a text says, where its heading says nothing.
_SAYS: dict[str, tuple[str, ...]] = {
    ABOUT_LETTER: (
        r"\bnyhetsbrev(?:et)?\b.{0,200}\b(?:skickas|kommer ut|ges ut|utkommer|följa|prenumer|välkommen)",
        r"^välkom(?:men|na) till",
    ),
    INTERVIEW: (
        r"\b(?:vi|nätverket) (?:har )?(?:träffa[rt]|träffade|möter|mötte|intervjua[rt]|intervjuade|prata[rt] med)\b",
    ),
    ABOUT_PROJECT: (
        r"\b(?:projektet|nätverket)\b.{0,300}\b(?:(?:med)?finansieras|pågår (?:till|under|mellan)|drivs (?:av|under))",
        r"\b(?:driver|leder) (?:under|sedan) .{0,60}\b\w*(?:nätverk|projekt)\b",
    ),
}


def _compiled(patterns: dict[str, tuple[str, ...]]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile("|".join(parts), re.IGNORECASE | re.DOTALL)) for kind, parts in patterns.items())


_LABEL_PATTERNS = _compiled(_LABELS)
_CUE_PATTERNS = _compiled(_CUES)
_SAY_PATTERNS = _compiled(_SAYS)

_KEPT = 2_000
"""Lines whose kind is remembered: each is asked for many times while one letter is read."""

_ORNAMENT = re.compile(r"^[^\w”\"'«»#]+|[\s:!.…?–—|>»-]+$")
_LONGEST_LABEL = 300
_NUMBERING = re.compile(r"^\(?\d{1,2}[.):]\s+")

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.\w")
_PHONE = re.compile(r"(?:\+46|\b0\d{1,3})[ \-–/(0)]*\d[\d \-–]{4,}\d")
_ADDRESS = re.compile(
    r"\b\d{3} ?\d{2} [A-ZÅÄÖ]|\bwww\.|https?://|\bBox \d|\b\w+(?:gatan|vägen|torget|gränd|plan) \d", re.UNICODE
)

_LONGEST_REACH = 100
_SENTENCE_END = re.compile(r"[a-zåäö]{2}\.$")

_EVENT = re.compile(
    r"\b(?:webbinari|seminari|konferens|workshop|frukostmöte|utbildningsdag|föreläsning|nätverksträff|webinar|seminar)",
    re.IGNORECASE,
)
_SIGN_UP = re.compile(r"\banmäl(?:an|ning| dig| er|er du)?\b|\bregister (?:here|now|by)\b|\bsista dag\b", re.IGNORECASE)
_TIME = re.compile(r"\bkl(?:ockan|\.)? ?\d|\b\d{1,2}[.:]\d\d ?[–-] ?\d|\b(?:zoom|teams)\b", re.IGNORECASE)
_QUESTION = re.compile(
    r"^(?:–\s*)?(?:hur|vad|varför|vem|vilka|vilken|vilket|när|var|how|what|why|who)\b.*\?$",
    re.IGNORECASE | re.MULTILINE,
)


@lru_cache(maxsize=_KEPT)
def bare(heading: str) -> str:
    """Return a heading without emoji, numbering and closing marks: "📌 Tips!" gives "Tips"."""
    if len(heading) > _LONGEST_LABEL:
        return heading
    plain = _ORNAMENT.sub("", _NUMBERING.sub("", _ORNAMENT.sub("", heading.strip())))
    return " ".join(_ORNAMENT.sub("", plain).split())


@lru_cache(maxsize=_KEPT)
def label_kind(heading: str) -> str | None:
    """Return the kind of a heading that is a section's label and nothing else ("Tips!", "Redaktör"), else None."""
    words = bare(heading)
    return next((kind for kind, pattern in _LABEL_PATTERNS if pattern.fullmatch(words)), None)


@lru_cache(maxsize=_KEPT)
def heading_kind(heading: str) -> str | None:
    """Return the kind that a heading reveals, None where it could stand over anything."""
    words = bare(heading)
    found = label_kind(heading)
    return found or next((kind for kind, pattern in _CUE_PATTERNS if pattern.search(words)), None)


def text_kind(text: str) -> str:
    """Return the kind that the text of an item makes likely: "aktuellt" where nothing speaks for another."""
    if is_address(text):
        return CONTACT
    if len(_QUESTION.findall(text)) > 1:
        return INTERVIEW
    if _SIGN_UP.search(text) and (_EVENT.search(text) or _TIME.search(text)):
        return SEMINAR
    return next((kind for kind, pattern in _SAY_PATTERNS if pattern.search(text)), NEWS)


def is_address(text: str) -> bool:
    """Say whether a text is nothing but how to reach someone: short lines, and a number, an address or a mailbox."""
    lines = [line for line in text.split("\n") if line.strip()]
    if any(len(line) > _LONGEST_REACH or _SENTENCE_END.search(line) for line in lines):
        return False
    return any(_MAIL.search(line) or _PHONE.search(line) or _ADDRESS.search(line) for line in lines)
