"""Front pages without a word for more: icons, headings that are links, tabs that name an address."""

from __future__ import annotations

import pytest

from scraper.line import read_list
from scraper.model import PageRequest, RawPage
from scraper.profile import EMPTY
from scraper.sites import site_of

HOME = "http://www.yunxi.example.cn/"
NAMES = {"tzgg": "通知公告", "gzdt": "工作动态", "zcjd": "政策解读"}


def rows(folder: str) -> str:
    return "".join(
        f'<li><a href="/{folder}/202403/t{n}.html">关于做好第{n}批水库除险加固工作的通知</a><i>03-1{n}</i></li>'
        for n in range(5)
    )


def icons() -> str:
    return "".join(
        f'<div><div class=hd><h3>{name}</h3><a href="/{folder}/"><i class="icon-more"></i></a></div><ul>{rows(folder)}</ul></div>'
        for folder, name in NAMES.items()
    )


def headings() -> str:
    return "".join(f'<div><h2><a href="/{f}/">{name}</a></h2><ul>{rows(f)}</ul></div>' for f, name in NAMES.items())


def tabs() -> str:
    heads = "".join(f'<li data-url="/{folder}/">{name}</li>' for folder, name in NAMES.items())
    return f"<ul>{heads}</ul>{''.join(f'<div><ul>{rows(folder)}</ul></div>' for folder in NAMES)}"


@pytest.mark.parametrize("body", [icons(), headings(), tabs()], ids=["icons", "headings", "tabs"])
def test_front_page_gives_its_sections_and_no_rows(body: str) -> None:
    page = f"<html><head><meta charset=utf-8><title>云溪市人民政府</title></head><body>{body}</body></html>"
    listed = read_list(RawPage(HOME, page.encode()), PageRequest(HOME), site_of(HOME), EMPTY)
    assert {link.url.removeprefix(HOME).strip("/"): link.name for link in listed.sections} == NAMES
    assert not listed.rows
