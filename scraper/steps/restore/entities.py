"""Character references that were escaped twice, and so are read as text."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from scraper.model import Change

_NAMES = "(?:nbsp|[lr][ds]quo|mdash|hellip|middot|ensp|emsp)"
_REFERENCE = re.compile(rf"&(?:amp;)*(?:(?:#\d{{2,10}}|#[xX][0-9a-fA-F]{{2,8}});|{_NAMES}(?:;|(?![A-Za-z0-9=])))")
_RUN = re.compile(f"(?:{_REFERENCE.pattern})+")
_NUMERIC = re.compile(r"&(?:amp;)*#(?:\d{4,10}|[xX][0-9a-fA-F]{4,8});")
_DOUBLE = re.compile(rf"&(?:amp;)+(?:#|{_NAMES})")
_HAN = re.compile("[\u3400-\u9fff]")
# A reference that stands in running text: beside Han or its marks, or where a line begins.
_EAST = "\u3001-\u303f\u3400-\u9fff\uff01-\uff60"
_RUNNING = re.compile(
    rf"(?:(?<=[{_EAST}])|^){_RUN.pattern}(?=[{_EAST}(]|$)|(?:(?<=[{_EAST})])|^){_RUN.pattern}(?=[{_EAST}0-9A-Za-z(]|$)",
    re.MULTILINE,
)
_SPEAKS_OF_THEM = re.compile(
    "[<>]|实体|實體|编码|編碼|代码|代碼|源码|标签|標籤|标记|转义|轉義|字符|符号|空格|引号|浏览器|网页|替换|改成|写成|写作|HTML|XML|Unicode",
    re.IGNORECASE,
)
_LEAST_NUMERIC = 5
_LEAST_DOUBLE = 2
_LEAST_RUNNING, _LEAST_HAN = 2, 10


def mend_entities(text: str) -> list[Change]:
    """Give the repairs of references; none where a text seems to speak of them.

    Either the text is made of numeric ones to a good part, or several are escaped twice in Chinese text, or they all
    stand in running Chinese text that does not speak of such things.
    """
    if "&" not in text:
        return []
    numeric = len(_NUMERIC.findall(text))
    double = len(_DOUBLE.findall(text))
    han = len(_HAN.findall(text))
    is_made_of_them = numeric >= _LEAST_NUMERIC and numeric > 0.3 * han
    if not is_made_of_them and not (double >= _LEAST_DOUBLE and (han >= 20 or numeric)) and not _is_running(text, han):
        return []
    edits = []
    for match in _RUN.finditer(text):
        plain = _REFERENCE.sub(lambda reference: _unescape(reference.group()), match.group())
        if plain != match.group():
            reason = f"character references escaped twice ({numeric + double} on this page)"
            edits.append(Change("restore/entity", match.span(), match.group(), plain, 0.98, reason))
    return edits


def _is_running(text: str, han: int) -> bool:
    """Tell whether all references stand where running text would have their characters."""
    running, every = len(_RUNNING.findall(text)), len(_RUN.findall(text))
    return han >= _LEAST_HAN and running >= max(_LEAST_RUNNING, every) and not _SPEAKS_OF_THEM.search(text)


@lru_cache(maxsize=4096)
def _unescape(reference: str) -> str:
    """Undo the escapes of one reference; it stays where it gives no single character."""
    plain = reference
    for _ in range(4):
        plain, before = html.unescape(plain), plain
        if plain == before:
            break
    return plain if len(plain) == 1 and not "\ud800" <= plain <= "\udfff" else reference
