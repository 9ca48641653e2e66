"""A page of a test through the line, alone: its text in UTF-8, labelled so."""

from __future__ import annotations

from scraper.fields import ArticleLine, Record
from scraper.line import refine
from scraper.model import Document, RawPage
from scraper.profile import EMPTY
from scraper.sites import site_of

UTF8 = (("Content-Type", "text/html; charset=utf-8"),)


def record_of(html: str, url: str, status: int = 200) -> Record:
    """The record of a page."""
    return refine(Document(RawPage(url, html.encode(), status, UTF8)), site_of(url), EMPTY).record


def article_of(html: str, url: str) -> ArticleLine:
    """The record of a page that is an article."""
    record = record_of(html, url)
    assert isinstance(record, ArticleLine), record
    return record


def outcome_of(html: str, url: str, status: int = 200) -> str:
    """What becomes of a page: `article`, or the outcome under which it is set aside."""
    record = record_of(html, url, status)
    return "article" if isinstance(record, ArticleLine) else record.outcome
