"""Whatever reads an archive tells of what is damaged in it: nothing else is answered in its place."""

from __future__ import annotations

import os
import shutil
import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from scraper import Archive
from scraper.errors import DamageError, StorageError, UsageError
from scraper.store import state as state_module
from scraper.store.archive_reader import members
from scraper.store.compacted import compact, read_line
from scraper.store.lines import LinePlace
from scraper.store.revisions import original_body, revisions_of
from scraper.store.seal import SEAL
from scraper.store.state import STATE_FILE, Store
from scraper.store.verify import Verifier
from scraper.store.withheld import FILE, Withheld, read_withheld, write_withheld
from tests.crawling import articles, chengxi, crawl
from tests.portal.server import Portal
from tests.test_crawl import portal_of


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of a closed month, with its search index."""
    output = tmp_path_factory.mktemp("original") / "output"
    with Portal(portal_of(6)) as portal:
        run = crawl(output, f"{portal.url}/list.html", env={"CHENGXI_NOW": "2024-06-01T00:00:00Z"})
    assert run.code == 0
    with Archive(output) as archive:
        assert len(archive.search("")) == 6
    return output


@pytest.fixture
def output(original: Path, tmp_path: Path) -> Path:
    return shutil.copytree(original, tmp_path / "output")


def only(output: Path, pattern: str) -> Path:
    (found,) = output.glob(pattern)
    return found


def flip(path: Path, at: int, bit: int = 1) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= bit
    path.write_bytes(data)


def damaged_text(output: Path) -> dict[str, object]:
    """Change a character in the text of the second article, so that the line is still good JSON; give the line."""
    log = only(output, "articles/*/*.jsonl")
    lines = log.read_bytes().splitlines(keepends=True)
    line: dict[str, object] = orjson.loads(lines[1])
    before = str(line["text"])[:8]
    lines[1] = lines[1].decode().replace(before, before[::-1]).encode()
    log.write_bytes(b"".join(lines))
    return line


def test_search_leaves_a_damaged_article_out_names_it_and_ends_with_one(output: Path) -> None:
    line = damaged_text(output)
    run = chengxi("search", "", "--format", "jsonl", "--limit", "0", "--output", output)
    assert run.code == 1
    assert str(line["url"]) not in run.out
    assert len(run.out.splitlines()) == 5
    assert "2024-06.jsonl at byte" in run.err
    assert "chengxi verify" in run.err


def test_export_leaves_a_damaged_article_out_and_ends_with_one(output: Path) -> None:
    line = damaged_text(output)
    run = chengxi("export", "--format", "jsonl", "--output", output)
    assert run.code == 1
    assert str(line["url"]) not in run.out


def test_sound_archive_is_searched_without_a_word(output: Path) -> None:
    run = chengxi("search", "", "--format", "jsonl", "--output", output)
    assert (run.code, run.err, len(run.out.splitlines())) == (0, "", 6)


def test_lines_that_are_gone_from_the_end_are_told(output: Path) -> None:
    log = only(output, "articles/*/*.jsonl")
    log.write_bytes(log.read_bytes()[:-10])
    with Archive(output) as archive:
        assert len(list(archive.search(""))) == 5
        assert any("10 bytes" in told for told in archive.damages)


def test_show_refuses_a_damaged_line(output: Path) -> None:
    line = damaged_text(output)
    with pytest.raises(DamageError, match="content_sha256"):
        revisions_of(output, str(line["id"]))


def test_original_of_a_damaged_record_is_refused(output: Path) -> None:
    line = articles(output)[2]
    place = line["warc"]
    flip(output / place["file"], place["offset"] + place["length"] // 2)
    with pytest.raises(DamageError, match=r"at byte \d+"):
        original_body(output, line)
    run = chengxi("show", line["id"], "--warc", "--output", output)
    assert (run.code, run.out) == (1, "")


def test_damaged_line_of_a_compacted_month_is_told(output: Path) -> None:
    log = only(output, "articles/*/*.jsonl")
    name = log.relative_to(output).as_posix()
    compact(output, name)
    packed = log.with_name(log.name + ".zst")
    flip(packed, packed.stat().st_size // 2)
    with pytest.raises(DamageError, match=r"2024-06\.jsonl"):
        read_line(output, LinePlace(name, 0, 100))
    assert any(name in str(damage) for damage in Verifier(output).verify().damages)


@pytest.mark.parametrize("change", [b"", b"0", b"0 9\n", b"7 0\n", b"\xff 0\n"])
def test_index_of_a_compacted_month_that_does_not_fit_is_told(output: Path, change: bytes) -> None:
    log = only(output, "articles/*/*.jsonl")
    name = log.relative_to(output).as_posix()
    compact(output, name)
    assert Verifier(output).verify().damages == []
    log.with_name(log.name + ".idx").write_bytes(change)
    assert any(damage.path == name for damage in Verifier(output).verify().damages)
    assert "Traceback" not in chengxi("search", "", "--output", output).err


def test_log_whose_line_ends_were_changed_is_made_again(output: Path) -> None:
    log = only(output, "articles/*/*.jsonl")
    whole = log.read_bytes()
    log.write_bytes(whole.replace(b"\n", b"\r\n"))
    assert chengxi("rebuild", "--from", "warc", "--output", output).code == 0
    assert log.read_bytes() == whole


# ---- the state database


@pytest.mark.parametrize("part", [0.2, 0.5, 0.8])
def test_any_changed_byte_of_the_state_is_found(output: Path, part: float) -> None:
    state = output / STATE_FILE
    data = state.read_bytes()
    at = next(at for at in range(int(len(data) * part), len(data)) if data[at])
    flip(state, at)
    assert any(damage.path == STATE_FILE for damage in Verifier(output).verify().damages)


def test_state_whose_seal_does_not_fit_is_made_again_by_a_rebuild(output: Path) -> None:
    with sqlite3.connect(output / STATE_FILE) as db:
        db.execute("UPDATE pages SET etag = 'x'")
    db.close()
    assert Verifier(output).verify().damages
    assert chengxi("rebuild", "--from", "articles", "--output", output).code == 0
    assert Verifier(output).verify().damages == []


def test_killed_writer_leaves_no_seal(output: Path) -> None:
    store = Store.open(output)
    assert not (output / SEAL).exists()
    store.close()
    assert (output / SEAL).exists()


def test_seal_is_what_sha256sum_checks(output: Path) -> None:
    digest, name = (output / SEAL).read_text().split()
    assert (len(digest), name) == (64, STATE_FILE)


def test_seal_that_does_not_fit_is_not_renewed_by_the_next_writer(output: Path) -> None:
    flip(output / SEAL, 0)
    Store.open(output).close()
    assert any(damage.path == STATE_FILE for damage in Verifier(output).verify().damages)


# ---- what may not be shown


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    write_withheld(tmp_path, [Withheld(f"{n:016x}", f"http://a.example/{n}", "2024-06-01", "order") for n in range(3)])
    return tmp_path


def no_line(data: bytes) -> bytes:
    return data[data.index(b"\n") + 1 :]


def nothing(_: bytes) -> bytes:
    return b""


def another_id(data: bytes) -> bytes:
    return data.replace(b"0001", b"0011", 1)


@pytest.mark.parametrize("change", [no_line, nothing, another_id])
def test_withheld_list_that_lost_a_part_shows_nothing(listed: Path, change: Callable[[bytes], bytes]) -> None:
    file = listed / FILE
    file.write_bytes(change(file.read_bytes()))
    with pytest.raises(UsageError, match="until then no article is shown"):
        read_withheld(listed)


def test_withheld_list_without_digests_is_obeyed(listed: Path) -> None:
    file = listed / FILE
    lines = [orjson.loads(line) for line in file.read_bytes().splitlines()]
    file.write_bytes(b"\n".join(orjson.dumps({key: line[key] for key in line if key != "list"}) for line in lines))
    assert len(read_withheld(listed)) == 3


def test_list_of_which_nothing_is_left_is_gone(listed: Path) -> None:
    write_withheld(listed, [])
    assert not (listed / FILE).exists()
    assert read_withheld(listed) == {}


# ---- WARC files, their indexes


def with_head(data: bytes, level: int) -> bytes:
    """Compress as software of another time did: the head of the member tells how."""
    machine = zlib.compressobj(level, zlib.DEFLATED, 31)
    return machine.compress(data) + machine.flush()


def test_warc_that_another_software_began_is_sound(output: Path) -> None:
    file = only(output, "warc/*/*.warc.gz")
    data = file.read_bytes()
    places = [(member.offset, member.offset + member.length) for member in members(file)]
    begun = [with_head(zlib.decompress(data[start:end], 31), 9) for start, end in places[:4]]
    for path in output.glob("state.s*"):
        path.unlink()
    file.write_bytes(b"".join(begun) + data[places[3][1] :])
    assert len({member.gzip_head for member in members(file)}) == 2
    assert not [damage for damage in Verifier(output).verify().damages if "gzip" in damage.what]


def test_index_that_is_cut_or_gone_is_made_again_by_a_rebuild(output: Path) -> None:
    index = only(output, "warc/*/*.cdxj")
    whole = index.read_bytes()
    index.write_bytes(whole[: len(whole) // 2])
    assert chengxi("rebuild", "--output", output).code == 0
    index.unlink()
    assert chengxi("rebuild", "--output", output).code == 0
    assert index.read_bytes() == whole
    assert Verifier(output).verify().damages == []


def test_damaged_report_of_a_run_does_not_keep_sql_from_answering(output: Path) -> None:
    report = only(output, "runs/*.json")
    report.write_bytes(report.read_bytes().replace(b'"new":', b'"neW":1,"new":', 1))
    with Archive(output) as archive:
        assert archive.sql("SELECT count(*) FROM runs").rows == [(1,)]


# ---- the folder and its disk


@pytest.mark.parametrize("is_replaced", [False, True])
def test_folder_that_is_moved_while_it_is_written_ends_the_writing(tmp_path: Path, is_replaced: bool) -> None:
    store = Store.open(tmp_path / "output")
    store.append("articles/a/2024-06.jsonl", b"{}\n")
    (tmp_path / "output").rename(tmp_path / "away")
    if is_replaced:
        Store.open(tmp_path / "output").close()
    with pytest.raises(StorageError, match="moved, removed or replaced"):
        store.commit()
    store.close()
    assert not list(tmp_path.glob("output/articles/*"))
    assert Verifier(tmp_path / "away").verify().damages == []


def test_disk_that_is_nearly_full_ends_the_writing_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.open(tmp_path)
    store.append("articles/a/2024-06.jsonl", b"{}\n")
    free = os.statvfs(tmp_path).f_bavail * os.statvfs(tmp_path).f_frsize
    monkeypatch.setattr(state_module, "LEAST_FREE_BYTES", free * 2)
    monkeypatch.setattr(state_module, "LEAST_FREE_PART", 1.0)
    with pytest.raises(StorageError, match=r"MB are left on this disk.*make room"):
        store.commit()
    store.close()
    monkeypatch.undo()
    store = Store.open(tmp_path)
    store.append("articles/a/2024-06.jsonl", b"{}\n")
    store.commit()
    store.close()
