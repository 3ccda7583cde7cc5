"""The terminal: click in Swedish, progress on stderr, and answers for people to read."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from html import unescape
from itertools import groupby
from typing import Any

import click

from index.errors import KunskapsbankError

_HEADINGS = {"Options": "Inställningar", "Commands": "Kommandon"}


class _SwedishFormatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        swedish = args.replace("[OPTIONS]", "[INSTÄLLNINGAR]").replace("COMMAND [ARGS]...", "KOMMANDO …")
        super().write_usage(prog, swedish, prefix or "Användning: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_HEADINGS.get(heading, heading))


class _SwedishContext(click.Context):
    formatter_class = _SwedishFormatter


class _SwedishCommand(click.Command):
    context_class = _SwedishContext

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _swedish(super().get_help_option(ctx))


class StoppedError(KunskapsbankError):
    """Somebody stopped the command, by Ctrl-C or, as `TerminatedError`, by a signal."""

    exit_code = 130

    def __init__(self) -> None:
        super().__init__("Avbrutet. Indexet är helt; ge kommandot igen för att slutföra det.")


class TerminatedError(StoppedError):
    """A signal asked the command to end (SIGTERM)."""

    exit_code = 143


class Termination(KeyboardInterrupt):
    """Raised by the signal that asks a program to end, so that it ends as in good order as by Ctrl-C."""


class SwedishGroup(click.Group):
    """A group of commands whose help is in Swedish."""

    context_class = _SwedishContext
    command_class = _SwedishCommand

    def invoke(self, ctx: click.Context) -> object:
        """Run a command. Raises StoppedError, before click prints an empty line about it."""
        try:
            return super().invoke(ctx)
        except Termination as error:
            raise TerminatedError from error
        except KeyboardInterrupt as error:
            raise StoppedError from error

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help with a Swedish text."""
        return _swedish(super().get_help_option(ctx))


def _swedish(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "Visa den här hjälpen."
    return option


def explain(error: click.ClickException) -> str:
    """Return one Swedish sentence for a wrong use of the command line."""
    match error:
        case click.NoSuchOption() | click.BadOptionUsage():
            fault = f"Inställningen {error.option_name} finns inte eller saknar sitt värde"
        case click.NoSuchCommand():
            fault = f"Kommandot ”{error.command_name}” finns inte"
        case click.exceptions.NoArgsIsHelpError():
            fault = "Ange ett kommando"
        case click.MissingParameter():
            name = error.param.make_metavar(error.ctx) if error.param and error.ctx else "ett värde"
            fault = f"Kommandot behöver {name.strip('[]')}"
        case click.BadParameter():
            fault = f"Värdet för {error.param.opts[0] if error.param else 'inställningen'} går inte att använda"
        case _:
            fault = "Kommandot är fel använt"
    return f"{fault}; se ”kunskapsbank --help”."


def print_summary(record: dict[str, Any]) -> None:
    """Say what an ingest did: the counts on stdout, as a table on a terminal, and each failure on stderr."""
    _print_outcome(record, "Inläsningen är klar")


def print_rehearsal(record: dict[str, Any]) -> None:
    """Say what an ingest would do, and which documents it would do it to."""
    for name, ids in (("Ny", record["added"]), ("Ändrad", record["changed"]), ("Borttagen", record["removed"])):
        for document_id in ids:
            click.echo(f"{name}: {document_id}")
    _print_outcome(record, "Inget är ändrat. En inläsning skulle ge")


def _print_outcome(record: dict[str, Any], title: str) -> None:
    counts = {
        "nya": len(record["added"]),
        "ändrade": len(record["changed"]),
        "borttagna": len(record["removed"]),
        "oförändrade": record["unchanged"],
        "misslyckade": len(record["failed"]),
    }
    if sys.stdout.isatty():
        _print_table(title, counts)
    else:
        click.echo(f"{title}: " + ", ".join(f"{count} {name}" for name, count in counts.items()) + ".")
    for failure in record["failed"]:
        click.echo(f"Kunde inte läsa {failure['path']}: {failure['reason']}", err=True)


def _print_table(title: str, counts: dict[str, int]) -> None:
    from rich.console import Console  # noqa: PLC0415 (only on a terminal)
    from rich.table import Table  # noqa: PLC0415

    table = Table(title=title, show_header=False, title_justify="left")
    table.add_column()
    table.add_column(justify="right")
    for name, count in counts.items():
        table.add_row(name.capitalize(), str(count))
    Console().print(table)


def print_correction(record: dict[str, Any]) -> None:
    """Say where a correction stands, and what the ingest after it did."""
    click.echo(f"Rättelsen av {record['id']} står i {record['file']}.")
    print_summary(record)


def print_removal(record: dict[str, Any]) -> None:
    """Say what was removed, on stderr what is left to do."""
    click.echo(f"Borttaget: {', '.join(record['removed'])}.")
    for path in record["deleted"]:
        click.echo(f"Filen {path} är raderad.")
    if record["listed"]:
        click.echo("Dokumentet står i removed.toml och kommer inte tillbaka vid nästa inläsning.")
    if record["left_in_index"]:
        click.echo("Indexet är byggt med en annan version. Kör ”kunskapsbank ingest --rebuild”.", err=True)


def print_result(record: dict[str, Any]) -> None:
    """Write a search result for a person."""
    if record["suggestion"] not in {None, record["searched"]}:
        click.echo(f"Menade du ”{record['suggestion']}”?")
    for note in record["notes"]:
        click.echo(note)
    click.echo(f"{_count(record['total'], 'träff', 'träffar')} i {record['total_documents']} dokument")
    _print_brief(record["brief"])
    hits = {hit["id"]: hit for hit in record["hits"]}
    for group in record["groups"]:
        first = hits[group["hits"][0]["id"]]
        about = ", ".join(part for part in (first["kind"], first["publisher"], first["published"]) if part)
        click.echo(f"\n{click.style(first['title'], bold=True)} ({about})")
        for fold in group["hits"]:
            _print_hit(hits[fold["id"]], fold["similar"])
    _print_ways_on(record.get("ways_on", {}))


def _print_hit(hit: dict[str, Any], similar: Sequence[str]) -> None:
    """Write a passage below its document, and which others say nearly the same."""
    click.echo(f"  {' › '.join(hit['heading'])} · {hit['id']}\n    {_plain(hit['snippet'])}")
    if similar:
        click.echo(f"    {len(similar)} liknande avsnitt: {', '.join(similar)}")


def _print_brief(brief: dict[str, Any] | None) -> None:
    """Write what answers a question, word for word, and where each stretch of it stands."""
    if brief is None:
        return
    from ui.text import WORD_FOR_WORD  # noqa: PLC0415 (most of what a search needs comes with it)

    click.echo(f"\n{click.style('I korthet', bold=True)}")
    for passage, found in groupby(brief["sentences"], key=lambda sentence: sentence["passage"]):
        quoted = list(found)
        source = quoted[0]
        about = ", ".join(part for part in (source["publisher"], source["published"]) if part)
        click.echo("\n".join(f"  ”{sentence['text']}”" for sentence in quoted))
        click.echo(f"  {WORD_FOR_WORD[source['provenance']]} {source['title']} ({about}) · {passage}")


def _print_ways_on(ways: dict[str, Any]) -> None:
    for way in ways.get("filters", ()):
        sign = "!=" if way["left_out"] else "="
        click.echo(f"Utan filtret {way['facet']}{sign}{way['value']}: {way['documents']} dokument")
    for way in ways.get("parts", ()):
        click.echo(f"Utan {way['part']}: {way['documents']} dokument ({way['query']})")
    for way in ways.get("pieces", ()):
        click.echo(f"{way['query']}, en del av ”{way['compound']}”: {way['documents']} dokument")
    if themes := [f"{theme['value']} ({theme['count']})" for theme in ways.get("themes", ())]:
        click.echo(f"Närliggande teman: {', '.join(themes)}")


def print_suggestions(record: dict[str, Any]) -> None:
    """Write another spelling, if there is one, and what a query may become, a line each."""
    if record["suggestion"]:
        click.echo(f"Menade du ”{record['suggestion']}”?")
    for completion in record["completions"]:
        click.echo(completion)
    if not (record["suggestion"] or record["completions"]):
        click.echo("Inget att föreslå.")


def print_document(record: dict[str, Any]) -> None:
    """Write a document for a person."""
    click.echo(click.style(record["title"], bold=True))
    about = (record["kind"], record["publisher"], record["published"], record["url"])
    click.echo(" · ".join(part for part in about if part))
    click.echo(
        f"{'Sammanfattning i egna ord.' if record['provenance'] == 'digest' else 'Originaltext.'} {record['rights']}"
    )
    if record["note"]:
        click.echo(record["note"])
    for passage in record["passages"]:
        click.echo(f"\n{click.style(' › '.join(passage['heading']), bold=True)}  ({passage['id']})\n{passage['text']}")


def print_similar(record: dict[str, Any]) -> None:
    """Write what is like a document or a passage, the most like first."""
    if not record["similar"]:
        click.echo("Inget annat i kunskapsbanken liknar det.")
    for other in record["similar"]:
        about = ", ".join(part for part in (other["kind"], other["publisher"], other["published"]) if part)
        place = " › ".join(other["heading"])
        click.echo(f"{click.style(other['title'], bold=True)} › {place}\n  {about} · {other['passage']}")


def print_tokens(record: dict[str, Any]) -> None:
    """Write an analysis, a word a line: as written, its terms, its compound parts."""
    for token in record["tokens"]:
        click.echo(f"{token['text']}\t{' '.join(token['terms'])}\t{'|'.join(token['compound_parts'])}".rstrip())


def print_sources(record: dict[str, Any]) -> None:
    """Write the catalogue: a line each, with what is doubtful about the address in one below."""
    states = {"digest": "sammanfattning", "original": "original", "missing": "saknas", "failed": "ej hämtad"}
    addresses = {"derived": "Adressen är härledd ur ett mönster.", "copy": "Adressen är en kopias."}
    for source in record["sources"]:
        when = f" {source['when'][:10]}" if source["when"] else ""
        click.echo(f"{source['id']:<20} {states[source['state']] + when:<26} {source['title']} ({source['publisher']})")
        doubts = [addresses.get(source["address"], "") if source["url"] else "", source["error"] or ""]
        if any(doubts):
            click.echo(f"{'':<20} {' '.join(filter(None, doubts))}")


def print_measures(record: dict[str, Any]) -> None:
    """Write measures, a line for all questions and one for each kind and split of them."""
    rows = {"alla": record, **record.get("kinds", {}), **record.get("splits", {})}
    names = [name for name, value in record.items() if isinstance(value, float)]
    click.echo(f"{'':<14} {'frågor':>6} " + " ".join(f"{name:>10}" for name in names))
    for title, row in rows.items():
        click.echo(f"{title:<14} {row['queries']:>6} " + " ".join(f"{row[name]:>10.4f}" for name in names))
    if "unanswered" in record:
        click.echo(
            f"Utan svar i banken: {record['unanswered']} frågor, varav {record['left_empty']} inte ger någon träff."
        )


def print_status(record: dict[str, Any]) -> None:
    """Write the state of the index, a line each."""
    click.echo(f"Index: {record['path']} ({record['engine']}, {record['size'] / 1e6:.1f} MB)")
    click.echo(f"Innehåll: {record['documents']} dokument, {record['passages']} avsnitt")
    click.echo(f"Senast inläst: {record['last_ingest'] or 'aldrig'}")
    click.echo(f"Schema {record['schema_version']}, språkdata {record['language_version']}")


def _plain(snippet: str) -> str:
    """Turn a snippet into terminal text: marked words bold, line breaks to spaces."""
    parts = re.split(r"</?mark>", " ".join(snippet.split()))
    return "".join(click.style(unescape(part), bold=bool(number % 2)) for number, part in enumerate(parts))


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
