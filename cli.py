"""The `kunskapsbank` command: wiring only. Its output is a contract: see README.md and `--help`."""

from __future__ import annotations

import gc
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from getpass import getpass
from io import TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import click

from index.errors import KunskapsbankError, UsageError
from index.settings import REPOSITORY, load_settings
from ui import console, corpus_commands
from ui.command_options import as_json, engine_on, index_option, write


@click.group(cls=console.SwedishGroup, name="kunskapsbank")
def cli() -> None:
    """Sök i kunskapsbanken om social ekonomi, och läs in källor till den."""


cli.commands.update(corpus_commands.commands.commands)


@cli.command(context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, metavar="FRÅGA")
@click.option(
    "--filter",
    "filters",
    multiple=True,
    metavar="FACETT=VÄRDE",
    help="Visa bara avsnitt med värdet; FACETT!=VÄRDE dem utan.",
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
    """Sök avsnitt."""
    from index.request import SearchRequest  # noqa: PLC0415
    from ui.answers import search_answer  # noqa: PLC0415 (heavy)

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
    engine = engine_on(options["index_folder"])
    if options["form"]:
        from index.search import search as run  # noqa: PLC0415 (heavy)
        from ui import export  # noqa: PLC0415

        hits = run(engine, request).hits
        text = export.csv_text(hits) if options["form"] == "csv" else export.markdown_text(hits)
        click.echo(text, nl=False)
    else:
        write(search_answer(engine, request), console.print_result, as_json=options["as_json"])


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
    """Visa ett dokument med dess avsnitt."""
    from ui.records import document_record  # noqa: PLC0415

    document = engine_on(index_folder).document(document_id)
    write(document_record(document), console.print_document, as_json=as_json)


@cli.command()
@click.argument("name", metavar="ID")
@click.option("--limit", default=5, type=click.IntRange(1, 50), metavar="N", help="Högst så många.")
@index_option
@as_json
def similar(name: str, *, limit: int, index_folder: Path | None, as_json: bool) -> None:
    """Visa dokument som liknar ett dokument, eller avsnitt som liknar ett avsnitt (nb3#redaktor)."""
    from ui.answers import similar_answer  # noqa: PLC0415 (heavy)

    write(similar_answer(engine_on(index_folder), name, limit=limit), console.print_similar, as_json=as_json)


@cli.command(context_settings={"ignore_unknown_options": True})
@click.argument("text", nargs=-1, metavar="TEXT")
@index_option
@as_json
def suggest(text: tuple[str, ...], *, index_folder: Path | None, as_json: bool) -> None:
    """Visa en annan stavning, och vad en påbörjad fråga kan bli."""
    from index.suggest import suggest as run  # noqa: PLC0415 (heavy)
    from ui.records import suggestions_record  # noqa: PLC0415

    _refuse_unknown_options(text)
    record = suggestions_record(run(engine_on(index_folder), " ".join(text)))
    write(record, console.print_suggestions, as_json=as_json)


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
    write({"tokens": tokens}, console.print_tokens, as_json=as_json)


@cli.command()
@index_option
@as_json
def status(*, index_folder: Path | None, as_json: bool) -> None:
    """Visa vad indexet innehåller."""
    from ui.records import status_record  # noqa: PLC0415

    write(status_record(engine_on(index_folder).status()), console.print_status, as_json=as_json)


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
        answered = questions.answer_questions(engine_on(index_folder), questions.load_questions(folder))
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
    write(record, console.print_measures, as_json=as_json)


@cli.command()
@click.option("--port", default=8501, type=click.IntRange(1, 65535), metavar="PORT", help="Port att lyssna på.")
@click.option("--address", default="localhost", metavar="ADRESS", help="Adress att lyssna på.")
@index_option
def app(*, port: int, address: str, index_folder: Path | None) -> int:
    """Starta webbprogrammet på den här datorn."""
    settings = load_settings()
    folder = (index_folder or settings.index).resolve()
    base = urlsplit(settings.base_url or "").path
    if not _is_free(address, port):
        raise KunskapsbankError(f"Porten {port} på {address} är upptagen. Välj en annan med --port.")
    command = [sys.executable, "-m", "streamlit", "run", str(REPOSITORY / "app.py")]
    options = [f"--server.port={port}", f"--server.address={address}", "--server.headless=true"]
    options += [f"--server.baseUrlPath={base}"] if base else []
    click.echo(f"Kunskapsbanken finns på http://{address}:{port}{base} (avsluta med Ctrl-C).", err=True)
    environment = {**os.environ, "KUNSKAPSBANK_INDEX": str(folder)}
    if os.name == "posix":  # the server takes this process's place, so that a signal to it reaches the server
        os.chdir(REPOSITORY)
        os.execve(sys.executable, [*command, *options], environment)  # noqa: S606
    return subprocess.run([*command, *options], cwd=REPOSITORY, env=environment, check=False).returncode  # noqa: S603


@cli.command()
def password() -> None:
    """Skriv det som inställningen för personalens lösenord ska innehålla; lösenordet frågas efter."""
    from ui.staff.password import hash_password  # noqa: PLC0415 (heavy)

    if sys.stdin.isatty():
        chosen = getpass("Lösenord: ")
        if getpass("Lösenordet en gång till: ") != chosen:
            raise UsageError("De två lösenorden är olika.")
    else:
        chosen = sys.stdin.readline().rstrip("\r\n")
    click.echo(hash_password(chosen))


def _is_free(address: str, port: int) -> bool:
    with socket.socket() as probe, suppress(OSError):
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((address, port))
        return True
    return False


def _terminate(_number: int, _frame: object) -> None:
    raise console.Termination


_OBJECTS = 50_000
"""New objects after which the memory is looked through for rubbish: a start makes many, all of which stay."""


def main() -> None:
    """Run the command; every error becomes one Swedish sentence on stderr and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    signal.signal(signal.SIGTERM, _terminate)
    gc.set_threshold(_OBJECTS)
    os.environ.setdefault(
        "OPENBLAS_NUM_THREADS", "1"
    )  # nothing here multiplies matrices, and NumPy starts them at once
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
