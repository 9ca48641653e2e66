"""Invented portals of many makes, to crawl on loopback: every family of list pages, three markups each.

`FAMILIES` is the table; `build(family, markup)` gives a portal that answers requests and knows what it lists.
`python -m tests.portal.families --port 8080` serves them all.
"""

from tests.portal.families.makes import FAMILIES, MARKUPS, Family, Simulated, build
from tests.portal.families.server import serving

__all__ = ["FAMILIES", "MARKUPS", "Family", "Simulated", "build", "serving"]
