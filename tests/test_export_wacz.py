"""WACZ and single WARC records: what is handed to another archive, held by others' readers."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import subprocess
import zipfile
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.portal.server import Portal
from tests.test_cli import PROGRAM, chengxi
from tests.test_revisits import EDITED, ONE, article, crawl_on_day, portal_of


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of six articles, one of which was edited and then removed."""
    folder = tmp_path_factory.mktemp("wacz")
    with Portal(portal_of(6)) as portal:
        crawl_on_day(folder, portal, 0)
        portal.answers = {**portal.answers, ONE: article(3, EDITED)}
        crawl_on_day(folder, portal, 1, "--full")
        portal.answers = {path: answer for path, answer in portal.answers.items() if path != ONE}
        crawl_on_day(folder, portal, 2, "--full")
    return folder


@pytest.fixture(scope="module")
def one(output: Path) -> str:
    """The id of the removed article."""
    return str(json.loads(chengxi("changes", "--kind", "removed", "--format", "jsonl", "-o", str(output)).stdout)["id"])


def exported(output: Path, to: Path, *asked: str) -> zipfile.ZipFile:
    run = chengxi("export", *asked, "--format", "wacz", "--to", str(to), "-o", str(output))
    assert run.returncode == 0, run.stderr
    return zipfile.ZipFile(to)


def records(data: bytes) -> list[tuple[str, str, str]]:
    found = []
    for record in ArchiveIterator(io.BytesIO(data), check_digests="raise"):
        record.content_stream().read()
        status = record.http_headers.get_statuscode() if record.rec_type == "response" else ""
        found.append((record.rec_type, (record.rec_headers.get_header("WARC-Target-URI") or "")[-12:], status))
    return found


def index(package: zipfile.ZipFile) -> list[dict[str, str]]:
    lines = gzip.decompress(package.read("indexes/index.cdx.gz")).splitlines()
    assert lines == sorted(lines)
    return [json.loads(line.split(b" ", 2)[2]) for line in lines]


def test_whole_archive_goes_with_every_warc_file_as_it_is(output, tmp_path):
    with exported(output, tmp_path / "all.wacz") as package:
        files = {path.name: path.read_bytes() for path in output.glob("warc/*/*.warc.gz")}
        assert {f"archive/{name}": data for name, data in files.items()} == {
            name: package.read(name) for name in package.namelist() if name.startswith("archive/")
        }
        assert len(index(package)) == sum(len(path.read_bytes().splitlines()) for path in output.glob("warc/*/*.cdxj"))


def test_every_line_of_the_index_leads_to_its_record(output, tmp_path):
    with exported(output, tmp_path / "some.wacz", "title:通知") as package:
        listed = index(package)
        for line in listed:
            data = package.read(f"archive/{line['filename']}")
            member = data[int(line["offset"]) :][: int(line["length"])]
            (record,) = ArchiveIterator(io.BytesIO(member))
            assert record.rec_headers.get_header("WARC-Target-URI") == line["url"]
    assert listed


def test_blocks_of_the_index_are_found_by_their_first_key(output, tmp_path):
    with exported(output, tmp_path / "all.wacz") as package:
        data, (meta, *blocks) = package.read("indexes/index.cdx.gz"), package.read("indexes/index.idx").splitlines()
    assert meta.startswith(b"!meta 0 {")
    for line in blocks:
        key, told = b" ".join(line.split(b" ")[:2]), json.loads(line.split(b" ", 2)[2])
        block = data[told["offset"] :][: told["length"]]
        assert gzip.decompress(block).startswith(key + b" ")
        assert told["digest"] == f"sha256:{hashlib.sha256(block).hexdigest()}"


def test_manifest_names_size_and_digest_of_every_file_and_is_held_by_a_digest_of_its_own(output, tmp_path):
    frictionless = pytest.importorskip("frictionless")
    with exported(output, tmp_path / "all.wacz") as package:
        told = json.loads(package.read("datapackage.json"))
        digest = json.loads(package.read("datapackage-digest.json"))
        assert digest["hash"] == f"sha256:{hashlib.sha256(package.read('datapackage.json')).hexdigest()}"
        named = {each["path"]: (each["bytes"], each["hash"]) for each in told["resources"]}
        there = set(package.namelist()) - {"datapackage.json", "datapackage-digest.json"}
        assert named == {
            name: (len(package.read(name)), f"sha256:{hashlib.sha256(package.read(name)).hexdigest()}")
            for name in there
        }
        assert {info.compress_type for info in package.infolist() if info.filename.endswith(".gz")} == {0}
    assert told["wacz_version"] == "1.1.1"
    frictionless.Package.from_descriptor(told)  # raises where it is none


def test_selection_has_the_answers_of_all_revisions_each_with_its_request(output, tmp_path):
    with exported(output, tmp_path / "some.wacz", "is:removed") as package:
        found = records(package.read("archive/selection.warc.gz"))
        pages = [json.loads(line) for line in package.read("pages/pages.jsonl").splitlines()[1:]]
    statuses = [status for kind, _, status in found if kind == "response"]
    assert statuses == ["200", "200", "404"]
    assert [kind for kind, _, _ in found] == ["warcinfo", *["response", "request"] * 3]
    assert [page["id"].rsplit("-", 1)[1] for page in pages] == ["1", "2"]


def test_records_of_one_article_prove_its_text_and_its_removal(output, one, tmp_path):
    to = tmp_path / "one.warc.gz"
    with to.open("wb") as file:
        subprocess.run([*PROGRAM, "show", one, "--warc", "-o", str(output)], stdout=file, check=True, timeout=60)
    assert [kind for kind, _, _ in records(to.read_bytes())] == ["response", "request"] * 3


def test_a_warc_file_that_is_missing_leaves_no_half_an_export(output, tmp_path):
    copy = tmp_path / "copy"
    for path in output.rglob("*"):
        if path.is_file() and "warc" not in path.relative_to(output).parts[0]:
            (copy / path.relative_to(output)).parent.mkdir(parents=True, exist_ok=True)
            (copy / path.relative_to(output)).write_bytes(path.read_bytes())
    run = chengxi("export", "通知", "--format", "wacz", "--to", str(tmp_path / "x.wacz"), "-o", str(copy))
    assert run.returncode == 2
    assert "warc" in run.stderr
    assert "Traceback" not in run.stderr
    assert not list(tmp_path.glob("x.wacz*"))


def imported(file: Path, to: Path) -> subprocess.CompletedProcess[str]:
    return chengxi("import", str(file), "-o", str(to))


def test_what_is_handed_over_is_the_same_archive_there(output, tmp_path):
    exported(output, tmp_path / "all.wacz").close()
    run = imported(tmp_path / "all.wacz", tmp_path / "there")
    assert run.returncode == 0, run.stderr
    ask = "SELECT id, title, text, published, site FROM articles ORDER BY id"
    here, there = (
        chengxi("sql", ask, "--format", "csv", "-o", str(place)).stdout for place in (output, tmp_path / "there")
    )
    assert here == there
    assert here.count("\n") > 5


def test_a_zip_file_without_warc_is_none(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as package:
        package.writestr("pages/pages.jsonl", "{}")
    run = imported(tmp_path / "x.zip", tmp_path / "there")
    assert run.returncode == 2
    assert "is no WARC file" in run.stderr
    assert not (tmp_path / "there").exists()


def test_a_wacz_that_is_damaged_starts_nothing(output, tmp_path):
    exported(output, tmp_path / "all.wacz").close()
    data = bytearray((tmp_path / "all.wacz").read_bytes())
    data[5000] ^= 255
    (tmp_path / "all.wacz").write_bytes(data)
    run = imported(tmp_path / "all.wacz", tmp_path / "there")
    assert run.returncode == 2
    assert "is damaged" in run.stderr
    assert not (tmp_path / "there").exists()


def test_a_wacz_that_would_fill_the_disk_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.wacz", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("archive/../../x.warc", b"WARC/1.1\r\n" + bytes(20_000_000))
    run = imported(tmp_path / "bomb.wacz", tmp_path / "there")
    assert run.returncode == 2
    assert "100 times" in run.stderr
