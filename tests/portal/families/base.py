"""What a family is, and a simulated portal of one."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from tests.portal.families.markup import ENGLISH, Line, Words, write_article, write_home, write_page, write_rows
from tests.portal.families.notices import Notice, make_notice

MARKUPS = ("list", "table", "cards")
Found = tuple[str, bytes]
SECTION = "通知公告"


@dataclass(frozen=True, slots=True)
class Family:
    """A make: where list pages and articles stand, and how a request for a list page is answered."""

    name: str
    article: Callable[[Notice], str]  # path below the portal's prefix
    pages: Callable[[Simulated, str, str, dict[str, str], dict[str, str]], Found | str | None]
    section: str = "gk/tzgg/index.html"
    size: int = 15
    encoding: str = "utf-8"
    words: Words = field(default_factory=Words)
    section_name: str = SECTION
    href: Callable[[Simulated, Notice], str] | None = None


@dataclass(slots=True)
class Simulated:
    """A portal of one family in one markup; `notices` may grow between two requests."""

    family: Family
    markup: str
    notices: list[Notice]
    others: list[Notice]
    asked: list[str] = field(default_factory=list)

    @property
    def prefix(self) -> str:
        """The path under which it is served."""
        return f"/{self.family.name}/{self.markup}"

    @property
    def section(self) -> str:
        """The path of the first list page."""
        return f"{self.prefix}/{self.family.section}"

    @property
    def total_pages(self) -> int:
        """How many list pages there are."""
        return -(-len(self.notices) // self.family.size)

    def page(self, number: int) -> list[Notice]:
        """The notices of list page `number`, from 1."""
        start = (number - 1) * self.family.size
        return self.notices[start : start + self.family.size] if number >= 1 else []

    def grow(self) -> None:
        """Publish one more notice."""
        newest = max(notice.number for notice in self.notices)
        self.notices.insert(1, make_notice(newest + 1, english=self.family.words is ENGLISH))

    def take_down(self, number: int) -> None:
        """Take the notice down that stands at that place, from 0."""
        del self.notices[number % len(self.notices)]

    def expected(self) -> dict[str, tuple[str, str]]:
        """Path of every listed article → its title and date."""
        return {path: (notice.title, notice.day.isoformat()) for path, notice in self.notices_by_path().items()}

    def notices_by_path(self) -> dict[str, Notice]:
        """Path of every listed article → what it says."""
        return {f"{self.prefix}/{self.family.article(notice)}": notice for notice in self.notices}

    def answer(self, method: str, path: str, query: dict[str, str], body: bytes) -> Found | None:
        """Answer a request; None where there is nothing (404)."""
        self.asked.append(path)
        inner = path.removeprefix(self.prefix).lstrip("/")
        form = {
            **query,
            **(
                json.loads(body)
                if body.startswith(b"{")
                else dict(parse_qsl(body.decode("ascii", "replace"), keep_blank_values=True))
            ),
        }
        if inner in ("", "index.html"):
            return self._html(self._home())
        found = self.family.pages(self, method, inner, query, form)
        if isinstance(found, str):
            return self._html(found)
        return found if found is not None else self._article(inner, query)

    def rows(self, notices: list[Notice]) -> str:
        """Write rows."""
        return write_rows(self.markup, self.lines(notices), self.family.words)

    def lines(self, notices: list[Notice]) -> list[Line]:
        """Make the lines of notices: every fourth document has a reading nested in its row."""
        made = []
        for notice in notices:
            href = (
                self.family.href(self, notice) if self.family.href else f"{self.prefix}/{self.family.article(notice)}"
            )
            reading = (
                (f"{self.prefix}/jd/{notice.number}.html", f"一图读懂：{notice.title}")
                if notice.number % 4 == 0
                else None
            )
            made.append(Line(href, notice.title, notice.day, notice.is_pinned, reading))
        return made

    def list_page(self, rows: str, pager: str) -> str:
        """Write a list page around rows and pager."""
        hot = [Line(f"{self.prefix}/{self.family.article(n)}", n.title, n.day) for n in self.others[:6]]
        return write_page(self.markup, self.family.words, self.family.section_name, rows, pager, self._links(), hot)

    def _links(self) -> dict[str, str]:
        words = self.family.words
        names = ("News", "Councillors") if words is ENGLISH else ("工作动态", "领导之窗")
        return {
            words.home: f"{self.prefix}/index.html",
            self.family.section_name: self.section,
            names[0]: f"{self.prefix}/gzdt/index.html",
            names[1]: f"{self.prefix}/ldzc/index.html",
        }

    def _home(self) -> str:
        links = self._links()
        names = list(links)
        boxes = {
            names[1]: (self.section, self.lines(self.notices)),
            names[2]: (links[names[2]], self.lines(self.others)),
        }
        return write_home(self.family.words, links, boxes)

    def _article(self, inner: str, query: dict[str, str]) -> Found | None:
        wanted = inner + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else "")
        for notice in (*self.notices, *self.others):
            if wanted == self.family.article(notice):
                page = write_article(
                    self.family.words, self.family.section_name, notice.title, notice.day, notice.body, self._links()
                )
                return self._html(page)
        return None

    def _html(self, text: str) -> Found:
        encoding = self.family.encoding
        body = text.replace("CHARSET", encoding).encode(
            {"gb2312": "gb18030"}.get(encoding, encoding), "xmlcharrefreplace"
        )
        return "text/html", body


def number_in(path: str, stem: str, suffix: str) -> int | None:
    middle = path.removeprefix(stem).removesuffix(suffix)
    return int(middle) if path.startswith(stem) and path.endswith(suffix) and middle.isdigit() else None


def dated(folder: str) -> Callable[[Notice], str]:
    return lambda n: f"{folder}/{n.day:%Y%m}/t{n.day:%Y%m%d}_{4000000 + n.number}.html"
