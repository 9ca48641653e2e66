"""links: the article rows of a list page."""

from scraper.model import PurgedPage, Row
from scraper.profile import Profile
from scraper.sites import Site


def read_rows(page: PurgedPage, site: Site, profile: Profile) -> tuple[Row, ...]:
    """Read the article rows of a list page."""
    del page, site, profile
    return ()
