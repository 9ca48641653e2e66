"""Portals as they stand in the wild: from the section's address alone, everything listed and nothing else."""

from __future__ import annotations

import pytest

from tests.portal.families.walk import HOST, walk
from tests.portal.others import Other
from tests.portal.wild import WILD

UNREAD: set[str] = {
    "w-founder",
}
CASES = [
    pytest.param(portal, id=portal.name, marks=[pytest.mark.xfail(strict=True)] if portal.name in UNREAD else [])
    for portal in WILD
]


@pytest.mark.parametrize("portal", CASES)
def test_all_rows_of_a_wild_portal_are_read_with_title_and_date(portal: Other) -> None:
    rows, _ = walk(portal)  # type: ignore[arg-type]  # answers like a simulated portal
    assert {url.removeprefix(HOST): (row.title, row.date) for url, row in rows.items()} == portal.expected()
