"""What the commands share: their common options, the bank that they work on, and how a record is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from index.settings import load_settings

if TYPE_CHECKING:
    from index.whoosh_engine import WhooshEngine

as_json = click.option("--json", "as_json", is_flag=True, help="Skriv ett JSON-objekt.")
corpus_option = click.option(
    "--corpus", type=click.Path(path_type=Path, file_okay=False), metavar="MAPP", help="Källornas mapp."
)
index_option = click.option(
    "--index", "index_folder", type=click.Path(path_type=Path, file_okay=False), metavar="MAPP", help="Indexets mapp."
)


def write(record: dict[str, Any], for_people: Callable[[dict[str, Any]], None], *, as_json: bool) -> None:
    """Write a record as JSON, or as `for_people` does."""
    if as_json:
        click.echo(json.dumps(record, ensure_ascii=False, indent=2))
    else:
        for_people(record)


def engine_on(index_folder: Path | None) -> WhooshEngine:
    """Return the engine on an index folder, by default the one that the settings name."""
    from index.whoosh_engine import WhooshEngine  # noqa: PLC0415 (heavy)

    settings = load_settings()
    return WhooshEngine(index_folder or settings.index, lock_wait=settings.lock_wait)
