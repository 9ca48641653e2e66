"""Single fields read from labels, page tags and scripts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.dates import find_date
from scraper.model import Block, Flow, Mended
from scraper.results import Facts
from scraper.steps.extract.info import Info
from scraper.steps.extract.numbers import document_number
from scraper.steps.extract.tags import PageTags

# 国办发〔2017〕47号, annex: SiteIDCode has ten digits, the first six are the region (GB/T 2260).
_SITE_CODE = re.compile(r"(?:SiteIDCode|sitecode|网站标识码)\W{0,8}(\d{10})", re.IGNORECASE)
_CODED = ("iteCode", "itecode", "iteIDCode", "iteIDcode", "标识码")
_SUBTITLE = re.compile(r"var\s+fbt\s*=\s*['\"]([^'\"]{2,120})['\"]", re.IGNORECASE)
_SOURCE_SCRIPT = re.compile(r"var\s+(?i:wzly|laiyuan|ly|source)\s*=\s*['\"]([^'\"]{2,60})['\"]")
_DASHED = re.compile(r"^[-—－–]{1,4}\s?\S")
# Below the title of a law: who passed it and when (立法技术规范（试行）（一）, 题注).
_PASSED = re.compile(r"[（(](?=.*[年月]).{8,}(?:通过|批准|公布|发布|修订|修正|修改|施行|通過|公佈)[）)]")
# What templates call the element of a subtitle, in Pinyin and the languages of Europe.
_SUBTITLED = re.compile(
    r"sub-?_?(?:tit|head|bt\b)|fu-?_?biaoti|\bf(?:title|bt|biaoti)\b|linha-?fina|sous-?titre|sottotitol|"
    r"untertitel|undertit|ondertitel|\bbajada\b|podtytu"
)
_NOBODY = frozenset({"", "无", "無", "暂无", "佚名", "匿名", "未知", "不详", "不詳"})
_SPLIT = re.compile(r"[,，;；、|\s]+")
MAX_KEYWORDS = 30
MAX_FACT_CHARS = 120
MAX_SUBTITLE_CHARS = 80
MAX_NOTE_CHARS = 200


def read_facts(flow: Flow, tags: PageTags, infos: Sequence[Info], lines: list[str]) -> Facts:
    """Read the fields; a label that readers see wins over a page tag, a tag over a script.

    `lines`: the first lines of the body and the line under the title, where a number of the document may stand.
    """
    scripts = "\n".join(flow.scripts)
    return Facts(
        source=_source(infos, tags, scripts),
        author=_author(infos, tags),
        subtitle=_scripted(_SUBTITLE, "fbt", scripts).text or None,
        portal_name=tags.text("sitename", "og:site_name"),
        document_number=document_number(_told(infos, "document_number") or "", lines),
        index_number=_told(infos, "index_number"),
        issuer=_told(infos, "issuer"),
        subject=_told(infos, "subject"),
        validity=_told(infos, "validity"),
        region_code=_region(flow, tags, scripts),
        keywords=_keywords(infos, tags),
        summary=tags.text("description", "og:description"),
    )


def subtitle_below(blocks: Sequence[Block], title: int) -> str | None:
    """Give the line below the title where it goes on with a dash, or its box is called the subtitle's; else None."""
    if not 0 <= title < len(blocks) - 1 or len(blocks[title + 1].text) > MAX_SUBTITLE_CHARS:
        return None
    block = blocks[title + 1]
    if _DASHED.match(block.text):
        return block.text
    is_subtitled = _SUBTITLED.search(_labelled(block)) is not None and find_date(block.text) is None
    return block.text if is_subtitled and not block.is_linked else None


def note_below(blocks: Sequence[Block], title: int, text: Sequence[int]) -> str | None:
    """Give the line in brackets below a law's title that tells who passed it, where it is no line of the text."""
    at = title + 1
    if title < 0 or at >= len(blocks) or at in text or len(blocks[at].text) > MAX_NOTE_CHARS:
        return None
    return blocks[at].text if _PASSED.fullmatch(blocks[at].text) else None


def _labelled(block: Block) -> str:
    """Give class and id of the element in which a line stands."""
    element = block.pieces[0].element
    return f"{element.get('class') or ''} {element.get('id') or ''}".lower()


def _source(infos: Sequence[Info], tags: PageTags, scripts: str) -> Mended:
    labelled = _named(infos, "source") or tags.first("contentsource", "source")
    scripted = _scripted(_SOURCE_SCRIPT, "var", scripts)
    return labelled or (scripted if scripted.text else _named(infos, "beside") or scripted)


def _author(infos: Sequence[Info], tags: PageTags) -> Mended:
    return (
        _named(infos, "author")
        or tags.first("author", "article:author")
        or _json_author(tags)
        or _named(infos, "editor")
        or Mended("")
    )


def _named(infos: Sequence[Info], kind: str) -> Mended | None:
    return next((info.value for info in infos if info.kind == kind and info.value.text not in _NOBODY), None)


def _told(infos: Sequence[Info], kind: str) -> str | None:
    found = _named(infos, kind)
    return found.text.strip() if found and len(found.text) <= MAX_FACT_CHARS and found.text.strip("-—/ 无") else None


def _scripted(pattern: re.Pattern[str], hint: str, scripts: str) -> Mended:
    """Read a string of a script; `hint`: without it in the scripts the pattern need not be asked."""
    hit = pattern.search(scripts) if hint in scripts else None
    return Mended(hit[1].strip()) if hit else Mended("")


def _json_author(tags: PageTags) -> Mended | None:
    author = tags.json_ld.get("author")
    if isinstance(author, list):
        author = author[0] if author else None
    name = author.get("name") if isinstance(author, dict) else author
    return Mended(" ".join(name.split())) if isinstance(name, str) and name.strip() else None


def _region(flow: Flow, tags: PageTags, scripts: str) -> str | None:
    code = tags.text("siteidcode") or ""
    if not re.fullmatch(r"\d{10}", code):
        attribute = next((own for script in flow.tagged["script"] if (own := script.get("sitecode"))), None)
        hit = (_SITE_CODE.search(scripts) if any(word in scripts for word in _CODED) else None) or next(
            (found for block in flow.blocks if "标识码" in block.text and (found := _SITE_CODE.search(block.text))),
            None,
        )
        code = attribute or (hit[1] if hit else "")
    return code[:6] if re.fullmatch(r"\d{10}", code) else None


def _keywords(infos: Sequence[Info], tags: PageTags) -> tuple[str, ...]:
    text = _told(infos, "keywords") or tags.text("keywords", "article:tag") or ""
    return tuple(dict.fromkeys(word for word in _SPLIT.split(text) if word))[:MAX_KEYWORDS]
