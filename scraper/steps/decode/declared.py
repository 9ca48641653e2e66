"""What a page says about its own encoding: byte order mark, content-type header, meta elements.

Sources: Encoding Standard §6 (BOM sniff); HTML Standard §13.2.3.2 (prescan a byte stream) and §2.4.5 (charset of a
`content` attribute); RFC 9110 §8.3 (content-type).
"""

from __future__ import annotations

import re

from scraper.steps.decode.codecs import name_of

PRESCAN_BYTES = 8192  # the standard looks at 1,024; portals put scripts and comments first
UTF_8_MARK = b"\xef\xbb\xbf"
_BOMS = ((UTF_8_MARK, "utf-8"), (b"\xfe\xff", "utf-16be"), (b"\xff\xfe", "utf-16le"))
_HEADER = re.compile(r"charset\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s;,\"']+))", re.IGNORECASE)
_TOKEN = re.compile(rb"<!--.*?(?:-->|$)|<meta[\s/]|<[/!?]?[a-z]|<[/!?]", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE = re.compile(
    rb"[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"'][^\s>]*)))?", re.DOTALL
)
_IN_CONTENT = re.compile(r"charset\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s;\"'][^\s;]*))", re.IGNORECASE)


def bom_of(body: bytes) -> str | None:
    """Give the encoding that a byte order mark at the start tells, or None."""
    return next((name for mark, name in _BOMS if body.startswith(mark)), None)


def header_of(content_type: str | None) -> str | None:
    """Give the encoding named by a content-type header, or None where it names none that exists."""
    match = _HEADER.search(content_type or "")
    return name_of(_first(match)) if match else None


def meta_of(body: bytes) -> str | None:
    """Give the encoding declared by a meta element near the start, or None.

    As the standard has it: the first that exists counts; `utf-16` means UTF-8, since the bytes could be read as ASCII.
    """
    head = body[:PRESCAN_BYTES]
    at = 0
    while match := _TOKEN.search(head, at):
        at = match.end()
        token = match.group().lower()
        if token.startswith(b"<!--"):
            continue
        if token in {b"<!", b"</", b"<?", b"<!d"} or (token[1:2] in b"!?/" and not token[2:].isalpha()):
            at = _after(head, at, b">")
            continue
        if not token.startswith(b"<meta"):
            at = _attributes(head, _name_end(head, at))[1]
            continue
        attributes, at = _attributes(head, at)
        found = _declared(attributes)
        if found:
            return "utf-8" if found.startswith("utf-16") else {"x-user-defined": "windows-1252"}.get(found, found)
    return None


def _declared(attributes: dict[str, str]) -> str | None:
    if "charset" in attributes:
        return name_of(attributes["charset"])
    if attributes.get("http-equiv", "").lower() == "content-type":
        match = _IN_CONTENT.search(attributes.get("content", ""))
        return name_of(_first(match)) if match else None
    return None


def _attributes(head: bytes, at: int) -> tuple[dict[str, str], int]:
    """Read attributes from `at` to the end of the tag; the first of two with one name counts."""
    found: dict[str, str] = {}
    while at < len(head) and (match := _ATTRIBUTE.match(head, at)) and match.end() > at:
        name = match.group(1).decode("latin-1").lower()
        value = match.group(2) or match.group(3) or match.group(4) or b""
        found.setdefault(name, value.decode("latin-1"))
        at = match.end()
    return found, _after(head, at, b">")


def _name_end(head: bytes, at: int) -> int:
    match = re.compile(rb"[^\s/>]*").match(head, at)
    return match.end() if match else at


def _after(head: bytes, at: int, mark: bytes) -> int:
    place = head.find(mark, at)
    return len(head) if place < 0 else place + 1


def _first(match: re.Match[str]) -> str:
    return next((group for group in match.groups() if group is not None), "").strip()
