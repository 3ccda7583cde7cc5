"""What of a web page is no text of it: menus, notices, tools, forms, comments, and what is hidden."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

from ingest.readers.flow import plain_text
from ingest.readers.html_blocks import HEADINGS, unfolds
from ingest.readers.markup import attribute
from ingest.readers.webpage_measures import Measures
from ingest.readers.webpage_names import FRAME, ICON, MENU, NOTICE, PATH, RELATED, SHARE, TALK, TOOL, kinds_of

_ROLES = frozenset("navigation banner contentinfo search dialog alertdialog menu menubar toolbar".split())
_TAGS = frozenset("nav select dialog menu datalist".split())
_MAIN = ("main", "article")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

_LONGEST_TOOL = 300
_LONGEST_ICON = 40
_IS_ICON = re.compile("[a-z_]*")
"""The name of a glyph, which a font turns into a picture."""
_LONGEST_NOTICE = 1_500
_LONGEST_FORM = 1_500
_MOSTLY = 0.6
_SMALL = 40
"""Tags in an element that may be a single line."""

_UPDATED = re.compile(
    r"(?:senast )?(?:uppdatera|ändra|granska|publicera)[dt]\b|(?:sid|innehålls)ansvarig\b|ansvarig utgivare\b"
    r"|sidan (?:uppdaterades|publicerades|granskades|ändrades)\b|(?:last )?(?:updated|modified|published)\b",
    re.IGNORECASE,
)
_SAYS_WHEN = re.compile(r":|\d{4}|ansvarig")
_LONGEST_UPDATED = 90
_ASKS = re.compile(
    r"(?:hjälpte|hade du nytta av|hittade du|var|did you find|was)\b[^?]{0,60}"
    r"\b(?:information|sida|innehåll|page|letade)\w*\b[^?]{0,40}\?",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"(?:hoppa|gå|till|skip)\b.{0,20}\b(?:\w*innehåll\w*|navigering|content)\b.{0,20}$|du är här\b|you are here\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?:relatera[dt]e?|läs (?:också|även)|se (?:också|även)|du kanske också|andra (?:har )?läst?e?|mer (?:inom|från)"
    r"|(?:fler|senaste|andra) (?:nyheter(?:na)?|inlägg(?:en)?|artiklar)|senaste nytt|dela(?: \w+)?|\w*meny"
    r"|related|see also)\b[^.]{0,30}$",
    re.IGNORECASE,
)
_NEWS = re.compile(r"(?:aktuellt|nyheter|på gång|nytt från .+|genvägar)$", re.IGNORECASE)
_LONGEST_ELSEWHERE = 60
_PLAIN_BUTTON = re.compile(
    r"(?:visa|läs|se|öppna|stäng|fäll ut|expandera|meny|show|read|open|close|menu)\b.{0,12}$", re.IGNORECASE
)
_OF_FEET = re.compile(
    r"besöksadress|postadress|org(?:anisations|\.)? ?n(?:umme)?r|tillgänglighetsredogörelse|om (?:webbplatsen|kakor)|©"
    r"|copyright|följ oss|sociala medier|behandlar? personuppgifter|personuppgiftspolicy",
    re.IGNORECASE,
)
_LONGEST_FOOT = 1_000
_SEVERAL = 3
_LINES = frozenset("p div span small li dd time section ul form a em i".split())
_PAGE_BOX = re.compile(r"(?:kontakt|fakta|ansvarig|handläggare|contact|facts)\b", re.IGNORECASE)


def take_out_chrome(soup: BeautifulSoup, measures: Measures, *, guess: bool) -> list[str]:
    """Take out of a page what is no text of it; return what that said, in the order of the page.

    `guess` says that nothing on the page tells where its text is: then runs of links before the title are menus, and
    a line of addresses and notices is the foot.
    """
    chrome = _Chrome(soup, measures, guess=guess)
    dropped: list[str] = []
    waiting: list[tuple[Tag, bool]] = [(child, False) for child in reversed(soup.find_all(recursive=False))]
    while waiting:
        tag, inside = waiting.pop()
        if tag.parent is None:
            continue
        parts = chrome.parts_of(tag, inside=inside)
        dropped += filter(None, map(plain_text, parts))
        for part in parts:
            part.extract()
        if not parts:
            inner = inside or _is_main(tag)
            waiting += [(child, inner) for child in reversed(tag.contents) if isinstance(child, Tag)]
    return dropped


def _is_main(tag: Tag) -> bool:
    return tag.name in _MAIN or attribute(tag, "role") == "main"


class _Chrome:
    """Tells what of a page is no text of it."""

    def __init__(self, soup: BeautifulSoup, measures: Measures, *, guess: bool) -> None:
        self._of = measures.of
        self._titles = measures.of(soup).titles
        self._guess = guess
        self._above_title = guess and soup.find("h1") is not None
        self._holding = _with_ancestors(soup.find_all(["h1", *_MAIN]))
        self._holding_main = _with_ancestors(soup.find_all(_MAIN))
        self._controlled = {attribute(tag, "aria-controls") for tag in soup.find_all(unfolds)} - {""}

    def parts_of(self, tag: Tag, *, inside: bool) -> list[Tag]:
        """Return the tag if it is to go, or more tags that go with it; `inside` the main part, less is chrome."""
        if tag.name in HEADINGS:
            self._above_title = self._above_title and tag.name != "h1"
            return self._elsewhere(tag)
        if _is_main(tag) or tag.name in {"html", "body", "head"}:
            return []
        goes = self._goes_by_kind(tag, inside=inside) or self._goes_by_name(tag, inside=inside)
        goes = goes or self._goes_by_words(tag) or (self._guess and self._goes_by_guess(tag))
        return [tag] if goes else []

    def _goes_by_kind(self, tag: Tag, *, inside: bool) -> bool:
        """Say whether a tag goes for what HTML and ARIA say that it is."""
        measure, role = self._of(tag), attribute(tag, "role")
        if self._is_hidden(tag) or tag.name in _TAGS or (role in _ROLES and id(tag) not in self._holding_main):
            return True
        if tag.name == "button" or (role == "button" and unfolds(tag)):
            return not _is_asked(tag)
        if tag.name == "aside" or role == "complementary":
            return measure.is_menu or (not inside and not _is_box_of_page(tag))
        if id(tag) in self._holding:
            return False
        if tag.name == "footer":
            return self._is_foot(tag, inside=inside)
        return (tag.name == "form" and measure.prose <= _LONGEST_FORM) or (tag.name == "header" and not inside)

    def _goes_by_name(self, tag: Tag, *, inside: bool) -> bool:
        """Say whether a tag goes for the names of its classes and its id."""
        kinds = kinds_of(tag) if tag.name != "a" else frozenset()
        if not kinds or id(tag) in self._holding_main:
            return False
        measure = self._of(tag)
        # Some systems note the state of the notice on an element around the whole page.
        if NOTICE in kinds and (not measure.titles or measure.titles < self._titles):
            return not inside or (measure.text <= _LONGEST_NOTICE and tag.find("button") is not None)
        if id(tag) in self._holding:
            return False
        is_small = measure.text <= _LONGEST_TOOL
        return (
            TALK in kinds
            or (ICON in kinds and measure.text <= _LONGEST_ICON and _IS_ICON.fullmatch(plain_text(tag)) is not None)
            or (PATH in kinds and is_small)
            or (MENU in kinds and measure.linked >= measure.prose)
            or (FRAME in kinds and self._is_foot(tag, inside=inside))
            or (bool({SHARE, RELATED} & kinds) and (measure.is_menu or measure.text == 0))
            or (TOOL in kinds and is_small and not measure.headings)
        )

    def _goes_by_words(self, tag: Tag) -> bool:
        """Say whether a tag goes for its words: when the page was changed, whether it helped, where the text begins."""
        measure = self._of(tag)
        if tag.name not in _LINES or not 0 < measure.text <= _LONGEST_TOOL or measure.tags > _SMALL:
            return False
        if id(tag) in self._holding or measure.headings:
            return False
        words = plain_text(tag)
        if len(words) <= _LONGEST_UPDATED and _UPDATED.match(words) and _SAYS_WHEN.search(words):
            return True
        leads = tag.name == "a" or measure.links > 0
        return _ASKS.match(words) is not None or (leads and _LEADS.match(words) is not None)

    def _goes_by_guess(self, tag: Tag) -> bool:
        """Say whether a tag is a menu or a foot by what it holds and where it stands."""
        measure = self._of(tag)
        if id(tag) in self._holding or not measure.text:
            return False
        if self._above_title and measure.links > _SEVERAL and measure.linked >= measure.prose:
            return True
        is_short = measure.text <= _LONGEST_FOOT and measure.tags <= _SMALL
        return is_short and len({match[0].lower() for match in _OF_FEET.finditer(plain_text(tag))}) >= _SEVERAL

    def _elsewhere(self, heading: Tag) -> list[Tag]:
        """Return a heading over links that lead to other pages, with those links."""
        words = plain_text(heading) if self._of(heading).text <= _LONGEST_ELSEWHERE else ""
        if not _ELSEWHERE.match(words) and not (self._guess and _NEWS.match(words)):
            return []
        below = []
        for sibling in heading.next_siblings:
            if isinstance(sibling, Tag):
                if sibling.name in HEADINGS:
                    break
                below.append(sibling)
        measures = [self._of(tag) for tag in below]
        links, linked, text = (sum(getattr(m, name) for m in measures) for name in ("links", "linked", "text"))
        return [heading, *below] if links > 1 and linked >= _MOSTLY * text else []

    def _is_foot(self, tag: Tag, *, inside: bool) -> bool:
        if not inside:
            return True
        quoted = tag.find_parent(("blockquote", "figure")) is not None
        return not quoted and (self._of(tag).text <= _LONGEST_TOOL or self._of(tag).is_menu)

    def _is_hidden(self, tag: Tag) -> bool:
        """Say whether a tag does not show, and no button or tab on the page shows it."""
        if not tag.has_attr("hidden") and not _HIDDEN.search(attribute(tag, "style")):
            return False
        if attribute(tag, "id") in self._controlled or attribute(tag, "role") in {"tabpanel", "region"}:
            return False
        before = tag.find_previous_sibling()
        return not isinstance(before, Tag) or not (unfolds(before) or before.find(unfolds, recursive=False) is not None)


def _is_asked(button: Tag) -> bool:
    """Say whether a button is a heading under which something unfolds."""
    return unfolds(button) and not _PLAIN_BUTTON.match(plain_text(button))


def _is_box_of_page(tag: Tag) -> bool:
    """Say whether what stands beside the main part belongs to it: facts, or whom to ask."""
    heading = tag.find(HEADINGS)
    return isinstance(heading, Tag) and _PAGE_BOX.match(plain_text(heading)) is not None


def _with_ancestors(tags: list[Tag]) -> set[int]:
    """Return the ids of tags and of all that is around them."""
    found: set[int] = set()
    for tag in tags:
        around: Tag | None = tag
        while around is not None and id(around) not in found:
            found.add(id(around))
            around = around.parent
    return found
