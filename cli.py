"""The `kunskapsbank` command: wiring only. Its output is a contract: see README.md and `--help`."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from index.errors import KunskapsbankError, UsageError
from index.settings import REPOSITORY, index_beside, load_settings
from ui import console

if TYPE_CHECKING:
    from index.whoosh_engine import WhooshEngine
    from ingest.processes import Limits

as_json = click.option("--json", "as_json", is_flag=True, help="Skriv ett JSON-objekt.")
corpus_option = click.option(
    "--corpus", type=click.Path(path_type=Path, file_okay=False), metavar="MAPP", help="Källornas mapp."
)
index_option = click.option(
    "--index", "index_folder", type=click.Path(path_type=Path, file_okay=False), metavar="MAPP", help="Indexets mapp."
)


@click.group(cls=console.SwedishGroup, name="kunskapsbank")
def cli() -> None:
    """Sök i kunskapsbanken om social ekonomi, och läs in källor till den."""


def _print(record: dict[str, Any], for_people: Callable[[dict[str, Any]], None], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(record, ensure_ascii=False, indent=2))
    else:
        for_people(record)


def _engine(index_folder: Path | None) -> WhooshEngine:
    from index.whoosh_engine import WhooshEngine  # noqa: PLC0415 (heavy)

    settings = load_settings()
    return WhooshEngine(index_folder or settings.index, lock_wait=settings.lock_wait)


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[FIL ELLER MAPP]…")
@corpus_option
@index_option
@click.option("--rebuild", is_flag=True, help="Bygg om hela indexet.")
@click.option("--dry-run", is_flag=True, help="Säg vad som skulle läsas in, och ändra inget.")
@as_json
def ingest(paths: tuple[Path, ...], *, corpus: Path | None, index_folder: Path | None, **options: bool) -> int:
    """Läs in det som har ändrats i källorna till indexet."""
    engine, folder = _bank(corpus, index_folder)
    quiet, dry_run = options["as_json"], options["dry_run"]
    record = _ingest(engine, folder, paths, rebuild=options["rebuild"], dry_run=dry_run, quiet=quiet)
    _print(record, console.print_rehearsal if dry_run else console.print_summary, as_json=quiet)
    return 1 if record["failed"] else 0


def _bank(corpus: Path | None, index_folder: Path | None) -> tuple[WhooshEngine, Path]:
    """Return the engine and the corpus that an ingest works on: a corpus that is named has its index beside it."""
    if index_folder is None and corpus is not None and not os.environ.get("KUNSKAPSBANK_INDEX"):
        index_folder = index_beside(corpus)
    return _engine(index_folder), corpus or load_settings().corpus


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


@cli.command()
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


@cli.command()
@click.argument("url", metavar="ADRESS")
@corpus_option
@index_option
@as_json
def add(url: str, *, corpus: Path | None, index_folder: Path | None, as_json: bool) -> int:
    """Hämta en webbsida eller en fil på webben, och lägg den till källorna."""
    from ingest.fetching import page  # noqa: PLC0415 (heavy)
    from ingest.fetching.failures import FetchError  # noqa: PLC0415
    from ingest.fetching.settings import load_fetch_settings  # noqa: PLC0415
    from ingest.reading import SourceError  # noqa: PLC0415
    from ui.ingest_records import failed_record  # noqa: PLC0415

    engine, folder = _bank(corpus, index_folder)
    try:
        page.take_in(page.fetch_page(url, load_fetch_settings(), _limits()), engine, folder)
    except (FetchError, SourceError) as error:
        if not as_json:
            raise
        record = failed_record(url, str(error))
    else:
        record = _ingest(engine, folder, quiet=as_json)
    _print(record, console.print_summary, as_json=as_json)
    return 1 if record["failed"] else 0


@cli.command()
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
    _print({**told, **record}, console.print_correction, as_json=as_json)
    return 1 if record["failed"] else 0


@cli.command()
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
    _print(removal_record(removal), console.print_removal, as_json=as_json)


@cli.command(context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, metavar="FRÅGA")
@click.option(
    "--filter",
    "filters",
    multiple=True,
    metavar="FACETT=VÄRDE",
    help="Visa bara passager med värdet; FACETT!=VÄRDE dem utan.",
)
@click.option("--sort", default="relevance", metavar="ORDNING", help="relevance, newest eller oldest.")
@click.option("--limit", default=10, type=int, metavar="N", help="Högst så många träffar.")
@click.option("--offset", default=0, type=int, metavar="N", help="Hoppa över så många träffar.")
@click.option("--exact", is_flag=True, help="Rätta ingen stavning.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "markdown"]),
    metavar="FORM",
    help="Träfflistan som csv eller markdown.",
)
@index_option
@as_json
def search(**options: Any) -> None:  # noqa: ANN401 (click's options)
    """Sök passager."""
    from index.request import SearchRequest  # noqa: PLC0415
    from index.search import search as run  # noqa: PLC0415 (heavy)
    from index.ways_on import ways_on  # noqa: PLC0415 (heavy)
    from ui.records import search_record  # noqa: PLC0415

    _refuse_unknown_options(options["query"])
    request = SearchRequest(
        query=" ".join(options["query"]),
        filters=_filters(options["filters"], "="),
        without=_filters(options["filters"], "!="),
        sort=options["sort"],
        limit=options["limit"],
        offset=options["offset"],
        exact=options["exact"],
    )
    engine = _engine(options["index_folder"])
    result = run(engine, request)
    if options["form"]:
        from ui import export  # noqa: PLC0415

        text = export.csv_text(result.hits) if options["form"] == "csv" else export.markdown_text(result.hits)
        click.echo(text, nl=False)
    else:
        ways = ways_on(engine, request) if result.total == 0 else None
        _print(search_record(result, ways), console.print_result, as_json=options["as_json"])


def _refuse_unknown_options(words: tuple[str, ...]) -> None:
    unknown = next((word for word in words if word.startswith("--")), None)
    if unknown:
        raise click.NoSuchOption(unknown)


def _filters(given: tuple[str, ...], sign: str) -> dict[str, tuple[str, ...]]:
    """Return the values given with one of the signs "=" and "!=", by facet."""
    filters: dict[str, tuple[str, ...]] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not value:
            raise UsageError(f"Skriv filtret som FACETT=VÄRDE, till exempel kommun=Söderhamn, inte ”{text}”.")
        if name.endswith("!") == (sign == "!="):
            name = name.removesuffix("!")
            filters[name] = (*filters.get(name, ()), value)
    return filters


@cli.command()
@click.argument("document_id", metavar="DOKUMENT-ID")
@index_option
@as_json
def show(document_id: str, *, index_folder: Path | None, as_json: bool) -> None:
    """Visa ett dokument med dess passager."""
    from ui.records import document_record  # noqa: PLC0415

    document = _engine(index_folder).document(document_id)
    _print(document_record(document), console.print_document, as_json=as_json)


@cli.command()
@click.argument("name", metavar="ID")
@click.option("--limit", default=5, type=click.IntRange(1, 50), metavar="N", help="Högst så många.")
@index_option
@as_json
def similar(name: str, *, limit: int, index_folder: Path | None, as_json: bool) -> None:
    """Visa dokument som liknar ett dokument, eller avsnitt som liknar ett avsnitt (nb3#tips)."""
    from index.similar import similar_documents, similar_passages  # noqa: PLC0415 (heavy)
    from ui.records import similar_record  # noqa: PLC0415

    find = similar_passages if "#" in name else similar_documents
    _print(similar_record(name, find(_engine(index_folder), name, limit=limit)), console.print_similar, as_json=as_json)


@cli.command(context_settings={"ignore_unknown_options": True})
@click.argument("text", nargs=-1, metavar="TEXT")
@index_option
@as_json
def suggest(text: tuple[str, ...], *, index_folder: Path | None, as_json: bool) -> None:
    """Visa en annan stavning, och vad en påbörjad fråga kan bli."""
    from index.suggest import suggest as run  # noqa: PLC0415 (heavy)
    from ui.records import suggestions_record  # noqa: PLC0415

    _refuse_unknown_options(text)
    record = suggestions_record(run(_engine(index_folder), " ".join(text)))
    _print(record, console.print_suggestions, as_json=as_json)


@cli.command()
@click.argument("text")
@as_json
def analyze(text: str, *, as_json: bool) -> None:
    """Visa vad den svenska analysen gör med en text."""
    from index.language.analysis import analyze as run  # noqa: PLC0415 (heavy)
    from index.language.compounds import split  # noqa: PLC0415 (heavy)

    tokens = [
        {
            "text": token.text,
            "start": token.start,
            "end": token.end,
            "terms": list(token.terms),
            "compound_parts": list(split(token.text)),
        }
        for token in run(text)
    ]
    _print({"tokens": tokens}, console.print_tokens, as_json=as_json)


@cli.command()
@corpus_option
@index_option
@as_json
def sources(*, corpus: Path | None, index_folder: Path | None, as_json: bool) -> None:
    """Visa källkatalogen, och vad som finns av varje källa."""
    from ingest.originals import load_state  # noqa: PLC0415
    from ingest.sources import load_sources  # noqa: PLC0415
    from ui.ingest_records import source_records  # noqa: PLC0415

    engine, folder = _bank(corpus, index_folder)
    catalogue = load_sources(folder)
    states = {source.id: state for source in catalogue if (state := load_state(folder, source.id))}
    records = source_records(catalogue, engine.content_hashes(), states)
    _print({"sources": records}, console.print_sources, as_json=as_json)


@cli.command()
@index_option
@as_json
def status(*, index_folder: Path | None, as_json: bool) -> None:
    """Visa vad indexet innehåller."""
    from ui.records import status_record  # noqa: PLC0415

    _print(status_record(_engine(index_folder).status()), console.print_status, as_json=as_json)


@cli.command(name="eval")
@click.argument("folder", type=click.Path(path_type=Path), metavar="MAPP")
@click.option("--run", "run_file", type=click.Path(path_type=Path, dir_okay=False), metavar="FIL", help="TREC-fil.")
@click.option("--engine", default="whoosh", type=click.Choice(["whoosh"]), metavar="MOTOR", help="Sökmotor: whoosh.")
@index_option
@as_json
def evaluate(folder: Path, *, run_file: Path | None, engine: str, index_folder: Path | None, as_json: bool) -> None:
    """Mät träffsäkerheten på frågor med facit: en samling i BEIR-upplägg, eller frågor till kunskapsbanken."""
    from index import evaluation, questions  # noqa: PLC0415 (heavy)
    from index.whoosh_engine import WhooshEngine  # noqa: PLC0415 (heavy)
    from ui.evaluation_records import answered_record, evaluation_record  # noqa: PLC0415

    if questions.holds_questions(folder):
        answered = questions.answer_questions(_engine(index_folder), questions.load_questions(folder))
        outcome, record = answered.overall, answered_record(answered)
    else:
        collection = evaluation.load_collection(folder)
        with TemporaryDirectory(prefix=f"kunskapsbank-{engine}-") as scratch:
            bank = WhooshEngine(Path(scratch))
            evaluation.write_collection(bank, collection)
            outcome = evaluation.evaluate(bank, collection)
        record = evaluation_record(outcome)
    if run_file is not None:
        run_file.write_text("\n".join(evaluation.trec_lines(outcome.run)) + "\n", encoding="utf-8")
    _print(record, console.print_measures, as_json=as_json)


@cli.command()
@click.option("--port", default=8501, type=click.IntRange(1, 65535), metavar="PORT", help="Port att lyssna på.")
@click.option("--address", default="localhost", metavar="ADRESS", help="Adress att lyssna på.")
@index_option
def app(*, port: int, address: str, index_folder: Path | None) -> int:
    """Starta webbprogrammet på den här datorn."""
    folder = (index_folder or load_settings().index).resolve()
    if not _is_free(address, port):
        raise KunskapsbankError(f"Porten {port} på {address} är upptagen. Välj en annan med --port.")
    command = [sys.executable, "-m", "streamlit", "run", str(REPOSITORY / "app.py")]
    options = [f"--server.port={port}", f"--server.address={address}", "--server.headless=true"]
    click.echo(f"Kunskapsbanken finns på http://{address}:{port} (avsluta med Ctrl-C).", err=True)
    environment = {**os.environ, "KUNSKAPSBANK_INDEX": str(folder)}
    if os.name == "posix":  # the server takes this process's place, so that a signal to it reaches the server
        os.chdir(REPOSITORY)
        os.execve(sys.executable, [*command, *options], environment)  # noqa: S606
    return subprocess.run([*command, *options], cwd=REPOSITORY, env=environment, check=False).returncode  # noqa: S603


def _is_free(address: str, port: int) -> bool:
    with socket.socket() as probe, suppress(OSError):
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((address, port))
        return True
    return False


def _terminate(_number: int, _frame: object) -> None:
    raise console.Termination


def main() -> None:
    """Run the command; every error becomes one Swedish sentence on stderr and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    signal.signal(signal.SIGTERM, _terminate)
    try:
        code = cli.main(standalone_mode=False, prog_name="kunskapsbank")
    except click.ClickException as error:
        click.echo(console.explain(error), err=True)
        code = error.exit_code
    except KunskapsbankError as error:
        click.echo(str(error), err=True)
        code = error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except Exception as error:  # noqa: BLE001 (the last line of defence: never a traceback)
        click.echo(f"Något gick fel som inte borde kunna gå fel ({type(error).__name__}: {error}).", err=True)
        code = 1
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # what is left is to end
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
