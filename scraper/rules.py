"""Rules that are lists: tables under scraper/data, one row a rule, fields parted by tabs."""

from __future__ import annotations

from importlib.resources import files


def rows(path: str) -> list[list[str]]:
    """Give the rows of a table (`rules/labels.tsv`), each as its fields; comments (#) and empty lines are none."""
    text = files("scraper").joinpath(f"data/{path}").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
