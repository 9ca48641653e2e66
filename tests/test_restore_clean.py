"""Text that looks damaged and is not: none of it is changed, on no host."""

from __future__ import annotations

import pytest

from scraper.model import TextEvidence
from scraper.steps.restore import restore_text

CLEAN = {
    "file names escaped": "\\u9644\\u4ef6\\u4e00\\u89c8\\u8868\\u683c.docx",
    "path escaped": "/zwgk/%E5%85%AC%E5%91%8A%E6%A0%8F%E7%9B%AE%E5%88%97%E8%A1%A8.html",
    "joiners of emoji": "家庭日：👨‍👩‍👧‍👦、👩‍🏫、🧑‍🌾、👨‍🚒都来参加。",
    "romanised surnames": "出席會議的有陳(Chen)大文、黃(Huang)小明、劉(Liu)志強、張(Zhang)美玲、趙(Zhao)國華、楊(Yang)秀英六位代表，會後合影留念。",
    "entities to replace": "排版时请把&nbsp;改成空格，把&mdash;改成破折号，把&hellip;改成省略号。",
    "romanised station": "下一站：人民廣場(Renmin Guangchang)。開往東(Dong)站、龍(Long)陽路。",
    "furigana in brackets": "漢字(かんじ)、學校(がっこう)、國會(こっかい)、發展(はってん)を讀みませう。",
    "row of Bopomofo": "發ㄈㄚ 國ㄍㄨㄛˊ 學ㄒㄩㄝˊ 經ㄐㄧㄥ 濟ㄐㄧˋ",
    "CSS content": 'CSS 伪元素写法：.a::before{content:"\\201c\\4e2d\\6587\\201d"}，其中反斜杠后为十六进制码点。',
    "colours": "配色方案：#20851;#24320; 主色 #FF6600，辅色 #333333；边框 #CCCCCC。",
    "braces after a tilde": "命令 mv ~{old,new}.txt 与 cp {a,b}~{c} 的区别见附录；~{ } 为占位符。",
    "key in base 64": "公钥指纹：+AbCdEfGhIjKlMnOpQrStUvWx/1234567890abcd+EFGHijkl== 请核对。",
    "names with variants": "姓名：葛󠄀西、辻󠄁元、邉󠄂田（異體字）。",
    "joiners of other scripts": "孟加拉文ক্‍ষ、泰米尔文க்‌ஷ与中文并排。",
    "path of Chinese names": "路径 \\\\服务器\\共享\\许可证\\成功\\发放 需要权限。",
    "backslashes of TeX": "\\alpha、\\beta 与 \\u{4e2d} 的写法；宏 \\newcommand{\\功}{能}",
    "Arabic": "وقعت الصين ومصر مذكرة تفاهم لتعزيز التعاون الثقافي والسياحي بين البلدين.",
    "Persian with joiners": "وزارت امور خارجه چین اعلام کرد که روابط دو کشور گسترش می‌یابد.",
    "Hebrew": "משרד החוץ הודיע כי שגריר סין נפגש עם ראש הממשלה בירושלים ביום שלישי.",
    "Greek": "Η Κίνα και η Ελλάδα υπέγραψαν μνημόνιο συνεργασίας για τον πολιτισμό και τον τουρισμό.",
    "Kazakh": "Қазақстан Республикасының Үкіметі жаңа бағдарламаны бекітті, ол қыркүйектен бастап күшіне енеді.",
    "Lithuanian": "Lietuvos Respublikos Vyriausybė patvirtino naują švietimo programą, kuri įsigalios rugsėjį.",
    "Cantonese readings": "廣州話讀音：發(faat3)、國(gwok3)、學(hok6)、東(dung1)、開(hoi1)、門(mun4)。",
    "Korean with full-width marks": "서울특별시는 9월 1일부터 시내버스 요금을 조정한다고 밝혔다。시민들은 교통카드를 이용하면 할인받을 수 있다。",
    "Thai menu": "แบบอเมริกัน\nข้อมูลที่ส่งมามีรูปแบบไม่ถูกต้อง กรุณาตรวจสอบอีกครั้ง\nแก้ไข เปิด ปิด",
    "path of Windows": "请将文件保存到 C:\\Users\\公用\\下载 后再打开 D:\\许可\\证书。",
    "word list with readings": "生字表：發（fā）、國（guó）、學（xué）、書（shū）。以上四个繁体字，请写出对应的简体字。",
    "Traditional to copy": "繁體字學習：愛(ài) 國(guó) 發(fā) 學(xué)。请同学们抄写三遍。",
    "two narrow marks in a row": "你知道吗?!我们村通了公路;为什么?:因为大家齐心;真的?,是真的?!好极了。",
    "Bopomofo": "ㄅㄆㄇㄈ是注音符號的前四個，「發」讀作ㄈㄚ，「國」讀作ㄍㄨㄛˊ。",
    "garbled text explained": "乱码举例：UTF-8被当作Latin-1读时，“中文”会显示成“ä¸­æ–‡”；被当作GBK读时会显示成“涓枃”。",
    "entities explained": "在HTML里空格写成&nbsp;，小于号写成&lt;，引号写成&ldquo;和&rdquo;，这些称为字符实体。",
    "pattern of code points": "正则表达式[\\u4e00-\\u9fa5]用来匹配汉字，\\d表示数字，\\s表示空白。",
    "braces of a shell": "~/.bashrc 与 ~{HOME} 不同；命令 ls ~{a,b} 会展开成两个路径。",
    "rare Hangul": "뮤직비디오 뙜셟 쒙 쎯 — 외래어 표기 연습: 펩시, 쨈, 뷁, 뿅, 쭝.",
    "Thai": "กรมการปกครองแจ้งให้ประชาชนทราบว่า จะมีการปรับปรุงระบบทะเบียนราษฎรในวันที่ ๑ มกราคม",
    "Vietnamese": "Ủy ban nhân dân thành phố thông báo về việc điều chỉnh giao thông trên địa bàn quận Hoàn Kiếm từ ngày 01 tháng 9.",
    "Uyghur name": "阿卜杜拉·吐尔逊（ئابدۇللا تۇرسۇن），男，维吾尔族，1965年3月生，喀什人。",
    "Tibetan": "བོད་རང་སྐྱོང་ལྗོངས་མི་དམངས་སྲིད་གཞུང་གི་བརྡ་ཐོ། སྐྱེས་བུ་ཆེན་པོ།",
    "Mongolian": "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ᠌ ᠦᠨ ᠰᠤᠷᠭᠠᠯᠲᠠ᠃ 蒙古文教学",
    "Yi": "ꆈꌠꉙꃀ ꀉꂿ ꋍꏢ 彝文课本",
    "French quotes": "Le ministère a publié l’arrêté « relatif à l’élevage » ; Ça coûte 20 €, déjà payé à Orléans.",
    "Turkish": "İstanbul Büyükşehir Belediyesi, şehir içi ulaşım ücretlerini güncelledi. Ağaç, çiçek, ığdır.",
    "lyrics": "滾滾長江東逝水　浪花淘盡英雄\n是非成敗轉頭空\n青山依舊在　幾度夕陽紅",
    "Traditional with merged characters": "茲核准該公司於后里設廠，千里馬干燥機股份有限公司同意承製，准予備查。",
    "Traditional with narrow marks": "本院公告:自即日起,門診時間調整為上午8:30至12:00,下午1:30至5:00。",
    "rare given names": "罗玥、赵翾、钱睿頔、孙祎玚、李喆锴、周甜恬、吴垚鑫、郑旻昱、王昇旸、冯梓萱、陈玘玚",
    "list of radicals": "康熙字典部首表：⼀ ⼁ ⼂ ⼃ ⼄ ⼅ ⼆ ⼇ ⼈ ⼉ 共二百一十四部。",
    "emoji of several code points": "欢迎关注我们的公众号👇👇 点赞👍在看❤️ 家庭👨‍👩‍👧‍👦 国旗🇨🇳 提示⚠️",
    "marks upon letters": "数学记号：x̄、ŷ、ñ、é（分解形式）、a̅b̅；拼音 ê̄、ê̌；日语 か゚。",
    "struck price": "原价1̶0̶0̶元，现价80元。~~已删除~~",
    "soft hyphens": "Donau­dampf­schiff­fahrts­gesell­schaft 是德语长词。",
    "letter-spaced heading": "通 知\n各 位 业 主：\n    因 管 道 检 修，明 日 停 水。\n               物 业 服 务 中 心",
    "dictionary with readings": "發【fā】〈动〉送出，交付：～貨。國【guó】〈名〉國家：祖～。學【xué】〈动〉學習。",
    "tagged words": "词性标注：发展/v 经济/n 的/u 重要/a 战略/n 。/w 我/r 们/k 爱(ai4)/v 祖国/n",
    "elements": "鈈鎇鋦錇鐦鎄鐨鍆鍩鐒鑪𨧀𨭎𨨏𨭆䥑，為人造元素。",
    "chữ Nôm": "𡨸喃：𠊛越南、𦝄𣋀、𢆥𠄼",
    "rare village names": "途经站点：窑坡→塘埂→垱上→硚口→墈头→湴塘→圳口→峒背→磜下→蔸坑→㘵头→凼仔",
    "data address": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4 以上为内嵌图片。",
    "masked digits": "姓名：????? 身份证号：430***********1234 电话：138????5678",
    "classical": "子曰：「學而時習之，不亦說乎？有朋自遠方來，不亦樂乎？人不知而不慍，不亦君子乎？」",
    "ancient words": "豕之類曰豵、豝、豣、豶、豭；馬之色曰騂、驪、騅、駰、騢、驔、騵、騮。",
    "oracle bones": "卜辭有「囗」「㐱」「䧹」「䍧」「㝬」等字，釋讀未定，姑從舊說。",
    "medicine": "方用黃芪、薏苡仁、蒺藜、菟絲子、淫羊藿、茺蔚子、蓽茇、薤白、栝蔞、芫荽各三錢。",
    "plants": "桫椤、秃杉、珙桐、箭竹、槲蕨、鳞毛蕨、狗脊蕨、贯众、芒萁、里白等植物分布于海拔八百米以上。",
    "chemistry": "反应生成噻吩、呋喃、嘧啶、哌嗪、吲哚、喹啉、咪唑、噁唑及其衍生物，收率为82%～95%。",
    "formula": "CH₃COOH＋NaOH→CH₃COONa＋H₂O，ΔH＝－57.3 kJ·mol⁻¹（25 ℃，1.01×10⁵ Pa）。",
    "mathematics": "设 ε>0，存在 δ>0，使 |x−a|<δ ⇒ |ƒ(x)−ƒ(a)|<ε；又 ∑aₙ≤∫₀^∞ φ(t)dt，∀n∈ℕ。",
    "units": "噪声≤55 dB(A)，粒径 Φ≥0.3 µm，角度 30°±0.5°，面积 1 200 m²，压差 ±5 Pa，用量 2～3 ㎎。",
    "cantonese": "佢哋喺嗰度傾偈，唔知幾時先至返嚟；你咁樣講嘢，梗係畀人話啦，仲唔快啲扯？",
    "hokkien": "阮厝邊頭尾攏講，𪜶兜彼隻狗仔真𠢕吠，逐工透早就咧吵，予人袂睏得。",
    "shanghainese": "侬晓得伐，伊拉屋里厢个小囡勿肯覅吃饭，成天价辣海白相，阿拉看仔也呒没办法。",
    "minority names": "阿依古丽·买买提、古丽巴哈尔·阿不都热依木、斯琴高娃、扎西次仁、叶尔江·哈孜别克出席。",
    "yi places": "峨边、雷波、美姑、昭觉、布拖、普格、喜德、甘洛、越西各县，及瓦岗、瓦吉姆梁子、觉洛乡。",
    "rare surnames": "参会人员有亓官、呙、仉、乜、逄、麴、昝、笪、璩、殳、郤、鞠、厍、晁等姓氏的代表。",
    "rare places": "途经盱眙、邗江、郯城、莒县、涪陵、汨罗、郴州、儋州、亳州、鄞州、婺源、浠水、黟县、歙县。",
    "glosses": "会议在亳(bó)州召开，途经歙(shè)县、黟(yī)县、婺(wù)源，代表合影留念。",
    "many glosses": "本县有七镇：郪(qī)江镇、潼(tóng)川镇、芦溪镇、观桥镇、塔山镇、龙树镇、石安镇，均通公路。",
    "teaching": "生字：鎮(zhèn)、實(shí)、產(chǎn)、經(jīng)、濟(jì)。请给加点的字注音并组词，如“经(jīng)常”“发(fā)现”。",
    "primer": "读一读：zhōng(中) guó(国) rén(人) mín(民)；写一写：天 tiān，地 dì，人 rén。",
    "reading in square brackets": "行[xíng]与行[háng]，长[cháng]与长[zhǎng]，都[dū]与都[dōu]，一字两读，不可混用。",
    "stock codes": "沪深两市：平安银行(000001.SZ)、贵州茅台(600519.SH)、Ａ股(A)、Ｈ股(H)，收盘涨跌互见。",
    "footnotes": "据《统计年鉴》[1]、普查公报[2]及《地方志》[a]所载，户数[b]与口数[c]历年不一。",
    "variables": "令数组(a)的长度为(n)，下标(i)从零起，函数(f)取值(x)，返回(true)或(false)。",
    "source code": 'printf("%s: %d\\n", 名称, 数量); // \\u4e2d 表示“中”，\\x41 表示“A”，%E4 是百分号编码',
    "json": '{"title":"\\u5173\\u4e8e\\u5370\\u53d1\\u901a\\u77e5","code":200,"url":"http:\\/\\/a.example\\/b"}',
    "address": "详见 https://a.example/search?q=%E4%B8%AD%E5%9B%BD%E6%94%BF%E5%BA%9C&p=%B9%AB%B8%E6 及附件。",
    "escapes explained": "“中”在 UTF-8 中为 E4 B8 AD，百分号编码为 %E4%B8%AD，HTML 中写作 &#20013; 或 &#x4E2D;。",
    "encodings report": "乱码“鐢ㄦ埛”“ÖÐ¹ú”“ä¸­å›½”“锟斤拷”“烫烫烫”“屯屯屯”分别由何种原因造成？试举例说明。",
    "legal citation": "参见《民法典》第1165条、第1166条；(2021)最高法民终123号；〔2019〕12号；法释〔2020〕17号。",
    "half-width style": '本刊标点一律用半角,如逗号,句号.引号""与括号()亦同;中英文之间空一格,数字用阿拉伯数字.',
    "ocr": "第ー条 为了规范市场秩序 ， 保护消费者的合法权益 ， 根据有关法律 、 法规 ， 制定本办法 。",
    "japanese headings": "昭和二十三年法律第百二十五號　國家公務員法　内閣總理大臣　臨時行政調査會　答申要旨",
    "old japanese": "此度御觸書之趣、村々名主組頭惣百姓迄不洩樣可申聞候、若違背之輩於有之者可爲曲事者也。",
    "half-width kana": "ﾃｽﾄ用ﾃﾞｰﾀ｡ｶﾀｶﾅ､ﾋﾗｶﾞﾅ､漢字｡登録番号ﾊ本人確認ﾉ上､窓口ﾆﾃ交付｡",
    "korean hanja": "大韓民國 憲法 第一條: 大韓民國은 民主共和國이다. 大韓民國의 主權은 國民에게 있다. 樂園과 金氏, 女性 勞動者.",
    "korean compatibility": "\uf914園과 \uf90a氏, \uf981性 \uf92f動者의 \uf9b4, 不\uf967.",
    "nom": "𤾓𢆥𥪝𡎝𠊛嗟，𡨸才𡨸命窖𱺵恄饒。𣦰戈沒局𣷭橷，仍調𬖉𧡊㐌𤴬疸𢚸。",
    "vietnamese": "Ủy ban nhân dân tỉnh Quảng Ninh ban hành Quyết định số 12/2021 về việc quản lý đất đai (ĐB).",
    "french": "L’été dernier, à Genève, « naïve façade » — coûté 3 €, n° 12, cœur, Œuvre, garçon, où, çà et là.",
    "czech": "Příliš žluťoučký kůň úpěl ďábelské ódy; Šárka, Žižkov, Řeřicha, Čeněk, Ťululum, Ďáblice.",
    "polish": "Zażółć gęślą jaźń; Łódź, Świętokrzyskie, źdźbło, chrząszcz brzmi w trzcinie w Szczebrzeszynie.",
    "turkish": "Şişli, Iğdır, Çankırı, Öğretmenler Günü, ığdır ile ağrı dağı; güneşli günler geçirdik.",
    "greek": "Το Υπουργείο Εσωτερικών ανακοίνωσε τα νέα μέτρα για την προστασία του περιβάλλοντος.",
    "russian": "Правительство утвердило план мероприятий «Чистая вода»; ёлка, съезд, объявление № 5.",
    "ukrainian": "Їжак, їдальня, єдність, ґанок і цьогоріч; підписано угоду про співробітництво.",
    "serbian": "Љубав, Њујорк, ћирилица, џак, Ђорђе и Ћирић; џеп, њива, љиљан, ђак, ћуп.",
    "thai": "กระทรวงมหาดไทยประกาศใช้ระเบียบว่าด้วยการจัดการสิ่งแวดล้อม พ.ศ. ๒๕๖๔ น้ำ ที่ เป็น",
    "arabic and han": "阿拉伯文\u200f‎«وزارة الخارجية»\u200e与中文并列，方向标记不可删除。",
    "box drawing": "┌──┬──┐\n│甲│乙│\n├──┼──┤\n│1 │2 │\n└──┴──┘",
    "radicals discussed": "部首“⺮”“⻊”“⺼”“⻏”“⻖”“⼀”“⼁”分别在第几画？",
    "vertical marks shown": "竖排标点有︐︑︒︔等，横排则用，、。；等，两者不可混用。",
    "musical": "乐谱记号 ♩♪♫♬ ♭ ♮ ♯ 与 𝄞、𝄢，速度 ♩＝120，力度 pp、mf、ff。",
    "emoji": "点赞👍🏻，家庭👨‍👩‍👧‍👦，旗帜🏴‍☠️，心❤️，今日天气☀️，欢迎转发。",
    "ipa": "英语 [ˈɪŋɡlɪʃ]、德语 [ʔɪç]、法语 [ʁɛstɔʁɑ̃]、汉语 [ʈʂʊŋ˥kuo˧˥]，国际音标如上。",
    "zhuyin": "ㄅㄆㄇㄈ，ㄉㄊㄋㄌ；「發」讀ㄈㄚ，「展」讀ㄓㄢˇ，「實」讀ㄕˊ，皆為注音符號。",
    "question marks": "你真的看懂了吗????? 为什么?为什么!? 到底怎么办??答:请看第3页?不,是第5页.",
    "form": "姓名??????性别??????年龄??????（以上各栏由申请人填写）",
    "mixed quotes": "“你‘真’的——‘懂’了吗？”他问…… « non » „nein“ ‚so‘ ‹oui› ‘’ “” ‛‟",
    "catalogue": "№1 ①甲 ②乙 ③丙 ㈠子 ㈡丑 ㊣正 ㏄ ㎡ Ⅰ Ⅱ Ⅲ ⅰ ⅱ ⅲ ★ ☆ ※ § ¶ † ‡",
    "names in brackets": "约翰(John)、李(Li)、王(Wang)、陳(Chan)、張(Cheung)、黃(Wong)、劉(Lau)、何(Ho)獲邀出席。",
    "romanised places": "鑽石山(Diamond Hill)、灣仔(Wan Chai)、觀塘(Kwun Tong)、葵涌(Kwai Chung)、將軍澳(TKO)各站。",
    "genuine tables": "乾隆 嘉慶 道光 咸豐 同治 光緒 宣統　著者、顯著、沿著、執著、土著　乾坤、乾燥、乾淨",
}
POLLUTED = TextEvidence(counts=(("converted_narrow", 9), ("converted_pages", 9), ("pages", 12)))
# A few words in Traditional, and nothing that only a person types: on a host whose other pages were converted, so were
# these.
BARE = {"classical", "ancient words", "oracle bones", "medicine", "japanese headings", "old japanese"}
BARE |= {"Traditional to copy", "Traditional with merged characters", "Traditional with narrow marks", "elements"}
BARE |= {
    "Cantonese readings",
    "romanised station",
    "romanised surnames",
    "dictionary with readings",
    "lyrics",
    "names in brackets",
    "romanised places",
    "genuine tables",
}


@pytest.mark.parametrize("name", CLEAN)
def test_text_that_looks_damaged_stays(name: str) -> None:
    text = CLEAN[name]
    assert restore_text(text, TextEvidence()).text is text


@pytest.mark.parametrize("name", sorted(CLEAN.keys() - BARE))
def test_on_a_polluted_host_it_stays_too(name: str) -> None:
    text = CLEAN[name]
    assert restore_text(text, POLLUTED).text is text


@pytest.mark.parametrize("evidence", [TextEvidence(), POLLUTED], ids=["unknown host", "polluted host"])
@pytest.mark.parametrize("first", [0, 20, 40, 60, 80])
def test_such_texts_on_one_page_stay(evidence: TextEvidence, first: int) -> None:
    text = "\n".join(list(CLEAN.values())[first : first + 20])
    assert restore_text(text, evidence).text is text


def test_a_primer_with_few_readings_stays() -> None:
    text = "國(guó)文課本第二冊：開(kāi)學(xué)了，我們(men)一同上學(xué)去。"
    assert restore_text(text, TextEvidence()).text is text
