"""What looks like rows and is none: attachments, pictures, other portals, the articles before and after, facets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from scraper.dom import asks_for_password
from scraper.steps.links.reading import ReadRow
from scraper.steps.links.rows import text_of

_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|svg|mp4)$", re.IGNORECASE)
_ATTACHMENT = re.compile(r"^(?:附件|附表)\s*[\d一二三四五六七八九十]{0,3}\s*(?:[.．:：、）)]|$)")
_BESIDE = re.compile(r"^\W*(?:[上下前后後]一?[篇条條则則])")
_FACET = re.compile(r"(?<=\S)\s*[(（]\d{1,6}[)）]$")
_NUMBERED = re.compile(r"\d")
_WEAK = re.compile(r"\d{3}|\.\w{2,5}$|[?]")  # what an article's address has and a section's has not
_MOST_BESIDE = 3
_LEAST_WEIGHT = 0.55
_LOGIN_CHARS = 400  # of the text of a page that is for signing in


def is_article_row(row: ReadRow, among: int) -> bool:
    """Tell whether a row may be an article; `among`: how many rows stand with it."""
    parts = urlsplit(row.row.url)
    is_portal = row.row.is_other_host and parts.path in ("", "/") and not parts.query
    if is_portal or (not row.dated and (_PICTURE.search(parts.path) or _ATTACHMENT.match(row.row.title))):
        return False
    return among > _MOST_BESIDE or not (_BESIDE.match(text_of(row.band.head)) or _BESIDE.match(row.band.lead))


def are_sections(rows: Sequence[ReadRow], weights: Sequence[float]) -> bool:
    """Tell whether undated rows are what a portal is parted into: offices, leaders, services, facets with counts.

    `weights`: how much each title looks like one. No title is long, and the addresses name folders, not files.
    """
    if any(row.dated for row in rows):
        return False
    facets = {_FACET.sub("", row.row.title) for row in rows if _FACET.search(row.row.title)}
    if len(facets) == len(rows) and not any(_NUMBERED.search(row.row.url.rpartition("/")[2]) for row in rows):
        return True
    is_short = max(weights) < 1 and sum(weights) < _LEAST_WEIGHT * len(weights)
    return is_short and not any(_WEAK.search(_behind_host(row.row.url)) for row in rows)


def is_for_signing_in(tree: HtmlElement, chars: int) -> bool:
    """Tell whether a page, of so many characters of text, is for signing in."""
    return chars <= _LOGIN_CHARS and asks_for_password(tree)


def _behind_host(url: str) -> str:
    return url.partition("://")[2].partition("/")[2]
