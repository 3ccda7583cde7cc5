"""Lägg till: files and addresses in, and the list of what waits to be saved."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2s
from http import HTTPStatus
from io import BytesIO
from typing import BinaryIO, cast

from starlette.datastructures import UploadFile
from starlette.responses import Response

from index.errors import UsageError
from index.settings import load_settings
from ingest.adding import correct_arriving
from ingest.archive import ArchiveError, ArchiveLimits, Member, is_archive, unpack, without_suffix
from ingest.fetching.page import fetch_page
from ingest.fetching.settings import load_fetch_settings
from ui.staff.bank import Bank, Progress, open_bank, works
from ui.staff.gate import Visit, go, show
from ui.staff.outcome import has_ended
from ui.staff.review import READ, start_reading
from ui.staff.staging import MOST_FILES, Staged
from ui.staff.work import Work
from ui.text import shortened

MOST_AT_ONCE = 20
"""Files of one upload."""

_FETCHED = "hamtar-"
"""How the names of works begin that fetch an address."""


def upload_bytes() -> int:
    """Return how much may be uploaded at once: as much as a file that is read may have, and the form around it."""
    return load_settings().file_size * 1024 * 1024 + 100_000


def home(visit: Visit) -> Response:
    """Show the forms, and what waits to be saved."""
    return _home(visit)


def upload(visit: Visit) -> Response:
    """Take files in to be looked at; one alone is shown at once."""
    files = [file for file in visit.form.getlist("filer") if isinstance(file, UploadFile) and file.filename]
    if not files:
        return _home(visit, {"filer": "Välj minst en fil."}, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        staged = [one for file in files for one in _stage(open_bank(), file.file, file_name(file), visit.user)]
    except UsageError as error:
        return _home(visit, {"filer": str(error)}, HTTPStatus.UNPROCESSABLE_ENTITY)
    return go(visit.request, f"granska/{staged[0].id}" if len(staged) == len(files) == 1 else "")


def fetch(visit: Visit) -> Response:
    """Fetch what is at an address, to be looked at."""
    address = visit.sent("adress").strip()
    if not address:
        return _home(visit, {"adress": "Skriv en adress."}, HTTPStatus.UNPROCESSABLE_ENTITY)
    bank = open_bank()

    def fetched(_: Progress) -> Staged:
        page = fetch_page(address, load_fetch_settings(), bank.limits)
        staged = bank.staging.add(BytesIO(page.data), page.name, visit.user, url=page.url)
        correct_arriving(bank.staging.arriving(staged), {"url": page.url})
        start_reading(bank, staged)
        return staged

    name = f"{_FETCHED}{blake2s(f'{visit.session.id} {address}'.encode()).hexdigest()}"
    work = cast("Work[Staged]", works().start(name, f"Hämtar {shortened(address, 80)}", fetched, again=True))
    if has_ended(work, visit) and work.error:
        return _home(visit, {"adress": work.error}, HTTPStatus.UNPROCESSABLE_ENTITY)
    return go(visit.request, f"granska/{work.result.id}" if work.result else f"arbete/{name}")


def stage_one(bank: Bank, file: BinaryIO, name: str, user: str, *, replaces: str) -> Staged:
    """Take in one file that replaces a document, with what was corrected of that. Raises UsageError."""
    if is_archive(file, name):
        raise UsageError("Ett dokument kan inte ersättas med ett arkiv. Packa upp det och välj filen.")
    file.seek(0)
    staged = bank.staging.add(file, name, user, replaces=replaces)
    start_reading(bank, staged)
    return staged


def file_name(file: UploadFile) -> str:
    """Return the name of a file without the folders that some browsers tell."""
    return (file.filename or "").replace("\\", "/").rpartition("/")[2]


def _home(visit: Visit, errors: dict[str, str] | None = None, status: int = HTTPStatus.OK) -> Response:
    bank = open_bank()
    title = "Lägg till"
    return show(
        "staff_home.html.j2",
        visit,
        f"Fel: {title}" if errors else title,
        status=status,
        current=title,
        errors={"filer": "", "adress": ""} | (errors or {}),
        wrong=list((errors or {}).items()),
        address=visit.sent("adress"),
        waiting=[_waiting(staged) for staged in bank.staging.all()],
        most_files=MOST_AT_ONCE,
        most_megabytes=bank.limits.size,
    )


def _waiting(staged: Staged) -> dict[str, object]:
    work = works().get(f"{READ}{staged.id}")
    if staged.fault:
        state = staged.fault
    elif work is None or not work.is_done():
        state = "Läses."
    else:
        state = work.error or "Läst. Väntar på att sparas."
    return {"staged": staged, "state": state, "good": not staged.fault}


def _stage(bank: Bank, file: BinaryIO, name: str, user: str) -> Iterator[Staged]:
    """Take in a file, or the files of an archive; those that cannot be had are noted with their reason."""
    archive = is_archive(file, name)
    file.seek(0)
    if not archive:
        staged = bank.staging.add(file, name, user)
        start_reading(bank, staged)
        yield staged
        return
    try:
        for part in unpack(file, ArchiveLimits(files=MOST_FILES, file_size=bank.limits.size)):
            shown = f"{without_suffix(name)}/{part.name}"
            if isinstance(part, Member):
                staged = bank.staging.add(BytesIO(part.data), shown, user)
                start_reading(bank, staged)
                yield staged
            else:
                bank.staging.add_fault(shown, user, part.reason)
    except ArchiveError as error:
        bank.staging.add_fault(name, user, str(error))
