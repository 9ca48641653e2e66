"""The output's lines: one table, and what is made from it."""

import json
from pathlib import Path

import pytest

from scraper.fields import to_json
from scraper.schema import LINES, file_name, filled, json_schema
from tests.reading import record_of

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("name", LINES)
def test_the_schema_files_are_those_of_the_table(name):
    stored = json.loads((ROOT / "scraper" / "data" / "schema" / file_name(name)).read_text(encoding="utf-8"))
    assert stored == json_schema(name), "run python -m scraper.schema"


def test_the_documentation_holds_the_tables():
    document = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    assert filled(document) == document, "run python -m scraper.schema"


@pytest.mark.parametrize(
    "body", ["<title>清淤</title><div id='zoom'><p>今年入冬以来，全镇组织人员逐段清淤。</p></div>", ""]
)
def test_a_line_has_the_fields_of_its_schema(body):
    record = record_of(body, "http://a.example/1.html")
    line = json.loads(json.dumps(to_json(record)))
    schema = json_schema(line["schema"])
    assert set(schema["required"]) <= set(line) <= set(schema["properties"])


def test_a_field_without_a_value_is_left_out():
    record = record_of("", "http://a.example/1.html")
    assert None not in to_json(record).values()
