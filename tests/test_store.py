"""The store: committed logs, one writer, schema, keys of the archive."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from scraper.errors import StorageError, UsageError
from scraper.profile import Lesson
from scraper.store import log as log_module
from scraper.store.lock import WriterLock
from scraper.store.profiles import Profiles
from scraper.store.schema import VERSION
from scraper.store.state import Store
from scraper.store.surt import surt

LOG = "articles/example/2024-05.jsonl"


def write(output: Path, *lines: bytes) -> None:
    store = Store.open(output)
    for line in lines:
        store.append(LOG, line)
    store.commit()
    store.close()


def test_what_was_not_committed_is_moved_away_at_the_next_start(tmp_path: Path) -> None:
    write(tmp_path, b"one\n")
    with (tmp_path / LOG).open("ab") as handle:
        handle.write(b"torn")
    Store.open(tmp_path).close()
    assert (tmp_path / LOG).read_bytes() == b"one\n"
    (kept,) = (tmp_path / "uncommitted/articles/example").iterdir()
    assert kept.read_bytes() == b"torn"


def test_batch_that_is_dropped_leaves_nothing(tmp_path: Path) -> None:
    write(tmp_path, b"one\n")
    store = Store.open(tmp_path)
    store.append(LOG, b"two\n")
    store.run("INSERT INTO runs(run_id, started_at) VALUES ('r', 'now')")
    store.close()
    store = Store.open(tmp_path)
    assert (tmp_path / LOG).read_bytes() == b"one\n"
    assert store.rows("SELECT count(*) FROM runs") == [(0,)]
    store.close()


def test_log_that_no_commit_knows_is_set_aside_not_deleted(tmp_path: Path) -> None:
    write(tmp_path, b"one\n")
    stray = tmp_path / "articles/example/2024-06.jsonl"
    stray.write_bytes(b"never committed\n")
    Store.open(tmp_path).close()
    assert not stray.exists()
    assert (tmp_path / "uncommitted/articles/example/2024-06.jsonl").read_bytes() == b"never committed\n"


def test_log_that_lost_committed_bytes_is_refused_with_the_cure(tmp_path: Path) -> None:
    write(tmp_path, b"one\n", b"two\n")
    (tmp_path / LOG).write_bytes(b"one\n")
    with pytest.raises(UsageError, match="verify"):
        Store.open(tmp_path)


def test_offset_counts_what_is_still_in_the_batch(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    assert [store.append(LOG, b"one\n"), store.append(LOG, b"two\n")] == [0, 4]
    store.close()


def test_failing_disk_ends_the_batch_and_every_later_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, b"one\n")
    store = Store.open(tmp_path)
    store.append(LOG, b"two\n")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(log_module.os, "fsync", full)
    with pytest.raises(StorageError, match="No space left"):
        store.commit()
    with pytest.raises(StorageError):
        store.append(LOG, b"three\n")
    monkeypatch.undo()
    store.close()
    assert (tmp_path / LOG).read_bytes() == b"one\n"


def test_second_writer_is_refused_and_the_lock_dies_with_its_holder(tmp_path: Path) -> None:
    with WriterLock(tmp_path), pytest.raises(UsageError, match="another chengxi"):
        WriterLock(tmp_path)
    WriterLock(tmp_path).release()


def test_state_of_newer_software_is_refused(tmp_path: Path) -> None:
    write(tmp_path, b"one\n")
    with sqlite3.connect(tmp_path / "state.sqlite3") as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(UsageError, match="newer chengxi"):
        Store.open(tmp_path)


class PowerLoss:
    """`os` for the log module: remembers what a power loss would leave of each file."""

    def __init__(self) -> None:
        self.paths: dict[int, Path] = {}
        self.volatile: dict[Path, bytearray] = {}
        self.durable: dict[Path, bytes] = {}
        self.named: set[Path] = set()  # names that an fsync of their folder made last

    def __getattr__(self, name: str) -> object:
        return getattr(os, name)

    def open(self, path: Path, flags: int, mode: int = 0o777) -> int:
        descriptor = os.open(path, flags, mode)
        self.paths[descriptor] = Path(path)
        return descriptor

    def pwrite(self, descriptor: int, data: bytes, offset: int) -> int:
        path = self.paths[descriptor]
        content = self.volatile.setdefault(path, bytearray(self.durable.get(path, b"")))
        content[offset : offset + len(data)] = data
        return os.pwrite(descriptor, data, offset)

    def fsync(self, descriptor: int) -> None:
        path = self.paths[descriptor]
        if path.is_dir():
            self.named.update(entry for entry in path.iterdir())
        else:
            self.durable[path] = bytes(self.volatile.get(path, b""))

    def after_loss(self, root: Path, dice: random.Random) -> dict[Path, bytes]:
        """What stands after a power loss: unsynced bytes partly, unsynced names not or perhaps."""
        left = {}
        for path, content in self.volatile.items():
            chain = [path, *[folder for folder in path.parents if root in folder.parents]]
            if not all(name in self.named for name in chain) and dice.random() < 0.7:
                continue
            synced = self.durable.get(path, b"")
            rest = bytearray(content[len(synced) :])
            kept = rest[: dice.randint(0, len(rest))]
            if kept and dice.random() < 0.5:
                at = dice.randrange(len(kept))
                kept[at:] = bytes(len(kept) - at)
            left[path] = synced + bytes(kept)
        return left


@pytest.mark.parametrize("seed", range(200))
def test_power_loss_loses_nothing_acknowledged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    dice = random.Random(seed)
    model = PowerLoss()
    monkeypatch.setattr(log_module, "os", model)
    root = tmp_path / "live"
    store = Store.open(root)
    acknowledged: list[tuple[str, bytes]] = []
    pending: list[tuple[str, bytes]] = []
    loss_at = dice.randint(1, 6)
    for number in range(1, 8):
        for _ in range(dice.randint(1, 4)):
            name = dice.choice(["articles/a/2024-01.jsonl", "articles/b/2024-02.jsonl", "warc/a/a-00001.warc.gz"])
            data = dice.randbytes(dice.randint(1, 40)).hex().encode() + b"\n"
            store.append(name, data)
            pending.append((name, data))
        if number == loss_at:
            if dice.random() < 0.5:
                store.logs.sync()  # the power goes between the logs and the transaction
            break
        store.commit()
        acknowledged, pending = acknowledged + pending, []
    after = tmp_path / "after"
    after.mkdir()
    # SQLite keeps its own promise (synchronous = FULL): what it committed is there, what is open is not.
    for name in ("state.sqlite3", "state.sqlite3-wal"):
        if (root / name).exists():
            shutil.copy(root / name, after / name)
    for path, content in model.after_loss(root, dice).items():
        file = after / path.relative_to(root)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    monkeypatch.undo()
    store.close()  # seals its state, which the model of a disk knows nothing of
    Store.open(after).close()
    wanted: dict[str, bytes] = {}
    for name, data in acknowledged:
        wanted[name] = wanted.get(name, b"") + data
    found = {name: (after / name).read_bytes() for name in wanted}
    assert found == wanted


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://www.example.gov.cn/News/1.html", "cn,gov,example)/news/1.html"),
        ("https://example.gov.cn:8443/a?b=2&a=1", "cn,gov,example:8443)/a?a=1&b=2"),
        ("http://127.0.0.1:80/", "1,0,0,127)/"),
        ("http://example.org", "org,example)/"),
    ],
)
def test_surt(url: str, key: str) -> None:
    assert surt(url) == key


def test_site_that_has_been_taught_enough_learns_no_more(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    profiles = Profiles(store)
    assert profiles.is_learning("example")
    for _ in range(500):
        profiles.learn("example", Lesson())
    assert not profiles.is_learning("example")
    assert profiles.used("example")[1].pages <= 400
    store.close()
