"""The examples of docs/api.md, put to the real application as they stand."""

from __future__ import annotations

import json
import re
import subprocess
from typing import Any
from urllib.request import urlopen

import pytest

from index.settings import REPOSITORY

TEXT = (REPOSITORY / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```sh\n(.*?)```\n\n```json\n(.*?)```", TEXT, flags=re.DOTALL)


@pytest.mark.parametrize(("command", "answer"), EXAMPLES, ids=lambda text: text[:60].strip())
def test_an_example_gives_what_stands_below_it(command: str, answer: str, site: str) -> None:
    run = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command.replace("http://localhost:8501/", site)],  # noqa: S607
        capture_output=True,
        check=True,
    )
    assert holds(json.loads(run.stdout), json.loads(answer))


def test_every_command_has_an_answer_below_it() -> None:
    assert len(EXAMPLES) == TEXT.count("```sh")


def test_every_example_of_the_description_finds_something(site: str) -> None:
    with urlopen(f"{site}api/v1/openapi.json") as answer:  # noqa: S310 - our own server
        description = json.load(answer)
    for parameter in description["paths"]["/search"]["get"]["parameters"]:
        for example in parameter["schema"].get("examples", []):
            value = example[0] if isinstance(example, list) else example
            run = ["curl", "-s", "-G", f"{site}api/v1/search", "--data-urlencode", f"{parameter['name']}={value}"]
            found = json.loads(subprocess.run(run, capture_output=True, check=True).stdout)
            assert found["total"] > 0, parameter["name"]


def holds(record: Any, shown: Any) -> bool:
    """Tell whether a record holds what is shown of it: keys of objects, and elements of lists, may be left out."""
    if isinstance(shown, dict):
        return all(name in record and holds(record[name], value) for name, value in shown.items())
    if isinstance(shown, list):
        return all(any(holds(element, one) for element in record) for one in shown)
    return bool(record == shown)
