"""`python -m bench.webpages`: words lost and words let in, by site, beside trafilatura by itself.

The pages are those of the tests: five articles as fifteen systems serve them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import trafilatura

from ingest.readers import webpage
from tests.ingest.readers.articles import ARTICLES, Article
from tests.ingest.readers.test_websites import headings, pieces
from tests.ingest.readers.websites import SITES


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W\d_]\w+", text.casefold()))


def _in(article: Article) -> Counter[str]:
    return _words(" ".join([article.title, *headings(article), *(piece for _, piece in pieces(article))]))


def _ours(page: str) -> str:
    reading = webpage.read(page.encode(), "sida.html")
    paths = dict.fromkeys(part for s in reading.sections for part in s.heading if part != reading.title)
    return " ".join([reading.title or "", *paths, *(section.text for section in reading.sections)])


def _trafilatura(**options: bool) -> Callable[[str], str]:
    return lambda page: trafilatura.extract(page, include_comments=False, **options) or ""  # type: ignore[arg-type]


def main() -> None:
    """Print a table: of 100 words of the articles, lost / let in."""
    readers = {
        "in use": _ours,
        "trafilatura": _trafilatura(),
        "for recall": _trafilatura(favor_recall=True),
        "for precision": _trafilatura(favor_precision=True),
    }
    print(f"{'':12}" + "".join(f"{name:>16}" for name in readers))
    sums: Counter[tuple[str, str]] = Counter()
    for site, write in SITES.items():
        row = []
        for name, read in readers.items():
            lost = extra = total = 0
            for article in ARTICLES.values():
                wanted, got = _in(article), _words(read(write(article)))
                lost, extra = lost + (wanted - got).total(), extra + (got - wanted).total()
                total += wanted.total()
            sums.update({(name, "lost"): lost, (name, "extra"): extra, (name, "total"): total})
            row.append(f"{100 * lost / total:.1f} / {100 * extra / total:.1f}")
        print(f"{site:12}" + "".join(f"{cell:>16}" for cell in row))
    shares = (
        f"{100 * sums[n, 'lost'] / sums[n, 'total']:.1f} / {100 * sums[n, 'extra'] / sums[n, 'total']:.1f}"
        for n in readers
    )
    print(f"{'all':12}" + "".join(f"{cell:>16}" for cell in shares))


if __name__ == "__main__":
    main()
