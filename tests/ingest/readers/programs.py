"""A report as LibreOffice and Chromium print it, with all that such programs put on pages."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 or 2."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Text:
    """A paragraph; "word^1" cites note 1."""

    text: str


@dataclass(frozen=True)
class Columns:
    """Paragraphs in two columns."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Fact:
    """A box on a ground of colour."""

    heading: str
    text: str


@dataclass(frozen=True)
class Grid:
    """A table."""

    rows: tuple[tuple[str, ...], ...]


Block = Heading | Text | Columns | Bullets | Fact | Grid

_FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>STYLES</office:styles>
<office:automatic-styles>
<style:page-layout style:name="page">
<style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm"/>
<style:header-style><style:header-footer-properties fo:margin-bottom="0.8cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:margin-top="0.8cm"/></style:footer-style>
</style:page-layout>
<style:style style:name="two" style:family="section">
<style:section-properties><style:columns fo:column-count="2" fo:column-gap="0.6cm"/></style:section-properties>
</style:style>
<style:style style:name="cell" style:family="table-cell">
<style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="0.1cm"/></style:style>
<text:list-style style:name="dots"><text:list-level-style-bullet text:level="1" text:bullet-char="▪">
<style:list-level-properties text:space-before="0.5cm" text:min-label-width="0.5cm"/></text:list-level-style-bullet>
</text:list-style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="page">
<style:header><text:p><text:chapter text:display="name" text:outline-level="1"/></text:p></style:header>
<style:footer><text:p>Norrtuna byråd – sida <text:page-number/></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>BODY</office:text></office:body></office:document>"""

_PARAGRAPH = """<style:style style:name="{}" style:family="paragraph"><style:paragraph-properties {}/>
<style:text-properties style:font-name="Liberation Serif" fo:language="sv" fo:country="SE" {}/></style:style>"""
_SPACE = 'fo:margin-bottom="0.2cm"'
_BOLD = 'fo:font-weight="bold" fo:font-size="{}pt"'
_STYLES = (
    ("Standard", _SPACE, 'fo:font-size="11pt"'),
    ("Even", f'{_SPACE} fo:text-align="justify"', 'fo:font-size="11pt"'),
    ("Note", "", 'fo:font-size="9pt"'),
    ("Title", 'fo:margin-top="8cm"', 'fo:font-size="28pt"'),
    ("Subtitle", _SPACE, 'fo:font-size="14pt"'),
    ("Head1", 'fo:break-before="page"', _BOLD.format(18)),
    ("Head2", 'fo:margin-top="0.4cm"', _BOLD.format(13)),
    ("Fact", 'fo:background-color="#d0e8f0" fo:padding="0.3cm"', 'fo:font-size="11pt"'),
    ("FactHead", 'fo:background-color="#d0e8f0" fo:padding="0.3cm"', _BOLD.format(11)),
)
_CONTENTS_STYLE = """<style:style style:name="Contents" style:family="paragraph"><style:paragraph-properties>
<style:tab-stops><style:tab-stop style:position="16cm" style:type="right" style:leader-style="dotted"
 style:leader-text="."/></style:tab-stops></style:paragraph-properties>
<style:text-properties fo:font-size="11pt"/></style:style>"""
_CSS = """body{font:11pt serif} .two{column-count:2;column-gap:8mm} .two p{text-align:justify}
aside{background:#d0e8f0;padding:8px 12px} table{border-collapse:collapse} td{border:1px solid #999;padding:4px}
@page{size:A4;margin:22mm} * {-webkit-print-color-adjust:exact}"""


def as_fodt(title: str, subtitles: Sequence[str], blocks: Iterable[Block], notes: Mapping[str, str]) -> str:
    """Return a report as flat OpenDocument, with a title page and a table of contents of leaders."""
    blocks = list(blocks)
    headings = [block.text for block in blocks if isinstance(block, Heading)]
    contents = [
        f'<text:p text:style-name="Contents">{head}<text:tab/>{at + 3}</text:p>' for at, head in enumerate(headings)
    ]
    body = [_p(title, "Title"), *(_p(line, "Subtitle") for line in subtitles)]
    body += [_p("Innehåll", "Head1"), *contents, *(_as_odf(block, notes) for block in blocks)]
    styles = "".join(_PARAGRAPH.format(*style) for style in _STYLES) + _CONTENTS_STYLE
    return _FODT.replace("STYLES", styles).replace("BODY", "".join(body))


def _as_odf(block: Block, notes: Mapping[str, str]) -> str:
    match block:
        case Heading(text, level):
            return f'<text:h text:style-name="Head{level}" text:outline-level="{level}">{text}</text:h>'
        case Text(text):
            return _p(re.sub(r"\^(\d+)", lambda match: _odf_note(match[1], notes), text))
        case Columns(texts):
            name = abs(hash(texts))
            inside = "".join(_p(text, "Even") for text in texts)
            return f'<text:section text:style-name="two" text:name="s{name}">{inside}</text:section>'
        case Bullets(items):
            lines = "".join(f"<text:list-item>{_p(item)}</text:list-item>" for item in items)
            return f'<text:list text:style-name="dots">{lines}</text:list>'
        case Fact(heading, text):
            return _p(heading, "FactHead") + _p(text, "Fact")
        case Grid(rows):
            columns = f'<table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
            head, *others = ["".join(_cell(cell) for cell in row) for row in rows]
            lines = "".join(f"<table:table-row>{row}</table:table-row>" for row in others)
            return (
                f"<table:table>{columns}<table:table-header-rows><table:table-row>{head}</table:table-row>"
                f"</table:table-header-rows>{lines}</table:table>"
            )


def _p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def _cell(text: str) -> str:
    return f'<table:table-cell table:style-name="cell">{_p(text)}</table:table-cell>'


def _odf_note(label: str, notes: Mapping[str, str]) -> str:
    body = f"<text:note-body>{_p(notes[label], 'Note')}</text:note-body>"
    citation = f"<text:note-citation>{label}</text:note-citation>"
    return f'<text:note text:id="n{label}" text:note-class="footnote">{citation}{body}</text:note>'


def as_html(title: str, blocks: Iterable[Block]) -> str:
    """Return a report as a web page; notes are left out, since pages have no feet there."""
    body = "".join(_as_markup(block) for block in blocks)
    head = f"<title>{escape(title)}</title><style>{_CSS}</style>"
    return f'<!doctype html><html lang="sv"><meta charset="utf-8">{head}<h1>{escape(title)}</h1>{body}</html>'


def _as_markup(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"<h{level + 1}>{text}</h{level + 1}>"
        case Text(text):
            return f"<p>{text}</p>"
        case Columns(texts):
            return f'<div class="two">{"".join(f"<p>{text}</p>" for text in texts)}</div>'
        case Bullets(items):
            return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
        case Fact(heading, text):
            return f"<aside><b>{heading}</b><p>{text}</p></aside>"
        case Grid(rows):
            lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
            return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def print_with_libreoffice(fodt: str, folder: Path, **options: bool) -> bytes:
    """Return what LibreOffice makes of a text, with options of its PDF export."""
    (folder / "rapport.fodt").write_text(fodt, encoding="utf-8")
    said = json.dumps({name: {"type": "boolean", "value": str(value).lower()} for name, value in options.items()})
    command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--convert-to", f"pdf:writer_pdf_Export:{said}", "--outdir", str(folder), str(folder / "rapport.fodt")]
    subprocess.run(command, check=True, capture_output=True)
    return (folder / "rapport.pdf").read_bytes()


def print_with_chromium(html: str, folder: Path) -> bytes:
    """Return what Chromium prints of a page: a tagged file, with date, title and address on each page."""
    (folder / "rapport.html").write_text(html, encoding="utf-8")
    browser = next(path for name in CHROMIUM if (path := shutil.which(name)))
    target = folder / "rapport.pdf"
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    command += [f"--print-to-pdf={target}", (folder / "rapport.html").as_uri()]
    subprocess.run(command, check=True, capture_output=True)
    return target.read_bytes()
