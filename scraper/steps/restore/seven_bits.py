"""Chinese in seven bits that nobody undid: HZ (RFC 1843), UTF-7 (RFC 2152), ISO-2022 (RFC 1468, 1554, 1922).

And the encoded words of mails (RFC 2047), as letters to the mayor keep them.
"""

from __future__ import annotations

import re
from email.errors import HeaderParseError
from email.header import decode_header, make_header

from scraper.language import model
from scraper.model import Change

# What a search finds at once, the stretch that it begins, and by what it is read.
_KINDS = (
    ("~{", re.compile(r"~\{(?:[!-}][!-~])+~\}(?:[ -}]*~\{(?:[!-}][!-~])+~\})*"), "hz"),
    ("\x1b$", re.compile(r"\x1b\$[()]?[@-D](?:[!-~]{2})+(?:\x1b\$?[()]?[@-DJ][!-~]*)*"), "iso2022_jp_2"),
    ("+", re.compile(r"\+[A-Za-z0-9/+]{8,}-?(?:[ -*,-~]*\+[A-Za-z0-9/+]{3,}-?)*"), "utf-7"),
    ("=?", re.compile(r"=\?[\w-]+\?[BQbq]\?[!->@-~]+\?=(?:\s+=\?[\w-]+\?[BQbq]\?[!->@-~]+\?=)*"), "encoded-word"),
)
_HAN = re.compile("[\u3400-\u9fff]")
_LEAST_HAN = 3
_MOST_BITS = 10.5  # a character: what is read reads as Chinese


def may_be_seven_bits(text: str) -> bool:
    """Tell by one quick look whether a text may hold such a stretch."""
    return any(sign[0] in text and sign in text and kind.search(text) is not None for sign, kind, _ in _KINDS)


def mend_seven_bits(text: str) -> list[Change]:
    """Give the repairs of stretches that read as Chinese; addresses, programs and sums stay."""
    found: dict[int, Change] = {}
    for sign, kind, codec in _KINDS:
        for match in kind.finditer(text) if sign in text else ():
            plain = _read(match.group(), codec)
            if plain is not None:
                reason = f"text of seven bits that nobody read: {codec.replace('_', '-')}"
                found.setdefault(
                    match.start(), Change("restore/entity", match.span(), match.group(), plain, 0.95, reason)
                )
    return [found[start] for start in sorted(found)]


def _of_mail(words: str) -> str:
    """Read the encoded words of a mail's header (RFC 2047)."""
    return str(make_header(decode_header(words)))


def _read(stretch: str, codec: str) -> str | None:
    try:
        plain = _of_mail(stretch) if codec == "encoded-word" else stretch.encode("ascii").decode(codec)
    except (UnicodeError, LookupError, HeaderParseError):
        return None
    han = len(_HAN.findall(plain))
    is_chinese = han >= max(_LEAST_HAN, (len(plain) - len(plain.encode("ascii", "ignore"))) / 2)
    return plain if is_chinese and model().bits(plain) <= _MOST_BITS * len(plain) else None
