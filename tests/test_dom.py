"""Parsing, and reading the tree as blocks."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml.html import tostring

from scraper.dom import MANY_COMMENTS, cut, parse, text_nodes, whole_text
from scraper.flow import flatten, lines, mended_text
from scraper.mended import collapse, undo
from scraper.model import Change, Mended


def texts(html, **nodes):
    return [block.text for block in flatten(parse(html), nodes).blocks]


def test_paragraphs_and_breaks_part_blocks():
    assert texts("<p>一段<b>粗</b>体</p>二段<br>三段<div>四段</div>") == ["一段粗体", "二段", "三段", "四段"]


def test_a_data_row_is_one_block_with_cells_joined_by_a_blank():
    assert texts("<table><tr><td>序号</td><td><p>姓名</p></td></tr><tr><td>1</td><td>甲</td></tr></table>") == [
        "序号 姓名",
        "1 甲",
    ]


def test_a_layout_row_is_not_read_as_data():
    assert texts("<table><tr><td><ul><li>栏目</li></ul></td><td>正文</td></tr></table>") == ["栏目", "正文"]


def test_lines_of_pre_are_blocks():
    assert texts("<pre>甲\n乙\n\n丙</pre>") == ["甲", "乙", "丙"]


def test_scripts_and_form_fields_are_not_read():
    assert texts("<script>a</script><style>b</style><select><option>c</select><p>丁</p>") == ["丁"]


def test_hidden_blocks_are_known():
    flow = flatten(parse("<p>看得见，这一段写得长一些</p><div style='display:none'>看不见</div>"), {})
    assert [block.is_hidden for block in flow.blocks] == [False, True]


@pytest.mark.parametrize(
    "html",
    [
        "看得见<div style='display:none'>看不见</div>",
        "<div>看得见<span style='display:none'><p>看不见</p></span></div>",
        "<div style='display:none'>看不见</div>看得见",
    ],
)
def test_only_what_is_hidden_itself_is_hidden(html):
    blocks = flatten(parse(f"<div><p>这一段写得长一些，够一行的样子</p></div><div>{html}</div>"), {}).blocks
    assert {block.text: block.is_hidden for block in blocks[1:]} == {"看得见": False, "看不见": True}


def test_a_line_with_a_hidden_word_in_it_is_seen():
    blocks = flatten(parse("<p>甲<span style='display:none'>乙</span></p><p><b hidden>丙</b>丁</p>"), {}).blocks
    assert [block.is_hidden for block in blocks] == [False, False]


def test_a_page_that_is_hidden_as_a_whole_is_read():
    flow = flatten(parse("<body style='visibility:hidden'><p>脚本稍后才显示的正文</p></body>"), {})
    assert [block.is_hidden for block in flow.blocks] == [False]


def test_a_page_that_ends_twice_is_read_whole():
    assert texts("<html><body><p>甲</p></body></html><p>乙</p></body></html>") == ["甲", "乙"]


def test_a_script_before_the_html_element_loses_nothing():
    assert "正文" in texts(
        "<script>1</script>\n<html><head><title>t</title></head><body><table><tr><td>正文</td></tr></table></body></html>"
    )


def test_a_font_element_with_an_id_bounds_a_part():
    boxes = flatten(parse("<div><font id='Zoom'><p>甲</p></font></div>"), {}).boxes
    assert any(box.label.strip() == "zoom" for box in boxes)


def test_elements_that_the_steps_ask_for_are_gathered_in_their_order():
    flow = flatten(parse("<title>题</title><a id=1>甲</a><noscript><p><a id=2>乙</a></p></noscript><a id=3>丙</a>"), {})
    assert [link.get("id") for link in flow.tagged["a"]] == ["1", "2", "3"]
    assert [title.text for title in flow.tagged["title"]] == ["题"]


def test_styled_elements_are_gathered_where_nobody_reads_too():
    flow = flatten(parse("<p style='a'>甲</p><noscript><i style='b'>乙</i></noscript><p>丙</p>"), {})
    assert [element.get("style") for element in flow.styled] == ["a", "b"]


def test_a_page_of_very_many_lines_has_longer_ones_and_all_its_text(monkeypatch):
    monkeypatch.setattr("scraper.flow.MANY_LINES", 50)
    html = "".join(f"<div>第{number}行<br>续</div>" for number in range(3000))
    flow = flatten(parse(html), {})
    assert len(flow.blocks) < 150
    assert "".join(block.text for block in flow.blocks).replace(" ", "") == "".join(f"第{n}行续" for n in range(3000))
    assert all(0 <= block.box < len(flow.boxes) for block in flow.blocks)


def test_a_small_row_in_a_row_of_layout_is_one_block():
    inner = "<table><tr><td>序号</td><td>1</td></tr></table>"
    assert texts(f"<table><tr><td>左栏</td><td>{inner}</td></tr></table>") == ["左栏", "序号 1"]


def test_text_in_what_is_not_read_and_after_it_stays_apart():
    assert texts("<p>甲<select><option>子<option>丑</select>乙</p>丙") == ["甲乙", "丙"]


@settings(deadline=None)
@given(st.text(alphabet="<p>a/ \x00\n甲bhtml!?x='\"-", max_size=80))
@example("<?xml version='1.0'?><p>a</html>b</html>")
def test_bytes_at_hand_are_parsed_as_the_text_is(text):
    assert tostring(parse(text, text.encode())) == tostring(parse(text))


def test_cutting_an_element_keeps_what_follows_it():
    tree = parse("<p>前<span>中</span>后</p>")
    cut(next(tree.iter("span")))
    assert "".join(text for _, text in text_nodes(tree)) == "前后"


@settings(deadline=None)
@given(st.text())
@example("<?xml version='1.0' encoding='gbk'?><p>a")
@example("\ud800<p>\x00")
def test_any_text_is_parsed_and_read(text):
    flatten(parse(text), {})


@st.composite
def damaged_pages(draw):
    """A page of damaged nodes, and the same page as it came."""
    words = st.text(alphabet="甲乙丙丁 ?\u3000，", max_size=6)
    parts, nodes = [], []
    for _ in range(draw(st.integers(1, 5))):
        keep, before, after = draw(words), draw(words), draw(words)
        tag = draw(st.sampled_from(["p", "span", "td", "li"]))
        raw, mended = keep + before + keep, keep + after + keep
        change = Change("restore/test", (len(keep), len(keep) + len(after)), before, after, 1.0, "test")
        parts.append((tag, raw))
        nodes.append(Mended(mended, (change,)) if before != after else None)
    return parts, nodes


@given(damaged_pages())
def test_lines_are_collapsed_already(page):
    parts, mends = page
    tree = parse("<div>" + "".join(f"<p>{i}</p>" for i, _ in enumerate(parts)) + "</div>")
    nodes = {}
    for element, (_, raw), mended in zip(list(tree.iter("p")), parts, mends, strict=True):
        element.text = mended.text if mended else raw
        if mended:
            nodes[element, "text"] = mended
    read = lines(flatten(tree, nodes).blocks)
    assert collapse(read) == read


@given(damaged_pages())
def test_undoing_gives_the_page_as_it_came(page):
    parts, mends = page
    html = "<div>" + "".join(f"<{tag}>{i}</{tag}>" for i, (tag, _) in enumerate(parts)) + "</div>"
    raw_tree, tree = parse(html), parse(html)
    nodes = {}
    for number, (_, raw) in enumerate(parts):
        for each in (raw_tree, tree):
            element = next(e for e in each.iter() if e.text == str(number))
            element.text = f"§{raw}§"
        if mends[number] is not None:
            change = mends[number].changes[0]
            span = (change.span[0] + 1, change.span[1] + 1)
            shifted = Change(change.rule, span, change.before, change.after, 1.0, "test")
            element.text = f"§{mends[number].text}§"
            nodes[element, "text"] = Mended(element.text, (shifted,))
    as_came = lines(flatten(raw_tree, {}).blocks)
    mended = lines(flatten(tree, nodes).blocks)
    assert undo(mended) == as_came.text
    for block in flatten(tree, nodes).blocks:
        assert mended_text(block).text == block.text


def test_nul_in_text_is_dropped_as_browsers_drop_it() -> None:
    assert parse("<p>公\x00告</p>").text_content() == "公告"


def test_page_nested_deeper_than_lxml_goes_keeps_its_text() -> None:
    tree = parse("<div>" * 3000 + "<p>镇里修好了水泥路。</p><p>群众 &lt;出门&gt; 方便。</p>")
    assert [element.text for element in tree.iter("p")] == ["镇里修好了水泥路。", "群众 <出门> 方便。"]


def test_comments_by_the_thousand_leave_the_text_whole() -> None:
    tree = parse("<p>" + "<!-- a -->字" * (MANY_COMMENTS + 1))
    assert whole_text(tree) == "字" * (MANY_COMMENTS + 1)


def test_page_without_any_text_stays_empty() -> None:
    assert parse("<html><body><div></div></body></html>").text_content() == ""
