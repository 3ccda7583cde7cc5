"""The ranking once more, as its formulas read: passage by passage, with dictionaries and sets, and nothing kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from itertools import product
from math import log1p

from index.document import ABOUT_THE_SOURCE, Document, Passage
from index.facets import facet_values
from index.language.analysis import term_positions, word_terms
from index.language.definitions import defined_terms
from index.matching import ANSWERED, PARTS_EXPONENT
from index.plan import (
    FIELDS,
    AllOf,
    Alternative,
    AnyOf,
    Carrying,
    NoneOf,
    PlanNode,
    Published,
    QueryPhrase,
    QueryPlan,
    QueryWord,
    Together,
)
from index.scoring import SHOWN_COVERAGE
from index.weights import WEIGHTS

Scores = dict[str, float]


@dataclass(slots=True)
class PlainBank:
    """Passages by id, and by field and term where each holds it."""

    passages: dict[str, tuple[Document, Passage]] = field(default_factory=dict)
    held: dict[tuple[str, str], dict[str, tuple[int, ...]]] = field(default_factory=lambda: defaultdict(dict))
    lengths: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, document: Document) -> None:
        """Take in the passages of a document."""
        for passage in document.passages:
            self.passages[passage.id] = document, passage
            texts = {"title": document.title, "heading": "\n".join(passage.heading), "text": passage.text}
            for name, text in texts.items():
                words = word_terms(text, passage.language)
                self.lengths[name, passage.id] = len(words)
                for term, positions in term_positions(words).items():
                    self.held[name, term][passage.id] = positions

    def mean(self, name: str) -> float:
        """Return the mean length of a field, at least 1."""
        return max(1.0, sum(self.lengths[name, one] for one in self.passages) / len(self.passages))

    def run(self, terms: tuple[str, ...], fields: Iterable[str], within: int | None = None) -> set[str]:
        """Return the passages that hold terms one after the other, or `within` so many words, in one of the fields."""
        return {
            one
            for name in fields
            for one in reduce(set.intersection, (set(self.held[name, term]) for term in terms))
            for places in product(*(self.held[name, term][one] for term in terms))
            if (
                max(places) - min(places) <= within
                if within
                else places == tuple(range(places[0], places[0] + len(terms)))
            )
        }


def idf(holding: int, bank: PlainBank) -> float:
    """Return the weight of what so many passages hold."""
    return log1p((len(bank.passages) - holding + 0.5) / (holding + 0.5))


def frequencies(bank: PlainBank, way: Alternative, fields: tuple[str, ...]) -> Scores:
    """Return how often each passage holds an alternative, less in long fields; of several terms, its rarest."""
    together = bank.run(way.terms, fields) if len(way.terms) > 1 else None
    of_terms: list[Scores] = []
    for term in way.terms:
        found: Scores = defaultdict(float)
        for name in fields:
            share, mean = WEIGHTS.length[name], bank.mean(name)
            for one, positions in bank.held[name, term].items():
                norm = 1 - share + share * bank.lengths[name, one] / mean
                found[one] += WEIGHTS.fields[name] * len(positions) / norm
        of_terms.append(found)
    wanted = together if together is not None else set(of_terms[0])
    return {one: min(found[one] for found in of_terms) for one in wanted}


def saturated(frequency: float) -> float:
    """Return what a frequency counts: more of the same counts less and less."""
    return frequency * (WEIGHTS.saturation + 1) / (frequency + WEIGHTS.saturation)


@dataclass(slots=True)
class PlainRanker:
    """Walks a plan: `scores` and `answered` are of each passage."""

    bank: PlainBank
    scores: Scores = field(default_factory=lambda: defaultdict(float))
    against: bool = False

    def word(self, word: QueryWord) -> tuple[Scores, float]:
        """Add what a word is worth; return how much of it each passage answers, and its rarity."""
        ways = [(way, frequencies(self.bank, way, word.fields)) for way in word.alternatives]
        ways = [(way, found) for way, found in ways if found]
        if word.pooled:
            sums: Scores = defaultdict(float)
            for way, found in ways:
                for one, frequency in found.items():
                    sums[one] += way.weight * frequency
            rarity = idf(len(sums), self.bank)
            self.add({one: rarity * saturated(frequency) for one, frequency in sums.items()}, word.weight)
            return dict.fromkeys(sums, 1.0), rarity
        whole = {one for way, found in ways if not way.part for one in found}
        parts = {way.part: set[str]() for way in word.alternatives if way.part}
        for way, found in ways:
            if way.part:
                parts[way.part] |= set(found)
        answered = dict.fromkeys(whole, 1.0)
        for one in set().union(*parts.values()) - whole:
            answered[one] = (sum(one in held for held in parts.values()) / len(parts)) ** PARTS_EXPONENT
        enough = sum(share >= ANSWERED for share in answered.values())
        rarity = idf(enough or len(answered), self.bank)
        as_typed = any(way.label is None and not way.part for way, _ in ways)
        for way, found in ways:
            weight = idf(len(found), self.bank) if way.label is None else rarity * (1 if as_typed else WEIGHTS.stand_in)
            self.add({one: way.weight * weight * saturated(frequency) for one, frequency in found.items()}, word.weight)
        return answered if enough else dict.fromkeys(answered, 0.0), rarity

    def add(self, scores: Scores, weight: float = 1.0) -> None:
        """Add to the scores, unless it speaks against passages."""
        for one, score in scores.items() if not self.against else ():
            self.scores[one] += weight * score

    def matching(self, node: PlanNode) -> set[str]:
        """Return which passages match."""
        match node:
            case Together():
                found = self.together(node)
            case QueryWord():
                found = {one for one, share in self.word(node)[0].items() if share > 0}
            case QueryPhrase(_, terms, within, fields):
                found = self.bank.run(terms, fields, within)
                for term in terms:
                    held = frequencies(self.bank, Alternative((term,), 1.0), fields)
                    rarity = idf(len(held), self.bank)
                    self.add({one: rarity * saturated(held[one]) for one in found})
            case Carrying(facet, values):
                facets = {one: facet_values(*pair)[facet] for one, pair in self.bank.passages.items()}
                found = {one for one, carried in facets.items() if set(values) & set(carried)}
            case Published():
                found = {
                    one for one, (document, _) in self.bank.passages.items() if node.hold(document.published or "")
                }
            case AllOf(parts):
                found = reduce(set.intersection, map(self.matching, parts))
            case AnyOf(parts):
                found = set[str]().union(*map(self.matching, parts))
            case NoneOf(parts):
                before, self.against = self.against, True
                found = set(self.bank.passages) - set[str]().union(*map(self.matching, parts))
                self.against = before
        return found

    def together(self, node: Together) -> set[str]:
        """Match words that rank together."""
        found, required = set(self.bank.passages), 0.0
        for part in node.required:
            matching = self.matching(part)
            found &= matching
            required += 0.0 if isinstance(part, NoneOf) else idf(len(matching), self.bank)
        if node.words:
            coverage: Scores = defaultdict(lambda: required)
            speaks = set(found) if required else set()
            for word in node.words:
                answered, rarity = self.word(word)
                for one, share in answered.items():
                    coverage[one] += word.weight * rarity * share
                if word.weight == 1:
                    speaks |= {one for one, share in answered.items() if share > 0}
            found &= speaks
            best = max((coverage[one] for one in found), default=0.0)
            found = {one for one in found if coverage[one] >= SHOWN_COVERAGE * best * (1 - 1e-6)}
        return reduce(set.intersection, map(self.matching, node.filters), found)


def plain_rank(bank: PlainBank, plan: QueryPlan) -> Scores:
    """Return the passages that are shown, with their scores. Digests beside their originals are not looked at."""
    ranker = PlainRanker(bank)
    shown = set(bank.passages) if plan.root is None else ranker.matching(plan.root)
    for run in plan.runs:
        together, in_heading = bank.run(run.terms, FIELDS), bank.run(run.terms, ("heading",))
        rarity = run.weight * WEIGHTS.proximity * idf(len(together), bank)
        ranker.add({one: rarity * (WEIGHTS.fields["heading"] if one in in_heading else 1) for one in together})
    for one, (_, passage) in bank.passages.items():
        ranker.scores[one] *= WEIGHTS.about_the_source if passage.item_kind == ABOUT_THE_SOURCE else 1
    best = max((ranker.scores[one] for one in shown), default=0.0)
    for one in shown if plan.definitions else ():
        document, passage = bank.passages[one]
        heading = passage.heading[-1] if passage.heading else document.title
        defined = defined_terms(heading, passage.text, glossary=document.kind == "ordlista")
        gain = max((d.weight for d in plan.definitions if d.key in defined), default=0.0)
        ranker.scores[one] += gain * best
    return {one: ranker.scores[one] for one in shown}
