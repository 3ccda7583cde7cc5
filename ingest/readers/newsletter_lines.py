"""The lines of a newsletter: what both its HTML and its plain text come to, before it is split into items."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.document import Link
from ingest.readers.sections import BULLET

SAME_BLOCK, NEXT_BLOCK, BLANK = 0, 1, 2
"""What may stand between a line and the one above it: a line break, the border of a block, empty space."""

_JOINER = "\u200d"
_UNSEEN = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff" + _JOINER
_INVISIBLE = re.compile(rf"(?!{_JOINER})[{_UNSEEN}]|(?<![\u2190-\U0010ffff]){_JOINER}")

_MUST_GO_ON = re.compile(
    r"\b(?:a|an|and|att|de|den|deras|dess|det|eller|en|ett|och|of|or|samt|sin|sina|sitt|the|vår|vårt|våra)$",
    re.IGNORECASE,
)
_MAY_GO_ON = re.compile(
    r"\b(?:alla|av|bland|dessa|efter|for|from|från|för|genom|hos|i|in|inför|inom|med|mellan|men|mot|när|om|on|på|som"
    r"|till|to|under|upp|utan|ur|vid|with|är|över)$",
    re.IGNORECASE,
)
_ENDS_A_SENTENCE = re.compile(r"[.!?:;…][”\"’')\]]*$")
_LONG_ENOUGH_TO_GO_ON = 40
_LAST_WORDS = 60
"""Characters at the end of a line by which one tells whether its sentence goes on."""
_LONGEST_OF_ADDRESS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of text with what its looks say.

    `rank` is 1 to 6 where the source marks a heading of that rank, else 0; `size` is in pixels, 0 where there is no
    style; `marked` says that a class name calls it a heading. `linked` says that all of the text is a link. `gap` is
    SAME_BLOCK, NEXT_BLOCK or BLANK; `shared` is the depth of the innermost container that this line and the one above
    stand in, and `depth` that of its own. `listed` lines begin with a marker, `row` is the row of a table, and the text
    of an `image` is its description.
    """

    text: str
    links: tuple[Link, ...] = ()
    linked: bool = False
    rank: int = 0
    size: float = 0.0
    bold: bool = False
    marked: bool = False
    capitals: bool = False
    gap: int = NEXT_BLOCK
    shared: int = 0
    depth: int = 0
    listed: bool = False
    row: bool = False
    image: bool = False

    @property
    def looks(self) -> tuple[int, float, bool, bool]:
        """What tells one kind of line from another at a glance."""
        return (self.rank, round(self.size), self.bold, self.capitals)


def tidy(text: str) -> str:
    """Return a text with invisible characters removed and words separated by single spaces."""
    seen = _INVISIBLE.sub("", text) if any(map(text.__contains__, _UNSEEN)) else text
    return " ".join(seen.split())


def goes_on(above: str, below: str) -> bool:
    """Say whether a line break between two lines stands inside a sentence."""
    above = above[-_LAST_WORDS:]
    if _ENDS_A_SENTENCE.search(above):
        return False
    if _MUST_GO_ON.search(above):
        return True
    return below[:1].islower() and (len(above) >= _LONG_ENOUGH_TO_GO_ON or _MAY_GO_ON.search(above) is not None)


def sentence_runs(lines: Iterable[Line], alike: Callable[[Sequence[Line], Line], bool]) -> list[list[Line]]:
    """Group lines that line breaks inside a sentence have parted; `alike` says whether a line may go on with a run."""
    runs: list[list[Line]] = []
    end = ""
    for line in lines:
        if runs and alike(runs[-1], line) and goes_on(end, line.text):
            runs[-1].append(line)
            end = f"{end} {line.text}"[-_LAST_WORDS:]
        else:
            runs.append([line])
            end = line.text[-_LAST_WORDS:]
    return runs


def joined(run: Sequence[Line]) -> Line:
    """Return one line in place of several, with the looks of the first."""
    if len(run) == 1:
        return run[0]
    return replace(run[0], text=" ".join(line.text for line in run), links=tuple(link for x in run for link in x.links))


def compose(lines: Sequence[Line]) -> str:
    """Join lines to the text of a section: a blank line between paragraphs, none between items of a list.

    Where a line break parts sentences or long lines, each is a paragraph; the lines of an address stay together.
    """
    if not lines:
        return ""
    pieces = [lines[0].text]
    for above, line in pairwise(lines):
        short = max(len(above.text), len(line.text)) <= _LONGEST_OF_ADDRESS and not _ENDS_A_SENTENCE.search(above.text)
        together = (above.listed and line.listed) or (above.row and line.row) or (short and line.gap == SAME_BLOCK)
        pieces.append("\n" if together and above.listed == line.listed else "\n\n")
        pieces.append(line.text)
    return "".join(pieces)


def bulleted(text: str) -> str:
    """Return a text as an item of a list."""
    return f"{BULLET} {text}"
