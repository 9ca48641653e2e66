"""The demonstration portal: an invented township, hacked as the real ones are."""

from tests.portal.demo.pages import LISTED, SECTION, answers

__all__ = ["LISTED", "SECTION", "answers"]
