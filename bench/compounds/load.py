"""`python -m bench.compounds.load`: how long the language data takes to open, and how much memory."""

from __future__ import annotations

import resource
import time


def main() -> None:
    """Import the splitter and the lemmatiser, divide and lemmatise one word, and print time and memory (Unix)."""
    before, start = _megabytes(), time.perf_counter()
    from index.language import compounds, lemmas  # noqa: PLC0415  # the import is what is measured

    imported = time.perf_counter()
    compounds.split("upphandlingsmyndigheten")
    lemmas.key("upphandlingarna")
    opened = time.perf_counter()
    print(f"import {imported - start:.3f} s, open {opened - imported:.3f} s, {_megabytes() - before:.0f} MB more")


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
