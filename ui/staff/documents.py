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
from ingest.pipeline import Step, known_documents
from ingest.reading import SourceError
from ingest.removal import Removal, remove
from ui.hits import described
from ui.staff.adding import file_name, stage_one
from ui.staff.bank import Bank, Progress, open_bank, works
from ui.staff.forms import texts
from ui.staff.gate import Visit, go, show
from ui.staff.metadata import changes, faults, fields, given_values
from ui.staff.outcome import CORRECTED, REMOVED
from ui.text import DOCUMENTS, count, shortened

_SHOWN = 100


def documents(visit: Visit) -> Response:
    """List the documents that were added by hand, or all whose title or id holds what is asked for."""
    bank = open_bank()
    asked = " ".join(visit.sent("sok").split())[:200]
    known = known_documents(bank.engine)
    files = {file.id: file for file in source_files(bank.corpus)}
    if asked:
        wanted = [document for document in known.values() if _holds(document, asked)]
        found = sorted(wanted, key=lambda document: document.title.lower())
    else:
        added = [file for file in files.values() if is_added(file, bank.corpus) and file.id in known]
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
    bank, document_id = open_bank(), visit.part("document_id")
    given = given_values(texts(visit.form))
    if faults(given):
        return _document(visit, given)
    changed = changes(bank.engine.document(document_id), given)
    if not changed:
        return _document(visit, said="Inget var ändrat.")
    name = f"{CORRECTED}{token_hex(8)}"
    works().start(name, "Rättar uppgifterna", partial(_correct, bank, document_id, changed))
    return go(visit.request, f"arbete/{name}")


def replace(visit: Visit) -> Response:
    """Take in a file that is to replace a document, to be looked at first."""
    bank, document_id = open_bank(), visit.part("document_id")
    file = visit.form.get("fil")
    if not isinstance(file, UploadFile) or not file.filename:
        return _document(visit, error="Välj en fil.")
    try:
        staged = stage_one(bank, file.file, file_name(file), visit.user, replaces=document_id)
    except (UsageError, SourceError) as error:
        return _document(visit, error=str(error))
    return go(visit.request, f"granska/{staged.id}")


def ask_to_remove(visit: Visit) -> Response:
    """Ask whether a document is really to go, and say what that means."""
    bank = open_bank()
    file, found = _file(bank, visit.part("document_id"))
    return show(
        "staff_remove.html.j2",
        visit,
        f"Ta bort {shortened(found.title, 60)}",
        current="Rätta och ta bort",
        document=found,
        added=file is not None and is_added(file, bank.corpus),
        original=file is not None and file.is_original,
    )


def take_out(visit: Visit) -> Response:
    """Remove a document."""
    bank, document_id = open_bank(), visit.part("document_id")
    name = f"{REMOVED}{token_hex(8)}"
    works().start(name, "Tar bort dokumentet", partial(_remove, bank, document_id))
    return go(visit.request, f"arbete/{name}")


def _document(visit: Visit, given: dict[str, str] | None = None, *, error: str = "", said: str = "") -> Response:
    bank = open_bank()
    file, found = _file(bank, visit.part("document_id"))
    if file is None:
        raise NotFoundError(found.id)
    form = fields(found, load_correction(file.path), given)
    wrong = [field for field in form if field.error]
    return show(
        "staff_document.html.j2",
        visit,
        f"{'Fel: ' if wrong or error else ''}Rätta {shortened(found.title, 60)}",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong or error else HTTPStatus.OK,
        said=said,
        current="Rätta och ta bort",
        document=found,
        fields=form,
        wrong=wrong,
        error=error,
        added=is_added(file, bank.corpus),
        most_megabytes=bank.limits.size,
    )


def _file(bank: Bank, document_id: str) -> tuple[SourceFile | None, Document]:
    """Return a document and its file, which may be gone. Raises NotFoundError."""
    found = bank.engine.document(document_id)
    try:
        return find_file(bank.corpus, document_id), found
    except NotFoundError:
        return None, found


def _holds(found: Document, asked: str) -> bool:
    return all(word in f"{found.title} {found.id} {found.publisher}".lower() for word in asked.lower().split())


def _age(file: SourceFile) -> float:
    return file.path.stat().st_mtime if file.path.exists() else 0.0


def _correct(bank: Bank, document_id: str, changed: dict[str, str], progress: Progress) -> Saved:
    return correct(bank.engine, bank.corpus, document_id, changed, limits=bank.limits, progress=progress, log=bank.log)


def _remove(bank: Bank, document_id: str, progress: Progress) -> Removal:
    with bank.engine.exclusive(lambda sentence: progress(Step(stage="waiting", text=sentence))):
        progress(Step(stage="writing"))
        return remove(bank.engine, bank.corpus, document_id, log=bank.log)
