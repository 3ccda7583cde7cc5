"""Whether a browser's copy of an answer still holds: one tag for the state of the bank, the program and the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from hashlib import blake2s
from http import HTTPStatus
from importlib.resources import files
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from index.engine import SearchEngine
from index.errors import KunskapsbankError
from index.settings import load_settings
from ui.packing import packed
from ui.staff.settings import is_on

FRESH_SECONDS = 60
"""How long a copy is used unasked; after that the browser asks whether the bank has changed."""

_PROGRAM = {".py", ".j2", ".css", ".js", ".toml", ".json", ".svg", ".png"}


def unless_known(
    request: Request, engine: SearchEngine, answer: Callable[[], Response], *, fresh_seconds: int = FRESH_SECONDS
) -> Response:
    """Return an answer with its tag, or 304 without a body where the caller has the same answer already."""
    tag = _tag(engine, str(request.base_url))
    headers = {"cache-control": f"public, max-age={fresh_seconds}", "etag": f'W/"{tag}"'}
    known = [name.strip().removeprefix("W/") for name in request.headers.get("if-none-match", "").split(",")]
    if f'"{tag}"' in known or known == ["*"]:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={**headers, "vary": "Accept-Encoding"})
    made = answer()
    if made.status_code == HTTPStatus.OK:
        made.headers.update(headers)
    else:
        made.headers["cache-control"] = "no-store"
    return packed(request, made)


def _tag(engine: SearchEngine, host: str) -> str:
    """Return what is the same only for the same bank, program, settings and day (pages say how old things are)."""
    try:
        generation = engine.generation()
    except KunskapsbankError:
        generation = ""
    settings = load_settings()
    shown = (settings.contact or "", settings.base_url or host, str(is_on()))
    parts = (generation, _catalogue(settings.corpus), _program(), *shown, f"{datetime.now(UTC):%Y-%m-%d}")
    return blake2s("\0".join(parts).encode(), digest_size=8).hexdigest()


def _catalogue(corpus: Path) -> str:
    """Return what changes with the catalogue and with every attempt to fetch an original."""
    places = (corpus / "sources.toml", corpus / "originals")
    return " ".join(str(place.stat().st_mtime_ns) for place in places if place.exists())


@cache
def _program() -> str:
    """Return a digest of the files that make the answers, so that a new version is never mistaken for the old."""
    digest = blake2s(digest_size=8)
    for package in ("index", "ui"):
        folder = Path(str(files(package)))
        for path in sorted(path for path in folder.rglob("*") if path.suffix in _PROGRAM):
            digest.update(path.read_bytes())
    return digest.hexdigest()
