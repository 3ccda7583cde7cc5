"""The programming interface against its own description, put to the question by schemathesis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import settings
from starlette.applications import Starlette
from starlette.routing import Mount

from index.whoosh_engine import WhooshEngine
from tests.conftest import BANK, make_document, make_passage
from ui.api import API, PATH

SITE = Starlette(routes=[Mount(PATH, API)])
SCHEMA = schemathesis.openapi.from_asgi(f"{PATH}/openapi.json", SITE)


@pytest.fixture(scope="module", autouse=True)
def bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the interface answer from the small bank, which has documents of the ids that the description names."""
    engine = WhooshEngine(tmp_path_factory.mktemp("bank") / "index")
    with engine.write() as writing:
        for document in BANK:
            writing.replace(document)
        for name in ("um-4-18", "nb3"):
            text = "Norrtuna köper fruktkorgar efter reserverad upphandling."
            writing.replace(make_document(name, f"Om {name}", make_passage(name, "redaktor", "Redaktör", text)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KUNSKAPSBANK_INDEX", str(engine.folder))
        yield


@SCHEMA.parametrize()
@settings(max_examples=10, derandomize=True, deadline=None, database=None)
def test_every_answer_is_as_the_description_says(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate()
