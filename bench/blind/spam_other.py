"""A second lot of words, written before anything was mended and looked at only to measure."""

from bench.blind.spam import Spam, links

TOPICS2 = (
    Spam(
        "b-casino",
        "多宝体育平台,银河国际城官方站,bob综合体育入口,沙巴体育官方,BET9手机版",
        "银河国际城官方站诚邀加盟，体育滚球、真人视讯、棋牌电子一站齐全，新会员存一百得三百八，出款零审核，代理佣金高达六成。",
        "bob综合体育官方入口",
        links(
            ("http://bob9.cc", "bob综合体育"), ("http://yh88.vip", "银河国际城"), ("http://duobao.bet", "多宝体育平台")
        ),
    ),
    Spam(
        "b-porn",
        "狠狠干在线视频,丁香五月激情,日本熟妇乱子伦,欧美黑人巨大videos,色老板免费",
        "海量激情小电影免费看，丁香五月天天更新，少妇白嫩诱惑，自慰流水视频完整版高清在线播放不卡顿。",
        "丁香五月激情综合",
        links(("http://dx51.cc", "丁香五月"), ("http://hhg.top", "狠狠干"), ("http://slb8.com", "色老板在线")),
    ),
    Spam(
        "b-lottery",
        "港彩开奖现场直播,四不像生肖图,白小姐中特网,六合宝典下载,三期必出一期",
        "白小姐中特网独家提供三期必出特肖，四不像图、黄大仙救世报、内部透码，跟单包中，不中赔双倍。",
        "白小姐内部透码",
        links(("http://bxj.cc", "白小姐中特"), ("http://lhbd.com", "六合宝典"), ("http://sbx.one", "四不像图库")),
    ),
    Spam(
        "b-documents",
        "定做四六级证书,办居住证,出生证明代办,电工证焊工证快速拿证,买驾照分",
        "本站办理四六级证书、会计证、教师资格证、居住证，一比一仿真，防伪钢印，三天出证，货到验收满意付款，扣扣1187402265。",
        "办四六级证书加扣扣",
        links(
            ("http://zhengjian.cc", "证件办理"), ("http://jz88.top", "驾驶证办理"), ("http://cs.vip", "出生证明代办")
        ),
    ),
    Spam(
        "b-invoice",
        "广告费发票代理,机打发票出售,开票加威信,会务费发票,咨询费票据代开",
        "出售各地机打发票、定额发票，税点低至百分之二，当天开具，快递到付，长期合作价格更优，开票热线159 2231 0078 刘会计。",
        "开票请加威信kpw5577",
        links(("http://kp1.cc", "发票出售"), ("http://kp2.top", "机打发票"), ("http://kp3.vip", "会务费发票")),
    ),
    Spam(
        "b-loan",
        "花呗套现秒到,白条提现商家,大额信用贷不上征信,房产二抵,应急小贷不看征信",
        "花呗白条分期乐提现秒回款，大额信用贷不上征信，不打电话不查流水，凭身份证当场放款，威信daikuan332。",
        "花呗套现秒到账",
        links(("http://hbtx.cc", "花呗套现"), ("http://bttx.top", "白条提现"), ("http://xyd.vip", "大额信用贷")),
    ),
    Spam(
        "b-games",
        "王者荣耀外挂辅助,吃鸡透视自瞄,奇迹MU私服,传世单职业,破解版无限元宝",
        "吃鸡透视自瞄辅助稳定不封号，王者全图挂，奇迹私服无限钻石元宝，进群领取激活码，发卡网二十四小时自动发货。",
        "吃鸡透视辅助购买",
        links(("http://wg.cc", "外挂辅助"), ("http://mu.top", "奇迹私服"), ("http://fk.vip", "发卡网")),
    ),
    Spam(
        "b-medical",
        "痔疮医院哪家好,尖锐湿疣怎么治,打胎医院价格,隆鼻隆胸多少钱,生发植发哪家强",
        "尖锐湿疣一次根除不复发，宫颈糜烂微创仅需两百元，打胎隐私保护当天可走，在线客服免费挂号，名医坐诊不排队。",
        "打胎医院哪家便宜",
        links(("http://zc.cc", "痔疮医院"), ("http://dt.top", "打胎医院"), ("http://zf.vip", "植发价格")),
    ),
    Spam(
        "b-papers",
        "毕业设计代做,职称论文发表价格,课程作业代写,查重降重,EI会议发表",
        "留学生作业代写，毕业设计程序代做，论文降重改重保证通过，EI会议SCI期刊发表包录用，客服企鹅号6650981。",
        "毕业设计代做代写",
        links(("http://bysj.cc", "毕业设计代做"), ("http://jc.top", "论文降重"), ("http://ei.vip", "EI发表")),
    ),
    Spam(
        "b-crypto",
        "波场USDT质押挖矿,泰达币承兑商,冷钱包下载,交易所返佣,抹茶交易所官网",
        "USDT质押挖矿日化百分之二，TRC20地址秒到，抹茶交易所永久返佣八折，电报群@usdt_kuang老师免费喊单。",
        "USDT质押挖矿平台",
        links(("http://mexc.cc", "抹茶交易所"), ("http://usdt.top", "USDT承兑"), ("http://wk.vip", "质押挖矿")),
    ),
    Spam(
        "b-escort",
        "高端商务伴游,全套莞式服务,兼职少妇上门,海选大学生包养,按摩spa养生会所",
        "高端商务模特伴游，大学生兼职上门全套服务，莞式水疗养生会所，不正规不收费，加线索q 77820134 看照选人。",
        "兼职大学生上门全套",
        links(("http://bany.cc", "商务伴游"), ("http://guan.top", "莞式服务"), ("http://by.vip", "包养网")),
    ),
    Spam(
        "b-english",
        "Casinos Not On Gamstop, Crypto Casino No KYC, Sports Betting Odds, Escort Girls, Weight Loss Pills",
        "Join today and claim a 300% welcome bonus plus 150 spins at our crypto casino, no KYC, fast withdrawals, hot escort girls and cheap tramadol without a doctor.",
        "crypto casino welcome bonus",
        links(("http://cc.io", "crypto casino"), ("http://es.cc", "escort girls"), ("http://tr.biz", "buy tramadol")),
    ),
    Spam(
        "b-indonesian",
        "situs judi slot online, bandar bola terpercaya, togel hongkong, rtp slot hari ini, agen poker",
        "Daftar situs judi slot online terpercaya dengan bonus new member 100%, deposit pulsa tanpa potongan, gampang maxwin dan langsung withdraw.",
        "situs judi slot online",
        links(("http://sl.cc", "slot online"), ("http://tg.top", "togel hongkong"), ("http://bl.vip", "bandar bola")),
    ),
    Spam(
        "b-korean",
        "카지노사이트 추천,먹튀검증 토토,바카라 게임,슬롯머신 무료,비아그라 구매",
        "안전한 카지노사이트 추천, 신규가입 보너스 지급, 먹튀검증 완료된 토토사이트와 바카라를 즐기세요.",
        "카지노사이트 추천",
        links(("http://kr.cc", "카지노사이트"), ("http://toto.top", "토토사이트"), ("http://via.vip", "비아그라 구매")),
    ),
    Spam(
        "b-japanese",
        "アダルト動画 無修正,出会い系サイト,オンカジ 入金ボーナス,偽ブランド 財布,ED治療薬 通販",
        "無修正アダルト動画が見放題、出会い系サイトで今すぐ会える、オンカジ入金ボーナス最大10万円、ED治療薬の個人輸入代行。",
        "無修正アダルト動画",
        links(("http://ad.cc", "アダルト動画"), ("http://onk.top", "オンカジ比較"), ("http://ed.vip", "ED治療薬通販")),
    ),
    Spam(
        "b-seo",
        "寄生虫程序,目录轰炸,站群泛解析,百度霸屏,负面压制,代刷流量",
        "百度霸屏推广，站群泛解析一条龙，寄生虫目录轰炸秒收录，负面压制删帖，代刷流量点击，业务飞机@seobaping。",
        "百度霸屏泛解析",
        links(("http://bp.cc", "百度霸屏"), ("http://js.top", "寄生虫程序"), ("http://st.vip", "删帖")),
    ),
)
