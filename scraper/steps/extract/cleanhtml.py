"""The cleaned, sanitised HTML of the body."""

from __future__ import annotations

from html import escape

import nh3
from lxml import html as lxml_html
from lxml.html import HtmlElement

from scraper.model import Block, Flow
from scraper.steps.extract.assets import absolute

_TAGS = {
    "p",
    "br",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "td",
    "th",
    "blockquote",
    "pre",
    "code",
    "a",
    "img",
    "strong",
    "b",
    "em",
    "i",
    "u",
    "s",
    "sub",
    "sup",
    "figure",
    "figcaption",
    "hr",
    "ruby",
    "rt",
    "rp",
}
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_WITHOUT_CONTENT = {"script", "style", "noscript", "template", "iframe", "object", "form", "select", "button", "title"}
OWN_SHARE = 0.85  # of the region's text that must be the body's, for its markup to be kept whole


def body_html(flow: Flow, chosen: tuple[int, ...], region: HtmlElement | None, base: str) -> str:
    """Give the body as safe HTML: the region's own markup, or one paragraph a block where the region holds more."""
    blocks = [flow.blocks[index] for index in chosen]
    if region is None or not _is_own(region, blocks):
        return "".join(f"<p>{escape(block.text)}</p>" for block in blocks if block.text)
    markup = lxml_html.tostring(region, encoding="unicode", with_tail=False)
    return sanitised(markup, base)


def sanitised(markup: str, base: str) -> str:
    """Give the markup with known tags and attributes only, addresses absolute."""

    def kept(tag: str, name: str, value: str) -> str | None:
        del tag
        return absolute(value, base) if name in ("href", "src") else value

    clean = nh3.clean(
        markup,
        tags=_TAGS,
        clean_content_tags=_WITHOUT_CONTENT,
        attributes=_ATTRIBUTES,
        attribute_filter=kept,
        strip_comments=True,
        link_rel="noopener noreferrer",
        url_schemes={"http", "https", "ftp"},
    )
    return clean.strip()


def _is_own(region: HtmlElement, blocks: list[Block]) -> bool:
    whole = sum(len(text.strip()) for text in region.itertext("*"))
    return sum(len(block.text) for block in blocks) >= whole * OWN_SHARE
