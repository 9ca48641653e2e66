"""A text of our own, whole and as a kit left it, and what restoration makes of one."""

from __future__ import annotations

from scraper.mended import undo
from scraper.model import TextEvidence
from scraper.steps.restore import restore_text

NOTHING = TextEvidence()
PLAIN = (
    "清溪镇召开安全生产工作会议，镇党委书记强调，各村要严格落实责任，加强经济发展与环境保护的统筹，"
    "确保群众生命财产安全。会议要求，各单位要认真总结经验，对发现的问题及时整改；镇党政办公室负责督查，"
    "把“两个维护”落到实处。农业、水利、应急等部门的负责同志参加会议。"
)
KIT = (
    "清溪鎮(zhèn)召開安全生產(chǎn)工作會議，鎮(zhèn)黨委書記強調，各村要嚴格落實(shí)責任，加強經(jīng)濟(jì)發(fā)展與環境保護(hù)的統籌，"
    "確保群眾生命財產(chǎn)安全。會議要求，各單位要認真總結經(jīng)驗，對發(fā)現的問題及時整改；鎮(zhèn)黨政辦公室負責督查，"
    "把“兩個維護(hù)”落到實(shí)處。農業、水利、應急等部門的負責同志參加會議。"
)


def text_of(text: str, evidence: TextEvidence = NOTHING) -> str:
    mended = restore_text(text, evidence)
    assert undo(mended) == text
    return mended.text
