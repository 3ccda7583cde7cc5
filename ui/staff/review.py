"""What was read of a file that waits, with the form of its metadata; reading it again, saving it, throwing it away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import cast

from starlette.responses import Response

from index.document import Document, Passage
from index.errors import KunskapsbankError
from index.request import THEME_SEPARATOR
from ingest.adding import Foreseen, Saved, add, correct_arriving, foresee
from ingest.corrections import load_correction
from ingest.pipeline import Step
from ingest.reading import Reading
from ui.staff.bank import Bank, Progress, open_bank, works
from ui.staff.forms import texts
from ui.staff.gate import Visit, go, show
from ui.staff.metadata import changes, faults, fields, given_values
from ui.staff.outcome import SAVED, has_ended
from ui.staff.staging import Staged
from ui.staff.work import Work
from ui.text import PASSAGES, capital, count, shortened

READ = "laser-"
"""How the names of works begin that read a file."""

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


def review(visit: Visit) -> Response:
    """Show what was read of a file that waits."""
    bank = open_bank()
    staged = bank.staging.get(visit.part("staged_id"))
    return _review(visit, bank, staged)


def decide(visit: Visit) -> Response:
    """Do what was chosen with a file that waits: read it again with the corrections, save it, or throw it away."""
    bank = open_bank()
    staged = bank.staging.get(visit.part("staged_id"))
    if visit.sent("gor") == "kasta":
        _forget(bank, staged)
        return go(visit.request)
    work = start_reading(bank, staged)
    work.is_done(bank.limits.seconds)
    foreseen = work.result
    if foreseen is None:
        return _review(visit, bank, staged)
    given = given_values(texts(visit.form))
    if faults(given):
        return _review(visit, bank, staged, given)
    arriving = bank.staging.arriving(staged)
    changed = correct_arriving(arriving, changes(foreseen.read.document, given))
    if visit.sent("gor") == "spara":
        save = partial(_save, bank, staged, foreseen.read.reading)
        works().start(f"{SAVED}{staged.id}", f"Sparar {staged.name}", save, again=True)
        return go(visit.request, f"arbete/{SAVED}{staged.id}")
    if changed:
        start_reading(bank, staged, again=True)
    return go(visit.request, f"granska/{staged.id}")


def start_reading(bank: Bank, staged: Staged, *, again: bool = False) -> Work[Foreseen]:
    """Begin to read a file that waits, unless it is being read or has been."""

    def read(progress: Progress) -> Foreseen:
        progress(Step(stage="reading"))
        return foresee(bank.engine, bank.corpus, bank.staging.arriving(staged), bank.limits)

    return cast(
        "Work[Foreseen]", works().start(f"{READ}{staged.id}", f"Läser {staged.name}", read, again=again, in_turn=True)
    )


def _save(bank: Bank, staged: Staged, reading: Reading, progress: Progress) -> Saved:
    saved = add(
        bank.engine,
        bank.corpus,
        bank.staging.arriving(staged),
        reading=reading,
        limits=bank.limits,
        progress=progress,
        log=bank.log,
    )
    _forget(bank, staged)
    return saved


def _forget(bank: Bank, staged: Staged) -> None:
    bank.staging.discard(staged.id)
    works().forget(f"{READ}{staged.id}")


def _review(visit: Visit, bank: Bank, staged: Staged, given: dict[str, str] | None = None) -> Response:
    if staged.fault:
        return show("staff_refused.html.j2", visit, "Filen kan inte läsas", staged=staged, reason=staged.fault)
    work = start_reading(bank, staged)
    if not has_ended(work, visit):
        return show("staff_working.html.j2", visit, work.title, said=work.text, text=work.text)
    foreseen = work.result
    if foreseen is None:
        return show("staff_refused.html.j2", visit, "Filen kan inte läsas", staged=staged, reason=work.error)
    document = foreseen.read.document
    form = fields(document, load_correction(bank.staging.arriving(staged).file), given, fetched=staged.url)
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
        effect=_effect(foreseen, staged, bank),
        size=count(len(document.passages), PASSAGES),
        about=_about(document),
        passages=[_shown(passage) for passage in document.passages[:_SHOWN_PASSAGES]],
        more=max(len(document.passages) - _SHOWN_PASSAGES, 0),
        dropped=[shortened(" ".join(text.split()), _EXCERPT) for text in foreseen.read.dropped[:_SHOWN_DROPPED]],
        more_dropped=max(len(foreseen.read.dropped) - _SHOWN_DROPPED, 0),
        unread=foreseen.read.unread,
    )


def _effect(foreseen: Foreseen, staged: Staged, bank: Bank) -> str:
    """Say in one sentence what saving does to a document that is there already."""
    known = foreseen.known
    if known is None:
        return "Det blir ett nytt dokument."
    title = _title(bank, known.file.id)
    if known.same:
        return f"Samma fil finns redan i banken, som ”{title}”. Sparas den blir det inget nytt, men rättelserna gäller."
    if staged.replaces:
        return f"Det ersätter ”{title}”, som du har valt. Länkar till dokumentet är kvar."
    return f"Det är en nyare version av ”{title}” och ersätter den. Länkar till dokumentet är kvar."


def _title(bank: Bank, document_id: str) -> str:
    try:
        return shortened(bank.engine.document(document_id).title, 100)
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
        about=", ".join(dict.fromkeys((*passage.municipalities, *themes))),
    )
