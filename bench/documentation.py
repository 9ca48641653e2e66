"""Run restoration over ordinary documentation in many scripts: what is not damaged must not change.

    python bench/documentation.py [--json FILE] [--show] [--no-download]

Takes manual pages and manuals of Debian by `apt-get download` (nothing is installed) and the message catalogues of the
packages that are installed here. What cannot be had is named and left out. Ends with 1 where more than one page in 5,000 is changed. What is truly damaged (iptables(8) of
manpages-zh, a few catalogues) is reported apart.
"""

from __future__ import annotations

import argparse
import gettext
import gzip
import html
import json
import re
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from scraper.model import RawPage, TextEvidence
from scraper.steps.decode import decode
from scraper.steps.restore import restore_text

PACKAGES = (
    "manpages-zh",
    "manpages-ja",
    "manpages-ru",
    "manpages-fr",
    "manpages-de",
    "debian-reference-zh-cn",
    "debian-reference-zh-tw",
    "debian-reference-ja",
    "debian-faq-ko",
)
# Looked at by eye, and truly damaged: shifted GBK in iptables(8); "Ã³", "Ã®", "Ã¯", "Ã¦", "Â«" in catalogues of Asturian,
# Welsh, Dutch and both kinds of Norwegian; a compatibility form of 聯 (U+F997) in those of Hong Kong.
DAMAGED = re.compile(
    r"iptables\.8|ast/sed\.mo|cy/gtk[23]0\.mo|nl/python-apt\.mo|nb/tar\.mo|nn/gettext-tools\.mo|zh_HK/iso_3166"
)
TAGS = re.compile(r"<[^<>]*>")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--show", action="store_true", help="print each change")
    parser.add_argument("--no-download", action="store_true", help="only what is installed here")
    options = parser.parse_args()
    total, changed, left_out = 0, [], []
    with tempfile.TemporaryDirectory() as folder:
        for package in () if options.no_download else PACKAGES:
            files = download(package, Path(folder))
            if files is None:
                left_out.append(package)
                continue
            for name, text in files:
                total += 1
                changed += report(name, text, show=options.show)
    for name, text in catalogues():
        total += 1
        changed += report(name, text, show=options.show)
    known = [name for name in changed if DAMAGED.search(name)]
    wrong = [name for name in changed if not DAMAGED.search(name)]
    print(
        f"{total} pages, {len(wrong)} changed, {len(known)} known to be damaged; left out: {', '.join(left_out) or 'nothing'}"
    )
    for name in wrong:
        print("  changed", name)
    if options.json:
        figures = {"pages": total, "changed": len(wrong), "per_5000": round(5000 * len(wrong) / max(1, total), 2)}
        more = {"known_damaged": len(known), "left_out": left_out}
        options.json.write_text(json.dumps(figures | more) + "\n", encoding="utf-8")
    return int(5000 * len(wrong) > total)


def download(package: str, folder: Path) -> list[tuple[str, str]] | None:
    """Fetch and unpack one package; None where it cannot be had."""
    done = subprocess.run(["apt-get", "download", package], cwd=folder, capture_output=True, check=False)
    archives = sorted(folder.glob(f"{package}_*.deb"))
    if done.returncode or not archives:
        return None
    target = folder / package
    subprocess.run(["dpkg-deb", "-x", archives[0], target], check=True, capture_output=True)
    return list(pages(target))


def pages(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.is_symlink() or path.stat().st_size > 3_000_000:
            continue
        name = str(path.relative_to(folder))
        body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        if "/man/" in name or path.name.endswith((".txt", ".txt.gz", ".html", ".html.gz")):
            text = decode(RawPage("", body)).text
            yield name, html.unescape(TAGS.sub("\n", text)) if ".html" in name else text


def catalogues() -> Iterator[tuple[str, str]]:
    for path in sorted(Path("/usr/share/locale").glob("*/LC_MESSAGES/*.mo")):
        try:
            with path.open("rb") as file:
                messages = gettext.GNUTranslations(file)
        except (OSError, ValueError, LookupError, struct.error) as error:
            print(f"{path} is left out: {error!r}")
            continue
        texts = [text for text in vars(messages)["_catalog"].values() if isinstance(text, str)]
        yield f"{path.parent.parent.name}/{path.name}", "\n".join(texts)


def report(name: str, text: str, *, show: bool) -> list[str]:
    mended = restore_text(text, TextEvidence())
    if not mended.changes:
        return []
    if show:
        for change in mended.changes[:4]:
            print("   ", name, change.rule, repr(change.before[:60]), "->", repr(change.after[:60]), change.confidence)
    return [name]


if __name__ == "__main__":
    sys.exit(main())
