"""One newsletter in the layouts in which newsletter tools send it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from html import escape


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    words: str


@dataclass(frozen=True)
class Closing:
    """A line that is nothing but a link."""

    words: str
    url: str


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Address:
    """Lines of one paragraph."""

    lines: tuple[str, ...]


Block = Text | Closing | Bullets | Address


@dataclass(frozen=True)
class Story:
    """An item of a letter."""

    heading: str
    kind: str
    blocks: tuple[Block, ...]
    label: str | None = None
    subtitle: str | None = None


@dataclass(frozen=True)
class Letter:
    """A newsletter, whatever its layout."""

    title: str
    published: str
    stories: tuple[Story, ...]

    def groups(self) -> list[tuple[str | None, list[Story]]]:
        """Return the stories, those below one label together."""
        groups: list[tuple[str | None, list[Story]]] = []
        for story in self.stories:
            if groups and story.label and groups[-1][0] == story.label:
                groups[-1][1].append(story)
            else:
                groups.append((story.label, [story]))
        return groups


PREHEADER = (
    "<div "
    'style="display:none;font-size:1px;color:#fff;line-height:1px;max-height:0;max-width:0;opacity:0;overflow:hidden">'
    "Läs om hösten i nätverket" + "&zwnj;&nbsp;" * 30 + "</div>"
)
TOP = (
    '<table width="100%" cellpadding="0"><tr><td style="font-size:11px">Ser nyhetsbrevet konstigt ut? '
    '<a href="https://ut.example/visa?id=7">Visa det i din webbläsare</a></td></tr></table>'
    '<img src="https://ut.example/logga.png" width="180" alt="Avsändarens logotyp">'
)
BOTTOM = (
    '<table width="100%" cellpadding="0"><tr><td style="font-size:11px"><a href="https://www.facebook.com/sharer?u=1">'
    'Dela på Facebook</a> <a href="https://www.linkedin.com/shareArticle?u=1">Dela på LinkedIn</a></td></tr>'
    '<tr><td style="font-size:11px">Du får det här mejlet eftersom du har anmält dig till nyhetsbrevet.<br>'
    '<a href="https://ut.example/unsubscribe?id=7">Avregistrera dig här</a> | '
    '<a href="https://ut.example/profil?id=7">Ändra dina uppgifter</a></td></tr>'
    '<tr><td style="font-size:10px">Skickat med Ungapped</td></tr></table>'
    '<img src="https://ut.example/o.gif?id=7" width="1" height="1" alt="">'
)
JUNK = (
    "Läs om hösten i nätverket",
    "webbläsare",
    "Dela på Facebook",
    "Avregistrera dig här",
    "Du får det här mejlet",
    "Skickat med Ungapped",
    "logotyp",
)


def page(letter: Letter, body: str, *, style: str = "", html: str = "<html>") -> str:
    return (
        f'<!DOCTYPE html>{html}<head><meta charset="utf-8"><title>{escape(letter.title)}</title>'
        f"<style>{style}</style></head><body>{PREHEADER}{TOP}{body}{BOTTOM}</body></html>"
    )


def _paragraphs(story: Story, *, text: str, link: str) -> str:
    """Write the blocks of a story with the given tags for paragraphs and for links that close."""
    out = []
    for block in story.blocks:
        match block:
            case Text(words):
                out.append(text.format(escape(words)))
            case Closing(words, url):
                out.append(link.format(f'<a href="{url}" style="color:#00557f">{escape(words)}</a>'))
            case Bullets(items):
                out.append("<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>")
            case Address(lines):
                out.append(text.format("<br>".join(map(escape, lines))))
    return "".join(out)


def _heading(story: Story, between: str = "<br>") -> str:
    return escape(story.heading) + (f"{between}{escape(story.subtitle)}" if story.subtitle else "")


@dataclass(frozen=True)
class Tags:
    """What a layout writes around the parts of a letter; `inner` is the heading of a story below a label."""

    title: str
    label: str
    heading: str
    inner: str
    text: str = "<p>{}</p>"
    link: str = "<p>{}</p>"
    story: str = "{}"


def flow(letter: Letter, tags: Tags) -> str:
    """Write a letter from top to bottom."""
    out = [tags.title.format(escape(letter.title))]
    for name, stories in letter.groups():
        if name:
            out.append(tags.label.format(escape(name)))
        for story in stories:
            top = (tags.inner if name else tags.heading).format(_heading(story))
            out.append(tags.story.format(top + _paragraphs(story, text=tags.text, link=tags.link)))
    return "".join(out)


def headings(letter: Letter) -> str:
    return page(
        letter,
        flow(letter, Tags("<h1>{}</h1>", "<h2>{}</h2>", "<h2>{}</h2>", "<h3>{}</h3>")),
    )


def flat_headings(letter: Letter) -> str:
    return page(
        letter,
        flow(letter, Tags("<h1>{}</h1>", "<h2>{}</h2>", "<h2>{}</h2>", "<h2>{}</h2>")),
    )


def label_larger(letter: Letter) -> str:
    return page(
        letter,
        flow(letter, Tags("<h1>{}</h1>", "<h2>{}</h2>", "<h3>{}</h3>", "<h3>{}</h3>")),
    )


def label_smaller(letter: Letter) -> str:
    kicker = '<p style="font-size:13px;text-transform:uppercase;font-weight:bold">{}</p>'
    large = '<p style="font-size:24px">{}</p>'
    return page(
        letter,
        flow(letter, Tags('<p style="font-size:32px">{}</p>', kicker, large, large)),
    )


def divs(letter: Letter) -> str:
    wrap = '<div class="ram"><div class="inre">{}</div></div>'
    return page(
        letter,
        '<div id="allt">'
        + flow(
            letter,
            Tags(
                '<div style="font-size:30px">{}</div>',
                '<div style="font-size:24px;color:#a30">{}</div>',
                '<div style="font-size:22px">{}</div>',
                '<div style="font-size:18px">{}</div>',
                text='<div style="font-size:14px">{}</div>',
                link='<div style="font-size:14px">{}</div>',
                story=wrap,
            ),
        )
        + "</div>",
    )


def _nested(content: str, levels: int) -> str:
    before = (
        '<table border="0" cellpadding="0" cellspacing="0" width="100%"><tbody><tr><td valign="top" '
        'style="padding:9px">'
    )
    return before * levels + content + "</td></tr></tbody></table>" * levels


def nested_tables(letter: Letter) -> str:
    spacer = '<tr><td height="20" style="line-height:20px">&nbsp;</td></tr>'

    def row(size: int, weight: str = "normal") -> str:
        return (
            f'<tr><td><span style="font-family:Arial;font-size:{size}px;font-weight:{weight}">{{}}</span></td></tr>'
            + spacer
        )

    story = '<table width="600" cellpadding="0">{}</table>'
    body = flow(
        letter,
        Tags(
            "<table>" + row(28) + "</table>",
            "<table>" + row(24) + "</table>",
            row(20, "bold"),
            row(18, "bold"),
            text=row(14),
            link=row(14),
            story=story,
        ),
    )
    return page(letter, _nested(body, 30))


def blocks_of_builder(letter: Letter) -> str:
    """Render each heading, text and button as a block of its own, as tools with drag and drop do."""

    def block(style: str) -> str:
        return _nested(f'<div style="{style}">{{}}</div>', 3)

    button = _nested(
        '<table><tr><td bgcolor="#005" style="border-radius:4px;font-size:16px;font-weight:bold">{}</td></tr></table>',
        2,
    )
    return page(
        letter,
        flow(
            letter,
            Tags(
                block("font-size:30px"),
                block("font-size:26px"),
                block("font-size:22px"),
                block("font-size:18px;font-weight:bold"),
                text=block("font-size:14px"),
                link=button,
            ),
        ),
    )


def mailchimp(letter: Letter) -> str:
    style = """
      /* generated */ .mcnTextContent p { font-size: 16px; } h1 { font-size: 26px !important; }
      .mcnTextContent h2, h2.x { font-size:22px; font-style:normal } h3 { font-size: 20px; font-weight: bold }
      @media only screen and (max-width: 480px) {
        h2 { font-size: 10px; display: none } .mcnTextContent { display: none }
      }
      .mcnPreviewText { display: none !important; }"""
    block = (
        '<table class="mcnTextBlock" width="100%"><tbody><tr><td class="mcnTextBlockInner">'
        '<!--[if mso]><table><tr><![endif]--><!--[if mso]><td width="600">DOLD FÖR OUTLOOK<![endif]-->'
        '<table class="mcnTextContentContainer"><tbody><tr><td class="mcnTextContent">{}</td></tr></tbody></table>'
        "<!--[if mso]></td></tr></table><![endif]--></td></tr></tbody></table>"
    )
    body = '<span class="mcnPreviewText">Läs om hösten i nätverket</span>' + flow(
        letter,
        Tags(
            block.format("<h1>{}</h1>"),
            block.format("<h2>{}</h2>"),
            "<h2>{}</h2>",
            "<h3>{}</h3>",
            text="<p>{}</p>",
            link="<p>{}</p>",
            story=block,
        ),
    )
    return page(letter, body, style=style)


def outlook(letter: Letter) -> str:
    html = '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'

    def paragraph(size: float, inner: str = "{}") -> str:
        span = f"<span lang=SV style='font-size:{size}pt;font-family:\"Arial\",sans-serif'>{inner}<o:p></o:p></span>"
        return f"<p class=MsoNormal>{span}</p><p class=MsoNormal><o:p>&nbsp;</o:p></p>"

    body = flow(
        letter,
        Tags(
            paragraph(22),
            paragraph(18),
            paragraph(16, "<b>{}</b>"),
            paragraph(13.5, "<b>{}</b>"),
            text=paragraph(11),
            link=paragraph(11),
        ),
    )
    return page(
        letter,
        f"<!--[if gte mso 9]><xml><o:AllowPNG/></xml><![endif]--><div class=WordSection1>{body}</div>",
        html=html,
    )


def bold_only(letter: Letter) -> str:
    bold = "<p><strong>{}</strong></p>"
    return page(letter, flow(letter, Tags(bold, bold, bold, bold)))


def bold_links(letter: Letter) -> str:
    bold = "<p><strong>{}</strong></p>"
    return page(letter, flow(letter, Tags(bold, bold, bold, bold, text="<p>{}</p>", link="<p><b>{}</b></p>")))


def one_cell(letter: Letter) -> str:
    body = flow(
        letter,
        Tags(
            "<b>{}</b><br><br>",
            "<b>{}</b><br><br>",
            "<b>{}</b><br>",
            "<b>{}</b><br>",
            text="{}<br><br>",
            link="{}<br><br>",
        ),
    )
    return page(letter, f'<table width="600"><tr><td style="font-size:14px">{body}</td></tr></table>')


def classes(letter: Letter) -> str:
    style = (
        ".rub { font: bold 22px/26px Arial } td.liten-rubrik { font-weight: 700; font-size: 1.2em } "
        ".brod { font-size: 15px }"
    )

    def cell(name: str) -> str:
        return f'<table><tr><td class="{name}">{{}}</td></tr></table>'

    return page(
        letter,
        flow(
            letter,
            Tags(cell("rub"), cell("rub"), cell("rub"), cell("liten-rubrik"), text=cell("brod"), link=cell("brod")),
        ),
        style=style,
    )


def two_columns(letter: Letter) -> str:
    """Render the stories two and two beside one another; the rows read from the left."""
    cells: list[str] = []
    for name, stories in letter.groups():
        for number, each in enumerate(stories):
            label = f'<h2 style="font-size:26px">{escape(name)}</h2>' if name and number == 0 else ""
            size = "h3" if name else "h2"
            text = '<p style="font-size:14px">{}</p>'
            picture = (
                f'<a href="https://bild.example/{len(cells)}"><img src="b{len(cells)}.jpg" width="280" alt=""></a>'
            )
            content = f"{label}{picture}<{size}>{_heading(each)}</{size}>{_paragraphs(each, text=text, link=text)}"
            cells.append(f'<td width="50%" valign="top">{content}</td>')
    rows = "".join(f"<tr>{''.join(cells[start : start + 2])}</tr>" for start in range(0, len(cells), 2))
    return page(letter, f'<h1>{escape(letter.title)}</h1><table role="presentation" width="600">{rows}</table>')


def linked_titles(letter: Letter) -> str:
    linked = '<h3><a href="https://art.example/{0}">{{}}</a></h3>'
    out = [f"<h1>{escape(letter.title)}</h1>"]
    number = 0
    for name, stories in letter.groups():
        out += [f"<h2>{escape(name)}</h2>"] if name else []
        for each in stories:
            number += 1
            top = linked.format(number).format(_heading(each)) if name else f"<h2>{_heading(each)}</h2>"
            out.append(f"<div>{top}{_paragraphs(each, text='<p>{}</p>', link='<p><b>{}</b></p>')}</div>")
    return page(letter, "".join(out))


def picture_labels(letter: Letter) -> str:
    """Render labels and the title as pictures with a description."""
    picture = '<p><img src="r.png" width="600" alt="{}"></p>'
    return page(letter, flow(letter, Tags(picture, picture, "<h2>{}</h2>", "<h3>{}</h3>")))


def unstyled(letter: Letter) -> str:
    plain = "<p>{}</p>"
    return page(letter, flow(letter, Tags(plain, plain, plain, plain, text=plain, link=plain)))


def unstyled_spaced(letter: Letter) -> str:
    empty = "<p>&nbsp;</p>"
    plain = "<p>{}</p>"
    return page(
        letter,
        flow(
            letter,
            Tags(plain + empty, plain + empty, empty + plain + empty, empty + plain + empty, text=plain, link=plain),
        ),
    )


def capitals(letter: Letter) -> str:
    upper = '<td style="text-transform:uppercase;letter-spacing:2px;font-size:14px">{}</td>'
    row = f"<tr>{upper}</tr>"
    text = '<tr><td style="font-size:14px">{}</td></tr>'
    return page(letter, "<table>" + flow(letter, Tags(row, row, row, row, text=text, link=text)) + "</table>")


def _plain_story(story: Story, gap: str, between: str, link: str) -> str:
    out = []
    for block in story.blocks:
        match block:
            case Text(words):
                out.append(words)
            case Closing(words, url):
                out.append(link.format(words=words, url=url))
            case Bullets(items):
                out.append("\n".join(f"  • {item}" for item in items))
            case Address(lines):
                out.append("\n".join(lines))
    heading = story.heading + (f"\n{story.subtitle}" if story.subtitle else "")
    return heading + gap + between.join(out)


def _plain(letter: Letter, *, gap: str, between: str, after: str, link: str = "{words}") -> str:
    out = [letter.title]
    for name, stories in letter.groups():
        out += [name] if name else []
        out += [_plain_story(story, gap, between, link) for story in stories]
    return after.join(out) + "\n"


def plain(letter: Letter) -> str:
    return _plain(letter, gap="\n \n", between="\n", after="\n\xa0\n")


def plain_tight(letter: Letter) -> str:
    return _plain(letter, gap="\n", between="\n", after="\n\n")


def plain_airy(letter: Letter) -> str:
    return _plain(letter, gap="\n\n", between="\n\n", after="\n\n")


def plain_airier(letter: Letter) -> str:
    return _plain(letter, gap="\n\n", between="\n\n", after="\n\n\n")


def plain_crowded(letter: Letter) -> str:
    return _plain(letter, gap="\n", between="\n", after="\n")


def plain_addresses(letter: Letter) -> str:
    junk = "Visa i webbläsaren: https://ut.example/visa\n\n"
    end = "\nDu får detta nyhetsbrev för att du är med i nätverket.\nAvregistrera dig: https://ut.example/unsubscribe\n"
    return junk + _plain(letter, gap="\n\n", between="\n\n", after="\n\n", link="{words} ({url})") + end


def plain_underlined(letter: Letter) -> str:
    out = [f"{letter.title}\n{'=' * len(letter.title)}"]
    for name, stories in letter.groups():
        out += [f"** {name}\n{'-' * 60}"] if name else []
        for story in stories:
            title, _, rest = _plain_story(story, "\v", "\n\n", "{words} ({url})").partition("\v")
            out.append(f"** {title.replace(chr(10), ' ')}\n{'-' * 60}\n{rest}")
    return "\n\n".join(out)


def plain_wrapped(letter: Letter) -> str:
    lines = plain_airy(letter).split("\n")
    return "\n".join(
        "\n".join(textwrap.wrap(line, 72, subsequent_indent="    " * line.startswith("  •"))) for line in lines
    )


MARKUP: dict[str, Callable[[Letter], str]] = {
    function.__name__: function
    for function in (
        headings,
        flat_headings,
        label_larger,
        label_smaller,
        divs,
        nested_tables,
        blocks_of_builder,
        mailchimp,
        outlook,
        bold_only,
        bold_links,
        one_cell,
        classes,
        two_columns,
        linked_titles,
        picture_labels,
        unstyled,
        unstyled_spaced,
        capitals,
    )
}
PLAIN: dict[str, Callable[[Letter], str]] = {
    function.__name__: function
    for function in (
        plain,
        plain_tight,
        plain_airy,
        plain_airier,
        plain_crowded,
        plain_addresses,
        plain_underlined,
        plain_wrapped,
    )
}


def mail(
    letter: Letter, html: str | None, text: str | None, *, encoding: str = "quoted-printable", charset: str = "utf-8"
) -> bytes:
    """Return a mail with the parts given."""
    message = EmailMessage()
    message["From"] = "Ekviks näringslivskontor <brev@ekvik.example>"
    message["To"] = "anna@norrtuna.example"
    message["Date"] = "Thu, 19 Oct 2023 09:30:00 +0200"
    message["Subject"] = letter.title
    message["List-Unsubscribe"] = "<https://ut.example/unsubscribe?id=7>"
    if text is not None:
        message.set_content(text, charset=charset, cte=encoding)
    if html is not None and text is not None:
        message.add_alternative(html, subtype="html", charset=charset, cte=encoding)
    elif html is not None:
        message.set_content(html, subtype="html", charset=charset, cte=encoding)
    return message.as_bytes()
