"""Portals of the fifth lot: made after what stands in the wild, apart from the reader, read blind, kept as found."""

from tests.portal.others.base import Other
from tests.portal.wild.chinese import CHINESE
from tests.portal.wild.languages import LANGUAGES
from tests.portal.wild.later import LATER
from tests.portal.wild.markup import MARKUP
from tests.portal.wild.plugins import PLUGINS

WILD: tuple[Other, ...] = (*CHINESE, *PLUGINS, *MARKUP, *LANGUAGES, *LATER)

__all__ = ["WILD"]
