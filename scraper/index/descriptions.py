"""The one field table in the words of others: DuckDB and Parquet types, data package, Croissant.

Derived from the dataclasses of `scraper.fields`, as the JSON Schema is in `scraper.schema`; nothing is written twice.
"""

from __future__ import annotations

import dataclasses
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from scraper.fields import ArticleLine, SetAsideLine
from scraper.index.flat import COLUMNS, NUMBERS

Json = dict[str, Any]
_PLAIN: dict[type, str] = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN"}


def duckdb_columns(line: type[ArticleLine | SetAsideLine]) -> dict[str, str]:
    """Give the DuckDB type of each field, for `read_json` and Parquet."""
    return {name: _duckdb_type(kind) for name, kind in _members(line).items()}


def table_schema() -> Json:
    """Give the Table Schema (Frictionless) of the flat table of `chengxi export --format csv`."""
    return {
        "fields": [
            {"name": name, "type": "integer" if name in NUMBERS else "string", "description": text}
            for name, text in COLUMNS.items()
        ],
        "primaryKey": ["id"],
        "missingValues": [""],
    }


def croissant(digest: str, size_bytes: int, published: str) -> Json:
    """Give the Croissant 1.0 description of the `articles.csv` of a data package."""
    return {
        "@context": _CROISSANT_CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "chengxi",
        "description": "Articles of government portals, cleaned and repaired, as archived by chengxi.",
        "version": "1.0.0",
        "datePublished": published,
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": "articles.csv",
                "name": "articles.csv",
                "contentUrl": "articles.csv",
                "contentSize": f"{size_bytes} B",
                "encodingFormat": "text/csv",
                "sha256": digest,
            }
        ],
        "recordSet": [
            {
                "@type": "cr:RecordSet",
                "@id": "articles",
                "name": "articles",
                "key": {"@id": "articles/id"},
                "field": [
                    {
                        "@type": "cr:Field",
                        "@id": f"articles/{column}",
                        "name": column,
                        "description": text,
                        "dataType": "sc:Integer" if column in NUMBERS else "sc:Text",
                        "source": {"fileObject": {"@id": "articles.csv"}, "extract": {"column": column}},
                    }
                    for column, text in COLUMNS.items()
                ],
            }
        ],
    }


def _without_none(kind: Any) -> Any:
    if get_origin(kind) in {Union, UnionType}:
        kept = [part for part in get_args(kind) if part is not type(None)]
        return kept[0] if len(kept) == 1 else kind
    return kind


def _members(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {item.name: hints[item.name] for item in dataclasses.fields(kind)}


def _duckdb_type(kind: Any) -> str:
    kind = _without_none(kind)
    if kind in _PLAIN:
        return _PLAIN[kind]
    if get_origin(kind) is Literal:
        return "VARCHAR"
    if get_origin(kind) is tuple:
        return f"{_duckdb_type(get_args(kind)[0])}[]"
    return "STRUCT(" + ", ".join(f'"{name}" {_duckdb_type(member)}' for name, member in _members(kind).items()) + ")"


# https://docs.mlcommons.org/croissant/docs/croissant-spec.html, "Appendix 1: JSON-LD context"
_CROISSANT_CONTEXT: Json = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
