"""Fields of portals in other languages, and of families whose labels stand without a colon."""

import pytest

from scraper.fields import to_json
from tests.reading import record_of

ENGLISH = (
    "<p>The Department for Rural Services today announced a programme of grants for village halls in remote areas.</p>"
    "<p>Applications open on 4 May; councils must show that the work will be finished within two years, as Circular "
    "12/2018 asks.</p>"
)
JAPANESE = (
    "<p>令和5年6月1日から、粗大ごみの収集は事前の申し込みが必要になります。ご理解とご協力をお願いいたします。</p>"
    "<p>申し込みは電話で受け付けます。手数料は品目によって異なりますので、下の一覧表をご確認ください。</p>"
)
KOREAN = (
    "<p>한울시는 청년의 주거비 부담을 덜기 위하여 다음과 같이 주거 지원 사업 참여자를 모집합니다. 신청을 바랍니다.</p>"
    "<p>신청 기간은 3월 4일부터 3월 29일까지이며, 시청 누리집에서 온라인으로 신청할 수 있습니다.</p>"
)
RUSSIAN = (
    "<p>В Береговом районе планируется ремонт пяти школ. На эти цели из бюджета выделено двести миллионов рублей.</p>"
    "<p>Глава администрации сообщил, что работы начнутся в июне и завершатся до начала учебного года.</p>"
)
FRENCH = (
    "<p>Par arrêté du 30 juin 2023, le préfet a placé trois bassins en alerte. Les usages de l’eau y sont limités.</p>"
    "<p>L’arrosage des pelouses est interdit. Les agriculteurs doivent respecter les tours d’eau fixés.</p>"
)
ARABIC = (
    "<p>افتتح رئيس البلدية اليوم مركزا صحيا جديدا يخدم أكثر من عشرين ألف مواطن في الأحياء الجنوبية من المدينة.</p>"
    "<p>وأكد أن المركز يضم عيادات للأطفال ومختبرا حديثا، وسيعمل على مدار الأسبوع لتقديم الخدمات.</p>"
)
CHINESE = (
    "<p>各县人民政府，市政府各部门：为做好冬季供暖工作，经市政府同意，现将有关事项通知如下，请认真贯彻执行。</p>"
    "<p>一、加强组织领导，落实属地责任，确保居民室内温度达到规定标准，对困难群众及时给予帮扶。</p>"
)


def fields(title, above, body):
    page = f"<html><head><title>{title} | Portal</title></head><body>{above}<div class='c'>{body}</div></body></html>"
    return to_json(record_of(page, "http://portal.example/news/52"))


@pytest.mark.parametrize(
    ("title", "above", "body", "published", "language"),
    [
        ("Grants for halls", "<h1>Grants for halls</h1><p>Published 3 April 2023</p>", ENGLISH, "2023-04-03", "en"),
        ("대상자 모집", "<h3>대상자 모집</h3><li><b>작성일</b> 2024-02-15</li>", KOREAN, "2024-02-15", "ko"),
        (
            "Ремонт школ",
            "<h1>Ремонт школ</h1><div>14 марта 2022 г., 10:30</div>",
            RUSSIAN,
            "2022-03-14T10:30:00+00:00",
            "ru",
        ),
        ("Sécheresse", "<h1>Sécheresse</h1><p>Publié le 3 juillet 2023</p>", FRENCH, "2023-07-03", "fr"),
        ("مركز صحي", "<h1>مركز صحي</h1><p>تاريخ النشر: 12/05/2023</p>", ARABIC, "2023-05-12", "ar"),
        ("ごみの出し方", "<h1>ごみの出し方</h1><p>公開日 令和5年4月10日</p>", JAPANESE, "2023-04-10", "ja"),
    ],
)
def test_a_page_in_another_language_gives_its_date(title, above, body, published, language):
    found = fields(title, above, body)
    assert (found["title"], found["published"], found["language"]) == (title, published, language)


@pytest.mark.parametrize(
    ("above", "body"),
    [
        ("<p>Last updated 9 June 2023</p>", ENGLISH),
        ("<p>Mis à jour le 12/07/2023</p>", FRENCH),
        ("<p>更新日 令和5年4月10日</p>", JAPANESE),
        ("<p>更新时间 2023-06-09</p>", CHINESE),
    ],
)
def test_a_day_of_modification_without_colon_is_not_the_date(above, body):
    assert "published" not in fields("Notice", f"<h1>Notice</h1>{above}", body)


def test_a_byline_gives_the_author():
    above = "<h1>Grants for halls</h1><p>By A. Reed</p><p>Published 3 April 2023</p>"
    found = fields("Grants for halls", above, ENGLISH)
    assert found["author"] == "A. Reed"
    assert "Reed" not in found["text"]


@pytest.mark.parametrize(
    "line", ["By Tuesday the road was open again to all traffic.", "By law, dogs must be kept on a lead"]
)
def test_a_sentence_that_begins_with_by_names_no_author(line):
    found = fields("Roads", f"<h1>Roads</h1><p>Published 3 April 2023</p><p>{line}</p>", ENGLISH)
    assert "author" not in found


def test_a_name_of_two_characters_set_apart_is_whole():
    above = "<h1>会议</h1><div>日期：2021年12月09日 11:26 作者：李 明 来源：基教科 点击：88</div>"
    assert fields("会议", above, CHINESE)["author"] == "李 明"


def test_a_label_right_after_a_date_counts():
    above = "<h1>会议</h1><div><span>时间：2020-06-01</span><span>来源：县应急局</span></div>"
    assert fields("会议", above, CHINESE)["source"] == "县应急局"


def test_a_day_of_production_yields_to_the_day_of_publication():
    above = "<table><tr><td>生成日期</td><td>2020-05-28</td></tr></table><h1>预案</h1><div>发布时间：2020-06-01</div>"
    assert fields("预案", above, CHINESE)["published"] == "2020-06-01"


def test_a_title_that_begins_with_a_number_is_read_from_its_heading():
    above = "<h2>2024年度供暖工作安排</h2><div>作者：王芳 发布时间：2024-01-05</div>"
    assert fields("2024年度供暖工作安排_青云市_政务公开", above, CHINESE)["title"] == "2024年度供暖工作安排"


def test_a_japanese_breadcrumb_is_read():
    above = "<div id='pankuzu'>現在の位置： <a href='/'>トップページ</a> &gt; <a href='/k'>くらし</a></div><h1>ごみの出し方</h1>"
    assert fields("ごみの出し方", above, JAPANESE)["breadcrumbs"] == ["トップページ", "くらし"]
