"""Blame and an aggrieved tone are held by who is said to have done what; calm sentences with the same words pass."""

from __future__ import annotations

import pytest

from trackerbridge.client_view.guard_tone import tone_of

BLAME = """
The courier was late again and lost our parcel, as usual.
Курьер опять опоздал.
Curierul a întârziat iar.
Your accountant never paid the invoice.
The translator made mistakes on every page.
The launch is late because you changed the slogan.
Our tester overlooked the broken form.
Somebody in your office switched off the server.
Верстальщик напортачил с корзиной.
Ваша бухгалтерия так и не оплатила счёт.
Задержка из-за вашей нерешительности.
Кто-то из ваших удалил раздел.
Colegul dumneavoastră a uitat de fotografii.
Nu ne-ați răspuns nici până azi.
Întârzierea este din vina tipografiei.
It was you who insisted on this font.
The animator ignored the brief.
У вас, похоже, никто не знает, кто решает.
Dumneavoastră ați insistat cu fontul acesta.
"""
AGGRIEVED = """
We already told you that the logo is missing.
We have asked you five times for the access.
Please, read our letters more carefully.
As mentioned several times, the fonts are not free.
Как я уже объяснял, логотипа нет.
Мы трижды просили доступ.
Читайте, пожалуйста, внимательнее.
V-am cerut accesul de cinci ori.
Așa cum am mai scris, lipsesc pozele.
Is it really so difficult to send two photos?
В следующий раз читайте договор.
Avem lucruri mai bune de făcut decât să cerem texte.
"""
ALARMED = """
Panic: the shop is down!
Everything is on fire here.
The form is a disaster.
Катастрофа: сайт лежит!
У нас аврал.
Suntem în panică, serverul a căzut.
"""
PROMISING = """
We guarantee first place in the search.
Sales will double, trust us.
Клянёмся, завтра всё будет.
Продажи вырастут вдвое, вот увидите.
Vânzările se vor dubla, o să vedeți.
"""
SHOUTING = """
WE NEED THE PHOTOS NOW!!!
Where are the photos??
ГДЕ ТЕКСТЫ?
Textele?!
"""
OF_A_CLASS = """
Great, one more redesign.
As usual, the texts came a day late.
Наконец-то вы ответили.
Как всегда, тексты опоздали.
Din nou fotografii fără semnături.
If you do not answer by Friday, we stop working.
Немедленно пришлите тексты.
Ori răspundeți azi, ori nu mai lansăm.
Have it your way.
Делайте как хотите.
Faceți cum vreți.
"""
GROVELLING = """
We beg you to forgive us.
Стоим перед вами и умоляем простить.
Vă implorăm, mai dați-ne o șansă.
"""
GOSSIP = """
Between you and me, the new manager is lost.
Поговаривают, что магазин закроют.
Între noi fie vorba, nimeni nu crede în data asta.
"""
CALM = """
The courier was late.
Курьер опоздал, образцы будут во вторник.
Curierul a întârziat.
A trebuit să repetăm ședința foto.
The photographer fell ill, so the shoot moves to Friday.
Банк задержал подтверждение.
Trenul a întârziat.
We finally chose the darker green.
If we get no answer by Friday, we keep the blue header.
The guarantee covers two years, says the page.
Sales doubled in May, says your report.
The disaster film evening has its own page.
SUMMER SALE: BANNER
Тексты наконец согласованы, начинаем вёрстку.
Страница опять доступна.
Гарантия два года – на странице товара.
Либо синий, либо зелёный – выбор за вами.
Textele sunt gata, iar fotografiile lipsesc.
Ori luni, ori marți livrăm.
Fără fotografii nu putem termina galeria.
You do not need to send anything.
If you have not received the e-mail, please tell us.
As you asked, we added a second banner.
The page for customers who forgot their password is ready.
The shop is open as usual over the holidays.
Once again there are seats left: text for the banner.
The error on the payment page is fixed.
Как вы и просили, добавили второй баннер.
Ваши данные не передаются третьим лицам.
Повторяем акцию в декабре: баннер готов.
Если вы не получили письмо, напишите нам.
Așa cum ați cerut, am adăugat al doilea banner.
De sărbători magazinul lucrează ca de obicei.
Furnizorul nu a trimis încă fonturile, le așteptăm pe 20 noiembrie.
Developer tools are slow on old phones, so we test there too.
You will not lose any texts in the move.
Вы должны были получить письмо с доступом.
Nu răspundeți la acest mesaj: textul din subsol
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("text", lines(BLAME))
def test_blame_is_held(text: str) -> None:
    assert "it reads as blame" in tone_of(text)


@pytest.mark.parametrize("text", lines(AGGRIEVED))
def test_an_aggrieved_tone_is_held(text: str) -> None:
    assert "it sounds aggrieved" in tone_of(text)


@pytest.mark.parametrize("text", lines(CALM))
def test_calm_words_pass(text: str) -> None:
    assert tone_of(text) == []


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        (ALARMED, "it sounds alarmed"),
        (PROMISING, "it promises what nobody can keep"),
        (SHOUTING, "it shouts"),
        (OF_A_CLASS, "it sounds aggrieved"),
        (GROVELLING, "it grovels"),
        (GOSSIP, "it tells what only the team should know"),
    ],
)
def test_panic_promises_shouting_and_sarcasm_are_held(texts: str, reason: str) -> None:
    for text in texts.strip().splitlines():
        assert reason in tone_of(text), text
