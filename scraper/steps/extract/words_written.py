"""Words of the article's head that the page writes by script: a date, a source."""

from __future__ import annotations

from dataclasses import replace

from scraper.flow import flatten
from scraper.model import PurgedPage
from scraper.written import words_written


def with_words(page: PurgedPage) -> PurgedPage:
    """Give the page with the words that its scripts write, where they write them.

    A page from which something was taken out is left alone: who injected that may write too.
    """
    if page.removed:
        return page
    found = words_written(page.flow.tagged["script"])
    for script, span in found:
        parent = script.getparent()
        if parent is not None and parent.tag != "head":
            script.addprevious(span)  # not behind it: that is behind its tail
    return replace(page, flow=flatten(page.tree, page.nodes)) if found else page
