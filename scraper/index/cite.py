"""Citations of an archived article, to paste or to import; each with the day of archiving and the digest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import orjson

Style: TypeAlias = Literal["gbt7714", "apa", "chicago", "bibtex", "ris", "csl"]
# BibTeX's special characters; a backslash first becomes a command itself, so all are replaced at one go.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        # BibTeX counts braces, behind a backslash too: a title with one of a pair would end its entry.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "&": r"\&",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "\n": " ",
    }
)
# What a portal left in a title must not turn or hide what stands around it in a list of literature.
_UNSEEN = dict.fromkeys(
    (*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def gbt7714(line: dict[str, Any]) -> str:
    """Give the entry by GB/T 7714—2015, 4.6 (electronic resource): 责任者. 题名[EB/OL]. (发布)[引用]. 地址.

    The archive's own digest follows as a note, since the page itself may change.
    """
    published = str(line.get("published") or "")[:10]
    read = _archived(line)
    dates = (f"({published})" if published else "") + (f"[{read}]" if read else "")
    entry = f"{_one_line(_author(line))}. {_whole_title(line)}[EB/OL]. {dates + '. ' if dates else ''}{line['url']}."
    return f"{entry} 存档摘要: SHA-256 {line['content_sha256']}.\n" if line.get("content_sha256") else f"{entry}\n"


def apa(line: dict[str, Any]) -> str:
    """Give the entry by APA 7, 10.16 (webpage): Author. (Date). Title. Site. Retrieved date, from address."""
    author, site = _one_line(_author(line)), _one_line(str(line.get("portal_name") or line["site"]))
    year, day = _written(line.get("published"))
    parts = [f"{author}. ({f'{year}, {day}' if day else year or 'n.d.'})", _whole_title(line)]
    parts += [site] if site != author else []  # 9.24: not again where the author is the site
    read = ", ".join(filter(None, reversed(_written(_archived(line)))))
    return f"{'. '.join(parts)}. {f'Retrieved {read}, from ' if read else ''}{line['url']}{_proof(line)}\n"


def chicago(line: dict[str, Any]) -> str:
    """Give the entry of a bibliography by Chicago 17, 14.207: Author. “Title.” Site. Date. Archived date. Address."""
    author, site = _one_line(_author(line)), _one_line(str(line.get("portal_name") or line["site"]))
    parts = [f"{author}. “{_whole_title(line)}.”", *([f" {site}."] if site != author else [])]
    for before, told in ((" ", line.get("published")), (" Archived ", _archived(line))):
        written = ", ".join(filter(None, reversed(_written(told))))
        parts += [f"{before}{written}."] if written else []
    return f"{''.join(parts)} {line['url']}.{_proof(line)}\n"


def bibtex(line: dict[str, Any]) -> str:
    """Give a BibTeX entry; `misc`, which every style knows, with `url` and `urldate`."""
    published = str(line.get("published") or "")
    values = {
        "author": f"{{{_tex(_author(line))}}}",
        "title": f"{{{_tex(_title(line))}}}",
        "year": published[:4],
        "date": published[:10],  # with its day, for biblatex, pandoc and Zotero; BibTeX reads year and month
        "number": _tex(line.get("document_number")),
        "publisher": _tex(line.get("portal_name")),
        "url": line["url"].translate({ord("{"): "%7B", ord("}"): "%7D", ord("\\"): "%5C"}),
        "urldate": _archived(line),
        "langid": {"zh-Hans": "chinese", "zh-Hant": "chinese", "en": "english"}.get(str(line.get("language")), ""),
        "note": _tex(_note(line)),
    }
    rows = [f"  {name} = {{{value}}}" for name, value in values.items() if value]
    if published[5:7].isdigit():
        rows.insert(3, f"  month = {_MONTHS[int(published[5:7]) - 1][:3].lower()}")
    return f"@misc{{chengxi_{line['id']},\n" + ",\n".join(rows) + "\n}\n"


def ris(line: dict[str, Any]) -> str:
    """Give a RIS record of the type ELEC."""
    published = str(line.get("published") or "")[:10]
    rows = [
        ("TY", "ELEC"),
        ("ID", line["id"]),
        ("AU", _author(line)),
        ("TI", _title(line)),
        ("PY", published[:4]),
        ("DA", published.replace("-", "/")),
        ("PB", line.get("portal_name") or line["site"]),
        ("M1", line.get("document_number")),
        ("UR", line["url"]),
        ("Y2", _archived(line).replace("-", "/")),
        ("LA", line.get("language")),
        ("N1", _note(line)),
    ]
    return "".join(f"{tag}  - {_one_line(str(value))}\r\n" for tag, value in rows if value) + "ER  - \r\n"


def csl(line: dict[str, Any]) -> str:
    """Give a list of one CSL-JSON item (citeproc, Zotero, pandoc), with a line feed at its end."""
    return orjson.dumps([csl_item(line)], option=orjson.OPT_INDENT_2).decode() + "\n"


def csl_item(line: dict[str, Any]) -> dict[str, Any]:
    """Give the article as a CSL-JSON item of the type webpage; what it has no value for is left out."""
    item = {
        "id": f"chengxi_{line['id']}",
        "type": "webpage",
        "title": _one_line(_title(line)),
        "author": [{"literal": _one_line(_author(line))}],
        "container-title": _one_line(str(line.get("portal_name") or line["site"])),
        "number": line.get("document_number"),
        "issued": _date_parts(str(line.get("published") or "")[:10]),
        "accessed": _date_parts(_archived(line)),
        "URL": line["url"],
        "language": line.get("language"),
        "note": _note(line),
    }
    return {name: value for name, value in item.items() if value}


def _date_parts(day: str) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in day.split("-")]]} if day else {}


def _title(line: dict[str, Any]) -> str:
    return str(line.get("title") or line.get("list_title") or line["url"])


def _whole_title(line: dict[str, Any]) -> str:
    """Give the title with the document number, where it does not stand in it."""
    title, number = _one_line(_title(line)), line.get("document_number")
    return f"{title}: {number}" if number and number not in title else title


def _written(told: str | None) -> tuple[str, str]:
    """Give a day as year and `May 8`; empty strings for what is not told."""
    year, *others = str(told or "")[:10].split("-")
    return year, f"{_MONTHS[int(others[0]) - 1]} {int(others[1])}" if len(others) == 2 else ""


def _proof(line: dict[str, Any]) -> str:
    return f" [Archived text: SHA-256 {line['content_sha256']}]" if line.get("content_sha256") else ""


def _author(line: dict[str, Any]) -> str:
    """Give who answers for the text: the issuing body, the author, the source, the portal."""
    told = (line.get(name) for name in ("issuer", "author", "source", "portal_name", "site"))
    return str(next(filter(None, told), line["site"]))


def _archived(line: dict[str, Any]) -> str:
    return str(line.get("fetched_at") or "")[:10]


def _note(line: dict[str, Any]) -> str:
    parts = [f"archived {_archived(line)}" if _archived(line) else "", f"revision {line.get('revision', 1)}"]
    if line.get("content_sha256"):
        parts.append(f"SHA-256 of the text {line['content_sha256']}")
    return ", ".join(filter(None, parts))


def _tex(value: str | None) -> str:
    return (value or "").translate(_UNSEEN).translate(_TEX)


def _one_line(value: str) -> str:
    return " ".join(value.translate(_UNSEEN).split())


@dataclass(frozen=True, slots=True)
class Form:
    """A style of citation as users meet it: its name, the end of its files' names, their media type."""

    name: str
    suffix: str
    media_type: str
    entry: Callable[[dict[str, Any]], str]


_PLAIN = "text/plain; charset=utf-8"
# In the order in which a reader is offered them: to paste first, then to import.
STYLES: dict[Style, Form] = {
    "gbt7714": Form("GB/T 7714—2015", "txt", _PLAIN, gbt7714),
    "apa": Form("APA 7", "apa.txt", _PLAIN, apa),
    "chicago": Form("Chicago 17", "chicago.txt", _PLAIN, chicago),
    "bibtex": Form("BibTeX", "bib", "application/x-bibtex; charset=utf-8", bibtex),
    "ris": Form("RIS", "ris", "application/x-research-info-systems; charset=utf-8", ris),
    "csl": Form("CSL-JSON", "json", "application/vnd.citationstyles.csl+json", csl),
}
