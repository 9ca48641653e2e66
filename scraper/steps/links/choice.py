"""Choose the strip that is the page's list, and what belongs to it: pinned rows, rows cut into several containers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from scraper.steps.links.bare import bare_rows
from scraper.steps.links.kinds import are_sections, is_article_row, is_beside, says_that_it_is_empty
from scraper.steps.links.outline import Outline
from scraper.steps.links.pagers import find_pagers
from scraper.steps.links.reading import ReadRow
from scraper.steps.links.rows import Strip, make_of
from scraper.steps.links.standing import Standings, above_pagers, nearness
from scraper.steps.links.titles import title_weight
from scraper.urls import shape

_ARTICLE = re.compile(r"\d{3,}|\.(?:s?html?|aspx?|jspx?|php|pdf|docx?|xlsx?)(?:$|\?)|[?&]\w*id=|/\d+/?$", re.IGNORECASE)
_SECTION = re.compile(r"/(?:index|default|list|col_?\d*|main)?(?:\.\w+)?$", re.IGNORECASE)
LEAST_STRENGTH = 0.8  # one dated row with a short title and an article's address has 0.84, three undated ones 2
LEAST_STANDING = 0.36  # a box under the heading 热点, or navigation, is never the list even if it is alone
SECTIONS_OF_A_FRONT_PAGE = 4  # a list has beside it one or two boxes with articles of other sections
LEAST_INSIDE = 2  # articles under a list's own address that make it their folder
BESIDE = 0.6  # nearness of a list to its pager: two levels apart at most
_BLOCKS = frozenset({"p", "li", "tr", "div", "dt", "table", "article", "section", "h2", "h3", "h4", "ul", "dl"})
_MONTH = re.compile(r"/(?:19|20)\d{4}|/(?:19|20)\d\d/\d")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around the containers of one page: its headings, its pagers."""

    standings: Standings = field(repr=False)
    above_pagers: dict[HtmlElement, int] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A strip with its rows and the strength with which it claims to be the list."""

    strip: Strip = field(repr=False)
    rows: tuple[ReadRow, ...]
    strength: float
    nearness: float  # to a pager, 0 to 1

    @property
    def dated(self) -> float:
        """Give the share of rows with a date."""
        return sum(row.dated for row in self.rows) / len(self.rows)


def find_list(
    strips: tuple[tuple[Strip, tuple[ReadRow, ...]], ...], outline: Outline, base: str, boxes: int
) -> tuple[ReadRow, ...]:
    """Give the rows of the page's list in document order; none where the page has no list or is a front page.

    `boxes` is how many boxes with 更多 the page has.
    """
    pagers = find_pagers(outline)
    page = Surroundings(Standings.of(outline), above_pagers(pagers))
    folder = _own_folder(base, strips)
    around = _around(pagers)
    standings = {strip.container: page.standings.standing(strip.container) for strip, _ in strips}
    aside = {
        anchor.element
        for strip, _ in strips
        if standings[strip.container] < LEAST_STANDING
        for band in strip.bands
        for anchor in band.anchors
    }
    inner = _inner_lists(strips)
    candidates = tuple(
        weigh(strip, kept, page, folder)
        for strip, rows in strips
        if not _holds(strip, around)
        and not (strip.is_grid and not all(row.dated for row in rows))
        and (kept := tuple(row for row in _no_columns(rows, strip, inner, outline) if row.link not in aside))
        and (beside := sum(is_beside(row) for row in kept)) >= 0
        and (kept := tuple(row for row in kept if is_article_row(row, beside)))
    )
    lists = [candidate for candidate in candidates if _is_list(candidate)]
    nearest = max((candidate.nearness for candidate in lists), default=0.0)
    if nearest > BESIDE:  # a short last page is beside its pager; the boxes around it may hold more
        lists = [candidate for candidate in lists if candidate.nearness > nearest - 0.25]
    main = max(lists, key=lambda candidate: candidate.strength, default=None)
    if main is None:
        return bare_rows((candidate.rows for candidate in candidates), outline, folder)
    if not pagers and are_sections(main.rows, [title_weight(row.row.title) for row in main.rows]):
        return ()
    if folder and not main.nearness and not _in_folder(main, folder) and says_that_it_is_empty(outline):
        return ()  # and what it shows are boxes beside
    own = _own_list(main, lists, page.standings, folder)
    is_box = boxes >= 2 and page.standings.ends_with_more(main.strip.container)
    if own is None and (is_box or _is_front_page(main, candidates, boxes)):
        return ()
    main = own or main
    positions = {element: number for number, element in enumerate(outline.measures)}
    rows = [row for part in belonging(main, candidates, page.standings) for row in part.rows]
    if main.dated:  # 首页 in a row of the layout that a list's only row shares
        rows = [row for row in rows if row.dated or title_weight(row.row.title) > 0]
    else:  # head and foot of a page whose rows stand beside them
        makes = Counter(make_of(row.band.head) for row in rows)
        most = max(makes.values(), default=0)
        rows = [row for row in rows if makes[make_of(row.band.head)] > 1 or most < 3 or title_weight(row.row.title) > 0]
    return tuple(sorted(rows, key=lambda row: positions[row.band.head]))


def _own_folder(base: str, strips: tuple[tuple[Strip, tuple[ReadRow, ...]], ...]) -> str:
    """Give the folder of a list's articles: what is under its very address, if several are, else its own."""
    path = base.split("?", 1)[0]
    under = f"{path.rstrip('/')}/"
    inside = {row.key for _, rows in strips for row in rows if row.row.url.startswith(under)}
    folder = under if len(inside) >= LEAST_INSIDE else path.rsplit("/", 1)[0] + "/"
    return folder if folder.count("/") > 3 else ""


def _own_list(main: Candidate, lists: list[Candidate], standings: Standings, folder: str) -> Candidate | None:
    """Give the list of a page's own folder where the strongest strip is a box that leads on to another section.

    A young section has two rows, and the boxes beside it have eight.
    """
    if not folder or not standings.leads_on(main.strip.container) or _in_folder(main, folder) > 0:
        return None
    own = [
        other
        for other in lists
        if _in_folder(other, folder) == 1
        and other.dated >= main.dated
        and not standings.leads_on(other.strip.container)
    ]
    return max(own, key=lambda candidate: candidate.strength, default=None)


def _in_folder(candidate: Candidate, folder: str) -> float:
    return sum(row.row.url.startswith(folder) for row in candidate.rows) / len(candidate.rows)


def _inner_lists(strips: tuple[tuple[Strip, tuple[ReadRow, ...]], ...]) -> dict[HtmlElement, list[HtmlElement]]:
    """Give for each row's link the containers of strips in which it is one of several rows that look like rows."""
    found: dict[HtmlElement, list[HtmlElement]] = {}
    for strip, rows in strips:
        titled = [row for row in rows if title_weight(row.row.title) > 0.2]
        is_block = strip.bands[0].head.tag in _BLOCKS
        if len({row.key for row in titled}) >= 2 and (is_block or all(row.dated for row in titled)):
            for row in titled:
                found.setdefault(row.link, []).append(strip.container)
    return found


def _no_columns(
    rows: tuple[ReadRow, ...], strip: Strip, inner: dict[HtmlElement, list[HtmlElement]], outline: Outline
) -> tuple[ReadRow, ...]:
    """Give the rows that are no columns; where those hold most links, others of their make are too: months."""
    columns = {row.key for row in rows if _is_column(row, strip, inner, outline)}
    held = sum(len({anchor.key for anchor in row.band.anchors}) for row in rows if row.key in columns)
    if held <= len(rows) - len(columns):
        return tuple(row for row in rows if row.key not in columns)
    makes = {make_of(row.band.head) for row in rows if row.key in columns}
    return tuple(row for row in rows if row.key not in columns and make_of(row.band.head) not in makes)


def _is_column(row: ReadRow, strip: Strip, inner: dict[HtmlElement, list[HtmlElement]], outline: Outline) -> bool:
    """Tell whether a row is a column of the page's layout: a list of its own is in it, and its link one row of that."""
    if strip.is_grid:
        return False
    # Both have the link in them, so the one that is no higher is in the other.
    level = outline.measures[row.band.head].depth
    return any(outline.measures[container].depth >= level for container in inner.get(row.link, ()))


def _is_list(candidate: Candidate) -> bool:
    """Tell whether rows are articles at all: one has a title longer than a menu's word, or several have dates."""
    if candidate.strength < LEAST_STRENGTH:
        return False
    titled = sum(title_weight(row.row.title) > 0 for row in candidate.rows)
    return titled > 0 or sum(row.dated for row in candidate.rows) >= 3


def _around(pagers: tuple[HtmlElement, ...]) -> set[HtmlElement]:
    """Give the elements with a pager in them."""
    found: set[HtmlElement] = set()
    for pager in pagers:
        element = pager.getparent()
        while element is not None and element not in found:
            found.add(element)
            element = element.getparent()
    return found


def _holds(strip: Strip, around: set[HtmlElement]) -> bool:
    """Tell whether a row of a strip holds a pager: then it is a column of the page, and the strip the page's layout."""
    return any(band.head in around for band in strip.bands)


def _is_front_page(main: Candidate, candidates: tuple[Candidate, ...], boxes: int) -> bool:
    """Tell whether the strongest strip is only one of several boxes that each lead on to a section.

    A list with a pager beside it is a list, however many boxes stand around it.
    """
    if main.nearness > BESIDE:
        return False
    mine = {anchor.key for row in main.rows for anchor in row.band.anchors}
    strong = [other for other in candidates if other.strength >= LEAST_STRENGTH]
    others = {row.key for other in strong for row in other.rows} - mine
    groups = {_folder(other.rows[0].row.url) for other in strong if len(other.rows) >= 3}
    return len(others) >= len(main.rows) and (boxes >= 2 or len(groups) >= SECTIONS_OF_A_FRONT_PAGE)


def _folder(url: str) -> str:
    """Give the folder of a section's articles: the path up to a month, a day or the file's own name."""
    path = url.split("?", 1)[0]
    return _MONTH.split(path)[0] if _MONTH.search(path) else path.rsplit("/", 1)[0]


def weigh(strip: Strip, rows: tuple[ReadRow, ...], page: Surroundings, folder: str) -> Candidate:
    """Weigh a strip: each row adds by its title, date and address; where it stands on the page multiplies."""
    distinct = {row.key: row for row in rows}
    strength = sum(_worth(row) for row in distinct.values())
    if len(distinct) == 1:
        strength *= 0.6  # one row alone may be anything; a date beside it still makes it a row
    strength *= page.standings.standing(strip.container)
    if folder and rows:
        near = sum(row.row.url.startswith(folder) for row in rows) / len(rows)
        strength *= 1 + 0.4 * near
    near = nearness(strip.container, page.above_pagers)
    strength *= 1 + 3 * near
    strength *= page.standings.by_heading(strip.container)
    return Candidate(strip, rows, strength, near)


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


def belonging(main: Candidate, others: tuple[Candidate, ...], standings: Standings) -> tuple[Candidate, ...]:
    """Give the candidates that are the same list as `main`, in document order, `main` among them.

    The same list: rows with addresses of the same pattern in a container of the same make, or right beside it.
    """
    shapes = Counter(shape(row.row.url) for row in main.rows)
    make = _make(main.strip.container)
    parent = main.strip.container.getparent()
    mine = {row.key for row in main.rows}
    same = [main]
    inside = set(main.strip.container.iter())
    outside = set(main.strip.container.iterancestors())
    column = _column(main)
    least = standings.standing(main.strip.container)
    for other in others:
        if other is main or not other.rows or other.strip.container in inside or other.strip.container in outside:
            continue
        if all(row.key in mine for row in other.rows) or other.dated < main.dated * 0.5:
            continue
        fitting = sum(shape(row.row.url) in shapes for row in other.rows) / len(other.rows)
        beside = other.strip.container.getparent() is parent and parent is not None
        if beside and parent is not None and parent.tag == "body":  # then all that stands in the page does
            beside = other.strip.container.getnext() is main.strip.container
        if fitting >= 0.5 and (_make(other.strip.container) == make or beside):
            near = other.strip.container in column and standings.standing(other.strip.container) >= least
            same += [other] if near else []
    return tuple(same)


def _column(main: Candidate) -> set[HtmlElement]:
    """Give what stands in one column with the list: their common ancestor is at most three levels up."""
    above = [main.strip.container, *main.strip.container.iterancestors()][:4]
    return set(above[-1].iterdescendants())


def _make(container: HtmlElement) -> tuple[str, ...]:
    """Name the make of a container: tag and class of itself and of its parent."""
    parent = container.getparent()
    elements = (container,) if parent is None else (container, parent)
    return tuple(make_of(element) for element in elements)
