r"""Text that stands there as its escapes: the bytes or the code points of each character, written out.

`%E4%B8%AD`, `=E4=B8=AD`, `\xe4\xb8\xad`, `&#228;&#184;&#173;`, `&auml;&cedil;&shy;`, bytes as private or surrogate code
points; `\u4e2d`, `%u4E2D`, `&#x4e2d` without its end, `#20013;`. A line is mended only if it is made of them, or they
stand between its Han, and it reads as Chinese afterwards: addresses, programs and texts about escapes stay.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from scraper.language import model
from scraper.model import Change
from scraper.steps.restore.encoders import bytes_1252

_LEAST_UNITS = 6  # in a line
_LEAST_SHARE = 0.5  # of a line in escapes, blanks apart
_MOST_BITS = 12.0  # a character: what is made of them reads as Chinese, lists of names too
_HAN = re.compile("[\u3400-\u9fff]")
# Of what stands between: then it is a program or an address. Prose has addresses and names of files in it.
_CODE = re.compile(r"[{}<>;\"'`$|\\=&]|://")
_PATH = re.compile(r"[A-Za-z_][./]\w|\w[./][A-Za-z_]")
_PROSE = re.compile("[，。、：；（）“”]")
_LEAST_PROSE = 2  # marks
_LEAST_HAN = 2
_LAST = 0xFFFF  # unit of UTF-16
_BLANK = re.compile(r"\s+")
_UNBROKEN = re.compile(r"(?<!=)\n")


@dataclass(frozen=True, slots=True)
class _Kind:
    """One way to write characters out: what it looks for first, one unit, and the text that a run of units gives."""

    sign: str
    unit: re.Pattern[str]
    units: Callable[[list[str]], list[int] | None]
    is_bytes: bool  # the units are bytes; else units of UTF-16, or the bytes that windows-1252 has for these


def _numbers(base: int) -> Callable[[list[str]], list[int]]:
    return lambda numbers: [int(number, base) for number in numbers]


def _shifted(start: int) -> Callable[[list[str]], list[int]]:
    return lambda characters: [ord(character) - start for character in characters]


def _references(names: list[str]) -> list[int] | None:
    plain = [html.unescape(f"&{name};") for name in names]
    return [ord(one) for one in plain] if all(len(one) == 1 for one in plain) else None


def _written(units: list[int]) -> str | None:
    """Read units of UTF-16."""
    if max(units) > _LAST:
        return None
    return b"".join(unit.to_bytes(2, "big") for unit in units).decode("utf-16-be", "replace")


def _as_bytes(units: list[int]) -> str | None:
    """Read the bytes that windows-1252 has for units of UTF-16."""
    table = bytes_1252()
    return _decoded(bytes(table[unit] for unit in units)) if all(unit in table for unit in units) else None


def _decoded_twice(units: list[int]) -> str | None:
    """Read bytes whose characters are bytes again, as windows-1252 has them."""
    plain = _decoded(units)
    return _as_bytes(list(map(ord, plain))) if plain else None


def _decoded(data: Iterable[int]) -> str | None:
    for codec in ("utf-8", "gb18030"):
        try:
            return bytes(data).decode(codec)
        except UnicodeDecodeError:
            continue
    return None


_HEX = "([0-9A-Fa-f]{2})"
_KINDS = (
    _Kind("%u", re.compile("%u([0-9A-Fa-f]{4})"), _numbers(16), is_bytes=False),
    _Kind("%25", re.compile("%(?:25)+" + _HEX), _numbers(16), is_bytes=True),
    _Kind("%", re.compile("%" + _HEX), _numbers(16), is_bytes=True),
    _Kind("=", re.compile("(?:=\n)?=" + _HEX), _numbers(16), is_bytes=True),
    _Kind("\\x", re.compile(r"\\x" + _HEX), _numbers(16), is_bytes=True),
    _Kind("\\u", re.compile(r"\\+u([0-9A-Fa-f]{4})"), _numbers(16), is_bytes=False),
    _Kind("\\u{", re.compile(r"\\+u\{0*([0-9A-Fa-f]{2,5})\}"), _numbers(16), is_bytes=False),
    _Kind("\\U000", re.compile(r"\\U000([0-9A-Fa-f]{5})"), _numbers(16), is_bytes=False),
    _Kind("u5", re.compile("u([4-9a-f][0-9a-f]{3}|300[0-9a-f]|20[0-9a-f]{2})"), _numbers(16), is_bytes=False),
    _Kind("\\", re.compile(r"\\([2-3][0-7]{2})"), _numbers(8), is_bytes=True),
    _Kind("\\", re.compile(r"\\([2-9a-fA-F][0-9A-Fa-f]{3}) ?"), _numbers(16), is_bytes=False),
    _Kind("&#x", re.compile(r"&#x([0-9A-Fa-f]{2,4}) "), _numbers(16), is_bytes=False),
    _Kind("&#x", re.compile(r"&#x([0-9A-Fa-f]{4})(?![0-9A-Fa-f;])"), _numbers(16), is_bytes=False),
    _Kind("&#", re.compile(r"&#([0-9]{2,5}) "), _numbers(10), is_bytes=False),
    _Kind("&#", re.compile(r"&#([0-9]{2,5})(?![0-9;])"), _numbers(10), is_bytes=False),
    _Kind(
        "&",
        re.compile("&(?:amp;)*(#[0-9]{2,4}|#x[0-9A-Fa-f]{2}|[A-Za-z]{2,6}[1-4]{0,2});"),
        _references,
        is_bytes=False,
    ),
    _Kind("#", re.compile("#([0-9]{4,5});"), _numbers(10), is_bytes=False),
    _Kind("", re.compile("([\uf780-\uf7ff])"), _shifted(0xF700), is_bytes=True),
    _Kind("", re.compile("([\udc80-\udcff])"), _shifted(0xDC00), is_bytes=True),
)
# The first unit stands apart: a search finds what begins with a letter of its own at once.
_RUNS = tuple(
    (kind, re.compile(f"{kind.unit.pattern}(?:{kind.unit.pattern}){{{_LEAST_UNITS - 1},}}")) for kind in _KINDS
)
_SIGNED = tuple((kind, run) for kind, run in _RUNS if kind.sign)
_MARKS = frozenset(kind.sign[0] for kind, _ in _SIGNED)
_POINT = re.compile(r"(?:\\+|%)u([0-9A-Fa-f]{4})")
_POINTS = re.compile(
    rf"(?:(?<=[\u3001-\u9fff\uff01-\uff5e])|^)(?:{_POINT.pattern})+(?=[\u3001-\u9fff\uff01-\uff5e0-9]|$)"
)
_LEAST_RUNS = 2


def may_be_escaped(text: str) -> bool:
    """Tell by one quick look whether a text may hold such escapes; private and surrogate characters tell themselves."""
    if ("\\u" in text or "%u" in text) and _running(text):
        return True
    return bool(_kinds_in(text, _SIGNED))


def _kinds_in(text: str, runs: Sequence[tuple[_Kind, re.Pattern[str]]]) -> list[_Kind]:
    """Give the kinds of which a run stands in a text."""
    begun = {mark for mark in _MARKS if mark in text}  # one character is found far sooner than two
    return [
        kind
        for kind, run in runs
        if (not kind.sign or kind.sign[0] in begun) and kind.sign in text and run.search(text) is not None
    ]


def mend_escapes(text: str) -> list[Change]:
    """Give the repairs of lines that are made of escapes."""
    edits: list[Change] = []
    at = 0
    running = _running(text)
    kinds = _kinds_in(text, _RUNS)
    if not running and not kinds:
        return edits
    # A mail breaks its lines anywhere, with a mark (RFC 2045, 6.7).
    for line in _UNBROKEN.split(text) if "=\n=" in text else text.split("\n"):
        plain = _plain(line, kinds) if len(line) >= _LEAST_UNITS else None
        if plain is not None:
            reason = "a line made of the escapes of its characters"
            edits.append(Change("restore/entity", (at, at + len(line)), line, plain, 0.95, reason))
        elif running:
            reason = "characters written out in running Chinese text"
            edits += (
                Change("restore/entity", (at + a, at + b), line[a:b], plain, 0.9, reason)
                for a, b, plain in _runs_in(line)
            )
        at += len(line) + 1
    return edits


def _runs_in(line: str) -> Iterator[tuple[int, int, str]]:
    """Give the runs of written-out Han that touch Han, each with what it says."""
    for match in _POINTS.finditer(line):
        plain = _written(_numbers(16)(_POINT.findall(match.group())))
        if plain and all("\u3001" <= one <= "\u9fff" or "\uff01" <= one <= "\uff5e" for one in plain):
            yield *match.span(), plain


def _running(text: str) -> bool:
    """Tell whether all that is written out so stands between Han, several times: nobody speaks of it then."""
    if "\\u" not in text and "%u" not in text:
        return False
    number = sum(1 for line in text.split("\n") for _ in _runs_in(line))
    return number >= _LEAST_RUNS and len(_POINT.findall(text)) == sum(
        len(plain) for line in text.split("\n") for *_, plain in _runs_in(line)
    )


def _plain(line: str, kinds: Sequence[_Kind]) -> str | None:
    """Give what a line says that is made of one kind of escapes; None where it is not, or says nothing Chinese."""
    for kind in kinds:
        if kind.sign not in line or len(kind.unit.findall(line)) < _LEAST_UNITS:
            continue
        between = kind.unit.sub("", line)
        if len(_BLANK.sub("", between)) > _LEAST_SHARE * len(line) or _CODE.search(between):
            continue
        for read in (_decoded, _decoded_twice) if kind.is_bytes else (_written, _as_bytes):
            plain = _read(line, kind, read)
            if plain is None or (_PATH.search(kind.unit.sub("0", line)) and len(_PROSE.findall(plain)) < _LEAST_PROSE):
                continue
            if len(_HAN.findall(plain)) >= _LEAST_HAN and model().bits(plain) <= _MOST_BITS * len(plain):
                return plain
    return None


def _read(line: str, kind: _Kind, read: Callable[[list[int]], str | None]) -> str | None:
    """Read each run of units; None where one says nothing."""
    pieces: list[str] = []
    done = 0
    for run in re.finditer(f"(?:{kind.unit.pattern})+", line):
        units = kind.units([unit.group(1) for unit in kind.unit.finditer(run.group())])
        plain = read(units) if units else None
        if plain is None:
            return None
        pieces += (line[done : run.start()], plain)
        done = run.end()
    whole = "".join((*pieces, line[done:]))
    is_form = kind.sign == "%" and "+" in line and " " not in line  # a form's fields: a plus stands for a blank
    return whole.replace("+", " ") if is_form else whole
