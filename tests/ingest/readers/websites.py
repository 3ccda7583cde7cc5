"""The articles of the tests as the systems of Swedish municipalities, associations and agencies serve them.

Each function returns a whole page: the article in the markup of its system, and around it what such pages have of menus,
notices, related pages, comments and footers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape

from tests.ingest.readers.articles import (
    Accordion,
    Article,
    Block,
    Box,
    Bullets,
    Heading,
    Links,
    Table,
    Terms,
    Text,
)

MENU = ("Barn och utbildning", "Omsorg och stöd", "Bygga och bo", "Näringsliv och arbete", "Politik och organisation")
MEGA = tuple(f"{area} – {part}" for area in MENU for part in ("översikt", "avgifter", "e-tjänster", "kontaktlista"))
COOKIES = (
    "Vi använder kakor (cookies) för att webbplatsen ska fungera så bra som möjligt för dig. Du väljer själv vilka kakor "
    "du godkänner. Nödvändiga kakor går inte att välja bort. Läs om hur vi behandlar personuppgifter."
)
FEEDBACK = "Hjälpte den här informationen dig? Ja Nej Lämna en synpunkt på sidan"
SHARE = ("Dela sidan på Facebook", "Dela sidan på LinkedIn", "Skriv ut", "Lyssna")
RELATED = ("Starta eget-rådgivning", "Lediga industrilokaler", "Nätverk för företagare", "Företagsklimatet i siffror")
FOOTER = (
    "Besöksadress Rådhustorget 1, Postadress 000 00 Ekvik, Organisationsnummer 000000-0000. Tillgänglighetsredogörelse. "
    "Om webbplatsen. Följ oss i sociala medier."
)


def links(words: tuple[str, ...], item: str = "<li>{}</li>") -> str:
    """Write a menu."""
    return "".join(item.format(f'<a href="/sida-{number}">{escape(text)}</a>') for number, text in enumerate(words))


@dataclass(frozen=True)
class Dialect:
    """How a system writes each kind of block. `{}` stands for what is inside."""

    heading: str = "<h{level}>{words}</h{level}>"
    text: str = "<p>{}</p>"
    question: str = "<details><summary>{question}</summary><div><p>{answer}</p></div></details>"
    box: str = "<aside><h2>{heading}</h2>{lines}</aside>"
    contact: str = "<section><h2>{heading}</h2>{lines}</section>"
    line: str = "<p>{}</p>"
    link: str = '<li><a href="{url}">{words}</a>{more}</li>'
    link_text: str = "<p>{}</p>"
    link_list: str = "<ul>{}</ul>"
    table: str = "<table>{}</table>"
    block: str = "{}"

    def blocks(self, article: Article) -> str:
        """Write all blocks of an article."""
        return "".join(self.block.format(self.write(block)) for block in article.blocks)

    def write(self, block: Block) -> str:  # noqa: PLR0911 - one for each kind of block
        """Write a block."""
        match block:
            case Heading(level, words):
                return self.heading.format(level=level, words=escape(words))
            case Text(words):
                return self.text.format(escape(words))
            case Bullets(items, numbered):
                inner = "".join(f"<li>{escape(item)}</li>" for item in items)
                return f"<ol>{inner}</ol>" if numbered else f"<ul>{inner}</ul>"
            case Table(rows):
                return self.table.format("".join(map(_row, ("th", *["td"] * len(rows)), rows)))
            case Terms(pairs):
                return f"<dl>{''.join(f'<dt>{escape(term)}</dt><dd>{escape(text)}</dd>' for term, text in pairs)}</dl>"
            case Accordion(pairs):
                return "".join(self.question.format(question=escape(q), answer=escape(a)) for q, a in pairs)
            case Links(entries):
                return self.link_list.format("".join(map(self._link, entries)))
            case Box(heading, lines, contact):
                inner = "".join(self.line.format(escape(line)) for line in lines)
                return (self.contact if contact else self.box).format(heading=escape(heading), lines=inner)

    def _link(self, entry: tuple[str, str, str]) -> str:
        words, url, more = entry
        return self.link.format(url=url, words=escape(words), more=self.link_text.format(escape(more)) if more else "")


def _row(cell: str, row: tuple[str, ...]) -> str:
    return f"<tr>{''.join(f'<{cell}>{escape(text)}</{cell}>' for text in row)}</tr>"


def page(head: str, body: str, *, attributes: str = "") -> str:
    return f'<!DOCTYPE html>\n<html lang="sv">\n<head>\n{head}\n</head>\n<body{attributes}>\n{body}\n</body>\n</html>\n'


def plain(article: Article) -> str:
    """Write a page of our time, as the standard wants it: header, nav, main, aside, footer."""
    return page(
        f"<title>{article.title} – Ekviks kommun</title>",
        f"<a href='#main'>Hoppa till innehållet</a><header><a href='/'>Ekviks kommun</a></header>"
        f"<nav aria-label='Huvudmeny'><ul>{links(MENU)}</ul></nav>"
        f"<main id='main'><nav aria-label='Du är här'><ol>{links(('Start', 'Näringsliv'))}</ol></nav>"
        f"<h1>{article.title}</h1><p>{article.lead}</p>{Dialect().blocks(article)}"
        f"<p><time datetime='{article.published}'>Publicerad {article.published}</time></p></main>"
        f"<aside><h2>Relaterade sidor</h2><ul>{links(RELATED)}</ul></aside><footer>{FOOTER}</footer>",
    )


SITEVISION = Dialect(
    heading='<div class="sv-text-portlet sv-use-margins sv-portlet"><div class="sv-text-portlet-content">'
    '<h{level} class="subheading" id="h-{words}">{words}</h{level}></div></div>',
    text='<div class="sv-text-portlet sv-portlet"><div class="sv-text-portlet-content"><p class="normal">{}</p></div></div>',
    question='<div class="sv-script-portlet sv-portlet"><div class="sol-collapsible-decoration"><a href="#" role="button" '
    'aria-expanded="false" class="sol-collapsible-header"><h3 class="heading">{question}</h3></a>'
    '<div class="sol-collapsible-content"><p class="normal">{answer}</p></div></div></div>',
    box='<div class="sv-decoration sol-faktaruta-dekoration"><div class="sv-text-portlet"><h2>{heading}</h2>{lines}</div></div>',
    contact='<div class="sv-decoration sol-article-contact"><h2 class="subheading2">{heading}</h2>{lines}</div>',
    line='<p class="normal">{}</p>',
    link='<li class="normal"><a href="{url}" rel="external">{words}<svg class="sv-linkicon"><title>Länk till annan '
    "webbplats.</title></svg></a>{more}</li>",
    link_text="<br>{}",
    table='<div class="sv-table-portlet"><table class="sv-standard">{}</table></div>',
)


def sitevision(article: Article) -> str:
    """Write a page of SiteVision: portlets all the way down, and no main element."""
    return page(
        f'<title>{article.title} - Ekviks kommun</title><meta name="dcterms.identifier" content="https://ekvik.example">'
        f'<meta name="dcterms.language" content="sv"><link rel="canonical" href="https://ekvik.example/a.html">',
        '<div id="svid10_1" class="sv-layout sv-skip-spacer sv-template-layout"><div id="svid12_1">'
        f'<div class="sv-html-portlet"><a href="#innehall" class="lp-skip-link">Till innehåll på sidan</a></div>'
        f'<div class="sol-cookie-consent" role="alert"><p>{COOKIES}</p><button>Jag förstår</button></div>'
        f'<div id="svid94_2" class="sol-top-menu"><ul class="sol-nav">{links(MENU)}</ul></div>'
        f'<div class="sol-mega-menu"><ul>{links(MEGA)}</ul></div>'
        f'<div class="sol-search"><form action="/sok"><label>Sök på webbplatsen</label><button>Sök</button></form></div>'
        f'<div id="svid12_2" class="sv-column-2"><ul class="sol-sub-menu">{links(MENU + RELATED)}</ul></div>'
        f'<div class="sol-breadcrumbs"><span>Start / Näringsliv och arbete /</span></div>'
        '<div class="sv-vertical sv-layout" id="svid12_3"><div id="Mittenspalt"><div id="innehall"></div>'
        '<div class="sv-text-portlet pagecontent"><div id="Rubrik"><!-- Rubrik --></div>'
        f'<div class="sv-text-portlet-content"><h1 class="heading" id="h-1">{article.title}</h1></div></div>'
        f'<div class="sv-text-portlet"><div id="Ingress"></div><p class="ingress">{article.lead}</p></div>'
        f"{SITEVISION.blocks(article)}"
        f'<div class="sol-page-updated"><p>Senast uppdaterad: {article.published}</p>'
        f"<p>Sidansvarig: Webbredaktionen</p></div>"
        f'<div class="sol-share"><ul>{links(SHARE)}</ul></div><div class="sol-feedback">{FEEDBACK}</div></div></div>'
        f'<div id="svid94_3" class="sol-footer-wrapper" role="contentinfo"><p>{FOOTER}</p></div></div></div>',
        attributes=' class="sv-responsive env-m-around--0"',
    )


EPISERVER = Dialect(
    question='<div class="block accordionblock col-12"><div class="accordion-item"><h3 class="accordion-header"><button '
    'class="accordion-button collapsed" type="button" data-bs-toggle="collapse">{question}</button></h3>'
    '<div class="accordion-collapse collapse"><div class="accordion-body"><p>{answer}</p></div></div></div></div>',
    box='<div class="block factblock"><aside class="fact-box"><h2 class="fact-box__title">{heading}</h2>{lines}</aside></div>',
    contact='<div class="block contactblock"><div class="contact-card"><h2>{heading}</h2>{lines}</div></div>',
    table='<div class="table-responsive"><table class="table"><tbody>{}</tbody></table></div>',
    link='<li class="link-list__item"><a class="link" href="{url}">{words}</a>{more}</li>',
)


def episerver(article: Article) -> str:
    """Write a page of Episerver (Optimizely): main with a local menu, blocks, related links and a pager inside."""
    return page(
        f'<title>{article.title} | Norrtuna</title><meta property="og:title" content="{article.title}">'
        f'<meta property="article:published_time" content="{article.published}T08:00:00+01:00">',
        f'<div class="cookie-consent js-cookie" data-nosnippet><div class="container"><h2>Om kakor</h2><p>{COOKIES}</p>'
        f"<button>Godkänn alla</button></div></div>"
        f'<header class="page-header" role="banner"><a href="/">Norrtuna</a><nav><ul class="megamenu">{links(MEGA)}</ul></nav>'
        '</header><div class="container"><ul class="breadcrumb">'
        f'{links(("Start", "Näringsliv"))}<li class="active">{article.title}</li></ul>'
        f'<main id="main-content" class="row"><div class="col-md-3"><nav class="sub-menu"><ul>{links(MENU)}</ul></nav></div>'
        f'<div class="col-md-9"><article class="article-page"><h1>{article.title}</h1>'
        f'<p class="preamble">{article.lead}</p><div class="main-body">{EPISERVER.blocks(article)}</div>'
        f'<div class="share-links"><span>Dela sidan</span><ul>{links(SHARE)}</ul></div>'
        f'<div class="page-meta">Senast ändrad {article.published} av Kommunikationsenheten</div></article>'
        f'<section class="related-content"><h2>Relaterat innehåll</h2><ul>{links(RELATED)}</ul></section>'
        f'<div class="page-feedback">{FEEDBACK}</div></div></main></div>'
        f'<footer class="page-footer"><p>{FOOTER}</p></footer>',
    )


ELEMENTOR = Dialect(
    heading='<div class="elementor-element elementor-widget elementor-widget-heading"><div class="elementor-widget-container">'
    '<h{level} class="elementor-heading-title elementor-size-default">{words}</h{level}></div></div>',
    text='<div class="elementor-element elementor-widget-text-editor"><div class="elementor-widget-container"><p>{}</p></div>'
    "</div>",
    question='<div class="elementor-accordion"><div class="elementor-accordion-item"><div class="elementor-tab-title" '
    'role="button" aria-expanded="false"><span class="elementor-accordion-icon"></span><a class="elementor-accordion-title" '
    'tabindex="0">{question}</a></div><div class="elementor-tab-content elementor-clearfix" role="region" '
    'style="display:none"><p>{answer}</p></div></div></div>',
    box='<section class="elementor-section elementor-inner-section"><div class="elementor-widget-icon-box"><h3 '
    'class="elementor-icon-box-title"><span>{heading}</span></h3><div class="elementor-icon-box-description">{lines}</div>'
    "</div></section>",
    contact='<section class="elementor-section"><div class="elementor-widget-container"><h2 class="elementor-heading-title">'
    "{heading}</h2><div>{lines}</div></div></section>",
    link_list='<div class="elementor-widget-icon-list"><ul class="elementor-icon-list-items">{}</ul></div>',
    link='<li class="elementor-icon-list-item"><a href="{url}"><span class="elementor-icon-list-text">{words}</span></a>{more}</li>',
)


def elementor(article: Article) -> str:
    """Write a page of WordPress with Elementor: no main, answers hidden until they are asked for."""
    return page(
        f'<title>{article.title} - Föreningen Kajen</title><meta property="og:site_name" content="Föreningen Kajen">'
        f'<meta property="article:modified_time" content="{article.published}T09:12:00+00:00">',
        '<a class="skip-link screen-reader-text" href="#content">Hoppa till innehåll</a>'
        '<div data-elementor-type="header" class="elementor elementor-12 elementor-location-header"><section '
        f'class="elementor-section"><nav class="elementor-nav-menu--main"><ul id="menu-1">{links(MENU)}</ul></nav>'
        f'<nav class="elementor-nav-menu--dropdown"><ul id="menu-2">{links(MENU)}</ul></nav></section></div>'
        '<div data-elementor-type="wp-page" class="elementor elementor-345"><section class="elementor-section '
        f'elementor-top-section"><h1 class="elementor-heading-title">{article.title}</h1><p>{article.lead}</p></section>'
        f'<section class="elementor-section elementor-top-section">{ELEMENTOR.blocks(article)}</section></div>'
        '<div data-elementor-type="footer" class="elementor elementor-27 elementor-location-footer"><section '
        f'class="elementor-section"><h4>Prenumerera på våra utskick</h4><form><input><button>Prenumerera</button></form>'
        f"<p>{FOOTER}</p></section></div>"
        '<div id="cmplz-cookiebanner-container"><div class="cmplz-cookiebanner" role="dialog"><div class="cmplz-title">'
        f'Hantera samtycke</div><div class="cmplz-message">{COOKIES}</div></div></div>',
        attributes=' class="page-template elementor-default elementor-page"',
    )


def wordpress(article: Article) -> str:
    """Write a post of WordPress with a classic theme: an article with sharing, related posts and comments."""
    return page(
        f"<title>{article.title} – Byarnas nätverk</title><meta property='og:site_name' content='Byarnas nätverk'>",
        f'<div id="page" class="site"><header id="masthead" class="site-header"><p class="site-title"><a href="/">Byarnas '
        f'nätverk</a></p><nav id="site-navigation"><ul>{links(MENU)}</ul></nav></header>'
        '<div id="content" class="site-content"><div id="primary" class="content-area"><main id="main" class="site-main">'
        f'<article id="post-17" class="post type-post"><header class="entry-header"><h1 class="entry-title">{article.title}'
        f'</h1><div class="entry-meta"><span class="posted-on">Publicerat <time class="entry-date published" '
        f'datetime="{article.published}T10:00:00+01:00">{article.published}</time></span><span class="byline"> av '
        '<span class="author vcard"><a href="/author/redaktionen">redaktionen</a></span></span></div></header>'
        f'<div class="entry-content"><p>{article.lead}</p>{Dialect().blocks(article)}'
        f'<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Dela detta:</h3><ul>{links(SHARE)}</ul></div>'
        f'<div class="yarpp yarpp-related"><h3>Relaterade inlägg</h3><ol>{links(RELATED)}</ol></div></div>'
        '<footer class="entry-footer"><span class="cat-links">Publicerat i <a href="/k">Nyheter</a></span></footer></article>'
        '<nav class="navigation post-navigation"><h2 class="screen-reader-text">Inläggsnavigering</h2>'
        f"{links(('Föregående inlägg', 'Nästa inlägg'), '<div>{}</div>')}</nav>"
        '<div id="comments" class="comments-area"><h2 class="comments-title">2 kommentarer</h2><ol class="comment-list">'
        '<li class="comment"><b class="fn">Lisbet</b> säger: <div class="comment-content"><p>Så roligt att läsa, heja alla '
        'som har jobbat med det här så länge!</p></div></li><li class="comment"><b class="fn">Sixten</b> säger: '
        '<div class="comment-content"><p>Hur gör man för att vara med nästa gång?</p></div></li></ol><div id="respond" '
        'class="comment-respond"><h3>Lämna ett svar</h3><form><p>Din e-postadress kommer inte publiceras. Obligatoriska fält '
        "är märkta *</p><textarea></textarea><input></form></div></div></main></div>"
        f'<aside id="secondary" class="widget-area"><section class="widget"><h2>Senaste inläggen</h2><ul>{links(RELATED)}</ul>'
        f'</section></aside></div><footer id="colophon" class="site-footer">{FOOTER}</footer></div>',
    )


def drupal(article: Article) -> str:
    """Write a page of Drupal: regions, blocks and fields, with tags below and a sidebar inside main."""
    dialect = Dialect(
        block='<div class="field field--name-field-paragraphs field__item"><div class="paragraph paragraph--type--text">{}'
        "</div></div>",
        box='<div class="paragraph--type--factbox"><h3 class="field--name-field-title">{heading}</h3>{lines}</div>',
    )
    return page(
        f"<title>{article.title} | Myndigheten för byar</title><meta name='dcterms.publisher' content='Myndigheten för byar'>"
        f"<meta name='dcterms.issued' content='{article.published}'>",
        '<a href="#main-content" class="visually-hidden focusable skip-link">Hoppa till huvudinnehåll</a><div '
        'class="dialog-off-canvas-main-canvas"><div class="layout-container"><header role="banner"><div class="region '
        f'region-header"><nav role="navigation"><ul class="menu">{links(MENU)}</ul></nav></div></header>'
        f'<div class="region region-breadcrumb"><nav class="breadcrumb"><ol>{links(("Hem", "Stöd"))}</ol></nav></div>'
        '<main role="main"><a id="main-content" tabindex="-1"></a><div class="layout-content"><div class="region '
        'region-content"><div data-drupal-messages-fallback class="hidden"></div><div class="block block-page-title-block">'
        f'<h1 class="page-title"><span class="field--name-title">{article.title}</span></h1></div>'
        '<article role="article" class="node node--type-page node--view-mode-full"><div class="node__content">'
        f'<div class="field field--name-field-ingress field--type-text-long">{article.lead}</div>{dialect.blocks(article)}'
        '<div class="field field--name-field-tags"><div class="field__label">Taggar</div><div class="field__items">'
        f"{links(('företagande', 'landsbygd'), '<div>{}</div>')}</div></div></div></article></div></div>"
        f'<aside class="layout-sidebar-second" role="complementary"><div class="region region-sidebar-second"><h2>Nyheter</h2>'
        f"<ul>{links(RELATED)}</ul></div></aside></main><footer role='contentinfo'>{FOOTER}</footer></div></div>",
    )


def joomla(article: Article) -> str:
    """Write a page of Joomla: the title in a second heading, details in a definition list, menus in modules."""
    return page(
        f"<title>{article.title}</title>",
        f'<div class="body"><div class="container"><header class="header"><a class="brand" href="/">Ekviks bygderåd</a></header>'
        f'<nav class="navigation"><ul class="nav menu nav-pills mod-list">{links(MENU)}</ul></nav>'
        f'<div class="row-fluid"><div id="aside" class="span3"><div class="well"><h3 class="page-header">Undermeny</h3>'
        f'<ul class="nav menu mod-list">{links(RELATED)}</ul></div></div><div id="content" class="span9">'
        '<div class="item-page" itemscope itemtype="https://schema.org/Article"><meta itemprop="inLanguage" content="sv-SE">'
        f'<div class="page-header"><h2 itemprop="headline">{article.title}</h2></div><dl class="article-info text-muted">'
        '<dt class="article-info-term">Detaljer</dt><dd class="createdby">Skriven av: Bygderådet</dd><dd class="published">'
        f'<time datetime="{article.published}T12:00:00+02:00" itemprop="datePublished">Publicerad: {article.published}</time>'
        '</dd><dd class="hits">Träffar: 1234</dd></dl>'
        f'<div itemprop="articleBody"><p>{article.lead}</p>'
        f"{replace(Dialect(), heading='<h3>{words}</h3>').blocks(article)}</div>"
        f'<ul class="pager pagenav">{links(("Föregående", "Nästa"))}</ul></div></div></div></div>'
        f'<footer class="footer">{FOOTER}</footer></div>',
    )


def divs(article: Article) -> str:
    """Write a page without one telling element or class: a menu, a column of news, and the text between them."""
    dialect = Dialect(
        box="<div class='b3'><b>{heading}</b>{lines}</div>",
        contact="<div class='b4'><h2>{heading}</h2>{lines}</div>",
        question="<div class='c7'><h3>{question}</h3><div class='c8'>{answer}</div></div>",
        link="<div class='r'><a href='{url}'>{words}</a>{more}</div>",
        link_list="<div class='rr'>{}</div>",
        link_text="<br>{}",
    )
    news = "".join(f"<div class='n1'><a href='/n'>{text}</a><br>Läs vidare</div>" for text in RELATED)
    return page(
        f"<title>{article.title}</title>",
        f"<div class='w'><div class='t'><a href='/'>Norrtuna kommun</a></div><div class='m1'>{links(MENU, '<div>{}</div>')}</div>"
        f"<div class='m2'>{links(MEGA, '<div>{}</div>')}</div><div class='x1'><h1>{article.title}</h1><p>{article.lead}</p>"
        f"{dialect.blocks(article)}</div><div class='x2'><h3>Nytt från kommunen</h3>{news}</div>"
        f"<div class='z'>{FOOTER}</div></div>",
    )


def tables(article: Article) -> str:
    """Write a page of the turn of the century: the columns are cells of a table."""
    dialect = replace(
        Dialect(),
        question="<p><b>{question}</b><br>{answer}</p>",
        box="<table border=1><tr><td><b>{heading}</b>{lines}</td></tr></table>",
        contact="<h2>{heading}</h2>{lines}",
        table='<table border="1">{}</table>',
        link='<li><a href="{url}">{words}</a>{more}',
        link_text="<br>{}",
    )
    return page(
        f"<title>{article.title}</title>",
        '<table width="100%" cellspacing="0"><tr><td colspan="3" bgcolor="#003366"><font color="white">Norrtuna hembygds '
        f'webb</font></td></tr><tr valign="top"><td width="150"><font size="1">{links(MENU + RELATED, "{}<br>")}</font></td><td>'
        f"<h1>{article.title}</h1><p><b>{article.lead}</b></p>{dialect.blocks(article)}</td></tr>"
        f'<tr><td colspan="3"><font size="1">{FOOTER}</font></td></tr></table>',
    )


def cookiebot(article: Article) -> str:
    """Write a page that begins with all there is to say about its cookies, and has hashed class names."""
    rows = "".join(
        f"<li><h4>kaka_{number}</h4><p>Används för statistik över hur besökare använder webbplatsen. Lagringstid: 1 år. "
        "Typ: HTTP-kaka.</p></li>"
        for number in range(12)
    )
    dialect = replace(
        Dialect(),
        question='<div class="Expander_root__2k"><button class="Expander_button__1x" aria-expanded="false">{question}</button>'
        '<div class="Expander_panel__9q" hidden><p>{answer}</p></div></div>',
        box='<div class="FactBox_wrap__3z"><h2>{heading}</h2>{lines}</div>',
        contact='<div class="Contact_card__7y"><h2>{heading}</h2><address>{lines}</address></div>',
    )
    return page(
        f"<title>{article.title} - Region Ekvik</title>",
        '<div id="CybotCookiebotDialog" role="dialog" aria-modal="true"><h2>Den här webbplatsen använder cookies</h2>'
        f"<p>{COOKIES}</p><ul>{rows}</ul></div>"
        f'<div id="__next"><div class="Header_root__x1"><ul class="Menu_list__k2">{links(MENU)}</ul></div>'
        f'<div class="Layout_grid__11"><div class="Layout_content__3j" role="main"><h1>{article.title}</h1>'
        f'<p class="Lead_root__0a">{article.lead}</p>{dialect.blocks(article)}'
        f'<div class="PageInfo_root__5t"><p>Publicerad: {article.published}</p><p>Ansvarig utgivare: Region Ekvik</p></div>'
        f'<div class="Related_root__6u"><h2>Läs också</h2><ul>{links(RELATED)}</ul></div></div></div>'
        f'<div class="Footer_root__y9">{FOOTER}</div></div>',
    )


def webforms(article: Article) -> str:
    """Write a page of ASP.NET: all of it is one form, and the columns have names in Swedish."""
    return page(
        f"<title>{article.title} - Länsförbundet</title>",
        '<form method="post" action="default.aspx" id="aspnetForm"><input type="hidden" name="__VIEWSTATE" value="x">'
        f'<div id="sidhuvud"><a href="/">Länsförbundet</a><div id="sok"><label>Sök</label><input type="submit" value="Sök">'
        f'</div></div><div id="huvudmeny"><ul>{links(MENU)}</ul></div><div id="vanstermeny"><ul>{links(RELATED)}</ul></div>'
        f'<div id="brodsmulor">Du är här: <a href="/">Start</a> &gt; <a href="/s">Stöd</a></div>'
        f'<div id="innehall"><h1>{article.title}</h1><p class="ingress">{article.lead}</p>{Dialect().blocks(article)}'
        f'<p class="uppdaterad">Uppdaterad: {article.published}</p><div class="verktyg">{links(SHARE, "<span>{}</span>")}</div>'
        f'</div><div id="hogerspalt"><div class="puff"><h2>Aktuellt</h2>{links(RELATED, "<p>{}</p>")}</div></div>'
        f'<div id="sidfot">{FOOTER}</div></form>',
    )


MUNICIPIO = Dialect(
    heading='<div class="c-typography"><h{level} class="c-typography__variant--h{level}" id="rubrik">{words}</h{level}></div>',
    question='<div class="c-accordion__section"><button class="c-accordion__button" aria-expanded="false" aria-controls="c-acc-1"><span class="c-accordion__button-wrapper" tabindex="-1">{question}<span class="c-icon c-accordion__icon material-symbols">keyboard_arrow_down</span></span></button><div class="c-accordion__content" id="c-acc-1" aria-hidden="true"><p>{answer}</p></div></div>',
    box='<div class="o-grid-12 modularity-mod-text"><div class="c-card c-card--highlight"><div class="c-card__header"><h2 class="c-typography c-card__heading">{heading}</h2></div><div class="c-card__body">{lines}</div></div></div>',
    contact='<div class="modularity-mod-contacts"><div class="c-card"><div class="c-card__body"><h2 class="c-typography">{heading}</h2>{lines}</div></div></div>',
    link_list='<div class="c-collection">{}</div>',
    link='<a class="c-collection__item" href="{url}"><div class="c-collection__content"><h3 class="c-typography">{words}</h3>{more}</div></a>',
)


def municipio(article: Article) -> str:
    """Write a page of Municipio, a theme for WordPress that cities use: cards, icons by ligature, a drawer."""
    return page(
        f"<title>{article.title} - Ekviks stad</title>",
        f"""
<div class="site-wrapper"><header id="site-header" class="c-header c-header--casual"><div class="o-container"><a class="c-header__logotype" href="/">Ekviks stad</a><nav class="c-nav c-nav--horizontal"><ul>{links(MENU)}</ul></nav></div></header>
<div class="c-drawer js-drawer"><div class="c-drawer__header"><button aria-label="Stäng" class="c-button">Stäng</button></div><div class="c-drawer__body"><ul class="c-nav c-nav--vertical">{links(MENU + RELATED)}</ul></div></div>
<main id="main-content" class="c-main o-container"><div class="nav-helper"><nav class="c-breadcrumb"><ol>{links(("Hem", "Stöd"))}</ol></nav><div class="nav-accessibility"><ul class="unlist">{links(("Lyssna", "Skriv ut"))}</ul></div></div>
<div class="o-grid"><div class="o-grid-3@lg sidebar-left-container"><ul class="c-nav c-nav--vertical">{links(RELATED)}</ul></div><div class="o-grid-6@lg"><article id="article" class="c-article c-article--readable-width"><h1 class="c-typography" id="page-title">{article.title}</h1><div class="lead">{article.lead}</div>{MUNICIPIO.blocks(article)}</article>
<section class="c-signature"><p class="c-typography">Publicerad: {article.published}</p><p>Senast uppdaterad: {article.published}</p></section><div class="c-quicklinks"><h4>Dela sidan</h4><div>{links(SHARE, "{}")}</div></div></div>
<div class="o-grid-3@lg sidebar-right-sidebar"><div class="modularity-mod-inlaylist"><div class="c-card"><h4>Relaterade länkar</h4><ul class="c-list">{links(RELATED)}</ul></div></div></div></div>
<div class="modularity-customer-feedback"><div class="customer-feedback-inner"><b>Hade du nytta av informationen på denna sida?</b><button>Ja</button><button>Nej</button></div></div></main>
<footer class="c-footer"><p>{FOOTER}</p></footer></div><div class="c-modal" role="dialog"><h2>Kakor</h2><p>{COOKIES}</p></div>""",
    )


ECL = Dialect(
    heading='<h{level} class="ecl-u-type-heading-{level}">{words}</h{level}>',
    text='<div class="ecl"><p>{}</p></div>',
    question='<div class="ecl-accordion__item"><h3 class="ecl-accordion__title"><button type="button" class="ecl-accordion__toggle" data-ecl-label-expanded="Stäng" aria-controls="acc" aria-expanded="false"><span class="ecl-accordion__toggle-flex"><span class="ecl-accordion__toggle-title">{question}</span><span class="ecl-accordion__toggle-indicator"><svg></svg></span></span></button></h3><div class="ecl-accordion__content" hidden role="region" id="acc"><div class="ecl"><p>{answer}</p></div></div></div>',
    box='<article class="ecl-featured-item"><div class="ecl-featured-item__title">{heading}</div>{lines}</article>',
    contact='<article class="ecl-card"><div class="ecl-content-block"><h2>{heading}</h2><dl class="ecl-description-list">{lines}</dl></div></article>',
    line='<dd class="ecl-description-list__definition">{}</dd>',
    link='<li class="ecl-unordered-list__item"><article class="ecl-content-item"><div class="ecl-content-block__title"><a href="{url}" class="ecl-link">{words}</a></div>{more}</article></li>',
)


def europa(article: Article) -> str:
    """Write a page in the design system of the European Commission: the title stands in a header outside main."""
    return page(
        f'<title>{article.title} - Byråd</title><meta property="og:site_name" content="Byrådet">',
        f"""
<a href="#main-content" class="ecl-link ecl-skip-link" id="skip-id">Hoppa till huvudinnehållet</a><div id="cck_here"></div><div id="globan"></div>
<header class="ecl-site-header" data-ecl-auto-init="SiteHeader"><div class="ecl-site-header__container"><a class="ecl-site-header__logo-link" href="/">Byrådet</a><div class="ecl-site-header__action"><div class="ecl-site-header__language"><a href="#" class="ecl-button">sv svenska</a></div><form class="ecl-search-form"><label>Sök</label><button>Sök</button></form></div></div><nav class="ecl-menu"><ul class="ecl-menu__list">{links(MEGA)}</ul></nav></header>
<div class="ecl-page-header"><div class="ecl-container"><nav class="ecl-breadcrumb"><ol>{links(("Start", "Teman"))}</ol></nav><div class="ecl-page-header__title-container"><h1 class="ecl-page-header__title">{article.title}</h1></div><div class="ecl-page-header__description-container"><p>{article.lead}</p></div></div></div>
<main class="ecl-u-pb-xl" id="main-content" data-inpage-navigation-source-area="h2"><div class="ecl-container"><div class="ecl-row"><div class="ecl-col-l-3"><nav class="ecl-inpage-navigation"><div class="ecl-inpage-navigation__title">Innehåll på sidan</div><ul>{links(RELATED)}</ul></nav></div><div class="ecl-col-l-9">{ECL.blocks(article)}
<div class="ecl-social-media-share"><p class="ecl-social-media-share__description">Dela denna sida</p><ul>{links(SHARE)}</ul></div><div class="ecl-u-mt-m">Senast uppdaterad: {article.published}</div></div></div></div></main>
<footer class="ecl-site-footer"><div>{FOOTER}</div></footer>""",
    )


WIKI = Dialect(
    heading='<div class="mw-heading mw-heading{level}"><h{level} id="{words}">{words}</h{level}><span class="mw-editsection"><span class="mw-editsection-bracket">[</span><a href="/w/edit">redigera</a><span>]</span></span></div>',
    box='<table class="infobox"><tbody><tr><th colspan="2">{heading}</th></tr>{lines}</tbody></table>',
    line="<tr><td>{}</td></tr>",
    contact="<h2>{heading}</h2><table>{lines}</table>",
    question="<dl><dt>{question}</dt></dl><p>{answer}</p>",
    table='<table class="wikitable sortable"><tbody>{}</tbody></table>',
)


def wiki(article: Article) -> str:
    """Write a page of MediaWiki: links to edit each section, contents, categories."""
    return page(
        f"<title>{article.title} – Bywiki</title>",
        f"""
<div id="mw-page-base" class="noprint"></div><div id="content" class="mw-body" role="main"><a id="top"></a><div id="siteNotice"><p>Bidra till Bywiki: skriv om din by under månadens skrivarstuga och vinn en mössa.</p></div><h1 id="firstHeading" class="firstHeading mw-first-heading"><span class="mw-page-title-main">{article.title}</span></h1><div id="bodyContent"><div id="siteSub" class="noprint">Från Bywiki</div><div id="contentSub"></div><a class="mw-jump-link" href="#mw-head">Hoppa till navigering</a>
<div id="mw-content-text"><div class="mw-content-ltr mw-parser-output" lang="sv"><p>{article.lead}</p><div id="toc" class="toc" role="navigation"><h2>Innehåll</h2><ul>{links(RELATED)}</ul></div>{WIKI.blocks(article)}</div></div><div id="catlinks" class="catlinks"><a href="/k">Kategorier</a>: <ul>{links(("Byar", "Stöd"))}</ul></div></div></div>
<div id="mw-navigation"><h2>Navigeringsmeny</h2><div id="mw-head"><ul>{links(MENU)}</ul></div><div id="mw-panel"><ul>{links(RELATED)}</ul></div></div><footer id="footer" class="mw-footer"><ul id="footer-info"><li id="footer-info-lastmod">Sidan redigerades senast den 3 maj {article.published[:4]} kl. 10.12.</li><li>{FOOTER}</li></ul></footer>""",
    )


WIX = Dialect(
    heading='<div class="HcOXKn c9GqVL" data-testid="richTextElement"><h{level} class="font_4">{words}</h{level}></div>',
    text='<div class="HcOXKn" data-testid="richTextElement"><p class="font_8"><span style="letter-spacing:normal;">{}</span></p></div>',
    question='<div class="comp-1"><div class="x9"><p class="font_8"><span style="font-weight:bold">{question}</span></p><p class="font_8">{answer}</p></div></div>',
    box='<div class="comp-2"><p class="font_7"><span style="font-weight:bold">{heading}</span></p>{lines}</div>',
    contact='<div class="comp-3"><h6 class="font_6">{heading}</h6>{lines}</div>',
    line='<p class="font_8">{}</p>',
    link='<li><p class="font_8"><a href="{url}" target="_blank">{words}</a></p>{more}</li>',
)


def wix(article: Article) -> str:
    """Write a page of Wix: numbered classes, and a title that is a second heading."""
    return page(
        f"<title>{article.title} | Kajens vänner</title>",
        f"""
<div id="SITE_CONTAINER"><div id="main_MF" class="main_MF"><div id="SCROLL_TO_TOP" tabindex="-1"></div><div id="site-root"><div id="masterPage" class="mesh-layout"><header id="SITE_HEADER" class="x3"><div class="c1"><wix-dropdown-menu id="comp-k1"><nav class="navContainer"><ul>{links(MENU)}</ul></nav></wix-dropdown-menu></div></header>
<main id="PAGES_CONTAINER" tabindex="-1"><div id="SITE_PAGES"><div id="c1dmp"><div class="PFkO7r"><section id="comp-l1" class="Oqnisf"><div class="MW5IWV"></div><div class="HcOXKn"><h2 class="font_2">{article.title}</h2></div><div class="HcOXKn"><p class="font_7">{article.lead}</p></div></section><section id="comp-l2">{WIX.blocks(article)}</section></div></div></div></main>
<footer id="SITE_FOOTER"><p class="font_8">{FOOTER}</p></footer></div></div></div></div><div data-hook="consent-banner-root" class="consent-banner-root" role="dialog"><div>{COOKIES}</div></div>""",
    )


SITES: dict[str, Callable[[Article], str]] = {
    "plain": plain,
    "sitevision": sitevision,
    "episerver": episerver,
    "elementor": elementor,
    "wordpress": wordpress,
    "drupal": drupal,
    "joomla": joomla,
    "divs": divs,
    "tables": tables,
    "cookiebot": cookiebot,
    "webforms": webforms,
    "municipio": municipio,
    "europa": europa,
    "wiki": wiki,
    "wix": wix,
}
