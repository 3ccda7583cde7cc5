"""What a newsletter tool puts around the letter: links to a web version, unsubscribe and share blocks, its own mark."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from index.document import Link
from ingest.readers.newsletter_lines import Line

_LETTER = (
    r"(?:(?:nyhets|informations|info|månads|vecko|kund|medlems)?brev|mejl|mail|e-?mail|e-post(?:meddelande)?|utskick|meddelande)(?:et|en)?"
)
_THIS = r"(?:det här|detta|vårt|våra|dessa|fler)"
_VIEW = (
    r"(?:visa|läs|öppna|se|titta på)\b.{0,50}\b(?:webbläsare|webbversion|browser)\w*",
    rf"(?:visa|läs|öppna|se) (?:{_THIS} )?{_LETTER}.{{0,20}} (?:på webben|online|som webbsida|på nätet)",
    rf"(?:kan|har) du (?:inte |svårt att |problem (?:med )?att )+(?:läsa|se|visa) (?:(?:{_THIS}|hela) )?(?:{_LETTER}|bilderna|innehållet).{{0,60}}",
    rf"(?:problem|svårt) (?:med )?att (?:läsa|se|visa) (?:{_THIS} )?(?:{_LETTER}|bilderna|innehållet).{{0,60}}",
    rf"(?:ser|visas) (?:{_THIS} )?{_LETTER}\b.{{0,30}}\b(?:konstigt|fel|dåligt|inte|som det ska|korrekt)(?: ut)?",
    rf"om (?:du inte kan (?:läsa|se) )?(?:{_THIS} )?{_LETTER} .{{0,30}}(?:klicka|webbläsare|webbversion|här).{{0,60}}",
    r"(?:webb|online|web )-?version(?:en)?",
    r"view (?:this |it |the )?.{0,30}\b(?:browser|online|web)",
    r"(?:having )?trouble (?:viewing|reading)\b.{0,40}",
    r"(?:can't|cannot|can not) (?:read|see|view) this.{0,40}",
)
_UNSUBSCRIBE = (
    r"(?:klicka här för att |du kan |här kan du )?(?:avregistrera|avprenumerera|avanmäl(?:a|an)?|avsluta|säga upp|avbeställa?)"
    r"(?: (?:dig|er|mig|din|från|ditt|min|detta|det här|vårt|fler|nyhetsbrev(?:et)?|prenumeration(?:en)?|utskick(?:et|en)?|här"
    r"|medlemskap|brev|mejl|listan|e-post))*",
    r"(?:ändra|uppdatera|hantera) (?:dina |din |mina )?(?:uppgifter|kontaktuppgifter|prenumeration(?:en|er)?|profil|inställningar)"
    r"(?: här| eller.{0,40})?",
    r"(?:sluta )?prenumerera(?: här)?|unsubscribe\b.{0,60}|opt[- ]out|prenumerationsinställningar",
    r"(?:update|manage|change) (?:your )?(?:(?:email )?preferences|subscription(?: preferences)?|profile)",
    r"klicka här om du (?:inte (?:längre )?vill (?:ha|få)|vill av(?:registrera|sluta|prenumerera)).{0,60}",
)
_TO_READER = (
    rf"du (?:får|har fått|tar emot|mottar) (?:{_THIS} )?(?:{_LETTER}\b.{{0,40}}|{_THIS} )\b(?:för att|eftersom|då|därför att) du\b.{{0,160}}",
    rf"du (?:får|har fått|tar emot|mottar) {_THIS} {_LETTER} som\b.{{0,160}}",
    rf"(?:det här|detta) {_LETTER} (?:skickades|har skickats|är skickat|sändes|skickas) (?:till|av|från|via|med)\b.{{0,120}}",
    rf"(?:vill|önskar) du (?:inte längre|slippa|sluta|inte|avsluta) (?:få |ha |ta emot |prenumerera |din )*(?:på )?(?:{_THIS} )*"
    rf"(?:{_LETTER}|prenumeration)\b.{{0,100}}",
    rf"om du (?:inte (?:längre )?)?(?:vill|önskar) (?:inte (?:längre )?)?(?:få|ha|ta emot|prenumerera på|avregistrera dig från|avsluta)"
    rf" (?:{_THIS} |din )*(?:{_LETTER}|prenumeration(?:en)?)\b.{{0,100}}",
    r"(?:you are receiving|you(?:'ve| have)? received|this (?:e-?mail|message|newsletter) was sent)\b.{0,160}",
    r"(?:don't|do not|no longer) (?:want|wish) to receive\b.{0,120}|want to change how you receive these emails.{0,20}",
    r"our mailing address is:?",
)
_NETWORKS = r"(?:facebook|linked ?in|twitter|instagram|youtube|vimeo|bluesky|mastodon|threads|tiktok)"
_PLACES = rf"(?:{_NETWORKS}|x|sociala medier|social media|e-post|e-?mail|mejl|mail|en vän|en kollega)"
_SHARE = (
    rf"(?:dela|tweeta|gilla|share|tweet|like|pin)(?: (?:oss|det|den|this|us|artikeln|nyhetsbrevet|brevet|sidan|länken))*"
    rf"(?: (?:på|via|med|i|on|with|by) {_PLACES})*",
    rf"(?:följ|gilla) (?:gärna )?oss(?: (?:gärna |också |även )?(?:på|i) {_PLACES}(?:(?:,| och| &)+ {_PLACES})*)?",
    rf"(?:follow|find|like) us(?: on {_PLACES}(?:(?:,| and| &)+ {_PLACES})*)?|vi finns (?:också |även )?på {_NETWORKS}",
    r"(?:skicka vidare|vidarebefordra|tipsa)(?: (?:till )?(?:en (?:vän|kollega)|detta|det här|nyhetsbrevet|brevet|vidare))+(?: om .{0,40})?",
    r"(?:forward|send) (?:this )?(?:e-?mail |newsletter )?to a (?:friend|colleague)|skriv ut|print",
    rf"{_NETWORKS}(?:[-– ]?(?:ikon|logotyp|icon|logo))?",
)
_TOOLS = (
    r"(?:(?:detta|det här) )?(?:nyhetsbrev(?:et)? )?(?:är )?(?:skickat|skickas|skapat|producerat|levererat|utskickat|sänt)"
    r" (?:med hjälp av|med|via|från|genom|i|av) (?:mailchimp|ungapped|paloma|apsis(?: one)?|get a newsletter|rule|editnews|anpdm"
    r"|campaign monitor|brevo|sendinblue|hubspot|mailerlite|upsales|make ?mail|carma|lime|e-?space|multinet|voyado|sharpspring"
    r"|newsletter2go|symplify|idrelay|mynewsdesk|cision|netigate|viva)(?: .{0,30})?",
    r"(?:e-?mail marketing )?powered by .{0,30}|(?:sent|created|delivered) (?:with|via|by) .{0,30}",
    r"skickat (?:med|via) \w+(?: \w+)?",
    r"(?:copyright|©|\(c\)).{0,120}|alla rättigheter (?:för|re)\w+|all rights reserved|med ensamrätt",
    r"(?:integritets|personuppgifts|sekretess)policy|privacy policy|om (?:kakor|cookies)",
    r"så (?:här )?(?:hanterar|behandlar) vi (?:dina )?personuppgifter",
    r"till toppen|till början|back to top|tillbaka upp|\*\|.*\|\*|\{\{.*\}\}|%%?\w+%%?",
)
_ANY = "|".join((*_VIEW, *_UNSUBSCRIBE, *_TO_READER, *_SHARE, *_TOOLS))
_JUNK = re.compile(rf"[\W_]*(?:{_ANY})(?:[\W_]+(?:{_ANY}|klicka (?:då )?här.{{0,60}}|x|eller|och|or|and)){{0,8}}[\W_]*", re.IGNORECASE)

_SHORT = 320
_BETWEEN = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_])|\s+[|·•]\s+")

_UNSUBSCRIBE_ADDRESS = re.compile(r"unsub|avregistrera|avprenumer|avanmal|optout|opt-out|list-manage\.com/(?:unsub|profile)", re.IGNORECASE)
_SHARE_ADDRESS = re.compile(
    r"(?:facebook\.com/sharer|twitter\.com/(?:share|intent)|x\.com/intent|linkedin\.com/share|forward-to-friend|addthis)",
    re.IGNORECASE,
)
_LONGEST_LINK = 40

TOOL_MARKS = re.compile(
    rf"\b(?:{_UNSUBSCRIBE_ADDRESS.pattern}|list-manage\.com|mc:edit|mcnTextContent|editnews|ungapped|anpdm|getanewsletter)"
    r"|\bunsubscribe\b|\bavregistrera (?:dig|mig)\b|\bavsluta (?:din )?prenumeration",
    re.IGNORECASE,
)
"""What shows in the markup or text of a file that a newsletter tool made it."""

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
    return len(text) <= _SHORT and _JUNK.fullmatch(text) is not None


def _rest(line: Line) -> str:
    text = line.text
    if is_junk(text) or (line.linked and len(text) <= _LONGEST_LINK and all(map(_leads_away, line.links)) and line.links):
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
