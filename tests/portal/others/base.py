"""What the portals of other make share: what they publish, and how a request finds its page."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import parse_qsl

from tests.portal.others.titles import MORE_TITLES

Found = tuple[str, bytes]
Form = dict[str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """One article; `number` is larger for newer ones."""

    number: int
    title: str
    day: date


# Titles by language: what is filled in is the number and the year.
TITLES = {
    "zh": (
        "白石县关于做好{y}年第{n}期农民技能培训报名工作的通知",
        "第{n}次县政府常务会议召开",
        "{y}年度城乡低保动态调整结果公示（第{n}批）",
        "白石县气象局发布第{n}号大风预警",
        "关于公布第{n}批县级非物质文化遗产名录的决定",
        "我县全面完成第{n}轮灌区节水改造",
    ),
    "tw": (
        "公告本所{y}年度第{n}次里鄰調整案",
        "檢送第{n}期公共工程施工品質研習簡章",
        "本鄉第{n}屆模範母親表揚活動即日起受理報名",
        "{n}號道路刨鋪工程交通管制公告",
    ),
    "ja": (
        "第{n}回市民健康講座の参加者を募集します",
        "{y}年度固定資産税の納付について（第{n}期）",
        "市営住宅入居者募集のお知らせ（{n}号）",
        "水道管工事に伴う断水のお知らせ（第{n}地区）",
    ),
    "ko": (
        "제{n}회 군민의 날 기념행사 개최 알림",
        "{y}년 제{n}차 기간제근로자 채용 공고",
        "상수도 요금 감면 신청 안내({n}차)",
        "도로명주소 변경 고시 제{n}호",
    ),
    "ru": (
        "О проведении заседания районного совета № {n}",
        "Опубликован отчёт об исполнении бюджета за {y} год, часть {n}",
        "График отключения горячей воды на участке {n}",
        "Приём заявлений на субсидии: этап {n}",
    ),
    "en": (
        "Planning committee agenda, meeting {n}",
        "Road closures for the {y} marathon, stage {n}",
        "Consultation {n} on the parking strategy opens",
        "Library opening hours: change {n}",
    ),
    "de": (
        "Bekanntmachung über die {n}. Änderung des Bebauungsplans",
        "Sitzung des Gemeinderats: Tagesordnung Nr. {n}",
        "Öffentliche Auslegung des Haushaltsplans {y}, Teil {n}",
    ),
} | MORE_TITLES


def make_items(count: int, language: str = "zh") -> list[Item]:
    """Make articles, the newest first, some two weeks apart."""
    titles = TITLES[language]
    items = []
    for number in range(count, 0, -1):
        day = date(2023, 2, 11) + timedelta(days=number * 27 // 2)
        items.append(Item(number, titles[number % len(titles)].format(n=number, y=day.year), day))
    return items


@dataclass(slots=True)
class Other:
    """A portal: where its section and its articles are, and how it answers a request for a list."""

    name: str
    section: str  # path (and query) of the first list page
    article: Callable[[Item], str]  # path (and query) of an article
    pages: Callable[[Other, str, Form], Found | str | None]  # (portal, path, fields) -> list page
    count: int = 43
    size: int = 15
    language: str = "zh"
    encoding: str = "utf-8"
    home: str = "/"
    is_dated: bool = True
    items: list[Item] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Make what is published."""
        self.items = make_items(self.count, self.language)

    def page(self, number: int) -> list[Item]:
        """The articles of list page `number`, from 1."""
        return self.items[(number - 1) * self.size : number * self.size] if number > 0 else []

    @property
    def total_pages(self) -> int:
        """How many list pages there are."""
        return -(-len(self.items) // self.size)

    def expected(self) -> dict[str, tuple[str, str | None]]:
        """Path of every listed article → title and date."""
        return {self.article(i): (i.title, i.day.isoformat() if self.is_dated else None) for i in self.items}

    def answer(self, method: str, path: str, query: Form, body: bytes) -> Found | None:
        """Answer a request; None where there is nothing (404)."""
        del method
        sent = body.decode("utf-8", "replace")
        form = query | (json.loads(sent) if sent.startswith("{") else dict(parse_qsl(sent, keep_blank_values=True)))
        found = self.pages(self, path, form)
        if isinstance(found, str):
            return "text/html", found.replace("CHARSET", self.encoding).encode(self.encoding, "xmlcharrefreplace")
        return found
