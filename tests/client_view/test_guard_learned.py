"""Tone in words that no pattern foresaw is weighed; what a calm account manager writes passes."""

from __future__ import annotations

import pytest

from trackerbridge.client_view.guard import Guard
from trackerbridge.client_view.guard_learned import (
    KINDS,
    Weights,
    learned_tone,
    packaged_weights,
    packed,
    sentences,
    tokens,
    unpacked,
)
from trackerbridge.client_view.guard_marks import Marks
from trackerbridge.client_view.guard_tone import tone_of
from trackerbridge.client_view.wording import packaged

HELD = """
Your people have been sleeping on this since spring.
Nobody over there seems to care about the launch.
Do we really have to beg for one photo?
Once again we learn about it last.
Surely a yes or no is not too much to ask.
We are sick of explaining the same thing every week.
Никто у вас даже не открыл наш макет.
Неужели так трудно ответить на одно письмо?
Опять всё переделывать, сколько можно.
Мы устали просить одно и то же.
Some press people butchered our letters.
Наш стажёр напортачил и сбежал.
Tipografia ne-a dus iarăși cu vorba.
Nimeni nu s-a obosit să ne răspundă nici săptămâna asta.
Chiar e atât de greu să răspundeți la un mesaj?
Iar o luăm de la capăt, ca de obicei.
Ne-am săturat să cerem același lucru.
"""
# The reference sentences of the client view, filled in.
REFERENCE = """
Everything is on track. Next: “Gallery”, 19 November.
The date has moved from 12 to 19 November. The reason: the bank needs a week more.
The date has moved from 12 to 19 November. We will explain why, and what comes next, here by 14 November.
This was due on 12 November and is not ready yet. We are sorry. You will have a new date here by 14 November.
We need your answer: which logo we use. We asked on 12 November; a reply by the 17th keeps 24 November.
Ready early: 10 November instead of the 14th. What made it possible: your quick answer. Other dates stay as agreed.
A small extra from us, at no cost: a map. The dates stay the same.
You asked for: a second form. It goes beyond what we agreed, so the choice is yours. Valid until 20 November; \
until then the plan stands.
Next update: Wednesday, 19 November.
Delivered on the date first agreed: 9 of 11. Moved, with notice beforehand: 2.
Всё идёт по плану. Дальше: «Галерея», 19 ноября.
Срок сдвинулся с 12 на 19 ноября. Причина: банку нужна ещё неделя.
Срок сдвинулся с 12 на 19 ноября. Причину и следующие шаги напишем здесь не позднее 14 ноября.
Срок был 12 ноября, работа ещё не готова. Просим прощения. Новую дату назовём здесь не позднее 14 ноября.
Нужен ваш ответ: какой логотип ставим. Спросили 12 ноября; при ответе не позднее 17 ноября срок 24 ноября сохранится.
Готово раньше: 10 ноября вместо 14-го. Что помогло: ваш быстрый ответ. Остальные сроки прежние.
Небольшое дополнение от нас, без доплаты: карта. Сроки прежние.
Вы попросили: вторая форма. Это сверх согласованного, поэтому выбор за вами. Предложение действует по 20 \
ноября включительно; до решения план прежний.
Следующая сводка: среда, 19 ноября.
Сдано в первоначальный срок: 9 из 11. Перенесено с предупреждением заранее: 2.
Totul merge conform planului. Urmează: „Galeria”, 19 noiembrie.
Termenul s-a mutat de pe 12 pe 19 noiembrie. Motivul: banca mai are nevoie de o săptămână.
Termenul s-a mutat de pe 12 pe 19 noiembrie. Revenim aici cu motivul și pașii următori cel târziu pe 14 noiembrie.
Termenul era 12 noiembrie, iar lucrarea nu este încă gata. Ne cerem scuze. Vă comunicăm aici noua dată cel \
târziu pe 14 noiembrie.
Avem nevoie de răspunsul dumneavoastră: ce logo punem. Am întrebat pe 12 noiembrie; cu un răspuns cel târziu \
pe 17, termenul de 24 noiembrie rămâne valabil.
Gata mai devreme: 10 noiembrie în loc de 14. Ce ne-a ajutat: răspunsul dumneavoastră rapid. Celelalte termene \
rămân neschimbate.
Un mic plus din partea noastră, fără cost: o hartă. Termenele rămân aceleași.
Ne-ați cerut: al doilea formular. Depășește ce am convenit, așa că alegerea vă aparține. Oferta e valabilă \
până pe 20 noiembrie inclusiv; până atunci planul rămâne același.
Următoarea actualizare: miercuri, 19 noiembrie.
Livrări la data convenită inițial: 9 din 11. Mutate, cu anunț din timp: 2.
"""
SMALL = Weights(Marks.of({"again": "again,once more", "you": "you*"}), [0] * 5, 1.0, [[0] * len(KINDS)] * 14)


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("text", lines(HELD))
def test_a_tone_that_no_pattern_foresaw_is_held(text: str) -> None:
    assert learned_tone(text) in KINDS


@pytest.mark.parametrize("text", lines(REFERENCE))
def test_the_reference_sentences_pass(text: str) -> None:
    assert Guard().reason(text) == ""


@pytest.mark.parametrize("language", ["en", "ru", "ro"])
def test_our_own_sentences_pass(language: str) -> None:
    read = [text.replace("{", "").replace("}", "") for text in packaged(language).sentences.values()]
    assert [text for text in read if learned_tone(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Once again all tickets were sold, thank you.",
        "You were right about the bridge: it is closed.",
        "Наконец вышло солнце, и мы всё сняли.",
        "Ваша бухгалтерия просила вторую копию счёта, вот она.",
        "A doua oară anul acesta, sala e plină.",
        "Nimeni nu trebuie să semneze ceva până în mai.",
    ],
)
def test_the_same_words_pass_where_they_are_calm(text: str) -> None:
    assert not learned_tone(text)


def test_one_sentence_in_a_calm_text_is_enough() -> None:
    assert learned_tone("The gallery is ready. We are sick of explaining the same thing every week. Next: the map.")


def test_a_text_is_read_whole_and_by_sentences() -> None:
    assert list(sentences("Ready. Next: 12 March!")) == [
        ["ready", ".", "next", ":", "0", "march", "!"],
        ["ready", "."],
        ["next", ":", "0", "march", "!"],
    ]


def test_case_accents_and_the_look_of_quotes_do_not_matter() -> None:
    assert tokens("Așteptăm «ÎNCĂ»—“da”") == tokens('asteptam «inca»–"da"'.replace("»", "«"))


def test_marks_are_found_where_their_phrases_begin() -> None:
    again, you, to_you = 0, 1, 2
    found = SMALL.marks.found_in(["once", "more", "yours", "decideti"])
    assert found == [frozenset({again}), frozenset(), frozenset({you}), frozenset({to_you})]


def test_a_phrase_may_begin_as_another_one_and_go_on_within() -> None:
    marks = Marks.of({"calm": "no hurry,no", "tired": "no hurr* at all"})
    calm, tired = 0, 1
    assert marks.found_in(["no", "hurrying", "at", "all"])[0] == frozenset({calm, tired})
    assert marks.found_in(["no", "hurry", "at"])[0] == frozenset({calm})


def test_weights_are_packed_and_unpacked_alike() -> None:
    again = unpacked(packed(SMALL))
    assert again.marks.packed() == SMALL.marks.packed()
    assert again.marks.found_in(["once", "more"]) == SMALL.marks.found_in(["once", "more"])
    assert [*again.of] == [*SMALL.of]
    assert again.marks.names == SMALL.marks.names
    assert (again.threshold, again.kinds) == (SMALL.threshold, SMALL.kinds)


def test_an_empty_text_has_no_tone() -> None:
    assert learned_tone("") == ""
    assert packaged_weights() is packaged_weights()


def test_a_title_that_was_cut_ends_no_sentence() -> None:
    line = "“Gift vouchers can be…”: your choice, until 14 October"
    assert [" ".join(words) for words in sentences(line)] == [
        '" gift vouchers can be . . . " : your choice , until 0 october'
    ]
    assert not learned_tone(line)


def test_behind_a_quoted_sentence_a_new_one_begins() -> None:
    assert len(list(sentences("The note said “We are ready.” Photos come next."))) == 3


def test_what_was_composed_is_not_weighed_once_more() -> None:
    """People's words are weighed by themselves; around them stand ours, which nobody weighed together."""
    weighed = "Nobody over there seems to care about the launch."
    assert learned_tone(weighed)
    assert not tone_of(weighed, weigh=False)
    assert Guard().read(weighed).held
    assert Guard().read(weighed, composed=True).passes


@pytest.mark.parametrize("ours", ["The reason: {}", "What happens next: {} Next update: Wednesday, 19 November."])
def test_people_are_heard_behind_our_own_words(ours: str) -> None:
    """Weighed with "The reason:" in front, the same reproach sounds calmer than it is."""
    assert learned_tone(ours.format("nobody over there seems to care about the launch."))
    assert not learned_tone(ours.format("the bank needs a week more."))
