"""JSON Schema and documentation of the output's lines, made from the one table (`scraper.fields`).

`python -m scraper.schema` writes them anew; a test holds them to the table.
"""

from __future__ import annotations

import json
import types
from dataclasses import MISSING, Field, fields, is_dataclass
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from scraper.fields import ARTICLE_SCHEMA, SET_ASIDE_SCHEMA, ArticleLine, SetAsideLine

LINES: dict[str, type] = {ARTICLE_SCHEMA: ArticleLine, SET_ASIDE_SCHEMA: SetAsideLine}
_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean"}
_FOLDER = Path(__file__).parent / "data" / "schema"
_DOCUMENT = Path(__file__).parent.parent / "docs" / "record.md"


def json_schema(name: str) -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of a line, `article/1` or `set-aside/1`."""
    line = LINES[name]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:chengxi:{name.replace('/', ':')}",
        "title": (line.__doc__ or "").strip(),
        **_object(line),
    }


def file_name(name: str) -> str:
    """Give the file of a schema: `article/1` -> `article-1.json`."""
    return f"{name.replace('/', '-')}.json"


def table(name: str) -> str:
    """Give the fields of a line as a table in Markdown."""
    rows = ["| field | type | always | meaning |", "|---|---|---|---|"]
    hints = get_type_hints(LINES[name])
    for item in fields(LINES[name]):
        always = "yes" if item.metadata.get("required") else ""
        rows.append(f"| `{item.name}` | {_told(hints[item.name])} | {always} | {item.metadata['help']} |")
    return "\n".join(rows)


def filled(document: str) -> str:
    """Give the text of docs/record.md with its tables made anew between their marks."""
    for name in LINES:
        start, end = f"<!-- table {name} -->", f"<!-- end {name} -->"
        before, _, rest = document.partition(start)
        _, _, after = rest.partition(end)
        document = f"{before}{start}\n{table(name)}\n{end}{after}"
    return document


def _object(line: type) -> dict[str, Any]:
    hints = get_type_hints(line)
    properties = {}
    for item in fields(line):
        value = _schema(hints[item.name])
        if "help" in item.metadata:
            value = {**value, "description": item.metadata["help"]}
        if item.name == "schema":
            value = {**value, "const": item.default}
        properties[item.name] = value
    return {
        "type": "object",
        "properties": properties,
        "required": [item.name for item in fields(line) if _is_required(item)],
        "additionalProperties": False,
    }


def _is_required(item: Field[Any]) -> bool:
    if "required" in item.metadata:
        return bool(item.metadata["required"])
    return item.default is MISSING and item.default_factory is MISSING and "help" not in item.metadata


def _schema(hint: Any) -> dict[str, Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        known = [_schema(each) for each in arguments if each is not type(None)]
        return known[0] if len(known) == 1 else {"anyOf": known}
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is tuple and arguments[-1] is Ellipsis:
        return {"type": "array", "items": _schema(arguments[0])}
    if origin is tuple:
        items = [_schema(each) for each in arguments]
        return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
    if is_dataclass(hint) and isinstance(hint, type):
        return _object(hint)
    return {"type": _PLAIN[hint]}


def _told(hint: Any) -> str:
    """Say a type in words."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return " or ".join(_told(each) for each in arguments if each is not type(None))
    if origin is Literal:
        return "one of " + ", ".join(f"`{each}`" for each in arguments)
    if origin is tuple:
        return f"list of {_told(arguments[0])}"
    if is_dataclass(hint) and isinstance(hint, type):
        return "object {" + ", ".join(item.name for item in fields(hint)) + "}"
    return _PLAIN[hint]


def write() -> None:
    """Write the schema files and the tables of the documentation."""
    _FOLDER.mkdir(exist_ok=True)
    for name in LINES:
        text = json.dumps(json_schema(name), ensure_ascii=False, indent=1) + "\n"
        (_FOLDER / file_name(name)).write_text(text, encoding="utf-8")
    _DOCUMENT.write_text(filled(_DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    write()
