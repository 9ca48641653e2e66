"""Portals as they stand in the wild: from the section's address alone, everything listed and nothing else."""

from __future__ import annotations

import pytest

from tests.portal.families.walk import HOST, walk
from tests.portal.others import Other
from tests.portal.wild import WILD


@pytest.mark.parametrize("portal", WILD, ids=lambda portal: portal.name)
def test_all_rows_of_a_wild_portal_are_read_with_title_and_date(portal: Other) -> None:
    rows, _ = walk(portal)  # type: ignore[arg-type]  # answers like a simulated portal
    assert {url.removeprefix(HOST): (row.title, row.date) for url, row in rows.items()} == portal.expected()
