"""A list so bare that no title or date speaks for it: a page of plain HTML that holds little but links of one kind."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scraper.steps.links.outline import Outline
from scraper.steps.links.reading import ReadRow
from scraper.urls import shape

_LEAST_ROWS = 3
_LEAST_SHARE = 0.5  # of the page's text that stands in the links; an article's own text is longer than its links
_NAME = re.compile(r"[^\W\d_]{2}")  # 附 1 or 12 names nothing
_PAGE = re.compile(r"(?:/|[-/]\d+|\.s?html?|\.aspx?|\.jspx?|\.php)(?:\?|$)", re.IGNORECASE)
_ELSEWHERE = ("script", "iframe", "frame", "form")  # where a list may be if it is not on the page itself


def bare_rows(strips: Iterable[tuple[ReadRow, ...]], outline: Outline, folder: str) -> tuple[ReadRow, ...]:
    """Give the rows that are pages of one pattern in the list's own folder, where they are most of a plain page."""
    if not folder or next(outline.tree.iter(*_ELSEWHERE), None) is not None:
        return ()
    written = sum(outline.measures[body].chars for body in outline.tree.iter("body"))
    for rows in strips:
        mine = [row for row in rows if row.row.url.startswith(folder) and _PAGE.search(row.row.url)]
        titles = {row.row.title for row in mine if _NAME.search(row.row.title)}
        is_one_kind = len({shape(row.row.url) for row in mine}) == 1 and len(titles) == len(mine) >= _LEAST_ROWS
        if is_one_kind and sum(len(row.row.title) + 1 for row in rows) >= written * _LEAST_SHARE:
            return tuple(mine)
    return ()
