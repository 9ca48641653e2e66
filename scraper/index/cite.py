"""Citations of an archived article: GB/T 7714—2015, BibTeX, RIS, CSL-JSON; with day of archiving and digest."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

import orjson

Style: TypeAlias = Literal["gbt7714", "bibtex", "ris", "csl"]
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
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def cite(line: dict[str, Any], style: Style) -> str:
    """Give the citation of an article line, with a line feed at its end."""
    return {"gbt7714": gbt7714, "bibtex": bibtex, "ris": ris, "csl": csl}[style](line)


def gbt7714(line: dict[str, Any]) -> str:
    """Give the entry by GB/T 7714—2015, 4.6 (electronic resource): 责任者. 题名[EB/OL]. (发布)[引用]. 地址.

    The archive's own digest follows as a note, since the page itself may change.
    """
    title = _one_line(_title(line))
    if line.get("document_number") and line["document_number"] not in title:
        title += f": {line['document_number']}"
    published = str(line.get("published") or "")[:10]
    read = _archived(line)
    dates = (f"({published})" if published else "") + (f"[{read}]" if read else "")
    entry = f"{_one_line(_author(line))}. {title}[EB/OL]. {dates + '. ' if dates else ''}{line['url']}."
    return f"{entry} 存档摘要: SHA-256 {line['content_sha256']}.\n" if line.get("content_sha256") else f"{entry}\n"


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
        rows.insert(3, f"  month = {_MONTHS[int(published[5:7]) - 1]}")
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
