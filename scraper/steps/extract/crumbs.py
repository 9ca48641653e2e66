"""The breadcrumb: where the page says it stands, from the home page on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml.html import HtmlElement

from scraper.model import Block, Flow
from scraper.steps.extract.tags import json_ld
from scraper.steps.extract.trails import has_icons, leads_home, read_trail

_HERE = (
    "U bent hier|Je bent hier|Du är här|Du er her|Itt vagy|Ön itt (?:van|áll)|Nacházíte se(?: zde)?|Βρίσκεστε εδώ|"
    "Está usted en|Está em|Налазите се|"
    "Você está aqui|Estás? aquí|Usted está (?:en|aquí)|Vous êtes ici|Sie sind hier|Jesteś tutaj|Ви тут|Вы здесь|"
    r"Siete qui|Ti trovi in|Sei in|Buradasınız|Anda di sini|Bạn đang ở(?: đây)?|현재\s?위치|現在地|"
    "شما اینجا هستید|أنت هنا"
)
_LABEL = re.compile(
    r"^\W{0,3}(?:您|你)?的?(?:当前|當前|目前|现在|現在|所在)?(?:的|所在|の)?的?"
    r"(?:位置|位於|位于|栏目|欄目|You are here)\s?(?:是|为)?\s?[:：]?\s?"
    rf"|^(?:{_HERE})\s?[:：]\s?"
)
_NAMES_OF_HOME = (
    "Home|Home ?page|Startseite|Accueil|Inicio|Início|Página (?:inicial|principal)|Portada|Главная(?: страница)?|"
    "На главную|トップ(?:ページ)?|ホーム|홈|메인|الرئيسية|الصفحة الرئيسية|صفحه اصلی|خانه|Trang chủ|Strona główna|"
    "Beranda|Ana ?sayfa|หน้าแรก|หน้าหลัก|Головна|Басты бет|Etusivu|Forside|Főoldal|Úvod|Нүүр(?: хуудас)?|Эхлэл|"
    "Kezdőlap|Αρχική|Почетна|Почетак|Domů|Hem|Pradžia|Sākums|Avaleht|Acasă|Naslovnica|Domov|"
    "Pagina iniziale|मुख्य पृष्ठ|होम|Начало"
)
_HOME = re.compile(rf"^(?:(?:网站|網站|返回|本站)?(?:首页|首頁|主页|主頁)|{_NAMES_OF_HOME})$", re.IGNORECASE)
_STARTS_HOME = re.compile(
    rf"^\W{{0,3}}(?:\S{{0,12}}?(?:首页|首頁)|{_NAMES_OF_HOME})\s?(?:[>＞»›→》/\\|｜·—–－-]|&gt;|\s)", re.IGNORECASE
)
# What parts the names; the first kind that a line has parts it, since names hold the later ones: 公示/公告.
_MARKS = (
    "-*>+|＞+|»|›|→|&gt;|≫|❯|(?<=\\s)》|(?<!:)::(?!:)",
    r"\\|\||｜",
    "/",
    r"--+|(?<=\s)-(?=\s)|(?<!—)—(?!—)|–|－",
    "·",
    "(?<=^首页)-|(?<=^首頁)-",
)
_BREAKS = tuple(re.compile(rf"\s?(?:{marks})\s?") for marks in _MARKS)
_UPRIGHT = _BREAKS[1]  # menus have it too
_OF_A_TRAIL = 2  # how strong marks between names, or the links' own way, are
_NAME = re.compile(r"\w")
_PLACE = re.compile(
    r"crumb|bread|mianbao|migas|kruimel|pathway|pankuzu|topic-?path|position|location|weizhi|dqwz|currchnlcls|(?:^|\s)(?:path|site_?path|wz|dangqian)(?:$|\s)|local"
)
# How pages that name it for readers' tools call it (WAI-ARIA Authoring Practices, breadcrumb; schema.org).
_SPOKEN = re.compile(
    r"bread|fil d.ariane|brotkr|migas|ruta de|briciole|kruimel|面包屑|麵包屑|パンくず|현재\s?위치|BreadcrumbList",
    re.IGNORECASE,
)
_SPOKEN_TAGS = frozenset({"nav", "ol", "ul"})
LEAF = re.compile(
    "正文|(?:[\u4e00-\u9fff]{2,4})?(?:内容|內容)|文章|(?:浏览|查看|阅读|打印)(?:文章|正文|信息|页面|本页)|文章打印|"
    "(?:[\u4e00-\u9fff]{2,4})?(?:详情|详细|詳情|詳細)(?:页|頁)?|(?i:details?|detail [a-z]{3,10}|print(?: page)?)"
)
_ITEMS = frozenset({"nav", "li", "ul", "ol", "span", "p"})
# Any other line is no breadcrumb by its words: with 位置 or 首页 in it, or the first letter of a label or of a name.
_FIRST = "".join(sorted({word.lstrip("(?:")[0] for word in _NAMES_OF_HOME.split("|")} | set("YVEUJВSTBAشأ현現")))
_HINT = re.compile(rf"[位首]|^\W{{0,3}}[{_FIRST}{_FIRST.lower()}]")
MAX_SECTION_CHARS = 8
MAX_CRUMB_CHARS = 400


@dataclass(frozen=True, slots=True)
class Crumbs:
    """The breadcrumb's names, the last block it is read from (-1: none), and whether its last name is a link."""

    names: tuple[str, ...] = ()
    block: int = -1
    ends_linked: bool = False

    @property
    def leaf(self) -> str:
        """Give the last name where it may be the article's own: a long one that is no link."""
        is_own = len(self.names) > 1 and not self.ends_linked and len(self.names[-1]) > MAX_SECTION_CHARS
        return self.names[-1] if is_own else ""

    @property
    def sections(self) -> tuple[str, ...]:
        """Give the names of sections."""
        return self.names[:-1] if self.leaf else self.names


def read_crumbs(flow: Flow, url: str, base: str, start: int) -> Crumbs:
    """Read the breadcrumb: names from the home page on, without a leaf that only says "text".

    `start`: the first block of the body, above which a breadcrumb without words for it must stand.
    """
    strongest, best = 0, Crumbs()
    places = _places(flow)
    for index, block in enumerate(flow.blocks):
        is_placed = block.box in places
        is_hinted = is_placed or _HINT.search(block.text) is not None
        strength = _strength(block, is_placed=is_placed) if is_hinted else 0
        is_linked = strength < _OF_A_TRAIL and index <= start and not block.is_hidden and leads_home(block)
        trail = read_trail(flow, index, url, base) if is_linked else None
        strength = _OF_A_TRAIL if trail else strength
        if not strength or strength < strongest:
            continue
        names, last = (list(trail.names), trail.last) if trail else _names(flow, index)
        trimmed = _trimmed(names)
        is_breadcrumb = len(trimmed) > 1 or (bool(trimmed) and _LABEL.match(block.text) is not None)
        if is_breadcrumb and (strength, len(trimmed)) > (strongest, len(best.names)):
            strongest, best = strength, Crumbs(trimmed, last, flow.blocks[last].pieces[-1].is_link)
    return best if strongest else Crumbs(_stated(flow))


def _stated(flow: Flow) -> tuple[str, ...]:
    """Give the names that the page states for machines (schema.org, BreadcrumbList)."""
    for value in json_ld(flow):
        items = value.get("itemListElement") if value.get("@type") == "BreadcrumbList" else None
        if isinstance(items, list):
            names = [_name_of(item) for item in items if isinstance(item, dict)]
            return _trimmed([name for name in names if name])
    return ()


def _name_of(item: dict[str, Any]) -> str:
    inner = item.get("item")
    name = item.get("name") or (inner.get("name") if isinstance(inner, dict) else None)
    return " ".join(name.split()) if isinstance(name, str) else ""


def _places(flow: Flow) -> frozenset[int]:
    """Give the boxes that a template names the breadcrumb's place, with the items of lists within them."""
    named = {label for label in {box.label for box in flow.boxes} if _is_place(label)}
    found = {index for index, box in enumerate(flow.boxes) if box.tag in _SPOKEN_TAGS and _is_spoken(box.element)}
    if not named and not found:
        return frozenset()
    for index, box in enumerate(flow.boxes):
        if box.label in named or (box.tag in _ITEMS and box.parent in found):
            found.add(index)
    return frozenset(found)


@lru_cache(maxsize=4096)
def _is_place(label: str) -> bool:
    """Tell whether a template calls a box the breadcrumb's; the pages of a portal share their labels."""
    return _PLACE.search(label) is not None


def _is_spoken(element: HtmlElement) -> bool:
    names = (element.get("aria-label"), element.get("itemtype"))
    return any(name is not None and _SPOKEN.search(name) is not None for name in names)


def _strength(block: Block, *, is_placed: bool) -> int:
    """Tell how much the block looks like a breadcrumb, 0 to 4."""
    text = block.text
    if block.is_hidden or len(text) > MAX_CRUMB_CHARS:
        return 0
    if _LABEL.match(text):
        return 4
    if _STARTS_HOME.match(text) and any(marks.search(text) for marks in _BREAKS):
        is_menu = not any(marks.search(text) for marks in _BREAKS if marks is not _UPRIGHT)
        return 1 if is_menu else _OF_A_TRAIL
    if _HOME.match(block.pieces[0].plain.strip()) and has_icons(block):
        return _OF_A_TRAIL
    return int(is_placed)


def _names(flow: Flow, index: int) -> tuple[list[str], int]:
    """Split the block into names; a label alone, or a list item, goes on in the blocks after it."""
    block = flow.blocks[index]
    names = _split(block)
    last = index
    home = flow.boxes[block.box].parent if block.box >= 0 else -1
    if len(names) <= 1:
        for further in range(index + 1, min(index + 8, len(flow.blocks))):
            other = flow.blocks[further]
            box = flow.boxes[other.box].parent if other.box >= 0 else -2
            if len(other.text) > 60 or not (
                box == home or other.box == block.box or flow.boxes[other.box].parent == block.box
            ):
                break
            names.extend(_split(other))
            last = further
    return names, last


def _split(block: Block) -> list[str]:
    """Split a line into names: by its links where nothing but marks stands between, else by the marks."""
    links = [piece for piece in block.pieces if piece.is_link]
    between = "".join(piece.plain for piece in block.pieces if not piece.is_link)
    if len(links) > 1 and not _NAME.search(_LABEL.sub("", between.strip(), count=1)):
        return [name for name in (" ".join(piece.plain.split()) for piece in links) if name]
    text = _LABEL.sub("", block.text, count=1)
    if not links and not _BREAKS[0].search(text) and (items := _items(block)):
        return items
    marks = next((marks for marks in _BREAKS if marks.search(text)), _BREAKS[0])
    names = [name.strip(" \u3000:：") for name in marks.split(text)]
    if len([name for name in names if name]) <= 1 and (block.link_chars or has_icons(block)):
        # From the first link on: what stands behind the last is where the reader is.
        first = block.pieces.index(links[0]) if links else 0
        names = [" ".join(piece.plain.split()) for piece in block.pieces[first:] if _NAME.search(piece.plain)]
    return [name for name in names if name]


def _items(block: Block) -> list[str]:
    """Give the texts of a line that is a row of elements beside each other, without a word between them."""
    inner = [piece for piece in block.pieces if piece.slot == "text" and _NAME.search(piece.plain)]
    between = "".join(piece.plain for piece in block.pieces if piece not in inner)
    seats = {(piece.element.getparent(), piece.element.tag) for piece in inner}
    is_row = len(inner) > 1 and len(seats) == 1 and not _NAME.search(between)
    return [" ".join(piece.plain.split()) for piece in inner] if is_row else []


def without_leaf(crumbs: Crumbs, title: str) -> tuple[str, ...]:
    """Drop a last name that repeats the title; a short one that is a link is a section called like its article."""
    names = crumbs.names
    if crumbs.ends_linked and len(title) <= MAX_SECTION_CHARS:
        return names
    return names[:-1] if len(names) > 1 and title and _same(names[-1], title) else names


def _trimmed(names: Sequence[str]) -> tuple[str, ...]:
    start = next((at for at, name in enumerate(names) if _HOME.match(name)), 0)
    kept = list(names[start:])
    while kept and LEAF.fullmatch(kept[-1]):
        kept.pop()
    return tuple(kept)


def _same(name: str, title: str) -> bool:
    short = name.rstrip(".… ")
    return name == title or (len(short) >= 6 and title.startswith(short))
