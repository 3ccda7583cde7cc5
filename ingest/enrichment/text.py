"""Text as the components see it: tokens, stems, and where the heading ends."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import spacy
import Stemmer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_suffix_regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language
    from spacy.tokens import Token

# spaCy keeps "Arvika-Eda", "SKR:s" and "ESF+" whole; names are looked for inside them.
_LETTER = r"[^\W\d_]"
_INFIXES = (rf"(?<={_LETTER})[-‐‑–—:'’](?={_LETTER})",)
_SUFFIXES = (rf"(?<={_LETTER})\+",)

# What the components ask about a word. spaCy works out three times as much for each new one, and a bank has many.
_ASKED_FOR = ("LOWER", "IS_ALPHA", "IS_LOWER", "IS_UPPER", "IS_SPACE", "IS_STOP", "IS_PUNCT")

_STEMMER = Stemmer.Stemmer("swedish")


@dataclass(frozen=True, slots=True)
class Frame:
    """Where things stand in a passage's Doc, as token positions: [0, own) is the headings above, [own, end) its own.

    The text follows at `end`. `title` is the document's title as a Doc. `written` is the whole as one text.
    """

    own: int
    end: int
    title: Doc
    written: str


def blank_pipeline() -> Language:
    """Return spaCy's blank Swedish pipeline with a tokenizer that splits hyphens and colons between letters."""
    nlp = spacy.blank("sv")
    asked_for = {nlp.vocab.strings[name] for name in _ASKED_FOR}
    vocab: Any = nlp.vocab
    vocab.lex_attr_getters = {number: find for number, find in vocab.lex_attr_getters.items() if number in asked_for}
    tokenizer: Any = nlp.tokenizer
    tokenizer.infix_finditer = compile_infix_regex((*(nlp.Defaults.infixes or ()), *_INFIXES)).finditer
    tokenizer.suffix_search = compile_suffix_regex((*(nlp.Defaults.suffixes or ()), *_SUFFIXES)).search
    if not Doc.has_extension("frame"):
        Doc.set_extension("frame", default=None)
    return nlp


def passage_doc(nlp: Language, *, heading: Sequence[str], text: str, title: Doc) -> Doc:
    """Make the Doc of a passage: its heading path, a blank line, its text; `doc._.frame` says where each ends."""
    above = "".join(f"{line}\n" for line in heading[:-1])
    own = "".join(f"{line}\n\n" for line in heading[-1:])
    above, own, text = (unicodedata.normalize("NFC", part) for part in (above, own, text))
    whole = above + own + text
    doc = nlp.tokenizer(whole)
    doc._.frame = Frame(
        own=_tokens_before(doc, len(above)),
        end=_tokens_before(doc, len(above) + len(own)),
        title=title,
        written=whole,
    )
    return doc


def written(doc: Doc) -> str:
    """Return the text of a Doc; of a passage it is at hand, while spaCy puts it together anew each time."""
    frame: Frame | None = doc._.frame
    return frame.written if frame else doc.text


def _tokens_before(doc: Doc, position: int) -> int:
    """Return how many tokens begin before a position of the text; few do, since only headings stand there."""
    return next((token.i for token in doc if token.idx >= position), len(doc))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the Swedish stem of a word, é as e."""
    stemmed: str = _STEMMER.stemWord(fold(word))
    return stemmed


def fold(word: str) -> str:
    """Return a word in small letters, é as e; å, ä and ö stay."""
    return word.lower().replace("é", "e")


def begins_name(token: Token) -> bool:
    """Tell whether a token is written as the beginning of a name: "Anna" and "SKR", not "och" or "1"."""
    return bool(token.text[0].isupper())


def genitive(name: str) -> str:
    """Return the genitive: Söderhamns, Borås."""
    return name if name[-1].lower() in "sxz" else f"{name}s"
