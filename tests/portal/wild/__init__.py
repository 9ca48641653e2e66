"""Portals as they stand in the wild: made apart from the reader, read blind, kept as they were found."""

from tests.portal.others.base import Other
from tests.portal.wild.abroad import ABROAD
from tests.portal.wild.asia import ASIA
from tests.portal.wild.days import DAYS
from tests.portal.wild.fetched import FETCHED
from tests.portal.wild.forms import FORMS
from tests.portal.wild.grids import GRIDS
from tests.portal.wild.held import HELD
from tests.portal.wild.last import LAST
from tests.portal.wild.makers import MAKERS
from tests.portal.wild.markup import MARKUP
from tests.portal.wild.tongues import TONGUES
from tests.portal.wild.trs import TRS
from tests.portal.wild.units import UNITS
from tests.portal.wild.west import WEST

WILD: tuple[Other, ...] = (
    *TRS,
    *UNITS,
    *GRIDS,
    *FETCHED,
    *MARKUP,
    *ASIA,
    *WEST,
    *FORMS,
    *TONGUES,
    *LAST,
    *MAKERS,
    *ABROAD,
    *HELD,
    *DAYS,
)

__all__ = ["WILD"]
