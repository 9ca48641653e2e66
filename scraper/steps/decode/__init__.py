"""decode: bytes to text. Any bytes give text, never an error and never a lone surrogate."""

from __future__ import annotations

import re

from scraper.model import DecodedPage, Encoding, RawPage
from scraper.steps.decode.binary import told_as_binary
from scraper.steps.decode.codecs import decode_as
from scraper.steps.decode.declared import UTF_8_MARK, bom_of, header_of, meta_of
from scraper.steps.decode.guess import guess
from scraper.steps.decode.lines import decode_stretches
from scraper.steps.decode.lost import filled, likely_characters

__all__ = ["decode", "filled", "told_as_binary"]

# CESU-8 (Unicode Technical Report 26): what some databases give of characters beyond the first plane, rare names.
_PAIRS = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")


def decode(page: RawPage) -> DecodedPage:
    """Turn the body into text and tell which encodings were declared and used.

    A byte order mark decides, unless it says UTF-8 of what is none: editors put one before pages that are glued to
    others. Bytes that are valid UTF-8 are UTF-8, whatever a label says: other encodings do not come out valid by
    chance. Else the language model chooses, with the labels (header before meta) as evidence, and stretches in a second
    encoding are decoded by themselves.
    """
    body = page.body
    bom, header, meta = bom_of(body), header_of(page.header("content-type")), meta_of(body)
    is_sure = bom is not None and (bom != "utf-8" or _as_utf8(body) is not None)
    labels = tuple(dict.fromkeys(label for label in (None if is_sure else bom, header, meta) if label))
    if bom and is_sure:
        used, text = bom, decode_as(body, bom).removeprefix("\ufeff")
    else:
        body = body.removeprefix(UTF_8_MARK)
        # ISO-2022-JP has seven bits (RFC 1468): an escape sequence among bytes of eight is no sign of it.
        is_escaped = body.isascii() and b"\x1b$" in body
        valid = None if is_escaped or b"\x00" in body else _as_utf8(body)
        if valid is not None:
            plain = labels[0] if body.isascii() and labels and not labels[0].startswith("utf-16") else "utf-8"
            used = "utf-8" if plain == "replacement" else plain
            return DecodedPage(page, valid, Encoding(header=header, meta=meta, used=used), is_body=True)
        joined = _as_utf8(_PAIRS.sub(_whole, body)) if b"\xed" in body and _PAIRS.search(body) else None
        if joined is not None:
            return DecodedPage(page, joined, Encoding(header=header, meta=meta, used="utf-8"))
        is_escaped = is_escaped and ("iso-2022-jp" in labels or b"\x1b$B" in body)
        used = "iso-2022-jp" if is_escaped else guess(body, labels)
        text = decode_as(body, used) if is_escaped else decode_stretches(body, used)
    text = _without_surrogates(text)
    lost = likely_characters(body, text) if used == "utf-8" and not is_sure else ()
    return DecodedPage(page, text, Encoding(header=header, meta=meta, bom=bom, used=used), lost)


def _whole(pair: re.Match[bytes]) -> bytes:
    """Give the four bytes of a character that was written as its two surrogates."""
    return pair[0].decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16").encode()


def _as_utf8(body: bytes) -> str | None:
    """Give the text of bytes that are valid UTF-8, else None."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _without_surrogates(text: str) -> str:
    """Replace lone surrogates, which no decoder should give and no JSON can hold."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
