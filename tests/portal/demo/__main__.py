"""`make demo`: serve the demonstration portal on loopback, crawl it, say what was stored and where, search it once.

With --url it crawls that section instead.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.portal.demo import LISTED, SECTION, answers
from tests.portal.server import Portal

PORT = 8765  # always the same, so that a second demonstration finds its own archive; another if it is taken
OUTPUT = Path(os.environ.get("CHENGXI_OUTPUT", "output"))


def main() -> int:
    """Run the demonstration; the exit code is the crawl's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", help="a section page to crawl instead of the bundled portal")
    parser.add_argument("--contact", help="your address, for the user agent")
    options = parser.parse_args()
    if options.url:
        contact = ["--contact", options.contact] if options.contact else []
        code = chengxi("crawl", options.url, *contact)
        tell_files()
        return code
    print("A small portal is served on loopback: GBK under a wrong header, a spam headline, a hidden link farm,")
    print("articles turned to Traditional with pinyin codes, a lost byte, one page gone, one taken over.\n")
    with portal() as served:
        code = chengxi("crawl", served.url + SECTION, "--allow-network", "127.0.0.0/8", "--delay", "0")
    if code:
        return code
    tell_repair()
    tell_files()
    print()
    return chengxi("search", "乡村振兴", "--limit", "3")


def portal() -> Portal:
    """Serve the portal, on its own port where that is free."""
    try:
        return Portal(answers(), PORT)
    except OSError:
        return Portal(answers())


def chengxi(*arguments: str) -> int:
    """Run the command line as a user would, and show the command."""
    print("$ chengxi", *arguments, flush=True)
    command = [sys.executable, "-c", "from scraper.cli import main; main()", *arguments]
    return subprocess.run(command, check=False, env={**os.environ, "CHENGXI_OUTPUT": str(OUTPUT)}).returncode


def tell_repair() -> None:
    """Show a paragraph as the portal served it and as it was stored."""
    broken = next(article for article in LISTED if article.seam)
    line = next((line for line in stored() if line["url"].endswith(broken.path)), None)
    if line is None:
        return
    repairs = [repair for repair in line["repairs"] if repair["field"] == "text"]
    before = line["text"]
    for repair in reversed(repairs):
        start, end = repair["span"]
        before = before[:start] + repair["before"] + before[end:]
    print(f"\n“{line['title']}”: {len(line['repairs'])} repairs, each of them told in the line.")
    print(f"  the page had   {before.splitlines()[1]}")
    print(f"  chengxi wrote  {line['text'].splitlines()[1]}")


def tell_files() -> None:
    """Say what stands where under the output."""
    print(f"\nStored under {OUTPUT}/:")
    for folder, what in (
        ("articles", "clean articles"),
        ("set-aside", "pages that are no article, with the reason"),
        ("warc", "what the server sent"),
        ("files", "attachments"),
    ):
        for path in sorted((OUTPUT / folder).rglob("*.*")):
            if path.is_file() and path.suffix != ".cdxj":
                count = path.read_bytes().count(b"\n")
                lines = f"{count} lines, " if path.suffix == ".jsonl" else ""
                is_text = folder == "files" and path.suffix == ".txt"
                told = "the text of an attachment" if is_text else what
                print(f"  {path}  {lines}{path.stat().st_size:,} bytes  ({told})")


def stored() -> Iterator[dict[str, Any]]:
    """Give the stored article lines."""
    for path in sorted((OUTPUT / "articles").rglob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


if __name__ == "__main__":
    sys.exit(main())
