"""The web page in a browser (Debian's Chromium): as its readers meet it. The pictures in docs/images come from here."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from os import environ
from urllib.parse import quote

import pytest

from tests.conftest import ROOT
from tests.web_archive import EDITED, REPAIRED, SITE, by_title, make_web_archive
from tests.web_server import Server

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PICTURES = ROOT / "docs" / "images"

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium fonts-noto-cjk)"),
]
playwright = pytest.importorskip("playwright.sync_api")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    served = Server(make_web_archive(tmp_path_factory.mktemp("web") / "output"))
    yield served
    served.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with playwright.sync_playwright() as driver:
        # Chromium's own sandbox does not start as root, as in a container; the pages here are our own.
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


class Reader:
    """A reader with a window of a size; notes requests to others and errors."""

    def __init__(self, browser, server: Server, width: int = 1280, height: int = 860, **options: object) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": height}, locale="en", **options)
        self.page = self.context.new_page()
        self.base = f"http://127.0.0.1:{server.port}"
        self.elsewhere: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self._note(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _note(self, url: str) -> None:
        if not url.startswith((self.base, "data:", "about:")):
            self.elsewhere.append(url)

    def open(self, path: str):
        self.page.goto(self.base + quote(path, safe="/?&=%:"))
        return self.page

    def overflow(self) -> int:
        """Give the pixels by which the page is wider than the window."""
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.fixture
def reader(browser, server) -> Iterator[Reader]:
    opened = Reader(browser, server)
    yield opened
    opened.context.close()
    assert opened.errors == []
    # What the sandboxed original wanted was asked of nobody: a blocked request never leaves the browser.
    assert [url for url in opened.elsewhere if "elsewhere.example" not in url] == []


@pytest.fixture
def phone(browser, server) -> Iterator[Reader]:
    opened = Reader(browser, server, 360, 740, has_touch=True)
    yield opened
    opened.context.close()
    assert opened.errors == []


def picture(page, name: str, update: bool) -> None:
    """Keep a picture for the documentation, when asked to (`--update-golden`, or CHENGXI_PICTURES=1)."""
    data = page.screenshot()
    assert len(data) > 5000  # a page that is blank is smaller
    if update:
        PICTURES.mkdir(parents=True, exist_ok=True)
        (PICTURES / f"{name}.png").write_bytes(data)


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden", default=False) or environ.get("CHENGXI_PICTURES"))


def test_a_search_a_facet_and_an_article(reader, update):
    page = reader.open("/")
    picture(page, "home", update)
    page.fill("input[type=search]", "水庫安全")
    page.keyboard.press("Enter")
    assert page.locator(".hits mark").first.inner_text() == "水库安全"
    picture(page, "results", update)
    page.locator(".facets a", has_text="清溪县人民政府").first.click()
    assert f"site={SITE}" in page.url
    page.locator(".hits h3 a").first.click()
    assert page.locator("h1").inner_text().startswith("关于印发清溪县")
    picture(page, "article", update)


def test_repairs_on_demand(reader, update):
    page = reader.open(f"/article/{by_title(REPAIRED)}")
    assert page.locator(".body del").count() == 0
    page.locator(".tabs a", has_text="What was repaired").click()
    assert page.locator(".repair del").first.inner_text() == "三箇責任人"
    picture(page, "repairs", update)


def test_revisions_side_by_side(reader, update):
    page = reader.open(f"/article/{by_title(EDITED)}/revisions")
    left, right = page.locator(".diff tbody tr").nth(1).locator("td").all()
    assert left.bounding_box()["y"] == right.bounding_box()["y"]
    assert right.locator("ins").first.inner_text() == "9"
    picture(page, "diff", update)


def test_the_original_is_shown_and_asks_nobody(reader, update):
    page = reader.open(f"/article/{by_title(REPAIRED)}/original")
    frame = page.frame_locator("iframe.original")
    frame.locator("p", has_text="各乡镇人民政府").wait_for()
    assert frame.locator("html").evaluate("() => document.title") != "run"
    picture(page, "original", update)


def test_the_timeline_leads_to_the_articles_of_a_bar(reader, update):
    page = reader.open("/timeline?by=year")
    picture(page, "timeline", update)
    page.locator(".chart svg a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**since=**")
    assert page.locator(".hits li").count() > 0


def test_coverage_in_chinese(reader, update):
    page = reader.open("/coverage?lang=zh")
    assert page.locator("h1").inner_text() == "收录情况"
    picture(page, "coverage", update)


def test_a_citation_is_copied(reader):
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = reader.open(f"/article/{by_title(REPAIRED)}/cite")
    page.locator("[data-copy]").first.click()
    page.locator("[data-copy]", has_text="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("清溪县人民政府办公室. ")


def test_the_feed_is_offered(reader):
    page = reader.open("/?q=水库")
    assert page.locator("link[type='application/atom+xml']").get_attribute("href") == "/feed.atom?q=%E6%B0%B4%E5%BA%93"


def test_everything_works_without_script(browser, server):
    reader = Reader(browser, server, java_script_enabled=False)
    page = reader.open("/")
    page.fill("input[type=search]", "水库")
    page.locator("form.search button").click()
    assert page.locator(".hits li").count() > 0
    page.locator(".facets a").first.click()
    page.locator(".hits h3 a").first.click()
    page.locator(".tabs a", has_text="Cite").click()
    assert page.locator("[data-copy]").first.is_hidden()
    page.locator(".top a", has_text="Timeline").click()
    page.locator(".chart svg a").first.click()
    assert page.locator(".hits li").count() > 0
    reader.context.close()


def test_the_keyboard_is_enough(reader):
    page = reader.open("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("/")
    page.keyboard.type("水利")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=**")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    first = page.locator(".hits h3 a").first.get_attribute("href")
    assert page.evaluate("document.activeElement.getAttribute('href')") == first
    page.keyboard.press("Enter")
    page.wait_for_url("**/article/**")
    for _ in range(40):  # every tab of the article can be reached
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").startswith("Cite"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/cite**")


def test_light_and_dark_can_be_chosen_and_are_kept(reader, update):
    page = reader.open("/?q=水利")
    light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.locator("button.theme").click()
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert light != dark
    page.reload()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == dark
    picture(page, "dark", update)


PAGES = {
    "home": "/",
    "results": "/?q=水利",
    "narrowed": f"/?q=水利&site={SITE}&since=2016-01-01&until=2026-12-31",
    "nothing": "/?q=绝无此词",
    "problem": "/?q=foo:bar",
    "article": f"/article/{by_title(REPAIRED)}?q=水库",
    "repairs": f"/article/{by_title(REPAIRED)}/repairs",
    "revisions": f"/article/{by_title(EDITED)}/revisions",
    "original": f"/article/{by_title(REPAIRED)}/original",
    "cite": f"/article/{by_title(REPAIRED)}/cite",
    "timeline": "/timeline",
    "changes": "/changes",
    "concordance": "/concordance?q=水库",
    "coverage": "/coverage",
    "set-aside": f"/coverage/set-aside?site={SITE}",
    "refused": "/nothing-here",
}


def test_paper_is_white_also_in_the_dark_and_a_wide_table_is_as_wide_as_the_sheet(browser, server):
    reader = Reader(browser, server, 794, 1123, color_scheme="dark")
    try:
        page = reader.open(f"/article/{by_title(REPAIRED)}")
        assert not page.is_visible(".provenance")
        page.evaluate(
            """() => { const table = document.querySelector(".body table"), row = table.insertRow();
            for (let at = 0; at < 24; at += 1) row.insertCell().textContent = "第" + at + "列指标"; }"""
        )
        page.emulate_media(media="print", color_scheme="dark")
        colours = page.evaluate(
            "(({color, backgroundColor}) => [color, backgroundColor])(getComputedStyle(document.documentElement))"
        )
        assert colours == ["rgb(29, 28, 26)", "rgb(255, 255, 255)"]
        assert page.evaluate("document.querySelector('.body table').getBoundingClientRect().right <= innerWidth")
        assert not page.is_visible(".tabs")
        assert f"Archived copy {by_title(REPAIRED)}, revision 1" in page.inner_text(".provenance")
    finally:
        reader.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_narrow_phone_shows_every_page_without_scrolling_sideways(phone, name, update):
    page = phone.open(PAGES[name])
    assert phone.overflow() <= 0
    if name in {"results", "article"}:
        picture(page, f"phone-{name}", update)


@pytest.mark.parametrize("name", ["changes", "concordance"])
def test_a_wide_window_shows_what_the_documentation_pictures(reader, name, update):
    page = reader.open(PAGES[name])
    assert reader.overflow() <= 0
    picture(page, name, update)


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_serious_fault(browser, server, name):
    """All rules in light; in dark the one that colours can break."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    reader = Reader(browser, server, color_scheme="light")
    page = reader.open(PAGES[name])
    found = axe.Axe().run(page, options={"iframes": False}).response["violations"]
    page.emulate_media(color_scheme="dark")
    only = {"iframes": False, "runOnly": {"type": "rule", "values": ["color-contrast"]}}
    found += axe.Axe().run(page, options=only).response["violations"]
    reader.context.close()
    serious = [
        (fault["id"], node["html"][:160], node["any"][0]["message"] if node["any"] else "")
        for fault in found
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"]
    ]
    assert serious == []
