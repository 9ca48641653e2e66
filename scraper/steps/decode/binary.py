"""Bytes that are no text: files known by their first bytes, and bodies full of control characters."""

from __future__ import annotations

import re

from scraper.model import DecodedPage

# First bytes, by the formats' own specifications (see also WHATWG MIME Sniffing §6). Two-letter ones that a text may
# begin with (MZ, BM, BZ) are left to the control characters that follow them.
_MAGIC = (
    (re.compile(rb"\x7fELF|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe|\x00asm|MZ.{0,60}\x00\x00", re.DOTALL), "a program"),
    (re.compile(rb"\s{0,16}%PDF-"), "PDF"),
    (re.compile(rb"PK(?:\x03\x04|\x05\x06)"), "an archive or Office document"),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|\{\\rtf"), "an Office document"),
    (
        re.compile(
            rb"Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\x1f\x8b\x08|BZh[1-9]1AY|\xfd7zXZ\x00|\x28\xb5\x2f\xfd|.{257}ustar",
            re.DOTALL,
        ),
        "an archive",
    ),
    (re.compile(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|II\*\x00|MM\x00\*|\x00\x00\x01\x00"), "a picture"),
    (re.compile(rb"RIFF.{4}(?:WEBP|WAVE|AVI )", re.DOTALL), "a picture, sound or film"),
    (re.compile(rb"ID3[\x02-\x04]|OggS\x00|fLaC|.{4}ftyp|\x1aE\xdf\xa3", re.DOTALL), "sound or film"),
    (re.compile(rb"wOF[F2]|OTTO\x00|\x00\x01\x00\x00\x00"), "a font"),
    (re.compile(rb"SQLite format 3\x00"), "a database"),
)
# Control characters that no text holds: U+0000 to U+001F without tab, line ends, form feed and escape (ISO 2022).
_CONTROLS = bytes(code for code in range(0x20) if chr(code) not in "\t\n\v\f\r\x1b")
_MARKUP = re.compile(r"<(?:!doctype|html|head|body|meta|title|div|p|table|script)\b", re.IGNORECASE)
MAX_CONTROL_SHARE = 0.03  # of random bytes a tenth are controls; damaged pages have single ones
MIN_CONTROLS = 3
_SEEN_CHARS = 65536


def told_as_binary(page: DecodedPage) -> str | None:
    """Tell what the body is where it is no text, as a sentence; None for text, however damaged."""
    body = page.raw.body
    kind = next((kind for magic, kind in _MAGIC if magic.match(body)), None)
    if kind:
        return f"the body is a file, not a page ({kind})"
    # Where markup stands, it is a page with damage in it: that is restored, not refused.
    if _MARKUP.search(page.text, 0, _SEEN_CHARS):
        return None
    text = page.text[:_SEEN_CHARS]
    encoded = text.encode("utf-8", "surrogatepass")  # bytes lose characters thirty times as fast as text does
    controls = len(encoded) - len(encoded.translate(None, _CONTROLS))
    if controls < MIN_CONTROLS or controls < len(text) * MAX_CONTROL_SHARE:
        return None
    return f"the body is no text: {controls} of its first {len(text)} characters are control characters"
