"""Words of the article's head that the page writes by script: a date, a source."""

from __future__ import annotations

from dataclasses import replace

from lxml.html import HtmlElement

from scraper.dates import find_date
from scraper.document_write import words_written
from scraper.flow import flatten
from scraper.model import PurgedPage

_COLONS = ("：", ":")


def with_words(page: PurgedPage) -> PurgedPage:
    """Give the page with the words that its scripts write, where they write them.

    A page from which something was taken out is left alone: who injected that may write too.
    """
    if page.removed:
        return page
    found = words_written(page.flow.tagged["script"], page.flow.scripts)
    informing = [(script, span) for script, span in found if _informs(script, span)]
    for script, span in informing:
        script.addprevious(span)  # not behind it: that is behind its tail
    return replace(page, flow=flatten(page.tree, page.nodes)) if informing else page


def _informs(script: HtmlElement, span: HtmlElement) -> bool:
    """Tell whether the words are a date, or have a label: others are tools of the page (上一页, 收藏)."""
    parent, previous = script.getparent(), script.getprevious()
    if parent is None or parent.tag == "head":
        return False
    words = str(span.text_content())
    before = (parent.text if previous is None else previous.tail) or ""
    return before.rstrip().endswith(_COLONS) or any(colon in words for colon in _COLONS) or find_date(words) is not None
