"""What can be wrong with a query, each with one Swedish sentence. Nothing stops a search: something is made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

MAX_CHARACTERS = 1_000
MAX_WORDS = 64
MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """Base of all faults: `text` is what was typed, where that needs saying; `str(fault)` is the sentence."""

    sentence: ClassVar[str]
    text: str = ""

    def __str__(self) -> str:
        """Return the sentence for the user."""
        return self.sentence.format(self.text)


class TooLong(Fault):
    """More text than a query may have."""

    sentence = f"Frågan är för lång; bara de första {MAX_CHARACTERS} tecknen används."


class TooManyWords(Fault):
    """More words than a query may have."""

    sentence = f"Frågan har för många ord; bara de första {MAX_WORDS} används."


class TooDeep(Fault):
    """Parentheses within parentheses beyond all reason."""

    sentence = f"Frågan har parenteser i fler än {MAX_DEPTH} nivåer; de innersta lämnades därhän."


class UnpairedQuote(Fault):
    """A quotation mark that opens and never closes."""

    sentence = "Ett citattecken saknar sitt par; orden efter det söks som vanliga ord."


class UnpairedParenthesis(Fault):
    """A parenthesis without its other half."""

    sentence = "En parentes saknar sitt par och lämnades därhän."


class IdleOperator(Fault):
    """An operator that has nothing to work on."""

    sentence = "”{}” har inga ord att gälla och lämnades därhän."


class EmptyField(Fault):
    """The name of a field and a colon, and then nothing."""

    sentence = "”{}:” saknar värde och lämnades därhän; skriv värdet direkt efter kolonet."


class UnknownField(Fault):
    """Something that looks like a field, but is none."""

    sentence = "Det finns inget fält som heter ”{}”, så det söks som ett vanligt ord."


class UnreadableDate(Fault):
    """A date that is none."""

    sentence = "”{}” är inget datum och lämnades därhän; skriv till exempel 2022, 2022-01 eller 2022-01-31."


class ShortPattern(Fault):
    """A pattern with so few letters that it would stand for half the bank."""

    sentence = "”{}” har för få bokstäver; minst två behövs vid sidan av * och ?."


class IdleAsterisk(Fault):
    """An asterisk that stands where it means nothing."""

    sentence = "Tecknet * betyder inget i ”{}”; sökningen gäller orden utan det."


class NothingToSearch(Fault):
    """A query without a single word."""

    sentence = "Frågan innehåller inga ord att söka på, så allt visas."
