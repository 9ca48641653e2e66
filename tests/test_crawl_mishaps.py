"""Whatever goes wrong on the way of a page, it gets a line, its errand ends, and the crawl with it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response

from pipelines import attachments as attachments_module
from pipelines import refine as refine_module
from pipelines.attachments import AttachmentsPipeline
from pipelines.items import Draft, Visit
from pipelines.keep import KeepPipeline
from pipelines.refine import RefinePipeline
from scraper.cli.common import Settings
from scraper.cli.reports import tell
from scraper.errors import PageError
from scraper.fields import ArticleLine, AttachmentLine, SetAsideLine
from scraper.model import PageRequest
from scraper.profile import Lesson
from scraper.sites import Site
from scraper.steps.attachment import FileText
from scraper.store.clock import now
from scraper.store.exchange import Exchange, Failure
from scraper.store.frontier import Errand
from scraper.store.state import Store
from spiders import download as download_module
from spiders.answers import page_of
from spiders.desk import Desk
from spiders.download import WireHandler
from spiders.fetcher import Fetched, Fetcher, retry_after_s
from spiders.middlewares import ErrandMiddleware
from spiders.plan import Plan, Report, Target
from spiders.portal import PortalSpider
from spiders.robots import Robots
from tests.crawling import set_aside

SECTION = "http://portal.example/list.html"


class Desks:
    """A desk without a reactor: its answers come from a function."""

    def __init__(self, output: Path) -> None:
        self.store = Store.open(output)
        site = Site("portal.example", ("portal.example",))
        self.desk = Desk(Plan((Target(SECTION, site),), output, "run"), self.store, Report("run"))
        self.desk.begin()
        self.crawler = SimpleNamespace(spider=SimpleNamespace(desk=self.desk), engine=None)
        self.fetcher = Fetcher(self.desk.plan, self.crawler)
        self.desk.use(self.fetcher)

    def article(self) -> Errand:
        """Lease an article."""
        self.desk.frontier.add(
            [Errand("article", PageRequest("http://portal.example/a.html"), "portal.example", SECTION)]
        )
        errand = self.desk.frontier.lease()
        assert errand is not None
        assert errand.kind == "article"
        return errand


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    made = Desks(tmp_path)
    yield made
    made.desk.workers.close()
    made.store.close()


def answer(errand: Errand, body: bytes = b"<html><body><p>x</p></body></html>", **values: Any) -> Exchange:
    exchange = Exchange(errand.request, now(), (), 200, b"HTTP/1.1 200 OK", ((b"Content-Type", b"text/html"),), body)
    return replace(exchange, **values)


def with_files(desks: Desks, count: int) -> Draft:
    """A draft whose article offers files."""
    errand = desks.article()
    files = tuple(AttachmentLine(url=f"http://portal.example/{at}.txt", name=f"附件{at}") for at in range(count))
    url = errand.request.url
    article = ArticleLine(id="0" * 16, url=url, canonical_url=url, site="portal.example", attachments=files)
    return Draft(Visit(errand, (answer(errand),)), article)


def fetched_files(desks: Desks, item: Draft) -> Draft:
    """Run the pipeline; each file has a thousand bytes."""

    async def fetch(request: PageRequest, **_: Any) -> Fetched:
        return Fetched((Exchange(request, now(), (), 200, b"HTTP/1.1 200 OK", (), b"x" * 1_000),))

    async def run(*_: Any, **__: Any) -> FileText:
        return FileText("text/plain", "txt")

    desks.fetcher.fetch = fetch  # type: ignore[method-assign]
    desks.desk.workers.run = run  # type: ignore[method-assign]
    return asyncio.run(AttachmentsPipeline(desks.crawler).process_item(item))


def raising(error: Exception) -> Any:
    async def fails(*_: Any, **__: Any) -> Any:
        raise error

    return fails


def told(desks: Desks, output: Path) -> list[dict[str, Any]]:
    desks.store.commit()
    return set_aside(output)


def test_error_in_the_fetch_becomes_an_answer_with_the_reason(desks: Desks) -> None:
    desks.desk.fetch = raising(OverflowError("too far"))  # type: ignore[method-assign]
    request = Request("http://errand.invalid/", meta={"errand": desks.article()})
    asyncio.run(ErrandMiddleware(desks.crawler).process_request(request))
    failure = request.meta["fetched"].last.failure
    assert failure.outcome == "bad_content"
    assert "OverflowError: too far" in failure.reason


def test_error_in_the_spider_sets_the_list_page_aside_and_ends_its_errand(desks: Desks, tmp_path: Path) -> None:
    errand = desks.desk.frontier.lease()
    assert errand is not None
    desks.desk.read_list = raising(ZeroDivisionError("rows"))  # type: ignore[method-assign]
    spider = PortalSpider(desks.desk)
    meta = {"errand": errand, "fetched": Fetched((answer(errand),))}
    response = Response(SECTION, request=Request(SECTION, meta=meta))

    async def parsed() -> list[Visit]:
        return [visit async for visit in spider.parse(response)]

    assert asyncio.run(parsed()) == []
    assert desks.desk.frontier.leased == 0
    assert "ZeroDivisionError" in told(desks, tmp_path)[0]["reasons"][0]
    assert desks.desk.report.exit_code == 1


def test_error_in_the_refining_sets_the_page_aside(desks: Desks) -> None:
    errand = desks.article()
    desks.desk.refine = raising(KeyError("field"))  # type: ignore[method-assign]
    desks.desk.is_all_held = lambda: True  # type: ignore[method-assign]
    draft = asyncio.run(RefinePipeline(desks.crawler).process_item(Visit(errand, (answer(errand),))))
    assert isinstance(draft.record, SetAsideLine)
    assert draft.record.outcome == "bad_content"
    assert "KeyError" in draft.record.reasons[0]


def test_error_in_the_keeping_sets_the_page_aside_and_ends_its_errand(desks: Desks, tmp_path: Path) -> None:
    errand = desks.article()

    def fails(_: Any) -> Any:
        raise UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed")

    desks.desk.keeper.keep = fails  # type: ignore[method-assign]
    record = desks.desk.set_aside(errand, PageError("no page"))
    item = Draft(Visit(errand, (answer(errand),)), record)
    asyncio.run(KeepPipeline(desks.crawler).process_item(item))
    assert desks.desk.frontier.leased == 0
    assert "UnicodeEncodeError" in told(desks, tmp_path)[0]["reasons"][0]


def test_error_in_the_keeping_of_a_known_page_leaves_its_state(desks: Desks) -> None:
    errand = desks.article()
    record = desks.desk.set_aside(errand, PageError("first"))
    asyncio.run(KeepPipeline(desks.crawler).process_item(Draft(Visit(errand, (answer(errand),)), record)))
    before = desks.desk.keeper.pages.get("http://portal.example/a.html")
    desks.desk.give_up(errand, PageError("second"))
    assert desks.desk.keeper.pages.get("http://portal.example/a.html") == before


def test_error_in_the_fetch_of_a_file_is_the_reason_of_the_file(desks: Desks) -> None:
    item = with_files(desks, 1)
    desks.fetcher.fetch = raising(RuntimeError("socket"))  # type: ignore[method-assign]
    done = asyncio.run(AttachmentsPipeline(desks.crawler).process_item(item))
    assert done.record == item.record
    assert [file.url for file in done.files if file.problem and "RuntimeError" in file.problem.reason] == [
        "http://portal.example/0.txt"
    ]


def test_files_beyond_the_budget_of_an_article_are_told_as_too_large(
    desks: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments_module, "MAX_ARTICLE_BYTES", 2_500)
    done = fetched_files(desks, with_files(desks, 5))
    assert [file.problem.outcome if file.problem else None for file in done.files] == [None] * 3 + ["too_large"] * 2


def test_files_that_take_too_long_together_are_told(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments_module, "MAX_ARTICLE_S", -1.0)
    done = fetched_files(desks, with_files(desks, 2))
    assert ["minutes" in file.problem.reason for file in done.files if file.problem] == [True, True]


def test_article_is_left_to_the_next_run_when_the_time_is_over_before_its_files_came(desks: Desks) -> None:
    desks.desk.halt("--max-minutes 1 are over")
    assert fetched_files(desks, with_files(desks, 2)).is_left


def test_files_of_the_last_articles_of_a_number_are_still_fetched(desks: Desks) -> None:
    desks.desk.report.stopped = "--max-articles 1 is reached"
    done = fetched_files(desks, with_files(desks, 2))
    assert ([file.problem for file in done.files], done.is_left) == ([None, None], False)


def test_left_article_stays_pending_and_nothing_of_it_is_kept(desks: Desks, tmp_path: Path) -> None:
    item = replace(with_files(desks, 2), is_left=True)
    asyncio.run(KeepPipeline(desks.crawler).process_item(item))
    assert desks.desk.frontier.has_pending(SECTION)
    assert told(desks, tmp_path) == []


def test_files_within_the_budget_are_all_fetched(desks: Desks) -> None:
    done = fetched_files(desks, with_files(desks, 20))
    assert [file.problem for file in done.files] == [None] * 20


def test_file_whose_text_takes_too_long_is_kept_without_text(desks: Desks) -> None:
    item = with_files(desks, 1)
    fetched_files(desks, item)  # sets what is fetched
    desks.desk.workers.run = raising(PageError("the page kept its worker busy"))  # type: ignore[method-assign]
    (file,) = asyncio.run(AttachmentsPipeline(desks.crawler).process_item(item)).files
    assert (file.problem, file.body) == (None, b"x" * 1_000)
    assert file.read == FileText("text/plain", "txt", "", ("the page kept its worker busy",))


def test_page_that_breaks_its_worker_teaches_nothing_and_is_still_refined(desks: Desks) -> None:
    desks.desk.workers.run = raising(PageError("too slow"))  # type: ignore[method-assign]
    page = page_of(answer(errand := desks.article()), errand.request.url)
    assert asyncio.run(desks.desk.teach(page, errand)) == Lesson()


def test_held_page_goes_on_when_the_run_is_over(desks: Desks) -> None:
    errand = desks.article()
    desks.desk.is_all_held = lambda: False  # type: ignore[method-assign]
    desks.desk.report.stopped = "--max-minutes 1 are over"
    desks.desk.workers.run = raising(PageError("too slow"))  # type: ignore[method-assign]
    refining = RefinePipeline(desks.crawler).process_item(Visit(errand, (answer(errand),)))
    draft = asyncio.run(asyncio.wait_for(refining, 5))
    assert isinstance(draft.record, SetAsideLine)


def test_held_page_goes_on_after_a_while(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    errand = desks.article()
    monkeypatch.setattr(refine_module, "HELD_S", 0.1)
    desks.desk.is_all_held = lambda: False  # type: ignore[method-assign]
    desks.desk.workers.run = raising(PageError("too slow"))  # type: ignore[method-assign]
    refining = RefinePipeline(desks.crawler).process_item(Visit(errand, (answer(errand),)))
    draft = asyncio.run(asyncio.wait_for(refining, 5))
    assert isinstance(draft.record, SetAsideLine)


@pytest.mark.parametrize(
    ("value", "wait_s"),
    [
        ("30", 30.0),
        (" 30 ", 30.0),
        ("9" * 400, 7 * 86_400.0),
        ("Mon, 01 Jan 9998 00:00:00 GMT", 7 * 86_400.0),
        ("Mon, 01 Jan 2001 00:00:00 GMT", 0.0),
        ("Mon, 01 Jan 2030 00:00:00 +99999999999999999", None),
        ("\xb2", None),
        ("soon", None),
    ],
)
def test_retry_after_of_any_kind_is_a_bounded_time_or_nothing(desks: Desks, value: str, wait_s: float | None) -> None:
    exchange = answer(desks.article(), headers=((b"Retry-After", value.encode("latin-1")),))
    assert retry_after_s(exchange) == wait_s


def test_robots_that_meet_an_error_leave_nobody_waiting() -> None:
    async def both() -> list[Any]:
        robots = Robots(raising(RuntimeError("socket")))
        asked = [robots.refusal(f"http://portal.example/{name}") for name in ("a", "b")]
        return await asyncio.wait_for(asyncio.gather(*asked, return_exceptions=True), 5)

    first, second = asyncio.run(both())
    assert isinstance(first, RuntimeError)
    assert "could not be read" in second.reason


def test_status_phrase_cannot_steer_a_terminal(desks: Desks) -> None:
    errand = desks.article()
    exchange = answer(errand, status=404, status_line=b"HTTP/1.1 404 \x1b]0;gone\x07\x9b2J\r\nNot Found")
    with pytest.raises(PageError) as error:
        page_of(exchange, errand.request.url)
    assert error.value.reason == "the server answered 404  ]0;gone  2J  Not Found"


def test_what_is_told_of_a_section_cannot_steer_a_terminal(
    desks: Desks, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    count = desks.desk.report.of(SECTION)
    count.failure, count.name, count.notes = "\x1b[2J gone", "公告\x1b[1m", ["\u202e"]
    tell(desks.desk.report, Settings(output=tmp_path), as_json=False)
    out, err = capsys.readouterr()
    assert [char for char in out + err if not char.isprintable() and char != "\n"] == []
    assert "公告" in out


def test_download_that_never_ends_by_itself_ends_in_time(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    forever = SimpleNamespace(answered=None, download_request=lambda _: None)
    monkeypatch.setattr(download_module, "_WireAgent", lambda *_, **__: forever)
    monkeypatch.setattr(download_module, "maybe_deferred_to_future", lambda _: asyncio.Event().wait())
    monkeypatch.setattr(download_module, "GRACE_S", 0.0)
    errand = desks.article()
    request = Request(errand.request.url, meta={"page_request": errand.request, "download_timeout": 0.01})
    handler = SimpleNamespace(_agent=None, _contextFactory=None, _default_maxsize=0, _crawler=None)
    exchange = asyncio.run(WireHandler._attempt(handler, request, errand.request, now(), is_lax=False))
    assert exchange is not None
    assert exchange.failure == Failure("unreachable", "portal.example did not answer in time", is_passing=True)


def test_files_beyond_the_most_of_an_article_are_told(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments_module, "MAX_FILES", 2)
    done = fetched_files(desks, with_files(desks, 4))
    assert ["more than 2 files" in file.problem.reason for file in done.files if file.problem] == [True, True]


def test_file_of_another_site_is_told_and_not_asked_for(desks: Desks) -> None:
    item = with_files(desks, 1)
    assert item.article is not None
    far = AttachmentLine(url="http://elsewhere.example/far.doc", name="附件")
    done = fetched_files(desks, replace(item, record=replace(item.article, attachments=(far,))))
    assert [file.problem and file.problem.outcome for file in done.files] == ["not_article"]
    assert not done.is_left
