"""The catalogue."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ingest.sources import CatalogueError, load_sources

ENTRY = """
[[source]]
id = "brev1"
title = "Nyhetsbrev 1"
publisher = "Ekviks förlag"
kind = "nyhetsbrev"
language = "sv"
rights = "Påhittad text."
"""


def catalogue(folder: Path, text: str) -> Path:
    (folder / "sources.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_corpus_without_a_catalogue_has_no_sources(tmp_path: Path) -> None:
    assert load_sources(tmp_path) == ()


def test_an_entry(tmp_path: Path) -> None:
    (source,) = load_sources(catalogue(tmp_path, ENTRY + 'digest = "documents/brev1.html"\n'))
    assert (source.id, source.digest, source.provenance) == ("brev1", "documents/brev1.html", "digest")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (ENTRY.replace('kind = "nyhetsbrev"\n', ""), "saknar kind"),
        (ENTRY + 'farg = "röd"\n', "okända fält: farg"),
        (ENTRY * 2, "två källor med id ”brev1”"),
        ("[[source]\nid = ", "går inte att läsa som TOML i UTF-8. Felet finns på rad 1."),
        ("source = 3", "tabell [[source]]"),
        (ENTRY.replace("brev1", "../brev1"), "får bara ha a–z"),
        (ENTRY + 'digest = "../../hemlig.md"\n', "utanför källornas mapp"),
        (ENTRY + "url = 3\n", "har fel slags värde i url"),
        (ENTRY + 'compiled = "ja"\n', "har fel slags värde i compiled"),
        (ENTRY.replace('"brev1"', '"brev1-original"'), "får inte sluta på -original"),
    ],
)
def test_a_fault_is_named_in_swedish(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(CatalogueError, match=re.escape(sentence)):
        load_sources(catalogue(tmp_path, text))


def test_an_original_is_fetched_from_the_address_meant_for_programs(tmp_path: Path) -> None:
    text = ENTRY + 'url = "https://ekvik.example/brev1"\nfetch = "https://data.ekvik.example/brev1"\n'
    (source,) = load_sources(catalogue(tmp_path, text))
    assert source.original_address == "https://data.ekvik.example/brev1"


def test_a_text_that_is_the_original_has_no_other_to_fetch(tmp_path: Path) -> None:
    text = ENTRY + 'url = "https://ekvik.example/brev1"\nprovenance = "original"\n'
    (source,) = load_sources(catalogue(tmp_path, text))
    assert source.original_address is None
