"""Portals of other make than the families: from the section's address alone, everything listed and nothing else."""

from __future__ import annotations

import pytest

from tests.portal.families.walk import HOST, walk
from tests.portal.others import OTHERS, Other


@pytest.mark.parametrize("portal", OTHERS, ids=lambda portal: portal.name)
def test_all_rows_of_another_make_are_read_with_title_and_date(portal: Other) -> None:
    rows, _ = walk(portal)  # type: ignore[arg-type]  # answers like a simulated portal
    assert {url.removeprefix(HOST): (row.title, row.date) for url, row in rows.items()} == portal.expected()
