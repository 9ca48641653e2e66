"""Titles by language for the fifth lot of portals, in more languages, some with dates and brackets of their own."""

from __future__ import annotations

MORE_TITLES = {
    "zh5": (
        "云溪市人民政府办公室关于印发《云溪市城市内涝治理实施方案（{y}—2030年）》的通知",
        "市长调研防汛备汛工作（{n}）",
        "{y}年{n}月份云溪市居民消费价格变动情况",
        "第{n}号公告",
        "云溪市水务局{y}年度第{n}批拟录用人员公示",
        "“清渠行动”第{n}周战报：又有三条沟渠复清",
        "关于对云溪市某建材有限公司作出行政处罚决定的公告（云环罚字〔{y}〕{n}号）",
    ),
    "zh-Hant": (
        "署長出席第{n}屆水資源論壇致辭全文",
        "{y}年第{n}季食水水質監測結果",
        "渠務工程第{n}號合約批出",
        "颱風期間第{n}號安排",
    ),
    "ug": (
        "ناھىيەلىك خەلق ھۆكۈمىتىنىڭ {n}-نۆۋەتلىك يىغىنى ئېچىلدى",
        "{y}-يىللىق خىزمەت دوكلاتى ({n})",
        "سۇ ئىنشائاتى قۇرۇلۇشى {n}-باسقۇچقا كىردى",
    ),
    "bo": (
        "རྫོང་སྲིད་གཞུང་གི་ཚོགས་འདུ་ཐེངས་{n}པ་འཚོགས་པ།",
        "སློབ་གསོའི་ལས་དོན་གྱི་བརྡ་ཐོ་ཨང་{n}པ།",
        "ཞིང་འབྲོག་མང་ཚོགས་ཀྱི་འཚོ་བ་ཡར་རྒྱས་གཏོང་བའི་བྱེད་སྒོ་{n}།",
    ),
    "mn": (
        "ᠰᠣᠮᠤ ᠶᠢᠨ ᠠᠵᠢᠯ ᠤᠨ ᠬᠤᠷᠠᠯ {n} ᠳᠤᠭᠠᠷ ᠤᠳᠠᠭ᠎ᠠ ᠨᠡᠭᠡᠭᠡᠪᠡ",
        "ᠮᠠᠯᠴᠢᠳ ᠤᠨ ᠰᠤᠷᠭᠠᠯᠲᠠ {n} ᠡᠬᠢᠯᠡᠪᠡ",
        "ᠤᠰᠤᠨ ᠪᠠᠷᠢᠯᠭ᠎ᠠ ᠶᠢᠨ ᠮᠡᠳᠡᠭᠡ {n}",
    ),
    "pt": (
        "Prefeitura abre inscrições para a {n}ª turma do curso de agricultura",
        "Vacinação contra a gripe: etapa {n} de {y}",
        "Obras na ponte do rio entram na fase {n}",
    ),
    "es": (
        "Comunicado {n}: avanzan las obras del acueducto",
        "Convocatoria {n}/{y} para el programa de becas",
        "Gobierno entrega {n} viviendas a familias afectadas",
    ),
    "vi": (
        "Thông báo số {n} về việc cấp nước sinh hoạt",
        "Hội nghị lần thứ {n} Ban Chỉ đạo chuyển đổi số",
        "Kế hoạch tuyển dụng viên chức năm {y}, đợt {n}",
    ),
    "ar": (
        "الوزارة تعلن نتائج المسابقة رقم {n}",
        "افتتاح محطة المياه المرحلة {n}",
        "اجتماع اللجنة الوطنية رقم {n} لعام {y}",
    ),
    "id": (
        "Pengumuman Seleksi Tahap {n} Tahun {y}",
        "Bupati Meresmikan Jembatan Desa ke-{n}",
        "Jadwal Pelayanan Keliling Minggu ke-{n}",
    ),
    "tr": (
        "{n}. İl Koordinasyon Kurulu Toplantısı Yapıldı",
        "{y} Yılı {n}. Dönem Kurs Kayıtları Başladı",
        "Köprü Yapım İşi {n}. Etap İhalesi",
    ),
    "fr": (
        "Conseil municipal : compte rendu de la séance {n}",
        "Arrêté n° {n} portant restriction de circulation",
        "Enquête publique {y}, dossier {n}",
    ),
}
