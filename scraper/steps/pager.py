"""pager: the further pages of a list."""

from scraper.model import ListPage, PageRequest, PurgedPage, Row
from scraper.sites import Site


def read_pager(page: PurgedPage, request: PageRequest, rows: tuple[Row, ...], site: Site) -> ListPage:
    """Read where the list goes on and what its pager states."""
    del request, site
    return ListPage(page.decoded.raw.url, rows)
