"""Print pages a second, and the share of words in their place, over layouts of invented reports."""

from __future__ import annotations

import sys
from dataclasses import replace
from difflib import SequenceMatcher
from time import process_time

from ingest.readers import pdf
from ingest.readers.pdf_file import open_pdf
from tests.ingest.readers.prose import words_in, words_of
from tests.ingest.readers.test_pdf_layouts import SETTINGS, expected, story
from tests.ingest.readers.typeset import typeset

REPORTS = 4


def main() -> None:
    """Read reports in one to three columns, set in each way, and say how it went."""
    print(f"{'spalter':>7} {'sättning':<12} {'sidor':>6} {'tecken/s':>9} {'sidor/s':>8} {'ord på plats':>13}")
    for columns in (1, 2, 3):
        for name, setting in SETTINGS.items():
            pages = characters = 0
            seconds = kept = words = 0.0
            for seed in range(REPORTS):
                parts, notes = story(seed, across=seed % 2 == 0)
                heads = ("Handbok", "Norrtuna byråd")
                data = typeset(parts, replace(setting, columns=columns, heads=heads, notes=notes))
                with open_pdf(data) as file:
                    pages += len(file.document)
                start = process_time()
                reading = pdf.read(data, "rapport.pdf")
                seconds += process_time() - start
                wanted, found = words_in(expected(parts, notes)), words_of(reading)
                characters += sum(len(section.text) for section in reading.sections)
                matcher = SequenceMatcher(None, wanted, found, autojunk=False)
                kept += sum(block.size for block in matcher.get_matching_blocks())
                words += len(wanted)
            print(
                f"{columns:>7} {name:<12} {pages:>6} {characters / seconds:>9.0f} {pages / seconds:>8.1f}"
                f" {kept / words:>13.2%}",
                flush=True,
            )


if __name__ == "__main__":
    sys.exit(main())
