"""Builds the dictionary of compound parts from a Swedish Hunspell dictionary and corpus/vocabulary/compounds.toml.

    python -m index.language.build_lexicon index.aff index.dic

index/language/data/README.md says where the two files come from. What the dictionary calls a word is either a
compound itself ("handbollsklubb"), and then left out because its parts are in, or whole. Which of the two is decided
here, where the dictionary helps: the last part must be a word that is inflected like the compound.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from index.language import hunspell, parts
from index.language.compound_rules import CompoundRules, load_rules
from index.language.parts import Entry, Mark
from index.language.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

DATA = Path(__file__).parent / "data"

INFLECTIONS = frozenset("BCDEFGHIJKLMNOPQRSTm")
NOUNS, OTHERS, VERBS = frozenset("ABCDEFGHIJ"), frozenset("KLMNOPQR"), frozenset("KLMNT")
"""Flags of the dictionary: classes of endings; those of nouns, those that nouns never have, those of verbs."""
AGENT = "T"
"""The flag of a verb in -a that gives the agent in -are ("spela", "spelare"), which is a head of its own."""

LINKS = tuple(
    (link.partition(">")[0], link.partition(">")[2])
    for link in (
        *("> s> >a >e o>a u>a e>a e> s>e s>a es>a es> o>e a> t>d a>e".split(" ")),
        *("e>um i>um el>la er>ra ra>er la>el >ma >me o>".split(" ")),
    )
)
"""How a first part differs from its dictionary form, likeliest first: "gatu" is "gata", "samhälls" is "samhälle"."""

LIMIT = 10
SHORT_FIRST, SHORT_TAIL, SHORT_NAME, SHORT_NOUN = 3, 4, 4, 5
RARE, SEEN, OFTEN, COMMON, VERY_COMMON = 3, 5, 7, 20, 60
"""How many dictionary compounds have a part before it counts as rare, seen, and so on."""
ANCHOR_COUNT = 8
"""In how many dictionary compounds a head occurs before it may follow an unknown part."""
STRONG, WEAK, LOOSE, UNLISTED, UNPROVEN = 8, 10, 11, 12, 13
"""Costs before the adjustment: marked in the dictionary, seen in it, and so on down to a word never seen as a part."""


class Builder:
    """Decides what each form of the dictionary may do in a compound; `entries` has the result."""

    def __init__(self, dictionary: hunspell.Dictionary, rules: CompoundRules, places: Iterable[str]) -> None:
        self._dictionary = dictionary
        self._rules, self._whole = rules.built, rules.whole
        self._words: dict[str, list[hunspell.Entry]] = defaultdict(list)
        self._names: list[hunspell.Entry] = []
        self._begins: dict[str, str] = {}
        self._ends: set[str] = set()
        self._agents: set[str] = set()
        self._read()
        self._variants = {
            word: {INFLECTIONS.intersection(entry.flags) for entry in entries} for word, entries in self._words.items()
        }
        self._inflections = {word: frozenset[str]().union(*sets) for word, sets in self._variants.items()}
        self._first_counts, self._head_counts = self._count()
        firsts = self._rules.firsts
        candidates = self._begins.keys() | self._first_counts.keys() | firsts.accepted | firsts.joined
        self._firsts = {form: cost for form in sorted(candidates) if (cost := self._first_cost(form))}
        self._heads = {word: cost for word in self._words if (cost := self._head_cost(word))}
        self._head_forms = self._inflected_heads()
        _, tails = self._divide_all()
        for form, base in tails.items():
            if form not in self._firsts and len(form) >= SHORT_TAIL and form not in self._rules.firsts.blocked:
                self._firsts[form] = LOOSE
                self._begins[form] = base
        self._divided, _ = self._divide_all()
        self.entries: dict[str, Entry] = defaultdict(Entry)
        self._add_firsts()
        self._add_words()
        self._add_names(places)

    # What the dictionary says.

    def _read(self) -> None:
        for entry in self._dictionary.entries:
            if hunspell.FORBIDDEN in entry.flags:
                continue
            if entry.word != entry.word.lower():
                self._names.append(entry)
            elif hunspell.ONLY_IN_COMPOUND not in entry.flags and hunspell.NEEDS_AFFIX not in entry.flags:
                self._read_word(entry)
                if len(entry.word) > SHORT_TAIL and entry.word.endswith("a") and VERBS.intersection(entry.flags):
                    sure = AGENT in entry.flags and hunspell.END in entry.flags
                    self._read_agent(entry.word + "re", sure=sure)
        self._agents.difference_update(entry.word for entry in self._dictionary.entries)
        for entry in self._dictionary.entries:
            if hunspell.FORBIDDEN not in entry.flags and entry.word == entry.word.lower():
                for form, base in self._begin_forms(entry):
                    self._begins.setdefault(form, self._base(form) or base)
        self._names = [entry for entry in self._names if entry.word.lower() not in self._words]

    def _read_word(self, entry: hunspell.Entry) -> None:
        self._words[entry.word].append(entry)
        if hunspell.END in entry.flags:
            self._ends.add(entry.word)

    def _read_agent(self, word: str, *, sure: bool) -> None:
        """Take in the agent of a verb ("spelare"), which the dictionary lists among the verb's forms or not at all."""
        self._agents.add(word)
        self._read_word(hunspell.Entry(word, "AEJ" + (hunspell.END if sure else "")))

    def _begin_forms(self, entry: hunspell.Entry) -> Iterator[tuple[str, str]]:
        """Yield the forms that an entry may have before a boundary, with their base where it is sure."""
        if _begins(entry.flags):
            yield entry.word, ""
        for form in self._dictionary.forms(entry):
            if _begins(form.flags):
                yield form.text, entry.word

    def _base(self, form: str) -> str:
        """Return the dictionary form behind a first part, "" if there is none."""
        links = [
            (link, add) for link, add in LINKS if form.endswith(link) and not (link == "s" and form.endswith("ss"))
        ]
        bases = [form[: len(form) - len(link)] + add for link, add in links]
        words = [base for base in bases if base in self._words]
        if words[:2] == [form, form.removesuffix("s")] and not self._is_inflected(form):
            return words[1]  # the dictionary has "års" as a word
        return words[0] if words else ""

    def _is_inflected(self, word: str) -> bool:
        return any(INFLECTIONS.intersection(entry.flags) for entry in self._words[word])

    def _inflected_like(self, head: str, word: str) -> bool:
        """Say whether a word can be a compound with this head; entries of the dictionary lack some endings."""
        endings = self._inflections[head]
        return any(
            variant == endings or (variant and variant < endings) or (endings and endings < variant and len(head) > 4)  # noqa: PLR2004
            for variant in self._variants[word]
        )

    # What a part costs.

    def _count(self) -> tuple[Counter[str], Counter[str]]:
        """Count in how many dictionary words a form stands first, and a word last, beside a part that is sure."""
        firsts, heads = Counter[str](), Counter[str]()
        not_first = self._rules.firsts.blocked | self._rules.firsts.joined
        not_head = self._rules.heads.blocked | self._rules.heads.joined
        for word in sorted(self._words.keys() - self._whole):
            for cut in range(1, len(word) - 1):
                first, head = word[:cut], word[cut:]
                if first in not_first or head in not_head or head not in self._words:
                    continue
                if not self._inflected_like(head, word):
                    continue
                if len(first) >= SHORT_FIRST and first in self._begins:
                    heads[head] += 1
                if len(head) >= SHORT_FIRST and head in self._ends:
                    firsts[first] += 1
        return firsts, heads

    def _first_cost(self, form: str) -> int:
        rules = self._rules.firsts
        if form in rules.blocked:
            return 0
        if form in rules.joined:
            return UNLISTED
        sure = form in rules.accepted
        if sure or (form in self._begins and len(form) >= SHORT_FIRST):
            return _adjusted(STRONG, form, self._first_counts[form])
        base = self._base(form)
        needed = SEEN if base in {form, form + "a", form + "e"} else OFTEN
        if base and len(form) >= SHORT_FIRST and self._first_counts[form] >= needed:
            return _adjusted(WEAK, form, self._first_counts[form])
        return 0

    def _head_cost(self, word: str) -> int:
        rules = self._rules.heads
        if word in rules.blocked:
            return 0
        if word in rules.joined:
            return UNLISTED
        if word in rules.accepted or (word in self._ends and len(word) >= SHORT_FIRST):
            return _adjusted(STRONG, word, self._head_counts[word])
        if len(word) >= SHORT_FIRST and self._head_counts[word] >= RARE:
            return _adjusted(WEAK, word, self._head_counts[word])
        return UNPROVEN if len(word) >= SHORT_NOUN and self._inflections[word] else 0

    def _inflected_heads(self) -> dict[str, int]:
        forms: dict[str, int] = {}
        for word, cost in self._heads.items():
            for form in self._plain_forms(word):
                if len(form) >= SHORT_NOUN:
                    forms[form] = max(cost, forms.get(form, 0))
        return forms

    def _plain_forms(self, word: str) -> Iterator[str]:
        for entry in self._words[word]:
            for form in self._dictionary.forms(entry):
                if not form.flags and form.text.isalpha():
                    yield form.text

    # Which dictionary words are compounds.

    def _divide_all(self) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
        """Divide every dictionary word that is a compound; also return what its last part becomes as a first part."""
        divided: dict[str, tuple[str, ...]] = {}
        tails: dict[str, str] = {}
        for word in sorted(self._words.keys() - self._whole):
            pieces = self._divide_word(word)
            if not pieces:
                continue
            divided[word] = pieces
            cut = len(word) - len(pieces[-1])
            for entry in self._words[word]:
                for form, _ in self._begin_forms(entry):
                    tails.setdefault(form[cut:], pieces[-1])
        return divided, tails

    def _divide_word(self, word: str) -> tuple[str, ...]:
        def like_the_word(head: str) -> int:
            return self._heads.get(head, 0) if head in self._words and self._inflected_like(head, word) else 0

        def proven(head: str) -> int:
            sure = head in self._rules.heads.accepted or (head in self._ends and len(head) > SHORT_FIRST)
            return self._heads.get(head, 0) if sure else 0

        if word in self._agents and not self._divide_word(word.removesuffix("re")):
            return ()  # "granskare" is whole because "granska" is
        pieces = self._divide(word, like_the_word) or self._divide(word, lambda form: self._head_forms.get(form, 0))
        if not pieces:
            pieces = self._divide(word, proven)
            if pieces and len(pieces[0]) < SHORT_FIRST:
                return ()
        return pieces

    def _divide(self, word: str, head_cost: Callable[[str], int]) -> tuple[str, ...]:
        """Return the cheapest division whose head `head_cost` accepts, () if there is none."""
        size = len(word)
        paths: list[tuple[int, tuple[int, ...]] | None] = [(0, ()), *[None] * size]
        latest = min((size - len(end) for end in self._rules.endings if word.endswith(end)), default=size)
        for start in range(size):
            path = paths[start]
            if path is None:
                continue
            so_far, cuts = path
            for end, cost in self._steps(word, start):
                if (known := paths[end]) is None or known[0] > so_far + cost:
                    paths[end] = (so_far + cost, (*cuts, end))
            if 0 < start <= latest and (cost := head_cost(word[start:])):
                known = paths[size]
                if known is None or known[0] > so_far + cost:
                    paths[size] = (so_far + cost, cuts)
        best = paths[size]
        if best is None or best[0] > LIMIT * (len(best[1]) + 1) + 1:
            return ()
        return self._join(word, best[1])

    def _steps(self, word: str, start: int) -> Iterator[tuple[int, int]]:
        """Yield where a first part that begins at `start` may end, and its cost; "buss" ends twice in "busstation"."""
        for end in range(start + (SHORT_FIRST if start else 1), len(word)):
            form = word[start:end]
            if cost := self._firsts.get(form):
                yield end, cost
                if len(form) > SHORT_FIRST and form[-1] == form[-2] and form not in self._rules.firsts.joined:
                    yield end - 1, cost + 1

    def _join(self, word: str, cuts: tuple[int, ...]) -> tuple[str, ...]:
        """Join particles and bound heads to their neighbours; () if that leaves no compound of known parts."""
        pieces: list[str] = []
        joins = False
        for start, end in zip((0, *cuts), (*cuts, len(word)), strict=True):
            piece = word[start:end]
            if joins and end < len(word) and pieces[-1] + piece not in self._words.keys() | self._firsts.keys():
                return ()
            if joins or (pieces and piece in self._rules.heads.joined):
                pieces[-1] += piece
            else:
                pieces.append(piece)
            joins = piece in self._rules.firsts.joined
        return tuple(pieces) if len(pieces) > 1 else ()

    # What goes into the dictionary of parts.

    def _add(self, form: str, *, first: int = 0, head: int = 0, base: str = "", marks: Mark = Mark.WHOLE) -> None:
        if len(form) < SHORT_NOUN and not (first or head):
            return  # shorter words are never looked up
        if "é" in form:
            self._add(form.replace("é", "e"), first=first, head=head, base=base.replace("é", "e"), marks=marks)
        entry = self.entries[form]
        if first and not 0 < entry.first <= first:
            entry.first, entry.base = first, base
        if head and not 0 < entry.head <= head:
            entry.head = head
        entry.marks |= marks

    def _add_firsts(self) -> None:
        nothing = Mark(0)
        for form, cost in self._firsts.items():
            base = self._begins.get(form) or self._base(form) or form
            if base not in self._divided and form not in self._divided:
                joins = Mark.JOINS_NEXT if form in self._rules.firsts.joined else nothing
                self._add(form, first=cost, base=base, marks=joins)

    def _add_words(self) -> None:
        rules = self._rules.heads
        for word in sorted(self._words.keys() - self._divided.keys()):
            for form in self._unlisted_firsts(word):
                self._add(form, first=LOOSE if word.endswith("are") else UNLISTED, base=word, marks=Mark(0))
            marks = Mark.WHOLE
            if word in rules.joined:
                marks |= Mark.JOINS_PREVIOUS
            common = len(word) >= SHORT_NOUN and self._head_counts[word] >= ANCHOR_COUNT
            if common and word in self._ends and word not in rules.known:
                marks |= Mark.ANCHOR
            head = self._heads.get(word, 0)
            self._add(word, head=head, marks=marks)
            for form in self._plain_forms(word):
                self._add(form, head=head if len(form) >= SHORT_FIRST else 0, marks=marks)

    def _unlisted_firsts(self, word: str) -> Iterator[str]:
        """Yield the likely forms before a boundary of a noun for which the dictionary has none."""
        if len(word) < SHORT_NOUN or word in self._rules.firsts.blocked:
            return
        takes_s = bool(re.search("[bcdfghjklmnprtv]$", word)) and word + "s" not in self._firsts
        if word in self._firsts:
            if takes_s:
                yield word + "s"
        elif self._inflections[word] & NOUNS and not self._inflections[word] & OTHERS:
            if word.endswith("are"):
                yield word[:-1]
            elif takes_s:
                yield word + "s"
            if word + "s" not in self._firsts and not word.endswith(("g", "het", "ion", "skap")):
                yield word

    def _add_names(self, places: Iterable[str]) -> None:
        for entry in self._names:
            name = entry.word.lower()
            if self._divide(name, lambda head: self._head_forms.get(head, 0) if head.endswith(("en", "et")) else 0):
                continue  # "Trafikverket"
            forms = list(self._dictionary.forms(entry))
            begins = [form.text.lower() for form in forms if _begins(form.flags)]
            if _begins(entry.flags):
                begins.append(name)
            elif len(name) > SHORT_NAME and name not in self._rules.firsts.blocked:
                self._add(name, first=LOOSE, base=name)
            for form in begins:
                if len(form) >= SHORT_NAME:
                    self._add(form, first=STRONG + 1, base=name)
            for form in (name, *(form.text.lower() for form in forms if not form.flags)):
                self._add(form)
        for name in (*sorted(self._rules.surnames), *(place.lower() for place in places if place.isalpha())):
            if name not in self._words:
                self._add(name)
                self._add(name + "s")


def _begins(flags: str) -> bool:
    return hunspell.BEGIN in flags or hunspell.MIDDLE in flags


def _adjusted(cost: int, form: str, count: int) -> int:
    """Return the cost of a part: less for one that dictionary words often have, more for a short one."""
    cost -= 3 if count >= VERY_COMMON else 2 if count >= COMMON else 1 if count >= SEEN else 0
    return cost + (4 if len(form) < SHORT_FIRST else 1 if len(form) == SHORT_FIRST else 0)


def main(aff: Path, dic: Path) -> None:
    """Build the dictionary of parts and write it to index/language/data."""
    rules = load_rules()
    particles = tuple(sorted(rules.built.firsts.joined))
    places = [place.name for place in load_vocabulary().municipalities]
    builder = Builder(hunspell.Dictionary(aff, dic), rules, places)
    parts.write(DATA, builder.entries, particles=particles, rules_digest=rules.built.digest)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
