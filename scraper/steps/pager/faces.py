"""JavaServer Faces: PrimeFaces' tables, grids and lists, whose pages come as partial responses to the page's form."""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import urlencode

from scraper.model import PageRequest
from scraper.steps.pager.asking import FORM, number_or
from scraper.steps.pager.forms import form_around, form_fields
from scraper.steps.pager.objects import literal_after, pairs
from scraper.steps.pager.sheet import MAX_PAGES, Reading, Sheet, scripts
from scraper.urls import resolve

_WIDGET = re.compile(r"PrimeFaces\.cw\(\s*['\"]Data(?:Table|Grid|List|View)['\"]\s*,\s*['\"][^'\"]*['\"]\s*,\s*(?=\{)")
_MOST_WIDGETS = 5
_PARTIAL = ("Faces-Request", "partial/ajax")


def read_faces(sheet: Sheet) -> Reading | None:
    """Read the first widget with a paginator: each further page asked for by its first row."""
    if sheet.request.position > 1:
        return None
    code = scripts(sheet)
    for match in islice(_WIDGET.finditer(code), _MOST_WIDGETS):
        given = pairs(literal_after(code, match.end()), {})
        rows, total, name = number_or(given.get("rows"), 0), number_or(given.get("rowCount"), 0), given.get("id", "")
        holder = next((element for element in sheet.tree.iter() if element.get("id") == name), None)
        form = form_around(holder) if holder is not None else None
        if not rows or total <= rows or form is None:
            continue
        url = resolve(sheet.addresses.base, form.get("action") or "") or sheet.url
        pages = -(-total // rows)
        asked = []
        for number in range(2, min(pages, MAX_PAGES) + 1):
            fields = form_fields(form) | _turned(name, (number - 1) * rows, rows)
            asked.append(PageRequest(url, "POST", urlencode(fields).encode(), (FORM, _PARTIAL), sheet.url, number))
        return Reading(tuple(asked), total, pages, 1)
    return None


def _turned(name: str, first: int, rows: int) -> dict[str, str]:
    """Give the fields that the widget sends when its page is turned."""
    return {
        "javax.faces.partial.ajax": "true",
        "javax.faces.source": name,
        "javax.faces.partial.execute": name,
        "javax.faces.partial.render": name,
        name: name,
        f"{name}_pagination": "true",
        f"{name}_first": str(first),
        f"{name}_rows": str(rows),
        f"{name}_encodeFeature": "true",
    }
