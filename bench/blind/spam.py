"""Spam texts of the blind trial by topic: a stuffed line, a running paragraph, a splice for inside a sentence, links."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Spam:
    topic: str
    line: str
    running: str
    splice: str
    links: tuple[tuple[str, str], ...]


def links(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return pairs


TOPICS = (
    Spam(
        "porn",
        "亚洲欧美日韩在线一区,久久精品视频免费看,人妻少妇偷人无码,麻豆传媒映画官网,国产自拍第一页",
        "免费高清无码影片在线播放，日韩av中文字幕每日更新，成人福利视频无需下载直接观看，精品国产一区二区三区不卡。",
        "国产精品久久久久久无码",
        links(
            ("http://www.yyav77.top", "麻豆国产AV在线"),
            ("http://m.kk9se.cc", "久久热视频精品"),
            ("http://91pzz.xyz", "91国产自拍偷拍"),
        ),
    ),
    Spam(
        "casino",
        "开云体育app下载_米兰体育官网入口_华体会hth登录_乐鱼体育全站版",
        "开云体育是亚洲领先的线上娱乐平台，提供真人百家乐、电子老虎机、体育投注等上千款游戏，注册即送88元彩金，提款三分钟到账。",
        "乐鱼体育官网登录入口",
        links(
            ("https://www.kaiyun-6.vip", "开云体育登录"),
            ("https://hth88.app", "华体会体育官网"),
            ("https://leyu-8.com", "乐鱼全站app下载"),
        ),
    ),
    Spam(
        "casino2",
        "澳门新葡京娱乐场,威尼斯人网上赌场,太阳城集团官网,金沙娱城真人荷官,永利皇宫送彩金",
        "澳门新葡京娱乐场信誉保证，真人荷官在线发牌，首存一百送一百，老虎机爆率全网最高，欢迎各位老板前来体验。",
        "威尼斯人娱乐城开户",
        links(
            ("http://vns0088.com", "威尼斯人娱乐城"),
            ("http://js9900.net", "金沙网上娱乐"),
            ("http://tyc555.com", "太阳城亚洲官网"),
        ),
    ),
    Spam(
        "lottery",
        "新澳门六开彩开奖结果记录,管家婆一肖一码期期准,2024澳门精准资料大全免费,香港马会特码内部资料",
        "管家婆精选一肖一码，二四六天天好彩免费资料大全，香港六合彩开奖直播现场，澳门今晚必中一肖，特码资料准确率高达百分之九十九。",
        "澳门一肖一码中特",
        links(
            ("http://www.49tk.one", "49图库开奖"),
            ("http://2468cc.com", "二四六天天好彩"),
            ("http://gjp777.cc", "管家婆彩图大全"),
        ),
    ),
    Spam(
        "caipiao",
        "北京赛车pk10计划,幸运飞艇开奖直播,重庆时时彩平台注册,极速赛车技巧,分分彩后三稳赚",
        "加计划群免费领取北京赛车pk10稳赚方案，幸运飞艇冠军定位六码，重庆时时彩后三杀号公式，导师一对一带单回血上岸。",
        "幸运飞艇开奖网",
        links(
            ("http://pk10fa.com", "pk10开奖直播"),
            ("http://xyft.bet", "幸运飞艇计划"),
            ("http://ssc168.net", "时时彩平台"),
        ),
    ),
    Spam(
        "papers",
        "办证刻章|代办毕业证|学历证书办理|办理假身份证|刻公章",
        "专业办理各类证件：毕业证、学位证、驾驶证、房产证、结婚证，防伪水印齐全，可网上查询，先看样后付款，办证微信同号13800561172。",
        "办证+V信zb66721",
        links(
            ("http://bz18.com.cn.la", "办理毕业证"), ("http://kz178.net", "刻章办证"), ("http://xueli5.cc", "学历代办")
        ),
    ),
    Spam(
        "invoice",
        "代开发票-代开增值税专用发票-餐饮住宿发票代开-全国代开正规发票",
        "本公司常年对外代开各行业正规发票，增值税专票、普票、住宿费、会议费、建材，点数优惠，验证后付款，咨询电话微信同步 135 6120 7798 陈经理。",
        "代开发票加薇信kp9920",
        links(("http://fp365.top", "代开发票"), ("http://kp8.vip", "住宿费发票"), ("http://zzs.pw", "增值税专票代开")),
    ),
    Spam(
        "loan",
        "无抵押贷款,黑户贷款口子,网贷强制下款,信用卡套现提额,私人放款当天到账",
        "急用钱找我们，无视征信黑白户，身份证贷款三分钟秒批，额度一万至五十万，不看负债强制下款，加客服QQ 2290817735 办理。",
        "无视征信秒下款口子",
        links(("http://dk99.cc", "黑户贷款"), ("http://xykt.top", "信用卡套现"), ("http://sjfk.xyz", "私人借款")),
    ),
    Spam(
        "games",
        "传奇私服发布网,新开热血传奇SF,变态传奇一刀999级,魔域私服,天龙八部公益服",
        "新开传奇私服每天十点准时开区，一刀九九九级，装备全靠打，上线送满级VIP和顶级神装，找服就上传奇发布网。",
        "传奇私服发布站",
        links(
            ("http://www.sf999.com", "新开传奇私服"),
            ("http://haosf.la", "今日新开传世私服"),
            ("http://mysf.vip", "魔域公益服"),
        ),
    ),
    Spam(
        "medical",
        "专治牛皮癣医院,北京白癜风哪家好,早泄阳痿怎么治,无痛人流多少钱,男科医院排名",
        "本院引进德国先进技术，三次根治阳痿早泄，包皮手术仅需三百八，无痛人流两分钟不影响上班，专家在线免费咨询，点击预约。",
        "无痛人流医院哪家好",
        links(
            ("http://nk120.com", "男科医院在线咨询"),
            ("http://bdf91.com", "白癜风治疗"),
            ("http://rl3.net", "无痛人流价格"),
        ),
    ),
    Spam(
        "drugs",
        "印度神油正品,伟哥购买货到付款,催情水商城,迷药购买渠道,三唑仑哪里有卖",
        "正品万艾可西地那非片货到付款，女用催情水无色无味见效快，迷情药三唑仑顺丰发货隐秘包装，需要的老板加微信 miyao668。",
        "迷药催情水货到付款",
        links(("http://myw.cc", "迷药网"), ("http://vg69.com", "伟哥商城"), ("http://cqs.top", "催情药水")),
    ),
    Spam(
        "paperwriting",
        "论文代写,代发核心期刊,硕士论文代写价格,SCI代发表,职称论文快速见刊",
        "专业代写硕士博士毕业论文，包查重包通过，代发北大核心、CSSCI、SCI期刊，职称论文一周见刊，先写作后付款，编辑微信lunwen7788。",
        "硕士论文代写代发",
        links(("http://lw66.com", "代写论文"), ("http://fabiao.cc", "核心期刊代发"), ("http://sci8.net", "SCI代发")),
    ),
    Spam(
        "crypto",
        "欧易okx交易所下载,币安Binance官网注册,USDT换汇承兑,imToken钱包下载,火币合约百倍杠杆",
        "全球领先的数字货币交易平台，注册送100USDT体验金，百倍合约杠杆，每日稳赚百分之三，跟单社区老师带你抄底比特币。",
        "imtoken钱包官网下载",
        links(
            ("https://imtoken-cn.im", "imToken官网"),
            ("https://okx-down.cc", "欧易下载"),
            ("https://tokenpocket.fyi", "TP钱包下载"),
        ),
    ),
    Spam(
        "seo",
        "百度快照排名,站群程序出租,黑帽SEO培训,快速收录推广,蜘蛛池租用",
        "承接各类关键词快速排名，黑帽SEO团队三天上首页，蜘蛛池出租，寄生虫程序出售，快排系统按天计费，飞机联系 @heimao_rank。",
        "黑帽SEO蜘蛛池出租",
        links(("http://zzc.li", "蜘蛛池出租"), ("http://kp.seo55.cc", "快速排名"), ("http://zq.link", "站群源码")),
    ),
    Spam(
        "escort",
        "同城约炮,上门服务全套,外围女模特预约,附近学生妹特殊服务,品茶喝茶资源网",
        "全国一二线城市外围上门，空姐模特学生妹任你挑选，真人实拍见面满意再付款，新茶嫩茶到付，微信预约 tea5210。",
        "附近上门全套服务",
        links(("http://yp99.life", "同城约炮"), ("http://pincha.me", "品茶资源"), ("http://ww.mm0.top", "外围模特")),
    ),
    Spam(
        "pharma",
        "Buy Cialis Online, Cheap Viagra No Prescription, Generic Levitra 20mg, Canadian Pharmacy Discount",
        "Order cheap viagra online without prescription, fast overnight shipping, best price on generic cialis 20mg and kamagra oral jelly from a trusted canadian pharmacy.",
        "buy viagra online cheap",
        links(
            ("http://rx-pills.biz", "buy cialis online"),
            ("http://canadapharm.top", "cheap viagra"),
            ("http://xanaxmeds.cc", "xanax no prescription"),
        ),
    ),
    Spam(
        "replica",
        "ブランドコピー 激安,スーパーコピー時計 代引き,ルイヴィトン バッグ 偽物 通販,ロレックス コピー n級品",
        "業界最高級スーパーコピー時計専門店！ロレックス、オメガのN級品を激安価格で販売中、全国送料無料、代引き対応、品質保証２年。",
        "スーパーコピー激安通販",
        links(
            ("http://copy-tokei.jp.la", "スーパーコピー時計"),
            ("http://brandcopy777.top", "ブランドコピー専門店"),
            ("http://n-kyu.shop", "ロレックスコピー"),
        ),
    ),
    Spam(
        "englishcasino",
        "Online Casino Real Money, Free Spins No Deposit Bonus, Best Slots 2024, Live Baccarat",
        "Play the best online casino games for real money and get 200 free spins no deposit bonus today, live roulette, blackjack and high RTP slots with instant payout.",
        "best online casino bonus",
        links(
            ("https://spin-king.io", "online casino real money"),
            ("https://slotgacor.win", "slot gacor hari ini"),
            ("https://bonus77.bet", "no deposit bonus"),
        ),
    ),
    Spam(
        "vietnamese",
        "nhà cái uy tín, cá cược bóng đá trực tuyến, tài xỉu online, nổ hũ đổi thưởng, w88 link vào",
        "Đăng ký nhà cái uy tín hàng đầu châu Á nhận ngay 100k tiền cược miễn phí, tài xỉu online, nổ hũ đổi thưởng, xóc đĩa, lô đề nạp rút siêu tốc.",
        "nhà cái uy tín nhất",
        links(
            ("https://w88-vn.club", "w88 đăng nhập"),
            ("https://nohu90.com", "nổ hũ đổi thưởng"),
            ("https://taixiu.bet", "tài xỉu online"),
        ),
    ),
    Spam(
        "thai",
        "สล็อตเว็บตรง, บาคาร่าออนไลน์, แทงบอลออนไลน์, เว็บพนันอันดับ1, pg slot เครดิตฟรี",
        "สมัครสล็อตเว็บตรงแตกง่าย ฝากถอนออโต้ไม่มีขั้นต่ำ รับเครดิตฟรี 100 ทันที บาคาร่าสด แทงบอลออนไลน์ เว็บพนันอันดับหนึ่ง",
        "สล็อตเว็บตรงแตกง่าย",
        links(
            ("https://pgslot99.me", "สล็อตเว็บตรง"),
            ("https://ufa888.bet", "แทงบอลออนไลน์"),
            ("https://bacc.vip", "บาคาร่าออนไลน์"),
        ),
    ),
    Spam(
        "hotpills",
        "壯陽藥專賣,犀利士哪裡買,威而鋼藥局價格,日本藤素正品,必利勁副作用",
        "全台最大壯陽藥線上藥局，犀利士、威而鋼、樂威壯、日本藤素正品保證，三盒免運，貨到付款，加LINE客服享九折優惠。",
        "日本藤素正品哪裡買",
        links(
            ("https://tengsu.tw.la", "日本藤素"),
            ("https://viagra-tw.shop", "威而鋼官網"),
            ("https://cialis5.top", "犀利士5mg"),
        ),
    ),
    Spam(
        "livestream",
        "黄色直播app下载,富二代短视频破解版,草莓丝瓜向日葵视频,抖阴成年版,快猫污软件",
        "最新富二代短视频破解版无限次数观看，丝瓜草莓向日葵秋葵视频大全，抖阴成年版下载安装，黄色直播软件宅男福利。",
        "草莓丝瓜视频污app下载",
        links(
            ("http://caomei.app.la", "草莓视频app"),
            ("http://fulao2.cc", "富二代下载"),
            ("http://xrk9.top", "向日葵视频"),
        ),
    ),
    Spam(
        "heiliao",
        "黑料不打烊,吃瓜网今日爆料,51吃瓜首页,反差婊合集,探花约妹系列",
        "每日大赛黑料吃瓜网为您爆料网红主播反差私拍，探花约妹完整版在线看，台湾swag流出合集，点击进入永久地址。",
        "51吃瓜黑料网",
        links(
            ("http://heiliao365.fun", "黑料不打烊"), ("http://51cg.boats", "51吃瓜网"), ("http://mrds.lol", "每日大赛")
        ),
    ),
    Spam(
        "football",
        "欧洲杯买球app,世界杯投注平台,足球外围盘口,球赛竞猜滚球下注,电竞投注LOL",
        "欧洲杯买球首选平台，滚球盘口赔率全网最高，足球外围下注秒到账，电竞投注英雄联盟S赛返水百分之一点五，首充双倍。",
        "欧洲杯买球平台",
        links(
            ("https://mq2024.vip", "欧洲杯买球"), ("https://qiuwang.cc", "足球外围网"), ("https://dj66.gg", "电竞投注")
        ),
    ),
    Spam(
        "qipai",
        "开元棋牌官网,棋牌游戏送38元,斗地主赢现金,炸金花真钱游戏,捕鱼上下分",
        "下载开元棋牌注册就送三十八元现金，真人炸金花、牛牛、斗地主一应俱全，银商上下分二十四小时在线，秒提现不卡单。",
        "开元棋牌真钱下载",
        links(("http://ky38.com", "开元棋牌"), ("http://qp668.vip", "真钱炸金花"), ("http://by888.cc", "捕鱼上下分")),
    ),
)
BY = {t.topic: t for t in TOPICS}

# The same words made hard to read for a filter.
OBFUSCATED = (
    (
        "zero width",
        "代\u200b开\u200b发\u200b票\u200b，加\u200b微\u200b信\u200bkp8821，验\u200b证\u200b后\u200b付\u200b款",
    ),
    ("symbols", "代→开→发→票★增*值*税*专*票★电话①③⑧①①⑥⑦②②⑨0"),
    ("dots", "办.证.刻.章.+.薇.信.b.z.6.6.7.7"),
    ("spaces", "百 家 乐 真 人 荷 官 在 线 发 牌 注 册 送 8 8 8"),
    ("vx", "办理各类毕业证书加V❤信：bz5566，徽xin同号"),
    ("fullwidth", "澳门金沙ＷＷＷ．ＪＳ８８９９．ＣＯＭ注册送３８元"),
    ("trad mix", "澳門賭場線上博彩,真亻亽百傢樂,葡亰娛楽城開戸送彩金"),
    ("pinyin", "dai开fa票 zeng值税专票 加 wei信 dkfp1688"),
    ("homograph", "Ьuy сheap viаgrа оnline nо рrescriрtion"),
    ("leet", "buy v1agra c1al1s 0nl1ne ch3ap pr1ce fr33 sh1pping"),
    ("combining", "代̷开̷发̷票̷ 保̷真̷可̷验̷ 电̷话̷1̷3̷7̷1̷1̷9̷0̷2̷2̷6̷5̷"),
    ("entities", "".join(f"&#{ord(c)};" for c in "亚洲无码在线视频,成人电影免费观看,日本一本道高清")),
    ("brackets", "【办】【证】【刻】【章】【电】【话】【135】【7788】【2210】"),
    ("radicals", "女干乱伦小说,氵㸒荡少女,口交视频,㓜女资源"),
)
