"""Choose the strip that is the page's list, and what belongs to it: pinned rows, rows cut into several containers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from scraper.steps.links.marks import find_pagers
from scraper.steps.links.reading import ReadRow
from scraper.steps.links.rows import Strip, make_of, text_of
from scraper.urls import shape
from scraper.wording import ASIDE, ASIDE_NAMES, MORE

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_ARTICLE = re.compile(r"\d{3,}|\.(?:s?html?|aspx?|jspx?|php|pdf|docx?|xlsx?)(?:$|\?)|[?&]\w*id=|/\d+/?$", re.IGNORECASE)
_SECTION = re.compile(r"/(?:index|default|list|col_?\d*|main)?(?:\.\w+)?$", re.IGNORECASE)
LEAST_STRENGTH = 0.8  # one dated row with a short title and an article's address has 0.84, three undated ones 2
LEAST_STANDING = 0.36  # a box under the heading 热点, or navigation, is never the list even if it is alone
SECTIONS_OF_A_FRONT_PAGE = 4  # a list has beside it one or two boxes with articles of other sections
_MONTH = re.compile(r"/(?:19|20)\d{4}|/(?:19|20)\d\d/\d")
_OUTSIDE_TAGS = frozenset({"nav", "footer", "aside"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A strip with its rows and the strength with which it claims to be the list."""

    strip: Strip = field(repr=False)
    rows: tuple[ReadRow, ...]
    strength: float

    @property
    def dated(self) -> float:
        """Give the share of rows with a date."""
        return sum(row.dated for row in self.rows) / len(self.rows)


def find_list(
    strips: tuple[tuple[Strip, tuple[ReadRow, ...]], ...], tree: HtmlElement, base: str, boxes: int
) -> tuple[ReadRow, ...]:
    """Give the rows of the page's list in document order; none where the page has no list or is a front page.

    `boxes` is how many boxes with 更多 the page has.
    """
    pagers = find_pagers(tree)
    folder = base.split("?", 1)[0].rsplit("/", 1)[0] + "/"
    folder = folder if folder.count("/") > 3 else ""
    around = {element for pager in pagers for element in pager.iterancestors()}
    standings = {strip.container: _standing(strip.container) for strip, _ in strips}
    aside = {
        anchor.element
        for strip, _ in strips
        if standings[strip.container] < LEAST_STANDING
        for band in strip.bands
        for anchor in band.anchors
    }
    candidates = tuple(
        weigh(strip, kept, pagers, folder, standings[strip.container])
        for strip, rows in strips
        if not _holds(strip, around)
        and not (strip.is_grid and not all(row.dated for row in rows))
        and (kept := tuple(row for row in rows if row.link not in aside))
    )
    main = max(candidates, key=lambda candidate: candidate.strength, default=None)
    if main is None or not _is_list(main) or _is_front_page(main, candidates, boxes, pagers):
        return ()
    positions = {element: number for number, element in enumerate(tree.iter())}
    rows = [row for part in belonging(main, candidates) for row in part.rows]
    if main.dated:  # 首页 in a row of the layout that a list's only row shares
        rows = [row for row in rows if row.dated or title_weight(row.row.title) > 0]
    return tuple(sorted(rows, key=lambda row: positions[row.band.head]))


def _is_list(candidate: Candidate) -> bool:
    """Tell whether rows are articles at all: one has a title longer than a menu's word, or several have dates."""
    if candidate.strength < LEAST_STRENGTH:
        return False
    titled = sum(title_weight(row.row.title) > 0 for row in candidate.rows)
    return titled > 0 or sum(row.dated for row in candidate.rows) >= 3


def _holds(strip: Strip, around: set[HtmlElement]) -> bool:
    """Tell whether a row of a strip holds a pager: then it is a column of the page, and the strip the page's layout."""
    return any(band.head in around for band in strip.bands)


def _is_front_page(
    main: Candidate, candidates: tuple[Candidate, ...], boxes: int, pagers: tuple[HtmlElement, ...]
) -> bool:
    """Tell whether the strongest strip is only one of several boxes that each lead on to a section.

    A list with a pager beside it is a list, however many boxes stand around it.
    """
    if _nearness(main.strip.container, pagers) > 0.6:
        return False
    mine = {row.key for row in main.rows}
    strong = [other for other in candidates if other.strength >= LEAST_STRENGTH]
    others = {row.key for other in strong for row in other.rows} - mine
    groups = {_folder(other.rows[0].row.url) for other in strong if len(other.rows) >= 3}
    return len(others) >= len(mine) and (boxes >= 2 or len(groups) >= SECTIONS_OF_A_FRONT_PAGE)


def _folder(url: str) -> str:
    """Give the folder of a section's articles: the path up to a month, a day or the file's own name."""
    path = url.split("?", 1)[0]
    return _MONTH.split(path)[0] if _MONTH.search(path) else path.rsplit("/", 1)[0]


def weigh(
    strip: Strip, rows: tuple[ReadRow, ...], pagers: tuple[HtmlElement, ...], folder: str, standing: float
) -> Candidate:
    """Weigh a strip: each row adds by its title, date and address; where it stands on the page multiplies."""
    distinct = {row.key: row for row in rows}
    strength = sum(_worth(row) for row in distinct.values())
    if len(distinct) == 1:
        strength *= 0.6  # one row alone may be anything; a date beside it still makes it a row
    strength *= standing
    if folder and rows:
        near = sum(row.row.url.startswith(folder) for row in rows) / len(rows)
        strength *= 1 + 0.4 * near
    strength *= 1 + 3 * _nearness(strip.container, pagers)
    strength *= _by_heading(strip.container)
    return Candidate(strip, rows, strength)


def _by_heading(container: HtmlElement) -> float:
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


def title_weight(title: str) -> float:
    """Give 0 to 1: how much a title looks like one; four Han or eight Latin letters are a menu's word."""
    han = len(_HAN.findall(title))
    other = len(title) - han
    return max(0.0, min(1.0, (han + other / 3 - 4) / 8))


def is_article_address(url: str) -> bool:
    """Tell whether an address looks like that of one page rather than of a section."""
    path = url.split("?", 1)[0].rstrip("/")
    return bool(_ARTICLE.search(url)) and not _SECTION.search("/" + path.rsplit("/", 1)[-1])


def _worth(row: ReadRow) -> float:
    weight = title_weight(row.row.title)
    crowd = len({anchor.key for anchor in row.band.anchors})
    weight /= max(1, crowd - 3)  # a row with many links is a box
    if row.dated:
        weight = max(weight, 0.4 / max(1, crowd - 3))  # a dated row with a short title (迎新年) is a row
        return weight * (3.5 if is_article_address(row.row.url) else 2.5)
    return weight * (1.0 if is_article_address(row.row.url) else 0.4)


def _standing(container: HtmlElement) -> float:
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


def _nearness(container: HtmlElement, pagers: tuple[HtmlElement, ...]) -> float:
    """Give 0 to 1: how closely the container stands with a pager (1: same parent)."""
    best = 0.0
    above = [container, *container.iterancestors()]
    for pager in pagers:
        ancestors = set(pager.iterancestors())
        for distance, element in enumerate(above):
            if element in ancestors or element is pager:
                if element.tag not in ("body", "html"):
                    best = max(best, 1 / (1 + 0.25 * max(0, distance - 1)))
                break
    return best


def belonging(main: Candidate, others: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Give the candidates that are the same list as `main`, in document order, `main` among them.

    The same list: rows with addresses of the same pattern in a container of the same make, or right beside it.
    """
    shapes = Counter(shape(row.row.url) for row in main.rows)
    make = _make(main.strip.container)
    parent = main.strip.container.getparent()
    mine = {row.key for row in main.rows}
    same = [main]
    for other in others:
        if other is main or not other.rows or _overlaps(other.strip.container, main.strip.container):
            continue
        if all(row.key in mine for row in other.rows) or other.dated < main.dated * 0.5:
            continue
        fitting = sum(shape(row.row.url) in shapes for row in other.rows) / len(other.rows)
        beside = other.strip.container.getparent() is parent and parent is not None and parent.tag != "body"
        if fitting >= 0.5 and (_make(other.strip.container) == make or beside) and _is_near(main, other):
            same.append(other)
    return tuple(same)


def _is_near(main: Candidate, other: Candidate) -> bool:
    """Tell whether two containers stand in one column: their common ancestor is at most three levels up."""
    if _standing(other.strip.container) < _standing(main.strip.container):
        return False
    above = [main.strip.container, *main.strip.container.iterancestors()][:4]
    ancestors = set(other.strip.container.iterancestors())
    return any(element in ancestors for element in above)


def _overlaps(one: HtmlElement, other: HtmlElement) -> bool:
    return one is other or one in other.iterancestors() or other in one.iterancestors()


def _make(container: HtmlElement) -> tuple[str, ...]:
    """Name the make of a container: tag and class of itself and of its parent."""
    parent = container.getparent()
    elements = (container,) if parent is None else (container, parent)
    return tuple(make_of(element) for element in elements)
