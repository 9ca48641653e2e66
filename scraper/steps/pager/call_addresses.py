"""Addresses of calls in scripts, put together of texts and names, with a mark where the number of a page goes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.steps.pager.asking import OFFSET_NAMES, PAGE_NAMES, plain_name
from scraper.steps.pager.objects import meaning

EXPRESSION = (
    r"(?:'[^'\n]*'|\"[^\"\n]*\"|`[^`\n]*`|[A-Za-z_$][\w$.]*)"
    r"(?:\s*\+\s*(?:'[^'\n]*'|\"[^\"\n]*\"|\(?[A-Za-z_$][\w$.]*(?:\s*[-+]\s*\d)?\)?))*"
)
_PART = re.compile(r"'([^'\n]*)'|\"([^\"\n]*)\"|`([^`\n]*)`|\(?([A-Za-z_$][\w$.]*)(?:\s*([-+])\s*(\d))?\)?")
_PAGE_VARIABLE = re.compile(
    r"(?:^|_|\.)(?:\w*page(?:no|num|number|index)?|pagina|seite|strana|halaman|sayfa|pn|p|i|n|cur|current|index|num)$",
    re.IGNORECASE,
)
MARK = "\x00"  # stands for the page number while an address is put together


def address_of(expression: str, known: dict[str, str]) -> tuple[str | None, str | None]:
    """Put an address together; a name that numbers pages becomes a mark. None where another name is not known."""
    made = ""
    variable: str | None = None
    for text, name in parts_of(expression):
        if name is None:
            made += text
        elif _is_page(name, made):
            made += MARK
            variable = name
        elif (told := meaning(name, known)) is not None:
            made += told
        elif made.endswith(("?", "&")):
            break  # `"/api/list?" + client.query()`: the visit's own
        else:
            return None, None
    made = re.split(r" (?=[#.])", made, maxsplit=1)[0]  # $("#list").load("inner_1.html #rows")
    return (made, variable) if re.search(r"[/.?]", made) else (None, None)


def parts_of(expression: str) -> Iterator[tuple[str, str | None]]:
    """Give the quoted texts and the names of a sum, those of a template literal among them: (text, name or None)."""
    for single, double, template, name, _sign, _shift in _PART.findall(expression):
        if template:
            for piece in re.split(r"(\$\{[^}]*\})", template):
                yield (piece, None) if not piece.startswith("${") else ("", piece[2:-1].strip())
        else:
            yield single or double, name or None


def looked_up(expression: str, code: str, known: dict[str, str]) -> str:
    """Give the expression that a name stands for: `var url = '/api?page=' + page; $.get(url)`."""
    name = expression.strip()
    if not re.fullmatch(r"[A-Za-z_$][\w$]*", name) or name in known:
        return expression
    assigned = re.search(rf"\b{re.escape(name)}\s*=\s*({EXPRESSION})", code)
    return assigned.group(1) if assigned else expression


def _is_page(name: str, before: str) -> bool:
    parameter = re.search(r"[?&]([\w$]+(?:\[\w+\])?)=$", before)
    if parameter:
        plain = plain_name(parameter.group(1))
        return bool(PAGE_NAMES.match(plain) or OFFSET_NAMES.match(plain))
    return bool(_PAGE_VARIABLE.search(name)) and bool(re.search(r"[\w/_-]$", before)) and not before.endswith("=")


def with_mark(address: str) -> str:
    """Put the mark for the number in the query of an address."""
    head, _, query = address.partition("?")
    made = []
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        made.append(f"{name}={MARK}" if PAGE_NAMES.match(name) and value.isdigit() else pair)
    return f"{head}?{'&'.join(made)}"
