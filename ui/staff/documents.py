"""Documents that are there: those added by hand, and correcting, replacing and removing any of them."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from secrets import token_hex

from starlette.datastructures import UploadFile
from starlette.responses import Response

from index.document import Document
from index.errors import NotFoundError, UsageError
from ingest.adding import Saved, correct, is_added
from ingest.corpus import SourceFile, find_file, source_files
from ingest.corrections import load_correction
from ingest.pipeline import known_documents
from ingest.reading import SourceError
from ingest.removal import Removal, remove
from ui.hits import described
from ui.staff.adding import stage_one
from ui.staff.bank import Bank, Progress, bank, works
from ui.staff.gate import Visit, go, show, texts
from ui.staff.metadata import changes, faults, fields, given_values
from ui.staff.outcome import CORRECTED, REMOVED
from ui.text import DOCUMENTS, count, shortened

_SHOWN = 100


def documents(visit: Visit) -> Response:
    """List the documents that were added by hand, or all whose title or id holds what is asked for."""
    place = bank()
    asked = " ".join(visit.sent("sok").split())[:200]
    known = known_documents(place.engine)
    files = {file.id: file for file in source_files(place.corpus)}
    if asked:
        wanted = [document for document in known.values() if _holds(document, asked)]
        found = sorted(wanted, key=lambda document: document.title.lower())
    else:
        added = [file for file in files.values() if is_added(file, place.corpus) and file.id in known]
        found = [known[file.id] for file in sorted(added, key=_age, reverse=True)]
    title = "Rätta och ta bort"
    return show(
        "staff_documents.html.j2",
        visit,
        title,
        current=title,
        said=f"{count(len(found), DOCUMENTS)}." if asked else "",
        asked=asked,
        number=count(len(found), DOCUMENTS),
        more=max(len(found) - _SHOWN, 0),
        documents=[{"id": document.id, "title": document.title, **described(document)} for document in found[:_SHOWN]],
    )


def document(visit: Visit) -> Response:
    """Show what can be done with a document."""
    return _document(visit)


def change(visit: Visit) -> Response:
    """Correct a document's metadata."""
    place, document_id = bank(), visit.part("document_id")
    given = given_values(texts(visit.form))
    if faults(given):
        return _document(visit, given)
    changed = changes(place.engine.document(document_id), given)
    if not changed:
        return go(visit.request, f"dokument/{document_id}")
    name = f"{CORRECTED}{token_hex(8)}"
    works().start(name, "Rättar uppgifterna", partial(_correct, place, document_id, changed))
    return go(visit.request, f"arbete/{name}")


def replace(visit: Visit) -> Response:
    """Take in a file that is to replace a document, to be looked at first."""
    place, document_id = bank(), visit.part("document_id")
    file = visit.form.get("fil")
    if not isinstance(file, UploadFile) or not file.filename:
        return _document(visit, error="Välj en fil.")
    try:
        staged = stage_one(place, file.file, file.filename, visit.user, replaces=document_id)
    except (UsageError, SourceError) as error:
        return _document(visit, error=str(error))
    return go(visit.request, f"granska/{staged.id}")


def ask_to_remove(visit: Visit) -> Response:
    """Ask whether a document is really to go, and say what that means."""
    place = bank()
    file, found = _file(place, visit.part("document_id"))
    return show(
        "staff_remove.html.j2",
        visit,
        f"Ta bort {shortened(found.title, 60)}",
        current="Rätta och ta bort",
        document=found,
        added=file is not None and is_added(file, place.corpus),
        original=file is not None and file.is_original,
    )


def take_out(visit: Visit) -> Response:
    """Remove a document."""
    place, document_id = bank(), visit.part("document_id")
    name = f"{REMOVED}{token_hex(8)}"
    works().start(name, "Tar bort dokumentet", partial(_remove, place, document_id))
    return go(visit.request, f"arbete/{name}")


def _document(visit: Visit, given: dict[str, str] | None = None, error: str = "") -> Response:
    place = bank()
    file, found = _file(place, visit.part("document_id"))
    if file is None:
        raise NotFoundError(found.id)
    form = fields(found, load_correction(file.path), given)
    wrong = [field for field in form if field.error]
    return show(
        "staff_document.html.j2",
        visit,
        f"{'Fel: ' if wrong or error else ''}Rätta {shortened(found.title, 60)}",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong or error else HTTPStatus.OK,
        current="Rätta och ta bort",
        document=found,
        fields=form,
        wrong=wrong,
        error=error,
        added=is_added(file, place.corpus),
        most_megabytes=place.limits.size,
    )


def _file(place: Bank, document_id: str) -> tuple[SourceFile | None, Document]:
    """Return a document and its file, which may be gone. Raises NotFoundError."""
    found = place.engine.document(document_id)
    try:
        return find_file(place.corpus, document_id), found
    except NotFoundError:
        return None, found


def _holds(found: Document, asked: str) -> bool:
    return all(word in f"{found.title} {found.id} {found.publisher}".lower() for word in asked.lower().split())


def _age(file: SourceFile) -> float:
    return file.path.stat().st_mtime if file.path.exists() else 0.0


def _correct(place: Bank, document_id: str, changed: dict[str, str], progress: Progress) -> Saved:
    return correct(
        place.engine, place.corpus, document_id, changed, limits=place.limits, progress=progress, log=place.log
    )


def _remove(place: Bank, document_id: str, _: Progress) -> Removal:
    return remove(place.engine, place.corpus, document_id, log=place.log)
