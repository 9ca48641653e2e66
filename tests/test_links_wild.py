"""Portals as they stand in the wild: from the section's address alone, everything listed and nothing else."""

from __future__ import annotations

import pytest

from tests.portal.families.walk import HOST, walk
from tests.portal.others import Other
from tests.portal.wild import WILD

UNREAD = set(
    [
        "w-jpaas",
        "w-pager-call",
        "w-count-page",
        "w-page-vars",
        "w-siteserver",
        "w-powereasy",
        "w-catalogue",
        "w-founder",
        "w-frameset",
        "w-laypage",
        "w-layui-table",
        "w-simple",
        "w-easyui",
        "w-bootstrap-table",
        "w-datatables",
        "w-spa",
        "w-wp-rest",
        "w-admin-ajax",
        "w-turbo",
        "w-primefaces",
        "w-gridview",
        "w-han-months",
        "w-opened",
        "w-accordion",
        "w-uyghur",
        "w-tibetan",
        "w-mongolian",
        "w-japan",
        "w-russia",
        "w-mexico",
        "w-indonesia",
        "w-turkey",
    ]
)
CASES = [
    pytest.param(portal, id=portal.name, marks=[pytest.mark.xfail(strict=True)] if portal.name in UNREAD else [])
    for portal in WILD
]


@pytest.mark.parametrize("portal", CASES)
def test_all_rows_of_a_wild_portal_are_read_with_title_and_date(portal: Other) -> None:
    rows, _ = walk(portal)  # type: ignore[arg-type]  # answers like a simulated portal
    assert {url.removeprefix(HOST): (row.title, row.date) for url, row in rows.items()} == portal.expected()
