"""A small generator of archives for tests and measurements: article lines of own writing, seeded.

Every sentence is put together from the words below; names of people and places make rare terms.
"""

from __future__ import annotations

import hashlib
import random
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from scraper.archive import Archive

CHINA = timezone(timedelta(hours=8))
_WORDS = [
    "乡村振兴",
    "粮食安全",
    "耕地保护",
    "水利工程",
    "防汛抗旱",
    "森林防火",
    "生态环境",
    "大气污染",
    "河长制",
    "垃圾分类",
    "绿色发展",
    "节能降碳",
    "农业机械",
    "种子质量",
    "畜牧养殖",
    "渔业资源",
    "农村公路",
    "危房改造",
    "饮水安全",
    "集体经济",
    "合作社",
    "专项资金",
    "财政预算",
    "政府采购",
    "税收优惠",
    "审计监督",
    "招商引资",
    "营商环境",
    "市场监管",
    "食品药品",
    "质量检测",
    "知识产权",
    "科技创新",
    "高新技术",
    "数字经济",
    "工业园区",
    "中小企业",
    "个体工商户",
    "对外贸易",
    "教育局",
    "义务教育",
    "职业学校",
    "教师队伍",
    "学生资助",
    "校园安全",
    "卫生健康",
    "基层医院",
    "疾病预防",
    "医疗保险",
    "养老服务",
    "社会救助",
    "残疾人",
    "就业创业",
    "技能培训",
    "劳动合同",
    "工资支付",
    "社会保险",
    "住房保障",
    "老旧小区",
    "城市更新",
    "物业管理",
    "道路交通",
    "公共汽车",
    "停车场",
    "轨道交通",
    "安全生产",
    "应急演练",
    "消防检查",
    "燃气管道",
    "危险化学品",
    "矿山整治",
    "信访接待",
    "行政复议",
    "法治政府",
    "政务公开",
    "一网通办",
    "便民服务",
    "档案管理",
    "文化馆",
    "图书馆",
    "非物质文化遗产",
    "全民健身",
    "旅游景区",
    "红色资源",
    "文物保护",
    "志愿服务",
    "精神文明",
    "民族团结",
    "双拥工作",
    "退役军人",
    "人才引进",
    "国土空间",
    "规划编制",
    "土地征收",
    "不动产登记",
    "测绘地理",
    "气象预报",
    "地震监测",
    "水库移民",
    "统计调查",
    "价格监测",
    "电力供应",
    "通信基站",
    "邮政快递",
]
_VERBS = [
    "推进",
    "落实",
    "加强",
    "规范",
    "完善",
    "开展",
    "部署",
    "检查",
    "研究",
    "支持",
    "保障",
    "优化",
    "统筹",
    "督促",
    "公布",
    "修订",
    "实施",
    "总结",
    "组织",
    "提升",
]
_JOINTS = [
    "为了进一步",
    "按照上级要求，",
    "会议指出，",
    "各单位要认真",
    "今年以来，我县",
    "近日，市政府办公室",
    "据了解，有关部门已经",
    "下一步，我们将继续",
    "与会人员一致认为要",
    "根据实际情况，可以",
]
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂鹏飞燕辉玲斌宇浩凯健俊帆岩晨旭峰岚琳瑜瑾昕炜钰鑫淼焱垚骏骁翊翎"
_PLACES = [
    "清溪",
    "柳河",
    "石桥",
    "青山",
    "白塔",
    "龙泉",
    "东湖",
    "西岭",
    "南浦",
    "北关",
    "双河",
    "大坪",
    "新店",
    "古城",
    "竹园",
    "梅岭",
    "松林",
    "沙湾",
    "玉泉",
    "凤台",
]
_SECTIONS = ["通知公告", "政务动态", "政策文件", "财政信息", "人事信息", "乡镇动态", "部门解读", "应急管理"]
SITES = (
    ("www.qingxi.example.cn", "清溪县人民政府"),
    ("www.liuhe.example.cn", "柳河市人民政府"),
    ("jyj.shiqiao.example.cn", "石桥区教育局"),
    ("slj.longquan.example.cn", "龙泉市水利局"),
)


def sentence(chance: random.Random) -> str:
    """Give a sentence."""
    words = chance.choices(_WORDS, weights=[1 / rank for rank in range(1, len(_WORDS) + 1)], k=3)
    verbs = chance.choices(_VERBS, k=3)
    person = chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=2))
    tail = chance.choice(
        (f"，{chance.choice(_PLACES)}镇{person}同志参加", f"，共投入{chance.randint(3, 9999)}万元", "", "")
    )
    return f"{chance.choice(_JOINTS)}{verbs[0]}{words[0]}、{verbs[1]}{words[1]}，{verbs[2]}{words[2]}{tail}。"


def article(chance: random.Random, number: int, characters: int = 900) -> dict[str, Any]:
    """Give an article line; `characters` is the mean length of its text."""
    site, portal = SITES[number % len(SITES)]
    day = date(2015, 1, 1) + timedelta(days=chance.randint(0, 4200))
    kind = chance.choice(("通知", "公告", "意见", "办法", "情况"))
    title = f"关于{chance.choice(_VERBS)}{chance.choice(_WORDS)}{chance.choice(_WORDS)}工作的{kind}"
    length = characters * chance.uniform(0.3, 1.7)
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < length:
        paragraphs.append("".join(sentence(chance) for _ in range(chance.randint(1, 4))))
    text = "\n".join(paragraphs)
    url = f"https://{site}/zwgk/{day:%Y%m}/t{day:%Y%m%d}_{number}.html"
    line = make_line(
        title,
        text,
        url=url,
        site=site,
        portal_name=portal,
        section=_SECTIONS[number // 4 % len(_SECTIONS)],
        html="".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
        language="zh-Hans",
        published=f"{day:%Y-%m-%d}",
        issuer=f"{portal}办公室",
    )
    if kind in {"通知", "办法"}:
        line["document_number"] = f"{portal[0]}政办发〔{day.year}〕{chance.randint(1, 99)}号"
    return finished(line)


def finished(line: dict[str, Any], at: str = "2026-01-05T02:00:00+00:00") -> dict[str, Any]:
    """Give the line with its digest and the time of fetching."""
    digest = hashlib.sha256(f"{line.get('title', '')}\n{line.get('text', '')}".encode()).hexdigest()
    return {**line, "content_sha256": digest, "fetched_at": line.get("fetched_at", at), "run_id": "20260105T020000"}


def make_line(title: str, text: str, **values: Any) -> dict[str, Any]:
    """Give an article line with these values, the others made up."""
    url = values.pop("url", f"https://www.qingxi.example.cn/{hashlib.sha1(title.encode()).hexdigest()[:8]}.html")
    line = {
        "schema": "article/1",
        "id": hashlib.sha256(url.encode()).hexdigest()[:16],
        "revision": 1,
        "change": "new",
        "status": "ok",
        "url": url,
        "canonical_url": url,
        "site": "www.qingxi.example.cn",
        "portal_name": "清溪县人民政府",
        "section": "通知公告",
        "title": title,
        "text": text,
        "published": "2025-03-01",
    }
    return finished({**line, **values})


def append(output: Path, lines: list[dict[str, Any]], shelf: str = "articles") -> None:
    """Append lines to their logs, as the store does."""
    by_log: dict[Path, list[bytes]] = {}
    for line in lines:
        log = output / shelf / line["site"] / f"{line['fetched_at'][:7]}.jsonl"
        by_log.setdefault(log, []).append(orjson.dumps(line) + b"\n")
    for log, data in by_log.items():
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as file:
            file.writelines(data)


def make_archive(output: Path, articles: int, seed: int = 7, characters: int = 900) -> Path:
    """Make an archive of so many articles; fetched in twelve months."""
    chance = random.Random(seed)
    batch = []
    for number in range(articles):
        line = article(chance, number, characters)
        at = datetime(2025, 1 + number * 12 // articles, 3, 2, tzinfo=CHINA)
        batch.append(finished(line | {"fetched_at": at.isoformat()}))
        if len(batch) == 5000:
            append(output, batch)
            batch = []
    append(output, batch)
    return output


def ids(archive: Archive, query: str, **filters: object) -> set[str]:
    return {hit.id for hit in archive.search(query, **filters)}


def titles(archive: Archive, query: str, **filters: object) -> list[str]:
    return [hit.title.text for hit in archive.search(query, **filters)]
