"""How long the stages of our own search take: functions are wrapped for as long as they are measured."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import reduce
from importlib import import_module
from typing import Any

STAGES = {
    "spelling": ("index.search", "check_spelling"),
    "parse": ("index.search", "parse"),
    "plan": ("index.search", "plan"),
    "score": ("index.whoosh_snapshot", "rank"),
    "facets": ("index.whoosh_snapshot", "Snapshot._count"),
    "places": ("index.bank_arrays", "BankArrays.places_within"),
    "records": ("index.whoosh_snapshot", "Snapshot._found"),
    "lists": ("index.search", "facet_lists"),
    "snippets": ("index.search", "_hit"),
    "group": ("index.search", "group_hits"),
    "brief": ("index.search", "_brief"),
    "whole": ("bench.search.ours", "search"),
}
"""By name of the stage, where its function is looked up."""


@contextmanager
def measured() -> Iterator[dict[str, float]]:
    """Give the milliseconds of every stage in all, filled while the context lasts; "whole" is the whole search."""
    spent = dict.fromkeys(STAGES, 0.0)
    before = {}
    for stage, place in STAGES.items():
        owner, name = _owner(*place)
        before[stage] = getattr(owner, name)
        setattr(owner, name, _timed(before[stage], stage, spent))
    try:
        yield spent
    finally:
        for stage, place in STAGES.items():
            setattr(*_owner(*place), before[stage])


def _owner(module: str, path: str) -> tuple[Any, str]:
    *classes, name = path.split(".")
    return reduce(getattr, classes, import_module(module)), name


def _timed(function: Callable[..., Any], stage: str, spent: dict[str, float]) -> Callable[..., Any]:
    def run(*args: Any, **options: Any) -> Any:  # noqa: ANN401 (any function)
        start = time.perf_counter()
        try:
            return function(*args, **options)
        finally:
            spent[stage] += (time.perf_counter() - start) * 1000

    return run
