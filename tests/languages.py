"""Short documents in other scripts, for tests. They know the Document and no format."""

from __future__ import annotations

from generator.document import (
    Blank,
    Citation,
    Columns,
    Document,
    Items,
    LanguageRecord,
    Level,
    Name,
    Reference,
    Row,
    Section,
    Series,
    Signature,
    SignatureBlock,
    Table,
    Text,
    Title,
)
from tests.builders import cell, doc, para, provision, said


def language(
    tag: str, direction: str = "ltr", script: str = "latin", font: str = "Noto Serif", **labels: str
) -> LanguageRecord:
    """A language record with one font for its own script."""
    return LanguageRecord(
        tag, direction, script, {"latin": "Times New Roman", "complex": font, "east_asian": font}, labels
    )


ARABIC = language(
    "ar",
    "rtl",
    "complex",
    "Noto Naskh Arabic",
    page_of="صفحة {page} من {pages}",
    draft_header="مسودة: ليست للاعتماد",
    date_line="التاريخ",
    end_notes="المصادر",
)
GUJARATI = language("gu", "ltr", "complex", "Noto Sans Gujarati", page_of="પાનું {page} / {pages}")
CHINESE = language(
    "zh-Hans",
    "ltr",
    "east_asian",
    "Noto Sans CJK SC",
    page_of="第 {page} 页，共 {pages} 页",
    draft_header="草案：不得通过",
    date_line="日期",
)


def arabic_sample() -> Document:
    """A short document that runs right to left."""
    levels = Series("instrument", (Level("decimal", "المادة {n}."), Level("decimal", "({n})")))
    hold = provision(
        "hold.a",
        "(1)",
        "لا يجوز للمدينة احتجاز أي شخص بناءً على النموذج ",
        Citation("I-247A"),
        " وفقًا لـ ",
        Citation("8 U.S.C. § 1357(g)"),
        "، اتصل على (732) 555-0100 أو 311.",
    )
    share = provision(
        "hold.b", "(2)", "تطبق ", Reference("hold.a", "المادة 1(1)"), " على مكتب ", Name("City Clerk"), "."
    )
    return doc(
        Title("title", said("مدينة باسيك"), said("الأمر رقم ", Blank("الرقم", "number")), said("مدينة مرحِّبة بالجميع")),
        Section("hold", said("الاحتجاز"), (hold, share), designator="المادة 1."),
        Table(
            "t",
            (
                Row((cell("a", "العنوان", header=True), cell("b", "الهاتف", header=True)), header=True),
                Row((cell("c", "مكتب المدينة"), cell("d", "(732) 555-0100"))),
            ),
            (0.5, 0.5),
            "الهاتف",
        ),
        SignatureBlock("s", "execution", said("التوقيع"), (Signature(said(Name("Ana Ruiz")), said("رئيسة البلدية")),)),
        series=(levels,),
        language=ARABIC,
        title="مدينة مرحِّبة بالجميع",
    )


def gujarati_sample() -> Document:
    """A short document in a complex script that runs left to right."""
    return doc(
        para("g.h", "તમારા અધિકારો", role="heading", level=1),
        para(
            "g.p",
            "શહેર કોઈને પણ ફોર્મ I-247A ના આધારે અટકાયતમાં રાખશે નહીં (",
            Citation("8 U.S.C. § 1357(g)"),
            "). ફોન: (201) 555-0142.",
        ),
        Items("g.i", (said("ન્યાયાધીશનું વોરંટ માંગો."), said(Text("શાંત રહો.", "bold")))),
        series=(),
        language=GUJARATI,
        title="તમારા અધિકારો",
        kind="handout",
    )


def chinese_sample() -> Document:
    """A short document in an East Asian script."""
    return doc(
        Title("z.t", said("帕塞伊克市"), said("第 12 号条例"), said("欢迎城市条例")),
        Section(
            "z.s",
            said("拘留"),
            (para("z.p", "未经法官签署的逮捕令，市政府不得拘留任何人（", Citation("8 U.S.C. § 1357(g)"), "）。"),),
            designator="第1条",
        ),
        Columns(
            "z.c",
            (
                (
                    para("z.en", "You may remain silent."),
                    para("z.zh", "您可以保持沉默。"),
                    para("z.ar", "لك أن تلزم الصمت."),
                ),
            ),
            ("en", "zh-Hans", "ar"),
        ),
        series=(Series("instrument", (Level("decimal", "第{n}条"),)),),
        language=CHINESE,
        title="欢迎城市条例",
    )
