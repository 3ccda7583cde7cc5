"""Word files written by hand, part by part, so that a test can hold anything that Word may write."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/><Override '
    'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.'
    'document.main+xml"/></Types>'
)

SWEDISH_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{more}</w:style>'
    for key, name, more in (
        ("Rubrik", "Title", ""),
        ("Rubrik1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
        ("Rubrik2", "heading 2", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
        ("RubrikUtanNummer", "Rubrik utan nummer", '<w:basedOn w:val="Rubrik1"/>'),
        ("Mellanrubrik", "Mellanrubrik", ""),
        ("Innehllsfrteckningsrubrik", "TOC Heading", '<w:basedOn w:val="Rubrik1"/>'),
        ("Innehll1", "toc 1", ""),
    )
)
"""The styles of Word in Swedish: identifiers are translated, names are not."""


def paragraph(text: str, style: str = "", *, properties: str = "", looks: str = "") -> str:
    """Write a paragraph of one run; `properties` and `looks` are XML of its pPr and of the run's rPr."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{run(text, looks)}</w:p>"


def run(text: str, looks: str = "") -> str:
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def item(text: str, list_id: int, level: int = 0) -> str:
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(text, properties=place)


def table(*rows: list[str]) -> str:
    """Write a table; each cell is given as the XML of its paragraphs, or as plain text."""

    def cell(content: str) -> str:
        return f"<w:tc>{content if content.startswith('<') else paragraph(content)}</w:tc>"

    written = ("".join(map(cell, row)) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in written)}</w:tbl>"


def level(index: int, form: str, printed: str, style: str = "") -> str:
    """Write a level of a list: how it counts, what it prints, and the style that stands for it."""
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    start = '<w:start w:val="1"/>'
    return f'<w:lvl w:ilvl="{index}">{start}<w:numFmt w:val="{form}"/>{linked}<w:lvlText w:val="{printed}"/></w:lvl>'


def lists(*levels: str, more: str = "") -> str:
    """Write the lists 1, 2, … of a file from the levels of each; `more` holds lists that share levels."""
    abstract = (f'<w:abstractNum w:abstractNumId="{n}">{xml}</w:abstractNum>' for n, xml in enumerate(levels, 1))
    numbers = (f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, len(levels) + 1))
    return "".join((*abstract, *numbers, more))


def word_file(body: str, *, styles: str = SWEDISH_STYLES, links: dict[str, str] | None = None, **parts: str) -> bytes:
    """Return a Word file. `parts` are inner XML by kind: numbering, footnotes, header, footer, comments, core.

    `links` are the addresses of hyperlinks by id.
    """
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes"}
    roots |= {"header": "hdr", "footer": "ftr", "comments": "comments"}
    core = parts.pop("core", "")
    inner = {"styles": styles, **parts}
    relations = "".join(
        f'<Relationship Id="part{kind}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in inner
    ) + "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/hyperlink" Target="{address}" TargetMode="External"/>'
        for key, address in (links or {}).items()
    )
    files = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relationships(
            f'<Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
            f'<Relationship Id="b" Type="{_CORE}" Target="docProps/core.xml"/>'
        ),
        "word/_rels/document.xml.rels": _relationships(relations),
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
        "docProps/core.xml": '<cp:coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms='
        '"http://purl.org/dc/terms/" xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        f">{core}</cp:coreProperties>",
        **{
            f"word/{kind}.xml": f"<w:{roots[kind]} {_NAMESPACES}>{xml}</w:{roots[kind]}>" for kind, xml in inner.items()
        },
    }
    return package(files)


def package(files: Mapping[str, str | bytes]) -> bytes:
    """Return a zip archive."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def repacked(data: bytes, changes: dict[str, str | bytes | None]) -> bytes:
    """Return an archive with some of its files changed, added, or (None) taken out."""
    with ZipFile(BytesIO(data)) as archive:
        files: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    kept = {name: content for name, content in {**files, **changes}.items() if content is not None}
    return package(kept)


def _relationships(inner: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'
