"""Text that a page shows only where scripts do not run, of which it shows nothing else."""

from __future__ import annotations

from dataclasses import replace

from scraper.flow import flatten
from scraper.model import PurgedPage

_LITTLE = 300  # characters of unlinked text that a page shows; one with more has its text for all
_MUCH = 200  # characters; what stands in <noscript> else is a picture that counts, or a plea to turn scripts on
_TIMES = 2  # what it holds against what the page shows


def with_noscript(page: PurgedPage) -> PurgedPage:
    """Give the page with its `<noscript>` read as `<div>`, where next to nothing else can be read; else as it is.

    Forums and shops that are drawn by script leave the whole page there for readers without.
    """
    shown = sum(len(block.text) - block.link_chars for block in page.flow.blocks if not block.is_hidden)
    if shown >= _LITTLE or page.removed:
        return page
    silent = [element for element in page.tree.iter("noscript") if len("".join(element.itertext()).strip()) >= _MUCH]
    if sum(len("".join(element.itertext()).strip()) for element in silent) < shown * _TIMES or not silent:
        return page
    for element in silent:
        element.tag = "div"
    return replace(page, flow=flatten(page.tree, page.nodes))
