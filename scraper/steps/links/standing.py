"""Where a container stands on the page: in navigation, under a heading that says 热点, beside a pager."""

from __future__ import annotations

from lxml.html import HtmlElement

from scraper.steps.links.rows import text_of
from scraper.wording import ASIDE, ASIDE_NAMES, MORE

_OUTSIDE_TAGS = frozenset({"nav", "footer", "aside"})


def by_heading(container: HtmlElement) -> float:
    """Give a factor for the heading above: over 1 where it names the page, under 1 where it leads on to a section."""
    if _leads_on(container):
        return 0.4
    heading = _heading_before(container)
    return 1.5 if len(heading) >= 2 and heading in _page_title(container) else 1.0


def _leads_on(container: HtmlElement) -> bool:
    """Tell whether 更多 stands right above a container: it is a box, and its section's list is elsewhere."""
    element = container
    for _ in range(2):
        previous = element.getprevious()
        if previous is not None and isinstance(previous.tag, str):
            return any(MORE.match(text_of(anchor) or "-") for anchor in previous.iter("a"))
        parent = element.getparent()
        if parent is None or parent.tag == "body":
            return False
        element = parent
    return False


def standing(container: HtmlElement) -> float:
    """Give a factor under 1 for what stands in navigation, footer or a box beside the list."""
    factor = 1.0
    element: HtmlElement | None = container
    depth = 0
    named = False
    while element is not None and element.tag not in ("body", "html"):
        if element.tag in _OUTSIDE_TAGS:
            factor *= 0.15
        names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
        if not named and any(ASIDE_NAMES.search(name) for name in names):
            factor *= 0.4
            named = True
        element = element.getparent()
        depth += 1
    heading = _heading_in(container) or _heading_before(container)
    if ASIDE.search(heading) and heading not in _page_title(container):
        factor *= 0.35
    return factor


def _page_title(container: HtmlElement) -> str:
    """Give the page's title: a section may itself be called 热点."""
    return next((element.text or "" for element in container.getroottree().getroot().iter("title")), "")


def _heading_in(container: HtmlElement) -> str:
    """Give the short text of a container's first child where that is a heading, without a link in it."""
    first = next((child for child in container if isinstance(child.tag, str)), None)
    if first is None or next(first.iter("a"), None) is not None:
        return ""
    text = text_of(first)
    return text if len(text) <= 16 else ""


def _heading_before(container: HtmlElement) -> str:
    """Give the short text right above a container: its heading."""
    element = container
    for _ in range(3):
        previous = element.getprevious()
        while previous is not None and not isinstance(previous.tag, str):
            previous = previous.getprevious()
        if previous is not None:
            text = text_of(previous)
            return text if len(text) <= 16 else ""
        parent = element.getparent()
        if parent is None or parent.tag == "body":
            return ""
        element = parent
    return ""


def nearness(container: HtmlElement, pagers: tuple[HtmlElement, ...]) -> float:
    """Give 0 to 1: how closely the container stands with a pager (1: same parent), by levels up from both."""
    best = 0.0
    above = {element: distance for distance, element in enumerate((container, *container.iterancestors()))}
    for pager in pagers:
        for levels, element in enumerate((pager, *pager.iterancestors())):
            if element in above:
                if element.tag not in ("body", "html"):
                    best = max(best, 1 / (1 + 0.25 * max(0, above[element] - 1) + 0.35 * max(0, levels - 1)))
                break
    return best
