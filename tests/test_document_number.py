"""The number of a document: right wherever there is one, never one that it only cites."""

import pytest

from tests.reading import article_of

TITLE = "关于做好防汛工作的通知"
BODY = (
    "<p>各乡镇人民政府，县直各部门：</p><p>为做好今年的防汛工作，现将有关事项通知如下，请认真贯彻执行，确保安全度汛。</p>"
    "<p>一、落实责任。各单位要明确专人值守，做到早排查、早报告、早处置。</p><p>二、备足物资，按时报送进度。</p>"
)
DATED = "<div>发布日期：2021-05-06</div>"


def number(head=DATED, first="", below=""):
    html = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{head}<div id='zoom'>{first}{BODY}</div>{below}</body></html>"
    return article_of(html, "http://www.xian.example.gov.cn/a/1.html").document_number


def table(*cells):
    return "<table>" + "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in cells) + "</table>"


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        (table(("索引号", "X-1"), ("发文字号", "县政办发〔2021〕12号")), "县政办发〔2021〕12号"),
        (table(("文号", "建办质函〔2021〕8号")), "建办质函〔2021〕8号"),
        (table(("公文种类", "通知"), ("文　　号", "国函〔2021〕1号")), "国函〔2021〕1号"),
        (table(("发文字号", "国令第700号")), "国令第700号"),
        ("<div>發文字號：府办字第1120012345號</div>", "府办字第1120012345號"),
        ("<div>文 号：县政办发〔2021〕12号</div>", "县政办发〔2021〕12号"),
        ("<ul><li>发文字号：<span>通政办〔2021〕8号</span></li></ul>", "通政办〔2021〕8号"),
        ("<dl><dt>发文字号</dt><dd>通政办〔2021〕8号</dd></dl>", "通政办〔2021〕8号"),
        ("<div>发布日期：2021-05-06 文号：通政办〔2021〕8号 来源：县政府办</div>", "通政办〔2021〕8号"),
        ("<p>县政办发[2021]12号</p>", "县政办发[2021]12号"),
        (table(("发文字号", "无")), None),
        ("<table><tr><td>发文字号</td><td></td><td>主题</td><td>根据县政办发〔2020〕7号</td></tr></table>", None),
    ],
)
def test_the_head_of_a_page_states_the_number(head, wanted):
    assert number(f"{head}{DATED}") == wanted


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (("县政办发〔2021〕12号",), "县政办发〔2021〕12号"),
        (("某县人民政府文件", "县政发〔2021〕3号", "某县人民政府", TITLE), "县政发〔2021〕3号"),
        (("（县政发〔2021〕3号）",), "县政发〔2021〕3号"),
        (("某县人民政府令第12号",), "某县人民政府令第12号"),
        (("某县人民政府令", "第12号"), "某县人民政府令第12号"),
        (("国家某总局公告", "2021年第5号"), "国家某总局公告2021年第5号"),
        (("公告2021年第5号",), "公告2021年第5号"),
        (("财税 〔 2021 〕 8 号",), "财税〔2021〕8号"),
        (("县水字（2021）第8号",), "县水字（2021）第8号"),
        (("通政办〔2021〕8号　　　　签发人：王大力",), "通政办〔2021〕8号"),
        (("行政处罚决定书（县市监罚〔2021〕12号）",), "县市监罚〔2021〕12号"),
        (("皖（合）政〔2021〕3号",), "皖（合）政〔2021〕3号"),
        (("关于送达处罚决定书（县市监罚〔2021〕12号）",), None),
        (("根据县政办发〔2021〕12号文件要求，现通知如下，请遵照执行。",), None),
        (("《关于印发防汛预案的通知》（县政办发〔2021〕12号）",), None),
        (("转发县政办发〔2020〕7号文件",), None),
        (("废止下列文件：", "县政办发〔2020〕7号", "县政办发〔2020〕8号"), None),
        (("废止文件目录", "1.县政办发〔2020〕7号", "2.县政办发〔2020〕8号"), None),
        (("经营许可证号：粤（2021）第8号",), None),
        (("门牌12号",), None),
        (("第12号",), None),
    ],
)
def test_the_first_lines_of_a_text_may_be_the_number(lines, wanted):
    assert number(first="".join(f"<p>{line}</p>" for line in lines)) == wanted


def test_numbers_of_annexes_and_related_documents_are_not_its_own():
    assert number(below="<p>相关文件</p><p>县政办发〔2021〕12号</p>") is None
