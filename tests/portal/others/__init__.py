"""Portals of other make than the families: written apart from the reader, read blind, kept as they were found."""

from tests.portal.others.base import Item, Other
from tests.portal.others.cms import CMS
from tests.portal.others.foreign import FOREIGN
from tests.portal.others.modern import MODERN
from tests.portal.others.more import MORE
from tests.portal.others.old import OLD
from tests.portal.others.scripted import SCRIPTED
from tests.portal.others.sundry import SUNDRY
from tests.portal.others.traps import TRAPS

OTHERS: tuple[Other, ...] = (*OLD, *CMS, *MODERN, *MORE, *TRAPS, *SCRIPTED, *SUNDRY, *FOREIGN)

__all__ = ["OTHERS", "Item", "Other"]
