"""What has become of a piece of work: still going on, done, or failed."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from starlette.responses import Response

from index.errors import KunskapsbankError
from ingest.adding import Saved
from ingest.removal import Removal
from ui.page import Way
from ui.staff.bank import open_bank, works
from ui.staff.gate import Visit, failure, go, show
from ui.staff.staging import Staged
from ui.staff.work import Work

SAVED, CORRECTED, REMOVED = "sparar-", "rattar-", "tar-bort-"
"""How the names of works begin, by what they do."""

_PATIENCE = 8.0
"""Seconds that a page waits for a work to end before it shows how far it has come."""


def has_ended(work: Work[Any], visit: Visit) -> bool:
    """Say whether a work has ended, having waited for it a while unless the page's script asks."""
    return work.is_done(0.0 if visit.sent("nu") else _PATIENCE)


def outcome(visit: Visit) -> Response:
    """Show how far a work has come, or what it did."""
    work = works().get(visit.part("work_id"))
    if work is None:
        return failure(
            visit.request,
            "Servern har startats om och vet inte längre hur det gick. Se efter i listan över tillagda dokument.",
            HTTPStatus.NOT_FOUND,
        )
    if not has_ended(work, visit):
        return show("staff_working.html.j2", visit, work.title, said=work.text, text=work.text)
    match work.result:
        case Saved() as saved:
            return _saved(visit, saved)
        case Removal() as removal:
            return _removed(visit, removal)
        case Staged() as staged:
            return go(visit.request, f"granska/{staged.id}")
    return failure(visit.request, work.error or "", HTTPStatus.OK)


def _saved(visit: Visit, saved: Saved) -> Response:
    summary = saved.summary
    try:
        document = open_bank().engine.document(saved.document_id)
    except KunskapsbankError:
        reasons = [failed.reason for failed in summary.failed]
        return failure(visit.request, f"Dokumentet är inte sökbart: {' '.join(reasons)}", HTTPStatus.OK)
    heading = "Dokumentet är sparat och sökbart"
    if saved.document_id not in (*summary.added, *summary.changed):
        heading = "Dokumentet är oförändrat" if not summary.failed else "Dokumentet kunde inte läsas om"
    phrase = document.title.translate(dict.fromkeys(map(ord, '"”“'), " "))
    return show(
        "staff_saved.html.j2",
        visit,
        heading,
        said=f"{heading}.",
        document=document,
        page=Way("Öppna dokumentet", visit.state.document_address(document.id)),
        search=Way("Se det i sökningen", replace(visit.state, query=f"titel:”{phrase}”").address()),
        failed=[failed.reason for failed in summary.failed],
    )


def _removed(visit: Visit, removal: Removal) -> Response:
    heading = "Dokumentet är borttaget"
    return show("staff_removed.html.j2", visit, heading, said=f"{heading}.", removal=removal)
