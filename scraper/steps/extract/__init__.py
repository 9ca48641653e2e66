"""extract: read the article's fields from the page."""

from scraper.mended import collapse
from scraper.model import Article, Listing, Mended, PurgedPage
from scraper.profile import Profile
from scraper.sites import Site


def extract(
    page: PurgedPage, parts: tuple[PurgedPage, ...], listing: Listing | None, site: Site, profile: Profile
) -> Article:
    """Read the article's fields."""
    del parts, listing, site, profile
    return Article(text=collapse(Mended(page.tree.text_content())), method="whole", confidence=0.1)
