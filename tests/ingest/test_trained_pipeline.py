"""A trained Swedish pipeline beside the rules: a small real one, installed as spaCy's own packages are."""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy

from index.document import Passage
from index.errors import KunskapsbankError
from index.language.vocabulary import load_vocabulary
from ingest.enrich import Enricher
from ingest.trained import installed_pipeline

NAME, VERSION = "sv_core_news_sm", "3.8.0"

PATTERNS = [
    {"label": "PRS", "pattern": [{"LOWER": "direktör"}, {"TEXT": "Tierp"}]},
    {"label": "PRS", "pattern": [{"TEXT": "Norberg"}, {"TEXT": {"NOT_IN": ["kommun"]}}]},
    {"label": "LOC", "pattern": "Mark"},
    {"label": "ORG", "pattern": "Forum"},
    {"label": "TME", "pattern": "i fjol"},
]


def install(folder: Path) -> None:
    """Lay a pipeline out as `pip install sv_core_news_sm` would."""
    nlp = spacy.blank("sv")
    nlp.meta["name"], nlp.meta["version"] = NAME.removeprefix("sv_"), VERSION
    nlp.add_pipe("entity_ruler").add_patterns(PATTERNS)  # type: ignore[attr-defined]
    package = folder / NAME
    package.mkdir()
    nlp.to_disk(package / f"{NAME}-{VERSION}")
    shutil.copy(package / f"{NAME}-{VERSION}" / "meta.json", package)
    (package / "__init__.py").write_text(
        "from spacy.util import load_model_from_init_py\n\n\n"
        "def load(**overrides):\n    return load_model_from_init_py(__file__, **overrides)\n"
    )
    metadata = folder / f"{NAME}-{VERSION}.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {NAME}\nVersion: {VERSION}\n")


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    install(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    yield tmp_path
    sys.modules.pop(NAME, None)


def found(text: str) -> Passage:
    passage = Passage(id="ekvik#del", anchor="del", heading=("Samtal",), text=text)
    return Enricher(load_vocabulary()).enrich([passage], title="Samtal")[0]


def test_without_one_the_rules_stand_alone() -> None:
    assert installed_pipeline() is None
    assert found("Vi mötte direktör Tierp i trappan.").municipalities == ("Tierp",)


def test_what_it_takes_for_a_person_is_no_place(installed: Path) -> None:
    assert installed_pipeline() == (NAME, VERSION)
    assert found("Vi mötte direktör Tierp i trappan.").municipalities == ()
    assert found("I fjol for vi till Tierp.").municipalities == ("Tierp",)
    assert installed.is_dir()


@pytest.mark.usefixtures("installed")
def test_what_it_takes_for_a_place_is_evidence() -> None:
    assert found("Sommaren tillbringas på Mark och i stan.").municipalities == ("Mark",)
    assert found("Norberg kommun är värd.").municipalities == ("Norberg",)


@pytest.mark.usefixtures("installed")
def test_what_it_takes_for_an_organisation_is_evidence() -> None:
    assert found("Forum svarar inom en vecka.").organisations == (
        "Forum – idéburna organisationer med social inriktning",
    )


@pytest.mark.usefixtures("installed")
def test_a_text_longer_than_it_takes_is_left_to_the_rules() -> None:
    assert found("Kaffe och bulle. " * 70_000 + "Sedan for vi till Tierp.").municipalities == ("Tierp",)


def test_documents_are_enriched_anew_once_it_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Enricher(load_vocabulary()).version
    install(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    assert Enricher(load_vocabulary()).version == f"{before}-{NAME}-{VERSION}"


def test_one_that_cannot_be_loaded_is_said_in_swedish(installed: Path) -> None:
    shutil.rmtree(installed / NAME / f"{NAME}-{VERSION}")
    with pytest.raises(
        KunskapsbankError, match="Språkmodellen sv_core_news_sm är installerad men går inte att läsa in"
    ):
        found("Kaffe.")
