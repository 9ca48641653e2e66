"""The index: what a query finds, in which order, and how it is counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.archive import Archive
from scraper.hanzi import fold
from scraper.index.tokens import index_tokens, match_phrase
from tests.archive_maker import append, ids, make_archive, make_line, titles


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path


def test_a_removed_article_is_found_by_its_last_text(output):
    first = make_line("甲", "水利")
    gone = {key: value for key, value in first.items() if key not in {"text", "title", "html"}}
    append(output, [first, gone | {"revision": 2, "change": "removed", "status": "removed"}])
    with Archive(output) as archive:
        hit = archive.search("水利 is:removed").page()[0]
        assert (hit.title.text, hit.status) == ("甲", "removed")
        assert next(archive.articles())["status"] == "removed"


def test_near_duplicates_are_folded_into_one_hit(output):
    root = make_line("甲", "水利工程开工")
    copies = [make_line(f"转载{n}", "水利工程开工了", near_duplicate_of=root["id"]) for n in range(3)]
    append(output, [root, *copies])
    with Archive(output) as archive:
        results = archive.search("水利")
        assert len(results) == 1
        assert results.page()[0].similar == 3
        assert len(archive.search("水利", repetitions=True)) == 4


def test_the_text_of_an_attachment_is_found(output):
    (output / "files/ab").mkdir(parents=True)
    (output / "files/ab/abc.txt").write_text("附件里的耕地保护", encoding="utf-8")
    file = {"url": "https://x/1.doc", "name": "附件一.doc", "text_path": "files/ab/abc.txt"}
    append(output, [make_line("甲", "正文", attachments=[file])])
    with Archive(output) as archive:
        assert archive.search("耕地保护").page()[0].snippet.text == "附件里的耕地保护"
        assert len(archive.search("附件一")) == 1


def test_simplified_and_traditional_find_the_same(output):
    append(output, [make_line("甲", "鄉村振興與農業"), make_line("乙", "乡村振兴与农业")])
    with Archive(output) as archive:
        assert ids(archive, "鄉村振興") == ids(archive, "乡村振兴")
        assert len(archive.search("乡村振兴")) == 2


def test_exact_does_not_fold(output):
    append(output, [make_line("甲", "皇后大道"), make_line("乙", "以後再說")])
    with Archive(output) as archive:
        assert titles(archive, "exact:後") == ["乙"]
        assert titles(archive, "exact:后") == ["甲"]
        assert len(archive.search("后")) == 2
        assert len(archive.search("exact:後 OR exact:后")) == 2


def test_full_width_letters_and_digits_are_found_by_plain_ones(output):
    append(output, [make_line("甲", "ＧＤＰ增长５％")])
    with Archive(output) as archive:
        assert len(archive.search("gdp增长5")) == 1


def test_a_word_across_punctuation_is_no_word(output):
    append(output, [make_line("甲", "发展乡村。振兴经济")])
    with Archive(output) as archive:
        assert len(archive.search("乡村振兴")) == 0
        assert len(archive.search("乡村。振兴")) == 1


def test_a_document_number_is_found_by_field_and_by_text(output):
    append(output, [make_line("甲", "正文", document_number="国办发〔2024〕12号"), make_line("乙", "正文")])
    with Archive(output) as archive:
        assert titles(archive, "no:国办发〔2024〕12号") == ["甲"]
        assert titles(archive, "國辦發〔2024〕12號") == ["甲"]


def test_articles_are_found_by_their_ids_and_by_what_these_begin_with(output):
    lines = [make_line(title, "正文", url=f"https://a.example/{title}") for title in "甲乙丙"]
    append(output, lines)
    first, second = lines[0]["id"], lines[1]["id"]
    with Archive(output) as archive:
        assert sorted(titles(archive, f"id:{first},{second[:8]}")) == ["乙", "甲"]
        assert titles(archive, f"正文 -id:{first}，{second}") == ["丙"]
        assert titles(archive, "id:zz") == []


def test_a_site_is_meant_by_name_by_end_of_host_and_by_title(output):
    append(
        output,
        [
            make_line("甲", "文", site="a.gov.cn"),
            make_line("乙", "文", site="ba.gov.cn", portal_name="柳河市", url="u"),
        ],
    )
    with Archive(output) as archive:
        assert titles(archive, "site:a.gov.cn") == ["甲"]
        assert len(archive.search("site:gov.cn")) == 2
        assert titles(archive, "site:柳河") == ["乙"]
        assert titles(archive, "", site="a.gov.cn") == ["甲"]


def test_articles_are_found_by_their_source(output):
    append(output, [make_line("甲", "文", source="青禾县教育局"), make_line("乙", "文", url="u", source="新华社")])
    with Archive(output) as archive:
        assert titles(archive, "source:教育局") == titles(archive, "来源:教育局") == ["甲"]
        assert [count.value for count in archive.search("文").facet("source")] == ["青禾县教育局", "新华社"]


@pytest.mark.parametrize("name", ["ba.gov.cn", "ba.gov.cn:8080", "ba.gov.cn_8080", "gov.cn"])
def test_a_site_with_a_port_is_meant_with_and_without_it(output, name):
    append(output, [make_line("甲", "文", site="ba.gov.cn_8080")])
    with Archive(output) as archive:
        assert titles(archive, f"site:{name}") == ["甲"]


def test_a_second_section_finds_the_article_too(output):
    places = [{"name": "通知公告", "url": "u1"}, {"name": "财政信息", "url": "u2"}]
    append(output, [make_line("甲", "文", sections=places)])
    with Archive(output) as archive:
        assert titles(archive, "section:财政") == ["甲"]


def test_a_section_named_wholly_means_no_other(output):
    append(output, [make_line("甲", "文", section="通知"), make_line("乙", "文", section="通知公告", url="u")])
    with Archive(output) as archive:
        assert titles(archive, "section:通知") == ["甲"]
        assert len(archive.search("section:知")) == 2


def test_dates_filter_with_both_ends_told_by_their_words(output):
    append(
        output,
        [make_line(day, "文", published=day) for day in ("2023-12-31", "2024-01-01", "2024-12-31T23:59:00+08:00")],
    )
    with Archive(output) as archive:
        assert len(archive.search("after:2024")) == 2
        assert titles(archive, "before:2024") == ["2023-12-31"]
        assert len(archive.search("", since="2024", until="2024")) == 2


def test_an_article_without_a_date_comes_last_and_passes_no_date_filter(output):
    undated = make_line("无日期", "文")
    del undated["published"]
    append(output, [undated, make_line("旧", "文", published="1999-01-01"), make_line("新", "文")])
    with Archive(output) as archive:
        assert titles(archive, "", sort="newest") == ["新", "旧", "无日期"]
        assert "无日期" not in titles(archive, "after:1900")


def test_words_in_the_title_rank_first(output):
    append(output, [make_line("甲", "水利 " * 3 + "杂项" * 50), make_line("水利工作", "全县会议")])
    with Archive(output) as archive:
        assert titles(archive, "水利")[0] == "水利工作"


def test_a_filter_leaves_the_order_as_it_is(output):
    make_archive(output, 60)
    with Archive(output) as archive:
        query = "水利工程 OR 乡村振兴 OR 教育局"
        every = [hit.id for hit in archive.search(query)]
        kept = {hit.id for hit in archive.search(query, since="2024-01", sort="newest")}
        assert 0 < len(kept) < len(every)
        assert [hit.id for hit in archive.search(query, since="2024-01")] == [one for one in every if one in kept]
        assert [hit.id for hit in archive.search(f"({query}) after:2024-01")] == [one for one in every if one in kept]


def test_facets_count_all_that_was_found(output):
    make_archive(output, 80)
    with Archive(output) as archive:
        results = archive.search("")
        assert sum(count.articles for count in results.facet("site")) == 80
        assert sum(count.articles for count in results.facet("year")) == 80
        assert results.facet("site")[0].label.endswith(("政府", "局"))


def test_a_problem_in_the_query_finds_nothing_and_raises_nothing(output):
    append(output, [make_line("甲", "文")])
    with Archive(output) as archive:
        results = archive.search("colour:red")
        assert len(results) == 0
        assert "colour: is no field" in repr(results)


@pytest.mark.parametrize(
    "query",
    ['"', "a AND", "NEAR(a b)", "text:*", "*", "a* b", "{title}", "^a", "words MATCH", "';--", "\x00", "a\x00b"],
)
def test_no_query_reaches_the_engine_unquoted(output, query):
    append(output, [make_line("甲", "文")])
    with Archive(output) as archive:
        archive.search(query)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("甲乙丙丁戊，。 a1\n"), max_size=25), st.data())
def test_every_substring_of_tokens_is_a_phrase_of_the_text(text, data):
    """The law of the tokens, without an archive: the phrase of a Han substring stands in the tokens of the text."""
    tokens = index_tokens(fold(text)).split()
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    needle = text[start : start + data.draw(st.integers(1, 6))]
    phrase = match_phrase(fold(needle))
    if phrase is None or "a" in needle or "1" in needle:
        return
    is_prefix = phrase.endswith("*")
    sought = phrase.rstrip("*").strip('"').split()
    windows = (tokens[at : at + len(sought)] for at in range(len(tokens)))
    assert any(
        window[:-1] == sought[:-1]
        and len(window) == len(sought)
        and (window[-1].startswith(sought[-1]) if is_prefix else window[-1] == sought[-1])
        for window in windows
    )
