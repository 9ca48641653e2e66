"""decode: bytes to text."""

from scraper.model import DecodedPage, Encoding, RawPage
from scraper.profile import Profile


def decode(page: RawPage, profile: Profile) -> DecodedPage:
    """Turn the body into text."""
    del profile
    return DecodedPage(page, page.body.decode("utf-8", "replace"), Encoding())
