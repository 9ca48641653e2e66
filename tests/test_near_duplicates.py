"""The same notice on several portals is linked; notices made from one form are not."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.fields import ArticleLine
from scraper.store.near_duplicates import NearDuplicates
from scraper.store.schema import STEPS, VERSION
from scraper.store.signatures import sign
from scraper.store.state import Store

NOTICE = (
    "为做好今年汛期防洪工作，各镇要在五月底前完成堤防巡查，逐段登记险工险段，落实责任人和抢险队伍，备足编织袋、木桩和照明器材。"
    "水库管理单位要按照批准的调度方案控制水位，遇有强降雨提前预泄，并及时向下游通报。"
    "气象、水利、应急三部门每日会商一次，发布预警后两小时内要把信息送到每一户，夜间专人值守，不得漏岗。"
    "对因值守不力造成损失的，依照有关规定追究责任。"
)


@pytest.fixture
def near(tmp_path: Path) -> Iterator[NearDuplicates]:
    store = Store.open(tmp_path)
    yield NearDuplicates(store)
    store.close()


def line(number: int, site: str, text: str, title: str = "关于做好汛期防洪工作的通知") -> ArticleLine:
    url = f"http://{site}/{number}.html"
    return ArticleLine(id=f"{number:016x}", url=url, canonical_url=url, site=site, title=title, text=text)


def test_reprint_on_another_portal_is_linked_to_the_first(near: NearDuplicates) -> None:
    assert near.link(line(1, "one.example", NOTICE)) is None
    assert near.link(line(2, "two.example", NOTICE + "（来源：市水利局）")) == f"{1:016x}"


def test_other_notice_is_not_linked(near: NearDuplicates) -> None:
    near.link(line(1, "one.example", NOTICE))
    assert near.link(line(2, "two.example", NOTICE[::-1])) is None


def test_notice_from_the_same_form_on_one_portal_is_not_linked(near: NearDuplicates) -> None:
    near.link(line(1, "one.example", NOTICE))
    assert (
        near.link(line(2, "one.example", NOTICE.replace("五月底", "六月底"), "关于做好第二阶段防洪工作的通知")) is None
    )


def test_short_notice_is_not_linked(near: NearDuplicates) -> None:
    near.link(line(1, "one.example", "见附件。"))
    assert near.link(line(2, "two.example", "见附件。")) is None


def test_article_is_not_linked_to_its_own_earlier_revision(near: NearDuplicates) -> None:
    near.link(line(1, "one.example", NOTICE))
    assert near.link(line(1, "one.example", NOTICE + "更正。")) is None


def test_state_of_the_first_version_is_brought_up_to_date_with_all_it_holds(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "state.sqlite3") as db:
        db.executescript(STEPS[0])
        db.execute("PRAGMA user_version = 1")
        db.execute("INSERT INTO runs(run_id, started_at) VALUES ('old', '2024-05-01')")
    store = Store.open(tmp_path)
    try:
        assert store.rows("PRAGMA user_version") == [(VERSION,)]
        assert store.rows("SELECT run_id FROM runs") == [("old",)]
        assert NearDuplicates(store).link(line(1, "one.example", NOTICE)) is None
    finally:
        store.close()


def test_signature_of_a_text_is_the_one_that_earlier_versions_kept() -> None:
    text = "关于做好防汛值班安排工作的通知，各镇人民政府。" * 3 + "".join(map(chr, range(0x4E00, 0x4F2C)))
    signature = sign(text)
    assert signature is not None
    assert hashlib.sha256(signature).hexdigest().startswith("bb3de6315a146e44")


def test_signature_does_not_see_white_space() -> None:
    assert sign(NOTICE) == sign("\n".join(NOTICE[at : at + 20] + " " for at in range(0, len(NOTICE), 20)))


def test_text_of_149_characters_has_no_signature() -> None:
    assert sign(NOTICE[:149]) is None
    assert sign(NOTICE[:150]) is not None
