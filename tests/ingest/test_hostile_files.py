"""Files that are too large, too deep or unpack to too much: each is named with one sentence, and the rest is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.whoosh_engine import WhooshEngine
from ingest.pipeline import ingest
from ingest.processes import Limits

GOOD = "# Anteckning\n\n## Bakgrund\n\nEkvik har provat frukostmöten under ett år.\n"
PARAGRAPH = "<p>Ekvik har provat frukostmöten under ett år.</p>\n"


@pytest.mark.parametrize(
    ("page", "limits", "sentence"),
    [
        (PARAGRAPH * 25_000, Limits(size=1), "Filen är större än gränsen, 1 MB."),
        (PARAGRAPH * 100_000, Limits(memory=120), "Filen kräver mer minne att läsa än gränsen, 120 MB."),
        ("<div>" * 100_000 + PARAGRAPH + "</div>" * 100_000, Limits(), "Filen är för djupt nästlad"),
    ],
    ids=["large", "memory", "nested"],
)
def test_a_hostile_page_is_said_and_the_rest_is_read(tmp_path: Path, page: str, limits: Limits, sentence: str) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "bra.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "corpus" / "sida.html").write_text(f"<html><body><h1>Hej</h1>{page}</body></html>", encoding="utf-8")
    summary = ingest(WhooshEngine(tmp_path / "index"), tmp_path / "corpus", limits=limits)
    assert summary.added == ("bra",)
    (failure,) = summary.failed
    assert failure.path.name == "sida.html"
    assert failure.reason.startswith(sentence)
