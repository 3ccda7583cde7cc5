"""Lägg till: files and addresses in, what was read of them, corrections, and saving."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from io import BytesIO
from typing import BinaryIO, cast

from starlette.datastructures import UploadFile
from starlette.responses import Response

from index.document import Document, Passage
from index.errors import KunskapsbankError, UsageError
from index.request import THEME_SEPARATOR
from index.settings import load_settings
from ingest.adding import Foreseen, Saved, add, foresee
from ingest.archive import ArchiveError, ArchiveLimits, Member, is_archive, unpack, without_suffix
from ingest.corrections import Correction, corrected, load_correction, save_correction
from ingest.fetching.page import fetch_page
from ingest.fetching.settings import load_fetch_settings
from ui.staff.bank import Bank, Progress, bank, works
from ui.staff.gate import Visit, go, show, texts
from ui.staff.metadata import changes, faults, fields, given_values
from ui.staff.outcome import SAVED, has_ended
from ui.staff.staging import MOST_FILES, Staged
from ui.staff.work import Work
from ui.text import PASSAGES, capital, count, shortened

MOST_AT_ONCE = 20
"""Files of one upload."""

_SHOWN_PASSAGES = 200
_SHOWN_DROPPED = 300
_SHOWN_VALUES = 15
_EXCERPT = 400


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage as it will be found: heading path, kind, page, the beginning of its text, and what it is about."""

    heading: str
    note: str
    text: str
    language: str
    about: str


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
        staged = [one for file in files for one in _stage(bank(), file.file, file.filename or "", visit.user)]
    except UsageError as error:
        return _home(visit, {"filer": str(error)}, HTTPStatus.UNPROCESSABLE_ENTITY)
    return go(visit.request, f"granska/{staged[0].id}" if len(staged) == len(files) == 1 else "")


def fetch(visit: Visit) -> Response:
    """Fetch what is at an address, to be looked at."""
    address = visit.sent("adress").strip()
    if not address:
        return _home(visit, {"adress": "Skriv en adress."}, HTTPStatus.UNPROCESSABLE_ENTITY)
    place = bank()

    def fetched(_: Progress) -> Staged:
        page = fetch_page(address, load_fetch_settings(), place.limits)
        staged = place.staging.add(BytesIO(page.data), page.name, visit.user, url=page.url)
        _read(place, staged)
        return staged

    name = f"hamta-{visit.session.id}-{address}"
    work = cast("Work[Staged]", works().start(name, f"Hämtar {shortened(address, 80)}", fetched, again=True))
    work.is_done(load_fetch_settings().total_timeout)
    if work.result is None:
        sentence = work.error or "Adressen svarar inte. Försök igen om en stund."
        return _home(visit, {"adress": sentence}, HTTPStatus.UNPROCESSABLE_ENTITY)
    return go(visit.request, f"granska/{work.result.id}")


def review(visit: Visit) -> Response:
    """Show what was read of a file that waits."""
    place = bank()
    staged = place.staging.get(visit.part("staged_id"))
    return _review(visit, place, staged)


def decide(visit: Visit) -> Response:
    """Do what was chosen with a file that waits: read it again with the corrections, save it, or throw it away."""
    place = bank()
    staged = place.staging.get(visit.part("staged_id"))
    if visit.sent("gor") == "kasta":
        place.staging.discard(staged.id)
        return go(visit.request, "")
    work = _read(place, staged)
    work.is_done(place.limits.seconds)
    foreseen = work.result
    if foreseen is None:
        return _review(visit, place, staged)
    given = given_values(texts(visit.form))
    if faults(given):
        return _review(visit, place, staged, given)
    arriving = place.staging.arriving(staged)
    before = load_correction(arriving.file)
    correction = corrected(before, changes(foreseen.read.document, given))
    save_correction(arriving.file, correction)
    if visit.sent("gor") == "spara":
        works().start(f"{SAVED}{staged.id}", f"Sparar {staged.name}", partial(_save, place, staged), again=True)
        return go(visit.request, f"arbete/{SAVED}{staged.id}")
    if correction != before:
        _read(place, staged, again=True)
    return go(visit.request, f"granska/{staged.id}")


def stage_one(place: Bank, file: BinaryIO, name: str, user: str, *, replaces: str) -> Staged:
    """Take in one file that replaces a document, with what was corrected of that. Raises UsageError."""
    if is_archive(file, name):
        raise UsageError("Ett dokument kan inte ersättas med ett arkiv. Packa upp det och välj filen.")
    file.seek(0)
    staged = place.staging.add(file, name, user, replaces=replaces)
    _read(place, staged)
    return staged


def _home(visit: Visit, errors: dict[str, str] | None = None, status: int = HTTPStatus.OK) -> Response:
    place = bank()
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
        waiting=[_waiting(staged) for staged in place.staging.all()],
        most_files=MOST_AT_ONCE,
        most_megabytes=place.limits.size,
    )


def _waiting(staged: Staged) -> dict[str, object]:
    work = works().get(f"las-{staged.id}")
    if staged.fault:
        state = staged.fault
    elif work is None or not work.is_done():
        state = "Läses."
    else:
        state = work.error or "Läst. Väntar på att sparas."
    return {"staged": staged, "state": state, "good": not staged.fault}


def _stage(place: Bank, file: BinaryIO, name: str, user: str) -> Iterator[Staged]:
    """Take in a file, or the files of an archive; those that cannot be had are noted with their reason."""
    archive = is_archive(file, name)
    file.seek(0)
    if not archive:
        staged = place.staging.add(file, name, user)
        _read(place, staged)
        yield staged
        return
    try:
        for part in unpack(file, ArchiveLimits(files=MOST_FILES, file_size=place.limits.size)):
            shown = f"{without_suffix(name)}/{part.name}"
            if isinstance(part, Member):
                staged = place.staging.add(BytesIO(part.data), shown, user)
                _read(place, staged)
                yield staged
            else:
                place.staging.add_fault(shown, user, part.reason)
    except ArchiveError as error:
        place.staging.add_fault(name, user, str(error))


def _read(place: Bank, staged: Staged, *, again: bool = False) -> Work[Foreseen]:
    """Begin to read a file that waits, unless it is being read or has been."""

    def read(_: Progress) -> Foreseen:
        return foresee(place.engine, place.corpus, place.staging.arriving(staged), place.limits)

    return cast("Work[Foreseen]", works().start(f"las-{staged.id}", f"Läser {staged.name}", read, again=again))


def _save(place: Bank, staged: Staged, progress: Progress) -> Saved:
    saved = add(
        place.engine,
        place.corpus,
        place.staging.arriving(staged),
        limits=place.limits,
        progress=progress,
        log=place.log,
    )
    place.staging.discard(staged.id)
    return saved


def _review(visit: Visit, place: Bank, staged: Staged, given: dict[str, str] | None = None) -> Response:
    if staged.fault:
        return show("staff_refused.html.j2", visit, "Filen kan inte läsas", staged=staged, reason=staged.fault)
    work = _read(place, staged)
    if not has_ended(work, visit):
        return show("staff_working.html.j2", visit, work.title, said=work.text, text=work.text)
    foreseen = work.result
    if foreseen is None:
        return show("staff_refused.html.j2", visit, "Filen kan inte läsas", staged=staged, reason=work.error)
    document = foreseen.read.document
    correction: Correction = load_correction(place.staging.arriving(staged).file)
    form = fields(document, correction, given)
    wrong = [field for field in form if field.error]
    return show(
        "staff_review.html.j2",
        visit,
        f"{'Fel: ' if wrong else ''}Granska {shortened(document.title, 60)}",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        said="" if wrong else f"Filen är läst: {count(len(document.passages), PASSAGES)}.",
        staged=staged,
        document=document,
        fields=form,
        wrong=wrong,
        place=_place(foreseen, staged, place),
        size=count(len(document.passages), PASSAGES),
        about=_about(document),
        passages=[_shown(passage) for passage in document.passages[:_SHOWN_PASSAGES]],
        more=max(len(document.passages) - _SHOWN_PASSAGES, 0),
        dropped=[shortened(" ".join(text.split()), _EXCERPT) for text in foreseen.read.dropped[:_SHOWN_DROPPED]],
        more_dropped=max(len(foreseen.read.dropped) - _SHOWN_DROPPED, 0),
        unread=foreseen.read.unread,
    )


def _place(foreseen: Foreseen, staged: Staged, place: Bank) -> str:
    """Say in one sentence what saving does to a document that is there already."""
    known = foreseen.place.known
    if known is None:
        return "Det blir ett nytt dokument."
    title = _title(place, known.id)
    if foreseen.place.same:
        return f"Samma fil finns redan i banken, som ”{title}”. Sparas den blir det inget nytt, men rättelserna gäller."
    if staged.replaces:
        return f"Det ersätter ”{title}”, som du har valt. Länkar till dokumentet är kvar."
    return f"Det är en nyare version av ”{title}” och ersätter den. Länkar till dokumentet är kvar."


def _title(place: Bank, document_id: str) -> str:
    try:
        return shortened(place.engine.document(document_id).title, 100)
    except KunskapsbankError:  # not in the index, or no index yet
        return document_id


def _about(document: Document) -> list[tuple[str, str]]:
    """Return what was seen in the text, each with its values, those named most often first."""
    passages = document.passages
    found = {
        "Kommuner": _common(name for passage in passages for name in passage.municipalities),
        "Teman": _common(theme for passage in passages for theme in passage.themes if THEME_SEPARATOR not in theme),
        "Organisationer": _common(name for passage in passages for name in passage.organisations),
    }
    return [(title, values or "inga hittade") for title, values in found.items()]


def _common(values: Iterable[str]) -> str:
    counted = Counter(values)
    named = [value for value, _ in counted.most_common(_SHOWN_VALUES)]
    more = len(counted) - len(named)
    return ", ".join(named) + (f" och {more} till" if more else "")


def _shown(passage: Passage) -> Shown:
    themes = [theme for theme in passage.themes if THEME_SEPARATOR not in theme]
    notes = [capital(passage.item_kind or ""), f"sida {passage.page}" if passage.page else ""]
    return Shown(
        heading=" › ".join(passage.heading),
        note=" · ".join(filter(None, notes)),
        text=shortened(passage.text, _EXCERPT),
        language=passage.language,
        about=_listed((*passage.municipalities, *themes)),
    )


def _listed(values: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(values))
