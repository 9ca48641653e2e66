"""A list that changes while it is walked: nothing that stays listed is lost, whatever is published or taken down."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.model import PageRequest
from scraper.results import Row
from spiders.walk import MOST_AGAIN, MOST_ALIKE, MOST_ROUNDS, Walk, rises
from tests.crawling import articles, crawl
from tests.portal.families import FAMILIES, Family, build
from tests.portal.families.walk import HOST, read, walk
from tests.portal.server import Answer, Portal
from tests.test_crawl import article, list_page


def _states_rows(family: Family) -> bool:
    portal = build(family, "list", count=3 * family.size)
    first = read(portal, PageRequest(HOST + portal.section))
    pages = [first, *(read(portal, request) for request in first.next_pages[:1])]
    return pages[-1].total_rows is not None


STATING = [family for family in FAMILIES if _states_rows(family)]


@pytest.mark.parametrize("family", STATING, ids=[family.name for family in STATING])
def test_rows_that_stay_are_found_whatever_changes_between_two_requests(family: Family) -> None:
    for seed in range(6):
        dice = random.Random(seed)
        portal = build(family, "list", count=4 * family.size)
        before = set(portal.expected())

        def change(_: int, dice: random.Random = dice, portal: object = portal) -> None:
            for _ in range(dice.randrange(3)):
                if dice.random() < 0.4:
                    portal.grow()
                else:
                    portal.take_down(dice.randrange(10**6))

        rows, _ = walk(portal, change)
        found = {url.removeprefix(HOST) for url in rows}
        assert before & set(portal.expected()) <= found, f"seed {seed}"


class _Changing(dict[str, Answer]):
    """A portal that takes its newest article down right before it answers for list page 2."""

    def __init__(self, count: int, *, states_total: bool) -> None:
        super().__init__()
        self.numbers = list(range(count, 0, -1))
        self.taken_down = ""
        self.states_total = states_total
        self._publish()

    def _publish(self) -> None:
        self.clear()
        self |= {f"/a/t202405{n % 28 + 1:02d}_{n}.html": article(n) for n in self.numbers}
        for at in range(0, len(self.numbers), 10):
            page = at // 10 + 1
            following = f"/list_{page + 1}.html" if at + 10 < len(self.numbers) else ""
            body = list_page(self.numbers[at : at + 10], following).body
            stated = f"<p>共{len(self.numbers)}条</p></body>" if self.states_total else "</body>"
            self["/list.html" if page == 1 else f"/list_{page}.html"] = Answer(
                body.replace(b"</body>", stated.encode()), "text/html; charset=utf-8"
            )

    def get(self, path: str, default: object = None) -> Answer | None:  # type: ignore[override]
        if path == "/list_2.html" and not self.taken_down:
            self.taken_down = str(self.numbers.pop(0))
            self._publish()
        return super().get(path)


def test_crawl_finds_the_row_that_slipped_onto_a_page_already_read(tmp_path: Path) -> None:
    answers = _Changing(35, states_total=True)
    with Portal(answers) as portal:
        section = crawl(tmp_path, f"{portal.url}/list.html").report["sections"][0]
    assert len(articles(tmp_path)) == 35
    assert (section["new"], section["listed"], section["lists_failed"]) == (35, 35, 0)
    assert portal.requests.count("/list.html") == 2


def test_quiet_list_is_read_once(tmp_path: Path) -> None:
    answers = _Changing(35, states_total=True)
    answers.taken_down = "nothing"
    with Portal(answers) as portal:
        crawl(tmp_path, f"{portal.url}/list.html")
    assert [path for path in portal.requests if path.startswith("/list")] == [
        "/list.html",
        "/list_2.html",
        "/list_3.html",
        "/list_4.html",
    ]


class _Late(_Changing):
    """A portal without totals that takes a row of its last page down after that was read; another moves up to it."""

    def get(self, path: str, default: object = None) -> Answer | None:
        answer = dict.get(self, path)
        if path == "/list_3.html" and not self.taken_down:
            self.taken_down = str(self.numbers.pop(22))
            self.numbers.append(99)
            self._publish()
        return answer


def test_an_article_that_turns_out_gone_after_the_walk_has_its_list_page_read_again(tmp_path: Path) -> None:
    answers = _Late(25, states_total=False)
    with Portal(answers) as portal:
        crawl(tmp_path, f"{portal.url}/list.html")
    assert [portal.requests.count(path) for path in ("/list.html", "/list_2.html", "/list_3.html")] == [1, 1, 2]
    assert {line["url"].rsplit("_")[-1] for line in articles(tmp_path)} >= {"99.html", "1.html", "25.html"}


@pytest.mark.parametrize(("total", "again"), [(None, (2, 3, 4, 5, 6)), (40, ())])
def test_a_walk_looks_back_late_once_and_only_where_no_total_tells(total: int | None, again: tuple[int, ...]) -> None:
    ended = Walk()
    ended.arrive(3, total, 10)
    ended.miss_article(3)
    ended.miss_article(2)
    assert ended.look_late() == again
    ended.miss_article(1)
    assert ended.look_late() == ()


def test_article_that_is_gone_makes_a_walk_without_totals_look_back() -> None:
    begun = Walk()
    assert begun.arrive(0, None, 10) == ()
    begun.miss_article(0)
    assert begun.arrive(1, None, 10) == (0, 1)
    assert begun.arrive(2, None, 10) == ()


def test_a_gone_article_is_not_forgotten_where_list_pages_come_out_of_their_order() -> None:
    begun = Walk()
    begun.arrive(0, None, 10)
    begun.miss_article(0)
    assert begun.arrive(2, None, 10) == ()
    assert begun.missing == 1


def test_total_that_never_rests_is_believed_a_limited_number_of_times() -> None:
    begun = Walk()
    asked = sum(len(begun.arrive(page, 10**6 - page, 10)) for page in range(5000))
    assert asked <= MOST_AGAIN + 10


@given(st.lists(st.tuples(st.integers(0, 30), st.none() | st.integers(0, 400), st.integers(0, 20)), max_size=40))
def test_only_pages_that_were_read_are_read_again(looks: list[tuple[int, int | None, int]]) -> None:
    begun, seen = Walk(), set()
    for page, total, rows in looks:
        seen.add(page)
        assert set(begun.arrive(page, total, rows)) <= seen


def shown(titles: str, page: int) -> list[Row]:
    return [Row(f"https://portal.test/{page}/{at}.html", title, "2024-01-02") for at, title in enumerate(titles)]


def test_a_list_that_shows_the_same_rows_under_ever_new_addresses_goes_round() -> None:
    walk = Walk()
    assert [walk.turns_round(shown("甲乙丙", page), 3) for page in range(MOST_ROUNDS + 1)] == [False] * MOST_ROUNDS + [
        True
    ]


def test_the_first_page_once_more_is_no_round() -> None:
    walk = Walk()
    pages = ["甲乙丙", "甲乙丙", "丁戊己", "庚辛壬"]
    assert not any(walk.turns_round(shown(titles, page), 3) for page, titles in enumerate(pages))


def test_rows_that_were_listed_before_are_no_round() -> None:
    walk = Walk()
    assert not any(walk.turns_round(shown("甲乙丙", 1), 0) for _ in range(20))


def test_a_list_of_one_title_goes_on_for_longer() -> None:
    walk = Walk()
    turned = [walk.turns_round(shown("甲甲甲", page), 3) for page in range(MOST_ALIKE + 1)]
    assert turned == [False] * MOST_ALIKE + [True]


def _dated(*days: int) -> tuple[Row, ...]:
    return tuple(Row(f"{HOST}/{n}", f"第{n}号", f"2024-05-{day:02d}") for n, day in enumerate(days))


@pytest.mark.parametrize(("days", "rising"), [(range(1, 16), True), (range(15, 0, -1), False), ((5,) * 9, False)])
def test_days_that_rise_down_the_page_are_told(days: tuple[int, ...], rising: bool) -> None:
    assert rises(_dated(*days)) == rising


def test_old_rows_pinned_above_newer_ones_are_no_rising_days() -> None:
    assert not rises(_dated(1, 3, 5, *range(28, 10, -1)))


def test_days_that_rise_again_and_again_are_in_no_order() -> None:
    assert not rises(_dated(*(number % 12 + 1 for number in range(50))))


def test_new_rows_of_a_list_with_the_oldest_first_are_found_on_its_last_page(tmp_path: Path) -> None:
    def pages(count: int) -> dict[str, Answer]:
        numbers = [list(range(at, min(at + 10, count))) for at in range(0, count, 10)]
        lists = {
            f"/list{'' if n == 0 else n}.html": list_page(part, f"/list{n + 1}.html" if n + 1 < len(numbers) else "")
            for n, part in enumerate(numbers)
        }
        return lists | {f"/a/t202405{n % 28 + 1:02d}_{n}.html": article(n) for n in range(count)}

    answers = pages(24)
    with Portal(answers) as portal:
        crawl(tmp_path, portal.url + "/list.html")
        answers |= pages(27)
        report = crawl(tmp_path, portal.url + "/list.html").report
    assert (report["sections"][0]["new"], len(articles(tmp_path))) == (3, 27)


def test_list_behind_a_redirection_and_two_frames_is_read(tmp_path: Path) -> None:
    home = "<html><head><meta http-equiv=refresh content='0;url=/go.html'></head><body>…</body></html>"
    pages = {
        "/gk": home,
        "/go.html": "<html><script>window.top.location.replace('/wrap.html');</script><body></body></html>",
        "/wrap.html": "<html><body><iframe src=/inner.html></iframe></body></html>",
        "/inner.html": "<html><body><iframe src=/list.html></iframe></body></html>",
    }
    answers = {path: Answer(body.encode(), "text/html; charset=utf-8") for path, body in pages.items()}
    answers |= {"/list.html": list_page([1, 2, 3])} | {f"/a/t202405{n + 1:02d}_{n}.html": article(n) for n in (1, 2, 3)}
    with Portal(answers) as portal:
        crawl(tmp_path, portal.url + "/gk")
    assert len(articles(tmp_path)) == 3


def test_list_that_answers_in_json_only_where_it_is_accepted_is_asked_so(tmp_path: Path) -> None:
    script = (
        "const go = () => fetch(`/minutes?page=${p}`, {headers: {Accept: 'application/json'}}).then(r => r.json())"
        ".then(j => j.minutes.forEach(x => ul.append(`<li><a href='/a/${x.id}.html'>${x.title}</a></li>`)));"
    )
    answers = {"/minutes": Answer(f"<html><body><ul id=ul></ul><script>{script}</script></body></html>".encode())}
    with Portal(answers) as portal:
        crawl(tmp_path, portal.url + "/minutes")
        crawl_headers = next((tmp_path / "warc").rglob("*.warc.gz")).read_bytes()
    asked = gzip.decompress(crawl_headers).split(b"GET /minutes?page=1")[1].split(b"\r\n\r\n")[0]
    assert b"Accept: application/json" in asked
