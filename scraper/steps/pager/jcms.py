"""大汉 JCMS: records in blocks from dataproxy.jsp, the first block in the page itself."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from scraper.lists.declared import variables
from scraper.model import PageRequest
from scraper.steps.pager.asking import BY_SCRIPT, number_or, post
from scraper.steps.pager.objects import literal_after, pairs
from scraper.steps.pager.sheet import MAX_PAGES, Reading, Sheet, scripts
from scraper.urls import is_same_site, resolve

_NEXT_GROUP = re.compile(r"<nextgroup>\s*+(?:<!\[CDATA\[)?[^\]]{0,40}?href=[\"']([^\"'\]]{1,500})[\"']")


def read_dataproxy(sheet: Sheet) -> Reading | None:
    """Read JCMS's jpage call: records from `proxyUrl` in blocks of perPage × groupSize, parameters by POST."""
    if group := next_group(sheet.text):
        url = resolve(sheet.addresses.base, group)
        if url is None or not is_same_site(url, sheet.url):
            return None
        return Reading((PageRequest(url, headers=(BY_SCRIPT,), base=sheet.addresses.base),))
    code = scripts(sheet)
    match = re.search(r"proxyUrl\s*:\s*['\"]([^'\"]+)['\"]", code)
    address = match.group(1) if match else None
    if address is None:
        match = re.search(r"['\"]([^'\"\s]*dataproxy\.jsp[^'\"\s]*)['\"]", code)
        address = match.group(1) if match else None
    if match is None or address is None:
        return None
    start = code.rfind(".jpage", 0, match.start())
    around = pairs(literal_after(code, max(start, 0), 200_000) or code, variables(code))
    parameters = _ajax_parameters(code)
    per_page = number_or(around.get("perPage"), 15)
    block = per_page * number_or(around.get("groupSize"), 3)
    held = sheet.text.count("<record>")
    total = number_or(around.get("totalRecord"), 0) or _stated_total(sheet.text) or 0
    url = resolve(sheet.addresses.base, address.split("?", 1)[0])
    if url is None or not is_same_site(url, sheet.url):
        return None
    query = dict(parse_qsl(urlsplit(address).query))
    requests = []
    begin = held + 1
    for number in range(2, MAX_PAGES):
        if begin > total:
            break
        end = min(begin + block - 1, total)
        asked = {**query, "startrecord": str(begin), "endrecord": str(end), "perpage": str(per_page)}
        requests.append(post(sheet, f"{url}?{urlencode(asked)}", tuple(parameters.items()), number))
        begin = end + 1
    pages = -(-total // per_page) if total else None
    return Reading(tuple(requests), total or None, pages, 1)


def next_group(text: str) -> str | None:
    """Give the address of the records after those of a text, where it names it: `<nextgroup><a href="…page=2&…">`."""
    match = _NEXT_GROUP.search(text) if "<nextgroup>" in text else None
    return match.group(1).replace("&amp;", "&") if match else None


def next_records(sheet: Sheet, total: int | None) -> tuple[PageRequest, ...]:
    """Ask for the records after those of this answer where the total has grown beyond what was asked for."""
    parts = urlsplit(sheet.request.url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    end, per_page = number_or(query.get("endrecord"), 0), number_or(query.get("perpage"), 15)
    if total is None or end >= total or not sheet.rows:
        return ()
    block = max(per_page, end - number_or(query.get("startrecord"), 1) + 1)
    query |= {"startrecord": str(end + 1), "endrecord": str(min(end + block, total))}
    url = urlunsplit(parts._replace(query=urlencode(query)))
    return (replace(sheet.request, url=url, position=sheet.request.position + 1),)


def _ajax_parameters(code: str) -> dict[str, str]:
    match = re.search(r"ajaxParam\s*:\s*(?=\{)", code)
    return pairs(literal_after(code, match.end()), variables(code)) if match else {}


def _stated_total(text: str) -> int | None:
    match = re.search(r"<totalrecord>\s*(\d+)", text, re.IGNORECASE)
    return int(match.group(1)) if match else None
