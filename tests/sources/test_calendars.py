"""Days of publication as the languages of the world write them: always the same Sunday."""

from __future__ import annotations

from datetime import date

import pytest

from summarizer.sources.calendars import plain
from summarizer.sources.load import document_from_text

SUNDAY = date(2005, 4, 17)
AR = "قال رئيس البلدية إن الجسر الجديد سيفتح أمام حركة المرور خلال أيام قليلة بعد انتهاء العمل فيه."
FA = "شهردار گفت که پل جدید تا چند روز دیگر به روی خودروها باز می‌شود و کار ساخت آن به پایان رسیده است."
HI = "महापौर ने कहा कि नया पुल कुछ दिनों में यातायात के लिए खोल दिया जाएगा और काम पूरा हो चुका है।"
RU = "Мэр города заявил, что новый мост откроют для движения через несколько дней, так как работы завершены."
ZH = "市长表示,新桥将在几天内开放通车,因为工程已经完成,居民可以使用。"
JA = "市長は、新しい橋が数日以内に開通すると述べた。工事はすでに完了している。"
KO = "시장은 새 다리가 며칠 안에 개통될 것이라고 밝혔다. 공사는 이미 끝났다."
PL = "Burmistrz powiedział, że nowy most zostanie otwarty za kilka dni, ponieważ prace są zakończone."
CS = "Starosta řekl, že nový most bude otevřen za několik dní, protože práce jsou hotové."
UK = "Міський голова сказав, що новий міст відкриють для руху за кілька днів, бо роботи завершено."
NO = "Ordføreren sa at den nye broen skal åpnes for trafikk om noen dager fordi arbeidet er ferdig."
VI = "Thị trưởng nói rằng cây cầu mới sẽ được thông xe trong vài ngày tới vì công việc đã hoàn thành."
RO = "Primarul a spus că noul pod va fi deschis circulației în câteva zile, deoarece lucrările s-au încheiat."
FI = "Pormestari sanoi, että uusi silta avataan liikenteelle pian, koska työt ovat valmiit."
TH = "นายกเทศมนตรีกล่าวว่าสะพานใหม่จะเปิดให้ใช้ภายในไม่กี่วันเพราะงานเสร็จแล้ว"
EN = "The mayor said the new bridge would be opened to traffic in a few days since the work is done."


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("الأحد 17 أبريل 2005", AR),
        ("تاريخ النشر: 17 أبريل/نيسان 2005", AR),
        ("١٧ أبريل ٢٠٠٥", AR),
        ("یکشنبه ۲۸ فروردین ۱۳۸۴", FA),
        ("17 آوریل 2005", FA),
        ("۱۳۸۴/۰۱/۲۸", FA),
        ("रविवार, 17 अप्रैल 2005", HI),
        ("१७ अप्रैल २००५", HI),
        ("Воскресенье, 17 апреля 2005 года", RU),
        ("17 апреля 2005 г., 10:30", RU),
        ("Опубликовано: 17.04.2005 10:30", RU),
        ("2005年4月17日 星期日", ZH),
        ("发布时间:2005-04-17 10:30 来源:新华网", ZH),
        ("二〇〇五年四月十七日", ZH),
        ("平成17年4月17日", JA),
        ("2005年04月17日(日) 10時30分", JA),
        ("입력 2005.04.17 10:30", KO),
        ("2005년 4월 17일 일요일", KO),
        ("Sunday,\u00a017\u00a0April\u00a02005", EN),
        ("17-04-2005", EN),
        ("الأحد 8 ربيع الأول 1426 هـ الموافق 17 أبريل 2005 م", AR),
        ("niedziela, 17 kwietnia 2005 r.", PL),
        ("neděle 17. dubna 2005", CS),
        ("неділя, 17 квітня 2005 р.", UK),
        ("søndag 17. april 2005", NO),
        ("Chủ nhật, ngày 17 tháng 4 năm 2005", VI),
        ("duminică, 17 aprilie 2005", RO),
        ("sunnuntai 17. huhtikuuta 2005", FI),
        ("17 เมษายน พ.ศ. 2548", TH),
    ],
)
def test_a_dateline_is_read(line: str, body: str) -> None:
    assert document_from_text(f"{body[:12]}\n\n{line}\n\n{body}").date == SUNDAY


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1 فروردین 1300", "1921-03-21"),
        ("30 اسفند 1399", "2021-03-20"),
        ("1 فروردین 1400", "2021-03-21"),
        ("22 بهمن 1357", "1979-02-11"),
        ("10 دی 1402", "2023-12-31"),
        ("40 دی 1402", "40 دی 1402"),
    ],
)
def test_days_of_the_persian_year(written: str, day: str) -> None:
    assert plain(written) == day


def test_eras_and_numerals() -> None:
    assert plain("令和元年5月1日") == "2019年5月1日"
    assert plain("昭和64年1月7日") == "1989年1月7日"
    assert plain("一九九九年十二月三十一日") == "1999年12月31日"
    assert plain("Sunday 17/4") == "Sunday 17/4"
