"""The commands that fill the bank and look after its sources: ingest, fetch, add, correct, remove, sources."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from index.errors import KunskapsbankError, UsageError
from index.settings import index_beside, load_settings
from ui import console
from ui.command_options import as_json, corpus_option, engine_on, index_option, write

if TYPE_CHECKING:
    from index.whoosh_engine import WhooshEngine
    from ingest.fetching.page import FetchedArchive
    from ingest.processes import Limits

commands = console.SwedishGroup()
"""A group that lends its commands to the `kunskapsbank` command."""


@commands.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[FIL ELLER MAPP]…")
@corpus_option
@index_option
@click.option("--rebuild", is_flag=True, help="Bygg om hela indexet.")
@click.option("--dry-run", is_flag=True, help="Säg vad som skulle läsas in, och ändra inget.")
@as_json
def ingest(paths: tuple[Path, ...], *, corpus: Path | None, index_folder: Path | None, **options: bool) -> int:
    """Läs in det som har ändrats i källorna till indexet."""
    from ingest.processes import warm_up  # noqa: PLC0415 (heavy)

    warm_up()
    engine, folder = _bank(corpus, index_folder)
    quiet, dry_run = options["as_json"], options["dry_run"]
    record = _ingest(engine, folder, paths, rebuild=options["rebuild"], dry_run=dry_run, quiet=quiet)
    write(record, console.print_rehearsal if dry_run else console.print_summary, as_json=quiet)
    return 1 if record["failed"] else 0


def _bank(corpus: Path | None, index_folder: Path | None) -> tuple[WhooshEngine, Path]:
    """Return the engine and the corpus that an ingest works on: a corpus that is named has its index beside it."""
    if index_folder is None and corpus is not None and not os.environ.get("KUNSKAPSBANK_INDEX"):
        index_folder = index_beside(corpus)
    return engine_on(index_folder), corpus or load_settings().corpus


def _ingest(  # noqa: PLR0913 (what the three commands that ingest differ in)
    engine: WhooshEngine,
    corpus: Path,
    paths: tuple[Path, ...] = (),
    *,
    only: str | None = None,
    rebuild: bool = False,
    dry_run: bool = False,
    quiet: bool,
) -> dict[str, Any]:
    from ingest import pipeline  # noqa: PLC0415 (heavy)
    from ui.ingest_progress import IngestProgress  # noqa: PLC0415
    from ui.ingest_records import summary_record  # noqa: PLC0415

    run = pipeline.rehearse if dry_run else partial(pipeline.ingest, only=only, log=_log(engine))
    with IngestProgress(quiet=quiet) as progress:
        return summary_record(run(engine, corpus, paths, rebuild=rebuild, limits=_limits(), progress=progress))


def _log(engine: WhooshEngine) -> Path:
    return engine.folder.with_name("ingest.log")


def _limits() -> Limits:
    from ingest.processes import Limits  # noqa: PLC0415 (heavy)

    settings = load_settings()
    return Limits(seconds=settings.file_seconds, memory=settings.file_memory, size=settings.file_size)


@commands.command()
@click.argument("ids", nargs=-1, metavar="[KÄLLA]…")
@click.option("--check", is_flag=True, help="Fråga bara om adresserna finns kvar, och hämta inget.")
@click.option("--no-ingest", is_flag=True, help="Läs inte in det hämtade efteråt.")
@corpus_option
@index_option
@as_json
def fetch(ids: tuple[str, ...], *, as_json: bool, **options: Any) -> int:  # noqa: ANN401 (click's options)
    """Hämta källornas original till den här datorn, och läs in dem."""
    from ingest.fetching.run import check_addresses, fetch_originals, is_offline  # noqa: PLC0415 (heavy)
    from ingest.fetching.settings import load_fetch_settings  # noqa: PLC0415
    from ingest.sources import load_sources  # noqa: PLC0415
    from ui.fetch_report import FetchProgress, fetch_record, print_fetch  # noqa: PLC0415

    engine, folder = _bank(options["corpus"], options["index_folder"])
    settings, check = load_fetch_settings(), options["check"]
    with FetchProgress(len(set(ids)) or len(load_sources(folder)), quiet=as_json) as report:
        if check:
            outcomes = check_addresses(folder, ids, settings, report)
        else:
            outcomes = fetch_originals(folder, ids, settings, _limits(), report)
    record = fetch_record(outcomes, check=check)
    if not as_json:
        print_fetch(record)
        if is_offline(outcomes):
            click.echo("Ingen adress svarade. Kontrollera att datorn är ansluten till nätet.", err=True)
    failed = bool(record["failed"] or record.get("dead"))
    ingested = None
    try:
        if not (options["no_ingest"] or (check and not engine.content_hashes())):
            ingested = _ingest(engine, folder, quiet=as_json)
    except KunskapsbankError as error:  # what was fetched is told all the same
        click.echo(str(error), err=True)
        failed = True
    if as_json:
        click.echo(json.dumps({**record, "ingested": ingested}, ensure_ascii=False, indent=2))
    elif ingested:
        console.print_summary(ingested)
    return 1 if failed or (ingested and ingested["failed"]) else 0


@commands.command()
@click.argument("url", metavar="ADRESS")
@corpus_option
@index_option
@as_json
def add(url: str, *, corpus: Path | None, index_folder: Path | None, as_json: bool) -> int:
    """Hämta en webbsida, en fil eller ett zip-arkiv på webben, och lägg till källorna."""
    from ingest.fetching import page  # noqa: PLC0415 (heavy)
    from ingest.fetching.failures import FetchError  # noqa: PLC0415
    from ingest.fetching.settings import load_fetch_settings  # noqa: PLC0415
    from ingest.reading import SourceError  # noqa: PLC0415
    from ui.ingest_records import failed_record  # noqa: PLC0415

    engine, folder = _bank(corpus, index_folder)
    try:
        came = page.fetch(url, load_fetch_settings(), _limits())
        if isinstance(came, page.FetchedPage):
            page.take_in(came, engine, folder)
    except (FetchError, SourceError) as error:
        if not as_json:
            raise
        record = failed_record(url, str(error))
    else:
        archive = came if isinstance(came, page.FetchedArchive) else None
        record = (
            _ingest_archive(engine, folder, archive, quiet=as_json)
            if archive
            else _ingest(engine, folder, quiet=as_json)
        )
    write(record, console.print_summary, as_json=as_json)
    return 1 if record["failed"] else 0


def _ingest_archive(engine: WhooshEngine, corpus: Path, archive: FetchedArchive, *, quiet: bool) -> dict[str, Any]:
    """Ingest what a fetched archive holds as if it were given; what fails is told by the archive's address."""
    from ingest.file_names import safe_name  # noqa: PLC0415 (heavy)

    with TemporaryDirectory() as scratch:
        place = Path(scratch, safe_name(archive.name))
        place.write_bytes(archive.data)
        record = _ingest(engine, corpus, (place,), quiet=quiet)
    failed = [{**failure, "path": failure["path"].replace(str(place), archive.url)} for failure in record["failed"]]
    return {**record, "failed": failed}


@commands.command()
@click.argument("document_id", metavar="DOKUMENT-ID")
@click.option("--title", metavar="TITEL", help="Titeln. En tom text tar bort rättelsen, här och nedan.")
@click.option("--kind", metavar="TYP", help="Dokumenttypen, till exempel rapport.")
@click.option("--publisher", metavar="UTGIVARE", help="Utgivaren.")
@click.option("--published", metavar="DATUM", help="Utgivningsdagen, som 2022, 2022-01 eller 2022-01-31.")
@click.option("--url", metavar="ADRESS", help="Originalets adress.")
@click.option("--language", metavar="SPRÅK", help="Språket, som sv eller en.")
@click.option("--rights", metavar="RÄTTIGHETER", help="Vem som har rättigheterna, och vad de tillåter.")
@corpus_option
@index_option
@as_json
def correct(document_id: str, *, corpus: Path | None, index_folder: Path | None, as_json: bool, **given: Any) -> int:  # noqa: ANN401 (click's options)
    """Rätta uppgifterna om ett dokument, och läs in det på nytt."""
    from ingest import corrections  # noqa: PLC0415 (heavy)
    from ingest.corpus import find_file  # noqa: PLC0415

    changes = {name: value for name, value in given.items() if value is not None}
    if not changes:
        raise UsageError("Ange minst en uppgift att rätta, till exempel --title eller --published.")
    engine, folder = _bank(corpus, index_folder)
    file = find_file(folder, document_id).path
    before = corrections.load_correction(file)
    try:
        correction = corrections.corrected(before, changes)
    except corrections.CorrectionError as error:
        raise UsageError(f"Rättelsen går inte att använda: {error}") from error
    corrections.save_correction(file, correction)
    record = _ingest(engine, folder, only=document_id, quiet=as_json)
    told = {"id": document_id, "file": str(corrections.correction_place(file)), "correction": asdict(correction)}
    write({**told, **record}, console.print_correction, as_json=as_json)
    return 1 if record["failed"] else 0


@commands.command()
@click.argument("document_id", metavar="DOKUMENT-ID")
@corpus_option
@index_option
@as_json
def remove(document_id: str, *, corpus: Path | None, index_folder: Path | None, as_json: bool) -> None:
    """Ta bort ett dokument ur källorna och ur indexet."""
    from ingest.removal import remove as run  # noqa: PLC0415 (heavy)
    from ui.ingest_records import removal_record  # noqa: PLC0415

    engine, folder = _bank(corpus, index_folder)
    removal = run(engine, folder, document_id, log=_log(engine))
    write(removal_record(removal), console.print_removal, as_json=as_json)


@commands.command()
@corpus_option
@index_option
@as_json
def sources(*, corpus: Path | None, index_folder: Path | None, as_json: bool) -> None:
    """Visa källkatalogen, och vad som finns av varje källa."""
    from ui.source_records import catalogue_records  # noqa: PLC0415

    engine, folder = _bank(corpus, index_folder)
    records = catalogue_records(folder, engine.content_hashes())
    write({"sources": records}, console.print_sources, as_json=as_json)
