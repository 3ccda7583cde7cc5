"""Invented text at random, and its words, to see that a reader keeps every one of them in its place."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable

from ingest.reading import Reading

_SUBJECTS = (
    "Föreningen Kommunstyrelsen Byrådet Näringslivskontoret Samordnaren Kooperativet Arbetsmarknadsenheten".split()
)
_VERBS = "samarbetar upphandlar förankrar utvecklar planerar finansierar återkopplar".split()
_OBJECTS = (
    "arbetsintegrerande företag",
    "näringslivsutveckling med grannkommunen",
    "reserverade upphandlingar av fruktkorgar och trädgårdsskötsel",
    "kommun- och regionövergripande beslut",
    "lokaler, verkstäder och mötesplatser",
    "e-posttjänster för byarna",
    "välfärdstjänster tillsammans med civilsamhället",
    "medborgardialoger och samråd",
    "gemensamma inköp av kontorsmaterial",
    "utbildningar i affärsjuridik för föreningar",
    "förstudier om kollektivtrafik",
    "idéburna offentliga partnerskap",
)
_PLACES = "Ekvik Norrtuna Björkåsen Lerhult Västervret Sandmo Granliden Kvarnby Åsvik Öjemark Ängsholm Stenfors".split()
_TIMES = (
    "under hösten",
    "sedan årsskiftet",
    "inför budgetarbetet",
    "varje vår",
    "enligt överenskommelsen",
    "på prov",
    "trots motstånd",
)


def prose(chance: random.Random, sentences: int) -> str:
    """Return sentences about invented places."""
    return " ".join(
        f"{chance.choice(_SUBJECTS)} i {chance.choice(_PLACES)} {chance.choice(_VERBS)} {chance.choice(_OBJECTS)}"
        f" {chance.choice(_TIMES)}, och {chance.randint(12, 900)} personer i {chance.choice(_PLACES)}"
        f" {chance.choice(_VERBS)} {chance.choice(_OBJECTS)}."
        for _ in range(sentences)
    )


def words_of(reading: Reading) -> list[str]:
    """Return the words of a reading: each heading once, then its text."""
    texts = [] if reading.title is None or reading.sections[0].heading == (reading.title,) else [reading.title]
    before: tuple[str, ...] = ()
    for section in reading.sections:
        if section.heading != before:
            texts.append(section.heading[-1])
        texts.append(section.text)
        before = section.heading
    return words_in(texts)


def words_in(texts: Iterable[str]) -> list[str]:
    """Return the words of texts, signs apart."""
    return re.findall(r"[\w-]*\w", " ".join(texts))
