"""Swedish documents in any number, made of the starter corpus's own sentences; the same seed gives the same files.

Each sentence keeps its wording, but its municipalities are exchanged for others and some of its compounds for new ones
(first part of one, last part of another), so that names and words go on being new as they do in real text.
"""

from __future__ import annotations

import html
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.language.compounds import split
from index.language.vocabulary import load_vocabulary
from index.settings import REPOSITORY
from ingest import readers

PASSAGES_EACH = 10
"""Passages in a document: about what a newsletter has."""

_WORDS = 75
_SHORTEST = 4
_NEWSLETTERS_AMONG = 4
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")
_LONG_WORD = re.compile(r"[a-zåäö]{10,}")
_NEW_COMPOUNDS = 0.1


@dataclass(frozen=True, slots=True)
class Material:
    """What documents are made of."""

    sentences: tuple[str, ...]
    headings: tuple[str, ...]
    firsts: tuple[str, ...]
    lasts: tuple[str, ...]
    municipalities: tuple[str, ...]


def load_material() -> Material:
    """Read the starter corpus."""
    sections = [
        section
        for path in sorted((REPOSITORY / "corpus" / "documents").iterdir())
        for section in readers.read(path.read_bytes(), path.name).sections
    ]
    sentences = {
        sentence: None
        for section in sections
        for paragraph in section.text.split("\n")
        for sentence in _SENTENCE.split(paragraph.removeprefix("• "))
        if len(sentence.split()) >= _SHORTEST
    }
    words = sorted({word for sentence in sentences for word in _LONG_WORD.findall(sentence)})
    compounds = [parts for parts in map(split, words) if len(parts) > 1]
    return Material(
        sentences=tuple(sentences),
        headings=tuple({section.heading[-1]: None for section in sections if section.heading}),
        firsts=tuple("".join(parts[:-1]) for parts in compounds),
        lasts=tuple(parts[-1] for parts in compounds),
        municipalities=tuple(municipality.name for municipality in load_vocabulary().municipalities),
    )


def write_corpus(folder: Path, passages: int, *, seed: int = 1) -> list[Path]:
    """Write documents of so many passages in all to a folder: one in four a newsletter, the others Markdown."""
    material = load_material()
    documents = folder / "documents"
    documents.mkdir(parents=True)
    paths = []
    for number, start in enumerate(range(0, passages, PASSAGES_EACH)):
        chance = random.Random(f"{seed} {number}")  # noqa: S311 (nothing secret)
        sections = list(_sections(material, chance, min(PASSAGES_EACH, passages - start)))
        newsletter = number % _NEWSLETTERS_AMONG == 0
        path = documents / f"dokument-{number:05}.{'html' if newsletter else 'md'}"
        path.write_text((_newsletter if newsletter else _markdown)(number, sections), encoding="utf-8")
        paths.append(path)
    return paths


def _sections(material: Material, chance: random.Random, count: int) -> Iterator[tuple[str, str]]:
    """Yield headings, each once, with their text."""
    for heading in chance.sample(material.headings, count):
        text: list[str] = []
        while sum(len(sentence.split()) for sentence in text) < _WORDS:
            text.append(varied(chance.choice(material.sentences), material, chance))
        yield heading, " ".join(text)


def varied(sentence: str, material: Material, chance: random.Random) -> str:
    """Return a sentence with other municipalities and some other compounds."""
    names = set(material.municipalities)
    words = [chance.choice(material.municipalities) if word in names else word for word in sentence.split(" ")]
    return _LONG_WORD.sub(lambda match: _new_compound(match.group(), material, chance), " ".join(words))


def _new_compound(word: str, material: Material, chance: random.Random) -> str:
    if chance.random() > _NEW_COMPOUNDS:
        return word
    return chance.choice(material.firsts) + chance.choice(material.lasts)


def _markdown(number: int, sections: list[tuple[str, str]]) -> str:
    body = "\n\n".join(f"## {heading}\n\n{text}" for heading, text in sections)
    front = f'title: "Rapport {number}"\npublished: "{2000 + number % 25}-0{1 + number % 9}"\nkind: rapport'
    return f"---\n{front}\n---\n\n# Rapport {number}\n\n{body}\n"


def _newsletter(number: int, sections: list[tuple[str, str]]) -> str:
    rows = "".join(
        '<tr><td style="padding:24px 30px 10px;"><h2 style="margin:0;font-size:22px;">'
        f'{html.escape(heading)}</h2><p style="margin:0;font-size:16px;">{html.escape(text)}</p>'
        f'<p><a href="https://ekvik.example/{number}">Läs mer</a></p></td></tr>'
        for heading, text in sections
    )
    title = f"Nyhetsbrev {number}, våren {2000 + number % 25}"
    return (
        f'<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><title>{title}</title></head><body>'
        '<table role="presentation" width="100%"><tr><td align="right"><a href="https://ekvik.example/visa">'
        "Visa nyhetsbrevet i webbläsaren</a></td></tr>"
        f'<tr><td><h1 style="margin:0;font-size:28px;">{title}</h1></td></tr>{rows}'
        '<tr><td><p>Vill du inte ha fler nyhetsbrev? <a href="https://ekvik.example/bort">Avregistrera dig</a></p>'
        "</td></tr></table></body></html>\n"
    )
