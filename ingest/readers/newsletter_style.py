"""What the style of an element says: how large and bold its text is, and whether it shows at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup, Tag
from soupsieve import SelectorSyntaxError

from ingest.readers.markup import attribute, class_names

MEDIUM = 16.0
"""The size of text without a style, in pixels (the CSS keyword `medium`)."""

_KEYWORDS = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": 16.0,
    "large": 18.0,
    "x-large": 24.0,
    "xx-large": 32.0,
}
_FONT_SIZES = {"1": 10.0, "2": 13.0, "3": 16.0, "4": 18.0, "5": 24.0, "6": 32.0, "7": 48.0}
_UNITS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "rem": MEDIUM, "cm": 37.8, "mm": 3.78}
_RELATIVE = {"em": 1.0, "%": 0.01, "ex": 0.5}
_STEPS = {"larger": 1.2, "smaller": 1 / 1.2}
_HEADING_SIZES = {"h1": 2.0, "h2": 1.5, "h3": 1.17, "h4": 1.0, "h5": 0.83, "h6": 0.67}
_OTHER_SIZES = {"big": 1.2, "small": 1 / 1.2}
_BOLD_TAGS = frozenset({"b", "strong", "th"})
_BOLD_FROM = 600
_INVISIBLY_SMALL = 2.0

_LENGTH = re.compile(r"^([\d.]+)\s*([a-z%]*)$")
_SHORTHAND_SIZE = re.compile(r"(?:^|\s)([\d.]+(?:px|pt|em|rem|%))(?:\s*/|\s)")
_PREHEADER = re.compile(r"pre-?header|preview-?text", re.IGNORECASE)
_LONGEST_PREHEADER = 400
_HEADING_CLASS = re.compile(
    r"^(?:\w+[-_])*(?:rubrik|heading|headline|title|h[1-4])\d?$|[a-z](?:Rubrik|Heading|Headline|Title)\d?$"
)

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_PROPERTIES = frozenset(
    {
        "font",
        "font-size",
        "font-weight",
        "display",
        "visibility",
        "text-transform",
        "max-height",
        "height",
        "overflow",
        "opacity",
    }
)
_MOST_MATCHES = 1_000_000
"""Rules times elements, at most; a large letter has 200 rules and 3,000 elements, and a match takes some 4 µs."""

Declarations = dict[str, str]


@dataclass(frozen=True, slots=True)
class Style:
    """The style that text under an element has.

    `rank` is that of the heading element around it, 0 where there is none; the line ends of `preformatted` text count.
    """

    size: float = MEDIUM
    bold: bool = False
    hidden: bool = False
    rank: int = 0
    marked: bool = False
    capitals: bool = False
    preformatted: bool = False

    @property
    def is_seen(self) -> bool:
        """Whether text in this style shows."""
        return not self.hidden and self.size > _INVISIBLY_SMALL


def declarations(style: str) -> Declarations:
    """Parse what a style attribute or the body of a rule declares, names and values in lower case."""
    pairs = (part.split(":", 1) for part in style.split(";") if ":" in part)
    return {name.strip().lower(): value.replace("!important", "").strip().lower() for name, value in pairs}


def sheet_declarations(soup: BeautifulSoup) -> dict[int, Declarations]:
    """Return what the style sheets of a page declare for each element, by the element's id().

    Rules for print and small screens (`@media`) and pseudo-classes are left out; later rules go before earlier ones.
    """
    found: dict[int, Declarations] = {}
    css = " ".join(sheet.get_text() for sheet in soup.find_all("style"))
    rules = _RULE.findall(_without_at_rules(_COMMENT.sub(" ", css)))
    for selectors, body in rules[: _MOST_MATCHES // (len(soup.find_all()) + 1)]:
        wanted = {name: value for name, value in declarations(body).items() if name in _PROPERTIES}
        for selector in selectors.split(",") if wanted else ():
            for tag in _select(soup, selector.strip()):
                found.setdefault(id(tag), {}).update(wanted)
    return found


def _without_at_rules(css: str) -> str:
    """Remove `@media {…}` and its like with what they hold."""
    kept: list[str] = []
    depth = skipped = 0
    for piece in re.split(r"(@[^{};]*[{;]|[{}])", css):
        if piece.startswith("@") and not skipped:
            skipped = depth + 1 if piece.endswith("{") else 0
        elif not skipped:
            kept.append(piece)
        depth += piece.endswith("{") - (piece == "}")
        if skipped and depth < skipped:
            skipped = 0
    return "".join(kept)


def _select(soup: BeautifulSoup, selector: str) -> list[Tag]:
    if not selector or ":" in selector or "@" in selector:
        return []
    try:
        return list(soup.select(selector))
    except (SelectorSyntaxError, ValueError):
        return []


def style_of(tag: Tag, around: Style, sheet: Mapping[int, Declarations]) -> Style:
    """Return the style of an element from that around it, its name, its attributes and the style sheets."""
    name = tag.name.lower()
    inline = attribute(tag, "style")
    declared = {**sheet.get(id(tag), {}), **(declarations(inline) if inline else {})}
    style = around
    if name in _HEADING_SIZES:
        style = replace(style, size=style.size * _HEADING_SIZES[name], bold=True, rank=int(name[1]))
    elif name in _OTHER_SIZES:
        style = replace(style, size=style.size * _OTHER_SIZES[name])
    elif name == "pre":
        style = replace(style, preformatted=True)
    elif name in _BOLD_TAGS:
        style = replace(style, bold=True)
    elif name == "font" and (size := _FONT_SIZES.get(attribute(tag, "size").lstrip("+"))) is not None:
        style = replace(style, size=MEDIUM * 1.2 if attribute(tag, "size").startswith("+") else size)
    if attribute(tag, "role") == "heading":
        level = attribute(tag, "aria-level")
        style = replace(style, rank=int(level) if level in set("123456") else 2)
    if any(map(_HEADING_CLASS.search, class_names(tag))):
        style = replace(style, marked=True)
    if declared:
        style = _declared_style(style, declared, around)
    return style if style.hidden or not _is_hidden(tag, declared) else replace(style, hidden=True)


def _declared_style(style: Style, declared: Declarations, around: Style) -> Style:
    size = _size(declared.get("font-size", ""), around.size)
    weight = declared.get("font-weight", "")
    if shorthand := declared.get("font"):
        match = _SHORTHAND_SIZE.search(shorthand)
        size = size or (_size(match[1], around.size) if match else None)
        weight = weight or next(
            (word for word in shorthand.split() if word in {"bold", "600", "700", "800", "900"}), "normal"
        )
    if size is not None:
        style = replace(style, size=size)
    if weight and weight not in {"inherit", "initial"}:
        heavy = int(weight) >= _BOLD_FROM if weight.isdigit() else weight in {"bold", "bolder"}
        style = replace(style, bold=heavy)
    if transform := declared.get("text-transform"):
        style = replace(style, capitals=transform == "uppercase")
    return style


def _size(value: str, around: float) -> float | None:
    """Return a size in pixels, None where the value says none."""
    if value in _KEYWORDS:
        return _KEYWORDS[value]
    if value in _STEPS:
        return around * _STEPS[value]
    match = _LENGTH.match(value)
    if match is None or match[1].count(".") > 1 or match[1] == ".":
        return None
    number, unit = float(match[1]), match[2]
    if unit in _RELATIVE:
        return number * _RELATIVE[unit] * around
    return number * _UNITS[unit] if unit in _UNITS else number if number == 0 or not unit else None


def _is_hidden(tag: Tag, declared: Declarations) -> bool:
    if tag.has_attr("hidden") or declared.get("display") == "none" or declared.get("visibility") == "hidden":
        return True
    if _is_zero(declared.get("opacity", "")):
        return True
    if declared.get("overflow") == "hidden" and any(
        _is_zero(declared.get(key, "")) for key in ("max-height", "height")
    ):
        return True
    named = _PREHEADER.search(" ".join((*class_names(tag), attribute(tag, "id"))))
    return named is not None and len(tag.get_text()) <= _LONGEST_PREHEADER


def _is_zero(value: str) -> bool:
    match = _LENGTH.match(value)
    return match is not None and match[1].strip("0.") == ""
