"""`python -m bench.language`: right / wrong / left open, by kind of text, beside detectors by themselves."""

from __future__ import annotations

import time

import simplemma
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from bench.language.measure import Detector, measure, read_cases
from ingest.language import LANGUAGES, language_of

_NORWEGIAN = {"nn": "no", "nb": "no"}


def _py3langid(least: float) -> Detector:
    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True, min_confidence=least)
    model.set_languages(LANGUAGES)

    def detect(text: str) -> str | None:
        code = model.classify(text)[0]
        return None if code == "und" else _NORWEGIAN.get(code, code)

    return detect


def _simplemma(text: str) -> str | None:
    best, share = simplemma.langdetect(text, lang=("sv", "en", "da", "nb", "fi", "de", "fr"))[0]
    return _NORWEGIAN.get(best, best) if best != "unk" and share > 0 else None


def main() -> None:
    """Print a table."""
    cases = read_cases()
    detectors: dict[str, Detector] = {
        "ours": language_of,
        "py3langid": _py3langid(0.0),
        "py3langid from 0.8": _py3langid(0.8),
        "simplemma": _simplemma,
    }
    kinds = dict.fromkeys(case.kind for case in cases)
    print(f"{'':20}" + "".join(f"{kind:>12}" for kind in kinds) + "    first text   each")
    for name, detect in detectors.items():
        start = time.perf_counter()
        detect("Kunta ostaa pyöränhuollon osuuskunnalta, joka aloitti toimintansa keväällä.")
        first = time.perf_counter()
        scores = measure(detect, cases)
        each = (time.perf_counter() - first) / len(cases)
        told = "".join(f"{f'{s.right}/{s.wrong}/{s.open}':>12}" for s in (scores[kind] for kind in kinds))
        print(f"{name:20}{told}{first - start:10.2f} s {each * 1000:5.2f} ms")


if __name__ == "__main__":
    main()
