"""What the body carries besides text: attachments, pictures, links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from lxml.html import HtmlElement

from scraper.dom import squeezed_text
from scraper.model import Block, Flow, Piece, PurgedPage
from scraper.results import Link

_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|dps|ofd|rar|zip|7z|tar|gz|txt|csv|rtf|odt|ods|xml|json|mp4|mp3|caj|hwpx?|hwt)$",
    re.IGNORECASE,
)
_OFFERS = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|dps|ofd|rar|zip|7z|tar|gz|txt|csv|rtf|od[ts]|xml|json|mp[34]|caj|hwpx?|hwt)\b|"
    r"download|attach|wbfileid=|/fujian|downfile"
)  # of an address in lower case: ten times as fast as a pattern for any case
_WHOLE = re.compile(r"https?://[^/?#;\[\]\s]+/[^?#;\\\s]*(?:\?[^#;\s]+)?")  # such an address needs no joining
_DOWNLOAD = re.compile(r"download|attach|wbfileid=|/fujian|downfile", re.IGNORECASE)
_NAME = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|rar|zip|7z|txt|csv|hwpx?)\b", re.IGNORECASE)
# The whole of a link's text: notice.hwpx (312 KB)
_FILE_NAME = re.compile(
    r"[^/\n]{1,150}\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|rar|zip|7z|hwpx?|od[ts])\s*(?:[\[(（][^\])）]{1,20}[\])）])?",
    re.IGNORECASE,
)
_ICON = re.compile(
    r"icon|filetype|/ext/|blank\.|spacer|loading|arrow|share|logo|qrcode|ewm|print|close|font", re.IGNORECASE
)
_PDF_PAGES = re.compile(r"vsb_pdf_image_data\s*=\s*\[([^\]]*)\]")
_PDF_FRAME = re.compile(r"showVsbpdfIframe\(\s*['\"]([^'\"]+)['\"]")
# Of what a template calls the box of a code to scan, in class or id.
_SCANNED = re.compile(r"(?:^|[\s_-])(?:qr|ewm|erwei)|qr-?_?code", re.IGNORECASE)
_SOURCES = ("src", "data-src", "data-original", "vurl", "orisrc", "oldsrc")
_LARGEST_ICON = 40  # pixels
MAX_ASSETS = 300


@dataclass(frozen=True, slots=True)
class Assets:
    """Attachments and links with absolute addresses and their text, and the pictures' absolute addresses."""

    attachments: tuple[Link, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[str, ...] = ()


def read_assets(page: PurgedPage, region: HtmlElement | None, blocks: Iterable[Block]) -> Assets:
    """Read what the body's blocks and their region hold; files offered elsewhere on the page are attachments too."""
    base = base_url(page)
    inside = _read_links(_anchors(blocks), base)
    everywhere = _read_links(_offering(page.flow.tagged["a"]), base)
    everywhere += _read_links(_anchors(block for block in page.flow.blocks if offers_file(block)), base)
    files = {link.url: link for link in [*_shown(page, base), *inside, *everywhere] if is_file(link)}
    links = {link.url: link for link in inside if link.url not in files and link.text}
    images = dict.fromkeys([*_images(region, base), *_pdf_pages(page.flow, base)])
    return Assets(tuple(files.values())[:MAX_ASSETS], tuple(links.values())[:MAX_ASSETS], tuple(images)[:MAX_ASSETS])


def base_url(page: PurgedPage) -> str:
    """Give the address that relative links refer to: `<base href>`, else that of the page."""
    href = next((href for base in page.flow.tagged["base"] if (href := base.get("href")) is not None), "")
    return absolute(href, page.decoded.raw.url) or page.decoded.raw.url


def offers_file(block: Block) -> bool:
    """Tell whether a line is a link that is called by a file's name."""
    text = block.text
    return block.link_chars * 2 >= len(text) and "." in text and _NAME.search(text) is not None


def absolute(href: str, base: str) -> str | None:
    """Give the absolute address, or None for what is no address of a page (javascript:, mailto:, broken)."""
    href = href.strip()
    if _WHOLE.fullmatch(href):
        return href
    if href.lower().startswith(("javascript:", "mailto:", "tel:", "data:", "about:", "#")):
        return None
    try:
        url = urljoin(base, href)
    except ValueError:
        return None
    return url if urlsplit(url).scheme in ("http", "https", "ftp", "file") else None


def is_file(link: Link) -> bool:
    """Tell whether a link offers a file: by the ending of its path, or a download address whose text names a file."""
    if "." in link.text and _FILE_NAME.fullmatch(link.text):
        return True
    if "%" not in link.url and not _OFFERS.search(link.url.lower()):
        return False  # which most are; this is the quicker look
    parts = urlsplit(link.url)
    if _FILE.search(unquote(parts.path)):
        return True
    names = (link.text, unquote(parts.query))  # download.jsp?filename=3f2a.docx
    is_named = link.text.startswith("附件") or any(_NAME.search(name) for name in names)
    return is_named and _DOWNLOAD.search(link.url) is not None


def anchor_of(piece: Piece) -> HtmlElement | None:
    """Give the `<a>` in which a text stands; None where it stands in none."""
    inner = piece.element.getparent() if piece.slot == "tail" else piece.element
    while inner is not None and inner.tag != "a":
        inner = inner.getparent()
    return inner


def _anchors(blocks: Iterable[Block]) -> Iterator[HtmlElement]:
    """Give the `<a>` elements whose text stands in these blocks, each once."""
    seen = None
    for block in blocks:
        for piece in block.pieces if block.link_chars else ():
            element = anchor_of(piece) if piece.is_link else None
            if element is not None and element is not seen:
                seen = element
                yield element


def _offering(anchors: Sequence[HtmlElement]) -> list[HtmlElement]:
    """Give the links whose address may offer a file; all addresses are looked at in one go."""
    addresses = [anchor.get("href") or "" for anchor in anchors]
    if not _OFFERS.search("\n".join(addresses).lower()):
        return []
    return [anchor for anchor, address in zip(anchors, addresses, strict=True) if _OFFERS.search(address.lower())]


def _read_links(anchors: Iterable[HtmlElement], base: str) -> list[Link]:
    found = []
    for element in anchors:
        url = absolute(element.get("href") or "", base)
        if url:
            text = squeezed_text(element) or element.get("title") or ""
            found.append(Link(url, text))
    return found


def _images(region: HtmlElement | None, base: str) -> Iterator[str]:
    if region is None:
        return
    for image in region.iter("img"):
        source = next((image.get(name) for name in _SOURCES if image.get(name)), None)
        url = absolute(source, base) if source else None
        if url and not _ICON.search(url) and not _is_small(image) and not _is_scanned(image):
            yield url


def shown_file(frame: HtmlElement, base: str) -> str | None:
    """Give the address of the file that a frame shows, by itself or in a viewer: viewer.html?file=/u/1.pdf."""
    source = frame.get("src") or ""
    if not _OFFERS.search(source.lower()):
        return None
    address = absolute(source, base)
    if address is None or _FILE.search(unquote(urlsplit(address).path)):
        return address
    values = (value for _, value in parse_qsl(urlsplit(address).query) if _FILE.search(urlsplit(value).path))
    return next((absolute(value, address) for value in values), None)


def _shown(page: PurgedPage, base: str) -> list[Link]:
    """Give the files that the page shows in frames, VSB by a call; where nothing tells their name, by the address."""
    shown = ((frame, shown_file(frame, base)) for frame in page.flow.tagged["iframe"])
    links = [Link(url, frame.get("title") or _name_of(url)) for frame, url in shown if url]
    for script in page.flow.scripts:
        calls = _PDF_FRAME.finditer(script) if "Vsbpdf" in script else ()
        links += [Link(url, _name_of(url)) for call in calls if (url := absolute(call[1], base))]
    return links


def _name_of(url: str) -> str:
    """Give the last segment of an address; with the ending that its query tells: virtual_attach_file.vsb?…&e=.pdf."""
    name = unquote(urlsplit(url).path).rpartition("/")[2]
    return name if _FILE.search(name) else f"{name.partition('.')[0]}.pdf"


def _is_scanned(image: HtmlElement) -> bool:
    """Tell whether a picture is the page's code to scan with a phone: the box right around it is called so."""
    around = image.getparent()
    return around is not None and any(
        name and _SCANNED.search(name) for name in (around.get("class"), around.get("id"))
    )


def _is_small(image: HtmlElement) -> bool:
    sizes = [value.removesuffix("px") for value in (image.get("width"), image.get("height")) if value]
    return any(size.isdigit() and int(size) <= _LARGEST_ICON for size in sizes)


def _pdf_pages(flow: Flow, base: str) -> Iterator[str]:
    """Give the pictures of a PDF that VSB shows page by page from a script variable."""
    for script in flow.scripts:
        for hit in _PDF_PAGES.finditer(script):
            for name in re.findall(r"['\"]([^'\"]+)['\"]", hit[1]):
                url = absolute(name, base)
                if url:
                    yield url
