"""Serve every family on loopback until interrupted."""

from __future__ import annotations

import argparse
import time

from tests.portal.families import FAMILIES, MARKUPS, build, serving


def main() -> None:
    """Read the port, serve, and print the section of every portal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    options = parser.parse_args()
    portals = [build(family, markup) for family in FAMILIES for markup in MARKUPS]
    with serving(portals, options.port) as url:
        for portal in portals:
            print(url + portal.section, len(portal.notices), flush=True)
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            return


main()
