"""Words by which people, and so this program, know pagers and the parts of a page that are no list.

Tables only. Chinese in both scripts; the other languages are those of the portals that were looked at.
"""

from __future__ import annotations

import re

# The link to the next page.
NEXT = re.compile(
    r"^[\[【(（<《\s]*(?:(?:página|pagina|strana|stránka|strona)\s+)?(?:下一?[页頁]|下一?[页頁]\s*[>»›→]*|后[页一]页?|後[頁一]頁?|下一步|next(?:\s+page)?|older(?:\s+(?:posts|entries|articles|news|items))?|next\s+\d+(?:\s+\w+)?"
    r"|次へ|次のページ|次の?\s*\d+\s*[件頁]へ?|다음(?:\s*(?:페이지|목록))?|weiter|vor(?:wärts)?|nächste(?:\s+(?:seite|\d+(?:\s+\w+)?))?|suivante?s?|page\s+suivante|siguientes?"
    r"|próxim[ao]|seguinte|successiv[ao]|avanti|след(?:ующ[а-я]+|\.)?(?:\s+страница)?|вперёд|наступна|następn[ay]|dalej|další|ďalš(?:ia|í)"
    r"|sonraki(?:\s+sayfa)?|(?:trang\s+)?(?:tiếp(?:\s+theo)?|sau)|ถัดไป|(?:الصفحة\s+)?التالي(?:ة)?|selanjutnya|berikut(?:nya)?|seterusnya|volgende"
    r"|nästa|neste|næste|seuraava|következő|următoarea|επόμεν[ηο]|sljedeć[ae]|sledeć[ae]|следеће|следваща|järgmine|nākam[āa]|kitas"
    r"|(?:entradas|noticias|artículos)\s+(?:más\s+)?(?:antiguas|antiguos|anteriores)|ältere(?:\s+(?:posts|beiträge|artikel|meldungen))?|(?:articles|billets)\s+plus\s+anciens"
    r"|(?:postagens|notícias)\s+(?:mais\s+)?(?:antigas|anteriores)|(?:post|articoli)\s+più\s+vecchi|starsze\s+posty|oudere\s+(?:posts|berichten)|äldre\s+inlägg|eski\s+kayıtlar"
    r"|(?:стариј[еи]|starij[ei]|по-стари|старіші|starší(?:ch)?|παλαι[όο]τερ\w{1,3}|daha\s+eski|senesn[iė]\w*)(?:\s+\w{3,12})?|ישנ\w{1,3}\s+יותר"
    r"|более\s+старые(?:\s+записи)?|предыдущие\s+записи|前の投稿|過去の記事|(?:较|更)早(?:的\w{0,4})?|(?:更早|往期|历史)的?(?:新闻|消息|信息|内容)|較舊的文章|이전\s*글"
    r"|келесі|кийинки|keyingi|дараагийн|дараах|بعدی|הבא|अगला|পরবর্তী|შემდეგი|հաջորդ(?:ը)?"
    r"|كېيىنكى(?:\s*بەت)?|(?:ཤོག་(?:ལྷེ་|ངོས་)?)?རྗེས་མ[་།]*|ᠳᠠᠷᠠᠭᠠᠬᠢ(?:\s+\S+)?"
    r"|>|›|»|>>|＞|＞＞|→|▶|⟩|❯)(?:\s+(?:seite|sida|side|sivu|pagina|página|strona|strana|stránka|stranica|oldal|sayfa|сторінка|бет|σελίδα|halaman|صفحه|صفحة))?[\]】)）>》»›→\s]*$",
    re.IGNORECASE,
)
# The link to the page before.
PREVIOUS = re.compile(
    r"^[\[【(（<《«‹\s]*(?:上一?[页頁]|前一?[页頁]|prev(?:ious)?(?:\s+page)?|newer(?:\s+(?:posts|entries))?|前へ|zurück|précédente?|anterior|пред(?:ыдущ[а-я]+|\.)?|назад|이전|<|‹|«|＜)"
    r"[\]】)）\s]*$",
    re.IGNORECASE,
)
# The link from one issue of a gazette, or one day of a bulletin, to the one before it.
ISSUE_BEFORE = re.compile(
    r"^[\[【(（<《«‹\s]*(?:上一期|上期|前一期|上一?个?月|前月|先月|previous\s+month|prev\s+month|mois\s+précédent|vorheriger\s+monat|mes\s+anterior|上一[天日]|前一[天日]|昨日|昨天|previous\s+(?:day|issue|edition)|前日|전날|이전\s*호)\w{0,6}[\]】)）>\s]*$",
    re.IGNORECASE,
)
# The link that fetches more rows of the same list.
LOAD_MORE = re.compile(
    r"^[\s+]*(?:加载更多|載入更多|点击加载(?:更多)?|查看更多新闻|显示更多|(?:load|show|view)\s+more(?:\s+\w+)?|もっと見る|さらに表示|続きを見る"
    r"|더\s?보기|(?:cargar|ver|mostrar)\s+más|(?:voir|afficher|charger)\s+plus|mehr\s+(?:laden|anzeigen)|weitere\s+laden|(?:carregar|ver|mostrar)\s+mais"
    r"|(?:показать|загрузить)\s+ещ[её]|carica\s+altr[oi]|mostra\s+altr[oi]|xem\s+thêm|(?:muat|lihat)\s+lebih\s+banyak|daha\s+fazla(?:\s+\w+)?"
    r"|(?:عرض|تحميل)\s+المزيد|pokaż\s+więcej|toon\s+meer|visa\s+fler|โหลดเพิ่มเติม)[\s.…>»]*$",
    re.IGNORECASE,
)
# Any word of a pager: a link that says only this is no row.
PAGER = re.compile(
    r"^[\[【(（<《«‹\s]*(?:首[页頁]|第一[页頁]|上一?[页頁]|前[页一]页?|前[頁一]頁?|下一?[页頁]|后[页一]页?|後[頁一]頁?|尾[页頁]|末[页頁]|最后一?页|最後一?頁"
    r"|跳[转轉至到]|转到|轉到|go|确定|確定|first|last|prev(?:ious)?(?:\s+page)?|next(?:\s+page)?|older|newer|page\s*\d*|\d{1,5}|第\s*\d+\s*[页頁]"
    r"|[<>«»‹›＜＞…．.→←]+|前へ|次へ|次の?\s*\d+\s*件|前の?\s*\d+\s*件|zurück|weiter|suivante?|précédente?|siguiente|anterior|이전|다음|처음|마지막|начало|конец|пред\.?|след\.?)[\]】)）>》»›\s]*$",
    re.IGNORECASE,
)
# The link from a box on a front page to its section.
MORE = re.compile(
    r"^[\s+＋]+$|^[\s+\[【(（<«·]*(?:更多|更\s*多|查看更多|更多内容|更多信息|more|(?:view|see|show|read)\s+all(?:\s+[a-z]{3,16}){0,2}|all\s+(?:news|events|articles|stories|posts|announcements|updates|(?:press\s+)?releases|notices|publications|alerts|meetings)"
    r"|全部|查看全部|もっと見る|一覧|[^\W\d_]{0,12}一覧(?:へ|を見る|はこちら)|더보기|xem\s+thêm|все\s+[а-яё]{4,16}|المزيد|ดูทั้งหมด"
    r"|(?:voir\s+)?tou(?:t|te|s|tes)(?:\s+(?:(?:les|nos)\s+|l['’])[^\W\d_]{3,20})?|(?:(?:ver\s+)?tod[ao]s\s+[ao]s?|(?:ver\s+)?tod[ao]s\s+l[ao]s|(?:vedi\s+)?tutt[ei]\s+(?:le|gli|i))\s+[^\W\d_]{4,20}"
    r"|ver\s+tod[ao]s|alle\s+[^\W\d_]{4,24}(?:\s+anzeigen)?)[\]】)）\s>»›→+.…]*(?:more)?[\s>»›→+]*$",
    re.IGNORECASE,
)
# A link that repeats the row's own link and says nothing of it.
READ_ON = re.compile(
    r"^[\s\[【(（<]*(?:详细|详情|詳細|詳情|查看|查看详情|查看全文|阅读全文|閱讀全文|全文|点击查看|[点點]击进入|阅读更多|了解更多|下载|下載"
    r"|read\s+(?:more|on)|continue\s+reading|continuer\s+la\s+lecture|weiter\s+lesen|more|details?|view|download|learn\s+more|continuar\s+leyendo|leer\s+más|ver\s+más"
    r"|(?:lire|voir)\s+(?:la\s+suite|plus)|en\s+savoir\s+plus|saiba\s+mais|leia\s+mais|(?:continue|continuar)\s+lendo|weiterlesen|mehr(?:\s+(?:lesen|dazu))?"
    r"|leggi\s+(?:tutto|di\s+più)|подробнее|читать\s+(?:далее|полностью)|(?:baca\s+)?selengkapnya|devamı(?:nı\s+oku)?|xem\s+(?:thêm|chi\s+tiết)|chi\s+tiết"
    r"|(?:pdf|docx?|xlsx?|rtf|odt|html?)(?:版|檔|文件|\s+file)?|(?:اقرأ\s+)?المزيد|続きを読む|詳しく(?:見る|はこちら)|자세히(?:\s*보기)?|더\s?보기|czytaj\s+(?:więcej|dalej)|lees\s+(?:meer|verder)|läs\s+mer)(?:\s*(?:pdf|word|excel|docx?|xlsx?))?"
    r"(?:\s*[(（]\s*(?:pdf[\s,，]*)?[\d.,]+\s*[KMG]i?B?\s*[)）])?[\]】)）>»›.…\s]*$",
    re.IGNORECASE,
)
# Headings of boxes beside the list.
ASIDE = re.compile(
    r"热点|熱點|热门|熱門|推荐|推薦|排行|点击榜|點閱|最受|相关|相關|猜你|[延拓扩擴][伸展][阅閱][读讀]|関連|图片新闻|友情链接|专题|專題|most\s+(?:read|viewed|popular)|popular|related"
    r"|trending|recommended|further\s+reading|see\s+also|read\s+next|more\s+from|you\s+may\s+also|ähnliche|à\s+lire\s+aussi|relacionad[ao]s|quick\s*links|featured",
    re.IGNORECASE,
)
# What only the foot of a page says.
FOOTER = re.compile(
    r"版权所有|版權所有|ICP备|备案号|网站标识码|建议使用.{0,12}分辨率|copyright\b|all rights reserved", re.IGNORECASE
)
# Names (class or id) by which makers of pages mark what is not the list. Weak: they only break ties.
ASIDE_NAMES = re.compile(
    r"(?:^|[-_])(?:nav(?:bar|igation)?|menu|sub-?menu|foot(?:er)?|head(?:er)?|side(?:bar)?|aside|crumbs?|breadcrumbs?|friend\w*|hot\w*|rank\w*"
    r"|recommend\w*|tuijian|remen|paihang|related|share|login|search|calendar|rili|weather|banner|slide\w*|swiper|toolbar|topbar|copyright)(?:$|[-_\d])",
    re.IGNORECASE,
)
# Navigation that leads to no section with articles.
NO_SECTION = re.compile(
    r"^(?:网站)?(?:首\s*[页頁]|主页|home)$|登录|登錄|登入|注册|註冊|搜索|搜尋|检索|网站地图|網站導覽|联系我们|联系方式|聯絡我們|关于我们|关于本站|無障礙|无障碍"
    r"|长者|适老|繁体|繁體|简体|簡體|english|英文版|手机版|移动版|微信|微博|客户端|设为首页|加入收藏|收藏本站|隐私|版权|rss|备案|网站声明|留言|信箱|邮箱"
    r"|sitemap|site\s+map|contact|about(?:\s+us)?$|privacy|accessibility|log\s*in|sign\s*in|search|cookies?|terms",
    re.IGNORECASE,
)
