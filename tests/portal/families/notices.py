"""What the invented portals publish: titles, dates and texts made from a number, the same every time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_WHO = (
    "青禾镇人民政府",
    "青禾县水利局",
    "青禾县教育局",
    "县发展和改革局",
    "县应急管理局",
    "县住房和城乡建设局",
    "县市场监督管理局",
)
_WHAT = (
    "关于开展{y}年度河道清淤工作的通知",
    "关于{y}年第{n}批农村危房改造名单的公示",
    "召开第{n}次安全生产工作会议",
    "关于公开招聘{k}名护林员的公告",
    "{y}年上半年财政预算执行情况的报告",
    "关于印发《社区图书室管理办法（试行）》的通知",
    "举办第{n}届邻里读书节",
    "就{y}年防汛备汛工作答记者问",
)
_ENGLISH = (
    "Council approves budget number {n} for the {y} road programme",
    "Public consultation on flood defences in ward {k}",
    "Appointment of {k} members to the library board, round {n}",
    "Guidance for small farms on water use, revision {n}",
)
_BODY = (
    "为切实做好第{n}项工作，经研究决定，自即日起在全县范围内组织实施，各乡镇、各部门要加强领导，明确责任，认真抓好落实。",
    "参加人员应当于规定时间内到指定地点办理手续，逾期不予受理。办理地点为县政务服务中心二楼{k}号窗口，咨询时间为工作日上午九时至下午五时。",
    "请各有关单位结合实际制定具体方案，并将落实情况及时报送办公室。联系人和联系电话见附件，附件由各单位自行下载。",
)
_ENGLISH_BODY = (
    "The council met in the town hall on the appointed day and considered item {n} of the agenda with the public present. After a short debate the members agreed to the proposal, with two amendments on costs and one on the date of its start.",
    "Residents who wish to comment may write to the clerk within {k} weeks. All replies will be published with the minutes.",
)


@dataclass(frozen=True, slots=True)
class Notice:
    """One article: `number` is unique and larger for newer ones."""

    number: int
    title: str
    day: date
    body: tuple[str, ...]
    is_pinned: bool = False


def make_notices(count: int, seed: int = 0, *, english: bool = False, pinned: bool = True) -> list[Notice]:
    """Make notices, the newest first; the seventh newest stands pinned on top where that is wanted."""
    notices = [make_notice(count - at, seed, english=english) for at in range(count)]
    if pinned and count > 7:
        old = notices.pop(6)
        notices.insert(0, Notice(old.number, old.title, old.day, old.body, is_pinned=True))
    return notices


def make_notice(number: int, seed: int = 0, *, english: bool = False) -> Notice:
    """Make the notice of that number: two or three days after the one before."""
    day = date(2022, 1, 3) + timedelta(days=(number * 41) // 2 + seed % 3)
    values = {"y": day.year, "n": number, "k": number % 9 + 2}
    if english:
        title = _ENGLISH[number % len(_ENGLISH)].format(**values)
        body = tuple(part.format(**values) for part in _ENGLISH_BODY)
    else:
        kind = (number + seed) % len(_WHAT)
        title = _WHO[(number * 3 + seed) % len(_WHO)] + _WHAT[kind].format(**values)
        title += f"（{number}号）" if "{n}" not in _WHAT[kind] else ""
        body = tuple(part.format(**values) for part in _BODY)
    return Notice(number, title, day, body)
