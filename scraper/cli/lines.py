"""The line as the store wants it handed in: a record and nothing else."""

from __future__ import annotations

from scraper.fields import Record
from scraper.line import refine
from scraper.model import Document
from scraper.profile import Profile
from scraper.sites import Site


def record_of(document: Document, site: Site, profile: Profile) -> Record:
    """Give the record that the line makes of a document."""
    return refine(document, site, profile).record
