"""The fields of an article that is a file: title and date from the row that led to it, the text from the file."""

from __future__ import annotations

from scraper.model import Listing, Mended, RawPage
from scraper.results import Article, FoundDate, Link
from scraper.steps.extract.found_dates import url_date
from scraper.steps.extract.language import language_of

CONFIDENCE = 0.9  # the text is the file's; which words of the row are the title was read from the list


def extract_file(page: RawPage, name: str, extension: str, text: Mended, listing: Listing) -> Article:
    """Make the article of a file that a row of a list led to; the file itself is its one attachment."""
    title = listing.title or name or page.url
    dates = [FoundDate("list", listing.date, listing.date)] if listing.date else []
    dates += [found for found in url_date(page.url) if found is not None]
    return Article(
        title=Mended(title),
        text=text,
        published=dates[0].value if dates else None,
        dates=tuple(dates),
        language=language_of(text.text or title),
        attachments=(Link(page.url, name or f"{title}.{extension}"),),
        method=f"file/{extension}",
        confidence=CONFIDENCE,
    )
