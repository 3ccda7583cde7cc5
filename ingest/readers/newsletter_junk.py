"""What a newsletter tool puts around the letter: links to a web version, unsubscribe and share blocks, its own mark."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from index.document import Link
from ingest.readers.newsletter_lines import Line

_LETTER = (
    r"(?:(?:nyhets|informations|info|månads|vecko|kund|medlems)?brev"
    r"|mejl|mail|e-?mail|e-post(?:meddelande)?|utskick|meddelande)(?:et|en)?"
)
_THIS = r"(?:det här|detta|vårt|våra|dessa|fler)"
_CONTENT = rf"(?:(?:{_THIS}|hela) )?(?:{_LETTER}|bilderna|innehållet)"
_VIEW = (
    r"(?:visa|läs|öppna|se|titta på)\b.{0,50}\b(?:webbläsare|webbversion|browser)\w*",
    rf"(?:visa|läs|öppna|se) (?:{_THIS} )?{_LETTER}.{{0,20}} (?:på webben|online|som webbsida|på nätet)",
    rf"(?:kan|har) du (?:inte |svårt att |problem (?:med )?att )+(?:läsa|se|visa) {_CONTENT}.{{0,60}}",
    rf"(?:problem|svårt) (?:med )?att (?:läsa|se|visa) {_CONTENT}.{{0,60}}",
    rf"(?:ser|visas) (?:{_THIS} )?{_LETTER}\b.{{0,30}}\b(?:konstigt|fel|dåligt|inte|som det ska|korrekt)(?: ut)?",
    rf"om (?:du inte kan (?:läsa|se) )?(?:{_THIS} )?{_LETTER} .{{0,30}}(?:klicka|webbläsare|webbversion|här).{{0,60}}",
    r"(?:webb|online|web )-?version(?:en)?",
    r"view (?:this |it |the )?.{0,30}\b(?:browser|online|web)",
    r"(?:having )?trouble (?:viewing|reading)\b.{0,40}",
    r"(?:can't|cannot|can not) (?:read|see|view) this.{0,40}",
)
_LEAVE = r"(?:avregistrera|avprenumerera|avanmäl(?:a|an)?|avsluta|säga upp|avbeställa?)"
_LEFT = (
    r"(?:dig|er|mig|din|från|ditt|min|detta|det här|vårt|fler|här|medlemskap|brev|mejl|listan|e-post"
    r"|nyhetsbrev(?:et)?|prenumeration(?:en)?|utskick(?:et|en)?)"
)
_SETTINGS = r"(?:uppgifter|kontaktuppgifter|prenumeration(?:en|er)?|profil|inställningar)"
_UNSUBSCRIBE = (
    rf"(?:klicka här för att |du kan |här kan du )?{_LEAVE}(?: {_LEFT})*",
    rf"(?:ändra|uppdatera|hantera) (?:dina |din |mina )?{_SETTINGS}(?: här| eller.{{0,40}})?",
    r"(?:sluta )?prenumerera(?: här)?|unsubscribe\b.{0,60}|opt[- ]out|prenumerationsinställningar",
    r"(?:update|manage|change) (?:your )?(?:(?:email )?preferences|subscription(?: preferences)?|profile)",
    r"klicka här om du (?:inte (?:längre )?vill (?:ha|få)|vill av(?:registrera|sluta|prenumerera)).{0,60}",
)
_GET = r"du (?:får|har fått|tar emot|mottar)"
_WANT = r"(?:vill|önskar)"
_RECEIVE = r"(?:få|ha|ta emot|prenumerera(?: på)?|avregistrera dig från|avsluta)"
_OF_LETTER = rf"(?:{_THIS} |din )*(?:{_LETTER}|prenumeration(?:en)?)\b"
_WAY = r"(?:till|av|från|via|med)"
_TO_READER = (
    rf"{_GET} (?:{_THIS} )?(?:{_LETTER}\b.{{0,40}}|{_THIS} )\b(?:för att|eftersom|då|därför att) du\b.{{0,160}}",
    rf"{_GET} {_THIS} {_LETTER} som\b.{{0,160}}",
    rf"(?:det här|detta) {_LETTER} (?:skickades|skickas|(?:har|är) skickat[s]?|sändes) {_WAY}\b.{{0,120}}",
    rf"{_WANT} du (?:inte längre|slippa|sluta|inte|avsluta) (?:{_RECEIVE} |din )*{_OF_LETTER}.{{0,100}}",
    rf"om du (?:inte (?:längre )?)?{_WANT} (?:inte (?:längre )?)?{_RECEIVE} {_OF_LETTER}.{{0,100}}",
    r"(?:you are receiving|you(?:'ve| have)? received|this (?:e-?mail|message|newsletter) was sent)\b.{0,160}",
    r"(?:don't|do not|no longer) (?:want|wish) to receive\b.{0,120}",
    r"want to change how you receive these emails.{0,20}|our mailing address is:?",
)
_NETWORKS = r"(?:facebook|linked ?in|twitter|instagram|youtube|vimeo|bluesky|mastodon|threads|tiktok)"
_PLACES = rf"(?:{_NETWORKS}|x|sociala medier|social media|e-post|e-?mail|mejl|mail|en vän|en kollega)"
_SHARED = r"(?:oss|det|den|this|us|artikeln|nyhetsbrevet|brevet|sidan|länken)"
_PASSED_ON = r"(?:en (?:vän|kollega)|detta|det här|nyhetsbrevet|brevet|vidare)"
_SHARE = (
    rf"(?:dela|tweeta|gilla|share|tweet|like|pin)(?: {_SHARED})*(?: (?:på|via|med|i|on|with|by) {_PLACES})*",
    rf"(?:följ|gilla) (?:gärna )?oss(?: (?:gärna |också |även )?(?:på|i) {_PLACES}(?:(?:,| och| &)+ {_PLACES})*)?",
    rf"(?:follow|find|like) us(?: on {_PLACES}(?:(?:,| and| &)+ {_PLACES})*)?",
    rf"vi finns (?:också |även )?på {_NETWORKS}",
    rf"(?:skicka vidare|vidarebefordra|tipsa)(?: (?:till )?{_PASSED_ON})+(?: om .{{0,40}})?",
    r"(?:forward|send) (?:this )?(?:e-?mail |newsletter )?to a (?:friend|colleague)|skriv ut|print",
    rf"{_NETWORKS}(?:[-– ]?(?:ikon|logotyp|icon|logo))?",
)
_MADE = r"(?:skickat|skickas|skapat|producerat|levererat|utskickat|sänt)"
_TOOL = (
    r"(?:mailchimp|ungapped|paloma|apsis(?: one)?|get a newsletter|rule|editnews|anpdm|campaign monitor|brevo"
    r"|sendinblue|hubspot|mailerlite|upsales|make ?mail|carma|lime|e-?space|multinet|voyado|sharpspring"
    r"|newsletter2go|symplify|idrelay|mynewsdesk|cision|netigate|viva)"
)
_TOOLS = (
    rf"(?:{_THIS} )?(?:{_LETTER} )?(?:är )?{_MADE} (?:med hjälp av|med|via|från|genom|i|av) {_TOOL}(?: .{{0,30}})?",
    r"(?:e-?mail marketing )?powered by .{0,30}|(?:sent|created|delivered) (?:with|via|by) .{0,30}",
    r"skickat (?:med|via) \w+(?: \w+)?",
    r"(?:copyright|©|\(c\)).{0,120}|alla rättigheter (?:för|re)\w+|all rights reserved|med ensamrätt",
    r"(?:integritets|personuppgifts|sekretess)policy|privacy policy|om (?:kakor|cookies)",
    r"så (?:här )?(?:hanterar|behandlar) vi (?:dina )?personuppgifter",
    r"till toppen|till början|back to top|tillbaka upp|\*\|.*\|\*|\{\{.*\}\}|%%?\w+%%?",
)
_ANY = "|".join((*_VIEW, *_UNSUBSCRIBE, *_TO_READER, *_SHARE, *_TOOLS))
_FOLLOWING = rf"{_ANY}|klicka (?:då )?här.{{0,60}}|x|eller|och|or|and"
_JUNK = re.compile(rf"[\W_]*(?:{_ANY})(?:[\W_]+(?:{_FOLLOWING})){{0,8}}[\W_]*", re.IGNORECASE)

_ADDRESS = re.compile(r"\s*[(<\[]?https?://[^\s)>\]]+[)>\]]?")
_SHORT = 320
_BETWEEN = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_])|\s+[|·•]\s+")

_UNSUBSCRIBE_ADDRESS = re.compile(
    r"unsub|avregistrera|avprenumer|avanmal|optout|opt-out|list-manage\.com/(?:unsub|profile)", re.IGNORECASE
)
_SHARE_ADDRESS = re.compile(
    r"(?:facebook\.com/sharer|twitter\.com/(?:share|intent)|x\.com/intent|linkedin\.com/share|forward-to-friend|addthis)",
    re.IGNORECASE,
)
_LONGEST_LINK = 40

TOOL_MARKS = re.compile(
    rf"\b(?:{_UNSUBSCRIBE_ADDRESS.pattern}|list-manage\.com|mc:edit|mcntextcontent|editnews|ungapped|anpdm|getanewsletter)"
    r"|\bunsubscribe\b|\bavregistrera (?:dig|mig)\b|\bavsluta (?:din )?prenumeration"
)
"""What shows in the markup or text of a file, in small letters, that a newsletter tool made it."""

WEB_VERSION = re.compile("|".join(_VIEW), re.IGNORECASE)
"""A link to the letter on the web."""


def without_junk(lines: Iterable[Line]) -> tuple[list[Line], list[str]]:
    """Return the lines without what the tool added, and the texts that were left out.

    A line goes only where all of it is such text. Of a line of several sentences, those that are such text go; a
    sentence that merely mentions unsubscribing or sharing stays.
    """
    kept: list[Line] = []
    dropped: list[str] = []
    for line in lines:
        rest = _rest(line)
        if rest != line.text:
            dropped.append(line.text if not rest else " ".join(part for part in _parts(line.text) if is_junk(part)))
        if rest:
            kept.append(line if rest == line.text else _shortened(line, rest))
    return kept, dropped


def is_junk(text: str) -> bool:
    """Say whether all of a text is what a newsletter tool adds."""
    words = _ADDRESS.sub("", text)
    return len(words) <= _SHORT and _JUNK.fullmatch(words) is not None


def _rest(line: Line) -> str:
    text = line.text
    if is_junk(text) or (
        line.linked and len(text) <= _LONGEST_LINK and all(map(_leads_away, line.links)) and line.links
    ):
        return ""
    parts = _parts(text)
    if len(parts) == 1 or not any(map(is_junk, parts)):
        return text
    return " ".join(part for part in parts if not is_junk(part))


def _parts(text: str) -> list[str]:
    return [part for part in _BETWEEN.split(text) if part.strip(" |·•")]


def _leads_away(link: Link) -> bool:
    return bool(_UNSUBSCRIBE_ADDRESS.search(link.url) or _SHARE_ADDRESS.search(link.url))


def _shortened(line: Line, text: str) -> Line:
    return replace(line, text=text, links=tuple(link for link in line.links if link.text in text))
